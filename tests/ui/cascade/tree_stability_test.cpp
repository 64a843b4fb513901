// SPDX-License-Identifier: GPL-3.0-or-later
// Layouts beside those from before an edit: what stands stays where it is.
#include "tests/ui/cascade/random_tree.h"

#include <catch2/catch.hpp>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;

namespace {

/// What is asked of a layout after an edit: cards that stood before move little. The measure is in columns, after the
/// move that most cards have in common, for the view takes that up; a change of row counts as one column.
struct Unrest {
    double mean = 0;
    double most = 0;
    int swapped = 0; ///< pairs of neighbours in a row that have changed sides
};

Unrest unrest(const TreeLayout& before, const TreeLayout& after) {
    constexpr double column = 168 + 34;
    std::vector<double> moves;
    for (const PlacedCard& card : before.cards())
        if (const PlacedCard* now = after.card(card.id))
            moves.push_back(now->area.left() - card.area.left());
    Unrest found;
    if (moves.empty())
        return found;
    std::vector<double> sorted = moves;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    const double common = sorted[sorted.size() / 2];
    std::map<int, std::map<double, double>> rows; // by row before: left edges before and after
    std::size_t at = 0;
    for (const PlacedCard& card : before.cards()) {
        const PlacedCard* now = after.card(card.id);
        if (!now)
            continue;
        // A band that gets a row more moves those below it as one.
        const bool changedRow = now->row != card.row && now->row != card.row + 1;
        const double moved = std::abs(moves[at++] - common) / column + (changedRow ? 1 : 0);
        found.mean += moved / static_cast<double>(moves.size());
        found.most = std::max(found.most, moved);
        if (now->row == card.row)
            rows[card.row][card.area.left()] = now->area.left();
    }
    for (const auto& [row, cards] : rows)
        for (auto it = cards.begin(); it != cards.end() && std::next(it) != cards.end(); ++it)
            found.swapped += std::next(it)->second < it->second ? 1 : 0;
    return found;
}

} // namespace

TEST_CASE("a card that is added moves no other one where there is a place for it, and swaps none") {
    int edits = 0;
    int moved = 0; // cards that moved against the others, in all edits
    int stood = 0;
    int still = 0; // edits that moved none
    for (unsigned seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        auto nodes = randomTree(seed, 8 + static_cast<int>(seed) * 2);
        TreeMeasures measures;
        measures.width = seed % 3 == 0 ? 1e6 : 1036;
        auto layout = TreeLayout::of(nodes, measures);
        for (int edit = 0; edit < 8; ++edit) {
            const TreeNode& parent = nodes[random() % nodes.size()];
            const auto level =
                static_cast<Level>(std::min(2, static_cast<int>(parent.level) + static_cast<int>(random() % 2)));
            nodes.push_back({"new" + std::to_string(edit), parent.id, level, 9});
            auto next = TreeLayout::of(nodes, measures, &layout);
            const Unrest found = unrest(layout, next);
            INFO("seed " << seed << ", edit " << edit << ": mean " << found.mean << ", most " << found.most);
            CHECK(found.swapped == 0);
            CHECK(crowded(next, 34) == 0);
            for (const PlacedLink& link : next.links())
                CHECK(covered(next, link.route) == 0);
            int movedNow = 0;
            const double common = next.cards().front().area.left() - layout.cards().front().area.left();
            for (const PlacedCard& card : layout.cards())
                movedNow += std::abs(next.card(card.id)->area.left() - card.area.left() - common) > 0.5 ? 1 : 0;
            moved += movedNow;
            stood += static_cast<int>(layout.cards().size());
            still += movedNow == 0 ? 1 : 0;
            ++edits;
            layout = std::move(next);
        }
    }
    INFO(moved << " of " << stood << " cards moved; " << still << " of " << edits << " edits moved none");
    CHECK(moved < stood / 5);
    CHECK(still > edits / 2);
}

TEST_CASE("after any edits what stands keeps its place as far as it can, in its bands and clear of its links") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        std::mt19937 random(seed);
        auto nodes = randomTree(seed, 40);
        TreeMeasures measures;
        measures.width = 1036;
        auto layout = TreeLayout::of(nodes, measures);
        for (int edit = 0; edit < 12; ++edit) {
            TreeNode& node = nodes[random() % nodes.size()];
            switch (random() % 4) {
            case 0:
                nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(random() % nodes.size()));
                break;
            case 1:
                node.fold = node.fold == Fold::open ? Fold::folded : Fold::open;
                break;
            case 2:
                node.parent = nodes[random() % nodes.size()].id;
                break;
            default:
                node.order = static_cast<int>(random() % 9);
            }
            layout = TreeLayout::of(nodes, measures, &layout);
            INFO("seed " << seed << ", edit " << edit);
            CHECK(crowded(layout, 34) == 0);
            for (const PlacedLink& link : layout.links()) {
                CHECK(alongAxes(link.route));
                CHECK(covered(layout, link.route) == 0);
            }
            for (const PlacedCard& card : layout.cards())
                CHECK(layout.bounds().contains(card.area));
        }
    }
}

TEST_CASE("the gap that a branch leaves among its siblings is closed from outside, and no other card moves") {
    constexpr double column = 168 + 34;
    std::vector<TreeNode> nodes{{"top", "", financial}, {"one", "top", operating, 1}, {"two", "top", operating, 2}};
    for (const char* family : {"one", "two"})
        for (int i = 0; i < 5; ++i)
            nodes.push_back({family + std::to_string(i), family, frontline, i});
    TreeMeasures measures;
    measures.width = 1e6;
    const auto before = TreeLayout::of(nodes, measures);
    const auto movesOf = [&](const TreeLayout& after) {
        std::map<std::string, double> moves; // in columns, of the cards that have moved
        for (const PlacedCard& card : before.cards())
            if (const PlacedCard* now = after.card(card.id))
                if (const double by = now->area.left() - card.area.left(); std::abs(by) > 0.5)
                    moves[card.id] = by / column;
        return moves;
    };
    const auto hung = [&](const std::string& id, const std::string& parent) {
        auto edited = nodes;
        for (TreeNode& node : edited)
            if (node.id == id) {
                node.parent = parent;
                node.order = 9;
            }
        return edited;
    };
    using Moves = std::map<std::string, double>;
    Moves right = movesOf(TreeLayout::of(hung("one3", "two4"), measures, &before));
    right.erase("one3");
    CHECK(right == Moves{{"one4", -1}});
    Moves left = movesOf(TreeLayout::of(hung("two1", "one4"), measures, &before));
    left.erase("two1");
    CHECK(left == Moves{{"two0", 1}});
    auto fewer = nodes;
    std::erase_if(fewer, [](const TreeNode& node) { return node.id == "one1" || node.id == "one3"; });
    CHECK(movesOf(TreeLayout::of(fewer, measures, &before)) == Moves{{"one0", 1}, {"one4", -1}});
}

TEST_CASE("bends are kept while the tree fits, and undone only when it is laid out afresh") {
    std::vector<TreeNode> nodes{{"top", "", operating}};
    for (int i = 0; i < 6; ++i)
        nodes.push_back({"L" + std::to_string(i), "top", frontline});
    TreeMeasures measures;
    measures.width = 5 * 202 + 42;
    const auto wrapped = TreeLayout::of(nodes, measures);
    CHECK(wrapped.bends().columns == 5);
    nodes.pop_back();
    nodes.pop_back();
    const auto fewer = TreeLayout::of(nodes, measures, &wrapped);
    CHECK(fewer.bends().columns == 5);
    nodes.push_back({"L7", "top", frontline});
    nodes.push_back({"L8", "top", frontline});
    const auto again = TreeLayout::of(nodes, measures, &fewer);
    CHECK(again.card("L0")->area == wrapped.card("L0")->area);
    CHECK(again.card("L8")->row == wrapped.card("L5")->row);
}
