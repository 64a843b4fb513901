// SPDX-License-Identifier: GPL-3.0-or-later
// The instructions that run on vectors of trials, compiled once for each instruction set and chosen at run time. Which
// set runs changes a number by no more than its rounding.
#pragma once

#include "core/engine/code.h"
#include "core/stats/vector_tables.h"

#include <span>

namespace tributary {

/// The columns of a tile, `trials` numbers each (whole eights, aligned): an instruction writes register r from
/// registers + r * stride on, and reads it where `columns` says, which is there or in a recording.
struct Tile {
    double* registers = nullptr;
    size_t stride = 0;
    size_t trials = 0;
    const double* const* columns = nullptr;

    [[nodiscard]] double* target(Register r) const { return registers + r * stride; }
    [[nodiscard]] const double* column(Register r) const { return columns[r]; }
};

/// Registers that are summed up as soon as they are written, while they are in the cache: register r adds its first
/// `count` trials, trial t to sums[8 s + t % 8], s = slotOf[r], unless that is `noSlot`.
struct ColumnSums {
    static constexpr std::uint32_t noSlot = ~std::uint32_t{0};

    const std::uint32_t* slotOf = nullptr; ///< null: none is
    size_t count = 0;
    double* sums = nullptr;
};

/// Executes instructions from `first` on, up to the first that has no vector form; returns its index.
[[nodiscard]] size_t runVectorCode(const ProgramCode& code, std::span<const Instruction> instructions, size_t first,
                                   const Tile& tile, int period, const ColumnSums& sums);

/// Adds up the first `count` numbers of a column, number t to sums[t % 8]. Tiles start at whole eights.
void addColumnSum(const double* column, size_t count, double* sums);

/// Adds factor * (benefit - cost) to `npv`; aligned columns of whole eights.
void addDiscountedFlows(const double* benefit, const double* cost, const double* factor, size_t trials, double* npv);

/// Sets 1 in `failed` where a number of the column is infinite or none; both of one size.
void markInfinite(std::span<const double> column, std::span<double> failed);

/// Adds numbers, a multiple of eight of them, to `sums`.
void addNumbers(const double* numbers, size_t count, double* sums);

} // namespace tributary
