// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/inspector/inspector_fixture.h"

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("What is typed into a metric's field is in the model at Enter, as one step to undo") {
    InspectorFixture f;
    f.document.select("metric/L2");
    const std::string before = f.value("metric", "L2", "estimate");
    FieldEditor& estimate = f.enter("estimate", u"10 / 20 / 30"_s);
    CHECK(f.value("metric", "L2", "estimate") == "10 / 20 / 30");
    CHECK(estimate.message().isEmpty());
    need(f.document.undo());
    CHECK(f.value("metric", "L2", "estimate") == before);
    CHECK(f.editor("estimate").text() == toQt(before));
    CHECK_FALSE(f.document.undoLabel());
}

TEST_CASE("A pause in typing makes the edit, and further typing joins it") {
    InspectorFixture f;
    f.document.select("metric/L2");
    const std::string before = f.value("metric", "L2", "estimate");
    FieldEditor& estimate = f.type("estimate", u"12"_s);
    REQUIRE(QTest::qWaitFor([&] { return f.value("metric", "L2", "estimate") == "12"; }, 5000));
    QTest::keyClicks(estimate.input(), u"5"_s);
    REQUIRE(QTest::qWaitFor([&] { return f.value("metric", "L2", "estimate") == "125"; }, 5000));
    CHECK(estimate.text() == u"125"_s);
    need(f.document.undo());
    CHECK(f.value("metric", "L2", "estimate") == before);
}

TEST_CASE("Bad text keeps the last value, says what is wrong, and stays to be mended") {
    InspectorFixture f;
    f.document.select("metric/L2");
    const std::string before = f.value("metric", "L2", "estimate");
    FieldEditor& estimate = f.enter("estimate", u"0.9 / 1.1 / 0.8"_s);
    CHECK(f.value("metric", "L2", "estimate") == before);
    CHECK_FALSE(estimate.message().isEmpty());
    CHECK(estimate.text() == u"0.9 / 1.1 / 0.8"_s);

    // Another metric and back: what was typed is still there, with its message.
    f.document.select("metric/L3");
    CHECK(f.editor("estimate").text() == toQt(f.value("metric", "L3", "estimate")));
    f.document.select("metric/L2");
    CHECK(f.editor("estimate").text() == u"0.9 / 1.1 / 0.8"_s);
    CHECK_FALSE(f.editor("estimate").message().isEmpty());

    FieldEditor& mended = f.enter("estimate", u"0.8 / 0.9 / 1.1"_s);
    CHECK(mended.message().isEmpty());
    CHECK(f.value("metric", "L2", "estimate") == "0.8 / 0.9 / 1.1");
}

TEST_CASE("A change from elsewhere does not take what is being typed") {
    InspectorFixture f;
    f.document.select("metric/L2");
    FieldEditor& owner = f.type("owner", u"stores"_s);
    need(f.document.apply(setField(f.document.model(), EntityRef{"metric", "L2"}, "notes", "From elsewhere")));
    CHECK(owner.text() == u"stores"_s);
    CHECK(f.editor("notes").text() == u"From elsewhere"_s);
    QTest::keyClick(owner.input(), Qt::Key_Tab);
    CHECK(f.value("metric", "L2", "owner") == "stores");
}

TEST_CASE("Undo and redo work while the focus is in a field") {
    InspectorFixture f;
    f.document.select("metric/L2");
    const std::string before = f.value("metric", "L2", "owner");
    FieldEditor& owner = f.enter("owner", u"planner"_s);
    QTest::keySequence(owner.input(), QKeySequence::Undo);
    CHECK(f.value("metric", "L2", "owner") == before);
    CHECK(owner.text() == toQt(before));
    QTest::keySequence(owner.input(), QKeySequence::Redo);
    CHECK(f.value("metric", "L2", "owner") == "planner");

    // Typing that is not valid is what undo takes back first.
    FieldEditor& unit = f.enter("unit", u"hour//"_s);
    CHECK_FALSE(unit.message().isEmpty());
    QTest::keySequence(unit.input(), QKeySequence::Undo);
    CHECK(unit.message().isEmpty());
    CHECK(unit.text() == toQt(f.value("metric", "L2", "unit")));
    CHECK(f.value("metric", "L2", "owner") == "planner");
}

TEST_CASE("Escape takes back what is typed") {
    InspectorFixture f;
    f.document.select("settings");
    const std::string before = f.value("settings", "", "currency");
    FieldEditor& currency = f.type("currency", u"eur"_s);
    QTest::keyClick(currency.input(), Qt::Key_Escape);
    CHECK(currency.text() == toQt(before));
    CHECK(f.value("settings", "", "currency") == before);
}
