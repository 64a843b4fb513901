// SPDX-License-Identifier: GPL-3.0-or-later
// WhatIf: one uncertain quantity under the hand. The program is run once; a change of the quantity's distribution then
// computes only what hangs on it, from recorded columns. Use from one thread at a time.
#pragma once

#include "core/engine/run.h"

#include <memory>
#include <string_view>

namespace tributary {

class WhatIf {
public:
    /// Recorded columns take no more than this.
    static constexpr size_t largestRecording = size_t{512} << 20U; // bytes

    /// Runs `program`, compiled for means, and records what stays when the quantity at `path` changes. Nothing where it
    /// was stopped, or where a full run is the way: the quantity drives a roll-out, is drawn from several
    /// distributions, is none of the program's inputs, or would take a larger recording.
    [[nodiscard]] static std::optional<WhatIf> make(const Program& program, std::string_view path,
                                                    const RunOptions& options, const RunControl& control = {});

    /// The results of the recorded run.
    [[nodiscard]] const Results& base() const { return base_; }

    /// Computes the results with another distribution of the quantity, in its field's unit, on the same draws: those of
    /// a full run to 1e-12. Nothing where it was stopped.
    [[nodiscard]] std::optional<Results> run(const Distribution& distribution, const RunControl& control = {}) const;

private:
    WhatIf() = default;

    std::shared_ptr<const ProgramCode> code_; ///< of the slice
    std::shared_ptr<const UniformSource> uniforms_;
    RunOptions options_;
    Results base_;
};

} // namespace tributary
