// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/sampler.h"

#include "core/stats/random.h"

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <vector>

namespace tributary {

namespace {

constexpr double largestUniform = 1.0 - 0x1p-53;

// Purposes keep the streams of one input apart: its plain draws use the bare key.
enum class Purpose : std::uint64_t { scramble = 1, strata = 2, jitter = 3 };

std::uint64_t purposeKey(std::uint64_t key, Purpose purpose) {
    return streamKey(key, static_cast<std::uint64_t>(purpose));
}

/// Mixes 64 bits thoroughly (the finaliser of SplitMix64, Steele et al. 2014).
constexpr std::uint64_t mixed(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31U);
}

constexpr std::uint64_t hashed(std::uint64_t key, std::uint64_t number) {
    return mixed(mixed(number * 0x9e3779b97f4a7c15U + 0x632be59bd9b4e019U) ^ key);
}

// Sobol'.

constexpr size_t directionBits = 32;
using Directions = std::array<std::uint32_t, directionBits>; // [j]: what binary digit j of the point's number adds

std::vector<Directions> makeDirections(size_t dimensions) {
    // The generator goes by the Gray code; its point 2^(j+1) - 1 has the code 2^j, so it is direction number j itself.
    // It leaves out the first point, so point n is the one after seed(n - 1).
    boost::random::sobol_engine<std::uint32_t, directionBits> engine(dimensions);
    std::vector<Directions> table(dimensions);
    for (size_t j = 0; j < directionBits; ++j) {
        engine.seed(static_cast<std::uint32_t>((std::uint64_t{2} << j) - 2U));
        for (Directions& directions : table)
            directions[j] = engine();
    }
    return table;
}

/// Few models need the whole table, which takes some milliseconds to make; each is made at most once.
const Directions& directionsOf(size_t dimension) {
    constexpr size_t usualDimensions = 256;
    static_assert(Sampler::maxSobolDimensions <= boost::random::default_sobol_table::max_dimension);
    if (dimension < usualDimensions) {
        static const std::vector<Directions> usual = makeDirections(usualDimensions);
        return usual[dimension];
    }
    static const std::vector<Directions> all = makeDirections(Sampler::maxSobolDimensions);
    return all[dimension];
}

std::uint32_t sobolPoint(const Directions& directions, std::uint64_t number) {
    std::uint32_t point = 0;
    for (auto rest = static_cast<std::uint32_t>(number); rest != 0; rest &= rest - 1)
        point ^= directions[static_cast<size_t>(std::countr_zero(rest))];
    return point;
}

/// Scrambles a point by Owen's nested permutations: each binary digit is flipped or not by a random bit that belongs to
/// the digits before it. A hash of the leading digits gives the bits of a subtree of six levels at once. Points that
/// differ in the first 30 digits (any of less than 2^30 of a sequence do) have independent digits after them.
double scrambled(std::uint32_t point, std::uint64_t key) {
    constexpr unsigned levels = 6;
    constexpr unsigned subtrees = 5;
    constexpr unsigned scrambledDigits = levels * subtrees;
    constexpr unsigned lowDigits = 52 - scrambledDigits;
    std::uint64_t digits = 0;
    for (unsigned subtree = 0; subtree < subtrees; ++subtree) {
        const unsigned begin = subtree * levels;
        const std::uint64_t leading = begin == 0 ? 0 : point >> (directionBits - begin);
        const std::uint64_t flips = hashed(key, (std::uint64_t{subtree} << 32U) | leading);
        std::uint64_t node = 1; // of the subtree's 63, in the order of a heap
        for (unsigned level = 0; level < levels; ++level) {
            const std::uint64_t digit = (point >> (directionBits - 1U - begin - level)) & 1U;
            digits = (digits << 1U) | (digit ^ ((flips >> node) & 1U));
            node = 2 * node + digit;
        }
    }
    const std::uint64_t prefix = point >> (directionBits - scrambledDigits);
    const std::uint64_t low = hashed(key, (std::uint64_t{subtrees} << 32U) | prefix) >> (64U - lowDigits);
    return openUniform(((digits << lowDigits) | low) << 12U);
}

using ScrambleKeys = std::array<std::uint64_t, Sampler::scrambles>;

ScrambleKeys scrambleKeys(std::uint64_t seed, std::uint64_t key, Purpose purpose) {
    ScrambleKeys keys{};
    for (size_t i = 0; i < keys.size(); ++i)
        keys[i] = randomBits(seed, purposeKey(key, purpose), i);
    return keys;
}

void fillSobol(std::uint64_t seed, Dimension dimension, size_t firstTrial, std::span<double> out) {
    const Directions& directions = directionsOf(dimension.index);
    const ScrambleKeys keys = scrambleKeys(seed, dimension.key, Purpose::scramble);
    std::uint32_t point = 0;
    for (size_t i = 0; i < out.size(); ++i) {
        const size_t trial = firstTrial + i;
        const size_t scramble = trial % Sampler::scrambles;
        if (i == 0 || scramble == 0)
            point = sobolPoint(directions, trial / Sampler::scrambles);
        out[i] = scrambled(point, keys[scramble]);
    }
}

// Latin hypercube.

/// Permutes 0 ... size - 1 by a keyed Feistel network over the next even number of bits, walked until within the size.
std::uint64_t permuted(std::uint64_t number, std::uint64_t size, std::uint64_t key) {
    constexpr unsigned rounds = 8;
    const auto halfBits = std::max(1U, static_cast<unsigned>(std::bit_width(size - 1) + 1) / 2U);
    const std::uint64_t mask = (std::uint64_t{1} << halfBits) - 1;
    do {
        std::uint64_t left = number >> halfBits;
        std::uint64_t right = number & mask;
        for (unsigned round = 0; round < rounds; ++round) {
            const std::uint64_t next = left ^ (hashed(key, (std::uint64_t{round} << 32U) | right) >> (64U - halfBits));
            left = right;
            right = next;
        }
        number = (left << halfBits) | right;
    } while (number >= size);
    return number;
}

void fillLatinHypercube(std::uint64_t seed, std::uint64_t key, size_t trials, size_t firstTrial,
                        std::span<double> out) {
    assert(firstTrial + out.size() <= trials);
    const ScrambleKeys keys = scrambleKeys(seed, key, Purpose::strata);
    const std::uint64_t jitter = purposeKey(key, Purpose::jitter);
    for (size_t i = 0; i < out.size(); ++i) {
        const size_t trial = firstTrial + i;
        const size_t scramble = trial % Sampler::scrambles;
        const std::uint64_t strata = (trials - scramble + Sampler::scrambles - 1) / Sampler::scrambles;
        const auto stratum = static_cast<double>(permuted(trial / Sampler::scrambles, strata, keys[scramble]));
        // 32 bits within the stratum, so that the sum is exact and stays in it.
        const double within = (static_cast<double>(randomBits(seed, jitter, trial) >> 32U) + 0.5) * 0x1p-32;
        out[i] = std::min((stratum + within) / static_cast<double>(strata), largestUniform);
    }
}

} // namespace

std::string_view name(SamplerKind kind) {
    switch (kind) {
    case SamplerKind::sobol:
        return "sobol";
    case SamplerKind::latinHypercube:
        return "latin hypercube";
    case SamplerKind::plain:
        break;
    }
    return "plain";
}

bool Sampler::isPlain(Dimension dimension) const {
    return kind_ == SamplerKind::plain || dimension.index == Dimension::plain ||
           (kind_ == SamplerKind::sobol && dimension.index >= maxSobolDimensions);
}

void Sampler::fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const {
    if (isPlain(dimension))
        fillUniform(seed_, dimension.key, firstTrial, out);
    else if (kind_ == SamplerKind::sobol)
        fillSobol(seed_, dimension, firstTrial, out);
    else
        fillLatinHypercube(seed_, dimension.key, trials_, firstTrial, out);
}

} // namespace tributary
