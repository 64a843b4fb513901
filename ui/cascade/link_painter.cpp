// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/link_painter.h"

#include "ui/cascade/link_words.h"
#include "ui/look/number_words.h"
#include "ui/look/type.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double cornerRadius = 6;

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

LinkWords wordsOf(const LinkContent& content) { return content.words ? *content.words : wordsAlone(content); }

QPen linePen(const LinkContent& content, const Palette& palette) {
    const auto dashed = [&](double width, const QVector<double>& pattern) {
        QPen pen(lineColour(content, palette), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
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
    return {lineColour(content, palette), linkWidth(carries ? content.share * content.growth : 0), Qt::SolidLine,
            Qt::FlatCap, Qt::RoundJoin};
}

/// Two bars across the line, leaning where the link smooths, and their time.
void paintLag(QPainter& painter, const LinkContent& content, const LagPlace& place, const Palette& palette) {
    const double width = linePen(content, palette).widthF();
    const double half = lagReach(content);
    const double lean = content.lag == LinkContent::Lag::smoothing ? 3 : 0;
    const bool lying = place.lying;
    const auto along = [&](double a, double b) { return place.centre + (lying ? QPointF(a, b) : QPointF(b, a)); };
    const QColor colour = lineColour(content, palette);
    if (content.pulse < 1) {
        QColor ring = colour;
        ring.setAlphaF(static_cast<float>(0.55 * (1 - content.pulse)));
        painter.setPen(Qt::NoPen);
        painter.setBrush(ring);
        const double radius = half + 16 * content.pulse;
        painter.drawEllipse(place.centre, radius, radius);
        painter.setBrush(Qt::NoBrush);
    }
    // The line is broken between the bars, so that they read as a gate and not as a crossing.
    painter.setPen(QPen(palette.canvas, width + 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(along(-5, 0), along(5, 0));
    painter.setPen(QPen(colour == palette.track ? palette.ink3 : colour, 2, Qt::SolidLine, Qt::FlatCap));
    for (const double offset : {-3.0, 3.0})
        painter.drawLine(along(offset - lean, half), along(offset + lean, -half));
    const QRectF words = content.lagText.isEmpty() ? QRectF() : wordsOf(content).lag;
    if (words.isNull())
        return;
    const QFont font = fontOf(TextRole::label);
    const QRectF ink = QFontMetricsF(font).tightBoundingRect(content.lagText);
    painter.fillRect(words, palette.canvas);
    painter.setFont(font);
    painter.setPen(palette.ink2);
    painter.drawText(QPointF(words.left() + 1, words.top() + 1 - ink.top()), content.lagText);
}

void paintHead(QPainter& painter, const LinkContent& content, const Palette& palette) {
    const QPointF tip = content.route.last();
    QLineF direction(content.route[content.route.size() - 2], tip);
    if (direction.length() <= 0)
        return;
    const QPointF unit = (direction.p2() - direction.p1()) / direction.length();
    const QPointF across(-unit.y(), unit.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(lineColour(content, palette));
    painter.drawPolygon(QPolygonF({tip, tip - unit * 8 + across * 3.5, tip - unit * 8 - across * 3.5}));
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

void paintLink(QPainter& painter, const LinkContent& content, const Palette& palette) {
    if (content.route.size() < 2)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto lag = lagPlace(content);
    QPolygonF coloured = content.route;
    if (lag && !content.hasPassed) {
        LinkContent waiting = content;
        waiting.share = 0;
        painter.setPen(linePen(waiting, palette));
        painter.drawPath(roundedPath(content.route, cornerRadius));
        coloured = QPolygonF(content.route.mid(0, lag->leg + 1));
        coloured << lag->centre;
    }
    painter.setPen(linePen(content, palette));
    painter.drawPath(roundedPath(coloured, cornerRadius));
    if (content.kind == LinkContent::Kind::loop)
        paintHead(painter, content, palette);
    if (lag)
        paintLag(painter, content, *lag, palette);
    painter.restore();
}

void paintFarLink(QPainter& painter, const LinkContent& content, const Palette& palette) {
    constexpr double hairline = 4; // a pixel at the zoom where cards become bars
    const double width = std::max(hairline, linePen(content, palette).widthF());
    const QColor colour = lineColour(content, palette);
    for (qsizetype i = 0; i + 1 < content.route.size(); ++i)
        painter.fillRect(QRectF(content.route[i], content.route[i + 1])
                             .normalized()
                             .adjusted(-width / 2, -width / 2, width / 2, width / 2),
                         colour);
}

void paintShareChip(QPainter& painter, const LinkContent& content, const Palette& palette) {
    const QRectF chip = saysShare(content) ? wordsOf(content).chip : QRectF();
    if (chip.isNull())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.canvas);
    painter.drawRoundedRect(chip, 3, 3);
    painter.setFont(fontOf(TextRole::labelStrong));
    painter.setPen(content.outdated ? palette.ink3 : judgementColour(palette, content.judgement));
    painter.drawText(QPointF(chip.left() + 5, chip.center().y() + 4.5), shareWords(content.share));
    painter.restore();
}

} // namespace tributary::ui
