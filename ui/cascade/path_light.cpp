// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/path_light.h"

#include "ui/look/marks.h"
#include "ui/look/number_words.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double tagLeft = 8;
constexpr double widestOverhang = 24; ///< of a tag over its card, less than what is between two columns
constexpr double tagHeight = 18;
constexpr double tagInset = 6;
constexpr double labelGap = 6;
constexpr double gradeSize = 12;

/// `size` is what is printed of a percent without its sign.
QString signedPercent(const QString& size, double percent) {
    return withUnit((percent < 0 ? u"−"_s : u"+"_s) + size, u"%"_s);
}

QString rangeOf(const Summary& percent, int decimals) {
    return tr("%1 to %2").arg(fixedDecimals(percent.p10, decimals), fixedDecimals(percent.p90, decimals));
}

/// How many decimals both ends of a range have: as many as three digits of the larger.
int decimalsOf(const Summary& percent) {
    return decimalsIn(threeDigits(std::max(std::abs(percent.p10), std::abs(percent.p90))));
}

/// Whether median and range lie within so many percent around zero.
bool liesWithin(const Summary& percent, double most) {
    return std::abs(percent.p50) < most && std::abs(percent.p10) < most && std::abs(percent.p90) < most;
}

double widthOf(const QString& text, TextRole role) { return QFontMetricsF(fontOf(role)).horizontalAdvance(text); }

} // namespace

PathLight lightOf(const Dependencies& dependencies, const std::string& metric) {
    PathLight light;
    light.metric = metric;
    const MetricWays ways = waysOf(dependencies, MetricId(metric));
    for (const MetricId& each : ways.above)
        light.above.insert(each.text);
    for (const MetricId& each : ways.below)
        light.below.insert(each.text);
    return light;
}

bool isUnmoved(const Response& response) {
    constexpr double nothing = 0.0005; // percent
    return liesWithin(response.percent, nothing);
}

PathTag pathTag(const Response& response) {
    constexpr double certain = 0.005; // of the value: beyond the digits that are shown
    PathTag tag;
    const Summary& percent = response.percent;
    tag.weakest = response.weakest;
    if (!std::isfinite(percent.p50)) {
        tag.value = u"–"_s;
        return tag;
    }
    if (isUnmoved(response)) {
        tag.value = withUnit(u"0"_s, u"%"_s);
        return tag;
    }
    constexpr double hardly = 0.01; // percent
    constexpr int decimalsOfHardly = 3;
    const bool isHardly = liesWithin(percent, hardly);
    if (std::abs(percent.p90 - percent.p10) <= certain * std::abs(percent.p50)) {
        tag.value = isHardly ? tr("about 0") : signedPercent(threeDigits(std::abs(percent.p50)), percent.p50);
        return tag;
    }
    const int decimals = isHardly ? decimalsOfHardly : decimalsOf(percent);
    tag.value = signedPercent(fixedDecimals(std::abs(percent.p50), decimals), percent.p50);
    tag.range = rangeOf(percent, decimals);
    return tag;
}

PathTag pathTagOfMetric() { return {withUnit(u"+1"_s, u"%"_s), {}, Grade::none}; }

namespace {

double tagWidth(const PathTag& tag) {
    double width = 2 * tagInset + widthOf(tag.value, TextRole::change);
    if (!tag.range.isEmpty())
        width += labelGap + widthOf(tag.range, TextRole::label);
    if (tag.weakest != Grade::none)
        width += labelGap + gradeSize;
    return width;
}

/// Without the range where that would reach the next column's tag.
PathTag fitting(PathTag tag, const QRectF& card) {
    if (tagWidth(tag) > card.width() + widestOverhang)
        tag.range.clear();
    return tag;
}

} // namespace

QRectF pathTagArea(const QRectF& card, const PathTag& tag) {
    return {card.left() + tagLeft, card.top() - tagHeight + 5, tagWidth(fitting(tag, card)), tagHeight};
}

void paintPathTag(QPainter& painter, const QRectF& card, const PathTag& wanted, const Palette& palette) {
    const PathTag tag = fitting(wanted, card);
    const QRectF area = pathTagArea(card, tag);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.canvas, 2)); // stands off from lines that pass
    painter.setBrush(palette.ink);
    painter.drawRoundedRect(area, 4, 4);
    const double base = area.top() + 13.5;
    double x = area.left() + tagInset;
    painter.setPen(palette.onInk);
    painter.setFont(fontOf(TextRole::change));
    painter.drawText(QPointF(x, base), tag.value);
    x += widthOf(tag.value, TextRole::change) + labelGap;
    if (!tag.range.isEmpty()) {
        painter.setFont(fontOf(TextRole::label));
        painter.drawText(QPointF(x, base), tag.range);
        x += widthOf(tag.range, TextRole::label) + labelGap;
    }
    if (tag.weakest != Grade::none) {
        const QRectF place(x, area.top() + (tagHeight - gradeSize) / 2, gradeSize, gradeSize);
        Palette onDark = palette; // the mark lies on the tag's ground, not on one of its own
        onDark.ink = onDark.ink2 = onDark.ink3 = palette.onInk;
        onDark.surface = palette.ink;
        paintGrade(painter, place, tag.weakest, onDark);
    }
    painter.restore();
}

namespace {

struct Paragraph {
    QString text;
    TextRole role;
    QColor colour;
};

constexpr double betweenParagraphs = 6;

double heightOf(const Paragraph& paragraph, double width) {
    return QFontMetricsF(fontOf(paragraph.role))
        .boundingRect(QRectF(0, 0, width, 1e4), Qt::TextWordWrap, paragraph.text)
        .height();
}

double heightOf(const std::vector<Paragraph>& paragraphs, double width) {
    double height = -betweenParagraphs;
    for (const Paragraph& each : paragraphs)
        height += heightOf(each, width) + betweenParagraphs;
    return height;
}

void paint(QPainter& painter, QPointF at, double width, const std::vector<Paragraph>& paragraphs) {
    for (const Paragraph& each : paragraphs) {
        painter.setFont(fontOf(each.role));
        painter.setPen(each.colour);
        const double height = heightOf(each, width);
        painter.drawText(QRectF(at, QSizeF(width, height)), Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, each.text);
        at.ry() += height + betweenParagraphs;
    }
}

} // namespace

void paintPathLegend(QPainter& painter, const QRectF& area, const QString& metric, bool fromZero,
                     const Palette& palette) {
    const bool beside = area.width() > 3 * area.height();
    const auto explanation = [&]() -> std::vector<Paragraph> {
        if (fromZero)
            return {{tr("It is 0 as usual, and a percent of that moves nothing: its ways are lit alone."),
                     TextRole::label, palette.ink2}};
        if (beside)
            return {{tr("Above: how much a card changes for +1 % here; below: this one for +1 % there. Behind it: P10 "
                        "to P90 and the weakest evidence on the way."),
                     TextRole::label, palette.ink2}};
        return {{tr("Above: how much a card changes for +1 % here."), TextRole::label, palette.ink2},
                {tr("Below: how much this one changes for +1 % there."), TextRole::label, palette.ink2},
                {tr("Behind it: P10 to P90 and the weakest evidence on the way."), TextRole::label, palette.ink2}};
    }();
    // Where the place is too low for all of it, it is painted as much smaller as it must be.
    constexpr double smallest = 0.6;
    for (double share = 1;; share -= 0.05) {
        const QSizeF room = area.size() / share;
        const double titleWidth = beside ? room.width() / 3 - betweenParagraphs : room.width();
        const QFontMetricsF title(fontOf(TextRole::labelStrong));
        std::vector<Paragraph> left{
            {title.elidedText(metric, Qt::ElideRight, titleWidth) + u'\n' + tr("what one percent means"),
             TextRole::labelStrong, palette.ink}};
        if (!beside)
            left.insert(left.end(), explanation.begin(), explanation.end());
        const double rightWidth = room.width() - titleWidth - 2 * betweenParagraphs;
        const double needed = std::max(heightOf(left, titleWidth), beside ? heightOf(explanation, rightWidth) : 0.0);
        if (needed > room.height() && share > smallest)
            continue;
        painter.save();
        painter.translate(area.topLeft());
        painter.scale(share, share);
        paint(painter, {}, titleWidth, left);
        if (beside)
            paint(painter, {titleWidth + 2 * betweenParagraphs, 0}, rightWidth, explanation);
        painter.restore();
        return;
    }
}

} // namespace tributary::ui
