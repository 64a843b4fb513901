// SPDX-License-Identifier: GPL-3.0-or-later
// The reference case, end to end through the engine. The numbers are those of the case's own expectations.
#include "core/stats/summary.h"
#include "tests/builders.h"
#include "tests/runs.h"

#include <array>

using namespace tributary;
using namespace tributary::test;

namespace {

const ScenarioId partsExchange("parts-exchange");

Results mostLikely(const ScenarioId& scenario) {
    return resultsOf(transit(), {.scenarios = {scenario}, .uncertainty = Uncertainty::mostLikely});
}

} // namespace

TEST_CASE("the transit case without uncertainty gives its published headlines") {
    const Results results = mostLikely(partsExchange);
    CHECK(results.trials == 1);
    const ScenarioResults& tool = *results.find(partsExchange);
    CHECK(*tool.npv.mean == Approx(898744.9).margin(1));
    CHECK(*tool.npvHard.mean == Approx(443990.7).margin(1));
    CHECK(*tool.pvBenefits.mean == Approx(1826183.3).margin(1));
    CHECK(*tool.pvCosts.mean == Approx(927438.5).margin(1));
    CHECK(tool.roi.p50 == Approx(0.9691).margin(0.00005));
    CHECK(tool.paybackDiscounted.p50 == 23);
    CHECK(*tool.cashFlow.at(0).cost.mean == Approx(229196).margin(1));
}

TEST_CASE("the transit case without uncertainty follows its published trajectory to the digits shown") {
    struct Row {
        size_t month;
        double mt, pt, pr, share, bau, with, benefit, cost;
    };
    constexpr std::array<Row, 10> rows{{{1, .0566, .1301, .1262, .0161, 59.319, 59.122, 799, 9759},
                                        {3, .0910, .2690, .2565, .0562, 59.362, 58.673, 3149, 10140},
                                        {6, .2355, .4363, .4131, .1568, 59.429, 57.513, 9159, 11084},
                                        {9, .3976, .5912, .5579, .3092, 59.498, 55.752, 18692, 12103},
                                        {12, .5030, .6943, .6542, .4397, 59.569, 54.277, 27315, 12803},
                                        {18, .5869, .7744, .7290, .5740, 59.720, 52.843, 37010, 13463},
                                        {24, .6035, .7903, .7438, .6080, 59.884, 52.581, 40261, 13730},
                                        {36, .6068, .7936, .7469, .6158, 60.254, 52.775, 42719, 14094},
                                        {48, .6069, .7937, .7470, .6160, 60.693, 53.103, 44763, 14447},
                                        {60, .6069, .7937, .7470, .6161, 61.221, 53.493, 46946, 14808}}};
    const Results results = mostLikely(partsExchange);
    const ScenarioResults& tool = *results.find(partsExchange);
    REQUIRE(tool.metrics.size() == 22);
    const MetricResults& restore = *find(tool, MetricId("O3"));
    const auto active = [&](const char* group, size_t month) {
        for (const AdoptionResults& adoption : tool.adoption)
            if (adoption.group.text == group)
                return adoption.active.at(month - 1).p50;
        return -1.0;
    };
    for (const Row& row : rows) {
        INFO("month " << row.month);
        CHECK(active("mt", row.month) == Approx(row.mt).margin(.00005));
        CHECK(active("pt", row.month) == Approx(row.pt).margin(.00005));
        CHECK(active("pr", row.month) == Approx(row.pr).margin(.00005));
        CHECK(tool.effects.at(0).share.at(row.month - 1).p50 == Approx(row.share).margin(.00005));
        CHECK(restore.bau.at(row.month - 1).p50 == Approx(row.bau).margin(.0005));
        CHECK(restore.with.at(row.month - 1).p50 == Approx(row.with).margin(.0005));
        CHECK(tool.cashFlow.at(row.month).benefit.p50 == Approx(row.benefit).margin(.5));
        CHECK(tool.cashFlow.at(row.month).cost.p50 == Approx(row.cost).margin(.5));
    }
}

TEST_CASE("the rival without a tool brings its published benefits") {
    const Results results = mostLikely(ScenarioId("more-stock"));
    CHECK(*results.scenarios.at(0).pvBenefits.mean == Approx(2018550).margin(1));
}
