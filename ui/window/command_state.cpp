// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_state.h"

#include <QAction>
#include <QCoreApplication>
#include <QVariant>

namespace tributary::ui {

namespace {

constexpr char whyProperty[] = "whyDisabled";
constexpr char groupProperty[] = "commandGroup";

} // namespace

void setCommandState(QAction& action, bool enabled, const QString& why) {
    action.setEnabled(enabled);
    action.setProperty(whyProperty, enabled ? QString() : why);
}

void setCommandGroup(QAction& action, const QString& group) { action.setProperty(groupProperty, group); }

QString commandGroup(const QAction& action) { return action.property(groupProperty).toString(); }

void showKeysInToolTip(QAction& action) {
    const QString text = QString(action.text()).remove(u'&');
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    action.setToolTip(keys.isEmpty() ? text : QCoreApplication::translate("tributary::ui", "%1 (%2)").arg(text, keys));
}

QString whyDisabled(const QAction& action) {
    return action.isEnabled() ? QString() : action.property(whyProperty).toString();
}

} // namespace tributary::ui
