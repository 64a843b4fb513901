// SPDX-License-Identifier: GPL-3.0-or-later
// Addressed random numbers: each is a pure function of (seed, stream, index), by the counter-based generator
// Philox4x32-10 (Salmon et al. 2011). Nothing is drawn in turn, so any order, block or thread gives the same bits.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace tributary {

/// Hashes a text (the path of an input) to the key of its stream: 64-bit FNV-1a, the same on every machine.
[[nodiscard]] std::uint64_t streamKey(std::string_view path);

/// Mixes a key with a number to a further key, for streams within a stream (a case, a loop, a task).
[[nodiscard]] std::uint64_t streamKey(std::uint64_t key, std::uint64_t part);

/// Computes the 64 random bits at an address.
[[nodiscard]] std::uint64_t randomBits(std::uint64_t seed, std::uint64_t stream, std::uint64_t index);

/// Turns 64 random bits to a uniform number in the open interval (0, 1): the middle of one of 2^52 cells.
[[nodiscard]] constexpr double openUniform(std::uint64_t bits) {
    return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

/// Computes the uniform number in the open interval (0, 1) at an address.
[[nodiscard]] double uniform(std::uint64_t seed, std::uint64_t stream, std::uint64_t index);

/// Writes uniform(seed, stream, firstIndex + i) to out[i].
void fillUniform(std::uint64_t seed, std::uint64_t stream, std::uint64_t firstIndex, std::span<double> out);

} // namespace tributary
