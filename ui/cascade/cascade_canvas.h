// SPDX-License-Identifier: GPL-3.0-or-later
// CascadeCanvas: the view of the cascade. The wheel zooms to the pointer; a drag of the ground, the middle button or
// Space with a drag pans; arrows walk; Tab adds a driver, Enter a sibling, F2 renames, Space folds, Delete erases.
#pragma once

#include "ui/cascade/cascade_scene.h"

#include <QGraphicsView>

namespace tributary::ui {

class Minimap;
class NameField;

class CascadeCanvas : public QGraphicsView {
    Q_OBJECT
public:
    explicit CascadeCanvas(CascadeScene& scene, QWidget* parent = nullptr);
    ~CascadeCanvas() override;

    [[nodiscard]] double zoom() const;
    void zoomBy(double factor);
    /// Shows the whole tree, as far as its texts stay readable, else as wide as it is; goes on fitting until somebody
    /// zooms or pans.
    void fit();
    /// Has the period stand on the canvas, large, while the periods are played.
    void setPeriodAnnounced(bool announced);

    // What the keys do, for menus too. They act on the selected metric.

    void rename();
    void addDriver();
    void addSibling();
    void addFirst();
    void toggleFold();
    void eraseSelected();

    [[nodiscard]] NameField& nameField() const { return *name_; }
    [[nodiscard]] Minimap& minimap() const { return *minimap_; }

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
    void scrollContentsBy(int dx, int dy) override;
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
    void fitTree(Moving moving);
    void lookAround();
    void placeMinimap();
    void paintPeriod(QPainter& painter);
    [[nodiscard]] bool fitsAcross(const TreeLayout& tree, double zoom) const;
    [[nodiscard]] bool fitsDown(const TreeLayout& tree, double zoom) const;
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
    Minimap* minimap_;
    Pan pan_ = Pan::none;
    QPoint panFrom_;
    bool spaceHeld_ = false;
    bool spaceUsed_ = false; ///< it has panned, so it does not fold
    bool fitted_ = true;
    bool fitting_ = false;
    bool fitsAcross_ = true; ///< as it was fitted last
    bool fitsDown_ = true;
    bool ringed_ = false; ///< the keyboard is here
    bool announced_ = false;
};

} // namespace tributary::ui
