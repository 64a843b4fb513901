// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/break_even.h"

#include "core/insight/design.h"
#include "core/insight/zero_search.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tributary {

namespace {

constexpr size_t breakEvenBudget = 196'608;
constexpr int turns = 4;              ///< towards the top of a hump
constexpr int refinements = 24;       ///< at most, towards where a side ends
constexpr double straightRatio = 1.5; ///< of two slopes: within it a piece is straight
constexpr double narrowest = 1e-5;    ///< of a uniform number
constexpr double errorsToTell = 2;    ///< the mean NPV is known to so many standard errors
constexpr double closeShare = 0.01;   ///< of the mean's error: closer to zero there is nothing to know
constexpr double widestError = 0.45;  ///< of a uniform number: it may be anywhere

/// On which side of zero the mean NPV is.
enum class Side { gains, loses, none };

Side sideOf(const Estimate& mean) {
    return !std::isfinite(mean.value) ? Side::none : mean.value < 0 ? Side::loses : Side::gains;
}

/// A uniform number at which an input was held, and the mean NPV there.
struct MeanAt {
    double at = 0;
    Estimate npv{};

    [[nodiscard]] Side side() const { return sideOf(npv); }
};

/// An input with what was tried of it, by rising uniform number.
struct Searched {
    size_t input = 0;
    std::vector<MeanAt> tried;
    double usualError = 0; ///< of the mean NPV, over the values tried first

    void add(const MeanAt& each) { tried.insert(std::ranges::upper_bound(tried, each.at, {}, &MeanAt::at), each); }
};

/// Where the mean NPV leaves a side.
struct Passage {
    double at = 0;
    Side before = Side::none;
    Side after = Side::none;
    bool jumps = false;
    std::optional<double> error{}; ///< of `at`

    [[nodiscard]] bool isCrossing() const { return before != Side::none && after != Side::none; }
};

/// Where to try next between two values on different sides: by the straight line and in the middle in turns.
double between(const MeanAt& left, const MeanAt& right, int step) {
    const bool isLine = step % 2 == 0 && left.side() != Side::none && right.side() != Side::none;
    const double share = isLine ? left.npv.value / (left.npv.value - right.npv.value) : 0.5;
    return left.at + (right.at - left.at) * std::clamp(share, 0.001, 0.999);
}

double slopeBetween(const MeanAt& left, const MeanAt& right) {
    return std::abs(right.npv.value - left.npv.value) / (right.at - left.at);
}

/// The error of the mean NPV at a value: at least the usual one, for where all scrambles happen to agree it is none.
double errorOf(const MeanAt& mean, double usual) { return std::max(mean.npv.standardError.value_or(0), usual); }

/// The error of the mean NPV at the values tried, in the middle of their order.
double usualError(const std::vector<MeanAt>& tried) {
    std::vector<double> errors;
    for (const MeanAt& each : tried)
        if (each.side() != Side::none)
            errors.push_back(each.npv.standardError.value_or(0));
    if (errors.empty())
        return 0;
    const auto middle = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2);
    std::ranges::nth_element(errors, middle);
    return *middle;
}

/// How far from a crossing, to one side, the mean NPV stays within so many of its errors of zero.
double within(const std::vector<MeanAt>& tried, size_t from, int step, double errors, double usual) {
    const double begin = tried[from].at;
    const auto limitAt = [&](const MeanAt& mean) { return errors * errorOf(mean, usual); };
    for (size_t i = from; limitAt(tried[i]) > 0 && std::abs(tried[i].npv.value) <= limitAt(tried[i]);
         i += static_cast<size_t>(step)) {
        if ((step < 0 && i == 0) || (step > 0 && i + 1 == tried.size()))
            return std::abs(tried[i].at - begin);
        const MeanAt& next = tried[i + static_cast<size_t>(step)];
        if (next.side() == Side::none)
            return std::abs(next.at - begin);
        const double here = std::abs(tried[i].npv.value), there = std::abs(next.npv.value), limit = limitAt(next);
        if (there > limit) // it leaves the error on the way there
            return std::abs(tried[i].at +
                            std::clamp((limit - here) / (there - here), 0.0, 1.0) * (next.at - tried[i].at) - begin);
    }
    return 0;
}

/// The same within one error, or, where it hardly leaves the errors after that, within two.
double unsureBeside(const std::vector<MeanAt>& tried, size_t from, int step, double usual) {
    constexpr double flat = 3; // times as far with two errors as with one: a straight line goes twice as far
    const double one = within(tried, from, step, 1, usual), two = within(tried, from, step, errorsToTell, usual);
    return two > flat * one ? two : one;
}

/// The passage between the values `i` and `i + 1` of those tried, which lie on different sides: by the straight line
/// where the slope there is about that around it; else the NPV jumps or bends, and it may be anywhere between the two.
/// It errs by as far as the mean NPV stays within its error of zero.
Passage passageOf(const std::vector<MeanAt>& tried, size_t i, double usual) {
    const MeanAt &left = tried[i], &right = tried[i + 1];
    const double width = right.at - left.at;
    Passage passage{.at = left.at + 0.5 * width, .before = left.side(), .after = right.side(), .error = 0.5 * width};
    if (!passage.isCrossing())
        return passage;
    const MeanAt& before = i > 0 && tried[i - 1].side() != Side::none ? tried[i - 1] : left;
    const MeanAt& after = i + 2 < tried.size() && tried[i + 2].side() != Side::none ? tried[i + 2] : right;
    const double slope = slopeBetween(left, right);
    const double around = std::min(slopeBetween(before, right), slopeBetween(left, after));
    const bool isStraight = slope < straightRatio * around && around < straightRatio * slope;
    // Of finitely many trials some flip at every value: what the error hides is no jump.
    passage.jumps =
        slope >= straightRatio * around &&
        std::abs(right.npv.value - left.npv.value) > jumpErrors * std::max(errorOf(left, usual), errorOf(right, usual));
    const bool leftIsNearer = std::abs(left.npv.value) < std::abs(right.npv.value);
    const MeanAt& nearer = leftIsNearer ? left : right;
    double rest = 0.5 * width;
    if (isStraight) {
        passage.at = nearer.at;
        rest = slope > 0 ? std::abs(nearer.npv.value) / slope : 0;
    }
    if (!nearer.npv.standardError) {
        passage.error.reset();
        return passage;
    }
    const double across = slope > 0 ? std::min(errorOf(nearer, usual) / slope, width) : width;
    passage.error = std::max({rest, across, unsureBeside(tried, i, -1, usual), unsureBeside(tried, i + 1, 1, usual)});
    return passage;
}

/// Whether a passage is known as well as the mean NPV tells.
bool isClose(const Passage& passage, const MeanAt& left, const MeanAt& right, double usual) {
    const double width = right.at - left.at;
    if (width <= narrowest)
        return true;
    const double error = std::max(errorOf(left, usual), errorOf(right, usual));
    const auto [nearer, farther] = std::minmax({std::abs(left.npv.value), std::abs(right.npv.value)});
    return passage.isCrossing() && !passage.jumps && (nearer <= closeShare * error || farther <= 0.5 * error);
}

class Finder {
public:
    Finder(const Study& study, const RunControl& control) : study_(study), control_(control) {
        for (size_t i = 0; i < study.inputs.size(); ++i)
            if (study.inputs[i].quantile)
                searched_.push_back({i, {}, 0});
        rows_ = rowsFor(study, searched_.size() * crossingGrid.size(), breakEvenBudget);
        base_ = baseTrials(study, rows_);
    }

    Result<std::vector<BreakEven>> find() {
        if (searched_.empty())
            return std::vector<BreakEven>();
        std::vector<Next> grid;
        for (Searched& each : searched_)
            for (const double at : crossingGrid)
                grid.push_back({&each, at});
        if (const auto done = tryAll(grid, partOf(control_, 0, 0.6)); !done)
            return tl::unexpected(done.error());
        if (std::ranges::all_of(searched_, [](const Searched& each) {
                return std::ranges::all_of(each.tried, [](const MeanAt& tried) { return tried.side() == Side::none; });
            }))
            return tl::unexpected(noNumberError());
        for (Searched& each : searched_)
            each.usualError = usualError(each.tried);
        constexpr double steps = turns + refinements;
        for (int step = 0; step < turns + refinements; ++step) {
            const auto next = step < turns ? turningPoints() : passagePoints(step);
            const RunControl control = partOf(control_, 0.6 + 0.4 * step / steps, 0.6 + 0.4 * (step + 1) / steps);
            if (const auto done = tryAll(next, control); !done)
                return tl::unexpected(done.error());
        }
        return answers();
    }

private:
    struct Next {
        Searched* of;
        double at;
    };

    Result<void> tryAll(const std::vector<Next>& next, const RunControl& control) {
        if (next.empty())
            return {};
        std::vector<std::vector<Hold>> points;
        for (const Next& each : next)
            points.push_back({{study_.inputs[each.of->input].dimension.key, each.at}});
        const auto design = std::make_shared<const HeldDesign>(base_, rows_, points);
        const auto npv = npvOf(study_, design, design->trials(), control);
        if (!npv)
            return tl::unexpected(npv.error());
        for (size_t point = 0; point < next.size(); ++point)
            next[point].of->add(
                {next[point].at, meanOf(std::span(*npv).subspan(point * rows_, rows_), study_.sampler())});
        return {};
    }

    /// Where a hump between three values on one side may pass zero.
    std::vector<Next> turningPoints() {
        std::vector<Next> next;
        for (Searched& each : searched_)
            for (size_t i = 1; i + 1 < each.tried.size(); ++i) {
                const MeanAt &left = each.tried[i - 1], &middle = each.tried[i], &right = each.tried[i + 1];
                const Side side = middle.side();
                if (side == Side::none || left.side() != side || right.side() != side)
                    continue;
                if (const auto top = turningPoint({left.at, left.npv.value}, {middle.at, middle.npv.value},
                                                  {right.at, right.npv.value}))
                    next.push_back({&each, *top});
            }
        return next;
    }

    std::vector<Next> passagePoints(int step) {
        std::vector<Next> next;
        for (Searched& each : searched_)
            for (size_t i = 0; i + 1 < each.tried.size(); ++i)
                if (each.tried[i].side() != each.tried[i + 1].side() &&
                    !isClose(passageOf(each.tried, i, each.usualError), each.tried[i], each.tried[i + 1],
                             each.usualError))
                    next.push_back({&each, between(each.tried[i], each.tried[i + 1], step)});
        return next;
    }

    std::vector<BreakEven> answers() const {
        std::vector<BreakEven> found;
        for (const Searched& each : searched_)
            found.push_back(answerOf(each));
        std::ranges::stable_sort(found, [](const BreakEven& a, const BreakEven& b) {
            return !a.crossings.empty() && !b.crossings.empty()
                       ? a.chanceOfLosingSide.value > b.chanceOfLosingSide.value
                       : a.crossings.size() > b.crossings.size();
        });
        return found;
    }

    BreakEven answerOf(const Searched& searched) const {
        const StudyInput& input = study_.inputs[searched.input];
        BreakEven answer{.input = input.name,
                         .lowest = input.at(searched.tried.front().at),
                         .highest = input.at(searched.tried.back().at),
                         .npvAtLowest = searched.tried.front().npv,
                         .npvAtHighest = searched.tried.back().npv};
        std::array<double, 3> lengths{};
        std::optional<double> error = 0.0;
        double from = 0, least = 1;
        for (size_t i = 0; i + 1 < searched.tried.size(); ++i) {
            if (searched.tried[i].side() == searched.tried[i + 1].side())
                continue;
            const Passage passage = passageOf(searched.tried, i, searched.usualError);
            lengths[static_cast<size_t>(passage.before)] += passage.at - from;
            // Where the mean is off, all crossings give way at once.
            error =
                passage.error && error ? std::optional(*error + std::min(*passage.error, widestError)) : std::nullopt;
            from = passage.at;
            if (!passage.isCrossing())
                continue;
            if (const double distance = std::abs(passage.at - 0.5); distance < least) {
                least = distance;
                answer.nearest = answer.crossings.size();
            }
            answer.crossings.push_back(crossingOf(input, passage));
        }
        lengths[static_cast<size_t>(searched.tried.back().side())] += 1 - from;
        const auto [gains, loses, none] = lengths;
        answer.chanceOfNoNumber = none;
        if (gains + loses > 0)
            answer.chanceOfLosingSide = {loses / (gains + loses), answer.crossings.empty() && error
                                                                      ? std::optional(*error + unsure(searched))
                                                                      : error};
        if (input.change.factor < 0) { // the values fall where the uniform numbers rise
            std::ranges::reverse(answer.crossings);
            answer.nearest = answer.crossings.empty() ? 0 : answer.crossings.size() - 1 - answer.nearest;
        }
        return answer;
    }

    /// How much of an input's range the mean NPV may lie on the other side of zero, where it passes it nowhere.
    static double unsure(const Searched& searched) {
        double sum = 0;
        for (size_t i = 0; i + 1 < searched.tried.size(); ++i)
            for (const MeanAt* each : {&searched.tried[i], &searched.tried[i + 1]})
                if (std::abs(each->npv.value) <= errorsToTell * each->npv.standardError.value_or(0))
                    sum += 0.5 * (searched.tried[i + 1].at - searched.tried[i].at);
        return std::min(sum, widestError);
    }

    static Crossing crossingOf(const StudyInput& input, const Passage& passage) {
        Crossing crossing{{input.at(passage.at), {}}, (passage.after == Side::loses) == (input.change.factor > 0)};
        crossing.jumps = passage.jumps;
        // The value errs by what it moves with the uniform number.
        if (passage.error) {
            const double far = std::min(*passage.error, widestError);
            const double low = std::max(passage.at - far, 1e-6), high = std::min(passage.at + far, 1 - 1e-6);
            crossing.value.standardError = 0.5 * std::abs(input.at(high) - input.at(low));
            crossing.isTold = *passage.error < widestError;
        }
        return crossing;
    }

    const Study& study_;
    const RunControl& control_;
    std::vector<Searched> searched_;
    size_t rows_ = 0;
    std::shared_ptr<const UniformSource> base_;
};

} // namespace

Result<std::vector<BreakEven>> breakEvens(const Study& study, const RunControl& control) {
    return Finder(study, control).find();
}

} // namespace tributary
