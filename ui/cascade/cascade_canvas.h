// SPDX-License-Identifier: GPL-3.0-or-later
// CascadeCanvas: the view of the cascade. The wheel zooms to the pointer; a drag of the ground, the middle button or
// Space with a drag pans; Shift and a drag of the ground selects; a drag of a card moves it in the tree, one of its
// edge links it. The keys are those of card_commands.h; arrows walk, with Shift they select.
#pragma once

#include "ui/cascade/cascade_render.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/cascade/gesture.h"

#include <QGraphicsView>
#include <QVariantAnimation>
#include <memory>
#include <optional>
#include <string>

namespace tributary::ui {

inline constexpr double labelStrip = 34; ///< at the left, kept for the bands' labels

class Minimap;
class CardCommands;
class EdgeGrip;
class NameField;
class OverlayPlaces;
class PointerNote;

class CascadeCanvas : public QGraphicsView {
    Q_OBJECT
public:
    explicit CascadeCanvas(CascadeScene& scene, QWidget* parent = nullptr);
    ~CascadeCanvas() override;

    [[nodiscard]] double zoom() const;
    /// Across and down differ where a large tree is seen from afar: it is wide, and its rows keep the window's height.
    [[nodiscard]] double zoomDown() const;
    /// Keys hold the middle of the viewport in place, the wheel what is under the pointer.
    void zoomBy(double factor, ViewportAnchor held = AnchorViewCenter);
    /// Shows the whole tree as it stands, however small; goes on fitting until somebody zooms or pans.
    void fit();
    /// Arranges the tree anew for the window, and shows the whole of it.
    void arrange();
    /// Folds a branch away or back; its card stays where it is on the screen.
    void toggleFold(const std::string& id);
    /// Has the period stand on the canvas, large, while the periods are played.
    void setPeriodAnnounced(bool announced);
    [[nodiscard]] bool isFitted() const { return fitted_; }

    /// What the keys do, for menus too.
    [[nodiscard]] CardCommands& commands() const { return *commands_; }
    [[nodiscard]] NameField& nameField() const { return *name_; }
    [[nodiscard]] Minimap& minimap() const { return *minimap_; }

    /// Where the legend stands, in pixels of the viewport; none where it has no room.
    [[nodiscard]] std::optional<QRectF> legendArea() const;

    /// Brings a card into view.
    void reveal(const std::string& id);
    /// Goes to the selected card: it comes to the middle, large enough to be read.
    void seek();
    [[nodiscard]] QRectF onScreen(const QRectF& sceneArea) const;
    /// Says at the lower edge what was done.
    void say(const QString& text);
    /// What is said beside the pointer, or at the lower edge; empty where nothing is.
    [[nodiscard]] QString noted() const;

signals:
    void inspectorWanted();                  ///< a double click
    void menuWanted(const QPoint& position); ///< in screen coordinates
    void namingEnded();

protected:
    bool event(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
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

    void select(const QPoint& position, Qt::KeyboardModifiers modifiers);
    void begin(const QPoint& position);
    void dropGesture();
    void showGrip(const QPoint& position);
    [[nodiscard]] std::optional<std::string> barAt(const QPoint& position) const;
    [[nodiscard]] bool isOnMapMark(const QPoint& position) const;
    void pan(const QPoint& position);
    void walk(Direction direction, Qt::KeyboardModifiers modifiers);
    void selectAgain();
    bool moveInTree(int key, Qt::KeyboardModifiers modifiers);
    void placed();
    void setGround();
    void letGo();
    void lookAt(double zoom, const QPointF& centre);
    void fitTree(Moving moving);
    void fitAsItStands();
    void fitAnew();
    /// Brings the selected card into view; what glides is seen to go there.
    void follow();
    void setZoom(double zoom);
    [[nodiscard]] double zoomDown(const TreeLayout& tree, double zoom) const;
    void standAt(double zoom, const QTransform& before);
    void lookAround();
    [[nodiscard]] OverlayPlaces overlayPlaces() const;
    void placeOverlays();
    void placeMinimap(const OverlayPlaces& places);
    void placeLegend(const OverlayPlaces& places);
    void paintLegend(QPainter& painter);
    void paintPeriod(QPainter& painter);
    [[nodiscard]] bool fitsAcross(const TreeLayout& tree, double zoom) const;
    [[nodiscard]] bool fitsDown(const TreeLayout& tree, double zoom) const;
    [[nodiscard]] double mostOfFit() const;
    [[nodiscard]] double fittingZoom() const;
    [[nodiscard]] double zoomOfLarge() const;
    [[nodiscard]] double wholeZoom() const;
    [[nodiscard]] double wholeZoom(const TreeLayout& tree) const;
    [[nodiscard]] double layoutWidth(double zoom) const;
    [[nodiscard]] double zoomOfRoom() const;
    void describeSelection();
    [[nodiscard]] const Metric* selected() const;

    CascadeScene& scene_;
    Document& document_;
    NameField* name_;
    Minimap* minimap_;
    CardCommands* commands_;
    PointerNote* note_;
    std::unique_ptr<EdgeGrip> grip_;   ///< where a link can be drawn from, under the pointer
    std::optional<QPoint> pressed_;    ///< of the left button on a card or, with Shift, on the ground
    std::unique_ptr<Gesture> gesture_; ///< what the pointer does since
    Pan pan_ = Pan::none;
    QPoint pointer_;
    QVariantAnimation seeking_;
    std::size_t cards_ = 0;    ///< that were placed last
    std::string lastSelected_; ///< id of a metric; it may be gone
    QPoint panFrom_;
    bool spaceHeld_ = false;
    bool spaceUsed_ = false; ///< it has panned, so it does not fold
    bool fitted_ = true;
    bool whole_ = false; ///< all of it, however small: somebody asked for that
    bool fitting_ = false;
    bool resizedWhileNaming_ = false;
    QSizeF fittedRoom_;      ///< the scene's, as it was fitted last
    bool fitsAcross_ = true; ///< as it was fitted last
    bool fitsDown_ = true;
    bool ringed_ = false; ///< the keyboard is here
    bool announced_ = false;
    std::optional<QRectF> legend_; ///< in pixels of the viewport
    LegendShape legendShape_ = LegendShape::tall;
    std::size_t mapCorner_ = 0; ///< of OverlayPlaces::corners
    bool mapUsed_ = false;      ///< the pointer is on the minimap
};

} // namespace tributary::ui
