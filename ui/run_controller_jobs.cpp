// SPDX-License-Identifier: GPL-3.0-or-later
// The work of a job, on the controller's thread.
#include "core/engine/cycle_time_correction.h"
#include "core/insight/checks.h"
#include "core/insight/failed_trials.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "core/model/validate.h"
#include "ui/look/number_words.h"
#include "ui/partial_run.h"
#include "ui/qt_text.h"
#include "ui/room_for_run.h"
#include "ui/run_job.h"

#include <QElapsedTimer>
#include <algorithm>
#include <exception>
#include <new>
#include <set>
#include <string_view>
#include <utility>

namespace tributary::ui {

namespace {

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

} // namespace tributary::ui
