// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"
#include "core/model/metric_uses.h"
#include "core/model/quantity_path.h"
#include "core/model/references.h"
#include "core/model/validate.h"
#include "tests/builders.h"

using namespace tributary;
using namespace tributary::test;

namespace {

const EntityRef tool{Intervention::kind, "parts-exchange"};

template <class Outcome>
bool refuses(const Outcome& outcome, const std::string& reason) {
    INFO((outcome ? std::string("not refused") : outcome.error().message));
    const bool refused = !outcome && outcome.error().message.find(reason) != std::string::npos;
    CHECK(refused);
    return refused;
}

} // namespace

TEST_CASE("a metric needs a name alone and gets an id of its level and the last place") {
    Metric fresh;
    fresh.name = " Calls ";
    fresh.level = Level::operating;
    fresh.parent = MetricId("F1");
    const Edit edit = need(addMetric(smallModel(), fresh));
    CHECK(addedId<Metric>(edit) == MetricId("O2"));
    const Model one = after(smallModel(), edit);
    CHECK(one.metrics().find(MetricId("O2"))->name == "Calls");
    fresh.name = "Visits";
    const Edit next = need(addMetric(one, fresh));
    CHECK(addedId<Metric>(next) == MetricId("O4"));
    CHECK(after(one, next).metrics().find(MetricId("O4"))->position == 1);
    fresh.name = "Calls";
    refuses(addMetric(one, fresh), "already");
    fresh.name = "L2";
    refuses(addMetric(one, fresh), "already");
    fresh.name = "";
    refuses(addMetric(one, fresh), "name is needed");
    fresh.name = "Below nothing";
    fresh.parent = MetricId("Z");
    refuses(addMetric(one, fresh), "no metric `Z`");
}

TEST_CASE("an id that is given is none that a formula asks for") {
    const auto added = [](const Model& model, Metric metric) {
        metric.level = Level::financial;
        return need(addMetric(model, metric));
    };
    Metric total = formulaMetric("", "Total", "", "F2 + F3");
    Model model = after(Model(), added(Model(), total));
    Metric next;
    next.name = "Labour";
    Edit edit = added(model, next);
    CHECK(addedId<Metric>(edit) == MetricId("F4"));
    next.id = MetricId("F2"); // as somebody wants it
    CHECK(addMetric(model, next));
    CHECK(addedId<Metric>(added(Model(), formulaMetric("", "Sum", "", "F1 + 1"))) == MetricId("F2"));

    model = after(Model(), added(Model(), formulaMetric("", "Total", "", "price + rate")));
    Input input;
    input.name = "Price";
    CHECK(addedId<Input>(need(addInput(model, input))) == InputId("price-2"));
    input.name = "rate"; // it is what is asked for
    CHECK(addedId<Input>(need(addInput(model, input))) == InputId("rate"));
}

TEST_CASE("a rename updates formulas wherever they are, and not those that use the id") {
    Model model = smallModel();
    Process process = *model.processes().find(ProcessId("restore"));
    process.steps[1].touch = parameter("[Time to locate a part] / 4");
    Metric twice = formulaMetric("O7", "Twice", "hour", "2 * [Time to locate a part] + L2");
    model = with(model, process, twice, link("O3", "O8", "wait"));
    const Model renamed = after(model, rename(model, MetricId("L2"), "Search"));
    CHECK(renamed.metrics().find(MetricId("O7"))->formula->text() == "2 * Search + L2");
    CHECK(findQuantity(renamed, "process/restore/task/T1/touch")->formula->text() == "Search / 4");
    CHECK(findQuantity(renamed, "process/restore/task/T2/delay")->formula->text() == "L2");
    refuses(rename(model, MetricId("L2"), "  "), "name is needed");
    refuses(rename(model, MetricId("L2"), "Twice"), "already");
    refuses(rename(model, MetricId("L2"), "wait"), "already");
    CHECK(rename(model, MetricId("L2"), "L2"));
    const Model input = after(model, rename(model, InputId("wait"), "Hour's worth"));
    CHECK(input.inputs().find(InputId("wait"))->name == "Hour's worth");
    CHECK(input.metrics().find(MetricId("F1"))->formula->text() == "O3 * 600 breakdown/month * wait");
}

TEST_CASE("erasing metrics takes links and values along and refuses where formulas use them") {
    Model model = with(smallModel(), influence("O5", "Hours", "hour", "3"), link("L2", "O5", "0.5"),
                       Actual{ActualId("O5.x"), MetricId("O5"), Date{}, 3, "", ""});
    Metric child = metric("L9", "Child", Level::frontline, "", "1");
    child.parent = MetricId("O5");
    Metric middle = *model.metrics().find(MetricId("O5"));
    middle.parent = MetricId("F1");
    Correlation both;
    both.id = CorrelationId("c");
    both.first = {"metric/O5/estimate", "input/wait"};
    both.rho = 0.5;
    model = with(model, child, middle, both);
    const Model gone = after(model, eraseMetrics(model, {MetricId("O5")}));
    CHECK_FALSE(gone.metrics().contains(MetricId("O5")));
    CHECK(gone.links().empty());
    CHECK(gone.actuals().empty());
    CHECK(gone.correlations().empty());
    CHECK(gone.metrics().find(MetricId("L9"))->parent == MetricId("F1"));
    refuses(eraseMetrics(model, {MetricId("O3")}), "Cost of waiting: formula");
    refuses(eraseMetrics(model, {MetricId("L2")}), "used by Parts exchange: e_loc and 1 more");
    refuses(eraseMetrics(model, {MetricId("Z")}), "no metric");
    CHECK(eraseMetrics(model, {MetricId("O3"), MetricId("F1")}));
}

TEST_CASE("metrics go with what uses them, in one edit that comes back whole") {
    const Model model = transit();
    std::vector<MetricId> ids;
    for (const Metric& metric : model.metrics())
        if (metric.level == Level::frontline)
            ids.push_back(metric.id);
    const std::string refusal = eraseMetrics(model, ids).error().message;
    CHECK(refusal.size() < 200);
    const auto uses = usesOf(model, {ids.begin(), ids.end()});
    REQUIRE(uses.size() > 2);
    for (const MetricUse& use : uses)
        CHECK(entityOf(use.path));
    const Edit edit = need(eraseWithUses(model, ids));
    const Applied done = apply(model, edit);
    for (const MetricId& id : ids)
        CHECK_FALSE(done.model.metrics().contains(id));
    CHECK(done.model.metrics().size() == model.metrics().size() - ids.size());
    CHECK(usesOf(done.model, {ids.begin(), ids.end()}).empty());
    CHECK(checkReferences(done.model));
    for (const Problem& problem : validate(done.model)) {
        INFO(problem.message);
        CHECK(problem.message.find("There is no metric") == std::string::npos);
    }
    CHECK(apply(done.model, done.inverse).model == model);
}

TEST_CASE("a branch can be hung elsewhere, but not below itself") {
    Metric below = metric("L8", "Below", Level::frontline, "", "1");
    below.parent = MetricId("L2");
    const Model model = with(smallModel(), below);
    CHECK(after(model, reparent(model, MetricId("L8"), MetricId("O3"))).metrics().find(MetricId("L8"))->parent ==
          MetricId("O3"));
    refuses(reparent(model, MetricId("L2"), MetricId("L8")), "Below hangs below Time to locate a part");
    refuses(reparent(model, MetricId("L2"), MetricId("L2")), "below itself");
    refuses(reparent(model, MetricId("L2"), MetricId("none")), "no metric `none`");
    CHECK(need(reparent(model, MetricId("L8"), MetricId("L2"))).empty());
}

TEST_CASE("a date that a file could not hold is refused where it is typed") {
    const EntityRef settings{Settings::kind, ""};
    CHECK(need(fieldText(after(smallModel(), setField(smallModel(), settings, "start", "2027-01-31")), settings,
                         "start")) == "2027-01-31");
    for (const char* text : {"0000-01-01", "-001-01-01", "2027-02-30"})
        refuses(setField(smallModel(), settings, "start", text), "2027-01-31");
}

TEST_CASE("a link makes its metric an influence and refuses what cannot be") {
    const Model model = with(smallModel(), metric("O5", "Hours", Level::operating, "hour", "3"));
    Link made;
    made.driver = MetricId("O3");
    made.metric = MetricId("O5");
    made.elasticity = parameter("0.5");
    const Model linked = after(model, addLink(model, made));
    CHECK(linked.metrics().find(MetricId("O5"))->source == MetricSource::influence);
    CHECK(linked.links().contains(LinkId("O3-O5")));
    CHECK(validate(linked).empty());
    refuses(addLink(linked, made), "already");
    made.metric = MetricId("O3");
    refuses(addLink(model, made), "itself");
    made.driver = MetricId("L2");
    refuses(addLink(model, made), "process");
    made.driver = MetricId("O5");
    made.metric = MetricId("L2");
    refuses(addLink(linked, made), "Time to locate a part \u2192 Restore time \u2192 Hours");
    made.delay = 1;
    CHECK(addLink(linked, made));
    const EntityRef ref{Link::kind, "O3-O5"};
    CHECK(after(linked, setField(linked, ref, "delay", "2")).links().find(LinkId("O3-O5"))->delay == 2);
    refuses(setField(linked, ref, "delay", "-1"), "0 or more");
    refuses(setField(linked, ref, "delay", "1.5"), "whole number");
    refuses(setField(linked, ref, "driver", "O5"), "itself");
}

TEST_CASE("every field of an entity is typed and read as text") {
    const Model model = smallModel();
    const auto roundTrip = [&](const EntityRef& ref, const char* field, const char* text) {
        INFO(field);
        const Edit edit = need(setField(model, ref, field, text));
        CHECK(edit.mergeKey == pathOf(ref) + "/" + field);
        CHECK(need(fieldText(after(model, edit), ref, field)) == text);
    };
    const EntityRef l2{Metric::kind, "L2"};
    roundTrip(l2, "name", "Search time");
    roundTrip(l2, "estimate", "12/20/30 hour");
    roundTrip(l2, "drift", "-3%");
    roundTrip(l2, "better", "lower");
    roundTrip(l2, "counts", "yes");
    roundTrip(l2, "realisation", "wait * 1 hour * 1 breakdown / 1 USD");
    roundTrip(l2, "evidence/grade", "B");
    roundTrip(l2, "target_date", "2027-06-30");
    CHECK(after(model, setField(model, l2, "parent", "O3")).metrics().find(MetricId("L2"))->parent == MetricId("O3"));
    roundTrip(tool, "adoption/q", "0.3");
    roundTrip(tool, "adoption/ceiling/mt", "70 %");
    roundTrip(tool, "adoption/mixing/mt", "0.4, 0.6");
    roundTrip(tool, "adoption/form", "bass");
    roundTrip(tool, "stall/ceiling_factor", "0.5");
    roundTrip(tool, "effect/e_loc/size", "-10%");
    roundTrip(tool, "effect/e_loc/participants", "mt 45");
    roundTrip(tool, "effect/e_loc/evidence/source", "Pilot");
    roundTrip(tool, "cost/licence/name", "Seats");
    roundTrip(tool, "cost/licence/timing", "once");
    roundTrip({Settings::kind, ""}, "start", "2027-01-01");
    roundTrip({Settings::kind, ""}, "periods", "36");
    roundTrip({Settings::kind, ""}, "discount_rate", "7%");
    roundTrip({Input::kind, "wait"}, "unit", "USD/hour");
    roundTrip({Group::kind, "mt"}, "boundary", "outside");
    roundTrip({Scenario::kind, "plan"}, "interventions", "");
    roundTrip({Scenario::kind, "more-stock"}, "cost/stock/amount", "1 USD/year");
    roundTrip({Process::kind, "restore"}, "task/T1/name", "Look");

    refuses(setField(model, l2, "level", "basement"), "financial, operating, frontline");
    refuses(setField(model, l2, "unit", "USD/"), "");
    refuses(setField(model, l2, "colour", "red"), "no field");
    refuses(setField(model, l2, "process", "zz"), "no process `zz`");
    refuses(setField(model, {Metric::kind, "Z"}, "unit", "hour"), "no metric `Z`");
    refuses(setField(model, {Settings::kind, ""}, "currency", "dollars"), "three capital");
    refuses(setField(model, {Settings::kind, ""}, "start", "2027-02-30"), "2027-01-31");
    refuses(fieldText(model, tool, "effect/none/size"), "no field");
    Metric self = *model.metrics().find(MetricId("F1"));
    refuses(setField(model, {Metric::kind, self.id.text}, "formula", "F1 + 1 USD/year"), "loop");
}

TEST_CASE("parts of plans come and go with what hangs on them") {
    const Model model = smallModel();
    const InterventionId id("parts-exchange");
    CostLine training = cost("", "Training days", "40000");
    const Edit added = need(addCost(model, tool, training));
    const Model more = after(model, added);
    CHECK(findQuantity(more, "intervention/parts-exchange/cost/training-days/amount"));
    const Model changed = after(
        more, setOverride(more, ScenarioId("plan"), "intervention/parts-exchange/cost/training-days/amount", "60000"));
    CHECK(changed.scenarios().find(ScenarioId("plan"))->overrides.size() == 1);
    const Model less = after(changed, eraseCost(changed, tool, CostId("training-days")));
    CHECK(less == model);

    const Model scenarioless = after(model, eraseIntervention(model, id));
    CHECK(scenarioless.scenarios().find(ScenarioId("plan"))->interventions.empty());
    refuses(eraseGroup(model, GroupId("mt")), "Parts exchange");
    refuses(eraseInput(model, InputId("wait")), "Cost of waiting: formula");

    const Model groups = after(model, addGroup(model, group("", "Parts staff", "45", "58")));
    const Model target = after(groups, addTarget(groups, id, GroupId("parts-staff")));
    CHECK(target.interventions().find(id)->adoption.targets.size() == 2);
    refuses(addTarget(target, id, GroupId("parts-staff")), "already");
    CHECK(after(target, eraseTarget(target, id, GroupId("parts-staff"))) == groups);

    const Model effects = after(model, addEffect(model, id, effect("", "metric/L2", "-5%", "mt")));
    CHECK(effects.interventions().find(id)->effects.size() == 2);
    refuses(addEffect(model, id, effect("e", "metric/Z", "-5%", "mt")), "no metric");
    refuses(addEffect(model, id, effect("e_loc", "metric/L2", "-5%", "mt")), "already");
    CHECK(after(effects, eraseEffect(effects, id, EffectId("effect"))) == model);

    Phase phase{PhaseKind::reach, GroupId("mt"), 1, 4, quantity("40%")};
    const Model phased = after(model, addPhase(model, id, phase));
    refuses(addPhase(phased, id, phase), "already");
    CHECK(after(phased, erasePhase(phased, id, 0)) == model);
    refuses(erasePhase(model, id, 0), "no such phase");
}

TEST_CASE("a scenario's changes are set, replaced, checked and cleared") {
    const Model model = smallModel();
    const ScenarioId id("more-stock");
    const Model set = after(model, setOverride(model, id, "metric/L2/estimate", "-5%"));
    CHECK(set.scenarios().find(id)->overrides.size() == 1);
    CHECK(set.scenarios().find(id)->overrides[0].value.text == "-5%");
    CHECK(after(model, clearOverride(model, id, "metric/L2/estimate")).scenarios().find(id)->overrides.empty());
    refuses(clearOverride(model, id, "metric/L2/drift"), "does not change");
    refuses(setOverride(model, id, "metric/L9/estimate", "1"), "no quantity");
    refuses(setOverride(model, id, "metric/L2/drift", "+5%"), "can only be set");
    refuses(setOverride(model, id, "metric/L2/estimate", "= 3 USD"), "");
    Scenario twin;
    twin.name = "The tool";
    refuses(addScenario(model, twin), "already");
    twin.name = "Both";
    CHECK(addedId<Scenario>(need(addScenario(model, twin))) == ScenarioId("both"));
    CHECK_FALSE(after(model, eraseScenario(model, id)).scenarios().contains(id));
    Correlation beyond;
    beyond.first = {"metric/L2/estimate", "input/wait"};
    beyond.rho = 2;
    refuses(addCorrelation(model, beyond), "between -1 and 1");
    beyond.rho = 0.4;
    const Model correlated = after(model, addCorrelation(model, beyond));
    REQUIRE(correlated.correlations().size() == 1);
    const EntityRef made{Correlation::kind, correlated.correlations().begin()->id.text};
    refuses(setField(correlated, made, "rho", "-1.2"), "between -1 and 1");
    CHECK(need(fieldText(after(correlated, setField(correlated, made, "rho", "-0.2")), made, "rho")) == "-0.2");
}

TEST_CASE("a metric that is a term of a sum is taken out of it, and the edit names what happens") {
    const Model sum = with(transit(), [] {
        Metric total = formulaMetric("T", "Total", "USD/year", "F2a + [F2b] * 2 - (F2c + F3)");
        return total;
    }());
    CHECK(sum.metrics()
              .find(MetricId("T"))
              ->formula->withoutTermsOf([](const std::string& name) { return name == "F2c"; })
              ->text() == "F2a + [F2b] * 2 - F3");
    CHECK(sum.metrics()
              .find(MetricId("T"))
              ->formula->withoutTermsOf([](const std::string& name) { return name == "F2a"; })
              ->text() == "[F2b] * 2 - F2c - F3");
    CHECK_FALSE(formula("F3 * 2").withoutTermsOf([](const std::string& name) { return name == "F3"; }));
    CHECK_FALSE(formula("F3 + F3").withoutTermsOf([](const std::string& name) { return name == "F3"; }));
    CHECK_FALSE(formula("(F2 + F3) * 2").withoutTermsOf([](const std::string& name) { return name == "F3"; }));

    const Result<Edit> edit = eraseMetrics(transit(), {MetricId("F4")});
    const Model without = after(transit(), edit);
    CHECK(without.metrics().find(MetricId("F1"))->formula->text() == "F2 + F3");
    CHECK_THAT(edit->label, Catch::Matchers::Contains("out of the sum of Controllable bus-unit cost"));
    CHECK_THAT(eraseMetrics(transit(), {MetricId("O2")}).error().message,
               Catch::Matchers::Contains("cannot be erased while it is used"));
    CHECK_THAT(need(eraseMetrics(transit(), {MetricId("F1")})).label,
               Catch::Matchers::Contains("metrics below move up"));
}

TEST_CASE("The label of a typed field says what it was set to, in words and not in ids") {
    Scenario plan;
    plan.id = ScenarioId("plan");
    plan.name = "Plan";
    plan.costs = {cost("fee", "Fee", "100")};
    Pool crew = pool("crew", "mt", "3");
    Process repair;
    repair.id = ProcessId("repair");
    repair.name = "Repair";
    repair.pools = {crew};
    Group mechanics;
    mechanics.id = GroupId("mt");
    mechanics.name = "Mechanics";
    Group clerks;
    clerks.id = GroupId("ck");
    clerks.name = "Clerks";
    const Model model = modelOf(plan, repair, mechanics, clerks);
    const auto label = [&](const EntityRef& entity, const char* field, const char* text) {
        return need(setField(model, entity, field, text)).label;
    };
    CHECK(label({Scenario::kind, "plan"}, "name", "Lean plan") == "Rename Plan to Lean plan");
    CHECK(label({Scenario::kind, "plan"}, "cost/fee/timing", "once") == "Set Plan: Fee: timing to once");
    CHECK(label({Process::kind, "repair"}, "pool/crew/group", "ck").ends_with("group to Clerks"));
    CHECK(label({Scenario::kind, "plan"}, "cost/fee/name", "Licence").ends_with("name to Licence"));
}

TEST_CASE("A quantity that is typed anew as it was is no edit, however it is written") {
    Metric share;
    share.id = MetricId("share");
    share.name = "Parts at the yard";
    share.unit = "%";
    share.estimate = quantity("30/45/60 %");
    Scenario plan;
    plan.id = ScenarioId("plan");
    plan.name = "Plan";
    plan.costs = {cost("fee", "Fee", "260 * 3 * 62")};
    const Model model = modelOf(share, plan);
    const EntityRef metric{Metric::kind, "share"};
    const auto isNone = [&](const Model& in, const EntityRef& entity, const char* field, const char* text) {
        INFO(field << " " << text);
        return apply(in, need(setField(in, entity, field, text))).inverse.empty();
    };
    for (const char* same : {"30%/45%/60%", "30 / 45 / 60", "30/45/60 %", " 30.0%/45%/60%"})
        CHECK(isNone(model, metric, "estimate", same));
    for (const char* other : {"30%/45%/61%", "45%", "triangular(30, 45, 60)"})
        CHECK_FALSE(isNone(model, metric, "estimate", other));
    CHECK(apply(model, need(setQuantity(model, "metric/share/estimate", "30%/45%/60%"))).inverse.empty());

    const Model bare = after(model, setField(model, metric, "estimate", "45"));
    CHECK(isNone(bare, metric, "estimate", "45%")); // the minutes would say: from 45 % to 45 %

    // How a number was come by is worth an edit.
    const EntityRef owner{Scenario::kind, "plan"};
    CHECK(isNone(model, owner, "cost/fee/amount", "260*3*62"));
    CHECK_FALSE(isNone(model, owner, "cost/fee/amount", "48360"));

    const Model set = after(model, setOverride(model, ScenarioId("plan"), "metric/share/estimate", "= 20/30/40%"));
    const auto again = [&](const char* text) {
        return apply(set, need(setOverride(set, ScenarioId("plan"), "metric/share/estimate", text))).inverse.empty();
    };
    CHECK(again("20%/30%/40%"));
    CHECK_FALSE(again("20%/30%/50%"));
    CHECK_FALSE(again("-5%"));
}
