// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/npv_words.h"

#include "core/engine/results.h"
#include "core/report/findings.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <cmath>

namespace tributary::ui {

namespace {

/// In one digit.
QString errorWords(double error, const QString& currency) {
    const UnitWords unit = unitWords(currency, error);
    return withUnit(significant(error * unit.factor, 1), unit.text);
}

QChar signOf(double change) { return change > 0 ? QChar(u'+') : QChar(0x2212); }

} // namespace

QString npvErrorWords(const Results& results, const ScenarioResults& scenario) {
    const auto median = medianNpvError(results, scenario);
    const Summary& npv = scenario.npv;
    if (!median || !npv.mean || !npv.standardError)
        return {};
    const QString currency = toQt(results.currency);
    return QCoreApplication::translate("NpvWords", "Median %1 ± %2, mean %3 ± %4 (± standard error of each)")
        .arg(valueWords(npv.p50, currency), errorWords(*median, currency), valueWords(*npv.mean, currency),
             errorWords(*npv.standardError, currency));
}

bool isNpvChange(double before, double after, double largest) {
    const double change = after - before;
    return std::isfinite(change) && change != 0 && std::abs(change) >= noChangeBelow * largest;
}

QString npvChangeWords(double before, double after, double largest, const QString& currency) {
    if (!isNpvChange(before, after, largest))
        return QCoreApplication::translate("NpvWords", "no change");
    return npvChangeInColumn(before, after, largest, currency);
}

QString npvChangeInColumn(double before, double after, double largest, const QString& currency) {
    const double read = changeAsRead(before, after, largest, fromQt(currency));
    return signOf(read) + MoneyWords(currency, largest).value(std::abs(read));
}

QString npvChangeMeaning() {
    return QCoreApplication::translate(
        "NpvWords", "Change of the NPV: its median after less its median before, both in the same trials");
}

} // namespace tributary::ui
