// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axis_layout.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace tributary::ui;

TEST_CASE("ticks are round and no more than asked for") {
    CHECK(roundStep(-0.8, 2, 6) == Approx(0.5));
    CHECK(roundStep(0, 100, 5) == Approx(25));
    CHECK(roundStep(0, 1e6, 6) == Approx(200000));
    CHECK(ticks(-0.8, 2, 0.5) == QVector<double>{-0.5, 0, 0.5, 1, 1.5, 2});
    std::mt19937 random(7);
    std::uniform_real_distribution<double> size(-6, 9);
    for (int i = 0; i < 500; ++i) {
        const double span = std::pow(10, size(random));
        const double low = -span * 0.3;
        const double step = roundStep(low, span, 6);
        const auto found = ticks(low, span, step);
        CHECK(found.size() <= 6);
        CHECK(found.size() >= 2);
        CHECK(found.contains(0));
    }
}

TEST_CASE("the ticks of time are years where there are enough of them") {
    CHECK(periodStep(0, 60, 12, 12) == 12);
    CHECK(periodStep(0, 12, 12, 8) == 3);
    CHECK(periodStep(0, 20, 4, 8) == 4);
    CHECK(periodStep(0, 156, 52, 8) == 52);
    CHECK(periodStep(0, 600, 12, 8) >= 86);
}

TEST_CASE("labels moved apart keep their order, their distance and as much of their place as they can") {
    const auto alone = movedApart({10, 50, 90}, 13, 0, 100);
    CHECK(alone == QVector<double>{10, 50, 90});
    const auto pair = movedApart({50, 52}, 13, 0, 100);
    CHECK(pair[0] == Approx(44.5));
    CHECK(pair[1] == Approx(57.5));
    const auto swapped = movedApart({52, 50}, 13, 0, 100);
    CHECK(swapped[0] == Approx(57.5));
    std::mt19937 random(3);
    std::uniform_real_distribution<double> place(0, 100);
    for (int trial = 0; trial < 200; ++trial) {
        QVector<double> wanted;
        for (int i = 0; i < 6; ++i)
            wanted.append(place(random));
        auto placed = movedApart(wanted, 13, 0, 100);
        std::sort(placed.begin(), placed.end());
        for (qsizetype i = 1; i < placed.size(); ++i)
            CHECK(placed[i] - placed[i - 1] >= 13 - 1e-9);
        CHECK(placed.first() >= 0);
        CHECK(placed.last() <= 100 + 1e-9);
    }
}

TEST_CASE("a line runs through an area or passes by") {
    const QRectF area(10, 10, 20, 10);
    CHECK(runsThrough(QPolygonF({QPointF(0, 0), QPointF(40, 30)}), area));
    CHECK(runsThrough(QPolygonF({QPointF(15, 15), QPointF(16, 15)}), area));
    CHECK(runsThrough(QPolygonF({QPointF(0, 40), QPointF(0, 15), QPointF(40, 15)}), area));
    CHECK_FALSE(runsThrough(QPolygonF({QPointF(0, 12), QPointF(12, 0)}), area.translated(5, 5))); // cuts the corner off
    CHECK_FALSE(runsThrough(QPolygonF({QPointF(0, 30), QPointF(40, 30)}), area));
    CHECK_FALSE(runsThrough(QPolygonF({QPointF(15, 15)}), area));
}

TEST_CASE("words stand as near to what they name as there is a free place") {
    const QRectF bounds(0, 0, 200, 100);
    const QRectF nearest = freePlace({100, 50}, {40, 12}, bounds, 6, [](const QRectF&) { return true; });
    CHECK_FALSE(nearest.contains(QPointF(100, 50)));
    CHECK(std::abs(nearest.center().y() - 50) < 20);
    const QRectF below =
        freePlace({100, 50}, {40, 12}, bounds, 6, [](const QRectF& place) { return place.top() > 70; });
    CHECK(below.top() > 70);
    CHECK(below.top() < 78);
    CHECK(bounds.contains(freePlace({0, 0}, {40, 12}, bounds, 6, [](const QRectF&) { return false; })));
}
