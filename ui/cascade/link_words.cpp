// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/link_words.h"

#include "ui/look/number_words.h"
#include "ui/look/type.h"

#include <QFontMetricsF>
#include <QLineF>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double shareOfChip = 0.30;
constexpr double shareOfChipOnPath = 0.05;
constexpr double chipHeight = 16;
constexpr double lowChipHeight = 10.5; ///< where rows are close: no more than its digits
constexpr double chipInset = 5;
constexpr double barsAlong = 5; ///< of the line, to each side of their middle
constexpr double apart = 2;     ///< of words from all else
constexpr double closest = 0.5; ///< of a low chip
constexpr double besideBars = 4;
constexpr double farthest = 64; ///< that words stand from where they belong: over a card beside them

bool isLying(const QLineF& leg) { return std::abs(leg.dx()) > std::abs(leg.dy()); }

QLineF legOf(const LinkContent& content, qsizetype at) { return {content.route[at], content.route[at + 1]}; }

double widthOf(const LinkContent& content) {
    return linkWidth(content.judgement == Judgement::none ? 0 : content.share);
}

QSizeF lagSize(const LinkContent& content) {
    const QRectF ink = QFontMetricsF(fontOf(TextRole::label)).tightBoundingRect(content.lagText);
    return {QFontMetricsF(fontOf(TextRole::label)).horizontalAdvance(content.lagText) + 2, ink.height() + 2};
}

QSizeF chipSize(const LinkContent& content, double height) {
    return {QFontMetricsF(fontOf(TextRole::labelStrong)).horizontalAdvance(shareWords(content.share)) + 2 * chipInset,
            height};
}

QRectF around(const QPointF& centre, const QSizeF& size) {
    return {centre - QPointF(size.width() / 2, size.height() / 2), size};
}

/// On the part of the trunk that no sibling shares, where bars and words have room and the first leg is short.
std::optional<LagPlace> lagPlaceOnTrunk(const LinkContent& content) {
    constexpr double roomBesideBars = 24; // above or below
    constexpr double aroundWords = 44;    // the bars, and the line on both sides
    constexpr double fromBend = 18;
    const qsizetype trunk = content.route.size() - 3;
    if (trunk < 1 || legOf(content, 0).length() >= roomBesideBars ||
        content.alone < lagSize(content).width() + aroundWords)
        return std::nullopt;
    const QLineF leg = legOf(content, trunk);
    return LagPlace{trunk, leg.pointAt(fromBend / leg.length()), true, true};
}

/// What is in the way of words: areas, and lines that a chip on one of them may lie on.
struct Ground {
    std::vector<QRectF> taken;
    struct Line {
        QRectF area;
        QLineF leg;
    };
    std::vector<Line> lines;

    [[nodiscard]] bool isFree(const QRectF& area) const { return isFree(area, {}); }
    /// Whether nothing is in the way of what lies on a leg, but lines along it.
    [[nodiscard]] bool isFree(const QRectF& area, const QLineF& on, double air = apart) const {
        const QRectF wide = area.adjusted(-air, -air, air, air);
        return std::ranges::none_of(taken, [&](const QRectF& each) { return each.intersects(wide); }) &&
               std::ranges::none_of(lines, [&](const Line& each) {
                   return each.area.intersects(wide) && (on.isNull() || !runsAlong(each.leg, on));
               });
    }
    static bool runsAlong(const QLineF& a, const QLineF& b) {
        constexpr double same = 0.5;
        return isLying(a) == isLying(b) &&
               (isLying(a) ? std::abs(a.y1() - b.y1()) < same : std::abs(a.x1() - b.x1()) < same);
    }
    /// What of it lies near an area.
    [[nodiscard]] Ground near(const QRectF& area) const {
        Ground part;
        std::ranges::copy_if(taken, std::back_inserter(part.taken),
                             [&](const QRectF& each) { return each.intersects(area); });
        std::ranges::copy_if(lines, std::back_inserter(part.lines),
                             [&](const Line& each) { return each.area.intersects(area); });
        return part;
    }
    void addLines(const LinkContent& content) {
        const double half = widthOf(content) / 2;
        for (qsizetype i = 0; i + 1 < content.route.size(); ++i) {
            const QLineF leg = legOf(content, i);
            lines.push_back({QRectF(leg.p1(), leg.p2()).normalized().adjusted(-half, -half, half, half), leg});
        }
    }
};

QRectF barsOf(const LinkContent& content, const LagPlace& place) {
    const double reach = lagReach(content);
    return around(place.centre, place.lying ? QSizeF(2 * barsAlong, 2 * reach) : QSizeF(2 * reach, 2 * barsAlong));
}

/// Beside the bars, or as near as there is room.
QRectF placeOfLag(const LinkContent& content, const LagPlace& place, const Ground& ground) {
    const QSizeF size = lagSize(content);
    const double reach = lagReach(content);
    if (place.wordsOnLine) {
        const QLineF leg = legOf(content, place.leg);
        const double along = (leg.dx() > 0 ? 1 : -1) * (13 + size.width() / 2);
        const QRectF area = around(place.centre + QPointF(along, 0), size);
        if (ground.isFree(area, leg))
            return area;
    }
    const double aside = besideBars + size.width() / 2 + (place.lying ? barsAlong : reach);
    const double above = besideBars + size.height() / 2 + (place.lying ? reach : barsAlong);
    for (double off = 0; off <= farthest; ++off)
        for (const double sign : {-1.0, 1.0}) {
            const double dy = sign * off;
            if (place.lying && std::abs(dy) >= above)
                if (const QRectF over = around(place.centre + QPointF(0, dy), size); ground.isFree(over))
                    return over;
            for (const double side : {1.0, -1.0})
                if (const QRectF beside = around(place.centre + QPointF(side * aside, dy), size);
                    (!place.lying || std::abs(dy) >= above) && ground.isFree(beside))
                    return beside;
        }
    return {};
}

/// On a leg: in the middle of the free part that is nearest to the driver, for the parts near the parent are shared.
QRectF placeOnLeg(const QLineF& leg, const QSizeF& size, double air, const Ground& ground) {
    const auto at = [&](double along) { return around(leg.pointAt(along / leg.length()), size); };
    double begin = 0;
    while (begin <= leg.length() && !ground.isFree(at(begin), leg, air))
        ++begin;
    if (begin > leg.length())
        return {};
    double end = begin;
    while (end + 1 <= leg.length() && ground.isFree(at(end + 1), leg, air))
        ++end;
    return at((begin + end) / 2);
}

/// A lying leg is the place that the eye follows, also for a low chip where the rows are close; an upright one will do,
/// and else a place beside the line.
QRectF placeOfChip(const LinkContent& content, const Ground& ground) {
    const QSizeF size = chipSize(content, chipHeight);
    const QSizeF low = chipSize(content, lowChipHeight);
    for (const bool lying : {true, false})
        for (const auto& [chip, air] : {std::pair(size, apart), std::pair(low, closest)})
            for (qsizetype i = 0; i + 1 < content.route.size(); ++i)
                if (const QLineF leg = legOf(content, i); isLying(leg) == lying && leg.length() > 0)
                    if (const QRectF area = placeOnLeg(leg, chip, air, ground); !area.isNull())
                        return area;
    const double half = widthOf(content) / 2;
    for (qsizetype i = 0; i + 1 < content.route.size(); ++i) {
        const QLineF leg = legOf(content, i);
        for (double along = 0; along <= std::min(leg.length(), farthest); along += 2)
            for (const double side : {-1.0, 1.0}) {
                const QPointF off = isLying(leg) ? QPointF(0, side * (half + apart + 1 + size.height() / 2))
                                                 : QPointF(-side * (half + apart + 1 + size.width() / 2), 0);
                if (const QRectF area = around(leg.pointAt(along / leg.length()) + off, size); ground.isFree(area))
                    return area;
            }
    }
    return {};
}

Ground near(const Ground& ground, const LinkContent& content) {
    constexpr double reach = 160; // words, and how far they stand off
    return ground.near(content.route.boundingRect().adjusted(-reach, -reach, reach, reach));
}

} // namespace

bool saysShare(const LinkContent& content) {
    const double least = content.onSelectedPath ? shareOfChipOnPath : shareOfChip;
    return content.kind == LinkContent::Kind::primary && content.judgement != Judgement::none && content.tellsShare &&
           content.share >= least;
}

std::vector<QRectF> linkAreas(const LinkContent& content) {
    Ground own;
    own.addLines(content);
    std::vector<QRectF> areas;
    for (const Ground::Line& line : own.lines)
        areas.push_back(line.area);
    if (const auto lag = lagPlace(content))
        areas.push_back(barsOf(content, *lag));
    return areas;
}

double lagReach(const LinkContent& content) { return std::max(7.0, widthOf(content) / 2 + 4); }

/// Near the driver, where the wait is; if the first leg is too short for two bars, on the longest.
std::optional<LagPlace> lagPlace(const LinkContent& content) {
    constexpr double roomForBars = 14;
    if (content.lag == LinkContent::Lag::none || content.route.size() < 2)
        return std::nullopt;
    if (const auto onTrunk = lagPlaceOnTrunk(content))
        return onTrunk;
    QLineF leg = legOf(content, 0);
    qsizetype at = 0;
    for (qsizetype i = 1; i + 1 < content.route.size() && leg.length() < roomForBars; ++i)
        if (const QLineF each = legOf(content, i); each.length() > leg.length()) {
            leg = each;
            at = i;
        }
    if (leg.length() <= 0)
        return std::nullopt;
    // An upright leg ends in a round corner: the bars keep to its straight part.
    return LagPlace{at, leg.pointAt(isLying(leg) ? 0.5 : std::min(0.5, 6 / leg.length())), isLying(leg), false};
}

void placeWords(std::vector<LinkContent>& links, const std::vector<QRectF>& taken) {
    Ground ground;
    ground.taken = taken;
    for (const LinkContent& link : links) {
        ground.addLines(link);
        if (const auto lag = lagPlace(link))
            ground.taken.push_back(barsOf(link, *lag));
    }
    const auto take = [&ground](const QRectF& area) {
        if (!area.isNull())
            ground.taken.push_back(area);
        return area;
    };
    for (LinkContent& link : links) {
        link.words = LinkWords{};
        if (const auto lag = lagPlace(link); lag && !link.lagText.isEmpty())
            link.words->lag = take(placeOfLag(link, *lag, near(ground, link)));
    }
    std::vector<LinkContent*> chips;
    for (LinkContent& link : links)
        if (saysShare(link))
            chips.push_back(&link);
    std::ranges::stable_sort(chips, std::greater(), &LinkContent::share);
    for (LinkContent* link : chips)
        link->words->chip = take(placeOfChip(*link, near(ground, *link)));
}

LinkWords wordsAlone(const LinkContent& content) {
    std::vector<LinkContent> alone{content};
    placeWords(alone, {});
    return *alone.front().words;
}

} // namespace tributary::ui
