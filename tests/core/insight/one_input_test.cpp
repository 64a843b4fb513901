// SPDX-License-Identifier: GPL-3.0-or-later
// What one input does alone: tornado, rank correlation, break-even.
#include "core/insight/break_even.h"
#include "core/insight/design.h"
#include "core/insight/rank_correlation.h"
#include "core/insight/tornado.h"
#include "core/stats/normal.h"
#include "tests/core/insight/insight_models.h"

#include <array>
#include <bit>
#include <cmath>
#include <numbers>

using namespace tributary;
using namespace tributary::test;

namespace {

Tornado tornadoOf(const Model& model, const ScenarioId& scenario = plan) {
    return need(tornado(studyOf(model, scenario)));
}

RankImportance ranksOf(const Study& study) {
    const auto results = need(runStudy(study, TrialColumns::npv));
    return rankImportance(study, results.npvTrials, inputValues(study));
}

} // namespace

TEST_CASE("a bar of the tornado reaches from the NPV at an input's P10 to that at its P90, the widest first") {
    const Tornado result = tornadoOf(linearModel("= 17 USD/month", {"normal(5, 1) USD", "normal(10, 2) USD", "3 USD"}));
    const double z90 = normalQuantile(0.9);
    CHECK(result.base == Approx(-1));
    REQUIRE(result.bars.size() == 2);
    CHECK(result.bars[0].input.path == costPath(2));
    CHECK(result.bars[0].input.unit == "USD");
    CHECK(result.bars[0].low == Approx(10 - 2 * z90));
    CHECK(result.bars[0].high == Approx(10 + 2 * z90));
    CHECK(result.bars[0].npvLow == Approx(-1 + 2 * z90));
    CHECK(result.bars[0].npvHigh == Approx(-1 - 2 * z90));
    CHECK(result.bars[1].input.path == costPath(1));
    CHECK(result.bars[1].npvHigh == Approx(-1 - z90));
}

TEST_CASE("an event's bar has the NPV with it and without it, and its chance") {
    const Tornado result = tornadoOf(transitModel(), transitTool);
    const auto stall = std::ranges::find(result.bars, "intervention/parts-exchange/stall/event",
                                         [](const TornadoBar& bar) { return bar.input.path; });
    REQUIRE(stall != result.bars.end());
    CHECK(stall->input.isEvent);
    CHECK(stall->input.name.find("stalls") != std::string::npos);
    CHECK(stall->chance == Approx(0.3));
    CHECK(stall->npvLow < 0);
    CHECK(stall->npvHigh == Approx(result.base)); // the likelier state
}

TEST_CASE("the rank correlation of small columns is the textbook's, with equal values at their mean rank") {
    const std::array x{1.0, 2.0, 3.0, 4.0, 5.0};
    CHECK(rankCorrelation(x, std::array{2.0, 1.0, 4.0, 3.0, 5.0}, SamplerKind::plain).value ==
          Approx(0.8)); // 1 - 6 * 4 / (5 * 24)
    CHECK(rankCorrelation(x, std::array{9.0, 7.0, 5.0, 3.0, 1.0}, SamplerKind::plain).value == -1);
    // Ranks 1.5 1.5 3 4.5 4.5: covariance 9, squares 10 and 9.
    CHECK(rankCorrelation(x, std::array{1.0, 1.0, 2.0, 3.0, 3.0}, SamplerKind::plain).value ==
          Approx(9 / std::sqrt(90.0)));
    CHECK(std::isnan(rankCorrelation(x, std::array{4.0, 4.0, 4.0, 4.0, 4.0}, SamplerKind::plain).value));
    CHECK(std::isnan(rankCorrelation(std::array{1.0}, std::array{1.0}, SamplerKind::plain).value));
    CHECK(std::isnan(rankCorrelation({}, {}, SamplerKind::plain).value));
    const double nan = std::nan("");
    CHECK(rankCorrelation(std::array{1.0, 2.0, 3.0, 9.0}, std::array{1.0, 2.0, 3.0, nan}, SamplerKind::plain).value ==
          1);
}

TEST_CASE("the rank correlation is that of another program, with ties and without") {
    // scipy.stats.spearmanr of SciPy 1.10.
    CHECK(rankCorrelation(std::array{3.1, 4.7, 4.7, 1.2, 8.8, 6.0, 2.2, 9.4, 4.7, 0.3},
                          std::array{12.0, 15.0, 11.0, 9.0, 20.0, 20.0, 7.0, 31.0, 18.0, 9.0}, SamplerKind::plain)
              .value == Approx(0.9197706100322344).epsilon(1e-12));
    std::vector<double> x, y;
    for (int i = 1; i <= 200; ++i) {
        x.push_back(std::sin(i));
        y.push_back(std::cos(3 * i) + 0.5 * std::sin(i));
    }
    CHECK(rankCorrelation(x, y, SamplerKind::plain).value == Approx(0.4339293482337059).epsilon(1e-12));
}

TEST_CASE("an input that the scenario shifts is shown as the scenario has it") {
    Model model = linearModel("= 17 USD/month", {"x + 3 USD"});
    model = with(model, input("x", "A cost", "USD", "normal(10, 2) USD"));
    const auto shifted = [&](std::string_view by) {
        Scenario scenario = *model.scenarios().find(plan);
        scenario.overrides.push_back(Override{"input/x", need(OverrideValue::parse(by))});
        return with(model, scenario);
    };
    const double z90 = normalQuantile(0.9);
    const Tornado dearer = tornadoOf(shifted("+10%"));
    REQUIRE(dearer.bars.size() == 1);
    CHECK(dearer.base == Approx(3));
    CHECK(dearer.bars[0].low == Approx(1.1 * (10 - 2 * z90)));
    CHECK(dearer.bars[0].high == Approx(1.1 * (10 + 2 * z90)));
    CHECK(dearer.bars[0].npvHigh == Approx(14 - 1.1 * (10 + 2 * z90)));
    const Study added = studyOf(shifted("+2 USD"));
    const auto even = need(breakEvens(added));
    REQUIRE(even.size() == 1);
    CHECK(even[0].crossings.at(0).value.value == Approx(14).margin(0.01));
    CHECK(even[0].crossings.at(0).losesAbove);
    CHECK(even[0].chanceOfLosingSide.value == Approx(1 - normalCdf(1)).margin(0.005)); // 12, sd 2
    const auto values = inputValues(added);
    double sum = 0;
    for (const double value : values.front())
        sum += value / 4096;
    CHECK(sum == Approx(12).margin(0.01));
}

TEST_CASE("the error of a break-even covers the truth, as its base trials are a power of two") {
    // NPV = 500 - x1 - x2 - x3; with a weak input held, the strong ones' mean must be right.
    const Study study =
        studyOf(linearModel("= 500 USD/month", {"normal(0, 2000) USD", "normal(0, 1000) USD", "normal(0, 300) USD"}));
    for (const size_t points : {1U, 3U, 27U, 100U, 5000U})
        CHECK(std::has_single_bit(rowsFor(study, points, 32'768)));
    const auto even = need(breakEvens(study));
    REQUIRE(even.size() == 3);
    for (const BreakEven& each : even) {
        CAPTURE(each.input.path);
        REQUIRE(each.crossings.at(0).value.standardError);
        CHECK(std::abs(each.crossings.at(0).value.value - 500) < 4 * *each.crossings.at(0).value.standardError);
        REQUIRE(each.chanceOfLosingSide.standardError);
        const double sd = each.input.path == costPath(1) ? 2000 : each.input.path == costPath(2) ? 1000 : 300;
        CHECK(std::abs(each.chanceOfLosingSide.value - (1 - normalCdf(500 / sd))) <
              4 * *each.chanceOfLosingSide.standardError);
    }
}

TEST_CASE("where the NPV jumps over zero the error of the break-even covers the jump") {
    // A cost of 1500 that falls due above 7: NPV = 1000 - 1500 [x > 7].
    Model model = linearModel("= 1000 USD/month", {"if(x > 7, 1500 USD, 0 USD)"});
    model = with(model, input("x", "Delay", "", "uniform(0, 10)"));
    const auto even = need(breakEvens(studyOf(model)));
    REQUIRE(even.size() == 1);
    CHECK(even[0].crossings.at(0).losesAbove);
    REQUIRE(even[0].crossings.at(0).value.standardError);
    CHECK(*even[0].crossings.at(0).value.standardError > 0);
    CHECK(std::abs(even[0].crossings.at(0).value.value - 7) < 4 * *even[0].crossings.at(0).value.standardError);
    CHECK(even[0].chanceOfLosingSide.value == Approx(0.3).margin(0.02));
}

TEST_CASE("the chance of an event is the scenario's, an uncertain one the mean") {
    Intervention tool;
    tool.id = InterventionId("tool");
    tool.name = "Tool";
    tool.adoption.p = parameter("0.1 1/month");
    TargetGroup everybody;
    everybody.group = GroupId("all");
    tool.adoption.targets = {everybody};
    tool.stall.probability = quantity("uniform(10, 30) %");
    tool.effects = {effect("e", "metric/F1", "5%", "all")};
    const auto chanceWith = [&](std::vector<Override> overrides) {
        Model model = linearModel("= 17 USD/month", {"3 USD"});
        Scenario scenario = *model.scenarios().find(plan);
        scenario.interventions = {tool.id};
        scenario.overrides.insert(scenario.overrides.end(), overrides.begin(), overrides.end());
        const Study study = studyOf(with(model, group("all", "Everybody", "10", "50"), tool, scenario));
        const auto values = inputValues(study);
        for (size_t i = 0; i < study.inputs.size(); ++i)
            if (study.inputs[i].name.isEvent) {
                double happens = 0;
                for (const double value : values[i])
                    happens += value / 4096;
                CHECK(happens == Approx(study.inputs[i].chance).margin(0.005));
                return study.inputs[i].chance;
            }
        return 0.0;
    };
    const auto by = [](std::string_view text) {
        return std::vector{Override{"intervention/tool/stall/probability", need(OverrideValue::parse(text))}};
    };
    CHECK(chanceWith({}) == Approx(0.2));
    CHECK(chanceWith(by("-50%")) == Approx(0.1));
    CHECK(chanceWith(by("+15 points")) == Approx(0.35));
    CHECK(chanceWith(by("= 40%")) == Approx(0.4));
    CHECK(chanceWith(by("= 0%")) == 0);
}

TEST_CASE("inputs are ranked by a correlation that agrees with the normal distribution's within its error") {
    const Study study = studyOf(linearModel("= 17 USD/month", {"normal(10, 2) USD", "normal(5, 1) USD"}));
    const RankImportance ranked = ranksOf(study);
    REQUIRE(ranked.inputs.size() == 2);
    CHECK_FALSE(ranked.correlatedInputs);
    CHECK(ranked.inputs[0].input.path == costPath(1));
    for (size_t i : {0U, 1U}) {
        // rho_s = 6 / pi asin(rho / 2) (Pearson 1907)
        const double expected = -6 / std::numbers::pi * std::asin((i == 0 ? 2 : 1) / std::sqrt(5.0) / 2);
        const Estimate& found = ranked.inputs[i].correlation;
        REQUIRE(found.standardError);
        CHECK(std::abs(found.value - expected) < 3 * *found.standardError);
    }
    CHECK(ranked.inputs[0].contribution + ranked.inputs[1].contribution == Approx(1));
}

TEST_CASE("an input's break-even is where the mean NPV is zero, with its error and the chance to be beyond") {
    const auto found = need(breakEvens(
        studyOf(linearModel("= 17 USD/month", {"normal(5, 1) USD", "normal(10, 2) USD", "uniform(0, 0.2) USD"}))));
    REQUIRE(found.size() == 3);
    CHECK(found[0].input.path == costPath(2));
    REQUIRE(found[0].crossings.size() == 1);
    CHECK(found[0].crossings.at(0).losesAbove);
    REQUIRE(found[0].crossings.at(0).value.standardError);
    CHECK(*found[0].crossings.at(0).value.standardError < 0.1);
    CHECK(std::abs(found[0].crossings.at(0).value.value - 11.9) <
          3 * *found[0].crossings.at(0).value.standardError + 1e-3);
    CHECK(found[0].chanceOfLosingSide.value == Approx(1 - normalCdf(0.95)).margin(0.01));
    CHECK(found[1].input.path == costPath(1));
    CHECK(found[1].crossings.at(0).value.value == Approx(6.9).margin(0.05));
    CHECK(found[1].chanceOfLosingSide.value == Approx(1 - normalCdf(1.9)).margin(0.005));
    CHECK(found[2].input.path == costPath(3));
    CHECK(found[2].crossings.empty());
    CHECK(found[2].chanceOfLosingSide.value == 0);
    CHECK(found[2].npvAtHighest.value > 0);
}

TEST_CASE("an NPV that passes zero twice has both break-evens, and what lies within the error says so") {
    // NPV = 11 - (x - 6)^2 over 0 to 10: zero at 6 - sqrt(11) and 6 + sqrt(11).
    const auto humped = [](const char* benefit) {
        return with(linearModel(benefit, {"(x - 6) ^ 2 * 1 USD", "normal(0, 0.1) USD"}),
                    input("x", "A number", "", "uniform(0, 10)"));
    };
    const auto found = need(breakEvens(studyOf(humped("= 11 USD/month"))));
    const BreakEven& even = found[0].input.path == "input/x" ? found[0] : found[1];
    REQUIRE(even.crossings.size() == 2);
    CHECK(even.crossings[0].value.value == Approx(6 - std::sqrt(11)).margin(0.02));
    CHECK_FALSE(even.crossings[0].losesAbove);
    CHECK(even.crossings[1].value.value == Approx(6 + std::sqrt(11)).margin(0.02));
    CHECK(even.crossings[1].losesAbove);
    CHECK(even.nearest == 0);
    CHECK(even.crossings[0].isTold);
    CHECK(even.chanceOfLosingSide.value == Approx(1 - 0.2 * std::sqrt(11)).margin(0.01));

    const auto weak =
        need(breakEvens(studyOf(linearModel("= 10 USD/month", {"lognormal(2.15, 0.55) USD", "normal(0, 1e-7) USD"}),
                                plan, {.trials = 256, .sampling = Sampling::plain})));
    for (const BreakEven& each : weak)
        for (const Crossing& crossing : each.crossings)
            CHECK(crossing.isTold == (each.input.path == costPath(1)));
}

TEST_CASE("a hump between two of the values tried first has both its break-evens") {
    // NPV = 1 - ((x - 0.237) / 0.014)^2 above -8: it gains over 0.223 to 0.251 alone.
    const Model model = with(linearModel("= 1 USD/month", {"min(9, ((x - 0.237) / 0.014) ^ 2) * 1 USD"}),
                             input("x", "A number", "", "uniform(0, 1)"));
    const auto found = need(breakEvens(studyOf(model, plan, {.trials = 64})));
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].crossings.size() == 2);
    CHECK(found[0].crossings[0].value.value == Approx(0.223).margin(1e-4));
    CHECK(found[0].crossings[1].value.value == Approx(0.251).margin(1e-4));
    CHECK(found[0].chanceOfLosingSide.value == Approx(1 - 0.028).margin(1e-3));
}

TEST_CASE("where a part of an input's range gives no number, its chance is of the rest") {
    // NPV = 10 sqrt(x - 6) - 13.1149: a number above 6, below zero up to 7.72.
    const Model model = with(linearModel("= 0 USD/month", {"13.1149 USD", "-10 * sqrt(x - 6) * 1 USD"}),
                             input("x", "A number", "", "uniform(0, 10)"));
    const auto found = need(breakEvens(studyOf(model, plan, {.trials = 64})));
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].crossings.size() == 1);
    CHECK(found[0].crossings[0].value.value == Approx(7.72).margin(1e-3));
    CHECK_FALSE(found[0].crossings[0].losesAbove);
    CHECK(found[0].chanceOfLosingSide.value == Approx(0.43).margin(1e-3));
    CHECK(found[0].chanceOfNoNumber == Approx(0.6).margin(1e-3));
}

TEST_CASE("a break-even by a jump says so, and errs by no more than the values beside it lie apart") {
    for (const char* npv :
         {"if(x < 0.47, 0, -1)", "if(x < 0.47, 0.05, -1)", "if(x < 0.47, 2, -30) + 3 * (w - 0.5)", "1 / (0.47 - x)"}) {
        const Model model =
            with(linearModel("= 0 USD/month", {fmt::format("-({}) * 1 USD", npv)}),
                 input("x", "A number", "", "uniform(0, 1)"), input("w", "Another", "", "uniform(0, 1)"));
        for (const BreakEven& each : need(breakEvens(studyOf(model, plan, {.trials = 256})))) {
            if (each.input.path != "input/x")
                continue;
            INFO(npv);
            REQUIRE(each.crossings.size() == 1);
            const Crossing& crossing = each.crossings.front();
            CHECK(crossing.jumps);
            REQUIRE(crossing.value.standardError);
            CHECK(std::abs(crossing.value.value - 0.47) <= 2 * *crossing.value.standardError);
            CHECK(*crossing.value.standardError < 1e-4);
        }
    }
}

TEST_CASE("a break-even that trials pass one by one is no jump, and errs by as much as its spread over seeds") {
    // Each trial flips at its own value. At 1/4 all scrambles agree, and still do not know.
    for (const auto& [cost, zero] :
         {std::pair("if(x < w, 4, -5) * 1 USD", 4.0 / 9), std::pair("if(x < w, 0.25, -0.75) * 1 USD", 0.25)}) {
        const Model model = with(linearModel("= 0 USD/month", {cost}), input("x", "A number", "", "uniform(0, 1)"),
                                 input("w", "Another", "", "uniform(0, 1)"));
        double squares = 0, errors = 0;
        constexpr int seeds = 12;
        for (std::int64_t seed = 1; seed <= seeds; ++seed)
            for (const BreakEven& each : need(breakEvens(studyOf(model, plan, {.trials = 256, .seed = seed}))))
                if (each.input.path == "input/x") {
                    REQUIRE(each.crossings.size() == 1);
                    CHECK_FALSE(each.crossings[0].jumps);
                    squares += std::pow(each.crossings[0].value.value - zero, 2) / seeds;
                    errors += *each.crossings[0].value.standardError / seeds;
                }
        INFO(cost << ": " << std::sqrt(squares) << " of " << errors);
        CHECK(std::sqrt(squares) < 2 * errors);
    }
}

TEST_CASE("a side of a crossing that is within its error of zero is not known") {
    const Model model =
        with(linearModel("= 0 USD/month", {"-(if(x < 0.4, 0, 5) + 0.2 * (exp(1.2 * v) - 2.0544332)) * 1 USD"}),
             input("x", "A number", "", "uniform(0, 1)"), input("v", "Another", "", "normal(0, 1)"));
    int known = 0;
    for (std::int64_t seed = 1; seed <= 8; ++seed)
        for (const BreakEven& each : need(breakEvens(studyOf(model, plan, {.trials = 128, .seed = seed}))))
            if (each.input.path == "input/x")
                known += each.chanceOfLosingSide.standardError.value_or(0) < 0.1 ? 1 : 0;
    CHECK(known <= 3); // by chance the mean is further from zero than its error
}

TEST_CASE("where the mean NPV is within its error of zero all along, the chance says that it is not known") {
    const Model model = with(linearModel("= 0 USD/month", {"(1.6487212707 - exp(v) - 0.02 * (x - 0.62)) * 1 USD"}),
                             input("x", "A number", "", "uniform(0, 1)"), input("v", "Another", "", "normal(0, 1)"));
    int known = 0;
    for (std::int64_t seed = 1; seed <= 8; ++seed)
        for (const BreakEven& each : need(breakEvens(studyOf(model, plan, {.trials = 128, .seed = seed}))))
            if (each.input.path == "input/x") {
                REQUIRE(each.chanceOfLosingSide.standardError);
                known += *each.chanceOfLosingSide.standardError < 0.1 ? 1 : 0;
            }
    CHECK(known <= 2);
}

TEST_CASE("inputs without any influence, or none at all, have their answers") {
    const Model flat = linearModel("= 5 USD/month", {"5 USD"});
    CHECK(tornadoOf(flat).bars.empty());
    CHECK(tornadoOf(flat).base == 0);
    CHECK(need(breakEvens(studyOf(flat))).empty());
    CHECK(ranksOf(studyOf(flat)).inputs.empty());

    const Model one = linearModel("= 0 USD/month", {"normal(5, 1) USD"});
    CHECK(tornadoOf(one).bars.size() == 1);
    const auto even = need(breakEvens(studyOf(one)));
    REQUIRE(even.size() == 1);
    CHECK(even[0].crossings.empty());
    CHECK(even[0].chanceOfLosingSide.value == 1);
}

TEST_CASE("one trial ranks nothing and says so by numbers that are none") {
    const Study study = studyOf(linearModel("= 11 USD/month", {"normal(10, 2) USD"}), plan, {.trials = 1});
    const RankImportance ranked = ranksOf(study);
    REQUIRE(ranked.inputs.size() == 1);
    CHECK(std::isnan(ranked.inputs[0].correlation.value));
    CHECK_FALSE(ranked.inputs[0].correlation.standardError);
    const auto even = need(breakEvens(study));
    REQUIRE(even.size() == 1);
    CHECK(even[0].crossings.at(0).value.value == Approx(11).margin(0.01));
    CHECK_FALSE(even[0].crossings.at(0).value.standardError);
}

TEST_CASE("an NPV that is no number in any trial is an error that says where to look") {
    const Model model = linearModel("= 5 USD/month", {"sqrt(-1 - x * x) * 1 USD"});
    const Study study = studyOf(with(model, input("x", "A number", "", "normal(0, 1)")));
    REQUIRE_FALSE(tornado(study));
    REQUIRE_FALSE(breakEvens(study));
    REQUIRE_FALSE(runStudy(study, TrialColumns::npv));
    CHECK(tornado(study).error().message.find("at its median the NPV is no number") != std::string::npos);
    for (const auto& message : {breakEvens(study).error().message, runStudy(study, TrialColumns::npv).error().message})
        CHECK(message.find("No trial gives an NPV") != std::string::npos);
}

TEST_CASE("a scenario that does not exist is refused") {
    const Model model = linearModel("= 5 USD/month", {});
    CHECK(makeStudy(model, ScenarioId("moon"), {}).error().message.find("moon") != std::string::npos);
    CHECK_FALSE(makeStudy(model, ScenarioId(), {}));
}

TEST_CASE("three hundred inputs have their tornado, ranks and break-even") {
    const Study study = studyOf(linearModel("= 1600 USD/month", std::vector<std::string>(300, "uniform(0, 10) USD")),
                                plan, {.trials = 32});
    CHECK(need(tornado(study)).bars.size() == 300);
    CHECK(ranksOf(study).inputs.size() == 300);
    CHECK(need(breakEvens(study)).size() == 300);
}

TEST_CASE("a change of sign across values that give no number is no break-even") {
    // The root has no number between 0.36 and 0.49, where the cost would pass the benefit.
    const Model model = with(linearModel("= 0.425 USD/month", {"(x + 1e-9 * sqrt((x - 0.36) * (x - 0.49))) * 1 USD"}),
                             input("x", "A number", "", "uniform(0, 1)"));
    const auto found = need(breakEvens(studyOf(model, plan, {.trials = 64})));
    REQUIRE(found.size() == 1);
    CHECK(found[0].npvAtLowest.value > 0);
    CHECK(found[0].npvAtHighest.value < 0);
    CHECK(found[0].crossings.empty());
}
