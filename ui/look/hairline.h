// SPDX-License-Identifier: GPL-3.0-or-later
// Hairline: a line of one pixel across its place, in the colour of rules. Window thread only.
#pragma once

#include "ui/look/theme.h"

#include <QPainter>
#include <QWidget>

namespace tributary::ui {

class Hairline : public QWidget {
public:
    Hairline(int height, QWidget* parent) : QWidget(parent) { setFixedHeight(height); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter(this).fillRect(QRect(0, height() / 2, width(), 1), currentPalette().rule);
    }
};

} // namespace tributary::ui
