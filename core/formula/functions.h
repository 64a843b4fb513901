// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of functions that a formula may call: names, arguments, what they do to units, and their help text.
// Thread-safe: constant data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tributary {

enum class Function : std::uint8_t {
    minimum,
    maximum,
    absolute,
    squareRoot,
    exponential,
    naturalLogarithm,
    decimalLogarithm,
    round,
    floor,
    ceiling,
    conditional,
    clamp
};

/// What a function asks of the units of its arguments, and what it returns.
enum class UnitRule : std::uint8_t {
    alike,     ///< all arguments alike (the condition of `if` apart); returns the first one's
    halved,    ///< any; returns its square root
    plain,     ///< no unit; returns none
    countable, ///< no time (rounding would hang on the time unit); returns the argument's
};

struct FunctionEntry {
    Function function;
    std::string_view name; ///< as typed: `min`
    std::size_t fewest;    ///< arguments
    std::size_t most;
    UnitRule units;
    std::string_view usage;   ///< `min(a, b, ...)`
    std::string_view purpose; ///< one line of help
};

/// All functions, in the order of the enumeration.
[[nodiscard]] std::span<const FunctionEntry> functions();
/// The entry of one function.
[[nodiscard]] const FunctionEntry& entry(Function function);
/// Finds a function by its exact name; null if there is none.
[[nodiscard]] const FunctionEntry* findFunction(std::string_view name);
/// Applies a function to as many values as it was called with; `if` gets its condition as 1 or 0.
[[nodiscard]] double apply(Function function, std::span<const double> arguments);

} // namespace tributary
