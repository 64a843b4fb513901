// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table.h"

#include "core/exchange/csv_text.h"
#include "ui/qt_text.h"

#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString field(const QString& cell) { return toQt(csvField(fromQt(cell))); }

QString oneLine(const QString& cell) {
    return toQt(guarded(fromQt(cell))).replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' ');
}

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

QString ChartTable::csv() const { return joined(*this, u',', field); }

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
