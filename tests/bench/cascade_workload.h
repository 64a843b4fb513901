// SPDX-License-Identifier: GPL-3.0-or-later
// The cascade workloads W1 and W4 as ordinary models, made by a rule with stateless uniform numbers, so that every
// program that follows the rule computes the same answers: a tree of three layers (0.6 n frontline metrics, 0.3 n
// operating, 0.1 n financial with the root last), six interventions in closed Bass form, elasticities and response
// times.
#pragma once

#include "core/model/model.h"
#include "core/stats/uniform_source.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary::bench {

/// The uniform numbers of the rule: a SplitMix64 hash of (seed, dimension, trial).
class StatelessUniforms final : public UniformSource {
public:
    StatelessUniforms(std::uint64_t seed, std::shared_ptr<const std::vector<std::uint64_t>> dimensions)
        : seed_(seed), dimensions_(std::move(dimensions)) {}
    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override;

private:
    std::uint64_t seed_;
    std::shared_ptr<const std::vector<std::uint64_t>> dimensions_; ///< of the rule, by the program's dimension
};

struct CascadeWorkload {
    Model model;
    std::unordered_map<std::string, std::uint64_t> dimensionOf;   ///< of the rule, by the path of the quantity
    std::shared_ptr<const std::vector<std::uint64_t>> dimensions; ///< the same by the dimension that programs give it
    MetricId root;
    double rootBaseline = 0;
    std::string firstEffect; ///< path of the size of the first frontline metric's effect
    double firstEffectLow = 0;
    double firstEffectHigh = 0;

    [[nodiscard]] std::shared_ptr<const UniformSource> uniforms(std::uint64_t seed) const {
        return std::make_shared<const StatelessUniforms>(seed, dimensions);
    }
};

/// Makes the workload with n metrics (a multiple of 10, at least 50) over that many months.
[[nodiscard]] CascadeWorkload makeCascade(int metrics, int months);

} // namespace tributary::bench
