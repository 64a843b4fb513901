// SPDX-License-Identifier: GPL-3.0-or-later
// The story of the window by its events: start page, case, edits, undo, problems, files.
#include "core/exchange/templates.h"
#include "core/model/quantity_path.h"
#include "tests/ui/saved_as.h"
#include "tests/ui/window/shown_bench.h"
#include "tests/ui/window/two_pages.h"
#include "ui/inspector/inspector.h"
#include "ui/window/find_box.h"
#include "ui/window/problem_list.h"
#include "ui/window/rail.h"
#include "ui/window/recent_files.h"
#include "ui/window/start_page.h"
#include "ui/workbench.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QTemporaryDir>
#include <QToolButton>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The transit case with a metric whose formula names nothing.
Model brokenTransit() {
    const Model model = transit();
    Metric broken = *model.metrics().find(MetricId("O4"));
    broken.source = MetricSource::formula;
    broken.formula = tributary::test::formula("no_such_metric * 2");
    return tributary::apply(model, Edit{"Break it", {}, {put(broken)}}).model;
}

} // namespace

TEST_CASE("The window starts on the start page, and a case opens from there on the first page") {
    TwoPages f;
    auto* start = f.window.findChild<StartPage*>();
    CHECK(start->isVisible());
    CHECK_FALSE(f.window.findChild<Rail*>()->isVisible());
    QAbstractButton* choice = nullptr;
    for (auto* button : start->findChildren<QAbstractButton*>())
        if (!choice && !button->accessibleDescription().isEmpty())
            choice = button;
    REQUIRE(choice);
    QTest::mouseClick(choice, Qt::LeftButton);
    CHECK(f.document.isOpen());
    CHECK(f.cascade->isVisible());
    CHECK_FALSE(start->isVisible());
    CHECK(f.window.windowTitle().startsWith(f.document.title()));
    CHECK(waitForResults(f.runs));
    QTest::keyClick(&f.window, Qt::Key_W, Qt::ControlModifier);
    CHECK_FALSE(f.document.isOpen());
    CHECK(start->isVisible());
}

TEST_CASE("The start page offers every built-in case to the keyboard, in the order of the list") {
    TwoPages f;
    auto* start = f.window.findChild<StartPage*>();
    QStringList wanted, offered;
    for (const Template& each : templates())
        wanted << toQt(each.name);
    QAbstractButton* last = nullptr;
    start->findChildren<QAbstractButton*>().front()->setFocus();
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        last = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
        REQUIRE(last);
        offered << last->text();
        CHECK_FALSE(last->visibleRegion().isEmpty());
        if (i + 1 < wanted.size())
            QTest::keyClick(last, Qt::Key_Tab);
    }
    CHECK(offered == wanted);
    QTest::keyClick(last, Qt::Key_Return);
    CHECK(f.document.isOpen());
    CHECK(f.document.title() == u"Consulting firm"_s);
}

TEST_CASE("The rail and the keys turn the pages") {
    TwoPages f;
    f.openTransit();
    f.click(u"Results"_s);
    CHECK(f.results->isVisible());
    f.key(Qt::Key_1, Qt::ControlModifier);
    CHECK(f.cascade->isVisible());
    CHECK(f.window.findChild<Rail*>()->current() == 0);
}

TEST_CASE("Undo and redo follow the history and are off where there is none") {
    TwoPages f;
    f.openTransit();
    const Model before = f.document.model();
    f.key(Qt::Key_Z, Qt::ControlModifier);
    CHECK(f.document.model() == before);
    need(f.document.apply(rename(f.document.model(), MetricId("L1"), "Another name")));
    const Model after = f.document.model();
    f.key(Qt::Key_Z, Qt::ControlModifier);
    CHECK(f.document.model() == before);
    f.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(f.document.model() == after);
}

TEST_CASE("What an undo or redo changed is selected on the page of the tree alone") {
    ShownBench f;
    need(f.document.create(transit()));
    const auto* inspector = f.bench.window().findChild<Inspector*>();
    const std::string kind = GENERATE(as<std::string>(), "scenario", "results");
    f.bench.window().showPageFor(kind);
    f.document.select(kind == Scenario::kind ? std::string_view("intervention/parts-exchange") : std::string_view());
    const std::string selected = f.document.selection();
    REQUIRE_FALSE(inspector->isVisible());
    need(f.document.apply(setQuantity(f.document.model(), "metric/L2/estimate", "11")));
    QTest::keyClick(&f.bench.window(), Qt::Key_Z, Qt::ControlModifier);
    CHECK(f.document.redoLabel());
    CHECK(f.document.selection() == selected);
    CHECK_FALSE(inspector->isVisible());
    f.bench.window().showPageFor(Metric::kind);
    QTest::keyClick(&f.bench.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(f.document.selection() == "metric/L2");
}

TEST_CASE("The inspector is there beside the cascade, and makes room for the results until something is selected") {
    TwoPages f;
    f.openTransit();
    CHECK(f.inspector->isVisible());
    f.document.select("metric/L2");
    CHECK(f.inspector->isVisible());
    CHECK(f.inspector->parentWidget()->width() == 304);
    f.click(u"Results"_s);
    CHECK_FALSE(f.inspector->isVisible());
    f.key(Qt::Key_Comma, Qt::ControlModifier);
    CHECK(f.document.selection() == "settings");
    CHECK(f.inspector->isVisible());
    f.document.select(std::string_view());
    CHECK_FALSE(f.inspector->isVisible());
}

TEST_CASE("A page that has put the inspector away stays without it, whatever stood beside it or how wide it is") {
    TwoPages f;
    f.openTransit();
    f.document.select("metric/L2");
    f.click(u"Results"_s);
    REQUIRE_FALSE(f.inspector->isVisible());
    QAction* shown = f.window.setSidePanel(new QLabel(u"Minutes"_s), u"Minutes"_s, u"card-checklist"_s, {});
    shown->setChecked(true);
    CHECK_FALSE(f.inspector->isVisible());
    shown->setChecked(false);
    CHECK_FALSE(f.inspector->isVisible());
    f.window.resize(900, 900);
    f.window.resize(1440, 900);
    QCoreApplication::processEvents();
    CHECK_FALSE(f.inspector->isVisible());
    f.document.select("settings");
    CHECK(f.inspector->isVisible());
    shown->setChecked(true);
    CHECK_FALSE(f.inspector->isVisible());
    shown->setChecked(false);
    CHECK(f.inspector->isVisible()); // as before
    f.click(u"Cascade"_s);
    f.click(u"Results"_s);
    CHECK_FALSE(f.inspector->isVisible());
    f.key(Qt::Key_Comma, Qt::ControlModifier); // it is selected already
    CHECK(f.inspector->isVisible());
}

TEST_CASE("The scenario box shows the scenarios and chooses one") {
    TwoPages f;
    f.openTransit();
    auto* box = f.named<QComboBox>(u"Scenario"_s);
    const int before = box->count();
    CHECK(before == static_cast<int>(f.document.model().scenarios().size()));
    Scenario plan;
    plan.name = "More stock";
    const Edit added = need(addScenario(f.document.model(), plan));
    need(f.document.apply(added));
    REQUIRE(box->count() == before + 1);
    const int index = box->findText(u"More stock"_s);
    box->setFocus();
    for (int step = 0; step < 10 && box->currentIndex() != index; ++step)
        QTest::keyClick(box, index > box->currentIndex() ? Qt::Key_Down : Qt::Key_Up);
    CHECK(f.document.scenario() == addedId<Scenario>(added));
    need(f.document.undo());
    CHECK(box->count() == before);
}

TEST_CASE("F8 opens the problems and leads to the place of each on the page that shows it") {
    TwoPages f;
    need(f.document.create(brokenTransit()));
    const QAbstractItemModelTester tester(const_cast<ProblemList*>(&f.problems()->list()),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    REQUIRE(QTest::qWaitFor([&] { return f.problems()->list().rowCount() > 0; }, 60000));
    f.click(u"Results"_s);
    CHECK_FALSE(f.problems()->isVisible());
    f.key(Qt::Key_F8);
    CHECK(f.problems()->isVisible());
    REQUIRE(f.document.selectedEntity());
    CHECK(f.document.selection() == f.problems()->list().problem(0).subject);
    CHECK(f.cascade->isVisible());

    auto* rows = f.problems()->findChild<QListView*>();
    f.document.select(std::string_view());
    QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, rows->visualRect(rows->model()->index(0, 0)).center());
    CHECK(f.document.selection() == f.problems()->list().problem(0).subject);

    need(f.document.apply(Edit{"Mend it", {}, {put(*transit().metrics().find(MetricId("O4")))}}));
    REQUIRE(waitForResults(f.runs));
    CHECK(f.problems()->list().count(Severity::error) == 0);
}

TEST_CASE("A refusal stands in the banner until the next change") {
    TwoPages f;
    f.openTransit();
    CHECK_FALSE(f.banner()->isVisible());
    f.document.tell(Error{"This cannot be done: do that.", std::nullopt});
    CHECK(f.banner()->isVisible());
    CHECK(f.banner()->text() == u"This cannot be done: do that."_s);
    f.key(Qt::Key_Escape);
    CHECK_FALSE(f.banner()->isVisible());
    f.document.tell(Error{"That cannot be done either.", std::nullopt});
    need(f.document.apply(rename(f.document.model(), MetricId("L1"), "Another name")));
    CHECK_FALSE(f.banner()->isVisible());
}

TEST_CASE("A file that another window holds opens read-only, and the banner says so") {
    TwoPages f;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"held.tributary"_s);
    Document holder;
    need(holder.create(transit()));
    need(saveAs(holder, path));
    f.window.files().openPath(path);
    f.settle();
    REQUIRE(f.document.isReadOnly());
    CHECK(f.banner()->isVisible());
    f.window.files().saveAs(folder.filePath(u"own.tributary"_s));
    f.settle();
    CHECK_FALSE(f.document.isReadOnly());
    CHECK_FALSE(f.banner()->isVisible());
}

TEST_CASE("A file that goes away while it is open is said to be lost") {
    TwoPages f;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"lost.tributary"_s);
    f.openTransit();
    f.window.files().saveAs(path);
    f.settle();
    REQUIRE(QFile::remove(path));
    CHECK(QTest::qWaitFor([&] { return f.banner()->isVisible(); }, 10000));
    CHECK(f.banner()->text().contains(u"lost.tributary"_s));
}

TEST_CASE("What cannot be opened is said in the banner, and the open model stays") {
    TwoPages f;
    const QTemporaryDir folder;
    f.openTransit();
    const Model before = f.document.model();
    const QString path = folder.filePath(u"noise.tributary"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("this is no model");
    file.close();
    f.window.files().openPath(path);
    f.settle();
    CHECK(f.banner()->isVisible());
    CHECK(f.document.model() == before);
    CHECK_FALSE(recentFiles().contains(path));
}

TEST_CASE("The window closes in the middle of a run") {
    auto f = std::make_unique<TwoPages>();
    need(f->document.create(slowTransit()));
    REQUIRE(QTest::qWaitFor([&] { return f->runs.progress() > 0; }, 60000));
    CHECK(f->window.close());
    f.reset();
    SUCCEED("nothing waited for the run");
}

TEST_CASE("Find selects what is named by a part of its words") {
    TwoPages f;
    f.openTransit();
    f.click(u"Results"_s);
    f.key(Qt::Key_F, Qt::ControlModifier);
    QWidget* field = QApplication::focusWidget();
    REQUIRE(field);
    CHECK(field->accessibleName() == u"Find by name or id"_s);
    const Metric& metric = *f.document.model().metrics().find(MetricId("L4"));
    QTest::keyClicks(field, toQt(metric.name));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(f.document.selection() == "metric/L4");
    CHECK(f.cascade->isVisible());
}

TEST_CASE("Find puts a whole name before its beginning, both before a part, and ids last, and cuts no name") {
    TwoPages f;
    Model model;
    const auto add = [&](const std::string& id, const std::string& name) {
        Metric metric;
        metric.id = MetricId(id);
        metric.name = name;
        model = tributary::apply(model, Edit{{}, {}, {put(std::move(metric))}}).model;
    };
    for (int number = 1; number <= 30; ++number)
        add("O" + std::to_string(number + 1), "Driver number " + std::to_string(number));
    const std::string longest = "Hours of search of all who are asked for a part that nobody in the yard has seen";
    add("A1", "Cost of parts");
    add("A2", "Parts in stock");
    add("A3", "Parts");
    add("A4", longest);
    need(f.document.create(model));
    f.key(Qt::Key_F, Qt::ControlModifier);
    QWidget* field = QApplication::focusWidget();
    auto* rows = f.window.findChild<FindBox*>()->findChild<QListWidget*>();
    REQUIRE(rows);
    const auto find = [&](const QString& words) {
        qobject_cast<QLineEdit*>(field)->clear();
        QTest::keyClicks(field, words);
        QStringList names;
        for (int row = 0; row < rows->count(); ++row)
            names << rows->item(row)->text();
        return names;
    };
    CHECK(find(u"number 22"_s) == QStringList{u"Driver number 22"_s, u"Driver number 21"_s}); // O22
    CHECK(find(u"parts"_s) == QStringList{u"Parts"_s, u"Parts in stock"_s, u"Cost of parts"_s});
    need(f.document.apply(rename(f.document.model(), MetricId("A3"), "Pieces")));
    CHECK(find(u"parts"_s) == QStringList{u"Parts in stock"_s, u"Cost of parts"_s});
    CHECK(find(u"pieces"_s) == QStringList{u"Pieces"_s});
    REQUIRE(find(u"hours"_s) == QStringList{toQt(longest)});
    const QRect row = rows->visualItemRect(rows->item(0));
    const QRect needed =
        rows->fontMetrics().boundingRect(QRect(0, 0, row.width() - 160, 500), Qt::TextWordWrap, toQt(longest));
    CHECK(row.height() >= needed.height());
    CHECK(rows->height() >= row.height());
}

TEST_CASE("F6 walks through the regions of the window") {
    TwoPages f;
    f.openTransit();
    f.cascade->setFocus();
    f.key(Qt::Key_F6);
    CHECK_FALSE(f.cascade->hasFocus());
    for (int step = 0; step < 4 && !f.cascade->hasFocus(); ++step)
        f.key(Qt::Key_F6);
    CHECK(f.cascade->hasFocus());
}

TEST_CASE("Every widget that takes the focus has a name for those who do not see it") {
    TwoPages f;
    f.openTransit();
    for (const QWidget* widget : f.window.findChildren<QWidget*>()) {
        const QString kind = QString::fromLatin1(widget->metaObject()->className());
        if (widget->focusPolicy() == Qt::NoFocus || kind.startsWith(u"QComboBoxListView") ||
            kind.startsWith(u"QMenu") || qobject_cast<const QLabel*>(widget) || !widget->isEnabled() ||
            widget->objectName().startsWith(u"qt_"))
            continue;
        if (qobject_cast<const QAbstractButton*>(widget) && !widget->isVisibleTo(&f.window))
            continue;
        INFO(kind.toStdString() << " " << widget->objectName().toStdString());
        CHECK_FALSE(widget->accessibleName().isEmpty());
    }
}

TEST_CASE("The loss of the file comes before what was told, and what was told after it") {
    QTemporaryDir folder;
    TwoPages f;
    f.openTransit();
    const QString path = folder.filePath(u"case.tributary"_s);
    need(saveAs(f.document, path));
    f.document.tell(Error{"An older message.", std::nullopt});
    const auto says = [&](const QString& part) {
        for (const QLabel* label : f.banner()->findChildren<QLabel*>())
            if (label->text().contains(part))
                return f.banner()->isVisible();
        return false;
    };
    CHECK(says(u"An older message."_s));
    REQUIRE(QFile::remove(path));
    CHECK(f.named<QLabel>(u"Where it is saved"_s)->text().contains(u"all changes saved"_s));
    REQUIRE(QTest::qWaitFor([&] { return says(u"no longer in its folder"_s); }, 5000));
    // The title says nothing else than the banner.
    const QString saved = f.named<QLabel>(u"Where it is saved"_s)->text();
    CHECK(saved.contains(u"not saved"_s));
    const Model model = f.document.model();
    need(saveAs(f.document, folder.filePath(u"again.tributary"_s)));
    CHECK(f.document.model() == model);
    CHECK(QFile::exists(folder.filePath(u"again.tributary"_s)));
    CHECK_FALSE(says(u"no longer in its folder"_s));
    INFO(f.named<QLabel>(u"Where it is saved"_s)->text().toStdString());
    CHECK(QTest::qWaitFor(
        [&] { return f.named<QLabel>(u"Where it is saved"_s)->text().contains(u"all changes saved"_s); }, 5000));
}

TEST_CASE("The menus are found at the mark: it says so, and Alt, F10 and the letters of the menus open them") {
    TwoPages f;
    f.openTransit();
    auto* mark = f.named<QToolButton>(u"Menu"_s);
    CHECK(mark->text() == u"Menu"_s);
    CHECK(mark->toolTip().contains(u"F10"_s));
    CHECK(mark->toolTip().contains(u"Alt"_s));
    QMenu* menu = mark->menu();
    REQUIRE(menu);
    const auto opened = [&] {
        const bool shown = menu->isVisible();
        while (QWidget* popup = QApplication::activePopupWidget())
            popup->close();
        return shown;
    };
    f.key(Qt::Key_F10);
    CHECK(opened());
    QTest::keyPress(&f.window, Qt::Key_Alt);
    QTest::keyRelease(&f.window, Qt::Key_Alt, Qt::AltModifier);
    CHECK(opened());
    // Alt with something between is that something.
    QTest::keyPress(&f.window, Qt::Key_Alt);
    QTest::keyClick(&f.window, Qt::Key_Left, Qt::AltModifier);
    QTest::keyRelease(&f.window, Qt::Key_Alt, Qt::AltModifier);
    CHECK_FALSE(opened());
    f.key(Qt::Key_F, Qt::AltModifier);
    REQUIRE(menu->isVisible());
    REQUIRE(menu->activeAction());
    CHECK(menu->activeAction()->text() == u"&File"_s);
    CHECK(opened());
}

TEST_CASE("No two commands of a menu have the same letter") {
    EmptyDraftFolder drafts;
    Workbench bench;
    need(bench.document().create(transit()));
    for (const QMenu* menu : bench.window().findChildren<QMenu*>()) {
        QStringList letters;
        for (const QAction* action : menu->actions()) {
            const QString letter = QKeySequence::mnemonic(action->text()).toString();
            if (letter.isEmpty() || !action->isVisible())
                continue;
            INFO(menu->title().toStdString() << ": " << action->text().toStdString());
            CHECK_FALSE(letters.contains(letter));
            letters << letter;
        }
    }
}
