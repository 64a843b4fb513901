// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/npv_words.h"

#include "core/engine/results.h"
#include "core/report/findings.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <cmath>

namespace tributary::ui {

bool isNpvChange(double before, double after, double largest) {
    const double change = after - before;
    return std::isfinite(change) && change != 0 && std::abs(change) >= noChangeBelow * largest;
}

QString npvChangeWords(double before, double after, double largest, const QString& currency) {
    if (!isNpvChange(before, after, largest))
        return QCoreApplication::translate("NpvWords", "no change");
    constexpr QChar trueMinus(0x2212);
    const double read = changeAsRead(before, after, largest, fromQt(currency));
    return (read > 0 ? QChar(u'+') : trueMinus) + MoneyWords(currency, largest).value(std::abs(read));
}

QString npvChangeMeaning() {
    return QCoreApplication::translate(
        "NpvWords", "Change of the NPV: its median after less its median before, both in the same trials");
}

} // namespace tributary::ui
