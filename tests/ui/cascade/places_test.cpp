// SPDX-License-Identifier: GPL-3.0-or-later
// Where the canvas looks and what stands on it: fit, folds, the line of a card, what is said at the lower edge.
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "tests/ui/cascade/shown_cascade.h"
#include "ui/cascade/cascade_render.h"
#include "ui/cascade/minimap.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/paste_sheet.h"
#include "ui/inspector/name_offers.h"
#include "ui/look/palette.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QLineEdit>
#include <QTableWidget>
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <random>

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
        CHECK(isWhole()); // what is mostly new is fitted, and a large tree is seen whole
        canvas.zoomBy(3);
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

TEST_CASE("what is being typed stays while the window takes another size, and the tree fits itself afterwards") {
    Shown shown(transit());
    shown.document.select(EntityRef{Metric::kind, "L1"});
    shown.key(Qt::Key_Tab);
    NameField& field = shown.page.canvas().nameField();
    QTest::keyClicks(field.field(), u"Inspection time 2 hour"_s);
    const double zoom = shown.page.canvas().zoom();
    shown.page.resize(shown.page.width() * 2 / 3, shown.page.height());
    QTest::qWait(50);
    REQUIRE(field.isVisible());
    CHECK(field.text() == u"Inspection time 2 hour"_s);
    CHECK(shown.page.canvas().viewport()->rect().contains(field.geometry()));
    CHECK(shown.page.canvas().zoom() == zoom);
    QTest::keyClick(field.field(), Qt::Key_Return);
    CHECK_FALSE(field.isVisible());
    CHECK(shown.document.model().metrics().size() == 23);
    CHECK(shown.page.canvas().zoom() < zoom);
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

TEST_CASE("a driver that is added leaves the zoom and every other card where it is") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    const CascadeScene& scene = shown.page.scene();
    shown.click("O4");
    const double zoom = canvas.zoom();
    std::vector<PlacedCard> before = scene.layout().cards();
    shown.key(Qt::Key_Tab);
    QLineEdit* field = canvas.nameField().field();
    QTest::keyClicks(field, u"Extra driver 5 hour"_s);
    QTest::keyClick(field, Qt::Key_Return);
    REQUIRE(scene.layout().cards().size() == before.size() + 1);
    CHECK(canvas.zoom() == Approx(zoom));
    for (const PlacedCard& card : before) {
        INFO(card.id);
        CHECK(scene.layout().card(card.id)->area == card.area);
    }
    const QRectF added = canvas.onScreen(*scene.cardArea(scene.view().selected));
    CHECK(QRectF(canvas.viewport()->rect()).contains(added)); // the view goes to it
    REQUIRE(shown.document.undo());
    for (const PlacedCard& card : before)
        CHECK(scene.layout().card(card.id)->area == card.area);
}

TEST_CASE("who seeks a card from afar comes to it in a zoom in which it can be read") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    shown.key(Qt::Key_0);
    canvas.zoomBy(0.2 / canvas.zoom());
    shown.document.select(EntityRef{Metric::kind, "L2"});
    CHECK(canvas.zoom() < 0.45); // half of what shows all of it, and no further
    canvas.seek();
    REQUIRE(QTest::qWaitFor([&] { return canvas.zoom() > 0.999999; }, 5000));
    const QPointF off = QPointF(shown.centreOf("L2")) - QRectF(canvas.viewport()->rect()).center();
    CHECK(off.manhattanLength() < 6);
}

TEST_CASE(
    "typing on a card begins its line anew: a letter its name, a digit its value, with nothing selected a new one") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    QLineEdit* field = canvas.nameField().field();
    shown.document.select(EntityRef{Metric::kind, "L2"});
    QTest::keyClicks(&canvas, u"T"_s);
    REQUIRE(canvas.nameField().isVisible());
    CHECK(canvas.nameField().hint().contains(u"Typing replaces the name"_s));
    QTest::keyClicks(field, u"ime to look"_s);
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(shown.nameOf("L2") == "Time to look");
    QTest::keyClicks(&canvas, u"9"_s);
    REQUIRE(canvas.nameField().isVisible());
    CHECK(field->text().endsWith(u"= 9"_s));
    QTest::keyClick(field, Qt::Key_Escape);
    shown.key(Qt::Key_Escape);
    QTest::keyClicks(&canvas, u"N"_s);
    REQUIRE(canvas.nameField().isVisible());
    CHECK(field->text() == u"N"_s);
}

TEST_CASE("a span that is typed with a dash is asked for, with what it comes to") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    shown.document.select(EntityRef{Metric::kind, "O4"});
    shown.key(Qt::Key_Tab);
    QTest::keyClicks(canvas.nameField().field(), u"Wait 8-15 hour"_s);
    INFO(canvas.nameField().hint().toStdString());
    CHECK(canvas.nameField().hint().contains(u"8..15"_s));
    CHECK(canvas.nameField().hint().contains(u"7.00"_s));
    canvas.nameField().field()->clear();
    QTest::keyClicks(canvas.nameField().field(), u"Wait 15-8 hour"_s);
    CHECK_FALSE(canvas.nameField().hint().contains(u"8..15"_s));
    QTest::keyClick(canvas.nameField().field(), Qt::Key_Escape);

    QGuiApplication::clipboard()->setText(u"Wait\t8-15 hour\nRest\t8/15/20 hour\n"_s);
    QTest::keyClick(&canvas, Qt::Key_V, Qt::ControlModifier);
    auto* sheet = shown.page.window()->findChild<PasteSheet*>();
    REQUIRE(sheet);
    CHECK(sheet->table().item(0, 4)->text().contains(u"8..15"_s));
    CHECK(sheet->table().item(1, 4)->text().isEmpty());
    sheet->reject();
}

TEST_CASE("a tree of thousands of metrics is seen whole as it opens, in bars that a click finds") {
    Model empty;
    Edit edit;
    std::mt19937 random(4);
    for (int i = 0; i < 4000; ++i) {
        Metric metric = tributary::test::metric("", "Metric " + std::to_string(i), Level::frontline, "hour", "3");
        metric.id = MetricId("m" + std::to_string(i));
        if (i > 0)
            metric.parent = MetricId("m" + std::to_string(random() % static_cast<unsigned>(i)));
        metric.level = i == 0 ? Level::financial : i < 40 ? Level::operating : Level::frontline;
        if (i >= 40 && random() % 3 == 0)
            metric.parent = MetricId("m" + std::to_string(random() % 40));
        edit.changes.push_back(put(metric));
    }
    Shown shown(tributary::apply(empty, edit).model);
    CascadeCanvas& canvas = shown.page.canvas();
    const CascadeScene& scene = shown.page.scene();
    const auto isWhole = [&] {
        const QRectF tree = canvas.onScreen(scene.layout().bounds());
        return QRectF(canvas.viewport()->rect()).adjusted(-2, -2, 2, 2).contains(tree);
    };
    CHECK(isWhole());
    CHECK_FALSE(canvas.minimap().isVisible());
    CHECK(scene.isFar());
    // Bars: in every row there is the colour of its level.
    const QImage seen = canvas.viewport()->grab().toImage();
    const double ratio = seen.devicePixelRatio();
    for (const PlacedCard& card : scene.layout().cards()) {
        const QRectF bar = canvas.onScreen(card.area);
        if (&card - scene.layout().cards().data() > 50)
            break;
        const Level level = shown.document.model().metrics().find(MetricId(card.id))->level;
        const QPoint at(static_cast<int>((bar.left() + 0.5) * ratio), static_cast<int>((bar.center().y()) * ratio));
        INFO(card.id << " at " << at.x() << ", " << at.y());
        if (at.x() > labelStrip * ratio)
            CHECK(seen.pixelColor(at) == Palette::light().level(level));
    }
    const PlacedCard& sought = scene.layout().cards()[2000];
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, shown.centreOf(sought.id));
    REQUIRE_FALSE(scene.view().selected.empty());
    const PlacedCard* hit = scene.layout().card(scene.view().selected);
    CHECK(canvas.onScreen(hit->area).adjusted(-5, -5, 5, 5).contains(shown.centreOf(sought.id)));
    shown.document.select(EntityRef{Metric::kind, sought.id});
    canvas.seek();
    REQUIRE(QTest::qWaitFor([&] { return canvas.zoom() > 0.999999; }, 5000));
    CHECK_FALSE(scene.isFar());
    CHECK(QRectF(canvas.viewport()->rect()).contains(shown.centreOf(sought.id)));
    shown.key(Qt::Key_0);
    CHECK(isWhole());
}

TEST_CASE("a bracket in a card's line lists the names that it may hold, Enter writes one and the line stays open") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    QLineEdit* field = canvas.nameField().field();
    shown.document.select(EntityRef{Metric::kind, "L2"});
    shown.key(Qt::Key_Equal);
    QTest::keyClicks(field, u"[restore"_s);
    const auto* offers = field->findChild<NameOffers*>();
    REQUIRE(offers);
    REQUIRE(offers->isOpen());
    QTest::keyClick(offers->completer().popup(), Qt::Key_Return);
    CHECK_FALSE(offers->isOpen());
    CHECK(canvas.nameField().isVisible());
    CHECK(field->text().endsWith(u"= [Restore cycle time]"_s));
    CHECK_FALSE(canvas.nameField().hint().contains(u"bracket"_s));
    QTest::keyClick(field, Qt::Key_Escape);
}

TEST_CASE("a link that is drawn whole has no pin beside it") {
    Shown shown(transit());
    const CascadeScene& scene = shown.page.scene();
    shown.document.select(EntityRef{Metric::kind, "L2"});
    REQUIRE_FALSE(scene.secondLinks().links().empty());
    const std::string driver = scene.secondLinks().links().front().driver;
    CHECK(scene.secondLinks().drawnFrom(driver) ==
          std::ranges::count(scene.secondLinks().links(), driver, &PlacedLink::driver));
    CHECK(scene.secondLinks().drawnFrom("nobody") == 0);
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
    CHECK(isClear());
    const auto isReadable = [](const QSizeF& size) {
        return std::ranges::any_of(
            std::array{LegendShape::tall, LegendShape::wide, LegendShape::flat}, [&](LegendShape shape) {
                const QSizeF full = legendSize(shape);
                return size.width() <= full.width() + 1e-6 && size.width() >= 0.8 * full.width() &&
                       std::abs(size.width() / size.height() - full.width() / full.height()) < 1e-6;
            });
    };
    for (int step = 0; step < 12; ++step) {
        shown.key(step < 4 ? Qt::Key_Plus : Qt::Key_Minus);
        CHECK(isClear());
        if (const auto area = canvas.legendArea())
            CHECK(isReadable(area->size())); // no matter how large the cards are
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

TEST_CASE("each built-in case has its legend in a laptop's window, with the inspector beside the tree") {
    for (const Template& each : templates()) {
        INFO(each.id);
        Shown shown(tributary::test::need(modelFromTemplate(each.id)));
        CHECK(shown.page.canvas().legendArea());
    }
}

TEST_CASE("a value that is typed alone over a card sets its value, not its name") {
    Shown shown(transit());
    shown.document.select(EntityRef{Metric::kind, "L1"});
    shown.key(Qt::Key_F2);
    QLineEdit* field = shown.page.canvas().nameField().field();
    for (const auto& [typed, value] :
         {std::pair("12 hour", "12 hour"), std::pair("20% / 30% / 35%", "20% / 30% / 35%")}) {
        field->selectAll();
        QTest::keyClicks(field, QLatin1String(typed));
        INFO(typed << ": " << shown.page.canvas().nameField().hint().toStdString());
        CHECK(shown.page.canvas().nameField().hint().contains(QLatin1String(value).left(2)));
    }
    QTest::keyClick(field, Qt::Key_Return);
    const Metric& metric = *shown.document.model().metrics().find(MetricId("L1"));
    CHECK(metric.name == "Part not at the yard");
    CHECK(metric.estimate->text() == "20% / 30% / 35%");
}

TEST_CASE("the minimap has one size at every zoom, hides no selected card, and stays under the pointer") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    for (const QSize room : {QSize(700, 500), QSize(1036, 500), QSize(520, 360)}) {
        shown.page.resize(room);
        for (const char* id : {"L2", "O4", "F1"}) {
            shown.document.select(EntityRef{Metric::kind, id});
            if (!canvas.minimap().isVisible())
                continue;
            INFO(room.width() << " " << id);
            if (const auto card = shown.page.scene().cardArea(id))
                CHECK_FALSE(canvas.onScreen(*card).intersects(QRectF(canvas.minimap().geometry())));
        }
    }
    shown.page.resize(1036, 710);
    shown.document.select("");
    shown.key(Qt::Key_0);
    std::optional<QSize> size;
    for (int step = 0; step < 12; ++step) {
        shown.key(Qt::Key_Plus);
        if (!canvas.minimap().isVisible())
            continue;
        INFO(canvas.zoom());
        CHECK(canvas.minimap().width() >= 150);
        CHECK(canvas.minimap().height() >= 60);
        CHECK(canvas.minimap().size() == size.value_or(canvas.minimap().size()));
        size = canvas.minimap().size();
    }
    REQUIRE(size);
    // While it is used it stays, whatever comes under it.
    const QPoint inside = canvas.minimap().rect().center();
    const QRect place = canvas.minimap().geometry();
    QTest::mousePress(&canvas.minimap(), Qt::LeftButton, {}, inside);
    for (const QPoint& off : {QPoint(-40, 0), QPoint(40, 10), QPoint(0, -20)}) {
        QTest::mouseMove(&canvas.minimap(), inside + off);
        CHECK(canvas.minimap().geometry() == place);
    }
    QTest::mouseRelease(&canvas.minimap(), Qt::LeftButton, {}, inside);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&canvas.minimap(), &leave);
    CHECK(canvas.minimap().size() == *size);
}
