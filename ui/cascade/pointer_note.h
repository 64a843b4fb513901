// SPDX-License-Identifier: GPL-3.0-or-later
// PointerNote: a line beside the pointer that says what a release would do, or why nothing would be done; and, at the
// lower edge of the canvas, what has just been done. Never takes the mouse. Window thread only.
#pragma once

#include "ui/cascade/gesture.h"

#include <QLabel>
#include <QTimer>

namespace tributary::ui {

class PointerNote : public QLabel {
    Q_OBJECT
public:
    explicit PointerNote(QWidget* parent);

    void showAt(const QPoint& pointer, const GestureWords& words);
    /// Shows what was done for some seconds, or until the next thing is done.
    void showDone(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void say(const QString& text, GestureWords::Tone tone);

    GestureWords::Tone tone_ = GestureWords::Tone::silent;
    QTimer away_;
};

} // namespace tributary::ui
