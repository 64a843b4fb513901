// SPDX-License-Identifier: GPL-3.0-or-later
// How long a person works, as against a server that is always there.
#pragma once

namespace tributary {

/// What a person works in a year, as against the 8,766 hours of a server that is always there (SCIENCE 5.4: about 5.2
/// people to one).
inline constexpr double workedHoursPerYear = 1700;

} // namespace tributary
