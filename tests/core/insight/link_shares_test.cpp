// SPDX-License-Identifier: GPL-3.0-or-later
// What one run at the most likely values proves of the shares that links carry.
#include "core/insight/link_shares.h"
#include "tests/core/insight/insight_models.h"

#include <algorithm>

using namespace tributary;
using namespace tributary::test;

namespace {

struct MostLikely {
    Model model = transitModel();
    Dependencies graph = dependencies(model);
    Results results;

    MostLikely() {
        const auto program = compile(model, {.scenarios = {transitTool}, .uncertainty = Uncertainty::mostLikely});
        REQUIRE(program);
        results = *run(*program, {});
    }
    [[nodiscard]] CarriedChange of(std::string_view id, int period) const {
        const auto at = std::ranges::find(graph.metrics, MetricId(id)) - graph.metrics.begin();
        return linkShares(model, graph, &results.scenarios.front(), period).at(static_cast<size_t>(at));
    }
};

} // namespace

TEST_CASE("parts of the counted change add up above the money and pass on whole along single drivers") {
    const MostLikely run;
    CHECK(*run.of("F2a", 24).share + *run.of("F2b", 24).share == Approx(*run.of("F2", 24).share));
    CHECK(*run.of("F2", 24).share + *run.of("F3", 24).share == Approx(1));
    CHECK(*run.of("O3", 24).share == Approx(*run.of("F3", 24).share));
    CHECK_FALSE(run.of("O2", 24).changed);
    CHECK(run.of("L2", 24).changed);
    CHECK_FALSE(run.of("L2", 24).share); // several drivers move the process at once
}

TEST_CASE("without results nothing has changed") {
    const MostLikely run;
    for (const CarriedChange& carried : linkShares(run.model, run.graph, nullptr, 24)) {
        CHECK_FALSE(carried.changed);
        CHECK(carried.ownChange == 0);
    }
}
