// SPDX-License-Identifier: GPL-3.0-or-later
// OverflowStrip: widgets in a row of which some may have no room: whole ones stand in sight, two buttons at the right
// and a fade where the row goes on say that there are more. Wheel, buttons and the Tab key bring them. Window thread
// only.
#pragma once

#include <QWidget>
#include <vector>

class QHBoxLayout;
class QScrollArea;
class QToolButton;

namespace tributary::ui {

class OverflowStrip : public QWidget {
    Q_OBJECT
public:
    static constexpr int gap = 14;
    static constexpr int stepRoom = 32; ///< of the buttons, where not all have room

    explicit OverflowStrip(QWidget* parent = nullptr);

    /// Puts these in the row, in this order; those that have gone from it keep their parent.
    void setRow(const std::vector<QWidget*>& row);
    /// Makes each of these, of the row, `least` to `most` wide, so that as many whole ones as can be fill the room.
    void share(const std::vector<QWidget*>& widgets, int least, int most);
    [[nodiscard]] QWidget& inner() const { return *inner_; }
    [[nodiscard]] bool overflows() const;
    /// Whether a widget of the row stands in sight as a whole.
    [[nodiscard]] bool shows(const QWidget& widget) const;
    void showWhole(const QWidget& widget);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void place();
    void refresh();
    void step(int direction);

    std::vector<QWidget*> row_;
    QScrollArea* scroll_;
    QWidget* inner_;
    QHBoxLayout* layout_;
    QToolButton* back_;
    QToolButton* on_;
    QWidget* fade_;
};

} // namespace tributary::ui
