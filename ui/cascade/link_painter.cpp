// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/link_painter.h"

#include "ui/look/number_words.h"
#include "ui/look/type.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <optional>

namespace tributary::ui {

namespace {

constexpr double cornerRadius = 6;
constexpr double shareOfChip = 0.30;
constexpr double shareOfChipOnPath = 0.05;
constexpr double chipHeight = 16;

QColor lineColour(const LinkContent& content, const Palette& palette) {
    switch (content.kind) {
    case LinkContent::Kind::second:
    case LinkContent::Kind::loop:
        return palette.ink;
    case LinkContent::Kind::unlinked:
        return palette.ink3;
    case LinkContent::Kind::primary:
        break;
    }
    return content.share > 0 && content.judgement != Judgement::none ? judgementColour(palette, content.judgement)
                                                                     : palette.track;
}

QPen linePen(const LinkContent& content, const Palette& palette, double scale) {
    const auto dashed = [&](double width, const QVector<double>& pattern) {
        QPen pen(lineColour(content, palette), width * scale, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        QVector<double> inWidths;
        for (const double length : pattern)
            inWidths.append(length / width);
        pen.setDashPattern(inWidths);
        return pen;
    };
    switch (content.kind) {
    case LinkContent::Kind::second:
        return dashed(1.4, {4, 3});
    case LinkContent::Kind::loop:
        return dashed(1.4, {2, 3});
    case LinkContent::Kind::unlinked:
        return dashed(1.5, {6, 4});
    case LinkContent::Kind::primary:
        break;
    }
    const bool carries = content.judgement != Judgement::none;
    return {lineColour(content, palette), linkWidth(carries ? content.share * content.growth : 0) * scale,
            Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin};
}

/// Where the bars of a lag stand.
struct LagPlace {
    qsizetype leg = 0; ///< of the route
    QPointF centre;
    bool lying = false;
    bool wordsOnLine = false; ///< behind the bars, towards the parent
};

double lagWordsWidth(const LinkContent& content, double scale) {
    return QFontMetricsF(fontOf(TextRole::label, scale)).horizontalAdvance(content.lagText);
}

/// On the part of the trunk that no sibling shares, where bars and words have room and the first leg is short.
std::optional<LagPlace> lagPlaceOnTrunk(const LinkContent& content, double scale) {
    constexpr double roomBesideBars = 24; // above or below
    constexpr double aroundWords = 44;    // the bars, and the line on both sides
    const qsizetype trunk = content.route.size() - 3;
    if (trunk < 1 || QLineF(content.route[0], content.route[1]).length() >= roomBesideBars * scale ||
        content.alone < lagWordsWidth(content, scale) + aroundWords * scale)
        return std::nullopt;
    const QLineF leg(content.route[trunk], content.route[trunk + 1]);
    constexpr double fromBend = 18;
    return LagPlace{trunk, leg.pointAt(fromBend * scale / leg.length()), true, true};
}

/// Near the driver, where the wait is; if the first leg is too short for two bars, on the longest.
std::optional<LagPlace> lagPlace(const LinkContent& content, double scale) {
    constexpr double roomForBars = 14;
    if (const auto onTrunk = lagPlaceOnTrunk(content, scale))
        return onTrunk;
    QLineF leg(content.route[0], content.route[1]);
    qsizetype at = 0;
    for (qsizetype i = 1; i + 1 < content.route.size() && leg.length() < roomForBars * scale; ++i)
        if (const QLineF each(content.route[i], content.route[i + 1]); each.length() > leg.length()) {
            leg = each;
            at = i;
        }
    if (leg.length() <= 0)
        return std::nullopt;
    const bool lying = std::abs(leg.dx()) > std::abs(leg.dy());
    // An upright leg ends in a round corner: the bars keep to its straight part.
    return LagPlace{at, leg.pointAt(lying ? 0.5 : std::min(0.5, 6 * scale / leg.length())), lying, false};
}

/// Two bars across the line, leaning where the link smooths.
void paintLag(QPainter& painter, const LinkContent& content, const LagPlace& place, const Palette& palette,
              double scale) {
    const double width = linePen(content, palette, scale).widthF();
    const double half = std::max(7 * scale, width / 2 + 4 * scale);
    const double lean = content.lag == LinkContent::Lag::smoothing ? 3 * scale : 0;
    const bool lying = place.lying;
    const auto along = [&](double a, double b) { return place.centre + (lying ? QPointF(a, b) : QPointF(b, a)); };
    const QColor colour = lineColour(content, palette);
    if (content.pulse < 1) {
        QColor ring = colour;
        ring.setAlphaF(static_cast<float>(0.55 * (1 - content.pulse)));
        painter.setPen(Qt::NoPen);
        painter.setBrush(ring);
        const double radius = half + 16 * scale * content.pulse;
        painter.drawEllipse(place.centre, radius, radius);
        painter.setBrush(Qt::NoBrush);
    }
    // The line is broken between the bars, so that they read as a gate and not as a crossing.
    painter.setPen(QPen(palette.canvas, width + 2 * scale, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(along(-5 * scale, 0), along(5 * scale, 0));
    painter.setPen(QPen(colour == palette.track ? palette.ink3 : colour, 2 * scale, Qt::SolidLine, Qt::FlatCap));
    for (const double offset : {-3 * scale, 3 * scale})
        painter.drawLine(along(offset - lean, half), along(offset + lean, -half));
    if (content.lagText.isEmpty())
        return;
    painter.setFont(fontOf(TextRole::label, scale));
    const double textWidth = lagWordsWidth(content, scale);
    const QPointF centre = place.centre;
    if (place.wordsOnLine) {
        const bool rightwards = content.route[place.leg + 1].x() > centre.x();
        const double left = rightwards ? centre.x() + 13 * scale : centre.x() - 13 * scale - textWidth;
        painter.fillRect(
            QRectF(left - 2 * scale, centre.y() - width / 2 - scale, textWidth + 4 * scale, width + 2 * scale),
            palette.canvas);
        painter.setPen(palette.ink2);
        painter.drawText(QPointF(left, centre.y() + 4 * scale), content.lagText);
        return;
    }
    painter.setPen(palette.ink2);
    painter.drawText(lying ? QPointF(centre.x() - textWidth / 2, centre.y() - half - 4 * scale)
                           : QPointF(centre.x() + half + 4 * scale, centre.y() + 4 * scale),
                     content.lagText);
}

void paintHead(QPainter& painter, const LinkContent& content, const Palette& palette, double scale) {
    const QPointF tip = content.route.last();
    QLineF direction(content.route[content.route.size() - 2], tip);
    if (direction.length() <= 0)
        return;
    const QPointF unit = (direction.p2() - direction.p1()) / direction.length();
    const QPointF across(-unit.y(), unit.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(lineColour(content, palette));
    painter.drawPolygon(
        QPolygonF({tip, tip - unit * 8 * scale + across * 3.5 * scale, tip - unit * 8 * scale - across * 3.5 * scale}));
}

} // namespace

double linkWidth(double share) { return 1.5 + 12 * std::clamp(std::isfinite(share) ? share : 0.0, 0.0, 1.0); }

QPainterPath roundedPath(const QPolygonF& route, double radius) {
    QPainterPath path;
    QPolygonF points;
    for (const QPointF& point : route)
        if (points.isEmpty() || QLineF(points.last(), point).length() > 0.01)
            points << point;
    if (points.size() < 2)
        return path;
    path.moveTo(points.first());
    for (qsizetype i = 1; i + 1 < points.size(); ++i) {
        const QLineF in(points[i], points[i - 1]);
        const QLineF out(points[i], points[i + 1]);
        const double r = std::min({radius, in.length() / 2, out.length() / 2});
        path.lineTo(in.pointAt(r / in.length()));
        path.quadTo(points[i], out.pointAt(r / out.length()));
    }
    path.lineTo(points.last());
    return path;
}

void paintLink(QPainter& painter, const LinkContent& content, const Palette& palette, double scale) {
    if (content.route.size() < 2)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto lag = content.lag == LinkContent::Lag::none ? std::nullopt : lagPlace(content, scale);
    QPolygonF coloured = content.route;
    if (lag && !content.hasPassed) {
        LinkContent waiting = content;
        waiting.share = 0;
        painter.setPen(linePen(waiting, palette, scale));
        painter.drawPath(roundedPath(content.route, cornerRadius * scale));
        coloured = QPolygonF(content.route.mid(0, lag->leg + 1));
        coloured << lag->centre;
    }
    painter.setPen(linePen(content, palette, scale));
    painter.drawPath(roundedPath(coloured, cornerRadius * scale));
    if (content.kind == LinkContent::Kind::loop)
        paintHead(painter, content, palette, scale);
    if (lag)
        paintLag(painter, content, *lag, palette, scale);
    painter.restore();
}

void paintFarLink(QPainter& painter, const LinkContent& content, const Palette& palette) {
    constexpr double hairline = 4; // a pixel at the zoom where cards become bars
    const double width = std::max(hairline, linePen(content, palette, 1).widthF());
    const QColor colour = lineColour(content, palette);
    for (qsizetype i = 0; i + 1 < content.route.size(); ++i)
        painter.fillRect(QRectF(content.route[i], content.route[i + 1])
                             .normalized()
                             .adjusted(-width / 2, -width / 2, width / 2, width / 2),
                         colour);
}

void paintShareChip(QPainter& painter, const LinkContent& content, const Palette& palette, double scale) {
    const double least = content.onSelectedPath ? shareOfChipOnPath : shareOfChip;
    if (content.kind != LinkContent::Kind::primary || content.judgement == Judgement::none || !content.tellsShare ||
        content.share < least)
        return;
    const QString words = shareWords(content.share);
    const QFont font = fontOf(TextRole::labelStrong, scale);
    const double width = QFontMetricsF(font).horizontalAdvance(words) + 10 * scale;
    const auto lag = content.lag == LinkContent::Lag::none ? std::nullopt : lagPlaceOnTrunk(content, scale);
    QLineF best;
    for (qsizetype i = 0; i + 1 < content.route.size(); ++i) {
        QLineF leg(content.route[i], content.route[i + 1]);
        if (lag && lag->leg == i) // behind the words of the lag
            leg.setP1(leg.pointAt(std::min(1.0, (lagWordsWidth(content, scale) + 34 * scale) / leg.length())));
        const bool lying = std::abs(leg.dx()) > std::abs(leg.dy());
        const double room = lying ? width + 8 * scale : 2.5 * chipHeight * scale;
        // A lying leg is the place that the eye follows; an upright one will do.
        const bool better = lying == (std::abs(best.dx()) > std::abs(best.dy())) ? leg.length() > best.length() : lying;
        if (leg.length() >= room && better && (lying || content.lag == LinkContent::Lag::none))
            best = leg;
    }
    if (best.length() <= 0)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF centre = best.pointAt(0.5);
    const QRectF chip(centre.x() - width / 2, centre.y() - chipHeight / 2 * scale, width, chipHeight * scale);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.canvas);
    painter.drawRoundedRect(chip, 3 * scale, 3 * scale);
    painter.setFont(font);
    painter.setPen(judgementColour(palette, content.judgement));
    painter.drawText(QPointF(chip.left() + 5 * scale, centre.y() + 4.5 * scale), words);
    painter.restore();
}

} // namespace tributary::ui
