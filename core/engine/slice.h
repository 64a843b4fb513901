// SPDX-License-Identifier: GPL-3.0-or-later
// Slice: the part of a program that lies downstream of one input, as a program of its own. What it reads from elsewhere
// is recorded once, trial by trial, and recalled. Known to the engine alone.
#pragma once

#include "core/engine/code.h"

#include <optional>

namespace tributary {

struct Slice {
    ProgramCode recording;          ///< the whole program, with the products of factors that stay
    std::vector<Register> keptOnce; ///< of `recording`: what the slice recalls before the periods
    std::vector<Register> keptEachPeriod;
    ProgramCode
        code; ///< its one uniform column and quantile are those of the input; outputs that stay are of register 0
};

/// Cuts out what hangs on uniform column `input`; nothing where a roll-out does, or where its draws have several
/// distributions: then a full run is the way.
[[nodiscard]] std::optional<Slice> sliceOf(const ProgramCode& code, std::uint32_t input);

} // namespace tributary
