// SPDX-License-Identifier: GPL-3.0-or-later
// Compact number: a number where room is short. A pure function of its argument and QLocale().
#pragma once

#include <QString>

namespace tributary::ui {

/// Prints three significant digits, large numbers in millions: 1270.4 -> "1,270", 1.23e9 -> "1,230 M", beyond those by
/// powers of ten: "1.23e+15".
[[nodiscard]] QString compactNumber(double value);

} // namespace tributary::ui
