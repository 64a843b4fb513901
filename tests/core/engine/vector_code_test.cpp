// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/vector_code.h"
#include "core/stats/quantile_function.h"

#include <catch2/catch.hpp>
#include <hwy/aligned_allocator.h>
#include <hwy/highway.h>
#include <hwy/targets.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace tributary;

namespace {

constexpr size_t trials = 64;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Runs instructions over registers that start with the columns given; returns the column of the last instruction.
std::vector<double> outcome(const ProgramCode& code, const std::vector<std::vector<double>>& columns, int period = 1) {
    auto registers = hwy::AllocateAligned<double>(16 * trials);
    std::fill_n(registers.get(), 16 * trials, 0.5);
    for (size_t r = 0; r < columns.size(); ++r)
        std::copy(columns[r].begin(), columns[r].end(), registers.get() + r * trials);
    std::vector<const double*> read;
    for (size_t r = 0; r < 16; ++r)
        read.push_back(registers.get() + r * trials);
    const Tile tile{registers.get(), trials, trials, read.data()};
    REQUIRE(runVectorCode(code, code.body, 0, tile, period, {}) == code.body.size());
    const double* const out = tile.column(code.body.back().out);
    return {out, out + trials};
}

std::vector<double> spread(double low, double high) {
    std::vector<double> column(trials);
    for (size_t t = 0; t < trials; ++t)
        column[t] = low * std::pow(high / low, static_cast<double>(t) / (trials - 1));
    return column;
}

/// Runs `use` once for each instruction set of this machine.
template <class Use>
void onEachInstructionSet(Use&& use) {
    for (const auto target : hwy::SupportedAndGeneratedTargets()) {
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        INFO("instruction set " << hwy::TargetName(target));
        use();
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

ProgramCode powers(std::uint32_t count) {
    ProgramCode code;
    for (Register k = 0; k < count; ++k)
        code.factors.push_back({2 * k, 2 * k + 1});
    code.body.push_back({.opcode = Opcode::powerProduct, .out = 15, .index = 0, .second = count});
    return code;
}

} // namespace

TEST_CASE("products of powers agree with the library's powers to 1e-12 on every instruction set") {
    const std::vector<std::vector<double>> columns{spread(1e-3, 1e3), spread(0.1, 3),    spread(0.9, 1.2),
                                                   spread(0.3, 0.6),  spread(1e3, 1e-2), spread(0.01, 1.5)};
    onEachInstructionSet([&] {
        const auto product = outcome(powers(3), columns);
        for (size_t t = 0; t < trials; ++t) {
            const double expected = std::pow(columns[0][t], columns[1][t]) * std::pow(columns[2][t], columns[3][t]) *
                                    std::pow(columns[4][t], columns[5][t]);
            CHECK(product[t] == Approx(expected).epsilon(1e-12));
        }
    });
}

TEST_CASE("powers of numbers at the edge are the library's own") {
    const double nan = std::nan("");
    std::vector<double> base(trials, 2.0);
    std::vector<double> exponent(trials, 0.5);
    const std::vector<std::pair<double, double>> edges{
        {0.0, 0.5},       {0.0, -0.5},   {0.0, 0.0},      {-2.0, 2.0},    {-2.0, 0.5}, {infinity, 0.5},
        {infinity, -1.0}, {nan, 0.5},    {2.0, nan},      {nan, 0.0},     {1.0, nan},  {1e-310, 1.0},
        {1e300, 5.0},     {1e300, -5.0}, {2.0, infinity}, {0.5, infinity}};
    for (size_t i = 0; i < edges.size(); ++i) {
        base[3 * i] = edges[i].first;
        exponent[3 * i] = edges[i].second;
    }
    onEachInstructionSet([&] {
        const auto power = outcome(powers(1), {base, exponent});
        for (size_t t = 0; t < trials; ++t) {
            const double expected = std::pow(base[t], exponent[t]);
            INFO(base[t] << "^" << exponent[t]);
            if (std::isnan(expected))
                CHECK(std::isnan(power[t]));
            else if (std::isinf(expected) || expected == 0)
                CHECK(power[t] == expected);
            else
                CHECK(power[t] == Approx(expected).epsilon(1e-12));
        }
    });
}

TEST_CASE("a ratio of 1 to any power is 1 to the last bit") {
    onEachInstructionSet([] {
        for (const double one : outcome(powers(1), {std::vector<double>(trials, 1.0), spread(0.001, 100)}))
            CHECK(one == 1.0);
    });
}

TEST_CASE("a lagged product of powers is the product and then the lag") {
    ProgramCode fused = powers(2);
    fused.body.front() = {
        .opcode = Opcode::smoothPowerProduct, .out = 15, .a = 4, .b = 4, .index = 0, .second = 2, .value = 1.0};
    const std::vector<std::vector<double>> columns{spread(0.5, 2), spread(0.1, 2), spread(0.7, 1.4), spread(0.2, 0.9),
                                                   spread(0.05, 1.0)};
    const auto product = outcome(powers(2), columns);
    const auto lagged = outcome(fused, columns);
    for (size_t t = 0; t < trials; ++t) // registers start at 0.5
        CHECK(lagged[t] == Approx(0.5 + columns[4][t] * (product[t] - 0.5)).epsilon(1e-14));
    CHECK(outcome(fused, columns, 0) == std::vector<double>(trials, 1.0));
}

TEST_CASE("columns of quantiles agree with single quantiles on every instruction set") {
    std::vector<double> u{1e-300, 1e-15,     1e-9, 1e-4,  0.001, 0.02425, 0.075,    0.2,        0.4999999,
                          0.5,    0.5000001, 0.7,  0.925, 0.99,  0.9999,  1 - 1e-9, 1 - 0x1p-53};
    for (const Distribution& distribution :
         {Distribution(Normal{10, 3}), Distribution(Lognormal{0.4, 1.2}), Distribution(Triangular{-3, 1, 7}),
          Distribution(Triangular{2, 2, 5}), Distribution(Triangular{2, 5, 5}), Distribution(Pert{8, 10, 15}),
          Distribution(Pert{0, 0, 1})}) {
        const QuantileFunction quantileFunction(distribution);
        onEachInstructionSet([&] {
            std::vector<double> column(u.size());
            quantileFunction.fill(u, column);
            for (size_t i = 0; i < u.size(); ++i) {
                INFO("distribution " << distribution.index() << " at " << u[i]);
                CHECK(column[i] == Approx(quantile(distribution, u[i])).epsilon(1e-12).margin(1e-12));
            }
        });
    }
}
