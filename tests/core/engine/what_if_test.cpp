// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/code.h"
#include "core/engine/what_if.h"
#include "core/exchange/templates.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace tributary;

namespace {

Program transitForMeans() {
    const auto model = modelFromTemplate("transit");
    REQUIRE(model);
    auto program = compile(*model, {.metrics = WantedMetrics::all, .detail = Detail::means});
    REQUIRE(program);
    return *program;
}

/// The same program with another distribution of one input.
Program changed(const Program& program, const std::string& path, const Distribution& distribution) {
    auto code = std::make_shared<ProgramCode>(program.code());
    for (const Instruction& instruction : code->prologue)
        if (instruction.opcode == Opcode::draw && code->uniforms[instruction.index].path == path)
            code->quantiles[instruction.second] = QuantileFunction(distribution);
    return Program(code);
}

void checkClose(double value, double expected, double scale) {
    CHECK(value == Approx(expected).epsilon(1e-12).margin(1e-12 * scale));
}

} // namespace

TEST_CASE("a change of any quantity of the transit case under the hand is a full run of the changed case to 1e-12") {
    const Program program = transitForMeans();
    const RunOptions options{.trials = 523, .seed = 3};
    const auto base = run(program, options);
    REQUIRE(base);
    size_t sliced = 0;
    for (const ProgramInput& input : program.inputs()) {
        const auto whatIf = WhatIf::make(program, input.path, options);
        if (!whatIf)
            continue;
        INFO(input.path);
        ++sliced;
        CHECK(whatIf->base().scenarios[0].npvTrials == base->scenarios[0].npvTrials);
        const Distribution narrower =
            Uniform{quantile(input.distributions.front(), 0.3), quantile(input.distributions.front(), 0.9)};
        const auto moved = whatIf->run(narrower);
        const auto expected = run(changed(program, input.path, narrower), options);
        REQUIRE(moved);
        REQUIRE(expected);
        for (size_t s = 0; s < expected->scenarios.size(); ++s) {
            const ScenarioResults& a = moved->scenarios[s];
            const ScenarioResults& b = expected->scenarios[s];
            const double scale = b.npv.sd.value_or(0) + std::abs(b.npv.p50);
            for (size_t t = 0; t < options.trials; ++t)
                checkClose(a.npvTrials[t], b.npvTrials[t], scale);
            CHECK(a.chanceOfLoss == b.chanceOfLoss);
            for (size_t m = 0; m < b.metrics.size(); ++m)
                checkClose(*a.metrics[m].with.back().mean, *b.metrics[m].with.back().mean, 1);
            for (size_t p = 0; p < b.cashFlow.size(); ++p)
                checkClose(*a.cashFlow[p].net.mean, *b.cashFlow[p].net.mean, 1e4);
        }
    }
    CHECK(sliced > 10);
}

TEST_CASE("a change under the hand gives the same bits on any threads and in any blocks") {
    const Program program = transitForMeans();
    std::string path;
    for (const ProgramInput& input : program.inputs())
        if (path.empty() && input.path.find("/size") != std::string::npos)
            path = input.path;
    std::vector<double> reference;
    for (const unsigned threads : {1U, 2U, 4U})
        for (const size_t block : {8UL, 64UL}) {
            const auto whatIf = WhatIf::make(program, path, {.trials = 300, .threads = threads, .block = block});
            REQUIRE(whatIf);
            const auto moved = whatIf->run(Triangular{-60, -40, -10});
            REQUIRE(moved);
            if (reference.empty())
                reference = moved->scenarios[0].npvTrials;
            CHECK(moved->scenarios[0].npvTrials == reference);
        }
}

TEST_CASE("what drives a roll-out, and what is no input, asks for a full run") {
    const Program program = transitForMeans();
    const RunOptions options{.trials = 64};
    CHECK_FALSE(WhatIf::make(program, "metric/none/estimate", options));
    for (const ProgramInput& input : program.inputs())
        if (input.path.find("/adoption/q") != std::string::npos || input.path.find("/stall/event") != std::string::npos)
            CHECK_FALSE(WhatIf::make(program, input.path, options));
}

TEST_CASE("a change under the hand that is stopped gives nothing") {
    const Program program = transitForMeans();
    const auto inputs = program.inputs();
    const auto effect = std::ranges::find_if(
        inputs, [](const ProgramInput& input) { return input.path.find("/size") != std::string::npos; });
    const auto whatIf = WhatIf::make(program, effect->path, {.trials = 64});
    REQUIRE(whatIf);
    std::stop_source source;
    source.request_stop();
    CHECK_FALSE(whatIf->run(effect->distributions.front(), {{}, source.get_token()}));
}
