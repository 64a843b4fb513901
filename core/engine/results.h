// SPDX-License-Identifier: GPL-3.0-or-later
// Results: what a run says. A plain value; shared and immutable once made, tagged with the model's fingerprint by
// whoever keeps it. Periods count from 1; a vector over periods has period k at k - 1 unless it says otherwise.
#pragma once

#include "core/model/metric.h"
#include "core/model/settings.h"
#include "core/stats/summary.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary {

/// Whether quantities are drawn, or stand at their most likely value (no stall, no noise, every link and effect works).
enum class Uncertainty { sampled, mostLikely };

/// Flows of one period, nominal and undiscounted, costs positive.
struct CashFlowResults {
    int period = 0; ///< 0 holds the one-off flows of the start
    Summary benefit;
    Summary cost;
    Summary net;
    Summary cumulative; ///< discounted net flows up to this period
};

/// A change smaller than this share of business as usual is called none.
constexpr double noChangeBelow = 0.0005;

/// What changes of a metric are: shares of business as usual; differences in points where the unit is %; or differences
/// in the metric's unit where P10 of business as usual is not above 0 in some period, for then a share means nothing.
enum class ChangeForm { share, points, amount };

struct ToldChange {
    ChangeForm form = ChangeForm::share;
    Summary summary; ///< paired
    double size = 0; ///< of the median, as a share: points over 100, an amount over what business as usual reaches

    [[nodiscard]] bool moves() const { return size >= noChangeBelow; }
    [[nodiscard]] bool rises() const { return moves() && summary.p50 > 0; }
    [[nodiscard]] bool improves(Better better) const { return moves() && rises() == (better == Better::higher); }
};

struct MetricResults {
    MetricId id;
    std::string name;
    std::string unit;
    Level level = Level::frontline;
    Better better = Better::higher;
    std::vector<Summary> bau;    ///< business as usual
    std::vector<Summary> with;   ///< with the scenario
    std::vector<Summary> change; ///< paired by trial
    ChangeForm changeForm = ChangeForm::share;

    /// The change at an index of `change`; none beyond.
    [[nodiscard]] ToldChange changeAt(size_t at) const;
    [[nodiscard]] bool moves(size_t at) const { return changeAt(at).moves(); }
};

struct AdoptionResults {
    InterventionId intervention;
    GroupId group;
    std::string groupName;
    std::vector<Summary> active;                     ///< share of headcount at the end of the period
    std::vector<std::vector<double>> activeTrials{}; ///< by period, then trial; empty unless flows are kept
};

struct EffectResults {
    InterventionId intervention;
    EffectId id;
    std::string target;
    std::vector<Summary> share; ///< of the full effect
};

/// What one counted metric brings: the present value of its benefits.
struct BenefitResults {
    MetricId metric;
    Summary presentValue;
    std::vector<double> presentValueTrials{}; ///< by trial; empty unless flows are kept
};

struct ScenarioResults {
    ScenarioId id;
    std::string name;
    Summary npv;
    Summary npvHard;
    Summary pvBenefits;
    Summary pvCosts;
    Summary roi;                ///< mean, sd and standard error are never given for a ratio
    Summary irr;                ///< effective per year, over the trials that have one
    double irrShareWithout = 0; ///< share of trials with no single rate, of those that did not fail, as all shares are;
                                ///< NaN where all failed
    double irrShareSeveral = 0; ///< share of trials with more than one rate
    Summary paybackDiscounted;  ///< whole periods; infinity is never
    double paybackShareNever = 0;
    double chanceOfLoss = 0;               ///< share of trials with an NPV below zero
    std::vector<CashFlowResults> cashFlow; ///< periods 0 to n
    std::vector<MetricResults> metrics;
    std::vector<AdoptionResults> adoption;
    std::vector<EffectResults> effects;
    std::vector<BenefitResults> benefits;
    std::vector<double> npvTrials;                     ///< by trial; NaN where the trial failed
    std::vector<std::vector<double>> cumulativeTrials; ///< discounted net flows up to period 0 to n, then by trial;
                                                       ///< empty unless flows are kept
    std::vector<std::uint8_t> stalled;                 ///< by trial: whether any roll-out stalled
};

/// How the mean cycle time of a process was come by.
struct CycleTimeResults {
    ProcessId process;
    std::string name;
    std::string words; ///< see CycleTimeCorrection
};

struct Results {
    size_t trials = 0;
    std::int64_t seed = 0;
    Sampling sampling = Sampling::sobol;
    Uncertainty uncertainty = Uncertainty::sampled;
    Timeline timeline;
    std::string currency;
    double seconds = 0;
    size_t trialsFailed = 0;     ///< with a NaN or infinite number
    size_t trialsOverloaded = 0; ///< with a pool that has more work than time
    std::vector<std::string> notes;
    std::vector<CycleTimeResults> cycleTimes; ///< of the processes that metrics measure
    std::vector<ScenarioResults> scenarios;   ///< of a model without one: business as usual alone, with an empty id

    /// Finds a scenario's results; null where it was not run.
    [[nodiscard]] const ScenarioResults* find(const ScenarioId& id) const;
};

/// A scenario's name, or its id where it has none.
[[nodiscard]] const std::string& shownName(const ScenarioResults& scenario);

/// Finds a metric's results in a scenario's; null where it was not asked for.
[[nodiscard]] const MetricResults* find(const ScenarioResults& scenario, const MetricId& id);

} // namespace tributary
