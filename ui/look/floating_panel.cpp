// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/floating_panel.h"

#include "ui/look/theme.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <algorithm>

namespace tributary::ui {

void FloatingPanel::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setPen(palette.field);
    painter.setBrush(palette.surface);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

bool FloatingPanel::walk(QListWidget& found, const QKeyEvent& key, int page) {
    const int step = key.key() == Qt::Key_Down       ? 1
                     : key.key() == Qt::Key_Up       ? -1
                     : key.key() == Qt::Key_PageDown ? page
                     : key.key() == Qt::Key_PageUp   ? -page
                                                     : 0;
    if (step != 0)
        found.setCurrentRow(std::clamp(found.currentRow() + step, 0, std::max(0, found.count() - 1)));
    return step != 0;
}

} // namespace tributary::ui
