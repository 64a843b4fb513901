// SPDX-License-Identifier: GPL-3.0-or-later
// Minimap: the whole tree in a corner of the canvas, with a frame around what is in view. A click or a drag asks for
// another view.
#pragma once

#include "ui/cascade/tree_layout.h"

#include <QPixmap>
#include <QWidget>

namespace tributary::ui {

class Minimap : public QWidget {
    Q_OBJECT
public:
    explicit Minimap(QWidget* parent);

    /// Takes the tree, and what levels its cards have. Draws it once; moving the view costs the frame alone.
    void setTree(const TreeLayout& layout);
    /// The room that it wants.
    [[nodiscard]] const QSize& wanted() const { return wanted_; }
    /// Nothing could be told in less, in pixels.
    static constexpr QSize leastShown{72, 28};
    /// Takes the part of the tree that is in view.
    void setView(const QRectF& area);

    [[nodiscard]] QPointF toScene(const QPointF& position) const;
    [[nodiscard]] QPointF fromScene(const QPointF& point) const;

signals:
    void viewWanted(const QPointF& centre); ///< in the scene's coordinates
    void used(bool used);                   ///< the pointer has come, or gone

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drawTree();

    QRectF tree_;
    QSize wanted_;
    std::vector<QRectF> cards_[3]; ///< by level
    QRectF view_;
    QPixmap drawn_; ///< null: to be drawn again
};

} // namespace tributary::ui
