// SPDX-License-Identifier: GPL-3.0-or-later
// The items of the cascade's scene. They keep ids and places; what they show they ask of the scene at each paint.
#pragma once

#include "ui/cascade/link_painter.h"
#include "ui/cascade/tree_layout.h"

#include <QGraphicsItem>
#include <QPointF>
#include <QTransform>
#include <string>
#include <utility>
#include <vector>

namespace tributary::ui {

class CascadeScene;

/// A metric's card. Its position is the card's top left.
class MetricItem : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };

    MetricItem(CascadeScene& scene, std::string id);

    [[nodiscard]] const std::string& id() const { return id_; }
    void setHidden(int cards);
    /// Begins a flow to the content of another period from what is shown now.
    void holdFlow();
    [[nodiscard]] QRectF card() const; ///< in the item's own coordinates
    /// Tells whether a point of the item is on its "+6" chip.
    [[nodiscard]] bool isOnChip(const QPointF& position) const;
    /// Tells whether it is on the mark of its places on process maps, as the card is seen at `zoom`.
    [[nodiscard]] bool isOnMapMark(const QPointF& position, double zoom) const;

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent* event) override;
    void hoverMoveEvent(QGraphicsSceneHoverEvent* event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent* event) override;

private:
    [[nodiscard]] double fill(double target) const;

    CascadeScene& scene_;
    std::string id_;
    int hidden_ = 0;
    bool hovered_ = false;
    double fillFrom_ = 0;
};

/// The link of a metric to its parent.
class LinkItem : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };

    LinkItem(CascadeScene& scene, PlacedLink placed);

    [[nodiscard]] const PlacedLink& placed() const { return placed_; }
    void setPlaced(const PlacedLink& placed);
    /// Begins a glide to a new place from where the link is shown now.
    void glideTo(const PlacedLink& placed, const QTransform& carry);
    /// Begins a flow to the content of another period from what is shown now.
    void holdFlow();
    /// What is drawn at this moment: between two places and two periods, if it is.
    [[nodiscard]] LinkContent shown() const;
    /// Where its words stand among those of the others; nowhere while it moves.
    [[nodiscard]] LinkWords words() const;

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent* event) override;

private:
    CascadeScene& scene_;
    PlacedLink placed_;
    QPolygonF routeFrom_;
    double flowFrom_ = 0;
};

/// The links of the selected metric besides the tree.
class SecondLinksItem : public QGraphicsItem {
public:
    explicit SecondLinksItem(CascadeScene& scene);

    void setLinks(std::vector<PlacedLink> links);
    [[nodiscard]] const std::vector<PlacedLink>& links() const { return links_; }
    [[nodiscard]] int drawnFrom(const std::string& driver) const;

    [[nodiscard]] QRectF boundingRect() const override { return bounds_; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    CascadeScene& scene_;
    std::vector<PlacedLink> links_;
    QRectF bounds_;
};

} // namespace tributary::ui
