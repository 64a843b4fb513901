// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/motion.h"

#include <QApplication>
#include <QStyle>

namespace tributary::ui {

bool isMotionReduced() { return QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) == 0; }

int periodsOfStep() {
    constexpr int quarterOfMonths = 3;
    return isMotionReduced() ? quarterOfMonths : 1;
}

} // namespace tributary::ui
