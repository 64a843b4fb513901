// SPDX-License-Identifier: GPL-3.0-or-later
// Number words: the words of core/report/words.h in the window's language and with the locale's mark for thousands.
// Pure functions of their arguments and QLocale().
#pragma once

#include <QString>
#include <cmath>
#include <cstddef>
#include <optional>

namespace tributary {
struct MetricResults;
}

namespace tributary::ui {

/// Prints a value to so many significant digits: 1270.4 -> "1,270", 37.64 -> "37.6", 0.0123 -> "0.0123". Not finite:
/// "–".
[[nodiscard]] QString significant(double value, int digits);

/// Prints an estimate: three significant digits.
[[nodiscard]] QString threeDigits(double value);

/// Prints with a fixed number of decimals, as an axis or a column does; zero on an axis has none.
[[nodiscard]] QString fixedDecimals(double value, int decimals);

/// Prints a count: "4,096".
[[nodiscard]] QString wholeNumber(std::size_t count);

/// Returns how many decimals the numbers of an axis need whose ticks are `step` apart.
[[nodiscard]] int axisDecimals(double step);

/// Joins a number and its unit with a no-break space; "/mo" too, nothing if there is no unit.
[[nodiscard]] QString withUnit(const QString& number, const QString& unitText);

/// Takes the unit from a number or a range where it is that of another, which stands beside it and says it.
[[nodiscard]] QString withoutUnitOf(const QString& number, const QString& other);

/// Returns how many decimals a printed number has: those of threeDigits() are as many as its size leaves room for.
[[nodiscard]] int decimalsIn(const QString& number);

/// A unit as it stands beside a number. What is shown is value * factor, then text.
struct UnitWords {
    double factor = 1;
    QString text; ///< empty where the number is alone
    bool money = false;
};

/// Shortens `unit` for numbers up to `largest` in size: "USD/year" -> "M$/y", "hour/month" -> "h/mo".
[[nodiscard]] UnitWords unitWords(const QString& unit, double largest);

/// Returns the unit in words, whole: "hour per breakdown", "mile per bus per year".
[[nodiscard]] QString wholeUnit(const QString& unit);

/// Says a value with its short unit: "37.6 h", "1.37 M$/y".
[[nodiscard]] QString valueWords(double value, const QString& unit);

/// Says a range with its unit once: "49.0 to 65.2 h".
[[nodiscard]] QString rangeWords(double low, double high, const QString& unit, int digits = 3);

/// Says a value in the unit, and of money with the decimals, of a range that it lies in.
[[nodiscard]] QString valueWithinWords(double value, double low, double high, const QString& unit);

/// A value and the range that it lies in, both in one unit.
struct RangedWords {
    QString value;
    QString range;
};

/// Says a value and its range in the unit of the largest of them: "0.24 M$" with "−0.49 to 1.08 M$".
[[nodiscard]] RangedWords rangedWords(double value, double low, double high, const QString& unit);

/// Amounts of money that stand together: one unit and as many decimals for all, by the largest of them.
class MoneyWords {
public:
    MoneyWords(const QString& currency, double largest);
    [[nodiscard]] QString value(double amount) const;
    /// Says a range with the unit once.
    [[nodiscard]] QString range(double low, double high) const;
    /// Says a value and its range in one unit: that of all amounts, or their own where it would leave them alike.
    [[nodiscard]] RangedWords ranged(double value, double low, double high) const;

private:
    QString currency_;
    double largest_;
};

/// Says a change in %, in percentage points: "+9.1 pts".
[[nodiscard]] QString pointsWords(double difference);

/// Says how a metric has changed at an index of its periods: "−12 %", "+9.1 pts", "+4.00 h", "no change".
[[nodiscard]] QString changeWords(const MetricResults& metric, std::size_t at);

/// Says a signed amount in three digits with its unit: "+0.140 M$".
[[nodiscard]] QString signedWords(double difference, const QString& unit);

/// Says a share as a chance: "about 1 in 3", "under 1 in 50"; of so many trials, "too few trials"
/// where they do not tell. `share` is 0 to 1.
[[nodiscard]] QString chanceWords(double share);

[[nodiscard]] QString chanceWords(double share, size_t trials);

/// Says the exact share beside a chance: "35 in 100 trials".
[[nodiscard]] QString trialsWords(double share);
[[nodiscard]] QString trialsWords(double share, size_t trials);

/// Says when: "month 34", or "never". `noun` is month, quarter or week.
[[nodiscard]] QString periodWords(std::optional<double> period, const QString& noun);

/// Says when money is back: "month 34", "at once", or "never".
[[nodiscard]] QString paybackWords(std::optional<double> period, const QString& noun);

/// Says a ratio or rate in percent; beyond tenfold "over 1,000 %", without a value "none".
[[nodiscard]] QString percentWords(double ratio);

/// Says a range of ratios or rates in percent.
[[nodiscard]] QString percentRangeWords(double low, double high);

/// Says a share in percent: 0.353 -> "35 %".
[[nodiscard]] QString shareWords(double share);

} // namespace tributary::ui
