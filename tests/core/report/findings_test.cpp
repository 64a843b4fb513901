// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/report/findings.h"
#include "core/report/words.h"
#include "tests/builders.h"

#include <limits>

using namespace tributary;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

Results overMonths(int periods, Uncertainty uncertainty = Uncertainty::sampled) {
    Results results;
    results.timeline.periods = periods;
    results.uncertainty = uncertainty;
    results.currency = "USD";
    return results;
}

/// A scenario with this chance of a loss and this median payback.
ScenarioResults scenario(double chanceOfLoss, double payback) {
    ScenarioResults made;
    made.name = "The exchange";
    made.chanceOfLoss = chanceOfLoss;
    made.paybackDiscounted.p50 = payback;
    made.npv.p50 = chanceOfLoss < 0.5 ? 1000 : -1000;
    made.npvTrials = {made.npv.p50};
    made.stalled = {0};
    return made;
}

/// Trials in two regimes: so many stalled, and how many of each lose.
ScenarioResults regimes(int stalled, int stalledLosses, int others, int otherLosses) {
    ScenarioResults made = scenario(0.3, 20);
    made.npvTrials.clear();
    made.stalled.clear();
    for (int t = 0; t < stalled; ++t) {
        made.npvTrials.push_back(t < stalledLosses ? -1 : 1);
        made.stalled.push_back(1);
    }
    for (int t = 0; t < others; ++t) {
        made.npvTrials.push_back(t < otherLosses ? -1 : 1);
        made.stalled.push_back(0);
    }
    return made;
}

} // namespace

TEST_CASE("a finding says whether and when a scenario pays for itself, and how often it does not") {
    const Results run = overMonths(60);
    CHECK(finding(run, scenario(0, 11)) == "The exchange pays for itself in every trial, most often within a year.");
    CHECK(finding(run, scenario(0.02, 24)) ==
          "The exchange almost surely pays for itself, most often within two years.");
    CHECK(finding(run, scenario(0.35, 34)) ==
          "The exchange probably pays for itself within three years; about 1 time in 3 it loses money.");
    CHECK(finding(run, scenario(0.41, 25)) ==
          "The exchange may pay for itself within three years; about 2 times in 5 it loses money.");
    CHECK(finding(run, scenario(0.52, never)) ==
          "The exchange may pay for itself within 60 months; about 1 time in 2 it loses money.");
    CHECK(finding(run, scenario(0.75, never)) == "The exchange will probably not pay for itself within 60 months.");
    CHECK(finding(run, scenario(0.97, never)) ==
          "The exchange will almost surely not pay for itself within 60 months.");
    CHECK(finding(run, scenario(1, never)) == "The exchange does not pay for itself within 60 months.");
}

TEST_CASE("a scenario that changes nothing is not said to pay for itself") {
    const Results run = overMonths(60);
    ScenarioResults nothing = scenario(0, 0);
    nothing.npv.p50 = 0;
    CHECK(finding(run, nothing) == "The exchange costs nothing and brings in nothing: it is business as usual.");
    CHECK(finding(run, nothing, "Plan B") == "Plan B costs nothing and brings in nothing: it is business as usual.");
    nothing.pvCosts.p95 = 5; // it breaks even
    CHECK(finding(run, nothing) == "The exchange pays for itself in every trial, most often within a year.");
}

TEST_CASE("without uncertainty a finding has no chances") {
    const Results run = overMonths(1, Uncertainty::mostLikely);
    CHECK(finding(run, scenario(0, 1)) == "The exchange pays for itself within a year.");
    CHECK(finding(run, scenario(1, never)) == "The exchange does not pay for itself within 1 month.");
    ScenarioResults failed = scenario(0, 1);
    failed.npvTrials.clear();
    CHECK(finding(run, failed) == "The exchange could not be worked out.");
}

TEST_CASE("trials in two regimes are parted by whether the roll-out stalled") {
    const Results run = overMonths(60);
    const auto split = stallSplit(regimes(100, 97, 300, 21));
    REQUIRE(split);
    CHECK(split->shareStalled == Approx(0.25));
    CHECK(split->lossIfStalled == Approx(0.97));
    CHECK(split->lossIfNot == Approx(0.07));
    CHECK(
        stallFinding(run, regimes(100, 97, 300, 21)) ==
        "Whether people take it up decides the case: if the roll-out stalls, 97 in 100 trials lose money; if it takes "
        "hold, 7 in 100 trials do.");
    // It pays in the middle whether it stalls or not: a stall costs, and does not decide.
    ScenarioResults spared = regimes(100, 6, 300, 0);
    const auto spread = [](size_t t) { return static_cast<double>(t % 5) * 500 - 1'000; };
    for (size_t t = 6; t < spared.npvTrials.size(); ++t)
        spared.npvTrials[t] = (t < 100 ? 5'000 : 10'000) + spread(t);
    CHECK_FALSE(stallSplit(spared)->decides());
    CHECK(stallSplit(spared)->isApart());
    CHECK(
        stallFinding(run, spared) ==
        "A stall takes 5.00\u00A0k$ off the median NPV: if the roll-out stalls, the NPV is 4.00 to 6.00\u00A0k$, P10 "
        "to "
        "P90, and 6 in 100 trials lose money; if it takes hold, it is 9.00 to 11.00\u00A0k$, and 0 in 100 trials do.");
    CHECK(stallFinding(run, regimes(100, 60, 100, 60)) ==
          "If the roll-out stalls, 60 in 100 trials lose money; if it takes hold, 60 in 100 trials do.");
    CHECK_FALSE(stallSplit(regimes(100, 60, 100, 50))->isApart());
    CHECK_FALSE(stallSplit(regimes(0, 0, 50, 10)));
    CHECK_FALSE(stallSplit(regimes(50, 10, 0, 0)));
    CHECK(stallFinding(run, regimes(0, 0, 50, 10)).empty());
}

TEST_CASE("the benefits are shares of what is gained, the largest first") {
    const Model model = test::need(modelFromTemplate("transit"));
    ScenarioResults made = scenario(0, 10);
    const auto add = [&](const char* metric, double mean) {
        BenefitResults benefit;
        benefit.metric = MetricId(metric);
        benefit.presentValue.mean = mean;
        made.benefits.push_back(benefit);
    };
    CHECK(benefitFinding(model, made).empty());
    add("F2a", 100);
    add("F3", 300);
    add("F2b", -50);
    const std::string text = benefitFinding(model, made);
    CHECK(text.starts_with("The benefits come from: " + model.metrics().find(MetricId("F3"))->name));
    CHECK(text.find("75\u00A0%") != std::string::npos);
    CHECK(text.find("25\u00A0%") != std::string::npos);
    CHECK(text.find(model.metrics().find(MetricId("F2b"))->name) == std::string::npos);
}

TEST_CASE("a rate without a unit of its own is in percent") {
    Settings settings;
    settings.discountRate = test::quantity("0");
    CHECK(framing(settings).find("0\u00A0% a year") != std::string::npos);
    settings.discountRate = test::quantity("6%");
    CHECK(framing(settings).find("6\u00A0% a year") != std::string::npos);
}

TEST_CASE("the median pays back in the period from which it stays above zero") {
    ScenarioResults made = scenario(0.3, 34);
    const auto flows = [&](std::initializer_list<double> medians) {
        made.cashFlow.clear();
        for (const double median : medians) {
            CashFlowResults row;
            row.period = static_cast<int>(made.cashFlow.size());
            row.cumulative.p50 = median;
            made.cashFlow.push_back(row);
        }
        return medianPayback(made);
    };
    CHECK(flows({-5, -1, 2, 3}) == 2);
    CHECK(flows({-5, 1, -1, 3}) == 3);
    CHECK_FALSE(flows({-5, -1, -2}));
    CHECK_FALSE(flows({0, 1, 2}));
    CHECK_FALSE(flows({}));
}

TEST_CASE("a change that is small beside the NPV is told with the digits that show it") {
    NpvChange change;
    change.before.p50 = 428'630;
    change.after.p10 = -550'000;
    change.after.p50 = 433'290;
    change.after.p90 = 1'410'000;
    change.difference.p5 = -100;
    change.difference.p50 = 4'600;
    change.difference.p95 = 9'000;
    change.chanceOfRise = 0.9;
    CHECK(changeFinding(change, "USD")
              .starts_with("The NPV rises by 4.7\u00A0k$: its median goes from "
                           "428.6\u00A0k$ to 433.3\u00A0k$. "));
    change.before.p50 = 310'000;
    CHECK(changeFinding(change, "USD")
              .starts_with("The NPV rises by 0.12\u00A0M$: its median goes from "
                           "0.31\u00A0M$ to 0.43\u00A0M$. "));
}

TEST_CASE("a change of the NPV is told in one unit, that of the amounts beside it where they fit") {
    NpvChange change;
    change.before.p50 = 310'000;
    change.after.p10 = -550'000;
    change.after.p50 = 433'000;
    change.after.p90 = 910'000;
    change.difference.p5 = 20'000;
    change.difference.p10 = 30'000;
    change.difference.p50 = 120'000;
    change.difference.p90 = 1'240'000;
    change.chanceOfRise = 1;
    CHECK(plainText(changeFinding(change, "USD")) ==
          "The NPV rises by 123 k$: its median goes from 310 k$ to 433 k$. Trial by trial it is higher in 100 in 100 "
          "trials, the difference 30 to 1,240 k$, P10 to P90.");
    CHECK(
        plainText(changeFinding(change, "USD", 1'500'000)) ==
        "The NPV rises by 0.12 M$: its median goes from 0.31 M$ to 0.43 M$. Trial by trial it is higher in 100 in 100 "
        "trials, the difference 0.03 to 1.24 M$, P10 to P90.");
    CHECK(sizeBeside(900'000, 1'200'000, "USD") == 900'000);     // 1,200 k$
    CHECK(sizeBeside(900'000, 12'000'000, "USD") == 12'000'000); // not 12,000 k$
    CHECK(sizeBeside(9'000'000, 12'000'000, "USD") == 9'000'000);
    CHECK(sizeBeside(0, 12'000, "USD") == 12'000);
}
