// SPDX-License-Identifier: GPL-3.0-or-later
// How long a person works, as against a server that is always there.
#pragma once

#include "core/base/timeline.h"

namespace tributary {

/// What a person works in a year, as against the 8,766 hours of a server that is always there: about 5.2 people to one.
inline constexpr double workedHoursPerYear = 1700;

/// Forty hours of each week. Where working hours are typed a person fills them: who is away is left to the
/// availability.
inline constexpr double fullHoursPerYear = hoursPerYear * 40 / 168;

} // namespace tributary
