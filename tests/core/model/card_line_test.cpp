// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/model/card_edits.h"
#include "core/model/edits.h"
#include "core/model/names.h"
#include "core/model/usual_better.h"
#include "core/model/validate.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

using namespace tributary;
using tributary::test::need;
using tributary::test::transit;

namespace {

struct Read {
    std::string name;
    std::string value; ///< of an estimate or a formula
    std::string unit;
};

Read read(const Model& model, std::string_view text) {
    INFO(text);
    const CardLine line = need(readCardLine(model, text));
    return {line.name,
            line.estimate  ? line.estimate->text()
            : line.formula ? line.formula->text()
                           : std::string(),
            line.unit.value_or(std::string())};
}

void check(std::string_view text, const Read& wanted) {
    INFO(text);
    const Read got = read(Model(), text);
    CHECK(got.name == wanted.name);
    CHECK(got.value == wanted.value);
    CHECK(got.unit == wanted.unit);
}

std::string refusal(const Model& model, std::string_view text) {
    INFO(text);
    const auto line = readCardLine(model, text);
    REQUIRE_FALSE(line);
    return line.error().message;
}

} // namespace

TEST_CASE("a card's line is a name, and a value from the first word on that reads as one to the end") {
    check("Breakdowns", {"Breakdowns", "", ""});
    check("Breakdowns  600 breakdown/month", {"Breakdowns", "600", "breakdown/month"});
    check("Breakdowns 600 breakdown/month", {"Breakdowns", "600", "breakdown/month"});
    check("Breakdowns\t600\tbreakdown/month", {"Breakdowns", "600", "breakdown/month"});
    check("Time to locate a part 10/20/36 hour", {"Time to locate a part", "10/20/36", "hour"});
    check("Part not at the yard  22% / 30% / 38%", {"Part not at the yard", "22% / 30% / 38%", "%"});
    check("Repeat repairs 8%", {"Repeat repairs", "8%", "%"});
    check("Planned cost  39 000 000 USD/year", {"Planned cost", "39 000 000", "USD/year"});
    check("Drift -2%", {"Drift", "-2%", "%"});
    check("Orders lognormal(median=3, sigma=0.4) order/day", {"Orders", "lognormal(median=3, sigma=0.4)", "order/day"});
    check("Hours 260 * 3 * 62", {"Hours", "260 * 3 * 62", ""});
    check("Wait 20% ± 5%", {"Wait", "20% ± 5%", "%"});
    check("Wait 10..14 hour", {"Wait", "10..14", "hour"});
    check("Net benefit, 600 USD/year", {"Net benefit", "600", "USD/year"});
    check("Cost, net  12 USD", {"Cost, net", "12", "USD"});
}

TEST_CASE("money and times are understood as cards show them, and as people type them") {
    check("Sales 5 M$/year", {"Sales", "5000000", "USD/year"});
    check("Sales3 5 €/year", {"Sales3", "5", "EUR/year"});
    check("Sales 1/2/3 k€", {"Sales", "1000/2000/3000", "EUR"});
    check("Sales = 5 M$/y", {"Sales", "5000000", "USD/year"});
    check("Price $50", {"Price", "50", "USD"});
    check("Labour $62/hour", {"Labour", "62", "USD/hour"});
    check("Use 12 hours/day", {"Use", "12", "hour/day"});
    check("Wait 8/10/15 hrs", {"Wait", "8/10/15", "hour"});
    check("Top 10 customers", {"Top", "10", "customers"});
    check("Time 3h", {"Time", "3", "hour"});
    check("Wait 1/2/4h", {"Wait", "1/2/4", "hour"});
    check("Wait 30min", {"Wait", "30", "minute"});
    check("Cost 5k USD", {"Cost", "5000", "USD"});
    check("Cost 5k$/year", {"Cost", "5000", "USD/year"});
    check("Cost 300k/400k/600k USD/year", {"Cost", "300000/400000/600000", "USD/year"});
    check("Price $1,200", {"Price", "1200", "USD"});
    check("Cost = USD 40,000", {"Cost", "40000", "USD"});
}

TEST_CASE("names hold digits and blanks, quotation marks keep what would be read as a value") {
    check("24 hour service", {"24 hour service", "", ""});
    for (const char* name :
         {"A 24h service", "24h service", "3PL", "Use of 3PL", "G7", "Sales in G7", "Boom of the 90s"})
        check(name, {name, "", ""});
    check("\"Support 24h\"", {"Support 24h", "", ""});
    CHECK(cardLineName(Model(), "Support 24h") == "\"Support 24h\"");
    check("90 day retention 40%", {"90 day retention", "40%", "%"});
    check("Located in own network (another yard)", {"Located in own network (another yard)", "", ""});
    check("Revenue (net) 12", {"Revenue (net)", "12", ""});
    check("  Tier 2   of support ", {"Tier 2 of support", "", ""});
    check("Top 10 customers", {"Top", "10", "customers"});
    check("\"Top 10 customers\"", {"Top 10 customers", "", ""});
    check("\"Top 10 customers\" 600 USD/year", {"Top 10 customers", "600", "USD/year"});
    check("Top 10 customers  600 USD/year", {"Top 10 customers", "600", "USD/year"});
    check("Tier 2  400 ticket/day", {"Tier 2", "400", "ticket/day"});
}

TEST_CASE("behind an equals sign stands a formula, with the unit of its result behind `in`, or a value") {
    check("Cost = [Labour] * 2 + Materials in USD/year", {"Cost", "[Labour] * 2 + Materials", "USD/year"});
    check("Cost = Labour * 1100 in USD/year", {"Cost", "Labour * 1100", "USD/year"});
    check("Wait = 8/10/15 hour", {"Wait", "8/10/15", "hour"});
    check("Wait = lognormal(median=3, sigma=0.4) hour", {"Wait", "lognormal(median=3, sigma=0.4)", "hour"});
    check("= Labour * 2", {"", "Labour * 2", ""});
    check("Cost = = Labour * 2", {"Cost", "Labour * 2", ""});
    check("Wait (at noon = 2 * Queue", {"Wait (at noon", "2 * Queue", ""});
    check("Wait (in h, n=3)", {"Wait (in h, n=3)", "", ""});
    for (const std::string value : {"20% ± 5%", "22% / 30% / 38%", "10..14 hour", "-2%", "39 000 000 USD/year",
                                    "260 * 3 * 62", "lognormal(median=3, sigma=0.4) order/day"}) {
        const Read apart = read(Model(), "Wait  " + value);
        check("Wait = " + value, apart);
    }
    const CardLine line = need(readCardLine(Model(), "Cost = [Labour hours] * Rate + 3"));
    CHECK(line.unknown == std::vector<std::string>{"Labour hours", "Rate"});
}

TEST_CASE("a formula over known names brings the unit of its result, and a process measure its own") {
    const Model model = transit();
    CHECK(read(model, "Labour = Breakdowns * [Labour cost per breakdown]").unit == "USD/month");
    CHECK(need(readCardLine(model, "Labour = O2 * O8")).unknown.empty());
    const CardLine hours = need(readCardLine(model, "Work = labour hours of Restore a broken-down bus to service"));
    CHECK(hours.process == ProcessId("restore"));
    CHECK(hours.measure == Measure::labourHours);
    CHECK(hours.unit == "hour/breakdown");
    const CardLine time = need(readCardLine(model, "Work = Cycle time of restore in day"));
    CHECK(time.measure == Measure::cycleTime);
    CHECK(time.unit == "day");
    CHECK(refusal(model, "Work = cycle time of nothing").find("Restore a broken-down bus") != std::string::npos);
    CHECK(refusal(Model(), "Work = cycle time of nothing").find("no process yet") != std::string::npos);
}

TEST_CASE("what cannot be added in a formula is said of its line, unless a unit is to come yet") {
    const Model model = transit();
    CHECK_FALSE(need(readCardLine(model, "Cost = 3 USD + 2 hour")).objection.empty());
    CHECK_FALSE(need(readCardLine(model, "Cost = Breakdowns + [Labour cost per breakdown]")).objection.empty());
    CHECK(need(readCardLine(model, "Labour = Breakdowns * [Labour cost per breakdown]")).objection.empty());
    CHECK(need(readCardLine(model, "Cost = Fees + 2 hour")).objection.empty());
    Metric bare;
    bare.name = "Fees";
    const Model unfinished = apply(model, need(addMetric(model, std::move(bare)))).model;
    CHECK(need(readCardLine(unfinished, "Cost = Fees + 2 hour")).objection.empty());
}

TEST_CASE("what is meant as a value and is none is refused, with what to do about it") {
    const Model empty;
    CHECK(refusal(empty, "Wait 8/10 hour").find("quotation marks") != std::string::npos);
    CHECK(refusal(empty, "Wait 1,5 hour").find("1.5. If this belongs to the name") != std::string::npos);
    CHECK(refusal(empty, "Wait 8/10 hour").find(". If this belongs to the name") != std::string::npos);
    CHECK(refusal(empty, "Wait  8 to 9 hour").find("quotation marks") != std::string::npos);
    CHECK_FALSE(refusal(empty, "Wait uniform(3)").empty());
    CHECK_FALSE(refusal(empty, "Wait 20 hour ± 5 hour").empty());
    CHECK(refusal(empty, "\"Wait").find("close") != std::string::npos);
    CHECK_FALSE(refusal(empty, "Wait =").empty());
    CHECK_FALSE(refusal(empty, "Wait = 3 +").empty());
    const auto placed = readCardLine(empty, "Wait = Hours + * 3");
    REQUIRE_FALSE(placed);
    REQUIRE(placed.error().range);
    CHECK(placed.error().range->begin >= 15);
}

TEST_CASE("a written line reads back as the metric that it was written from") {
    const Model model = transit();
    for (const Metric& metric : model.metrics()) {
        const WrittenCardLine written = writeCardLine(model, metric);
        INFO(written.text);
        const CardLine line = need(readCardLine(model, written.text));
        CHECK(withCardLine(metric, line) == metric);
        Metric other;
        other.id = metric.id;
        const Metric made = withCardLine(other, line);
        CHECK(made.name == metric.name);
        CHECK(made.unit == metric.unit);
        CHECK(made.estimate == metric.estimate);
        CHECK(made.formula == metric.formula);
        CHECK(made.process == metric.process);
        CHECK(made.measure == metric.measure);
        CHECK(written.valueBegin > metric.name.size());
    }
    Metric tier = test::metric("L1", "Top 10 customers", Level::frontline, "", "");
    CHECK(writeCardLine(model, tier).text == "\"Top 10 customers\"  ");
}

TEST_CASE("a line that is typed over a metric renames it and sets its value in one edit") {
    const Model model = transit();
    const auto type = [&](std::string_view id, std::string_view text) {
        const Edit edit = need(setCard(model, MetricId(id), need(readCardLine(model, text))));
        return apply(model, edit).model;
    };
    const Model renamed = type("L2", "Search time 12 hour");
    CHECK(renamed.metrics().find(MetricId("L2"))->name == "Search time");
    CHECK(renamed.metrics().find(MetricId("L2"))->estimate->text() == "12");
    CHECK(type("L2", "Search time").metrics().find(MetricId("L2"))->estimate->text() == "10/20/36");
    const Model minutes = type("L2", "Search time 90 minute");
    CHECK(minutes.metrics().find(MetricId("L2"))->unit == "hour");
    CHECK(minutes.metrics().find(MetricId("L2"))->estimate->text() == "90 minute");
    CHECK(type("L2", "Search time 3 call").metrics().find(MetricId("L2"))->unit == "call");
    const Model formula = type("L4", "= [Time to locate a part] / 5");
    CHECK(formula.metrics().find(MetricId("L4"))->name == "Search labour per exception");
    CHECK(formula.metrics().find(MetricId("L4"))->source == MetricSource::formula);
    // An influence keeps its links: what is typed is its baseline.
    const Model baseline = type("O5", "Missed service hours 1500 hour/month");
    CHECK(baseline.metrics().find(MetricId("O5"))->source == MetricSource::influence);
    CHECK_FALSE(baseline.metrics().find(MetricId("O5"))->formula);

    const auto refused = [&](std::string_view id, std::string_view text) {
        const auto edit = setCard(model, MetricId(id), need(readCardLine(model, text)));
        REQUIRE_FALSE(edit);
        return edit.error().message;
    };
    CHECK(refused("O2", "= O4 * 2").find("loop") != std::string::npos);
    CHECK(refused("L2", "Breakdowns").find("Breakdowns") != std::string::npos);
    CHECK(refused("O5", "= cycle time of restore").find("links") != std::string::npos);
}

TEST_CASE("a new card is refused where the formulas that wait for its name would make a loop") {
    Model model;
    const auto add = [&](std::string_view text) {
        const auto edit = addCard(model, Metric{}, need(readCardLine(model, text)));
        if (edit)
            model = apply(model, *edit).model;
        return edit.has_value();
    };
    CHECK(add("Price = Demand * 2"));
    CHECK_FALSE(add("Demand = Price / 2"));
    CHECK(add("Demand 12"));
    CHECK_FALSE(add("Demand 13"));
}

TEST_CASE("a first metric is better higher, unless its name says a cost, a time or a loss") {
    for (const char* name : {"Revenue", "Gross margin", "Customers", "Costumes sold", "Output", "Lossless files",
                             "Units per hour", "Trains/hour"})
        CHECK(usualBetter(name) == Better::higher);
    for (const char* name : {"Cost of missed service", "Lead time", "Scrap", "Operating expenses", "Defects/month",
                             "Error rate", "Losses", "Waiting failures", "Injuries", "Loss"})
        CHECK(usualBetter(name) == Better::lower);
    const auto driver = [](std::string_view text) {
        Metric below;
        below.parent = MetricId("F1");
        const Model model = transit();
        const Edit edit = need(addCard(model, below, need(readCardLine(model, text))));
        const Model with = apply(model, edit).model;
        return with.metrics().find(addedId<Metric>(edit))->better;
    };
    CHECK(driver("Repair time 8/10/15 hour") == Better::lower);
    CHECK(driver("Cost 1200 kUSD/year") == Better::lower);
    CHECK(driver("Availability 90%") == Better::higher);
}

TEST_CASE("hours per period and rates per hour are no times that are better lower") {
    const auto first = [](std::string_view text) {
        return test::after({}, addCard({}, Metric{}, need(readCardLine({}, text)))).metrics().begin()->better;
    };
    CHECK(first("Open hours 730 hour/month") == Better::higher);
    CHECK(first("Patients per bay hour 0.2..0.3 patient/bay/hour") == Better::higher);
    CHECK(first("Bay hour output 0.3 patient/bay/hour") == Better::higher);
    CHECK(first("Repair hours 3 hour/repair") == Better::lower);
    CHECK(first("Machine hour rate 80 USD/hour") == Better::lower);
    CHECK(first("Overtime hours 120 hour/month") == Better::lower);
    CHECK(first("Idle hours 20 hour/month") == Better::lower);
    CHECK(first("Lost time 20 hour/month") == Better::lower);
    CHECK(first("Waiting hours 20 hour/month") == Better::lower);
}

TEST_CASE("a formula that is typed before its drivers takes the unit that it gives, as soon as it gives one") {
    Model model;
    const auto add = [&](std::string_view text) {
        model = test::after(model, addCard(model, Metric{}, need(readCardLine(model, text))));
    };
    const auto named = [&](std::string_view name) -> const Metric& { return *Names(model).find(name).metric; };
    add("Profit = Sales - [Waste cost]");
    add("Share = [Waste cost] / Sales");
    add("Waste cost = [Wasted loaves] * 1.4 USD/loaf");
    add("Sales = Visits * Basket");
    add("Visits");
    add("Basket");
    CHECK(named("Waste cost").unit.empty());
    const Model before = model;
    add("Wasted loaves 18000/20000/26000 loaf/month");
    CHECK(named("Waste cost").unit == "USD/month");
    CHECK(named("Profit").unit.empty());

    model = test::after(model, setEstimate(model, named("Visits").id, "900 visit/month"));
    const Applied done = apply(model, need(setEstimate(model, named("Basket").id, "4/5/7 USD/visit")));
    model = done.model;
    CHECK(named("Sales").unit == "USD/month");
    CHECK(named("Profit").unit == "USD/month");
    CHECK(named("Share").unit.empty()); // a plain number
    CHECK(validate(model).empty());
    model = apply(model, done.inverse).model;
    CHECK(named("Profit").unit.empty());

    // A metric that is there under another name, and an input.
    model = test::after(before, addCard(before, Metric{}, need(readCardLine(before, "Loaves 20000 loaf/month"))));
    model = test::after(model, rename(model, named("Loaves").id, "Wasted loaves"));
    CHECK(named("Waste cost").unit == "USD/month");
    Input input;
    input.name = "Wasted loaves";
    input.unit = "loaf/month";
    model = test::after(before, addInput(before, input));
    CHECK(named("Waste cost").unit == "USD/month");
    // Half of a unit is no more than that.
    model = test::after(before, addCard(before, Metric{}, need(readCardLine(before, "Wasted loaves 20000 loaf"))));
    CHECK(named("Waste cost").unit == "USD");
    model = test::after(model, setField(model, {Metric::kind, named("Wasted loaves").id.text}, "unit", "loaf/month"));
    CHECK(named("Waste cost").unit == "USD/month");
    model = test::after(model, setField(model, {Metric::kind, named("Wasted loaves").id.text}, "unit", "loaf/year"));
    CHECK(named("Waste cost").unit == "USD/month"); // it converts
    // A unit that is taken out stays out.
    model = test::after(model, setField(model, {Metric::kind, named("Waste cost").id.text}, "unit", ""));
    CHECK(named("Waste cost").unit.empty());
}

TEST_CASE("an estimate that is typed alone brings its unit to a metric that has chosen none") {
    const Model model = test::with(transit(), test::metric("new", "Found at once", Level::frontline, "", ""));
    const auto typed = [&](std::string_view id, std::string_view text) {
        return *test::after(model, setEstimate(model, MetricId(id), text)).metrics().find(MetricId(id));
    };
    CHECK(typed("new", "20% ± 5%").unit == "%");
    CHECK(typed("new", "20% ± 5%").estimate->text() == "20% ± 5%");
    CHECK(typed("new", "8/10/15 hour").unit == "hour");
    CHECK(typed("new", "12").unit.empty());
    CHECK(typed("L2", "90 minute").unit == "hour");
    CHECK_FALSE(setEstimate(model, MetricId("L2"), "20%"));                               // its unit was chosen
    const Model mile = test::after(model, setEstimate(model, MetricId("new"), "5 mile")); // half of a word
    const Model minute = test::after(mile, setEstimate(mile, MetricId("new"), "5 minute"));
    CHECK(minute.metrics().find(MetricId("new"))->unit == "minute");
    CHECK(typed("L2", "").unit == "hour");
    CHECK_FALSE(setEstimate(model, MetricId("L2"), "1,5"));
}
