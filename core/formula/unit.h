// SPDX-License-Identifier: GPL-3.0-or-later
// Unit: a product of powers of time units, `%`, money and counted nouns. A value type, valid by construction.
// A number in unit U stands for number * U.factor() in base units: hour, 1, and 1 of each money and noun.
// Thread-safe as any value.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

class Unit;

/// Highest power that a unit may have, typed or computed: keeps every factor far inside the range of a double.
inline constexpr double highestPower = 16;
/// Most words that a unit may have, typed or computed: a formula of thousands of nouns is no reason to wait.
inline constexpr size_t mostTerms = 32;

/// Reads `USD/year`, `mile/bus/year` (= mile/(bus*year)), `%`, `1/month`, `hour^2`, `1`; blanks around operators are
/// allowed. Time: second minute hour day week month (730.5 h) quarter year (8766 h). Three capitals are money, any
/// other word a counted noun. An error points at its character.
[[nodiscard]] Result<Unit> parseUnit(std::string_view text);

/// How two units stand to each other; only `differs` stops a calculation.
enum class UnitMatch {
    same,         ///< one converts to the other, by conversionFactor
    labelsDiffer, ///< counted nouns differ: a note, mended by a written constant (`1 bus/breakdown`)
    differs,      ///< time or money differ: an error
};

class Unit {
public:
    struct Term {
        std::string symbol; ///< `month`, `%`, `USD`, `bus`
        double power = 1;

        friend bool operator==(const Term&, const Term&) = default;
    };

    /// Makes the unit of plain numbers, `1`.
    Unit() = default;

    /// The unit as typed (without blanks), or as format() prints a computed one.
    [[nodiscard]] const std::string& text() const { return text_; }
    /// Number of base units (hours, ones) in one of this unit: 1/8766 for `USD/year`, 0.01 for `%`.
    [[nodiscard]] double factor() const { return factor_; }
    /// Terms in canonical order, each symbol once, no power 0.
    [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }
    /// Power of time: -1 for `USD/year`, 0 for `hour/month`.
    [[nodiscard]] double timePower() const;
    /// Tells whether neither time nor money nor a noun is left: `1`, `%`, `hour/month`.
    [[nodiscard]] bool isPlain() const;

    /// Compares what is meant: the same dimensions and the same factor; the text does not count.
    friend bool operator==(const Unit& a, const Unit& b);

private:
    friend Result<Unit> parseUnit(std::string_view text);
    friend Unit product(const Unit& a, const Unit& b, double powerOfB);
    friend Unit power(const Unit& unit, double exponent);
    static Unit of(std::vector<Term> terms);

    std::vector<Term> terms_;
    double factor_ = 1;
    std::string text_ = "1";
};

/// Returns a * b^powerOfB.
[[nodiscard]] Unit product(const Unit& a, const Unit& b, double powerOfB);
[[nodiscard]] inline Unit operator*(const Unit& a, const Unit& b) { return product(a, b, 1); }
[[nodiscard]] inline Unit operator/(const Unit& a, const Unit& b) { return product(a, b, -1); }
/// Raises a unit to a power, fractions included (`sqrt(hour^2)` is `hour`).
[[nodiscard]] Unit power(const Unit& unit, double exponent);

/// Tells whether a value in one unit can stand where the other is wanted.
[[nodiscard]] UnitMatch compare(const Unit& a, const Unit& b);
/// Returns what a number in `from` is multiplied by to be in `to`; nouns that differ are left alone, time or money that
/// differ are an error.
[[nodiscard]] Result<double> conversionFactor(const Unit& from, const Unit& to);
/// Prints a unit in canonical form: `USD/breakdown/month`.
[[nodiscard]] std::string format(const Unit& unit);

/// Tells whether a symbol is money: three capital letters, as in USD.
[[nodiscard]] bool isMoney(std::string_view symbol);
/// Hours in a time unit; 0 if the symbol is none.
[[nodiscard]] double hoursIn(std::string_view symbol);

/// Tells whether a unit begins at `position`, the place after a number and its blank: a letter, `%`, or `1/` and a
/// letter.
[[nodiscard]] bool unitBegins(std::string_view text, size_t position);
/// Finds the end of the blank-free unit that begins at `position`: a blank, an unpaired parenthesis, a comma or another
/// operator ends it.
[[nodiscard]] size_t unitEnd(std::string_view text, size_t position);

} // namespace tributary
