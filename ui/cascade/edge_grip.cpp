// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/edge_grip.h"

#include "ui/cascade/cascade_scene.h"
#include "ui/look/theme.h"

#include <QGraphicsItem>
#include <QPainter>

namespace tributary::ui {

namespace {

constexpr double gripRadius = 5;
constexpr double aboveCards = 9;

} // namespace

class EdgeGrip::Ring : public QGraphicsItem {
public:
    Ring() {
        setFlag(ItemIgnoresTransformations);
        setZValue(aboveCards);
        setAcceptedMouseButtons(Qt::NoButton);
        hide();
    }

    QRectF boundingRect() const override {
        return {-gripRadius - 2, -gripRadius - 2, 2 * gripRadius + 4, 2 * gripRadius + 4};
    }
    QPainterPath shape() const override { return {}; } // the card beneath is what is hit

    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
        const Palette& palette = currentPalette();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(palette.ink, 2));
        painter->setBrush(palette.surface);
        painter->drawEllipse(QPointF(0, 0), gripRadius, gripRadius);
    }
};

EdgeGrip::EdgeGrip(CascadeScene& scene) : scene_(scene), ring_(std::make_unique<Ring>()) {
    scene_.addItem(ring_.get());
}

EdgeGrip::~EdgeGrip() { scene_.removeItem(ring_.get()); }

void EdgeGrip::show(const std::optional<LinkGrip>& grip) {
    grip_ = grip;
    ring_->setVisible(grip_.has_value());
    if (grip_)
        ring_->setPos(grip_->point);
}

} // namespace tributary::ui
