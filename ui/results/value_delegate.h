// SPDX-License-Identifier: GPL-3.0-or-later
// Value delegate: draws the cells of a table of scenarios: a value with its range below, smaller and paler; a heading
// that spans the rows below it. Window thread only.
#pragma once

#include <QStyledItemDelegate>

class QTableWidget;

namespace tributary::ui {

class ValueDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

/// A value above what is said below it; once where both are the same.
[[nodiscard]] QString valueOver(const QString& value, const QString& below);

/// Adds a row with a heading across all columns, which is not to be chosen.
void addHeading(QTableWidget& table, const QString& words);

} // namespace tributary::ui
