// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/findings.h"

#include "core/engine/run.h"
#include "core/insight/tornado.h"
#include "core/report/words.h"
#include "core/stats/percentile_error.h"
#include "core/stats/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

/// How likely a gain must be to be called so.
constexpr double nearlySure = 0.95;
constexpr double probable = 0.6;
constexpr double even = 0.4;

std::string wholeYears(double periods, const Timeline& timeline) {
    const auto years = static_cast<size_t>(std::max(1.0, std::ceil(periods * timeline.years() - 1e-9)));
    constexpr std::string_view words[] = {"a year",    "two years",   "three years", "four years", "five years",
                                          "six years", "seven years", "eight years", "nine years", "ten years"};
    return years <= std::size(words) ? std::string(words[years - 1]) : countWords(years, "year");
}

} // namespace

std::string finding(const Results& results, const ScenarioResults& scenario) {
    return finding(results, scenario, shownName(scenario));
}

std::string finding(const Results& results, const ScenarioResults& scenario, std::string_view name) {
    const double gain = 1 - scenario.chanceOfLoss;
    const bool single = results.uncertainty == Uncertainty::mostLikely;
    const std::string horizon =
        countWords(static_cast<size_t>(results.timeline.periods), tributary::name(results.timeline.kind));
    if (scenario.npvTrials.empty() || std::isnan(scenario.npv.p50))
        return fmt::format("{} could not be worked out.", name);
    if (isNothing(scenario))
        return fmt::format("{} costs nothing and brings in nothing: it is business as usual.", name);
    if (gain < even) {
        if (single || gain == 0)
            return fmt::format("{} does not pay for itself within {}.", name, horizon);
        return fmt::format("{} will {} not pay for itself within {}.", name,
                           gain < 1 - nearlySure ? "almost surely" : "probably", horizon);
    }
    const bool paysBack = std::isfinite(scenario.paybackDiscounted.p50);
    const std::string when =
        "within " + (paysBack ? wholeYears(scenario.paybackDiscounted.p50, results.timeline) : horizon);
    if (single)
        return fmt::format("{} pays for itself {}.", name, when);
    // The median says when; how sure the gain is by the end of the horizon is another matter.
    if (gain == 1)
        return fmt::format("{} pays for itself in every trial, most often {}.", name, when);
    if (gain >= nearlySure)
        return fmt::format("{} almost surely pays for itself, most often {}.", name, when);
    return fmt::format("{} {} pay{} for itself {}; {} it loses money.", name, gain >= probable ? "probably" : "may",
                       gain >= probable ? "s" : "", when, howOften(scenario.chanceOfLoss));
}

bool isNothing(const ScenarioResults& scenario) {
    const auto none = [](const Summary& money) {
        return money.p5 == 0 && money.p50 == 0 && money.p95 == 0 && money.sd.value_or(0) == 0;
    };
    return !scenario.npvTrials.empty() && none(scenario.npv) && none(scenario.pvCosts);
}

PaybackWords paybackWords(const ScenarioResults& scenario, std::string_view noun) {
    if (isNothing(scenario))
        return {"nothing to pay back", {}};
    const Summary& payback = scenario.paybackDiscounted;
    return {paybackWords(payback.p50, noun), paybackRangeWords(payback.p10, payback.p90, noun)};
}

std::optional<StallSplit> stallSplit(const ScenarioResults& scenario) {
    std::vector<double> npvs[2];
    double losses[2] = {};
    for (size_t t = 0; t < scenario.npvTrials.size(); ++t) {
        if (std::isnan(scenario.npvTrials[t]))
            continue;
        const size_t regime = scenario.stalled[t] ? 1 : 0;
        npvs[regime].push_back(scenario.npvTrials[t]);
        losses[regime] += scenario.npvTrials[t] < 0 ? 1 : 0;
    }
    if (npvs[0].empty() || npvs[1].empty())
        return std::nullopt;
    const auto rangeOf = [](const std::vector<double>& values) {
        constexpr double wanted[] = {0.1, 0.5, 0.9};
        const std::vector<double> found = percentiles(values, wanted);
        return StallSplit::Range{found[0], found[1], found[2]};
    };
    const auto others = static_cast<double>(npvs[0].size());
    const auto stalled = static_cast<double>(npvs[1].size());
    return StallSplit{stalled / (others + stalled), losses[1] / stalled, losses[0] / others, rangeOf(npvs[1]),
                      rangeOf(npvs[0])};
}

std::string stallFinding(const Results& results, const ScenarioResults& scenario) {
    const auto split = stallSplit(scenario);
    if (!split)
        return {};
    const std::string stalled = trialsWords(split->lossIfStalled);
    const std::string other = trialsWords(split->lossIfNot);
    if (split->decides())
        return fmt::format("Whether people take it up decides the case: if the roll-out stalls, {} lose money; if it "
                           "takes hold, {} do.",
                           stalled, other);
    const double cost = split->ifNot.p50 - split->ifStalled.p50;
    if (!(cost > 0))
        return fmt::format("If the roll-out stalls, {} lose money; if it takes hold, {} do.", stalled, other);
    const MoneyWords money(results.currency, std::max(cost, largestNpv(results)));
    return fmt::format("A stall takes {} off the median NPV: if the roll-out stalls, the NPV is {}, P10 to P90, and {} "
                       "lose money; if it takes hold, it is {}, and {} do.",
                       money.value(cost), money.range(split->ifStalled.p10, split->ifStalled.p90), stalled,
                       money.range(split->ifNot.p10, split->ifNot.p90), other);
}

std::string benefitFinding(const Model& model, const ScenarioResults& scenario) {
    std::vector<std::pair<double, std::string>> parts;
    double total = 0;
    for (const BenefitResults& benefit : scenario.benefits) {
        const Metric* metric = model.metrics().find(benefit.metric);
        const double value = benefit.presentValue.mean.value_or(0);
        total += value;
        if (metric && value > 0)
            parts.emplace_back(value, metric->name);
    }
    if (total <= 0 || parts.empty())
        return {};
    std::ranges::sort(parts, std::greater());
    double gained = 0;
    for (const auto& [value, metric] : parts)
        gained += value;
    std::string text;
    for (const auto& [value, metric] : parts)
        text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", metric, shareWords(value / gained));
    return "The benefits come from: " + text + ".";
}

double largestNpv(const Results& results) {
    double largest = 0;
    for (const ScenarioResults& scenario : results.scenarios)
        for (const double end : {scenario.npv.p10, scenario.npv.p90})
            if (std::isfinite(end))
                largest = std::max(largest, std::abs(end));
    return largest;
}

std::optional<double> medianNpvError(const Results& results, const ScenarioResults& scenario) {
    return percentileError(scenario.npvTrials, 0.5, samplerKind(results.sampling));
}

std::optional<int> medianPayback(const ScenarioResults& scenario) {
    std::optional<int> payback;
    for (auto row = scenario.cashFlow.rbegin(); row != scenario.cashFlow.rend() && row->cumulative.p50 >= 0; ++row)
        payback = row->period;
    return payback == 0 ? std::nullopt : payback;
}

std::string failureFinding(const Results& results) {
    if (results.trialsFailed == 0)
        return {};
    if (results.trialsFailed >= results.trials)
        return "Every trial gave a number that is infinite or none: nothing could be worked out.";
    return fmt::format("{} of {} gave a number that is infinite or none. They are left out of every figure, which may "
                       "look better than it is.",
                       fixedDecimals(static_cast<double>(results.trialsFailed), 0),
                       countWords(results.trials, "trial"));
}

std::string howOften(double share) {
    std::string words = chanceWords(share);
    if (const size_t in = words.rfind(" in "); in != std::string::npos)
        words.insert(in, in >= 2 && words.compare(in - 2, 2, " 1") == 0 ? " time" : " times");
    return words;
}

bool turnsSign(const TornadoBar& bar) {
    return std::isfinite(bar.npvLow) && std::isfinite(bar.npvHigh) && (bar.npvLow < 0) != (bar.npvHigh < 0);
}

std::string shortInputName(const Model& model, const ScenarioId& scenario, std::string_view full) {
    if (const Scenario* own = model.scenarios().find(scenario); own && own->interventions.size() == 1)
        if (const Intervention* only = model.interventions().find(own->interventions.front()))
            if (full.starts_with(only->name) && full.substr(only->name.size()).starts_with(": "))
                full.remove_prefix(only->name.size() + 2);
    for (const std::string_view kind : {": estimate", ": size"})
        if (full.ends_with(kind))
            full.remove_suffix(kind.size());
    return capitalised(std::string(full));
}

double changeAsRead(double before, double after, double largest, std::string_view currency) {
    const std::string printed = plainText(MoneyWords(currency, largest).value(largest));
    const size_t point = printed.find('.');
    const size_t end = std::min(printed.find(' '), printed.size());
    const double places = point < end ? std::pow(10.0, static_cast<double>(end - point - 1)) : 1;
    const double last = 1 / (places * shortUnit(currency, largest).factor); // what one in the last digit is worth
    constexpr double digitsKept = 10; // two of them, or MoneyWords takes a finer unit, in which rounded ones are wrong
    if (std::abs(after - before) < digitsKept * last)
        return after - before;
    constexpr double notBelow = 1 + 1e-12; // so that it is not taken for less
    return (std::round(after / last) - std::round(before / last)) * last * notBelow;
}

namespace {

/// Two medians that a change small beside them parts, with the digits that show it: "428.6 k$ to 433.3 k$".
std::string wordsAround(double before, double difference, std::string_view currency) {
    const ShortUnit unit = shortUnit(currency, difference);
    const double size = std::abs(difference) * unit.factor;
    const int decimals = std::max(0, 1 - static_cast<int>(std::floor(std::log10(size)))); // two digits of it
    const double step = std::pow(10.0, -decimals);
    const auto rounded = [&](double amount) { return std::round(amount * unit.factor / step) * step; };
    const double start = rounded(before);
    return fmt::format("{}\u00A0{} to {}\u00A0{}", fixedDecimals(start, decimals), unit.text,
                       fixedDecimals(start + rounded(difference), decimals), unit.text);
}

} // namespace

double sizeBeside(double beside, double largest, std::string_view currency) {
    constexpr double digits = 1e4;
    return beside > 0 && largest * shortUnit(currency, beside).factor < digits ? beside : largest;
}

std::string changeFinding(const NpvChange& change, std::string_view currency, double beside) {
    const Summary& by = change.difference;
    if (std::isnan(by.p50))
        return "What it does to the NPV could not be worked out.";
    if (by.p5 == 0 && by.p95 == 0)
        return "It makes no difference to the NPV.";
    const double moved = change.ofMedian();
    const double largest =
        sizeBeside(beside, std::max(std::abs(change.after.p10), std::abs(change.after.p90)), currency);
    const MoneyWords money(currency, largest);
    const bool rises = moved > 0 || (moved == 0 && change.chanceOfRise >= 0.5);
    const double share = rises ? change.chanceOfRise : 1 - change.chanceOfRise;
    const std::string from = money.value(change.before.p50);
    const std::string to = money.value(change.after.p50);
    const std::string begin =
        moved == 0
            ? fmt::format("The NPV stays: its median is {}.", to)
            : fmt::format("The NPV {} by {}: its median goes from {}.", rises ? "rises" : "falls",
                          money.value(std::abs(changeAsRead(change.before.p50, change.after.p50, largest, currency))),
                          from == to ? wordsAround(change.before.p50, moved, currency)
                                     : fmt::format("{} to {}", from, to));
    return fmt::format("{} Trial by trial it is {} in {}, the difference {}, P10 to P90.", begin,
                       rises ? "higher" : "lower", trialsWords(share), money.range(by.p10, by.p90));
}

std::string rateWords(const Quantity& rate) { return spacedQuantity(rate.unit() ? rate.text() : rate.text() + "%"); }

std::string framing(const Settings& settings) {
    return fmt::format("Business case over {}, {} a year, held against business as usual",
                       countWords(static_cast<size_t>(settings.periods), name(settings.period)),
                       rateWords(settings.discountRate));
}

} // namespace tributary
