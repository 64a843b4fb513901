// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/panel_row.h"

#include <QGridLayout>
#include <QResizeEvent>
#include <algorithm>

namespace tributary::ui {

PanelRow::PanelRow(QList<Panel> panels, int gap, QWidget* parent)
    : QWidget(parent), panels_(std::move(panels)), gap_(gap), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(gap_);
    grid_->setSizeConstraint(QLayout::SetNoConstraint); // the least width is that of one column
    for (const Panel& panel : std::as_const(panels_))
        panel.widget->setParent(this);
    arrange(panels_.size());
}

QSize PanelRow::minimumSizeHint() const {
    int width = 0;
    for (const Panel& panel : panels_)
        width = std::max(width, panel.widget->minimumSizeHint().width());
    return {width, grid_->minimumSize().height()};
}

void PanelRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange(columnsFor(event->size().width()));
}

/// As many columns as leave each panel the width that it needs.
qsizetype PanelRow::columnsFor(int width) const {
    for (qsizetype columns = panels_.size(); columns > 1; --columns) {
        int shares = 0;
        for (qsizetype i = 0; i < columns; ++i)
            shares += panels_[i].stretch;
        const int room = width - gap_ * static_cast<int>(columns - 1);
        const bool fits = std::all_of(panels_.begin(), panels_.begin() + columns, [&](const Panel& panel) {
            return room * panel.stretch / shares >= panel.least;
        });
        if (fits)
            return columns;
    }
    return 1;
}

void PanelRow::arrange(qsizetype columns) {
    if (columns == columns_)
        return;
    columns_ = columns;
    for (const Panel& panel : std::as_const(panels_))
        grid_->removeWidget(panel.widget);
    const auto count = panels_.size();
    for (qsizetype i = 0; i < count; ++i) {
        const auto row = static_cast<int>(i / columns), column = static_cast<int>(i % columns);
        // The last one takes what is left of its row.
        const int span = i + 1 == count ? static_cast<int>(columns) - column : 1;
        grid_->addWidget(panels_[i].widget, row, column, 1, span);
        grid_->setRowStretch(row, 1);
    }
    for (qsizetype column = 0; column < count; ++column)
        grid_->setColumnStretch(static_cast<int>(column), column < columns ? panels_[column].stretch : 0);
    for (auto row = static_cast<int>((count + columns - 1) / columns); row < static_cast<int>(count); ++row)
        grid_->setRowStretch(row, 0);
    updateGeometry();
}

} // namespace tributary::ui
