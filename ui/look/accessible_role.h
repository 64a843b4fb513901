// SPDX-License-Identifier: GPL-3.0-or-later
// Accessible role: what a widget of our own is called by a screen reader: a chart, a list of choices. Qt's own widgets
// have theirs.
#pragma once

#include <QAccessible>

class QWidget;

namespace tributary::ui {

void setAccessibleRole(QWidget& widget, QAccessible::Role role);

/// Makes the roles known to Qt. Call once.
void installAccessibleRoles();

} // namespace tributary::ui
