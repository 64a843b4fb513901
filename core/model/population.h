// SPDX-License-Identifier: GPL-3.0-or-later
// How many members a population of a map may have: what checks it, works it out and simulates it hold the same bound.
#pragma once

namespace tributary {

/// The formulas' work grows with the members, times the servers and the square of the pools; of more hardly anyone is
/// missed.
inline constexpr double mostMembers = 1000;

} // namespace tributary
