// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of what was moved, and the buttons of the ribbon.
#include "tests/ui/whatif/bench.h"
#include "ui/qt_text.h"
#include "ui/window/banner.h"

#include <catch2/catch.hpp>

#include <QFocusFrame>
#include <QPushButton>
#include <QTextEdit>
#include <algorithm>
#include <iterator>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("What was moved goes back, or stays as a scenario while the model is what it was: one step each") {
    Bench at({stall, locate});
    const Model before = at.document.model();
    CHECK_FALSE(at.button(u"Put"_s).isEnabled());
    at.type(at.slider(0), u"50%"_s);
    at.type(at.slider(1), u"+10%"_s);
    const Model moved = at.document.model();
    QTest::mouseClick(&at.button(u"Put"_s), Qt::LeftButton);
    CHECK(at.document.model() == before);
    need(at.document.undo());
    CHECK(at.document.model() == moved);

    const ScenarioId chosen = at.document.scenario();
    QTest::keyClick(&at.openKeep(), Qt::Key_Return);
    const Scenario* kept = at.document.model().scenarios().find(at.document.scenario());
    REQUIRE(kept);
    CHECK(kept->id != chosen);
    CHECK(kept->interventions == before.scenarios().find(chosen)->interventions);
    REQUIRE(kept->overrides.size() == before.scenarios().find(chosen)->overrides.size() + 2);
    CHECK(kept->overrides.back().path == locate);
    CHECK(at.text(stall) == at.slider(0).reference());
    CHECK(at.text(locate) == at.slider(1).reference());
    need(at.document.undo());
    CHECK(at.document.model() == moved);
    CHECK(at.document.scenario() == chosen);
}

TEST_CASE("What is kept of a belief gives the NPV that was shown, to the digit") {
    Bench at({stall});
    at.type(at.slider(), u"50%"_s);
    REQUIRE(waitForResults(at.bench.runs()));
    const std::vector<double> shown = at.document.sampled()->npvTrials;
    const ScenarioId chosen = at.document.scenario();
    QTest::mouseClick(&at.button(u"Keep"_s), Qt::LeftButton); // nothing is asked
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK(at.document.scenario() != chosen);
    CHECK(at.document.sampled()->npvTrials == shown);
    CHECK(at.text(stall) == at.slider().reference());
}

TEST_CASE("What is kept as a scenario is named after what it was made of, and can be renamed at once") {
    Bench at({stall});
    at.bench.window().show();
    const auto nameNow = [&] { return toQt(at.document.model().scenarios().find(at.document.scenario())->name); };
    const QString plain = nameNow();
    at.type(at.slider(), u"50%"_s);
    QTest::mouseClick(&at.button(u"Keep"_s), Qt::LeftButton);
    CHECK(nameNow() == plain + u" with own changes"_s);
    auto* banner = at.bench.window().findChild<Banner*>();
    CHECK(banner->isVisible());
    CHECK(banner->severity() == Severity::note);
    const auto buttons = banner->findChildren<QPushButton*>();
    const auto rename = std::ranges::find(buttons, u"Rename"_s, &QPushButton::text);
    REQUIRE(rename != buttons.end());
    QTest::mouseClick(*rename, Qt::LeftButton);
    auto* field = qobject_cast<QTextEdit*>(at.bench.window().focusWidget());
    REQUIRE(field);
    CHECK(field->textCursor().selectedText() == nameNow());
    QTest::keyClicks(field, u"Half stalls"_s);
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(nameNow() == u"Half stalls"_s);
}

TEST_CASE("Of what was kept with own changes the next is numbered") {
    Bench at({stall});
    const ScenarioId chosen = at.document.scenario();
    const auto nameNow = [&] { return toQt(at.document.model().scenarios().find(at.document.scenario())->name); };
    const QString plain = nameNow();
    for (const auto& wanted : {u" with own changes"_s, u" with own changes 2"_s}) {
        at.type(at.slider(), u"50%"_s);
        QTest::mouseClick(&at.button(u"Keep"_s), Qt::LeftButton);
        CHECK(nameNow() == plain + wanted);
        at.document.setScenario(chosen);
    }
}

TEST_CASE("What is kept of a plan is named before: the scenario's alone, or the model's for business as usual too") {
    Bench at({locate});
    const auto* banner = at.bench.window().findChild<Banner*>();
    const Model before = at.document.model();
    at.type(at.slider(), u"+10%"_s);
    const Model moved = at.document.model();
    const QString was = at.slider().wasText();
    const QString now = at.slider().nowText();
    REQUIRE(was != now);
    {
        QMenu& menu = at.openKeep();
        REQUIRE(menu.actions().size() == 2);
        CHECK(menu.actions()[0]->text() == u"Plan to make it so: only the scenario changes Part not at the yard; "
                                           "business as usual keeps %1"_s.arg(was));
        CHECK(menu.actions()[1]->text().startsWith(u"It is so, for business as usual as well"_s));
        QTest::keyClick(&menu, Qt::Key_Escape);
        CHECK(at.document.model() == moved);
    }
    QTest::keyClick(&at.openKeep(), Qt::Key_Return);
    CHECK(at.document.model().scenarios().size() == before.scenarios().size() + 1);
    CHECK(at.text(locate) == at.slider().reference());
    CHECK(banner->isVisible());
    CHECK(banner->text().contains(u"business as usual keeps Part not at the yard at %1"_s.arg(was)));
    CHECK(banner->severity() == Severity::note); // it went well
    need(at.document.undo());
    CHECK(at.document.model() == moved);
    CHECK_FALSE(banner->isVisible());

    QMenu& menu = at.openKeep();
    QTest::keyClick(&menu, Qt::Key_Down);
    QTest::keyClick(&menu, Qt::Key_Return);
    CHECK(at.document.model() == moved);
    REQUIRE(at.document.versions().size() == 1);
    CHECK(toQt(at.document.versions().front().name) == u"Part not at the yard %1"_s.arg(now));
    CHECK(banner->text().contains(u"for business as usual as well"_s));
    CHECK_FALSE(at.slider().isMoved());
    CHECK_FALSE(at.button(u"Keep"_s).isEnabled());
    need(at.document.undo()); // of the move
    CHECK(at.document.model() == before);
    CHECK_FALSE(at.slider().isMoved()); // it is measured from what it was again
    CHECK(at.slider().valueText() == was);
    need(at.document.redo());
    CHECK_FALSE(at.slider().isMoved());
    CHECK(at.slider().valueText() == now);
    need(at.document.undo());
    at.type(at.slider(), u"+20%"_s); // another edit in the place of that one
    CHECK(at.slider().isMoved());
    CHECK(at.slider().wasText() == was);
}

TEST_CASE("A scenario that was kept and is taken back leaves the slider, its start and the choice as they were") {
    Bench at({stall, locate});
    at.document.setScenario(std::next(at.document.model().scenarios().begin())->id);
    const ScenarioId chosen = at.document.scenario();
    const Model before = at.document.model();
    const double start = at.slider().groove().at();
    at.press(at.slider());
    at.move(at.slider(), 50);
    at.release(at.slider());
    const QString told = at.slider().valueText();
    REQUIRE(told.contains(u" → "_s));
    const Model moved = at.document.model();
    QTest::mouseClick(&at.button(u"Keep"_s), Qt::LeftButton);
    REQUIRE(at.document.scenario() != chosen);
    CHECK(at.slider().valueText() == u"50\u00a0%"_s);
    need(at.document.undo());
    CHECK(at.document.model() == moved);
    CHECK(at.document.scenario() == chosen);
    CHECK(at.slider().valueText() == told);

    // Kept with another value, it starts there: the scenario has the name and the id of the one that went.
    at.type(at.slider(), u"60%"_s);
    QTest::mouseClick(&at.button(u"Keep"_s), Qt::LeftButton);
    CHECK(at.slider().valueText() == u"60\u00a0%"_s);
    need(at.document.undo());
    need(at.document.undo()); // of the value that was typed
    CHECK(at.slider().valueText() == told);

    // The way back of the handle is exact.
    at.press(at.slider());
    at.move(at.slider(), start);
    at.release(at.slider());
    CHECK(at.document.model() == before);
    CHECK_FALSE(at.slider().isMoved());
}

TEST_CASE("A quantity with a range goes back to it exactly, also after its steps were taken back in part") {
    Bench at({locate});
    const std::string before = at.text(locate);
    const double start = at.slider().groove().at();
    for (const double share : {1.2, 1.37}) {
        at.press(at.slider());
        at.move(at.slider(), start * share);
        at.release(at.slider());
    }
    need(at.document.undo());
    REQUIRE(at.text(locate) != before);
    at.press(at.slider());
    at.move(at.slider(), start);
    at.release(at.slider());
    CHECK(at.text(locate) == before);
}

TEST_CASE("After what was moved is kept or put back the keyboard is on its slider, with a ring") {
    Bench at({stall, locate});
    SliderGroove& moved = at.slider(1).groove();
    const auto ringed = [&] {
        const auto frames = at.bench.window().findChildren<QFocusFrame*>();
        return std::any_of(frames.begin(), frames.end(), [&](QFocusFrame* frame) {
            return frame->isVisible() && moved.isAncestorOf(frame->widget());
        });
    };
    moved.setFocus();
    QTest::keyClick(&moved, Qt::Key_PageUp);
    at.button(u"Keep"_s).setFocus(Qt::TabFocusReason);
    QTest::keyClick(&at.button(u"Keep"_s), Qt::Key_Space);
    const auto menus = at.ribbon.findChildren<QMenu*>();
    const auto shown = std::ranges::find_if(menus, [](QMenu* menu) { return menu->isVisible(); });
    REQUIRE(shown != menus.end());
    QTest::keyClick(*shown, Qt::Key_Return);
    REQUIRE(at.document.undoLabel().value().startsWith(u"Keep"_s));
    CHECK(at.bench.window().focusWidget() == &moved);
    CHECK(ringed());
    for (QFocusFrame* frame : at.bench.window().findChildren<QFocusFrame*>())
        CHECK(frame->visibleRegion().boundingRect().height() == frame->height()); // none of it is cut

    need(at.document.undo());
    at.button(u"Put back"_s).setFocus(Qt::TabFocusReason);
    CHECK_FALSE(ringed());
    QTest::keyClick(&at.button(u"Put back"_s), Qt::Key_Space);
    CHECK(at.bench.window().focusWidget() == &moved);
    CHECK(ringed());
}

TEST_CASE("The buttons of the ribbon say what they do in words where there is room") {
    Bench at({stall});
    for (const QString& words : {u"Put back"_s, u"Keep"_s}) {
        QToolButton& button = at.button(words);
        CHECK(button.text() == words);
        CHECK(button.toolButtonStyle() == Qt::ToolButtonTextBesideIcon);
        CHECK(button.width() >= button.sizeHint().width());
    }
    at.ribbon.resize(440, at.ribbon.height());
    CHECK(at.button(u"Keep"_s).toolButtonStyle() == Qt::ToolButtonIconOnly);
    CHECK_FALSE(at.button(u"Keep"_s).toolTip().isEmpty());
}

TEST_CASE("The ribbon can be put away, and each of its parts has a name that is read aloud") {
    Bench at({stall, locate});
    for (QWidget* part : at.ribbon.findChildren<QWidget*>())
        if (part->focusPolicy() != Qt::NoFocus && part->isVisible())
            CHECK_FALSE(part->accessibleName().isEmpty());
    CHECK(at.slider().groove().focusPolicy() == Qt::StrongFocus);
    for (QAction* action : at.bench.window().findChildren<QAction*>())
        if (QString(action->text()).remove(u'&') == u"What-if ribbon"_s)
            action->trigger();
    CHECK_FALSE(at.ribbon.isVisible());
}
