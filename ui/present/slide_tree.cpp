// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/slide_tree.h"

#include "ui/cascade/cascade_render.h"
#include "ui/look/number_words.h"
#include "ui/look/type.h"
#include "ui/present/slide_links.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace tributary::ui {

namespace {

constexpr double boundless = 1e9;
constexpr double cardSpine = 4;
constexpr double cardStrip = 3;     ///< of the part that has come, at the right edge
constexpr double readFromAfar = 28; ///< of letters, on a slide 1080 high
constexpr qsizetype mostNameLines = 3;
constexpr double narrowestCard = 84;
constexpr double widestCard = 252;
constexpr double cardWidthStep = 12;
constexpr double mostStretch = 2.5; ///< of the gaps between columns, where the slide is wider than the tree
constexpr double bandLabelMiddle = 9;
constexpr double bandLabelLetters = 19.2; ///< on a slide 1080 high: 16 where it is 900 high
constexpr double largestScale = 2.6;
constexpr double smallestScale = 0.05;
constexpr double readLetters = 24;  ///< of the cards of a band, in pixels: large enough for the back of a room
constexpr double worthOneRow = 0.6; ///< of the size in several rows: a row reads at a glance, and no link passes a card
constexpr std::size_t mostTried = 300; ///< cards; a larger tree is laid out once and made to fit
constexpr double changeMark = 9;       ///< triangle of the direction
constexpr double besideMark = 4;       ///< between it and the change

using Cards = SlideTree::Cards;

/// The air in and between cards; where they are dense, as little as keeps lines and cards apart.
struct Air {
    double beforeText; ///< from the card's left edge
    double afterText;
    double linePitch;
    double padding;     ///< above the first line and below the last
    double besideCards; ///< a delay on a link needs as much, with its time
    double betweenRows;
    double bandLabel; ///< and for a link that runs left of the cards
};

Air airOf(Cards cards) {
    return cards == Cards::dense ? Air{10, 7, 13, 2, 16, 13, 30}
                                 : Air{10, 7, cards == Cards::ranged ? 13.0 : 15.0, 5, 28, 19, 38};
}

QFont nameFont() { return sans(pointsOfPixels(slideCardText), QFont::DemiBold); }
QFont changeFont() { return sans(pointsOfPixels(slideCardText), QFont::Bold); }
QFont valueFont() { return sans(pointsOfPixels(slideCardText)); }

/// What the cards of a slide say, measured once.
struct Texts {
    std::vector<TreeNode> nodes;
    struct Card {
        QString name;
        int linesBelow = 1; ///< the change, and in a band the value and its range
    };
    std::vector<Card> said; ///< as long as `nodes`
    double widestWord = 0;  ///< of all that is not broken
    Cards cards = Cards::whole;
};

/// What stands above the change on a card of a band: the value, and its range from P10 to P90.
QStringList valueLines(const CardContent& card) {
    return {card.unit.isEmpty() ? card.value : card.value + u' ' + card.unit,
            card.range.isEmpty() && !card.value.isEmpty() ? tr("no range given") : card.range};
}

/// The change with its unit: that of an amount is the value's.
QString changeText(const CardContent& card) {
    return card.changeIsBare ? withUnit(card.change, card.unit) : card.change;
}

Texts textsOf(const CascadeContent& content, std::optional<Level> band, Cards cards) {
    Texts texts;
    texts.cards = cards;
    const CascadeView view;
    const QFontMetricsF name(nameFont());
    const QFontMetricsF value(valueFont());
    const QFontMetricsF change(changeFont());
    for (TreeNode& node : content.nodes(view)) {
        if (band && node.level != *band)
            continue;
        const CardContent card = content.card(node.id, view);
        for (const QString& word : card.name.split(u' '))
            texts.widestWord = std::max(texts.widestWord, name.horizontalAdvance(word));
        const bool saysChange = cards != Cards::dense || card.judgement != Judgement::none;
        const QStringList values = cards == Cards::ranged ? valueLines(card) : QStringList();
        for (const QString& line : values)
            texts.widestWord = std::max(texts.widestWord, value.horizontalAdvance(line));
        if (saysChange)
            texts.widestWord =
                std::max(texts.widestWord, changeMark + besideMark + change.horizontalAdvance(changeText(card)));
        texts.said.push_back({card.name, (saysChange ? 1 : 0) + static_cast<int>(values.size())});
        texts.nodes.push_back(std::move(node));
    }
    return texts;
}

QSizeF cardOf(double width, qsizetype lines, Cards cards) {
    return {width, static_cast<double>(lines) * airOf(cards).linePitch + 2 * airOf(cards).padding};
}

/// Breaks a name at its blanks into lines that are no longer than `room`, unless a word is.
QStringList brokenName(const QString& name, double room) {
    const QFontMetricsF metrics(nameFont());
    QStringList lines;
    for (const QString& word : name.split(u' ', Qt::SkipEmptyParts)) {
        const QString longer = lines.isEmpty() ? word : lines.constLast() + u' ' + word;
        if (!lines.isEmpty() && metrics.horizontalAdvance(longer) <= room)
            lines.last() = longer;
        else
            lines << word;
    }
    return lines;
}

double besideText(Cards cards) { return airOf(cards).beforeText + airOf(cards).afterText; }

double nameRoom(double cardWidth, Cards cards) { return cardWidth - besideText(cards) + 0.5; }

/// The most lines that a card takes at a width, its name cut to those that it may have; and a name that is not cut.
struct MostLines {
    qsizetype ofCard = 1;
    qsizetype ofName = 1;
};

MostLines mostLinesAt(const Texts& texts, double width) {
    MostLines most;
    for (const Texts::Card& card : texts.said) {
        const qsizetype lines = brokenName(card.name, nameRoom(width, texts.cards)).size();
        most.ofName = std::max(most.ofName, lines);
        most.ofCard = std::max(most.ofCard, std::min(lines, mostNameLines) + card.linesBelow);
    }
    return most;
}

/// The nodes in trees that hang together, each root with what is below it.
std::vector<std::vector<TreeNode>> treesOf(const std::vector<TreeNode>& nodes) {
    std::unordered_map<std::string, std::size_t> indexOf;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        indexOf.emplace(nodes[i].id, i);
    std::vector<std::vector<TreeNode>> trees;
    std::unordered_map<std::size_t, std::size_t> treeOf; // of a root
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        std::size_t root = i;
        for (std::size_t steps = 0; steps < nodes.size(); ++steps) {
            const auto above = indexOf.find(nodes[root].parent);
            if (above == indexOf.end() || above->second == root)
                break;
            root = above->second;
        }
        const auto [place, isNew] = treeOf.emplace(root, trees.size());
        if (isNew)
            trees.emplace_back();
        trees[place->second].push_back(nodes[i]);
    }
    return trees;
}

/// Stretches of the gaps between columns and between rows.
struct Stretch {
    double columns = 1;
    double rows = 1;
};

/// What holds for a slide whatever the size of its cards.
struct Frame {
    std::optional<Level> band;
    SlideTree::Siblings siblings = SlideTree::Siblings::wrapped;
    Cards cards = Cards::whole;
};

TreeMeasures measuresOf(const QSizeF& card, double width, const Frame& frame, const Stretch& stretch) {
    const Air air = airOf(frame.cards);
    TreeMeasures measures;
    measures.width = frame.siblings == SlideTree::Siblings::wrapped ? width : boundless;
    measures.card = card;
    measures.columnGap = air.besideCards * stretch.columns;
    measures.rowGap = air.betweenRows * stretch.rows;
    measures.boundaryGap = air.betweenRows * stretch.rows;
    measures.trunk = air.betweenRows * stretch.rows * 0.55;
    measures.left = frame.band ? 0 : air.bandLabel;
    return measures;
}

/// Where the cards of a layout stand.
QRectF cardsOf(const TreeLayout& layout, std::optional<Level> band) {
    QRectF bounds;
    for (const PlacedCard& card : layout.cards())
        bounds |= card.area;
    if (!band)
        bounds.setLeft(0);
    return bounds;
}

SlideTree arranged(const std::vector<std::vector<TreeNode>>& trees, const QSizeF& card, double width,
                   const Frame& frame, const Stretch& stretch) {
    SlideTree made;
    made.band = frame.band;
    made.siblings = frame.siblings;
    made.cards = frame.cards;
    made.card = card;
    const TreeMeasures measures = measuresOf(card, width, frame, stretch);
    // Trees side by side, in rows like the words of a text.
    QPointF at;
    double rowHeight = 0;
    for (const std::vector<TreeNode>& tree : trees) {
        SlideTree::Piece piece{TreeLayout::of(tree, measures), {}};
        const QRectF bounds = cardsOf(piece.layout, frame.band);
        if (at.x() > 0 && at.x() + bounds.width() > width) {
            at = {0, at.y() + rowHeight + measures.rowGap};
            rowHeight = 0;
        }
        piece.at = at - bounds.topLeft();
        made.size = made.size.expandedTo({at.x() + bounds.width(), at.y() + bounds.height()});
        at.rx() += bounds.width() + measures.columnGap;
        rowHeight = std::max(rowHeight, bounds.height());
        made.pieces.push_back(std::move(piece));
    }
    return made;
}

bool holds(const QSizeF& area, double scale, const QSizeF& size) {
    constexpr double rounding = 0.5;
    return size.width() * scale <= area.width() + rounding && size.height() * scale <= area.height() + rounding;
}

/// The arrangement at a scale, of all widths of cards that fit the one with the fewest lines; none where none fits.
std::optional<SlideTree> fitting(const Texts& texts, const std::vector<std::vector<TreeNode>>& trees,
                                 const Frame& frame, const QSizeF& area, double scale) {
    std::optional<SlideTree> best;
    const double least = std::clamp(texts.widestWord + besideText(texts.cards), narrowestCard, widestCard);
    for (double width = least; width <= widestCard; width += cardWidthStep) {
        const bool isWidest = width + cardWidthStep > widestCard;
        const MostLines lines = mostLinesAt(texts, width);
        const QSizeF card = cardOf(width, lines.ofCard, texts.cards);
        if ((lines.ofName > mostNameLines && !isWidest) || (best && card.height() >= best->card.height()))
            continue;
        SlideTree made = arranged(trees, card, area.width() / scale, frame, {});
        if (holds(area, scale, made.size))
            best = std::move(made);
    }
    if (best)
        best->scale = scale;
    return best;
}

/// The arrangement with the largest cards; empty where none fits.
SlideTree largest(const Texts& texts, const std::vector<std::vector<TreeNode>>& trees, const Frame& frame,
                  const QSizeF& area) {
    if (auto made = fitting(texts, trees, frame, area, largestScale))
        return std::move(*made);
    SlideTree best;
    double low = smallestScale;
    double high = largestScale;
    for (int step = 0; step < 9; ++step) {
        const double middle = (low + high) / 2;
        if (auto made = fitting(texts, trees, frame, area, middle)) {
            best = std::move(*made);
            low = middle;
        } else {
            high = middle;
        }
    }
    return best;
}

/// Gives the gaps what room is left.
void stretchGaps(SlideTree& tree, const std::vector<std::vector<TreeNode>>& trees, const QSizeF& area) {
    const auto widened = [&](const Stretch& stretch) {
        SlideTree made =
            arranged(trees, tree.card, area.width() / tree.scale, {tree.band, tree.siblings, tree.cards}, stretch);
        made.scale = tree.scale;
        return made;
    };
    Stretch stretch;
    for (double Stretch::*way : {&Stretch::columns, &Stretch::rows})
        for (double tried = mostStretch; tried > 1; tried -= 0.25) {
            Stretch with = stretch;
            with.*way = tried;
            SlideTree made = widened(with);
            if (!holds(area, tree.scale, made.size))
                continue;
            stretch = with;
            tree = std::move(made);
            break;
        }
}

/// A tree of so many cards that none can be read: laid out once, and made to fit.
SlideTree farTree(const CascadeContent& content, std::optional<Level> band, const QSizeF& area) {
    std::vector<TreeNode> nodes = content.nodes({});
    if (band)
        std::erase_if(nodes, [&](const TreeNode& node) { return node.level != *band; });
    const QSizeF card(cardWidth, cardHeight);
    const double side = std::sqrt(static_cast<double>(nodes.size()) * card.width() * card.height());
    SlideTree made =
        arranged(band ? treesOf(nodes) : std::vector<std::vector<TreeNode>>{nodes}, card,
                 side * area.width() / area.height(), {band, SlideTree::Siblings::wrapped, Cards::whole}, {});
    made.scale = std::min({largestScale, area.width() / std::max(1.0, made.size.width()),
                           area.height() / std::max(1.0, made.size.height())});
    return made;
}

void paintSlideCard(QPainter& painter, const QRectF& area, const CardContent& content, const SlideTree& tree,
                    const Palette& palette) {
    const Cards cards = tree.cards;
    const Air air = airOf(cards);
    constexpr double radius = 3;
    painter.setPen(QPen(palette.rule, 1));
    painter.setBrush(palette.surface);
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    paintFill(painter, area.adjusted(1, 1, -1, -1), radius, cardStrip, content, palette); // within the border
    QPainterPath outline;
    outline.addRoundedRect(area, radius, radius);
    painter.setPen(Qt::NoPen);
    QPainterPath spine;
    spine.addRect(QRectF(area.left(), area.top(), cardSpine, area.height()));
    painter.setBrush(palette.level(content.level));
    painter.drawPath(outline.intersected(spine));

    const double left = area.left() + air.beforeText;
    const QStringList name = slideNameLines(content.name, area.width(), cards);
    const QString change = slideChange(content, cards);
    double base = area.top() + air.padding + air.linePitch * 0.78;
    if (cards == Cards::dense) { // in the middle, for there are one line or several
        const auto lines = static_cast<double>(name.size() + (change.isEmpty() ? 0 : 1));
        base = area.center().y() + air.linePitch * (0.28 - 0.5 * (lines - 1));
    }
    const auto write = [&](double x, const QStringList& lines, const QFont& font, const QColor& colour) {
        painter.setFont(font);
        painter.setPen(colour);
        for (const QString& line : lines) {
            painter.drawText(QPointF(x, base), line);
            base += air.linePitch;
        }
    };
    write(left, name, nameFont(), palette.ink);
    const QStringList values = cards == Cards::ranged ? valueLines(content) : QStringList();
    if (cards != Cards::dense)
        base = area.bottom() - air.padding - air.linePitch * (0.22 + static_cast<double>(values.size()));
    write(left, values, valueFont(), palette.ink2);
    const bool judged = content.judgement != Judgement::none;
    if (judged)
        paintChangeMark(painter, {left, base - 0.5}, changeMark, content.pointing, content.judgement, palette);
    write(left + (judged ? changeMark + besideMark : 0), {change}, judged ? changeFont() : valueFont(),
          judged ? judgementColour(palette, content.judgement) : palette.ink2);
}

void paintPiece(QPainter& painter, const CascadeContent& content, const SlideTree& tree, const SlideTree::Piece& piece,
                const QSizeF& area, const Palette& palette) {
    const CascadeView view;
    const std::vector<LinkContent> links = slideLinks(content, tree, piece, area);
    for (const LinkContent& link : links)
        paintLink(painter, link, palette);
    for (const PlacedCard& card : piece.layout.cards()) {
        const CardContent shown = content.card(card.id, view);
        if (tree.scale < readableSlideScale)
            paintCard(painter, card.area, shown, palette, CardDetail::bar);
        else
            paintSlideCard(painter, card.area, shown, tree, palette);
    }
    for (const LinkContent& link : links)
        paintShareChip(painter, link, palette);
}

/// The labels of the bands beside their cards, all of one size: no longer than the lowest band is high, without the
/// marks of their levels where these have no room.
void paintLabels(QPainter& painter, const TreeLayout& layout, double scale, const Palette& palette) {
    struct Label {
        Level level;
        double middle;
    };
    const auto cardsIn = [&](double top, double bottom) {
        QRectF cards;
        for (const PlacedCard& card : layout.cards())
            if (card.area.top() >= top && card.area.bottom() <= bottom)
                cards |= card.area;
        return cards;
    };
    const QFont font = sans(pointsOfPixels(bandLabelLetters / scale), QFont::DemiBold);
    const QFontMetricsF metrics(font);
    const double markSize = 0.75 * bandLabelLetters / scale;
    const double beside = 0.5 * markSize;
    const QRectF all = cardsOf(layout, std::nullopt); // what is above or below them may be off the slide
    std::vector<Label> labels;
    double room = boundless;
    double longest = 1;
    for (const PlacedBand& band : layout.bands()) {
        const QRectF cards = cardsIn(band.top, band.bottom);
        if (cards.isEmpty())
            continue;
        constexpr double intoGap = 6; // above and below the cards
        const double top = std::max(all.top(), cards.top() - intoGap);
        const double bottom = std::min(all.bottom(), cards.bottom() + intoGap);
        room = std::min(room, bottom - top);
        longest = std::max(longest, metrics.horizontalAdvance(levelName(band.level)));
        labels.push_back({band.level, (top + bottom) / 2});
    }
    const double beforeText = markSize + beside + longest <= room ? markSize + beside : 0;
    const double size = std::min(1.0, room / (beforeText + longest));
    painter.setFont(font);
    for (const Label& label : labels) {
        const double length = beforeText + metrics.horizontalAdvance(levelName(label.level));
        painter.save();
        painter.translate(bandLabelMiddle, label.middle);
        painter.rotate(-90);
        painter.scale(size, size);
        if (beforeText > 0)
            paintLevelMark(painter, QRectF(-length / 2, -markSize / 2, markSize, markSize), label.level,
                           palette.level(label.level));
        painter.setPen(palette.level(label.level));
        painter.drawText(QPointF(beforeText - length / 2, metrics.capHeight() / 2), levelName(label.level));
        painter.restore();
    }
}

} // namespace

QStringList slideNameLines(const QString& name, double cardWidth, Cards cards) {
    const QFontMetricsF metrics(nameFont());
    const double room = nameRoom(cardWidth, cards);
    QStringList lines = brokenName(name, room);
    if (lines.size() > mostNameLines) {
        const QString rest = QStringList(lines.mid(mostNameLines - 1)).join(u' ');
        lines = lines.mid(0, mostNameLines - 1);
        lines << metrics.elidedText(rest, Qt::ElideRight, room);
    }
    for (QString& line : lines)
        line = metrics.elidedText(line, Qt::ElideRight, room);
    return lines;
}

QString slideChange(const CardContent& content, Cards cards) {
    return cards != Cards::dense || content.judgement != Judgement::none ? changeText(content) : QString();
}

namespace {

/// The largest arrangement of such cards that the area holds.
SlideTree arrangedFor(const CascadeContent& content, std::optional<Level> band, Cards cards, const QSizeF& area) {
    const Texts texts = textsOf(content, band, cards);
    const auto trees = band ? treesOf(texts.nodes) : std::vector<std::vector<TreeNode>>{texts.nodes};
    SlideTree best = largest(texts, trees, {band, SlideTree::Siblings::wrapped, cards}, area);
    if (band) {
        SlideTree inOneRow = largest(texts, trees, {band, SlideTree::Siblings::inOneRow, cards}, area);
        if (!inOneRow.pieces.empty() && inOneRow.scale * slideCardText >= readLetters &&
            inOneRow.scale >= worthOneRow * best.scale)
            best = std::move(inOneRow);
    }
    stretchGaps(best, trees, area);
    return best;
}

} // namespace

SlideTree slideTree(const CascadeContent& content, std::optional<Level> band, const QSizeF& area) {
    if (content.model().metrics().size() > mostTried)
        return farTree(content, band, area);
    SlideTree whole = arrangedFor(content, band, band ? Cards::ranged : Cards::whole, area);
    if (band || whole.scale * slideCardText >= readFromAfar)
        return whole;
    SlideTree dense = arrangedFor(content, band, Cards::dense, area);
    return dense.scale > whole.scale ? dense : whole;
}

void paintSlideTree(QPainter& painter, const QRectF& area, const CascadeContent& content, const SlideTree& tree,
                    const Palette& palette) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area);
    painter.translate(area.left(), area.center().y() - tree.size.height() * tree.scale / 2);
    painter.scale(tree.scale, tree.scale);
    for (const SlideTree::Piece& piece : tree.pieces) {
        painter.save();
        painter.translate(piece.at);
        if (!tree.band) {
            const QRectF bounds = piece.layout.bounds();
            paintBandLines(painter, piece.layout, bounds.left(), area.width() / tree.scale, palette);
            paintLabels(painter, piece.layout, tree.scale, palette);
        }
        paintPiece(painter, content, tree, piece, area.size(), palette);
        painter.restore();
    }
    painter.restore();
}

} // namespace tributary::ui
