// SPDX-License-Identifier: GPL-3.0-or-later
// The value of information, held against closed forms.
#include "core/insight/input_groups.h"
#include "core/insight/value_of_information.h"
#include "core/stats/normal.h"
#include "tests/core/insight/insight_models.h"

#include <cmath>
#include <functional>
#include <numbers>
#include <random>

using namespace tributary;
using namespace tributary::test;

namespace {

ValueOfInformation valueOf(const Study& study) {
    const auto results = need(runStudy(study, TrialColumns::npv));
    return need(valueOfInformation(study, results.npvTrials, inputValues(study)));
}

/// E max(X, 0) of a normal X.
double meanAboveZero(double mean, double sd) { return mean * normalCdf(mean / sd) + sd * normalDensity(mean / sd); }

const InformationValue& of(const ValueOfInformation& value, const std::string& path) {
    for (const InformationValue& each : value.next)
        if (each.inputs.size() == 1 && each.inputs[0].path == path)
            return each;
    FAIL("nothing is known of " << path);
    return value.next.front();
}

void holdWithinError(const Estimate& found, double expected, double margin) {
    REQUIRE(found.standardError);
    INFO(found.value << " ± " << *found.standardError << ", expected " << expected);
    CHECK(std::abs(found.value - expected) < 4 * *found.standardError + margin);
    CHECK(*found.standardError < 0.1);
}

} // namespace

TEST_CASE("perfect and partial information about normal costs are worth what the normal loss says") {
    const ValueOfInformation value = valueOf(
        studyOf(linearModel("= 16 USD/month", {"normal(10, 2) USD", "normal(5, 1) USD", "normal(0.5, 0.01) USD"})));
    // The NPV is normal with the mean 0.5; knowing x leaves the mean of the others.
    holdWithinError(value.npv, 0.5, 1e-3);
    holdWithinError(value.perfect, meanAboveZero(0.5, std::sqrt(5.0001)) - 0.5, 0.005);
    holdWithinError(of(value, costPath(1)).value, meanAboveZero(0.5, 2) - 0.5, 0.01);
    holdWithinError(of(value, costPath(2)).value, meanAboveZero(0.5, 1) - 0.5, 0.01);
    CHECK(of(value, costPath(3)).value.value < 0.001);
    // All costs are a group: knowing them is knowing everything.
    REQUIRE(value.next[0].inputs.size() == 3);
    CHECK(value.next[0].value.value == Approx(value.perfect.value).margin(0.01));
    CHECK(value.next[1].inputs[0].path == costPath(1));
    CHECK(value.next[2].inputs[0].path == costPath(2));
}

TEST_CASE("information is worth something to those who would not go ahead as well") {
    const ValueOfInformation value =
        valueOf(studyOf(linearModel("= 14 USD/month", {"normal(10, 2) USD", "normal(5, 1) USD"})));
    CHECK(value.npv.value < 0);
    holdWithinError(value.perfect, meanAboveZero(-1, std::sqrt(5.0)), 0.005);
    holdWithinError(of(value, costPath(1)).value, meanAboveZero(-1, 2), 0.01);
}

TEST_CASE("the value of knowing an event is exact where the rest is certain") {
    Model model = linearModel("= 2 USD/month", {"normal(5, 0.1) USD"});
    Intervention tool;
    tool.id = InterventionId("tool");
    tool.adoption.p = parameter("100 1/month");
    TargetGroup everybody;
    everybody.group = GroupId("all");
    tool.adoption.targets = {everybody};
    Effect unsure = effect("e", "metric/F1", "6 USD/month", "all");
    unsure.form = EffectForm::inUnits;
    unsure.noEffect = quantity("25%");
    tool.effects = {unsure};
    Scenario scenario = *model.scenarios().find(plan);
    scenario.interventions = {tool.id};
    const Study study = studyOf(with(model, group("all", "Everybody", "10", "50"), tool, scenario));
    const ValueOfInformation value = valueOf(study);
    // 3 with the chance 3/4, else -3: deciding by the event saves 3 in a quarter of the trials.
    CHECK(value.npv.value == Approx(1.5).margin(0.02));
    CHECK(of(value, "intervention/tool/effect/e/no_effect/event").value.value == Approx(0.75).margin(0.02));
    CHECK(value.perfect.value == Approx(0.75).margin(0.02));
    CHECK(value.isTold(of(value, "intervention/tool/effect/e/no_effect/event")));
}

TEST_CASE("noise is never taken for knowledge: an input that changes nothing is worth nothing") {
    std::vector<std::string> costs(30, "normal(0, 0.01) USD");
    costs.push_back("normal(10, 2) USD");
    const ValueOfInformation value =
        valueOf(studyOf(linearModel("= 10.5 USD/month", costs), plan, {.trials = 512, .sampling = Sampling::plain}));
    for (size_t i = 1; i <= 30; ++i)
        CHECK(of(value, costPath(i)).value.value < 0.05);
    CHECK(of(value, costPath(31)).value.value > 0.4);
}

TEST_CASE("knowing some inputs together is worth what the closed form says, and more than each alone") {
    constexpr size_t trials = 8192;
    std::mt19937_64 generator(7);
    std::vector<std::vector<double>> uniforms(3, std::vector<double>(trials));
    for (auto& column : uniforms)
        for (double& u : column)
            u = (static_cast<double>(generator() >> 12U) + 0.5) * 0x1p-52;
    const auto normal = [&](size_t input, size_t t) { return normalQuantile(uniforms[input][t]); };
    const KnownColumn a{uniforms[0]}, b{uniforms[1]};
    const auto worth = [&](const std::function<double(size_t t)>& npv, const std::vector<KnownColumn>& known) {
        std::vector<std::vector<double>> options(2, std::vector<double>(trials));
        for (size_t t = 0; t < trials; ++t)
            options[1][t] = npv(t);
        return partialInformation(options, known, SamplerKind::plain);
    };
    // A sum of normals is a normal; what stays unknown has no part in the decision.
    const auto sum = [&](size_t t) { return 0.5 + 2 * normal(0, t) + normal(1, t) + 3 * normal(2, t); };
    holdWithinError(worth(sum, {a, b}), meanAboveZero(0.5, std::sqrt(5.0)) - 0.5, 0.01);
    holdWithinError(worth(sum, {a}), meanAboveZero(0.5, 2) - 0.5, 0.01);
    // A product says nothing by one of its factors: E max(ab, 0) = E|a| E|b| / 2 = 1/pi by both.
    const auto product = [&](size_t t) { return normal(0, t) * normal(1, t) + normal(2, t); };
    holdWithinError(worth(product, {a, b}), 1 / std::numbers::pi, 0.02);
    CHECK(worth(product, {a}).value < 0.05);
}

TEST_CASE("a curved input that is the only one is worth what knowing everything is") {
    for (const char* curve : {"(x - 6) ^ 2 * 1 USD", "((x - 5) ^ 3 - 16 * (x - 5)) * 1 USD", "exp(x / 3) * 1 USD"}) {
        const Model model = with(linearModel("= 11 USD/month", {curve}), input("x", "A number", "", "uniform(0, 10)"));
        for (const size_t trials : {1024U, 8192U}) {
            const ValueOfInformation value = valueOf(studyOf(model, plan, {.trials = trials}));
            INFO(curve << ", " << trials << " trials");
            CHECK(of(value, "input/x").value.value == Approx(value.perfect.value).epsilon(1e-3));
        }
    }
}

TEST_CASE("trials that give no number weigh nothing in what an input is worth") {
    const Model model = with(linearModel("= 0 USD/month", {"-(w + 1 + 0 * sqrt(y - 0.5)) * 1 USD"}),
                             input("y", "A number", "", "uniform(0, 1)"), input("w", "Another", "", "normal(0, 1)"));
    holdWithinError(of(valueOf(studyOf(model, plan, {.trials = 8192})), "input/w").value, meanAboveZero(1, 1) - 1,
                    0.001);
}

TEST_CASE("what jumps, and many factors that multiply, are worth what everything is") {
    const Model step = with(linearModel("= 0 USD/month", {"-if(y < 0.21, -10, 1) * 1 USD"}),
                            input("y", "A number", "", "uniform(0, 1)"));
    const ValueOfInformation one = valueOf(studyOf(step, plan, {.trials = 8192}));
    CHECK(of(one, "input/y").value.value == Approx(0.79).epsilon(0.005));

    constexpr size_t trials = 8192, factors = 20;
    std::mt19937_64 generator(11);
    std::vector<std::vector<double>> uniforms(factors, std::vector<double>(trials));
    std::vector<std::vector<double>> options(2, std::vector<double>(trials));
    std::vector<KnownColumn> known;
    for (auto& column : uniforms) {
        for (double& u : column)
            u = (static_cast<double>(generator() >> 12U) + 0.5) * 0x1p-52;
        known.push_back({column});
    }
    for (size_t t = 0; t < trials; ++t) {
        double product = 1;
        for (const auto& column : uniforms)
            product *= 1 + 0.6 * (column[t] - 0.5);
        options[1][t] = 1 - product;
    }
    const Estimate perfect = perfectInformation(options, SamplerKind::plain);
    CHECK(partialInformation(options, known, SamplerKind::plain).value == Approx(perfect.value).epsilon(0.01));
}

TEST_CASE("inputs that are worth nothing are hardly ever told from it, however near zero the NPV is") {
    std::vector<std::string> costs(40, "uniform(0, 0.0001) USD");
    costs.push_back("3 * y * 1 USD");
    const Model model = with(linearModel("= 20.002 USD/month", costs), input("y", "Another", "", "normal(6.6667, 1)"));
    size_t runsThatClaim = 0;
    for (std::int64_t seed = 1; seed <= 20; ++seed) {
        const ValueOfInformation value = valueOf(studyOf(model, plan, {.trials = 1024, .seed = seed}));
        CHECK(value.isTold(of(value, "input/y")));
        bool claims = false;
        for (size_t i = 1; i <= 40; ++i)
            claims = claims || value.isTold(of(value, costPath(i)));
        runsThatClaim += claims ? 1 : 0;
    }
    CHECK(runsThatClaim <= 3); // 1 of 20 is expected at most; 4 or more have a chance of 1.6 %
}

TEST_CASE("what can be told from nothing takes more among hundreds than alone") {
    ValueOfInformation found;
    found.next.push_back({"A", {}, {2.5, 1.0}});
    CHECK(found.isTold(found.next.front()));
    found.next.resize(300, {"B", {}, {0, 1.0}});
    CHECK_FALSE(found.isTold(found.next.front()));
    CHECK_FALSE(found.isTold({"C", {}, {4.0, 1.0}})); // its error comes from 8 scrambles
    CHECK(found.isTold({"C", {}, {7.0, 1.0}}));
    CHECK_FALSE(found.isTold({"D", {}, {}}));
}

TEST_CASE("three options are chosen among, and columns with failed trials leave out the same in all") {
    const std::vector<std::vector<double>> options{{1, 5, std::nan(""), 0}, {2, 2, 9, 2}, {0, 0, 0, 0}};
    CHECK(perfectInformation(options, SamplerKind::plain).value == Approx(3.0 - 2.0)); // (2 + 5 + 2) / 3 less 2
    const std::vector<std::vector<double>> failed{{std::nan("")}, {0}};
    CHECK(std::isnan(perfectInformation(failed, SamplerKind::plain).value));
    CHECK(std::isnan(partialInformation(failed, {}, SamplerKind::plain).value));
}

TEST_CASE("an NPV that never changes, no input and few trials have their answers") {
    const ValueOfInformation flat = valueOf(studyOf(linearModel("= 5 USD/month", {"3 USD"})));
    CHECK(flat.perfect.value == 0);
    CHECK(flat.next.empty());
    const ValueOfInformation one =
        valueOf(studyOf(linearModel("= 5 USD/month", {"normal(5, 1) USD"}), plan, {.trials = 1}));
    REQUIRE(one.next.size() == 1);
    CHECK(std::isnan(one.next[0].value.value));
    CHECK(one.perfect.value == 0);
    CHECK_FALSE(one.perfect.standardError);
}

TEST_CASE("in the transit case what to measure next comes in groups with names, never worth more than everything") {
    const Study study = studyOf(transitModel(), transitTool, {.trials = 1024});
    const ValueOfInformation value = valueOf(study);
    CHECK(value.perfect.value > 0);
    REQUIRE(value.perfect.standardError);
    for (const InformationValue& each : value.next)
        CHECK(each.value.value <= value.perfect.value + 1e-6);
    bool adoption = false;
    for (const InputGroup& group : inputGroups(study))
        adoption = adoption || group.name.find("adoption") != std::string::npos;
    CHECK(adoption);
}

TEST_CASE("the value of information has the same bits on 1, 2 and 4 threads") {
    std::vector<double> first;
    for (const unsigned threads : {1U, 2U, 4U}) {
        std::vector<double> all;
        for (const InformationValue& each :
             valueOf(studyOf(transitModel(), transitTool, {.trials = 256, .threads = threads})).next)
            all.push_back(each.value.value);
        if (first.empty())
            first = all;
        CHECK(all == first);
    }
}

TEST_CASE("each thing that is worth measuring is told once, a group only where it is worth more than what is in it") {
    const auto input = [](const char* path) { return InputName{path, path, "", false}; };
    const InputName stall = input("stall"), pace = input("pace"), size = input("size"), delay = input("delay");
    ValueOfInformation found;
    const auto things = [&] {
        std::vector<std::string> names;
        for (const InformationValue* each : found.things())
            names.push_back(each->name);
        return names;
    };
    using Names = std::vector<std::string>;
    found.next = {{"Stall", {stall}, {129'000, 900}},
                  {"Adoption", {stall, pace}, {128'000, 800}},
                  {"Effects", {size, delay}, {40'000, 900}},
                  {"Size", {size}, {39'000, 700}},
                  {"Delay", {delay}, {10, 600}}};
    CHECK(things() == Names{"Stall", "Size"});
    found.next[1].value.value = 160'000; // the pace counts as well
    found.next[2].value.value = 60'000;
    CHECK(things() == Names{"Stall", "Adoption", "Effects", "Size"});
    found.next[0].value.value = 10; // nothing within the group can be told from nothing
    CHECK(things() == Names{"Adoption", "Effects", "Size"});
}
