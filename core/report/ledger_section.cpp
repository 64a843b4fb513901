// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/ledger_section.h"

#include "core/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

constexpr size_t mostHandOffs = 12; ///< in the table; the sentence over it counts all
constexpr double leastGone = 0.0005;

class LedgerWriter {
public:
    LedgerWriter(const Model& model, std::span<const LedgerRanges> ledgers)
        : model_(model), ledgers_(ledgers), usual_(ledgers.front()), noun_(name(model.settings().timeline().kind)),
          money_(model.settings().currency,
                 std::isfinite(usual_.costPerYear.p90) ? std::abs(usual_.costPerYear.p90) : 1) {
        for (const LedgerRangesRow& row : usual_.rows)
            severalMaps_ = severalMaps_ || row.process != usual_.rows.front().process;
    }

    ReportSection write() const {
        ReportSection section{"Exceptions", "What goes wrong, and what it costs", {}, {}};
        if (!usual_.failure.empty()) {
            section.blocks.push_back(
                NoteBlock{fmt::format("What goes wrong could not be counted: {}", usual_.failure)});
            return section;
        }
        section.lead = fmt::format(
            "Business as usual in {}, over all processes: medians of {}, ranges P10 to P90. Minutes are the "
            "touch time of one, time is the share of the hours that the people of these groups work, and the "
            "sum is what the rows make of the cost up to there.",
            periodWords(usual_.period, noun_), countWords(usual_.trials, "trial"));
        section.blocks.push_back(ParagraphBlock{"The finding", finding()});
        if (usual_.trialsOverloaded > 0)
            section.blocks.push_back(
                NoteBlock{fmt::format("In {} a pool has more work than time: its waits have no end.",
                                      countWords(usual_.trialsOverloaded, "trial"))});
        if (usual_.trialsFailed > 0)
            section.blocks.push_back(
                NoteBlock{fmt::format("{} gave no numbers and {} left out.", countWords(usual_.trialsFailed, "trial"),
                                      usual_.trialsFailed == 1 ? "is" : "are")});
        for (const auto& [process, why] : usual_.leftOut)
            section.blocks.push_back(NoteBlock{fmt::format("{} is left out: {}", called(process), why)});
        section.blocks.push_back(rows());
        for (const LedgerRanges& ledger : ledgers_.subspan(1))
            if (ledger.failure.empty())
                section.blocks.push_back(savings(ledger));
            else
                section.blocks.push_back(NoteBlock{
                    fmt::format("What {} changes of it could not be counted: {}", called(ledger), ledger.failure)});
        if (!usual_.handOffs.empty())
            section.blocks.push_back(handOffs());
        return section;
    }

private:
    using Column = TableBlock::Column;

    static TableBlock::Row ordinary(std::vector<std::string> cells) {
        return {std::move(cells), std::nullopt, TableBlock::Row::Kind::ordinary, TableBlock::Row::Change::none};
    }
    static std::string percent(double share) { return std::isfinite(share) ? percentWords(share) : "–"; }

    std::string group(const GroupId& id) const {
        if (id.empty())
            return "nobody's group";
        const Group* group = model_.groups().find(id);
        return group && !group->name.empty() ? group->name : id.text;
    }
    /// With the step where it happens, where others of the map have its name.
    std::string called(const LedgerRangesRow& row) const {
        const auto alike = std::ranges::count_if(
            usual_.rows, [&](const LedgerRangesRow& other) { return other.name == row.name && other.map == row.map; });
        const std::string name = alike > 1 ? row.placed() : row.name;
        return severalMaps_ ? fmt::format("{} ({})", name, row.map) : name;
    }

    std::string called(const ProcessId& id) const {
        const Process* process = model_.processes().find(id);
        return process && !process->name.empty() ? process->name : id.text;
    }
    std::string called(const LedgerRanges& ledger) const {
        const Scenario* scenario = model_.scenarios().find(ledger.scenario);
        return scenario && !scenario->name.empty() ? scenario->name : ledger.scenario.text;
    }

    std::string finding() const {
        std::string text = fmt::format(
            "What goes wrong costs {} a year ({}), {} of the labour", money_.value(usual_.costPerYear.p50),
            money_.range(usual_.costPerYear.p10, usual_.costPerYear.p90), percent(usual_.shareOfLabour.p50));
        if (std::isfinite(usual_.shareOfHeadcount.p50))
            text += fmt::format(" and {} of the headcount time ({})", percent(usual_.shareOfHeadcount.p50),
                                percentRangeWords(usual_.shareOfHeadcount.p10, usual_.shareOfHeadcount.p90));
        return text + ".";
    }

    TableBlock rows() const {
        TableBlock table;
        table.caption = "What goes wrong, the dearest first";
        table.head = {"What", "Monthly", "Minutes", "Pulls in", "Time", "A year", "P10 to P90", "Sum"};
        table.columns = {Column::text,   Column::number, Column::number, Column::text,
                         Column::number, Column::number, Column::number, Column::number};
        table.widths = {0.19, 0.09, 0.09, 0.18, 0.08, 0.095, 0.185, 0.09};
        for (const LedgerRangesRow& row : usual_.rows) {
            std::string people;
            for (const PulledIn& each : row.people)
                people += (people.empty() ? "" : ", ") + group(each.group);
            const double minutes = row.touchMinutes.p50;
            table.rows.push_back(
                ordinary({called(row), threeDigits(row.perMonth.p50),
                          std::isfinite(minutes) ? threeDigits(minutes) : "–", people.empty() ? "nobody" : people,
                          percent(row.shareOfHeadcount.p50), money_.value(row.costPerYear.p50),
                          money_.range(row.costPerYear.p10, row.costPerYear.p90), shareWords(row.costShareUpTo)}));
        }
        table.rows.push_back(ordinary({"All of it", "", "", "", percent(usual_.shareOfHeadcount.p50),
                                       money_.value(usual_.costPerYear.p50),
                                       money_.range(usual_.costPerYear.p10, usual_.costPerYear.p90), ""}));
        return table;
    }

    static std::string gone(const LedgerSaving& saving) {
        const bool waits = std::isfinite(saving.waitingShare) && std::abs(saving.waitingShare) >= leastGone;
        const bool costs = std::abs(saving.costShare) >= leastGone;
        if (!costs)
            return waits ? changeWords(-saving.waitingShare) + " of waiting" : "no change";
        return changeWords(-saving.costShare);
    }

    /// Says what each cause changes: "Less search labour −12 %; Fewer repeat repairs −0.22 %".
    static std::string causes(const std::vector<LedgerSaving>& savings, const Scenario* scenario) {
        const bool isOnlyTool = scenario && scenario->interventions.size() == 1;
        std::string text;
        for (const LedgerSaving& saving : savings) {
            const size_t tool = isOnlyTool ? saving.cause.name.find(": ") : std::string::npos;
            text += fmt::format("{}{} {}", text.empty() ? "" : "; ",
                                tool == std::string::npos ? saving.cause.name : saving.cause.name.substr(tool + 2),
                                gone(saving));
        }
        return text;
    }

    /// What a scenario's effects take away of each row, one at a time and together.
    TableBlock savings(const LedgerRanges& ledger) const {
        const Scenario* scenario = model_.scenarios().find(ledger.scenario);
        TableBlock table;
        table.caption = fmt::format("What {} changes of its cost by {}, against business as usual then", called(ledger),
                                    periodWords(model_.settings().periods, noun_));
        table.head = {"What", "Each effect alone", "All together"};
        table.columns = {Column::text, Column::text, Column::number};
        table.widths = {0.24, 0.60, 0.16};
        for (const LedgerRangesRow& row : ledger.rows)
            table.rows.push_back(row.savings.empty()
                                     ? ordinary({called(row), "No effect reaches it: an opportunity", ""})
                                     : ordinary({called(row), causes(row.savings, scenario), gone(row.together)}));
        table.rows.push_back(ordinary({"All of it", causes(ledger.savings, scenario), gone(ledger.together)}));
        return table;
    }

    TableBlock handOffs() const {
        TableBlock table;
        table.caption = fmt::format("Boundary hand-offs, {} a month in all", threeDigits(usual_.handOffsPerMonth.p50));
        table.head = {"From", "To", "A month", "P10 to P90"};
        table.columns = {Column::text, Column::text, Column::number, Column::number};
        table.widths = {0.33, 0.33, 0.14, 0.20};
        for (size_t i = 0; i < std::min(usual_.handOffs.size(), mostHandOffs); ++i) {
            const LedgerHandOffs& each = usual_.handOffs[i];
            table.rows.push_back(
                ordinary({group(each.from), group(each.to), threeDigits(each.perMonth.p50),
                          each.perMonth.p10 < each.perMonth.p90 ? rangeWords(each.perMonth.p10, each.perMonth.p90, "")
                                                                : "no range"}));
        }
        return table;
    }

    const Model& model_;
    std::span<const LedgerRanges> ledgers_;
    const LedgerRanges& usual_;
    std::string noun_;
    MoneyWords money_;
    bool severalMaps_ = false;
};

} // namespace

ReportSection ledgerSection(const Model& model, std::span<const LedgerRanges> ledgers) {
    return LedgerWriter(model, ledgers).write();
}

} // namespace tributary
