// SPDX-License-Identifier: GPL-3.0-or-later
// A large block is pasted without a call that anybody feels, and can be given up while it is read.
#include "tests/ui/cascade/shown_cascade.h"
#include "tests/ui/watchdog.h"
#include "ui/cascade/paste_sheet.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QPushButton>
#include <QTableWidget>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::Shown;
using tributary::test::transit;
using tributary::ui::test::Hold;
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
    constexpr double felt = 50; // milliseconds
    application.watch(felt);
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
        CHECK(hold.milliseconds < felt);
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
