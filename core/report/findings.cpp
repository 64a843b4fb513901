// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/findings.h"

#include "core/report/words.h"

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
    const double gain = 1 - scenario.chanceOfLoss;
    const bool single = results.uncertainty == Uncertainty::mostLikely;
    const std::string horizon = countWords(static_cast<size_t>(results.timeline.periods), name(results.timeline.kind));
    if (scenario.npvTrials.empty() || std::isnan(scenario.npv.p50))
        return fmt::format("{} could not be worked out.", scenario.name);
    if (gain < even)
        return fmt::format("{} {} not pay for itself within {}.", scenario.name,
                           single                  ? "does"
                           : gain < 1 - nearlySure ? "will almost surely"
                                                   : "will probably",
                           horizon);
    const std::string when = std::isfinite(scenario.paybackDiscounted.p50)
                                 ? "within " + wholeYears(scenario.paybackDiscounted.p50, results.timeline)
                                 : "only near the end of " + horizon;
    if (single)
        return fmt::format("{} pays for itself {}.", scenario.name, when);
    if (gain >= nearlySure)
        return fmt::format("{} pays for itself {} in nearly every trial.", scenario.name, when);
    if (gain >= probable)
        return fmt::format("{} probably pays for itself {}; {} it loses money.", scenario.name, when,
                           chanceWords(scenario.chanceOfLoss));
    return fmt::format("{} may pay for itself {}; {} it loses money.", scenario.name, when,
                       chanceWords(scenario.chanceOfLoss));
}

std::optional<StallSplit> stallSplit(const ScenarioResults& scenario) {
    double counts[2] = {};
    double losses[2] = {};
    for (size_t t = 0; t < scenario.npvTrials.size(); ++t) {
        if (std::isnan(scenario.npvTrials[t]))
            continue;
        const size_t regime = scenario.stalled[t] ? 1 : 0;
        counts[regime] += 1;
        losses[regime] += scenario.npvTrials[t] < 0 ? 1 : 0;
    }
    if (counts[0] == 0 || counts[1] == 0)
        return std::nullopt;
    return StallSplit{counts[1] / (counts[0] + counts[1]), losses[1] / counts[1], losses[0] / counts[0]};
}

std::string stallFinding(const ScenarioResults& scenario) {
    const auto split = stallSplit(scenario);
    if (!split)
        return {};
    const std::string stalled = trialsWords(split->lossIfStalled);
    const std::string other = trialsWords(split->lossIfNot);
    if (split->lossIfStalled > 2 * split->lossIfNot)
        return fmt::format(
            "Whether people take it up decides the case: if the roll-out stalls, {} lose money; if not, {}.", stalled,
            other);
    return fmt::format("If the roll-out stalls, {} lose money; if not, {}.", stalled, other);
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
    std::string text;
    for (const auto& [value, metric] : parts)
        text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", metric, shareWords(value / total));
    return "The money comes from: " + text + ".";
}

std::string framing(const Settings& settings) {
    return fmt::format("Business case over {}, {} a year, held against business as usual",
                       countWords(static_cast<size_t>(settings.periods), name(settings.period)),
                       settings.discountRate.text());
}

} // namespace tributary
