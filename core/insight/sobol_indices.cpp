// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/sobol_indices.h"

#include "core/insight/design.h"
#include "core/stats/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace tributary {

namespace {

constexpr size_t sobolBudget = 32'768;
constexpr std::uint64_t secondMatrix = 2;

/// The dimension of an input in the second matrix: further on in the same sequence, so that both lie evenly together.
Dimension inSecond(Dimension dimension, size_t shift) {
    const size_t index = dimension.index == Dimension::plain ? Dimension::plain : dimension.index + shift;
    return {index, streamKey(dimension.key, secondMatrix)};
}

/// Trial t is row t % rows of matrix t / rows: A, B, then A with one block's columns from B.
class SobolDesign final : public UniformSource {
public:
    SobolDesign(const Study& study, size_t rows) : rows_(rows) {
        for (const StudyInput& input : study.inputs)
            shift_ = std::max(shift_, input.dimension.index + 1);
        std::vector<Dimension> second;
        for (const StudyInput& input : study.inputs)
            second.push_back(inSecond(input.dimension, shift_));
        base_ = baseTrials(study, rows, second);
        for (size_t block = 0; block < study.blocks.size(); ++block)
            for (const std::uint64_t key : study.blocks[block].keys)
                blockOf_.emplace(key, block);
    }

    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        const auto block = blockOf_.find(dimension.key);
        for (size_t done = 0; done < out.size();) {
            const size_t matrix = (firstTrial + done) / rows_;
            const size_t row = (firstTrial + done) % rows_;
            const size_t count = std::min(out.size() - done, rows_ - row);
            const bool second = matrix == 1 || (matrix > 1 && block != blockOf_.end() && block->second == matrix - 2);
            base_->fillUniforms(second ? inSecond(dimension, shift_) : dimension, row, out.subspan(done, count));
            done += count;
        }
    }

private:
    std::shared_ptr<const UniformSource> base_;
    size_t rows_;
    size_t shift_ = 0;
    std::unordered_map<std::uint64_t, size_t> blockOf_;
};

struct Sums {
    double products = 0; ///< of f(B) and f(AB) - f(A)
    double squares = 0;  ///< of f(A) - f(AB)
    double rows = 0;
};

struct Moments {
    double sum = 0;
    double squares = 0;
    double count = 0;

    void add(double value) {
        sum += value;
        squares += value * value;
        ++count;
    }
    [[nodiscard]] double variance() const { return squares / count - sum / count * (sum / count); }
};

} // namespace

SobolColumns sobolColumns(size_t inputs, size_t rows, std::uint64_t seed,
                          const std::function<double(std::span<const double>)>& function) {
    const Sampler sampler(SamplerKind::sobol, seed, rows);
    std::vector<std::vector<double>> a(inputs, std::vector<double>(rows)), b = a;
    for (size_t i = 0; i < inputs; ++i) {
        const Dimension dimension{i, streamKey(seed, i)};
        sampler.fillUniforms(dimension, 0, a[i]);
        sampler.fillUniforms(inSecond(dimension, inputs), 0, b[i]);
    }
    std::vector<double> point(inputs);
    const auto evaluate = [&](auto&& columnOf) {
        std::vector<double> values(rows);
        for (size_t row = 0; row < rows; ++row) {
            for (size_t i = 0; i < inputs; ++i)
                point[i] = columnOf(i)[row];
            values[row] = function(point);
        }
        return values;
    };
    SobolColumns columns;
    columns.a = evaluate([&](size_t i) -> const auto& { return a[i]; });
    columns.b = evaluate([&](size_t i) -> const auto& { return b[i]; });
    for (size_t swapped = 0; swapped < inputs; ++swapped)
        columns.ab.push_back(evaluate([&](size_t i) -> const auto& { return i == swapped ? b[i] : a[i]; }));
    return columns;
}

std::vector<SobolIndex> sobolIndices(const SobolColumns& columns) {
    // Values are taken about their middle: the estimators do not change by it, their noise shrinks.
    double middle = 0, whole = 0;
    for (size_t row = 0; row < columns.a.size(); ++row)
        if (std::isfinite(columns.a[row]) && std::isfinite(columns.b[row])) {
            middle += columns.a[row] + columns.b[row];
            whole += 2;
        }
    middle /= whole;

    std::vector<SobolIndex> indices;
    for (const std::vector<double>& ab : columns.ab) {
        std::vector<Sums> sums(Sampler::scrambles);
        std::vector<Moments> moments(Sampler::scrambles);
        for (size_t row = 0; row < ab.size(); ++row) {
            const double a = columns.a[row] - middle, b = columns.b[row] - middle, swapped = ab[row] - middle;
            if (!std::isfinite(a) || !std::isfinite(b) || !std::isfinite(swapped))
                continue;
            const size_t scramble = row % Sampler::scrambles;
            sums[scramble].products += b * (swapped - a);
            sums[scramble].squares += (a - swapped) * (a - swapped);
            ++sums[scramble].rows;
            moments[scramble].add(a);
            moments[scramble].add(b);
        }
        const auto without = [&](size_t left) {
            Sums sum;
            Moments moment;
            for (size_t s = 0; s < Sampler::scrambles; ++s)
                if (s != left) {
                    sum.products += sums[s].products;
                    sum.squares += sums[s].squares;
                    sum.rows += sums[s].rows;
                    moment.sum += moments[s].sum;
                    moment.squares += moments[s].squares;
                    moment.count += moments[s].count;
                }
            const double variance = sum.rows > 1 ? moment.variance() : 0;
            // What rounding leaves of a constant is no variance.
            const double least = 1e-24 * (middle * middle + moment.squares / std::max(moment.count, 1.0));
            const bool varies = variance > least;
            return std::pair(varies ? sum.products / sum.rows / variance : std::nan(""),
                             varies ? 0.5 * sum.squares / sum.rows / variance : std::nan(""));
        };
        const auto [first, total] = without(Sampler::scrambles);
        std::vector<double> firsts, totals;
        for (size_t s = 0; s < Sampler::scrambles && ab.size() > Sampler::scrambles; ++s) {
            const auto [firstLess, totalLess] = without(s);
            firsts.push_back(firstLess);
            totals.push_back(totalLess);
        }
        indices.push_back({jackknife(first, firsts), jackknife(total, totals)});
    }
    return indices;
}

Result<SobolImportance> sobolImportance(const Study& study, const RunControl& control) {
    const size_t matrices = study.blocks.size() + 2;
    const size_t rows = rowsFor(study, matrices, sobolBudget);
    if (rows < fewestRows)
        return fail(fmt::format("Too few trials to share the NPV's variance out: take {} or more.", fewestRows));
    const auto npv = npvOf(study, std::make_shared<const SobolDesign>(study, rows), matrices * rows, control);
    if (!npv)
        return tl::unexpected(npv.error());
    if (std::ranges::none_of(*npv, [](double value) { return std::isfinite(value); }))
        return tl::unexpected(noNumberError());
    const auto matrix = [&](size_t number) {
        const auto begin = npv->begin() + static_cast<std::ptrdiff_t>(number * rows);
        return std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(rows));
    };
    SobolColumns columns{matrix(0), matrix(1), {}};
    for (size_t block = 0; block < study.blocks.size(); ++block)
        columns.ab.push_back(matrix(block + 2));
    const std::vector<SobolIndex> indices = sobolIndices(columns);
    if (indices.empty() ||
        std::ranges::all_of(indices, [](const auto& index) { return std::isnan(index.total.value); })) {
        const auto numbers = std::ranges::count_if(columns.a, [](double value) { return std::isfinite(value); });
        if (static_cast<size_t>(numbers) < fewestRows)
            return fail("Too few trials give a number to share the NPV's variance out.");
        return fail("The NPV does not vary over the trials, so there is no variance to share out: give an input a "
                    "range, or take more trials.");
    }
    SobolImportance importance{{}, rows};
    for (size_t block = 0; block < study.blocks.size(); ++block) {
        SobolShare share{{}, indices[block]};
        for (const size_t input : study.blocks[block].inputs)
            share.inputs.push_back(study.inputs[input].name);
        importance.shares.push_back(std::move(share));
    }
    std::ranges::stable_sort(importance.shares, std::greater<>(), [](const SobolShare& share) {
        return std::isnan(share.index.total.value) ? -1 : share.index.total.value;
    });
    return importance;
}

} // namespace tributary
