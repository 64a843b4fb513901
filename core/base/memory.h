// SPDX-License-Identifier: GPL-3.0-or-later
// How the process deals with memory that it has freed.
#pragma once

namespace tributary {

/// Lets the process keep what it has freed, up to a bound, instead of handing it back to the system at once: the next
/// run wants as much again, and meeting fresh pages costs as much as computing on them. For a program's start; does
/// nothing where the C library has no say in it.
void keepFreedMemory();

} // namespace tributary
