// SPDX-License-Identifier: GPL-3.0-or-later
// CascadeCanvas: the view of the cascade. The wheel zooms to the pointer; a drag of the ground, the middle button or
// Space with a drag pans; arrows walk; Tab adds a driver, Enter a sibling, F2 renames, Space folds, Delete erases.
#pragma once

#include "ui/cascade/cascade_scene.h"

#include <QGraphicsView>

namespace tributary::ui {

class NameField;

class CascadeCanvas : public QGraphicsView {
    Q_OBJECT
public:
    explicit CascadeCanvas(CascadeScene& scene, QWidget* parent = nullptr);
    ~CascadeCanvas() override;

    [[nodiscard]] double zoom() const;
    void zoomBy(double factor);
    /// Shows the whole tree, as far as its texts stay readable; goes on fitting until somebody zooms or pans.
    void fit();
    [[nodiscard]] bool isFitted() const { return fitted_; }

    // What the keys do, for menus too. They act on the selected metric.

    void rename();
    void addDriver();
    void addSibling();
    void addFirst();
    void toggleFold();
    void eraseSelected();

    [[nodiscard]] NameField& nameField() const { return *name_; }

signals:
    void inspectorWanted();                  ///< a double click
    void menuWanted(const QPoint& position); ///< in screen coordinates
    void namingEnded();

protected:
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Pan { none, pressed, moving };

    void selectAt(const QPoint& position);
    void walk(Direction direction);
    void reveal(const std::string& id);
    void placed();
    void setGround();
    [[nodiscard]] double fittingZoom() const;
    [[nodiscard]] double layoutWidth(double zoom) const;
    void tell(const Result<void>& result);
    void nameNew(Metric metric, const QRectF& area, const QString& hint);
    void describeSelection();
    [[nodiscard]] const Metric* selected() const;
    [[nodiscard]] QRectF onScreen(const QRectF& sceneArea) const;

    CascadeScene& scene_;
    Document& document_;
    NameField* name_;
    Pan pan_ = Pan::none;
    QPoint panFrom_;
    bool spaceHeld_ = false;
    bool spaceUsed_ = false; ///< it has panned, so it does not fold
    bool fitted_ = true;
    bool fitting_ = false;
    bool ringed_ = false; ///< the keyboard is here
};

} // namespace tributary::ui
