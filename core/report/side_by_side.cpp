// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/side_by_side.h"

#include "core/insight/comparison.h"
#include "core/model/beliefs.h"
#include "core/report/findings.h"
#include "core/report/plans.h"
#include "core/report/words.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace tributary {

namespace {

class SideBySide {
public:
    SideBySide(const Model& model, const Results& results)
        : model_(model), results_(results), noun_(name(results.timeline.kind)),
          money_(results.currency, largestNpv(results)) {}

    ReportSection write() const {
        ReportSection section{
            "Scenarios",
            "The scenarios side by side",
            "Each scenario is simulated with the same draws, so what differs between them is theirs. Medians, with "
            "P10 to P90 beside.",
            {}};
        const ScenarioOrder order = withNpv(plansFirst(model_, results_));
        section.blocks.push_back(headlineTable(order));
        section.blocks.push_back(cashTable(order));
        if (TableBlock differences = differenceTable(order); !differences.rows.empty())
            section.blocks.push_back(std::move(differences));
        for (const ScenarioResults& scenario : results_.scenarios)
            section.blocks.push_back(ParagraphBlock{shownName(scenario), finding(results_, scenario)});
        return section;
    }

private:
    using Column = TableBlock::Column;
    using Row = TableBlock::Row;

    /// A table with a row for each scenario: the plans, and below a heading those that are no choice beside them.
    template <class Cells>
    TableBlock scenarioTable(const ScenarioOrder& order, std::string caption, std::vector<std::string> head,
                             std::vector<double> widths, Cells cellsOf) const {
        TableBlock table;
        table.caption = std::move(caption);
        table.columns.assign(head.size(), Column::number);
        table.columns.front() = Column::text;
        table.head = std::move(head);
        table.widths = std::move(widths);
        const auto add = [&](const ScenarioResults& scenario) {
            std::vector<std::string> cells = cellsOf(scenario);
            if (!cells.empty())
                table.rows.push_back({std::move(cells), std::nullopt, Row::Kind::ordinary, Row::Change::none});
        };
        for (const ScenarioResults* plan : order.plans)
            add(*plan);
        const size_t plans = table.rows.size();
        for (const ScenarioResults* belief : order.beliefs)
            add(*belief);
        if (table.rows.size() > plans)
            table.rows.insert(
                table.rows.begin() + static_cast<std::ptrdiff_t>(plans),
                {{"Another belief, no plan of its own"}, std::nullopt, Row::Kind::heading, Row::Change::none});
        return table;
    }

    TableBlock headlineTable(const ScenarioOrder& order) const {
        return scenarioTable(order, "Headlines", {"Scenario", "NPV", "P10 to P90", "Loss", "Payback", "P10 to P90"},
                             {0.26, 0.11, 0.19, 0.10, 0.13, 0.21}, [&](const ScenarioResults& scenario) {
                                 const PaybackWords payback = paybackWords(scenario, noun_);
                                 return std::vector{shownName(scenario),
                                                    money_.value(scenario.npv.p50),
                                                    money_.range(scenario.npv.p10, scenario.npv.p90),
                                                    shareWords(scenario.chanceOfLoss),
                                                    payback.median,
                                                    payback.range};
                             });
    }

    TableBlock cashTable(const ScenarioOrder& order) const {
        return scenarioTable(order, "Hard cash only, and return on cost",
                             {"Scenario", "Hard NPV", "P10 to P90", "Return", "P10 to P90"},
                             {0.30, 0.13, 0.21, 0.12, 0.24}, [&](const ScenarioResults& scenario) {
                                 return std::vector{shownName(scenario), money_.value(scenario.npvHard.p50),
                                                    money_.range(scenario.npvHard.p10, scenario.npvHard.p90),
                                                    percentWords(scenario.roi.p50),
                                                    percentRangeWords(scenario.roi.p10, scenario.roi.p90)};
                             });
    }

    /// Each plan against the one that is most often worth most, and each belief against its plan, trial by trial.
    TableBlock differenceTable(const ScenarioOrder& order) const {
        const FirstPlaces places = firstPlaces(order.plans);
        const auto first = std::ranges::max_element(places.shares);
        const ScenarioResults* best = // none where no trial gave a number in all of them
            std::isnan(places.noneGains) ? nullptr : order.plans[static_cast<size_t>(first - places.shares.begin())];
        TableBlock table = scenarioTable(
            order, "Differences of the NPV, trial by trial",
            {"Scenario", "Less that of", "Median", "P10 to P90", "Higher in"}, {0.25, 0.25, 0.12, 0.20, 0.18},
            [&](const ScenarioResults& scenario) -> std::vector<std::string> {
                const Scenario* own = model_.scenarios().find(scenario.id);
                const Scenario* plan = own ? planOf(model_, *own) : nullptr;
                const ScenarioResults* other = !own || isPlan(*own) ? best : plan ? results_.find(plan->id) : nullptr;
                if (!other || other->id == scenario.id)
                    return {};
                const auto pair = compareScenarios(results_, scenario.id, other->id);
                if (!pair || !std::isfinite(pair->difference.p50))
                    return {};
                return {shownName(scenario), shownName(*other), signedWords(pair->difference.p50, results_.currency),
                        rangeWords(pair->difference.p10, pair->difference.p90, results_.currency),
                        trialsWords(pair->chanceFirstWins.value, results_.trials)};
            });
        table.columns[1] = Column::text;
        return table;
    }

    const Model& model_;
    const Results& results_;
    std::string noun_;
    MoneyWords money_; ///< of the headlines
};

} // namespace

ReportSection sideBySide(const Model& model, const Results& results) { return SideBySide(model, results).write(); }

} // namespace tributary
