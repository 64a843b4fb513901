// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/exceptions_ledger_trials.h"

#include "core/base/parallel.h"
#include "core/base/timeline.h"
#include "core/engine/cycle_time_correction.h"
#include "core/insight/design.h"
#include "core/model/edit.h"
#include "core/model/full_time.h"
#include "core/model/map_edits.h"
#include "core/model/problem_words.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_span.h"
#include "core/model/sub_processes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <optional>
#include <thread>

namespace tributary {

namespace {

constexpr std::string_view effectSwitchEnd = "//event";
constexpr double switchedOn = 0.25; ///< uniform numbers of a switch
constexpr double switchedOff = 0.75;

std::vector<ProcessId> processesOf(const Model& model) {
    std::vector<ProcessId> ids;
    const SubProcesses nested(model);
    for (const Process& process : model.processes())
        if (!nested.isOnlyInner(process)) // its cases are those of the maps around it
            ids.push_back(process.id);
    return ids;
}

/// The process that a problem is about and that no metric needs.
std::optional<ProcessId> processOf(const Model& model, const Problem& problem) {
    const auto entity = entityOf(problem.subject);
    if (!entity || entity->kind != Process::kind || !model.processes().contains(ProcessId(entity->id)))
        return std::nullopt;
    const ProcessId id(entity->id);
    if (std::ranges::any_of(model.metrics(), [&](const Metric& metric) {
            return metric.source == MetricSource::process && metric.process == id;
        }))
        return std::nullopt;
    return id;
}

/// The model without a map, and without what acts on it or points into it; none where something else holds it.
std::optional<Model> withoutProcess(const Model& model, const ProcessId& id) {
    Edit letGo;
    for (const Intervention& intervention : model.interventions()) {
        Intervention kept = intervention;
        std::erase_if(kept.effects, [&](const Effect& effect) {
            return entityOf(effect.target) == EntityRef{Process::kind, id.text};
        });
        if (kept.effects.size() != intervention.effects.size())
            letGo.changes.push_back(put(std::move(kept)));
    }
    for (const Metric& metric : model.metrics())
        if (metric.process == id) { // once chosen, of no use to what it is now
            Metric kept = metric;
            kept.process = {};
            letGo.changes.push_back(put(std::move(kept)));
        }
    for (const Process& process : model.processes())
        if (std::ranges::count(process.steps, id, &Step::inner) > 0) {
            Process kept = process;
            for (Step& step : kept.steps)
                if (step.inner == id)
                    step.inner = {};
            letGo.changes.push_back(put(std::move(kept)));
        }
    const Model rest = apply(model, letGo).model;
    const auto erased = eraseProcess(rest, id);
    return erased ? std::optional(apply(rest, *erased).model) : std::nullopt;
}

/// Compiles a model with all of its maps; those that have errors are erased from it, with what points into them, and
/// told.
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
                return tl::unexpected(problemError(model_, made.error().front()));
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
            if (const auto id = processOf(model_, problem))
                if (auto rest = withoutProcess(model_, *id)) {
                    leftOut_.emplace_back(*id, problemError(model_, problem).message);
                    model_ = std::move(*rest);
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
        set(figures.touchHours, row.touchHours);
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

/// What one trial says of the rows themselves, the others may not: that there is work at all.
void learnRows(std::vector<LedgerRow>& rows, const std::vector<LedgerRow>& found) {
    for (LedgerRow& row : rows)
        for (const LedgerRow& own : found)
            if (own.part == row.part) {
                row.isRework = row.isRework || own.isRework;
                row.peopleAtOnce = std::max(row.peopleAtOnce, own.peopleAtOnce);
            }
}

/// Draws the ledger of a map up in each trial; `rows` learns what its rows are.
MapTrials trialsOf(const Process& process, const ProcessWorld& world, const CycleTimeCorrection* correction,
                   std::vector<LedgerRow>& rows, const std::stop_token& stop) {
    MapTrials made;
    made.overloaded.resize(world.trials.size());
    for (size_t trial = 0; trial < world.trials.size() && !stop.stop_requested(); ++trial) {
        const ProcessMeasures measures = measuresAt(process, world.trials[trial], correction);
        const ExceptionsLedger ledger = exceptionsLedger(measures);
        if (rows.empty())
            rows = ledger.rows;
        addTrial(made, rows, ledger, measures.labourHours * measures.casesPerMonth, trial, world.trials.size());
        made.overloaded[trial] = measures.isOverloaded() ? 1 : 0;
        learnRows(rows, ledger.rows);
    }
    for (LedgerRowTrials& figures : made.rows) // whose hours a row takes is known where any are
        for (auto& [group, hours] : figures.hoursOf)
            for (size_t trial = 0; trial < hours.size(); ++trial)
                hours[trial] = std::isnan(figures.labourHours[trial]) ? figures.labourHours[trial] : hours[trial];
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

    /// Fills the maps and the causes. Fails where it was stopped, and where no map is left.
    Result<void> read(LedgerTrials& ledger) {
        const int last = model_.settings().periods;
        const bool compares = !ledger.scenario.empty();
        // As asked for; then in the last period with all effects, and with none.
        const std::vector on(keys_.size(), switchedOn), off(keys_.size(), switchedOff);
        std::array<std::vector<ProcessWorld>, 3> worlds;
        const size_t first = compares ? worlds.size() : 1;
        pieces_ = first + (compares ? keys_.size() : 0) + 1;
        forEachInParallel(first, threads(), control_.stop, [&](unsigned, size_t point) {
            worlds[point] = readAt(point == 2 ? off : on, point == 0 ? ledger.period : last);
            tellProgress();
        });
        if (!control_.stop.stop_requested())
            if (const auto found = findMaps(ledger, worlds[0]); !found)
                return found;
        forEachInParallel(ledger.maps.size(), threads(), control_.stop, [&](unsigned, size_t i) {
            LedgerMap& map = ledger.maps[i];
            map.shown = trialsAt(map, worlds[0], compares ? WhichWorld::scenario : WhichWorld::usual, map.rows);
            if (!compares)
                return;
            map.together = trialsAt(map, worlds[1], WhichWorld::scenario, map.rows);
            map.usual = trialsAt(map, worlds[2], WhichWorld::usual, map.rows);
            map.alone.resize(keys_.size());
            map.alone.push_back(trialsAt(map, worlds[2], WhichWorld::scenario, map.rows)); // what the plan itself sets
        });
        tellProgress();
        if (compares)
            readAlone(ledger, worlds[2]);
        if (control_.stop.stop_requested())
            return tl::unexpected(stoppedError());
        return {};
    }

private:
    [[nodiscard]] unsigned threads() const {
        return how_.threads ? how_.threads : std::max(1U, std::thread::hardware_concurrency());
    }

    void tellProgress() {
        const std::lock_guard lock(telling_);
        ++done_;
        if (control_.progress)
            control_.progress(static_cast<double>(done_) / static_cast<double>(pieces_));
    }

    [[nodiscard]] std::vector<ProcessWorld> readAt(const std::vector<double>& uniforms, int period) const {
        std::vector<Hold> holds;
        for (size_t i = 0; i < keys_.size(); ++i)
            holds.push_back({keys_[i], uniforms[i]});
        return readProcesses(program_, HeldDesign(source_, trials_, {holds}), trials_, period, control_.stop);
    }

    Result<void> findMaps(LedgerTrials& ledger, const std::vector<ProcessWorld>& worlds) const {
        for (const ProcessId& id : processesOf(model_)) {
            const Process process = expanded(model_, *model_.processes().find(id));
            const std::string& name = process.name.empty() ? id.text : process.name;
            if (!worldOf(worlds, id, WhichWorld::usual)) {
                ledger.leftOut.emplace_back(id, fmt::format("{} has no steps to measure: draw them first.", name));
                continue;
            }
            LedgerMap& map = ledger.maps.emplace_back();
            map.process = id;
            map.name = name;
            for (const Pool& pool : process.pools)
                if (!pool.group.empty() && std::ranges::count(map.groups, pool.group) == 0)
                    map.groups.push_back(pool.group);
        }
        if (ledger.maps.empty())
            return fail(ledger.leftOut.front().second);
        return {};
    }

    /// The trials of a map in a world; `rows` learns what its rows are.
    MapTrials trialsAt(const LedgerMap& map, const std::vector<ProcessWorld>& worlds, WhichWorld which,
                       std::vector<LedgerRow>& rows) const {
        const ProcessWorld* world = worldOf(worlds, map.process, which);
        const CycleTimeCorrections* corrections = program_.corrections().get();
        return world ? trialsOf(expanded(model_, *model_.processes().find(map.process)), *world,
                                corrections ? find(*corrections, map.process) : nullptr, rows, control_.stop)
                     : MapTrials();
    }

    /// Reads each effect alone, and holds no more worlds at once than there are threads. A map that an effect does not
    /// reach is as it is without any.
    void readAlone(LedgerTrials& ledger, const std::vector<ProcessWorld>& without) {
        std::vector<std::vector<std::vector<LedgerRow>>> rows(keys_.size()); // by cause and map
        forEachInParallel(keys_.size(), threads(), control_.stop, [&](unsigned, size_t cause) {
            std::vector<double> uniforms(keys_.size(), switchedOff);
            uniforms[cause] = switchedOn;
            const std::vector<ProcessWorld> worlds = readAt(uniforms, model_.settings().periods);
            for (LedgerMap& map : ledger.maps) {
                std::vector<LedgerRow>& own = rows[cause].emplace_back(map.rows);
                const ProcessWorld* world = worldOf(worlds, map.process, WhichWorld::scenario);
                const ProcessWorld* bare = worldOf(without, map.process, WhichWorld::scenario);
                if (world && bare && world->trials == bare->trials)
                    map.alone[cause] = map.alone.back();
                else
                    map.alone[cause] = trialsAt(map, worlds, WhichWorld::scenario, own);
            }
            tellProgress();
        });
        for (const auto& ofCause : rows)
            for (size_t i = 0; i < ofCause.size(); ++i)
                learnRows(ledger.maps[i].rows, ofCause[i]);
        ledger.causes = causes_;
        ledger.causes.push_back({"scenario/" + ledger.scenario.text, "What the plan itself sets"});
    }

    const Model& model_;
    const Program& program_;
    const RunOptions& how_;
    size_t trials_;
    const RunControl& control_;
    std::vector<LedgerCause> causes_;
    std::vector<std::uint64_t> keys_; // of their switches
    std::shared_ptr<const UniformSource> source_;
    std::mutex telling_;
    size_t done_ = 0;
    size_t pieces_ = 1;
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
