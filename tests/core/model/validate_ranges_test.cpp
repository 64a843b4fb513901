// SPDX-License-Identifier: GPL-3.0-or-later
// Which values a field takes: of quantities, of formulas, and of what a scenario sets or shifts.
#include "tests/core/model/problems.h"

using namespace tributary;
using namespace tributary::test;

TEST_CASE("quantities are checked against the units and ranges of their fields") {
    problemIn(changedMetric("L2", [](Metric& m) { m.estimate = quantity("12 USD"); }), "does not convert");
    CHECK(problemIn(changedMetric("L2", [](Metric& m) { m.drift = quantity("0.02"); }), "below 1 %").severity ==
          Severity::warning);
    CHECK(validate(changedMetric("L2", [](Metric& m) { m.drift = quantity("2%"); })).empty());
    problemIn(changedProcess("restore", [](Process& p) { p.flows[1].share = parameter("150%"); }),
              "outside 0 to 100 %");
    problemIn(changedProcess("restore", [](Process& p) { p.steps[1].touch = parameter("-2 hour"); }), "below 0");
    problemIn(changedMetric("L2", [](Metric& m) { m.estimate = quantity("data(calls)"); }), "which does not exist");
    Series calls;
    calls.id = SeriesId("calls");
    calls.name = "Calls";
    calls.values = {1, 2, 3};
    CHECK(validate(with(changedMetric("L2", [](Metric& m) { m.estimate = quantity("data(calls)"); }), calls)).empty());
}

TEST_CASE("a 0 where nothing works with one is refused with what to type, but a range may begin there") {
    const auto there = [](const char* text) {
        return changedProcess("restore", [=](Process& p) { p.pools[0].availability = parameter(text); });
    };
    for (const char* text : {"0", "0%", "-5%", "120%"}) {
        const Problem problem = problemIn(there(text), "availability lies outside the shares above 0");
        CHECK(problem.severity == Severity::error);
        CHECK(problem.subject.ends_with("/availability"));
        CHECK(problem.action.starts_with("Type a share above 0 %"));
    }
    CHECK(validate(there("80%")).empty());
    CHECK(validate(there("0/50/100 %")).empty());
}

TEST_CASE("every value that a quantity may take is held against its field") {
    const auto drift = [](const char* text) {
        return changedMetric("L2", [=](Metric& m) { m.drift = quantity(text); });
    };
    CHECK(problemIn(drift("-120/-50/0 %"), "may be -120 %").severity == Severity::error);
    CHECK(validate(drift("-90/-50/0 %")).empty());
    // A normal has no ends: its first and last percent are judged, and only doubted.
    CHECK(problemIn(drift("normal(-50, 40) %"), "no lower end").severity == Severity::warning);
    CHECK(validate(drift("normal(-50, 10) %")).empty());

    const auto share = [](const char* text) {
        return changedTool("parts-exchange", [=](Intervention& i) { i.adoption.targets[0].ceiling = quantity(text); });
    };
    CHECK(problemIn(share("30/65/130 %"), "may be 130 %, outside 0 to 100 %").subject ==
          "intervention/parts-exchange/adoption/ceiling/mt");
    CHECK(problemIn(share("80% ± 30%"), "no upper end").severity == Severity::warning);
    CHECK(validate(share("0/65/100 %")).empty());
    const auto touch = [](const char* text) {
        return changedProcess("restore", [=](Process& p) { p.steps[1].touch = parameter(text); });
    };
    CHECK(problemIn(touch("-1/2/4 day"), "may be -24 hour, below 0").severity == Severity::error);
    CHECK(validate(touch("lognormal(3, 2) hour")).empty());
    CHECK(validate(touch("0/2/4 hour")).empty());

    Series times;
    times.id = SeriesId("times");
    times.name = "Times";
    times.unit = "minute";
    times.values = {30, -6, 60};
    CHECK(problemIn(with(touch("data(times)"), times), "may be -0.1 hour").severity == Severity::error);
    CHECK(problemIn(changedSettings([](Settings& s) { s.inflation = quantity("-150/2/3 %"); }), "may be -150 %")
              .subject == "settings/inflation");
    // What a field takes from an input is what the input may be, and a formula's value that of its most likely inputs.
    const auto realised = [](const char* value, const char* formula) {
        return with(changedMetric("F1", [=](Metric& m) { m.realisation = parameter(formula); }),
                    input("cashed", "Cashed", "%", value));
    };
    // The place is where the mistake was typed.
    CHECK(problemIn(realised("50/80/120 %", "cashed"), "may be 120 %, outside 0 to 100 %").subject == "input/cashed");
    CHECK(problemIn(realised("50/80/120 %", "1 * cashed"), "outside 0 to 100 %").subject == "metric/F1/realisation");
    CHECK(problemIn(realised("150%", "cashed"), "lies outside 0 to 100 %").severity == Severity::error);
    CHECK(problemIn(realised("60/80/90 %", "2 * cashed"), "lies outside 0 to 100 %").severity == Severity::error);
    CHECK(validate(realised("50/80/100 %", "cashed")).empty());
    CHECK(validate(realised("50/80/100 %", "1 - cashed")).empty());
    CHECK(problemIn(realised("30/40/60 %", "2 * cashed"), "may be 120 %, outside 0 to 100 %").severity ==
          Severity::error);
    CHECK(problemIn(realised("lognormal(40, 20) %", "2 * cashed"), "has no upper end").severity == Severity::warning);
    // An input of a scenario is held against the fields that take it.
    const auto replanned = [&](const char* value, const char* text) {
        Model model = realised(value, "cashed");
        Scenario plan = *model.scenarios().find(ScenarioId("plan"));
        plan.overrides.push_back(Override{"input/cashed", need(OverrideValue::parse(text))});
        return with(std::move(model), std::move(plan));
    };
    const Problem tooMuch = problemIn(replanned("50/80/100 %", "= 130%"), "lies outside 0 to 100 %");
    CHECK(tooMuch.subject == "scenario/plan/override/input/cashed");
    CHECK(tooMuch.severity == Severity::error);
    CHECK(problemIn(replanned("50/80/90 %", "+20%"), "may be").subject == "scenario/plan/override/input/cashed");
    CHECK(validate(replanned("50/80/90 %", "70%")).empty());
    CHECK(validate(replanned("150%", "70%")).size() == 1); // the model's own fault, told once
    // Where the scenario sets the field itself, its formula is not in force.
    Model itself = replanned("50/80/100 %", "= 130%");
    Scenario own = *itself.scenarios().find(ScenarioId("plan"));
    own.overrides.push_back(Override{"metric/F1/realisation", need(OverrideValue::parse("= 50%"))});
    itself = with(std::move(itself), std::move(own));
    for (const Problem& problem : validate(itself))
        CHECK(problem.message.find("130") == std::string::npos);
    // Several inputs at their ends at once are a warning; one that is called twice is one.
    const Model two = with(changedMetric("F1", [](Metric& m) { m.realisation = parameter("a + b"); }),
                           input("a", "First part", "%", "0/30/60 %"), input("b", "Second part", "%", "0/30/60 %"));
    CHECK(problemIn(two, "is 120 % where what it uses lies at its ends").severity == Severity::warning);
    const Model twice = with(changedMetric("F1", [](Metric& m) { m.realisation = parameter("a + [First part] / 4"); }),
                             input("a", "First part", "%", "0/30/80 %"));
    CHECK(validate(twice).empty());
    CHECK(problemIn(realised("50%", "1 / (cashed - 50%)"), "infinite or no number").severity == Severity::warning);
    // An estimate is what the metric is in the first period.
    const Model estimated = with(changedMetric("F1", [](Metric& m) { m.realisation = parameter("part"); }),
                                 metric("part", "Part", Level::frontline, "%", "120%"));
    CHECK(problemIn(estimated, "lies outside 0 to 100 %").subject == "metric/part/estimate");
    Model bare = smallModel();
    Scenario shifting = *bare.scenarios().find(ScenarioId("plan"));
    shifting.overrides = {Override{"metric/low/estimate", need(OverrideValue::parse("-20"))}};
    bare = with(with(std::move(bare), metric("low", "Low", Level::frontline, "hour", "-50")), std::move(shifting));
    CHECK(problemIn(bare, "does not replace it").severity == Severity::note);
    CHECK(problemIn(realised("150%", "cashed"), "lies outside").action ==
          "Type a share in between, for \u201cCashed\u201d.");
    // Where the units do not fit, that alone is said.
    const Model hours = with(changedMetric("F1", [](Metric& m) { m.realisation = parameter("delay"); }),
                             input("delay", "Delay", "hour", "40"));
    for (const Problem& problem : validate(hours))
        CHECK(problem.message.find("outside") == std::string::npos);
    // A name or an id that looks like a field is none.
    CHECK(validate(with(smallModel(), input("probability", "Odds", "", "7"))).empty());
}

TEST_CASE("a group has no fewer people than champions") {
    const auto champions = [](const char* text) {
        return changedTool("parts-exchange",
                           [=](Intervention& i) { i.adoption.targets[0].champions = quantity(text); });
    };
    CHECK(problemIn(champions("201"), "are more people than the group has").action ==
          "Type no more than its headcount, or correct that.");
    problemIn(champions("5/10/300"), "may be more people than the group has");
    CHECK(validate(champions("5/10/200")).empty());
}

TEST_CASE("the floor of a link lies below its ceiling") {
    const auto bounded = [](const char* floor, const char* ceiling) {
        Link made = link("O3", "O5", "0.5");
        made.floor = quantity(floor);
        made.ceiling = quantity(ceiling);
        return with(smallModel(), influence("O5", "Hours", "hour", "3"), made);
    };
    CHECK(problemIn(bounded("1.5", "0.8"), "lies above its ceiling").severity == Severity::error);
    CHECK(problemIn(bounded("0.5/0.6/0.9", "0.8"), "in some trials").subject == "link/O3-O5/floor");
    CHECK(validate(bounded("0.5", "150 %")).empty());
}

TEST_CASE("what a scenario sets or shifts is held against its field") {
    const auto overriding = [](std::vector<std::pair<const char*, const char*>> changes) {
        return changedScenario("plan", [=](Scenario& s) {
            for (const auto& [path, text] : changes)
                s.overrides.push_back(Override{path, need(OverrideValue::parse(text))});
        });
    };
    const Problem rate = problemIn(overriding({{"settings/discount_rate", "= -150%"}}), "-100 % a year or below");
    CHECK(rate.severity == Severity::error);
    CHECK(rate.subject == "scenario/plan/override/settings/discount_rate");
    CHECK(rate.message.find("= -150%") != std::string::npos);
    CHECK(problemIn(overriding({{"group/mt/headcount", "= -5"}}), "below 0").severity == Severity::error);
    CHECK(problemIn(overriding({{"intervention/parts-exchange/stall/probability", "+80 points"}}), "outside 0 to")
              .severity == Severity::error);
    CHECK(problemIn(overriding({{"process/restore/pool/mech/servers", "-150%"}}), "below 0").severity ==
          Severity::error);
    CHECK(problemIn(overriding({{"process/restore/flow/T1-T2/share", "10/60/120 %"}}), "may be 120 %").severity ==
          Severity::error);
    // A shift that only carries the ends away is doubted.
    CHECK(problemIn(overriding({{"intervention/parts-exchange/adoption/ceiling/mt", "+20 points"}}), "may be 105 %")
              .severity == Severity::warning);
    CHECK(problemIn(overriding({{"settings/inflation", "0.08"}}), "below 1 %").severity == Severity::warning);
    CHECK(validate(overriding({{"settings/discount_rate", "8%"},
                               {"group/mt/headcount", "+50%"},
                               {"process/restore/task/T1/touch", "-10%"},
                               {"intervention/parts-exchange/adoption/ceiling/mt", "+5 points"}}))
              .empty());

    Link bounded = link("O3", "O5", "0.5");
    bounded.floor = quantity("0.5");
    bounded.ceiling = quantity("2");
    const auto onLink = [&](const char* path, const char* text) {
        return with(overriding({{path, text}}), influence("O5", "Hours", "hour", "3"), bounded);
    };
    problemIn(onLink("link/O3-O5/ceiling", "0.4"), "floor lies above its ceiling");
    problemIn(onLink("link/O3-O5/floor", "+2"), "floor lies above its ceiling");
    CHECK(validate(onLink("link/O3-O5/floor", "1")).empty());

    Intervention tool = *smallModel().interventions().find(InterventionId("parts-exchange"));
    tool.adoption.targets[0].champions = quantity("20");
    problemIn(with(overriding({{"group/mt/headcount", "15"}}), tool), "more people than the group has");
    problemIn(
        with(overriding({{"intervention/parts-exchange/adoption/champions/mt", "180"}, {"group/mt/headcount", "100"}}),
             tool),
        "more people than the group has");
    CHECK(validate(with(overriding({{"group/mt/headcount", "25"}}), tool)).empty());
}
