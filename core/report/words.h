// SPDX-License-Identifier: GPL-3.0-or-later
// Words: how numbers read in plain text, for the report and the command line; the window says the same in its locale.
// Three significant digits, a comma for thousands, a true minus, a no-break space before units. Pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

struct MetricResults;

/// Prints a value to so many significant digits: 1270.4 -> "1,270", 0.0123 -> "0.0123"; from 1e12 on, and below 1e-6,
/// by powers: "1.23e12". Not finite: "–".
[[nodiscard]] std::string significant(double value, int digits);

/// Prints an estimate: three significant digits.
[[nodiscard]] std::string threeDigits(double value);

/// Prints with a fixed number of decimals; zero has none.
[[nodiscard]] std::string fixedDecimals(double value, int decimals);

/// A unit as it stands beside a number: what is shown is value * factor, then text.
struct ShortUnit {
    double factor = 1;
    std::string text; ///< empty where the number is alone
    bool money = false;
};

/// Shortens a unit for numbers up to `largest` in size: "USD/year" -> "k$/y" or "M$/y" as "kUSD/year" is,
/// "hour/breakdown" -> "h/breakdown", "mile/bus/year" -> "mi/bus/y"; "1" is nothing. A value in % is in percent
/// already.
[[nodiscard]] ShortUnit shortUnit(std::string_view unit, double largest);

/// Prints the values of a row in one unit, shortUnit's for the largest of them; those of money share their decimals.
[[nodiscard]] std::vector<std::string> rowWords(std::span<const double> values, std::string_view unit);

/// Says a value with its short unit: "37.6 h", "1.37 M$/y".
[[nodiscard]] std::string valueWords(double value, std::string_view unit);

/// Says a range with its unit once: "49.0 to 65.2 h", "−0.55 to 1.41 M$". An end may be infinite: "1.20 to –".
[[nodiscard]] std::string rangeWords(double low, double high, std::string_view unit, int digits = 3);

/// Says a value in the unit, and of money with the decimals, of a range that it lies in: 370,000 USD within
/// "−0.55 to 1.41 M$" is "0.37 M$", and 20,000 USD "20 k$", as MoneyWords says it.
[[nodiscard]] std::string valueWithinWords(double value, double low, double high, std::string_view unit);

/// Amounts of money that stand together: one unit and as many decimals for all, by the largest of them; what would keep
/// less than two digits by that has a unit of its own: "20 k$", not "0.02 M$".
class MoneyWords {
public:
    MoneyWords(std::string_view currency, double largest);
    [[nodiscard]] std::string value(double amount) const;
    /// Says a range with the unit once.
    [[nodiscard]] std::string range(double low, double high) const;

private:
    [[nodiscard]] bool isTooSmall(double amount) const;

    std::string currency_;
    ShortUnit unit_;
    int decimals_ = 0;
};

/// Says a signed amount in three digits with its unit: "+0.140 M$"; zero has no sign.
[[nodiscard]] std::string signedWords(double difference, std::string_view unit);

/// Says a change relative to business as usual: 0.123 -> "+12 %"; below 0.05 % "no change".
[[nodiscard]] std::string changeWords(double share);

/// Says how a metric has changed at an index of its periods: "-12 %", "+9.1 pts", "+4.00 h", "no change".
[[nodiscard]] std::string changeWords(const MetricResults& metric, size_t at);

/// Says a change of a metric in %, in percentage points: "+9.1 pts".
[[nodiscard]] std::string pointsWords(double difference);

/// Says a share as a chance: "about 1 in 3", "under 1 in 50".
[[nodiscard]] std::string chanceWords(double share);

/// With fewer trials a chance of 1 in 50 cannot be seen.
inline constexpr std::size_t leastTrialsForChance = 50;

/// Says it of so many trials: "too few trials" where they do not tell.
[[nodiscard]] std::string chanceWords(double share, std::size_t trials);

/// A chance as a picture: so many marks of all are lost.
struct ChanceMarks {
    int lost = 0;
    int all = 0;

    friend bool operator==(const ChanceMarks&, const ChanceMarks&) = default;
};

/// The picture of chanceWords(): 1 of 3 for "about 1 in 3". None where the words give a bound, or nothing, for no few
/// marks show that.
[[nodiscard]] std::optional<ChanceMarks> chanceMarks(double share);

/// Says the exact share beside a chance: "35 in 100 trials".
[[nodiscard]] std::string trialsWords(double share);

/// Says it of so many trials: "1 of 3 trials" where there are fewer than 100.
[[nodiscard]] std::string trialsWords(double share, std::size_t trials);

/// Says a share in whole percent: 0.353 -> "35 %"; below 1 % in one digit.
[[nodiscard]] std::string shareWords(double share);

/// Says a ratio or rate in percent with three digits: 0.9691 -> "96.9 %"; what is beyond tenfold has no meaning any
/// more and is "over 1,000 %"; what is not finite is "none".
[[nodiscard]] std::string percentWords(double ratio);

/// Says a range of ratios or rates in percent: "−12.0 to 143 %", "19.0 % to over 1,000 %".
[[nodiscard]] std::string percentRangeWords(double low, double high);

/// Says when: "month 34"; what is not finite is "never". `noun` is month, quarter or week.
[[nodiscard]] std::string periodWords(double period, std::string_view noun);

/// Says when money is back: "month 34", "at once" where it is before the first period ends.
[[nodiscard]] std::string paybackWords(double period, std::string_view noun);

/// Says from when to when money is back: "month 18 to 34", "month 18 to never".
[[nodiscard]] std::string paybackRangeWords(double first, double last, std::string_view noun);

/// Says how many of a thing: "1 month", "4,096 trials".
[[nodiscard]] std::string countWords(std::size_t count, std::string_view noun);

/// Begins a sentence: a small letter in front becomes a capital one.
[[nodiscard]] std::string capitalised(std::string text);

/// Joins each number with the unit or noun behind it, so that no line ends between them: "8/10/15 hour".
[[nodiscard]] std::string unbroken(std::string_view words);

/// Says a quantity as it was typed with true signs and room between its numbers: "-5%/2" -> "−5 % / 2", "2 * 8" ->
/// "2 × 8".
[[nodiscard]] std::string spacedQuantity(std::string_view typed);

/// Returns the same words for a terminal or a script: with plain spaces.
[[nodiscard]] std::string plainText(std::string_view words);

} // namespace tributary
