// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/link_gesture.h"

#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/document.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double headLength = 10;

} // namespace

std::optional<LinkGrip> linkGripAt(const CascadeScene& scene, const QPointF& place, double reach) {
    for (const PlacedCard& card : scene.layout().cards()) {
        const QRectF& area = card.area;
        if (!area.adjusted(-reach, -reach, reach, reach).contains(place))
            continue;
        const double left = std::abs(place.x() - area.left());
        const double right = std::abs(place.x() - area.right());
        const double top = std::abs(place.y() - area.top());
        const double bottom = std::abs(place.y() - area.bottom());
        const double nearest = std::min({left, right, top, bottom});
        if (nearest > reach)
            return std::nullopt;
        QPointF point(std::clamp(place.x(), area.left(), area.right()),
                      std::clamp(place.y(), area.top(), area.bottom()));
        if (nearest == left || nearest == right)
            point.setX(nearest == left ? area.left() : area.right());
        else
            point.setY(nearest == top ? area.top() : area.bottom());
        return LinkGrip{MetricId(card.id), point, nearest == bottom ? LinkGrip::End::metric : LinkGrip::End::driver};
    }
    return std::nullopt;
}

/// The line from the grip to the pointer, its head at the metric that is driven, and a ring around the other card.
class LinkGesture::Preview : public QGraphicsItem {
public:
    explicit Preview(const LinkGrip& grip) : grip_(grip), to_(grip.point) {
        setZValue(aboveAll);
        setAcceptedMouseButtons(Qt::NoButton);
    }

    void show(const QPointF& to, const std::optional<QRectF>& target, bool possible) {
        prepareGeometryChange();
        to_ = to;
        target_ = target;
        possible_ = possible;
        update();
    }

    QRectF boundingRect() const override {
        QRectF all = QRectF(grip_.point, to_).normalized();
        if (target_)
            all |= *target_;
        return all.adjusted(-20, -20, 20, 20);
    }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
        const Palette& palette = currentPalette();
        const bool refused = target_ && !possible_;
        const QColor colour = refused ? palette.error : palette.ink;
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(colour, 2, Qt::DashLine));
        painter->setBrush(Qt::NoBrush);
        if (target_)
            painter->drawRoundedRect(target_->adjusted(-4, -4, 4, 4), 6, 6);
        painter->drawLine(grip_.point, to_);
        const bool driven = grip_.end == LinkGrip::End::driver;
        const QPointF head = driven ? to_ : grip_.point;
        const QPointF tail = driven ? grip_.point : to_;
        const double angle = std::atan2(head.y() - tail.y(), head.x() - tail.x());
        QPolygonF arrow{head};
        for (const double side : {-0.4, 0.4})
            arrow << head - headLength * QPointF(std::cos(angle + side), std::sin(angle + side));
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawPolygon(arrow);
        painter->drawEllipse(tail, 4, 4);
    }

private:
    LinkGrip grip_;
    QPointF to_;
    std::optional<QRectF> target_;
    bool possible_ = false;
};

LinkGesture::LinkGesture(CascadeScene& scene, LinkGrip grip, Ask ask)
    : scene_(scene), grip_(std::move(grip)), ask_(std::move(ask)), preview_(std::make_unique<Preview>(grip_)) {
    scene_.addItem(preview_.get());
}

LinkGesture::~LinkGesture() { scene_.removeItem(preview_.get()); }

MetricId LinkGesture::driver() const { return grip_.end == LinkGrip::End::driver ? grip_.card : over_; }
MetricId LinkGesture::metric() const { return grip_.end == LinkGrip::End::driver ? over_ : grip_.card; }

GestureWords LinkGesture::moveTo(const QPointF& place) {
    MetricId over;
    for (const PlacedCard& card : scene_.layout().cards())
        if (card.area.contains(place) && card.id != grip_.card.text)
            over = MetricId(card.id);
    if (over != over_ || words_.text.isEmpty()) {
        over_ = over;
        possible_ = false;
        const Model& model = scene_.document().model();
        if (over_.empty()) {
            words_ = {GestureWords::Tone::does,
                      grip_.end == LinkGrip::End::driver
                          ? tr("To the metric that %1 drives").arg(toQt(metricName(model, grip_.card)))
                          : tr("To the metric that drives %1").arg(toQt(metricName(model, grip_.card)))};
        } else {
            Link link;
            link.driver = driver();
            link.metric = metric();
            const auto edit = addLink(model, link);
            possible_ = edit.has_value();
            words_ = edit ? GestureWords{GestureWords::Tone::does,
                                         tr("%1 drives %2")
                                             .arg(toQt(metricName(model, driver())), toQt(metricName(model, metric())))}
                          : GestureWords{GestureWords::Tone::refuses, toQt(edit.error().message)};
        }
    }
    preview_->show(place, over_.empty() ? std::nullopt : scene_.cardArea(over_.text), possible_);
    return words_;
}

void LinkGesture::release() {
    if (possible_)
        ask_(driver(), metric());
}

} // namespace tributary::ui
