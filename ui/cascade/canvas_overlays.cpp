// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on the canvas and does not scale with the tree: minimap, legend and the period that is played.
#include "ui/cascade/card_content.h"
#include "ui/cascade/card_painter.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_render.h"
#include "ui/cascade/minimap.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/overlay_places.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <array>

namespace tributary::ui {

namespace {

constexpr int minimapInset = 12;
constexpr int lowestCanvas = 4;     ///< times the minimap's height
constexpr double worthMoving = 0.5; ///< of what the minimap hides, in another corner
constexpr double smallLegend = 0.85;
constexpr std::size_t mostCardsForLegend = 400; ///< cards; with more there is no corner to look for

} // namespace

OverlayPlaces CascadeCanvas::overlayPlaces() const {
    OverlayPlaces places(scene_.layout(), viewportTransform(),
                         QRectF(viewport()->rect()).adjusted(labelStrip, 0, 0, 0));
    if (name_->isVisible())
        places.take(name_->geometry());
    return places;
}

void CascadeCanvas::placeOverlays() {
    OverlayPlaces places = overlayPlaces();
    placeMinimap(places);
    if (minimap_->isVisible())
        places.take(minimap_->geometry());
    placeLegend(places);
    viewport()->update();
}

/// In a corner where it covers no card; where each has cards, where it hides the least of them and not the selected
/// one. Of one size at every zoom.
void CascadeCanvas::placeMinimap(const OverlayPlaces& places) {
    const QSize room = viewport()->size();
    const QSize size =
        minimap_->wanted().boundedTo(QSize(room.width() / 2 - 2 * minimapInset, room.height() / lowestCanvas));
    const QSize least = Minimap::leastShown;
    const bool wanted = !scene_.layout().cards().empty() &&
                        !(fitsAcross(scene_.layout(), zoom()) && fitsDown(scene_.layout(), zoom())) &&
                        size.width() >= least.width() && size.height() >= least.height();
    minimap_->setVisible(wanted);
    if (!wanted)
        return;
    const auto corners = places.corners(size);
    const auto selected = scene_.cardArea(scene_.view().selected);
    const auto onSelected = [&](std::size_t corner) {
        return selected && onScreen(*selected).intersects(corners[corner]);
    };
    const auto cost = [&](std::size_t corner) {
        return places.hidden(corners[corner]) + (onSelected(corner) ? size.width() * size.height() : 0);
    };
    if (!mapUsed_) { // it does not go from under the pointer
        constexpr std::array<std::size_t, 4> all{0, 1, 2, 3};
        const std::size_t best = *std::ranges::min_element(all, {}, cost);
        if ((onSelected(mapCorner_) && !onSelected(best)) ||
            cost(best) < worthMoving * cost(mapCorner_)) // it stays in its corner as long as it can
            mapCorner_ = best;
    }
    minimap_->setGeometry(corners[mapCorner_].toAlignedRect());
}

/// At the place that it has as long as that is free; a little smaller where there is no room for all of it.
void CascadeCanvas::placeLegend(const OverlayPlaces& places) {
    const std::size_t cards = scene_.layout().cards().size();
    if (cards == 0 || cards > mostCardsForLegend)
        legend_ = std::nullopt;
    else if (!legend_ || !places.isFree(*legend_)) {
        legend_ = std::nullopt;
        for (const double share : {1.0, smallLegend})
            for (const LegendShape shape : {LegendShape::tall, LegendShape::wide, LegendShape::flat})
                if (!legend_ && (legend_ = places.find(legendSize(shape) * share)))
                    legendShape_ = shape;
    }
}

std::optional<QRectF> CascadeCanvas::legendArea() const { return scene_.isLegendShown() ? legend_ : std::nullopt; }

void CascadeCanvas::paintLegend(QPainter& painter) {
    const auto area = legendArea();
    if (!area)
        return;
    const Palette& palette = currentPalette();
    const Metric* lit = scene_.litMetric();
    painter.setOpacity(lit ? scene_.motion().light() : 1);
    if (lit)
        paintPathLegend(painter, *area, toQt(lit->name), scene_.isLitFromZero(), palette);
    else {
        painter.save();
        painter.translate(area->topLeft());
        const double share = area->width() / legendSize(legendShape_).width();
        painter.scale(share, share);
        tributary::ui::paintLegend(painter, {}, periodTitle(document_.model().settings(), document_.period()),
                                   LegendFor::window, palette, legendShape_);
        painter.restore();
    }
    painter.setOpacity(1);
}

void CascadeCanvas::setPeriodAnnounced(bool announced) {
    announced_ = announced;
    viewport()->update();
}

/// In a corner of the canvas where the tree and its legend leave room; the upper left one has it most often.
void CascadeCanvas::paintPeriod(QPainter& painter) {
    constexpr double points = 27;
    const QString words = periodTitle(document_.model().settings(), document_.period());
    const QFont font = sans(points, QFont::DemiBold);
    const QFontMetricsF metrics(font);
    OverlayPlaces places = overlayPlaces();
    if (const auto legend = legendArea())
        places.take(*legend);
    if (minimap_->isVisible())
        places.take(minimap_->geometry());
    const auto corners = places.corners({metrics.horizontalAdvance(words), metrics.height()});
    for (const std::size_t corner : {2U, 1U, 3U, 0U}) {
        if (!places.isFree(corners[corner]))
            continue;
        painter.setFont(font);
        painter.setPen(currentPalette().ink);
        painter.drawText(corners[corner].topLeft() + QPointF(0, metrics.ascent()), words);
        return;
    }
}

} // namespace tributary::ui
