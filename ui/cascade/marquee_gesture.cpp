// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/marquee_gesture.h"

#include "core/model/quantity_path.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/document.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <algorithm>

namespace tributary::ui {

namespace {} // namespace

/// The frame, and a ring around each card that it touches.
class MarqueeGesture::Preview : public QGraphicsItem {
public:
    Preview() {
        setZValue(aboveAll);
        setAcceptedMouseButtons(Qt::NoButton);
    }

    void show(const QRectF& frame, std::vector<QRectF> cards) {
        prepareGeometryChange();
        frame_ = frame;
        cards_ = std::move(cards);
        update();
    }

    QRectF boundingRect() const override {
        QRectF all = frame_;
        for (const QRectF& card : cards_)
            all |= card;
        return all.adjusted(-8, -8, 8, 8);
    }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
        const Palette& palette = currentPalette();
        const double zoom = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
        painter->setRenderHint(QPainter::Antialiasing);
        QColor ground = palette.ink;
        ground.setAlphaF(0.06F);
        painter->fillRect(frame_, ground);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(palette.ink, 1 / zoom, Qt::DashLine));
        painter->drawRect(frame_);
        painter->setPen(QPen(palette.ink, 2));
        for (const QRectF& card : cards_)
            painter->drawRoundedRect(card.adjusted(-4, -4, 4, 4), 6, 6);
    }

private:
    QRectF frame_;
    std::vector<QRectF> cards_;
};

MarqueeGesture::MarqueeGesture(CascadeScene& scene, const QPointF& from)
    : scene_(scene), from_(from), preview_(std::make_unique<Preview>()) {
    scene_.addItem(preview_.get());
}

MarqueeGesture::~MarqueeGesture() { scene_.removeItem(preview_.get()); }

GestureWords MarqueeGesture::moveTo(const QPointF& place) {
    const QRectF frame = QRectF(from_, place).normalized();
    touched_.clear();
    std::vector<QRectF> areas;
    for (const PlacedCard& card : scene_.layout().cards())
        if (card.area.intersects(frame)) {
            touched_.push_back(card.id);
            areas.push_back(card.area);
        }
    preview_->show(frame, std::move(areas));
    if (touched_.empty())
        return {};
    return {GestureWords::Tone::does, touched_.size() == 1 ? tr("1 metric") : tr("%1 metrics").arg(touched_.size())};
}

void MarqueeGesture::release() {
    Document& document = scene_.document();
    std::vector<std::string> paths = document.selections();
    std::erase_if(paths, [](const std::string& path) {
        const auto entity = entityOf(path);
        return !entity || entity->kind != Metric::kind;
    });
    for (const std::string& id : touched_) {
        const EntityRef card{Metric::kind, id};
        if (std::none_of(paths.begin(), paths.end(), [&](const std::string& path) { return entityOf(path) == card; }))
            paths.push_back(pathOf(card));
    }
    document.selectAll(std::move(paths));
}

} // namespace tributary::ui
