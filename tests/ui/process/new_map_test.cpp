// SPDX-License-Identifier: GPL-3.0-or-later
// What a map says while there is little in it: how to begin, what keeps it from being measured, and how grave that is.
#include "core/model/map_edits.h"
#include "tests/ui/process/shown_map.h"
#include "tests/ui/qt_strings.h"
#include "ui/cascade/pointer_note.h"
#include "ui/process/ledger_panel.h"
#include "ui/process/times_panel.h"

#include <QApplication>
#include <QElapsedTimer>
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
    shown.page.turnTo(ProcessPage::View::times);
    CHECK(shown.page.times().isVisible());
    shown.page.turnTo(ProcessPage::View::map);
    CHECK(shown.canvas().isVisible());
    CHECK(shown.page.focusWidget() == &shown.canvas());
}

TEST_CASE("a large map that is dragged whole is worked out once for each lane, not for each move") {
    constexpr int steps = 1500;
    Process chain;
    chain.id = ProcessId("chain");
    chain.name = "Chain";
    for (const char* id : {"above", "below"})
        chain.lanes.push_back(Lane{LaneId(id), id, {}});
    for (int i = 0; i < steps; ++i) {
        Step each = task("t" + std::to_string(i), "Step " + std::to_string(i), "", "1 hour");
        each.lane = LaneId("above");
        chain.steps.push_back(each);
        if (i > 0)
            chain.flows.push_back(flow("t" + std::to_string(i - 1), each.id.text));
    }
    ShownMap shown(with(Model(), chain));
    std::vector<StepId> all;
    for (const Step& step : chain.steps)
        all.push_back(step.id);
    shown.canvas().selectEverything();
    QElapsedTimer time;
    time.start();
    CHECK(moveToLane(shown.document.model(), chain.id, all, LaneId("below")));
    const qint64 once = time.nsecsElapsed();
    const QPoint from = shown.at("t1499"); // which is in sight
    REQUIRE(shown.canvas().viewport()->rect().contains(from));
    QWidget* view = shown.canvas().viewport();
    QTest::mousePress(view, Qt::LeftButton, Qt::NoModifier, from);
    const auto moveTo = [&](const QPoint& to) {
        QMouseEvent moved(QEvent::MouseMove, to, view->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view, &moved);
    };
    moveTo(from - QPoint(30, 0));
    CHECK(shown.canvas().noted() == u"Move to above"_s);
    constexpr int moves = 60;
    time.start();
    for (int i = 0; i < moves; ++i)
        moveTo(from - QPoint(30 + i, i % 2));
    CHECK(time.nsecsElapsed() < moves * once / 4);
    QTest::mouseRelease(view, Qt::LeftButton, Qt::NoModifier, from - QPoint(40, 0));
}
