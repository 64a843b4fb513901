// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/headlines.h"

#include "core/finance/discounting.h"
#include "core/finance/internal_rate.h"
#include "core/finance/payback.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

constexpr size_t trialsBetweenStops = 32; ///< whose rates take a fraction of a millisecond

DiscountConvention conventionOf(Discounting discounting) {
    return discounting == Discounting::midPeriod ? DiscountConvention::midPeriod : DiscountConvention::endOfPeriod;
}

std::vector<std::span<const double>> columnsOf(const std::vector<double>& values, size_t columns, size_t first,
                                               size_t count) {
    const size_t stride = values.size() / columns;
    std::vector<std::span<const double>> spans;
    for (size_t column = 0; column < columns; ++column)
        spans.emplace_back(values.data() + column * stride + first, count);
    return spans;
}

/// A ratio has no useful mean: only its percentiles are kept.
Summary ratioSummary(std::span<const double> column, SamplerKind kind) {
    Summary summary = summarise(column, kind);
    summary.mean = summary.sd = summary.standardError = std::nullopt;
    return summary;
}

} // namespace

BlockFlows::BlockFlows(int periods, size_t block)
    : net((static_cast<size_t>(periods) + 1) * block), discounted(net.size()) {}

Headlines::Headlines(const ProgramCode& code, const ScenarioCode& scenario, size_t trials)
    : code_(code), scenario_(scenario), benefit_(static_cast<size_t>(code.timeline.periods) + 1, Column(trials)),
      cost_(benefit_), net_(benefit_), cumulative_(benefit_), presentValue_(scenario.benefits.size(), Column(trials)),
      npv_(trials), npvHard_(trials), pvBenefits_(trials), pvCosts_(trials), roi_(trials), rate_(trials),
      payback_(trials), severalRates_(trials), stalled_(trials) {}

size_t Headlines::bytes(const ProgramCode& code, const ScenarioCode& scenario, size_t trials) {
    constexpr size_t byPeriod = 4;
    constexpr size_t once = 7; // NPV to payback
    constexpr size_t marks = 2;
    const size_t columns =
        byPeriod * (static_cast<size_t>(code.timeline.periods) + 1) + scenario.benefits.size() + once;
    return trials * (columns * sizeof(double) + marks);
}

void Headlines::take(const BlockMachine& machine, int period, size_t firstTrial, BlockFlows& flows) {
    const size_t count = machine.count();
    const auto p = static_cast<size_t>(period);
    const std::span<const double> factor = machine.column(scenario_.discount);

    const auto mine = [&](Column& column) { return std::span(column).subspan(firstTrial, count); };
    const auto benefit = machine.column(scenario_.benefit);
    const auto cost = machine.column(scenario_.cost);
    std::ranges::copy(benefit, mine(benefit_[p]).begin());
    std::ranges::copy(cost, mine(cost_[p]).begin());
    const std::span<double> net = mine(net_[p]);
    for (size_t t = 0; t < count; ++t)
        net[t] = benefit[t] - cost[t];

    addDiscounted(benefit, factor, mine(pvBenefits_));
    addDiscounted(cost, factor, mine(pvCosts_));
    addDiscounted(net, factor, mine(npv_));
    addDiscounted(machine.column(scenario_.hardBenefit), factor, mine(npvHard_));
    const auto hardCost = machine.column(scenario_.hardCost);
    const auto hard = mine(npvHard_);
    for (size_t t = 0; t < count; ++t)
        hard[t] -= factor[t] * hardCost[t];
    for (size_t index = 0; index < presentValue_.size(); ++index)
        addDiscounted(machine.column(scenario_.benefits[index].flow), factor, mine(presentValue_[index]));

    const size_t stride = flows.net.size() / benefit_.size();
    std::ranges::copy(net, flows.net.begin() + static_cast<std::ptrdiff_t>(p * stride));
    for (size_t t = 0; t < count; ++t)
        flows.discounted[p * stride + t] = factor[t] * net[t];
    std::ranges::copy(mine(npv_), mine(cumulative_[p]).begin());
}

void Headlines::finish(const BlockMachine& machine, size_t firstTrial, BlockFlows& flows) {
    const size_t count = machine.count();
    const size_t columns = benefit_.size();
    const auto mine = [&](Column& column) { return std::span(column).subspan(firstTrial, count); };
    fillRoi(mine(npv_), mine(pvCosts_), mine(roi_));

    std::vector<double> howMany(count);
    for (size_t first = 0; first < count && !machine.isToStop(); first += trialsBetweenStops) {
        const size_t some = std::min(trialsBetweenStops, count - first);
        fillInternalRates(columnsOf(flows.net, columns, first, some), code_.timeline.years(),
                          conventionOf(code_.discounting), mine(rate_).subspan(first, some),
                          std::span(howMany).subspan(first, some));
    }
    const auto discounted = columnsOf(flows.discounted, columns, 0, count);
    const std::vector<double> undiscounted(columns, 1.0);
    std::vector<double> cumulative(count);
    fillWholePayback(discounted, undiscounted, cumulative, mine(payback_));

    for (size_t t = 0; t < count; ++t) {
        const size_t trial = firstTrial + t;
        severalRates_[trial] = howMany[t] > 1;
        if (std::isfinite(npv_[trial]))
            continue;
        for (Column* column : {&npv_, &npvHard_, &pvBenefits_, &pvCosts_, &roi_, &rate_, &payback_})
            (*column)[trial] = std::numeric_limits<double>::quiet_NaN();
    }
    for (const Register stall : scenario_.stalls) {
        const auto column = machine.column(stall);
        for (size_t t = 0; t < count; ++t)
            stalled_[firstTrial + t] |= column[t] != 0;
    }
}

void Headlines::markFailed(std::span<double> failed) const {
    for (size_t t = 0; t < failed.size(); ++t)
        failed[t] = std::isnan(npv_[t]) ? 1.0 : failed[t];
}

void Headlines::summarise(SamplerKind kind, ScenarioResults& results, std::vector<std::function<void()>>& work) const {
    const auto later = [&](const Column& column, Summary& summary) {
        work.emplace_back([kind, &column, &summary] { summary = tributary::summarise(column, kind); });
    };
    const auto laterRatio = [&](const Column& column, Summary& summary) {
        work.emplace_back([kind, &column, &summary] { summary = ratioSummary(column, kind); });
    };
    later(npv_, results.npv);
    later(npvHard_, results.npvHard);
    later(pvBenefits_, results.pvBenefits);
    later(pvCosts_, results.pvCosts);
    laterRatio(roi_, results.roi);
    laterRatio(rate_, results.irr);
    laterRatio(payback_, results.paybackDiscounted);

    const auto whole = std::ranges::count_if(npv_, [](double value) { return !std::isnan(value); });
    const auto shareOf = [&](auto isCounted) {
        std::ptrdiff_t counted = 0;
        for (size_t t = 0; t < npv_.size(); ++t)
            counted += !std::isnan(npv_[t]) && isCounted(t);
        return whole ? static_cast<double>(counted) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
    };
    results.irrShareWithout = shareOf([&](size_t t) { return std::isnan(rate_[t]); });
    results.irrShareSeveral = shareOf([&](size_t t) { return severalRates_[t] != 0; });
    results.paybackShareNever = shareOf([&](size_t t) { return std::isinf(payback_[t]); });
    results.chanceOfLoss = shareOf([&](size_t t) { return npv_[t] < 0; });
    results.npvTrials = npv_;
    results.stalled = stalled_;

    results.cashFlow.resize(benefit_.size());
    for (size_t p = 0; p < benefit_.size(); ++p) {
        CashFlowResults& row = results.cashFlow[p];
        row.period = static_cast<int>(p);
        later(benefit_[p], row.benefit);
        later(cost_[p], row.cost);
        later(net_[p], row.net);
        later(cumulative_[p], row.cumulative);
    }
    results.benefits.resize(presentValue_.size());
    for (size_t index = 0; index < presentValue_.size(); ++index) {
        results.benefits[index].metric = scenario_.benefits[index].metric;
        later(presentValue_[index], results.benefits[index].presentValue);
    }
}

void Headlines::keepTrials(ScenarioResults& results) const {
    results.cumulativeTrials = cumulative_;
    for (size_t index = 0; index < presentValue_.size(); ++index)
        results.benefits[index].presentValueTrials = presentValue_[index];
}

} // namespace tributary
