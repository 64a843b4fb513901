// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run_controller.h"

#include "core/engine/cycle_time_correction.h"
#include "core/insight/checks.h"
#include "core/insight/failed_trials.h"
#include "core/model/edits.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "core/model/validate.h"
#include "ui/look/number_words.h"
#include "ui/partial_run.h"
#include "ui/qt_text.h"
#include "ui/room_for_run.h"

#include <QElapsedTimer>
#include <algorithm>
#include <atomic>
#include <exception>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace tributary::ui {

namespace {

constexpr int typingPause = 100;  ///< ms without a change before a run begins
constexpr int pollEvery = 100;    ///< ms between two looks at the progress
constexpr qint64 pagesWait = 250; ///< ms for which the pages may lag behind a hand that moves,
constexpr int pagesShare = 4;     ///< or so many times what they took, so that headlines have most of the time
constexpr int restPause = 50;     ///< ms without a step after which they follow at once
constexpr size_t trialsUnderDrag = 512;

/// The distribution of a quantity in its field's unit; none where it is not one.
std::optional<Distribution> distributionAt(const Model& model, std::string_view path) {
    const auto site = findQuantity(model, path);
    if (!site || !site->quantity)
        return std::nullopt;
    const auto distribution = distributionIn(*site->quantity, unitOr(site->unit));
    return distribution ? std::optional(*distribution) : std::nullopt;
}

/// Adds problems that are not yet in the list.
void addProblems(std::vector<Problem>& problems, const std::vector<Problem>& more) {
    problems.reserve(problems.size() + more.size()); // those that are known are looked at where they lie
    std::set<std::pair<std::string_view, std::string_view>> known;
    for (const Problem& problem : problems)
        known.emplace(problem.subject, problem.message);
    for (const Problem& problem : more)
        if (known.emplace(problem.subject, problem.message).second)
            problems.push_back(problem);
}

/// How well a run that was to be precise knows the mean NPV, by the scenario that it knows least.
QString reachedWords(const Results& results, const Precision& precision, size_t trialsOfSettings) {
    const ScenarioResults* least = results.find(precision.scenario);
    const QString trials = wholeNumber(results.trials);
    if (!least || !least->npv.standardError)
        return RunController::tr("Simulated %1 trials.").arg(trials);
    const QString error = valueWords(*least->npv.standardError, toQt(results.currency));
    const QString known =
        RunController::tr("the mean NPV of \u201c%1\u201d is known to \u00B1 %2").arg(toQt(least->name), error);
    if (!precision.reached || results.trials < precision.trials)
        return RunController::tr("Not as precise as wanted with %1 trials: %2.").arg(trials, known);
    return (results.trials > trialsOfSettings
                ? RunController::tr("Precise with %1 trials: %2.")
                : RunController::tr("The %1 trials of the settings are precise enough: %2."))
        .arg(trials, known);
}

} // namespace

/// One snapshot to check or to run. The worker reads it; `progress` and `stop` are for both threads.
struct RunController::Job {
    Model model;
    quint64 revision = 0;
    Scope scope = Scope::check;
    bool precise = false;
    bool underDrag = false;
    bool pagesMayWait = false;    ///< the headline is enough
    bool atRest = false;          ///< no step has come for a while: the pages follow, until one comes
    std::optional<Model> atBegin; ///< the model before the drag, where its headline is wanted
    std::optional<Model> before;  ///< that model, where its results are
    std::optional<NpvHeadline> headlineBefore;
    std::string underHand;                ///< path of the quantity that the drag moves, where it is one
    std::shared_ptr<const WhatIf> whatIf; ///< computes what hangs on that quantity alone
    std::shared_ptr<const CycleTimeCorrections> corrections; ///< those before the drag; null: the model's
    RunOptions options;
    size_t trialsAtRest = 0; ///< under a drag: all those of the settings
    std::vector<ScenarioId> scenarios;
    std::shared_ptr<const Results> held; ///< of a job that does not run: results that still hold
    QElapsedTimer since;
    bool discarded = false; ///< of another file; window thread only
    std::stop_source stop;
    std::stop_source stopPages; ///< what comes after the headline of a step
    std::atomic<double> progress = 0;
};

struct RunController::Answer {
    std::shared_ptr<Job> job;
    std::vector<Problem> problems;
    bool blocked = false; ///< the model does not compile as a whole
    bool runs = true;     ///< a part of it does
    std::optional<Outcome> outcome;
    std::shared_ptr<const Results> before; ///< of the model before the drag
    bool pagesLeft = false;                ///< for the next step, or for when the hand rests
    qint64 pagesTook = 0;                  ///< ms, under a drag
    QString precision;                     ///< what a run until precise came to, in words
    std::string failure;                   ///< an exception of a library, in words
};

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

RunController::Answer RunController::answerTo(const std::shared_ptr<Job>& job) {
    Answer answer;
    answer.job = job;
    try {
        if (job->underDrag) {
            runStep(job, answer);
            return answer;
        }
        if (!job->stop.stop_requested())
            answer.problems = validate(job->model);
        const Model whole = job->model; // a run takes what has errors out of it
        if (job->scope == Scope::run && !job->stop.stop_requested())
            runJob(*job, answer);
        if (!job->stop.stop_requested())
            addProblems(answer.problems, checkNumbers(whole, {{}, job->stop.get_token()}));
        if (const Results* sampled = answer.outcome ? answer.outcome->sampled.get() : job->held.get();
            sampled && !answer.blocked && !job->underDrag && !job->stop.stop_requested())
            addProblems(answer.problems, explainFailedTrials(job->model, sampled->trialsFailed, sampled->trials,
                                                             {{}, job->stop.get_token()}));
        if (job->scope == Scope::run && !answer.outcome && !answer.blocked && answer.failure.empty() &&
            !job->stop.stop_requested())
            answer.failure = fromQt(tr("it ended without results"));
    } catch (const std::bad_alloc&) {
        answer.failure = fromQt(tr("there is not enough memory for %1 trials, take fewer in the settings")
                                    .arg(wholeNumber(job->options.trials)));
    } catch (const std::exception& exception) {
        answer.failure = exception.what();
    }
    return answer;
}

/// Under a drag the numbers come first, and first of all the headline; the problems follow at its end.
void RunController::runStep(const std::shared_ptr<Job>& job, Answer& answer) {
    if (job->atBegin) {
        job->corrections = correctCycleTimes(*job->atBegin, 0, {{}, job->stop.get_token()}).value_or(nullptr);
        holdWhatIf(*job, answer);
        job->headlineBefore = headlineOf(*job->atBegin, *job, answer);
    }
    if (job->scope != Scope::run)
        return;
    const auto now = job->headlineBefore ? headlineOf(job->model, *job, answer) : std::nullopt;
    if (now)
        QMetaObject::invokeMethod(
            this, [this, job, headlines = DragHeadlines{*job->headlineBefore, *now}] { receive(*job, headlines); },
            Qt::QueuedConnection);
    answer.pagesLeft = job->pagesMayWait && answer.runs;
    if (!answer.runs || answer.pagesLeft || job->stopPages.stop_requested())
        return;
    if (job->atRest) // there is time for what will stand when it lets go
        job->options.trials = job->trialsAtRest;
    const std::stop_callback both(job->stop.get_token(), [&job] { job->stopPages.request_stop(); });
    QElapsedTimer took;
    took.start();
    runJob(*job, answer);
    answer.pagesTook = took.elapsed();
    if (job->before && answer.outcome)
        runBefore(*job, answer);
    if (!answer.outcome && !answer.blocked && answer.failure.empty() && !job->stopPages.stop_requested())
        answer.failure = fromQt(tr("it ended without results"));
}

/// Keeps what does not hang on the quantity under the hand, where it can be told apart.
void RunController::holdWhatIf(Job& job, Answer& answer) const {
    if (job.underHand.empty())
        return;
    if (const auto program = compileHeadline(*job.atBegin, job, answer))
        if (auto whatIf = WhatIf::make(*program, job.underHand, job.options, {{}, job.stop.get_token()}))
            job.whatIf = std::make_shared<const WhatIf>(std::move(*whatIf));
}

void RunController::runBefore(const Job& job, Answer& answer) const {
    const RunControl control{{}, job.stopPages.get_token()};
    Model model = *job.before;
    const Compiled compiled = compilePart(model, {.scenarios = job.scenarios, .corrections = job.corrections}, control);
    if (!compiled.program)
        return;
    if (auto results = runner_(*compiled.program, job.options, control)) {
        loseNpv(*results, compiled.npvLacks);
        answer.before = std::make_shared<const Results>(std::move(*results));
    }
}

/// The program of the chosen scenario's NPV alone; none where it has none for errors of the model.
std::optional<Program> RunController::compileHeadline(Model model, const Job& job, Answer& answer) const {
    Compiled compiled = compilePart(model,
                                    {.scenarios = job.scenarios,
                                     .metrics = WantedMetrics::none,
                                     .detail = Detail::means,
                                     .corrections = job.corrections},
                                    {{}, job.stop.get_token()});
    if (job.stop.stop_requested())
        return std::nullopt;
    answer.runs = compiled.program.has_value();
    answer.blocked = !answer.runs;
    const ScenarioId scenario = job.scenarios.empty() ? ScenarioId() : job.scenarios.front();
    if (compiled.npvLacks.contains(scenario))
        return std::nullopt;
    return std::move(compiled.program);
}

/// None where it was stopped, or errors of the model leave no NPV.
std::optional<NpvHeadline> RunController::headlineOf(const Model& model, const Job& job, Answer& answer) const {
    const RunControl control{{}, job.stop.get_token()};
    const auto distribution = distributionAt(model, job.underHand);
    std::optional<Results> results;
    if (job.whatIf && distribution)
        results = job.whatIf->run(*distribution, control);
    else if (const auto program = compileHeadline(model, job, answer))
        results = runner_(*program, job.options, control);
    if (!results || results->scenarios.empty())
        return std::nullopt;
    const ScenarioResults& scenario = results->scenarios.front();
    return NpvHeadline{scenario.npv.p50,      scenario.npv.p10, scenario.npv.p90,
                       scenario.chanceOfLoss, results->trials,  job.revision};
}

void RunController::runJob(Job& job, Answer& answer) const {
    const std::stop_token stop = job.underDrag ? job.stopPages.get_token() : job.stop.get_token();
    const RunControl control{[&job](double share) { job.progress = share; }, stop};
    constexpr double compiled = 0.5; ///< of the progress, where processes are simulated first
    const auto [program, problems, leftOut, npvLacks] = compilePart(
        job.model, {.scenarios = job.scenarios, .corrections = job.corrections}, partOf(control, 0, compiled));
    if (stop.stop_requested()) // between simulations compiling does not look
        return;
    addProblems(answer.problems, problems);
    answer.blocked = !problems.empty() || !program;
    if (!program)
        return;
    const auto likely = compile(
        job.model,
        {.scenarios = job.scenarios, .uncertainty = Uncertainty::mostLikely, .corrections = program->corrections()});
    if (!likely) {
        addProblems(answer.problems, likely.error());
        answer.blocked = true;
        return;
    }
    if (stop.stop_requested())
        return;
    auto mostLikely = runner_(*likely, job.options, {{}, stop});
    if (!mostLikely)
        return;
    const size_t trialsOfSettings = job.options.trials;
    const auto precision = job.precise ? precisionFor(job) : std::nullopt;
    if (precision)
        job.options.trials = trialsThatFit(*program, job.options, precision->trials);
    if (const auto lack = lackOfMemory(*program, job.options)) {
        answer.failure = fromQt(*lack);
        return;
    }
    auto sampled = runner_(*program, job.options, partOf(control, compiled, 1));
    if (sampled && precision && job.options.trials < precision->trials)
        sampled->notes.push_back(fromQt(tr("The memory has room for %1 trials, and %2 were wanted.")
                                            .arg(wholeNumber(job.options.trials), wholeNumber(precision->trials))));
    else if (sampled && precision && !precision->reached)
        sampled->notes.push_back(fromQt(tr("Of up to %1 trials, none brought every mean NPV within 1 % of its spread.")
                                            .arg(wholeNumber(precision->wanted.mostTrials))));
    if (!sampled)
        return;
    if (precision)
        answer.precision = reachedWords(*sampled, *precision, trialsOfSettings);
    for (Results* results : {&*sampled, &*mostLikely})
        loseNpv(*results, npvLacks);
    answer.outcome = Outcome{std::make_shared<const Results>(std::move(*sampled)),
                             std::make_shared<const Results>(std::move(*mostLikely)), job.revision, leftOut, npvLacks};
}

/// Nothing where it was stopped, or the model does not compile.
std::optional<Precision> RunController::precisionFor(const Job& job) const {
    const auto program =
        compile(job.model, {.metrics = WantedMetrics::none, .detail = Detail::means}, {{}, job.stop.get_token()});
    if (!program)
        return std::nullopt;
    return findPrecision(*program, job.options, {}, {{}, job.stop.get_token()});
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
