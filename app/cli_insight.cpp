// SPDX-License-Identifier: GPL-3.0-or-later
// The command that explains: insight.
#include "app/cli_insight.h"

#include "app/cli_columns.h"
#include "app/cli_commands.h"
#include "app/cli_files.h"
#include "app/cli_problems.h"
#include "app/cli_run.h"
#include "core/formula/number.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace tributary::cli {

namespace {

enum class Form { text, json };

struct InsightCommand {
    std::string model;
    RunChoice choice;
    Form form = Form::text;
    Rows rows = Rows::most;
    std::optional<std::string> stopRule;
    std::string seek;
    std::optional<double> npv;
};

/// Reads `15%@9`: below 15 % active at the end of period 9.
Result<StopRule> parseStopRule(const std::string& text) {
    const size_t at = text.find('@');
    if (at != std::string::npos && at > 0 && text[at - 1] == '%') {
        const auto share = parseNumber(text.substr(0, at - 1));
        const auto period = parseNumber(text.substr(at + 1));
        if (share && *share > 0 && *share <= 100 && period && *period >= 1 && *period <= 1e6 &&
            *period == std::floor(*period))
            return StopRule{*share / 100, static_cast<int>(*period)};
    }
    return fail(fmt::format("--stop-rule: \"{:.60}\" will not do: write 15%@9 for \"below 15 % active at the end of "
                            "period 9\", with a share above 0 and up to 100 %",
                            text));
}

std::string asText(const Model& model, const std::vector<ScenarioInsight>& found, Rows rows) {
    std::string text = oneLine(model.settings().title) + "\n";
    for (const ScenarioInsight& each : found)
        text += insightText(model, each, rows);
    if (found.empty())
        text += "\nThe model has no scenario: there is nothing to explain.\n";
    return text;
}

Outcome explainModel(const InsightCommand& command) {
    InsightOptions options;
    if (command.stopRule) {
        const auto rule = parseStopRule(*command.stopRule);
        if (!rule)
            return misuse(rule.error().message);
        options.stopRule = *rule;
    }
    if (command.npv && command.seek.empty())
        return misuse("--npv says what --seek is to reach: name a quantity with --seek.");
    const auto file = openModel(command.model, FileAccess::readOnly);
    if (!file)
        return stop(file.error().message);
    const Model model = seeded(file->model(), command.choice);
    if (options.stopRule && options.stopRule->period > model.settings().periods)
        return misuse(fmt::format("--stop-rule: the model has the periods 1 to {}, and no period {}.",
                                  model.settings().periods, options.stopRule->period));
    auto scenarios = chosenScenarios(model, command.choice);
    if (!scenarios)
        return stop(fmt::format("{}: {}", command.model, scenarios.error().message));
    if (const auto sound = checkSound(model); !sound)
        return stop(fmt::format("{}: {}", command.model, sound.error().message));
    if (!command.seek.empty() && !findQuantity(model, command.seek))
        return stop(fmt::format("{}: --seek: the model has no quantity {}: check the ids in the path", command.model,
                                command.seek));
    if (scenarios->empty())
        for (const Scenario& scenario : model.scenarios())
            scenarios->push_back(scenario.id);
    options.run = runOptions(model.settings(), command.choice);

    std::vector<ScenarioInsight> found;
    std::optional<Outcome> failure;
    for (const ScenarioId& scenario : *scenarios) {
        Progress progress("explaining");
        const RunControl control{[&progress](double share) { progress.show(share); }, {}};
        auto insight = explain(model, scenario, options, control);
        if (!insight) // the others are explained all the same
            failure = stop(fmt::format("{}: scenario {}: {}", command.model, scenario.text, insight.error().message));
        found.push_back({scenario, std::move(insight), {}});
        if (found.back().insight && !command.seek.empty())
            found.back().goal = seekGoal(model, scenario, command.seek, command.npv.value_or(0), options.run);
    }
    const Outcome printed = print(command.form == Form::json ? writeInsightJson(file->model(), found, options.run) + "\n"
                                                             : asText(model, found, command.rows));
    return failure.value_or(printed);
}

} // namespace

void addInsight(CLI::App& program, Work& chosen) {
    CLI::App* command = program.add_subcommand(
        "insight", "Explain what scenarios are worth: where the money comes from, what moves it, what to measure next");
    const auto choice = std::make_shared<InsightCommand>();
    addModel(*command, choice->model);
    addRunChoice(*command, choice->choice);
    command->add_flag_callback(
        "--json", [choice] { choice->form = Form::json; }, "Print one JSON object");
    command->add_flag_callback(
        "--all", [choice] { choice->rows = Rows::all; }, "Print every row of every table; without, the first ten");
    command
        ->add_option("--stop-rule", choice->stopRule,
                     "The rule to price, 15%@9 for \"stop if below 15 % are active at the end of period 9\"; without, "
                     "15 % after nine months")
        ->type_name("RULE");
    command
        ->add_option("--seek", choice->seek, "The path of a quantity: find the value that gives the mean NPV of --npv")
        ->type_name("PATH");
    command
        ->add_option_function<std::string>(
            "--npv",
            [choice](const std::string& text) {
                const auto value = parseNumber(text);
                if (!value)
                    throw CLI::ValidationError("--npv", value.error().message);
                choice->npv = *value;
            },
            "The mean NPV that --seek is to reach, in the model's currency; without, 0")
        ->type_name("MONEY");
    command->callback([&chosen, choice] { chosen = [choice] { return explainModel(*choice); }; });
}

} // namespace tributary::cli
