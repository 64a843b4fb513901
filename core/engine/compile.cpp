// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/draw_order.h"
#include "core/engine/visited_numbers.h"
#include "core/engine/world.h"
#include "core/model/dependencies.h"
#include "core/stats/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace tributary {

namespace {

/// Gives every quantity of the model a dimension of its own, whichever scenarios are run and also where it is one
/// number for now, so that all runs of a model share their draws and a range that is narrowed to a number moves no
/// other. A few events come first, for they part the outcomes most, and their places are kept; then come the entities
/// by rank, kind and id: what is added moves the draws of those that come after it. (Dimensions that hang on nothing
/// else, a shuffled Sobol' sequence for each entity, move none, but at 4,096 trials the mean NPV of the templates is
/// then known about three times less well, its percentiles as well as now.) Where the tables of the sampler end, the
/// single numbers come after what is uncertain.
std::map<std::string, size_t> dimensionsOf(const Model& model, const DrawOrder& order) {
    constexpr size_t eventsInFront = 4;
    struct Drawn {
        size_t rank;
        std::string path;
    };
    std::vector<Drawn> drawn;
    std::set<std::string> fixed; // one number each
    forEachQuantity(model, [&](const QuantitySite& site) {
        if (!site.quantity)
            return;
        drawn.push_back({order.rankOf(site.path), site.path});
        if (site.quantity->isConstant())
            fixed.insert(site.path);
    });
    std::ranges::stable_sort(drawn, {}, &Drawn::rank);
    std::vector<std::string> events;
    std::vector<std::string> quantities;
    for (const Drawn& each : drawn) {
        const std::string_view path = each.path;
        std::string event;
        if (path.ends_with("/no_effect"))
            event = each.path + "/event";
        else if (path.ends_with("/stall/probability"))
            event = each.path.substr(0, path.rfind('/')) + "/event";
        if (!event.empty())
            (events.size() < eventsInFront ? events : quantities).push_back(std::move(event));
        quantities.push_back(each.path);
    }
    for (const Scenario& scenario : model.scenarios())
        for (const Override& change : scenario.overrides)
            if (change.value.kind == OverrideValue::Kind::set) {
                quantities.push_back(change.path);
                if (!change.value.quantity.isConstant())
                    fixed.erase(change.path);
            }
    if (eventsInFront + quantities.size() > Sampler::maxSobolDimensions)
        std::stable_partition(quantities.begin(), quantities.end(),
                              [&](const std::string& path) { return !fixed.contains(path); });
    std::map<std::string, size_t> dimensions;
    size_t next = 0;
    const auto number = [&](const std::vector<std::string>& paths) {
        for (const std::string& path : paths)
            if (dimensions.try_emplace(path, next).second)
                ++next;
    };
    number(events);
    next = eventsInFront;
    number(quantities);
    return dimensions;
}

/// Collects the correlated uniform columns with their copula: those of all correlated quantities of the model, in the
/// order of their dimensions, so that a scenario's draws do not hang on which others are run.
void correlate(const Model& model, const std::map<std::string, size_t>& dimensions, CodeBuilder& builder,
               ProgramCode& code) {
    const auto columnOf = [&](const std::string& path) -> std::optional<std::uint32_t> {
        const auto site = findQuantity(model, path);
        if (!site || !dimensions.contains(site->path))
            return std::nullopt;
        return builder.uniform(site->path);
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> rho;
    const auto relate = [&](const std::string& a, const std::string& b, double value) {
        const auto columnA = columnOf(a);
        const auto columnB = columnOf(b);
        if (columnA && columnB && *columnA != *columnB)
            rho[std::pair(std::min(*columnA, *columnB), std::max(*columnA, *columnB))] = value;
    };
    for (const Correlation& correlation : model.correlations()) {
        const auto& others = correlation.second.empty() ? correlation.first : correlation.second;
        for (const std::string& a : correlation.first)
            for (const std::string& b : others)
                relate(a, b, correlation.rho);
    }
    std::vector<std::uint32_t> columns;
    for (const auto& [pair, value] : rho) {
        columns.push_back(pair.first);
        columns.push_back(pair.second);
    }
    std::ranges::sort(columns, {}, [&](std::uint32_t column) { return code.uniforms[column].dimension.index; });
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    if (columns.empty())
        return;
    const size_t n = columns.size();
    std::vector<double> matrix(n * n);
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j) {
            const auto found = rho.find(std::pair(std::min(columns[i], columns[j]), std::max(columns[i], columns[j])));
            matrix[i * n + j] = i == j ? 1.0 : found == rho.end() ? 0.0 : found->second;
        }
    auto copula = GaussianCopula::make(n, matrix);
    if (!copula) {
        code.notes.push_back("correlations were left out: " + copula.error().message);
        return;
    }
    if (copula->repaired())
        code.notes.push_back("the correlations contradict each other; the nearest possible ones were used");
    code.correlated.push_back({std::move(columns), std::move(*copula)});
}

class Compiler {
public:
    Compiler(const Model& model, const CompileOptions& options)
        : model_(model), options_(options), businessAsUsual_(), names_(model), arcs_(dependencies(model, names_)),
          unfinished_(unfinishedMetrics(model, arcs_, names_)),
          dimensions_(dimensionsOf(model, DrawOrder(model, arcs_, names_))), code_(std::make_shared<ProgramCode>()),
          builder_(*code_, dimensions_), shared_{model, names_, options.switches, builder_, {}, {}, {}, {}, {}} {
        const Settings& settings = model.settings();
        code_->timeline = settings.timeline();
        code_->currency = settings.currency;
        code_->discounting = settings.discounting;
        code_->uncertainty = options.uncertainty;
        code_->detail = options.detail;
    }

    tl::expected<Program, std::vector<Problem>> compile(const RunControl& control) {
        std::vector<Problem> errors = runErrors(model_, unfinished_);
        const std::vector<const Scenario*> scenarios = chosenScenarios(errors);
        if (!errors.empty())
            return tl::unexpected(std::move(errors));

        code_->corrections = options_.corrections;
        if (!code_->corrections) {
            auto corrections = correctValidCycleTimes(model_, options_.threads, control);
            if (!corrections)
                return tl::unexpected(std::vector{
                    Problem{Severity::error, {}, std::move(corrections.error().message), {}, std::nullopt}});
            code_->corrections = std::move(*corrections);
        }
        shared_.corrections = code_->corrections.get();
        for (const size_t index : arcs_.order)
            shared_.order.push_back(arcs_.metrics[index]);
        noteLinksAndMeasures();

        for (const Scenario* scenario : scenarios)
            compileScenario(*scenario);
        if (!shared_.problems.empty())
            return tl::unexpected(std::move(shared_.problems));
        builder_.finish();
        if (code_->uncertainty == Uncertainty::sampled)
            correlate(model_, dimensions_, builder_, *code_);
        notePlainDimensions();
        code_->notes.insert(code_->notes.end(), shared_.notes.begin(), shared_.notes.end());
        return Program(std::move(code_));
    }

    /// Compiles what the numbers of a process hang on alone; nothing where that has errors.
    std::optional<Program> compileVisited(const Process& process, const CycleTimeCorrections& corrections) {
        std::vector<Problem> unknown;
        const std::vector<const Scenario*> scenarios = chosenScenarios(unknown);
        shared_.effectShares = EffectShares::any;
        shared_.corrections = &corrections;
        const std::vector<char> isNeeded = neededBy(process);
        for (const size_t index : arcs_.order)
            if (isNeeded[index])
                shared_.order.push_back(arcs_.metrics[index]);
        noteLinksAndMeasures();
        for (const Scenario* scenario : scenarios) {
            World bau(shared_, *scenario);
            bau.compile();
            World with(shared_, *scenario, bau);
            with.compile();
            ScenarioCode& out = code_->scenarios.emplace_back();
            out.metrics.push_back({{}, {bau.networkOf(process)}, {with.networkOf(process)}}); // else left out
        }
        if (!shared_.problems.empty())
            return std::nullopt;
        builder_.finish();
        return Program(std::move(code_));
    }

private:
    void noteLinksAndMeasures() {
        for (const Link& link : model_.links())
            shared_.linksInto[link.metric].push_back(&link);
        for (const Metric& metric : model_.metrics())
            noteMeasure(metric);
    }

    /// The metrics that a process hangs on, those that measure it among them, by their index in the dependencies.
    [[nodiscard]] std::vector<char> neededBy(const Process& process) const {
        std::vector<char> isNeeded(arcs_.metrics.size());
        for (size_t index = 0; index < arcs_.metrics.size(); ++index) {
            const Metric& metric = *model_.metrics().find(arcs_.metrics[index]);
            isNeeded[index] = metric.source == MetricSource::process && metric.process == process.id;
        }
        spreadToDrivers(arcs_, isNeeded);
        return isNeeded;
    }

    std::vector<const Scenario*> chosenScenarios(std::vector<Problem>& errors) const {
        std::vector<const Scenario*> chosen;
        for (const ScenarioId& id : options_.scenarios) {
            if (const Scenario* scenario = model_.scenarios().find(id))
                chosen.push_back(scenario);
            else
                errors.push_back({Severity::error, "scenario/" + id.text,
                                  fmt::format("there is no scenario {}", id.text), "Name one of the model's scenarios.",
                                  std::nullopt});
        }
        if (options_.scenarios.empty()) {
            for (const Scenario& scenario : model_.scenarios())
                chosen.push_back(&scenario);
            // What the model is for comes before its rivals.
            std::stable_partition(chosen.begin(), chosen.end(),
                                  [](const Scenario* s) { return !s->interventions.empty(); });
        }
        if (chosen.empty())
            chosen.push_back(&businessAsUsual_);
        return chosen;
    }

    void noteMeasure(const Metric& metric) {
        const Process* process =
            metric.source == MetricSource::process ? model_.processes().find(metric.process) : nullptr;
        if (!process)
            return;
        auto& measures = shared_.measuresOf[process->id];
        const NetworkMeasure measure = measureOf(model_, *process, metric);
        if (std::ranges::find(measures, measure) == measures.end())
            measures.push_back(measure);
    }

    void compileScenario(const Scenario& scenario) {
        World bau(shared_, scenario);
        bau.compile();
        World with(shared_, scenario, bau);
        with.compile();

        ScenarioCode out;
        out.id = scenario.id;
        out.name = scenario.name;
        out.discount = builder_.discount(with.value("settings/discount_rate"));
        out.benefit = out.hardBenefit = builder_.constant(0);
        for (const Metric& metric : model_.metrics()) {
            if (metric.counts)
                addBenefit(metric, bau, with, out);
            if (isWanted(metric))
                addMetric(metric, bau, with, out);
        }
        const CompiledCosts costs = with.costs();
        out.cost = costs.all;
        out.hardCost = costs.hard;
        for (const CompiledRollout& rollout : with.rollouts())
            addRollout(rollout, out);
        if (options_.detail == Detail::means) {
            out.adoption.clear();
            out.effects.clear();
        }

        code_->scenarios.push_back(std::move(out));
    }

    [[nodiscard]] bool isWanted(const Metric& metric) const {
        if (unfinished_.contains(metric.id))
            return false;
        const bool wanted =
            options_.metrics == WantedMetrics::all || (options_.metrics == WantedMetrics::counted && metric.counts);
        return wanted && (options_.onlyMetrics.empty() || std::ranges::binary_search(options_.onlyMetrics, metric.id));
    }

    /// Money per period: the change for the better, as far as it turns into money, at the prices of the period.
    void addBenefit(const Metric& metric, World& bau, World& with, ScenarioCode& out) {
        const std::string at = "metric/" + metric.id.text;
        const double perPeriod = unitOr(metric.unit).factor() * code_->timeline.hours();
        const Register changed =
            options_.switches == Switches::paths ? with.alongPaths(metric.id) : with.metric(metric.id);
        Register flow = metric.better == Better::higher ? builder_.subtract(changed, bau.metric(metric.id))
                                                        : builder_.subtract(bau.metric(metric.id), changed);
        flow = builder_.multiply(builder_.scale(flow, perPeriod), with.value(at + "/realisation", 1));
        flow = builder_.multiply(flow, builder_.grow(with.value("settings/inflation")));
        flow = builder_.window(flow, 1, code_->timeline.periods);
        out.benefits.push_back({metric.id, flow});
        out.benefit = builder_.add(out.benefit, flow);
        out.hardBenefit = builder_.add(out.hardBenefit, builder_.multiply(flow, with.value(at + "/hard_share", 1)));
    }

    void addMetric(const Metric& metric, const World& bau, const World& with, ScenarioCode& out) {
        MetricResults description;
        description.id = metric.id;
        description.name = metric.name;
        description.unit = metric.unit;
        description.level = metric.level;
        description.better = metric.better;
        description.changeForm = metric.unit == "%" ? ChangeForm::points : ChangeForm::share;
        out.metrics.push_back({std::move(description), {bau.metric(metric.id)}, {with.metric(metric.id)}});
    }

    void addRollout(const CompiledRollout& rollout, ScenarioCode& out) {
        const Intervention& intervention = *rollout.intervention;
        out.stalls.push_back(rollout.stalled);
        for (const TargetGroup& target : intervention.adoption.targets) {
            const Group* group = model_.groups().find(target.group);
            out.adoption.push_back({{intervention.id, target.group, group ? group->name : target.group.text, {}},
                                    rollout.active.at(target.group)});
        }
        for (const Effect& effect : intervention.effects)
            out.effects.push_back({{intervention.id, effect.id, effect.target, {}}, rollout.share.at(effect.id)});
    }

    void notePlainDimensions() {
        const Sampler sampler(SamplerKind::sobol, 0, 1);
        const auto plain = std::ranges::count_if(
            code_->uniforms, [&](const UniformColumn& column) { return sampler.isPlain(column.dimension); });
        if (plain > 0)
            code_->notes.push_back(
                fmt::format("{} uncertain quantities lie beyond the Sobol' tables and take plain draws", plain));
    }

    const Model& model_;
    const CompileOptions& options_;
    const Scenario businessAsUsual_; ///< what a model without a scenario is run for
    Names names_;
    Dependencies arcs_;
    std::set<MetricId> unfinished_; ///< that are left out
    std::map<std::string, size_t> dimensions_;
    std::shared_ptr<ProgramCode> code_;
    CodeBuilder builder_;
    Compilation shared_;
};

} // namespace

tl::expected<Program, std::vector<Problem>> compile(const Model& model, const CompileOptions& options,
                                                    const RunControl& control) {
    return Compiler(model, options).compile(control);
}

std::optional<Program> compileVisited(const Model& model, const ProcessId& process,
                                      const CycleTimeCorrections& corrections) {
    const Process* found = model.processes().find(process);
    const CompileOptions all;
    return found ? Compiler(model, all).compileVisited(*found, corrections) : std::nullopt;
}

} // namespace tributary
