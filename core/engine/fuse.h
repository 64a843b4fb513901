// SPDX-License-Identifier: GPL-3.0-or-later
// fuse(): puts one instruction in the place of several, so that a tile's columns are read and written less often.
#pragma once

#include "core/engine/code.h"

#include <vector>

namespace tributary {

/// Whether an instruction of this kind reads powers.
[[nodiscard]] inline bool isPowers(Opcode opcode) {
    return opcode == Opcode::powerProduct || opcode == Opcode::smoothPowerProduct;
}

/// Calls `visit` with every register that an instruction reads; a network's inputs are not among them.
template <class Visit>
void forEachOperand(const Instruction& instruction, const std::vector<PowerFactor>& factors, Visit&& visit) {
    const int operands = operandsOf(instruction.opcode);
    if (operands > 0)
        visit(instruction.a);
    if (operands > 1)
        visit(instruction.b);
    if (operands > 2)
        visit(instruction.c);
    if (!isPowers(instruction.opcode))
        return;
    for (std::uint32_t i = 0; i < instruction.second; ++i) {
        const PowerFactor& factor = factors[instruction.index + i];
        visit(factor.base);
        visit(factor.exponent);
        if (factor.isAffine)
            visit(factor.slope);
    }
}

/// Calls `visit` with every register that an instruction gives, those that stand in no column too, in the order in
/// which they are worked out.
template <class Visit>
void forEachOutput(const Instruction& instruction, const ProgramCode& code, Visit&& visit) {
    for (std::uint32_t i = 0; isPowers(instruction.opcode) && i < instruction.second; ++i)
        if (const PowerFactor& factor = code.factors[instruction.index + i]; factor.isAffine)
            visit(factor.sum);
    const size_t outputs =
        instruction.opcode == Opcode::solve ? 1 + code.networks[instruction.index].outputs.size() : 1;
    for (Register out = instruction.out; out < instruction.out + outputs; ++out)
        visit(out);
}

/// Rewrites instructions that are in the order of their registers; `uses` counts who reads each. What nobody reads any
/// more is left standing.
void fuse(std::vector<Instruction>& instructions, const std::vector<std::uint32_t>& uses, ProgramCode& code);

/// Takes sums that a product of powers alone reads into the product: they are written to no column. For a finished
/// program whose metrics are wanted as means.
void absorbSums(ProgramCode& code);

} // namespace tributary
