// SPDX-License-Identifier: GPL-3.0-or-later
// The command that counts what goes wrong: ledger.
#include "app/cli_columns.h"
#include "app/cli_commands.h"
#include "app/cli_files.h"
#include "app/cli_problems.h"
#include "app/cli_run.h"
#include "core/exchange/ledger_json.h"
#include "core/report/report.h"
#include "core/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace tributary::cli {

namespace {

enum class LedgerForm { text, json };

struct LedgerCommand {
    std::string model;
    RunChoice choice;
    std::string process;
    std::optional<std::int64_t> period;
    LedgerForm form = LedgerForm::text;
};

std::string percentOrDash(double share) { return std::isfinite(share) ? percentWords(share) : "-"; }

template <class Entities, class EntityId>
std::string nameOf(const Entities& entities, const EntityId& id) {
    const auto* one = entities.find(id);
    return oneLine(one && !one->name.empty() ? one->name : id.text);
}

std::string groupOf(const Model& model, const GroupId& id) {
    return id.empty() ? "nobody's group" : nameOf(model.groups(), id);
}

std::string peopleOf(const Model& model, const LedgerRangesRow& row) {
    std::string people;
    for (const PulledIn& each : row.people)
        people += (people.empty() ? "" : ", ") + groupOf(model, each.group);
    return people.empty() ? "nobody" : people;
}

std::string hoursOrDash(const Summary& hours) {
    return hours.p50 == std::numeric_limits<double>::infinity() ? "no end"
           : std::isfinite(hours.p50)                           ? threeDigits(hours.p50)
                                                                : "-";
}

std::string savingsOf(const LedgerRanges& ranges, const LedgerRangesRow& row) {
    std::string text;
    for (const LedgerSaving& saving : row.savings)
        text += fmt::format("    {}: {} of its cost, {} of its waiting\n", oneLine(saving.cause.name),
                            changeWords(-saving.costShare), changeWords(-saving.waitingShare));
    if (!ranges.scenario.empty() && row.savings.empty())
        text += "    no effect reaches it: an opportunity\n";
    return text;
}

std::string ledgerText(const Model& model, const LedgerRanges& ranges) {
    const std::string noun(name(model.settings().timeline().kind));
    std::string text = fmt::format(
        "\n{}, {}: {}; medians, with P10 to P90; hours of waiting are those of cases in a "
        "month\n",
        ranges.scenario.empty() ? "Business as usual" : nameOf(model.scenarios(), ranges.scenario),
        ranges.period == 0 ? "at the start" : periodWords(ranges.period, noun), countWords(ranges.trials, "trial"));
    if (ranges.trialsOverloaded > 0)
        text += fmt::format("in {} a pool has more work than time: waits have no end\n",
                            countWords(ranges.trialsOverloaded, "trial"));
    if (ranges.trialsFailed > 0)
        text += fmt::format("{} failed and are left out\n", countWords(ranges.trialsFailed, "trial"));
    const MoneyWords money(model.settings().currency,
                           std::isfinite(ranges.costPerYear.p90) ? std::abs(ranges.costPerYear.p90) : 1);
    std::vector<Row> rows{{"what goes wrong", "process", "a month", "touch min", "waiting h", "headcount", "a year",
                           "P10 to P90", "adds up to", "pulls in"}};
    for (const LedgerRangesRow& row : ranges.rows)
        rows.push_back({oneLine(row.placed()), oneLine(row.map), threeDigits(row.perMonth.p50),
                        threeDigits(row.touchMinutes.p50), hoursOrDash(row.waitingHours),
                        percentOrDash(row.shareOfHeadcount.p50), money.value(row.costPerYear.p50),
                        money.range(row.costPerYear.p10, row.costPerYear.p90), shareWords(row.costShareUpTo),
                        peopleOf(model, row)});
    rows.push_back({"all of it", "", "", "", hoursOrDash(ranges.waitingHours),
                    percentOrDash(ranges.shareOfHeadcount.p50), money.value(ranges.costPerYear.p50),
                    money.range(ranges.costPerYear.p10, ranges.costPerYear.p90), "", ""});
    text += aligned(rows);
    if (!ranges.scenario.empty() && !ranges.rows.empty()) {
        text += fmt::format("\n  What it changes by {}, against business as usual then, one effect at a time\n",
                            periodWords(model.settings().periods, noun));
        for (const LedgerRangesRow& row : ranges.rows)
            text += "  " + oneLine(row.placed()) + "\n" + savingsOf(ranges, row);
        text += fmt::format("  all effects, of all of it: {} of the cost\n", changeWords(-ranges.together.costShare));
    }
    if (!ranges.handOffs.empty()) {
        std::vector<Row> between{{"from", "to", "hand-offs a month"}};
        for (const LedgerHandOffs& each : ranges.handOffs)
            between.push_back({groupOf(model, each.from), groupOf(model, each.to), threeDigits(each.perMonth.p50)});
        text += "\n" + aligned(between);
    }
    for (const auto& [process, why] : ranges.leftOut)
        text += fmt::format("  {} was left out: {}\n", nameOf(model.processes(), process), oneLine(why));
    return text;
}

Outcome tellLedgers(const LedgerCommand& command) {
    const auto file = openModel(command.model, FileAccess::readOnly);
    if (!file)
        return stop(file.error().message);
    const Model model = seeded(file->model(), command.choice);
    auto scenarios = chosenScenarios(model, command.choice);
    if (!scenarios)
        return stop(fmt::format("{}: {}", command.model, scenarios.error().message));
    const ProcessId process(command.process);
    if (!process.empty() && !model.processes().contains(process))
        return stop(fmt::format("{}: there is no process {}: check its id.", command.model, command.process));
    const auto period = static_cast<int>(command.period.value_or(reportPeriod(model.settings().timeline())));
    if (period > model.settings().periods)
        return misuse(fmt::format("--period: the model has the periods 0 to {}, and no period {}.",
                                  model.settings().periods, period));
    if (command.choice.scenarios.empty()) {
        scenarios->push_back(ScenarioId()); // business as usual
        for (const Scenario& scenario : model.scenarios())
            scenarios->push_back(scenario.id);
    }
    std::vector<LedgerRanges> found;
    for (const ScenarioId& scenario : *scenarios) {
        Progress progress("counting");
        const RunControl control{[&progress](double share) { progress.show(share); }, {}};
        const auto trials =
            ledgerTrials(model, scenario, period, runOptions(model.settings(), command.choice), control);
        if (!trials)
            return stop(fmt::format("{}: {}", command.model, trials.error().message));
        LedgerRanges ranges = ledgerRanges(*trials, process);
        if (!process.empty() && !ranges.leftOut.empty())
            return stop(fmt::format("{}: {}", command.model, ranges.leftOut.front().second));
        found.push_back(std::move(ranges));
    }
    if (command.form == LedgerForm::json)
        return print(writeLedgerJson(file->model(), found) + "\n");
    std::string text = oneLine(model.settings().title) + "\n";
    for (const LedgerRanges& each : found)
        text += ledgerText(model, each);
    return print(plainText(text));
}

} // namespace

void addLedger(CLI::App& program, Work& chosen) {
    CLI::App* command = program.add_subcommand(
        "ledger",
        "List what goes wrong in the processes: how often, whose time, what it costs, and what takes it away");
    const auto choice = std::make_shared<LedgerCommand>();
    addModel(*command, choice->model);
    addRunChoice(*command, choice->choice);
    command->add_option("--process", choice->process, "The id of a process; without, all of them")->type_name("ID");
    addWholeNumber(*command, "--period", choice->period, 0, 100'000,
                   "The period, 0 for the start; without, the end of the second year");
    command->add_flag_callback(
        "--json", [choice] { choice->form = LedgerForm::json; }, "Print one JSON object");
    command->footer(fmt::format("A ledger takes up to {} trials. Without --scenario it tells business as usual and "
                                "every scenario.",
                                mostLedgerTrials));
    command->callback([&chosen, choice] { chosen = [choice] { return tellLedgers(*choice); }; });
}

} // namespace tributary::cli
