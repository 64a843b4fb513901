// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows beside its pages stands where it disturbs nothing, and uses the room that there is.
#include "tests/ui/qt_strings.h"
#include "tests/ui/window/models.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/inspector.h"
#include "ui/process/process_page.h"
#include "ui/window/banner.h"
#include "ui/window/start_page.h"
#include "ui/window/status_bar.h"
#include "ui/workbench.h"

#include <catch2/catch.hpp>

#include <QAbstractButton>
#include <QApplication>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The whole window as the program makes it.
struct ShownWindow {
    ShownWindow() {
        QSettings().clear();
        bench.window().resize(1440, 900);
        bench.window().show();
        REQUIRE(QTest::qWaitForWindowActive(&bench.window()));
    }
    Workbench bench;
};

} // namespace

TEST_CASE("A refusal in the banner moves nothing and hides no count: the tree stays where it is on the screen") {
    EmptyDraftFolder drafts;
    ShownWindow shown;
    Workbench& bench = shown.bench;
    need(bench.document().create(transit()));
    auto* canvas = bench.window().findChild<CascadeCanvas*>();
    auto* cascade = bench.window().findChild<CascadePage*>();
    REQUIRE(canvas);
    REQUIRE(QTest::qWaitFor([&] { return canvas->isVisible(); }));
    const auto whereIs = [&](const char* id) {
        return QRect(
            canvas->viewport()->mapToGlobal(canvas->onScreen(*cascade->scene().cardArea(id)).topLeft().toPoint()),
            (canvas->onScreen(*cascade->scene().cardArea(id))).size().toSize());
    };
    const QRect first = whereIs("F1"), last = whereIs("L7");
    bench.document().tell(Error{"This cannot be done: do that.", std::nullopt});
    auto* banner = bench.window().findChild<Banner*>();
    REQUIRE(banner->isVisible());
    QApplication::processEvents();
    CHECK(whereIs("F1") == first);
    CHECK(whereIs("L7") == last);
    // It covers neither of them, nor the time bar, and all of it is within the window.
    const QRect there(banner->mapToGlobal(QPoint()), banner->size());
    CHECK(there.top() >= canvas->viewport()->mapToGlobal(canvas->viewport()->rect().bottomLeft()).y() + 50);
    CHECK(there.bottom() <= bench.window().geometry().bottom());
    auto* status = bench.window().findChild<StatusBar*>();
    const auto hidesNoCount = [&] {
        const QRect over(banner->mapToGlobal(QPoint()), banner->size());
        return std::ranges::none_of(status->findChildren<QWidget*>(), [&](const QWidget* part) {
            return part->isVisible() && part->accessibleName() != u"What the values mean"_s &&
                   part != &status->messageRoom() && over.intersects(QRect(part->mapToGlobal(QPoint()), part->size()));
        });
    };
    REQUIRE(waitForResults(bench.runs()));
    REQUIRE(banner->isVisible());
    CHECK(hidesNoCount());
    for (const QSize size : {QSize(1000, 700), QSize(720, 450), QSize(1440, 900)}) {
        bench.window().resize(size);
        CHECK(QTest::qWaitFor([&] { return bench.window().size() == size && hidesNoCount(); }));
        CHECK(banner->parentWidget()->rect().contains(banner->geometry()));
        CHECK(banner->width() >= 420);
    }
    QTest::mouseClick(banner->findChild<QToolButton*>(), Qt::LeftButton);
    CHECK_FALSE(banner->isVisible());
}

TEST_CASE("A long message stands on one line and is read whole when it is wished") {
    EmptyDraftFolder drafts;
    ShownWindow shown;
    need(shown.bench.document().create(transit()));
    shown.bench.window().resize(1000, 700);
    auto* banner = shown.bench.window().findChild<Banner*>();
    const auto more = [&]() -> QPushButton* {
        for (auto* button : banner->findChildren<QPushButton*>())
            if (button->isVisible() && (button->text() == u"More"_s || button->text() == u"Less"_s))
                return button;
        return nullptr;
    };
    shown.bench.document().tell(Error{"This cannot be done: do that.", std::nullopt});
    QApplication::processEvents();
    const int line = banner->height();
    CHECK_FALSE(more());
    QString longWords = u"This cannot be done, for many reasons"_s;
    for (int i = 0; i < 20; ++i)
        longWords += u", and one more of them"_s;
    shown.bench.document().tell(Error{longWords.toStdString(), std::nullopt});
    QApplication::processEvents();
    CHECK(banner->height() < line + banner->fontMetrics().height());
    CHECK(banner->text() == longWords);
    REQUIRE(more());
    QTest::mouseClick(more(), Qt::LeftButton);
    CHECK(banner->height() > line + banner->fontMetrics().height());
    CHECK(banner->parentWidget()->rect().contains(banner->geometry()));
    QTest::mouseClick(more(), Qt::LeftButton);
    CHECK(banner->height() < line + banner->fontMetrics().height());
}

TEST_CASE("The mark of a card turns to the place on the Process page, with its field ready to be typed") {
    EmptyDraftFolder drafts;
    ShownWindow shown;
    Workbench& bench = shown.bench;
    need(bench.document().create(transit()));
    auto* canvas = bench.window().findChild<CascadeCanvas*>();
    bench.document().select("metric/L5");
    canvas->setFocus();
    QTest::keyClick(canvas, Qt::Key_Return, Qt::ControlModifier);
    if (auto* offered = canvas->findChild<QMenu*>(u"mapPlaces"_s)) // several parameters take it
        QTest::keyClick(offered, Qt::Key_Return);
    CHECK_FALSE(canvas->isVisible());
    CHECK(bench.window().findChild<ProcessPage*>()->isVisible());
    CHECK(bench.document().selection().starts_with("process/restore/task/T7"));
    const auto* field = bench.window().findChild<Inspector*>()->editor("task/T7/delay");
    REQUIRE(field);
    CHECK(field->input()->hasFocus());
    CHECK(QTest::qWaitFor([&] { return field->input()->visibleRegion().boundingRect().height() > 20; }));
}

TEST_CASE("The start page uses the width: as many columns as leave the line about each case whole, none cut") {
    EmptyDraftFolder drafts;
    ShownWindow shown;
    MainWindow& window = shown.bench.window();
    auto* start = window.findChild<StartPage*>();
    auto* area = start->findChild<QScrollArea*>();
    QList<QAbstractButton*> choices;
    for (auto* button : start->findChildren<QAbstractButton*>())
        if (!button->accessibleDescription().isEmpty())
            choices << button;
    REQUIRE(choices.size() == 7);
    const auto showsColumns = [&](const QSize& size, size_t wanted) {
        window.resize(size);
        const auto columns = [&] {
            std::set<int> lefts;
            for (const QAbstractButton* choice : choices)
                lefts.insert(choice->mapTo(area->widget(), QPoint()).x());
            return lefts.size();
        };
        // The layout of the scrolled page follows in a turn or two.
        INFO(size.width());
        CHECK(QTest::qWaitFor([&] {
            return start->width() == size.width() && columns() == wanted &&
                   std::ranges::all_of(choices, [](const QAbstractButton* choice) {
                       return choice->height() >= choice->heightForWidth(choice->width());
                   });
        }));
        for (const QAbstractButton* choice : std::as_const(choices)) {
            const QRect place(choice->mapTo(area->widget(), QPoint()), choice->size());
            CHECK(area->widget()->rect().contains(place));
            for (auto* other : start->findChildren<QAbstractButton*>())
                if (other != choice)
                    CHECK_FALSE(QRect(other->mapTo(area->widget(), QPoint()), other->size()).intersects(place));
        }
        CHECK(area->horizontalScrollBar()->maximum() == 0);
    };
    showsColumns({1920, 1080}, 3);
    showsColumns({1440, 900}, 2);
    // Text sizes of 150 and 200 % leave as much room as windows of these sizes.
    showsColumns({960, 600}, 1);
    showsColumns({720, 450}, 1);
    showsColumns({1920, 1080}, 3);
    for (const QAbstractButton* choice : std::as_const(choices))
        CHECK(choice->visibleRegion().boundingRect().height() == choice->height());
}
