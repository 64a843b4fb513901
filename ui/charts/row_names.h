// SPDX-License-Identifier: GPL-3.0-or-later
// Row names: names in little room. They break between words; what is left out lies in the middle, for the end of a name
// ("...: drift") tells rows apart. Pure functions.
#pragma once

#include <QFontMetricsF>
#include <QString>
#include <QStringList>

namespace tributary::ui {

/// Shortens a name to a width: its last part, behind a colon, stays whole where it can.
[[nodiscard]] QString shortenedName(const QString& name, const QFontMetricsF& metrics, double width);

/// Breaks a name into at most so many lines of a width; the last one is shortened where that is not enough.
[[nodiscard]] QStringList nameLines(const QString& name, const QFontMetricsF& metrics, double width, int most);

} // namespace tributary::ui
