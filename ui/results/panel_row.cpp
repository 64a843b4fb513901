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
    for (const Panel& panel : std::as_const(panels_)) {
        panel.widget->setParent(this);
        panel.widget->installEventFilter(this);
    }
    arrange(panels_.size());
}

QList<PanelRow::Panel> PanelRow::shown() const {
    QList<Panel> shown;
    for (const Panel& panel : panels_)
        if (!panel.widget->isHidden())
            shown << panel;
    return shown;
}

bool PanelRow::eventFilter(QObject* panel, QEvent* event) {
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent) {
        columns_ = 0; // there are others to arrange
        arrange(columnsFor(width()));
    }
    return QWidget::eventFilter(panel, event);
}

QSize PanelRow::minimumSizeHint() const {
    int width = 0;
    for (const Panel& panel : shown())
        width = std::max(width, panel.widget->minimumSizeHint().width());
    return {width, grid_->minimumSize().height()};
}

void PanelRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange(columnsFor(event->size().width()));
}

/// As many columns as leave each panel the width that it needs.
qsizetype PanelRow::columnsFor(int width) const {
    const QList<Panel> panels = shown();
    for (qsizetype columns = panels.size(); columns > 1; --columns) {
        int shares = 0;
        for (qsizetype i = 0; i < columns; ++i)
            shares += panels[i].stretch;
        const int room = width - gap_ * static_cast<int>(columns - 1);
        const bool fits = std::all_of(panels.begin(), panels.begin() + columns,
                                      [&](const Panel& panel) { return room * panel.stretch / shares >= panel.least; });
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
    const QList<Panel> panels = shown();
    const auto count = panels.size();
    for (qsizetype i = 0; i < count; ++i) {
        const auto row = static_cast<int>(i / columns), column = static_cast<int>(i % columns);
        // The last one takes what is left of its row.
        const int span = i + 1 == count ? static_cast<int>(columns) - column : 1;
        grid_->addWidget(panels[i].widget, row, column, 1, span);
        if (column == 0)
            grid_->setRowStretch(row, 0);
        if (panels[i].height == Panel::Height::any)
            grid_->setRowStretch(row, 1);
    }
    for (qsizetype column = 0; column < panels_.size(); ++column)
        grid_->setColumnStretch(static_cast<int>(column),
                                column < std::min(columns, count) ? panels[column].stretch : 0);
    for (auto row = static_cast<int>((count + columns - 1) / columns); row < static_cast<int>(panels_.size()); ++row)
        grid_->setRowStretch(row, 0);
    updateGeometry();
}

} // namespace tributary::ui
