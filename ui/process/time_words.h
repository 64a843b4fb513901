// SPDX-License-Identifier: GPL-3.0-or-later
// TimeWords: how the times of one map are said. On a map of short steps all that is below ten hours stands in minutes,
// on others all stands in hours: two times of one size are never in two units. A plain value.
#pragma once

#include "core/insight/process_measures.h"

#include <QString>
#include <vector>

namespace tributary::ui {

class TimeWords {
public:
    enum class Steps { shortOnes, longOnes };

    TimeWords() = default;
    explicit TimeWords(Steps steps) : steps_(steps) {}
    /// Those of a map: its steps are short where the middle one of its work times is below half an hour.
    [[nodiscard]] static TimeWords of(const ProcessMeasures& measures);
    /// Those of work times in hours.
    [[nodiscard]] static TimeWords of(std::vector<double> times);

    /// Says hours with three digits and the unit: "37.6 h", "5.00 min"; "without end" in overload.
    [[nodiscard]] QString value(double hours) const;
    /// Says hours with two digits and the unit: "117 h", "2.5 h", "0.05 h"; "∞" in overload.
    [[nodiscard]] QString brief(double hours) const;
    /// The unit of times up to `longest` hours, and how many of it an hour is: 60 or 1.
    [[nodiscard]] QString unit(double longest) const;
    [[nodiscard]] double perHour(double longest) const;

    friend bool operator==(const TimeWords&, const TimeWords&) = default;

private:
    Steps steps_ = Steps::longOnes;
};

/// Says a simulated value and the half width of its interval, down to the digit at which that begins: "24.3 ± 0.4". A
/// half width that four digits of the value do not show is none to tell: "2.43".
[[nodiscard]] QString withError(double value, double halfWidth);

/// Says which pool of an overloaded map has too much work, and what helps.
[[nodiscard]] QString overloadWords(const ProcessMeasures& measures);

/// Says which work of pools is taken to take always the same time, as its steps have no spread; empty where none is.
[[nodiscard]] QString withoutSpreadWords(const Process& process);

/// Says what the waits of a map's parts and the busy shares of its pools are come by.
[[nodiscard]] QString waitsByWords(const ProcessMeasures& measures);

} // namespace tributary::ui
