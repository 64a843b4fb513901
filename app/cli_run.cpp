// SPDX-License-Identifier: GPL-3.0-or-later
// The command that simulates: run.
#include "app/cli_run.h"

#include "app/cli_columns.h"
#include "app/cli_commands.h"
#include "app/cli_console.h"
#include "app/cli_files.h"
#include "app/cli_problems.h"
#include "app/cli_table.h"
#include "core/exchange/results_json.h"
#include "core/formula/number.h"
#include "core/insight/failed_trials.h"
#include "core/insight/process_check.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace tributary::cli {

namespace {

enum class Form { text, json };

struct RunCommand {
    std::string model;
    RunChoice choice;
    std::optional<std::string> metrics;
    std::string sampler;
    std::optional<std::string> precision;
    std::optional<std::int64_t> maxTrials;
    std::optional<std::int64_t> processCases;
    Uncertainty uncertainty = Uncertainty::sampled;
    Form form = Form::text;
};

constexpr std::int64_t leastProcessCases = 1'000; ///< a hundred of each replication
constexpr std::int64_t mostProcessCases = 100'000'000;
constexpr double leastShare = 1e-4; ///< that may be asked for: beyond any use, and out of reach

constexpr std::array wantedNames{"none", "counted", "all"};

/// The metrics to give back: JSON has all unless told otherwise, text those that were asked for.
WantedMetrics wantedMetrics(const RunCommand& command) {
    if (!command.metrics)
        return command.form == Form::json ? WantedMetrics::all : WantedMetrics::none;
    return static_cast<WantedMetrics>(std::ranges::find(wantedNames, *command.metrics) - wantedNames.begin());
}

Result<Program> compileSound(const Model& model, const RunChoice& choice, CompileOptions what, unsigned threads) {
    auto scenarios = chosenScenarios(model, choice);
    if (!scenarios)
        return tl::unexpected(scenarios.error());
    if (const auto sound = checkSound(model); !sound)
        return tl::unexpected(sound.error());
    what.scenarios = std::move(*scenarios);
    what.threads = threads;
    Progress progress("simulating processes");
    auto program = compile(model, what, {.progress = [&progress](double share) { progress.show(share); }, .stop = {}});
    if (!program)
        return fail(program.error().empty() ? "The model does not compile." : line(program.error().front()));
    return std::move(*program);
}

Result<Precision> precise(const Model& model, const RunChoice& choice, const RunOptions& how,
                          const PrecisionGoal& goal) {
    const auto program =
        compileSound(model, choice, {.metrics = WantedMetrics::none, .detail = Detail::means}, how.threads);
    if (!program)
        return tl::unexpected(program.error());
    Progress progress("looking for the precision");
    auto found = findPrecision(*program, how, goal,
                               {.progress = [&progress](double share) { progress.show(share); }, .stop = {}});
    if (!found)
        return fail("The run was stopped: start it again.");
    return std::move(*found);
}

/// Reads `1%` or `0.01`: the standard error wanted, as a share of the standard deviation.
Result<double> parsePrecision(const std::string& text) {
    const bool inPercent = text.ends_with('%');
    const auto number = parseNumber(inPercent ? std::string_view(text).substr(0, text.size() - 1) : text);
    const double share = number ? *number / (inPercent ? 100 : 1) : 0;
    if (share >= leastShare && share <= 1)
        return share;
    return fail(fmt::format("--precision: \"{:.60}\" will not do: write a share from 0.01% to 100%, as in 1% for \"the "
                            "standard error of the mean NPV is 1 % of its standard deviation\"",
                            text));
}

/// What the command line says of the precision; none where it says nothing.
Result<std::optional<PrecisionGoal>> precisionGoal(const RunCommand& command) {
    if (!command.precision)
        return command.maxTrials ? Result<std::optional<PrecisionGoal>>(
                                       fail("--max-trials says where --precision gives up: name one with --precision."))
                                 : std::nullopt;
    if (command.uncertainty == Uncertainty::mostLikely)
        return fail("--precision and --deterministic exclude each other: a deterministic run is exact.");
    const auto share = parsePrecision(*command.precision);
    if (!share)
        return tl::unexpected(share.error());
    PrecisionGoal goal{.share = *share};
    if (command.maxTrials)
        goal.mostTrials = static_cast<size_t>(*command.maxTrials);
    if (command.choice.trials && static_cast<size_t>(*command.choice.trials) > goal.mostTrials)
        return fail(fmt::format("--trials {} is more than the {} at which --precision gives up: raise --max-trials.",
                                *command.choice.trials, goal.mostTrials));
    return goal;
}

/// How the formulas of the processes compare with simulation, and what the run takes of it.
std::vector<ProcessCheck> checkProcesses(const Model& model, const RunOptions& how, std::optional<std::int64_t> cases) {
    Progress progress("simulating processes");
    const RunControl control{.progress = [&progress](double share) { progress.show(share); }, .stop = {}};
    return simulateProcesses(model, how, control,
                             cases ? std::optional<double>(static_cast<double>(*cases)) : std::nullopt)
        .value_or(std::vector<ProcessCheck>{});
}

/// The model with every quantity at its most likely value, but for what is drawn from data.
Model mostLikelyModel(const Model& model) {
    Model likely = model;
    forEachQuantity(model, [&](const QuantitySite& site) {
        if (!site.quantity || site.quantity->isConstant() || site.quantity->data())
            return;
        const std::string unit = site.quantity->unit() ? " " + site.quantity->unit()->text() : "";
        const auto value = Quantity::parse(fmt::format("{:.17g}{}", mostLikely(site.quantity->distribution()), unit));
        if (auto put = value ? withQuantity(likely, site.path, *value) : tl::unexpected(value.error()))
            likely = std::move(*put);
    });
    return likely;
}

/// At which all levels are the same.
const ProcessId& processOf(const ProcessCheck& check) { return check.correction.process; }

std::string processesText(const std::vector<ProcessCheck>& checks, const std::vector<ProcessCheck>& mostLikely) {
    std::string text;
    for (const ProcessCheck& check : checks) {
        text += fmt::format("\nProcess {}: mean cycle time, business as usual at the start\n",
                            oneLine(check.correction.name));
        if (const auto likely = std::ranges::find(mostLikely, check.correction.process, processOf);
            likely != mostLikely.end())
            text += fmt::format("  most likely     {}\n", oneLine(likely->points[1].words()));
        for (const ProcessPoint& point : check.points)
            text += fmt::format("  numbers at P{:.0f}  {}\n", 100 * point.level, oneLine(point.words()));
        text += fmt::format("  The run takes the {}\n", oneLine(check.correction.words()));
    }
    return text;
}

Outcome runModel(const RunCommand& command) {
    const auto goal = precisionGoal(command);
    if (!goal)
        return misuse(goal.error().message);
    const auto file = openModel(command.model, FileAccess::readOnly);
    if (!file)
        return stop(file.error().message);
    const Model model = seeded(file->model(), command.choice);
    RunOptions options = runOptions(model.settings(), command.choice);
    const auto& samplers = EnumNames<Sampling>::names;
    if (!command.sampler.empty())
        options.sampling = static_cast<Sampling>(std::ranges::find(samplers, command.sampler) - samplers.begin());
    std::optional<Precision> precision;
    if (*goal) {
        auto found = precise(model, command.choice, options, **goal);
        if (!found)
            return stop(fmt::format("{}: {}", command.model, found.error().message));
        options.trials = found->trials;
        precision = std::move(*found);
    }
    const auto results = simulate(model, command.choice,
                                  {.metrics = wantedMetrics(command), .uncertainty = command.uncertainty}, options);
    if (!results)
        return stop(fmt::format("{}: {}", command.model, results.error().message));
    sayFailures(model, *results);
    if (!hasResult(*results))
        return Outcome::stopped;
    const std::vector<ProcessCheck> processes = checkProcesses(model, options, command.processCases);
    const std::vector<ProcessCheck> mostLikely =
        command.form == Form::text && command.uncertainty == Uncertainty::mostLikely
            ? checkProcesses(mostLikelyModel(model), options, command.processCases)
            : std::vector<ProcessCheck>();
    if (command.form == Form::json)
        return print(writeResultsJson(file->model(), *results, precision, processes) + "\n");
    return print(resultsText(model.settings().title, *results, precision) + processesText(processes, mostLikely));
}

} // namespace

void sayFailures(const Model& model, const Results& results) {
    for (const Problem& problem : explainFailedTrials(model, results.trialsFailed, results.trials))
        say("tributary-cli: " + line(problem));
}

bool hasResult(const Results& results) {
    return results.scenarios.empty() || std::ranges::any_of(results.scenarios, [](const ScenarioResults& each) {
               return std::isfinite(each.npv.p50);
           });
}

Result<Results> simulate(const Model& model, const RunChoice& choice, CompileOptions what, const RunOptions& how) {
    const auto program = compileSound(model, choice, std::move(what), how.threads);
    if (!program)
        return tl::unexpected(program.error());
    if (const auto problem = memoryProblem(*program, how))
        say("tributary-cli: " + line(*problem));
    Progress progress("simulating");
    auto results = run(*program, how, {.progress = [&progress](double share) { progress.show(share); }, .stop = {}});
    if (!results)
        return fail("The run was stopped: start it again.");
    return std::move(*results);
}

void addRun(CLI::App& program, Work& chosen) {
    CLI::App* command = program.add_subcommand("run", "Simulate a model and print what its scenarios are worth");
    const auto choice = std::make_shared<RunCommand>();
    addModel(*command, choice->model);
    addRunChoice(*command, choice->choice);
    const auto wordsOf = [](const auto& names) { return std::vector<std::string>(names.begin(), names.end()); };
    addWholeNumber(*command, "--process-cases", choice->processCases, leastProcessCases, mostProcessCases,
                   "How many cases to simulate each process for, beside its formulas; without, as many as tell");
    allow(*command->add_option("--sampler", choice->sampler, "How trials are drawn; without, as the model says"),
          wordsOf(EnumNames<Sampling>::names));
    command
        ->add_option("--precision", choice->precision,
                     "Double the trials until the standard error of each mean NPV is at most so much of its standard "
                     "deviation, as in 1%")
        ->type_name("SHARE");
    addWholeNumber(*command, "--max-trials", choice->maxTrials, 1, mostTrials,
                   "The most trials that --precision may take; without, 65536");
    command->add_flag_callback(
        "--deterministic", [choice] { choice->uncertainty = Uncertainty::mostLikely; },
        "Every quantity at its most likely value, no stall, no noise");
    command->add_flag_callback(
        "--json", [choice] { choice->form = Form::json; }, "Print one JSON object");
    allow(*command->add_option("--metrics", choice->metrics,
                               "Which metrics to print; without, all in JSON and none in text"),
          wordsOf(wantedNames));
    command->callback([&chosen, choice] { chosen = [choice] { return runModel(*choice); }; });
}

} // namespace tributary::cli
