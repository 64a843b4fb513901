// SPDX-License-Identifier: GPL-3.0-or-later
// A map drawn by the mouse alone, by real events: a double click in a lane, and parts that are dragged off the palette.
#include "core/model/map_edits.h"
#include "tests/ui/process/shown_map.h"
#include "tests/ui/qt_strings.h"
#include "ui/process/map_palette.h"

#include <QAbstractButton>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Takes a part off the palette and carries it to places of the map, where it is left in the hand.
class Carried {
public:
    Carried(ShownMap& shown, NewPart part) : shown_(shown), button_(shown.page.mapPalette().button(part)) {
        QTest::mousePress(&button_, Qt::LeftButton, Qt::NoModifier, button_.rect().center());
        QTest::mouseMove(&button_, button_.rect().center() + QPoint(0, -30));
    }
    QString to(const QPoint& place) {
        QTest::mouseMove(&button_, onButton(place));
        return shown_.canvas().noted();
    }
    void dropAt(const QPoint& place) {
        to(place);
        QTest::mouseRelease(&button_, Qt::LeftButton, Qt::NoModifier, onButton(place));
    }
    void giveUp(const QPoint& place) {
        QTest::keyClick(&button_, Qt::Key_Escape);
        // A pointer that comes back over the button, still pressed, takes nothing up again.
        QTest::mouseMove(&button_, button_.rect().center());
        QTest::mouseMove(&button_, button_.rect().center() + QPoint(0, -30));
        QTest::mouseRelease(&button_, Qt::LeftButton, Qt::NoModifier, onButton(place));
    }

private:
    QPoint onButton(const QPoint& place) const {
        return button_.mapFromGlobal(shown_.canvas().viewport()->mapToGlobal(place));
    }

    ShownMap& shown_;
    QAbstractButton& button_;
};

/// A place of a lane on which nothing lies, right of the names of the lanes; the last one beside the right edge.
enum class Side { left, right };
QPoint emptyPlaceIn(ShownMap& shown, const char* lane, Side side) {
    const QRectF band = shown.canvas().onScreen(shown.canvas().layout().areaOf({MapPart::Kind::lane, lane}));
    const int y = static_cast<int>(band.center().y());
    std::vector<QPoint> places;
    for (int x = static_cast<int>(laneLabelWidth) + 40; x < shown.canvas().viewport()->width() - 40; x += 5)
        if (!shown.canvas().layout().partAt(shown.canvas().mapToScene(QPoint(x, y)), 12))
            places.emplace_back(x, y);
    REQUIRE_FALSE(places.empty());
    return side == Side::left ? places.front() : places.back();
}

/// The middle of the longest piece of a way.
QPoint middleOf(ShownMap& shown, const std::string& flow) {
    const auto& ways = shown.canvas().layout().ways();
    const auto way = std::ranges::find(ways, MapPart{MapPart::Kind::flow, flow}, &MapLayout::Way::part);
    REQUIRE(way != ways.end());
    QLineF longest;
    for (qsizetype i = 0; i + 1 < way->line.size(); ++i)
        if (const QLineF piece(way->line[i], way->line[i + 1]); piece.length() > longest.length())
            longest = piece;
    return shown.canvas().mapFromScene(longest.center());
}

const Flow* between(const Process& process, const StepId& from, const StepId& to) {
    const auto found =
        std::ranges::find_if(process.flows, [&](const Flow& flow) { return flow.from == from && flow.to == to; });
    return found == process.flows.end() ? nullptr : &*found;
}

const Step* called(const Process& process, const char* name) {
    const auto found = std::ranges::find(process.steps, name, &Step::name);
    return found == process.steps.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("a double click in a lane adds a task there, of its people, whose name is typed in place") {
    ShownMap shown(transit());
    const auto done = shown.document.editsDone();
    const QPoint place = emptyPlaceIn(shown, "pr", Side::left);
    QWidget* view = shown.canvas().viewport();
    QTest::mouseClick(view, Qt::LeftButton, Qt::NoModifier, place);
    QTest::mouseDClick(view, Qt::LeftButton, Qt::NoModifier, place);
    REQUIRE(shown.canvas().nameField().isVisible());
    CHECK(shown.document.editsDone() == done);
    QLineEdit* field = shown.canvas().nameField().field();
    QTest::keyClicks(field, u"Order parts 20 min"_s);
    CHECK(shown.canvas().nameField().hint().contains(u"Add Order parts"_s));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(shown.document.editsDone() == done + 1);
    const Step* added = called(shown.process("restore"), "Order parts");
    REQUIRE(added);
    CHECK(added->lane == LaneId("pr"));
    CHECK(added->pool == PoolId("buy")); // the only one of that lane's group
    CHECK(added->touch->text() == "20 minute");
    CHECK(shown.canvas().selected() == std::vector<MapPart>{{MapPart::Kind::task, added->id.text}});
    // Another double click, given up, does nothing; on a step it shows the step.
    QTest::mouseClick(view, Qt::LeftButton, Qt::NoModifier, emptyPlaceIn(shown, "pr", Side::right));
    QTest::mouseDClick(view, Qt::LeftButton, Qt::NoModifier, emptyPlaceIn(shown, "pr", Side::right));
    REQUIRE(shown.canvas().nameField().isVisible());
    CHECK(shown.canvas().nameField().hint().contains(u"Enter adds it after"_s));
    QTest::keyClick(field, Qt::Key_Escape);
    CHECK(shown.document.editsDone() == done + 1);
    QTest::mouseDClick(view, Qt::LeftButton, Qt::NoModifier, shown.at("T9"));
    CHECK_FALSE(shown.canvas().nameField().isVisible());
}

TEST_CASE("what a double click adds follows the step that was selected, else the last before the place") {
    ShownMap shown(transit());
    QWidget* view = shown.canvas().viewport();
    const auto hintAt = [&](const QPoint& place) {
        QTest::mouseClick(view, Qt::LeftButton, Qt::NoModifier, place);
        QTest::mouseDClick(view, Qt::LeftButton, Qt::NoModifier, place);
        const QString hint = shown.canvas().nameField().hint();
        QTest::keyClick(shown.canvas().nameField().field(), Qt::Key_Escape);
        return hint;
    };
    const QPoint place = emptyPlaceIn(shown, "pr", Side::right);
    shown.select("process/restore/task/T9");
    CHECK(hintAt(place).contains(u"after Test and inspect"_s));
    CHECK(hintAt(place).contains(u"after Emergency purchase"_s)); // nothing is selected any more
    shown.select("process/restore/task/T9");
    QTest::mouseClick(view, Qt::LeftButton, Qt::NoModifier, place);
    Carried task(shown, NewPart::task); // goes by its place alone
    CHECK(task.to(place) == u"Add a task after Emergency purchase"_s);
    task.giveUp(place);
}

TEST_CASE("a task is dragged off the palette into a lane, where it follows the step before that place") {
    ShownMap shown(transit());
    const auto done = shown.document.editsDone();
    const QPoint place = emptyPlaceIn(shown, "pr", Side::right);
    Carried task(shown, NewPart::task);
    CHECK(task.to(place) == u"Add a task after Emergency purchase"_s);
    task.dropAt(place);
    shown.type(u"Pay"_s);
    const Process& process = shown.process("restore");
    REQUIRE(called(process, "Pay"));
    CHECK(between(process, StepId("T7"), called(process, "Pay")->id));
    CHECK(between(process, called(process, "Pay")->id, StepId("T8")));
    CHECK(called(process, "Pay")->pool == PoolId("buy"));
    CHECK(shown.document.editsDone() == done + 1);
}

TEST_CASE("a part is dragged onto a way, where it comes in between, as one step") {
    ShownMap shown(transit());
    const auto done = shown.document.editsDone();
    Carried gateway(shown, NewPart::exclusive);
    const QPoint place = middleOf(shown, "T9-T10");
    CHECK(gateway.to(place) == u"Add a gateway between Test and inspect and Release to service"_s);
    gateway.dropAt(place);
    CHECK(shown.document.editsDone() == done + 1);
    const auto gate = [&] {
        const auto& steps = shown.process("restore").steps;
        return std::ranges::find(steps, StepKind::exclusive, &Step::kind)->id;
    };
    CHECK(between(shown.process("restore"), StepId("T9"), gate()));
    CHECK(between(shown.process("restore"), gate(), StepId("T10")));
    CHECK(shown.canvas().selected() == std::vector<MapPart>{{MapPart::Kind::task, gate().text}});
    // A task is named where it was dropped; from an end nothing goes on, so it ends a way of its own.
    Carried task(shown, NewPart::task);
    task.dropAt(middleOf(shown, "T1-T2"));
    shown.type(u"Tell the driver"_s);
    const Process& process = shown.process("restore");
    CHECK(between(process, StepId("T1"), called(process, "Tell the driver")->id));
    CHECK(between(process, called(process, "Tell the driver")->id, StepId("T2")));
    Carried end(shown, NewPart::end);
    CHECK(end.to(middleOf(shown, "T8-T9")) == u"Add an end after Repair"_s);
    end.dropAt(middleOf(shown, "T8-T9"));
    CHECK(shown.document.editsDone() == done + 3);
    CHECK(std::ranges::count(shown.process("restore").steps, StepKind::end, &Step::kind) == 2);
}

TEST_CASE("what goes wrong is dragged onto a task, and refused elsewhere with what to do") {
    ShownMap shown(transit());
    const auto done = shown.document.editsDone();
    Carried trouble(shown, NewPart::exception);
    CHECK(trouble.to(emptyPlaceIn(shown, "pr", Side::left)).contains(u"Drop it on the task"_s));
    CHECK(trouble.to(shown.at("start")).contains(u"is no task"_s));
    CHECK(trouble.to(shown.at("T8")) == u"Add what may go wrong at Repair"_s);
    trouble.dropAt(shown.at("T8"));
    shown.type(u"Lift broken 5%"_s);
    CHECK(shown.process("restore").exceptions.back().step == StepId("T8"));
    CHECK(shown.process("restore").exceptions.back().frequency->text() == "5%");
    CHECK(shown.document.editsDone() == done + 1);
}

TEST_CASE("what is carried is given up by Esc and beside the map, and a step takes what is dropped on it behind it") {
    ShownMap shown(transit());
    const auto done = shown.document.editsDone();
    Carried first(shown, NewPart::parallel);
    first.to(shown.at("T8"));
    first.giveUp(shown.at("T8"));
    CHECK(shown.canvas().noted().isEmpty());
    Carried second(shown, NewPart::parallel);
    CHECK(second.to(QPoint(200, -40)).isEmpty());
    second.dropAt(QPoint(200, -40));
    CHECK(shown.document.editsDone() == done);
    Carried third(shown, NewPart::parallel);
    CHECK(third.to(shown.at("T9")) == u"Add a gateway after Test and inspect"_s);
    third.dropAt(shown.at("T9"));
    CHECK(shown.document.editsDone() == done + 1);
}

TEST_CASE("a part of the palette that is pressed, by the keyboard too, comes behind the selected step") {
    ShownMap shown(transit());
    const MapPalette& palette = shown.page.mapPalette();
    const auto done = shown.document.editsDone();
    shown.select("metric/O3");
    QTest::mouseClick(&palette.button(NewPart::task), Qt::LeftButton);
    CHECK(shown.canvas().noted().contains(u"Select the step"_s));
    shown.select("process/restore/task/T8");
    QTest::mouseClick(&palette.button(NewPart::task), Qt::LeftButton);
    shown.type(u"Wash"_s);
    CHECK(between(shown.process("restore"), StepId("T8"), called(shown.process("restore"), "Wash")->id));
    QTest::keyClick(&palette.button(NewPart::exclusive), Qt::Key_Space);
    CHECK(shown.document.editsDone() == done + 2);
    CHECK(shown.page.focusWidget() == &shown.canvas());
    shown.select("process/restore/task/T8");
    QTest::mouseClick(&palette.button(NewPart::exception), Qt::LeftButton);
    shown.type(u"Lift broken"_s);
    CHECK(shown.process("restore").exceptions.back().step == StepId("T8"));
    for (const NewPart part :
         {NewPart::task, NewPart::exclusive, NewPart::parallel, NewPart::exception, NewPart::end}) {
        const QAbstractButton& button = palette.button(part);
        CHECK(button.accessibleName().startsWith(u"Add "_s));
        CHECK(button.toolTip().contains(u"drag it"_s));
        CHECK(button.focusPolicy() == Qt::StrongFocus);
    }
    shown.page.resize(600, 400); // where room is short the signs stand alone
    CHECK(palette.button(NewPart::task).sizeHint().width() <= 28);
    shown.page.turnTo(ProcessPage::View::exceptions);
    CHECK_FALSE(palette.button(NewPart::task).isEnabled());
}

TEST_CASE("everything is selected and deleted but what must stay, which is said with the reason") {
    ShownMap shown(transit());
    const auto done = shown.document.editsDone();
    shown.key(Qt::Key_A, Qt::ControlModifier);
    shown.key(Qt::Key_Delete);
    CHECK(shown.document.editsDone() == done + 1);
    CHECK(shown.process("restore").steps.size() == 2);
    CHECK(shown.canvas().noted().contains(u"stay: a map needs them"_s));
}

TEST_CASE("a step that is dragged to another lane says who does it there before it is let go") {
    ShownMap shown(transit());
    const QPoint from = shown.at("T8"), to(from.x(), emptyPlaceIn(shown, "pr", Side::left).y());
    QWidget* view = shown.canvas().viewport();
    QTest::mousePress(view, Qt::LeftButton, Qt::NoModifier, from);
    QTest::mouseMove(view, (from + to) / 2);
    QTest::mouseMove(view, to);
    CHECK(shown.canvas().noted() == u"Move to Parts procurement, done by Buyers"_s);
    QTest::mouseRelease(view, Qt::LeftButton, Qt::NoModifier, to);
    CHECK(findStep(shown.process("restore"), StepId("T8"))->pool == PoolId("buy"));
    CHECK(shown.canvas().noted() == u"Move to Parts procurement, done by Buyers"_s);
}

TEST_CASE("the lane of a new map is named after a group on the map, which is made where there is none") {
    ShownMap shown(after(Model(), addProcess(Model(), {}, "Answer a call")));
    shown.select("process/answer-a-call/lane/lane");
    const auto done = shown.document.editsDone();
    // The ground below a map that has little in it is the last lane's.
    const QPoint below(500, shown.canvas().viewport()->height() - 60);
    REQUIRE_FALSE(shown.canvas().layout().laneAt(shown.canvas().mapToScene(below).y()));
    QTest::mouseClick(shown.canvas().viewport(), Qt::LeftButton, Qt::NoModifier, below);
    QTest::mouseDClick(shown.canvas().viewport(), Qt::LeftButton, Qt::NoModifier, below);
    shown.type(u"Greet 1 min"_s);
    CHECK(called(shown.process("answer-a-call"), "Greet")->lane == LaneId("lane"));
    shown.select("process/answer-a-call/lane/lane");
    shown.key(Qt::Key_F2);
    QLineEdit* field = shown.canvas().nameField().field();
    REQUIRE(field->isVisible());
    field->selectAll();
    QTest::keyClicks(field, u"Front desk"_s);
    CHECK(shown.canvas().nameField().hint().contains(u"new group Front desk"_s));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(shown.document.editsDone() == done + 2);
    REQUIRE(shown.document.model().groups().size() == 1);
    CHECK(shown.process("answer-a-call").lanes[0].group == shown.document.model().groups().begin()->id);
    CHECK(shown.canvas().noted().contains(u"what an hour costs"_s));
    CHECK(shown.canvas().content().laneName(LaneId("lane")) == u"Front desk"_s);
}

TEST_CASE("a share is tracked by its own words") {
    ShownMap shown(transit());
    const QAction* track = shown.command(u"Track its time as a metric"_s);
    const auto words = [&](const std::string& path) {
        shown.select(path);
        return track->text();
    };
    CHECK(words("process/restore/task/T8") == u"Track its time as a metric"_s);
    CHECK(words("process/restore/task/T2w") == u"Track its delay as a metric"_s);
    CHECK(words("process/restore/exception/E1").startsWith(u"Track "_s));
    for (const Flow& flow : shown.process("restore").flows)
        if (flow.share && flow.share->quantity())
            CHECK(words("process/restore/flow/" + flow.id.text) == u"Track its share as a metric"_s);
}
