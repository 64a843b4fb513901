// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/elasticity_chain.h"
#include "core/insight/response.h"
#include "tests/core/insight/insight_models.h"

#include <algorithm>

using namespace tributary;
using namespace tributary::test;

namespace {

const Response& of(const std::vector<Response>& list, std::string_view id) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Response& each) { return each.metric.text == id; });
    REQUIRE(found != list.end());
    return *found;
}

Metric graded(Metric metric, Grade grade) {
    metric.evidence.grade = grade;
    return metric;
}

/// L drives A by elasticity 0.8 and B by 0.5; the total adds both, 30 and 10.
Model diamond() {
    Link believed = link("L", "A", "0.8");
    believed.evidence.grade = Grade::c;
    return modelOf(graded(metric("L", "Driver", Level::frontline, "hour", "10"), Grade::a),
                   influence("A", "First", "USD/month", "30"), influence("B", "Second", "USD/month", "10"),
                   formulaMetric("T", "Total", "USD/month", "A + B"), believed, link("L", "B", "0.5"));
}

} // namespace

TEST_CASE("a response multiplies along a way and adds up over ways") {
    const auto found = need(responses(diamond(), MetricId("L"), {.trials = 64}));
    CHECK(found.above.size() == 3);
    CHECK(found.below.empty());
    CHECK(of(found.above, "A").percent.p50 == Approx(0.8).epsilon(0.01));
    CHECK(of(found.above, "B").percent.p50 == Approx(0.5).epsilon(0.01));
    CHECK(of(found.above, "T").percent.p50 == Approx(0.75 * 0.8 + 0.25 * 0.5).epsilon(0.01));

    const auto total = need(responses(diamond(), MetricId("T"), {.trials = 64}));
    CHECK(total.above.empty());
    CHECK(of(total.below, "A").percent.p50 == Approx(0.75).epsilon(0.01));
    CHECK(of(total.below, "L").percent.p50 == Approx(of(found.above, "T").percent.p50));
    CHECK(total.below.back().metric == MetricId("L")); // the nearest come first
}

TEST_CASE("a response tells the weakest evidence on its ways") {
    const auto found = need(responses(diamond(), MetricId("L"), {.trials = 8}));
    CHECK(of(found.above, "A").weakest == Grade::c);
    CHECK(of(found.above, "B").weakest == Grade::a);
    CHECK(of(found.above, "T").weakest == Grade::c);
}

TEST_CASE("in a row of elasticities the response is their product, range included") {
    const Model model =
        modelOf(metric("L1", "Driver", Level::frontline, "hour", "10"), influence("A", "First", "", "20"),
                influence("B", "Second", "", "30"), link("L1", "A", "0.8"), link("A", "B", "uniform(1.2, 1.4)"));
    Scenario none;
    none.id = plan;
    const auto chains = need(elasticityChains(studyOf(with(model, none), plan, {.trials = 1024})));
    REQUIRE(chains.chains.size() == 1);
    const Summary& product = chains.chains.front().product;
    const auto found = need(responses(model, MetricId("L1"), {.trials = 256}));
    CHECK(of(found.above, "B").percent.p50 == Approx(product.p50).epsilon(0.01));
    CHECK(of(found.above, "B").percent.p10 == Approx(product.p10).epsilon(0.01));
    CHECK(of(found.above, "B").percent.p90 == Approx(product.p90).epsilon(0.01));
}

TEST_CASE("responses pass formulas, processes and lags of the transit case") {
    const Model model = transitModel();
    const auto missed = need(responses(model, MetricId("O4"), {.trials = 64}));
    // Missed hours follow the buses that are out with the typed elasticity; their cost is that times a price.
    CHECK(of(missed.above, "F3").percent.p50 == Approx(of(missed.above, "O5").percent.p50).epsilon(1e-6));
    // More breakdowns have more buses out, and each of them waits longer in the process.
    CHECK(of(missed.below, "O2").percent.p50 > 1);
    CHECK(of(missed.below, "O1").percent.p50 < -1);
    const auto locate = need(responses(model, MetricId("L2"), {.trials = 64}));
    const double restore = of(locate.above, "O3").percent.p50;
    CHECK(restore > 0);
    CHECK(restore < 1);
    CHECK(of(locate.above, "O4").percent.p50 == Approx(restore).epsilon(0.05));
    CHECK(of(missed.below, "L2").percent.p50 == Approx(of(locate.above, "O4").percent.p50).epsilon(0.1));
}

TEST_CASE("an unknown metric and one without ways respond to nothing, and the work can be stopped") {
    CHECK(need(responses(diamond(), MetricId("moon"), {})).above.empty());
    const Model alone = modelOf(metric("L", "Driver", Level::frontline, "hour", "10"));
    CHECK(need(responses(alone, MetricId("L"), {})).below.empty());
    std::stop_source source;
    source.request_stop();
    CHECK(responses(diamond(), MetricId("L"), {}, {{}, source.get_token()}).error() == stoppedError());
}
