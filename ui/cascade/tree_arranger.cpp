// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/tree_arranger.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace tributary::ui {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double stripHalf = 8; ///< kept free on both sides of a link that passes a row
constexpr int longestRun = 2;   ///< drivers in one row, each left of its parent
constexpr int mostLeafRows = 4;

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

TreeLayout TreeArranger::arrange(const TreeLayout* before) {
    if (before && !before->cards().empty()) {
        remember(*before);
        place();
        return result();
    }
    const double room = measures_.width - measures_.left;
    if (place() <= room)
        return result();
    bendOnlyDrivers();
    if (place() > room)
        wrapToFit(room);
    return result();
}

/// Notes where what hangs below the same parent stood, and what has left.
void TreeArranger::remember(const TreeLayout& before) {
    remembers_ = true;
    bends_ = before.bends();
    for (const int i : visible_) {
        const PlacedCard* card = before.card(node(i).id);
        const int parent = member(i).parent;
        if (card && card->parent == (parent == none ? std::string() : node(parent).id))
            member(i).was = card;
    }
    std::unordered_set<std::string_view> stayed;
    for (const int i : visible_)
        if (member(i).was)
            stayed.insert(node(i).id);
    for (const PlacedCard& card : before.cards())
        if (!card.parent.empty() && !stayed.contains(card.id))
            gone_[card.parent].push_back(&card);
}

/// Wraps leaves into the fewest rows that fit, then into the most columns that do; if none do, into two rows, or more
/// where they alone would be wider than the window.
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
    if (!wrapped) {
        const double pitch = measures_.card.width() + measures_.columnGap;
        bends_.rows = 2;
        bends_.widest = std::max(1, static_cast<int>((room + measures_.columnGap) / pitch));
        wrapped = place() <= room;
    }
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
        if (member(root).was) {
            by = std::max(by, oldX(root));
        } else if (!std::isfinite(by)) {
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
    if (remembers_)
        left = std::min(left, 0.0);
    for (const int i : visible_)
        member(i).x -= left;
    return visible_.empty() ? 0 : right - left;
}

void TreeArranger::assignRows() {
    for (const int i : visible_) {
        Member& it = member(i);
        it.stack = 0;
        if (it.stand == Stand::root) {
            it.bandRow = 0;
            it.run = 0;
            continue;
        }
        const Member& parent = member(it.parent);
        const bool sameBand = node(i).level == node(it.parent).level;
        const bool left = goesLeft(i);
        it.stand = left ? Stand::left : Stand::below;
        it.run = left ? parent.run + 1 : 0;
        it.bandRow = !sameBand ? 0 : left ? parent.bandRow : parent.bandRow + 1;
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
            if (member(driver).stand != Stand::left)
                it.trunkRow = std::min(it.trunkRow, member(driver).row);
    }
}

/// Whether a driver stands left of its parent: an only one does, and one that did stays there, whatever comes beside
/// it; one that is new stands below, where it moves nothing.
bool TreeArranger::goesLeft(int i) const {
    const Member& it = member(i);
    const Member& parent = member(it.parent);
    if (!remembers_)
        return isOnlyDriverInBand(i) && parent.run < longestRun && !bends_.below.contains(node(i).id);
    return it.was && parent.was && it.was->row == parent.was->row && node(i).level == node(it.parent).level &&
           parent.drivers.front() == i;
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
        const int across = leavesAcross(leaves);
        for (int k = across; k < size; ++k) {
            Member& it = member(leaves[static_cast<std::size_t>(k)]);
            it.stand = Stand::wrapped;
            it.stack = k / across;
            it.bandRow += it.stack;
        }
    }
}

/// Returns how many leaves of one family stand side by side. What is wrapped already keeps its columns.
int TreeArranger::leavesAcross(const std::vector<int>& leaves) const {
    const auto size = static_cast<int>(leaves.size());
    const int across = std::min(bends_.widest, std::max(bends_.columns, (size + bends_.rows - 1) / bends_.rows));
    if (!remembers_)
        return across;
    int first = 0;
    int wrapped = 0;
    for (const int leaf : leaves)
        if (const PlacedCard* was = member(leaf).was)
            ++(was->stack > 0 ? wrapped : first);
    if (wrapped > 0)
        return std::max(1, first);
    const double pitch = measures_.card.width() + measures_.columnGap;
    const int window = static_cast<int>((measures_.width - measures_.left + measures_.columnGap) / pitch);
    return std::max({1, first, std::min(across, window)});
}

/// Whether a driver of `i` that stood between two others in their row hangs there no more.
bool TreeArranger::hasLeftBetween(int i, int driver, int next) const {
    const auto found = gone_.find(node(i).id);
    if (found == gone_.end())
        return false;
    const PlacedCard& from = *member(driver).was;
    const PlacedCard& to = *member(next).was;
    return std::any_of(found->second.begin(), found->second.end(), [&](const PlacedCard* card) {
        return (card->row == from.row || card->row == to.row) && card->area.left() > from.area.left() &&
               card->area.left() < to.area.left();
    });
}

bool TreeArranger::standInOldOrder(const std::vector<int>& drivers) const {
    double last = -infinity;
    for (const int driver : drivers)
        if (member(driver).was) {
            if (oldX(driver) <= last)
                return false;
            last = oldX(driver);
        }
    return true;
}

TreeArranger::Contour TreeArranger::subtree(int i, std::vector<Contour>& contours) {
    std::vector<int> below = member(i).drivers;
    const bool hasLeft = !below.empty() && member(below.front()).stand == Stand::left;
    if (hasLeft)
        below.erase(below.begin());
    Contour own;
    if (below.empty())
        own.putOnTop({0, measures_.card.width()});
    else
        own = family(i, below, contours);
    if (!hasLeft)
        return own;
    const int driver = member(i).drivers.front();
    Contour outline = std::move(contours[index(driver)]);
    double by = clearance(outline, own, measures_.columnGap);
    if (member(i).was && member(driver).was)
        by = std::max(by, oldX(i) - oldX(driver));
    member(driver).dx = -by;
    outline.shift -= by;
    join(outline, std::move(own), 0);
    return outline;
}

/// A metric above its drivers, side by side; wrapped leaves stand under those of the first row.
TreeArranger::Contour TreeArranger::family(int i, const std::vector<int>& drivers, std::vector<Contour>& contours) {
    const Member& it = member(i);
    const double cardWidth = measures_.card.width();
    const double half = cardWidth / 2;
    const Span self{0, cardWidth};
    std::vector<int> firstRow;
    std::array<std::vector<int>, 3> wrapped;
    for (const int driver : drivers)
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
    const bool keeps = standInOldOrder(firstRow);
    std::optional<double> origin; // of the outline, where cards stood before
    int last = none;              // of those that stood there
    double closed = 0;            // of the gaps that others have left, up to here
    double closedBefore = 0;      // of these, left of the metric
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
        double by = outline.rows.empty() ? 0 : clearance(outline, each, measures_.columnGap);
        if (keeps && member(driver).was) {
            if (!origin)
                origin = oldX(driver) - by;
            else if (hasLeftBetween(i, last, driver))
                closed = std::max(closed, oldX(driver) - *origin - by);
            by = std::max(by, oldX(driver) - *origin - closed);
            if (it.was && oldX(driver) <= oldX(i))
                closedBefore = closed;
            last = driver;
        }
        member(driver).dx = by;
        for (const int leaf : under)
            member(leaf).dx = by;
        join(outline, std::move(each), by);
    }
    const double middle = origin && it.was ? oldX(i) - *origin - closedBefore
                                           : std::round((member(firstRow.front()).dx + member(firstRow.back()).dx) / 2);
    // The trunk reaches to the metric, which need not stand over its drivers.
    const Span top = outline.fromTop(0);
    outline.setFromTop(0,
                       {std::min(top.left, middle + half - stripHalf), std::max(top.right, middle + half + stripHalf)});
    for (const int driver : drivers)
        member(driver).dx -= middle;
    outline.shift -= middle;
    for (int row = it.trunkRow - 1; row > it.row; --row)
        outline.putOnTop({half - stripHalf, half + stripHalf});
    outline.putOnTop(self);
    return outline;
}

} // namespace tributary::ui
