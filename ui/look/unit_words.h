// SPDX-License-Identifier: GPL-3.0-or-later
// Unit words: the short form of a unit beside a number ("M$/y", "h/mo", "mi") and the factor that the number takes with
// it. Knows only how units are written; their algebra lives in core.
#pragma once

#include <QString>

namespace tributary::ui {

/// A unit as it stands beside a number. What is shown is value * factor, then text.
struct UnitWords {
    double factor = 1;
    QString text;         ///< empty where the number is alone
    bool percent = false; ///< changes are in points
    bool money = false;
};

/// Shortens `unit` ("USD/year", "hour/month", "mile/breakdown", "%", "bus") for numbers up to `largest` in size:
/// money takes k or M, time its letters, nouns after "per" are dropped, "1" is nothing.
/// A value in "%" is in percent already (45 for 45 %).
[[nodiscard]] UnitWords unitWords(const QString& unit, double largest);

/// Returns the sign of a currency (USD $, EUR €, GBP £), else its code.
[[nodiscard]] QString currencySign(const QString& code);

/// Tells whether a word is a currency's code: three capitals.
[[nodiscard]] bool isCurrency(const QString& word);

/// Returns the unit in words, whole: "hour per breakdown", "mile per bus per year".
[[nodiscard]] QString wholeUnit(const QString& unit);

} // namespace tributary::ui
