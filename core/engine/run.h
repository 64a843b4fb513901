// SPDX-License-Identifier: GPL-3.0-or-later
// run(): a pure function of a Program and these options. The same bits whatever the number of threads or the block.
#pragma once

#include "core/engine/program.h"
#include "core/stats/sampler.h"
#include "core/stats/uniform_source.h"

#include <memory>
#include <optional>

namespace tributary {

/// What of every single trial is kept in the results, beside its NPV. With Detail::means flows are those up to each
/// period alone.
enum class TrialColumns { npv, flows };

struct RunOptions {
    size_t trials = 4096;
    std::int64_t seed = 20260;
    Sampling sampling = Sampling::sobol;
    unsigned threads = 0; ///< 0: as many as the machine has
    size_t block = 0;     ///< trials that are computed together, in whole eights; 0: as many as suit the caches
    /// Where the uniform numbers come from; null: a sampler of this seed. With a design, standard errors mean nothing.
    std::shared_ptr<const UniformSource> uniforms{};
    TrialColumns columns = TrialColumns::npv;
};

/// The kind of sampler that a way of sampling names.
[[nodiscard]] SamplerKind samplerKind(Sampling sampling);

/// The options that a model's settings ask for.
[[nodiscard]] RunOptions runOptions(const Settings& settings);

/// Runs the program; nothing where it was stopped. A program without uncertainty takes one trial, whatever is asked.
[[nodiscard]] std::optional<Results> run(const Program& program, const RunOptions& options,
                                         const RunControl& control = {});

/// Draws the uniform numbers of a run, correlated as it takes them: a column of trials for each of program.inputs().
[[nodiscard]] std::vector<std::vector<double>> drawInputs(const Program& program, const RunOptions& options);

} // namespace tributary
