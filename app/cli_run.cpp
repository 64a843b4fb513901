// SPDX-License-Identifier: GPL-3.0-or-later
// The command that simulates: run.
#include "app/cli_run.h"

#include "app/cli_commands.h"
#include "app/cli_files.h"
#include "app/cli_problems.h"
#include "app/cli_table.h"
#include "core/exchange/results_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tributary::cli {

namespace {

enum class Form { text, json };

struct RunCommand {
    std::string model;
    RunChoice choice;
    std::optional<std::string> metrics;
    std::string sampler;
    Uncertainty uncertainty = Uncertainty::sampled;
    Form form = Form::text;
};

constexpr std::array wantedNames{"none", "counted", "all"};

/// The metrics to give back: JSON has all unless told otherwise, text those that were asked for.
WantedMetrics wantedMetrics(const RunCommand& command) {
    if (!command.metrics)
        return command.form == Form::json ? WantedMetrics::all : WantedMetrics::none;
    return static_cast<WantedMetrics>(std::ranges::find(wantedNames, *command.metrics) - wantedNames.begin());
}

Outcome runModel(const RunCommand& command) {
    const auto file = openModel(command.model, FileAccess::readOnly);
    if (!file)
        return stop(file.error().message);
    const Model& model = file->model();
    RunOptions options = runOptions(model.settings(), command.choice);
    const auto& samplers = EnumNames<Sampling>::names;
    if (!command.sampler.empty())
        options.sampling = static_cast<Sampling>(std::ranges::find(samplers, command.sampler) - samplers.begin());
    const auto results = simulate(model, command.choice,
                                  {.metrics = wantedMetrics(command), .uncertainty = command.uncertainty}, options);
    if (!results)
        return stop(fmt::format("{}: {}", command.model, results.error().message));
    return print(command.form == Form::json ? writeResultsJson(model, *results) + "\n"
                                            : resultsText(model.settings().title, *results));
}

} // namespace

Result<Results> simulate(const Model& model, const RunChoice& choice, CompileOptions what, const RunOptions& how) {
    auto scenarios = chosenScenarios(model, choice);
    if (!scenarios)
        return tl::unexpected(scenarios.error());
    if (const auto sound = checkSound(model); !sound)
        return tl::unexpected(sound.error());
    what.scenarios = std::move(*scenarios);
    const auto program = compile(model, what);
    if (!program)
        return fail(program.error().empty() ? "The model does not compile." : line(program.error().front()));
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
    allow(*command->add_option("--sampler", choice->sampler, "How trials are drawn; without, as the model says"),
          wordsOf(EnumNames<Sampling>::names));
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
