// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/design.h"

#include <algorithm>
#include <bit>

namespace tributary {

namespace {

constexpr size_t batchTrials = 8192;
constexpr size_t mostStored = size_t{1} << 21U; ///< numbers of base trials: 16 MB

/// A source from a later trial on.
class LaterUniforms final : public UniformSource {
public:
    LaterUniforms(std::shared_ptr<const UniformSource> source, size_t first)
        : source_(std::move(source)), first_(first) {}
    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        source_->fillUniforms(dimension, first_ + firstTrial, out);
    }
    void pin(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        source_->pin(dimension, first_ + firstTrial, out);
    }

private:
    std::shared_ptr<const UniformSource> source_;
    size_t first_;
};

/// A source whose numbers of some dimensions are drawn beforehand.
class StoredTrials final : public UniformSource {
public:
    StoredTrials(std::shared_ptr<const UniformSource> source, size_t rows, const std::vector<Dimension>& dimensions)
        : source_(std::move(source)) {
        for (const Dimension& dimension : dimensions) {
            std::vector<double>& column = columns_[dimension.key];
            column.resize(rows);
            source_->fillUniforms(dimension, 0, column);
        }
    }
    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        const auto known = columns_.find(dimension.key);
        if (known == columns_.end())
            source_->fillUniforms(dimension, firstTrial, out);
        else
            std::copy_n(known->second.begin() + static_cast<std::ptrdiff_t>(firstTrial), out.size(), out.begin());
    }

private:
    std::shared_ptr<const UniformSource> source_;
    std::unordered_map<std::uint64_t, std::vector<double>> columns_; // by key
};

} // namespace

void MedianUniforms::fillUniforms(Dimension, size_t, std::span<double> out) const { std::ranges::fill(out, 0.5); }

HeldDesign::HeldDesign(std::shared_ptr<const UniformSource> base, size_t rows,
                       const std::vector<std::vector<Hold>>& points)
    : base_(std::move(base)), rows_(std::max<size_t>(rows, 1)), points_(points.size()) {
    for (size_t point = 0; point < points.size(); ++point)
        for (const Hold& hold : points[point])
            held_[hold.key].push_back({point, hold.uniform});
}

void HeldDesign::fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const {
    for (size_t done = 0; done < out.size();) {
        const size_t row = (firstTrial + done) % rows_;
        const size_t count = std::min(out.size() - done, rows_ - row);
        base_->fillUniforms(dimension, row, out.subspan(done, count));
        done += count;
    }
}

void HeldDesign::pin(Dimension dimension, size_t firstTrial, std::span<double> out) const {
    const auto found = held_.find(dimension.key);
    if (found == held_.end())
        return;
    const size_t end = firstTrial + out.size();
    auto held = std::ranges::lower_bound(found->second, firstTrial / rows_, {}, &HeldAt::point);
    for (; held != found->second.end() && held->point * rows_ < end; ++held) {
        const size_t from = std::max(held->point * rows_, firstTrial) - firstTrial;
        const size_t to = std::min((held->point + 1) * rows_, end) - firstTrial;
        std::ranges::fill(out.subspan(from, to - from), held->uniform);
    }
}

size_t rowsFor(const Study& study, size_t points, size_t budget) {
    const size_t affordable = std::max(budget / std::max<size_t>(points, 1), fewestRows);
    return std::bit_floor(std::min(study.options.trials, affordable));
}

std::shared_ptr<const UniformSource> baseTrials(const Study& study, size_t rows, const std::vector<Dimension>& others) {
    auto sampler =
        std::make_shared<const Sampler>(study.sampler(), static_cast<std::uint64_t>(study.options.seed), rows);
    std::vector<Dimension> dimensions = others;
    for (const ProgramInput& input : study.program.inputs())
        dimensions.push_back(input.dimension);
    if (dimensions.size() * rows > mostStored)
        return sampler;
    return std::make_shared<const StoredTrials>(std::move(sampler), rows, dimensions);
}

Result<void> runInBatches(const Program& program, RunOptions options,
                          const std::shared_ptr<const UniformSource>& source, size_t trials,
                          const std::function<void(const ScenarioResults&, size_t)>& take, const RunControl& control) {
    for (size_t first = 0; first < trials; first += batchTrials) {
        const size_t count = std::min(batchTrials, trials - first);
        options.trials = count;
        options.uniforms = std::make_shared<const LaterUniforms>(source, first);
        const auto all = static_cast<double>(trials);
        const auto results =
            run(program, options,
                partOf(control, static_cast<double>(first) / all, static_cast<double>(first + count) / all));
        if (!results)
            return tl::unexpected(stoppedError());
        take(results->scenarios.front(), first);
    }
    return {};
}

Result<std::vector<double>> npvOf(const Study& study, const std::shared_ptr<const UniformSource>& source, size_t trials,
                                  const RunControl& control) {
    std::vector<double> npv(trials);
    const auto ran = runInBatches(
        study.npvProgram, study.options, source, trials,
        [&](const ScenarioResults& results, size_t first) {
            std::ranges::copy(results.npvTrials, npv.begin() + static_cast<std::ptrdiff_t>(first));
        },
        control);
    if (!ran)
        return tl::unexpected(ran.error());
    return npv;
}

} // namespace tributary
