// SPDX-License-Identifier: GPL-3.0-or-later
// Where the canvas looks and what stands on it: fit, folds, the line of a card, what is said at the lower edge.
#include "core/model/edits.h"
#include "tests/ui/cascade/shown_cascade.h"
#include "ui/cascade/minimap.h"
#include "ui/cascade/name_field.h"

#include <QApplication>
#include <QLineEdit>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::Shown;
using tributary::test::transit;

TEST_CASE("fitting shows the whole tree, however large it is and however small the window") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    const auto isWhole = [&] {
        const QRectF tree = canvas.onScreen(shown.page.scene().layout().bounds());
        return QRectF(canvas.viewport()->rect()).adjusted(-2, -2, 2, 2).contains(tree);
    };
    SECTION("nine hundred cards more") {
        Edit edit{"Many", {}, {}};
        for (int i = 0; i < 900; ++i) {
            Metric metric = tributary::test::metric("", "Many " + std::to_string(i), Level::frontline, "hour", "3");
            metric.id = MetricId("many" + std::to_string(i));
            metric.parent = MetricId(i % 3 == 0 ? "O1" : "many" + std::to_string(i - i % 3));
            edit.changes.push_back(put(metric));
        }
        REQUIRE(shown.document.apply(edit));
    }
    SECTION("the room of twice the text size") { shown.page.resize(420, 330); }
    CHECK_FALSE(isWhole());
    CHECK(canvas.minimap().isVisible());
    shown.key(Qt::Key_0);
    CHECK(isWhole());
    CHECK_FALSE(canvas.minimap().isVisible());
    shown.document.select(EntityRef{Metric::kind, "L2"});
    CHECK(isWhole());
}

TEST_CASE("zooming by the keys holds what is in the middle of the window, of a tree that was fitted too") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    for (const QSize room : {QSize(1036, 710), QSize(1340, 760), QSize(1516, 890)}) {
        shown.page.resize(room);
        for (const bool selected : {false, true}) {
            shown.document.select(std::string_view(selected ? "metric/O4" : ""));
            shown.key(Qt::Key_0);
            QTest::qWait(20);
            const QPointF centre = QRectF(canvas.viewport()->rect()).center();
            const QPointF held = canvas.mapToScene(canvas.viewport()->rect()).boundingRect().center();
            for (const Qt::Key key : {Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Plus, Qt::Key_Plus, Qt::Key_Plus}) {
                shown.key(key);
                const QPointF now = canvas.mapFromScene(held);
                INFO(room.width() << ": " << now.x() - centre.x() << ", " << now.y() - centre.y());
                CHECK((now - centre).manhattanLength() <= 6);
            }
        }
    }
}

TEST_CASE("a card that is folded keeps its place on the screen") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    canvas.zoomBy(2.5);
    for (const char* id : {"O3", "O8", "F2"}) {
        shown.document.select(EntityRef{Metric::kind, id});
        if (!shown.page.scene().hasBranch(id))
            continue;
        INFO(id);
        for (int i = 0; i < 2; ++i) {
            const QPoint before = shown.centreOf(id);
            shown.key(Qt::Key_Space);
            CHECK((shown.centreOf(id) - before).manhattanLength() <= 2);
        }
    }
}

TEST_CASE("a card's line grows with a long formula, to the right and within the canvas") {
    Shown shown(transit());
    shown.document.select(EntityRef{Metric::kind, "L1"});
    shown.key(Qt::Key_Equal);
    NameField& field = shown.page.canvas().nameField();
    const QRect before = field.geometry();
    QTest::keyClicks(field.field(), u"[Time to locate a part] * 2 + [Breakdowns] * 3 + [Breakdowns] * 4"_s);
    CHECK(field.geometry().left() == before.left());
    CHECK(field.width() > before.width());
    for (int i = 0; i < 5; ++i)
        QTest::keyClicks(field.field(), u" + [Time to locate a part] * 2 + [Breakdowns] * 3"_s);
    CHECK(field.geometry().right() < shown.page.canvas().viewport()->width());
}

TEST_CASE("what is said of a deletion goes as it is taken back") {
    Shown shown(transit());
    REQUIRE(shown.document.apply(
        addMetric(shown.document.model(), tributary::test::metric("", "Unused", Level::frontline, "hour", "3"))));
    std::string unused;
    for (const Metric& metric : shown.document.model().metrics())
        if (metric.name == "Unused")
            unused = metric.id.text;
    shown.document.select(EntityRef{Metric::kind, unused});
    shown.key(Qt::Key_Delete);
    CHECK(shown.page.canvas().noted().contains(u"Ctrl+Z"_s));
    REQUIRE(shown.document.undo());
    CHECK(shown.page.canvas().noted().isEmpty());
}

TEST_CASE("the legend keeps its size in a free place, however the tree is zoomed and moved") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    const auto isClear = [&] {
        const auto area = canvas.legendArea();
        if (!area)
            return true;
        if (!QRectF(canvas.viewport()->rect()).contains(*area))
            return false;
        return std::ranges::none_of(shown.page.scene().layout().cards(), [&](const PlacedCard& card) {
            return canvas.onScreen(card.area).intersects(*area);
        });
    };
    shown.page.resize(1500, 900);
    REQUIRE(canvas.legendArea());
    const QSizeF size = canvas.legendArea()->size();
    CHECK(isClear());
    for (int step = 0; step < 12; ++step) {
        shown.key(step < 4 ? Qt::Key_Plus : Qt::Key_Minus);
        CHECK(isClear());
        if (const auto area = canvas.legendArea())
            CHECK(area->size() == size);
    }
    // A tree that was moved nearly out of sight leaves it all the room.
    shown.key(Qt::Key_0);
    const QPoint ground(canvas.viewport()->width() - 6, canvas.viewport()->height() - 6);
    QTest::mousePress(canvas.viewport(), Qt::MiddleButton, {}, ground);
    QTest::mouseMove(canvas.viewport(), ground - QPoint(400, 40));
    QTest::mouseMove(canvas.viewport(), ground - QPoint(1100, 300));
    QTest::mouseRelease(canvas.viewport(), Qt::MiddleButton, {}, ground - QPoint(1100, 300));
    REQUIRE(canvas.legendArea());
    CHECK(isClear());
}

TEST_CASE("the minimap stands where no card is, or shrinks, and grows while it is used") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    const auto covers = [&] {
        return std::ranges::any_of(shown.page.scene().layout().cards(), [&](const PlacedCard& card) {
            return canvas.onScreen(card.area).intersects(QRectF(canvas.minimap().geometry()));
        });
    };
    for (const QSize room : {QSize(700, 500), QSize(1036, 500), QSize(520, 360)}) {
        shown.page.resize(room);
        for (const char* id : {"L2", "O4", "F1"}) {
            shown.document.select(EntityRef{Metric::kind, id});
            if (!canvas.minimap().isVisible())
                continue;
            INFO(room.width() << " " << id);
            CHECK((!covers() || canvas.minimap().size() == Minimap::leastShown));
            if (const auto card = shown.page.scene().cardArea(id))
                CHECK_FALSE(canvas.onScreen(*card).intersects(QRectF(canvas.minimap().geometry())));
        }
    }
    REQUIRE(canvas.minimap().isVisible());
    const QSize small = canvas.minimap().size();
    const QPoint inside = canvas.minimap().rect().center();
    QTest::mousePress(&canvas.minimap(), Qt::LeftButton, {}, inside);
    CHECK(canvas.minimap().width() >= small.width());
    QTest::mouseRelease(&canvas.minimap(), Qt::LeftButton, {}, inside);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&canvas.minimap(), &leave);
    CHECK((!covers() || canvas.minimap().size() == Minimap::leastShown));
}
