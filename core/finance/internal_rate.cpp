// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finance/internal_rate.h"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

// All searching is done in u = ln(1 + rate), in which a present value is a sum of exponentials. It is scaled by a power
// of e^u that keeps every term finite; the scale is positive, so roots and signs stay. Above 0 the scale is 1 and the
// first flow is at time 0; below 0 the times run backwards from the last flow: both sides are then alike in v = |u|.
constexpr double furthest = 700.0; // e^v is finite up to here
constexpr double rootWidth = 1e-13;
constexpr double beside = 1e-6;          // where a search goes on beside a root at 0
constexpr double narrowest = 1e-7;       // roots closer together than this count as one
constexpr double touchTolerance = 1e-12; // of the sum of the terms' sizes
constexpr size_t mostCells = 512;        // searched at a time

enum class Side { above, below };

double rateAt(Side side, double v) { return std::expm1(side == Side::above ? v : -v); }

bool oppose(double a, double b) { return (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0); }

/// Counts changes of sign as values come by; zeros have none.
struct SignChanges {
    int count = 0;
    double last = 0.0;

    void see(double value) {
        if (value == 0.0)
            return;
        count += oppose(last, value) ? 1 : 0;
        last = value;
    }
};

/// A scaled present value in its parts, each of which only falls as v rises; and how often its sum changes its sign as
/// it is added up from the flow at time 0. A present value is v - a times the Laplace transform of that sum, so there
/// are no more roots beyond a than it has changes, and an even number fewer (Norstrom 1972 for one root; variation
/// diminishing in general).
struct Parts {
    double gain = 0.0;
    double loss = 0.0;
    double gainSlope = 0.0; // how fast the gains fall
    double lossSlope = 0.0;
    int changes = 0;

    [[nodiscard]] double value() const { return gain - loss; }
};

/// Flows at equal distances but for the first, none of them zero at either end.
struct PeriodicValue {
    std::span<const double> flows;
    double periodYears;
    double firstYears; // from the first to the second

    [[nodiscard]] double at(Side side, double v) const {
        const size_t n = flows.size();
        const double step = std::exp(-v * periodYears);
        double sum = 0.0;
        if (side == Side::above) {
            for (size_t k = n; k-- > 1;)
                sum = sum * step + flows[k];
            return flows[0] + std::exp(-v * firstYears) * sum;
        }
        for (size_t k = 1; k < n; ++k)
            sum = sum * step + flows[k];
        return flows[0] * std::exp(-v * lastYears()) + sum;
    }

    /// Calls `see` with each amount, its weight and its time, from time 0 on.
    template <class See>
    void visit(Side side, double v, See see) const {
        const double step = std::exp(-v * periodYears);
        if (side == Side::above) {
            see(flows[0], 1.0, 0.0);
            double weight = std::exp(-v * firstYears);
            for (size_t k = 1; k < flows.size(); ++k, weight *= step)
                see(flows[k], weight, firstYears + static_cast<double>(k - 1) * periodYears);
        } else {
            double weight = 1.0;
            for (size_t k = flows.size(); k-- > 1; weight *= step)
                see(flows[k], weight, static_cast<double>(flows.size() - 1 - k) * periodYears);
            see(flows[0], std::exp(-v * lastYears()), lastYears());
        }
    }

private:
    [[nodiscard]] double lastYears() const { return firstYears + static_cast<double>(flows.size() - 2) * periodYears; }
};

Parts partsAt(const PeriodicValue& value, Side side, double v) {
    Parts parts;
    SignChanges sums;
    double sum = 0.0;
    value.visit(side, v, [&](double amount, double weight, double years) {
        const double term = amount * weight;
        sums.see(sum += term);
        const double gain = std::max(term, 0.0);
        const double loss = gain - term;
        parts.gain += gain;
        parts.loss += loss;
        parts.gainSlope += gain * years;
        parts.lossSlope += loss * years;
    });
    parts.changes = sums.count;
    return parts;
}

/// The internal rates on one side of 0, each of which is given to `found`.
template <class Found>
class SideSearch {
public:
    SideSearch(const PeriodicValue& value, Side side, Found found) : value_(value), side_(side), found_(found) {}

    /// Searches beyond `start`, where the present value is `atStart` and beyond which there are `most` at most.
    void search(double start, double atStart, int most) {
        if (most == 1)
            findOnlyBeyond(start, atStart);
        else if (most > 1)
            isolate(start);
    }

private:
    struct Place {
        double v;
        Parts parts;
    };
    struct Cell {
        Place from;
        Place to;
    };
    enum class Verdict { none, oneAtMost, open };

    [[nodiscard]] double at(double v) const { return value_.at(side_, v); }
    [[nodiscard]] Place place(double v) const { return {v, partsAt(value_, side_, v)}; }

    /// Narrows a bracket with a change of sign down to its root (Alefeld, Potra & Shi 1995).
    void narrow(double low, double high, double atLow, double atHigh) {
        const auto narrowed = [](double a, double b) { return std::abs(b - a) <= rootWidth; };
        boost::uintmax_t steps = 100;
        const auto bracket = boost::math::tools::toms748_solve([this](double v) { return at(v); }, low, high, atLow,
                                                               atHigh, narrowed, steps);
        found_(rateAt(side_, (bracket.first + bracket.second) / 2.0));
    }

    void findOnlyBeyond(double low, double atLow) {
        for (double high = std::max(1.0, 2.0 * low); low < furthest; high *= 2.0) {
            high = std::min(high, furthest);
            const double atHigh = at(high);
            if (oppose(atLow, atHigh))
                return narrow(low, high, atLow, atHigh);
            if (atHigh == 0.0)
                return found_(rateAt(side_, high));
            low = high;
            atLow = atHigh;
        }
    }

    static Verdict judge(const Cell& cell) {
        const Parts& from = cell.from.parts;
        const Parts& to = cell.to.parts;
        if (from.changes == 0 || to.gain > from.loss || to.loss > from.gain)
            return Verdict::none;
        if (from.changes == 1 || to.gainSlope > from.lossSlope || to.lossSlope > from.gainSlope)
            return Verdict::oneAtMost;
        return Verdict::open;
    }

    /// Splits what is beyond `start` until each piece has one root at most, or is too narrow to tell.
    void isolate(double start) {
        std::vector<Cell> open;
        std::vector<Cell> decided;
        Place last = place(start);
        for (double v = std::max(1.0, 2.0 * start); last.parts.changes > 1 && last.v < furthest; v *= 2.0) {
            const Place next = place(std::min(v, furthest));
            open.push_back({last, next});
            last = next;
        }
        std::vector<Cell> halves;
        std::vector<Cell> narrowOnes;
        while (!open.empty()) {
            halves.clear();
            const bool isTooMany = open.size() > mostCells;
            for (const Cell& cell : open) {
                const Verdict verdict = judge(cell);
                if (verdict == Verdict::oneAtMost)
                    decided.push_back(cell);
                if (verdict != Verdict::open)
                    continue;
                if (isTooMany || cell.to.v - cell.from.v < narrowest * (1.0 + cell.to.v)) {
                    narrowOnes.push_back(cell);
                    continue;
                }
                const Place middle = place((cell.from.v + cell.to.v) / 2.0);
                halves.push_back({cell.from, middle});
                halves.push_back({middle, cell.to});
            }
            std::swap(open, halves);
        }
        for (const Cell& cell : decided)
            takeChange(cell);
        takeNarrow(narrowOnes);
        if (last.parts.changes == 1)
            findOnlyBeyond(last.v, last.parts.value());
    }

    /// Takes the root where the sign changes within a cell, or where it ends on it.
    bool takeChange(const Cell& cell) {
        const double atFrom = at(cell.from.v);
        const double atTo = at(cell.to.v);
        if (atTo == 0.0) // the next cell begins with it
            found_(rateAt(side_, cell.to.v));
        else if (oppose(atFrom, atTo))
            narrow(cell.from.v, cell.to.v, atFrom, atTo);
        else
            return false;
        return true;
    }

    /// Takes cells that lie side by side together: what is left in them is a root, a touch, or nothing.
    void takeNarrow(std::vector<Cell>& cells) {
        std::sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.from.v < b.from.v; });
        for (size_t first = 0, next = 0; first < cells.size(); first = next) {
            Cell whole = cells[first];
            double least = std::numeric_limits<double>::infinity();
            const auto see = [&least](const Parts& parts) {
                least = std::min(least, std::abs(parts.value()) / (parts.gain + parts.loss));
            };
            see(whole.from.parts);
            for (next = first; next < cells.size() && (next == first || cells[next].from.v == whole.to.v) &&
                               cells[next].to.v - whole.from.v < 1e3 * narrowest * (1.0 + whole.to.v);
                 ++next) {
                whole.to = cells[next].to;
                see(whole.to.parts);
            }
            if (next == first) // a wide one, of a search that was cut short
                ++next;
            const bool beginsWithRoot = at(whole.from.v) == 0.0; // the cell before ended with it
            if (!takeChange(whole) && !beginsWithRoot && least <= touchTolerance)
                found_(rateAt(side_, (whole.from.v + whole.to.v) / 2.0));
        }
    }

    const PeriodicValue& value_;
    Side side_;
    Found found_;
};

/// Calls `found` with each internal rate of the flows whose present value is `value`: every one from -100 % to
/// infinity.
template <class Found>
void findRates(const PeriodicValue& value, Found found) {
    const std::span<const double> amounts = value.flows;
    SignChanges flows, fromStart, fromEnd;
    double size = 0.0;
    double sum = 0.0;
    for (const double amount : amounts) {
        flows.see(amount);
        fromStart.see(sum += amount);
        size += std::abs(amount);
    }
    if (flows.count == 0) // Descartes: no more roots than changes
        return;
    const double atZero = sum;
    sum = 0.0;
    for (size_t k = amounts.size(); k-- > 0;)
        fromEnd.see(sum += amounts[k]);
    if (std::abs(atZero) > touchTolerance * 1e-3 * size) {
        SideSearch<Found>(value, Side::below, found).search(0.0, atZero, fromEnd.count);
        SideSearch<Found>(value, Side::above, found).search(0.0, atZero, fromStart.count);
        return;
    }
    found(0.0);
    for (const Side side : {Side::below, Side::above}) {
        const Parts parts = partsAt(value, side, beside);
        SideSearch<Found>(value, side, found).search(beside, parts.value(), parts.changes);
    }
}

bool isZeroFlow(double amount) { return amount == 0.0; }

/// Finds the rates of a flow per period: without the zeros at its ends, which have no part in it.
template <class Found>
void findPeriodicRates(std::span<const double> flows, double periodYears, double firstYears, Found found) {
    while (!flows.empty() && isZeroFlow(flows.back()))
        flows = flows.first(flows.size() - 1);
    while (!flows.empty() && isZeroFlow(flows.front())) {
        flows = flows.subspan(1);
        firstYears = periodYears;
    }
    if (flows.size() >= 2)
        findRates(PeriodicValue{flows, periodYears, firstYears}, found);
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

InternalRates internalRates(std::span<const double> flows, double periodYears, DiscountConvention convention) {
    InternalRates result;
    if (flows.size() < 2 || !allFinite(flows))
        return result;
    findPeriodicRates(flows, periodYears, flowYears(1, periodYears, convention),
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
        findPeriodicRates(series, periodYears, firstYears, [&](double found) {
            rate[t] = found;
            count[t] += 1.0;
        });
        if (count[t] != 1.0)
            rate[t] = std::numeric_limits<double>::quiet_NaN();
    }
}

std::optional<double> modifiedInternalRate(double financeRate, double reinvestRate, std::span<const double> flows,
                                           double periodYears, DiscountConvention convention) {
    const auto years = [&](size_t period) { return flowYears(static_cast<int>(period), periodYears, convention); };
    const double lastYears = flows.empty() ? 0.0 : years(flows.size() - 1);
    double paid = 0.0;
    double received = 0.0;
    for (size_t k = 0; k < flows.size(); ++k) {
        if (flows[k] < 0.0)
            paid -= flows[k] * std::pow(1.0 + financeRate, -years(k));
        else
            received += flows[k] * std::pow(1.0 + reinvestRate, lastYears - years(k));
    }
    if (!(paid > 0.0 && received > 0.0 && lastYears > 0.0))
        return std::nullopt;
    return std::pow(received / paid, 1.0 / lastYears) - 1.0;
}

} // namespace tributary
