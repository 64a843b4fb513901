// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/break_even.h"

#include "core/insight/design.h"
#include "core/insight/false_position.h"

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

constexpr size_t breakEvenBudget = 131'072;
constexpr int refinements = 6;
constexpr double widestError = 0.45; // of a uniform number: it may be anywhere

/// A sign change of the mean NPV between two uniform numbers of an input.
struct Bracket {
    size_t input = 0;
    FalsePosition position;
    double slope = 0; ///< of the mean NPV by the uniform number, over the bracket as it was first
    double at = 0;    ///< the last number tried
    Estimate npvAt{};
    bool broken = false; ///< no number came on the way: the NPV jumps, or is none, instead of passing zero

    /// By how much the number tried may be off: the mean's error over its slope, and what is left of the way to zero,
    /// which lies within the bracket; it is long where the NPV jumps.
    [[nodiscard]] std::optional<double> error() const {
        if (!npvAt.standardError || slope == 0)
            return std::nullopt;
        const double rest = std::min(std::abs(npvAt.value / slope), position.right - position.left);
        return std::hypot(*npvAt.standardError / slope, rest);
    }
};

class Finder {
public:
    Finder(const Study& study, const RunControl& control) : study_(study), control_(control) {
        for (size_t i = 0; i < study.inputs.size(); ++i)
            if (study.inputs[i].quantile)
                inputs_.push_back(i);
        rows_ = rowsFor(study, inputs_.size() * crossingGrid.size(), breakEvenBudget);
        base_ = baseTrials(study, rows_);
    }

    Result<std::vector<BreakEven>> find() {
        if (inputs_.empty())
            return std::vector<BreakEven>();
        std::vector<std::vector<Hold>> points;
        for (const size_t input : inputs_)
            for (const double u : crossingGrid)
                points.push_back({{study_.inputs[input].dimension.key, u}});
        const auto means = meansAt(points, partOf(control_, 0, 0.6));
        if (!means)
            return tl::unexpected(means.error());
        if (std::ranges::none_of(*means, [](const Estimate& mean) { return std::isfinite(mean.value); }))
            return tl::unexpected(noNumberError());
        std::vector<Bracket> brackets = bracketsOf(*means);
        for (int step = 0; step < refinements && !brackets.empty(); ++step) {
            const double from = 0.6 + 0.4 * step / refinements;
            if (const auto done = refine(brackets, partOf(control_, from, from + 0.4 / refinements)); !done)
                return tl::unexpected(done.error());
        }
        return answers(*means, brackets);
    }

private:
    Result<std::vector<Estimate>> meansAt(const std::vector<std::vector<Hold>>& points, const RunControl& control) {
        const auto design = std::make_shared<const HeldDesign>(base_, rows_, points);
        const auto npv = npvOf(study_, design, design->trials(), control);
        if (!npv)
            return tl::unexpected(npv.error());
        std::vector<Estimate> means;
        for (size_t point = 0; point < points.size(); ++point)
            means.push_back(meanOf(std::span(*npv).subspan(point * rows_, rows_), study_.sampler()));
        return means;
    }

    std::vector<Bracket> bracketsOf(const std::vector<Estimate>& means) const {
        std::vector<Bracket> brackets;
        for (size_t i = 0; i < inputs_.size(); ++i)
            for (size_t g = 0; g + 1 < crossingGrid.size(); ++g) {
                const double left = means[i * crossingGrid.size() + g].value;
                const double right = means[i * crossingGrid.size() + g + 1].value;
                if (std::isfinite(left) && std::isfinite(right) && (left < 0) != (right < 0))
                    brackets.push_back({.input = inputs_[i],
                                        .position = {.left = crossingGrid[g],
                                                     .right = crossingGrid[g + 1],
                                                     .atLeft = left,
                                                     .atRight = right},
                                        .slope = (right - left) / (crossingGrid[g + 1] - crossingGrid[g])});
            }
        return brackets;
    }

    Result<void> refine(std::vector<Bracket>& brackets, const RunControl& control) {
        std::vector<std::vector<Hold>> points;
        for (Bracket& bracket : brackets) {
            bracket.at = bracket.position.next();
            points.push_back({{study_.inputs[bracket.input].dimension.key, bracket.at}});
        }
        const auto means = meansAt(points, control);
        if (!means)
            return tl::unexpected(means.error());
        for (size_t i = 0; i < brackets.size(); ++i) {
            brackets[i].npvAt = (*means)[i];
            if (std::isfinite(brackets[i].npvAt.value))
                brackets[i].position.narrow(brackets[i].at, brackets[i].npvAt.value);
            else
                brackets[i].broken = true;
        }
        return {};
    }

    std::vector<BreakEven> answers(const std::vector<Estimate>& means, const std::vector<Bracket>& brackets) const {
        std::vector<BreakEven> found;
        for (size_t i = 0; i < inputs_.size(); ++i) {
            const StudyInput& input = study_.inputs[inputs_[i]];
            BreakEven answer{.input = input.name,
                             .crossings = {},
                             .chanceOfLosingSide = {0, 0.0},
                             .lowest = input.at(crossingGrid.front()),
                             .highest = input.at(crossingGrid.back()),
                             .npvAtLowest = means[i * crossingGrid.size()],
                             .npvAtHighest = means[(i + 1) * crossingGrid.size() - 1]};
            bool loses = answer.npvAtLowest.value < 0;
            double from = 0;
            Estimate& losing = answer.chanceOfLosingSide;
            double least = 1;
            for (const Bracket& bracket : brackets)
                if (bracket.input == inputs_[i]) {
                    loses = bracket.slope > 0;
                    losing.value += loses ? bracket.at - from : 0;
                    // Where the mean is off, all crossings give way at once.
                    const auto error = bracket.error();
                    losing.standardError = error && losing.standardError
                                               ? std::optional(*losing.standardError + std::min(*error, widestError))
                                               : std::nullopt;
                    from = bracket.at;
                    loses = !loses;
                    if (bracket.broken)
                        continue;
                    if (const double distance = std::abs(bracket.at - 0.5); distance < least) {
                        least = distance;
                        answer.nearest = answer.crossings.size();
                    }
                    answer.crossings.push_back(crossingOf(input, bracket));
                }
            losing.value += loses ? 1 - from : 0;
            if (input.change.factor < 0) { // the values fall where the uniform numbers rise
                std::ranges::reverse(answer.crossings);
                answer.nearest = answer.crossings.empty() ? 0 : answer.crossings.size() - 1 - answer.nearest;
            }
            found.push_back(std::move(answer));
        }
        std::ranges::stable_sort(found, [](const BreakEven& a, const BreakEven& b) {
            return !a.crossings.empty() && !b.crossings.empty()
                       ? a.chanceOfLosingSide.value > b.chanceOfLosingSide.value
                       : a.crossings.size() > b.crossings.size();
        });
        return found;
    }

    static Crossing crossingOf(const StudyInput& input, const Bracket& bracket) {
        Crossing crossing{{input.at(bracket.at), {}}, (bracket.slope < 0) == (input.change.factor > 0)};
        // The value errs by what it moves with the uniform number.
        if (const auto error = bracket.error()) {
            const double far = std::min(*error, widestError);
            const double low = std::max(bracket.at - far, 1e-6), high = std::min(bracket.at + far, 1 - 1e-6);
            crossing.value.standardError = 0.5 * std::abs(input.at(high) - input.at(low));
            crossing.isTold = *error < widestError;
        }
        return crossing;
    }

    const Study& study_;
    const RunControl& control_;
    std::vector<size_t> inputs_;
    size_t rows_ = 0;
    std::shared_ptr<const UniformSource> base_;
};

} // namespace

Result<std::vector<BreakEven>> breakEvens(const Study& study, const RunControl& control) {
    return Finder(study, control).find();
}

} // namespace tributary
