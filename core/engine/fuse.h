// SPDX-License-Identifier: GPL-3.0-or-later
// fuse(): puts one instruction in the place of several, so that a tile's columns are read and written less often.
#pragma once

#include "core/engine/code.h"

#include <vector>

namespace tributary {

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
    if (instruction.opcode != Opcode::powerProduct && instruction.opcode != Opcode::smoothPowerProduct)
        return;
    for (std::uint32_t i = 0; i < instruction.second; ++i) {
        visit(factors[instruction.index + i].base);
        visit(factors[instruction.index + i].exponent);
    }
}

/// Rewrites instructions that are in the order of their registers; `uses` counts who reads each. What nobody reads any
/// more is left standing.
void fuse(std::vector<Instruction>& instructions, const std::vector<std::uint32_t>& uses, ProgramCode& code);

} // namespace tributary
