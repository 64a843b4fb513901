// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/accessible_role.h"

#include <QAccessibleWidget>
#include <QWidget>

namespace tributary::ui {

namespace {

constexpr auto accessibleRoleProperty = "tributaryAccessibleRole";

QAccessibleInterface* interfaceOf(const QString&, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    const QVariant role = widget ? widget->property(accessibleRoleProperty) : QVariant();
    return role.isValid() ? new QAccessibleWidget(widget, static_cast<QAccessible::Role>(role.toInt())) : nullptr;
}

} // namespace

void setAccessibleRole(QWidget& widget, QAccessible::Role role) {
    widget.setProperty(accessibleRoleProperty, static_cast<int>(role));
    // What Qt may have made for it before would keep its old role.
    if (QAccessibleInterface* known = QAccessible::queryAccessibleInterface(&widget))
        QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(known));
}

void installAccessibleRoles() { QAccessible::installFactory(interfaceOf); }

} // namespace tributary::ui
