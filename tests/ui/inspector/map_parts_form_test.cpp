// SPDX-License-Identifier: GPL-3.0-or-later
// Several parts of a process map in the inspector: what they share is edited at once.
#include "core/model/map_edits.h"
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/path_row.h"

#include <catch2/catch.hpp>

#include <QComboBox>
#include <QLabel>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const Process& restored(const InspectorFixture& f) {
    return *f.document.model().processes().find(ProcessId("restore"));
}

const Step& stepOf(const InspectorFixture& f, const char* id) { return *findStep(restored(f), StepId(id)); }

QPushButton* button(const InspectorFixture& f, const QString& words) {
    for (QPushButton* each : f.inspector.findChildren<QPushButton*>())
        if (each->text() == words)
            return each;
    return nullptr;
}

} // namespace

TEST_CASE("Several tasks are given a pool, a work time and a priority at once, each as one step") {
    InspectorFixture f;
    f.document.selectAll({"process/restore/task/T8", "process/restore/task/T9", "process/restore/task/T10"});
    const auto done = f.document.editsDone();
    CHECK(f.editor("touch").text().isEmpty()); // they differ
    auto* line = qobject_cast<QLineEdit*>(f.editor("touch").input());
    REQUIRE(line);
    CHECK(line->placeholderText() == u"several, or none"_s);
    f.enter("touch", u"90 minute"_s);
    for (const char* id : {"T8", "T9", "T10"})
        CHECK(stepOf(f, id).touch->text() == "90 minute");
    CHECK(f.document.editsDone() == done + 1);
    CHECK(f.editor("touch").text() == u"90 minute"_s);
    f.enter("priority", u"2"_s);
    CHECK(stepOf(f, "T9").priority == 2);
    auto* pool = qobject_cast<QComboBox*>(f.editor("pool").input());
    REQUIRE(pool);
    CHECK(pool->currentText() == u"–"_s);
    pool->setFocus();
    QTest::keyClick(pool, Qt::Key_End);
    QTest::keyClick(pool, Qt::Key_Return);
    for (const char* id : {"T8", "T9", "T10"})
        CHECK(stepOf(f, id).pool == restored(f).pools.back().id);
    CHECK(f.document.editsDone() == done + 3);
    // What is wrong stands under the field, and changes none of them.
    f.enter("touch", u"two hours"_s);
    CHECK_FALSE(f.editor("touch").message().isEmpty());
    CHECK(stepOf(f, "T8").touch->text() == "90 minute");
    QTest::keyClick(f.editor("touch").input(), Qt::Key_Escape);
    for (int i = 0; i < 3; ++i)
        need(f.document.undo());
    CHECK(f.document.model() == transit());
}

TEST_CASE("A share that nobody typed is marked as an assumption until it is typed") {
    InspectorFixture f;
    const auto isMarked = [&] {
        const auto labels = f.inspector.findChildren<QLabel*>();
        return std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text().contains(u"an assumption, unless it was typed"_s);
        });
    };
    need(f.document.apply(addException(f.document.model(), ProcessId("restore"), StepId("T8"), "Wrong part")));
    const std::string added = restored(f).exceptions.back().id.text;
    f.document.select("process/restore/exception/" + added);
    CHECK(isMarked());
    f.enter("exception/" + added + "/frequency", u"12%"_s);
    CHECK_FALSE(isMarked());
}

TEST_CASE("Parts that differ in kind share what they have: those with work their pool, steps their lane") {
    InspectorFixture f;
    f.document.selectAll({"process/restore/task/start", "process/restore/task/T8", "process/restore/exception/E1",
                          "process/restore/flow/T1-T2"});
    f.enter("touch", u"3 hour"_s);
    CHECK(stepOf(f, "T8").touch->text() == "3 hour");
    CHECK_FALSE(stepOf(f, "start").touch);
    REQUIRE(f.inspector.editor("lane"));
    CHECK_FALSE(f.inspector.editor("patience")); // an exception has none
    QStringList named;
    for (const PathRow* row : f.inspector.findChildren<PathRow*>())
        named << row->text();
    CHECK(named.contains(u"Bus breaks down"_s));
    // One of them that stays selected is shown with its own fields again.
    f.document.select(std::string_view("process/restore/task/T8"));
    CHECK_FALSE(f.inspector.editor("touch"));
    CHECK(f.editor("task/T8/touch").text() == u"3 hour"_s);
}

TEST_CASE("Several steps are deleted by the button that counts them") {
    InspectorFixture f;
    f.document.selectAll({"process/restore/task/T9", "process/restore/task/T10"});
    QPushButton* erase = nullptr;
    for (QPushButton* each : f.inspector.findChildren<QPushButton*>())
        if (each->text().startsWith(u"Delete"_s))
            erase = each;
    REQUIRE(erase);
    CHECK(erase->text().replace(QChar::Nbsp, u' ') == u"Delete 2 steps"_s);
    QTest::mouseClick(erase, Qt::LeftButton);
    CHECK_FALSE(findStep(restored(f), StepId("T9")));
    CHECK_FALSE(findStep(restored(f), StepId("T10")));
    need(f.document.undo());
    CHECK(f.document.model() == transit());
}

TEST_CASE("The model's own pane adds a process, and lists the people of a group in words") {
    InspectorFixture f;
    f.document.select(std::string_view());
    QPushButton* add = button(f, u"Add process"_s);
    REQUIRE(add);
    QTest::mouseClick(add, Qt::LeftButton);
    CHECK(f.document.model().processes().size() == transit().processes().size() + 1);
    CHECK(f.document.selection() == "process/new-process/name");
    need(f.document.undo());
    CHECK(f.document.model() == transit());
}

TEST_CASE("a row has room for its value whole, and shortens the name, which its tool tip says") {
    PathRow row;
    row.setWords(u"Wait for the specialist who knows this kind of gearbox"_s, u"1 hour"_s);
    CHECK(row.shownAt(180).remark == u"1 hour"_s);
    CHECK(row.shownAt(180).name.endsWith(QChar(0x2026)));
    CHECK(row.shownAt(900).name == u"Wait for the specialist who knows this kind of gearbox"_s);
    CHECK(row.toolTip().contains(u"of gearbox, 1 hour"_s));
    row.setWords(u"Wait"_s, u"a value that is far longer than any row"_s);
    CHECK(row.shownAt(160).name == u"Wait"_s);
}

TEST_CASE("a lane that is named in its field is that of the group that is called so, as on the map") {
    InspectorFixture f;
    need(f.document.apply(setField(f.document.model(), {Process::kind, "restore"}, "lane/pr/group", "")));
    const auto groups = f.document.model().groups().size();
    const auto lane = [&] { return *std::ranges::find(restored(f).lanes, LaneId("pr"), &Lane::id); };
    f.document.select("process/restore/lane/pr");
    f.type("lane/pr/name", u"Front"_s);
    QTest::qWait(700); // a hand that rests has not typed a whole name
    CHECK(f.document.model().groups().size() == groups);
    QTest::keyClicks(f.editor("lane/pr/name").input(), u" desk"_s);
    QTest::keyClick(f.editor("lane/pr/name").input(), Qt::Key_Return);
    REQUIRE(f.document.model().groups().size() == groups + 1);
    REQUIRE(f.document.model().groups().contains(lane().group));
    CHECK(f.document.model().groups().find(lane().group)->name == "Front desk");
    f.enter("lane/pr/name", u"Reception"_s); // it has one now
    CHECK(lane().name == "Reception");
    CHECK(f.document.model().groups().size() == groups + 1);
}

TEST_CASE("a lane that is chosen for a step brings who does it, as a drag does") {
    InspectorFixture f;
    f.document.selectAll({"process/restore/task/T8"});
    const auto done = f.document.editsDone();
    auto* lane = qobject_cast<QComboBox*>(f.editor("task/T8/lane").input());
    REQUIRE(lane);
    lane->setFocus();
    QTest::keyClick(lane, Qt::Key_End);
    QTest::keyClick(lane, Qt::Key_Return);
    CHECK(stepOf(f, "T8").lane == LaneId("pr"));
    CHECK(stepOf(f, "T8").pool == PoolId("buy"));
    CHECK(f.document.editsDone() == done + 1);
    f.document.selectAll({"process/restore/task/T4", "process/restore/task/T6"});
    auto* common = qobject_cast<QComboBox*>(f.editor("lane").input());
    REQUIRE(common);
    common->setFocus();
    QTest::keyClick(common, Qt::Key_End);
    QTest::keyClick(common, Qt::Key_Return);
    CHECK(stepOf(f, "T4").pool == PoolId("buy"));
    CHECK(stepOf(f, "T6").pool == PoolId("buy"));
    CHECK(f.document.editsDone() == done + 2);
}
