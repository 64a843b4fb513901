// SPDX-License-Identifier: GPL-3.0-or-later
// The window closes whatever goes on in it, at once and cleanly; and what goes on can be cancelled.
#include "tests/ui/comfort/whole_window.h"
#include "tests/ui/saved_as.h"
#include "ui/report/report_export.h"
#include "ui/window/file_commands.h"
#include "ui/window/file_work.h"

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QFile>
#include <QMessageBox>
#include <QTemporaryDir>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 aMoment = 3000; ///< ms, of a machine with other work to do

/// How long it takes for the window to go.
qint64 closed(std::unique_ptr<WholeWindow>& w) {
    QElapsedTimer took;
    took.start();
    CHECK(w->window().close());
    w.reset();
    return took.elapsed();
}

} // namespace

TEST_CASE("The window closes in the middle of a run of many trials") {
    auto w = std::make_unique<WholeWindow>();
    need(w->document().create(slowTransit()));
    REQUIRE(QTest::qWaitFor([&] { return w->bench->runs().progress() > 0; }, 60000));
    CHECK(closed(w) < aMoment);
}

TEST_CASE("The window does not close over what is typed and not valid, unless that is wished") {
    auto w = std::make_unique<WholeWindow>();
    w->openTransit();
    const Error wrong{"'abc' is no number", {}};
    w->document().setTypingError("metric/L2/estimate", wrong);
    CHECK_FALSE(w->window().close());
    const auto box = [&] { return w->window().findChild<QMessageBox*>(); };
    const auto press = [&](QMessageBox::ButtonRole role) {
        REQUIRE(QTest::qWaitFor([&] { return box() && box()->isVisible(); }, 5000));
        for (QAbstractButton* button : box()->buttons())
            if (box()->buttonRole(button) == role)
                return QTest::mouseClick(button, Qt::LeftButton);
    };
    REQUIRE(box());
    CHECK(box()->text().contains(u"Time to locate a part"_s));
    press(QMessageBox::RejectRole);
    REQUIRE(QTest::qWaitFor([&] { return !box(); }, 5000));
    CHECK(w->window().isVisible());
    CHECK_FALSE(w->window().close());
    CHECK_FALSE(w->window().close()); // the session ends: one box is enough
    CHECK(w->window().findChildren<QMessageBox*>().size() == 1);
    press(QMessageBox::DestructiveRole);
    CHECK_FALSE(w->window().isVisible());
}

TEST_CASE("The window closes in the middle of an explanation") {
    auto w = std::make_unique<WholeWindow>();
    w->openTransit();
    REQUIRE(w->waitForResults());
    REQUIRE(QTest::qWaitFor([&] { return w->document().explanationProgress().value_or(0) > 0; }, 60000));
    CHECK(closed(w) < aMoment);
}

TEST_CASE("The window closes in the middle of a report, and no half of one is left") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"report.pdf"_s);
    auto w = std::make_unique<WholeWindow>();
    w->openTransit();
    REQUIRE(w->waitForResults());
    auto* report = w->window().findChild<ReportExport*>();
    REQUIRE(report);
    report->start(path, Paper::a4);
    QTest::qWait(100);
    CHECK(closed(w) < aMoment);
    CHECK_FALSE(QFile::exists(path));
}

TEST_CASE("The window closes while a file is being read") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    {
        Document document;
        need(document.create(transit()));
        need(saveAs(document, path));
    }
    auto w = std::make_unique<WholeWindow>();
    w->window().files().openPath(path);
    CHECK(closed(w) < aMoment);
}

TEST_CASE("What is being read can be cancelled, and what was open stays") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"other.tributary"_s);
    {
        Document document;
        need(document.create(transit()));
        need(saveAs(document, path));
    }
    const WholeWindow w;
    w.openTransit();
    const QString before = w.document().filePath();
    w.window().files().openPath(path);
    CHECK_FALSE(w.window().files().work().what().isEmpty());
    w.window().files().work().cancel();
    QTest::qWait(500);
    CHECK(w.document().filePath() == before);
}

TEST_CASE("The file asked for last is the one that opens") {
    const QTemporaryDir folder;
    const QString one = folder.filePath(u"one.tributary"_s);
    const QString two = folder.filePath(u"two.tributary"_s);
    for (const QString& path : {one, two}) {
        Document document;
        need(document.create(transit()));
        need(saveAs(document, path));
    }
    const WholeWindow w;
    w.window().files().openPath(one);
    w.window().files().openPath(two);
    REQUIRE(QTest::qWaitFor([&] { return w.document().isOpen(); }, 30000));
    CHECK(w.document().filePath() == two);
    QTest::qWait(200);
    CHECK(w.document().filePath() == two);
}
