// SPDX-License-Identifier: GPL-3.0-or-later
// Sampler: the uniform numbers of a run, addressed by (kind, seed, dimension, trial), and for Latin hypercube by the
// number of trials too. A value never depends on the range asked for, the block or the thread. Immutable and shareable.
#pragma once

#include "core/stats/uniform_source.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tributary {

enum class SamplerKind { sobol, latinHypercube, plain };

/// Names a kind as people read it: "sobol", "latin hypercube" or "plain".
[[nodiscard]] std::string_view name(SamplerKind kind);

class Sampler final : public UniformSource {
public:
    /// Trial t belongs to scramble t % scrambles as its point t / scrambles. Scrambles are independent, so their means
    /// give the standard error, and with `sobol` and `plain` a run is a prefix of any longer one.
    static constexpr size_t scrambles = 8;
    /// Dimensions from this one on are beyond the tables of direction numbers and take plain addressed draws.
    static constexpr size_t maxSobolDimensions = 3667;

    Sampler(SamplerKind kind, std::uint64_t seed, size_t trials) : kind_(kind), seed_(seed), trials_(trials) {}

    [[nodiscard]] SamplerKind kind() const { return kind_; }
    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    [[nodiscard]] size_t trials() const { return trials_; }

    /// Tells whether a dimension takes plain draws: because the kind is plain, it asks for them, or it is beyond the
    /// Sobol' tables.
    [[nodiscard]] bool isPlain(Dimension dimension) const;

    /// Writes the uniform numbers of trials firstTrial, firstTrial + 1, ... to `out`, each in the open interval (0, 1).
    /// Sobol': direction numbers of Joe and Kuo, first point kept, nested uniform scrambling (Owen 1995) of 30 binary
    /// digits and random ones below. Latin hypercube (McKay et al. 1979): each scramble has all its strata once; the
    /// range must lie within the sampler's trials.
    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override;

private:
    SamplerKind kind_;
    std::uint64_t seed_;
    size_t trials_;
};

} // namespace tributary
