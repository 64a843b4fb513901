// SPDX-License-Identifier: GPL-3.0-or-later
// FocusRing: the 2 px ink ring, 3 px outside a button or slider that the keyboard reached. Fields draw their own
// border.
#pragma once

#include <QObject>
#include <QPointer>

class QApplication;
class QFocusFrame;
class QWidget;

namespace tributary::ui {

class FocusRing : public QObject {
    Q_OBJECT
public:
    /// Name of a child around which the ring is drawn instead of the whole widget.
    static constexpr auto partName = "ringed";

    explicit FocusRing(QApplication& application);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void moveTo(QWidget* widget);

    QPointer<QFocusFrame> frame_;
    QPointer<QWidget> last_; ///< had the focus before
};

} // namespace tributary::ui
