// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/tree_arranger.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

namespace tributary::ui {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double stripHalf = 8; ///< kept free on both sides of a link that passes a row
constexpr double gutter = 12;   ///< from a card's side to the link of a wrapped leaf
constexpr int longestRun = 2;   ///< drivers in one row, each left of its parent
constexpr int mostLeafRows = 4;
constexpr int none = -1;

/// Returns how far right `right` must move to stand clear of `left`.
template <class Contour>
double clearance(const Contour& left, const Contour& right, double gap) {
    double needed = -infinity;
    for (std::size_t i = 0; i < std::min(left.rows.size(), right.rows.size()); ++i)
        needed = std::max(needed, left.fromTop(i).right + gap - right.fromTop(i).left);
    return needed;
}

/// Joins the outline of `other`, moved by `by`, into `outline`. Costs the rows that both have.
template <class Contour>
void join(Contour& outline, Contour other, double by) {
    other.shift += by;
    if (outline.rows.size() < other.rows.size())
        std::swap(outline, other);
    for (std::size_t i = 0; i < other.rows.size(); ++i) {
        const auto a = outline.fromTop(i);
        const auto b = other.fromTop(i);
        outline.setFromTop(i, {std::min(a.left, b.left), std::max(a.right, b.right)});
    }
}

int bandOf(Level level) { return static_cast<int>(level); }

} // namespace

/// The part of a row that a subtree takes.
struct TreeArranger::Span {
    double left = infinity;
    double right = -infinity;
};

/// The outline of a subtree, row by row. The top row is last, for parents are put on top; `shift` moves all rows at
/// once.
struct TreeArranger::Contour {
    std::vector<Span> rows;
    double shift = 0;

    [[nodiscard]] Span fromTop(std::size_t depth) const {
        const Span& span = rows[rows.size() - 1 - depth];
        return {span.left + shift, span.right + shift};
    }
    void setFromTop(std::size_t depth, const Span& span) {
        rows[rows.size() - 1 - depth] = {span.left - shift, span.right - shift};
    }
    void putOnTop(const Span& span) { rows.push_back({span.left - shift, span.right - shift}); }
};

TreeArranger::TreeArranger(const std::vector<TreeNode>& nodes, const TreeMeasures& measures)
    : nodes_(nodes), measures_(measures), members_(nodes.size()) {
    findFamilies();
}

TreeLayout TreeArranger::arrange(const TreeBends* before) {
    const double room = measures_.width - measures_.left;
    if (before) {
        bends_ = *before;
        // A tree that was too wide already cannot be bent any further.
        if (place() <= room || before->tooWide)
            return result();
    }
    bends_ = {};
    if (place() <= room)
        return result();
    bendOnlyDrivers();
    if (place() > room)
        wrapToFit(room);
    return result();
}

/// Wraps leaves into the fewest rows that fit, then into the most columns that do; if none do, two rows are all that is
/// done.
void TreeArranger::wrapToFit(double room) {
    const int most = largestLeafGroup();
    if (most < 2)
        return;
    bends_.columns = 1;
    const int mostRows = std::min(most, mostLeafRows);
    bool wrapped = place() <= room;
    while (!wrapped && bends_.rows < mostRows) {
        ++bends_.rows;
        wrapped = place() <= room;
    }
    if (!wrapped)
        bends_.rows = 2;
    int fits = 1;
    int tooMany = wrapped ? most : 2;
    while (tooMany - fits > 1) {
        bends_.columns = (fits + tooMany) / 2;
        (place() <= room ? fits : tooMany) = bends_.columns;
    }
    bends_.columns = fits;
    place();
}

void TreeArranger::findFamilies() {
    const auto count = nodes_.size();
    std::unordered_map<std::string_view, int> indexOf;
    for (std::size_t i = 0; i < count; ++i)
        indexOf.emplace(nodes_[i].id, static_cast<int>(i));
    std::vector<std::vector<int>> drivers(count);
    std::vector<int> tops;
    for (std::size_t i = 0; i < count; ++i) {
        const auto found = nodes_[i].parent.empty() ? indexOf.end() : indexOf.find(nodes_[i].parent);
        if (found == indexOf.end() || found->second == static_cast<int>(i))
            tops.push_back(static_cast<int>(i));
        else
            drivers[static_cast<std::size_t>(found->second)].push_back(static_cast<int>(i));
    }
    const auto inOrder = [this](int a, int b) { return node(a).order < node(b).order; };
    for (auto& siblings : drivers)
        std::stable_sort(siblings.begin(), siblings.end(), inOrder);
    std::stable_sort(tops.begin(), tops.end(), inOrder);

    std::vector<char> seen(count, 0);
    for (const int top : tops)
        visit(top, drivers, seen);
    // What is left hangs in a ring of parents: it is shown from its first member.
    for (std::size_t i = 0; i < count; ++i)
        if (!seen[i])
            visit(static_cast<int>(i), drivers, seen);
}

void TreeArranger::visit(int top, const std::vector<std::vector<int>>& drivers, std::vector<char>& seen) {
    struct Step {
        int node;
        int parent;
        int hider; ///< the folded node that hides it
    };
    std::vector<Step> stack{{top, none, none}};
    while (!stack.empty()) {
        const Step step = stack.back();
        stack.pop_back();
        if (seen[index(step.node)])
            continue;
        seen[index(step.node)] = 1;
        int hider = step.hider;
        if (hider == none) {
            visible_.push_back(step.node);
            Member& it = member(step.node);
            it.parent = step.parent;
            // A driver above its parent's band cannot hang below it; it begins a tree of its own.
            const bool hangs = step.parent != none && node(step.node).level >= node(step.parent).level;
            it.stand = hangs ? Stand::below : Stand::root;
            if (hangs)
                member(step.parent).drivers.push_back(step.node);
            else
                roots_.push_back(step.node);
            if (node(step.node).fold == Fold::folded)
                hider = step.node;
        } else {
            ++member(hider).hidden;
        }
        const auto& below = drivers[index(step.node)];
        for (auto driver = below.rbegin(); driver != below.rend(); ++driver)
            stack.push_back({*driver, step.node, hider});
    }
}

int TreeArranger::largestLeafGroup() const {
    std::size_t largest = 0;
    for (const int i : visible_)
        largest = std::max(largest, member(i).drivers.size());
    return static_cast<int>(largest);
}

/// Places all as the bends say; returns the width.
double TreeArranger::place() {
    assignRows();
    std::vector<Contour> contours(nodes_.size());
    for (auto i = visible_.rbegin(); i != visible_.rend(); ++i)
        contours[index(*i)] = subtree(*i, contours);
    double left = infinity;
    double right = -infinity;
    Contour forest;
    for (const int root : roots_) {
        Contour tree = std::move(contours[index(root)]);
        for (int row = member(root).row; row > 0; --row)
            tree.putOnTop({});
        double by = clearance(forest, tree, measures_.columnGap);
        if (!std::isfinite(by)) {
            // Nothing stands beside it in any of its rows: it begins at the left.
            double leftmost = infinity;
            for (std::size_t k = 0; k < tree.rows.size(); ++k)
                leftmost = std::min(leftmost, tree.fromTop(k).left);
            by = -leftmost;
        }
        member(root).dx = by;
        join(forest, std::move(tree), by);
    }
    for (const int i : visible_) {
        Member& it = member(i);
        it.x = it.dx + (it.stand == Stand::root ? 0 : member(it.parent).x);
        left = std::min(left, it.x);
        right = std::max(right, it.x + measures_.card.width());
    }
    for (const int i : visible_)
        member(i).x -= left;
    return visible_.empty() ? 0 : right - left;
}

void TreeArranger::assignRows() {
    for (const int i : visible_) {
        Member& it = member(i);
        if (it.stand == Stand::root) {
            it.bandRow = 0;
            it.run = 0;
            continue;
        }
        const Member& parent = member(it.parent);
        const bool sameBand = node(i).level == node(it.parent).level;
        const bool goesLeft = isOnlyDriverInBand(i) && parent.run < longestRun && !bends_.below.contains(node(i).id);
        it.stand = goesLeft ? Stand::left : Stand::below;
        it.run = goesLeft ? parent.run + 1 : 0;
        it.bandRow = !sameBand ? 0 : goesLeft ? parent.bandRow : parent.bandRow + 1;
    }
    for (const int i : visible_)
        wrapLeaves(i);
    std::array<int, 3> rows{1, 1, 1};
    for (const int i : visible_) {
        int& most = rows[static_cast<std::size_t>(bandOf(node(i).level))];
        most = std::max(most, member(i).bandRow + 1);
    }
    firstRow_ = {0, rows[0], rows[0] + rows[1], rows[0] + rows[1] + rows[2]};
    for (const int i : visible_)
        member(i).row = firstRow_[static_cast<std::size_t>(bandOf(node(i).level))] + member(i).bandRow;
    for (const int i : visible_) {
        Member& it = member(i);
        it.trunkRow = std::numeric_limits<int>::max();
        for (const int driver : it.drivers)
            it.trunkRow = std::min(it.trunkRow, member(driver).row);
    }
}

bool TreeArranger::isOnlyDriverInBand(int i) const {
    const int parent = member(i).parent;
    return parent != none && member(parent).drivers.size() == 1 && node(i).level == node(parent).level;
}

/// Has only drivers stand below their parent wherever the band has the rows for it anyway.
void TreeArranger::bendOnlyDrivers() {
    std::vector<int> lowest(nodes_.size(), 0); // row of a band that a subtree reaches within it
    for (auto i = visible_.rbegin(); i != visible_.rend(); ++i) {
        const Member& it = member(*i);
        int& own = lowest[index(*i)];
        own = std::max(own, it.bandRow);
        if (it.stand != Stand::root && node(*i).level == node(it.parent).level) {
            int& above = lowest[index(it.parent)];
            above = std::max(above, own);
        }
    }
    std::vector<int> moved(nodes_.size(), 0); // rows that a card goes down
    for (const int i : visible_) {
        const Member& it = member(i);
        if (it.stand == Stand::root || node(i).level != node(it.parent).level)
            continue;
        int& down = moved[index(i)];
        down = moved[index(it.parent)];
        const auto band = static_cast<std::size_t>(bandOf(node(i).level));
        const int lastRow = firstRow_[band + 1] - firstRow_[band] - 1;
        if (it.stand == Stand::left && lowest[index(i)] + down + 1 <= lastRow) {
            ++down;
            bends_.below.insert(node(i).id);
        }
    }
}

/// Returns the leaves among the drivers of `i` that stand in one band, as many as wrap together.
std::vector<int> TreeArranger::leavesOf(int i, Level level) const {
    std::vector<int> leaves;
    for (const int driver : member(i).drivers)
        if (member(driver).drivers.empty() && node(driver).level == level && member(driver).stand != Stand::left)
            leaves.push_back(driver);
    return leaves;
}

void TreeArranger::wrapLeaves(int i) {
    for (const Level level : {Level::financial, Level::operating, Level::frontline}) {
        const auto leaves = leavesOf(i, level);
        const auto size = static_cast<int>(leaves.size());
        const int across = std::max(bends_.columns, (size + bends_.rows - 1) / bends_.rows);
        for (int k = across; k < size; ++k) {
            Member& it = member(leaves[static_cast<std::size_t>(k)]);
            it.stand = Stand::wrapped;
            it.stack = k / across;
            it.bandRow += it.stack;
        }
    }
}

TreeArranger::Contour TreeArranger::subtree(int i, std::vector<Contour>& contours) {
    Member& it = member(i);
    const double cardWidth = measures_.card.width();
    const double half = cardWidth / 2;
    const Span self{0, cardWidth};
    if (it.drivers.empty()) {
        Contour own;
        own.putOnTop(self);
        return own;
    }
    if (member(it.drivers.front()).stand == Stand::left) {
        const int driver = it.drivers.front();
        Contour own;
        own.putOnTop(self);
        Contour outline = std::move(contours[index(driver)]);
        const double by = clearance(outline, own, measures_.columnGap);
        member(driver).dx = -by;
        outline.shift -= by;
        join(outline, std::move(own), 0);
        return outline;
    }
    // Drivers side by side; wrapped leaves stand under those of the first row.
    std::vector<int> firstRow;
    std::array<std::vector<int>, 3> wrapped;
    for (const int driver : it.drivers)
        (member(driver).stand == Stand::wrapped ? wrapped[static_cast<std::size_t>(bandOf(node(driver).level))]
                                                : firstRow)
            .push_back(driver);
    const auto isLeaf = [this](int driver) { return member(driver).drivers.empty(); };
    std::array<std::size_t, 3> leaves{}; // in the first row, by band
    for (const int driver : firstRow)
        leaves[static_cast<std::size_t>(bandOf(node(driver).level))] += isLeaf(driver) ? 1 : 0;
    // Of each row the k-th stands under the k-th leaf of the first.
    std::array<std::size_t, 3> taken{};
    std::vector<int> under;
    Contour outline;
    for (const int driver : firstRow) {
        Contour each = std::move(contours[index(driver)]);
        const auto band = static_cast<std::size_t>(bandOf(node(driver).level));
        under.clear();
        if (isLeaf(driver)) {
            const std::size_t column = taken[band]++;
            for (std::size_t k = column; k < wrapped[band].size(); k += leaves[band]) {
                under.push_back(wrapped[band][k]);
                each.rows.insert(each.rows.begin(), self);
            }
        }
        for (int row = member(driver).row; row > it.trunkRow; --row)
            each.putOnTop({half - stripHalf, half + stripHalf});
        const double by = outline.rows.empty() ? 0 : clearance(outline, each, measures_.columnGap);
        member(driver).dx = by;
        for (const int leaf : under)
            member(leaf).dx = by;
        join(outline, std::move(each), by);
    }
    const double middle = std::round((member(firstRow.front()).dx + member(firstRow.back()).dx) / 2);
    for (const int driver : it.drivers)
        member(driver).dx -= middle;
    outline.shift -= middle;
    for (int row = it.trunkRow - 1; row > it.row; --row)
        outline.putOnTop({half - stripHalf, half + stripHalf});
    outline.putOnTop(self);
    return outline;
}

/// Moves the rows apart where the window is higher than the tree; a tree that was arranged before keeps its distances
/// as long as there is room.
void TreeArranger::spreadRows() {
    const auto rows = static_cast<double>(firstRow_[3]);
    const double height = rows * measures_.card.height() + (rows - 3) * measures_.rowGap + 3 * measures_.boundaryGap;
    bends_.spread = std::clamp(std::floor((measures_.height - height) / rows), 0.0, bends_.spread);
}

TreeLayout TreeArranger::result() {
    spreadRows();
    const double rowGap = measures_.rowGap + bends_.spread;
    const double boundaryGap = measures_.boundaryGap + bends_.spread;
    TreeLayout layout;
    layout.measures_ = measures_;
    layout.bends_ = bends_;
    const double height = measures_.card.height();
    double y = bandMargin + bends_.spread / 2;
    for (std::size_t band = 0; band < 3; ++band) {
        layout.bands_[band].level = static_cast<Level>(band);
        layout.bands_[band].top = band == 0 ? 0 : y - boundaryGap / 2;
        for (int row = firstRow_[band]; row < firstRow_[band + 1]; ++row) {
            layout.rowTops_.push_back(y);
            y += height + (row + 1 == firstRow_[band + 1] ? boundaryGap : rowGap);
        }
        layout.bands_[band].bottom = y - boundaryGap / 2;
    }
    layout.rows_.resize(layout.rowTops_.size());
    double right = measures_.left;
    for (const int i : visible_) {
        const Member& it = member(i);
        const auto row = static_cast<std::size_t>(it.row);
        const QRectF area(QPointF(measures_.left + it.x, layout.rowTops_[row]), measures_.card);
        layout.indexOf_.emplace(node(i).id, layout.cards_.size());
        layout.cards_.push_back({node(i).id, area, it.row, it.hidden});
        layout.rows_[row].push_back({area.left(), layout.cards_.size() - 1});
        right = std::max(right, area.right());
    }
    for (auto& row : layout.rows_)
        std::sort(row.begin(), row.end(), [](const auto& a, const auto& b) { return a.left < b.left; });
    layout.bounds_ = QRectF(0, 0, right + bandMargin, layout.bands_[2].bottom);
    layout.bends_.tooWide = right > measures_.width;
    for (const int i : visible_)
        if (member(i).parent != none && member(i).stand != Stand::root)
            layout.links_.push_back({node(i).id, node(member(i).parent).id, route(layout, i)});
    findLonely(layout.links_);
    // A driver that stands above its parent finds its way among the others.
    const std::size_t regular = layout.links_.size();
    layout.indexFamilies(regular);
    for (const int i : visible_)
        if (member(i).parent != none && member(i).stand == Stand::root)
            layout.links_.push_back(
                {node(i).id, node(member(i).parent).id, layout.secondRoute(node(i).id, node(member(i).parent).id)});
    if (layout.links_.size() > regular)
        layout.indexFamilies(regular);
    return layout;
}

/// Of the links of one parent the two outermost have a part of the trunk to themselves: up to the next one, or to the
/// parent.
void TreeArranger::findLonely(std::vector<PlacedLink>& links) {
    const auto entersAt = [](const PlacedLink& link) { return link.route[link.route.size() - 3].x(); };
    std::unordered_map<std::string_view, std::vector<PlacedLink*>> familyOf;
    for (PlacedLink& link : links)
        if (link.route.size() >= 4)
            familyOf[link.parent].push_back(&link);
    for (auto& [parent, family] : familyOf) {
        std::sort(family.begin(), family.end(),
                  [&](const PlacedLink* a, const PlacedLink* b) { return entersAt(*a) < entersAt(*b); });
        const double middle = family.front()->route.last().x();
        const std::size_t last = family.size() - 1;
        const double second = last > 0 ? std::min(middle, entersAt(*family[1])) : middle;
        const double beforeLast = last > 0 ? std::max(middle, entersAt(*family[last - 1])) : middle;
        family.front()->alone = std::max(0.0, second - entersAt(*family.front()));
        if (entersAt(*family[last]) > middle)
            family[last]->alone = std::max(0.0, entersAt(*family[last]) - beforeLast);
    }
}

QPolygonF TreeArranger::route(const TreeLayout& layout, int i) const {
    const Member& it = member(i);
    const QRectF from = layout.card(node(i).id)->area;
    const QRectF to = layout.card(node(it.parent).id)->area;
    const auto trunkOf = [&](int parent) {
        return layout.rowTops_[static_cast<std::size_t>(member(parent).trunkRow)] - measures_.trunk;
    };
    const double middle = from.center().y();
    QPolygonF points;
    switch (it.stand) {
    case Stand::root:
        break;
    case Stand::left:
        return QPolygonF({{from.right(), middle}, {to.left(), middle}});
    case Stand::below:
        if (std::abs(from.center().x() - to.center().x()) < 0.5)
            return QPolygonF({{to.center().x(), from.top()}, {to.center().x(), to.bottom()}});
        points << QPointF(from.center().x(), from.top()) << QPointF(from.center().x(), trunkOf(it.parent));
        break;
    case Stand::wrapped: {
        const bool rightwards = to.center().x() > from.center().x();
        const double side = rightwards ? from.right() : from.left();
        double x = rightwards ? side + gutter : side - gutter;
        points << QPointF(side, middle) << QPointF(x, middle);
        if (const int first = it.row - it.stack; first > member(it.parent).trunkRow) {
            // Rows between are passed where the first leaf of the column passes them.
            const double above = layout.rowTops_[static_cast<std::size_t>(first)] - measures_.trunk;
            points << QPointF(x, above) << QPointF(from.center().x(), above);
            x = from.center().x();
        }
        points << QPointF(x, trunkOf(it.parent));
        break;
    }
    }
    points << QPointF(to.center().x(), trunkOf(it.parent)) << QPointF(to.center().x(), to.bottom());
    return points;
}

} // namespace tributary::ui
