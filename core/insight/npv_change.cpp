// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/npv_change.h"

#include "core/insight/study.h"
#include "core/model/problem_words.h"
#include "core/model/runnable_part.h"
#include "core/stats/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

/// A sampler whose inputs stand where those of a reference do.
class PlacedSampler final : public UniformSource {
public:
    PlacedSampler(SamplerKind kind, std::int64_t seed, size_t trials, std::map<std::uint64_t, size_t> places)
        : sampler_(kind, static_cast<std::uint64_t>(seed), trials), places_(std::move(places)) {}

    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        const auto known = places_.find(dimension.key);
        sampler_.fillUniforms({known == places_.end() ? Dimension::plain : known->second, dimension.key}, firstTrial,
                              out);
    }

private:
    Sampler sampler_;
    std::map<std::uint64_t, size_t> places_;
};

/// Compiles a model, or where it has errors the part of it that can be run, if the NPV of the scenario lacks nothing.
Result<Program> compileFor(const ScenarioId& scenario, const Model& model, const CompileOptions& wanted,
                           const RunControl& control) {
    auto program = compile(model, wanted, {{}, control.stop});
    if (!program && !control.stop.stop_requested())
        if (const auto part = runnablePart(model, program.error()); part && !part->npvLacks.contains(scenario))
            program = compile(part->model, wanted, {{}, control.stop});
    if (!program)
        return tl::unexpected(problemError(model, program.error().front()));
    return std::move(*program);
}

/// The program of a scenario's NPV alone.
Result<Program> programForNpv(const Model& model, const ScenarioId& scenario, unsigned threads,
                              const RunControl& control) {
    if (!model.scenarios().contains(scenario))
        return fail(fmt::format("There is no scenario `{}` in it.", scenario.text));
    return compileFor(
        scenario, model,
        {.scenarios = {scenario}, .metrics = WantedMetrics::none, .detail = Detail::means, .threads = threads},
        control);
}

/// The places of the inputs of a program: the reference's, and for others those behind them.
std::map<std::uint64_t, size_t> placesIn(const Program& program, const SharedDraws& draws) {
    auto places = draws.places;
    size_t next = 0;
    for (const auto& [key, place] : places)
        next = std::max(next, place + 1);
    for (const ProgramInput& input : program.inputs())
        if (places.try_emplace(input.dimension.key, next).second)
            ++next;
    return places;
}

} // namespace

SharedDraws sharedDraws(const Model& reference, const ScenarioId& scenario, const RunControl& control) {
    SharedDraws draws{runOptions(reference.settings()), {}};
    draws.options.trials = std::min(draws.options.trials, mostTrialsCompared);
    const auto read = [&](const Program& program) {
        for (const ProgramInput& input : program.inputs())
            draws.places.emplace(input.dimension.key, input.dimension.index);
    };
    // Other scenarios have inputs of their own, which take places in the run of all.
    if (const auto all = compileFor(scenario, reference, {.threads = draws.options.threads}, control))
        read(*all);
    else if (const auto alone = programForNpv(reference, scenario, draws.options.threads, control))
        read(*alone);
    return draws;
}

Result<std::vector<double>> npvTrials(const Model& model, const ScenarioId& scenario, const SharedDraws& draws,
                                      const RunControl& control) {
    const auto program = programForNpv(model, scenario, draws.options.threads, control);
    if (!program)
        return tl::unexpected(program.error());
    RunOptions options = draws.options;
    if (!draws.places.empty())
        options.uniforms = std::make_shared<const PlacedSampler>(samplerKind(options.sampling), options.seed,
                                                                 options.trials, placesIn(*program, draws));
    auto results = run(*program, options, control);
    if (!results || results->scenarios.empty())
        return tl::unexpected(stoppedError());
    return std::move(results->scenarios.front().npvTrials);
}

NpvChange npvChange(std::vector<double> before, std::vector<double> after) {
    const size_t trials = std::max(before.size(), after.size());
    for (std::vector<double>* column : {&before, &after})
        if (column->size() == 1)
            column->resize(trials, column->front());
    std::vector<double> difference;
    double rises = 0;
    double sound = 0;
    for (size_t t = 0; t < std::min(before.size(), after.size()); ++t) {
        difference.push_back(after[t] - before[t]);
        if (std::isnan(difference.back()))
            continue;
        sound += 1;
        rises += difference.back() > 0 ? 1 : difference.back() < 0 ? 0 : 0.5;
    }
    constexpr SamplerKind kind = SamplerKind::plain; // its standard errors are told to nobody
    return {summarise(before, kind), summarise(after, kind), summarise(difference, kind),
            sound > 0 ? rises / sound : NAN, trials};
}

Result<NpvChange> npvChange(const Model& before, const Model& after, const ScenarioId& scenario,
                            const SharedDraws& draws, const RunControl& control) {
    auto old = npvTrials(before, scenario, draws, control);
    if (!old)
        return tl::unexpected(old.error());
    auto now = npvTrials(after, scenario, draws, control);
    if (!now)
        return tl::unexpected(now.error());
    return npvChange(std::move(*old), std::move(*now));
}

} // namespace tributary
