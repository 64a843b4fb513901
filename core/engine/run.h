// SPDX-License-Identifier: GPL-3.0-or-later
// run(): a pure function of a Program and these options. The same bits whatever the number of threads or the block.
#pragma once

#include "core/engine/program.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace tributary {

struct RunOptions {
    size_t trials = 4096;
    std::int64_t seed = 20260;
    Sampling sampling = Sampling::sobol;
    unsigned threads = 0; ///< 0: as many as the machine has
    size_t block = 256;   ///< trials that are computed together
};

/// The options that a model's settings ask for.
[[nodiscard]] RunOptions runOptions(const Settings& settings);

/// How a run is watched and stopped; both may be called from any of its threads.
struct RunControl {
    std::function<void(double)> progress; ///< share done, 0 to 1; may be empty
    std::stop_token stop;
};

/// Runs the program; nothing where it was stopped. A program without uncertainty takes one trial, whatever is asked.
[[nodiscard]] std::optional<Results> run(const Program& program, const RunOptions& options,
                                         const RunControl& control = {});

} // namespace tributary
