// SPDX-License-Identifier: GPL-3.0-or-later
// World: the model's equations compiled once, for business as usual or with a scenario. Values are registers in base
// units (hour, 1, money) unless a name says otherwise. Problems are collected, never thrown. Used by compile() alone.
#pragma once

#include "core/base/problem.h"
#include "core/engine/code_builder.h"
#include "core/engine/cycle_time_correction.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "core/model/used_pools.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary {

/// What effects reach: the shares that adoption brings, or any from none to all, as compileVisited() asks.
enum class EffectShares { adopted, any };

/// What the worlds of one compilation share.
struct Compilation {
    const Model& model;
    const Names& names;
    Switches switches;
    CodeBuilder& builder;
    std::vector<MetricId> order; ///< of the metrics: each after those it reads without a delay
    std::unordered_map<MetricId, std::vector<const Link*>> linksInto;
    std::unordered_map<ProcessId, std::vector<NetworkMeasure>> measuresOf;
    std::vector<Problem> problems;
    std::set<std::string> notes; ///< of the run
    size_t pathWorlds = 0;       ///< made so far
    EffectShares effectShares = EffectShares::adopted;
    const CycleTimeCorrections* corrections = nullptr; ///< those known so far
    std::optional<std::vector<UsedPool>> usedPools{};  ///< once a map asks

    void fail(std::string subject, std::string message, std::string action = {});
};

/// One roll-out of a scenario, compiled.
struct CompiledRollout {
    const Intervention* intervention = nullptr;
    Register stalled = 0;
    std::map<GroupId, Register> active; ///< share of headcount, of the target groups
    std::map<GroupId, Register> headcount;
    std::map<EffectId, Register> share; ///< of the full effect
};

/// The flows of a scenario in money per period.
struct CompiledCosts {
    Register all = 0;
    Register hard = 0;
};

class World {
public:
    /// Business as usual that `scenario` is held against: its beliefs, not its plan.
    World(Compilation& shared, const Scenario& scenario);
    /// With `scenario`, against `bau`.
    World(Compilation& shared, const Scenario& scenario, World& bau);

    /// Compiles the roll-outs, then every metric.
    void compile();
    /// The value of a counted metric in its own unit, with a switch for each way that leads to it; after compile().
    [[nodiscard]] Register alongPaths(const MetricId& counted);

    [[nodiscard]] const std::vector<CompiledRollout>& rollouts() const { return rollouts_; }
    /// A metric's value in its own unit.
    [[nodiscard]] Register metric(const MetricId& id) const { return metrics_.at(id); }
    /// The quantity or formula at `path`; `absent` where the field is empty.
    [[nodiscard]] Register value(const std::string& path, double absent = 0);
    [[nodiscard]] bool isGiven(const std::string& path) const;
    [[nodiscard]] CompiledCosts costs();
    /// The first register of the network of a map with its sub-processes: 1 in overload.
    [[nodiscard]] Register networkOf(const Process& drawn);

private:
    struct PendingDelay {
        const Link* link;
        Register delay;
    };
    struct AppliedEffect {
        std::string path;
        EffectForm form;
        Register size; ///< relative: plain; in units: base units of the target
        Register share;
    };

    /// One metric as it is read on one way up the tree, the first of `way`, by the world `reader`; null for none.
    World(World& whole, World* reader, std::vector<MetricId> way);

    void addOverride(const Override& change);
    Register read(const MetricId& id);
    Register driverOnWay(const MetricId& id);
    Register switched(const std::string& cause, Register on, Register off);
    Register compileQuantity(const std::string& path, const Quantity& quantity, const Unit& field);
    Register compileFormula(const std::string& subject, const Formula& formula);
    Register overridden(const std::string& path, Register value, const Unit& field);
    Register withEffects(const std::string& target, Register value);

    void compileRollout(const Intervention& intervention);
    void compileTargets(const Intervention& intervention, CompiledRollout& compiled);
    void compileEffect(const Intervention& intervention, const Effect& effect, CompiledRollout& compiled);
    Register shareOf(const Effect& effect, const std::string& at, const CompiledRollout& compiled);
    Register participation(const std::vector<Participant>& participants, const CompiledRollout& compiled);

    void compileMetric(const Metric& metric);
    Register estimate(const Metric& metric);
    Register moved(const Metric& metric, Register baseline);
    Register linkFactor(const Link& link, Register driver, Register driverBau);
    Register lagged(const Link& link, Register factor);
    Register processMeasure(const Metric& metric);
    Register correctionOf(const CycleTimeCorrection& correction, const NetworkRegisters& in);
    Register surfaceOf(const ResponseSurface& surface, const CycleTimeCorrection& correction,
                       const NetworkRegisters& in);
    void connectDelays();

    Register seats(const std::vector<const CompiledRollout*>& targets);
    Register users(const std::vector<const CompiledRollout*>& targets);
    void addCosts(const std::string& owner, const std::vector<CostLine>& lines,
                  const std::vector<const CompiledRollout*>& targets, CompiledCosts& sum);

    Compilation& shared_;
    CodeBuilder& builder_;
    const Scenario& scenario_;
    World* bau_ = nullptr;
    World* whole_ = nullptr;    ///< of a metric on a way: the scenario's world
    World* reader_ = nullptr;   ///< and the world of the metric that reads it
    std::vector<MetricId> way_; ///< from the metric up to a counted one
    std::map<MetricId, std::unique_ptr<World>> onWays_;
    std::map<std::string, const OverrideValue*> overrides_;
    std::map<std::string, Register> values_;
    std::map<std::string, std::vector<AppliedEffect>> effects_; // by target path
    std::unordered_map<MetricId, Register> metrics_;
    std::unordered_map<ProcessId, Register> networks_;
    std::vector<CompiledRollout> rollouts_;
    std::vector<PendingDelay> pending_;
};

/// The measure that a metric takes of a process.
[[nodiscard]] NetworkMeasure measureOf(const Model& model, const Process& process, const Metric& metric);

} // namespace tributary
