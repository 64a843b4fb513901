// SPDX-License-Identifier: GPL-3.0-or-later
// The process page by real events: a map drawn by keys, parts moved by the mouse, measures that follow.
#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "tests/core/engine/correction_models.h"
#include "tests/ui/process/shown_map.h"
#include "ui/charts/lines_chart.h"
#include "ui/charts/rows_chart.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/part_row.h"
#include "ui/look/number_words.h"
#include "ui/look/segmented_control.h"
#include "ui/process/map_canvas.h"
#include "ui/process/measures_strip.h"
#include "ui/process/play_bar.h"
#include "ui/process/times_panel.h"
#include "ui/qt_text.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSlider>
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("a map is drawn by keys alone: steps, a branch, an exception, a way back, lanes") {
    Model model = after(transit(), addProcess(transit(), MetricId("O3"), "Repair"));
    ShownMap shown(model);
    shown.select("process/repair/task/start");
    shown.key(Qt::Key_Tab);
    shown.type(u"Look at it 1 hour"_s);
    shown.key(Qt::Key_Tab);
    shown.type(u"Mend it 2/3/5 hour"_s);
    const auto flows = [&] {
        std::string text;
        for (const Flow& flow : shown.process("repair").flows)
            text += flow.from.text + ">" + flow.to.text + " ";
        return text;
    };
    CHECK(flows() == "start>look-at-it look-at-it>mend-it mend-it>end ");
    CHECK(findStep(shown.process("repair"), StepId("mend-it"))->touch->text() == "2/3/5 hour");
    CHECK(shown.document.selection() == "process/repair/task/mend-it");
    shown.key(Qt::Key_Left);
    CHECK(shown.document.selection() == "process/repair/task/look-at-it");
    shown.key(Qt::Key_Return);
    shown.type(u"Ask somebody"_s);
    CHECK(shown.process("repair").flows.size() == 5);
    shown.select("process/repair/task/mend-it");
    shown.key(Qt::Key_Exclam);
    shown.type(u"Part missing"_s);
    REQUIRE(shown.process("repair").exceptions.size() == 1);
    CHECK(shown.process("repair").exceptions[0].step == StepId("mend-it"));
    shown.select("process/repair/task/mend-it");
    shown.key(Qt::Key_G);
    CHECK(shown.process("repair").steps.size() == 6);
    shown.key(Qt::Key_L);
    shown.select("process/repair/task/look-at-it");
    shown.key(Qt::Key_Return);
    CHECK(flows().find("exclusive>look-at-it") != std::string::npos);
    shown.select("process/repair/task/ask-somebody");
    shown.key(Qt::Key_F2);
    shown.canvas().nameField().field()->selectAll();
    shown.type(u"Ask an expert"_s);
    CHECK(findStep(shown.process("repair"), StepId("ask-somebody"))->name == "Ask an expert");
    shown.key(Qt::Key_Delete);
    CHECK_FALSE(findStep(shown.process("repair"), StepId("ask-somebody")));
    CHECK(shown.document.selection() == "process/repair/task/look-at-it"); // so that one can go on
    const auto done = shown.document.editsDone();
    need(shown.document.undo().map([] { return 0; }));
    CHECK(findStep(shown.process("repair"), StepId("ask-somebody")));
    CHECK(shown.document.editsDone() == done - 1);
}

TEST_CASE("steps are copied, pasted and moved to the next lane by keys") {
    ShownMap shown(transit());
    shown.select("process/restore/task/T9");
    shown.key(Qt::Key_C, Qt::ControlModifier);
    shown.select("process/restore/task/T10");
    shown.key(Qt::Key_V, Qt::ControlModifier);
    CHECK(findStep(shown.process("restore"), StepId("test-and-inspect")));
    shown.key(Qt::Key_Down, Qt::AltModifier);
    CHECK(findStep(shown.process("restore"), StepId("test-and-inspect"))->lane == LaneId("pt"));
    shown.key(Qt::Key_Up, Qt::AltModifier);
    shown.key(Qt::Key_Up, Qt::AltModifier);
    CHECK(findStep(shown.process("restore"), StepId("test-and-inspect"))->lane == LaneId("mt"));
    CHECK(shown.canvas().noted().contains(u"no lane above"_s));
    shown.key(Qt::Key_A, Qt::ControlModifier);
    CHECK(shown.canvas().selected().size() == shown.process("restore").steps.size());
    shown.key(Qt::Key_Escape);
    CHECK(shown.canvas().selected().empty());
}

TEST_CASE("the mouse selects, moves a step to another lane and draws a way") {
    ShownMap shown(transit());
    QWidget* view = shown.canvas().viewport();
    QTest::mouseClick(view, Qt::LeftButton, Qt::NoModifier, shown.at("T2"));
    CHECK(shown.document.selection() == "process/restore/task/T2");
    QTest::mouseClick(view, Qt::LeftButton, Qt::ControlModifier, shown.at("T3"));
    CHECK(shown.canvas().selected().size() == 2);
    QTest::mouseClick(view, Qt::LeftButton, Qt::NoModifier, shown.at("T2"));
    const QRectF lane = shown.canvas().onScreen(shown.canvas().layout().areaOf({MapPart::Kind::lane, "pr"}));
    shown.drag(shown.at("T2"), QPoint(shown.at("T2").x(), static_cast<int>(lane.center().y())));
    CHECK(findStep(shown.process("restore"), StepId("T2"))->lane == LaneId("pr"));
    const QRectF from = shown.canvas().onScreen(shown.canvas().layout().find(StepId("T1"))->box);
    const size_t before = shown.process("restore").flows.size();
    shown.drag(QPoint(static_cast<int>(from.right()) - 3, static_cast<int>(from.center().y())), shown.at("T3"));
    CHECK(shown.process("restore").flows.size() == before + 1);
    CHECK(shown.process("restore").flows.back().from == StepId("T1"));
    CHECK(shown.process("restore").flows.back().to == StepId("T3"));
}

TEST_CASE("a straight way is selected and deleted, and another file with the same process is drawn anew") {
    ShownMap shown(transit());
    const QRectF from = shown.canvas().layout().find(StepId("T1"))->box,
                 to = shown.canvas().layout().find(StepId("T2"))->box;
    const QPointF middle(0.5 * (from.right() + to.left()), from.center().y());
    QTest::mouseClick(shown.canvas().viewport(), Qt::LeftButton, Qt::NoModifier,
                      shown.canvas().onScreen(QRectF(middle, QSizeF(0, 0))).topLeft().toPoint());
    REQUIRE(shown.canvas().selected().size() == 1);
    CHECK(shown.canvas().selected()[0] == MapPart{MapPart::Kind::flow, "T1-T2"});
    const size_t flows = shown.process("restore").flows.size();
    shown.key(Qt::Key_Delete);
    CHECK(shown.process("restore").flows.size() == flows - 1);
    // The same process in another file has other steps.
    const Model other = after(transit(), eraseParts(transit(), ProcessId("restore"), {{MapPart::Kind::task, "T2"}}));
    need(shown.document.create(other).map([] { return 0; }));
    CHECK_FALSE(shown.canvas().layout().find(StepId("T2")));
    CHECK(shown.canvas().layout().steps().size() == shown.process("restore").steps.size());
}

TEST_CASE("measures stand under the map, follow an edit and compare with business as usual") {
    ShownMap shown(transit());
    shown.document.setScenario(ScenarioId("parts-exchange"));
    shown.document.setPeriod(60);
    const QStringList lines = shown.measured();
    REQUIRE(lines.size() > 8);
    CHECK(lines[0].contains(u"h per breakdown"_s));
    REQUIRE(QTest::qWaitFor(
        [&] { return shown.page.findChild<MeasuresStrip*>()->lines().value(1).contains(u"as usual"_s); }, 30000));
    const double was = shown.page.measurer().measures()->cycleTime;
    need(shown.document.apply(setField(shown.document.model(), {Process::kind, "restore"}, "task/T8/touch", "7 hour"))
             .map([] { return 0; }));
    REQUIRE(QTest::qWaitFor([&] { return shown.page.measurer().measures()->cycleTime > was + 0.5; }, 30000));
    // Once the hand rests it is simulated, too.
    REQUIRE(QTest::qWaitFor(
        [&] { return shown.page.findChild<MeasuresStrip*>()->lines().value(1).contains(u"simulated"_s); }, 20000));
    CHECK(shown.canvas().content().step(StepId("T8")).touch == u"7\u00A0h"_s);
    CHECK(shown.canvas().content().way({MapPart::Kind::exception, "E1"}).share == u"15\u00A0%"_s);
}

TEST_CASE("the inspector opens the part that is selected in the map, and leaves the keyboard there") {
    ShownMap shown(transit());
    Inspector inspector(shown.document);
    inspector.show();
    REQUIRE(QTest::qWaitForWindowExposed(&inspector));
    shown.page.activateWindow();
    shown.canvas().setFocus();
    shown.select("process/restore/task/T8");
    QWidget* const focus = QApplication::focusWidget();
    CHECK((!focus || !inspector.isAncestorOf(focus)));
    const auto open = [&] {
        QStringList keys;
        for (const PartRow* part : inspector.findChildren<PartRow*>())
            if (part->isOpen())
                keys << part->key();
        return keys;
    };
    CHECK(open() == QStringList{u"task/T8"_s});
    shown.select("process/restore/exception/E1");
    CHECK(open() == QStringList{u"exception/E1"_s});
    shown.select("process/restore/task/T8/touch"); // a field takes the keyboard
    CHECK(open().contains(u"task/T8"_s));
}

TEST_CASE("the map of what is in a step opens from the menu, where the step came as a sub-process") {
    Model model = after(Model(), addProcess(Model(), MetricId(), "Repair"));
    Process whole = *model.processes().begin();
    Process inside = whole;
    const Drawing drawing{DrawingId("d"), "File", {}};
    whole.origin = {drawing.id, "p"};
    inside.id = ProcessId("inside");
    inside.name = "Repair: Mend";
    inside.origin = {drawing.id, "end"};
    ShownMap shown(apply(model, {"", "", {put(drawing), put(whole), put(inside)}}).model);
    QAction* open = shown.command(u"Open the map of what is in it"_s);
    shown.select("process/repair/task/start");
    CHECK_FALSE(open->isEnabled());
    shown.select("process/repair/task/end");
    REQUIRE(open->isEnabled());
    open->trigger();
    CHECK(shown.page.shownProcess() == ProcessId("inside"));
}

TEST_CASE("a map that cannot be measured says why, and an empty model says how to begin") {
    ShownMap shown(after(transit(), addProcess(transit(), MetricId("O3"), "Repair")));
    shown.select("process/repair");
    REQUIRE(QTest::qWaitFor([&] { return !shown.page.measurer().failure().isEmpty(); }, 30000));
    CHECK(shown.page.findChild<MeasuresStrip*>()->lines().value(0).contains(u"arrivals"_s));
    const auto* choice = shown.page.findChild<QComboBox*>();
    REQUIRE(choice);
    CHECK(choice->count() == 2);
    CHECK(choice->currentText() == u"Repair"_s);

    ShownMap empty{Model()};
    QPushButton* offered = nullptr;
    for (QPushButton* button : empty.page.findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == u"Map a process"_s)
            offered = button;
    REQUIRE(offered);
    const QPoint place = offered->pos();
    offered->click();
    CHECK_FALSE(offered->isVisible());                             // behind the field for the name, which is smaller
    for (QLineEdit* field : empty.page.findChildren<QLineEdit*>()) // the map has a field of its own
        if (field->isVisible())
            QTest::keyClick(field, Qt::Key_Escape);
    CHECK(offered->isVisible());
    CHECK(offered->pos() == place);
}

TEST_CASE("what has no time or share of its own is not offered to be tracked as a metric") {
    ShownMap shown(transit());
    const QAction* track = shown.command(u"Track its time as a metric"_s);
    shown.select("process/restore/task/T8");
    CHECK(track->isEnabled());
    for (const Step& step : shown.process("restore").steps)
        if (step.kind == StepKind::end) {
            shown.select("process/restore/task/" + step.id.text);
            CHECK_FALSE(track->isEnabled());
        }
}

TEST_CASE("nothing in the head of the page lies on another part of it, in the widths of large texts too") {
    for (const char* id : {"transit", "call-centre", "special-terms"}) {
        ShownMap shown(need(modelFromTemplate(id)));
        for (const int width : {1344, 1036, 720, 640, 420, 380}) {
            INFO(id << " in " << width);
            shown.page.resize(width, 500);
            QTest::qWait(30);
            QList<QWidget*> parts;
            for (SegmentedControl* each : shown.page.findChildren<SegmentedControl*>())
                parts << each;
            for (QComboBox* each : shown.page.findChildren<QComboBox*>())
                parts << each;
            parts.removeIf([](const QWidget* each) { return !each->isVisible(); });
            CHECK(parts.size() >= 2);
            const auto place = [&](const QWidget* each) {
                return QRect(each->mapTo(&shown.page, QPoint()), each->size());
            };
            for (qsizetype i = 0; i < parts.size(); ++i) {
                CHECK(shown.page.rect().contains(place(parts[i])));
                CHECK(parts[i]->width() >= parts[i]->minimumSizeHint().width());
                for (qsizetype k = i + 1; k < parts.size(); ++k)
                    CHECK_FALSE(place(parts[i]).intersects(place(parts[k])));
            }
        }
    }
}

TEST_CASE("a speed is offered once there is something to play, and stays while the map is measured again") {
    PlayBar bar;
    bar.resize(800, bar.height());
    bar.show();
    CHECK_FALSE(bar.speeds().isVisible()); // an empty choice
    bar.setSpan(0, 100, 8, TimeWords());
    CHECK(bar.speeds().isVisible());
    bar.setSpan(0, 0, 0, {});
    CHECK(bar.speeds().isVisible());
    CHECK_FALSE(bar.speeds().isEnabled());
}

TEST_CASE("cases play on the map by the Space key, at a speed that is chosen, and stop where another view is wanted") {
    ShownMap shown(transit());
    REQUIRE(QTest::qWaitFor([&] { return shown.page.playBar().hasSpan(); }, 30000));
    CHECK(shown.canvas().tokens().isEmpty());
    const double from = shown.page.playBar().time();
    QSlider* const slider = shown.page.playBar().findChild<QSlider*>();
    CHECK(slider->value() == slider->minimum()); // from the beginning
    CHECK(shown.page.playBar().findChild<QLabel*>()->text().startsWith(u"day 1,"_s));
    shown.key(Qt::Key_Space);
    CHECK_FALSE(shown.canvas().tokens().isEmpty()); // cases are in the map at once
    CHECK(shown.page.playBar().isPlaying());
    REQUIRE(QTest::qWaitFor([&] { return shown.page.playBar().time() > from && !shown.canvas().tokens().isEmpty(); },
                            30000));
    shown.key(Qt::Key_Space);
    CHECK_FALSE(shown.page.playBar().isPlaying());
    CHECK_FALSE(shown.canvas().tokens().isEmpty()); // they stand still
    QComboBox& speeds = shown.page.playBar().speeds();
    REQUIRE(speeds.count() == 5);
    double slower = 0;
    for (int index = 0; index < speeds.count(); ++index) {
        speeds.setCurrentIndex(index);
        CHECK(shown.page.playBar().speed() > slower);
        slower = shown.page.playBar().speed();
    }
    shown.page.playBar().setTime(1e9);
    CHECK(shown.page.playBar().time() < 1e9);
    const auto controls = shown.page.findChildren<SegmentedControl*>();
    const auto view = std::ranges::find_if(controls, [](const SegmentedControl* each) {
        return each->accessibleName().startsWith(u"The map"_s); // or what else the page shows
    });
    REQUIRE(view != controls.end());
    (*view)->setFocus();
    QTest::keyClick(*view, Qt::Key_Right);
    CHECK(shown.canvas().tokens().isEmpty());
}

TEST_CASE("the times of cases, the queues, and before and after stand side by side") {
    ShownMap shown(transit());
    shown.document.setScenario(ScenarioId("parts-exchange"));
    shown.document.setPeriod(60);
    REQUIRE(QTest::qWaitFor(
        [&] {
            const ProcessMeasures* usual = shown.page.measurer().usual();
            return usual && usual->simulated;
        },
        30000));
    const LinesSeries& times = shown.page.times().cycleTimes().data();
    REQUIRE(times.lines.size() == 2);
    for (const LinesSeries::Line& line : times.lines) {
        CHECK(std::is_sorted(line.y.begin(), line.y.end()));
        CHECK(line.y.first() == 0);
        CHECK(line.y.last() >= 98);
    }
    // Half of the cases are done at the half: the first replication is one of those that the mark is the mean of.
    const ProcessMeasures& now = *shown.page.measurer().measures();
    const auto at = std::lower_bound(times.x.begin(), times.x.end(), now.simulated->p50.mean) - times.x.begin();
    CHECK(times.lines[1].y[at] == Approx(50).margin(6));
    const LinesSeries& queues = shown.page.times().queues().data();
    // Each pool as usual, dashed, and with the scenario.
    REQUIRE(queues.lines.size() == 2 * static_cast<qsizetype>(now.process.pools.size()));
    CHECK(queues.hint.contains(u"dashed: business as usual"_s));
    CHECK(queues.xUnit == u"weeks"_s);
    for (qsizetype pool = 0; pool < queues.lines.size() / 2; ++pool) {
        CHECK(queues.lines[2 * pool].look == LinesSeries::Look::groupUsual);
        CHECK(queues.lines[2 * pool].name == queues.lines[2 * pool + 1].name + u", as usual"_s);
        const QVector<double>& lengths = queues.lines[2 * pool + 1].y;
        const double mean = std::accumulate(lengths.begin(), lengths.end(), 0.0) / static_cast<double>(lengths.size());
        const SimulatedMean& wanted = now.simulated->pools[static_cast<size_t>(pool)].queueLength;
        CHECK(std::abs(mean - wanted.mean) < 0.3 * wanted.mean + 0.1);
    }
    const auto rows = shown.page.times().rows();
    REQUIRE(rows.size() == 9 + static_cast<qsizetype>(now.process.pools.size()));
    CHECK(rows[0][0] == u"Mean time of one breakdown"_s);
    CHECK(rows[0][1].contains(u"±"_s));
    CHECK(rows[0][3].startsWith(QChar(0x2212)));
    // A value and its error end at the same digit, so that a difference is that of the values.
    for (const auto& row : rows)
        for (qsizetype column = 1; column < 4; ++column) {
            static const QRegularExpression known(u"([\\d,.]+) ± ([\\d,.]+)"_s);
            const auto found = known.match(row[column]);
            if (!found.hasMatch())
                continue;
            INFO(row[column].toStdString());
            const auto decimals = [](const QString& number) {
                return number.contains(u'.') ? number.size() - number.indexOf(u'.') - 1 : 0;
            };
            CHECK(decimals(found.captured(1)) == decimals(found.captured(2)));
        }
    CHECK(shown.page.times().queues().csv().count(u'\n') >= 150);
}

TEST_CASE("what keeps a map from being measured leads to its place") {
    Process process = *transit().processes().find(ProcessId("restore"));
    process.arrivals.reset();
    ShownMap shown(with(transit(), std::move(process)));
    auto* strip = shown.page.findChild<MeasuresStrip*>();
    REQUIRE(QTest::qWaitFor([&] { return strip->lines().value(0).contains(u"has no arrivals"_s); }, 30000));
    QSignalSpy wanted(&shown.page, &ProcessPage::inspectorWanted);
    auto* link = strip->findChild<QPushButton*>();
    REQUIRE(link->isVisible());
    CHECK(strip->rect().contains(link->geometry()));
    link->setFocus();
    QTest::keyClick(link, Qt::Key_Return);
    CHECK(shown.document.selections() == std::vector<std::string>{"process/restore/arrivals"});
    CHECK(wanted.size() == 1);
}

TEST_CASE("what keeps a map from being measured and has no place leads nowhere") {
    MeasuresStrip strip;
    const auto* link = strip.findChild<QPushButton*>();
    strip.resize(800, strip.height());
    strip.show(nullptr, nullptr, u"USD"_s, u"Restore has no arrivals."_s, "process/restore/arrivals");
    CHECK_FALSE(link->isHidden());
    strip.show(nullptr, nullptr, u"USD"_s, u"It was stopped."_s);
    CHECK(link->isHidden());
    QTest::mouseMove(&strip, QPoint(80, 26));
    CHECK(strip.cursor().shape() == Qt::ArrowCursor);
}

TEST_CASE("of a case that never ends no parts are told") {
    ProcessMeasures measures;
    measures.noun = "case";
    measures.cycleTime = INFINITY;
    measures.touch = 1;
    measures.waiting = INFINITY;
    measures.process.pools = {pool("crew", "mt", "2")};
    measures.utilisation[PoolId("crew")] = 1.2;
    MeasuresStrip strip;
    strip.show(&measures, nullptr, u"USD"_s, {});
    CHECK(strip.lines().value(0) == u"Cases pile up without end"_s);
    CHECK(strip.lines().filter(u"work "_s).size() == 1); // of the pool's, in the remark
}

TEST_CASE("only what tells from chance is said against the formulas, and nothing against exact ones") {
    ProcessMeasures measures;
    measures.noun = "case";
    measures.cycleTime = 20;
    measures.simulated.emplace();
    measures.simulated->cases = 60'000;
    for (SimulatedMean* mean : {&measures.simulated->cycleTime, &measures.simulated->p50, &measures.simulated->p90})
        *mean = {.mean = 15.7, .standardError = 1.8, .replications = 10, .values = {}};
    MeasuresStrip strip;
    const auto remark = [&] {
        strip.show(&measures, nullptr, u"USD"_s, {});
        return strip.lines().value(1);
    };
    CHECK(remark().contains(u"too short a simulation to tell"_s));
    CHECK(remark().contains(u"cases, formulas 1.27 of it"_s));
    measures.isExact = true;
    CHECK(remark().contains(u"the formulas are exact here; simulated"_s));
    CHECK_FALSE(remark().contains(u"off by"_s));
    measures.isExact = false;
    measures.simulated->cycleTime.standardError = 0.2;
    CHECK(remark().contains(u"the formulas are off by"_s));
}

TEST_CASE("the page says whether its waits are simulated or the formulas', and they sum to its cycle time") {
    ShownMap shown(urgentDesk());
    shown.document.setScenario(ScenarioId("plan"));
    shown.document.setPeriod(12);
    const auto by = [&] {
        const QStringList lines = shown.page.findChild<MeasuresStrip*>()->lines();
        const auto found = std::ranges::find_if(lines, [](const QString& line) { return line.startsWith(u"Waits"_s); });
        return found == lines.end() ? QString() : *found;
    };
    shown.measured();
    CHECK(by() == u"Waits and busy shares: by corrected formulas"_s);
    CHECK(shown.canvas().content().heat().range().startsWith(u"by corrected formulas, "_s));
    REQUIRE(QTest::qWaitFor([&] { return by().endsWith(u"simulated"_s); }, 60000));
    CHECK(shown.canvas().content().heat().range().startsWith(u"simulated, "_s));
    for (const ProcessMeasures* measures : {shown.page.measurer().measures(), shown.page.measurer().usual()}) {
        REQUIRE(measures);
        CHECK(measures->areWaitsSimulated);
        double time = 0;
        for (const auto& [id, part] : measures->tasks)
            time += part.timePerCase();
        for (const auto& [id, part] : measures->flows)
            time += part.perCase * part.delay;
        CHECK(time == Approx(measures->cycleTime));
    }
    // The strip's own parts: work, waiting and delays.
    const QStringList lines = shown.page.findChild<MeasuresStrip*>()->lines();
    CHECK(lines[1].contains(u"cases"_s));
    CHECK(lines[1].contains(u"leave before their work"_s));
    const QString now = shown.canvas().content().step(StepId("now")).waiting,
                  later = shown.canvas().content().step(StepId("later")).waiting;
    CHECK(now.split(QChar(0xa0)).first().toDouble() < later.split(QChar(0xa0)).first().toDouble());
    // An edit is measured by the formulas at once.
    need(shown.document.apply(setField(shown.document.model(), {Process::kind, "p"}, "task/now/touch", "0.9 hour"))
             .map([] { return 0; }));
    REQUIRE(QTest::qWaitFor([&] { return by().endsWith(u"by corrected formulas"_s); }, 60000));
}

TEST_CASE("a pool that works on after its shifts says why its busy share is not its load") {
    ProcessMeasures measures;
    measures.noun = "call";
    measures.cycleTime = 1;
    Pool desk;
    desk.id = PoolId("desk");
    desk.name = "Desk";
    Pool night = desk;
    night.id = PoolId("night");
    night.name = "Night";
    desk.hours = need(WorkingHours::parse("Mon-Fri 8-16"));
    measures.process.pools = {desk, night};
    measures.utilisation = {{desk.id, 0.78}, {night.id, 0.5}};
    measures.loads = {{desk.id, 0.84}, {night.id, 0.52}};
    MeasuresStrip strip;
    const auto lineOf = [&](const QString& pool) {
        strip.show(&measures, nullptr, u"USD"_s, {});
        return strip.lines().filter(pool).value(0);
    };
    CHECK_FALSE(lineOf(u"Desk busy"_s).contains(u"shift"_s)); // by the formulas both are the same
    measures.areWaitsSimulated = true;
    CHECK(lineOf(u"Desk busy"_s).contains(percentWords(0.84) + u" of the hours of its shifts"_s));
    CHECK(lineOf(u"Desk busy"_s).contains(u"after the end of a shift"_s));
    CHECK_FALSE(lineOf(u"Night busy"_s).contains(u"shift"_s));
}
