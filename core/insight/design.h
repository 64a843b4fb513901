// SPDX-License-Identifier: GPL-3.0-or-later
// Designs of experiments: where the uniform numbers of a run come from when it asks a question. A run of one design
// answers for all its points at once. Immutable and shareable between threads.
#pragma once

#include "core/base/result.h"
#include "core/engine/run.h"
#include "core/insight/study.h"

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace tributary {

/// Every quantity at its median, every event in its likelier state, no noise.
class MedianUniforms final : public UniformSource {
public:
    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override;
};

/// An input held at a uniform number.
struct Hold {
    std::uint64_t key = 0; ///< of the input's dimension
    double uniform = 0.5;
};

/// Points, each with some inputs held, over the same base trials: trial t is base trial t % rows at point t / rows.
/// Inputs are held after they were correlated: what is held says nothing of the others.
class HeldDesign final : public UniformSource {
public:
    HeldDesign(std::shared_ptr<const UniformSource> base, size_t rows, const std::vector<std::vector<Hold>>& points);

    [[nodiscard]] size_t trials() const { return rows_ * points_; }
    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override;
    void pin(Dimension dimension, size_t firstTrial, std::span<double> out) const override;

private:
    struct HeldAt {
        size_t point;
        double uniform;
    };
    std::shared_ptr<const UniformSource> base_;
    size_t rows_;
    size_t points_;
    std::unordered_map<std::uint64_t, std::vector<HeldAt>> held_; // by key, points rising
};

/// The fewest base trials of a design, where the study has so many.
inline constexpr size_t fewestRows = 32;

/// How many base trials a design of `points` takes, within about `budget` trials and the study's own, at least
/// fewestRows where it has them: a power of two, as only then Sobol' points lie evenly and scrambles tell the error.
[[nodiscard]] size_t rowsFor(const Study& study, size_t points, size_t budget);

/// The study's own sampler over so many base trials; what many points take again and again of its inputs, and of
/// `others`, is drawn once.
[[nodiscard]] std::shared_ptr<const UniformSource> baseTrials(const Study& study, size_t rows,
                                                              const std::vector<Dimension>& others = {});

/// Runs so many trials of a source in batches that bound the memory, and hands each batch's results on with the number
/// of its first trial. Fails where it was stopped.
[[nodiscard]] Result<void> runInBatches(const Program& program, RunOptions options,
                                        const std::shared_ptr<const UniformSource>& source, size_t trials,
                                        const std::function<void(const ScenarioResults&, size_t firstTrial)>& take,
                                        const RunControl& control);

/// Runs so many trials of a source; the NPV of each, NaN where it failed.
[[nodiscard]] Result<std::vector<double>> npvOf(const Study& study, const std::shared_ptr<const UniformSource>& source,
                                                size_t trials, const RunControl& control);

} // namespace tributary
