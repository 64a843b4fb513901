// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_words.h"

#include "ui/charts/row_names.h"
#include "ui/look/type.h"
#include "ui/process/map_painter.h"
#include "ui/process/map_tokens.h"

#include <QFontMetricsF>
#include <QLineF>
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <map>
#include <utility>

namespace tributary::ui {

namespace {

constexpr double beside = 3;      ///< between words and what they stand beside
constexpr double besideGate = 11; ///< from the middle of a gate
constexpr double onWayRoom = 8;   ///< of a way that stays to be seen on each side of words on it
constexpr double widestName = 150, shortName = 80, widestShare = 36, widestStep = 88;
constexpr double leastPiece = 10;
constexpr double tokenRow = 12;                               ///< height of what stands between a badge and its name
constexpr double laneStrip = laneLabelWidth / leastTextScale; ///< what the lanes' names cover of a map made small
constexpr int mostStepLines = 3;

/// What words may not cover, found by place.
class Obstacles {
public:
    void add(const QRectF& area, int way = -1) {
        forCells(area, [&](Cell cell) { cells_[cell].push_back({area, way}); });
    }
    void remove(const QRectF& area) {
        forCells(area, [&](Cell cell) {
            if (const auto found = cells_.find(cell); found != cells_.end())
                std::erase_if(found->second, [&](const auto& each) { return each.first == area; });
        });
    }
    /// Whether nothing lies there, but the line of a way that is left out of account.
    [[nodiscard]] bool isFree(const QRectF& area, int way = -1) const {
        bool free = true;
        forCells(area, [&](Cell cell) {
            const auto found = cells_.find(cell);
            free = free && (found == cells_.end() || std::ranges::none_of(found->second, [&](const auto& each) {
                                return each.first.intersects(area) && (way < 0 || each.second != way);
                            }));
        });
        return free;
    }

private:
    using Cell = std::pair<int, int>;

    template <class Visit>
    static void forCells(const QRectF& area, const Visit& visit) {
        constexpr double size = 128;
        const auto cellOf = [](double place) { return static_cast<int>(std::floor(place / size)); };
        for (int x = cellOf(area.left()); x <= cellOf(area.right()); ++x)
            for (int y = cellOf(area.top()); y <= cellOf(area.bottom()); ++y)
                visit(Cell(x, y));
    }

    std::map<Cell, std::vector<std::pair<QRectF, int>>> cells_;
};

QRectF around(const QPointF& centre, const QSizeF& size) {
    QRectF box(QPointF(), size);
    box.moveCenter(centre);
    return box;
}

/// A straight piece of a way.
struct Stretch {
    QPointF from, to;
    [[nodiscard]] bool stands() const { return std::abs(from.x() - to.x()) < 1e-6; }
    [[nodiscard]] double length() const { return QLineF(from, to).length(); }
    [[nodiscard]] QPointF at(double share) const { return from + share * (to - from); }
};

std::vector<Stretch> piecesOf(const MapLayout::Way& way) {
    std::vector<Stretch> pieces;
    for (qsizetype i = 0; i + 1 < way.line.size(); ++i)
        if (const Stretch piece{way.line[i], way.line[i + 1]}; piece.length() >= leastPiece)
            pieces.push_back(piece);
    return pieces;
}

/// How far two lines that begin together run together.
double sharedLength(const QPolygonF& one, const QPolygonF& other) {
    double shared = 0;
    for (qsizetype i = 0; i + 1 < std::min(one.size(), other.size()); ++i) {
        const QPointF a = one[i + 1] - one[i], b = other[i + 1] - other[i];
        const double first = std::hypot(a.x(), a.y()), second = std::hypot(b.x(), b.y());
        if (QPointF::dotProduct(a, b) < (1 - 1e-6) * first * second)
            return shared;
        shared += std::min(first, second);
        if (std::abs(first - second) > 1e-6)
            return shared;
    }
    return shared;
}

/// Finds places one after the other: what comes first has the better ones.
class WordPlacer {
public:
    WordPlacer(const MapLayout& layout, const MapContent& content, double text)
        : layout_(layout), content_(content), text_(text), plain_(fontOf(TextRole::label, text)),
          strong_(fontOf(TextRole::labelStrong, text)) {}

    std::vector<MapWords::Word> place() {
        readObstacles();
        for (const MapLayout::Way& way : layout_.ways())
            clearOfTokens([&] { placeShare(way); });
        for (const MapLayout::Way& way : layout_.ways())
            clearOfTokens([&] { placeDelay(way); });
        for (const MapLayout::StepBox& step : layout_.steps())
            placeStep(step);
        for (const bool exception : {true, false})
            for (size_t way = 0; way < layout_.ways().size(); ++way)
                if (layout_.ways()[way].exception == exception)
                    clearOfTokens([&] { placeName(way); });
        placeBadgeNames();
        return std::move(words_);
    }

private:
    /// Places a word where no token stands when cases play; where there is no such place, among them.
    template <class Place>
    void clearOfTokens(const Place& placeWord) {
        const size_t known = words_.size();
        avoidsTokens_ = true;
        placeWord();
        avoidsTokens_ = false;
        if (words_.size() == known)
            placeWord();
    }

    void readObstacles() {
        hasLaneNames_ = std::ranges::any_of(
            layout_.lanes(), [&](const MapLayout::LaneBand& lane) { return !content_.laneName(lane.id).isEmpty(); });
        for (const MapLayout::StepBox& step : layout_.steps())
            taken_.add(step.box.adjusted(-2, -2, 2, 2));
        for (const MapLayout::Badge& badge : layout_.badges())
            taken_.add(badge.box.adjusted(-1, -1, 1, 1));
        for (const QRectF& area : MapTokens::areasOn(layout_))
            tokens_.add(area);
        for (const MapLayout::LaneBand& lane : layout_.lanes())
            taken_.add(QRectF(0, lane.bottom - 0.5, layout_.size().width(), 1));
        for (size_t i = 0; i < layout_.ways().size(); ++i) {
            const MapLayout::Way& way = layout_.ways()[i];
            for (const Stretch& piece : piecesOf(way))
                taken_.add(QRectF(piece.from, piece.to).normalized().adjusted(-1, -1, 1, 1), static_cast<int>(i));
            for (const QPointF& gate : way.gates)
                taken_.add(around(gate, {18, 12}));
            if (way.line.isEmpty())
                continue;
            taken_.add(around(way.line.back(), {12, 12}));
            leaving_[{way.line.front().x(), way.line.front().y()}].push_back(&way);
        }
    }

    [[nodiscard]] bool isFree(const QRectF& box, int way = -1) const {
        return box.left() > (hasLaneNames_ ? laneStrip : 0) && box.right() < layout_.size().width() && box.top() > 0 &&
               box.bottom() < layout_.size().height() && taken_.isFree(box, way) &&
               (!avoidsTokens_ || tokens_.isFree(box));
    }

    bool take(MapWords::Word word, const QRectF& box, int way = -1) {
        if (!isFree(box, way))
            return false;
        taken_.add(box);
        word.box = box;
        words_.push_back(std::move(word));
        return true;
    }

    /// Beside a piece, at its middle and nearer to its ends: above and below one that lies, else right and left of it.
    bool takeBeside(const MapWords::Word& word, const Stretch& piece, const QSizeF& size) {
        const double long_ = piece.stands() ? size.height() : size.width();
        const double end = std::min(0.5, (0.5 * long_ + beside) / piece.length());
        for (const double share : {0.5, 1 - end, end, 0.75, 0.25})
            if (takeBesideAt(word, piece, size, share))
                return true;
        return false;
    }

    bool takeBesideAt(const MapWords::Word& word, const Stretch& piece, const QSizeF& size, double share) {
        for (const double side : {-1.0, 1.0}) {
            const QPointF off = piece.stands() ? QPointF(-side * (0.5 * size.width() + 2 * beside), 0)
                                               : QPointF(0, side * (0.5 * size.height() + beside));
            if (take(word, around(piece.at(share) + off, size)))
                return true;
            // Left of the tokens of a badge, on whose middle the way begins.
            if (piece.stands() && side > 0 && avoidsTokens_ &&
                take(word, around(piece.at(share) + off - QPointF(0.5 * badgeWidth, 0), size)))
                return true;
        }
        return false;
    }

    MapWords::Word wordOf(const MapLayout::Way& way, MapWords::Kind kind, const QString& text) const {
        return {way.part, kind, {text}, {}, way.exception, false};
    }

    /// How far a way runs together with others that leave its step at the same place.
    [[nodiscard]] double sharedBeginning(const MapLayout::Way& way) const {
        double longest = 0;
        const auto alike = leaving_.find({way.line.front().x(), way.line.front().y()});
        for (const MapLayout::Way* other : alike->second)
            if (other != &way)
                longest = std::max(longest, sharedLength(way.line, other->line));
        return longest;
    }

    /// The pieces of a way from where it is the only one that leads there.
    [[nodiscard]] std::vector<Stretch> ownPieces(const MapLayout::Way& way) const {
        std::vector<Stretch> own;
        double shared = sharedBeginning(way);
        for (Stretch piece : piecesOf(way)) {
            const double gone = std::min(shared, piece.length());
            shared -= gone;
            if (piece.length() - gone < leastPiece)
                continue;
            piece.from = piece.at(gone / piece.length());
            own.push_back(piece);
        }
        return own.empty() ? piecesOf(way) : own;
    }

    /// Where a way begins, so that a look at the step tells how its cases part; else further on.
    void placeShare(const MapLayout::Way& way) {
        const QString share = way.hasBadge ? QString() : content_.way(way.part).share;
        const std::vector<Stretch> pieces = share.isEmpty() ? std::vector<Stretch>() : ownPieces(way);
        const auto word =
            wordOf(way, MapWords::Kind::share, strong_.elidedText(share, Qt::ElideRight, widestShare * text_));
        const QSizeF size(strong_.horizontalAdvance(word.lines.front()) + 2, wordLine * text_ - 1);
        constexpr double step = 6;
        for (const Stretch& piece : pieces) {
            const double half = 0.5 * (piece.stands() ? size.height() : size.width()) + beside;
            for (double along = half; along < std::max(half + step, piece.length()); along += step)
                if (takeBesideAt(word, piece, size, std::min(1.0, along / piece.length())))
                    return;
        }
        if (!share.isEmpty())
            for (const Stretch& piece : piecesOf(way))
                if (takeBeside(word, piece, size))
                    return;
    }

    /// Beside the gate where it happens.
    void placeDelay(const MapLayout::Way& way) {
        const QString delay = content_.way(way.part).delay;
        if (delay.isEmpty())
            return;
        const auto word = wordOf(way, MapWords::Kind::delay, delay);
        const QSizeF size(strong_.horizontalAdvance(delay) + delayMark * text_, wordLine * text_ - 1);
        for (const QPointF& gate : way.gates)
            for (const double down : {0.0, -1.0, 1.0})
                for (const double side : {1.0, -1.0}) // off the line of the lanes, which runs through the gate
                    for (const double off : {0.5 * size.height() + 2, 0.5 * size.height() + 8})
                        if (const double away = down == 0 ? -off : down * (off + 6);
                            take(word, around(gate + QPointF(side * (0.5 * size.width() + besideGate), away), size)))
                            return;
        for (const Stretch& piece : byWorth(way))
            if (takeBeside(word, piece, size))
                return;
    }

    void placeStep(const MapLayout::StepBox& step) {
        placeLabel(step);
        const StepContent& content = content_.step(step.id);
        if (!content.event || content.waiting.isEmpty())
            return;
        const MapWords::Word word{{MapPart::Kind::task, step.id.text},
                                  MapWords::Kind::delay,
                                  {content.waiting},
                                  {},
                                  content.isException,
                                  false};
        const QSizeF size(strong_.horizontalAdvance(content.waiting) + delayMark * text_, wordLine * text_ - 1);
        takeAround(word, step.box, size, {-1.0, 1.0});
    }

    void placeLabel(const MapLayout::StepBox& step) {
        const QString label = content_.step(step.id).label;
        if (label.isEmpty())
            return;
        MapWords::Word word{{MapPart::Kind::task, step.id.text}, MapWords::Kind::step, {}, {}, false, false};
        word.exception = content_.step(step.id).isException;
        word.lines = nameLines(label, plain_, widestStep * text_, mostStepLines);
        double width = 0;
        for (const QString& line : std::as_const(word.lines))
            width = std::max(width, plain_.horizontalAdvance(line));
        const QSizeF size(width + 2, wordLine * text_ * static_cast<double>(word.lines.size()));
        takeAround(word, step.box, size, {1.0, -1.0});
    }

    /// Below (1) or above (-1) a step without words in it, in that order; beside its middle where ways are there.
    void takeAround(const MapWords::Word& word, const QRectF& box, const QSizeF& size,
                    std::initializer_list<double> sides) {
        const double away = 0.5 * box.height() + 0.5 * size.height() + beside;
        const double aside = 0.5 * size.width() + 2 * beside;
        for (const double x : {0.0, aside, -aside})
            for (const double side : sides)
                if (take(word, around(box.center() + QPointF(x, side * away), size)))
                    return;
    }

    /// The pieces of a way, those that have most room for words first: words lie.
    static std::vector<Stretch> byWorth(const MapLayout::Way& way) {
        std::vector<Stretch> pieces = piecesOf(way);
        if (way.hasBadge && !pieces.empty() && pieces.front().length() > badgeHeight) // which covers its beginning
            pieces.front().from = pieces.front().at(badgeHeight / pieces.front().length());
        std::ranges::stable_sort(pieces, {},
                                 [](const Stretch& piece) { return -piece.length() * (piece.stands() ? 0.5 : 1); });
        return pieces;
    }

    /// On a piece that lies and is long enough, else beside one; whole where it can be, else on two lines, else
    /// shortened.
    void placeName(size_t index) {
        const MapLayout::Way& way = layout_.ways()[index];
        const QString name = content_.way(way.part).name;
        if (name.isEmpty())
            return;
        const QString whole = plain_.elidedText(name, Qt::ElideRight, widestName * text_);
        const QString brief = plain_.elidedText(name, Qt::ElideRight, shortName * text_);
        if (takeName(index, {whole}) || brief == whole)
            return;
        const QStringList broken = nameLines(name, plain_, shortName * text_, 2);
        if (!takeName(index, broken))
            takeName(index, {brief});
    }

    bool takeName(size_t index, const QStringList& lines) {
        const MapLayout::Way& way = layout_.ways()[index];
        auto word = wordOf(way, MapWords::Kind::name, {});
        word.lines = lines;
        double width = 0;
        for (const QString& line : lines)
            width = std::max(width, plain_.horizontalAdvance(line));
        const QSizeF size(width + 6, wordLine * text_ * static_cast<double>(lines.size()) - 1);
        for (const Stretch& piece : byWorth(way)) {
            const bool lies = !piece.stands() && lines.size() == 1;
            if (lies && way.exception && takeOn(word, piece, size, static_cast<int>(index)))
                return true;
            if (takeBeside(word, piece, size))
                return true;
        }
        return false;
    }

    /// What goes wrong without a way of its own. Where there is no room for all names at a step, one counts the rest.
    void placeBadgeNames() {
        std::map<const MapLayout::StepBox*, std::vector<const MapLayout::Badge*>> badgesOf;
        for (const MapLayout::Badge& badge : layout_.badges())
            if (!content_.way(badge.part).name.isEmpty() &&
                std::ranges::none_of(layout_.ways(), [&](const auto& way) { return way.part == badge.part; }))
                badgesOf[stepAt(badge)].push_back(&badge);
        for (const auto& [step, badges] : badgesOf) {
            const size_t known = words_.size();
            for (const MapLayout::Badge* badge : badges)
                clearOfTokens([&] { placeBadgeName(*badge, {}); });
            const size_t named = words_.size() - known;
            if (named == badges.size())
                continue;
            const MapLayout::Badge* last = badges.back();
            if (named > 0) { // which has the room of its name at least
                last = *std::ranges::find(badges, words_.back().part, &MapLayout::Badge::part);
                taken_.remove(words_.back().box);
                words_.pop_back();
            }
            const size_t more = badges.size() - std::max<size_t>(named, 1);
            if (more == 0) // its tip tells the name of the only one
                continue;
            clearOfTokens([&] { placeBadgeName(*last, QStringLiteral(" +%1").arg(more)); });
            if (words_.size() - known < std::max<size_t>(named, 1))
                clearOfTokens([&] { placeBadgeText(*last, QStringLiteral("+%1").arg(more + 1)); });
        }
    }

    [[nodiscard]] const MapLayout::StepBox* stepAt(const MapLayout::Badge& badge) const {
        const auto found = std::ranges::find_if(
            layout_.steps(), [&](const MapLayout::StepBox& step) { return step.box.intersects(badge.box); });
        return found == layout_.steps().end() ? nullptr : &*found;
    }

    /// Below its badge, else beside it.
    void placeBadgeName(const MapLayout::Badge& badge, const QString& count) {
        const QString name = content_.way(badge.part).name;
        const double counted = plain_.horizontalAdvance(count);
        for (const double widest : {widestName, shortName, shortName - counted / text_})
            if (placeBadgeText(badge, plain_.elidedText(name, Qt::ElideRight, widest * text_) + count))
                return;
    }

    bool placeBadgeText(const MapLayout::Badge& badge, const QString& shown) {
        const MapWords::Word word{badge.part, MapWords::Kind::name, {shown}, {}, true, false};
        const QSizeF size(plain_.horizontalAdvance(shown) + 2, wordLine * text_ - 1);
        const double away = 0.5 * (badge.box.height() + size.height()) + beside;
        const double aside = 0.5 * (badge.box.width() + size.width()) + beside;
        const double along = 0.5 * (badge.box.width() - size.width());
        return !shown.isEmpty() &&
               std::ranges::any_of(
                   std::array{QPointF(along, away), QPointF(0, away), QPointF(aside, 0), QPointF(aside, away),
                              QPointF(-aside, 0), QPointF(along, away + tokenRow), QPointF(0, away + tokenRow),
                              QPointF(-along, away + tokenRow)},
                   [&](const QPointF& off) { return take(word, around(badge.box.center() + off, size)); });
    }

    bool takeOn(MapWords::Word word, const Stretch& piece, const QSizeF& size, int way) {
        const double end = (0.5 * size.width() + onWayRoom) / piece.length();
        word.onWay = true;
        if (end <= 0.5)
            for (const double share : {0.5, end, 1 - end, 0.5 * (end + 0.5)})
                if (take(word, around(piece.at(share), size), way))
                    return true;
        return false;
    }

    const MapLayout& layout_;
    const MapContent& content_;
    double text_;
    QFontMetricsF plain_, strong_;
    Obstacles taken_;
    Obstacles tokens_; ///< where they stand when cases play
    bool avoidsTokens_ = false;
    std::map<std::pair<double, double>, std::vector<const MapLayout::Way*>> leaving_; ///< by where they begin
    bool hasLaneNames_ = false;
    std::vector<MapWords::Word> words_;
};

} // namespace

MapWords::MapWords(const MapLayout& layout, const MapContent& content, double textScale)
    : words_(WordPlacer(layout, content, textScale).place()) {}

const MapWords::Word* MapWords::find(const MapPart& part, Kind kind) const {
    const auto found =
        std::ranges::find_if(words_, [&](const Word& word) { return word.part == part && word.kind == kind; });
    return found == words_.end() ? nullptr : &*found;
}

} // namespace tributary::ui
