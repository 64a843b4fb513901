// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and pointer do to cards: lines, moves in the tree, links, selections, the clipboard.
#include "core/model/dependencies.h"
#include "core/model/edits.h"
#include "core/model/tree_edits.h"
#include "tests/ui/cascade/shown_cascade.h"
#include "ui/cascade/card_commands.h"
#include "ui/cascade/erase_sheet.h"
#include "ui/cascade/metric_panel.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/paste_sheet.h"
#include "ui/look/segmented_control.h"
#include "ui/qt_text.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::need;
using tributary::test::Shown;
using tributary::test::transit;

namespace {

const Metric& metricOf(const Shown& shown, const std::string& id) {
    const Metric* metric = shown.document.model().metrics().find(MetricId(id));
    REQUIRE(metric);
    return *metric;
}

std::vector<std::string> children(const Shown& shown, const char* id) {
    std::vector<std::string> texts;
    for (const MetricId& child : childrenOf(shown.document.model(), MetricId(id)))
        texts.push_back(child.text);
    return texts;
}

/// A drag with the left button along places of the viewport; `during` sees what is shown before the release.
template <class During>
void drag(Shown& shown, const std::vector<QPoint>& way, During&& during, Qt::KeyboardModifiers modifiers = {}) {
    QWidget* viewport = shown.page.canvas().viewport();
    QTest::mouseMove(viewport, way.front());
    QTest::mousePress(viewport, Qt::LeftButton, modifiers, way.front());
    for (std::size_t i = 1; i < way.size(); ++i) {
        QMouseEvent move(QEvent::MouseMove, way[i], viewport->mapToGlobal(way[i]), Qt::NoButton, Qt::LeftButton,
                         modifiers);
        QCoreApplication::sendEvent(viewport, &move);
    }
    during();
    QTest::mouseRelease(viewport, Qt::LeftButton, modifiers, way.back());
}

void drag(Shown& shown, const std::vector<QPoint>& way) {
    drag(shown, way, [] {});
}

QPoint at(Shown& shown, const char* id, double along, double down) {
    const auto area = shown.page.scene().cardArea(id);
    REQUIRE(area);
    return shown.page.canvas().mapFromScene(
        QPointF(area->left() + along * area->width(), area->top() + down * area->height()));
}

int undoSteps(Shown& shown) {
    int steps = 0;
    while (shown.document.undoLabel() && steps < 50) {
        REQUIRE(shown.document.undo());
        ++steps;
    }
    return steps;
}

} // namespace

TEST_CASE("a new card's line says how it is understood while it is typed, and what is wrong when it is handed in") {
    Shown shown(transit());
    shown.click("O1");
    shown.key(Qt::Key_Tab);
    NameField& field = shown.page.canvas().nameField();
    CHECK(field.hint().contains(u"Frontline metric"_s));
    QTest::keyClick(field.field(), Qt::Key_Up);
    CHECK(field.hint().contains(u"Operating metric"_s));
    QTest::keyClicks(field.field(), u"Inspections 12 inspection/month"_s);
    CHECK(field.hint().contains(u"Operating metric “Inspections”: 12 inspection/month"_s));
    field.field()->selectAll();
    QTest::keyClicks(field.field(), u"Wear = [Tread depth] * 2"_s);
    CHECK(field.hint().contains(u"Not in the model yet: Tread depth"_s));
    field.field()->selectAll();
    QTest::keyClicks(field.field(), u"Wear 1,5 mm"_s);
    QTest::keyClick(field.field(), Qt::Key_Return);
    CHECK(field.isVisible());
    CHECK(field.refusal().contains(u"1.5"_s));
    field.field()->selectAll();
    QTest::keyClicks(field.field(), u"Loop = Breakdowns"_s);
    QTest::keyClick(field.field(), Qt::Key_Return);
    CHECK_FALSE(field.isVisible());
    CHECK(undoSteps(shown) == 1);
}

TEST_CASE("a line that is left and cannot be taken is told with its text, one that can is taken before the file goes") {
    Shown shown(transit());
    QSignalSpy told(&shown.document, &Document::told);
    shown.click("O1");
    shown.key(Qt::Key_Tab);
    NameField& field = shown.page.canvas().nameField();
    QTest::keyClicks(field.field(), u"Wait 8/10 hour"_s);
    shown.click("O2");
    CHECK_FALSE(field.isVisible());
    REQUIRE(told.size() == 1);
    CHECK(told.front().front().toString().contains(u"“Wait 8/10 hour”"_s));
    CHECK(undoSteps(shown) == 0);

    shown.click("O1");
    shown.key(Qt::Key_Tab);
    QTest::keyClicks(field.field(), u"Wait 8/10/15 hour"_s);
    shown.document.settleTyping();
    CHECK_FALSE(field.isVisible());
    CHECK(told.size() == 1);
    CHECK(undoSteps(shown) == 1);
}

TEST_CASE("the equals key opens a card's line with its value selected, what is typed replaces it") {
    Shown shown(transit());
    shown.click("L2");
    shown.key(Qt::Key_Equal);
    NameField& field = shown.page.canvas().nameField();
    REQUIRE(field.isVisible());
    CHECK(field.text() == u"Time to locate a part = 10/20/36 hour"_s);
    CHECK(field.field()->selectedText() == u"10/20/36 hour"_s);
    QTest::keyClicks(field.field(), u"9/12/20 hour"_s);
    QTest::keyClick(field.field(), Qt::Key_Return);
    CHECK(metricOf(shown, "L2").estimate->text() == "9/12/20");
    CHECK(metricOf(shown, "L2").name == "Time to locate a part");
    shown.click("O4");
    shown.key(Qt::Key_Equal);
    CHECK(field.text() == u"Buses out of service after breakdown = O2 * O3 * 1 bus/breakdown in bus"_s);
    QTest::keyClick(field.field(), Qt::Key_Escape);
    CHECK(undoSteps(shown) == 1);
}

TEST_CASE("what is typed behind the equals key is the formula of a card, with or without a value before, and its name "
          "stays") {
    Shown shown(transit());
    shown.click("L2");
    shown.key(Qt::Key_Tab);
    NameField& field = shown.page.canvas().nameField();
    QTest::keyClicks(field.field(), u"Searches"_s);
    QTest::keyClick(field.field(), Qt::Key_Return);
    const std::string searches = shown.document.selectedEntity()->id;
    REQUIRE(lacksValue(metricOf(shown, searches)));

    shown.key(Qt::Key_Equal);
    CHECK(field.text() == u"Searches ="_s);
    CHECK(field.refusal().isEmpty());
    QTest::keyClick(field.field(), Qt::Key_Return); // nothing typed: nothing changes
    CHECK_FALSE(field.isVisible());
    shown.key(Qt::Key_Equal);
    QTest::keyClicks(field.field(), u"[Breakdowns] * 2"_s);
    QTest::keyClick(field.field(), Qt::Key_Return);
    CHECK(metricOf(shown, searches).name == "Searches");
    REQUIRE(metricOf(shown, searches).formula);
    CHECK(metricOf(shown, searches).formula->text() == "[Breakdowns] * 2");

    // Over a value that is selected, and with an equals sign of its own.
    shown.document.select(EntityRef{Metric::kind, "L7"});
    const std::string name = metricOf(shown, "L7").name;
    shown.key(Qt::Key_Equal);
    QTest::keyClicks(field.field(), u"= L1 / 4"_s);
    INFO(field.text().toStdString() << ": " << field.refusal().toStdString());
    QTest::keyClick(field.field(), Qt::Key_Return);
    CHECK(metricOf(shown, "L7").name == name);
    REQUIRE(metricOf(shown, "L7").formula);
    CHECK(metricOf(shown, "L7").formula->text() == "L1 / 4");

    // In the place of the name.
    shown.document.select(EntityRef{Metric::kind, "L6"});
    const std::string delay = metricOf(shown, "L6").name;
    shown.key(Qt::Key_F2);
    QTest::keyClicks(field.field(), u"= L2 / 2"_s);
    QTest::keyClick(field.field(), Qt::Key_Return);
    CHECK(metricOf(shown, "L6").name == delay);
    REQUIRE(metricOf(shown, "L6").formula);
    CHECK(metricOf(shown, "L6").formula->text() == "L2 / 2");
}

TEST_CASE("Shift+Tab goes up, Alt and the arrows move a card in the tree, with Shift to another level") {
    Shown shown(transit());
    const auto alt = [&](Qt::Key key, Qt::KeyboardModifiers more = {}) {
        QTest::keyClick(&shown.page.canvas(), key, Qt::AltModifier | more);
    };
    shown.click("F2b");
    alt(Qt::Key_Left);
    CHECK(children(shown, "F2") == std::vector<std::string>{"F2b", "F2a", "F2c"});
    alt(Qt::Key_Right);
    alt(Qt::Key_Right);
    CHECK(children(shown, "F2") == std::vector<std::string>{"F2a", "F2c", "F2b"});
    alt(Qt::Key_Down);
    CHECK(metricOf(shown, "F2b").parent == MetricId("F2c"));
    alt(Qt::Key_Up);
    CHECK(metricOf(shown, "F2b").parent == MetricId("F2"));
    CHECK(shown.document.selection() == "metric/F2b");
    alt(Qt::Key_Down, Qt::ShiftModifier);
    CHECK(metricOf(shown, "F2b").level == Level::operating);
    alt(Qt::Key_Up, Qt::ShiftModifier);
    CHECK(metricOf(shown, "F2b").level == Level::financial);
    QSignalSpy told(&shown.document, &Document::told);
    alt(Qt::Key_Up, Qt::ShiftModifier);
    CHECK(told.isEmpty()); // a hint on the canvas, no banner that moves the tree
    CHECK_FALSE(shown.page.canvas().noted().isEmpty());
    QTest::keyClick(&shown.page.canvas(), Qt::Key_Backtab, Qt::ShiftModifier);
    CHECK(shown.document.selection() == "metric/F2");
    CHECK(undoSteps(shown) == 7);
    CHECK(shown.document.model() == transit());
}

TEST_CASE("Ctrl+L asks what the selected metric drives and how strongly, and refuses loops with the reason") {
    Shown shown(transit());
    shown.click("L4");
    shown.page.canvas().commands().askLink();
    MetricPanel& panel = shown.page.canvas().commands().panel();
    REQUIRE(panel.isVisible());
    QTest::keyClicks(panel.words(), u"missed hours"_s);
    QTest::keyClick(panel.words(), Qt::Key_Return);
    CHECK(panel.field(0)->hasFocus());
    QTest::keyClick(panel.field(0), Qt::Key_Return);
    CHECK(panel.isVisible());
    CHECK(panel.message().contains(u"elasticity"_s));
    QTest::keyClicks(panel.field(0), u"0.2/0.3/0.5"_s);
    QTest::keyClicks(panel.field(1), u"3 bus"_s);
    QTest::keyClick(panel.field(1), Qt::Key_Return);
    CHECK(panel.message().contains(u"time"_s));
    panel.field(1)->clear();
    QTest::keyClick(panel.field(1), Qt::Key_Return);
    CHECK_FALSE(panel.isVisible());
    CHECK(shown.document.model().links().contains(LinkId("L4-O5")));
    CHECK(undoSteps(shown) == 1);

    shown.document.select(EntityRef{Metric::kind, "O5"});
    shown.page.canvas().commands().askLink();
    QTest::keyClicks(panel.words(), u"Buses out"_s);
    QTest::keyClick(panel.words(), Qt::Key_Return);
    QTest::keyClicks(panel.field(0), u"1"_s);
    QTest::keyClick(panel.field(0), Qt::Key_Return);
    CHECK(panel.message().contains(u"loop"_s));
    QTest::keyClick(panel.field(0), Qt::Key_Escape);
    CHECK_FALSE(panel.isVisible());
    CHECK(shown.document.model() == transit());
}

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

TEST_CASE("a pasted block is shown first, with what is refused and why, adding it is one step") {
    Shown shown(transit());
    QGuiApplication::clipboard()->setText(u"Tyres\t\t\n\tWear\t1,5\tmm\n\tBreakdowns\t3\t\n\tAge\t4,25\tyear\n"_s);
    shown.click("L6");
    QTest::keyClick(&shown.page.canvas(), Qt::Key_V, Qt::ControlModifier);
    auto* sheet = shown.page.window()->findChild<PasteSheet*>();
    REQUIRE(sheet);
    CHECK(sheet->comma().current() == 1);
    REQUIRE(sheet->table().rowCount() == 4);
    CHECK(sheet->table().item(2, 0)->text() == u"3"_s);
    CHECK(sheet->table().item(2, 4)->text().contains(u"already"_s));
    CHECK(sheet->table().item(1, 3)->text() == u"1.5 mm"_s);
    CHECK(sheet->addButton().text() == u"Add 3 metrics"_s);
    sheet->numberTaken().setChecked(true);
    CHECK(sheet->addButton().text() == u"Add 4 metrics"_s);
    CHECK(shown.document.model() == transit());
    QTest::mouseClick(&sheet->addButton(), Qt::LeftButton);
    CHECK(shown.document.model().metrics().size() == 26);
    const auto tops = shown.document.selectedMetrics();
    REQUIRE(tops.size() == 1);
    CHECK(shown.document.model().metrics().find(tops.front())->parent == MetricId("L6"));
    CHECK(undoSteps(shown) == 1);
    CHECK(shown.document.model() == transit());
}

TEST_CASE("a copied branch pastes back below another metric") {
    Shown shown(transit());
    shown.click("O8");
    QTest::keyClick(&shown.page.canvas(), Qt::Key_C, Qt::ControlModifier);
    CHECK(QGuiApplication::clipboard()->text().startsWith(u"Depth\tName"_s));
    CHECK(shown.page.canvas().noted() == u"Copied 3 metrics"_s);
    shown.click("F4");
    QTest::keyClick(&shown.page.canvas(), Qt::Key_V, Qt::ControlModifier);
    auto* sheet = shown.page.window()->findChild<PasteSheet*>();
    REQUIRE(sheet);
    CHECK_FALSE(sheet->addButton().isEnabled());
    sheet->numberTaken().setChecked(true);
    QTest::mouseClick(&sheet->addButton(), Qt::LeftButton);
    const auto below = children(shown, "F4");
    REQUIRE(below.size() == 1);
    CHECK(shown.nameOf(below.front()) == "Labour cost per breakdown 2");
    CHECK(branchesOf(shown.document.model(), {MetricId(below.front())}).size() == 3);
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

TEST_CASE("the menu names what it would delete, and its keys") {
    Shown shown(transit());
    const auto entry = [&](const QString& begin) -> QAction* {
        for (QAction* action : shown.page.menu()->actions())
            if (action->text().startsWith(begin))
                return action;
        return nullptr;
    };
    shown.document.selectAll({"metric/L1", "metric/L2", "metric/O3"});
    REQUIRE(entry(u"Delete 3 metrics\tDel"_s));
    REQUIRE(entry(u"Delete with its branch, 7 metrics"_s));
    shown.document.select(std::string_view("link/O4-O5"));
    CHECK(entry(u"Delete the link"_s)->isEnabled());
    CHECK_FALSE(entry(u"Add a driver"_s)->isEnabled());
}

TEST_CASE("files are left to the window: the canvas takes no drops") {
    Shown shown(transit());
    CHECK_FALSE(shown.page.canvas().acceptDrops());
    CHECK_FALSE(shown.page.canvas().viewport()->acceptDrops());
}

TEST_CASE("a deletion names what breaks and what moves up, Enter confirms it and says what was done") {
    Shown shown(transit());
    const auto open = [&]() -> EraseSheet& {
        shown.click("O8");
        shown.key(Qt::Key_Delete);
        EraseSheet* found = nullptr;
        for (EraseSheet* each : shown.page.window()->findChildren<EraseSheet*>())
            if (each->isVisible())
                found = each;
        REQUIRE(found);
        return *found;
    };
    EraseSheet& sheet = open();
    REQUIRE(sheet.uses().count() == 1);
    CHECK(sheet.uses().item(0)->text().contains(u"Labour of breakdowns"_s));
    CHECK(sheet.uses().height() < 3 * sheet.uses().visualItemRect(sheet.uses().item(0)).height());
    const QString hanging = sheet.findChild<QLabel*>(u"hanging"_s)->text();
    CHECK(hanging.contains(u"Labour hours per breakdown hangs below it and moves up"_s));
    CHECK(hanging.contains(u"Search labour per exception"_s));
    REQUIRE(sheet.focusWidget() == &sheet.eraseButton());
    QTest::keyClick(&sheet.eraseButton(), Qt::Key_Tab);
    CHECK(sheet.focusWidget() != &sheet.eraseButton());
    sheet.eraseButton().setFocus();
    QTest::keyClick(&sheet.eraseButton(), Qt::Key_Return);
    CHECK_FALSE(shown.document.model().metrics().contains(MetricId("O8")));
    CHECK(shown.page.canvas().noted() ==
          u"Deleted Labour cost per breakdown, and what used it: Labour of breakdowns: formula. "
          u"Labour hours per breakdown moved up. Ctrl+Z brings it back."_s);
    REQUIRE(shown.document.undo());
    CHECK(shown.document.model() == transit());

    EraseSheet& again = open();
    QPushButton* cancel = nullptr;
    for (QPushButton* button : again.findChildren<QPushButton*>())
        if (button != &again.eraseButton())
            cancel = button;
    REQUIRE(cancel);
    cancel->setFocus();
    QTest::keyClick(cancel, Qt::Key_Return); // the button under the keys, not the main one
    CHECK_FALSE(again.isVisible());
    CHECK(shown.document.model() == transit());
}

TEST_CASE("a deletion names the sums that go on without it among the places, beforehand") {
    using tributary::test::formulaMetric;
    using tributary::test::metric;
    Shown shown(tributary::test::modelOf(
        metric("a", "Waste cost", Level::operating, "USD", "5"), metric("b", "Sales", Level::operating, "USD", "50"),
        formulaMetric("s", "Margin", "USD", "b - a"), formulaMetric("d", "Waste of two shops", "USD", "a * 2")));
    shown.click("a");
    shown.key(Qt::Key_Delete);
    auto* sheet = shown.page.window()->findChild<EraseSheet*>();
    REQUIRE(sheet);
    const auto labels = sheet->findChildren<QLabel*>();
    CHECK(std::ranges::any_of(labels,
                              [](QLabel* label) { return label->text() == u"Waste cost is used in 2 places"_s; }));
    REQUIRE(sheet->uses().count() == 2);
    CHECK(sheet->uses().item(0)->text() == u"Waste of two shops: formula"_s);
    CHECK(sheet->uses().item(1)->text() == u"The sum of Margin goes on without it"_s);
    CHECK(sheet->uses().item(1)->data(Qt::UserRole).toString() == u"metric/s/formula"_s);
    QTest::mouseClick(&sheet->eraseButton(), Qt::LeftButton);
    CHECK(metricOf(shown, "s").formula->text() == "b");
}

TEST_CASE("the preview of a paste shows each reason whole, and names metrics by their names") {
    Shown shown(transit());
    QGuiApplication::clipboard()->setText(
        u"Level\tName\tValue\tUnit\nF\tTotal\t1,200,000\tUSD/year\nF\tBreakdowns\t3\t\nX\tO2\t\t\n"
        u"O\tHours lost\t1,5\thour\nfinancial\tOdd\tmany and more\tUSD/year\n"_s);
    shown.click("L6");
    QTest::keyClick(&shown.page.canvas(), Qt::Key_V, Qt::ControlModifier);
    auto* sheet = shown.page.window()->findChild<PasteSheet*>();
    REQUIRE(sheet);
    REQUIRE(QTest::qWaitForWindowExposed(sheet));
    QTest::qWait(50);
    QTableWidget& table = sheet->table();
    REQUIRE(table.rowCount() == 5);
    CHECK(sheet->comma().isVisible());
    CHECK(sheet->comma().current() == 1); // as 1,5 tells
    CHECK(table.item(0, 3)->text().remove(u',') == u"1200000 USD/year"_s);
    CHECK(table.item(3, 3)->text() == u"1.5 hour"_s);
    QTest::keyClick(&sheet->comma(), Qt::Key_Left); // thousands
    CHECK(table.item(3, 3)->text().isEmpty());
    CHECK(table.item(3, 4)->text().contains(u"1.5"_s));
    QTest::keyClick(&sheet->comma(), Qt::Key_Right);
    CHECK(table.item(3, 3)->text() == u"1.5 hour"_s);
    CHECK(table.item(4, 4)->text().contains(u"Taken without its value"_s));
    CHECK(table.item(1, 4)->text() == u"There is a metric “Breakdowns” already: choose another name."_s);
    CHECK(table.item(2, 4)->text().contains(u"stands for the metric “Breakdowns”"_s));
    constexpr int icon = 20;
    for (int row = 0; row < table.rowCount(); ++row) {
        const QString reason = table.item(row, 4)->text();
        INFO(reason.toStdString());
        const QRect room(0, 0, table.columnWidth(4) - icon, 1000);
        CHECK(table.rowHeight(row) >= table.fontMetrics().boundingRect(room, Qt::TextWordWrap, reason).height());
    }
    QTest::keyClick(sheet, Qt::Key_Escape);
}
