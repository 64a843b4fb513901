// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and typed lines do to cards, and the menu of what is selected.
#include "tests/ui/cascade/editing.h"
#include "ui/cascade/card_commands.h"
#include "ui/cascade/metric_panel.h"
#include "ui/cascade/name_field.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::children;
using tributary::test::metricOf;
using tributary::test::Shown;
using tributary::test::transit;
using tributary::test::undoSteps;

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
    CHECK(field.hint().contains(u"Higher is better"_s)); // as its parent
    field.field()->selectAll();
    QTest::keyClicks(field.field(), u"Idle hours"_s);
    CHECK(field.hint().contains(u"Lower is better"_s));
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
    QTest::keyClicks(panel.field(2), u"1.5"_s);
    QTest::keyClick(panel.field(2), Qt::Key_Return);
    CHECK(panel.message().contains(u"whole periods"_s));
    panel.field(2)->clear();
    QTest::keyClicks(panel.field(2), u"2"_s);
    QTest::keyClicks(panel.field(1), u"3 bus"_s);
    QTest::keyClick(panel.field(1), Qt::Key_Return);
    CHECK(panel.message().contains(u"time"_s));
    panel.field(1)->clear();
    QTest::keyClick(panel.field(1), Qt::Key_Return);
    CHECK_FALSE(panel.isVisible());
    REQUIRE(shown.document.model().links().contains(LinkId("L4-O5")));
    CHECK(shown.document.model().links().find(LinkId("L4-O5"))->delay == 2);
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

TEST_CASE("the panel of a link can be left by Cancel, and its delay makes a loop possible") {
    Shown shown(transit());
    MetricPanel& panel = shown.page.canvas().commands().panel();
    const auto open = [&] {
        shown.document.select(EntityRef{Metric::kind, "O5"});
        shown.page.canvas().commands().askLink();
        QTest::keyClicks(panel.words(), u"Buses out"_s);
        QTest::keyClick(panel.words(), Qt::Key_Return);
        QTest::keyClicks(panel.field(0), u"0.1"_s);
    };
    open();
    QPushButton* cancel = nullptr;
    for (QPushButton* button : panel.findChildren<QPushButton*>())
        if (button->text() == u"Cancel"_s)
            cancel = button;
    REQUIRE(cancel);
    QWidget* field = panel.field(2);
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Tab);
    QTest::keyClick(panel.window()->focusWidget(), Qt::Key_Tab);
    CHECK(panel.window()->focusWidget() == cancel);
    QTest::keyClick(cancel, Qt::Key_Return);
    CHECK_FALSE(panel.isVisible());
    CHECK(shown.document.model() == transit());

    open();
    CHECK(panel.field(2)->accessibleName() == u"Delay"_s);
    QTest::keyClicks(panel.field(2), u"1"_s);
    QTest::keyClick(panel.field(2), Qt::Key_Return);
    CHECK_FALSE(panel.isVisible());
    CHECK(undoSteps(shown) == 1);
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
