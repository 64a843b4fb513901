// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/card_painter.h"

#include <QFontMetricsF>

namespace tributary::ui {

QStringList cardNameLines(const QString& name, const QFont& font, double firstWidth, double restWidth) {
    const QFontMetricsF metrics(font);
    const auto broken = [&](const QString& text) {
        QStringList lines;
        QString current;
        for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
            const QString longer = current.isEmpty() ? word : current + u' ' + word;
            if (current.isEmpty() || metrics.horizontalAdvance(longer) <= (lines.isEmpty() ? firstWidth : restWidth)) {
                current = longer;
            } else {
                lines.append(current);
                current = word;
            }
        }
        if (!current.isEmpty())
            lines.append(current);
        return lines;
    };
    const auto fits = [&](const QStringList& lines) {
        return lines.size() <= 2 && (lines.isEmpty() || metrics.horizontalAdvance(lines[0]) <= firstWidth) &&
               (lines.size() < 2 || metrics.horizontalAdvance(lines[1]) <= restWidth);
    };
    QStringList lines = broken(name);
    if (fits(lines))
        return lines;
    const qsizetype opening = name.lastIndexOf(u'(');
    if (opening > 0 && name.trimmed().endsWith(u')')) {
        lines = broken(name.left(opening).trimmed());
        if (fits(lines))
            return lines;
    }
    const QString rest = QStringList(lines.mid(1)).join(u' ');
    QStringList elided{metrics.elidedText(lines.value(0), Qt::ElideRight, firstWidth)};
    if (!rest.isEmpty())
        elided.append(metrics.elidedText(rest, Qt::ElideRight, restWidth));
    return elided;
}

} // namespace tributary::ui
