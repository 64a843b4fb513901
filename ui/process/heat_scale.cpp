// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/heat_scale.h"

#include "core/model/sub_processes.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Steps = std::array<double, HeatScale::levels - 1>;

// Of the number at which the hottest colour begins, where the tasks of a map differ by orders of magnitude; where they
// lie closer, so do the steps. Waits differ more than costs.
constexpr Steps waitingShares{0.02, 0.1, 0.3, 1};
constexpr Steps costShares{0.1, 0.25, 0.5, 1};
constexpr Steps busySteps{0.5, 0.7, 0.85, 0.95};
constexpr double leastShare = 0.01; ///< of the time or the cost of a case: less does not count
constexpr double leastHot = 5;      ///< times that, for the hottest colour

/// The roundest number that is no further off than a share of it; not above it where it is to be `below`.
double roundNear(double number, double off, bool below = false) {
    const double power = std::pow(10.0, std::floor(std::log10(number)));
    for (const double lead : {1.0, 0.5, 0.2, 0.1, 0.05}) {
        const double count = number / (lead * power);
        const double found = lead * power * (below ? std::floor(count * (1 + 1e-9)) : std::round(count));
        if (std::abs(found - number) <= off * number)
            return found;
    }
    return number;
}

/// The largest 1, 2 or 5 times a power of ten that is not above a number.
double roundBelow(double number) {
    const double power = std::pow(10.0, std::floor(std::log10(number)));
    const double lead = number / power;
    return power * (lead < 2 ? 1 : lead < 5 ? 2 : 5);
}

struct Range {
    double least = std::numeric_limits<double>::infinity(); ///< of those that count
    double most = 0;
};

/// Adds what the tasks of a map have to a range.
void widen(Range& range, Heat heat, const ProcessMeasures* measures, double floor) {
    if (!measures)
        return;
    for (const Step& step : measures->process.steps)
        if (const double found = HeatScale::heatOf(heat, step, *measures); std::isfinite(found) && found >= floor) {
            range.least = std::min(range.least, found);
            range.most = std::max(range.most, found);
        }
}

/// Less than this does not count: of the time of a case as usual, or of its cost, which heatOf() has as shares.
double floorOf(Heat heat, const ProcessMeasures* measures, const ProcessMeasures* usual) {
    const ProcessMeasures* case_ = usual ? usual : measures;
    if (heat == Heat::cost || !case_)
        return leastShare;
    const double hours = std::isfinite(case_->cycleTime) ? case_->cycleTime : case_->touch + case_->delay;
    return leastShare * hours;
}

/// Where the colours begin, in the unit that they are shown in. Even by ratio between the least and the greatest that
/// there is, by the proportions of `shares`.
Steps stepsBetween(const Range& range, double floor, const Steps& shares) {
    const double most = std::max(range.most, leastHot * floor), least = std::min(range.least, 0.5 * most);
    const double spread = most / least, close = most * std::pow(spread, -0.25);
    // Far apart they begin at a round number of half the greatest.
    const double top = close < 0.5 * most ? roundBelow(0.5 * most) : close;
    const double power = std::min(1.0, std::log(least / top) / std::log(shares.front()));
    const double ratio = std::pow(shares[2], -power);
    const double off = std::min(0.1, 0.35 * (ratio - 1));
    Steps steps{};
    std::ranges::transform(shares, steps.begin(),
                           [&](double share) { return roundNear(top * std::pow(share, power), off); });
    if (power < 1 && steps.front() > range.least) // which counts, and is no part of the coolest
        steps.front() = roundNear(range.least, off, true);
    return steps;
}

} // namespace

HeatScale::HeatScale(Heat heat, const ProcessMeasures* measures, const ProcessMeasures* usual, const TimeWords& times)
    : heat_(heat), waits_(times), by_(measures && heat != Heat::cost ? waitsByWords(*measures) : QString()) {
    constexpr double inMinutes = 0.5; // hours
    const Heat range = heat == Heat::busy ? Heat::waiting : heat;
    Range waits, found;
    widen(waits, Heat::waiting, measures, 0);
    widen(waits, Heat::waiting, usual, 0);
    if (waits.most > 0 && waits.most < inMinutes)
        waits_ = TimeWords(TimeWords::Steps::shortOnes);
    const double floor = floorOf(range, measures, usual);
    widen(found, range, measures, floor);
    widen(found, range, usual, floor);
    isWithoutEnd_ = measures && std::ranges::any_of(measures->process.steps, [&](const Step& step) {
                        return std::isinf(heatOf(heat, step, *measures));
                    });
    // What is shown is heat times this, so that the numbers are round where they are read.
    const double shown = heat == Heat::waiting ? waits_.perHour(found.most) : 100;
    if (heat == Heat::busy)
        steps_ = busySteps;
    else if (found.most > 0)
        std::ranges::transform(stepsBetween({shown * found.least, shown * found.most}, shown * floor,
                                            heat == Heat::waiting ? waitingShares : costShares),
                               steps_.begin(), [shown](double step) { return step / shown; });
    else
        return;
    for (const double step : steps_)
        words_ << QString::number(step * shown, 'g', 6);
    words_.back() = withUnit(words_.back(), heat == Heat::waiting ? waits_.unit(found.most) : u"%"_s);
}

double HeatScale::heatOf(Heat heat, const Step& step, const ProcessMeasures& measures) {
    if (heat == Heat::busy && step.isSubProcess()) { // the busiest of those who are at work within
        double most = 0;
        for (const Step& inner : measures.process.steps)
            if (subProcessAround(inner.id.text) == step.id.text)
                most = std::max(most, heatOf(heat, inner, measures));
        return most;
    }
    if (heat == Heat::busy) {
        const auto busy = measures.utilisation.find(step.pool);
        return busy == measures.utilisation.end() ? 0 : busy->second;
    }
    const auto found = measures.tasks.find(step.id);
    if (found == measures.tasks.end())
        return 0;
    const PartMeasures part = step.isSubProcess() ? partWithin(measures, step.id) : found->second;
    if (heat == Heat::waiting)
        return part.waiting + part.delay;
    return measures.cost > 0 && std::isfinite(measures.cost) ? part.perCase * part.money() / measures.cost : 0;
}

size_t HeatScale::levelOf(double heat) const {
    if (std::isinf(heat))
        return levels - 1;
    if (steps_.back() <= 0)
        return 0;
    return static_cast<size_t>(
        std::ranges::count_if(steps_, [heat](double step) { return heat >= step * (1 - 1e-9); }));
}

QString HeatScale::briefRange() const {
    return heat_ == Heat::busy ? tr("as on every map")
           : isWithoutEnd_     ? tr("hottest: without end")
           : words_.isEmpty()  ? tr("nothing to colour")
                               : tr("its own range");
}

QString HeatScale::range() const {
    const QString range = briefRange();
    return by_.isEmpty() || words_.isEmpty() ? range : tr("%1, %2").arg(by_, range);
}

QString HeatScale::meaning() const {
    switch (heat_) {
    case Heat::waiting:
        return tr("waiting in a visit, %1").arg(range());
    case Heat::cost:
        return tr("share of the cost of a case, %1").arg(range());
    case Heat::busy:
        break;
    }
    return tr("busy share of its pool, %1").arg(range());
}

} // namespace tributary::ui
