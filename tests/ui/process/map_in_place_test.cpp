// SPDX-License-Identifier: GPL-3.0-or-later
// What is made on the process page where it will stand, by real events: maps and lanes are named in place, a way finds
// its end by name, and what cannot be is refused before anything is typed.
#include "core/model/map_edits.h"
#include "tests/ui/process/shown_map.h"
#include "tests/ui/qt_strings.h"
#include "ui/charts/lines_chart.h"
#include "ui/process/map_words.h"
#include "ui/process/times_panel.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <algorithm>
#include <cmath>
#include <functional>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What the window is told while `act` runs.
QString told(ShownMap& shown, const std::function<void()>& act) {
    QString heard;
    const auto link =
        QObject::connect(&shown.document, &Document::told, &shown.page, [&](const QString& words) { heard = words; });
    act();
    QObject::disconnect(link);
    return heard;
}

} // namespace

TEST_CASE("a process is mapped in place: its name is typed where it will stand, and the map takes the keys") {
    ShownMap shown(transit());
    shown.select("metric/O3");
    const auto done = shown.document.editsDone();
    QLineEdit* field = shown.page.nameField().field();
    shown.command(u"Map another process"_s)->trigger();
    REQUIRE(field->isVisible());
    CHECK_FALSE(QApplication::activeModalWidget());
    CHECK(shown.page.nameField().hint().contains(u"Esc gives up"_s));
    QTest::keyClicks(field, u"Repair"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    CHECK_FALSE(field->isVisible());
    CHECK(shown.document.editsDone() == done);
    CHECK(shown.page.focusWidget() == &shown.canvas());
    shown.command(u"Map another process"_s)->trigger();
    QTest::keyClicks(field, u"Repair"_s);
    CHECK(shown.page.nameField().hint().contains(u"Add process Repair"_s));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK_FALSE(field->isVisible());
    CHECK(shown.document.editsDone() == done + 1);
    CHECK(shown.page.shownProcess() == ProcessId("repair"));
    CHECK(shown.process("repair").metric == MetricId("O3"));
    CHECK(shown.document.selection() == "process/repair/task/start");
    CHECK(shown.page.focusWidget() == &shown.canvas()); // so that Ctrl+Z and Tab work at once
    need(shown.document.undo().map([] { return 0; }));
    CHECK(shown.document.model().processes() == transit().processes());
}

TEST_CASE("the transit case's map is seen whole in a window of 1440 by 900, with its names readable") {
    ShownMap shown(transit());
    shown.page.resize(1036, 736);
    QTest::qWait(50);
    CHECK(shown.canvas().verticalScrollBar()->maximum() == 0);
    CHECK(shown.canvas().horizontalScrollBar()->maximum() == 0);
    CHECK(shown.canvas().zoom() >= leastTextScale);
    const MapWords words(shown.canvas().layout(), shown.canvas().content(), 1);
    CHECK(words.find({MapPart::Kind::task, "start"}, MapWords::Kind::step)); // beside the lanes' names
}

TEST_CASE("what goes wrong is named at its badge where it has no way of its own") {
    const Model model = after(transit(), addException(transit(), ProcessId("restore"), StepId("T10"), "Keys lost"));
    ShownMap shown(model);
    const MapPart added{MapPart::Kind::exception, shown.process("restore").exceptions.back().id.text};
    const MapLayout& layout = shown.canvas().layout();
    const MapWords words(layout, shown.canvas().content(), 1);
    REQUIRE(words.find(added, MapWords::Kind::name));
    const QRectF box = words.find(added, MapWords::Kind::name)->box;
    CHECK(words.find(added, MapWords::Kind::name)->lines.front() == u"Keys lost"_s);
    const QPointF badge = layout.areaOf(added).center();
    CHECK(QLineF(box.center(), badge).length() < 90);
    for (const MapLayout::StepBox& step : layout.steps())
        CHECK_FALSE(step.box.intersects(box));
}

TEST_CASE("the first map of a model is named over the button that asks for it") {
    ShownMap shown{Model()};
    const auto buttons = shown.page.findChildren<QPushButton*>();
    const auto first = std::ranges::find(buttons, u"Map a process"_s, &QPushButton::text);
    REQUIRE(first != buttons.end());
    QTest::mouseClick(*first, Qt::LeftButton);
    QLineEdit* field = shown.page.nameField().field();
    REQUIRE(field->isVisible());
    QTest::keyClick(field, Qt::Key_Return); // nothing typed: nothing is made
    CHECK_FALSE(field->isVisible());
    CHECK(shown.page.focusWidget() == *first);
    QTest::keyClick(*first, Qt::Key_Return);
    REQUIRE(field->isVisible());
    QTest::keyClicks(field, u"Answer a call"_s);
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(shown.document.model().processes().size() == 1);
    CHECK(shown.canvas().isVisible());
    CHECK(shown.page.focusWidget() == &shown.canvas());
}

TEST_CASE("a lane is drawn empty while its name is typed: of a group that is offered, or of any name") {
    ShownMap shown(with(transit(), group("qa", "Quality", "6", "50 USD/hour")));
    const auto lanes = [&] { return shown.canvas().layout().lanes().size(); };
    const auto done = shown.document.editsDone();
    QLineEdit* field = shown.canvas().nameField().field();
    shown.command(u"Add a lane"_s)->trigger();
    REQUIRE(field->isVisible());
    CHECK_FALSE(QApplication::activeModalWidget());
    CHECK(lanes() == 4);
    const MapLayout::LaneBand band = shown.canvas().layout().lanes().back();
    const double middle = shown.canvas().onScreen(QRectF(0, band.top, 1, band.bottom - band.top)).center().y();
    CHECK(std::abs(shown.canvas().nameField().y() + 14 - middle) < 60); // it is typed in the lane
    QTest::keyClick(field, Qt::Key_Escape);
    CHECK(lanes() == 3);
    CHECK(shown.document.editsDone() == done);
    shown.command(u"Add a lane"_s)->trigger();
    QTest::keyClick(field, Qt::Key_Down);
    CHECK(field->text() == u"Quality"_s); // the others have one
    CHECK(shown.canvas().nameField().hint().contains(u"of the group Quality"_s));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(shown.document.editsDone() == done + 1);
    CHECK(lanes() == 4);
    const Lane added = shown.process("restore").lanes.back();
    CHECK(added.group == GroupId("qa"));
    CHECK(shown.canvas().selected() == std::vector<MapPart>{{MapPart::Kind::lane, added.id.text}});
    shown.command(u"Add a lane"_s)->trigger();
    QTest::keyClicks(field, u"Drivers"_s);
    CHECK(shown.canvas().nameField().hint().contains(u"and the group Drivers"_s));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(shown.process("restore").lanes.back().name == "Drivers");
    CHECK(shown.document.model().groups().find(shown.process("restore").lanes.back().group)->name == "Drivers");
    CHECK(shown.canvas().noted().contains(u"Drivers is a new group"_s)); // and what it lacks
    CHECK(shown.document.editsDone() == done + 2);
}

TEST_CASE("what cannot go wrong at an event is refused before a name is asked for") {
    ShownMap shown(transit());
    shown.select("process/restore/task/start");
    const QString why = told(shown, [&] { shown.key(Qt::Key_Exclam); });
    CHECK(why.contains(u"is no task"_s));
    CHECK_FALSE(shown.canvas().nameField().isVisible());
    shown.select("process/restore/task/T8");
    shown.key(Qt::Key_Exclam);
    CHECK(shown.canvas().nameField().isVisible());
}

TEST_CASE("what goes wrong takes its share with its name, and says where one is assumed") {
    ShownMap shown(transit());
    shown.select("process/restore/task/T8");
    shown.key(Qt::Key_Exclam);
    shown.type(u"Missing data 15% 2 hour"_s);
    CHECK(shown.process("restore").exceptions.back().name == "Missing data");
    CHECK(shown.process("restore").exceptions.back().frequency->text() == "15%");
    CHECK(shown.process("restore").exceptions.back().touch->text() == "2 hour");
    CHECK_FALSE(shown.canvas().noted().contains(u"assumed"_s));
    shown.select("process/restore/task/T8");
    shown.key(Qt::Key_Exclam);
    shown.type(u"Wrong part"_s);
    CHECK(shown.process("restore").exceptions.back().frequency->text() == "10%");
    CHECK(shown.canvas().noted().contains(u"assumed"_s));
    shown.select("process/restore/task/T8");
    shown.key(Qt::Key_Exclam);
    shown.type(u"Missing tool 10%"_s); // as many, but typed
    CHECK(shown.process("restore").exceptions.back().frequency->text() == "10%");
    CHECK_FALSE(shown.canvas().noted().contains(u"assumed"_s));
    shown.select("process/restore/task/T8");
    shown.key(Qt::Key_Return);
    shown.type(u"Ask an expert"_s);
    CHECK(shown.canvas().noted().contains(u"assumed"_s));
    shown.key(Qt::Key_S); // what was said of it holds no longer
    shown.type(u"30%"_s);
    CHECK_FALSE(shown.canvas().noted().contains(u"assumed"_s));
    shown.select("process/restore/task/T8");
    shown.key(Qt::Key_Exclam);
    shown.type(u"Wrong tool"_s);
    CHECK(shown.canvas().noted().contains(u"assumed"_s));
    need(shown.document.undo().map([] { return 0; }));
    CHECK(shown.canvas().noted().isEmpty());
}

TEST_CASE("S types the share of the only way into a task, and keys without a use here are not offered") {
    ShownMap shown(transit());
    shown.select("process/restore/task/T8");
    shown.key(Qt::Key_Return);
    shown.type(u"Ask an expert"_s); // on a way of its own, with its share
    const auto into = [&] {
        return *std::ranges::find(shown.process("restore").flows, StepId("ask-an-expert"), &Flow::to);
    };
    REQUIRE(into().share);
    shown.key(Qt::Key_S);
    shown.canvas().nameField().field()->selectAll();
    shown.type(u"25%"_s);
    CHECK(into().share->text() == "25%");
    QAction *time = shown.command(u"Type its work time"_s), *share = shown.command(u"Type its share"_s);
    CHECK((time->isEnabled() && share->isEnabled()));
    shown.select("process/restore/lane/mt");
    CHECK_FALSE(time->isEnabled());
    CHECK_FALSE(share->isEnabled());
    shown.select("process/restore/task/T2"); // all cases come there by one way
    CHECK(time->isEnabled());
    CHECK_FALSE(share->isEnabled());
}

TEST_CASE("two steps that are done at once are drawn by keys: the second leads with the first into a join") {
    ShownMap shown(after(transit(), addProcess(transit(), MetricId("O3"), "Order")));
    shown.select("process/order/task/start");
    shown.key(Qt::Key_Tab);
    shown.type(u"Receive"_s);
    shown.key(Qt::Key_P);
    shown.key(Qt::Key_Tab);
    shown.type(u"Legal"_s);
    shown.key(Qt::Key_Left);
    shown.key(Qt::Key_Return);
    shown.type(u"Price 2 hour"_s);
    std::string text;
    for (const Flow& flow : shown.process("order").flows)
        text += flow.from.text + ">" + flow.to.text + " ";
    CHECK(text == "start>receive receive>parallel parallel>legal legal>parallel-2 parallel>price price>parallel-2 "
                  "parallel-2>end ");
    CHECK(shown.document.selection() == "process/order/task/price");
    CHECK(findStep(shown.process("order"), StepId("price"))->touch->text() == "2 hour");
}

TEST_CASE("a map is made no smaller than to be seen whole, and what it holds stands under its name") {
    ShownMap shown(transit());
    for (int i = 0; i < 40; ++i)
        shown.canvas().zoomBy(0.8);
    const QSizeF map = shown.canvas().layout().size() * shown.canvas().zoom();
    CHECK((map.width() > 0.3 * shown.canvas().width() || map.height() > 0.3 * shown.canvas().height()));
    shown.page.resize(1800, 900);
    QCoreApplication::processEvents();
    const QWidget *choice = nullptr, *subtitle = nullptr;
    for (const QWidget* each : shown.page.findChildren<QWidget*>()) {
        if (each->accessibleName() == u"Process that is shown"_s)
            choice = each;
        if (const auto* label = qobject_cast<const QLabel*>(each); label && label->text().startsWith(u"under "_s))
            subtitle = each;
    }
    REQUIRE((choice && subtitle));
    CHECK(std::abs(subtitle->mapTo(&shown.page, QPoint()).x() - choice->mapTo(&shown.page, QPoint()).x()) <= 10);
}

TEST_CASE("while a way is drawn by keys letters find its end, and are no commands") {
    ShownMap shown(transit());
    shown.select("process/restore/task/T1");
    const auto done = shown.document.editsDone();
    shown.key(Qt::Key_L);
    CHECK(shown.canvas().noted().contains(u"A way from"_s));
    for (const Qt::Key key :
         {Qt::Key_G, Qt::Key_P, Qt::Key_E, Qt::Key_T, Qt::Key_W, Qt::Key_Exclam, Qt::Key_F2, Qt::Key_Delete})
        shown.key(key);
    shown.key(Qt::Key_V, Qt::ControlModifier);
    CHECK(shown.document.editsDone() == done);
    CHECK_FALSE(shown.canvas().nameField().isVisible());
    CHECK(shown.canvas().noted().contains(u"No other step is called"_s));
    for (int i = 0; i < 6; ++i)
        shown.key(Qt::Key_Backspace);
    QTest::keyClicks(&shown.canvas(), u"test"_s);
    CHECK(shown.canvas().selected() == std::vector<MapPart>{{MapPart::Kind::task, "T9"}});
    CHECK(shown.canvas().noted().contains(u"“test” Enter: Draw"_s));
    shown.key(Qt::Key_Return);
    CHECK(shown.document.editsDone() == done + 1);
    const Flow drawn = shown.process("restore").flows.back();
    CHECK(drawn.from == StepId("T1"));
    CHECK(drawn.to == StepId("T9"));
    // Esc leaves it, and letters are commands again.
    QTest::keyClick(shown.canvas().nameField().field(), Qt::Key_Escape);
    shown.select("process/restore/task/T1");
    shown.key(Qt::Key_L);
    shown.key(Qt::Key_Escape);
    shown.key(Qt::Key_T);
    CHECK(shown.canvas().nameField().isVisible());
}

TEST_CASE("the map counts steps, parts and people in words that fit the number") {
    ShownMap shown(with(transit(), group("qa", "Quality", "1", "50 USD/hour")));
    shown.select("process/restore/task/T9");
    shown.key(Qt::Key_C, Qt::ControlModifier);
    CHECK(shown.canvas().noted().replace(QChar::Nbsp, u' ') == u"1 step copied"_s);
    shown.document.selectAll({"process/restore/task/T9", "process/restore/task/T10"});
    shown.key(Qt::Key_C, Qt::ControlModifier);
    CHECK(shown.canvas().noted().replace(QChar::Nbsp, u' ') == u"2 steps copied"_s);
    shown.key(Qt::Key_T);
    CHECK(shown.canvas().nameField().hint().replace(QChar::Nbsp, u' ').contains(u"2 parts"_s));
    QTest::keyClick(shown.canvas().nameField().field(), Qt::Key_Escape);
    Lane lane;
    lane.name = "Quality";
    const auto edit = addLane(shown.document.model(), ProcessId("restore"), lane);
    need(shown.document.apply(edit).map([] { return 0; }));
    const LaneId added = shown.process("restore").lanes.back().id;
    CHECK(shown.canvas().content().laneSize(added) == u"1 person"_s);
}

TEST_CASE("a gateway without a name is called by its kind and its neighbour, on the map and where it is in the way") {
    Model model = after(transit(), addProcess(transit(), MetricId("O3"), "Repair"));
    const ProcessId repair("repair");
    Step look, gate, ask;
    look.name = "Look";
    ask.name = "Ask";
    gate.kind = StepKind::exclusive;
    model = after(model, addStepAfter(model, repair, StepId("start"), look));
    model = after(model, addStepAfter(model, repair, StepId("look"), gate));
    model = after(model, addBranch(model, repair, StepId("exclusive"), ask));
    model = after(model, setField(model, {Process::kind, "repair"}, "arrivals", "5 bus/month"));
    Process broken = *model.processes().find(repair);
    for (Flow& flow : broken.flows)
        flow.share.reset();
    ShownMap shown(with(model, broken));
    shown.select("process/repair/task/exclusive");
    CHECK(shown.canvas().accessibleDescription().contains(u"the gateway after Look"_s));
    REQUIRE(QTest::qWaitFor([&] { return !shown.page.measurer().failure().isEmpty(); }, 30000));
    const QString why = shown.page.findChild<MeasuresStrip*>()->lines().value(0);
    CHECK(why.contains(u"the gateway after Look"_s));
    CHECK(shown.page.times().queues().accessibleDescription().contains(why)); // not that it will be simulated
    CHECK_FALSE(why.contains(u"process/"_s));
    CHECK_FALSE(why.contains(u"exclusive"_s));
    shown.key(Qt::Key_Exclam);
    CHECK_FALSE(shown.canvas().nameField().isVisible());
}
