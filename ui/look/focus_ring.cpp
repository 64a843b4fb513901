// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/focus_ring.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QApplication>
#include <QFocusEvent>
#include <QFocusFrame>

namespace tributary::ui {

namespace {

/// What the ring is around: the widget, or its part of that name where all of it would be too large.
QWidget* ringedPart(QObject* widget) {
    auto* part = widget->findChild<QWidget*>(QLatin1String(FocusRing::partName), Qt::FindDirectChildrenOnly);
    return part ? part : static_cast<QWidget*>(widget);
}

} // namespace

FocusRing::FocusRing(QApplication& application) : QObject(&application) { application.installEventFilter(this); }

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
    // The window's own handle gets focus events too; only those of the widget that has the focus count.
    if (event->type() == QEvent::FocusIn && watched == QApplication::focusWidget()) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        // Where what had the focus is hidden, as by another page, Qt hands it on as a Tab would: nobody has pressed
        // one.
        const bool handedOn = last_ && !last_->isVisible();
        const bool byKeyboard = !handedOn && (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
                                              reason == Qt::ShortcutFocusReason);
        last_ = static_cast<QWidget*>(watched);
        const bool ringed = qobject_cast<QAbstractButton*>(watched) || qobject_cast<QAbstractSlider*>(watched);
        moveTo(byKeyboard && ringed ? ringedPart(watched) : nullptr);
    } else if (event->type() == QEvent::FocusOut && frame_ && watched == last_ &&
               watched != QApplication::focusWidget()) {
        moveTo(nullptr);
    }
    return QObject::eventFilter(watched, event);
}

void FocusRing::moveTo(QWidget* widget) {
    if (!widget && !frame_)
        return;
    if (!frame_)
        frame_ = new QFocusFrame(widget);
    frame_->setWidget(widget);
    frame_->setVisible(widget != nullptr);
}

} // namespace tributary::ui
