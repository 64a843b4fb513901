// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/look/style.h"
#include "ui/look/style_shapes.h"

#include <QLabel>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

FieldState stateOf(const QWidget& input) { return static_cast<FieldState>(input.property(fieldStateProperty).toInt()); }

} // namespace

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

TEST_CASE("A message under a field has the height that its words need, under a pair the whole width") {
    InspectorFixture f;
    f.document.select("metric/L2");
    for (const char* field : {"estimate", "tolerance"}) {
        FieldEditor& wrong = f.enter(field, u"0.9 / 1.1 / 0.8 of what was counted last year"_s);
        REQUIRE_FALSE(wrong.message().isEmpty());
        QTest::qWait(50);
        const QWidget* label = wrong.messageLabel();
        CHECK(label->isVisible());
        CHECK(label->width() > 240);
        CHECK(label->height() >= label->heightForWidth(label->width()));
    }
}

TEST_CASE("What is missing is asked for in grey until the field was left") {
    InspectorFixture f;
    Metric fresh;
    fresh.id = MetricId("new");
    fresh.name = "Missed hours";
    fresh.unit = "hour";
    need(f.document.apply(Edit{"Add", {}, {put(fresh)}}));
    f.document.setProblems(
        {{Severity::error, "metric/new/estimate", "Missed hours has no estimate.", "Type one.", {}}});
    f.document.select("metric/new");
    FieldEditor& estimate = f.editor("estimate");
    CHECK(estimate.message() == u"Missed hours has no estimate. Type one."_s);
    CHECK(stateOf(*estimate.input()) == FieldState::valid);
    estimate.input()->setFocus();
    QTest::keyClick(estimate.input(), Qt::Key_Tab);
    CHECK(stateOf(*f.editor("estimate").input()) == FieldState::error);
}

TEST_CASE("A formula typed with ids says the names under it") {
    InspectorFixture f;
    f.document.select("metric/O4");
    f.enter("formula", u"L1 * 2"_s);
    bool said = false;
    for (const QLabel* label : f.editor("formula").findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().startsWith(u"= ["_s) && label->text().endsWith(u"] * 2"_s));
    CHECK(said);
}
