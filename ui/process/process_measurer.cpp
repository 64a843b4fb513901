// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/process_measurer.h"

#include "core/insight/exceptions_ledger.h"
#include "core/model/problem_words.h"
#include "core/model/sub_processes.h"
#include "core/model/validate.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <utility>

namespace tributary::ui {

namespace {

constexpr int soonIn = 40;   ///< ms: what is typed or dragged together is measured once
constexpr int restFor = 500; ///< ms without a change before it is simulated

/// Whether two maps have the same parts, whatever their numbers.
bool isDrawnAlike(const Process& a, const Process& b) {
    const auto alike = [](const auto& first, const auto& second) {
        return std::ranges::equal(first, second, [](const auto& x, const auto& y) { return x.id == y.id; });
    };
    return alike(a.steps, b.steps) && alike(a.flows, b.flows) && alike(a.exceptions, b.exceptions) &&
           alike(a.pools, b.pools);
}

/// The path of the problem by which a map is not measured; empty where it is none of the model's.
std::string placeOf(const Model& model, const ProcessId& process, const Error& failure) {
    for (const Problem& problem : validate(withMeasures(model, {process})))
        if (problemError(model, problem).message == failure.message)
            return problem.subject;
    return {};
}

} // namespace

ProcessMeasurer::ProcessMeasurer(Document& document, QObject* parent)
    : QObject(parent), document_(document), latest_(*this) {
    soon_.setSingleShot(true);
    soon_.setInterval(soonIn);
    rest_.setSingleShot(true);
    rest_.setInterval(restFor);
    connect(&soon_, &QTimer::timeout, this, [this] { start(Simulation::none); });
    connect(&rest_, &QTimer::timeout, this, [this] { start(Simulation::beside); });
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.numbersAffected || changed.touches(Process::kind))
            renew();
    });
    connect(&document_, &Document::opened, this, [this] {
        forget();
        renew();
    });
    for (const auto signal : {&Document::scenarioChanged, &Document::periodChanged, &Document::draggingChanged})
        connect(&document_, signal, this, &ProcessMeasurer::renew);
}

void ProcessMeasurer::setProcess(const ProcessId& id) {
    if (id == process_)
        return;
    process_ = id;
    forget();
    renew();
    emit measured();
}

void ProcessMeasurer::setWatched(bool watched) {
    if (watched == std::exchange(watched_, watched))
        return;
    renew();
}

void ProcessMeasurer::forget() { answer_ = {}; }

void ProcessMeasurer::renew() {
    latest_.drop();
    rest_.stop();
    soon_.stop();
    if (watched_ && !process_.empty())
        soon_.start();
}

void ProcessMeasurer::start(Simulation simulation) {
    const Model& model = document_.model();
    const Process* const drawn = model.processes().find(process_);
    if (!drawn)
        return;
    // What corrects the formulas is told by the place of a step: it holds while the map is drawn as it was, so that
    // what is not to be simulated waits for no simulation.
    std::shared_ptr<const CycleTimeCorrections> held;
    if (simulation == Simulation::none && answer_.measures &&
        isDrawnAlike(answer_.measures->process, expanded(model, *drawn)))
        held = answer_.measures->corrections;
    latest_.ask(
        [model, process = process_, scenario = document_.scenario(), period = document_.period(), simulation,
         held](const std::stop_token& stop) -> Result<Answer> {
            const RunOptions how = runOptions(model.settings());
            Answer answer;
            const auto measure = [&](const ScenarioId& in) -> std::shared_ptr<const ProcessMeasures> {
                auto made = measureProcess(model, process, in, period, how, simulation, {{}, stop}, held);
                if (made)
                    return std::make_shared<const ProcessMeasures>(std::move(*made));
                answer.failure = toQt(made.error().message);
                answer.faultyPlace = placeOf(model, process, made.error());
                return nullptr;
            };
            answer.measures = measure(scenario);
            if (answer.measures)
                answer.exceptions = exceptionsLedger(*answer.measures).rows.size();
            if (answer.measures && !scenario.empty())
                answer.usual = measure({});
            return answer;
        },
        [this, simulation](const Result<Answer>& made) { receive(simulation, made); });
}

void ProcessMeasurer::receive(Simulation simulation, const Result<Answer>& made) {
    answer_ = made ? *made : Answer{nullptr, nullptr, toQt(made.error().message), {}};
    if (simulation == Simulation::none && answer_.measures && !document_.isDragging())
        rest_.start();
    emit measured();
}

} // namespace tributary::ui
