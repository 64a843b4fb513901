// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explainer.h"

#include "core/insight/insight.h"
#include "ui/qt_text.h"

#include <utility>

namespace tributary::ui {

namespace {

constexpr int restFor = 300;   ///< ms without news before the work begins
constexpr int lookEvery = 250; ///< ms between two looks at the progress

bool isReady(const Document& document) {
    const ScenarioResults* scenario = document.sampled();
    return document.isOpen() && !document.isDragging() && !document.isStale() && document.runFailure().isEmpty() &&
           scenario && !scenario->id.empty() && scenario->npvTrials.size() == document.outcome().sampled->trials &&
           // The few trials of a drag that ended where it began are made up for by a full run.
           document.outcome().sampled->scenarios.size() == document.model().scenarios().size();
}

} // namespace

Explainer::Explainer(Document& document, QObject* parent) : QObject(parent), document_(document), latest_(*this) {
    rest_.setSingleShot(true);
    rest_.setInterval(restFor);
    poll_.setInterval(lookEvery);
    connect(&rest_, &QTimer::timeout, this, &Explainer::start);
    connect(&poll_, &QTimer::timeout, this, [this] { document_.setExplanationProgress(*progress_); });
    connect(&document_, &Document::opened, this, &Explainer::stop);
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.outdatesResults)
            stop();
    });
    for (const auto signal : {&Document::resultsChanged, &Document::scenarioChanged, &Document::draggingChanged})
        connect(&document_, signal, this, &Explainer::restart);
    restart();
}

Explainer::~Explainer() { stop(); }

void Explainer::stop() {
    rest_.stop();
    poll_.stop();
    latest_.drop();
    document_.setExplanationProgress(std::nullopt);
}

void Explainer::restart() {
    const bool wanted = isReady(document_);
    if (wanted && latest_.isAsked() && askedRevision_ == document_.revision() && askedScenario_ == document_.scenario())
        return;
    stop();
    if (!wanted)
        return;
    if (knownRevision_ != document_.revision())
        known_.clear();
    if (const auto found = known_.find(document_.scenario()); found != known_.end())
        document_.setExplanation({found->second, knownRevision_, {}});
    else
        rest_.start();
}

void Explainer::start() {
    if (!isReady(document_))
        return;
    askedScenario_ = document_.scenario();
    askedRevision_ = document_.revision();
    progress_ = std::make_shared<std::atomic<double>>(0);
    document_.setExplanationProgress(0);
    poll_.start();
    latest_.ask(
        [model = document_.model(), scenario = askedScenario_, progress = progress_](const std::stop_token& stop) {
            InsightOptions options;
            options.run = runOptions(model.settings());
            return explain(model, scenario, options, {[progress](double share) { *progress = share; }, stop});
        },
        [this, scenario = askedScenario_, revision = askedRevision_](Result<Insight> made) {
            receive(scenario, revision, std::move(made));
        });
}

void Explainer::receive(const ScenarioId& scenario, quint64 revision, Result<Insight> made) {
    poll_.stop();
    if (revision != document_.revision()) {
        restart();
        return;
    }
    if (knownRevision_ != revision)
        known_.clear();
    knownRevision_ = revision;
    if (!made) {
        document_.setExplanation({nullptr, revision, toQt(made.error().message)});
        return;
    }
    known_[scenario] = std::make_shared<const Insight>(std::move(*made));
    document_.setExplanation({known_[scenario], revision, {}});
}

} // namespace tributary::ui
