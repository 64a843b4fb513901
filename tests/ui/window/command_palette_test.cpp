// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/model/map_edits.h"
#include "tests/ui/window/shown_bench.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/cascade/name_field.h"
#include "ui/inspector/inspector.h"
#include "ui/interventions/catalogue_dialog.h"
#include "ui/interventions/intervention_view.h"
#include "ui/interventions/interventions_page.h"
#include "ui/interventions/plan_list.h"
#include "ui/minutes/minutes_panel.h"
#include "ui/process/ledger_panel.h"
#include "ui/process/map_canvas.h"
#include "ui/process/process_page.h"
#include "ui/process/times_panel.h"
#include "ui/qt_text.h"
#include "ui/window/command_palette.h"
#include "ui/window/fuzzy_match.h"
#include "ui/window/rail.h"
#include "ui/window/top_bar.h"

#include <catch2/catch.hpp>

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <algorithm>
#include <functional>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct PaletteBench : ShownBench {
    CommandPalette* palette = bench.window().findChild<CommandPalette*>();

    void open() {
        QTest::keyClick(&bench.window(), Qt::Key_K, Qt::ControlModifier);
        REQUIRE(palette->isVisible());
        REQUIRE(palette->words()->hasFocus());
    }
    [[nodiscard]] QString row(int index) const { return palette->found()->item(index)->text(); }
};

} // namespace

TEST_CASE("On the cascade the process of the selected metric is mapped by one command, which leads to its page") {
    PaletteBench f;
    need(f.document.create(transit()));
    f.document.select(std::string_view("metric/O1"));
    const std::string name = f.document.model().metrics().find(MetricId("O1"))->name;
    const auto type = [&](const QString& words) {
        f.open();
        QTest::keyClicks(f.palette->words(), words);
        INFO(f.row(0).toStdString());
        REQUIRE(f.row(0).contains(toQt(name)));
        QTest::keyClick(f.palette->words(), Qt::Key_Return);
    };
    type(u"map the process of"_s);
    const auto& page = *f.bench.window().findChild<ProcessPage*>();
    REQUIRE(QTest::qWaitFor([&] { return page.isVisible(); }));
    const Process made = *f.document.model().processes().find(page.shownProcess());
    CHECK(made.metric == MetricId("O1"));
    CHECK(made.name == name);
    CHECK(f.document.selection() == "process/" + made.id.text + "/task/start");
    // It is offered no second time.
    f.document.select(std::string_view("metric/O1"));
    f.open();
    QTest::keyClicks(f.palette->words(), u"go to the map under"_s);
    CHECK(f.row(0).contains(toQt(name)));
}

TEST_CASE("What is typed fits a name by its letters in their order, best at the beginnings of words") {
    CHECK(fuzzyScore(u"Add a driver"_s, QString()) == 0);
    CHECK(fuzzyScore(u"Add a driver"_s, u"adr"_s));
    CHECK_FALSE(fuzzyScore(u"Add a driver"_s, u"drivex"_s));
    CHECK_FALSE(fuzzyScore(u"Add"_s, u"dda"_s));
    CHECK(*fuzzyScore(u"Zoom in"_s, u"zi"_s) > fuzzyScore(u"Analyzing"_s, u"zi"_s).value_or(-99));
    CHECK(*fuzzyScore(u"Fold or unfold"_s, u"fold"_s) > *fuzzyScore(u"Free old lads"_s, u"fold"_s));
    CHECK(*fuzzyScore(u"Undo"_s, u"un"_s) > *fuzzyScore(u"Add a metric; run"_s, u"un"_s));
    CHECK(fuzzyScore(u"Export the metrics as CSV"_s, u"csv export"_s));
    CHECK(fitOf(u"Add a driver"_s, u"dri a"_s) == Fit::beginsWords);
    CHECK(fitOf(u"Add a driver"_s, u"add river"_s) == Fit::within);
    CHECK(fitOf(u"Add a driver"_s, u"adr"_s) == Fit::scattered);
}

TEST_CASE("The palette lists what holds the typed words, and scattered letters only where nothing else is found") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    f.open();
    const auto names = [&](const QString& typed) {
        f.palette->words()->clear();
        QTest::keyClicks(f.palette->words(), typed);
        QStringList all;
        for (int row = 0; row < f.palette->found()->count(); ++row)
            all << f.row(row);
        return all;
    };
    const QStringList found = names(u"group"_s);
    CHECK(found.contains(u"Add a group"_s));
    for (const Template& built : templates()) {
        INFO(built.name);
        const QString name = toQt(built.name);
        CHECK(found.contains(name) == name.contains(u"group"_s, Qt::CaseInsensitive));
    }
    CHECK(names(u"addrvr"_s).contains(u"Add a driver"_s));
}

TEST_CASE("Ctrl+K adds a scenario, an intervention and a group, and shows each where it is") {
    PaletteBench f;
    Document& document = f.bench.document();
    need(document.create(transit()));
    const auto give = [&](const QString& words) {
        f.open();
        QTest::keyClicks(f.palette->words(), words);
        QTest::keyClick(f.palette->words(), Qt::Key_Return);
    };
    give(u"add scenario"_s);
    CHECK(document.model().scenarios().size() == transit().scenarios().size() + 1);
    const auto* page = f.bench.window().findChild<InterventionsPage*>();
    CHECK(page->isVisible());
    CHECK(page->list() == InterventionsPage::List::scenarios);
    give(u"add group"_s);
    CHECK(document.model().groups().size() == transit().groups().size() + 1);
    REQUIRE(document.selectedEntity());
    CHECK(document.selectedEntity()->kind == Group::kind);
    give(u"add interv"_s);
    CHECK(page->isVisible());
    REQUIRE(page->catalogueDialog());
    CHECK(page->catalogueDialog()->isVisible());
    QTest::keyClick(page->catalogueDialog(), Qt::Key_Escape);
}

TEST_CASE("Ctrl+K adds a process, whose name and steps are then typed by keys alone") {
    PaletteBench f;
    Document& document = f.bench.document();
    need(document.create(transit()));
    const auto kind = GENERATE(Metric::kind, Process::kind, Scenario::kind);
    f.bench.window().showPageFor(Process::kind);
    f.bench.window().findChild<ProcessPage*>()->turnTo(GENERATE(ProcessPage::View::map, ProcessPage::View::exceptions));
    f.bench.window().showPageFor(kind);
    const auto typed = [](const QString& words, Qt::Key end) {
        QTest::keyClicks(QApplication::focusWidget(), words);
        QTest::keyClick(QApplication::focusWidget(), end);
    };
    f.open();
    typed(u"add a process"_s, Qt::Key_Return);
    auto& page = *f.bench.window().findChild<ProcessPage*>();
    REQUIRE(page.isVisible());
    REQUIRE(page.nameField().field()->hasFocus());
    CHECK(page.rect().contains(page.nameField().geometry()));
    typed(u"Answer a call"_s, Qt::Key_Return);
    CHECK(document.model().processes().size() == transit().processes().size() + 1);
    CHECK(page.shownProcess() == ProcessId("answer-a-call"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    typed(u"Greet 1 min"_s, Qt::Key_Return);
    CHECK(findStep(*document.model().processes().find(ProcessId("answer-a-call")), StepId("greet")));
}

TEST_CASE("Ctrl+K turns to each view of the page of processes, from every page") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    const auto kind = GENERATE(Metric::kind, Process::kind, Scenario::kind);
    f.bench.window().showPageFor(kind);
    const auto& page = *f.bench.window().findChild<ProcessPage*>();
    const auto give = [&](const QString& words) {
        f.open();
        QTest::keyClicks(f.palette->words(), words);
        QTest::keyClick(f.palette->words(), Qt::Key_Return);
        return page.isVisible();
    };
    CHECK(give(u"exception"_s));
    CHECK(f.bench.window().findChild<LedgerPanel*>()->isVisible());
    f.bench.window().showPageFor(kind);
    CHECK(give(u"show the times"_s));
    CHECK(page.times().isVisible());
    f.bench.window().showPageFor(kind);
    CHECK(give(u"show the map"_s));
    CHECK(page.canvas().isVisible());
    CHECK(page.canvas().hasFocus());
}

TEST_CASE("Ctrl+K adds an input and a correlation from every page, and shows their fields") {
    PaletteBench f;
    Document& document = f.bench.document();
    need(document.create(transit()));
    const auto* inspector = f.bench.window().findChild<Inspector*>();
    const auto kind = GENERATE(Metric::kind, Scenario::kind);
    const bool besideMinutes = GENERATE(false, true);
    f.bench.window().showPageFor(kind);
    const auto give = [&](const QString& words) {
        if (besideMinutes)
            QTest::keyClick(&f.bench.window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        REQUIRE(f.bench.window().findChild<MinutesPanel*>()->isVisible() == besideMinutes);
        f.open();
        QTest::keyClicks(f.palette->words(), words);
        QTest::keyClick(f.palette->words(), Qt::Key_Return);
        CHECK(inspector->isVisible());
        CHECK(inspector->isAncestorOf(QApplication::focusWidget()));
    };
    give(u"input"_s);
    CHECK(document.model().inputs().size() == transit().inputs().size() + 1);
    CHECK(document.selectedEntity()->kind == Input::kind);
    give(u"correl"_s);
    CHECK(document.model().correlations().size() == transit().correlations().size() + 1);
    CHECK(document.selectedEntity()->kind == Correlation::kind);
    f.bench.window().goTo("metric/L2");
    QTest::keyClick(&f.bench.window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE_FALSE(inspector->isVisible());
    emit f.bench.window().findChild<CascadePage*>()->inspectorWanted(); // as a double click on a card does
    CHECK(inspector->isAncestorOf(QApplication::focusWidget()));
}

TEST_CASE("Ctrl+K finds what the fields of the selected thing add, and what a page does, each once") {
    PaletteBench f;
    Document& document = f.bench.document();
    need(document.create(transit()));
    f.bench.window().showPageFor(Metric::kind);
    Correlation correlation;
    correlation.name = "Tested";
    const Edit edit = need(addCorrelation(document.model(), correlation));
    need(document.apply(edit));
    document.select(EntityRef{Correlation::kind, addedId<Correlation>(edit).text});
    QCoreApplication::processEvents();
    f.open();
    QTest::keyClicks(f.palette->words(), u"delete this cor"_s);
    QTest::keyClick(f.palette->words(), Qt::Key_Return);
    CHECK(document.model().correlations().size() == transit().correlations().size());
    f.bench.window().showPageFor(Scenario::kind);
    QCoreApplication::processEvents();
    f.open();
    QTest::keyClicks(f.palette->words(), u"add a scenario"_s);
    CHECK(f.palette->found()->count() == 1);
}

TEST_CASE("The palette looks for buttons once, not at each letter") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    int asked = 0;
    f.palette->setButtonAreas([&] {
        ++asked;
        return QList<const QWidget*>{&f.bench.window()};
    });
    f.open();
    QTest::keyClicks(f.palette->words(), u"add a scenario"_s);
    CHECK(asked == 1);
}

TEST_CASE("Ctrl+K finds the order of the tree by another word for it") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    f.bench.window().showPageFor(Metric::kind);
    f.open();
    QTest::keyClicks(f.palette->words(), u"tidy"_s);
    CHECK(f.palette->found()->item(0)->text() == u"Arrange the tree anew"_s);
}

TEST_CASE("Keys on the page of interventions go to its list, not into a title") {
    PaletteBench f;
    Document& document = f.bench.document();
    need(document.create(transit()));
    QCoreApplication::processEvents();
    const auto* page = f.bench.window().findChild<InterventionsPage*>();
    for (QAbstractButton* button : f.bench.window().findChild<Rail*>()->findChildren<QAbstractButton*>())
        if (button->text() == u"Interventions"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    REQUIRE(page->isVisible());
    REQUIRE(QTest::qWaitFor([&] { return !page->intervention().isBeingMade(); }));
    QCoreApplication::processEvents();
    QWidget* focus = QApplication::focusWidget();
    REQUIRE(focus);
    CHECK(focus == &page->entries());
    QTest::keyClick(focus, Qt::Key_X);
    QTest::keyClick(focus, Qt::Key_Return);
    CHECK(document.model() == transit());
}

TEST_CASE("A scenario keeps its colour and marker when another one comes before it") {
    PaletteBench f;
    Document& document = f.bench.document();
    need(document.create(transit()));
    const auto* box = f.bench.window().findChild<TopBar*>()->findChild<QComboBox*>();
    const auto look = [&](const std::string& id) {
        const int at = box->findData(toQt(id));
        REQUIRE(at >= 0);
        return box->itemIcon(at).pixmap(16).toImage();
    };
    const QImage first = look("more-stock");
    const QImage second = look("parts-exchange");
    CHECK(first != second);
    Scenario scenario;
    scenario.name = "Another";
    need(document.apply(addScenario(document.model(), std::move(scenario))));
    REQUIRE(box->findData(u"another"_s) >= 0);
    CHECK(look("more-stock") == first);
    CHECK(look("parts-exchange") == second);
    CHECK(look("another") != first);
    CHECK(look("another") != second);
}

TEST_CASE("Ctrl+K lists every command of the menus in sight once, with its keys") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    const auto commands = commandsOf(f.bench.window());
    std::set<QAction*> listed;
    for (const Command& command : commands) {
        CHECK_FALSE(command.name.contains(u'&'));
        CHECK(listed.insert(command.action).second);
    }
    const std::function<void(QMenu*)> walk = [&](QMenu* menu) {
        for (QAction* action : menu->actions())
            if (action->menu())
                walk(action->menu());
            else if (!action->isSeparator() && action->isVisible())
                CHECK(listed.contains(action));
    };
    for (QAction* top : f.bench.window().menuBar()->actions())
        if (top->menu() && top->isVisible())
            walk(top->menu());
    const auto named = [&](const QString& name) {
        for (const Command& command : commands)
            if (command.name == name)
                return command;
        FAIL(name.toStdString());
        return Command{};
    };
    CHECK(named(u"Find"_s).keys == u"Ctrl+F"_s);
    CHECK(named(u"Add a driver"_s).keys == u"Tab"_s);
    CHECK(named(u"Add a driver"_s).menu == u"Cascade"_s);
    CHECK(named(u"A level up"_s).menu == u"Cascade › Level"_s);
    CHECK(named(u"Next region of the window"_s).keys == u"F6"_s);
}

TEST_CASE("Ctrl+K finds what is on the ribbon, pages, sizes of text, themes, scenarios, periods and metrics") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    f.open();
    const auto finds = [&](const QString& typed, const QString& name) {
        f.palette->words()->clear();
        QTest::keyClicks(f.palette->words(), typed);
        for (int row = 0; row < f.palette->found()->count(); ++row)
            if (f.row(row) == name)
                return true;
        return false;
    };
    CHECK(finds(u"put back"_s, u"Put back what was moved"_s));
    CHECK(finds(u"keep"_s, u"Keep what was moved"_s));
    CHECK(finds(u"month"_s, u"Go to month 36"_s));
    CHECK(finds(u"month"_s, u"Go to the last month"_s));
    CHECK(finds(u"month 17"_s, u"Go to month 17"_s));
    CHECK(finds(u"switch scenario"_s, u"Switch to the scenario More parts in stock"_s));
    CHECK(finds(u"page"_s, u"Interventions"_s));
    CHECK(finds(u"text size"_s, u"Larger text"_s));
    CHECK(finds(u"theme"_s, u"Dark"_s));
    CHECK(finds(u"go to emergency"_s, u"Go to Emergency purchases"_s));
    CHECK(finds(u"parallel"_s, u"All ways at once"_s));
    CHECK(finds(u"gateway"_s, u"One way of several"_s));

    Document& document = f.bench.document();
    const auto give = [&](const QString& typed) {
        f.palette->words()->clear();
        QTest::keyClicks(f.palette->words(), typed);
        QTest::keyClick(f.palette->words(), Qt::Key_Return);
        CHECK_FALSE(f.palette->isVisible());
    };
    give(u"month 17"_s);
    CHECK(document.period() == 17);
    f.open();
    give(u"scenario more parts"_s);
    CHECK(document.scenario() == ScenarioId("more-stock"));
    f.open();
    give(u"go to emergency purchases"_s);
    REQUIRE(document.selectedEntity());
    CHECK(document.selectedEntity()->kind == Metric::kind);
}

TEST_CASE("With nothing typed no command that leads to another file comes first, and the built-in cases come last") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    f.open();
    const int count = f.palette->found()->count();
    const auto isCase = [&](int row) {
        for (const Template& built : templates())
            if (f.row(row) == toQt(built.name))
                return true;
        return false;
    };
    int first = 0;
    while (first < count && !isCase(first))
        ++first;
    REQUIRE(first < count);
    CHECK(first > count / 2);
    for (int row = 0; row < count / 2; ++row)
        CHECK(f.row(row) != u"New empty model"_s);
}

TEST_CASE("Each command that cannot be given says why: without a model, without a selection, and on another page") {
    PaletteBench f;
    const auto check = [&](const char* state) {
        INFO(state);
        for (const Command& command : commandsOf(f.bench.window())) {
            INFO(command.menu.toStdString() << ": " << command.name.toStdString());
            CHECK((command.isReady() || !command.whyNot().isEmpty()));
        }
    };
    check("no model");
    need(f.bench.document().create(transit()));
    check("a model");
    f.bench.window().showPage(1);
    check("the page of processes");
    const auto commands = commandsOf(f.bench.window());
    const auto driver = std::ranges::find(commands, u"Add a driver"_s, &Command::name);
    REQUIRE(driver != commands.end()); // of the page Cascade
    CHECK_FALSE(driver->isReady());
}

TEST_CASE("A command is found by a few letters and acts where the focus was, Escape gives up") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    auto* canvas = f.bench.window().findChild<CascadeCanvas*>();
    f.bench.document().select(EntityRef{Metric::kind, "O3"});
    canvas->setFocus();
    f.open();
    QTest::keyClicks(f.palette->words(), u"add dri"_s);
    CHECK(f.row(0) == u"Add a driver"_s);
    QTest::keyClick(f.palette->words(), Qt::Key_Return);
    CHECK_FALSE(f.palette->isVisible());
    CHECK(canvas->nameField().isVisible());
    CHECK(canvas->nameField().field()->hasFocus());
    QTest::keyClick(canvas->nameField().field(), Qt::Key_Escape);
    f.open();
    QTest::keyClick(f.palette->words(), Qt::Key_Escape);
    CHECK_FALSE(f.palette->isVisible());
    CHECK(canvas->hasFocus());
}

TEST_CASE("A command that cannot be given is grey and says why, and Enter leaves the palette open") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    f.bench.window().findChild<CascadeCanvas*>()->setFocus();
    f.open();
    QTest::keyClicks(f.palette->words(), u"rename"_s);
    REQUIRE(f.palette->found()->count() > 0);
    const QString spoken = f.palette->found()->item(0)->data(Qt::AccessibleTextRole).toString();
    CHECK(spoken.contains(u"select a metric first"_s));
    QTest::keyClick(f.palette->words(), Qt::Key_Return);
    CHECK(f.palette->isVisible());
    QTest::keyClick(f.palette->words(), Qt::Key_Down);
    QTest::keyClick(f.palette->words(), Qt::Key_Escape);
}

TEST_CASE("The palette is as high as what it has found, and says that it has found nothing") {
    PaletteBench f;
    need(f.bench.document().create(transit()));
    f.open();
    const int whole = f.palette->height();
    QTest::keyClicks(f.palette->words(), u"workshop"_s);
    CHECK(f.palette->height() < whole / 2);
    CHECK(f.palette->rect().contains(f.palette->found()->geometry()));
    QTest::keyClicks(f.palette->words(), u"qqq"_s);
    REQUIRE(f.palette->found()->count() == 1);
    CHECK(f.row(0) == u"No command has these letters"_s);
    QTest::keyClick(f.palette->words(), Qt::Key_Down);
    QTest::keyClick(f.palette->words(), Qt::Key_Return); // nothing to give
    CHECK(f.palette->isVisible());
    f.palette->words()->clear();
    CHECK(f.palette->height() == whole);
}

TEST_CASE("A command that went while the palette stood open is neither given nor asked") {
    PaletteBench f;
    auto* passing = new QAction(u"Open the passing one"_s);
    f.bench.window().menuBar()->actions().front()->menu()->addAction(passing);
    f.open();
    QTest::keyClicks(f.palette->words(), u"passing"_s);
    REQUIRE(f.row(0) == u"Open the passing one"_s);
    delete passing;
    QTest::keyClick(f.palette->words(), Qt::Key_Return);
    CHECK(f.palette->isVisible());
    QTest::keyClick(f.palette->words(), Qt::Key_Backspace);
    CHECK(f.palette->isVisible());
}
