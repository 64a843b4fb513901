// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/time_words.h"

#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

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

QString waitsByWords(const ProcessMeasures& measures) {
    return measures.areWaitsSimulated ? tr("simulated")
           : measures.isCorrected     ? tr("by corrected formulas")
                                      : tr("by formulas");
}

} // namespace tributary::ui
