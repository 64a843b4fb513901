// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/goal_seek.h"

#include "core/engine/cycle_time_correction.h"
#include "core/formula/number.h"
#include "core/insight/zero_search.h"
#include "core/model/field_range.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_span.h"
#include "core/stats/boost_policy.h"

#include <boost/math/tools/toms748_solve.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <vector>

namespace tributary {

namespace {

constexpr int mostNarrowings = 12; // towards the top of a hump, and the edge of what gives a number
constexpr int mostWidenings = 12;
constexpr int mostRefinements = 60;
constexpr int bitsOfValue = 40;    // that are closed in on
constexpr double jumpShare = 1e-3; // of the bracket's excess: what stays of it there is a jump
constexpr size_t mostFound = 4;
constexpr int mostTries = crossingGrid.size() + 3 * mostNarrowings + 2 * mostWidenings + mostRefinements + 2;
constexpr double touches = 2; ///< standard errors: a hump this close to what is wanted gives it
constexpr double closeEnough = 1e-9;

/// Where the search stands: a value, and by how much the mean NPV exceeds what is wanted.
struct Tried {
    double value = 0;
    double excess = std::nan("");
    Estimate npv{};

    [[nodiscard]] bool isNumber() const { return std::isfinite(excess); }
};

/// The model with a quantity at a value.
Result<Model> modelAt(const Model& model, std::string_view path, double value) {
    const auto quantity = Quantity::parse(formatNumber(value));
    if (!quantity)
        return tl::unexpected(quantity.error());
    return withQuantity(model, path, *quantity);
}

class Seeker {
public:
    Seeker(const Model& model, const ScenarioId& scenario, QuantitySite site, double wanted, const RunOptions& options,
           std::shared_ptr<const CycleTimeCorrections> corrections, const RunControl& control)
        : model_(model), scenario_(scenario), site_(std::move(site)), wanted_(wanted), options_(options),
          corrections_(std::move(corrections)), control_(control) {
        options_.uniforms.reset();
        options_.columns = TrialColumns::npv;
        if (const auto range = fieldRange(site_.path)) {
            const double factor = unitOr(site_.unit).factor();
            least_ = range->low / factor;
            most_ = range->high / factor;
        }
    }

    Result<Goal> seek() {
        for (const double value : firstValues())
            if (const auto tried = tryAt(value); !tried)
                return tl::unexpected(tried.error());
        middle_ = tried_[tried_.size() / 2].value;
        rounding_ = closeEnough * spread();
        usualError_ = usualError();
        apart_ = 1e-3 * (tried_.back().value - tried_.front().value);
        if (std::ranges::none_of(tried_, &Tried::isNumber))
            return fail(fmt::format("{} gives no NPV that is a number anywhere between {} and {}.", name().name,
                                    amount(tried_.front().value), amount(tried_.back().value)));
        if (tried_.size() > 1 &&
            std::ranges::all_of(tried_, [this](const Tried& each) { return each.excess == tried_.front().excess; }))
            return fail(fmt::format("{} changes nothing in the NPV of this scenario, whatever it is.", name().name));
        for (const auto look : {&Seeker::towardsHump, &Seeker::outwards, &Seeker::towardsHump, &Seeker::towardsEdges}) {
            if (!brackets().empty() || std::ranges::any_of(tried_, [this](const Tried& each) { return isThere(each); }))
                break;
            if (const auto done = (this->*look)(); !done)
                return tl::unexpected(done.error());
            if (!touching().empty()) // a hump is looked for before its side is taken for its top
                break;
        }
        return goal();
    }

private:
    [[nodiscard]] InputName name() const { return {site_.path, readableName(model_, site_.path), site_.unit, false}; }
    [[nodiscard]] std::string amount(double value) const {
        return formatRounded(value, 4) + (site_.unit.empty() ? "" : " ") + site_.unit;
    }

    Result<Goal> goal() {
        Goal goal{.quantity = name(), .wantedNpv = wanted_, .searched = {}, .own = own_};
        goal.found = touching();
        if (usualError_ > 0) // else what is there is exact
            for (GoalPoint& point : goal.found)
                if (const bool isExact = std::abs(point.npv.value - wanted_) <= rounding_; isExact && !point.until) {
                    auto known = withError(point, apart_ / 1e-3, usualError_);
                    if (!known)
                        return tl::unexpected(known.error());
                    point = *known;
                }
        for (const size_t bracket : brackets()) {
            if (goal.found.size() == mostFound)
                break;
            if (const auto done = closeIn(tried_[bracket], tried_[bracket + 1], goal); !done)
                return tl::unexpected(done.error());
        }
        std::ranges::stable_sort(goal.found, {},
                                 [this](const GoalPoint& point) { return std::abs(point.value.value - middle_); });
        std::vector<Tried> numbers;
        std::ranges::copy_if(tried_, std::back_inserter(numbers), &Tried::isNumber);
        goal.searched = {numbers.front().value, numbers.back().value};
        const auto [least, most] = std::ranges::minmax(numbers, {}, &Tried::excess);
        goal.least = pointOf(least);
        goal.most = pointOf(most);
        return goal;
    }

    static GoalPoint pointOf(const Tried& tried) { return {{tried.value, {}}, tried.npv, {}}; }

    /// Values over the quantity's own range, or around it where it has none.
    [[nodiscard]] std::vector<double> firstValues() {
        std::vector<double> values;
        const Unit unit = unitOr(site_.unit);
        const auto span = site_.quantity ? spanOf(model_, *site_.quantity, unit) : std::nullopt;
        std::optional<Distribution> distribution;
        if (site_.quantity && !site_.quantity->data())
            if (auto own = distributionIn(*site_.quantity, unit))
                distribution = std::move(*own);
        double low = span ? span->low / unit.factor() : 0, high = span ? span->high / unit.factor() : 0;
        const bool hasRange = low < high;
        if (hasRange) {
            own_ = {low, high};
        } else {
            const double width = low == 0 ? 1 : 0.25 * std::abs(low);
            high = low + width;
            low -= width;
        }
        for (const double u : crossingGrid)
            values.push_back(hasRange && distribution ? quantile(*distribution, u) : low + u * (high - low));
        for (double& value : values)
            value = std::clamp(value, least_, most_);
        values.erase(std::unique(values.begin(), values.end()), values.end());
        return values;
    }

    /// How far apart the mean NPVs tried lie.
    [[nodiscard]] double spread() const {
        double least = unreachable, most = -unreachable;
        for (const Tried& each : tried_)
            if (each.isNumber()) {
                least = std::min(least, each.excess);
                most = std::max(most, each.excess);
            }
        return std::max(0.0, most - least);
    }
    /// Whether a value gives the wanted NPV, but for a rest of rounding.
    [[nodiscard]] bool isThere(const Tried& tried) const { return std::abs(tried.excess) <= rounding_; }

    /// The places where the excess changes its sign between two neighbours, the nearest to the middle of the range
    /// first.
    [[nodiscard]] std::vector<size_t> brackets() const {
        std::vector<size_t> found;
        for (size_t i = 0; i + 1 < tried_.size(); ++i)
            if (tried_[i].isNumber() && tried_[i + 1].isNumber() && !isThere(tried_[i]) && !isThere(tried_[i + 1]) &&
                (tried_[i].excess < 0) != (tried_[i + 1].excess < 0))
                found.push_back(i);
        std::ranges::stable_sort(found, {}, [this](size_t i) {
            return std::min(std::abs(tried_[i].value - middle_), std::abs(tried_[i + 1].value - middle_));
        });
        return found;
    }

    /// The values tried that give the wanted NPV, those in a row as one; else the top of a hump that comes as near to
    /// it as the NPV is known.
    [[nodiscard]] std::vector<GoalPoint> touching() const {
        const auto runs = [this](const auto& isOne) {
            std::vector<GoalPoint> found;
            for (size_t i = 0; i < tried_.size(); ++i) {
                if (!isOne(tried_[i]))
                    continue;
                if (i == 0 || !isOne(tried_[i - 1]))
                    found.push_back(pointOf(tried_[i]));
                else if (tried_[i].value - found.back().value.value > apart_)
                    found.back().until = tried_[i].value;
            }
            return found;
        };
        auto found = runs([this](const Tried& each) { return isThere(each); });
        if (!found.empty() || !brackets().empty())
            return found;
        const Tried* nearest = nullptr;
        for (size_t i = 1; i + 1 < tried_.size(); ++i) {
            const double size = std::abs(tried_[i].excess);
            if (std::abs(tried_[i - 1].excess) >= size && std::abs(tried_[i + 1].excess) >= size &&
                size <= touches * tried_[i].npv.standardError.value_or(0) &&
                (!nearest || size < std::abs(nearest->excess)))
                nearest = &tried_[i];
        }
        return nearest ? runs([&](const Tried& each) {
            return each.isNumber() && std::abs(each.excess - nearest->excess) <= rounding_;
        })
                       : found;
    }

    /// Tries the tops of humps, which may pass the wanted NPV between two values, the nearest to it first.
    Result<void> towardsHump() {
        for (int step = 0; step < mostNarrowings && brackets().empty(); ++step) {
            std::optional<double> next;
            double nearest = unreachable;
            for (size_t i = 1; i + 1 < tried_.size(); ++i) {
                const auto pointAt = [this](size_t at) { return GraphPoint{tried_[at].value, tried_[at].excess}; };
                const auto top = turningPoint(pointAt(i - 1), pointAt(i), pointAt(i + 1));
                if (top && std::abs(tried_[i].excess) < nearest) {
                    nearest = std::abs(tried_[i].excess);
                    next = top;
                }
            }
            if (!next)
                break;
            if (const auto tried = tryAt(*next); !tried)
                return tried;
        }
        return {};
    }

    /// Tries beyond the ends, twice as far each time, as far as the field takes values and they give a number.
    Result<void> outwards() {
        for (int step = 0; step < mostWidenings && brackets().empty(); ++step) {
            const Tried low = tried_.front(), high = tried_.back();
            const double width = high.value > low.value ? high.value - low.value : std::max(1.0, std::abs(high.value));
            const double below = std::max(low.value - width, least_), above = std::min(high.value + width, most_);
            bool isNew = false;
            for (const double value : {below, above}) {
                const bool outside = value < low.value ? low.isNumber() : value > high.value && high.isNumber();
                if (!outside)
                    continue;
                isNew = true;
                if (const auto tried = tryAt(value); !tried)
                    return tried;
            }
            if (!isNew)
                break;
        }
        return {};
    }

    /// Tries closer to where numbers begin and end.
    Result<void> towardsEdges() {
        for (int step = 0; step < mostNarrowings && brackets().empty(); ++step) {
            std::vector<double> values;
            for (size_t i = 0; i + 1 < tried_.size(); ++i)
                if (tried_[i].isNumber() != tried_[i + 1].isNumber())
                    values.push_back(0.5 * (tried_[i].value + tried_[i + 1].value));
            if (values.empty())
                break;
            for (const double value : values)
                if (const auto tried = tryAt(value); !tried)
                    return tried;
        }
        return {};
    }

    /// Tries a value and keeps it in order.
    Result<void> tryAt(double value) {
        const auto tried = at(value);
        if (!tried)
            return tl::unexpected(tried.error());
        tried_.insert(std::ranges::upper_bound(tried_, value, {}, &Tried::value), *tried);
        return {};
    }

    /// Runs the scenario with the quantity at a value; a model that refuses the value has no number there.
    Result<Tried> at(double value) {
        Tried tried{value};
        if (control_.stop.stop_requested())
            return tl::unexpected(stoppedError());
        const auto changed = modelAt(model_, site_.path, value);
        if (!changed)
            return tl::unexpected(changed.error());
        const auto program = compile(*changed, {.scenarios = {scenario_},
                                                .metrics = WantedMetrics::none,
                                                .detail = Detail::means,
                                                .corrections = corrections_});
        if (!program)
            return tried;
        const auto results = run(*program, options_, {{}, control_.stop});
        if (!results)
            return tl::unexpected(stoppedError());
        if (control_.progress)
            control_.progress(std::min(1.0, static_cast<double>(++tries_) / mostTries));
        tried.npv = meanOf(results->scenarios.front().npvTrials, samplerKind(options_.sampling));
        tried.excess = tried.npv.value - wanted_;
        return tried;
    }

    /// Closes in on a crossing: a point, or a jump; nothing where no number comes on the way.
    Result<void> closeIn(const Tried& low, const Tried& high, Goal& goal) {
        const double scale = std::max(std::abs(low.excess), std::abs(high.excess));
        Tried left = low, right = high;
        std::optional<Error> failure;
        const auto excessAt = [&](double value) {
            const auto tried = at(value);
            if (!tried)
                failure = tried.error();
            if (!tried || !tried->isNumber()) {
                left.excess = std::nan("");
                return 0.0; // ends the search
            }
            ((tried->excess < 0) == (low.excess < 0) ? left : right) = *tried;
            return std::abs(tried->excess) <= closeEnough * scale ? 0.0 : tried->excess;
        };
        std::uintmax_t steps = mostRefinements;
        boost::math::tools::toms748_solve(excessAt, low.value, high.value, low.excess, high.excess,
                                          boost::math::tools::eps_tolerance<double>(bitsOfValue), steps, QuietPolicy());
        if (failure)
            return tl::unexpected(*failure);
        if (!left.isNumber())
            return {};
        const Tried& best = std::abs(left.excess) < std::abs(right.excess) ? left : right;
        // Of finitely many trials some flip at every value: what the error hides is no jump.
        const double error = errorOf(best);
        if (std::abs(best.excess) > jumpShare * scale && std::abs(right.excess - left.excess) > jumpErrors * error) {
            goal.jumps.push_back({0.5 * (left.value + right.value), left.npv.value, right.npv.value});
            return {};
        }
        auto point = withError(pointOf(best), high.value - low.value, error);
        if (!point)
            return tl::unexpected(point.error());
        goal.found.push_back(*point);
        return {};
    }

    double errorOf(const Tried& tried) const { return std::max(tried.npv.standardError.value_or(0), usualError_); }

    /// The error of the mean NPV at the values tried, in the middle of their order.
    [[nodiscard]] double usualError() const {
        std::vector<double> errors;
        for (const Tried& each : tried_)
            if (each.isNumber())
                errors.push_back(each.npv.standardError.value_or(0));
        std::ranges::sort(errors);
        return errors[errors.size() / 2];
    }

    /// Gives a point the error of its value: the NPV's over the slope there.
    Result<GoalPoint> withError(GoalPoint point, double range, double error) {
        const auto slope = slopeAt(point.value.value, range, error);
        if (!slope)
            return tl::unexpected(slope.error());
        if (point.npv.standardError && std::isfinite(*slope) && *slope != 0)
            point.value.standardError = error / std::abs(*slope);
        return point;
    }

    /// How the mean NPV changes with the value there: over a hundredth of a range, or as much more as its error takes
    /// to be passed.
    Result<double> slopeAt(double value, double range, double error) {
        double slope = 0;
        for (const double share : {0.01, 0.05, 0.25, 1.0}) {
            const double left = std::max(value - share * range, least_), right = std::min(value + share * range, most_);
            const auto below = at(left);
            if (!below)
                return tl::unexpected(below.error());
            const auto above = at(right);
            if (!above)
                return tl::unexpected(above.error());
            if (!below->isNumber() || !above->isNumber())
                break;
            slope = (above->excess - below->excess) / (right - left);
            if (std::abs(above->excess - below->excess) > jumpErrors * error)
                break;
        }
        return slope;
    }

    static constexpr double unreachable = std::numeric_limits<double>::infinity();

    const Model& model_;
    ScenarioId scenario_;
    QuantitySite site_;
    double wanted_;
    RunOptions options_;
    std::shared_ptr<const CycleTimeCorrections> corrections_;
    const RunControl& control_;
    double least_ = -unreachable; ///< that the field takes
    double most_ = unreachable;
    double middle_ = 0;
    double rounding_ = 0; ///< of an excess, over the quantity's own range
    double usualError_ =
        0;             ///< of the mean NPV, over the values tried first: where all scrambles agree it seems to be none
    double apart_ = 0; ///< values that are closer are one
    std::optional<ValueRange> own_;
    std::vector<Tried> tried_; ///< by rising value
    int tries_ = 0;
};

} // namespace

Result<Goal> seekGoal(const Model& model, const ScenarioId& scenario, std::string_view path, double wantedNpv,
                      const RunOptions& options, const RunControl& control) {
    auto site = findQuantity(model, path);
    if (!site)
        return fail(fmt::format("The model has no quantity `{}`: check the ids in the path.", path));
    const Scenario* chosen = model.scenarios().find(scenario);
    if (!chosen)
        return fail(fmt::format("There is no scenario {}: name one of the model's.", scenario.text));
    for (const Override& change : chosen->overrides)
        if (const auto of = findQuantity(model, change.path);
            of && of->path == site->path && change.value.kind == OverrideValue::Kind::set)
            return fail(fmt::format("The scenario sets {} itself, so the model's value changes nothing: take the "
                                    "override out, or seek with another quantity.",
                                    readableName(model, site->path)));
    const auto seekWith = [&](const std::shared_ptr<const CycleTimeCorrections>& corrections) {
        return Seeker(model, scenario, *site, wantedNpv, options, corrections, control).seek();
    };
    const auto usual = correctCycleTimes(model, options.threads, {{}, control.stop});
    if (!usual)
        return tl::unexpected(usual.error());
    auto goal = seekWith(*usual);
    if (!goal || goal->found.empty())
        return goal;
    const auto reached = modelAt(model, site->path, goal->found.front().value.value);
    if (!reached)
        return tl::unexpected(reached.error());
    const auto there = correctCycleTimes(*reached, options.threads, {{}, control.stop});
    if (!there)
        return tl::unexpected(there.error());
    return std::ranges::equal(**usual, **there, correctsAlike) ? goal : seekWith(*there);
}

} // namespace tributary
