// SPDX-License-Identifier: GPL-3.0-or-later
// W2 (a bus repair shop, and M/M/8) in exact mode: every case takes its numbers from a stateless rule, so the answers
// of other programs are met to rounding. The answers are those of two independent programs (SimPy and a hand-written
// loop), which agree to 12 digits.
#include "tests/core/process/repair_shop.h"
#include "tests/core/process/simulation_builder.h"

#include <array>

using namespace tributary;
using namespace tributary::test;

TEST_CASE("the repair shop's 100,000 cases come out as other programs have them") {
    const SimulationResults got = **simulate(repairShop(), repairShopOptions(), StatelessDraws(1));
    CHECK(got.cases == 100'000);
    CHECK(got.cycleTime.mean == Approx(27.9586364926).epsilon(1e-9));
    CHECK(got.p95.mean == Approx(55.1569970142).epsilon(1e-9));
    CHECK(got.lastDeparture.mean == Approx(100296.090339).epsilon(1e-9));
    constexpr std::array utilisation{0.790650738254, 0.663680254266, 0.813344405064, 0.717873304095};
    constexpr std::array waiting{1.69643157352, 0.943261525295, 1.24502351382, 1.35131819959};
    constexpr std::array served{100000, 123606, 110969, 110969};
    for (size_t pool = 0; pool < 4; ++pool) {
        CHECK(got.pools[pool].utilisation.mean == Approx(utilisation[pool]).epsilon(1e-9));
        CHECK(got.pools[pool].waiting.mean == Approx(waiting[pool]).epsilon(1e-9));
        CHECK(got.pools[pool].served.mean == served[pool]);
    }
}

TEST_CASE("the eight servers' 100,000 customers come out as other programs have them") {
    const SimulationResults got = **simulate(eightServers(), repairShopOptions(), StatelessDraws(1));
    CHECK(got.cycleTime.mean == Approx(1.46581500426).epsilon(1e-9));
    CHECK(got.p95.mean == Approx(3.91626024148).epsilon(1e-9));
    CHECK(got.lastDeparture.mean == Approx(14742.1712148).epsilon(1e-9));
    CHECK(got.pools[0].utilisation.mean == Approx(0.847781534168).epsilon(1e-9));
    CHECK(got.pools[0].waiting.mean == Approx(0.465963761906).epsilon(1e-9));
}

TEST_CASE("Erlang's wait lies in the interval of 25 replications") {
    SimulationOptions options = repairShopOptions();
    options.replications = 25;
    options.warmUp = 100;
    options.threads = 2;
    const SimulationResults got = **simulate(eightServers(), options, AddressedDraws(11));
    checkWithin(got.pools[0].waiting, 0.4771407775); // C / (c mu - lambda), C = 0.5725689330
}
