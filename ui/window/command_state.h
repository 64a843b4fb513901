// SPDX-License-Identifier: GPL-3.0-or-later
// Command state: whether a command can be given now, and if not, why. The palette of commands says it.
#pragma once

#include <QString>

class QAction;

namespace tributary::ui {

/// Sets whether a command can be given; `why` it cannot, where it cannot.
void setCommandState(QAction& action, bool enabled, const QString& why);
/// Gives a command a tool tip: its text and its keys.
void showKeysInToolTip(QAction& action);
/// Says what a command is one of, as in "Page": the palette finds it by this as well.
void setCommandGroup(QAction& action, const QString& group);
[[nodiscard]] QString commandGroup(const QAction& action);

/// Why a command cannot be given now; empty where it can, or where nothing is known.
[[nodiscard]] QString whyDisabled(const QAction& action);

} // namespace tributary::ui
