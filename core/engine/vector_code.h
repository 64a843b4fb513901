// SPDX-License-Identifier: GPL-3.0-or-later
// The instructions that run on vectors of trials, compiled once for each instruction set and chosen at run time. Which
// set runs changes a number by no more than its rounding.
#pragma once

#include "core/engine/code.h"
#include "core/stats/vector_tables.h"

#include <span>

namespace tributary {

/// The columns of a tile: register r is the `trials` numbers (whole eights, aligned) from registers + r * stride on.
struct Tile {
    double* registers = nullptr;
    size_t stride = 0;
    size_t trials = 0;

    [[nodiscard]] double* column(Register r) const { return registers + r * stride; }
};

/// Executes instructions from `first` on, up to the first that has no vector form; returns its index.
[[nodiscard]] size_t runVectorCode(const ProgramCode& code, std::span<const Instruction> instructions, size_t first,
                                   const Tile& tile, int period);

/// Adds up the first `count` trials of each column, its trial t to sums[8 i + t % 8]. Tiles start at whole eights.
void addColumnSums(const Tile& tile, std::span<const Register> columns, size_t count, double* sums);

/// Adds factor * (benefit - cost) to `npv`; aligned columns of whole eights.
void addDiscountedFlows(const double* benefit, const double* cost, const double* factor, size_t trials, double* npv);

/// Adds numbers, a multiple of eight of them, to `sums`.
void addNumbers(const double* numbers, size_t count, double* sums);

} // namespace tributary
