// SPDX-License-Identifier: GPL-3.0-or-later
// ChartTable: the numbers behind a figure, as rows under a head that names their units. For CSV files and spreadsheets.
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

namespace tributary::ui {

struct ChartTable {
    QStringList head;
    QVector<QStringList> rows;

    /// Returns the table with commas, its texts as csvField() writes them.
    [[nodiscard]] QString csv() const;
    /// Returns the table with tabs, as spreadsheets take it from the clipboard.
    [[nodiscard]] QString tabs() const;
};

/// Writes a number as other programs read it; empty where there is none.
[[nodiscard]] QString tableNumber(double value);

/// Writes a row of numbers.
[[nodiscard]] QStringList tableNumbers(const QVector<double>& values);

/// Names a column with the unit of its numbers: "p50 (USD)".
[[nodiscard]] QString columnTitle(const QString& name, const QString& unit);

} // namespace tributary::ui
