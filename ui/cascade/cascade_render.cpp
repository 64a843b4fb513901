// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_render.h"

#include "ui/cascade/link_words.h"
#include "ui/look/icons.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <iterator>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double legendWidth = 168;
constexpr double legendPitch = 20;
constexpr int legendRows = 8;
constexpr double legendTitle = 36;
constexpr double titleBeside = 128; ///< what a title takes that stands beside the lines
constexpr double aroundLegend = 12;
constexpr double labelMiddle = 19;         ///< of a band's label, from the left
constexpr std::size_t mostForLegend = 400; ///< cards; with more there is no corner to look for

int legendColumns(LegendShape shape) { return shape == LegendShape::tall ? 1 : shape == LegendShape::wide ? 2 : 3; }

} // namespace

void paintCascade(QPainter& painter, const CascadeContent& content, const TreeLayout& layout, const QRectF& area,
                  const Palette& palette) {
    const CascadeView view;
    const QRectF bounds = layout.bounds();
    paintBandLines(painter, layout, bounds.left(), bounds.right(), palette);
    for (const PlacedBand& each : layout.bands())
        paintBandLabel(painter, {bounds.left() + labelMiddle, (each.top + each.bottom) / 2}, each.level, palette);
    const QRectF near = area.adjusted(-aroundLegend, -aroundLegend, aroundLegend, aroundLegend);
    std::vector<LinkContent> links;
    for (const PlacedLink& link : layout.links())
        if (link.route.boundingRect().adjusted(-1, -1, 1, 1).intersects(near))
            links.push_back(content.link(link, view));
    // The widest link of a trunk lies on top of its siblings.
    std::ranges::stable_sort(links, {}, &LinkContent::share);
    std::vector<QRectF> taken;
    for (const PlacedCard& card : layout.cards())
        if (card.area.intersects(near))
            std::ranges::copy(cardAreas(card.area, content.card(card.id, view)), std::back_inserter(taken));
    placeWords(links, taken);
    for (const LinkContent& link : links)
        paintLink(painter, link, palette);
    for (const PlacedCard& card : layout.cards())
        if (card.area.intersects(near))
            paintCard(painter, card.area, content.card(card.id, view), palette);
    for (const LinkContent& link : links)
        paintShareChip(painter, link, palette);
}

void paintBandLines(QPainter& painter, const TreeLayout& layout, double left, double right, const Palette& palette,
                    double lineWidth) {
    painter.setPen(QPen(palette.rule, lineWidth));
    for (const PlacedBand& band : layout.bands())
        if (band.level != Level::frontline)
            painter.drawLine(QPointF(left, std::floor(band.bottom) + 0.5),
                             QPointF(right, std::floor(band.bottom) + 0.5));
}

QString levelName(Level level) {
    switch (level) {
    case Level::financial:
        return tr("Financial");
    case Level::operating:
        return tr("Operating");
    case Level::frontline:
        break;
    }
    return tr("Frontline");
}

void paintBandLabel(QPainter& painter, const QPointF& centre, Level level, const Palette& palette) {
    const QString words = levelName(level);
    const QFont font = fontOf(TextRole::labelStrong);
    constexpr double markSize = 9;
    constexpr double gap = 7;
    const double length = markSize + gap + QFontMetricsF(font).horizontalAdvance(words);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(centre);
    painter.rotate(-90);
    paintLevelMark(painter, QRectF(-length / 2, -markSize / 2, markSize, markSize), level, palette.level(level));
    painter.setFont(font);
    painter.setPen(palette.level(level));
    painter.drawText(QPointF(-length / 2 + markSize + gap, 4.5), words);
    painter.restore();
}

QSizeF legendSize(LegendShape shape) {
    const int columns = legendColumns(shape);
    const double lines = legendPitch * ((legendRows + columns - 1) / columns) - 6;
    return shape == LegendShape::flat ? QSizeF(titleBeside + columns * legendWidth, lines)
                                      : QSizeF(columns * legendWidth, legendTitle + lines);
}

void paintLegend(QPainter& painter, const QPointF& topLeft, const QString& title, LegendFor reader,
                 const Palette& palette, LegendShape shape) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(topLeft);
    painter.setFont(fontOf(TextRole::labelStrong));
    painter.setPen(palette.ink2);
    painter.drawText(QPointF(0, 11), tr("%1, against").arg(title));
    painter.drawText(QPointF(0, 26), tr("business as usual"));

    constexpr double textLeft = 18;
    const double top = shape == LegendShape::flat ? 11 : legendTitle + 13;
    if (shape == LegendShape::flat)
        painter.translate(titleBeside, 0);
    double base = top;
    int row = 0;
    const int rows = (legendRows + legendColumns(shape) - 1) / legendColumns(shape);
    const auto next = [&] {
        base += legendPitch;
        if (++row % rows != 0)
            return;
        base = top;
        painter.translate(legendWidth, 0);
    };
    const auto words = [&](double x, const QString& text) {
        painter.setFont(fontOf(TextRole::label));
        painter.setPen(palette.ink2);
        painter.drawText(QPointF(x, base), text);
    };
    paintChangeMark(painter, {0, base - 0.5}, 9, Pointing::down, Judgement::better, palette);
    words(textLeft, tr("better"));
    paintChangeMark(painter, {76, base - 0.5}, 9, Pointing::up, Judgement::worse, palette);
    words(94, tr("worse"));
    next();
    painter.fillRect(QRectF(0, base - 7.5, 13, 6), palette.good);
    words(textLeft, tr("width: share of change"));
    next();
    painter.setPen(QPen(palette.rule, 1));
    painter.setBrush(palette.surface);
    painter.drawRect(QRectF(-0.5, base - 10.5, 14, 12));
    CardContent half;
    half.judgement = Judgement::better;
    half.fill = 0.5;
    paintFill(painter, QRectF(0, base - 10, 13, 11), 0, 3, half, palette);
    words(textLeft, tr("edge: part that has come"));
    next();
    painter.setPen(QPen(palette.ink3, 1.5));
    painter.drawLine(QPointF(0, base - 4), QPointF(14, base - 4));
    painter.setPen(QPen(palette.canvas, 3));
    painter.drawLine(QPointF(5, base - 4), QPointF(9, base - 4));
    words(textLeft, tr("dashed: not linked yet"));
    next();
    painter.setPen(QPen(palette.ink3, 1.3));
    painter.drawLine(QPointF(5, base + 1), QPointF(5, base - 6));
    painter.setBrush(palette.canvas);
    painter.drawEllipse(QPointF(5, base - 8), 2, 2);
    words(textLeft, reader == LegendFor::window ? tr("second links, on selection") : tr("second links, not drawn"));
    next();
    painter.setPen(QPen(palette.good, 2));
    painter.drawLine(QPointF(3, base + 1), QPointF(3, base - 10));
    painter.drawLine(QPointF(9, base + 1), QPointF(9, base - 10));
    words(textLeft, tr("delay on a link; // smoothed"));
    next();
    paintGrade(painter, QRectF(-2, base - 12, 16, 16), Grade::d, palette);
    words(textLeft, tr("evidence, A to D"));
    next();
    paintIcon(painter, u"bezier2"_s, QRectF(-2, base - 12, 16, 16), palette.ink2);
    words(textLeft, tr("on a process map"));
    painter.restore();
}

bool isFree(const TreeLayout& layout, const QRectF& place) {
    const QRectF wide = place.adjusted(-aroundLegend, -aroundLegend, aroundLegend, aroundLegend);
    for (const PlacedCard& card : layout.cards())
        if (card.area.intersects(wide))
            return false;
    for (const PlacedLink& link : layout.links())
        for (qsizetype i = 0; i + 1 < link.route.size(); ++i)
            if (QRectF(link.route[i], link.route[i + 1]).normalized().adjusted(-1, -1, 1, 1).intersects(wide))
                return false;
    for (const PlacedBand& band : layout.bands())
        if (band.bottom > wide.top() && band.bottom < wide.bottom() && band.level != Level::frontline)
            return false;
    return true;
}

std::optional<QPointF> legendPlace(const TreeLayout& layout, const QRectF& area) {
    if (layout.cards().empty() || layout.cards().size() > mostForLegend)
        return std::nullopt;
    constexpr double step = 10;
    const QSizeF size = legendSize();
    for (double x = area.right() - size.width() - aroundLegend; x > area.left() + 2 * labelMiddle; x -= step)
        for (double y = area.top() + aroundLegend; y + size.height() + aroundLegend <= area.bottom(); y += step)
            if (isFree(layout, QRectF(QPointF(x, y), size)))
                return QPointF(x, y);
    return std::nullopt;
}

} // namespace tributary::ui
