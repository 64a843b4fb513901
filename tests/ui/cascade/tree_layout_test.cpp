// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/cascade/random_tree.h"

#include <catch2/catch.hpp>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;

namespace {

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

TEST_CASE(
    "second links of the first row pass above the pins of others, and leaves in the first column leave the labels") {
    TreeMeasures measures;
    for (const double height : {0.0, 900.0}) {
        measures.height = height;
        const auto layout = TreeLayout::of({{"a", "", financial}, {"b", "", financial}}, measures);
        const QPolygonF route = layout.secondRoute("a", "b");
        CHECK(route[1].y() <= layout.card("a")->area.top() - 12);
        CHECK(route[1].y() >= 0);
    }
    measures.width = 42 + 168;
    const auto narrow = TreeLayout::of(
        {{"top", "", operating}, {"a", "top", frontline}, {"b", "top", frontline}, {"c", "top", frontline}}, measures);
    REQUIRE(narrow.card("c")->row > narrow.card("a")->row);
    for (const PlacedLink& link : narrow.links())
        CHECK(link.route.boundingRect().left() > measures.left);
}
