// SPDX-License-Identifier: GPL-3.0-or-later
// Into the map of a sub-process and back, by mouse and keyboard, and one that is made on the page.
#include "core/model/sub_processes.h"
#include "tests/ui/process/shown_map.h"
#include "ui/inspector/inspector.h"
#include "ui/qt_text.h"

#include <QApplication>
#include <QComboBox>
#include <QPushButton>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const ProcessId restoring("restore");

/// The transit case, in which the work of one task lies in a map of its own.
Model nestedTransit() { return after(transit(), setStepKind(transit(), restoring, StepId("T9"), subProcessKind)); }

ProcessId innerMap(ShownMap& shown) { return findStep(shown.process("restore"), StepId("T9"))->inner; }

QPushButton* backButton(ShownMap& shown, const QString& name) {
    for (QPushButton* button : shown.page.findChildren<QPushButton*>())
        if (button->isVisible() && button->accessibleName() == u"Back to "_s + name)
            return button;
    return nullptr;
}

} // namespace

TEST_CASE("a double click on a sub-process opens its map, and the way above leads back") {
    ShownMap shown(nestedTransit());
    shown.page.resize(2400, 900); // all of the map is in sight
    shown.select("process/restore");
    QTest::qWait(100);
    CHECK_FALSE(backButton(shown, toQt(shown.process("restore").name)));
    const QPoint place = shown.at("T9");
    QTest::mouseClick(shown.canvas().viewport(), Qt::LeftButton, Qt::NoModifier, place);
    QTest::mouseDClick(shown.canvas().viewport(), Qt::LeftButton, Qt::NoModifier, place);
    CHECK(shown.page.shownProcess() == innerMap(shown));
    QPushButton* back = nullptr; // it comes with the next events
    REQUIRE(
        QTest::qWaitFor([&] { return (back = backButton(shown, toQt(shown.process("restore").name))) != nullptr; }));
    QTest::mouseClick(back, Qt::LeftButton);
    CHECK(shown.page.shownProcess() == restoring);
    CHECK(shown.document.selection() == "process/restore/task/T9");
    CHECK(shown.canvas().hasFocus());
    // A task that is none opens the inspector, as before.
    bool inspected = false;
    QObject::connect(&shown.page, &ProcessPage::inspectorWanted, [&] { inspected = true; });
    QTest::mouseClick(shown.canvas().viewport(), Qt::LeftButton, Qt::NoModifier, shown.at("T2"));
    QTest::mouseDClick(shown.canvas().viewport(), Qt::LeftButton, Qt::NoModifier, shown.at("T2"));
    CHECK(inspected);
    CHECK(shown.page.shownProcess() == restoring);
}

TEST_CASE("Ctrl+Enter goes into a sub-process, and Ctrl+Up out of it") {
    ShownMap shown(nestedTransit());
    shown.select("process/restore/task/T9");
    CHECK(shown.command(u"Open the map of what is in it"_s)->isEnabled());
    CHECK_FALSE(shown.command(u"Go back to the map around"_s)->isEnabled());
    shown.key(Qt::Key_Return, Qt::ControlModifier);
    CHECK(shown.page.shownProcess() == innerMap(shown));
    CHECK(shown.document.selection() == "process/" + innerMap(shown).text + "/task/start"); // the keys go on from there
    CHECK(shown.command(u"Go back to the map around"_s)->isEnabled());
    shown.key(Qt::Key_Right);
    CHECK(shown.document.selection() == "process/" + innerMap(shown).text + "/task/T9");
    shown.key(Qt::Key_Up, Qt::ControlModifier);
    CHECK(shown.document.selection() == "process/restore/task/T9");
    shown.select("process/restore/task/T2");
    shown.key(Qt::Key_Return, Qt::ControlModifier);
    CHECK(shown.page.shownProcess() == restoring);
}

TEST_CASE("a sub-process is added by a key, and taken back by one undo") {
    ShownMap shown(transit());
    const size_t maps = shown.document.model().processes().size();
    shown.select("process/restore/task/T9");
    shown.key(Qt::Key_U);
    shown.type(u"Clean it"_s);
    CHECK(shown.document.selection() == "process/restore/task/clean-it");
    const Step* added = findStep(shown.process("restore"), StepId("clean-it"));
    REQUIRE(added);
    CHECK(added->isSubProcess());
    CHECK(shown.document.model().processes().size() == maps + 1);
    CHECK(shown.canvas().content().step(StepId("clean-it")).isSubProcess);
    shown.key(Qt::Key_Return, Qt::ControlModifier);
    shown.key(Qt::Key_Tab);
    shown.type(u"Wash 1 hour"_s);
    shown.key(Qt::Key_Up, Qt::ControlModifier);
    CHECK(shown.page.shownProcess() == restoring);
    need(shown.document.undo().map([] { return 0; }));
    need(shown.document.undo().map([] { return 0; }));
    CHECK(shown.document.model().processes().size() == maps);
    CHECK_FALSE(findStep(shown.process("restore"), StepId("clean-it")));
}

TEST_CASE("a task becomes a sub-process by the menu and by its kind in the inspector") {
    ShownMap shown(transit());
    shown.select("process/restore/task/T9");
    shown.command(u"Make it a sub-process"_s)->trigger();
    REQUIRE(findStep(shown.process("restore"), StepId("T9"))->isSubProcess());
    CHECK_FALSE(shown.command(u"Make it a sub-process"_s)->isEnabled());
    Inspector inspector(shown.document);
    inspector.show();
    REQUIRE(QTest::qWaitForWindowExposed(&inspector));
    shown.select("process/restore");
    shown.select("process/restore/task/T9");
    QComboBox* kind = nullptr;
    for (QComboBox* each : inspector.findChildren<QComboBox*>())
        if (each->isVisible() && each->findText(u"sub-process, with a map of its own"_s) >= 0)
            kind = each;
    REQUIRE(kind);
    CHECK(kind->currentText() == u"sub-process, with a map of its own"_s);
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Home);
    QTest::keyClick(kind, Qt::Key_Return);
    CHECK_FALSE(findStep(shown.process("restore"), StepId("T9"))->isSubProcess());
}

TEST_CASE("a sub-process shows what its steps take together, and cases are seen on it") {
    ShownMap shown(nestedTransit());
    shown.select("process/restore");
    shown.measured();
    const StepContent whole = shown.canvas().content().step(StepId("T9"));
    CHECK(whole.isSubProcess);
    CHECK_FALSE(whole.isDelay);
    CHECK_FALSE(whole.touch.isEmpty());
    CHECK(whole.words.startsWith(u"Sub-process: "_s));
    ShownMap plain(transit());
    plain.select("process/restore");
    plain.measured();
    CHECK(plain.canvas().content().step(StepId("T9")).touch == whole.touch);
    CHECK(plain.page.measurer().measures()->cycleTime == Approx(shown.page.measurer().measures()->cycleTime));
    // Its own map is measured with the cases that come to it.
    shown.select("process/" + innerMap(shown).text);
    REQUIRE(QTest::qWaitFor(
        [&] {
            const ProcessMeasures* measures = shown.page.measurer().measures();
            return measures && measures->process.id == innerMap(shown);
        },
        30000));
    CHECK(shown.page.measurer().measures()->casesPerMonth > 0);
}
