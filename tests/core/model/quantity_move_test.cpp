// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/differences.h"
#include "core/model/edits.h"
#include "core/model/quantity_move.h"
#include "core/model/validate.h"
#include "core/model/what_if_edits.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace tributary;
using namespace tributary::test;
using Catch::Matchers::Contains;

namespace {

constexpr auto hours = "metric/M/estimate";
constexpr auto stall = "intervention/I/stall/probability";

/// A model with one metric in `unit` whose estimate is `text`.
Model timeOf(std::string_view text, std::string_view unit = "hour") {
    return apply(Model(), Edit{{}, {}, {put(metric("M", "Time", Level::frontline, unit, text))}}).model;
}

/// A model with an intervention that stalls with that chance.
Model stalling(std::string_view text) {
    Intervention tool;
    tool.id = InterventionId("I");
    tool.stall.probability = quantity(text);
    return apply(Model(), Edit{{}, {}, {put(tool)}}).model;
}

QuantitySite siteOf(const Model& model, std::string_view path) {
    const auto site = findQuantity(model, path);
    REQUIRE(site);
    return *site;
}

std::string moved(const Model& model, std::string_view path, double value) {
    return need(movedTo(siteOf(model, path), value)).text();
}

std::string typed(const Model& model, std::string_view path, std::string_view text) {
    return need(changedBy(model, siteOf(model, path), text)).text();
}

std::string refusal(const Model& model, std::string_view path, std::string_view text) {
    const auto changed = changedBy(model, siteOf(model, path), text);
    REQUIRE_FALSE(changed);
    return changed.error().message;
}

} // namespace

TEST_CASE("a groove goes from end to end of a bounded quantity, and from P1 to P99 of one without ends") {
    const Model pert = timeOf("8/10/15");
    const auto bounded = need(grooveOf(siteOf(pert, hours)));
    CHECK(bounded.low == 8);
    CHECK(bounded.high == 15);
    CHECK(bounded.at == Approx(10));
    CHECK(bounded.step == Approx(0.01));
    CHECK(bounded.unit == "hour");
    const Model normal = timeOf("normal(10, 2) minute");
    const auto open = need(grooveOf(siteOf(normal, hours)));
    CHECK(open.low == Approx(10 - 2 * 2.3263478740408408));
    CHECK(open.high == Approx(10 + 2 * 2.3263478740408408));
    CHECK(open.unit == "minute");
}

TEST_CASE("the groove of a constant is half of it to one and a half, and all of a share") {
    const Model constant = timeOf("12");
    const auto half = need(grooveOf(siteOf(constant, hours)));
    CHECK(half.low == 6);
    CHECK(half.high == 18);
    CHECK(half.step == Approx(0.1));
    const Model share = stalling("30%");
    const auto whole = need(grooveOf(siteOf(share, stall)));
    CHECK(whole.low == 0);
    CHECK(whole.high == Approx(100));
    CHECK(whole.at == 30);
    CHECK(whole.step == Approx(1));
    CHECK(whole.snapped(20.4) == 20);
    CHECK(whole.snapped(180) == Approx(100));
    const Model nothing = timeOf("0");
    CHECK(need(grooveOf(siteOf(nothing, hours))).high > 0);
}

TEST_CASE("a groove keeps inside what the field may hold") {
    const Model open = stalling("normal(90, 10) %");
    const auto groove = need(grooveOf(siteOf(open, stall)));
    CHECK(groove.high == Approx(100));
    CHECK(groove.low > 60);
}

TEST_CASE("a quantity that is moved keeps its form, its unit and its shape") {
    CHECK(moved(timeOf("12"), hours, 9.5) == "9.5");
    CHECK(moved(timeOf("12 minute"), hours, 10) == "10 minute");
    CHECK(moved(timeOf("8/10/15 hour"), hours, 12) == "9.6/12/18 hour");
    CHECK(moved(timeOf("triangular(8, 10, 15)"), hours, 5) == "triangular(4, 5, 7.5)");
    CHECK(moved(timeOf("uniform(8, 12)"), hours, 11) == "uniform(8.8, 13.2)");
    CHECK(moved(timeOf("normal(10, 2)"), hours, 5) == "normal(5, 1)");
    CHECK(moved(timeOf("10..14"), hours, 6) == "5..7");
    CHECK(moved(timeOf("20 ± 5 hour"), hours, 40) == "40 ± 10 hour");
    CHECK(moved(timeOf("beta(2, 2, 0, 10)"), hours, 10) == "beta(2, 2, 0, 20)");
    CHECK(moved(timeOf("p10/p50/p90(8, 10, 13)"), hours, 2 * handleOf(quantity("p10/p50/p90(8, 10, 13)"))) ==
          "p10/p50/p90(16, 20, 26)");
    const double mode = handleOf(quantity("lognormal(median=3, sigma=0.5)"));
    CHECK(moved(timeOf("lognormal(median=3, sigma=0.5)"), hours, 2 * mode) == "lognormal(median=6, sigma=0.5)");
    CHECK(moved(timeOf("lognormal(10, 3)"), hours, 3 * handleOf(quantity("lognormal(10, 3)"))) == "lognormal(30, 9)");
}

TEST_CASE("a quantity on both sides of zero is shifted, one below zero is scaled") {
    CHECK(moved(timeOf("-5/0/5", "USD"), hours, 2) == "-3/2/7");
    CHECK(moved(timeOf("-30/-20/-10%", "%"), hours, -10) == "-15/-10/-5%");
}

TEST_CASE("a share that rises keeps below 100 %, and one that falls above 0 %, however far it is moved") {
    CHECK(moved(stalling("10/20/40%"), stall, 60) == "55/60/70%");
    CHECK(moved(stalling("10/20/40%"), stall, 10) == "5/10/20%");
    const Model share = stalling("10/20/40%");
    for (const double value : {0.0, 0.5, 20.0, 99.0, 100.0}) {
        const auto edit = setQuantity(share, stall, moved(share, stall, value));
        REQUIRE(edit);
        for (const Problem& problem : validate(apply(share, *edit).model))
            CHECK_FALSE((problem.subject == stall && problem.severity == Severity::error));
        CHECK_FALSE(need(movedTo(siteOf(share, stall), value)).isConstant());
    }
}

TEST_CASE("any quantity that is moved has its most likely value there, and the same distribution up to its place") {
    for (const auto* text :
         {"8/10/15", "15/12/9 minute", "triangular(1, 2, 4)", "uniform(2, 6)", "normal(100, 12)", "10..14", "20 ± 5",
          "lognormal(10, 3)", "lognormal(median=7, sigma=0.4)", "beta(2, 5, 10, 90)", "p5/p50/p95(8, 10, 15)",
          "0.0008/0.001/0.0015", "80000/100000/150000"}) {
        INFO(text);
        const Model model = timeOf(text);
        const QuantitySite site = siteOf(model, hours);
        const auto groove = need(grooveOf(site));
        for (const double share : {0.05, 0.3, 0.7, 0.95}) {
            const double value = groove.snapped(groove.low + share * (groove.high - groove.low));
            const Quantity after = need(movedTo(site, value));
            const double spread = quantile(after.distribution(), 0.99) - quantile(after.distribution(), 0.01);
            CHECK(handleOf(after) == Approx(value).margin(0.005 * spread));
            const double scale = value / groove.at;
            for (const double u : {0.05, 0.5, 0.95})
                CHECK(quantile(after.distribution(), u) ==
                      Approx(scale * quantile(site.quantity->distribution(), u)).margin(0.005 * spread));
        }
    }
}

TEST_CASE("what is typed beside a slider sets, scales or adds") {
    CHECK(typed(stalling("30%"), stall, "12%") == "12%");
    CHECK(typed(stalling("30%"), stall, "= 12%") == "12%");
    CHECK(typed(stalling("20/30/40%"), stall, "-50%") == "10/15/20%");
    CHECK(typed(stalling("20/30/40%"), stall, "+2 points") == "22/32/42%");
    CHECK(typed(timeOf("8/10/15"), hours, "+3 hour") == "11/13/18");
    CHECK(typed(timeOf("8/10/15"), hours, "-60 minute") == "7/9/14");
    CHECK(typed(timeOf("90 minute"), hours, "+1 hour") == "150 minute");
    CHECK(typed(timeOf("90 minute"), hours, "+30") == "120 minute");
    CHECK(typed(timeOf("5", "USD"), hours, "= -3") == "-3");
    CHECK(typed(timeOf("10..14"), hours, "+5%") == "10.5..14.7");
}

TEST_CASE("what cannot be read or held is refused, with what to write instead") {
    CHECK_THAT(refusal(timeOf("12"), hours, "1,5"), Contains("write 1.5"));
    CHECK_THAT(refusal(timeOf("12"), hours, "-3..5"), Contains("="));
    CHECK_THAT(refusal(timeOf("12"), hours, "+3 USD"), Contains("USD"));
    CHECK_THAT(refusal(timeOf("12"), hours, "5 USD"), Contains("USD"));
    CHECK_THAT(refusal(stalling("30%"), stall, "120%"), Contains("0 to 100 %"));
    CHECK_THAT(refusal(stalling("60/80/90%"), stall, "+20 points"), Contains("0 to 100 %"));
    CHECK_THAT(refusal(timeOf("8/10/15"), hours, "-100%"), Contains("= 0"));
    CHECK_THAT(refusal(timeOf("lognormal(10, 3)"), hours, "+3"), Contains("+5%"));
    CHECK_THAT(refusal(timeOf("data(times)"), hours, "+5%"), Contains("series"));
    const Model series = timeOf("data(times)");
    CHECK_FALSE(grooveOf(siteOf(series, hours)));
    CHECK_FALSE(movedTo(siteOf(series, hours), 3));
    CHECK(typed(series, hours, "4/5/6") == "4/5/6");
}

TEST_CASE("quantities are pinned in order, once, and up to as many as have room") {
    Model model = smallModel();
    const auto take = [&](const Result<Edit>& edit) { model = apply(model, need(edit)).model; };
    take(pinQuantity(model, "metric/L2/estimate"));
    take(pinQuantity(model, "group/mt/hourly_cost"));
    CHECK(need(pinQuantity(model, "metric/L2/estimate")).empty());
    CHECK(pinnedQuantities(model) == std::vector<std::string>{"metric/L2/estimate", "group/mt/hourly_cost"});
    CHECK_FALSE(apply(model, need(pinQuantity(model, "settings/inflation"))).changed.numbersAffected);
    take(unpinQuantity(model, "metric/L2/estimate"));
    CHECK(pinnedQuantities(model) == std::vector<std::string>{"group/mt/hourly_cost"});
    CHECK_FALSE(unpinQuantity(model, "metric/L2/estimate"));
    CHECK_FALSE(pinQuantity(model, "metric/no-such/estimate"));
    CHECK_FALSE(pinQuantity(model, "metric/O3/estimate"));
    size_t pinned = 1;
    std::string refused;
    forEachQuantity(model, [&](const QuantitySite& site) {
        if (const auto edit = pinQuantity(model, site.path); edit && !edit->empty()) {
            model = apply(model, *edit).model;
            ++pinned;
        } else if (!edit && !site.formula) {
            refused = edit.error().message;
        }
    });
    CHECK(pinned == mostPins);
    CHECK_THAT(refused, Contains("unpin"));
}

TEST_CASE("headlines are pinned beside the quantities, in order, once, and up to as many as have room") {
    using Kind = PinnedHeadline::Kind;
    Model model = smallModel();
    const auto take = [&](const Result<Edit>& edit) { model = apply(model, need(edit)).model; };
    for (const char* path : {"headline/npv_hard", "headline/chance_of_loss", "headline/payback", "headline/roi",
                             "headline/irr", "metric/L2"})
        CHECK(PinnedHeadline::parse(path).value().path() == path);
    for (const char* path :
         {"", "headline", "headline/npv", "headline/roi/x", "metric/L2/estimate", "metric/", "input/i"})
        CHECK_FALSE(PinnedHeadline::parse(path));
    take(pinQuantity(model, "metric/L2/estimate"));
    take(pinHeadline(model, {Kind::payback, {}}));
    take(pinHeadline(model, {Kind::metric, MetricId("L2")}));
    CHECK(need(pinHeadline(model, {Kind::payback, {}})).empty());
    CHECK_FALSE(pinHeadline(model, {Kind::metric, MetricId("no-such")}));
    CHECK(pinnedHeadlines(model) == std::vector<PinnedHeadline>{{Kind::payback, {}}, {Kind::metric, MetricId("L2")}});
    take(unpinQuantity(model, "metric/L2/estimate"));
    CHECK(pinnedHeadlines(model).size() == 2);
    CHECK_FALSE(apply(model, need(pinHeadline(model, {Kind::roi, {}}))).changed.numbersAffected);
    take(pinHeadline(model, {Kind::roi, {}}));
    const auto full = pinHeadline(model, {Kind::hardNpv, {}});
    REQUIRE_FALSE(full);
    CHECK_THAT(full.error().message, Contains("take one out"));
    take(unpinHeadline(model, {Kind::payback, {}}));
    CHECK(pinnedHeadlines(model).front() == PinnedHeadline{Kind::metric, MetricId("L2")});
    CHECK_FALSE(unpinHeadline(model, {Kind::payback, {}}));
    const Metric free = metric("free", "Free", Level::frontline, "hour", "1");
    model = with(std::move(model), free);
    take(unpinHeadline(model, {Kind::metric, MetricId("L2")}));
    take(pinHeadline(model, {Kind::metric, MetricId("free")}));
    take(eraseMetrics(model, {MetricId("free")}));
    CHECK(pinnedHeadlines(model) == std::vector<PinnedHeadline>{{Kind::roi, {}}});
}

TEST_CASE("headlines are chosen for the ribbon as one edit, which says so in plain words") {
    using Kind = PinnedHeadline::Kind;
    Model model = smallModel();
    model = apply(model, need(pinQuantity(model, "intervention/parts-exchange/stall/probability"))).model;
    const Edit two = need(showHeadlines(model, {{Kind::payback, {}}, {Kind::hardNpv, {}}}));
    CHECK(two.label == "Show discounted payback and NPV of hard cash only in the ribbon");
    const Model shown = apply(model, two).model;
    CHECK(pinnedHeadlines(shown) == std::vector<PinnedHeadline>{{Kind::payback, {}}, {Kind::hardNpv, {}}});
    CHECK(pinnedQuantities(shown) == pinnedQuantities(model));
    CHECK(need(showHeadlines(shown, {{Kind::hardNpv, {}}, {Kind::payback, {}}})).empty());
    const auto found = differences(model, shown);
    REQUIRE(found.size() == 2);
    CHECK(words(found[0]) == "Added: discounted payback in the ribbon");
    CHECK_FALSE(found[0].numbersAffected);
    const Edit other = need(showHeadlines(shown, {{Kind::hardNpv, {}}, {Kind::roi, {}}}));
    CHECK(other.label == "Show return on cost in the ribbon, take discounted payback out");
    CHECK(need(showHeadlines(shown, {})).label ==
          "Take discounted payback and NPV of hard cash only out of the ribbon");
    CHECK_FALSE(showHeadlines(model, {{Kind::metric, MetricId("gone")}}));
}

TEST_CASE("what is erased is pinned no more, until it is back") {
    Model model = smallModel();
    model = apply(model, need(pinQuantity(model, "intervention/parts-exchange/stall/probability"))).model;
    REQUIRE(pinnedQuantities(model).size() == 1);
    const Applied erased = apply(model, need(eraseIntervention(model, InterventionId("parts-exchange"))));
    CHECK(erased.model.settings().pins.empty());
    CHECK(pinnedQuantities(apply(erased.model, erased.inverse).model).size() == 1);
}
