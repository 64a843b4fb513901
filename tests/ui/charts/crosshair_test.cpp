// SPDX-License-Identifier: GPL-3.0-or-later
// The crosshair and its tool tip, under the pointer and under the keys.
#include "tests/ui/charts/figures.h"

#include <catch2/catch.hpp>
#include <qcustomplot.h>

#include <QAccessible>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace tributary::ui;
using namespace tributary::ui::test;
using tributary::test::contents;

namespace {

QWidget* canvasOf(Chart& chart) { return chart.findChild<QCustomPlot*>(); }

void showNow(Chart& chart) {
    chart.show();
    REQUIRE(QTest::qWaitForWindowExposed(&chart));
    QTest::qWait(30);
}

/// What is said of the chart, with plain spaces.
QString wordsOf(const QWidget& chart) { return chart.accessibleDescription().replace(QChar::Nbsp, u' '); }

} // namespace

TEST_CASE("the crosshair follows the pointer and says month, value and range") {
    const auto fan = fanOf(24, growing);
    showNow(*fan);
    QWidget* canvas = canvasOf(*fan);
    QTest::mouseMove(canvas, canvas->rect().center());
    const QString middle = wordsOf(*fan);
    CHECK(middle.contains(u"month"_s));
    CHECK(middle.contains(u"Median"_s));
    CHECK(middle.contains(u"P10 to P90"_s));
    QTest::mouseMove(canvas, canvas->rect().center() - QPoint(80, 0));
    CHECK(wordsOf(*fan) != middle);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(canvas, &leave);
    CHECK(wordsOf(*fan).contains(u"month 23"_s));
}

TEST_CASE("the crosshair goes when the page is scrolled away under the pointer, and stays where a key put it") {
    QScrollArea page;
    page.resize(500, 300);
    auto* body = new QWidget;
    body->setFixedSize(460, 1500);
    auto fan = fanOf(24, growing);
    fan->setParent(body);
    fan->setGeometry(0, 0, 460, 280);
    page.setWidget(body);
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    QTest::qWait(30);
    const QString atRest = wordsOf(*fan);
    QWidget* canvas = canvasOf(*fan);
    QTest::mouseMove(canvas, canvas->rect().center());
    REQUIRE(wordsOf(*fan) != atRest);
    page.verticalScrollBar()->setValue(40);
    CHECK(wordsOf(*fan) == atRest);
    QTest::keyClick(fan.get(), Qt::Key_Home);
    const QString first = wordsOf(*fan);
    REQUIRE(first != atRest);
    page.verticalScrollBar()->setValue(80);
    CHECK(wordsOf(*fan) == first);
    fan->setParent(nullptr);
}

TEST_CASE("the keys step through the periods, by one, by a year, to the ends, and say each") {
    const auto fan = fanOf(37, growing);
    showNow(*fan);
    const auto at = [&](int period) {
        const QString words = wordsOf(*fan);
        UNSCOPED_INFO(words.toStdString());
        return words.startsWith(u"month %1"_s.arg(period)) &&
               !words.mid(u"month %1"_s.arg(period).size(), 1).at(0).isDigit();
    };
    QTest::keyClick(fan.get(), Qt::Key_Home);
    CHECK(at(0));
    QTest::keyClick(fan.get(), Qt::Key_Right);
    CHECK(at(1));
    QTest::keyClick(fan.get(), Qt::Key_PageDown);
    CHECK(at(13));
    QTest::keyClick(fan.get(), Qt::Key_PageUp);
    CHECK(at(1));
    QTest::keyClick(fan.get(), Qt::Key_Left);
    QTest::keyClick(fan.get(), Qt::Key_Left);
    CHECK(at(0));
    QTest::keyClick(fan.get(), Qt::Key_End);
    CHECK(at(36));
}

TEST_CASE("rows are walked up and down, whether they have a tool tip of their own or not") {
    const auto rows = rowsOf(5, growing);
    showNow(*rows);
    const QString whole = wordsOf(*rows);
    CHECK(whole.contains(u"Input 4"_s));
    QTest::keyClick(rows.get(), Qt::Key_Down);
    CHECK(wordsOf(*rows).startsWith(u"Input 0"_s));
    CHECK(wordsOf(*rows).contains(u"10 %"_s));
    QTest::keyClick(rows.get(), Qt::Key_End);
    CHECK(wordsOf(*rows).startsWith(u"Input 4"_s));
    QTest::keyClick(rows.get(), Qt::Key_Escape);
    CHECK(wordsOf(*rows) == whole);
}

TEST_CASE("the crosshair of a histogram stays on the bars that are drawn") {
    const auto histogram = histogramOf(60, [](int bin) { return bin < 20 || bin > 40 ? 0.0 : 5e5; });
    showNow(*histogram);
    QTest::keyClick(histogram.get(), Qt::Key_Home);
    CHECK(wordsOf(*histogram).contains(u"5 %"_s));
    QTest::keyClick(histogram.get(), Qt::Key_End);
    CHECK(wordsOf(*histogram).contains(u"5 %"_s));
}

TEST_CASE("what is under the crosshair is not part of a saved figure") {
    const auto fan = fanOf(24, growing);
    showNow(*fan);
    const QTemporaryDir folder;
    const auto saved = [&](const QString& name) {
        const QString path = folder.filePath(name);
        REQUIRE(fan->save(path));
        return contents(path);
    };
    const QByteArray before = saved(u"before.svg"_s);
    QTest::keyClick(fan.get(), Qt::Key_Home);
    CHECK(saved(u"after.svg"_s) == before);
}

TEST_CASE("the menu of a figure opens from its button, by a right click and by the menu key") {
    const auto fan = fanOf(24, growing);
    showNow(*fan);
    auto* button = fan->findChild<QToolButton*>();
    QMenu* menu = button->menu();
    REQUIRE(menu);
    QStringList commands;
    for (const QAction* action : menu->actions())
        if (!action->isSeparator())
            commands << action->text();
    CHECK(commands.size() == 5);
    for (const auto reason : {QContextMenuEvent::Keyboard, QContextMenuEvent::Mouse}) {
        QContextMenuEvent wanted(reason, QPoint(50, 50), fan->mapToGlobal(QPoint(50, 50)));
        QCoreApplication::sendEvent(fan.get(), &wanted);
        CHECK(menu->isVisible());
        menu->close();
    }
}
