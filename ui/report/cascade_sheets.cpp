// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/cascade_sheets.h"

#include "ui/cascade/card_painter.h"
#include "ui/cascade/cascade_render.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <functional>
#include <string_view>

namespace tributary::ui {

namespace {

constexpr double columnGap = 30;       ///< as wide as a delay on a link needs, for larger type
constexpr double scaleStep = 0.97;     ///< from one size that is tried to the next
constexpr std::size_t mostOnOne = 200; ///< cards; more never fit a sheet
constexpr std::size_t mostSheets = 12; ///< of one tree; what is left is folded
constexpr double headGap = 48;         ///< from the head of a family to its drivers
constexpr double rowPitch = cardHeight + 24;
constexpr double aboveRow = 16; ///< room for a note over the head, and for the links
constexpr double lane = 7;      ///< from a row up to the links that run above it

QString partName(int part) { return tr("part %1").arg(part + 1); }

} // namespace

/// The tree by indices, each parent before its drivers.
struct CascadeSheets::Tree {
    std::vector<TreeNode> nodes;
    std::vector<std::vector<int>> drivers;
    std::vector<int> roots;
    std::vector<int> order;  ///< breadth first
    std::vector<int> below;  ///< how many stand below each
    std::vector<char> moves; ///< itself, or anything below it

    Tree(std::vector<TreeNode> all, const ScenarioResults* results, int period)
        : nodes(std::move(all)), drivers(nodes.size()), below(nodes.size(), 0), moves(nodes.size(), results ? 0 : 1) {
        std::unordered_map<std::string_view, int> indexOf;
        for (std::size_t i = 0; i < nodes.size(); ++i)
            indexOf.emplace(nodes[i].id, static_cast<int>(i));
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const auto parent = indexOf.find(nodes[i].parent);
            if (parent == indexOf.end() || parent->second == static_cast<int>(i))
                roots.push_back(static_cast<int>(i));
            else
                drivers[static_cast<std::size_t>(parent->second)].push_back(static_cast<int>(i));
        }
        const auto inOrder = [this](int a, int b) { return node(a).order < node(b).order; };
        std::stable_sort(roots.begin(), roots.end(), inOrder);
        for (auto& siblings : drivers)
            std::stable_sort(siblings.begin(), siblings.end(), inOrder);
        std::vector<char> seen(nodes.size(), 0);
        const auto walk = [&](int root) {
            std::size_t next = order.size();
            order.push_back(root);
            seen[static_cast<std::size_t>(root)] = 1;
            for (; next < order.size(); ++next) {
                auto& own = drivers[static_cast<std::size_t>(order[next])];
                std::erase_if(own, [&](int driver) { return seen[static_cast<std::size_t>(driver)] != 0; });
                for (const int driver : own) {
                    seen[static_cast<std::size_t>(driver)] = 1;
                    order.push_back(driver);
                }
            }
        };
        for (const int root : roots)
            walk(root);
        // A ring of parents hangs from its first member.
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (!seen[i]) {
                roots.push_back(static_cast<int>(i));
                nodes[i].parent.clear();
                walk(static_cast<int>(i));
            }
        if (results)
            for (const MetricResults& metric : results->metrics)
                if (const auto found = indexOf.find(metric.id.text); found != indexOf.end())
                    moves[static_cast<std::size_t>(found->second)] =
                        period > 0 && metric.moves(static_cast<std::size_t>(period) - 1);
        for (auto i = order.rbegin(); i != order.rend(); ++i)
            for (const int driver : driversOf(*i)) {
                below[static_cast<std::size_t>(*i)] += 1 + below[static_cast<std::size_t>(driver)];
                if (moves[static_cast<std::size_t>(driver)])
                    moves[static_cast<std::size_t>(*i)] = 1;
            }
    }

    [[nodiscard]] const TreeNode& node(int i) const { return nodes[static_cast<std::size_t>(i)]; }
    [[nodiscard]] const std::vector<int>& driversOf(int i) const { return drivers[static_cast<std::size_t>(i)]; }
    /// Whether anything below a metric moves.
    [[nodiscard]] bool isAlive(int i) const {
        return std::ranges::any_of(driversOf(i),
                                   [this](int driver) { return moves[static_cast<std::size_t>(driver)]; });
    }

    /// Returns the nodes that are seen where only these are unfolded.
    [[nodiscard]] std::vector<TreeNode> seenWith(const std::vector<int>& unfolded) const {
        std::vector<char> open(nodes.size(), 0);
        for (const int i : unfolded)
            open[static_cast<std::size_t>(i)] = 1;
        std::vector<TreeNode> seen;
        std::vector<int> next = roots;
        for (std::size_t at = 0; at < next.size(); ++at) {
            seen.push_back(node(next[at]));
            if (open[static_cast<std::size_t>(next[at])])
                next.insert(next.end(), driversOf(next[at]).begin(), driversOf(next[at]).end());
        }
        return seen;
    }
};

CascadeSheets::CascadeSheets(const Model& model, const QSizeF& sheet, double least, Large large,
                             const ScenarioResults* results, int period)
    : period_(period) {
    content_.setModel(model);
    if (sheet.isEmpty() || model.metrics().empty())
        return;
    const std::vector<TreeNode> nodes = content_.nodes({});
    if (placeWhole(nodes, sheet, least) || large == Large::refuse)
        return;
    const Tree tree(nodes, results, period);
    divide(tree, sheet, least);
    countFolded(tree);
}

int CascadeSheets::continuedOn(const std::string& id) const {
    const auto drivers = driverPart_.find(id);
    const auto own = ownPart_.find(id);
    return drivers == driverPart_.end() || own == ownPart_.end() || own->second == drivers->second ? -1
                                                                                                   : drivers->second;
}

/// Lays the nodes out as one tree, as large as the sheet takes it; tells whether it is not too small.
bool CascadeSheets::placeWhole(const std::vector<TreeNode>& nodes, const QSizeF& sheet, double least) {
    if (nodes.size() > mostOnOne)
        return false;
    for (double scale = 1; scale > 0; scale = scale > least ? std::max(least, scale * scaleStep) : 0) {
        TreeMeasures measures;
        measures.width = sheet.width() / scale + measures.left;
        measures.columnGap = columnGap;
        TreeLayout layout = TreeLayout::of(nodes, measures);
        double right = measures.left;
        for (const PlacedCard& card : layout.cards())
            right = std::max(right, card.area.right());
        Part part{scale, measures.left, QRectF(0, 0, right, layout.bounds().bottom()), layout.cards(), layout.links(),
                  {},    true};
        if (part.size().width() > sheet.width() || part.size().height() > sheet.height())
            continue;
        layout_ = std::move(layout);
        parts_ = {std::move(part)};
        return true;
    }
    return false;
}

/// What moves on one sheet if it fits, else family by family; where nothing moves, the top of the tree.
void CascadeSheets::divide(const Tree& tree, const QSizeF& sheet, double least) {
    std::vector<int> alive;
    for (const int i : tree.order)
        if (tree.isAlive(i))
            alive.push_back(i);
    if (!alive.empty()) {
        if (!placeWhole(tree.seenWith(alive), sheet, least))
            placeFamilies(tree, sheet, least);
        return;
    }
    std::ranges::copy_if(tree.order, std::back_inserter(alive), [&](int i) { return !tree.driversOf(i).empty(); });
    const auto fits = [&](std::size_t unfolded) {
        return placeWhole(tree.seenWith({alive.begin(), alive.begin() + static_cast<std::ptrdiff_t>(unfolded)}), sheet,
                          least);
    };
    std::size_t most = 0;
    for (std::size_t tooMany = alive.size() + 1; tooMany - most > 1;) {
        const std::size_t middle = most + (tooMany - most) / 2;
        (fits(middle) ? most : tooMany) = middle;
    }
    if (!fits(most))
        placeFamilies(tree, sheet, least);
}

/// Fills sheets with families, row by row, several in a row where they are small; below each those of its drivers that
/// go on. Roots without a family stand side by side before all others.
void CascadeSheets::placeFamilies(const Tree& tree, const QSizeF& sheet, double scale) {
    const QSizeF room = sheet / scale;
    constexpr double pitch = cardWidth + columnGap;
    const auto across =
        static_cast<std::size_t>(std::max(1.0, std::floor((room.width() - cardWidth - headGap + columnGap) / pitch)));
    const auto rows = static_cast<std::size_t>(
        std::max(1.0, std::floor((room.height() - aboveRow + rowPitch - cardHeight) / rowPitch)));
    std::size_t used = rows; // rows of the sheet at hand
    double right = 0;        // end of what stands in the last of them; 0: it is full
    const auto begin = [&] {
        if (parts_.size() == mostSheets)
            return false;
        parts_.push_back({scale, 0, {}, {}, {}, {}, false});
        used = 0;
        right = 0;
        return true;
    };
    const auto topOf = [](std::size_t row) { return aboveRow + static_cast<double>(row) * rowPitch; };
    const auto put = [&](int i, double x, double y) {
        parts_.back().cards.push_back({tree.node(i).id, QRectF(x, y, cardWidth, cardHeight), 0, 0});
        ownPart_.emplace(tree.node(i).id, static_cast<int>(parts_.size()) - 1);
        return parts_.back().cards.back().area;
    };
    const auto placeRows = [&](int head, std::size_t first, std::size_t last, double left, double top) {
        Part& part = parts_.back();
        const std::string& id = tree.node(head).id;
        driverPart_.emplace(id, static_cast<int>(parts_.size()) - 1);
        if (part.cards.empty() || part.cards.back().id != id ||
            part.cards.back().area.topLeft() != QPointF(left, top)) {
            put(head, left, top);
            part.heads.push_back({id, QPointF(left, top), first > 0});
        }
        const double end = left + cardWidth, trunk = end + headGap / 2, middle = top + cardHeight / 2;
        for (std::size_t i = first; i < last; ++i) {
            const std::size_t at = i - first;
            const int driver = tree.driversOf(head)[i];
            const QRectF area = put(driver, end + headGap + static_cast<double>(at % across) * pitch,
                                    top + static_cast<double>(at / across) * rowPitch);
            const double x = area.center().x(), above = area.top() - lane;
            part.links.push_back(
                {tree.node(driver).id, id,
                 QPolygonF({{x, area.top()}, {x, above}, {trunk, above}, {trunk, middle}, {end, middle}})});
            right = std::max(right, area.right());
        }
    };
    const std::function<bool(int)> place = [&](int head) {
        const std::size_t count = tree.driversOf(head).size();
        const double width = cardWidth + headGap + static_cast<double>(count) * pitch - columnGap;
        // A card that ends its row is the head of its own family.
        const bool endsRow = right > 0 && parts_.back().cards.back().id == tree.node(head).id;
        const double left = endsRow ? right - cardWidth : right + headGap;
        if (right > 0 && left + width <= room.width()) {
            placeRows(head, 0, count, left, topOf(used - 1));
        } else {
            if (const std::size_t needed = (count + across - 1) / across;
                used + std::min(needed, rows) > rows && !begin())
                return false;
            for (std::size_t first = 0; first < count;) {
                if (used == rows && !begin())
                    return false;
                const std::size_t last = std::min(count, first + (rows - used) * across);
                right = 0;
                placeRows(head, first, last, 0, topOf(used));
                used += (last - first + across - 1) / across;
                // Beside several rows nothing else stands.
                right = last - first > across ? 0 : right;
                first = last;
            }
        }
        return std::ranges::all_of(tree.driversOf(head),
                                   [&](int driver) { return !tree.isAlive(driver) || place(driver); });
    };
    for (const int root : tree.roots) {
        if (tree.isAlive(root))
            continue;
        const double left = right > 0 ? right + columnGap : 0;
        const bool beside = right > 0 && left + cardWidth <= room.width();
        if (!beside && used == rows && !begin())
            break;
        const QRectF area = put(root, beside ? left : 0, topOf(beside ? used - 1 : used));
        used += beside ? 0 : 1;
        right = area.right();
    }
    right = 0;
    for (const int root : tree.roots)
        if (tree.isAlive(root) && !place(root))
            break;
    for (Part& part : parts_) {
        QRectF all;
        for (const PlacedCard& card : part.cards)
            all |= card.area;
        part.area = QRectF(0, 0, room.width(), all.bottom() + aboveRow / 2);
    }
}

void CascadeSheets::countFolded(const Tree& tree) {
    std::unordered_map<std::string, int> shown;
    for (const Part& part : parts_)
        for (const PlacedCard& card : part.cards)
            shown.emplace(card.id, 0);
    foldedAway_ = static_cast<int>(tree.nodes.size() - shown.size());
    for (const int i : tree.order)
        if (const auto& drivers = tree.driversOf(i);
            shown.contains(tree.node(i).id) && !drivers.empty() && !shown.contains(tree.node(drivers.front()).id))
            hidden_.emplace(tree.node(i).id, tree.below[static_cast<std::size_t>(i)]);
}

void CascadeSheets::paint(QPainter& painter, const QPointF& topLeft, std::size_t part, const ScenarioResults* results,
                          const ScenarioResults* mostLikely, const Palette& palette) {
    content_.setResults(results, mostLikely);
    content_.setPeriod(period_);
    const Part& shown = parts_.at(part);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(topLeft);
    painter.scale(shown.scale, shown.scale);
    painter.translate(-shown.area.topLeft() - QPointF(shown.labels, 0));
    if (shown.isTree) {
        paintCascade(painter, content_, layout_, shown.area, palette);
        if (const auto place = legendPlace(layout_, shown.area))
            paintLegend(painter, *place, periodTitle(content_.model().settings(), period_), LegendFor::paper, palette);
    } else {
        const CascadeView view;
        std::vector<LinkContent> links;
        for (const PlacedLink& link : shown.links) {
            links.push_back(content_.link(link, view));
            links.back().lagText.clear(); // there is no room for it between the rows
        }
        // The widest link of a trunk lies on top of its siblings.
        std::stable_sort(links.begin(), links.end(),
                         [](const LinkContent& a, const LinkContent& b) { return a.share < b.share; });
        for (const LinkContent& link : links)
            paintLink(painter, link, palette);
        for (const PlacedCard& card : shown.cards) {
            CardContent content = content_.card(card.id, view);
            content.secondLinks = 0; // their stubs would stand in the links above the row
            paintCard(painter, card.area, content, palette);
        }
        for (const LinkContent& link : links)
            paintShareChip(painter, link, palette);
        painter.setFont(fontOf(TextRole::label));
        painter.setPen(palette.ink3);
        for (const Head& head : shown.heads) {
            const int own = ownPart_.at(head.id);
            const QString note = head.goesOn                     ? tr("continued")
                                 : own == static_cast<int>(part) ? QString()
                                                                 : tr("continued from %1").arg(partName(own));
            painter.drawText(head.place - QPointF(0, 5), note);
        }
    }
    for (const PlacedCard& card : shown.cards)
        paintChip(painter, card, static_cast<int>(part), palette);
    painter.restore();
}

/// Where the drivers of a card follow, or how many are folded away below it.
void CascadeSheets::paintChip(QPainter& painter, const PlacedCard& card, int part, const Palette& palette) const {
    const auto hidden = hidden_.find(card.id);
    const auto drivers = driverPart_.find(card.id);
    const bool goesOn = drivers != driverPart_.end() && ownPart_.at(card.id) == part && drivers->second != part;
    if (hidden == hidden_.end() && !goesOn)
        return;
    const QString words = goesOn ? partName(drivers->second) : u'+' + QString::number(hidden->second);
    const QFont font = fontOf(TextRole::labelStrong);
    constexpr double air = 6, height = 14, gap = 1.5;
    const double width = QFontMetricsF(font).horizontalAdvance(words) + 2 * air;
    const QRectF chip(card.area.center().x() - width / 2, card.area.bottom() + gap, width, height);
    painter.setPen(QPen(palette.rule, 1));
    painter.setBrush(palette.surface);
    painter.drawRoundedRect(chip, 3, 3);
    painter.setFont(font);
    painter.setPen(palette.ink2);
    painter.drawText(QPointF(chip.left() + air, chip.bottom() - 3), words);
}

} // namespace tributary::ui
