// SPDX-License-Identifier: GPL-3.0-or-later
// Versions by the window's events: named, renamed, deleted, compared and gone back to, and workshop copies.
#include "tests/ui/minutes/minutes_bench.h"
#include "tests/ui/saved_as.h"
#include "ui/look/number_words.h"
#include "ui/minutes/version_npvs.h"
#include "ui/qt_text.h"
#include "ui/window/banner.h"
#include "ui/window/file_commands.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

using Fixture = MinutesBench;

TEST_CASE("Versions are compared and gone back to though the edits ask the history meanwhile") {
    Fixture f;
    need(f.document.create(transit()));
    need(f.document.nameVersion(u"A"_s));
    const Model named = f.document.model();
    f.set("estimate", "2/3/4");
    need(f.document.nameVersion(u"B"_s));
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    auto* npv = f.named<QLabel>(u"What it does to the NPV"_s);
    auto* list = f.named<QListWidget>(u"Versions"_s);
    f.panel()->versions().compare(u"A"_s, u"B"_s);
    f.panel()->showEdits();
    f.panel()->nameVersion();
    list->setFocus();
    list->setCurrentRow(0);
    REQUIRE(QTest::qWaitFor([&] { return npv->text().startsWith(u"The NPV "_s); }, longest));
    f.panel()->versions().compare(u"A"_s, u"B"_s);
    f.panel()->showEdits();
    f.panel()->nameVersion();
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return f.document.model() == named; }, longest));
}

TEST_CASE("A version keeps its edits though they are taken back and others made") {
    Fixture f;
    need(f.document.create(transit()));
    f.set("estimate", "2/3/4");
    need(f.document.nameVersion(u"A"_s));
    const Model named = f.document.model();
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    need(f.document.undo());
    f.set("estimate", "7/8/9");
    auto* list = f.named<QListWidget>(u"Versions"_s);
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return f.document.model() == named; }, longest));
}

TEST_CASE("An edit that draws nothing anew leaves the NPVs of versions as they are known") {
    Fixture f;
    need(f.document.create(transit()));
    need(f.document.nameVersion(u"A"_s));
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    auto* npvs = f.panel()->findChild<VersionNpvs*>();
    REQUIRE(npvs);
    QSignalSpy told(npvs, &VersionNpvs::told);
    QSignalSpy read(npvs, &VersionNpvs::drawsRead);
    REQUIRE(QTest::qWaitFor([&] { return told.size() == 1; }, longest));
    f.set("notes", "only words");
    REQUIRE(QTest::qWaitFor([&] { return read.size() == 2; }, longest));
    need(f.document.nameVersion(u"B"_s));
    REQUIRE(QTest::qWaitFor([&] { return told.size() == 2; }, longest));
    CHECK(told.at(1).at(0).toString() == u"B"_s);
    // Another seed draws all of them anew.
    need(f.document.apply(setField(f.document.model(), {Settings::kind, ""}, "seed", "7")));
    REQUIRE(QTest::qWaitFor([&] { return told.size() == 4; }, longest));
}

TEST_CASE("A version is named, renamed, deleted and gone back to by the keyboard") {
    Fixture f;
    need(f.document.create(transit()));
    f.set("estimate", "4/5/6");
    const Model named = f.document.model();
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    auto* field = f.named<QLineEdit>(u"Name for the model as it is now"_s);
    REQUIRE(field->hasFocus());
    QTest::keyClicks(field, u"Before lunch"_s);
    QTest::keyClick(field, Qt::Key_Return);
    REQUIRE(f.document.versions().size() == 1);
    auto* list = f.named<QListWidget>(u"Versions"_s);
    REQUIRE(list->count() == 1);
    CHECK(f.list().index(0).data(EditList::versionsRole).toString() == u"Before lunch"_s);

    f.set("estimate", "1/2/3");
    const Model later = f.document.model();
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_F2);
    QLineEdit* editor = list->findChild<QLineEdit*>();
    REQUIRE(editor);
    editor->selectAll();
    QTest::keyClicks(editor, u"Morning"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return f.document.versions().front().name == "Morning"; }));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return f.document.model() == named; }, longest));
    CHECK(f.document.undoLabel().value_or(QString()).contains(u"Morning"_s));
    need(f.document.undo());
    CHECK(f.document.model() == later);

    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    CHECK(f.document.versions().empty());
    QTest::mouseClick(f.named<QAbstractButton>(u"Undo"_s), Qt::LeftButton);
    CHECK(f.document.versions().size() == 1);
}

TEST_CASE("The version that was being renamed gets the name, though another is chosen meanwhile") {
    Fixture f;
    need(f.document.create(transit()));
    need(f.document.nameVersion(u"First"_s));
    f.set("estimate", "4/5/6");
    need(f.document.nameVersion(u"Second"_s));
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    auto* list = f.named<QListWidget>(u"Versions"_s);
    REQUIRE(list->count() == 2);
    list->setFocus();
    list->setCurrentRow(0);
    const std::string other = f.document.versions()[1].name;
    QTest::keyClick(list, Qt::Key_F2);
    QLineEdit* editor = list->findChild<QLineEdit*>();
    REQUIRE(editor);
    editor->selectAll();
    QTest::keyClicks(editor, u"Renamed"_s);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
    REQUIRE(QTest::qWaitFor([&] { return f.document.versions()[0].name == "Renamed"; }));
    CHECK(f.document.versions()[1].name == other);
}

TEST_CASE("Two versions are compared by what changed and what that did to the NPV") {
    Fixture f;
    need(f.document.create(transit()));
    need(f.document.nameVersion(u"A"_s));
    f.set("estimate", "2/3/4");
    need(f.document.nameVersion(u"B"_s));
    f.set("notes", "only words");
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    VersionsView& versions = f.panel()->versions();
    auto* npv = f.named<QLabel>(u"What it does to the NPV"_s);
    auto* lines = f.named<QListView>(u"What differs"_s);
    versions.compare(u"A"_s, u"B"_s);
    REQUIRE(QTest::qWaitFor([&] { return npv->text().startsWith(u"The NPV "_s); }, longest));
    REQUIRE(lines->model()->rowCount() == 1);
    CHECK(lines->model()->index(0, 0).data().toString().endsWith(u"\u2192 2/3/4 hour"_s));
    versions.compare(u"B"_s, QString());
    REQUIRE(QTest::qWaitFor([&] { return npv->text().startsWith(u"Nothing that differs"_s); }, longest));
    CHECK(lines->model()->rowCount() == 1);
    versions.compare(u"B"_s, u"B"_s);
    REQUIRE(QTest::qWaitFor([&] { return npv->text() == u"They are the same."_s; }, longest));
    CHECK(lines->model()->rowCount() == 0);
}

TEST_CASE("Versions stand with their time and NPV, and two that differ are compared without being picked") {
    Fixture f;
    need(f.document.create(transit()));
    REQUIRE(waitForResults(f.bench.runs()));
    need(f.document.nameVersion(u"A"_s));
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    auto* before = f.named<QComboBox>(u"Compare"_s);
    auto* after = f.named<QComboBox>(u"With"_s);
    auto* npv = f.named<QLabel>(u"What it does to the NPV"_s);
    auto* list = f.named<QListWidget>(u"Versions"_s);
    CHECK(before->currentText() == u"A"_s);
    CHECK(after->currentText() == u"The model now"_s);
    REQUIRE(QTest::qWaitFor([&] { return npv->text() == u"They are the same."_s; }, longest));
    const auto about = [&](int row) { return list->item(row)->data(Qt::AccessibleDescriptionRole).toString(); };
    REQUIRE(QTest::qWaitFor([&] { return about(0).contains(u"NPV "_s); }, longest));
    const QString whose = u"NPV of "_s + toQt(f.document.sampled()->name);
    const auto labels = f.bench.window().findChildren<QLabel*>();
    CHECK(std::ranges::any_of(labels, [&](const QLabel* each) { return each->isVisible() && each->text() == whose; }));
    // The NPV of the page, for the model is the one that was named.
    const Summary& page = f.document.sampled()->npv;
    CHECK(about(0).contains(u"NPV %1, %2"_s.arg(valueWithinWords(page.p50, page.p10, page.p90, u"USD"_s),
                                                rangeWords(page.p10, page.p90, u"USD"_s))));
    f.set("estimate", "2/3/4");
    need(f.document.nameVersion(u"B"_s));
    CHECK(before->currentText() == u"A"_s);
    CHECK(after->currentText() == u"B"_s);
    REQUIRE(QTest::qWaitFor([&] { return npv->text().startsWith(u"The NPV falls by "_s); }, longest));
    REQUIRE(QTest::qWaitFor([&] { return about(1).contains(u"NPV "_s); }, longest));
    CHECK(about(1).section(u"NPV "_s, 1) != about(0).section(u"NPV "_s, 1));
    need(f.document.nameVersion(u"C"_s));
    CHECK(before->currentText() == u"B"_s);
    CHECK(after->currentText() == u"C"_s);
}

TEST_CASE("A workshop copy is opened, says so, and leaves the master as it is") {
    Fixture f;
    QTemporaryDir folder;
    need(f.document.create(transit()));
    const QString master = folder.filePath(u"case.tributary"_s);
    need(saveAs(f.document, master));
    const Model before = f.document.model();
    f.bench.window().files().openWorkshopCopy();
    REQUIRE(QTest::qWaitFor([&] { return f.document.filePath() != master; }, 30000));
    CHECK(f.document.filePath().startsWith(folder.path()));
    CHECK(f.document.copyOf() == u"case"_s);
    CHECK(f.bench.window().windowTitle().contains(u"workshop copy of case"_s));
    f.set("estimate", "1/2/3");
    const QString copy = f.document.filePath();
    need(f.document.open(master));
    CHECK(f.document.copyOf().isEmpty());
    CHECK(f.document.model() == before);
    need(f.document.open(copy));
    CHECK(f.document.copyOf() == u"case"_s);
}

TEST_CASE("A version whose scenario has lost its tool has the NPV that the window showed of it") {
    Fixture f;
    need(f.document.create(transit()));
    Scenario plan = *f.document.model().scenarios().find(f.document.scenario());
    REQUIRE_FALSE(plan.interventions.empty());
    Scenario rival = plan; // which goes on with the tool
    rival.id = ScenarioId("a-rival");
    rival.name = "A rival";
    need(f.document.apply(Edit{"Add a rival", {}, {put(rival)}}));
    REQUIRE(waitForResults(f.bench.runs()));
    const Summary shown = f.document.sampled()->npv;
    need(f.document.nameVersion(u"With the tool"_s));
    plan.interventions.clear();
    need(f.document.apply(Edit{"Take the tool out", {}, {put(plan)}}));
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    auto* list = f.named<QListWidget>(u"Versions"_s);
    const auto about = [&] { return list->item(0)->data(Qt::AccessibleDescriptionRole).toString(); };
    REQUIRE(QTest::qWaitFor([&] { return about().contains(u"NPV "_s); }, longest));
    CHECK(about().contains(u"NPV %1, %2"_s.arg(valueWithinWords(shown.p50, shown.p10, shown.p90, u"USD"_s),
                                               rangeWords(shown.p10, shown.p90, u"USD"_s))));
}

TEST_CASE("A name that was refused is told until a version has a name that can be") {
    Fixture f;
    need(f.document.create(transit()));
    need(f.document.nameVersion(u"Before lunch"_s));
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    auto* field = f.named<QLineEdit>(u"Name for the model as it is now"_s);
    QTest::keyClicks(field, u"Before lunch"_s);
    QTest::keyClick(field, Qt::Key_Return);
    const auto* banner = f.bench.window().findChild<Banner*>();
    REQUIRE(banner->isVisible());
    CHECK(banner->text().contains(u"There is a version named"_s));
    QTest::keyClicks(field, u", 2"_s);
    QTest::keyClick(field, Qt::Key_Return);
    REQUIRE(f.document.versions().size() == 2);
    CHECK_FALSE(banner->isVisible());
}
