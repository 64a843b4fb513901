// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run.h"
#include "core/formula/parser.h"
#include "core/model/validate.h"
#include "tests/builders.h"
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/month_panel.h"
#include "ui/inspector/name_offers.h"
#include "ui/look/fitting_label.h"
#include "ui/look/style.h"
#include "ui/look/style_shapes.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <algorithm>

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

TEST_CASE("A refused choice says why until the model changes, and leaves nothing behind that could be lost") {
    InspectorFixture f;
    const Link link = *f.document.model().links().begin();
    f.document.select(EntityRef{"link", link.id.text});
    auto* driver = qobject_cast<QComboBox*>(f.editor("driver").input());
    REQUIRE(driver);
    const int before = driver->currentIndex();
    QTest::keyClick(driver, Qt::Key_Space);
    QAbstractItemView* list = driver->view();
    list->setCurrentIndex(list->model()->index(driver->findData(toQt(link.metric.text)), 0)); // a loop
    QTest::keyClick(list, Qt::Key_Return);
    CHECK_FALSE(f.editor("driver").message().isEmpty());
    CHECK(driver->currentIndex() == before);
    CHECK(f.document.typingErrors().empty());
    need(f.document.apply(setField(f.document.model(), EntityRef{"metric", "L2"}, "notes", "From elsewhere")));
    CHECK(f.editor("driver").message().isEmpty());
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
    Link link = *f.document.model().links().begin();
    link.elasticity.reset();
    need(f.document.apply(Edit{"Empty it", {}, {put(link)}}));
    const std::string at = "link/" + link.id.text;
    f.document.setProblems({{Severity::error, at + "/elasticity", "The link has no elasticity.", "Type one.", {}}});
    f.document.select(std::string_view(at));
    FieldEditor& elasticity = f.editor("elasticity");
    CHECK(elasticity.message() == u"The link has no elasticity. Type one."_s);
    CHECK(stateOf(*elasticity.input()) == FieldState::valid);
    elasticity.input()->setFocus();
    QTest::keyClick(elasticity.input(), Qt::Key_Tab);
    CHECK(stateOf(*f.editor("elasticity").input()) == FieldState::error);
}

TEST_CASE("A metric without a value is asked for it, and wrong only where something needs the value, as on its card") {
    InspectorFixture f;
    Metric fresh;
    fresh.id = MetricId("new");
    fresh.name = "Missed hours";
    fresh.unit = "hour";
    need(f.document.apply(Edit{"Add", {}, {put(fresh)}}));
    f.document.setProblems(validate(f.document.model()));
    f.document.select("metric/new");
    CHECK(f.editor("estimate").message().startsWith(u"Missed hours has no value yet. Type its value"_s));
    CHECK(stateOf(*f.editor("estimate").input()) == FieldState::valid);
    f.editor("estimate").input()->setFocus();
    QTest::keyClick(f.editor("estimate").input(), Qt::Key_Tab);
    CHECK(stateOf(*f.editor("estimate").input()) == FieldState::valid);
    const auto* month = f.inspector.findChild<MonthPanel*>();
    REQUIRE(month);
    CHECK(month->words().endsWith(u"No value yet"_s));

    Metric asks = *f.document.model().metrics().find(MetricId("O4"));
    asks.formula = tributary::test::formula("O2 * O3 * new / (1 hour) * 1 bus/breakdown");
    need(f.document.apply(Edit{"Ask for it", {}, {put(asks)}}));
    f.document.setProblems(validate(f.document.model()));
    CHECK(stateOf(*f.editor("estimate").input()) == FieldState::error);
    f.enter("estimate", u"12"_s);
    f.document.setProblems(validate(f.document.model()));
    CHECK(f.editor("estimate").message().isEmpty());
}

TEST_CASE("A formula shows names, takes names and ids, and keeps ids") {
    InspectorFixture f;
    f.document.select("metric/O4");
    const QString name = toQt(f.document.model().metrics().find(MetricId("L1"))->name);
    FieldEditor& formula = f.enter("formula", u"L1 * 2"_s);
    CHECK(f.value("metric", "O4", "formula") == "L1 * 2");
    CHECK(formula.text() == u"[%1] * 2"_s.arg(name));
    FieldEditor& again = f.enter("formula", u"3 * [%1]"_s.arg(name));
    CHECK(f.value("metric", "O4", "formula") == "3 * L1");

    // A rename shows at once, and touches no formula.
    need(f.document.apply(setField(f.document.model(), EntityRef{"metric", "L1"}, "name", "Waiting")));
    CHECK(again.text() == u"3 * Waiting"_s);
    CHECK(f.value("metric", "O4", "formula") == "3 * L1");
    need(f.document.undo());
    CHECK(f.editor("formula").text() == u"3 * [%1]"_s.arg(name));

    // What is wrong is underlined in what is shown.
    FieldEditor& wrong = f.enter("formula", u"3 * [No such thing]"_s);
    CHECK(wrong.text() == u"3 * [No such thing]"_s);
    CHECK(f.value("metric", "O4", "formula") == "3 * [No such thing]");
}

TEST_CASE("A parameter that is a formula says what that comes to, in the field's unit") {
    InspectorFixture f;
    f.document.select("process/restore/task/T5a");
    const auto words = [&] {
        const auto labels = f.editor("task/T5a/touch").findChildren<FittingLabel*>();
        return labels.size() == 1 && labels.front()->isVisible() ? labels.front()->text() : QString();
    };
    CHECK(words().startsWith(u"= 2.00\u00A0h"_s));
    f.enter("task/T5a/touch", u"90 minute"_s);
    CHECK(words().isEmpty());
    f.enter("task/T5a/touch", u"2 * L4"_s);
    CHECK(words().startsWith(u"= 8.00\u00A0h"_s));

    // A rate in the period of its field: 600 breakdowns a month.
    f.document.select("process/restore");
    const auto labels = f.editor("arrivals").findChildren<FittingLabel*>(); // its hint is one, too
    CHECK(std::ranges::count_if(labels, [](const FittingLabel* label) {
              return label->text().startsWith(u"= 600\u00A0per month"_s);
          }) == 1);
}

TEST_CASE("Half a name in a formula offers those that fit, and Enter writes one") {
    InspectorFixture f;
    f.document.select("metric/O4");
    f.enter("formula", u"1"_s);
    FieldEditor& formula = f.type("formula", u"2 * [buses"_s);
    auto* offers = formula.findChild<NameOffers*>();
    REQUIRE(offers);
    REQUIRE(offers->isOpen());
    const QString first = offers->completer().currentCompletion();
    REQUIRE(first.contains(u"buses"_s, Qt::CaseInsensitive));
    QTest::keyClick(offers->completer().popup(), Qt::Key_Return);
    CHECK_FALSE(offers->isOpen());
    CHECK(formula.text() == u"2 * "_s + toQt(formatReference(fromQt(first))));
}

TEST_CASE("Names are offered for words and brackets, never for numbers and their units") {
    const auto offered = [](const QString& typed, BareWords bare) {
        const auto prefix = namePrefix(typed, static_cast<int>(typed.size()), bare);
        return prefix ? prefix->text : u"none"_s;
    };
    CHECK(offered(u"2 * [Buses ou"_s, BareWords::left) == u"Buses ou"_s);
    CHECK(offered(u"2 * [Buses out] "_s, BareWords::offered) == u"none"_s);
    CHECK(offered(u"2 * bu"_s, BareWords::offered) == u"bu"_s);
    CHECK(offered(u"2*bu"_s, BareWords::offered) == u"bu"_s);
    CHECK(offered(u"2 * bu"_s, BareWords::left) == u"none"_s);
    CHECK(offered(u"10 hour"_s, BareWords::offered) == u"none"_s);
    CHECK(offered(u"36000 mile/bus"_s, BareWords::offered) == u"none"_s);
    CHECK(offered(u"100 USD / bus"_s, BareWords::offered) == u"bus"_s);
    CHECK(offered(u"1234"_s, BareWords::offered) == u"none"_s);
}

TEST_CASE(
    "What a metric comes to at the month has a line of its own where a long unit leaves no room beside the title") {
    InspectorFixture f;
    Metric counted;
    counted.id = MetricId("new");
    counted.name = "Purchases in a hurry";
    counted.unit = "emergency_purchase/month";
    counted.estimate = tributary::test::quantity("12000/12345/13000");
    need(f.document.apply(Edit{"Add", {}, {put(counted)}}));
    const auto program = compile(f.document.model(), CompileOptions());
    REQUIRE(program);
    RunOptions how = runOptions(f.document.model().settings());
    how.trials = 64;
    const auto results = std::make_shared<const Results>(*tributary::run(*program, how));
    f.document.setOutcome({results, results, f.document.revision()});
    const auto heightOf = [&](const char* id) {
        f.document.select(EntityRef{Metric::kind, id});
        const auto* month = f.inspector.findChildren<MonthPanel*>().last();
        QApplication::processEvents();
        return month->height();
    };
    const int usual = heightOf("L2");
    CHECK(heightOf("new") > usual);
    CHECK(heightOf("L2") == usual);
}

TEST_CASE("A value that is typed with its unit gives it to a metric that has none, in the same step") {
    InspectorFixture f;
    Metric fresh;
    fresh.id = MetricId("new");
    fresh.name = "Found at once";
    need(f.document.apply(Edit{"Add", {}, {put(fresh)}}));
    f.document.select("metric/new");
    f.enter("estimate", u"20% ± 5%"_s);
    CHECK(f.value("metric", "new", "estimate") == "20% ± 5%");
    CHECK(f.value("metric", "new", "unit") == "%");
    CHECK(f.editor("unit").text() == u"%"_s);
    need(f.document.undo());
    CHECK(f.value("metric", "new", "unit").empty());
}
