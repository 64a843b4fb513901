// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "core/report/guess_words.h"
#include "core/report/side_by_side.h"
#include "core/report/slides.h"
#include "core/report/words.h"
#include "tests/builders.h"

#include <cmath>
#include <limits>

using namespace tributary;
using namespace tributary::test;

namespace {

constexpr double unpaid = std::numeric_limits<double>::infinity();
const ScenarioId plan("plan");

Summary summary(double p10, double p50, double p90) {
    Summary made;
    made.p5 = made.p10 = p10;
    made.p25 = made.p50 = made.p75 = p50;
    made.p90 = made.p95 = p90;
    return made;
}

ScenarioResults worth(const char* id, const char* name, double median, double chanceOfLoss) {
    ScenarioResults made;
    made.id = ScenarioId(id);
    made.name = name;
    made.npv = summary(median - 500'000, median, median + 900'000);
    made.chanceOfLoss = chanceOfLoss;
    made.npvTrials = {median, median, median};
    made.stalled = {0, 0, 0};
    made.paybackDiscounted = summary(14, 22, 30);
    return made;
}

Results resultsOf(std::vector<ScenarioResults> scenarios) {
    Results results;
    results.currency = "USD";
    results.trials = 3;
    results.timeline.periods = 60;
    results.scenarios = std::move(scenarios);
    return results;
}

std::vector<Slide> slidesOf(const Results& results, const Insight* insight = nullptr) {
    return makeSlides(smallModel(), {&results, plan, insight, 24, {}});
}

const Slide& slide(const std::vector<Slide>& all, SlideKind kind) {
    const auto found = std::ranges::find(all, kind, &Slide::kind);
    if (found == all.end())
        FAIL("there is no such slide");
    return *found;
}

std::string findingOf(SlideKind kind, const ScenarioResults& scenario) {
    const Results results = resultsOf({scenario});
    const auto all = slidesOf(results);
    return slide(all, kind).finding;
}

MetricResults moved(const char* name, Level level, double change, bool inUnits = false) {
    MetricResults made;
    made.id = MetricId(name);
    made.name = name;
    made.level = level;
    const double with = inUnits ? 100 + change : 100 * (1 + change);
    made.bau.assign(60, summary(100, 100, 100));
    made.with.assign(60, summary(with, with, with));
    made.change.assign(60, summary(change, change, change));
    made.changeForm = inUnits ? ChangeForm::points : ChangeForm::share;
    return made;
}

AdoptionResults adoption(const char* group, double first, double last) {
    AdoptionResults made{InterventionId("parts-exchange"), GroupId("mt"), group, {}};
    for (int period = 1; period <= 60; ++period) {
        const double share = period <= 12 ? first : last;
        made.active.push_back(summary(share, share, share));
    }
    return made;
}

Estimate estimate(double value) { return {value, value / 10}; }

Insight insightOf(std::vector<TornadoBar> bars, double base) {
    Insight insight;
    insight.scenario = plan;
    insight.currency = "USD";
    insight.tornado = Tornado{base, std::move(bars)};
    return insight;
}

TornadoBar bar(const char* name, double low, double high) {
    return {{std::string("input/") + name, name, "", false}, 0, 1, 0, low, high};
}

} // namespace

TEST_CASE("Without results the slides say what is asked and why there is nothing to show yet") {
    const auto running = makeSlides(smallModel(), {nullptr, plan, nullptr, 24, {}});
    REQUIRE(running.size() == 3);
    CHECK(running[0].kind == SlideKind::title);
    CHECK(running[0].finding.find("what is \u201cThe tool\u201d worth?") != std::string::npos);
    CHECK(running[1].finding == "3 metrics, from the front line up to the money.");
    CHECK(running[2].kind == SlideKind::missing);
    CHECK(running[2].finding == "The results are being worked out.");
    const auto failed = makeSlides(smallModel(), {nullptr, plan, nullptr, 24, "Mend the errors first."});
    CHECK(failed[2].finding == "There are no results to show yet.");
    CHECK(failed[2].detail == "Mend the errors first.");
    const auto empty = makeSlides(Model{}, {nullptr, {}, nullptr, 1, {}});
    REQUIRE(empty.size() == 2);
    CHECK(empty[0].finding == "Untitled model");
    CHECK(empty[1].finding == "There is no scenario to speak of yet.");
}

TEST_CASE("Where no trial gave a number the slides say so") {
    ScenarioResults scenario = worth("plan", "The tool", NAN, NAN);
    scenario.npvTrials = {NAN, NAN, NAN};
    Results results = resultsOf({scenario});
    results.trialsFailed = 3;
    const auto all = slidesOf(results);
    CHECK(all.back().finding == "Nothing could be worked out.");
    CHECK(all.back().detail.find("Every trial gave a number that is infinite or none") == 0);
}

TEST_CASE("The NPV's sentence fits every chance of a loss") {
    const auto at = [](double loss) { return findingOf(SlideKind::npv, worth("plan", "The tool", 370'000, loss)); };
    CHECK(at(0) == "In no trial does this lose money.");
    CHECK(at(0.01) == "Under 1 time in 50, this loses money.");
    CHECK(at(0.35) == "About 1 time in 3, this loses money.");
    CHECK(at(0.6) == "About 3 times in 5, this loses money.");
    CHECK(at(0.995) == "Over 49 times in 50, this loses money.");
    CHECK(at(1) == "In every trial, this loses money.");
    ScenarioResults certain = worth("plan", "The tool", -370'000, 1);
    certain.npv = summary(-370'000, -370'000, -370'000);
    CHECK(findingOf(SlideKind::npv, certain) == "This loses " + valueWords(370'000, "USD") + ".");
    certain.npv = summary(0, 0, 0);
    CHECK(findingOf(SlideKind::npv, certain) == "This brings as much as it costs.");
}

TEST_CASE("What hangs on people taking it up is said under the NPV") {
    ScenarioResults scenario = worth("plan", "The tool", 370'000, 0.35);
    const Results plain = resultsOf({scenario});
    CHECK(slide(slidesOf(plain), SlideKind::npv).detail ==
          "Half of the outcomes lie above 0.37\u00a0M$; 8 in 10 from \u22120.13 to 1.27\u00a0M$.");
    scenario.npvTrials = {-1, 1, 1};
    scenario.stalled = {1, 0, 0};
    const Results parted = resultsOf({scenario});
    CHECK(slide(slidesOf(parted), SlideKind::npv).detail ==
          "It hangs on people taking it up: of the trials that stall, 100 in 100 lose; of the others, 0.");
    // Where it pays in the middle all the same, a stall does not decide.
    scenario.npvTrials = {-1, 1, 1, 1, 1, 1};
    scenario.stalled = {1, 1, 1, 0, 0, 0};
    const Results spared = resultsOf({scenario});
    CHECK(slide(slidesOf(spared), SlideKind::npv).detail.starts_with("Half of the outcomes lie above"));
}

TEST_CASE("The sentence of the cash flow knows money that comes back always, mostly, seldom and never") {
    ScenarioResults scenario = worth("plan", "The tool", 370'000, 0.1);
    const auto both = [&] {
        const Results results = resultsOf({scenario});
        const auto all = slidesOf(results);
        const Slide& told = slide(all, SlideKind::cashFlow);
        return told.finding + " " + told.detail;
    };
    CHECK(both() ==
          "By month\u00a022, the money is back in half of the trials. It comes back in every trial: in 1 of 10 by "
          "month\u00a014, in 9 of 10 by month\u00a030.");
    scenario.paybackShareNever = 0.35;
    scenario.paybackDiscounted = summary(14, 34, unpaid);
    CHECK(both() ==
          "By month\u00a034, the money is back in half of the trials. In 1 trial of 10 it is back by month\u00a014; in "
          "35 of 100 trials, not within 60 months.");
    scenario.paybackShareNever = 0.95;
    scenario.paybackDiscounted = summary(unpaid, unpaid, unpaid);
    CHECK(both() == "More often than not, the money is not back within 60 months. In 95 of 100 trials, it is not back "
                    "within 60 months.");
    scenario.paybackShareNever = 1;
    CHECK(both() == "Within 60 months, the money never comes back. Not one trial has paid for itself by the end.");
}

TEST_CASE("The cascade is told as a whole and band by band, by what moves most") {
    ScenarioResults scenario = worth("plan", "The tool", 370'000, 0.1);
    scenario.metrics = {moved("Cost", Level::financial, -0.12), moved("Restore time", Level::operating, 0),
                        moved("Time to locate", Level::frontline, -0.31),
                        moved("Parts found", Level::frontline, 15, true)};
    const Results results = resultsOf({scenario});
    const auto all = slidesOf(results);
    REQUIRE(all.size() > 5);
    CHECK(all[1].kicker == "Month\u00a024, against business as usual");
    CHECK(all[1].finding == "By month\u00a024, 3 of 4 metrics have moved.");
    CHECK(all[2].band == Level::frontline);
    CHECK(all[2].kicker == "Month\u00a024, against business as usual; medians, and P10 to P90");
    CHECK(all[2].finding == "At the front line: Time to locate, down 31\u00a0%.");
    CHECK(all[2].detail == "Then Parts found, up 15\u00a0points.");
    CHECK(all[3].finding == "In operations, nothing changes.");
    CHECK(all[4].finding == "In the money: Cost, down 12\u00a0%.");
    scenario.metrics = {moved("Cost", Level::financial, 0)};
    const Results still = resultsOf({scenario});
    CHECK(slidesOf(still)[1].finding == "By month\u00a024, no metric has moved yet.");
}

TEST_CASE("Adoption is told for the first group, and asked before") {
    ScenarioResults scenario = worth("plan", "The tool", 370'000, 0.1);
    scenario.adoption = {adoption("Mechanics", 0.38, 0.54), adoption("Buyers", 0.2, 0.6)};
    const Results results = resultsOf({scenario});
    const auto all = slidesOf(results);
    const Slide& told = slide(all, SlideKind::adoption);
    CHECK(told.finding == "In month\u00a012, 38\u00a0% of Mechanics use it; in the end, 54\u00a0%.");
    CHECK(told.detail.find("In the end also: Buyers\u00a060\u00a0%.") == 0);
    CHECK(told.question == "How many in Mechanics will use it in month\u00a012?");
    REQUIRE(told.guessed.size() == 1);
    CHECK(told.guessed[0].text() == "intervention/parts-exchange/adoption/mt/12");
    const auto guessed = resultOf(scenario, told.guessed[0]);
    REQUIRE(guessed);
    CHECK(guessed->p50 == Approx(38));
    const Results without = resultsOf({worth("plan", "The tool", 370'000, 0.1)});
    for (const Slide& each : slidesOf(without))
        CHECK(each.kind != SlideKind::adoption);
}

TEST_CASE("Scenarios are held side by side only where there are two, and in pairs of trials") {
    const Results one = resultsOf({worth("plan", "The tool", 370'000, 0.1)});
    for (const Slide& each : slidesOf(one))
        CHECK(each.kind != SlideKind::scenarios);
    const Results two =
        resultsOf({worth("stock", "More stock", 100'000, 0.2), worth("plan", "The tool", 370'000, 0.1)});
    const auto all = slidesOf(two);
    CHECK(slide(all, SlideKind::scenarios).finding == "Most often worth most: The tool.");
    CHECK(slide(all, SlideKind::scenarios)
              .detail.find("In 100 of 100 trials \u201cThe tool\u201d does better than "
                           "\u201cMore stock\u201d") == 0);
    const Results poor = resultsOf({worth("stock", "More stock", -1000, 0.9), worth("plan", "The tool", -500, 0.9)});
    CHECK(slide(slidesOf(poor), SlideKind::scenarios).finding == "More often than not, none of the 2 plans pays.");
}

TEST_CASE("Another belief about a plan is never called worth most, and is named apart") {
    Scenario belief = *smallModel().scenarios().find(plan);
    belief.id = ScenarioId("stalls-not");
    belief.name = "If it does not stall";
    belief.overrides = {{"intervention/parts-exchange/stall/probability", need(OverrideValue::parse("0 %"))}};
    const Model model = with(smallModel(), belief);
    const auto told = [&](std::vector<ScenarioResults> scenarios) {
        const Results results = resultsOf(std::move(scenarios));
        const auto all = makeSlides(model, {&results, plan, nullptr, 24, {}});
        return slide(all, SlideKind::scenarios);
    };
    const ScenarioResults best = worth("stalls-not", "If it does not stall", 900'000, 0.02);
    const Slide three =
        told({worth("more-stock", "More stock", 100'000, 0.2), worth("plan", "The tool", 370'000, 0.1), best});
    CHECK(three.finding == "Most often worth most: The tool.");
    CHECK(three.detail.find("1 other belief stands below and is not ranked.") != std::string::npos);
    CHECK(three.detail.find("P10 to P90") != std::string::npos);
    const Slide two = told({worth("plan", "The tool", 370'000, 0.1), best});
    CHECK(two.finding == "One plan, and 1 other belief.");
}

TEST_CASE("Where no trial gave a number in all plans, none is said to be worth most") {
    ScenarioResults early = worth("early", "Early", 100, 0);
    ScenarioResults late = worth("plan", "Late", 120, 0);
    early.npvTrials = {100, NAN, NAN};
    late.npvTrials = {NAN, 120, 130};
    const Slide told = slide(slidesOf(resultsOf({early, late})), SlideKind::scenarios);
    CHECK(told.finding == "The plans have no trial in common that gave a number.");
    CHECK(told.detail.find("does better") == std::string::npos);
    for (const ReportBlock& block : sideBySide(smallModel(), resultsOf({early, late})).blocks)
        if (const auto* table = std::get_if<TableBlock>(&block))
            CHECK(table->caption.find("Differences") == std::string::npos); // there is no best to hold them against
}

TEST_CASE("Most often worth most is what wins most trials, not what has the highest median") {
    ScenarioResults steady = worth("plan", "Steady", 100, 0);
    ScenarioResults bold = worth("bold", "Bold", 120, 0);
    steady.npvTrials = {100, 100, 100};
    bold.npvTrials = {90, 90, 500};
    CHECK(slide(slidesOf(resultsOf({bold, steady})), SlideKind::scenarios).finding == "Most often worth most: Steady.");
}

TEST_CASE("What costs nothing has nothing to pay back") {
    ScenarioResults nothing = worth("plan", "The tool", 0, 0);
    nothing.npv = summary(0, 0, 0);
    nothing.paybackDiscounted = summary(0, 0, 0);
    const Results results = resultsOf({nothing});
    const auto all = slidesOf(results);
    CHECK(slide(all, SlideKind::cashFlow).finding == "It costs nothing, so there is nothing to pay back.");
    CHECK(slide(all, SlideKind::closing).headlines[2].value == "nothing to pay back");
}

TEST_CASE("What moves the NPV is told by whether an input alone can turn it") {
    const Results results = resultsOf({worth("plan", "The tool", 370'000, 0.1)});
    const auto told = [&](const Insight& insight) {
        return slide(slidesOf(results, &insight), SlideKind::drivers).finding;
    };
    CHECK(told(insightOf({bar("Stall", -100, 300)}, 200)) == "One input alone can turn the gain into a loss: Stall.");
    CHECK(told(insightOf({bar("Stall", -100, 300), bar("Size", -1, 250)}, 200)) ==
          "2 inputs can each turn the gain into a loss, first of all: Stall.");
    CHECK(told(insightOf({bar("Stall", 100, 300)}, 200)) ==
          "No input alone can turn the gain into a loss; most hangs on: Stall.");
    CHECK(told(insightOf({bar("Stall", -300, 100)}, -200)) ==
          "One input alone can turn the loss at the middle of all inputs into a gain: Stall.");
    CHECK(told(insightOf({}, 200)) == "No input moves the NPV.");
    CHECK(slide(slidesOf(results), SlideKind::drivers).finding == "What moves the NPV most is being worked out.");
}

TEST_CASE("What to measure first is told only where it can be told from nothing") {
    const Results results = resultsOf({worth("plan", "The tool", 370'000, 0.1)});
    Insight insight = insightOf({}, 0);
    insight.information = ValueOfInformation{estimate(370'000), estimate(90'000), {{"Stall", {{}}, {10'000, 9'000}}}};
    const auto told = [&] { return slide(slidesOf(results, &insight), SlideKind::measure).finding; };
    for (const Slide& each : slidesOf(results, &insight)) // a slide without a bar would say it twice and show nothing
        CHECK(each.kind != SlideKind::measure);
    insight.information->next.push_back({"Size", {{}}, {50'000, 2'000}});
    CHECK(told() == "Measure first: Size.");
}

TEST_CASE("No finding holds a negative number, whatever the results") {
    for (const double loss : {0.0, 0.3, 0.7, 1.0})
        for (const double median : {-2e6, -3.0, 0.0, 4e5}) {
            const Results results =
                resultsOf({worth("plan", "The tool", median, loss), worth("b", "B", -median, loss)});
            for (const Slide& each : slidesOf(results)) {
                CHECK_FALSE(each.finding.empty());
                CHECK(each.finding.find("\u2212") == std::string::npos);
                CHECK(each.finding.find("nan") == std::string::npos);
            }
        }
}

TEST_CASE("Guesses are held against the result in words") {
    const Model model = smallModel();
    const GuessedFigure npv;
    const Summary result = summary(0, 370'000, 1'000'000);
    const auto guess = [](double value) { return GuessValue{GuessId("g"), "Ann", value, value, value}; };
    CHECK(guessFinding(model, npv, {}, result).empty());
    CHECK(guessFinding(model, npv, {guess(400'000)}, result) ==
          "The one guess, " + valueWords(400'000, "USD") + ", lies within P10 to P90.");
    CHECK(guessFinding(model, npv, {guess(-200'000), guess(300'000), guess(400'000), guess(1'200'000)}, result) ==
          "4 guesses, \u22120.20 to 1.20\u00a0M$, median 0.35\u00a0M$; 2 of them lie within P10 to P90.");
    CHECK(guessFinding(model, npv, {guess(-2), guess(-1)}, result).find("none of them lies") != std::string::npos);
    const GuessedFigure payback{GuessedFigure::Kind::payback, {}, {}, 0};
    CHECK(guessFinding(model, payback, {guess(12), guess(24)}, summary(10, 20, unpaid)) ==
          "2 guesses, month\u00a012 to 24, median month\u00a018; all of them lie within P10 to P90.");
    CHECK(guessFinding(model, payback, {guess(12), guess(24), guess(30), guess(unpaid)}, summary(10, 20, unpaid)) ==
          "4 guesses, month\u00a012 to 30, 1 says never, median month\u00a027; all of them lie within P10 to P90.");
    CHECK(guessFinding(model, payback, {guess(12), guess(unpaid), guess(unpaid)}, summary(10, 20, 40)) ==
          "3 guesses, month\u00a012, 2 say never, median never; 1 of them lies within P10 to P90.");
    CHECK(guessFinding(model, payback, {guess(unpaid), guess(unpaid)}, summary(10, 20, 40)) ==
          "2 guesses, all of them never; none of them lies within P10 to P90.");
    const GuessedFigure adoption{GuessedFigure::Kind::adoption, InterventionId("parts-exchange"), GroupId("mt"), 12};
    CHECK(guessFinding(model, adoption, {guess(30), guess(80)}, summary(40, 50, 90)) ==
          "2 guesses, 30 to 80\u00a0%, median 55\u00a0%; 1 of them lies within P10 to P90.");
    CHECK(guessFinding(model, payback, {guess(unpaid)}, summary(10, 20, unpaid)) ==
          "The one guess, never, lies within P10 to P90.");
}

TEST_CASE("Every slide of the transit case has its words") {
    const Model model = need(modelFromTemplate("transit"));
    const auto all = makeSlides(model, {nullptr, ScenarioId("parts-exchange"), nullptr, 24, {}});
    REQUIRE(all.size() == 3);
    CHECK(all[0].kicker == "Illustrative transit agency");
}
