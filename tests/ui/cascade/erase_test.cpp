// SPDX-License-Identifier: GPL-3.0-or-later
// What a deletion says beforehand, and what it does.
#include "tests/ui/cascade/editing.h"
#include "ui/cascade/erase_sheet.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::metricOf;
using tributary::test::Shown;
using tributary::test::transit;

TEST_CASE("a deletion names what breaks and what moves up, Enter confirms it and says what was done") {
    Shown shown(transit());
    const auto open = [&]() -> EraseSheet& {
        shown.click("O8");
        shown.key(Qt::Key_Delete);
        EraseSheet* found = nullptr;
        for (EraseSheet* each : shown.page.window()->findChildren<EraseSheet*>())
            if (each->isVisible())
                found = each;
        REQUIRE(found);
        return *found;
    };
    EraseSheet& sheet = open();
    REQUIRE(sheet.uses().count() == 1);
    CHECK(sheet.uses().item(0)->text().contains(u"Labour of breakdowns"_s));
    CHECK(sheet.uses().height() < 3 * sheet.uses().visualItemRect(sheet.uses().item(0)).height());
    const QString hanging = sheet.findChild<QLabel*>(u"hanging"_s)->text();
    CHECK(hanging.contains(u"Labour hours per breakdown hangs below it and moves up"_s));
    CHECK(hanging.contains(u"Search labour per exception"_s));
    CHECK(sheet.eraseButton().text() == u"Delete Labour cost per breakdown"_s);
    CHECK(sheet.eraseButton().accessibleName() == u"Delete Labour cost per breakdown with what uses it"_s);
    REQUIRE(sheet.focusWidget() == &sheet.eraseButton());
    QTest::keyClick(&sheet.eraseButton(), Qt::Key_Tab);
    CHECK(sheet.focusWidget() != &sheet.eraseButton());
    sheet.eraseButton().setFocus();
    QTest::keyClick(&sheet.eraseButton(), Qt::Key_Return);
    CHECK_FALSE(shown.document.model().metrics().contains(MetricId("O8")));
    CHECK(shown.page.canvas().noted() ==
          u"Deleted Labour cost per breakdown, and what used it: Labour of breakdowns: formula. "
          u"Labour hours per breakdown moved up. Ctrl+Z brings it back."_s);
    REQUIRE(shown.document.undo());
    CHECK(shown.document.model() == transit());

    EraseSheet& again = open();
    QPushButton* cancel = nullptr;
    for (QPushButton* button : again.findChildren<QPushButton*>())
        if (button != &again.eraseButton())
            cancel = button;
    REQUIRE(cancel);
    cancel->setFocus();
    QTest::keyClick(cancel, Qt::Key_Return); // the button under the keys, not the main one
    CHECK_FALSE(again.isVisible());
    CHECK(shown.document.model() == transit());
}

TEST_CASE("a deletion names the sums that go on without it among the places, beforehand") {
    using tributary::test::formulaMetric;
    using tributary::test::metric;
    Shown shown(tributary::test::modelOf(
        metric("a", "Waste cost", Level::operating, "USD", "5"), metric("b", "Sales", Level::operating, "USD", "50"),
        formulaMetric("s", "Margin", "USD", "b - a"), formulaMetric("d", "Waste of two shops", "USD", "a * 2")));
    shown.click("a");
    shown.key(Qt::Key_Delete);
    auto* sheet = shown.page.window()->findChild<EraseSheet*>();
    REQUIRE(sheet);
    const auto labels = sheet->findChildren<QLabel*>();
    CHECK(std::ranges::any_of(labels,
                              [](QLabel* label) { return label->text() == u"Waste cost is used in 2 places"_s; }));
    REQUIRE(sheet->uses().count() == 2);
    CHECK(sheet->uses().item(0)->text() == u"Waste of two shops: formula"_s);
    CHECK(sheet->uses().item(1)->text() == u"The sum of Margin goes on without it"_s);
    CHECK(sheet->uses().item(1)->data(Qt::UserRole).toString() == u"metric/s/formula"_s);
    QTest::mouseClick(&sheet->eraseButton(), Qt::LeftButton);
    CHECK(metricOf(shown, "s").formula->text() == "b");
}
