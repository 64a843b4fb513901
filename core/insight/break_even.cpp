// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/break_even.h"

#include "core/insight/design.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tributary {

namespace {

constexpr std::array grid{0.001, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 0.999};
constexpr size_t breakEvenBudget = 131'072;
constexpr int refinements = 6;

/// A sign change of the mean NPV between two uniform numbers of an input.
struct Bracket {
    size_t input = 0;
    double left = 0, right = 0;
    double npvLeft = 0, npvRight = 0;
    double weightLeft = 1, weightRight = 1; ///< of the false position: an end that stays counts half (Illinois)
    double at = 0;                          ///< the last number tried
    Estimate npvAt{};
    bool broken = false; ///< no number came on the way: the NPV jumps, or is none, instead of passing zero
    double slope = 0;    ///< of the mean NPV by the uniform number, over the bracket as it was first

    /// By how much the number tried may be off: the mean's error over its slope, and what is left of the way to zero,
    /// which lies within the bracket; it is long where the NPV jumps.
    [[nodiscard]] std::optional<double> error() const {
        if (!npvAt.standardError || slope == 0)
            return std::nullopt;
        const double rest = std::min(std::abs(npvAt.value / slope), right - left);
        return std::min(std::hypot(*npvAt.standardError / slope, rest), 0.45);
    }
    [[nodiscard]] double next() const {
        const double a = npvLeft * weightLeft, b = npvRight * weightRight;
        return left + (right - left) * a / (a - b);
    }
    void narrow() {
        if ((npvAt.value < 0) == (npvLeft < 0)) {
            left = at;
            npvLeft = npvAt.value;
            weightLeft = 1;
            weightRight *= 0.5;
        } else {
            right = at;
            npvRight = npvAt.value;
            weightRight = 1;
            weightLeft *= 0.5;
        }
    }
};

class Finder {
public:
    Finder(const Study& study, const RunControl& control) : study_(study), control_(control) {
        for (size_t i = 0; i < study.inputs.size(); ++i)
            if (study.inputs[i].quantile)
                inputs_.push_back(i);
        rows_ = rowsFor(study, inputs_.size() * grid.size(), breakEvenBudget);
        base_ = baseTrials(study, rows_);
    }

    Result<std::vector<BreakEven>> find() {
        if (inputs_.empty())
            return std::vector<BreakEven>();
        std::vector<std::vector<Hold>> points;
        for (const size_t input : inputs_)
            for (const double u : grid)
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
            for (size_t g = 0; g + 1 < grid.size(); ++g) {
                const double left = means[i * grid.size() + g].value;
                const double right = means[i * grid.size() + g + 1].value;
                if (std::isfinite(left) && std::isfinite(right) && (left < 0) != (right < 0))
                    brackets.push_back({.input = inputs_[i],
                                        .left = grid[g],
                                        .right = grid[g + 1],
                                        .npvLeft = left,
                                        .npvRight = right,
                                        .slope = (right - left) / (grid[g + 1] - grid[g])});
            }
        return brackets;
    }

    Result<void> refine(std::vector<Bracket>& brackets, const RunControl& control) {
        std::vector<std::vector<Hold>> points;
        for (Bracket& bracket : brackets) {
            bracket.at = bracket.next();
            points.push_back({{study_.inputs[bracket.input].dimension.key, bracket.at}});
        }
        const auto means = meansAt(points, control);
        if (!means)
            return tl::unexpected(means.error());
        for (size_t i = 0; i < brackets.size(); ++i) {
            brackets[i].npvAt = (*means)[i];
            if (std::isfinite(brackets[i].npvAt.value))
                brackets[i].narrow();
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
                             .value = {},
                             .chanceOfLosingSide = {0, 0.0},
                             .lowest = input.at(grid.front()),
                             .highest = input.at(grid.back()),
                             .npvAtLowest = means[i * grid.size()],
                             .npvAtHighest = means[(i + 1) * grid.size() - 1]};
            bool loses = answer.npvAtLowest.value < 0;
            double from = 0;
            Estimate& losing = answer.chanceOfLosingSide;
            const Bracket* nearest = nullptr;
            for (const Bracket& bracket : brackets)
                if (bracket.input == inputs_[i]) {
                    loses = bracket.slope > 0;
                    losing.value += loses ? bracket.at - from : 0;
                    // Where the mean is off, all crossings give way at once.
                    const auto error = bracket.error();
                    losing.standardError =
                        error && losing.standardError ? std::optional(*losing.standardError + *error) : std::nullopt;
                    from = bracket.at;
                    loses = !loses;
                    if (bracket.broken)
                        continue;
                    ++answer.crossings;
                    if (!nearest || std::abs(bracket.at - 0.5) < std::abs(nearest->at - 0.5))
                        nearest = &bracket;
                }
            losing.value += loses ? 1 - from : 0;
            if (nearest)
                place(input, *nearest, answer);
            found.push_back(std::move(answer));
        }
        std::ranges::stable_sort(found, [](const BreakEven& a, const BreakEven& b) {
            return a.crossings > 0 && b.crossings > 0 ? a.chanceOfLosingSide.value > b.chanceOfLosingSide.value
                                                      : a.crossings > 0 && b.crossings == 0;
        });
        return found;
    }

    static void place(const StudyInput& input, const Bracket& bracket, BreakEven& answer) {
        answer.value.value = input.at(bracket.at);
        answer.losesAbove = (bracket.slope < 0) == (input.change.factor > 0);
        // The value errs by what it moves with the uniform number.
        if (const auto error = bracket.error()) {
            const double low = std::max(bracket.at - *error, 1e-6), high = std::min(bracket.at + *error, 1 - 1e-6);
            answer.value.standardError = 0.5 * std::abs(input.at(high) - input.at(low));
        }
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
