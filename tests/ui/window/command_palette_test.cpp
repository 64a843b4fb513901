// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/models.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/name_field.h"
#include "ui/window/command_palette.h"
#include "ui/window/fuzzy_match.h"
#include "ui/workbench.h"

#include <catch2/catch.hpp>

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <functional>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Fixture {
    EmptyDraftFolder drafts;
    Workbench bench;
    CommandPalette* palette = bench.window().findChild<CommandPalette*>();

    Fixture() {
        QSettings().clear();
        bench.window().resize(1440, 900);
        bench.window().show();
        REQUIRE(QTest::qWaitForWindowActive(&bench.window()));
    }
    void open() {
        QTest::keyClick(&bench.window(), Qt::Key_K, Qt::ControlModifier);
        REQUIRE(palette->isVisible());
        REQUIRE(palette->words()->hasFocus());
    }
    [[nodiscard]] QString row(int index) const { return palette->found()->item(index)->text(); }
};

} // namespace

TEST_CASE("What is typed fits a name by its letters in their order, best at the beginnings of words") {
    CHECK(fuzzyScore(u"Add a driver"_s, {}) == 0);
    CHECK(fuzzyScore(u"Add a driver"_s, u"adr"_s));
    CHECK_FALSE(fuzzyScore(u"Add a driver"_s, u"drivex"_s));
    CHECK_FALSE(fuzzyScore(u"Add"_s, u"dda"_s));
    CHECK(*fuzzyScore(u"Zoom in"_s, u"zi"_s) > fuzzyScore(u"Analyzing"_s, u"zi"_s).value_or(-99));
    CHECK(*fuzzyScore(u"Fold or unfold"_s, u"fold"_s) > *fuzzyScore(u"Free old lads"_s, u"fold"_s));
    CHECK(*fuzzyScore(u"Undo"_s, u"un"_s) > *fuzzyScore(u"Add a metric; run"_s, u"un"_s));
    CHECK(fuzzyScore(u"Export the metrics as CSV"_s, u"csv export"_s));
}

TEST_CASE("Ctrl+K lists every command of the menus in sight once, with its keys") {
    Fixture f;
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

TEST_CASE("A command is found by a few letters and acts where the focus was, Escape gives up") {
    Fixture f;
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
    Fixture f;
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
