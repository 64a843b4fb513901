// SPDX-License-Identifier: GPL-3.0-or-later
// Goal seek over one quantity, and elasticities that multiply along a row of links.
#include "core/insight/elasticity_chain.h"
#include "core/insight/goal_seek.h"
#include "tests/core/insight/insight_models.h"

#include <cmath>

using namespace tributary;
using namespace tributary::test;

namespace {

const RunOptions few{.trials = 256};

Model chainOf(std::string_view override) {
    Metric money = influence("F1", "Money", "USD/month", "100 USD/month");
    money.counts = true;
    Scenario scenario;
    scenario.id = plan;
    scenario.overrides = {Override{"metric/L1/estimate", need(OverrideValue::parse(override))}};
    Link last = link("B", "F1", "eps");
    last.noEffect = quantity("20%");
    return modelOf(metric("L1", "Driver", Level::frontline, "hour", "10"), influence("A", "First", "", "20"),
                   influence("B", "Second", "", "30"), std::move(money), input("eps", "Elasticity", "", "1.5"),
                   link("L1", "A", "0.8"), link("A", "B", "uniform(1.2, 1.4)"), std::move(last), scenario);
}

} // namespace

TEST_CASE("goal seek finds the value of a constant, and of a range, that gives the wanted NPV") {
    const Model model = linearModel("= 17 USD/month", {"normal(5, 1) USD", "3 USD"});
    const auto constant = need(seekGoal(model, plan, costPath(2), 2, few));
    CHECK(constant.found.at(0).value.value == Approx(10).margin(0.01));
    CHECK(constant.found.at(0).npv.value == Approx(2).margin(1e-6));
    CHECK(constant.quantity.unit == "USD");
    REQUIRE(constant.found.at(0).value.standardError);
    CHECK(*constant.found.at(0).value.standardError == Approx(*constant.found.at(0).npv.standardError));
    const auto ranged = need(seekGoal(model, plan, costPath(1), -40, few));
    CHECK(ranged.found.at(0).value.value == Approx(54).margin(1e-6));
    CHECK(ranged.searched.high >= 54);
}

TEST_CASE("goal seek closes in on a curve, the transit case's break-even of an input among them") {
    const auto goal = need(seekGoal(transitModel(), transitTool, "input/c_miss", 300'000, {.trials = 64}));
    CHECK(goal.found.at(0).npv.value == Approx(300'000).epsilon(1e-6));
    CHECK(goal.found.at(0).value.value > 0);
    CHECK(goal.quantity.name == "Cost of a missed service hour");
}

TEST_CASE("goal seek finds both sides of a hump, stays within what a field takes, and errs by the slope there") {
    // NPV = 20 - (x - 6)^2 - cost of 5 +- 1.
    const auto humped = [](const char* own) {
        return with(linearModel("= 20 USD/month", {"(x - 6) ^ 2 * 1 USD", "normal(5, 1) USD"}),
                    input("x", "A number", "", own));
    };
    const auto wide = need(seekGoal(humped("uniform(0, 13)"), plan, "input/x", 0, few));
    CHECK(std::abs(std::abs(wide.found.at(0).value.value - 6) - std::sqrt(15)) < 0.01);
    REQUIRE(wide.found.at(0).value.standardError);
    CHECK(*wide.found.at(0).value.standardError ==
          Approx(*wide.found.at(0).npv.standardError / (2 * std::sqrt(15))).epsilon(0.02));
    // The top of the hump, 15, is passed between two of the values that are tried first.
    const auto top = need(seekGoal(humped("uniform(0, 13)"), plan, "input/x", 14.9, few));
    CHECK(std::abs(std::abs(top.found.at(0).value.value - 6) - std::sqrt(0.1)) < 0.01);
    REQUIRE(top.found.size() == 2);
    CHECK(top.found[0].value.value + top.found[1].value.value == Approx(12).margin(1e-3));
    // The top itself is passed by no value: it touches what is wanted, and has no slope to err by.
    const auto touched = need(seekGoal(humped("uniform(0, 13)"), plan, "input/x", 15, few));
    REQUIRE(touched.found.size() == 1);
    CHECK(touched.found[0].value.value == Approx(6).margin(0.1));
    CHECK_FALSE(touched.found[0].value.standardError);
    const auto beyond = need(seekGoal(humped("uniform(0, 13)"), plan, "input/x", 16, few));
    CHECK(beyond.found.empty());
    CHECK(beyond.most.value.value == Approx(6).margin(0.1));
    CHECK(beyond.most.npv.value == Approx(15).margin(0.1));
    // What lies beyond the quantity's own range says so.
    const auto far = need(seekGoal(humped("uniform(7, 9)"), plan, "input/x", 0, few));
    REQUIRE_FALSE(far.found.empty());
    CHECK(far.found[0].value.value == Approx(6 + std::sqrt(15)).margin(0.05));
    CHECK(far.isBeyondOwn(far.found[0]));
    CHECK_FALSE(wide.isBeyondOwn(wide.found[0]));

    Metric money = *linearModel("= 17 USD/month", {"3 USD"}).metrics().find(MetricId("F1"));
    money.realisation = parameter("50/60/70 %");
    const Model half = with(linearModel("= 17 USD/month", {"3 USD"}), money);
    const auto share = need(seekGoal(half, plan, "metric/F1/realisation", 10, few));
    CHECK(share.found.at(0).value.value == Approx(100.0 * 13 / 17).margin(0.01));
    CHECK(need(seekGoal(half, plan, "metric/F1/realisation", 20, few)).found.empty());
}

TEST_CASE("goal seek goes to the edge of what gives a number, tells a jump, and names a plateau once") {
    const auto made = [](const char* npv, const char* own) {
        return with(linearModel("= 0 USD/month", {fmt::format("-({}) * 1 USD", npv)}), input("x", "A number", "", own),
                    input("w", "Another", "", "uniform(0, 1)"));
    };
    const auto edge =
        need(seekGoal(made("x + 0 * sqrt(1 - x) - 0.95 + 0 * w", "uniform(0.4, 0.6)"), plan, "input/x", 0, few));
    REQUIRE(edge.found.size() == 1);
    CHECK(edge.found[0].value.value == Approx(0.95).margin(1e-6));
    const auto near = need(seekGoal(made("x + 0 * sqrt(1 - x) - 0.95 + 100 * (w - 0.5)", "uniform(0.4, 0.6)"), plan,
                                    "input/x", -0.3, few));
    REQUIRE(near.found.size() == 1); // what is known to 1 USD is no reason to stop at another value
    CHECK(near.found[0].value.value == Approx(0.65).margin(0.05));
    const auto jump =
        need(seekGoal(made("if(x < 0.33, -1, 2) + 0.1 * (w - 0.5)", "uniform(0, 1)"), plan, "input/x", 0, few));
    CHECK(jump.found.empty());
    REQUIRE(jump.jumps.size() == 1);
    CHECK(jump.jumps[0].value == Approx(0.33).margin(1e-6));
    CHECK(jump.jumps[0].npvBelow == Approx(-1).margin(0.01));
    CHECK(jump.jumps[0].npvAbove == Approx(2).margin(0.01));
    // Each trial flips at a value of its own: the mean NPV is 9 x - 4, without a jump.
    const auto stair = need(seekGoal(made("if(x < w, -4, 5)", "uniform(0, 1)"), plan, "input/x", 0, few));
    REQUIRE(stair.found.size() == 1);
    CHECK(stair.found[0].value.value == Approx(4.0 / 9).margin(0.02));
    for (std::int64_t seed = 1; seed <= 6; ++seed) {
        const auto quarter = need(seekGoal(made("if(x < w, -0.25, 0.75) + 0.05 * (w - 0.5)", "uniform(0, 1)"), plan,
                                           "input/x", 0, {.trials = 256, .seed = seed}));
        REQUIRE(quarter.found.size() == 1);
        REQUIRE(quarter.found[0].value.standardError);
        CHECK(std::abs(quarter.found[0].value.value - 0.25) < 5 * *quarter.found[0].value.standardError);
    }
    // A hump beyond the quantity's own range, between two values that are tried there.
    const auto beyondHump = need(seekGoal(made("1 - (x - 3) ^ 2 + 0 * w", "uniform(0, 1)"), plan, "input/x", 0, few));
    REQUIRE(beyondHump.found.size() == 2);
    CHECK(beyondHump.found[0].value.value + beyondHump.found[1].value.value == Approx(6).margin(1e-6));
    // A plateau that is as near as its error.
    for (std::int64_t seed = 1; seed <= 4; ++seed)
        CHECK_FALSE(need(seekGoal(made("min(x, 0.8) + 0.3 * (w - 0.5)", "uniform(0, 1)"), plan, "input/x", 0.8,
                                  {.trials = 256, .seed = seed}))
                        .found.empty());
    const auto flat = need(seekGoal(made("max(x - 0.4, 0) + 0 * w", "uniform(0, 1)"), plan, "input/x", 0, few));
    REQUIRE(flat.found.size() == 1);
    REQUIRE(flat.found[0].until);
    CHECK(std::max(flat.found[0].value.value, *flat.found[0].until) <= 0.4);
}

TEST_CASE("a goal that cannot be reached is refused with what was found") {
    const Model model = linearModel("= 17 USD/month", {"normal(5, 1) USD"});
    CHECK(seekGoal(model, plan, "input/moon", 0, few).error().message.find("input/moon") != std::string::npos);
    CHECK(seekGoal(model, ScenarioId("moon"), costPath(1), 0, few).error().message.find("moon") != std::string::npos);
    CHECK(seekGoal(model, plan, "metric/F1/estimate", 0, few).error().message.find("sets") != std::string::npos);
    const Model bound = with(model, input("idle", "Idle", "", "1/2/3"));
    CHECK(seekGoal(bound, plan, "input/idle", 0, few).error().message.find("changes nothing") != std::string::npos);
    std::stop_source source;
    source.request_stop();
    CHECK(seekGoal(model, plan, costPath(1), 0, few, {{}, source.get_token()}).error() == stoppedError());
}

TEST_CASE("elasticities in a row multiply, and a driver far from business as usual is a warning") {
    const auto chains = need(elasticityChains(studyOf(chainOf("+40%"), plan, {.trials = 1024}))).chains;
    REQUIRE(chains.size() == 1);
    const ElasticityChain& chain = chains.front();
    CHECK(*chain.product.mean == Approx(0.8 * 1.3 * 1.5).epsilon(1e-3));
    CHECK(chain.product.p10 == Approx(0.8 * 1.22 * 1.5).epsilon(1e-2));
    CHECK(chain.chanceOfBreak == Approx(0.2));
    REQUIRE(chain.links.size() == 3);
    CHECK(chain.links[0].driver == MetricId("L1"));
    CHECK(chain.links[0].change == Approx(0.4));
    CHECK(chain.links[0].beyondLocal);
    CHECK(chain.links[1].change == Approx(std::pow(1.4, 0.8) - 1));
    const auto calm = need(elasticityChains(studyOf(chainOf("-5%"), plan, {.trials = 64}))).chains;
    REQUIRE(calm.size() == 1);
    CHECK(calm[0].links[0].change == Approx(-0.05));
    for (const ChainLink& link : calm[0].links)
        CHECK_FALSE(link.beyondLocal);
}

TEST_CASE("a model without links by elasticity has no chains, and a loop has them once around") {
    CHECK(need(elasticityChains(studyOf(linearModel("= 17 USD/month", {"3 USD"})))).chains.empty());
    const Model loop = with(linearModel("= 17 USD/month", {"3 USD"}), influence("A", "First", "", "20"),
                            influence("B", "Second", "", "30"), link("A", "B", "0.5"), link("B", "A", "0.5", 1));
    const auto chains = need(elasticityChains(studyOf(loop, plan, {.trials = 16}))).chains;
    REQUIRE_FALSE(chains.empty());
    for (const ElasticityChain& chain : chains)
        CHECK(chain.links.size() == 1);
}

TEST_CASE("a tree with billions of rows has the first of them, says so, and can be stopped") {
    constexpr int layers = 20;
    Model model = linearModel("= 17 USD/month", {"3 USD"});
    const auto name = [](int layer, char lane) { return fmt::format("{}{}", lane, layer); };
    for (int layer = 0; layer < layers; ++layer)
        for (const char lane : {'A', 'B', 'C'})
            model = with(model, influence(name(layer, lane), name(layer, lane), "", "20"));
    for (int layer = 1; layer < layers; ++layer)
        for (const char from : {'A', 'B', 'C'})
            for (const char to : {'A', 'B', 'C'})
                model = with(model, link(name(layer - 1, from), name(layer, to), "0.5"));
    const Study study = studyOf(model, plan, {.trials = 16});
    const auto found = need(elasticityChains(study));
    CHECK(found.leftOut);
    REQUIRE(found.chains.size() == mostChains);
    CHECK(found.chains.back().links.size() == layers - 1);
    CHECK(*found.chains.back().product.mean == Approx(std::pow(0.5, layers - 1)));
    CHECK_FALSE(need(elasticityChains(studyOf(chainOf("+40%"), plan, {.trials = 16}))).leftOut);
    std::stop_source source;
    source.request_stop();
    CHECK(elasticityChains(study, {{}, source.get_token()}).error() == stoppedError());
}
