// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run_controller.h"

#include "core/model/edits.h"
#include "ui/qt_text.h"
#include "ui/run_job.h"

#include <algorithm>
#include <utility>

namespace tributary::ui {

namespace {

constexpr int typingPause = 100;  ///< ms without a change before a run begins
constexpr int pollEvery = 100;    ///< ms between two looks at the progress
constexpr qint64 pagesWait = 250; ///< ms for which the pages may lag behind a hand that moves,
constexpr int pagesShare = 4;     ///< or so many times what they took, so that headlines have most of the time
constexpr int restPause = 50;     ///< ms without a step after which they follow at once
constexpr size_t trialsUnderDrag = 512;

} // namespace

RunController::RunController(Document& document, QObject* parent, Runner runner)
    : QObject(parent), document_(document), runner_(std::move(runner)) {
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
}

double RunController::progress() const {
    return current_ && current_->scope == Scope::run ? current_->progress.load() : 0;
}

qint64 RunController::elapsed() const {
    return current_ && current_->scope == Scope::run ? current_->since.elapsed() : 0;
}

void RunController::documentOpened() {
    debounce_.stop();
    wanted_ = Scope::none;
    wantedPrecise_ = false;
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
    handRests_ = false;
    wantedPrecise_ = wantedPrecise_ && !changed.outdatesResults;
    request(changed.outdatesResults ? Scope::run : Scope::check, document_.isDragging() ? 0 : typingPause);
}

/// A drag may end where it began, which changes nothing: its few trials are made up for all the same.
void RunController::dragChanged() {
    dragBegan_ = document_.isDragging();
    resultsWanted_ = dragBegan_ && !pinnedHeadlines(document_.modelBeforeDrag()).empty();
    handRests_ = false;
    atBegin_.reset();
    whatIf_.reset();
    corrections_.reset();
    sincePages_.invalidate();
    if (dragBegan_ && !current_)
        start();
    else if (!dragBegan_ && std::exchange(ranUnderDrag_, false))
        request(Scope::run, typingPause);
}

void RunController::runNow() {
    if (document_.isOpen())
        request(Scope::run, 0);
}

void RunController::runUntilPrecise() {
    wantedPrecise_ = document_.isOpen();
    runNow();
}

void RunController::request(Scope scope, int delay) {
    // A run that was begun for an older model is wanted no more. The step of a drag is left to its end, for otherwise a
    // hand that moves would see no result at all; but pages that were begun because it rested give way.
    if (scope == Scope::run && current_) {
        if (!current_->underDrag || !document_.isDragging())
            current_->stop.request_stop();
        else if (current_->atRest)
            current_->stopPages.request_stop();
    }
    wanted_ = std::max(scope, wanted_);
    if (scope == Scope::run)
        setState(State::running);
    debounce_.start(delay);
}

void RunController::cancel() {
    if (state_ != State::running)
        return;
    debounce_.stop();
    wanted_ = Scope::none;
    wantedPrecise_ = false;
    if (current_)
        current_->stop.request_stop();
    setState(stateOfStopped());
}

/// A run that was stopped leaves the results as they were, which may be those of the model.
RunController::State RunController::stateOfStopped() const {
    return document_.isStale() ? State::cancelled : State::upToDate;
}

void RunController::start() {
    if ((wanted_ == Scope::none && !dragBegan_) || current_ || !document_.isOpen())
        return;
    current_ = std::make_shared<Job>();
    current_->model = document_.model();
    current_->revision = document_.revision();
    current_->scope = wanted_;
    current_->underDrag = document_.isDragging();
    if (current_->scope == Scope::run)
        ranUnderDrag_ = current_->underDrag;
    current_->precise = std::exchange(wantedPrecise_, false) && !current_->underDrag;
    current_->options = runOptions(current_->model.settings());
    if (current_->underDrag) {
        current_->trialsAtRest = current_->options.trials;
        current_->options.trials = std::min(current_->options.trials, trialsUnderDrag);
        if (!document_.scenario().empty())
            current_->scenarios = {document_.scenario()};
        if (std::exchange(dragBegan_, false))
            current_->atBegin = document_.modelBeforeDrag();
        if (resultsWanted_)
            current_->before = document_.modelBeforeDrag();
        current_->headlineBefore = atBegin_;
        current_->underHand = document_.quantityUnderHand();
        current_->whatIf = whatIf_;
        current_->corrections = corrections_;
        current_->atRest = std::exchange(handRests_, false);
        current_->pagesMayWait = !current_->atRest && sincePages_.isValid() &&
                                 sincePages_.elapsed() < std::max(pagesWait, pagesShare * pagesTook_);
    }
    if (current_->scope == Scope::check)
        current_->held = document_.outcome().sampled;
    current_->since.start();
    wanted_ = Scope::none;
    if (current_->scope == Scope::run) {
        document_.setRunFailure({}); // of the run before
        poll_.start();
    }
    worker_.start([this, job = current_] { work(job); });
}

void RunController::work(const std::shared_ptr<Job>& job) {
    Answer answer = answerTo(job);
    QMetaObject::invokeMethod(
        this, [this, answer = std::move(answer)] { receive(answer); }, Qt::QueuedConnection);
}

void RunController::receive(const Job& job, const DragHeadlines& headlines) {
    if (job.discarded || !document_.isDragging())
        return;
    document_.setDragHeadlines(headlines);
}

void RunController::receive(const Answer& answer) {
    current_.reset();
    poll_.stop();
    if (!answer.job->discarded) {
        const Job& job = *answer.job;
        const bool few = job.scope == Scope::run && job.options.trials < job.trialsAtRest && answer.runs;
        if ((answer.pagesLeft || few) && !job.atRest && !job.stop.stop_requested() && document_.isDragging() &&
            wanted_ != Scope::run) {
            handRests_ = true;
            wanted_ = Scope::run;
            debounce_.start(restPause);
        }
        const bool asked =
            answer.job->scope == Scope::run && !answer.pagesLeft && !answer.job->stopPages.stop_requested();
        if (answer.job->atBegin && document_.isDragging()) {
            atBegin_ = answer.job->headlineBefore;
            whatIf_ = answer.job->whatIf;
            corrections_ = answer.job->corrections;
        }
        if (answer.job->underDrag && answer.outcome) {
            sincePages_.start();
            if (!answer.job->atRest)
                pagesTook_ = answer.pagesTook;
        }
        if (!answer.failure.empty() && !asked)
            document_.tell(
                Error{fromQt(tr("The model could not be checked: %1.").arg(toQt(answer.failure))), std::nullopt});
        if (!answer.job->underDrag && !answer.job->stop.stop_requested() && answer.failure.empty())
            document_.setProblems(answer.problems);
        if (answer.before && resultsWanted_ && document_.isDragging()) {
            resultsWanted_ = false;
            document_.setResultsBeforeDrag(answer.before);
        }
        if (answer.outcome)
            document_.setOutcome(*answer.outcome);
        if (!answer.precision.isEmpty())
            emit precisionReached(answer.precision);
        if (asked && !answer.outcome && !answer.job->stop.stop_requested())
            document_.setRunFailure(toQt(answer.failure));
        if (asked && answer.job->revision == document_.revision() && wanted_ != Scope::run) {
            if (!answer.failure.empty())
                setState(State::failed);
            else if (answer.blocked)
                setState(State::blocked);
            else if (answer.outcome)
                setState(State::upToDate);
            else
                setState(stateOfStopped());
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
