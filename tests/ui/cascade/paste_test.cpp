// SPDX-License-Identifier: GPL-3.0-or-later
// What is pasted is shown first; a large block costs no call that anybody feels, and can be given up while it is read.
#include "tests/ui/cascade/editing.h"
#include "tests/ui/watchdog.h"
#include "ui/cascade/paste_sheet.h"
#include "ui/look/segmented_control.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QPushButton>
#include <QTableWidget>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::children;
using tributary::test::Shown;
using tributary::test::transit;
using tributary::test::undoSteps;
using tributary::ui::test::Hold;
using tributary::ui::test::longestHold;
using tributary::ui::test::WatchedApplication;

namespace {

constexpr int longestWait = 60'000; // milliseconds

/// A thousand lines of ten cells.
QString largeBlock() {
    QString text = u"Depth\tName\tLevel\tParent\tValue\tUnit\tFormula\tBetter\tOwner\tNotes\n"_s;
    for (int line = 0; line < 1000; ++line)
        text += u"%1\tPasted %2\tfrontline\t\t%3/%4/%5\thour/month\t\tlower\tTeam %6\tNote %2\n"_s.arg(line % 3 + 1)
                    .arg(line)
                    .arg(line + 1)
                    .arg(line + 2)
                    .arg(line + 4)
                    .arg(line % 7);
    return text;
}

PasteSheet* opened(Shown& shown) {
    QGuiApplication::clipboard()->setText(largeBlock());
    QTest::keyClick(&shown.page.canvas(), Qt::Key_V, Qt::ControlModifier);
    return shown.page.window()->findChild<PasteSheet*>();
}

} // namespace

TEST_CASE("a block of ten thousand values is shown and added without a call that is felt") {
    Shown shown(transit());
    shown.click("L6");
    WatchedApplication& application = WatchedApplication::instance();
    application.watch(longestHold());
    const QPointer<PasteSheet> sheet = opened(shown);
    REQUIRE(sheet);
    REQUIRE(QTest::qWaitFor([&] { return sheet->addButton().isEnabled(); }, longestWait));
    CHECK(sheet->addButton().text() == u"Add 1000 metrics"_s);
    const auto lastIsShown = [&] { return sheet->table().item(sheet->table().rowCount() - 1, 1) != nullptr; };
    REQUIRE(QTest::qWaitFor(lastIsShown, longestWait));
    QTest::mouseClick(&sheet->addButton(), Qt::LeftButton);
    QTest::qWait(500);
    const QVector<Hold> holds = application.unwatch();
    for (const Hold& hold : holds) {
        INFO(hold.what.toStdString() << " took " << hold.milliseconds);
        CHECK(hold.milliseconds < longestHold());
    }
    CHECK(shown.document.model().metrics().size() == transit().metrics().size() + 1000);
    REQUIRE(shown.document.undo());
    CHECK(shown.document.model() == transit());
}

TEST_CASE("a large block is given up while it is read") {
    Shown shown(transit());
    shown.click("L6");
    const QPointer<PasteSheet> sheet = opened(shown);
    REQUIRE(sheet);
    CHECK_FALSE(sheet->addButton().isEnabled());
    QTest::keyClick(sheet.data(), Qt::Key_Escape);
    CHECK(QTest::qWaitFor([&] { return sheet.isNull(); }, longestWait));
    CHECK(shown.document.model() == transit());
}

TEST_CASE("a pasted block is shown first, with what is refused and why, adding it is one step") {
    Shown shown(transit());
    QGuiApplication::clipboard()->setText(u"Tyres\t\t\n\tWear\t1,5\tmm\n\tBreakdowns\t3\t\n\tAge\t4,25\tyear\n"_s);
    shown.click("L6");
    QTest::keyClick(&shown.page.canvas(), Qt::Key_V, Qt::ControlModifier);
    auto* sheet = shown.page.window()->findChild<PasteSheet*>();
    REQUIRE(sheet);
    CHECK(sheet->comma().current() == 1);
    REQUIRE(sheet->table().rowCount() == 4);
    CHECK(sheet->table().item(2, 0)->text() == u"3"_s);
    CHECK(sheet->table().item(2, 4)->text().contains(u"already"_s));
    CHECK(sheet->table().item(1, 3)->text() == u"1.5 mm"_s);
    CHECK(sheet->addButton().text() == u"Add 3 metrics"_s);
    sheet->numberTaken().setChecked(true);
    CHECK(sheet->addButton().text() == u"Add 4 metrics"_s);
    CHECK(shown.document.model() == transit());
    QTest::mouseClick(&sheet->addButton(), Qt::LeftButton);
    CHECK(shown.document.model().metrics().size() == 26);
    const auto tops = shown.document.selectedMetrics();
    REQUIRE(tops.size() == 1);
    CHECK(shown.document.model().metrics().find(tops.front())->parent == MetricId("L6"));
    CHECK(undoSteps(shown) == 1);
    CHECK(shown.document.model() == transit());
}

TEST_CASE("a copied branch pastes back below another metric") {
    Shown shown(transit());
    shown.click("O8");
    QTest::keyClick(&shown.page.canvas(), Qt::Key_C, Qt::ControlModifier);
    CHECK(QGuiApplication::clipboard()->text().startsWith(u"Depth\tName"_s));
    CHECK(shown.page.canvas().noted() == u"Copied 3 metrics"_s);
    shown.click("F4");
    QTest::keyClick(&shown.page.canvas(), Qt::Key_V, Qt::ControlModifier);
    auto* sheet = shown.page.window()->findChild<PasteSheet*>();
    REQUIRE(sheet);
    CHECK_FALSE(sheet->addButton().isEnabled());
    sheet->numberTaken().setChecked(true);
    QTest::mouseClick(&sheet->addButton(), Qt::LeftButton);
    const auto below = children(shown, "F4");
    REQUIRE(below.size() == 1);
    CHECK(shown.nameOf(below.front()) == "Labour cost per breakdown 2");
    CHECK(branchesOf(shown.document.model(), {MetricId(below.front())}).size() == 3);
}

TEST_CASE("the preview of a paste shows each reason whole, and names metrics by their names") {
    Shown shown(transit());
    QGuiApplication::clipboard()->setText(
        u"Level\tName\tValue\tUnit\nF\tTotal\t1,200,000\tUSD/year\nF\tBreakdowns\t3\t\nX\tO2\t\t\n"
        u"O\tHours lost\t1,5\thour\nfinancial\tOdd\tmany and more\tUSD/year\n"_s);
    shown.click("L6");
    QTest::keyClick(&shown.page.canvas(), Qt::Key_V, Qt::ControlModifier);
    auto* sheet = shown.page.window()->findChild<PasteSheet*>();
    REQUIRE(sheet);
    REQUIRE(QTest::qWaitForWindowExposed(sheet));
    QTest::qWait(50);
    QTableWidget& table = sheet->table();
    REQUIRE(table.rowCount() == 5);
    CHECK(sheet->comma().isVisible());
    CHECK(sheet->comma().current() == 1); // as 1,5 tells
    CHECK(table.item(0, 3)->text().remove(u',') == u"1200000 USD/year"_s);
    CHECK(table.item(3, 3)->text() == u"1.5 hour"_s);
    QTest::keyClick(&sheet->comma(), Qt::Key_Left); // thousands
    CHECK(table.item(3, 3)->text().isEmpty());
    CHECK(table.item(3, 4)->text().contains(u"1.5"_s));
    QTest::keyClick(&sheet->comma(), Qt::Key_Right);
    CHECK(table.item(3, 3)->text() == u"1.5 hour"_s);
    CHECK(table.item(4, 4)->text().contains(u"Taken without its value"_s));
    CHECK(table.item(1, 4)->text() == u"There is a metric “Breakdowns” already: choose another name."_s);
    CHECK(table.item(2, 4)->text().contains(u"stands for the metric “Breakdowns”"_s));
    constexpr int icon = 20;
    for (int row = 0; row < table.rowCount(); ++row) {
        const QString reason = table.item(row, 4)->text();
        INFO(reason.toStdString());
        const QRect room(0, 0, table.columnWidth(4) - icon, 1000);
        CHECK(table.rowHeight(row) >= table.fontMetrics().boundingRect(room, Qt::TextWordWrap, reason).height());
    }
    QTest::keyClick(sheet, Qt::Key_Escape);
}
