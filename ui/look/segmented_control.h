// SPDX-License-Identifier: GPL-3.0-or-later
// SegmentedControl: one choice of a few, all in sight. Left and right arrow keys move the choice.
#pragma once

#include <QStringList>
#include <QWidget>

namespace tributary::ui {

class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedControl(QStringList choices, QWidget* parent = nullptr);

    [[nodiscard]] int current() const { return current_; }
    /// Selects a choice without emitting `chosen`.
    void setCurrent(int index);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The user chose another segment.
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] QRectF segment(int index) const;
    [[nodiscard]] int at(const QPointF& position) const;
    void choose(int index);

    QStringList choices_;
    int current_ = 0;
    int hovered_ = -1;
    bool ringed_ = false; ///< the keyboard is here
};

} // namespace tributary::ui
