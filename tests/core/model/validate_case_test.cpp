// SPDX-License-Identifier: GPL-3.0-or-later
// The traps that flatter a case: each with a model that trips it and one that does not.
#include "core/model/validate.h"
#include "tests/builders.h"

#include <fmt/format.h>

using namespace tributary;
using namespace tributary::test;

namespace {

/// The problem whose message holds `part`, if there is one.
std::optional<Problem> firstProblem(const Model& model, const std::string& part) {
    for (const Problem& problem : validate(model))
        if (problem.message.find(part) != std::string::npos)
            return problem;
    return std::nullopt;
}

/// Fails the test where no problem says so; each must say where and what to do.
Problem told(const Model& model, const std::string& part) {
    const auto problem = firstProblem(model, part);
    INFO("no problem says \"" << part << "\"");
    REQUIRE(problem);
    CHECK(!problem->subject.empty());
    CHECK(!problem->action.empty());
    return *problem;
}

template <class Entity>
Model withChange(const Model& model, const char* id, void (*change)(Entity&)) {
    Entity entity = *model.table<Entity>().find(decltype(Entity::id)(id));
    change(entity);
    return with(model, entity);
}

Metric counted(std::string_view id, std::string_view name, std::string_view text) {
    Metric made = formulaMetric(id, name, "USD/year", text);
    made.level = Level::financial;
    made.counts = true;
    made.realisation = parameter("100%");
    return made;
}

const std::string twice = "would count twice";
const std::string mayTwice = "may count twice";

/// O5 is worked out from `baseline` and linked to the restore time, which the tool moves by way of L2.
Model linkedModel(std::string_view baseline) {
    Metric missed = influence("O5", "Missed hours", "hour/month", "");
    missed.formula = formula(baseline);
    return with(smallModel(), metric("O1", "Breakdowns", Level::operating, "breakdown/month", "600"), std::move(missed),
                link("O3", "O5", "1.3"));
}

} // namespace

TEST_CASE("a link on top of a formula counts twice what moves both") {
    const Problem problem = told(linkedModel("75 hour/month * L2 / (1 hour)"), twice);
    CHECK(problem.subject == "link/O3-O5");
    CHECK(problem.severity == Severity::warning);
    CHECK(problem.message.find("Time to locate a part moves Missed hours") == 0);
}

TEST_CASE("a link on top of a formula is sound where nothing moves what they share") {
    // Breakdowns drive the restore time too, by the arrivals; they drift, but no plan moves them.
    Model model = linkedModel("2.5 hour/breakdown * O1");
    model = withChange<Process>(model, "restore", [](Process& process) { process.arrivals = parameter("O1"); });
    model = withChange<Metric>(model, "O1", [](Metric& breakdowns) { breakdowns.drift = quantity("2%"); });
    CHECK(!firstProblem(model, twice));

    SECTION("until an effect moves it") {
        Intervention tool = *model.interventions().begin();
        tool.effects.push_back(effect("fewer", "metric/O1", "-5%", "mt"));
        CHECK(told(with(model, tool), twice).message.find("Breakdowns moves Missed hours") == 0);
    }
    SECTION("until a scenario moves it") {
        Scenario rival = *model.scenarios().find(ScenarioId("more-stock"));
        rival.overrides.push_back({"metric/O1/estimate", need(OverrideValue::parse("500"))});
        told(with(model, rival), twice);
    }
    SECTION("a scenario that believes in another drift moves nothing") {
        Scenario rival = *model.scenarios().find(ScenarioId("more-stock"));
        rival.overrides.push_back({"metric/O1/drift", need(OverrideValue::parse("5%"))});
        CHECK(!firstProblem(with(model, rival), twice));
    }
}

TEST_CASE("links from a metric and from its driver count the driver twice") {
    const Model one =
        with(smallModel(), influence("O5", "Missed hours", "hour/month", "1500"), link("O3", "O5", "1.3"));
    CHECK(!firstProblem(one, twice));
    const Problem problem = told(with(one, link("L2", "O5", "0.2")), twice);
    CHECK(problem.subject == "link/L2-O5");
    CHECK(!firstProblem(with(one, metric("L9", "Weather", Level::frontline, "", "1"), link("L9", "O5", "0.2")), twice));
}

TEST_CASE("two counted formulas with one term count it twice") {
    const Model one = smallModel();
    const Problem problem =
        told(with(one, counted("F5", "All cost", "1000 USD/year + wait * (600 breakdown/month) * O3")), twice);
    CHECK(problem.subject == "metric/F5/formula");
    CHECK(!firstProblem(with(one, counted("F5", "Tow cost", "1000 USD/year + 2 * wait * O3 * 600 breakdown/month")),
                        twice));

    SECTION("behind another formula too") {
        Metric behind = counted("F6", "Subtotal", "wait * 600 breakdown/month * O3");
        behind.counts = false;
        const Model model = with(one, std::move(behind), counted("F5", "All cost", "F6 + 10 USD/year"));
        told(model, twice);
    }
    SECTION("within a product of sums, in any order") {
        const Model model = with(one, input("tow", "Time to tow", "hour", "1/2/4"));
        told(with(model, counted("F5", "All cost", "(600 breakdown/month) * (tow + O3) * wait")), twice);
        CHECK(!firstProblem(with(model, counted("F5", "Tow cost", "600 breakdown/month * (tow + 2 * O3) * wait")),
                            twice));
        CHECK(!firstProblem(with(model, counted("F5", "Cost", "600 breakdown/month / (tow + O3) * wait * 1 hour^2")),
                            twice));
    }
    SECTION("but not where nothing moves the term") {
        const Model still = with(one, metric("L9", "Fleet", Level::frontline, "bus", "100"),
                                 counted("F5", "Rent", "L9 * 10 USD/bus/year"),
                                 counted("F6", "All rent", "L9 * 10 USD/bus/year + 5 USD/year"));
        CHECK(!firstProblem(still, twice));
    }
}

TEST_CASE("two counted metrics that value a metric and its driver may count it twice") {
    const Model one = smallModel();
    // Locating a part is a part of restoring a bus: both in hours, both valued.
    const Problem hours =
        told(with(one, counted("F5", "Cost of locating", "L2 * 300 breakdown/month * wait")), mayTwice);
    CHECK(hours.severity == Severity::warning);
    CHECK(hours.subject == "metric/F5");
    // Buses that are out, valued as spare buses beside the time that puts them there.
    const Model spare = with(one, formulaMetric("O4", "Buses out", "bus", "O3 * 600 bus/month"),
                             counted("F5", "Spare buses", "O4 * 55000 USD/bus/year"));
    CHECK(told(spare, mayTwice).severity == Severity::note);

    SECTION("but not by effects on two separate drivers") {
        Intervention tool = *one.interventions().begin();
        tool.effects.push_back(effect("fewer", "metric/L9", "-5%", "mt"));
        const Model apart = with(one, tool, metric("L9", "Purchases", Level::frontline, "purchase/month", "100"),
                                 counted("F5", "Premium", "L9 * 450 USD/purchase"));
        CHECK(!firstProblem(apart, mayTwice));
    }
}

TEST_CASE("saved time turns into money by a realisation that says so") {
    const auto without = [](Metric& money) { money.realisation.reset(); };
    const Problem problem = told(withChange<Metric>(smallModel(), "F1", without), "takes all of the time saved in");
    CHECK(problem.subject == "metric/F1/realisation");
    CHECK(problem.severity == Severity::warning);
    CHECK(!firstProblem(smallModel(), "takes all of the time"));

    SECTION("a purchase that is not made is cash by itself") {
        Metric premium = counted("F5", "Premium", "L9 * 450 USD/purchase");
        premium.realisation.reset();
        Intervention tool = *smallModel().interventions().begin();
        tool.effects.push_back(effect("fewer", "metric/L9", "-5%", "mt"));
        CHECK(!firstProblem(with(smallModel(), tool, std::move(premium),
                                 metric("L9", "Purchases", Level::frontline, "purchase/month", "100")),
                            "takes all of the time"));
    }
    SECTION("by way of a cost per case") {
        Metric perCase = formulaMetric("O9", "Cost of a breakdown", "USD/breakdown", "O3 * wait");
        Metric money = counted("F5", "Waiting", "O9 * 600 breakdown/month");
        money.realisation.reset();
        told(with(smallModel(), std::move(perCase), std::move(money)), "Waiting takes all of the time saved in");
    }
    SECTION("by way of the people that it takes") {
        Metric people = formulaMetric("O9", "People needed", "person",
                                      "O3 * 600 breakdown/month / (140 hour/month) * 1 person/breakdown");
        Metric money = counted("F5", "Salaries", "O9 * 48000 USD/person/year");
        money.realisation.reset();
        told(with(smallModel(), std::move(people), std::move(money)), "Salaries takes all of the time saved in");
    }
    SECTION("labour that a map costs is time as well") {
        Metric labour = metric("O8", "Labour cost", Level::operating, "USD/breakdown", "");
        labour.source = MetricSource::process;
        labour.process = ProcessId("restore");
        labour.measure = Measure::labourCost;
        Metric money = counted("F5", "Labour", "O8 * 600 breakdown/month");
        money.realisation.reset();
        const Model model = withChange<Intervention>(
            with(smallModel(), std::move(labour), std::move(money)), "parts-exchange",
            [](Intervention& tool) { tool.effects[0].target = "process/restore/task/T1/touch"; });
        told(model, "takes all of the time saved in Labour cost");
    }
}

TEST_CASE("prices rise once, and are discounted at a nominal rate") {
    const auto rates = [](const Model& model, std::string_view discount, std::string_view inflation) {
        Settings settings = model.settings();
        settings.discountRate = quantity(discount);
        settings.inflation = quantity(inflation);
        return with(model, settings);
    };
    CHECK(told(rates(smallModel(), "2%", "2.5%"), "below inflation").subject == "settings/discount_rate");
    CHECK(validate(rates(smallModel(), "6%", "2.5%")).empty());
    CHECK(validate(rates(smallModel(), "3%", "0%")).empty());

    SECTION("in a scenario that believes in other prices too") {
        const auto believing = [&](std::string_view inflation) {
            Scenario rival = *smallModel().scenarios().find(ScenarioId("more-stock"));
            rival.overrides.push_back({"settings/inflation", need(OverrideValue::parse(inflation))});
            return rates(with(smallModel(), rival), "6%", "2.5%");
        };
        CHECK(told(believing("8%"), "below inflation of 8 %").subject == "scenario/more-stock");
        CHECK(!firstProblem(believing("4%"), "below inflation"));
    }
    SECTION("a cost that does not rise beside benefits that do") {
        const Model model = withChange<Intervention>(smallModel(), "parts-exchange",
                                                     [](Intervention& tool) { tool.costs[0].inflated = false; });
        CHECK(validate(rates(model, "3%", "0%")).empty());
        CHECK(told(rates(model, "6%", "2.5%"), "stays the same for years").subject ==
              "intervention/parts-exchange/cost/licence/inflated");
    }
    SECTION("a price with a drift that inflation repeats") {
        Metric price = metric("L9", "Price of a tow", Level::frontline, "USD/breakdown", "300");
        price.drift = quantity("2.5%");
        const Model model = with(smallModel(), price, counted("F5", "Tows", "L9 * 600 breakdown/month"));
        CHECK(told(rates(model, "6%", "2.5%"), "raises what counts once more").subject == "metric/L9/drift");
        CHECK(!firstProblem(rates(model, "6%", "0%"), "raises what counts"));
        price.drift = quantity("0.5%");
        CHECK(!firstProblem(rates(with(model, price), "6%", "2.5%"), "raises what counts"));
    }
}

TEST_CASE("an effect takes away no more than there is") {
    const auto sized = [](std::string_view size, EffectForm form) {
        Intervention tool = *smallModel().interventions().begin();
        tool.effects[0].size = quantity(size);
        tool.effects[0].form = form;
        return with(smallModel(), tool);
    };
    const Problem problem = told(sized("-50% / -90% / -150%", EffectForm::relative), "more than there is");
    CHECK(problem.subject == "intervention/parts-exchange/effect/e_loc/size");
    CHECK(!firstProblem(sized("-50% / -90% / -100%", EffectForm::relative), "more than there is"));
    CHECK(!firstProblem(sized("-1.2 hour", EffectForm::inUnits), "more than there is"));
}

TEST_CASE("rates of a year are not used for a month, nor the other way round") {
    const auto spread = [](std::string_view p, std::string_view q, std::string_view leaving = "0.02 1/month") {
        Intervention tool = *smallModel().interventions().begin();
        tool.adoption.p = parameter(p);
        tool.adoption.q = parameter(q);
        tool.adoption.abandonment = parameter(leaving);
        return with(smallModel(), tool);
    };
    CHECK(validate(spread("0.03", "0.28")).empty());
    CHECK(validate(spread("0.36 1/year", "3.36 1/year")).empty());
    CHECK(told(spread("0.36", "0.28"), "twelve times too high").subject == "intervention/parts-exchange/adoption/p");
    CHECK(told(spread("0.03", "3.36"), "twelve times too high").subject == "intervention/parts-exchange/adoption/q");
    CHECK(told(spread("0.03", "0.28", "0.24"), "twelve times too high").subject ==
          "intervention/parts-exchange/adoption/abandonment");
    // Half by Bass after 7.831 units of time: months inside the horizon of 60, years beyond it.
    CHECK(told(spread("0.03 1/year", "0.28 1/year"), "after 94 months").subject ==
          "intervention/parts-exchange/adoption/p");

    SECTION("nor in a scenario") {
        const auto believing = [&](std::string_view q) {
            Scenario rival = *smallModel().scenarios().find(ScenarioId("more-stock"));
            rival.overrides.push_back({"intervention/parts-exchange/adoption/q", need(OverrideValue::parse(q))});
            return with(smallModel(), rival);
        };
        CHECK(told(believing("3.36"), "twelve times too high").subject == "scenario/more-stock");
        CHECK(!firstProblem(believing("3.36 1/year"), "twelve times too high"));
    }
    SECTION("nor by an input that an adoption takes its rate from") {
        Input rate;
        rate.id = InputId("q_year");
        rate.name = "Imitation";
        rate.unit = "1/month";
        rate.value = quantity("3.36");
        CHECK(told(with(spread("0.03", "q_year"), rate), "twelve times too high").subject ==
              "intervention/parts-exchange/adoption/q");
        rate.value = quantity("0.28");
        CHECK(validate(with(spread("0.03", "q_year"), rate)).empty());
        rate.unit = "1/year";
        rate.value = quantity("3.36");
        CHECK(validate(with(spread("0.03", "q_year"), rate)).empty());
    }
    Settings settings;
    settings.discountRate = quantity("0.5%");
    CHECK(told(with(smallModel(), settings), "0.5 % a year").subject == "settings/discount_rate");
}

TEST_CASE("the servers of a map do not work more hours than their people have") {
    // 200 people work 340,000 hours a year: 38.8 servers at all hours.
    const auto servers = [](std::string_view text) {
        Process process = restoreProcess();
        process.pools[0].servers = parameter(text);
        return with(smallModel(), process);
    };
    CHECK(validate(servers("38")).empty());
    CHECK(told(servers("40"), "40 servers at all hours").subject == "group/mt/headcount");
    Process shift = restoreProcess();
    shift.pools[0].servers = parameter("40");
    shift.pools[0].availability = parameter("25%");
    CHECK(validate(with(smallModel(), shift)).empty());
    // Who works office hours is there in them all.
    Process office = restoreProcess();
    office.pools[0].hours = need(WorkingHours::parse("Mon-Fri 08:00-16:00"));
    office.pools[0].servers = parameter("199");
    CHECK(validate(with(smallModel(), office)).empty());
    office.pools[0].servers = parameter("201");
    CHECK(told(with(smallModel(), office), "servers at all hours").subject == "group/mt/headcount");
}

TEST_CASE("people who work in several maps give them no more than all of their time") {
    Process first = restoreProcess();
    first.pools[0].availability = parameter("60%");
    Process second = restoreProcess();
    second.id = ProcessId("inspect");
    second.name = "Inspect";
    second.pools[0].availability = parameter("40%");
    CHECK(validate(with(smallModel(), first, second)).empty());
    second.pools[0].availability = parameter("70%");
    const Problem problem = told(with(smallModel(), first, second), "are to give 130 % of their time");
    CHECK(problem.severity == Severity::warning);
    CHECK(problem.subject == "process/inspect/pool/mech/availability");
    CHECK(problem.message.find("60 % to") != std::string::npos);
    CHECK(problem.message.find("70 % to Inspect") != std::string::npos);
    // However much that is, it is written as people write numbers.
    Model crowded = with(smallModel(), restoreProcess());
    for (int map = 1; map < 12; ++map) {
        Process another = restoreProcess();
        another.id = ProcessId("inspect-" + std::to_string(map));
        another.name = another.id.text;
        crowded = with(crowded, another);
    }
    told(crowded, "are to give 1,200 % of their time: 100 % to ");
    // One after the other they may give all of it to each.
    first.pools[0].hours = need(WorkingHours::parse("Mon-Fri 06:00-14:00"));
    second.pools[0].hours = need(WorkingHours::parse("Mon-Fri 14:00-22:00"));
    CHECK(validate(with(smallModel(), first, second)).empty());
    second.pools[0].hours = need(WorkingHours::parse("Fri 13:00-22:00"));
    told(with(smallModel(), first, second), "are to give 130 % of their time");
    // What is known only by a run is not judged before it.
    Process unknown = second;
    unknown.pools[0].availability = parameter("O3 / O3 * 50%");
    CHECK_FALSE(firstProblem(with(smallModel(), first, unknown), "of their time"));
    // Others of another name.
    second.pools[0].name = "Inspectors";
    CHECK(validate(with(smallModel(), first, second)).empty());
}

TEST_CASE("people whom several maps ask through one inner map are lent out more than once") {
    const auto around = [](const char* id, const char* name) {
        Process map = restoreProcess();
        map.id = ProcessId(id);
        map.name = name;
        map.pools.clear();
        map.steps = {step("in", StepKind::start), step("do", StepKind::task), step("out", StepKind::end)};
        map.steps[1].inner = ProcessId("restore");
        map.flows = {flow("in", "do"), flow("do", "out")};
        return map;
    };
    Process inner = restoreProcess();
    inner.arrivals.reset();
    const Process first = around("o1", "First"), second = around("o2", "Second");
    CHECK_FALSE(firstProblem(with(smallModel(), inner, first), "of their time"));
    const Problem problem = told(with(smallModel(), inner, first, second), "are to give 200 % of their time");
    CHECK(problem.severity == Severity::warning);
    CHECK(problem.subject == "process/restore/pool/mech/availability");
    CHECK(problem.message.find("100 % to First") != std::string::npos);
    CHECK(problem.message.find("100 % to Second") != std::string::npos);
    CHECK(problem.message.find("worked out for each map alone") != std::string::npos);
    // Cases of its own ask for them too.
    told(with(smallModel(), restoreProcess(), first), "are to give 200 % of their time");
    // A pool of each map with a share of their time is what there is to do.
    const auto sharing = [&](Process map) {
        map.pools = inner.pools;
        map.pools[0].availability = parameter("50%");
        return map;
    };
    CHECK_FALSE(firstProblem(with(smallModel(), inner, sharing(first), sharing(second)), "of their time"));
}

TEST_CASE("one person and one server are told as one") {
    Group one = *smallModel().groups().find(GroupId("mt"));
    one.headcount = quantity("1 person");
    CHECK(told(with(smallModel(), one), "at all hours").message.find("but its one person works about 1,700") !=
          std::string::npos);
    Process alone = restoreProcess();
    alone.pools[0].servers = parameter("1");
    CHECK(told(with(smallModel(), one, alone), "are 1 server at all hours, 8,766 hours").subject ==
          "group/mt/headcount");
    alone.pools[0].servers = parameter("2000");
    told(with(smallModel(), one, alone), "are 2,000 servers at all hours");
}

TEST_CASE("people who are shared by very many maps with very many shifts are checked") {
    std::string hours = "0:00-0:01";
    for (int minute = 2; minute < 380; minute += 2)
        hours += fmt::format(", {}:{:02}-{}:{:02}", minute / 60, minute % 60, minute / 60, minute % 60 + 1);
    const auto parsed = WorkingHours::parse(hours);
    INFO((parsed ? "" : parsed.error().message));
    REQUIRE(parsed);
    Process process = restoreProcess();
    Edit edit;
    for (int i = 0; i < 200; ++i) {
        process.id = ProcessId(fmt::format("p{}", i));
        process.name = process.id.text;
        process.pools[0].hours = *parsed;
        edit.changes.push_back(put(process));
    }
    const Model model = apply(smallModel(), edit).model;
    CHECK(firstProblem(model, "of their time"));
}
