// SPDX-License-Identifier: GPL-3.0-or-later
// A window opens where the one before was closed.
#include "tests/ui/comfort/whole_window.h"
#include "tests/ui/saved_as.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/window/banner.h"
#include "ui/window/file_commands.h"
#include "ui/window/start_page.h"

#include <QPushButton>
#include <QTemporaryDir>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("A window opens with the file, page, scenario, period, selection and zoom of the one before") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    Session kept;
    {
        const WholeWindow w;
        w.openTransit();
        need(saveAs(w.document(), path));
        w.window().showPageFor("metric");
        w.document().setPeriod(17);
        w.document().select("metric/L3");
        w.document().setScenario(std::next(w.document().model().scenarios().begin())->id);
        w.window().findChild<CascadeCanvas*>()->zoomBy(1.5);
        kept = w.window().session();
        REQUIRE(w.window().close());
    }
    CHECK(kept.scale > 0);
    CHECK(keptSession() == kept);
    Workbench next;
    next.window().resize(1440, 900);
    next.window().show();
    next.window().resume(keptSession());
    REQUIRE(QTest::qWaitFor([&] { return next.document().isOpen(); }, 30000));
    Session again = next.window().session();
    CHECK(again.scale == Approx(kept.scale));
    again.scale = kept.scale;
    CHECK(again == kept);
    CHECK(next.document().selection() == "metric/L3");
    CHECK(next.document().period() == 17);
}

TEST_CASE("Where a person is, is kept while the program goes on, of a model without a name too") {
    const WholeWindow w;
    w.openTransit();
    REQUIRE_FALSE(w.document().isNamed());
    w.window().showPageFor("intervention");
    w.document().setScenario(std::next(w.document().model().scenarios().begin())->id);
    w.document().setPeriod(11);
    // What a program that is killed leaves.
    CHECK(QTest::qWaitFor([&] { return keptSession() == w.window().session(); }, 5000));
    const Session there = keptSession();
    CHECK(there.file == w.document().filePath());
    CHECK(there.period == 11);
    w.window().showPageFor("metric");
    CHECK(QTest::qWaitFor([&] { return keptSession().page == w.window().session().page; }, 5000));
    CHECK(keptSession().page != there.page);
}

TEST_CASE("A file that was gone as the window closed comes back at the next start, which says so") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    Model last;
    const EmptyDraftFolder drafts;
    {
        QSettings().clear();
        Workbench bench;
        bench.window().show();
        need(bench.document().create(transit()));
        need(saveAs(bench.document(), path));
        REQUIRE(QFile::remove(path));
        last = bench.document().model();
        REQUIRE(bench.window().close());
    }
    REQUIRE(keptSession().lost == u"case.tributary"_s);
    Workbench next;
    next.window().resize(1440, 900);
    next.window().show();
    next.window().resume(keptSession());
    REQUIRE(QTest::qWaitFor([&] { return next.document().isOpen(); }, 30000));
    CHECK(next.document().model() == last);
    CHECK_FALSE(next.document().isNamed());
    auto* banner = next.window().findChild<Banner*>();
    REQUIRE(QTest::qWaitFor([&] { return banner->isVisible(); }, 5000));
    CHECK(banner->text().startsWith(u"case.tributary was moved or replaced"_s));
}

TEST_CASE("A file that was gone as its model was closed or another opened is kept as a new model") {
    const QTemporaryDir folder;
    const WholeWindow w;
    auto* banner = w.window().findChild<Banner*>();
    for (const bool byAnother : {false, true}) {
        const QString path = folder.filePath(u"case %1.tributary"_s.arg(byAnother));
        w.openTransit();
        need(saveAs(w.document(), path));
        const Model last = w.document().model();
        REQUIRE(QFile::remove(path));
        if (byAnother)
            need(w.document().create(Model()));
        else
            QTest::keyClick(&w.window(), Qt::Key_W, Qt::ControlModifier);
        REQUIRE(w.document().filePath() != path);
        REQUIRE(banner->isVisible());
        CHECK(banner->text().contains(QFileInfo(path).fileName()));
        for (auto* button : banner->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == u"Open it"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        REQUIRE(QTest::qWaitFor([&] { return w.document().model() == last; }, 30000));
        CHECK_FALSE(w.document().isNamed());
    }
}

TEST_CASE("A file of the session that is gone is said in the banner, with a way on") {
    const WholeWindow w;
    Session session;
    session.file = u"/no/such/folder/case.tributary"_s;
    w.window().resume(session);
    const auto* banner = w.window().findChild<Banner*>();
    CHECK(banner->isVisible());
    CHECK(banner->text().contains(u"case.tributary"_s));
    CHECK(w.window().findChild<StartPage*>()->isVisible());
}

TEST_CASE("What is selected in the session and is no more in the file is let go of") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    const WholeWindow w;
    w.openTransit();
    need(saveAs(w.document(), path));
    w.document().close();
    Session session;
    session.file = path;
    session.page = u"no-such-page"_s;
    session.selection = u"metric/gone"_s;
    session.scenario = u"gone"_s;
    session.period = 100000;
    w.window().resume(session);
    REQUIRE(QTest::qWaitFor([&] { return w.document().isOpen(); }, 30000));
    CHECK(w.document().selection().empty());
    CHECK(w.document().model().scenarios().contains(w.document().scenario()));
    CHECK(w.document().period() == w.document().model().settings().periods);
}

TEST_CASE("A new model is begun by keys alone: Return opens the line of its first metric") {
    const WholeWindow w;
    QTest::keyClick(&w.window(), Qt::Key_N, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([] {
        const auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
        return button && button->text() == u"Add the first metric"_s;
    }));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), u"Revenue  1000000 USD/year"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    REQUIRE(w.document().model().metrics().size() == 1);
    const Metric& first = *w.document().model().metrics().begin();
    CHECK(first.name == "Revenue");
    CHECK(first.better == Better::higher);
}

TEST_CASE("What is typed in an empty model is its first metric, whichever of its buttons the keyboard is on") {
    const WholeWindow w;
    QTest::keyClick(&w.window(), Qt::Key_N, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([] {
        const auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
        return button && button->text() == u"Add the first metric"_s;
    }));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    for (const QChar letter : u"Cost of delay"_s)
        QTest::keyClicks(QApplication::focusWidget(), QString(letter));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    REQUIRE(w.document().model().metrics().size() == 1);
    CHECK(w.document().model().metrics().begin()->name == "Cost of delay");
}
