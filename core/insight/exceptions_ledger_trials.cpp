// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/exceptions_ledger_trials.h"

#include "core/base/parallel.h"
#include "core/base/timeline.h"
#include "core/engine/cycle_time_correction.h"
#include "core/insight/design.h"
#include "core/model/edit.h"
#include "core/model/full_time.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_span.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <thread>

namespace tributary {

namespace {

constexpr std::string_view effectSwitchEnd = "//event";
constexpr double switchedOn = 0.25; ///< uniform numbers of a switch
constexpr double switchedOff = 0.75;

std::vector<ProcessId> processesOf(const Model& model) {
    std::vector<ProcessId> ids;
    for (const Process& process : model.processes())
        ids.push_back(process.id);
    return ids;
}

/// The process that a problem is about and that no metric needs.
std::optional<ProcessId> processOf(const Model& model, const Problem& problem) {
    const auto entity = entityOf(problem.subject);
    if (!entity || entity->kind != Process::kind || !model.processes().contains(ProcessId(entity->id)))
        return std::nullopt;
    const ProcessId id(entity->id);
    if (std::ranges::count(model.metrics(), id, &Metric::process) > 0)
        return std::nullopt;
    return id;
}

/// Compiles a model with all of its maps; those that have errors are erased from it and told.
class LedgerCompiler {
public:
    LedgerCompiler(Model model, const ScenarioId& scenario, const RunOptions& how, const RunControl& control)
        : model_(std::move(model)), control_(control) {
        if (!scenario.empty())
            options_.scenarios = {scenario};
        options_.switches = Switches::effects;
        options_.detail = Detail::means;
        options_.threads = how.threads;
    }

    Result<Program> compile() {
        for (;;) {
            const std::vector<ProcessId> processes = processesOf(model_);
            if (processes.empty())
                return fail(leftOut_.empty() ? std::string("There is no process: map one first.")
                                             : leftOut_.front().second);
            const auto made = tryOnce(processes);
            if (made)
                return *made;
            if (control_.stop.stop_requested())
                return tl::unexpected(stoppedError());
            if (!leaveOut(made.error()))
                return tl::unexpected(problemError(made.error().front()));
        }
    }

    [[nodiscard]] const Model& model() const { return model_; }
    [[nodiscard]] const std::vector<std::pair<ProcessId, std::string>>& leftOut() const { return leftOut_; }

private:
    tl::expected<Program, std::vector<Problem>> tryOnce(const std::vector<ProcessId>& processes) {
        // Corrections are those of the maps that the model itself measures: others have no use for them here.
        CompileOptions options = options_;
        if (auto corrections = correctCycleTimes(model_, options.threads, {{}, control_.stop}))
            options.corrections = std::move(*corrections);
        else
            options.corrections = std::make_shared<const CycleTimeCorrections>(); // compile() says why
        return tributary::compile(withMeasures(model_, processes), options, {{}, control_.stop});
    }

    bool leaveOut(const std::vector<Problem>& problems) {
        bool any = false;
        for (const Problem& problem : problems)
            if (const auto id = processOf(model_, problem)) {
                leftOut_.emplace_back(*id, problemError(problem).message);
                model_ = apply(model_, Edit{{}, {}, {erase<Process>(*id)}}).model;
                any = true;
            }
        return any;
    }

    Model model_;
    CompileOptions options_;
    const RunControl& control_;
    std::vector<std::pair<ProcessId, std::string>> leftOut_;
};

/// Which of the two worlds of a scenario is read.
enum class WhichWorld { usual, scenario };

const ProcessWorld* worldOf(const std::vector<ProcessWorld>& worlds, const ProcessId& id, WhichWorld which) {
    const ProcessWorld* found = nullptr;
    for (const ProcessWorld& world : worlds) // business as usual comes before the scenario
        if (world.process == id && (!found || which == WhichWorld::scenario))
            found = &world;
    return found;
}

/// Adds a trial to the figures of a map.
void addTrial(MapTrials& map, const std::vector<LedgerRow>& rows, const ExceptionsLedger& ledger, double labourHours,
              size_t trial, size_t trials) {
    std::map<MapPart, size_t> placeOf;
    for (size_t row = 0; row < rows.size(); ++row)
        placeOf.emplace(rows[row].part, row);
    const auto set = [&](std::vector<double>& column, double value) {
        column.resize(trials);
        column[trial] = value;
    };
    map.rows.resize(rows.size());
    for (const LedgerRow& row : ledger.rows) {
        LedgerRowTrials& figures = map.rows[placeOf.at(row.part)];
        set(figures.perMonth, row.perMonth);
        set(figures.labourHours, row.labourHours);
        set(figures.waitingHours, row.waitingHours);
        set(figures.delayHours, row.delayHours);
        set(figures.costPerYear, row.costPerYear);
        for (const auto& [group, hours] : row.hoursOf)
            set(figures.hoursOf[group], hours);
    }
    for (const BoundaryHandOff& each : ledger.handOffs)
        set(map.handOffs[{each.from, each.to}], each.perMonth);
    set(map.labourHours, labourHours);
}

/// Draws the ledger of a map up in each trial; `rows` learns what its rows are.
MapTrials trialsOf(const Process& process, const ProcessWorld& world, std::vector<LedgerRow>& rows,
                   const std::stop_token& stop) {
    MapTrials made;
    made.overloaded.resize(world.trials.size());
    for (size_t trial = 0; trial < world.trials.size() && !stop.stop_requested(); ++trial) {
        const ProcessMeasures measures = measuresAt(process, world.trials[trial]);
        const ExceptionsLedger ledger = exceptionsLedger(measures);
        if (rows.empty())
            rows = ledger.rows;
        addTrial(made, rows, ledger, measures.labourHours * measures.casesPerMonth, trial, world.trials.size());
        made.overloaded[trial] = measures.isOverloaded() ? 1 : 0;
        for (LedgerRow& row : rows)
            for (const LedgerRow& own : ledger.rows)
                if (own.part == row.part) {
                    row.isRework = row.isRework || own.isRework;
                    row.peopleAtOnce = std::max(row.peopleAtOnce, own.peopleAtOnce);
                }
    }
    return made;
}

/// The maps of a program, read at points at which some effects are switched off.
class LedgerReader {
public:
    LedgerReader(const Model& model, const Program& program, const RunOptions& how, size_t trials,
                 const RunControl& control)
        : model_(model), program_(program), how_(how), trials_(trials), control_(control) {
        for (const ProgramInput& input : program.inputs())
            if (input.path.ends_with(effectSwitchEnd)) {
                const std::string path = input.path.substr(0, input.path.size() - effectSwitchEnd.size());
                causes_.push_back({path, readableName(model, path)});
                keys_.push_back(input.dimension.key);
            }
        source_ = how.uniforms ? how.uniforms
                               : std::make_shared<const Sampler>(samplerKind(how.sampling),
                                                                 static_cast<std::uint64_t>(how.seed), trials);
    }

    /// Fills the maps and the causes. Fails where it was stopped.
    Result<void> read(LedgerTrials& ledger) {
        const int last = model_.settings().periods;
        const bool compares = !ledger.scenario.empty();
        std::vector<std::vector<ProcessWorld>> points(compares ? 3 + keys_.size() : 1);
        const auto worlds = [&](size_t point) {
            if (point == 0)
                return readAt(std::vector(keys_.size(), switchedOn), ledger.period);
            std::vector<double> uniforms(keys_.size(), point == 1 ? switchedOn : switchedOff);
            if (point > 2)
                uniforms[point - 3] = switchedOn;
            return readAt(uniforms, last);
        };
        forEachInParallel(points.size(), threads(), control_.stop, [&](unsigned, size_t point) {
            points[point] = worlds(point);
            if (control_.progress)
                control_.progress(static_cast<double>(point + 1) / static_cast<double>(points.size() + 1));
        });
        if (control_.stop.stop_requested())
            return tl::unexpected(stoppedError());
        std::vector<std::optional<LedgerMap>> maps(processesOf(model_).size());
        const std::vector<ProcessId> ids = processesOf(model_);
        forEachInParallel(ids.size(), threads(), control_.stop,
                          [&](unsigned, size_t i) { maps[i] = mapOf(ids[i], points, compares); });
        if (control_.stop.stop_requested())
            return tl::unexpected(stoppedError());
        for (size_t i = 0; i < ids.size(); ++i)
            if (maps[i])
                ledger.maps.push_back(std::move(*maps[i]));
            else
                ledger.leftOut.emplace_back(ids[i], "It has no steps to measure: draw them first.");
        if (compares) {
            ledger.causes = causes_;
            ledger.causes.push_back({"scenario/" + ledger.scenario.text, "What the plan itself sets"});
        }
        return {};
    }

private:
    [[nodiscard]] unsigned threads() const {
        return how_.threads ? how_.threads : std::max(1U, std::thread::hardware_concurrency());
    }

    [[nodiscard]] std::vector<ProcessWorld> readAt(const std::vector<double>& uniforms, int period) const {
        std::vector<Hold> holds;
        for (size_t i = 0; i < keys_.size(); ++i)
            holds.push_back({keys_[i], uniforms[i]});
        return readProcesses(program_, HeldDesign(source_, trials_, {holds}), trials_, period, control_.stop);
    }

    std::optional<LedgerMap> mapOf(const ProcessId& id, const std::vector<std::vector<ProcessWorld>>& points,
                                   bool compares) const {
        const Process& process = *model_.processes().find(id);
        LedgerMap map;
        map.process = id;
        map.name = process.name.empty() ? id.text : process.name;
        for (const Pool& pool : process.pools)
            if (!pool.group.empty() && std::ranges::count(map.groups, pool.group) == 0)
                map.groups.push_back(pool.group);
        const auto trialsAt = [&](size_t point, WhichWorld which) {
            const ProcessWorld* world = worldOf(points[point], id, which);
            return world ? trialsOf(process, *world, map.rows, control_.stop) : MapTrials();
        };
        if (!worldOf(points.front(), id, WhichWorld::usual))
            return std::nullopt;
        map.shown = trialsAt(0, compares ? WhichWorld::scenario : WhichWorld::usual);
        if (!compares)
            return map;
        map.together = trialsAt(1, WhichWorld::scenario);
        map.usual = trialsAt(2, WhichWorld::usual);
        for (size_t cause = 0; cause < keys_.size(); ++cause)
            map.alone.push_back(trialsAt(3 + cause, WhichWorld::scenario));
        map.alone.push_back(trialsAt(2, WhichWorld::scenario)); // with no effect: what the plan itself sets
        return map;
    }

    const Model& model_;
    const Program& program_;
    const RunOptions& how_;
    size_t trials_;
    const RunControl& control_;
    std::vector<LedgerCause> causes_;
    std::vector<std::uint64_t> keys_; // of their switches
    std::shared_ptr<const UniformSource> source_;
};

/// Hours that the people of the groups inside work in a month, at their most likely headcount.
std::map<GroupId, double> workedHoursOf(const Model& model, const ScenarioId& id) {
    std::map<GroupId, double> hours;
    const Scenario* scenario = model.scenarios().find(id);
    for (const Group& group : model.groups())
        if (group.boundary == Boundary::inside)
            if (const auto people = spanIn(model, scenario, "group/" + group.id.text + "/headcount");
                people && people->likely > 0)
                hours[group.id] = people->likely * workedHoursPerYear / monthsPerYear;
    return hours;
}

} // namespace

Result<LedgerTrials> ledgerTrials(const Model& model, const ScenarioId& scenario, int period, const RunOptions& how,
                                  const RunControl& control) {
    LedgerCompiler compiler(model, scenario, how, control);
    const auto program = compiler.compile();
    if (!program)
        return tl::unexpected(program.error());
    LedgerTrials ledger;
    ledger.scenario = scenario;
    ledger.period = period;
    ledger.trials = std::clamp<size_t>(how.trials, 1, mostLedgerTrials);
    ledger.sampling = how.sampling;
    ledger.workedHours = workedHoursOf(model, scenario);
    ledger.leftOut = compiler.leftOut();
    if (const auto read = LedgerReader(compiler.model(), *program, how, ledger.trials, control).read(ledger); !read)
        return tl::unexpected(read.error());
    return ledger;
}

} // namespace tributary
