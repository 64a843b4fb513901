// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/paths.h"

#include "core/insight/design.h"
#include "core/insight/shapley.h"
#include "core/insight/switches.h"
#include "core/model/quantity_path.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace tributary {

namespace {

/// Trials of all games together: there are more paths than effects.
constexpr size_t pathTrials = 4 * gameTrials;

/// What sums over games start from: their error is known as long as each game's is.
const ScrambledMean nothing{0, std::vector<double>(Sampler::scrambles)};

/// The discounted net flow of each period from 1 on, then their sum.
void flowsOf(const ScenarioResults& results, size_t trial, std::span<double> out) {
    const auto& cumulative = results.cumulativeTrials;
    for (size_t period = 1; period < cumulative.size(); ++period)
        out[period - 1] = cumulative[period][trial] - cumulative[period - 1][trial];
    out.back() = cumulative.back()[trial] - cumulative.front()[trial];
}

/// Takes for nothing what is no more than rounding leaves of the sums that the values are differences of.
template <class Part>
void dropRounding(std::vector<Part>& parts) {
    constexpr double rounding = 1e-12;
    double all = 0;
    for (const Part& part : parts)
        all += std::abs(part.value.value);
    for (Part& part : parts)
        if (std::abs(part.value.value) <= rounding * all)
            part.value = {0, part.value.standardError ? std::optional(0.0) : std::nullopt};
}

class PathSums {
public:
    PathSums(const Study& study, size_t measures) : study_(study), measures_(measures), total_(measures, nothing) {
        result_.trials = study.options.trials;
    }

    /// Takes in the game over the paths to a counted metric.
    void add(const MetricId& counted, const std::vector<const ProgramSwitch*>& players, const SwitchGame& game) {
        result_.exact = result_.exact && game.exact;
        result_.trials = std::min(result_.trials, game.rows);
        if (!result_.running)
            result_.running = game.none.back().estimate();
        ScrambledMean benefit = nothing;
        for (size_t i = 0; i < players.size(); ++i) {
            const ProgramSwitch& path = *players[i];
            result_.paths.push_back(
                {path.cause, readableName(study_.model, path.cause), path.way, game.shares[i].back().estimate()});
            addTo(total_, game.shares[i]);
            benefit += game.shares[i].back();
            for (size_t step = 0; step + 1 < path.way.size(); ++step) {
                auto& link = links_[{path.way[step], path.way[step + 1]}];
                link.resize(measures_, nothing);
                addTo(link, game.shares[i]);
            }
        }
        result_.metrics.push_back({counted, benefit.estimate()});
    }

    PathAttribution finish() {
        result_.total = total_.back().estimate();
        for (const auto& [ends, carried] : links_) {
            CarriedByLink link{ends.first, ends.second, carried.back().estimate(), {}};
            for (size_t period = 0; period + 1 < measures_; ++period)
                link.share.push_back(shareOf(carried[period], total_[period]));
            result_.links.push_back(std::move(link));
        }
        dropRounding(result_.paths);
        dropRounding(result_.links);
        const auto value = [](const auto& each) { return each.value.value; };
        std::ranges::stable_sort(result_.paths, std::greater<>(), value);
        std::ranges::stable_sort(result_.metrics, std::greater<>(), value);
        std::ranges::stable_sort(result_.links, std::greater<>(), value);
        return std::move(result_);
    }

private:
    static void addTo(std::vector<ScrambledMean>& sums, const std::vector<ScrambledMean>& shares) {
        for (size_t m = 0; m < sums.size(); ++m)
            sums[m] += shares[m];
    }

    const Study& study_;
    size_t measures_;
    std::vector<ScrambledMean> total_; // by measure
    std::map<std::pair<MetricId, MetricId>, std::vector<ScrambledMean>> links_;
    PathAttribution result_;
};

} // namespace

Result<PathAttribution> attributeToPaths(const Study& study, const RunControl& control) {
    const auto switched = switchedProgram(study, Switches::paths);
    if (!switched)
        return tl::unexpected(switched.error());
    std::map<MetricId, std::vector<const ProgramSwitch*>> pathsTo;
    for (const ProgramSwitch& path : switched->switches)
        pathsTo[path.way.back()].push_back(&path);

    const auto measures = static_cast<size_t>(study.model.settings().periods) + 1;
    PathSums sums(study, measures);
    double done = 0;
    const auto games = static_cast<double>(pathsTo.size());
    for (const auto& [counted, paths] : pathsTo) {
        // Benefits add up over the counted metrics, so each has a game of its own.
        std::vector<std::uint64_t> players, others;
        for (const ProgramSwitch& path : switched->switches)
            (path.way.back() == counted ? players : others).push_back(path.key);
        const auto game =
            playSwitches(study, switched->program, TrialColumns::flows, players, others, measures, flowsOf,
                         pathTrials / pathsTo.size(), partOf(control, done / games, (done + 1) / games));
        if (!game)
            return tl::unexpected(game.error());
        sums.add(counted, paths, *game);
        ++done;
    }
    return sums.finish();
}

} // namespace tributary
