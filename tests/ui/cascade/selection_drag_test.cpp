// SPDX-License-Identifier: GPL-3.0-or-later
// Cards that are selected together, and what a drag does to cards.
#include "tests/ui/cascade/editing.h"
#include "ui/cascade/card_commands.h"
#include "ui/cascade/erase_sheet.h"
#include "ui/cascade/metric_panel.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/paste_sheet.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::at;
using tributary::test::children;
using tributary::test::drag;
using tributary::test::metricOf;
using tributary::test::Shown;
using tributary::test::transit;
using tributary::test::undoSteps;

TEST_CASE("several cards are selected by Ctrl and Shift clicks, by arrows with Shift and by a frame") {
    Shown shown(transit());
    QWidget* viewport = shown.page.canvas().viewport();
    shown.click("L1");
    QTest::mouseClick(viewport, Qt::LeftButton, Qt::ControlModifier, shown.centreOf("L2"));
    QTest::mouseClick(viewport, Qt::LeftButton, Qt::ShiftModifier, shown.centreOf("O3"));
    CHECK(shown.document.selectedMetrics() == std::vector{MetricId("L1"), MetricId("L2"), MetricId("O3")});
    CHECK(shown.document.selection() == "metric/O3");
    CHECK(shown.page.scene().content().card("L1", shown.page.scene().view()).selected);
    QTest::mouseClick(viewport, Qt::LeftButton, Qt::ControlModifier, shown.centreOf("L2"));
    CHECK(shown.document.selectedMetrics() == std::vector{MetricId("L1"), MetricId("O3")});
    shown.click("F2a");
    CHECK(shown.document.selectedMetrics() == std::vector{MetricId("F2a")});

    QTest::keyClick(&shown.page.canvas(), Qt::Key_Up, Qt::ShiftModifier);
    CHECK(shown.document.selectedMetrics() == std::vector{MetricId("F2a"), MetricId("F2")});
    QTest::keyClick(&shown.page.canvas(), Qt::Key_A, Qt::ControlModifier);
    CHECK(shown.document.selectedMetrics().size() == 22);
    shown.key(Qt::Key_Escape);
    CHECK(shown.document.selectedMetrics().empty());

    const QPoint corner = at(shown, "F1", 0, 0) - QPoint(12, 6);
    drag(
        shown, {corner, corner + QPoint(30, 20), at(shown, "F1", 1, 1) + QPoint(6, 4)}, [] {}, Qt::ShiftModifier);
    CHECK(shown.document.selectedMetrics() == std::vector{MetricId("F1")});
}

TEST_CASE("what is selected together is deleted, levelled and hung elsewhere in one edit") {
    Shown shown(transit());
    const auto select = [&](std::vector<std::string> paths) { shown.document.selectAll(std::move(paths)); };
    select({"metric/L1", "metric/L5"});
    shown.page.canvas().commands().setLevel(Level::operating);
    CHECK(metricOf(shown, "L1").level == Level::operating);
    CHECK(metricOf(shown, "L5").level == Level::operating);
    shown.page.canvas().commands().askParent();
    MetricPanel& panel = shown.page.canvas().commands().panel();
    QTest::keyClicks(panel.words(), u"Emergency purchases"_s);
    QTest::keyClick(panel.words(), Qt::Key_Return);
    CHECK(children(shown, "O7") == std::vector<std::string>{"L1", "L5"});
    CHECK(undoSteps(shown) == 2);

    // Two metrics that only use one another go together; a sum lets go of its terms, unless nothing would be left.
    select({"metric/F1", "metric/F4"});
    QTest::keyClick(&shown.page.canvas(), Qt::Key_Delete);
    CHECK_FALSE(shown.document.model().metrics().contains(MetricId("F1")));
    CHECK_FALSE(shown.document.model().metrics().contains(MetricId("F4")));
    CHECK(shown.page.canvas().noted().contains(u"2 metrics"_s));
    CHECK(undoSteps(shown) == 1);
    select({"metric/F2a", "metric/F2b"});
    QTest::keyClick(&shown.page.canvas(), Qt::Key_Delete);
    CHECK(metricOf(shown, "F2").formula->text() == "F2c");
    CHECK(undoSteps(shown) == 1);
    select({"metric/F2a", "metric/F2b", "metric/F2c"});
    QTest::keyClick(&shown.page.canvas(), Qt::Key_Delete);
    auto* sheet = shown.page.window()->findChild<EraseSheet*>();
    REQUIRE(sheet);
    REQUIRE(sheet->uses().count() == 1);
    CHECK(sheet->uses().item(0)->text().contains(u"Corrective maintenance cost"_s));
    CHECK(shown.document.model() == transit());
    QTest::mouseClick(&sheet->eraseButton(), Qt::LeftButton);
    CHECK_FALSE(metricOf(shown, "F2").formula);
    CHECK(shown.document.model().metrics().size() == transit().metrics().size() - 3);
    CHECK(undoSteps(shown) == 1);
}

TEST_CASE("a drag hangs a card below another, or stands it beside one, one drag is one step") {
    Shown shown(transit());
    const auto words = [&] { return shown.page.canvas().noted(); };
    drag(shown, {at(shown, "F4", 0.5, 0.5), at(shown, "F3", 0.5, 0.8), at(shown, "F3", 0.5, 0.5)},
         [&] { CHECK(words() == u"Below Missed-service cost"_s); });
    CHECK(metricOf(shown, "F4").parent == MetricId("F3"));
    CHECK(words().isEmpty());
    CHECK(undoSteps(shown) == 1);
    drag(shown, {at(shown, "F4", 0.5, 0.5), at(shown, "F2b", 0.5, 0.5), at(shown, "F2b", 0.1, 0.5)},
         [&] { CHECK(words() == u"Before Premium of emergency purchases"_s); });
    CHECK(children(shown, "F2") == std::vector<std::string>{"F2a", "F4", "F2b", "F2c"});
    CHECK(undoSteps(shown) == 1);
}

TEST_CASE("a drag that would make a loop is refused at the pointer with the reason, and changes nothing") {
    Shown shown(transit());
    drag(shown, {at(shown, "O4", 0.5, 0.5), at(shown, "O3", 0.5, 0.8), at(shown, "O3", 0.5, 0.5)}, [&] {
        CHECK(shown.page.canvas().noted().contains(u"Restore cycle time hangs below Buses out of service"_s));
        CHECK(shown.page.canvas().viewport()->cursor().shape() == Qt::ForbiddenCursor);
    });
    CHECK(shown.document.model() == transit());
    // Escape ends a drag that goes on.
    QWidget* viewport = shown.page.canvas().viewport();
    drag(shown, {at(shown, "F4", 0.5, 0.5), at(shown, "F3", 0.5, 0.8), at(shown, "F3", 0.5, 0.5)},
         [&] { shown.key(Qt::Key_Escape); });
    CHECK(shown.document.model() == transit());
    CHECK(viewport->cursor().shape() != Qt::ForbiddenCursor);
}

TEST_CASE("a drag from a card's edge links it, and asks for the strength") {
    Shown shown(transit());
    MetricPanel& panel = shown.page.canvas().commands().panel();
    const QPoint edge = at(shown, "L4", 0.3, 0);
    drag(shown, {edge, at(shown, "O5", 0.5, 0.9), at(shown, "O5", 0.5, 0.5)},
         [&] { CHECK(shown.page.canvas().noted() == u"Search labour per exception drives Missed service hours"_s); });
    REQUIRE(panel.isVisible());
    CHECK(shown.document.model() == transit());
    QTest::keyClicks(panel.field(0), u"0.4"_s);
    QTest::keyClick(panel.field(0), Qt::Key_Return);
    CHECK(shown.document.model().links().contains(LinkId("L4-O5")));
    CHECK(undoSteps(shown) == 1);
    // The lower edge is that of the metric that is driven.
    drag(shown, {at(shown, "O5", 0.1, 1), at(shown, "L4", 0.5, 0.1), at(shown, "L4", 0.5, 0.5)});
    REQUIRE(panel.isVisible());
    panel.giveUp();
    drag(shown, {at(shown, "O5", 0.3, 0), at(shown, "O4", 0.5, 0.9), at(shown, "O4", 0.5, 0.5)},
         [&] { CHECK(shown.page.canvas().noted().contains(u"loop"_s)); });
    CHECK_FALSE(panel.isVisible());
}

TEST_CASE("an edit that is taken back leaves every card where it stood, and one that is redone where it stood then") {
    Shown shown(transit());
    CascadeScene& scene = shown.page.scene();
    using Places = std::vector<std::pair<std::string, QRectF>>;
    const auto places = [&] {
        Places all;
        for (const PlacedCard& card : scene.layout().cards())
            all.emplace_back(card.id, QRectF(card.area.topLeft(), card.area.size() * shown.page.canvas().zoom()));
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        return all;
    };
    const Places before = places();
    const std::string top = scene.layout().cards().front().id;
    SECTION("a drag onto the root") {
        drag(shown, {shown.centreOf("L2"), shown.centreOf("O2"), shown.centreOf(top)});
        REQUIRE(children(shown, top.c_str()).back() == "L2");
    }
    SECTION("a paste") {
        QString rows;
        for (int i = 0; i < 40; ++i)
            rows += u"Pasted %1\t%2\thour\n"_s.arg(i).arg(i + 1);
        QGuiApplication::clipboard()->setText(rows);
        shown.click("L6");
        QTest::keyClick(&shown.page.canvas(), Qt::Key_V, Qt::ControlModifier);
        auto* sheet = shown.page.window()->findChild<PasteSheet*>();
        REQUIRE(sheet);
        QTest::mouseClick(&sheet->addButton(), Qt::LeftButton);
        REQUIRE(shown.document.model().metrics().size() == 62);
    }
    SECTION("a branch that is deleted") {
        shown.document.select(EntityRef{Metric::kind, "O8"});
        QTest::keyClick(&shown.page.canvas(), Qt::Key_Delete, Qt::ShiftModifier);
    }
    SECTION("cards that are added") {
        shown.click("O1");
        for (int i = 0; i < 6; ++i) {
            shown.key(Qt::Key_Tab);
            QTest::keyClicks(shown.page.canvas().nameField().field(), u"Added %1"_s.arg(i));
            QTest::keyClick(shown.page.canvas().nameField().field(), Qt::Key_Return);
            shown.click("O1");
        }
    }
    if (!shown.document.undoLabel())
        return; // what formulas use is not deleted
    const Places after = places();
    CHECK(before != after);
    const int steps = undoSteps(shown);
    CHECK(places() == before);
    for (int i = 0; i < steps; ++i)
        REQUIRE(shown.document.redo());
    CHECK(places() == after);
}

TEST_CASE("files are left to the window: the canvas takes no drops") {
    Shown shown(transit());
    CHECK_FALSE(shown.page.canvas().acceptDrops());
    CHECK_FALSE(shown.page.canvas().viewport()->acceptDrops());
}
