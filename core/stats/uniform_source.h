// SPDX-License-Identifier: GPL-3.0-or-later
// UniformSource: where a run's uniform numbers come from, addressed by dimension and trial: a Sampler, or a design of
// experiments. Immutable and shareable between threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace tributary {

/// The address of one uncertain quantity.
struct Dimension {
    /// An index beyond every table of quasi-random numbers: plain draws.
    static constexpr size_t plain = std::numeric_limits<size_t>::max();

    size_t index = 0;      ///< which dimension of the Sobol' sequence
    std::uint64_t key = 0; ///< hash of the input's path: keys its scrambles, its strata and its plain draws

    friend bool operator==(const Dimension&, const Dimension&) = default;
};

class UniformSource {
public:
    virtual ~UniformSource() = default;

    /// Writes the uniform numbers of trials firstTrial, firstTrial + 1, ... to `out`, each in the open interval (0, 1).
    virtual void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const = 0;

    /// Overwrites numbers of `out` once they were correlated with each other; a design holds an input in place here.
    virtual void pin(Dimension /*dimension*/, size_t /*firstTrial*/, std::span<double> /*out*/) const {}

protected:
    UniformSource() = default;
    UniformSource(const UniformSource&) = default;
    UniformSource& operator=(const UniformSource&) = default;
};

} // namespace tributary
