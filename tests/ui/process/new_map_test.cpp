// SPDX-License-Identifier: GPL-3.0-or-later
// What a map says while there is little in it: how to begin, what keeps it from being measured, and how grave that is.
#include "core/model/map_edits.h"
#include "tests/ui/process/shown_map.h"
#include "tests/ui/qt_strings.h"
#include "ui/cascade/pointer_note.h"
#include "ui/process/ledger_panel.h"
#include "ui/process/times_panel.h"

#include <QApplication>
#include <QImage>
#include <QMouseEvent>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("the sign of what keeps a map from being measured is that of its gravest problem, none where it has none") {
    ShownMap shown(after(transit(), addProcess(transit(), {}, "Repair")));
    auto& strip = *shown.page.findChild<MeasuresStrip*>();
    shown.select("process/repair");
    REQUIRE(QTest::qWaitFor([&] { return !shown.page.measurer().failure().isEmpty(); }, 30000));
    CHECK(strip.lines().value(0).contains(u"arrivals"_s));
    CHECK_FALSE(strip.gravest());
    const QImage bare = strip.grab().toImage();
    const Problem note{Severity::note, "process/repair/task/start", "It is a note.", "Read it.", {}};
    const Problem error{Severity::error, "process/restore/task/T1", "It is of another map.", "Mend it.", {}};
    shown.document.setProblems({note, error});
    CHECK(strip.gravest() == Severity::note);
    CHECK(strip.grab().toImage() != bare);
    Problem warning = note;
    warning.severity = Severity::warning;
    shown.document.setProblems({note, warning, error});
    CHECK(strip.gravest() == Severity::warning);
    shown.select("process/restore");
    CHECK(strip.gravest() == Severity::error);
    shown.document.setProblems({});
    CHECK_FALSE(strip.gravest());
}

TEST_CASE("what is said at the lower edge of a map leaves its first words free") {
    ShownMap shown(after(Model(), addProcess(Model(), {}, "Answer a call")));
    const auto& note = *shown.canvas().findChild<PointerNote*>();
    const QRect alone = shown.canvas().firstStepsArea();
    CHECK(shown.canvas().viewport()->rect().contains(alone));
    shown.select("process/answer-a-call/lane/lane");
    shown.key(Qt::Key_F2);
    shown.canvas().nameField().field()->selectAll();
    shown.type(u"Front desk"_s);
    REQUIRE(shown.canvas().noted().contains(u"Front desk is a new group"_s));
    CHECK(note.geometry().intersects(alone)); // as it was
    const QRect beside = shown.canvas().firstStepsArea();
    CHECK_FALSE(note.geometry().intersects(beside));
    CHECK(shown.canvas().viewport()->rect().contains(beside));
    need(shown.document.undo().map([] { return 0; }));
    CHECK(shown.canvas().firstStepsArea() == alone);
}

TEST_CASE("each view of a map is turned to, and takes the keys") {
    ShownMap shown(transit());
    shown.page.turnTo(ProcessPage::View::exceptions);
    CHECK(shown.page.findChild<LedgerPanel*>()->isVisible());
    CHECK_FALSE(shown.canvas().isVisible());
    CHECK(shown.page.focusWidget() != &shown.canvas());
    shown.page.turnTo(ProcessPage::View::times);
    CHECK(shown.page.times().isVisible());
    CHECK(shown.page.focusWidget() != &shown.canvas());
    shown.page.turnTo(ProcessPage::View::map);
    CHECK(shown.canvas().isVisible());
    CHECK(shown.page.focusWidget() == &shown.canvas());
}

TEST_CASE("steps that are dragged say in each lane what their drop does, and anew in the next drag") {
    Process pair;
    pair.id = ProcessId("pair");
    pair.name = "Pair";
    for (const char* id : {"above", "below"})
        pair.lanes.push_back(Lane{LaneId(id), id, {}});
    pair.steps = {task("t0", "One", "", "1 hour"), task("t1", "Two", "", "1 hour")};
    pair.steps[0].lane = LaneId("above");
    pair.steps[1].lane = LaneId("below");
    pair.flows.push_back(flow("t0", "t1"));
    ShownMap shown(with(Model(), pair));
    QWidget* view = shown.canvas().viewport();
    const QPoint one = shown.at("t0"), two = shown.at("t1");
    const auto moveTo = [&](const QPoint& to) {
        QMouseEvent moved(QEvent::MouseMove, to, view->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view, &moved);
    };
    QTest::mousePress(view, Qt::LeftButton, Qt::NoModifier, one);
    moveTo({one.x() + 30, two.y()});
    CHECK(shown.canvas().noted() == u"Move to below"_s);
    moveTo({one.x() + 40, one.y()});
    CHECK(shown.canvas().noted() == u"Move to above"_s);
    QTest::mouseRelease(view, Qt::LeftButton, Qt::NoModifier, {one.x() + 40, one.y()});
    QTest::mousePress(view, Qt::LeftButton, Qt::NoModifier, two);
    moveTo({two.x() + 40, one.y()});
    CHECK(shown.canvas().noted() == u"Move to above"_s);
    QTest::mouseRelease(view, Qt::LeftButton, Qt::NoModifier, {two.x() + 40, one.y()});
}

TEST_CASE("a new map hangs under the only metric that may have one, or under one that is chosen where it is named") {
    const Metric orders = influence("orders", "Orders", "order/month", "100");
    ShownMap one(with(with(Model(), group("legal", "Legal", "3", "50 USD/hour")), orders));
    one.command(u"Map another process"_s)->trigger();
    QLineEdit* field = one.page.nameField().field();
    CHECK(one.page.nameField().hint().contains(u"Under Orders"_s));
    QTest::keyClicks(field, u"Sell"_s);
    CHECK(one.page.nameField().hint().contains(u"Add process Sell under Orders"_s));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(one.process("sell").metric == MetricId("orders"));
    REQUIRE(one.process("sell").lanes.size() == 1);
    CHECK(one.process("sell").lanes[0].group.empty()); // whose it is nobody has said
    CHECK(one.process("sell").lanes[0].name == "Who does it");

    ShownMap several(with(one.document.model(), influence("calls", "Calls", "call/month", "100")));
    several.document.select(std::string_view());
    several.command(u"Map another process"_s)->trigger();
    field = several.page.nameField().field();
    CHECK(several.page.nameField().hint().contains(u"Under which metric?"_s));
    QTest::keyClicks(field, u"Answer"_s);
    CHECK(several.page.nameField().hint().contains(u"under no metric"_s));
    QTest::keyClick(field, Qt::Key_Down);
    CHECK(several.page.nameField().hint().contains(u"Answer under Calls"_s));
    QTest::keyClick(field, Qt::Key_Down);
    CHECK(several.page.nameField().hint().contains(u"Answer under Orders"_s));
    QTest::keyClick(field, Qt::Key_Down); // none, and back
    CHECK(several.page.nameField().hint().contains(u"under no metric"_s));
    QTest::keyClick(field, Qt::Key_Up);
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(several.process("answer").metric == MetricId("orders"));
}
