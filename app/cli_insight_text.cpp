// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_columns.h"
#include "app/cli_insight.h"
#include "core/insight/design.h"
#include "core/model/quantity_path.h"
#include "core/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary::cli {

namespace {

constexpr size_t mostRows = 10;

class InsightWriter {
public:
    InsightWriter(const Model& model, const Insight& insight, const std::optional<Result<Goal>>& goal, Rows rows)
        : model_(model), insight_(insight), goal_(goal), most_(rows == Rows::all ? SIZE_MAX : mostRows) {}

    [[nodiscard]] std::string write() const {
        const std::string& id = insight_.scenario.text;
        std::string text = fmt::format(
            "\n{} ({})\n", oneLine(insight_.scenarioName.empty() ? id : insight_.scenarioName), oneLine(id));
        text += fmt::format("{}, seed {}, {}, {:.2f} s; ± is one standard error\n",
                            countWords(insight_.trials, "trial"), insight_.seed,
                            EnumNames<Sampling>::names[static_cast<size_t>(insight_.sampling)], insight_.seconds);
        if (const size_t failed = insight_.regimes.overall.npv.failed)
            text += fmt::format("{} failed and are left out of all that follows: tributary-cli check says why\n",
                                countWords(failed, "trial"));
        text += regimes();
        text +=
            part("Where the money comes from, by effect", insight_.effects, [&](const auto& a) { return effects(a); });
        text += part("Where the money comes from, by path", insight_.paths, [&](const auto& a) { return paths(a); });
        text +=
            part("Where the money comes from, by metric", insight_.paths, [&](const auto& a) { return metrics(a); });
        text += part("What the links carry", insight_.paths, [&](const auto& a) { return links(a); });
        text += part("Tornado: one input from its P10 to its P90, all others at their median", insight_.tornado,
                     [&](const auto& a) { return tornado(a); });
        text += part("What to measure next", insight_.information, [&](const auto& a) { return information(a); });
        text += part("Break-even: where the mean NPV is zero", insight_.breakEvens,
                     [&](const auto& a) { return breakEvens(a); });
        text += heading("Rank correlation with the NPV") + ranks();
        text += part("Share of the NPV's variance (Sobol')", insight_.sobol, [&](const auto& a) { return sobol(a); });
        text += part("Elasticities in a row", insight_.chains, [&](const auto& a) { return chains(a); });
        text += part("Stop rule", insight_.stopRule, [&](const auto& a) { return stopRule(a); });
        if (goal_)
            text += part("Goal", *goal_, [&](const auto& a) { return goal(a); });
        return plainText(text);
    }

private:
    static std::string heading(std::string_view title) { return fmt::format("\n{}\n", title); }

    /// An answer under its title, or why there is none.
    template <class Answer, class Write>
    static std::string part(std::string_view title, const Result<Answer>& answer, Write&& write) {
        return heading(title) + (answer ? write(*answer) : fmt::format("  {}\n", answer.error().message));
    }

    [[nodiscard]] std::string money(double value) const {
        return std::isfinite(value) ? valueWords(value, insight_.currency) : "none";
    }
    [[nodiscard]] std::string money(const Estimate& estimate) const {
        return withError(money(estimate.value), estimate, insight_.currency);
    }
    static std::string withError(std::string words, const Estimate& estimate, std::string_view unit) {
        if (estimate.standardError)
            words += " ± " + valueWords(*estimate.standardError, unit);
        return words;
    }
    static std::string plain(const Estimate& estimate) {
        if (!std::isfinite(estimate.value))
            return "none";
        std::string words = fixedDecimals(estimate.value, 2);
        if (estimate.standardError)
            words += " ± " + significant(*estimate.standardError, 1);
        return words;
    }
    /// A share or a chance in percent; nothing where too few trials tell its error.
    static std::string percent(const Estimate& share) {
        if (!std::isfinite(share.value) || !share.standardError)
            return "";
        return shareWords(share.value) + " ± " + significant(100 * *share.standardError, 1);
    }
    static std::string share(double part, double whole) {
        return whole != 0 && std::isfinite(part / whole) ? shareWords(part / whole) : "";
    }
    [[nodiscard]] std::string metricName(const MetricId& id) const { return tributary::metricName(model_, id); }

    /// The table of the first rows, and how many are left out.
    [[nodiscard]] std::string table(std::vector<Row> rows, size_t headers = 1) const {
        if (rows.size() <= headers)
            return "  none\n";
        const size_t all = rows.size() - headers;
        rows.resize(headers + std::min(all, most_));
        std::string text = aligned(rows);
        if (all > most_)
            text += fmt::format("  and {} more (--all prints them)\n", all - most_);
        return text;
    }

    [[nodiscard]] std::string regimes() const {
        std::vector<Row> rows{{"", "chance", "mean NPV", "P10 to P90", "chance of a loss"}};
        const auto add = [&](const char* name, const Regime& regime) {
            const Summary& npv = regime.npv;
            rows.push_back(
                {name, &regime == &insight_.regimes.overall ? "" : percent(regime.chance),
                 npv.mean ? money(Estimate{*npv.mean, npv.standardError}) : "none",
                 rangeWords(npv.p10, npv.p90, insight_.currency),
                 regime.trials < leastTrialsForChance
                     ? chanceWords(regime.chanceOfLoss.value, regime.trials)
                     : fmt::format("{}, {}", chanceWords(regime.chanceOfLoss.value), percent(regime.chanceOfLoss))});
        };
        add("Overall", insight_.regimes.overall);
        if (insight_.regimes.stalled)
            add("Given a stall", *insight_.regimes.stalled);
        if (insight_.regimes.stalled && insight_.regimes.notStalled)
            add("Given no stall", *insight_.regimes.notStalled);
        return aligned(rows);
    }

    [[nodiscard]] std::string effects(const EffectAttribution& found) const {
        if (found.effects.empty())
            return fmt::format("  The scenario has no effects; the NPV without any is {}.\n", money(found.npvWithout));
        std::vector<Row> rows{{"effect", "of the mean NPV", "share"}};
        for (const AttributedEffect& effect : found.effects)
            rows.push_back({effect.name, money(effect.value), share(effect.value.value, found.total.value)});
        return table(std::move(rows)) +
               fmt::format("  All effects bring {}; without them the NPV is {}, of that {} at once and {} over time. "
                           "{} over {}.\n",
                           money(found.total), money(found.npvWithout), money(found.oneOff), money(found.running),
                           found.exact ? "Every combination was worked out" : "Orders of joining were drawn",
                           countWords(found.trials, "trial"));
    }

    [[nodiscard]] std::string paths(const PathAttribution& found) const {
        std::vector<Row> rows{{"cause", "of the benefits", "share", "way"}};
        for (const AttributedPath& path : found.paths) {
            std::string way;
            for (const MetricId& id : path.way)
                way += (way.empty() ? "" : " > ") + metricName(id);
            rows.push_back({path.causeName, money(path.value), share(path.value.value, found.total.value), way});
        }
        return table(std::move(rows)) +
               fmt::format("  All paths together: {}, the mean present value of the benefits over {}.\n",
                           money(found.total), countWords(found.trials, "trial"));
    }

    [[nodiscard]] std::string metrics(const PathAttribution& found) const {
        std::vector<Row> rows{{"metric", "of the benefits", "share"}};
        for (const CountedBenefit& counted : found.metrics)
            rows.push_back(
                {metricName(counted.metric), money(counted.value), share(counted.value.value, found.total.value)});
        return table(std::move(rows));
    }

    [[nodiscard]] std::string links(const PathAttribution& found) const {
        const std::string noun(name(insight_.timeline.kind));
        const auto periods = static_cast<size_t>(std::max(insight_.timeline.periods, 1));
        std::vector<size_t> shown{std::max<size_t>(periods / 4, 1), std::max<size_t>(periods / 2, 1), periods};
        shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
        std::vector<Row> rows{{"from", "to", "of the benefits"}};
        for (const size_t period : shown)
            rows.front().push_back(periodWords(static_cast<double>(period), noun));
        for (const CarriedByLink& link : found.links) {
            Row row{metricName(link.driver), metricName(link.metric), money(link.value)};
            for (const size_t period : shown)
                row.push_back(period <= link.share.size() ? percent(link.share[period - 1]) : "");
            rows.push_back(std::move(row));
        }
        return table(std::move(rows));
    }

    [[nodiscard]] std::string tornado(const Tornado& found) const {
        std::vector<Row> rows{{"input", "from", "to", "NPV from", "NPV to"}};
        for (const TornadoBar& bar : found.bars) {
            if (bar.npvLow == bar.npvHigh)
                continue;
            Row row{bar.input.name};
            if (bar.input.isEvent) {
                row.push_back(fmt::format("yes ({})", shareWords(bar.chance)));
                row.push_back("no");
            } else {
                row.push_back(valueWords(bar.low, bar.input.unit));
                row.push_back(valueWords(bar.high, bar.input.unit));
            }
            row.push_back(money(bar.npvLow));
            row.push_back(money(bar.npvHigh));
            rows.push_back(std::move(row));
        }
        return table(std::move(rows)) +
               fmt::format("  With all inputs at their median and events in their likelier state the NPV is {}.\n",
                           money(found.base));
    }

    [[nodiscard]] std::string information(const ValueOfInformation& found) const {
        std::vector<Row> rows{{"knowing this before deciding", "is worth"}};
        for (const InformationValue* each : found.things())
            rows.push_back({each->inputs.size() > 1
                                ? fmt::format("{} ({})", each->name, countWords(each->inputs.size(), "input"))
                                : each->name,
                            money(each->value)});
        const bool isKnown = std::ranges::any_of(
            found.next, [](const InformationValue& each) { return std::isfinite(each.value.value); });
        if (!found.next.empty() && !isKnown)
            return fmt::format(
                "  Too few trials give a number to tell what it is worth to know more: take {} or more.\n",
                fewestForInformation);
        const std::string perfect = fmt::format("  Knowing everything: {}\n", money(found.perfect));
        if (rows.size() == 1)
            return perfect +
                   "  Nothing that could be known first would change the decision, as far as this run tells.\n";
        return perfect + table(std::move(rows)) +
               "  Anything else is worth no more than this run can tell from nothing.\n";
    }

    static std::string losingSides(const BreakEven& found) {
        const bool losesBelow = !found.crossings.front().losesAbove;
        switch (found.crossings.size()) {
        case 1:
            return losesBelow ? "below" : "above";
        case 2:
            return losesBelow ? "outside" : "between";
        default:
            return losesBelow ? "below, and in turns" : "above the first, and in turns";
        }
    }

    [[nodiscard]] std::string breakEvens(const std::vector<BreakEven>& found) const {
        std::vector<Row> rows{{"input", "at", "loses", "chance of that"}};
        size_t without = 0, unsure = 0;
        std::string failing;
        for (const BreakEven& each : found) {
            if (each.chanceOfNoNumber > 0)
                failing += fmt::format("  {}: no NPV is a number in {} of its range; its chance is of the rest.\n",
                                       each.input.name, shareWords(each.chanceOfNoNumber));
            if (each.crossings.empty()) {
                ++(each.chanceOfLosingSide.standardError.value_or(0) > 0 ? unsure : without);
                continue;
            }
            std::vector<std::string> values;
            for (const Crossing& crossing : each.crossings)
                values.push_back(crossing.isTold ? withError(valueWords(crossing.value.value, each.input.unit),
                                                             crossing.value, each.input.unit) +
                                                       (crossing.jumps ? ", by a jump" : "")
                                                 : "anywhere, within the error");
            rows.push_back(
                {each.input.name, fmt::format("{}", fmt::join(values, ", ")), losingSides(each),
                 each.chanceOfLosingSide.standardError ? percent(each.chanceOfLosingSide) : "too few trials"});
        }
        return table(std::move(rows)) +
               (without ? fmt::format("  {}: the mean NPV was on one side of zero at all values tried.\n",
                                      countWords(without, "other input"))
                        : "") +
               (unsure ? fmt::format("  {}: the mean NPV is too near zero for this run to tell where it passes it.\n",
                                     countWords(unsure, "other input"))
                       : "") +
               failing;
    }

    [[nodiscard]] std::string ranks() const {
        std::vector<Row> rows{{"input", "correlation", "share of r squared"}};
        for (const InputRank& rank : insight_.ranks.inputs)
            if (std::isfinite(rank.correlation.value))
                rows.push_back({rank.input.name, plain(rank.correlation), shareWords(rank.contribution)});
        if (rows.size() == 1 && insight_.regimes.overall.trials < fewestRows)
            return fmt::format("  Too few trials give a number to rank inputs: take {} or more.\n", fewestRows);
        return table(std::move(rows)) +
               (insight_.ranks.correlatedInputs
                    ? "  Some inputs move together: an input has credit for what moves with it.\n"
                    : "");
    }

    [[nodiscard]] std::string sobol(const SobolImportance& found) const {
        std::vector<Row> rows{{"input", "alone", "with all others"}};
        for (const SobolShare& share : found.shares) {
            std::string label = share.inputs.front().name;
            if (share.inputs.size() > 1)
                label += fmt::format(" and {} that it moves with", share.inputs.size() - 1);
            rows.push_back({label, plain(share.index.first), plain(share.index.total)});
        }
        return table(std::move(rows));
    }

    [[nodiscard]] std::string chains(const ElasticityChains& found) const {
        std::vector<Row> rows{{"links", "product, P10 to P90"}};
        std::string warnings;
        for (const ElasticityChain& chain : found.chains) {
            std::string label = metricName(chain.links.front().driver);
            for (const ChainLink& link : chain.links) {
                label += " > " + metricName(link.metric);
                const std::string warning = fmt::format(
                    "  {} changes by {} in {}: beyond 30 % an elasticity is a bold guess.\n", metricName(link.driver),
                    changeWords(link.change),
                    periodWords(static_cast<double>(link.period), std::string(name(insight_.timeline.kind))));
                if (link.beyondLocal && warnings.find(warning) == std::string::npos)
                    warnings += warning;
            }
            rows.push_back({label, fmt::format("{} ({} to {})", threeDigits(chain.product.p50),
                                               threeDigits(chain.product.p10), threeDigits(chain.product.p90))});
        }
        if (found.leftOut)
            warnings += fmt::format("  The tree has more rows of links than these {}, which were left out.\n",
                                    found.chains.size());
        return table(std::move(rows)) + warnings;
    }

    [[nodiscard]] std::string stopRule(const StopRuleWorth& found) const {
        const std::string noun(name(insight_.timeline.kind));
        if (insight_.regimes.overall.trials < leastTrialsForChance)
            return fmt::format("  Too few trials give a number to price a rule: take {} or more.\n",
                               leastTrialsForChance);
        return fmt::format(
            "  Stop where below {} are active at the end of {}: worth {}.\n"
            "  It stops in {} of the trials, in {} wrongly, as going on would have paid.\n"
            "  The mean NPV is {} with it, {} without; the chance of a loss {} and {}.\n",
            percentWords(found.rule.activeBelow), periodWords(static_cast<double>(found.rule.period), noun),
            money(found.worth), percent(found.chanceOfStopping), percent(found.wronglyStopped), money(found.npvWith),
            money(found.npvWithout), percent(found.chanceOfLossWith), percent(found.chanceOfLossWithout));
    }

    [[nodiscard]] std::string goal(const Goal& goal) const {
        const std::string& unit = goal.quantity.unit;
        const std::string name = oneLine(goal.quantity.name);
        std::string text;
        for (const GoalJump& jump : goal.jumps)
            text += fmt::format("  At {} {} the mean NPV jumps from {} to {}, past what is wanted.\n", name,
                                valueWords(jump.value, unit), money(jump.npvBelow), money(jump.npvAbove));
        if (goal.found.empty() && text.empty())
            return fmt::format(
                "  No value tried of {} from {} gives a mean NPV of {}: it lies between {} at {} and {} at {}.\n", name,
                rangeWords(goal.searched.low, goal.searched.high, unit), money(goal.wantedNpv),
                money(goal.least.npv.value), valueWords(goal.least.value.value, unit), money(goal.most.npv.value),
                valueWords(goal.most.value.value, unit));
        const double close = 1e-6 * std::abs(goal.most.npv.value - goal.least.npv.value);
        for (const GoalPoint& point : goal.found) {
            Estimate npv = point.npv;
            if (std::abs(npv.value - goal.wantedNpv) < close) // a rest of the search
                npv.value = goal.wantedNpv;
            const std::string where =
                point.until
                    ? fmt::format("from {}, wherever it was tried,", rangeWords(point.value.value, *point.until, unit))
                    : "at " + withError(valueWords(point.value.value, unit), point.value, unit);
            text += fmt::format("  {} {} gives the mean NPV {}.\n", name, where, money(npv));
            if (goal.isBeyondOwn(point))
                text += fmt::format("  That is beyond {}, which it ranges over.\n",
                                    rangeWords(goal.own->low, goal.own->high, unit));
        }
        return text;
    }

    const Model& model_;
    const Insight& insight_;
    const std::optional<Result<Goal>>& goal_;
    size_t most_;
};

} // namespace

std::string insightText(const Model& model, const ScenarioInsight& found, Rows rows) {
    if (!found.insight)
        return fmt::format("\n{}\n  {}\n", oneLine(found.scenario.text), found.insight.error().message);
    return InsightWriter(model, *found.insight, found.goal, rows).write();
}

} // namespace tributary::cli
