// SPDX-License-Identifier: GPL-3.0-or-later
// Where the money comes from: Shapley values of games, of effects and of paths through the tree.
#include "core/insight/effect_attribution.h"
#include "core/insight/paths.h"
#include "core/insight/shapley.h"
#include "tests/core/insight/insight_models.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

using namespace tributary;
using namespace tributary::test;

namespace {

/// A scenario whose tool is in full use from the end of the first month on.
Model withTool(Model model, std::vector<Effect> effects) {
    Settings settings;
    settings.periods = 1;
    Intervention tool;
    tool.id = InterventionId("tool");
    tool.name = "Tool";
    tool.adoption.p = parameter("100 1/month");
    TargetGroup everybody;
    everybody.group = GroupId("all");
    tool.adoption.targets = {everybody};
    tool.costs = {cost("licence", "Licence", "7/8/9 USD/month")};
    tool.effects = std::move(effects);
    Scenario scenario;
    scenario.id = plan;
    scenario.interventions = {tool.id};
    return with(model, settings, group("all", "Everybody", "10", "50"), std::move(tool), std::move(scenario));
}

Metric counted(Metric metric) {
    metric.level = Level::financial;
    metric.counts = true;
    return metric;
}

Model moneyModel(std::vector<Effect> effects) {
    return withTool(modelOf(counted(metric("F1", "Money", Level::financial, "USD/month", "100 USD/month"))),
                    std::move(effects));
}

std::map<std::string, double> valuesOf(const EffectAttribution& attribution) {
    std::map<std::string, double> values;
    for (const AttributedEffect& effect : attribution.effects)
        values[effect.effect.text] = effect.value.value;
    return values;
}

std::map<std::string, double> valuesOf(const PathAttribution& attribution) {
    std::map<std::string, double> values;
    for (const AttributedPath& path : attribution.paths) {
        std::string text = path.cause.substr(path.cause.rfind('/') + 1);
        for (const MetricId& id : path.way)
            text += ">" + id.text;
        values[text] = path.value.value;
    }
    return values;
}

template <class Attributed>
double sumOf(const std::vector<Attributed>& list) {
    return std::accumulate(list.begin(), list.end(), 0.0,
                           [](double sum, const Attributed& each) { return sum + each.value.value; });
}

} // namespace

TEST_CASE("Shapley values of small games are the textbook's") {
    // The glove game: players 0 and 1 have a left glove, 2 a right one; a pair is worth 1.
    const std::array glove{0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0};
    const auto gloves = shapleyValues(3, glove);
    CHECK(gloves[0] == Approx(1.0 / 6));
    CHECK(gloves[1] == Approx(1.0 / 6));
    CHECK(gloves[2] == Approx(4.0 / 6));
    // The airport game (Littlechild and Owen 1973): runways of 12, 28 and 30.
    std::array<double, 8> airport{};
    for (size_t s = 1; s < 8; ++s)
        airport[s] = s >= 4 ? 30 : s >= 2 ? 28 : 12;
    const auto runways = shapleyValues(3, airport);
    CHECK(runways[0] == Approx(4));
    CHECK(runways[1] == Approx(12));
    CHECK(runways[2] == Approx(14));
    CHECK(shapleyValues(0, std::array{5.0}).empty());
}

TEST_CASE("effects that act on one metric share what they bring together, and costs stay whole") {
    const auto found = need(attributeToEffects(
        studyOf(moneyModel({effect("a", "metric/F1", "10%", "all"), effect("b", "metric/F1", "20%", "all")}))));
    CHECK(found.exact);
    const auto values = valuesOf(found); // 100 (1.1 * 1.2 - 1) = 32
    CHECK(values.at("a") == Approx(11).epsilon(1e-3));
    CHECK(values.at("b") == Approx(21).epsilon(1e-3));
    CHECK(found.effects[0].effect == EffectId("b"));
    CHECK(found.total.value == Approx(found.npv.value - found.npvWithout.value));
    CHECK(found.npvWithout.value == Approx(-8).epsilon(0.01));
    CHECK(sumOf(found.effects) == Approx(found.total.value).epsilon(1e-12));
}

TEST_CASE("an effect that may fail counts by its chance, and the error covers the truth") {
    Effect unsure = effect("a", "metric/F1", "10%", "all");
    unsure.noEffect = quantity("40%");
    const auto found =
        need(attributeToEffects(studyOf(moneyModel({unsure, effect("b", "metric/F1", "0/20/40 %", "all")}))));
    const auto values = valuesOf(found); // means: 10 * 0.6 + 6 * 0.2 / 2, and 20 + 0.6
    for (const AttributedEffect& each : found.effects) {
        REQUIRE(each.value.standardError);
        CHECK(std::abs(each.value.value - (each.effect.text == "a" ? 6.6 : 20.6)) <
              4 * *each.value.standardError + 0.02);
    }
    CHECK(values.size() == 2);
}

TEST_CASE("forty effects are attributed from orders of joining, with their error, and add up") {
    std::vector<Effect> effects;
    for (int i = 0; i < 40; ++i)
        effects.push_back(effect(fmt::format("e{}", i), "metric/F1", fmt::format("{}%", 1 + i % 2), "all"));
    const auto found = need(attributeToEffects(studyOf(moneyModel(effects), plan, {.trials = 1024})));
    CHECK_FALSE(found.exact);
    REQUIRE(found.effects.size() == 40);
    CHECK(sumOf(found.effects) == Approx(found.total.value).epsilon(1e-9));
    CHECK(found.total.value == Approx(100 * (std::pow(1.01, 20) * std::pow(1.02, 20) - 1)).epsilon(1e-3));
    const auto values = valuesOf(found);
    for (const AttributedEffect& each : found.effects) {
        REQUIRE(each.value.standardError);
        const double twin = values.at(each.effect.text == "e0"   ? "e2"
                                      : each.effect.text == "e1" ? "e3"
                                                                 : each.effect.text);
        CHECK(std::abs(each.value.value - twin) < 6 * *each.value.standardError);
        CHECK(*each.value.standardError < 0.02 * each.value.value);
    }
}

TEST_CASE("a scenario without effects has nothing to attribute") {
    const auto found = need(attributeToEffects(studyOf(linearModel("= 17 USD/month", {"5 USD"}))));
    CHECK(found.effects.empty());
    CHECK(found.total.value == 0);
    CHECK(found.npv.value == Approx(12));
    const auto none = need(attributeToPaths(studyOf(withTool(modelOf(), {}))));
    CHECK(none.paths.empty());
    CHECK_FALSE(none.running);
}

TEST_CASE("one effect on two ways to the money is shared between them, per link as per path") {
    Model model = modelOf(metric("L1", "Driver", Level::frontline, "", "10"), formulaMetric("A", "First", "", "L1 * 2"),
                          formulaMetric("B", "Second", "", "L1 * 3"),
                          counted(formulaMetric("F1", "Money", "USD/month", "A * B * 1 USD/month")));
    const auto found = need(attributeToPaths(
        studyOf(withTool(model, {effect("e", "metric/L1", "10%", "all"), effect("f", "metric/A", "100%", "all")}))));
    CHECK(found.exact);
    const auto values = valuesOf(found);
    REQUIRE(values.size() == 3);
    // F1 = 600 (1 + x)(1 + y)(1 + z) with x, z of e by A and by B, y of f: 600 (0.1 + 0.1 * 0.1 / 2 + ...).
    const double x = 0.1, y = 1.0;
    CHECK(values.at("e>L1>A>F1") == Approx(600 * (x + x * x / 2 + x * y / 2 + x * x * y / 3)));
    CHECK(values.at("e>L1>B>F1") == Approx(values.at("e>L1>A>F1")));
    CHECK(values.at("f>A>F1") == Approx(600 * (y + x * y + x * x * y / 3)));
    CHECK(found.total.value == Approx(600 * (1.1 * 2 * 1.1 - 1)));
    CHECK(sumOf(found.paths) == Approx(found.total.value).epsilon(1e-12));
    REQUIRE(found.links.size() == 4);
    double into = 0;
    for (const CarriedByLink& link : found.links)
        if (link.metric == MetricId("F1")) {
            into += link.share.at(0).value;
            CHECK(link.share.at(0).value == Approx(link.value.value / found.total.value));
        }
    CHECK(into == Approx(1));
}

TEST_CASE("an override that is part of the plan is a cause as an effect is") {
    Model model =
        modelOf(metric("L1", "Driver", Level::frontline, "", "10"), influence("A", "Moved", "", "20"),
                counted(formulaMetric("F1", "Money", "USD/month", "A * L1 * 1 USD/month")), link("L1", "A", "2"));
    model = withTool(model, {effect("e", "metric/A", "50%", "all")});
    Scenario scenario = *model.scenarios().find(plan);
    scenario.overrides = {Override{"metric/L1/estimate", need(OverrideValue::parse("+10%"))}};
    const Study study = studyOf(with(model, scenario));
    const auto found = need(attributeToPaths(study));
    const auto values = valuesOf(found);
    REQUIRE(values.size() == 3);
    CHECK(found.total.value == Approx(200 * (1.1 * 1.21 * 1.5 - 1)));
    REQUIRE(found.running);
    CHECK(found.running->value == Approx(-8).epsilon(0.01)); // the licence
    const double withoutEffects = need(attributeToEffects(study)).running.value;
    CHECK(withoutEffects - found.running->value == Approx(200 * (1.1 * 1.21 - 1)).epsilon(0.001));
    CHECK(sumOf(found.paths) == Approx(found.total.value).epsilon(1e-12));
    CHECK(values.at("estimate>L1>A>F1") > values.at("estimate>L1>F1"));
}

TEST_CASE("a loop through a delay counts to the ways that lead into it") {
    Model model = modelOf(metric("L1", "Driver", Level::frontline, "", "10"), influence("A", "Backlog", "", "20"),
                          influence("B", "Breakdowns", "", "30"),
                          counted(formulaMetric("F1", "Money", "USD/month", "B * 1 USD/month")), link("L1", "A", "1"),
                          link("A", "B", "0.5"), link("B", "A", "0.5", 1));
    model = withTool(model, {effect("e", "metric/L1", "20%", "all"), effect("f", "metric/B", "10%", "all")});
    Settings settings = model.settings();
    settings.periods = 6;
    const Study study = studyOf(with(model, settings));
    const auto found = need(attributeToPaths(study));
    CHECK(valuesOf(found).size() == 2);
    const auto results = need(runStudy(study, TrialColumns::npv));
    CHECK(found.total.value == Approx(*results.pvBenefits.mean));
    CHECK(sumOf(found.paths) == Approx(found.total.value).epsilon(1e-12));
}

TEST_CASE("more paths to one metric than can be combined are drawn in orders, with their error, and add up") {
    std::vector<Effect> effects;
    for (int i = 0; i < 14; ++i)
        effects.push_back(effect(fmt::format("e{}", i), "metric/F1", "2%", "all"));
    const auto found = need(attributeToPaths(studyOf(moneyModel(effects), plan, {.trials = 512})));
    CHECK_FALSE(found.exact);
    REQUIRE(found.paths.size() == 14);
    CHECK(found.total.value == Approx(100 * (std::pow(1.02, 14) - 1)).epsilon(1e-3));
    CHECK(sumOf(found.paths) == Approx(found.total.value).epsilon(1e-9));
    for (const AttributedPath& path : found.paths) {
        REQUIRE(path.value.standardError);
        CHECK(std::abs(path.value.value - found.total.value / 14) < 5 * *path.value.standardError + 1e-9);
    }
}

TEST_CASE("what rounding leaves of a path that carries nothing is nothing") {
    const Model model = need(modelFromTemplate("service-desk"));
    const auto found =
        need(attributeToPaths(studyOf(model, ScenarioId("known-errors"), {.trials = 256, .seed = 20260})));
    REQUIRE_FALSE(found.paths.empty());
    for (const AttributedPath& path : found.paths) {
        INFO(path.causeName << ": " << path.value.value);
        CHECK((path.value.value == 0 || std::abs(path.value.value) > 1e-9 * found.total.value));
    }
    for (const CarriedByLink& link : found.links)
        CHECK((link.value.value == 0 || std::abs(link.value.value) > 1e-9 * found.total.value));
}

TEST_CASE("a tree with too many ways through it is refused with what to look at instead") {
    // Each level is the sum of the two below it: the ways double from level to level.
    Model model = modelOf(metric("A0", "A0", Level::frontline, "", "1"), metric("B0", "B0", Level::frontline, "", "1"));
    for (int i = 1; i <= 12; ++i)
        for (const char* name : {"A", "B"})
            model = with(model, formulaMetric(fmt::format("{}{}", name, i), fmt::format("{}{}", name, i), "",
                                              fmt::format("A{0} + B{0}", i - 1)));
    model = with(model, counted(formulaMetric("F1", "Money", "USD/month", "(A12 + B12) * 1 USD/month")));
    const auto refused = attributeToPaths(studyOf(withTool(model, {effect("e", "metric/A0", "10%", "all")})));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("too many ways") != std::string::npos);
}

TEST_CASE(
    "in the transit case paths and effects agree, add up, and every period's links into the money carry all of it") {
    const Study study = studyOf(transitModel(), transitTool, {.trials = 64});
    const auto effects = need(attributeToEffects(study));
    const auto paths = need(attributeToPaths(study));
    CHECK(effects.exact);
    CHECK(paths.exact);
    CHECK(effects.effects.size() == 6);
    CHECK(sumOf(effects.effects) == Approx(effects.total.value).epsilon(1e-12));
    CHECK(sumOf(paths.paths) == Approx(paths.total.value).epsilon(1e-12));
    const auto results = need(runStudy(study, TrialColumns::npv));
    REQUIRE(paths.total.standardError);
    CHECK(std::abs(paths.total.value - *results.pvBenefits.mean) < 5 * *paths.total.standardError);
    CHECK(std::abs(effects.total.value - paths.total.value) < 5 * *paths.total.standardError);
    for (const AttributedEffect& effect : effects.effects) {
        double sum = 0;
        for (const AttributedPath& path : paths.paths)
            if (path.cause.ends_with("/" + effect.effect.text))
                sum += path.value.value;
        CHECK(sum == Approx(effect.value.value).epsilon(0.05).margin(10000));
    }
    CHECK(effects.oneOff.value + effects.running.value == Approx(effects.npvWithout.value));
    CHECK(effects.oneOff.standardError);
    CHECK(effects.oneOff.value == Approx(-*results.cashFlow[0].cost.mean).epsilon(0.01));
    REQUIRE(paths.metrics.size() == 3);
    CHECK(sumOf(paths.metrics) == Approx(paths.total.value).epsilon(1e-12));
    for (const CountedBenefit& counted : paths.metrics) {
        double sum = 0;
        for (const AttributedPath& path : paths.paths)
            sum += path.way.back() == counted.metric ? path.value.value : 0;
        CHECK(counted.value.value == Approx(sum).epsilon(1e-12));
        REQUIRE(counted.value.standardError);
        const auto run = std::ranges::find(results.benefits, counted.metric, &BenefitResults::metric);
        REQUIRE(run != results.benefits.end());
        CHECK(std::abs(counted.value.value - *run->presentValue.mean) < 5 * *counted.value.standardError);
    }
    for (size_t period = 5; period < 60; period += 9) {
        double into = 0;
        for (const CarriedByLink& link : paths.links)
            into += study.model.metrics().find(link.metric)->counts ? link.share.at(period).value : 0;
        CHECK(into == Approx(1));
        for (const CarriedByLink& link : paths.links)
            CHECK(link.share.at(period).standardError.value_or(1) < 0.2);
    }
}

TEST_CASE("attributions have the same bits on 1, 2 and 4 threads") {
    const Model model = transitModel();
    std::vector<double> first;
    for (const unsigned threads : {1U, 2U, 4U}) {
        const Study study = studyOf(model, transitTool, {.trials = 16, .threads = threads});
        std::vector<double> all;
        for (const AttributedEffect& effect : need(attributeToEffects(study)).effects)
            all.push_back(effect.value.value);
        for (const AttributedPath& path : need(attributeToPaths(study)).paths)
            all.push_back(path.value.value);
        if (first.empty())
            first = all;
        CHECK(all == first);
    }
}

TEST_CASE("an attribution that is stopped says so") {
    std::stop_source source;
    source.request_stop();
    const Study study = studyOf(transitModel(), transitTool, {.trials = 16});
    CHECK(attributeToEffects(study, {{}, source.get_token()}).error().message == stoppedError().message);
    CHECK(attributeToPaths(study, {{}, source.get_token()}).error().message == stoppedError().message);
}

TEST_CASE("a game that would not fit, by its players or by their measures, is refused before it is played") {
    const Study study = studyOf(linearModel("= 17 USD/month", {"5 USD"}), plan, {.trials = 8});
    const auto refusal = [&](size_t players, size_t measures) {
        const std::vector<std::uint64_t> keys(players);
        const auto game = playSwitches(
            study, study.program, TrialColumns::npv, keys, {}, measures,
            [](const ScenarioResults&, size_t, std::span<double>) { FAIL("a trial was taken"); }, gameTrials, {});
        REQUIRE_FALSE(game);
        return game.error().message;
    };
    CHECK(refusal(65'536, 1).find("There are 65536 causes") == 0);
    CHECK(refusal(40, 30'000).find("too many") != std::string::npos);
}

TEST_CASE("a sum with a mean whose error is not known has no known error either") {
    const ScrambledMean known{2, {1, 2, 3, 2, 1, 2, 3, 2}};
    ScrambledMean sum = known;
    sum += known;
    CHECK(sum.estimate().standardError);
    sum += {5, {}};
    sum += known;
    CHECK(sum.value == 11);
    CHECK_FALSE(sum.estimate().standardError);
}

TEST_CASE("a study keeps no more trials than its columns have room for") {
    const Study study = studyOf(linearModel("= 17 USD/month", {"5 USD"}), plan, {.trials = 10'000'000});
    CHECK(study.options.trials == 65'536);
}
