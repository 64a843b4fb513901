// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explainer.h"

#include "core/insight/insight.h"
#include "ui/qt_text.h"

#include <atomic>
#include <exception>
#include <new>
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

/// One scenario of one snapshot. The worker reads it and writes the answer; `progress` and `stop` are for both threads.
struct Explainer::Job {
    Model model;
    quint64 revision = 0;
    ScenarioId scenario;
    std::stop_source stop;
    std::atomic<double> progress = 0;
    std::shared_ptr<const Insight> insight;
    std::string failure;
};

Explainer::Explainer(Document& document, QObject* parent) : QObject(parent), document_(document) {
    rest_.setSingleShot(true);
    rest_.setInterval(restFor);
    poll_.setInterval(lookEvery);
    connect(&rest_, &QTimer::timeout, this, &Explainer::start);
    connect(&poll_, &QTimer::timeout, this, [this] {
        if (current_ && !current_->stop.stop_requested())
            document_.setExplanationProgress(current_->progress);
    });
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
    document_.setExplanationProgress(std::nullopt);
    if (current_)
        current_->stop.request_stop();
}

void Explainer::restart() {
    const bool wanted = isReady(document_);
    if (wanted && current_ && !current_->stop.stop_requested() && current_->revision == document_.revision() &&
        current_->scenario == document_.scenario())
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
    if (current_ || !isReady(document_))
        return; // the answer that is awaited starts the next
    current_ = std::make_shared<Job>();
    current_->model = document_.model();
    current_->revision = document_.revision();
    current_->scenario = document_.scenario();
    document_.setExplanationProgress(0);
    poll_.start();
    worker_.start([this, job = current_] { work(job); });
}

void Explainer::work(const std::shared_ptr<Job>& job) {
    try {
        InsightOptions options;
        options.run = runOptions(job->model.settings());
        auto made = explain(job->model, job->scenario, options,
                            {[&job](double share) { job->progress = share; }, job->stop.get_token()});
        if (made)
            job->insight = std::make_shared<const Insight>(std::move(*made));
        else
            job->failure = made.error().message;
    } catch (const std::bad_alloc&) {
        job->failure = fromQt(tr("There is not enough memory: take fewer trials in the settings."));
    } catch (const std::exception& exception) {
        job->failure = exception.what();
    }
    QMetaObject::invokeMethod(
        this, [this, job] { receive(job); }, Qt::QueuedConnection);
}

void Explainer::receive(const std::shared_ptr<Job>& job) {
    poll_.stop();
    current_.reset();
    if (!job->stop.stop_requested() && job->revision == document_.revision()) {
        if (knownRevision_ != job->revision)
            known_.clear();
        knownRevision_ = job->revision;
        if (job->insight)
            known_[job->scenario] = job->insight;
        document_.setExplanation({job->insight, job->revision, toQt(job->failure)});
    } else {
        restart();
    }
}

} // namespace tributary::ui
