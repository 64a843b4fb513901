// SPDX-License-Identifier: GPL-3.0-or-later
// What the built-in cases promise: that each is whole, says what its numbers rest on, walks into no trap, and yields
// what a calculation by hand does.
#include "core/exchange/json.h"
#include "core/exchange/templates.h"
#include "core/insight/checks.h"
#include "core/insight/failed_trials.h"
#include "core/stats/summary.h"
#include "tests/builders.h"
#include "tests/runs.h"

#include <algorithm>
#include <vector>

using namespace tributary;
using tributary::test::need;
using tributary::test::resultsOf;

namespace {

void checkEvidence(const std::string& subject, const Evidence& evidence) {
    INFO(subject);
    CHECK(evidence.grade != Grade::none);
    CHECK_FALSE(evidence.source.empty());
    if (evidence.source == "assumption")
        CHECK(evidence.grade == Grade::d);
}

void checkCosts(const std::string& owner, const std::vector<CostLine>& costs) {
    for (const CostLine& cost : costs)
        checkEvidence(owner + "/cost/" + cost.id.text, cost.evidence);
}

/// What a metric changes by in the last period of a scenario, where adoption is steady.
struct Yield {
    const char* scenario;
    const char* metric;
    double change;
};

/// Adoption comes to rest where a share f of the ceiling is active: f (h + d) = h with h = p + q f, p = .03 and q = .28
/// a month; f = .9359 for d = .02. Steps of a quarter month leave the model's shares up to 0.7 % below it, and waiting
/// for servers, left out by hand, changes times a little.
constexpr double handAccuracy = 0.008;

Results mostLikelyOf(const char* id) {
    return resultsOf(need(modelFromTemplate(id)), {.uncertainty = Uncertainty::mostLikely});
}

double lastChange(const Results& results, const char* scenario, const char* metric) {
    const ScenarioResults* plan = results.find(ScenarioId(scenario));
    REQUIRE(plan);
    const MetricResults* found = find(*plan, MetricId(metric));
    REQUIRE(found);
    return found->with.back().p50 - found->bau.back().p50;
}

void checkYields(const char* id, const std::vector<Yield>& yields) {
    const Results results = mostLikelyOf(id);
    for (const Yield& yield : yields) {
        INFO(id << ": " << yield.metric);
        CHECK(lastChange(results, yield.scenario, yield.metric) == Approx(yield.change).epsilon(handAccuracy));
    }
}

} // namespace

TEST_CASE("every template is a whole case") {
    for (const Template& one : templates()) {
        INFO(one.id);
        const Model model = need(modelFromTemplate(one.id));
        CHECK_FALSE(model.settings().client.empty());
        CHECK_THAT(model.settings().notes, Catch::Contains("llustrative"));
        for (const Level level : {Level::financial, Level::operating, Level::frontline})
            CHECK(std::ranges::any_of(model.metrics(), [&](const Metric& each) { return each.level == level; }));
        CHECK(std::ranges::any_of(model.metrics(), &Metric::counts));
        REQUIRE_FALSE(model.processes().empty());
        for (const Process& process : model.processes()) {
            CHECK(process.lanes.size() > 1);
            CHECK(process.pools.size() > 1);
            CHECK((!process.exceptions.empty() || std::ranges::any_of(process.flows, &Flow::exception)));
        }
        REQUIRE_FALSE(model.interventions().empty());
        for (const Intervention& tool : model.interventions()) {
            CHECK(tool.stall.probability);
            CHECK(std::ranges::all_of(tool.adoption.targets,
                                      [](const TargetGroup& each) { return each.ceiling.has_value(); }));
            CHECK(tool.costs.size() > 2);
            CHECK(tool.effects.size() > 2);
        }
        CHECK(model.scenarios().size() >= 2);
        CHECK(model.scenarios().size() <= 4);
        CHECK(std::ranges::any_of(model.scenarios(), [](const Scenario& each) { return each.interventions.empty(); }));
    }
}

TEST_CASE("every number of a template says what it rests on") {
    for (const Template& one : templates()) {
        INFO(one.id);
        const Model model = need(modelFromTemplate(one.id));
        for (const Group& group : model.groups())
            checkEvidence("group/" + group.id.text, group.evidence);
        for (const Input& input : model.inputs())
            checkEvidence("input/" + input.id.text, input.evidence);
        for (const Metric& metric : model.metrics())
            if (metric.estimate || metric.counts)
                checkEvidence("metric/" + metric.id.text, metric.evidence);
        for (const Process& process : model.processes())
            checkEvidence("process/" + process.id.text, process.evidence);
        for (const Link& link : model.links())
            checkEvidence("link/" + link.id.text, link.evidence);
        for (const Intervention& tool : model.interventions()) {
            const std::string at = "intervention/" + tool.id.text;
            checkEvidence(at, tool.evidence);
            checkCosts(at, tool.costs);
            for (const Effect& effect : tool.effects)
                checkEvidence(at + "/effect/" + effect.id.text, effect.evidence);
        }
        for (const Scenario& scenario : model.scenarios()) {
            if (!scenario.overrides.empty())
                checkEvidence("scenario/" + scenario.id.text, scenario.evidence);
            checkCosts("scenario/" + scenario.id.text, scenario.costs);
        }
    }
}

TEST_CASE("the numbers of no template raise a problem") {
    for (const Template& one : templates()) {
        const Model model = need(modelFromTemplate(one.id));
        for (const auto& problems : {checkNumbers(model), checkFailedTrials(model)})
            for (const Problem& problem : problems) {
                INFO(one.id << " " << problem.subject << ": " << problem.message << " " << problem.action);
                CHECK(false);
            }
    }
}

TEST_CASE("a tool of a template may gain and may lose, and its plans are spread") {
    for (const Template& one : templates()) {
        INFO(one.id);
        const Model model = need(modelFromTemplate(one.id));
        const Results results = resultsOf(model, {}, {.trials = 512});
        CHECK(results.trialsFailed == 0);
        CHECK(results.trialsOverloaded == 0);
        for (const ScenarioResults& plan : results.scenarios) {
            INFO(plan.id.text);
            CHECK(plan.npv.p95 > plan.npv.p5);
        }
        const auto own = std::ranges::find_if(model.scenarios(), [](const Scenario& each) {
            return !each.interventions.empty() && each.overrides.empty();
        });
        REQUIRE(own != model.scenarios().end());
        CHECK(results.find(own->id)->chanceOfLoss > 0.1);
        CHECK(results.find(own->id)->chanceOfLoss < 0.9);
    }
}

TEST_CASE("a template that is written and read is the same") {
    for (const Template& one : templates()) {
        INFO(one.id);
        const Model model = need(modelFromTemplate(one.id));
        CHECK(need(readJson(writeJson(model))) == model);
    }
}

TEST_CASE("the call centre yields what it does by hand") {
    // Agents leave, 35 % a year: d = .02 + .35 / 12, f = .8442; s = (.8442 sqrt(.70 * .80))^1.3 = .5504.
    // Called again .22 * -.20 s = -.02422, unresolved .08 * -.30 s = -.01321 of 250,000 issues a month.
    // Customers: 250,000 * .10 * (-.02422 * (.09 - .05) - .01321 * (.25 - .05)) = -90.27.
    // Calls: 250,000 * (-.02422 * 1.2 - .01321 * 1) = -10,568.
    // A customer is worth 22.5 / (.018 + .0064) = 922.1 USD, so a year -90.27 * 922.1 * 12 = -998,900 USD.
    // A call: 8 min * (.925 * 44 + .048 * 70 + .027 * 40) USD/h = 6.019 USD;
    // (325,432 * (1 - .05 s) - 336,000) * 6.019 * 12 = -1,410,100 USD.
    checkYields("call-centre", {{"answers", "O3", -90.27},
                                {"answers", "O8", -10'568},
                                {"answers", "F3", -998'900},
                                {"answers", "F4", -1'410'100}});
}

TEST_CASE("the service desk yields what it does by hand") {
    // Users: a = .30 f = .2808, s = (1 - e^-.5615) / (1 - e^-2) = .4969; the desk: s = (.63 f)^1.3 = .5032.
    // Tickets: 20,000 * .35 * -.40 * .4969 = -1,391, all of them requests: 5,609 and 13,000 incidents remain.
    // First line: (5,609 * 10 + 13,000 * 13.6) * (1 - .15 * .5032) / 60 + 18,609 * .1 * 4 / 60 = 3,712.5 h, was
    // 4,246.7. Second line: (5,609 * .06 + 13,000 * .214 * (1 - .25 * .5032)) * .8 + (5,609 * .08 + 13,000 * .203) * .5
    // = 3,758.7 h, was 4,161.1. Searches at a success of one in two: 2 * 1,391 = 2,783.
    // Users: -1,391 * .5 h + 2,783 * 10 min = -231.9 h.
    checkYields("service-desk", {{"known-errors", "O1", -1'391},
                                 {"known-errors", "O3", -534.2},
                                 {"known-errors", "O4", -402.4},
                                 {"known-errors", "O5", -231.9},
                                 {"known-errors", "O8", 2'783}});
}

TEST_CASE("requests that users answer themselves leave the hard tickets, and no worse desk") {
    const Results results = mostLikelyOf("service-desk");
    CHECK(lastChange(results, "password-reset", "O6") > 0);  // hours of the first line per ticket
    CHECK(lastChange(results, "password-reset", "O10") < 0); // solved by the first line
    CHECK(lastChange(results, "password-reset", "O11") > 0); // solved at the first go, deflected ones included
    CHECK(lastChange(results, "password-reset", "F2") < 0);  // labour of the desk
}

TEST_CASE("special terms yield what they do by hand") {
    // s = (f sqrt(.65 * .80))^1.3 = .5998; each of 1 / (1 - .30) = 1.4286 turns waits 1 + .6 + .4 + .2 + .3 = 2.5
    // times. Days: (1.4286 * 2.5 * 73 * .35 s + 9 * .15 s) / 33.6 = 1.653 sooner. Deals: 900 * .28 * .01 * 1.653
    // = 4.166. Margin: 256.17 * 120,000 * (.45 + .005 s) - 252 * 120,000 * .45 = 317,130. Labour of an exception is 949
    // USD: 900 * 948.7 * -.15 s = -76,820.
    checkYields("special-terms", {{"deal-room", "O4", -1.653},
                                  {"deal-room", "O1", 4.166},
                                  {"deal-room", "F2", 317'130},
                                  {"deal-room", "F3", -76'820}});
}

TEST_CASE("a faster yes that deepens discounts costs the margin that more deals bring") {
    const Results results = mostLikelyOf("special-terms");
    CHECK(lastChange(results, "deeper-discounts", "O1") == Approx(lastChange(results, "deal-room", "O1")));
    // Discounts rise by .5 s instead of falling by as much: 256.17 * 120,000 * -.01 s = -184,400 USD.
    CHECK(lastChange(results, "deeper-discounts", "F2") ==
          Approx(lastChange(results, "deal-room", "F2") - 184'400).epsilon(handAccuracy));
}

TEST_CASE("a missed delivery yields what it does by hand") {
    // s = (f sqrt(.72 * .55))^1.3 = .5025. Ways out: elsewhere .35 + .04 s = .3701, expedite .4299, re-plan .2.
    // Delays 7 (1 - .3 s) + 8 (1 - .45 s) + .15 * 6 + 5 (1 - .35 s) (.3701 + 1.2 * .4299 + .5 * .2) and labour
    // 7 (1 - .15 s) * 1.0003: 23.59 h, was 27.84, so -4.250. Stops: 360 * ((23.59 / 27.84)^.8 - 1) = -44.68 h.
    // Expedites: -1,440 * .04 s = -28.94. Stock: 1.65 * 930 * (sqrt(450,000 + (2,000 (1 - .25 s))^2) - sqrt(4,450,000))
    // = -362,900 USD.
    checkYields("missed-delivery", {{"exception-room", "O2", -4.250},
                                    {"exception-room", "O3", -44.68},
                                    {"exception-room", "O4", -28.94},
                                    {"exception-room", "O6", -362'900}});
}

TEST_CASE("a failed test yields what it does by hand, and no failure is both avoided and shortened") {
    // s = (f sqrt(.60 * .66))^1.3 = .5025. Avoided: 88 * .30 * .20 s = 2.653.
    // Hours a turn: 12 + .4 * 180 (1 - .45 s) + 48 + 72 (1 - .25 s) + 320 (1 - .12 s) * .375, turns 1 / (1 - .25);
    // 16.191 days, was 18: -1.809. Delay: (85.347 * 16.191 - 88 * 18) * 25,000 * .5 = -2,526,700 USD.
    // Labour: two people at 15,168 USD: 2 * 15,168 * (85.347 * (1 - .12 s) - 88) = -236,600 USD.
    checkYields("failed-test", {{"lessons", "O1", -2.653},
                                {"lessons", "O3", -1.809},
                                {"lessons", "F3", -2'526'700},
                                {"lessons", "F4", -236'600}});
}

TEST_CASE("the consulting firm yields what it does by hand, and five times the revenue if correlation is cause") {
    // a = .40 f = .3744, s = (1 - e^-.7487) / (1 - e^-2) = .6095.
    // Revenue: 168,000,000 * .12 * .5 * .20 * .3 s = 368,600 USD. Leavers: 800 * .18 * -.05 s * 60,000 = -263,300 USD.
    // Searching: 800 * 1,700 * .19 * -.05 s * .3 * 65 = -153,600 USD. All of the association as a cause: five times.
    checkYields("consulting", {{"network", "F2", 368'600},
                               {"network", "F3", -263'300},
                               {"network", "F4", -153'600},
                               {"taken-for-cause", "F2", 5 * 368'600}});
}
