// SPDX-License-Identifier: GPL-3.0-or-later
// How soon a run that is to stop leaves off, counted in pieces of work.
#include "core/engine/block_machine.h"
#include "core/engine/run.h"
#include "core/exchange/templates.h"

#include <catch2/catch.hpp>

using namespace tributary;

namespace {

/// Asks for the stop while it gives the numbers of its call number `last`, and counts all calls.
class StoppingSource final : public UniformSource {
public:
    StoppingSource(size_t last, std::stop_source stop) : last_(last), stop_(std::move(stop)) {}

    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        numbers_.fillUniforms(dimension, firstTrial, out);
        if (++calls_ == last_)
            static_cast<void>(std::stop_source(stop_).request_stop());
    }
    [[nodiscard]] size_t calls() const { return calls_; }

private:
    size_t last_;
    std::stop_source stop_;
    Sampler numbers_{SamplerKind::sobol, 1, 4096};
    mutable size_t calls_ = 0; // one thread
};

} // namespace

TEST_CASE("a run that is to stop draws no further quantity") {
    const auto program = compile(modelFromTemplate("transit").value(), {});
    REQUIRE(program);
    const size_t quantities = program->inputs().size();
    for (const size_t last : {size_t{1}, quantities / 2, quantities, 3 * quantities + 1}) {
        std::stop_source stop;
        const auto source = std::make_shared<const StoppingSource>(last, stop);
        CHECK_FALSE(run(*program, {.trials = 4096, .threads = 1, .uniforms = source}, {{}, stop.get_token()}));
        CHECK(source->calls() == last);
    }
}

TEST_CASE("a block that is to stop executes no more instructions than lie between two looks") {
    constexpr size_t trials = 64;
    ProgramCode code;
    code.registers = 2;
    code.noiseStreams = {7};
    code.body.assign(10'000, {.opcode = Opcode::noise, .out = 1});
    std::stop_source stop;
    const StoppingSource source(300, stop);
    BlockMachine machine(code, trials, stop.get_token());
    machine.start(source, 0, trials);
    machine.step(1);
    CHECK(source.calls() >= 300);
    CHECK(source.calls() <= 300 + BlockMachine::trialsBetweenLooks / trials);
    const size_t before = source.calls();
    machine.step(2);
    CHECK(source.calls() == before);
}
