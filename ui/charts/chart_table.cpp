// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table.h"

#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString quoted(const QString& cell) {
    const bool needsIt = cell.contains(u',') || cell.contains(u'"') || cell.contains(u'\n');
    return needsIt ? u'"' + QString(cell).replace(u'"', u"\"\""_s) + u'"' : cell;
}

QString oneLine(QString cell) { return cell.replace(u'\t', u' ').replace(u'\n', u' '); }

template <class Cell>
QString joined(const ChartTable& table, QChar separator, const Cell& cell) {
    QString text;
    const auto line = [&](const QStringList& cells) {
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (i > 0)
                text += separator;
            text += cell(cells[i]);
        }
        text += u'\n';
    };
    line(table.head);
    for (const QStringList& row : table.rows)
        line(row);
    return text;
}

} // namespace

QString ChartTable::csv() const { return joined(*this, u',', quoted); }

QString ChartTable::tabs() const { return joined(*this, u'\t', oneLine); }

QString tableNumber(double value) { return std::isfinite(value) ? QString::number(value, 'g', 10) : QString(); }

QStringList tableNumbers(const QVector<double>& values) {
    QStringList cells;
    for (const double value : values)
        cells << tableNumber(value);
    return cells;
}

QString columnTitle(const QString& name, const QString& unit) {
    return unit.isEmpty() ? name : u"%1 (%2)"_s.arg(name, unit);
}

} // namespace tributary::ui
