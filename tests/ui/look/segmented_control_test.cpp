// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/qt_strings.h"
#include "ui/look/segmented_control.h"

#include <catch2/catch.hpp>

#include <QSignalSpy>
#include <QTest>

using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("a click and the arrow keys choose a segment, each choice is told once") {
    SegmentedControl control({u"Estimate"_s, u"Formula"_s, u"Influence"_s, u"Process"_s});
    control.resize(264, 28);
    QSignalSpy chosen(&control, &SegmentedControl::chosen);
    QTest::mouseClick(&control, Qt::LeftButton, {}, QPoint(100, 14));
    CHECK(control.current() == 1);
    QTest::mouseClick(&control, Qt::LeftButton, {}, QPoint(100, 14));
    QTest::keyClick(&control, Qt::Key_Right);
    CHECK(control.current() == 2);
    QTest::keyClick(&control, Qt::Key_Left);
    QTest::keyClick(&control, Qt::Key_Left);
    QTest::keyClick(&control, Qt::Key_Left);
    CHECK(control.current() == 0);
    CHECK(chosen.count() == 4);
}

TEST_CASE("a choice set by the program is not told as the user's") {
    SegmentedControl control({u"a"_s, u"b"_s});
    QSignalSpy chosen(&control, &SegmentedControl::chosen);
    control.setCurrent(1);
    control.setCurrent(7);
    CHECK(control.current() == 1);
    CHECK(chosen.count() == 0);
}

TEST_CASE("the ring of a control is drawn for the keyboard, not for the mouse") {
    SegmentedControl control({u"a"_s, u"b"_s});
    control.resize(200, 28);
    control.show();
    REQUIRE(QTest::qWaitForWindowActive(&control));
    control.clearFocus();
    const auto picture = [&] { return control.grab().toImage(); };
    const QImage without = picture();
    QTest::mouseClick(&control, Qt::LeftButton, {}, QPoint(50, 14));
    control.setFocus(Qt::MouseFocusReason);
    REQUIRE(control.hasFocus());
    CHECK(picture() == without);
    control.clearFocus();
    control.setFocus(Qt::TabFocusReason);
    const QImage ringed = picture();
    CHECK_FALSE(ringed == without);
    control.clearFocus();
    control.setFocus(Qt::MouseFocusReason);
    QTest::keyClick(&control, Qt::Key_Left); // there is none: the choice stays
    CHECK(picture() == ringed);
}
