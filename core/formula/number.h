// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people type and read them, whatever the locale: a decimal point, thousands in exact groups of three.
// Thread-safe: no state.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace tributary {

/// Whether a comma may separate thousands (elsewhere it separates arguments, and ends the number).
enum class Comma { groupsThousands, separatesArguments };

struct ScannedNumber {
    double value = 0;
    size_t end = 0; ///< position after the number's last byte
};

/// Reads the unsigned number that begins at `begin`: digits with thousands (space, thin space, apostrophe, underscore
/// or comma, one kind in a number), decimals after a point, an exponent. Stops before `..`. Refuses `1,5` with
/// "write 1.5", and what is too large for a double.
[[nodiscard]] Result<ScannedNumber> scanNumber(std::string_view text, size_t begin, Comma comma);

/// Reads a whole text as one number, with an optional sign; blanks around it are skipped. Refuses NaN and infinity.
[[nodiscard]] Result<double> parseNumber(std::string_view text);

/// Prints the shortest digits that read back as the same number: `1234.5`, `0.001`, `1e20`.
[[nodiscard]] std::string formatNumber(double value);
/// Prints it to so many significant digits, for a message: 26324.7 -> `26320`.
[[nodiscard]] std::string formatRounded(double value, int digits);

} // namespace tributary
