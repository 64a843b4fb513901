// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/random.h"

#include <Random123/philox.h>

namespace tributary {

namespace {

struct BitPair {
    std::uint64_t even;
    std::uint64_t odd;
};

/// One Philox block holds the bits of two neighbouring indices.
BitPair blockBits(std::uint64_t seed, std::uint64_t stream, std::uint64_t block) {
    const r123::Philox4x32::ctr_type counter{
        {static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32U),
         static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32U)}};
    const r123::Philox4x32::key_type key{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)}};
    const r123::Philox4x32::ctr_type words = r123::Philox4x32()(counter, key);
    return {(std::uint64_t{words[1]} << 32U) | words[0], (std::uint64_t{words[3]} << 32U) | words[2]};
}

} // namespace

std::uint64_t streamKey(std::string_view path) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char character : path) {
        hash ^= static_cast<unsigned char>(character);
        hash *= 1099511628211U;
    }
    return hash;
}

std::uint64_t streamKey(std::uint64_t key, std::uint64_t part) { return randomBits(part, key, 0); }

std::uint64_t randomBits(std::uint64_t seed, std::uint64_t stream, std::uint64_t index) {
    const BitPair bits = blockBits(seed, stream, index / 2);
    return index % 2 == 0 ? bits.even : bits.odd;
}

double uniform(std::uint64_t seed, std::uint64_t stream, std::uint64_t index) {
    return openUniform(randomBits(seed, stream, index));
}

void fillUniform(std::uint64_t seed, std::uint64_t stream, std::uint64_t firstIndex, std::span<double> out) {
    size_t i = 0;
    if (firstIndex % 2 == 1 && !out.empty())
        out[i++] = uniform(seed, stream, firstIndex);
    for (; i + 1 < out.size(); i += 2) {
        const BitPair bits = blockBits(seed, stream, (firstIndex + i) / 2);
        out[i] = openUniform(bits.even);
        out[i + 1] = openUniform(bits.odd);
    }
    if (i < out.size())
        out[i] = uniform(seed, stream, firstIndex + i);
}

} // namespace tributary
