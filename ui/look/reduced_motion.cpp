// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/reduced_motion.h"

namespace tributary::ui {

namespace {

bool& reduced() {
    static bool value = false;
    return value;
}

} // namespace

void setReducedMotion(bool wanted) { reduced() = wanted; }

bool reducedMotion() { return reduced(); }

} // namespace tributary::ui
