// SPDX-License-Identifier: GPL-3.0-or-later
// SliderGroove: the groove of a pinned quantity: a tick where its value was, a coloured span from there to the handle,
// the numbers of its ends beneath them.
// It says what the hand wants and shows what it is told; it holds no value of its own. Window thread only.
#pragma once

#include "core/model/quantity_move.h"
#include "ui/look/marks.h"
#include "ui/whatif/pin_words.h"

#include <QAbstractSlider>

namespace tributary::ui {

class SliderGroove : public QAbstractSlider {
    Q_OBJECT
public:
    static constexpr int grooveHeight = 30;

    explicit SliderGroove(QWidget* parent = nullptr);

    /// Shows a handle at `at` and a tick at `tick`, in the unit of the groove. The groove reaches to both.
    void display(const QuantityGroove& groove, double at, double tick);
    /// Sets the colour of the span: what it has done to the outcome.
    void setJudgement(Judgement judgement);

    /// Where a value lies, in pixels from the left.
    [[nodiscard]] double xOf(double value) const;
    [[nodiscard]] double at() const { return at_; }
    /// What stands beneath the ends in a room: the numbers with their unit at the high one, without it, or nothing.
    [[nodiscard]] GrooveEnds endsFitting(double room) const;

signals:
    void taken();              ///< by the mouse
    void wanted(double value); ///< a new place of the handle, by mouse or key
    void let();                ///< by the mouse
    void resetWanted();
    void dropWanted(); ///< Esc
    void left();       ///< by the focus

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] double valueAt(double x) const;
    void placeHandle();

    QWidget* handle_; ///< where it is, for the ring of the focus: around all of the groove it has no room
    QuantityGroove groove_;
    double at_ = 0;
    double tick_ = 0;
    double grip_ = 0; ///< of the mouse, right of the handle
    Judgement judgement_ = Judgement::none;
};

} // namespace tributary::ui
