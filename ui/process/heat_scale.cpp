// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/heat_scale.h"

#include "core/model/sub_processes.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Shares = std::array<double, HeatScale::levels - 1>;

// Of the number at which the hottest colour begins. Waits differ by orders of magnitude, costs less so.
constexpr Shares waitingShares{0.02, 0.1, 0.3, 1};
constexpr Shares costShares{0.1, 0.25, 0.5, 1};
constexpr Shares busySteps{0.5, 0.7, 0.85, 0.95};

/// The largest 1, 2 or 5 times a power of ten that is not above a number.
double roundBelow(double number) {
    const double power = std::pow(10.0, std::floor(std::log10(number)));
    const double lead = number / power;
    return power * (lead < 2 ? 1 : lead < 5 ? 2 : 5);
}

double hottestOf(Heat heat, const ProcessMeasures* measures) {
    double most = 0;
    if (measures)
        for (const Step& step : measures->process.steps)
            if (const double found = HeatScale::heatOf(heat, step, *measures); std::isfinite(found))
                most = std::max(most, found);
    return most;
}

} // namespace

HeatScale::HeatScale(Heat heat, const ProcessMeasures* measures, const ProcessMeasures* usual, const TimeWords& times)
    : heat_(heat), by_(measures && heat != Heat::cost ? waitsByWords(*measures) : QString()) {
    // What is shown is heat times this, so that the numbers are round where they are read.
    const double hot = std::max(hottestOf(heat, measures), hottestOf(heat, usual));
    const double shown = heat == Heat::waiting ? times.perHour(hot) : 100;
    const double most = shown * hot;
    if (heat == Heat::busy)
        steps_ = busySteps;
    else if (most > 0)
        std::ranges::transform(heat == Heat::waiting ? waitingShares : costShares, steps_.begin(),
                               [top = roundBelow(0.5 * most) / shown](double share) { return share * top; });
    else
        return;
    for (const double step : steps_)
        words_ << QString::number(step * shown, 'g', 3);
    words_.back() = withUnit(words_.back(), heat == Heat::waiting ? times.unit(hot) : u"%"_s);
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
    if (steps_.back() <= 0)
        return 0;
    return static_cast<size_t>(std::ranges::count_if(steps_, [heat](double step) { return heat >= step; }));
}

QString HeatScale::range() const {
    const QString range = heat_ == Heat::busy ? tr("the same on every map")
                          : words_.isEmpty()  ? tr("nothing to tell apart")
                                              : tr("by this map's own range");
    return by_.isEmpty() ? range : tr("%1, %2").arg(by_, range);
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
