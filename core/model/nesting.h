// SPDX-License-Identifier: GPL-3.0-or-later
// How deep a map may be nested: what checks it, what draws its ends together and what works it out hold the same bound.
#pragma once

namespace tributary {

/// Parallel branches that may lie within each other.
inline constexpr int deepestNesting = 64;

} // namespace tributary
