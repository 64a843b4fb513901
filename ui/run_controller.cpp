// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run_controller.h"

#include "core/insight/checks.h"
#include "core/model/validate.h"
#include "ui/qt_text.h"

#include <QElapsedTimer>
#include <algorithm>
#include <atomic>
#include <exception>
#include <new>
#include <string>
#include <utility>

namespace tributary::ui {

namespace {

constexpr int typingPause = 100; ///< ms without a change before a run begins
constexpr int pollEvery = 100;   ///< ms between two looks at the progress
constexpr size_t trialsUnderDrag = 512;

/// Adds problems that are not yet in the list.
void addProblems(std::vector<Problem>& problems, const std::vector<Problem>& more) {
    for (const Problem& problem : more) {
        const bool known = std::any_of(problems.begin(), problems.end(), [&](const Problem& other) {
            return other.subject == problem.subject && other.message == problem.message;
        });
        if (!known)
            problems.push_back(problem);
    }
}

} // namespace

/// One snapshot to check or to run. The worker reads it; `progress` and `stop` are for both threads.
struct RunController::Job {
    Model model;
    quint64 revision = 0;
    Scope scope = Scope::check;
    bool underDrag = false;
    RunOptions options;
    std::vector<ScenarioId> scenarios;
    QElapsedTimer since;
    bool discarded = false; ///< of another file; window thread only
    std::stop_source stop;
    std::atomic<double> progress = 0;
};

struct RunController::Answer {
    std::shared_ptr<Job> job;
    std::vector<Problem> problems;
    bool blocked = false; ///< the model does not compile
    std::optional<Outcome> outcome;
    std::string failure; ///< an exception of a library, in words
};

RunController::RunController(Document& document, QObject* parent, Runner runner)
    : QObject(parent), document_(document), runner_(std::move(runner)),
      worker_([this](const std::stop_token& stop) { work(stop); }) {
    debounce_.setSingleShot(true);
    poll_.setInterval(pollEvery);
    connect(&debounce_, &QTimer::timeout, this, &RunController::start);
    connect(&poll_, &QTimer::timeout, this, &RunController::progressChanged);
    connect(&document_, &Document::opened, this, &RunController::documentOpened);
    connect(&document_, &Document::changed, this, &RunController::documentChanged);
    connect(&document_, &Document::draggingChanged, this, &RunController::dragChanged);
    if (document_.isOpen())
        documentOpened();
}

RunController::~RunController() {
    if (current_)
        current_->stop.request_stop();
    worker_.request_stop();
    worker_.join();
}

double RunController::progress() const {
    return current_ && current_->scope == Scope::run ? current_->progress.load() : 0;
}

qint64 RunController::elapsed() const {
    return current_ && current_->scope == Scope::run ? current_->since.elapsed() : 0;
}

void RunController::documentOpened() {
    debounce_.stop();
    wanted_.reset();
    if (current_) {
        current_->discarded = true;
        current_->stop.request_stop();
    }
    if (document_.isOpen())
        runNow();
    else
        setState(State::idle);
}

void RunController::documentChanged(const ChangeSet& changed) {
    request(changed.numbersAffected ? Scope::run : Scope::check, document_.isDragging() ? 0 : typingPause);
}

/// A drag may end where it began, which changes nothing: its few trials are made up for all the same.
void RunController::dragChanged() {
    if (!document_.isDragging() && std::exchange(ranUnderDrag_, false))
        request(Scope::run, typingPause);
}

void RunController::runNow() {
    if (document_.isOpen())
        request(Scope::run, 0);
}

void RunController::request(Scope scope, int delay) {
    // A run that was begun for an older model is wanted no more; one under a drag is left to its end, for otherwise a
    // steady hand would see no result at all.
    if (scope == Scope::run && current_ && current_->scope == Scope::run && !current_->underDrag)
        current_->stop.request_stop();
    wanted_ = std::max(scope, wanted_.value_or(Scope::check));
    if (scope == Scope::run)
        setState(State::running);
    debounce_.start(delay);
}

void RunController::cancel() {
    if (state_ != State::running)
        return;
    debounce_.stop();
    wanted_.reset();
    if (current_)
        current_->stop.request_stop();
    setState(State::cancelled);
}

void RunController::start() {
    if (!wanted_ || current_ || !document_.isOpen())
        return;
    current_ = std::make_shared<Job>();
    current_->model = document_.model();
    current_->revision = document_.revision();
    current_->scope = *wanted_;
    current_->underDrag = document_.isDragging();
    if (current_->scope == Scope::run)
        ranUnderDrag_ = current_->underDrag;
    current_->options = runOptions(current_->model.settings());
    if (current_->underDrag) {
        current_->options.trials = std::min(current_->options.trials, trialsUnderDrag);
        if (!document_.scenario().empty())
            current_->scenarios = {document_.scenario()};
    }
    current_->since.start();
    wanted_.reset();
    if (current_->scope == Scope::run)
        poll_.start();
    {
        const std::scoped_lock lock(mutex_);
        next_ = current_;
    }
    wake_.notify_one();
}

/// The worker's loop: takes one job after another until the window goes.
void RunController::work(const std::stop_token& stop) {
    while (true) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return next_ != nullptr; }))
                return;
            job = std::move(next_);
        }
        Answer answer = answerTo(job);
        QMetaObject::invokeMethod(
            this, [this, answer = std::move(answer)] { receive(answer); }, Qt::QueuedConnection);
    }
}

RunController::Answer RunController::answerTo(const std::shared_ptr<Job>& job) const {
    Answer answer;
    answer.job = job;
    try {
        // Under a drag the numbers come first; the problems follow at its end.
        if (!job->underDrag && !job->stop.stop_requested())
            answer.problems = validate(job->model);
        if (job->scope == Scope::run && !job->stop.stop_requested())
            runJob(*job, answer);
        if (!job->underDrag && !answer.blocked && !job->stop.stop_requested())
            addProblems(answer.problems, checkNumbers(job->model, {{}, job->stop.get_token()}));
        if (job->scope == Scope::run && !answer.outcome && !answer.blocked && !job->stop.stop_requested())
            answer.failure = fromQt(tr("it ended without results"));
    } catch (const std::bad_alloc&) {
        answer.failure = fromQt(tr("there is not enough memory for %1 trials, take fewer in the settings")
                                    .arg(static_cast<qulonglong>(job->options.trials)));
    } catch (const std::exception& exception) {
        answer.failure = exception.what();
    }
    return answer;
}

void RunController::runJob(Job& job, Answer& answer) const {
    const auto program = compile(job.model, {.scenarios = job.scenarios});
    const auto likely = compile(job.model, {.scenarios = job.scenarios, .uncertainty = Uncertainty::mostLikely});
    if (!program || !likely) {
        addProblems(answer.problems, program ? likely.error() : program.error());
        answer.blocked = true;
        return;
    }
    auto mostLikely = runner_(*likely, job.options, {{}, job.stop.get_token()});
    if (!mostLikely)
        return;
    auto sampled =
        runner_(*program, job.options, {[&job](double share) { job.progress = share; }, job.stop.get_token()});
    if (sampled)
        answer.outcome = Outcome{std::make_shared<const Results>(std::move(*sampled)),
                                 std::make_shared<const Results>(std::move(*mostLikely)), job.revision};
}

void RunController::receive(const Answer& answer) {
    current_.reset();
    poll_.stop();
    if (!answer.job->discarded) {
        const bool asked = answer.job->scope == Scope::run;
        if (!answer.failure.empty() && !asked)
            document_.tell(
                Error{fromQt(tr("The model could not be checked: %1.").arg(toQt(answer.failure))), std::nullopt});
        if (!answer.job->underDrag && !answer.job->stop.stop_requested() && answer.failure.empty())
            document_.setProblems(answer.problems);
        if (answer.outcome)
            document_.setOutcome(*answer.outcome);
        if (asked && !answer.outcome && !answer.job->stop.stop_requested())
            document_.setRunFailure(toQt(answer.failure));
        if (asked && answer.job->revision == document_.revision() && wanted_ != Scope::run) {
            if (!answer.failure.empty())
                setState(State::failed);
            else if (answer.outcome)
                setState(State::upToDate);
            else if (answer.blocked)
                setState(State::blocked);
            else
                setState(State::cancelled);
        }
        emit progressChanged();
    }
    if (!debounce_.isActive())
        start();
}

void RunController::setState(State state) {
    if (state == state_)
        return;
    state_ = state;
    emit stateChanged();
}

} // namespace tributary::ui
