// SPDX-License-Identifier: GPL-3.0-or-later
// Measured words: what a list of measured times or of arrivals comes to: "48 values, mean 5.2 min, CV 0.6". Pure
// functions.
#pragma once

#include "core/model/measured_times.h"

#include <QString>

namespace tributary::ui {

/// How many values there are, their mean in the unit that they were given in, and their coefficient of variation.
[[nodiscard]] QString measuredWords(const MeasuredTimes& times);

/// How many arrivals there are, in what time, how many come an hour or day at a rate [1/hour], and how their gaps vary.
[[nodiscard]] QString arrivalWords(const ArrivalTimes& times, double rate);

} // namespace tributary::ui
