// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of a model with errors: what does not hang on them has results, and the rest says what it waits for.
#include "core/model/card_edits.h"
#include "tests/ui/window/models.h"
#include "ui/cascade/cascade_content.h"
#include "ui/look/number_words.h"
#include "ui/run_controller.h"
#include "ui/whatif/outcome_panel.h"
#include "ui/window/run_indicator.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("What does not hang on an error has results, and the NPV says what it waits for") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    RunIndicator indicator(document, runs);
    OutcomePanel outcome(document);
    need(document.create(transit()));
    document.setScenario((*document.model().scenarios().begin()).id);
    REQUIRE(waitForResults(runs));
    const Results whole = *document.outcome().sampled;
    const auto blocked = [&] { return runs.state() == RunController::State::blocked; };

    // One more metric, whose formula names what is not there yet: nothing hangs on it.
    Metric cost;
    cost.level = Level::operating;
    need(document.apply(
        addCard(document.model(), cost,
                need(readCardLine(document.model(), "Idle cost = [Idle hours] * 50 USD/hour in USD/year")))));
    REQUIRE(QTest::qWaitFor(blocked, 60000));
    REQUIRE(document.outcome().leftOut.size() == 1);
    CHECK(document.outcome().npvLacks.empty());
    REQUIRE(document.sampled());
    CHECK(document.sampled()->metrics.size() == whole.scenarios.front().metrics.size());
    CHECK(document.sampled()->npv.p50 == Approx(whole.find(document.scenario())->npv.p50));
    CHECK(std::isfinite(document.sampled()->npv.p50));
    CHECK(document.isStale()); // it is not the whole model
    bool told = false;
    for (const Problem& problem : document.problems())
        told = told || (problem.severity == Severity::error && problem.message.find("Idle hours") != std::string::npos);
    CHECK(told);

    // What the NPV hangs on is missing: the others have values, the NPV has none.
    Metric broken = *document.model().metrics().find(MetricId("O4"));
    broken.source = MetricSource::formula;
    broken.formula = tributary::test::formula("no_such_metric * 2");
    need(document.apply(Edit{"Break it", {}, {put(broken)}}));
    REQUIRE(QTest::qWaitFor([&] { return blocked() && !document.outcome().npvLacks.empty(); }, 60000));
    REQUIRE(document.sampled());
    CHECK(find(*document.sampled(), MetricId("L1")));
    CHECK_FALSE(find(*document.sampled(), MetricId("O4")));
    CHECK_FALSE(std::isfinite(document.sampled()->npv.p50));
    CHECK(outcome.accessibleDescription().contains(u"waits for"_s));

    need(document.undo());
    REQUIRE(QTest::qWaitFor([&] { return blocked() && document.outcome().npvLacks.empty(); }, 60000));

    // A cost line names what has an error: the scenario that pays it has no NPV, and says what that waits for.
    Scenario pays = *document.model().scenarios().find(document.scenario());
    CostLine line;
    line.id = CostId("idle");
    line.name = "Idle hours paid";
    line.amount = *Parameter::parse("[Idle cost]");
    pays.costs.push_back(line);
    need(document.apply(Edit{"Pay for it", {}, {put(pays)}}));
    REQUIRE(QTest::qWaitFor([&] { return blocked() && !document.outcome().npvLacks.empty(); }, 60000));
    CHECK(document.outcome().leftOut.size() == 1);
    CHECK_FALSE(std::isfinite(document.sampled()->npv.p50));
    CHECK_FALSE(std::isfinite(document.sampled()->pvCosts.p50));
    CHECK(find(*document.sampled(), MetricId("O4"))->with.back().p50 ==
          Approx(find(*whole.find(document.scenario()), MetricId("O4"))->with.back().p50).epsilon(0.05));
    CHECK(outcome.accessibleDescription().contains(u"Idle hours paid"_s));
    need(document.undo());

    need(document.undo());
    REQUIRE(waitForResults(runs));
    CHECK(document.outcome().leftOut.empty());
    CHECK_FALSE(document.isStale());
    CHECK(document.sampled()->npv.p50 == whole.find(document.scenario())->npv.p50);
}

TEST_CASE("A scenario with an override that does not fit is not run and said so, all others have their results") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    RunIndicator indicator(document, runs);
    need(document.create(transit()));
    REQUIRE(waitForResults(runs));
    const Results whole = *document.outcome().sampled;
    Scenario odd;
    odd.id = ScenarioId("odd");
    odd.name = "Odd";
    odd.overrides = {{"metric/O1/estimate", *OverrideValue::parse("= 3 USD")}};
    need(document.apply(Edit{"Add it", {}, {put(odd)}}));
    REQUIRE(QTest::qWaitFor([&] { return runs.state() == RunController::State::blocked; }, 60000));
    for (const ScenarioResults& each : whole.scenarios)
        CHECK(document.outcome().sampled->find(each.id)->npv.p50 == each.npv.p50);
    CHECK(indicator.accessibleDescription() == u"1 scenario left out"_s);

    document.setScenario(odd.id);
    REQUIRE(document.sampled());
    const MetricResults& late = *find(*document.sampled(), MetricId("O4"));
    CHECK_FALSE(std::isfinite(late.with.back().p50));
    CascadeContent cascade;
    cascade.setModel(document.model());
    cascade.setResults(document.sampled(), document.mostLikely(),
                       valuesTold(document.outcome().npvLacks, document.scenario()));
    cascade.setPeriod(24);
    const CardContent card = cascade.card("O4", {});
    CHECK(card.range.endsWith(u"as usual"_s));
    CHECK(card.change.isEmpty());
    for (const QString& words : {cascade.cardTip("O4"), cascade.cardWords("O4")}) { // they say what the card shows
        INFO(words.toStdString());
        CHECK(words.contains(threeDigits(late.bau[23].p50)));
        CHECK(words.contains(u"as usual"_s));
        CHECK(words.contains(u"is not run"_s));
        CHECK_FALSE(words.contains(u"with the scenario"_s));
    }
    MetricResults endless = late; // that the scenario makes it so is no reason to tell another value
    for (Summary& each : endless.with)
        each.p50 = std::numeric_limits<double>::infinity();
    CHECK(cardContent(*document.model().metrics().find(MetricId("O4")), &endless, 24).range == u"no value"_s);
}

TEST_CASE("A model that does not compile is said to be blocked, with its problems") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    const Model model = transit();
    Settings broken = model.settings();
    broken.periods = 0; // no part of it can be run
    need(document.create(tributary::apply(model, Edit{"Break it", {}, {put(broken)}}).model));
    REQUIRE(QTest::qWaitFor([&] { return runs.state() == RunController::State::blocked; }, 60000));
    REQUIRE_FALSE(document.problems().empty());
    CHECK(document.problems().front().severity == Severity::error);
    std::set<std::pair<std::string, std::string>> told; // each once, though the checks and the run both find it
    for (const Problem& problem : document.problems())
        CHECK(told.emplace(problem.subject, problem.message).second);
    CHECK_FALSE(document.sampled());
}
