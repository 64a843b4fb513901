// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/time_words.h"

#include "core/model/map_edits.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QStringList>
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Whether the work of a step takes the same time in each visit for want of a spread, rather than as it was chosen.
bool isAlwaysTheSame(const Step& step) {
    const bool readsCv = step.spread == Spread::lognormal || step.spread == Spread::gamma ||
                         (step.spread == Spread::measured && !step.touchTimes);
    return step.kind == StepKind::task && step.touch && readsCv && (!step.touchCv || step.touchCv->text() == "0");
}

} // namespace

TimeWords TimeWords::of(const ProcessMeasures& measures) {
    std::vector<double> times;
    const auto collect = [&](const PartMeasures& part) {
        if (part.touch > 0)
            times.push_back(part.touch);
    };
    for (const auto& [id, part] : measures.tasks)
        collect(part);
    for (const auto& [id, part] : measures.exceptionsAt)
        collect(part);
    return of(std::move(times));
}

TimeWords TimeWords::of(std::vector<double> times) {
    constexpr double shortStep = 0.5; // hours
    if (times.empty())
        return {};
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    return TimeWords(*middle < shortStep ? Steps::shortOnes : Steps::longOnes);
}

double TimeWords::perHour(double longest) const {
    constexpr double longInMinutes = 10, minutes = 60;
    return steps_ == Steps::shortOnes && longest < longInMinutes ? minutes : 1;
}

QString TimeWords::unit(double longest) const { return perHour(longest) > 1 ? u"min"_s : u"h"_s; }

QString TimeWords::value(double hours) const {
    return std::isfinite(hours) ? withUnit(threeDigits(perHour(hours) * hours), unit(hours)) : tr("without end");
}

QString TimeWords::brief(double hours) const {
    if (!std::isfinite(hours))
        return u"∞"_s;
    constexpr double whole = 10, tenth = 0.1;
    const double number = perHour(hours) * hours;
    if (number > 0 && number < tenth)
        return withUnit(significant(number, 1), unit(hours));
    const double power = number >= (perHour(hours) > 1 ? 1 : whole) ? 1 : 10; // tenths of minutes tell nothing
    const double rounded = std::round(number * power) / power;
    return withUnit(fixedDecimals(rounded, rounded == std::round(rounded) ? 0 : 1), unit(hours));
}

QString withError(double value, double halfWidth) {
    constexpr int shownDigits = 4;
    constexpr double roundsUp = 9.5;
    const double lastShown = value == 0 ? 0 : std::pow(10.0, std::floor(std::log10(std::abs(value))) - shownDigits + 1);
    if (!std::isfinite(halfWidth) || halfWidth <= 0.5 * lastShown)
        return threeDigits(value);
    double step = std::pow(10.0, std::floor(std::log10(halfWidth)));
    step *= halfWidth / step >= roundsUp ? 10 : 1;
    const int decimals = std::max(0, static_cast<int>(-std::lround(std::log10(step))));
    return tr("%1 ± %2").arg(fixedDecimals(std::round(value / step) * step, decimals), significant(halfWidth, 1));
}

QString overloadWords(const ProcessMeasures& measures) {
    const auto busiest =
        std::ranges::max_element(measures.utilisation, {}, [](const auto& pool) { return pool.second; });
    const auto pool = std::ranges::find(measures.process.pools, busiest->first, &Pool::id);
    return tr("%1 has %2 of the work that it can do: give it more servers, or less work")
        .arg(toQt(pool->name.empty() ? pool->id.text : pool->name), percentWords(busiest->second));
}

QString withoutSpreadWords(const Process& process) {
    constexpr qsizetype mostNamed = 3;
    QStringList names;
    for (const Step& step : process.steps)
        if (!step.pool.empty() && isAlwaysTheSame(step))
            names << toQt(calledStep(process, step));
    const qsizetype more = names.size() - mostNamed;
    if (names.isEmpty())
        return {};
    const QString named = names.mid(0, mostNamed).join(u", "_s);
    return tr("Work without a spread (CV) is taken to take always the same time: %1. Where it differs, more wait.")
        .arg(more > 0 ? tr("%1 and %2 more").arg(named, QString::number(more)) : named);
}

QString waitsByWords(const ProcessMeasures& measures) {
    return measures.areWaitsSimulated ? tr("simulated")
           : measures.isCorrected     ? tr("by corrected formulas")
                                      : tr("by formulas");
}

} // namespace tributary::ui
