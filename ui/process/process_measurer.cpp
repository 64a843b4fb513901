// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/process_measurer.h"

#include "core/model/sub_processes.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <exception>
#include <new>
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

} // namespace

/// One map of one snapshot; the worker writes the answers.
struct ProcessMeasurer::Job {
    Model model;
    ProcessId process;
    ScenarioId scenario;
    int period = 0;
    Simulation simulation = Simulation::none;
    std::shared_ptr<const CycleTimeCorrections> held; ///< so that what is not to be simulated waits for no simulation
    std::stop_source stop;
    std::shared_ptr<const ProcessMeasures> measures;
    std::shared_ptr<const ProcessMeasures> usual;
    std::string failure;
};

ProcessMeasurer::ProcessMeasurer(Document& document, QObject* parent) : QObject(parent), document_(document) {
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

ProcessMeasurer::~ProcessMeasurer() {
    if (current_)
        current_->stop.request_stop();
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

void ProcessMeasurer::forget() {
    measures_.reset();
    usual_.reset();
    failure_.clear();
}

void ProcessMeasurer::renew() {
    if (current_)
        current_->stop.request_stop();
    rest_.stop();
    soon_.stop();
    if (watched_ && !process_.empty())
        soon_.start();
}

void ProcessMeasurer::start(Simulation simulation) {
    if (!document_.model().processes().contains(process_))
        return;
    if (current_)
        return; // the answer that is awaited starts the next
    current_ = std::make_shared<Job>();
    current_->model = document_.model();
    current_->process = process_;
    current_->scenario = document_.scenario();
    current_->period = document_.period();
    current_->simulation = simulation;
    // What corrects the formulas is told by the place of a step: it holds while the map is drawn as it was.
    if (simulation == Simulation::none && measures_ &&
        isDrawnAlike(measures_->process, expanded(document_.model(), *document_.model().processes().find(process_))))
        current_->held = measures_->corrections;
    worker_.start([this, job = current_] { work(job); });
}

void ProcessMeasurer::work(const std::shared_ptr<Job>& job) {
    try {
        const RunOptions how = runOptions(job->model.settings());
        const auto measure = [&](const ScenarioId& scenario,
                                 Simulation simulation) -> std::shared_ptr<const ProcessMeasures> {
            auto made = measureProcess(job->model, job->process, scenario, job->period, how, simulation,
                                       {{}, job->stop.get_token()}, job->held);
            if (!made) {
                job->failure = made.error().message;
                return nullptr;
            }
            return std::make_shared<const ProcessMeasures>(std::move(*made));
        };
        job->measures = measure(job->scenario, job->simulation);
        if (job->measures && !job->scenario.empty())
            job->usual = measure({}, job->simulation);
    } catch (const std::bad_alloc&) {
        job->failure = fromQt(tr("There is not enough memory to measure this process."));
    } catch (const std::exception& exception) {
        job->failure = exception.what();
    }
    QMetaObject::invokeMethod(
        this, [this, job] { receive(job); }, Qt::QueuedConnection);
}

void ProcessMeasurer::receive(const std::shared_ptr<Job>& job) {
    current_.reset();
    if (job->stop.stop_requested() || job->process != process_) {
        renew();
        return;
    }
    failure_ = toQt(job->failure);
    measures_ = job->measures;
    usual_ = job->usual;
    if (job->simulation == Simulation::none && measures_ && !document_.isDragging())
        rest_.start();
    emit measured();
}

} // namespace tributary::ui
