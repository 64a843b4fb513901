// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/row_names.h"

namespace tributary::ui {

QString shortenedName(const QString& name, const QFontMetricsF& metrics, double width) {
    if (metrics.horizontalAdvance(name) <= width)
        return name;
    constexpr double leastHead = 0.3; // of the width, else the part is too long to be kept
    const qsizetype part = name.lastIndexOf(QStringLiteral(": "));
    if (part > 0) {
        const double room = width - metrics.horizontalAdvance(name.mid(part));
        if (room >= leastHead * width)
            return metrics.elidedText(name.left(part), Qt::ElideRight, room) + name.mid(part);
    }
    return metrics.elidedText(name, Qt::ElideMiddle, width);
}

QStringList nameLines(const QString& name, const QFontMetricsF& metrics, double width, int most) {
    QStringList lines;
    QString rest = name;
    while (lines.size() + 1 < most && metrics.horizontalAdvance(rest) > width) {
        qsizetype cut = -1;
        for (qsizetype space = rest.indexOf(u' '); space >= 0; space = rest.indexOf(u' ', space + 1))
            if (metrics.horizontalAdvance(rest.left(space)) <= width)
                cut = space;
        if (cut <= 0)
            break;
        lines << rest.left(cut);
        rest = rest.mid(cut + 1);
    }
    lines << shortenedName(rest, metrics, width);
    return lines;
}

} // namespace tributary::ui
