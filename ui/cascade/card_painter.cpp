// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/card_painter.h"

#include "ui/cascade/card_brief.h"
#include "ui/look/icons.h"
#include "ui/look/severity_sign.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double zoomOfFull = 0.6;
constexpr double zoomOfBrief = 0.25;
constexpr double spine = 5;
constexpr double radius = 4;
constexpr double fillStrip = 3;
constexpr double textLeft = 13;
constexpr double textRight = 159;
constexpr double cardMarkSize = 16;
constexpr double cardMarkTop = 7;
constexpr double betweenCardMarks = 4;
constexpr double beforeCardMarks = 7;
constexpr double mostOfChange = (textRight - textLeft) * 0.5; ///< a difference with a long unit is set smaller

/// Measures of one card: window pixels times its scale, from its top left.
struct Sheet {
    QPainter& painter;
    const CardContent& content;
    const Palette& palette;
    QRectF area;
    double k;

    [[nodiscard]] QPointF at(double x, double y) const { return {area.left() + x * k, area.top() + y * k}; }
    [[nodiscard]] QRectF box(double x, double y, double w, double h) const { return {at(x, y), QSizeF(w * k, h * k)}; }

    double text(double x, double y, const QString& words, const QFont& font, const QColor& colour) const {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(at(x, y), words);
        return QFontMetricsF(font).horizontalAdvance(words) / k;
    }
    [[nodiscard]] double width(const QString& words, const QFont& font) const {
        return QFontMetricsF(font).horizontalAdvance(words) / k;
    }
};

void paintBody(const Sheet& sheet) {
    QPainter& painter = sheet.painter;
    const Palette& palette = sheet.palette;
    const CardContent& content = sheet.content;
    const double k = sheet.k;
    if (content.pulse < 1) {
        QColor ring = judgementColour(palette, content.judgement);
        ring.setAlphaF(static_cast<float>(1 - content.pulse));
        const double out = (2 + 8 * content.pulse) * k;
        painter.setPen(QPen(ring, 3 * k));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(sheet.area.adjusted(-out, -out, out, out), radius * k + out, radius * k + out);
    }
    if (content.selected) {
        painter.setPen(QPen(palette.ink, 2 * k));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(sheet.area.adjusted(-3 * k, -3 * k, 3 * k, 3 * k), 7 * k, 7 * k);
    }
    const double border = content.faulty ? 2 : 1;
    const QColor edge = content.faulty ? palette.error : content.hovered ? palette.ink3 : palette.rule;
    painter.setPen(QPen(edge, border * k));
    painter.setBrush(palette.surface);
    const double inset = border / 2 * k;
    const QRectF inner = sheet.area.adjusted(inset, inset, -inset, -inset);
    painter.drawRoundedRect(inner, radius * k, radius * k);

    QPainterPath outer;
    outer.addRoundedRect(sheet.area, radius * k, radius * k);
    paintFill(painter, inner.adjusted(inset, inset, -inset, -inset), radius * k, fillStrip * k, content, palette);
    QPainterPath strip;
    strip.addRect(sheet.box(0, 0, spine, cardHeight));
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.level(content.level));
    painter.drawPath(outer.intersected(strip));
}

/// The font of a role, smaller where a text would need more room than there is.
QFont fitted(const QString& text, TextRole role, double k, double room) {
    const QFont font = fontOf(role, k);
    const double width = QFontMetricsF(font).horizontalAdvance(text);
    if (width <= room || room <= 0)
        return font;
    constexpr double safe = 0.97; // glyphs do not shrink quite as the size does
    return fontOf(role, k * safe * room / width);
}

/// Whether the place of the first mark is taken by another one than that of the maps.
bool hasOwnMark(const CardContent& content) { return content.faulty || content.grade != Grade::none; }

/// Returns where the name's first line must stop.
double paintMarks(const Sheet& sheet) {
    const CardContent& content = sheet.content;
    double left = textRight;
    if (hasOwnMark(content)) {
        left -= cardMarkSize;
        const QRectF place = sheet.box(left, cardMarkTop, cardMarkSize, cardMarkSize);
        const SeveritySign sign = signOf(Severity::error);
        if (content.faulty)
            paintIcon(sheet.painter, sign.icon, place, sheet.palette.*sign.colour);
        else
            paintGrade(sheet.painter, place, content.grade, sheet.palette);
    }
    if (content.onMap) {
        const QRectF place = mapMarkArea(content);
        left = place.left();
        paintIcon(sheet.painter, u"bezier2"_s, sheet.box(left, place.top(), place.width(), place.height()),
                  sheet.palette.ink2);
    }
    return left < textRight ? left - beforeCardMarks : textRight;
}

/// What a metric that cannot have a value yet says in its place, as the inspector says it.
void paintUnfinished(const Sheet& sheet, double valueBase, double hintBase) {
    const CardContent& content = sheet.content;
    constexpr double iconSize = 12;
    paintIcon(sheet.painter, u"info-circle"_s, sheet.box(textLeft, valueBase - 10.5, iconSize, iconSize),
              sheet.palette.ink2);
    const auto line = [&](double left, double base, const QString& words, TextRole role) {
        sheet.text(left, base, words, fitted(words, role, sheet.k, (textRight - left) * sheet.k), sheet.palette.ink2);
    };
    const bool waits = !content.trouble.isEmpty() && !content.unfinished;
    const double left = textLeft + iconSize + 5;
    const QString trouble = QFontMetricsF(fontOf(TextRole::row, sheet.k))
                                .elidedText(content.trouble, Qt::ElideRight, (textRight - left) * sheet.k);
    line(left, valueBase, waits ? trouble : tr("No value yet"), TextRole::row);
    if (waits)
        return;
    if (content.selected || content.hovered) // not on paper
        line(textLeft, hintBase, tr("Type it with ="), TextRole::label);
}

/// What numbers are written with that are not current.
Palette quieted(Palette palette) {
    palette.ink = palette.ink2 = palette.good = palette.bad = palette.ink3;
    return palette;
}

/// The mark of a change, or the hollow ring of a run where it is not current.
void paintMarkOfChange(const Sheet& sheet, const QPointF& base, double size) {
    if (!sheet.content.outdated)
        return paintChangeMark(sheet.painter, base, size, sheet.content.pointing, sheet.content.judgement,
                               sheet.palette);
    constexpr double line = 1.5; // of a mark of 9
    const double inset = size * line / 9;
    sheet.painter.setPen(QPen(sheet.palette.ink3, inset));
    sheet.painter.setBrush(Qt::NoBrush);
    sheet.painter.drawEllipse(QRectF(base.x(), base.y() - size, size, size).adjusted(inset, inset, -inset, -inset));
}

double paintChange(const Sheet& sheet, double baseline) {
    const CardContent& content = sheet.content;
    if (content.change.isEmpty())
        return textRight;
    if (content.judgement == Judgement::none) {
        const QFont font = fitted(content.change, TextRole::label, sheet.k, mostOfChange * sheet.k);
        const double left = textRight - sheet.width(content.change, font);
        sheet.text(left, baseline, content.change, font, sheet.palette.ink3);
        return left;
    }
    const QFont font = fitted(content.change, TextRole::change, sheet.k, mostOfChange * sheet.k);
    const double left = textRight - sheet.width(content.change, font);
    sheet.text(left, baseline, content.change, font, judgementColour(sheet.palette, content.judgement));
    paintMarkOfChange(sheet, sheet.at(left - 4 - 9, baseline - 0.5), 9 * sheet.k);
    return left - 13;
}

void paintSparkline(const Sheet& sheet) {
    const Sparkline& spark = sheet.content.sparkline;
    const auto size = spark.line.size();
    if (size < 2 || sheet.content.judgement == Judgement::none)
        return;
    const QRectF place = sheet.box(textRight - 56, 64, 56, 15);
    double low = 0;
    double high = 0;
    for (const auto* column : {&spark.low90, &spark.line, &spark.high90})
        for (const double value : *column)
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    if (!(high > low))
        return;
    const auto point = [&](const QVector<double>& column, qsizetype i) {
        const double share = static_cast<double>(i) / static_cast<double>(size - 1);
        return QPointF(place.left() + place.width() * share,
                       place.bottom() - (column[i] - low) / (high - low) * place.height());
    };
    QPainter& painter = sheet.painter;
    const auto band = [&](const QVector<double>& bottom, const QVector<double>& top, const QColor& colour) {
        if (bottom.size() != size || top.size() != size)
            return;
        QPolygonF outline;
        for (qsizetype i = 0; i < size; ++i)
            outline << point(bottom, i);
        for (qsizetype i = size - 1; i >= 0; --i)
            outline << point(top, i);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPolygon(outline);
    };
    band(spark.low90, spark.high90, sheet.palette.mist90);
    band(spark.low50, spark.high50, sheet.palette.mist50);
    const double zero = place.bottom() + low / (high - low) * place.height();
    QPen dashes(sheet.palette.ink3, sheet.k);
    dashes.setDashPattern({2, 2});
    dashes.setCapStyle(Qt::FlatCap);
    painter.setPen(dashes);
    painter.drawLine(QPointF(place.left(), zero), QPointF(place.right(), zero));
    const QColor colour = judgementColour(sheet.palette, sheet.content.judgement);
    QPolygonF line;
    for (qsizetype i = 0; i < size; ++i)
        if (std::isfinite(spark.line[i]))
            line << point(spark.line, i);
    painter.setPen(QPen(colour, 1.8 * sheet.k, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    const auto at = std::clamp<qsizetype>(spark.position, 0, size - 1);
    if (std::isfinite(spark.line[at])) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(point(spark.line, at), 2.4 * sheet.k, 2.4 * sheet.k);
    }
}

/// Whether "no change" goes down beside the range, so that the unit stands behind the value it belongs to.
bool yieldsToUnit(const Sheet& sheet) {
    const CardContent& content = sheet.content;
    if (content.judgement != Judgement::none || content.change.isEmpty() || content.value.isEmpty())
        return false;
    constexpr double apart = 8;
    const QFont small = fontOf(TextRole::label, sheet.k);
    const double room = textRight - textLeft;
    const double unit =
        sheet.width(content.value, fontOf(TextRole::cardValue, sheet.k)) + 4 + sheet.width(content.unit, small);
    const double change = sheet.width(content.change, small);
    QFont italic = small;
    italic.setItalic(content.range.isEmpty());
    const double range = sheet.width(content.range.isEmpty() ? tr("no range given") : content.range, italic);
    return unit + apart + change > room && unit + apart <= room && range + apart + change <= room;
}

void paintFull(const Sheet& whole) {
    const CardContent& content = whole.content;
    const Palette numbers = content.outdated ? quieted(whole.palette) : whole.palette;
    const Sheet sheet{whole.painter, content, numbers, whole.area, whole.k};
    const double k = sheet.k;
    const double nameRight = paintMarks(whole);
    const QFont nameFont = fontOf(TextRole::cardName, k);
    const QStringList lines =
        cardNameLines(content.name, nameFont, (nameRight - textLeft) * k, (textRight - textLeft) * k);
    for (qsizetype i = 0; i < lines.size(); ++i)
        sheet.text(textLeft, 19 + 15 * static_cast<double>(i), lines[i], nameFont, whole.palette.ink);

    constexpr double valueBase = 57;
    constexpr double rangeBase = 75;
    if ((content.unfinished || !content.trouble.isEmpty()) && content.value.isEmpty())
        return paintUnfinished(sheet, valueBase, rangeBase);
    const bool yields = yieldsToUnit(sheet);
    const double changeEdge = paintChange(sheet, yields ? rangeBase : valueBase);
    const double changeLeft = yields ? textRight : changeEdge;
    if (content.value.isEmpty()) {
        sheet.text(textLeft, valueBase, u"…"_s, fontOf(TextRole::cardValue, k), sheet.palette.ink3);
        return paintSparkline(sheet);
    }
    constexpr double gap = 4;
    constexpr double beforeChange = 8; ///< its mark is not to be read with the unit
    constexpr double sparklineRoom = 60;
    const QFont unitFont = fontOf(TextRole::label, k);
    // The least of the unit that stands beside the value: whole if it is short, else its rate, else it goes below.
    constexpr double shortUnit = 34; // "h/mo"
    const double unitWidth = sheet.width(content.unit, unitFont);
    const double rateWidth = sheet.width(content.rate, unitFont);
    const double kept = unitWidth <= shortUnit ? unitWidth : rateWidth;
    const double valueRoom = changeLeft - beforeChange - textLeft - (kept > 0 ? gap + kept : 0);
    const double valueWidth =
        sheet.text(textLeft, valueBase, content.value, fitted(content.value, TextRole::cardValue, k, valueRoom * k),
                   sheet.palette.ink);
    // ink3 is too faint on a fill.
    const QColor quiet = content.fill > 0 ? sheet.palette.ink2 : sheet.palette.ink3;
    const QString range = content.range.isEmpty() ? tr("no range given") : content.range;
    QFont rangeFont = fitted(range, TextRole::label, k, (textRight - textLeft) * k);
    rangeFont.setItalic(content.range.isEmpty());
    // One that would be too small to be read is left to the tip.
    constexpr double smallest = 6.5; // points
    bool saysRange = rangeFont.pointSizeF() >= smallest * k;
    const double rangeWidth = saysRange ? sheet.width(range, rangeFont) : 0;
    // A range so long that it needs the place of the sparkline has it.
    bool hasSparkline = !content.sparkline.line.isEmpty() && rangeWidth <= textRight - sparklineRoom - textLeft;
    const double besideValue = changeLeft - beforeChange - (textLeft + valueWidth + gap);
    const double behindRange = (hasSparkline ? textRight - sparklineRoom : textRight) - textLeft - rangeWidth - gap;
    const double unitBehind = textRight - textLeft - rangeWidth - gap; // where the sparkline gives way
    // A unit is never cut: it stands beside the value, or behind the range, or as its rate; where even that has no
    // room it stands behind the range in smaller texts.
    if (unitWidth <= besideValue) {
        sheet.text(textLeft + valueWidth + gap, valueBase, content.unit, unitFont, sheet.palette.ink2);
    } else if (unitWidth <= behindRange) {
        sheet.text(textLeft + rangeWidth + gap, rangeBase, content.unit, unitFont, sheet.palette.ink2);
    } else if (rateWidth > 0 && rateWidth <= besideValue) {
        sheet.text(textLeft + valueWidth + gap, valueBase, content.rate, unitFont, sheet.palette.ink2);
    } else if (unitWidth <= unitBehind) {
        hasSparkline = false;
        sheet.text(textLeft + rangeWidth + gap, rangeBase, content.unit, unitFont, sheet.palette.ink2);
    } else {
        hasSparkline = false;
        const QString both = range + QChar(QChar::Nbsp) + content.unit;
        const double size = fitted(both, TextRole::label, k, (textRight - textLeft - gap) * k).pointSizeF();
        saysRange = saysRange && size >= smallest * k;
        if (saysRange)
            rangeFont.setPointSizeF(size);
        const double left = saysRange ? textLeft + sheet.width(range, rangeFont) + gap : textLeft;
        QFont smaller = saysRange ? rangeFont : fitted(content.unit, TextRole::label, k, (textRight - left) * k);
        smaller.setItalic(false);
        sheet.text(left, rangeBase, content.unit, smaller, sheet.palette.ink2);
    }
    if (saysRange)
        sheet.text(textLeft, rangeBase, range, rangeFont, quiet);
    if (hasSparkline)
        paintSparkline(sheet);
}

/// Name and change in letters of the screen, whatever the zoom: the change below, the name in the lines above it.
void paintBrief(const Sheet& sheet, double zoom) {
    const CardContent& content = sheet.content;
    const double onScreen = std::max(zoom, 0.01); // pixels of a unit of the card
    const double grow = sheet.k / onScreen;
    const double left = spine + 8 * std::min(1.0, zoom / zoomOfFull);
    constexpr double right = cardWidth - 4;
    constexpr double air = 1;
    const BriefText text = briefText(content, QSizeF(right - left, cardHeight - 2 * air) * onScreen);
    const double pitch = text.pitch / onScreen;
    const auto lines = static_cast<double>(text.name.size() + (text.saysChange ? 1 : 0));
    const double spare = cardHeight - 2 * air - lines * pitch;

    QPainter& painter = sheet.painter;
    painter.save();
    painter.setClipRect(sheet.area, Qt::IntersectClip);
    constexpr double baseInLine = 0.78;
    constexpr double mostAbove = 4;
    double base = air + std::clamp(spare / 2, 0.0, mostAbove) + pitch * baseInLine;
    const QFont nameFont = sans(text.points * grow, QFont::DemiBold);
    for (const QString& line : text.name) {
        sheet.text(left, base, line, nameFont, sheet.palette.ink);
        base += pitch;
    }
    if (text.saysChange) {
        const double letters = text.changePoints * 4 / 3 / onScreen;
        const double bottom = std::max(base, cardHeight - air - mostAbove - pitch * (1 - baseInLine));
        if (text.hasMark)
            paintMarkOfChange(sheet, sheet.at(left, bottom - 0.5), briefMark * letters * sheet.k);
        sheet.text(left + (text.hasMark ? (briefMark + briefBesideMark) * letters : 0), bottom, content.change,
                   sans(text.changePoints * grow, changeWeight(content)),
                   content.outdated ? sheet.palette.ink3 : judgementColour(sheet.palette, content.judgement));
    }
    painter.restore();
}

void paintBar(const Sheet& sheet) {
    QPainter& painter = sheet.painter;
    painter.setPen(Qt::NoPen);
    painter.setBrush(sheet.palette.surface);
    painter.drawRect(sheet.area);
    painter.setBrush(sheet.palette.level(sheet.content.level));
    painter.drawRect(sheet.box(0, 0, 16, cardHeight));
    if (sheet.content.judgement != Judgement::none) {
        painter.setBrush(judgementColour(sheet.palette, sheet.content.judgement));
        const double share = std::clamp(sheet.content.strength, 0.0, 1.0);
        painter.drawRect(sheet.box(28, 30, std::max(8.0, share * (cardWidth - 40)), 24));
    }
    if (sheet.content.selected || sheet.content.faulty) {
        painter.setPen(QPen(sheet.content.faulty ? sheet.palette.error : sheet.palette.ink, 8 * sheet.k));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(sheet.area);
    }
}

/// The pin that stands for links besides the primary one.
void paintStub(const Sheet& sheet) {
    const double x = textRight - 11;
    QPainter& painter = sheet.painter;
    painter.setPen(QPen(sheet.palette.ink3, 1.3 * sheet.k));
    painter.drawLine(sheet.at(x, 0), sheet.at(x, -7));
    painter.setBrush(sheet.palette.canvas);
    painter.drawEllipse(sheet.at(x, -9), 2 * sheet.k, 2 * sheet.k);
    sheet.text(x + 6, -3, u'+' + QString::number(sheet.content.secondLinks), fontOf(TextRole::label, sheet.k),
               sheet.palette.ink3);
}

void paintFoldChip(const Sheet& sheet) {
    const QString words = u'+' + QString::number(sheet.content.folded);
    const QFont font = fontOf(TextRole::labelStrong, sheet.k);
    const double width = sheet.width(words, font) + 12;
    const double left = (cardWidth - width) / 2;
    QPainter& painter = sheet.painter;
    painter.setPen(QPen(sheet.palette.rule, sheet.k));
    painter.setBrush(sheet.palette.surface);
    painter.drawRoundedRect(sheet.box(left, cardHeight + 3.5, width, 16), 3 * sheet.k, 3 * sheet.k);
    sheet.text(left + 6, cardHeight + 16, words, font, sheet.palette.ink2);
}

} // namespace

CardDetail cardDetail(double zoom) {
    // A painter's transform gives the zoom back with rounding, and all cards are to agree.
    constexpr double slack = 1e-6;
    if (zoom >= zoomOfFull - slack)
        return CardDetail::full;
    return zoom >= zoomOfBrief - slack ? CardDetail::brief : CardDetail::bar;
}

void paintCard(QPainter& painter, const QRectF& area, const CardContent& content, const Palette& palette,
               CardDetail detail, double zoom) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    constexpr double draggedOpacity = 0.6;
    if (content.dragged)
        painter.setOpacity(painter.opacity() * draggedOpacity);
    const Sheet sheet{painter, content, palette, area, area.width() / cardWidth};
    if (detail == CardDetail::bar) {
        paintBar(sheet);
        painter.restore();
        return;
    }
    paintBody(sheet);
    if (detail == CardDetail::full)
        paintFull(sheet);
    else
        paintBrief(sheet, zoom);
    if (content.secondLinks > 0 && detail == CardDetail::full)
        paintStub(sheet);
    if (content.folded > 0)
        paintFoldChip(sheet);
    painter.restore();
}

void paintFill(QPainter& painter, const QRectF& body, double corner, double strip, const CardContent& content,
               const Palette& palette) {
    if (content.judgement == Judgement::none || !(content.fill > 0))
        return;
    const double share = std::min(content.fill, 1.0);
    const QColor& soft = content.judgement == Judgement::better ? palette.goodSoft : palette.badSoft;
    const auto between = [share](float from, float to) { return from + (to - from) * static_cast<float>(share); };
    const QColor& bare = palette.surface;
    QPainterPath whole;
    whole.addRoundedRect(body, corner, corner);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromRgbF(between(bare.redF(), soft.redF()), between(bare.greenF(), soft.greenF()),
                                      between(bare.blueF(), soft.blueF())));
    painter.drawPath(whole);
    QPainterPath level;
    const double height = share * body.height();
    level.addRect(QRectF(body.right() - strip, body.bottom() - height, strip, height));
    painter.setBrush(judgementColour(palette, content.judgement));
    painter.drawPath(whole.intersected(level));
}

QRectF mapMarkArea(const CardContent& content) {
    if (!content.onMap)
        return {};
    const double right = hasOwnMark(content) ? textRight - cardMarkSize - betweenCardMarks : textRight;
    return {right - cardMarkSize, cardMarkTop, cardMarkSize, cardMarkSize};
}

std::vector<QRectF> cardAreas(const QRectF& area, const CardContent& content) {
    const double k = area.width() / cardWidth;
    const auto box = [&](double x, double y, double w, double h) {
        return QRectF(area.left() + x * k, area.top() + y * k, w * k, h * k);
    };
    std::vector<QRectF> areas{area};
    if (content.secondLinks > 0)
        areas.push_back(box(textRight - 14, -12, 26, 12));
    if (content.folded > 0)
        areas.push_back(box(cardWidth / 2 - 24, cardHeight, 48, 20));
    return areas;
}

QRectF cardPaintArea(const QRectF& area) {
    const double k = area.width() / cardWidth;
    return area.adjusted(-12 * k, -16 * k, 12 * k, 22 * k);
}

} // namespace tributary::ui
