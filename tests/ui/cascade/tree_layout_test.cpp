// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/tree_layout.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

using namespace tributary;
using namespace tributary::ui;

namespace {

constexpr auto financial = Level::financial;
constexpr auto operating = Level::operating;
constexpr auto frontline = Level::frontline;

std::vector<TreeNode> randomTree(unsigned seed, int count) {
    std::mt19937 random(seed);
    std::vector<TreeNode> nodes;
    for (int i = 0; i < count; ++i) {
        TreeNode node;
        node.id = "m" + std::to_string(i);
        if (i > 0 && random() % 20 != 0) {
            const auto parent = seed % 2 == 0
                                    ? random() % static_cast<unsigned>(i)
                                    : static_cast<unsigned>(std::max(0, i - 1 - static_cast<int>(random() % 12)));
            node.parent = "m" + std::to_string(parent);
        }
        const auto above =
            std::find_if(nodes.begin(), nodes.end(), [&](const TreeNode& n) { return n.id == node.parent; });
        const int from = above == nodes.end() ? 0 : static_cast<int>(above->level);
        // One in thirty stands above its parent's band, as a model may have it.
        node.level = random() % 30 == 0 ? static_cast<Level>(random() % 3)
                                        : static_cast<Level>(std::min(2, from + static_cast<int>(random() % 2)));
        node.order = static_cast<int>(random() % 5);
        nodes.push_back(node);
    }
    return nodes;
}

/// Counts pairs of cards that come nearer than `gap` to each other in a row.
int crowded(const TreeLayout& layout, double gap) {
    std::map<int, std::vector<double>> rows;
    for (const PlacedCard& card : layout.cards())
        rows[card.row].push_back(card.area.left());
    int count = 0;
    for (auto& [row, lefts] : rows) {
        std::sort(lefts.begin(), lefts.end());
        for (std::size_t i = 1; i < lefts.size(); ++i)
            count += lefts[i] - lefts[i - 1] < 168 + gap - 1e-6 ? 1 : 0;
    }
    return count;
}

/// Counts legs of `route` that run under a card; its own ends are touched only.
int covered(const TreeLayout& layout, const QPolygonF& route) {
    int count = 0;
    for (qsizetype i = 0; i + 1 < route.size(); ++i) {
        QRectF leg = QRectF(route[i], route[i + 1]).normalized();
        leg.adjust(-0.5, -0.5, 0.5, 0.5);
        for (const PlacedCard& card : layout.cards())
            count += card.area.adjusted(1, 1, -1, -1).intersects(leg) ? 1 : 0;
    }
    return count;
}

bool alongAxes(const QPolygonF& route) {
    for (qsizetype i = 0; i + 1 < route.size(); ++i)
        if (std::abs(route[i].x() - route[i + 1].x()) > 1e-6 && std::abs(route[i].y() - route[i + 1].y()) > 1e-6)
            return false;
    return route.size() >= 2;
}

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

/// Length of the parts of two routes that lie nearer to each other than `gap` and run the same way.
double shared(const QPolygonF& a, const QPolygonF& b, double gap) {
    double length = 0;
    for (qsizetype i = 0; i + 1 < a.size(); ++i)
        for (qsizetype k = 0; k + 1 < b.size(); ++k) {
            const QRectF one = QRectF(a[i], a[i + 1]).normalized();
            const QRectF other = QRectF(b[k], b[k + 1]).normalized();
            const double across = std::min(one.right(), other.right()) - std::max(one.left(), other.left());
            const double down = std::min(one.bottom(), other.bottom()) - std::max(one.top(), other.top());
            if (one.height() < 0.5 && other.height() < 0.5 && std::abs(one.top() - other.top()) < gap)
                length += std::max(0.0, across);
            if (one.width() < 0.5 && other.width() < 0.5 && std::abs(one.left() - other.left()) < gap)
                length += std::max(0.0, down);
        }
    return length;
}

} // namespace

TEST_CASE("cards of random trees keep their distance and stand in their bands") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        const auto nodes = randomTree(seed, 5 + static_cast<int>(seed) * 4);
        const auto layout = TreeLayout::of(nodes);
        REQUIRE(layout.cards().size() == nodes.size());
        CHECK(crowded(layout, 34) == 0);
        for (const TreeNode& node : nodes) {
            const PlacedCard* card = layout.card(node.id);
            REQUIRE(card);
            const PlacedBand& band = layout.bands()[static_cast<std::size_t>(node.level)];
            CHECK(card->area.top() >= band.top);
            CHECK(card->area.bottom() <= band.bottom);
            CHECK(layout.bounds().contains(card->area));
        }
    }
}

TEST_CASE("links run along the axes from the driver to the parent and never under a card") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        const auto nodes = randomTree(seed, 60);
        const auto layout = TreeLayout::of(nodes);
        for (const PlacedLink& link : layout.links()) {
            CHECK(alongAxes(link.route));
            INFO("seed " << seed << ", " << link.driver << " to " << link.parent);
            CHECK(covered(layout, link.route) == 0);
            const auto touches = [&](const std::string& id, const QPointF& point) {
                return layout.card(id)->area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(point);
            };
            CHECK(touches(link.driver, link.route.first()));
            CHECK(touches(link.parent, link.route.last()));
        }
    }
}

TEST_CASE("second links find a way between the cards") {
    std::mt19937 random(11);
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto nodes = randomTree(seed, 80);
        const auto layout = TreeLayout::of(nodes);
        for (int i = 0; i < 40; ++i) {
            const auto& a = nodes[random() % nodes.size()].id;
            const auto& b = nodes[random() % nodes.size()].id;
            if (a == b)
                continue;
            const QPolygonF route = layout.secondRoute(a, b);
            CHECK(alongAxes(route));
            INFO("seed " << seed << ", " << a << " to " << b);
            CHECK(covered(layout, route) == 0);
        }
    }
    CHECK(TreeLayout::of({}).secondRoute("a", "b").isEmpty());
}

TEST_CASE("ten thousand metrics are laid out without an overlap") {
    for (const unsigned seed : {2u, 3u}) {
        std::vector<TreeNode> nodes = randomTree(seed, 300);
        // The finder in randomTree is simple and slow: the rest hangs on the first three hundred.
        std::mt19937 random(seed);
        for (int i = 300; i < 10000; ++i) {
            const auto& parent = nodes[random() % nodes.size()];
            nodes.push_back(
                {"m" + std::to_string(i), parent.id,
                 static_cast<Level>(std::min(2, static_cast<int>(parent.level) + static_cast<int>(random() % 2))), 0,
                 Fold::open});
        }
        const auto layout = TreeLayout::of(nodes);
        CHECK(layout.cards().size() == 10000);
        CHECK(crowded(layout, 34) == 0);
    }
}

TEST_CASE("a chain of ten thousand drivers and a fan of as many are laid out too") {
    std::vector<TreeNode> chain{{"m0", "", financial}};
    std::vector<TreeNode> fan{{"m0", "", financial}};
    for (int i = 1; i < 10000; ++i) {
        chain.push_back({"m" + std::to_string(i), "m" + std::to_string(i - 1), operating});
        fan.push_back({"m" + std::to_string(i), "m0", frontline});
    }
    CHECK(crowded(TreeLayout::of(chain), 34) == 0);
    CHECK(crowded(TreeLayout::of(fan), 34) == 0);
}

TEST_CASE("an only driver in the same band stands left of its parent") {
    const auto layout = TreeLayout::of({{"F", "", financial},
                                        {"O5", "F", operating},
                                        {"O4", "O5", operating},
                                        {"O3", "O4", operating},
                                        {"O2", "O4", operating}});
    const QRectF parent = layout.card("O5")->area;
    const QRectF driver = layout.card("O4")->area;
    CHECK(driver.top() == parent.top());
    CHECK(driver.right() + 34 == parent.left());
    CHECK(layout.card("O3")->area.top() == driver.bottom() + 26);
    CHECK(layout.card("O5")->area.center().x() == layout.card("F")->area.center().x());
}

TEST_CASE("leaf siblings wrap to a second row rather than pass the window") {
    std::vector<TreeNode> nodes{{"top", "", operating}};
    for (int i = 0; i < 6; ++i)
        nodes.push_back({"L" + std::to_string(i), "top", frontline});
    TreeMeasures wide;
    wide.width = 6 * 202 + 42;
    TreeMeasures narrow;
    narrow.width = 5 * 202 + 42;
    const auto rowsOf = [&](const TreeLayout& layout) {
        std::map<int, int> rows;
        for (const PlacedCard& card : layout.cards())
            if (card.id != "top")
                ++rows[card.row];
        return rows;
    };
    CHECK(rowsOf(TreeLayout::of(nodes, wide)).size() == 1);
    const auto wrapped = rowsOf(TreeLayout::of(nodes, narrow));
    REQUIRE(wrapped.size() == 2);
    CHECK(wrapped.begin()->second == 5);
    CHECK(TreeLayout::of(nodes, narrow).bounds().width() <= narrow.width + 14);
}

TEST_CASE("leaf siblings wrap to as many rows as the window needs, each column on one bus") {
    std::vector<TreeNode> nodes{{"top", "", operating}, {"O", "top", operating}};
    for (int i = 0; i < 7; ++i)
        nodes.push_back({"L" + std::to_string(i), "top", frontline});
    TreeMeasures narrow;
    narrow.width = 3.7 * 202 + 42;
    const auto layout = TreeLayout::of(nodes, narrow);
    CHECK(layout.bends().rows == 3);
    CHECK(layout.bounds().width() <= narrow.width + 14);
    CHECK(crowded(layout, 34) == 0);
    // By rows, in the order given.
    CHECK(layout.card("L0")->row == layout.card("L2")->row);
    CHECK(layout.card("L3")->area.left() == layout.card("L0")->area.left());
    CHECK(layout.card("L3")->row == layout.card("L0")->row + 1);
    CHECK(layout.card("L6")->row == layout.card("L0")->row + 2);
    CHECK(layout.card("L6")->area.left() == layout.card("L0")->area.left());
    for (const PlacedLink& link : layout.links()) {
        INFO(link.driver);
        CHECK(alongAxes(link.route));
        CHECK(covered(layout, link.route) == 0);
    }
}

TEST_CASE("links of narrow random trees run clear of cards, however many rows leaves wrap to") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        const auto nodes = randomTree(seed, 10 + static_cast<int>(seed));
        TreeMeasures narrow;
        narrow.width = 700 + 20 * static_cast<double>(seed);
        const auto layout = TreeLayout::of(nodes, narrow);
        CHECK(crowded(layout, 34) == 0);
        for (const PlacedLink& link : layout.links()) {
            INFO("seed " << seed << ", " << link.driver << " to " << link.parent);
            CHECK(covered(layout, link.route) == 0);
        }
    }
}

TEST_CASE("rows move apart to fill the window, no further than is beautiful, and stay as the tree grows within them") {
    std::vector<TreeNode> nodes{{"F", "", financial}, {"O", "F", operating}, {"L1", "O", frontline}};
    TreeMeasures measures;
    const double least = TreeLayout::of(nodes, measures).bounds().height();
    measures.height = least + 60;
    const auto filled = TreeLayout::of(nodes, measures);
    CHECK(filled.bounds().height() <= measures.height);
    CHECK(filled.bounds().height() > measures.height - 4);
    measures.height = 5000;
    CHECK(TreeLayout::of(nodes, measures).bends().spread == 30);
    measures.height = least - 10;
    CHECK(TreeLayout::of(nodes, measures).bounds().height() == least);
    measures.height = least + 60;
    nodes.push_back({"L2", "O", frontline});
    const auto more = TreeLayout::of(nodes, measures, &filled);
    CHECK(more.card("L1")->area.top() == filled.card("L1")->area.top());
    for (std::size_t band = 0; band < 3; ++band)
        CHECK(more.bands()[band].bottom == filled.bands()[band].bottom);
}

TEST_CASE("the outermost drivers have their part of the trunk alone, up to the next one or to the parent") {
    const auto layout =
        TreeLayout::of({{"P", "", operating}, {"A", "P", frontline}, {"B", "P", frontline}, {"C", "P", frontline}});
    const auto alone = [&](const std::string& driver) {
        for (const PlacedLink& link : layout.links())
            if (link.driver == driver)
                return link.alone;
        return -1.0;
    };
    CHECK(alone("A") == 202);
    CHECK(alone("B") == 0);
    CHECK(alone("C") == 202);
}

TEST_CASE("siblings stand in their order, and the same input gives the same places") {
    const std::vector<TreeNode> nodes{
        {"top", "", financial}, {"b", "top", financial, 2}, {"a", "top", financial, 1}, {"c", "top", financial, 3}};
    const auto layout = TreeLayout::of(nodes);
    CHECK(layout.card("a")->area.left() < layout.card("b")->area.left());
    CHECK(layout.card("b")->area.left() < layout.card("c")->area.left());
    const auto tree = randomTree(5, 200);
    const auto first = TreeLayout::of(tree);
    const auto again = TreeLayout::of(tree);
    for (std::size_t i = 0; i < first.cards().size(); ++i)
        CHECK(first.cards()[i].area == again.cards()[i].area);
}

TEST_CASE("what is folded is left out and counted") {
    std::vector<TreeNode> nodes{{"F", "", financial},
                                {"O", "F", operating, 0, Fold::folded},
                                {"L1", "O", frontline},
                                {"L2", "O", frontline},
                                {"L3", "L2", frontline}};
    const auto layout = TreeLayout::of(nodes);
    CHECK(layout.cards().size() == 2);
    CHECK(layout.card("O")->hidden == 3);
    CHECK(layout.card("L3") == nullptr);
    CHECK(layout.links().size() == 1);
}

TEST_CASE("a ring of parents is still shown") {
    const auto layout = TreeLayout::of({{"a", "b", operating}, {"b", "a", operating}, {"c", "c", operating}});
    CHECK(layout.cards().size() == 3);
    CHECK(crowded(layout, 34) == 0);
}

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
    CHECK(moved < stood / 10);
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

TEST_CASE("forty drivers of one metric wrap to the window's width, in as many rows as that takes") {
    std::vector<TreeNode> nodes{{"top", "", operating}};
    for (int i = 0; i < 40; ++i)
        nodes.push_back({"L" + std::to_string(i), "top", frontline});
    TreeMeasures measures;
    measures.width = 42 + 6.5 * 202;
    const auto layout = TreeLayout::of(nodes, measures);
    CHECK(layout.bounds().width() <= measures.width + 14);
    std::map<int, int> rows;
    for (const PlacedCard& card : layout.cards())
        ++rows[card.row];
    CHECK(rows.size() == 8); // the top and seven rows of six
    CHECK(crowded(layout, 34) == 0);
    for (const PlacedLink& link : layout.links())
        CHECK(covered(layout, link.route) == 0);
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

TEST_CASE("an only driver goes below its parent in a narrow window, where its band is no taller for it") {
    const std::vector<TreeNode> nodes{{"F", "", financial},     {"A", "F", operating, 0},  {"A1", "A", operating},
                                      {"B", "F", operating, 1}, {"B1", "B", operating, 0}, {"B2", "B", operating, 1}};
    TreeMeasures narrow;
    narrow.width = 42 + 3 * 202;
    const auto wide = TreeLayout::of(nodes);
    CHECK(wide.card("A1")->row == wide.card("A")->row);
    const auto bent = TreeLayout::of(nodes, narrow);
    CHECK(bent.card("A1")->row == bent.card("A")->row + 1);
    CHECK(bent.card("B1")->row == bent.card("A1")->row);
    CHECK(bent.bounds().height() == wide.bounds().height());
    CHECK(bent.bounds().width() < wide.bounds().width());
}

TEST_CASE("second links keep apart from the primary ones") {
    std::mt19937 random(5);
    double drawn = 0;
    double along = 0;
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto nodes = randomTree(seed, 40);
        const auto layout = TreeLayout::of(nodes);
        for (int i = 0; i < 20; ++i) {
            const auto& a = nodes[random() % nodes.size()].id;
            const auto& b = nodes[random() % nodes.size()].id;
            if (a == b)
                continue;
            const QPolygonF route = layout.secondRoute(a, b);
            for (qsizetype k = 0; k + 1 < route.size(); ++k)
                drawn += std::abs(route[k].x() - route[k + 1].x()) + std::abs(route[k].y() - route[k + 1].y());
            for (const PlacedLink& link : layout.links())
                along += shared(route, link.route, 3);
        }
    }
    INFO(along << " of " << drawn << " pixels");
    CHECK(along < 0.01 * drawn);
}

TEST_CASE("what stands in an area is found as by a look at everything") {
    std::mt19937 random(3);
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto layout = TreeLayout::of(randomTree(seed, 150));
        for (int i = 0; i < 20; ++i) {
            const QRectF bounds = layout.bounds();
            const auto upTo = [&](int most) {
                return static_cast<double>(static_cast<int>(random() % 1000) * most) / 1000;
            };
            const QRectF area(bounds.width() * upTo(1), bounds.height() * upTo(1), 100 + upTo(1500), 100 + upTo(500));
            std::vector<std::size_t> cards;
            for (std::size_t k = 0; k < layout.cards().size(); ++k)
                if (const QRectF& card = layout.cards()[k].area;
                    card.left() <= area.right() && card.right() >= area.left() && card.top() <= area.bottom() &&
                    card.bottom() >= area.top())
                    cards.push_back(k);
            auto found = layout.cardsIn(area);
            std::sort(found.begin(), found.end());
            CHECK(found == cards);
            // Every point of a link within the area lies on a link that is given.
            const auto links = layout.linksIn(area);
            std::vector<QRectF> legs;
            const auto legsOf = [](const PlacedLink& link, std::vector<QRectF>& into) {
                for (qsizetype k = 0; k + 1 < link.route.size(); ++k)
                    into.push_back(QRectF(link.route[k], link.route[k + 1]).normalized());
            };
            for (const std::size_t link : links)
                legsOf(layout.links()[link], legs);
            int missing = 0;
            for (const PlacedLink& link : layout.links()) {
                std::vector<QRectF> own;
                legsOf(link, own);
                for (const QRectF& leg : own)
                    for (double share = 0; share <= 1; share += 0.25) {
                        const QPointF point = leg.topLeft() + share * (leg.bottomRight() - leg.topLeft());
                        const auto on = [&](const QRectF& each) {
                            return each.adjusted(-0.01, -0.01, 0.01, 0.01).contains(point);
                        };
                        missing += area.contains(point) && std::none_of(legs.begin(), legs.end(), on) ? 1 : 0;
                    }
            }
            CHECK(missing == 0);
        }
    }
}
