// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/move_gesture.h"

#include "core/model/quantity_path.h"
#include "ui/cascade/card_painter.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/document.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr double besideShare = 0.25; ///< of a card's width, at either end
constexpr double slotHeight = 26;    ///< of the outline below a card
constexpr double besideColumn = 17;  ///< half of that between columns

} // namespace

std::optional<LandingPlace> landingAt(const CascadeScene& scene, const QPointF& place) {
    const Model& model = scene.document().model();
    for (const PlacedCard& card : scene.layout().cards()) {
        const QRectF around = card.area.adjusted(-besideColumn, 0, besideColumn, 0);
        const Metric* metric = around.contains(place) ? model.metrics().find(MetricId(card.id)) : nullptr;
        if (!metric)
            continue;
        const double along = (place.x() - card.area.left()) / card.area.width();
        if (along >= besideShare && along <= 1 - besideShare)
            return LandingPlace{{metric->id, {}}, card.id, LandingPlace::Side::below};
        if (along < besideShare)
            return LandingPlace{{metric->parent, metric->id}, card.id, LandingPlace::Side::before};
        const auto siblings = childrenOf(model, metric->parent);
        const auto next = std::find(siblings.begin(), siblings.end(), metric->id) + 1;
        return LandingPlace{
            {metric->parent, next == siblings.end() ? MetricId{} : *next}, card.id, LandingPlace::Side::behind};
    }
    return std::nullopt;
}

/// The dragged card under the pointer, and the place where it would land.
class MoveGesture::Preview : public QGraphicsItem {
public:
    Preview(CascadeScene& scene, std::string card, std::size_t count, const QPointF& grip)
        : scene_(scene), card_(std::move(card)), count_(count), grip_(grip) {
        setZValue(aboveAll);
        setAcceptedMouseButtons(Qt::NoButton);
    }

    void show(const QPointF& pointer, const std::optional<LandingPlace>& at, bool refused) {
        prepareGeometryChange();
        ghost_ = QRectF(pointer - grip_, QSizeF(cardWidth, cardHeight));
        at_ = at;
        refused_ = refused;
        target_ = at_ ? scene_.cardArea(at_->card) : std::nullopt;
        update();
    }

    QRectF boundingRect() const override {
        QRectF all = ghost_;
        if (target_)
            all |= target_->adjusted(-2 * besideColumn, -2 * besideColumn, 2 * besideColumn,
                                     slotHeight + 2 * besideColumn);
        return all.adjusted(-12, -12, 12, 12);
    }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) override {
        const Palette& palette = currentPalette();
        const double zoom = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
        Q_UNUSED(option);
        painter->setRenderHint(QPainter::Antialiasing);
        if (target_)
            paintLanding(*painter, palette, zoom);
        CardContent content = scene_.content().card(card_, {});
        content.dragged = true;
        paintCard(*painter, ghost_, content, palette, cardDetail(zoom), zoom);
        if (count_ > 1) {
            const QRectF chip(ghost_.right() - 20, ghost_.top() - 10, 28, 20);
            painter->setPen(Qt::NoPen);
            painter->setBrush(palette.ink);
            painter->drawRoundedRect(chip, 3, 3);
            painter->setPen(palette.onInk);
            painter->setFont(fontOf(TextRole::labelStrong));
            painter->drawText(chip, Qt::AlignCenter, QString::number(count_));
        }
    }

private:
    void paintLanding(QPainter& painter, const Palette& palette, double zoom) const {
        const QColor colour = refused_ ? palette.error : palette.ink;
        const double width = 2 / std::min(1.0, zoom);
        const QRectF& card = *target_;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, width, refused_ ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap));
        if (at_->side == LandingPlace::Side::below) {
            painter.drawRoundedRect(card.adjusted(-4, -4, 4, 4), 6, 6);
            if (refused_)
                return;
            const QRectF slot(card.left(), card.bottom() + besideColumn, card.width(), slotHeight);
            painter.drawLine(QPointF(card.center().x(), card.bottom() + 4), QPointF(card.center().x(), slot.top()));
            painter.setPen(QPen(colour, width, Qt::DashLine));
            painter.drawRoundedRect(slot, 4, 4);
            return;
        }
        const double x =
            at_->side == LandingPlace::Side::before ? card.left() - besideColumn : card.right() + besideColumn;
        painter.setPen(QPen(colour, 2 * width, refused_ ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(x, card.top() - 6), QPointF(x, card.bottom() + 6));
    }

    CascadeScene& scene_;
    std::string card_;
    std::size_t count_;
    QPointF grip_;
    QRectF ghost_;
    std::optional<LandingPlace> at_;
    std::optional<QRectF> target_;
    bool refused_ = false;
};

MoveGesture::MoveGesture(CascadeScene& scene, std::vector<MetricId> metrics, const QPointF& from)
    : scene_(scene), metrics_(std::move(metrics)) {
    const std::string& card = metrics_.back().text;
    const QPointF grip = from - scene_.cardArea(card).value_or(QRectF(from, from)).topLeft();
    preview_ = std::make_unique<Preview>(scene_, card, metrics_.size(), grip);
    scene_.addItem(preview_.get());
}

MoveGesture::~MoveGesture() { scene_.removeItem(preview_.get()); }

GestureWords MoveGesture::moveTo(const QPointF& place) {
    const auto at = landingAt(scene_, place);
    const bool same =
        at.has_value() == at_.has_value() && (!at || (at->landing == at_->landing && at->card == at_->card));
    if (!same || !at) {
        at_ = at;
        const Model& model = scene_.document().model();
        edit_ = at_ ? moveMetrics(model, metrics_, at_->landing) : Result<Edit>(Edit{});
        words_ = {};
        if (!edit_) {
            words_ = {GestureWords::Tone::refuses, toQt(edit_.error().message)};
        } else if (at_ && !edit_->empty()) {
            const QString beside = toQt(metricName(model, MetricId(at_->card)));
            words_.tone = GestureWords::Tone::does;
            words_.text = at_->side == LandingPlace::Side::below    ? tr("Below %1").arg(beside)
                          : at_->side == LandingPlace::Side::before ? tr("Before %1").arg(beside)
                                                                    : tr("After %1").arg(beside);
        } else if (!at_) {
            words_ = {GestureWords::Tone::does, tr("Drop on a card to hang below it, at its side to stand beside it")};
        }
    }
    preview_->show(place, at_ && edit_ && edit_->empty() ? std::nullopt : at_, !edit_);
    return words_;
}

void MoveGesture::release() {
    // What was shown as refused has been explained at the pointer.
    if (!edit_ || edit_->empty())
        return;
    if (const auto done = scene_.document().apply(*edit_); !done)
        scene_.document().tell(done.error());
}

} // namespace tributary::ui
