// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/goal_seek.h"

#include "core/formula/number.h"
#include "core/insight/design.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

constexpr int mostWidenings = 12;
constexpr int mostRefinements = 40;
constexpr double closeEnough = 1e-9;

/// Where the search stands: a value, and by how much the mean NPV exceeds what is wanted.
struct Tried {
    double value = 0;
    double excess = std::nan("");
    Estimate npv{};
};

class Seeker {
public:
    Seeker(const Model& model, const ScenarioId& scenario, QuantitySite site, double wanted, const RunOptions& options,
           const RunControl& control)
        : model_(model), scenario_(scenario), site_(std::move(site)), wanted_(wanted), options_(options),
          control_(control) {
        options_.uniforms.reset();
        options_.columns = TrialColumns::npv;
    }

    Result<Goal> seek() {
        const auto [start, end] = firstRange();
        Tried low, high;
        if (const auto tried = at(start, low); !tried)
            return tl::unexpected(tried.error());
        if (const auto tried = at(end, high); !tried)
            return tl::unexpected(tried.error());
        double lowest = start, highest = end;
        for (int step = 0; step < mostWidenings && !crosses(low, high); ++step) {
            const double width = highest - lowest;
            Tried below, above;
            if (const auto tried = at(lowest - width, below); !tried)
                return tl::unexpected(tried.error());
            if (const auto tried = at(highest + width, above); !tried)
                return tl::unexpected(tried.error());
            // An end where the model gives no number is left where it was.
            const Tried formerLow = low, formerHigh = high;
            if (std::isfinite(below.excess))
                low = below;
            if (std::isfinite(above.excess))
                high = above;
            if (low.value == formerLow.value && high.value == formerHigh.value)
                break;
            if (crosses(low, formerLow))
                high = formerLow;
            else if (crosses(formerHigh, high))
                low = formerHigh;
            lowest = std::min(lowest, low.value);
            highest = std::max(highest, high.value);
        }
        if (!crosses(low, high))
            return fail(fmt::format("No value of {} between {} and {} gives this NPV: the mean NPV is {} at one end "
                                    "and {} at the other.",
                                    name().name, formatNumber(lowest), formatNumber(highest), money(low.npv.value),
                                    money(high.npv.value)));
        return closeIn(low, high, lowest, highest);
    }

private:
    [[nodiscard]] InputName name() const { return {site_.path, readableName(model_, site_.path), site_.unit, false}; }
    [[nodiscard]] std::string money(double value) const {
        return std::isfinite(value) ? fmt::format("{} {}", formatRounded(value, 4), model_.settings().currency)
                                    : "no number";
    }
    static bool crosses(const Tried& a, const Tried& b) {
        return std::isfinite(a.excess) && std::isfinite(b.excess) && (a.excess < 0) != (b.excess < 0);
    }

    [[nodiscard]] std::pair<double, double> firstRange() const {
        double low = 0, high = 0;
        if (site_.quantity && !site_.quantity->data())
            if (const auto distribution = distributionIn(*site_.quantity, unitOr(site_.unit))) {
                low = quantile(*distribution, 0.01);
                high = quantile(*distribution, 0.99);
            }
        if (low < high)
            return {low, high};
        const double width = low == 0 ? 1 : 0.25 * std::abs(low);
        return {low - width, low + width};
    }

    /// Runs the scenario with the quantity at a value; a model that refuses the value has no number there.
    Result<void> at(double value, Tried& tried) {
        tried = {value, std::nan(""), {}};
        if (control_.stop.stop_requested())
            return tl::unexpected(stoppedError());
        const auto quantity = Quantity::parse(formatNumber(value));
        if (!quantity)
            return tl::unexpected(quantity.error());
        const auto changed = withQuantity(model_, site_.path, *quantity);
        if (!changed)
            return tl::unexpected(changed.error());
        const auto program =
            compile(*changed, {.scenarios = {scenario_}, .metrics = WantedMetrics::none, .detail = Detail::means});
        if (!program)
            return {};
        const auto results = run(*program, options_, {{}, control_.stop});
        if (!results)
            return tl::unexpected(stoppedError());
        if (control_.progress)
            control_.progress(static_cast<double>(++tries_) / (2 + 2 * mostWidenings + mostRefinements));
        tried.npv = meanOf(results->scenarios.front().npvTrials, samplerKind(options_.sampling));
        tried.excess = tried.npv.value - wanted_;
        return {};
    }

    /// The false position method, in the Illinois form: an end that stays counts half.
    Result<Goal> closeIn(Tried low, Tried high, double lowest, double highest) {
        const double scale = std::max({std::abs(low.excess), std::abs(high.excess), 1e-12});
        const double slope = (high.excess - low.excess) / (high.value - low.value);
        Tried best = std::abs(low.excess) < std::abs(high.excess) ? low : high;
        double lowWeight = 1, highWeight = 1;
        for (int step = 0; step < mostRefinements && std::abs(best.excess) > closeEnough * scale; ++step) {
            const double a = low.excess * lowWeight, b = high.excess * highWeight;
            const double next = low.value + (high.value - low.value) * a / (a - b);
            if (!(next > low.value && next < high.value))
                break;
            Tried middle;
            if (const auto tried = at(next, middle); !tried)
                return tl::unexpected(tried.error());
            if (!std::isfinite(middle.excess))
                return fail(fmt::format("{} gives no NPV that is a number at {}, on the way to the one wanted.",
                                        name().name, formatNumber(next)));
            if (std::abs(middle.excess) < std::abs(best.excess))
                best = middle;
            if ((middle.excess < 0) == (low.excess < 0)) {
                low = middle;
                lowWeight = 1;
                highWeight *= 0.5;
            } else {
                high = middle;
                highWeight = 1;
                lowWeight *= 0.5;
            }
        }
        Goal goal{name(), wanted_, {best.value, {}}, best.npv, lowest, highest};
        if (best.npv.standardError && slope != 0)
            goal.value.standardError = *best.npv.standardError / std::abs(slope);
        return goal;
    }

    const Model& model_;
    ScenarioId scenario_;
    QuantitySite site_;
    double wanted_;
    RunOptions options_;
    const RunControl& control_;
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
    return Seeker(model, scenario, std::move(*site), wantedNpv, options, control).seek();
}

} // namespace tributary
