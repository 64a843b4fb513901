// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finance/internal_rate.h"

#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

// All searching is done in u = ln(1 + rate), in which a present value is a sum of exponentials. It is scaled by a power
// of e^u that keeps every term finite; the scale is positive, so roots and signs stay.
const double lowest = std::log1p(lowestInternalRate);
const double highest = std::log1p(highestInternalRate);
constexpr int scanCells = 512;
constexpr double rootWidth = 1e-13;
constexpr double touchTolerance = 1e-12; // of the sum of the terms' sizes
constexpr int minimumBits = 40;

/// Flows at equal distances: a polynomial, by Horner's rule.
struct PeriodicValue {
    std::span<const double> flows;
    double periodYears;
    double firstYears; // of period 1

    double operator()(double u) const {
        const size_t n = flows.size();
        double sum = 0.0;
        if (u >= 0.0) {
            const double step = std::exp(-u * periodYears);
            for (size_t k = n; k-- > 1;)
                sum = sum * step + flows[k];
            return flows[0] + std::exp(-u * firstYears) * sum;
        }
        const double step = std::exp(u * periodYears);
        for (size_t k = 1; k < n; ++k)
            sum = sum * step + flows[k];
        const double lastYears = firstYears + static_cast<double>(n - 2) * periodYears;
        return flows[0] * std::exp(u * lastYears) + sum;
    }

    double size(double u) const {
        double sum = 0.0;
        const double lastYears = firstYears + static_cast<double>(flows.size() - 2) * periodYears;
        for (size_t k = 0; k < flows.size(); ++k) {
            const double years = k == 0 ? 0.0 : firstYears + static_cast<double>(k - 1) * periodYears;
            sum += std::abs(flows[k]) * std::exp(u >= 0.0 ? -u * years : u * (lastYears - years));
        }
        return sum;
    }
};

/// Flows at any times, sorted.
struct DatedValue {
    std::span<const DatedFlow> flows;

    double operator()(double u) const {
        return total(u, [](double amount) { return amount; });
    }
    double size(double u) const {
        return total(u, [](double amount) { return std::abs(amount); });
    }

private:
    template <class Take>
    double total(double u, Take take) const {
        const double origin = u >= 0.0 ? flows.front().years : flows.back().years;
        double sum = 0.0;
        for (const DatedFlow& flow : flows)
            sum += take(flow.amount) * std::exp(-u * (flow.years - origin));
        return sum;
    }
};

/// Counts changes of sign as values come by; zeros have none.
struct SignChanges {
    int count = 0;
    double last = 0.0;

    void see(double value) {
        if (value == 0.0)
            return;
        count += last != 0.0 && (last < 0.0) != (value < 0.0) ? 1 : 0;
        last = value;
    }
};

/// Bounds on the number of internal rates. A present value is u times the Laplace transform of the cumulative flow, so
/// it has no more roots above u = 0 than the cumulative has changes of sign, nor below than the sums from the end have
/// (Norstrom 1972 for one root; variation diminishing in general), and no more in all than the flows have (Descartes).
struct RootBounds {
    int all = 0;
    int below = 0;
    int above = 0;
};

RootBounds rootBounds(std::span<const double> amounts) {
    SignChanges flows, fromStart, fromEnd;
    double sum = 0.0;
    for (const double amount : amounts) {
        flows.see(amount);
        fromStart.see(sum += amount);
    }
    sum = 0.0;
    for (size_t k = amounts.size(); k-- > 0;)
        fromEnd.see(sum += amounts[k]);
    return {flows.count, fromEnd.count, fromStart.count};
}

/// Narrows a bracket with a change of sign down to its root (Alefeld, Potra & Shi 1995).
template <class Value>
double root(const Value& value, double low, double high, double atLow, double atHigh) {
    const auto narrow = [](double a, double b) { return std::abs(b - a) <= rootWidth; };
    boost::uintmax_t steps = 100;
    const auto bracket = boost::math::tools::toms748_solve(value, low, high, atLow, atHigh, narrow, steps);
    return std::expm1((bracket.first + bracket.second) / 2.0);
}

/// Calls `found` with the root between two places where there can be one at most.
template <class Value, class Found>
void findOnlyRoot(const Value& value, double low, double high, Found found) {
    const double atLow = value(low);
    const double atHigh = value(high);
    if ((atLow < 0.0 && atHigh > 0.0) || (atLow > 0.0 && atHigh < 0.0))
        found(root(value, low, high, atLow, atHigh));
}

/// Scans the range for changes of sign, and the dips between them for roots that lie closer together than a cell.
template <class Value, class Found>
void scanRoots(const Value& value, Found found) {
    std::array<double, scanCells + 1> at;
    const auto place = [](int i) { return lowest + (highest - lowest) * i / scanCells; };
    for (int i = 0; i <= scanCells; ++i)
        at[static_cast<size_t>(i)] = value(place(i));
    for (int i = 1; i <= scanCells; ++i) {
        const double before = at[static_cast<size_t>(i - 1)];
        const double here = at[static_cast<size_t>(i)];
        if (i < scanCells) {
            const double after = at[static_cast<size_t>(i + 1)];
            if (here == 0.0) {
                found(std::expm1(place(i)));
                continue;
            }
            const double sign = here > 0.0 ? 1.0 : -1.0;
            if (sign * before > sign * here && sign * after >= sign * here) {
                const auto [bottom, depth] = boost::math::tools::brent_find_minima(
                    [&](double u) { return sign * value(u); }, place(i - 1), place(i + 1), minimumBits);
                const double tolerance = touchTolerance * value.size(bottom);
                if (depth < -tolerance) {
                    found(root(value, place(i - 1), bottom, before, sign * depth));
                    found(root(value, bottom, place(i + 1), sign * depth, after));
                } else if (depth <= tolerance) {
                    found(std::expm1(bottom));
                }
            }
        }
        if ((before < 0.0 && here > 0.0) || (before > 0.0 && here < 0.0))
            found(root(value, place(i - 1), place(i), before, here));
    }
}

/// Calls `found` with each internal rate of the flows `amounts`, whose present value is `value`.
template <class Value, class Found>
void findRates(const Value& value, std::span<const double> amounts, Found found) {
    const RootBounds bounds = rootBounds(amounts);
    if (bounds.all == 0)
        return;
    if (bounds.all == 1) {
        findOnlyRoot(value, lowest, highest, found);
    } else if (bounds.below <= 1 && bounds.above <= 1 && value(0.0) != 0.0) {
        if (bounds.below == 1)
            findOnlyRoot(value, lowest, 0.0, found);
        if (bounds.above == 1)
            findOnlyRoot(value, 0.0, highest, found);
    } else {
        scanRoots(value, found);
    }
}

std::vector<DatedFlow> dated(std::span<const double> flows, double periodYears, DiscountConvention convention) {
    std::vector<DatedFlow> result;
    result.reserve(flows.size());
    for (size_t k = 0; k < flows.size(); ++k)
        result.push_back({flowYears(static_cast<int>(k), periodYears, convention), flows[k]});
    return result;
}

bool allFinite(std::span<const double> amounts) {
    return std::all_of(amounts.begin(), amounts.end(), [](double amount) { return std::isfinite(amount); });
}

} // namespace

InternalRateCount InternalRates::count() const {
    if (rates.empty())
        return InternalRateCount::none;
    return rates.size() == 1 ? InternalRateCount::one : InternalRateCount::several;
}

std::optional<double> InternalRates::only() const {
    return rates.size() == 1 ? std::optional(rates.front()) : std::nullopt;
}

InternalRates internalRates(std::span<const DatedFlow> flows) {
    std::vector<DatedFlow> sorted(flows.begin(), flows.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const DatedFlow& a, const DatedFlow& b) { return a.years < b.years; });
    std::vector<double> amounts;
    for (const DatedFlow& flow : sorted) {
        if (!std::isfinite(flow.years) || !std::isfinite(flow.amount))
            return {};
        amounts.push_back(flow.amount);
    }
    InternalRates result;
    findRates(DatedValue{sorted}, amounts, [&](double rate) { result.rates.push_back(rate); });
    std::sort(result.rates.begin(), result.rates.end());
    return result;
}

InternalRates internalRates(std::span<const double> flows, double periodYears, DiscountConvention convention) {
    InternalRates result;
    if (flows.size() < 2 || !allFinite(flows))
        return result;
    findRates(PeriodicValue{flows, periodYears, flowYears(1, periodYears, convention)}, flows,
              [&](double rate) { result.rates.push_back(rate); });
    std::sort(result.rates.begin(), result.rates.end());
    return result;
}

void fillInternalRates(std::span<const std::span<const double>> flows, double periodYears,
                       DiscountConvention convention, std::span<double> rate, std::span<double> count) {
    assert(rate.size() == count.size());
    const double firstYears = flowYears(1, periodYears, convention);
    std::vector<double> series(flows.size());
    for (size_t t = 0; t < rate.size(); ++t) {
        rate[t] = std::numeric_limits<double>::quiet_NaN();
        count[t] = 0.0;
        for (size_t k = 0; k < flows.size(); ++k)
            series[k] = flows[k][t];
        if (series.size() < 2 || !allFinite(series))
            continue;
        findRates(PeriodicValue{series, periodYears, firstYears}, series, [&](double found) {
            rate[t] = found;
            count[t] += 1.0;
        });
        if (count[t] != 1.0)
            rate[t] = std::numeric_limits<double>::quiet_NaN();
    }
}

std::optional<double> modifiedInternalRate(double financeRate, double reinvestRate, std::span<const DatedFlow> flows) {
    double lastYears = 0.0;
    for (const DatedFlow& flow : flows)
        lastYears = std::max(lastYears, flow.years);
    double paid = 0.0;
    double received = 0.0;
    for (const DatedFlow& flow : flows) {
        if (flow.amount < 0.0)
            paid -= flow.amount * discountFactor(financeRate, flow.years);
        else
            received += flow.amount * std::pow(1.0 + reinvestRate, lastYears - flow.years);
    }
    if (!(paid > 0.0 && received > 0.0 && lastYears > 0.0))
        return std::nullopt;
    return std::pow(received / paid, 1.0 / lastYears) - 1.0;
}

std::optional<double> modifiedInternalRate(double financeRate, double reinvestRate, std::span<const double> flows,
                                           double periodYears, DiscountConvention convention) {
    return modifiedInternalRate(financeRate, reinvestRate, dated(flows, periodYears, convention));
}

} // namespace tributary
