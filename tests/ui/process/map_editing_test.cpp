// SPDX-License-Identifier: GPL-3.0-or-later
// What a hand does with a process map, by real events: many steps at once, loops, pools, and maps that outgrow the
// view.
#include "core/model/map_edits.h"
#include "tests/ui/process/shown_map.h"
#include "tests/ui/qt_strings.h"

#include <QScrollBar>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string touch(const Process& process, const char* step) {
    const auto& typed = findStep(process, StepId(step))->touch;
    return typed ? typed->text() : std::string();
}

const Flow* way(const Process& process, const char* from, const char* to) {
    const auto found = std::ranges::find_if(
        process.flows, [&](const Flow& flow) { return flow.from == StepId(from) && flow.to == StepId(to); });
    return found == process.flows.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("a rectangle drawn with Shift selects the steps in it, and what is done to them is one step of undo") {
    ShownMap shown(transit());
    const auto box = [&](const char* step) {
        return shown.canvas().onScreen(shown.canvas().layout().find(StepId(step))->box).toRect();
    };
    const QPoint from = box("T1").topLeft() - QPoint(9, 9), to = box("T2").bottomRight() + QPoint(9, 9);
    shown.drag(from, to, Qt::ShiftModifier);
    const std::vector<MapPart> both{{MapPart::Kind::task, "T1"}, {MapPart::Kind::task, "T2"}};
    CHECK(shown.canvas().selected() == both);
    // Shift with a click adds a step, and takes one away.
    QWidget* view = shown.canvas().viewport();
    QTest::mouseClick(view, Qt::LeftButton, Qt::ShiftModifier, shown.at("T3"));
    CHECK(shown.canvas().selected().size() == 3);
    QTest::mouseClick(view, Qt::LeftButton, Qt::ShiftModifier, shown.at("T3"));
    CHECK(shown.canvas().selected() == both);
    const auto done = shown.document.editsDone();
    shown.key(Qt::Key_T);
    shown.canvas().nameField().field()->selectAll();
    shown.type(u"3 hour"_s);
    CHECK(touch(shown.process("restore"), "T1") == "3 hour");
    CHECK(touch(shown.process("restore"), "T2") == "3 hour");
    CHECK(shown.document.editsDone() == done + 1);
    shown.key(Qt::Key_Down, Qt::AltModifier);
    CHECK(findStep(shown.process("restore"), StepId("T1"))->lane ==
          findStep(shown.process("restore"), StepId("T2"))->lane);
    CHECK(findStep(shown.process("restore"), StepId("T1"))->lane == LaneId("pt"));
    shown.command(u"Buyers"_s)->trigger(); // who does it
    CHECK(findStep(shown.process("restore"), StepId("T1"))->pool ==
          findStep(shown.process("restore"), StepId("T2"))->pool);
    CHECK(shown.document.editsDone() == done + 3);
    const size_t steps = shown.process("restore").steps.size();
    shown.key(Qt::Key_Delete);
    CHECK(shown.process("restore").steps.size() == steps - 2);
    for (int i = 0; i < 4; ++i)
        need(shown.document.undo().map([] { return 0; }));
    CHECK(shown.document.model().processes() == transit().processes());
    // An empty rectangle selects nothing.
    shown.drag(box("end").bottomRight() + QPoint(6, 30), box("end").bottomRight() + QPoint(20, 50), Qt::ShiftModifier);
    CHECK(shown.canvas().selected().empty());
}

TEST_CASE("Tab in the field adds the step and goes on to the next one") {
    ShownMap shown(after(transit(), addProcess(transit(), MetricId("O3"), "Repair")));
    shown.select("process/repair/task/start");
    shown.key(Qt::Key_Tab);
    QLineEdit* field = shown.canvas().nameField().field();
    for (const QString& line : {u"Look 1 hour"_s, u"Mend 2 hour"_s, u"Test 30 minute"_s}) {
        REQUIRE(field->isVisible());
        QTest::keyClicks(field, line);
        QTest::keyClick(field, Qt::Key_Tab);
    }
    REQUIRE(field->isVisible());
    QTest::keyClick(field, Qt::Key_Tab); // nothing more
    CHECK_FALSE(field->isVisible());
    CHECK(way(shown.process("repair"), "look", "mend"));
    CHECK(way(shown.process("repair"), "mend", "test"));
    CHECK(way(shown.process("repair"), "test", "end"));
    CHECK(touch(shown.process("repair"), "test") == "30 minute");
}

TEST_CASE("times are typed short, with the name of a step and alone") {
    ShownMap shown(transit());
    shown.select("process/restore/task/T9");
    shown.key(Qt::Key_Tab);
    shown.type(u"Wash 1/2/4 h"_s);
    const auto washing = [&] {
        const auto& steps = shown.process("restore").steps;
        const auto found = std::ranges::find(steps, "Wash", &Step::name);
        return found == steps.end() || !found->touch ? std::string() : found->touch->text();
    };
    CHECK(washing() == "1/2/4 hour");
    shown.key(Qt::Key_T);
    shown.canvas().nameField().field()->selectAll();
    shown.type(u"45 min"_s);
    CHECK(washing() == "45 minute");
}

TEST_CASE("a work time is typed on the map as in the inspector: a name alone is that metric, half a name is refused") {
    ShownMap shown(transit());
    const auto typeTime = [&](const QString& text) {
        shown.key(Qt::Key_T);
        shown.canvas().nameField().field()->selectAll();
        shown.type(text);
    };
    shown.select("process/restore/task/T9");
    typeTime(u"Time to locate a part"_s);
    const std::string id = touch(shown.process("restore"), "T9");
    CHECK(shown.document.model().metrics().find(MetricId(id)));
    shown.key(Qt::Key_T);
    CHECK(shown.canvas().nameField().field()->text() == u"[Time to locate a part]"_s);
    QTest::keyClick(shown.canvas().nameField().field(), Qt::Key_Escape);
    typeTime(u"Repq"_s);
    CHECK(shown.canvas().nameField().hint().contains(u"Nothing is called Repq"_s));
    QTest::keyClick(shown.canvas().nameField().field(), Qt::Key_Escape);
    CHECK(touch(shown.process("restore"), "T9") == id);
}

TEST_CASE("a loop is drawn back by keys and by the mouse: it is rework, and its share is asked for") {
    for (const bool byKeys : {true, false}) {
        INFO("by keys " << byKeys);
        ShownMap shown(transit());
        if (byKeys) {
            shown.select("process/restore/task/T8");
            shown.key(Qt::Key_L);
            shown.key(Qt::Key_Left);
            REQUIRE(shown.document.selection() != "process/restore/task/T8");
            shown.select("process/restore/task/T3");
            shown.key(Qt::Key_Return);
        } else {
            const QRectF box = shown.canvas().onScreen(shown.canvas().layout().find(StepId("T8"))->box);
            shown.drag(QPoint(static_cast<int>(box.right()) - 2, static_cast<int>(box.center().y())), shown.at("T3"));
        }
        REQUIRE(way(shown.process("restore"), "T8", "T3"));
        const Flow back = *way(shown.process("restore"), "T8", "T3");
        CHECK(back.exception);
        CHECK(back.share->text() == "10%");
        QLineEdit* field = shown.canvas().nameField().field();
        REQUIRE(field->isVisible());
        CHECK(field->text() == u"10%"_s);
        CHECK(field->selectedText() == u"10%"_s); // to be typed over
        shown.type(u"4%"_s);
        CHECK(way(shown.process("restore"), "T8", "T3")->share->text() == "4%");
        CHECK(shown.canvas().selected() == std::vector<MapPart>{{MapPart::Kind::flow, back.id.text}});
        // It has a badge, is named by F2, and the way on stays the one without trouble.
        const auto& badges = shown.canvas().layout().badges();
        CHECK(std::ranges::any_of(badges, [&](const auto& badge) { return badge.part.id == back.id.text; }));
        shown.key(Qt::Key_F2);
        shown.type(u"Wrong diagnosis"_s);
        CHECK(way(shown.process("restore"), "T8", "T3")->name == "Wrong diagnosis");
        shown.key(Qt::Key_S);
        shown.canvas().nameField().field()->selectAll();
        shown.type(u"6%"_s);
        CHECK(way(shown.process("restore"), "T8", "T3")->share->text() == "6%");
        shown.key(Qt::Key_Delete);
        CHECK_FALSE(way(shown.process("restore"), "T8", "T3"));
    }
}

TEST_CASE("a pool is added for the work that is selected, shown on the map, renamed and deleted") {
    ShownMap shown(transit());
    shown.select("process/restore/task/T9");
    shown.command(u"A new pool"_s)->trigger();
    shown.type(u"Testers 3"_s);
    const auto pool = [&] { return shown.process("restore").pools.back(); };
    CHECK(pool().name == "Testers");
    CHECK(pool().servers->text() == "3");
    CHECK(findStep(shown.process("restore"), StepId("T9"))->pool == pool().id);
    CHECK(shown.canvas().content().step(StepId("T9")).words.contains(u"by Testers"_s));
    shown.select("process/restore/pool/testers"); // as its problems do
    CHECK(shown.canvas().selected() == std::vector<MapPart>{{MapPart::Kind::pool, "testers"}});
    shown.key(Qt::Key_F2);
    shown.canvas().nameField().field()->selectAll();
    shown.type(u"Inspectors"_s);
    CHECK(pool().name == "Inspectors");
    QString told;
    QObject::connect(&shown.document, &Document::told, &shown.page, [&](const QString& message) { told = message; });
    shown.key(Qt::Key_Delete);
    CHECK(told.contains(u"does the work of Test and inspect"_s));
    shown.select("process/restore/task/T9");
    shown.command(u"Nobody: the case only waits"_s)->trigger();
    CHECK(findStep(shown.process("restore"), StepId("T9"))->pool.empty());
    const size_t pools = shown.process("restore").pools.size();
    shown.select("process/restore/pool/testers");
    shown.key(Qt::Key_Delete);
    CHECK(shown.process("restore").pools.size() == pools - 1);
}

TEST_CASE("a click on a busy pool beneath the map shows what it does") {
    ShownMap shown(transit());
    shown.measured();
    auto* strip = shown.page.findChild<MeasuresStrip*>();
    strip->repaint();
    bool found = false;
    for (int x = strip->width() / 2; x < strip->width() && !found; x += 8) {
        QTest::mouseClick(strip, Qt::LeftButton, Qt::NoModifier, QPoint(x, 104));
        found = !shown.canvas().selected().empty();
    }
    REQUIRE(found);
    CHECK(shown.canvas().selected()[0].kind == MapPart::Kind::pool);
}

TEST_CASE("a map that outgrows its view stays readable and is scrolled to what is selected") {
    ShownMap shown(transit());
    shown.page.resize(620, 300); // as text of twice the size leaves it
    MapCanvas& canvas = shown.canvas();
    const QScrollBar& across = *canvas.horizontalScrollBar();
    REQUIRE(QTest::qWaitFor([&] { return across.maximum() > across.minimum(); }));
    CHECK(canvas.zoom() >= 0.75); // texts of 9 pixels
    CHECK(canvas.verticalScrollBar()->value() == canvas.verticalScrollBar()->minimum());
    // The first step stands beside the names of the lanes.
    CHECK(canvas.onScreen(canvas.layout().find(StepId("start"))->box).left() >= laneLabelWidth);
    shown.select("process/restore/task/T10");
    const QRectF box = canvas.onScreen(canvas.layout().find(StepId("T10"))->box);
    INFO(box.left() << " " << box.top() << " " << box.width() << " x " << box.height() << " in "
                    << canvas.viewport()->width() << " x " << canvas.viewport()->height());
    CHECK(QRectF(canvas.viewport()->rect()).contains(box));
    // Nothing of the head overlaps.
    QList<QWidget*> shownInHead;
    for (const char* name : {"Process that is shown", "The map, what goes wrong in it, or how long it takes",
                             "What the colour of a task says"})
        for (QWidget* each : shown.page.findChildren<QWidget*>())
            if (each->accessibleName() == QLatin1String(name) && each->isVisible())
                shownInHead << each;
    REQUIRE(shownInHead.size() == 3);
    for (int i = 0; i < shownInHead.size(); ++i) {
        const QRect area(shownInHead[i]->mapTo(&shown.page, QPoint()), shownInHead[i]->size());
        CHECK(shown.page.rect().contains(area));
        CHECK(shownInHead[i]->width() >= shownInHead[i]->minimumSizeHint().width());
        for (int other = 0; other < i; ++other)
            CHECK_FALSE(
                area.intersects(QRect(shownInHead[other]->mapTo(&shown.page, QPoint()), shownInHead[other]->size())));
    }
}

TEST_CASE("a map that nobody sees is laid out when it is shown again") {
    ShownMap shown(transit());
    shown.select("process/restore/task/T1");
    shown.page.hide();
    const auto count = shown.canvas().layout().steps().size();
    const auto edit = eraseParts(shown.document.model(), ProcessId("restore"), {{MapPart::Kind::task, "T1"}});
    need(shown.document.apply(edit).map([] { return 0; }));
    CHECK(shown.canvas().layout().steps().size() == count);
    shown.page.show();
    CHECK(QTest::qWaitFor([&] { return shown.canvas().layout().steps().size() == count - 1; }));
    CHECK(shown.canvas().selected().empty());
}

TEST_CASE("the name of a pool stands whole in the menus, with its ampersand") {
    Model model = transit();
    Process process = *model.processes().find(ProcessId("restore"));
    process.pools.front().name = "R&D";
    ShownMap shown(with(model, process));
    shown.select("process/restore/task/T1");
    CHECK(shown.command(u"R&&D"_s)->isEnabled());
}
