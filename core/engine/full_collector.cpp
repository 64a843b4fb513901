// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/aligned_columns.h"
#include "core/engine/collector.h"
#include "core/engine/headlines.h"
#include "core/engine/run_memory.h"
#include "core/engine/vector_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

namespace tributary {

namespace {

constexpr size_t fewestKept = 256;
constexpr size_t mostKept = size_t{1} << 30U; ///< bytes of all kept columns

/// Registers whose columns are kept for every period, each once: for every trial, or for as many of the first ones as
/// there is room for. Scrambles take turns, so the first trials hold as much of each.
class KeptColumns {
public:
    enum class Room { bounded, all };

    KeptColumns(const ProgramCode& code, size_t trials, Room room)
        : periods_(static_cast<size_t>(code.timeline.periods)), trials_(trials), slotOf_(slotsOf(code)) {
        const size_t columns = std::max<size_t>(slotOf_.size() * periods_, 1);
        if (room == Room::bounded)
            trials_ = std::min(trials, mostTrials(columns));
        values_ = makeLargeColumns(columns * trials_);
    }
    [[nodiscard]] size_t trials() const { return trials_; }
    /// The memory that they would take.
    [[nodiscard]] static size_t bytes(const ProgramCode& code, size_t trials, Room room) {
        const size_t columns = std::max<size_t>(slotsOf(code).size() * static_cast<size_t>(code.timeline.periods), 1);
        return columns * sizeof(double) * (room == Room::bounded ? std::min(trials, mostTrials(columns)) : trials);
    }

    void take(const BlockMachine& machine, int period, size_t firstTrial, std::span<double> failed) {
        for (const auto& [r, slot] : slotOf_) {
            if (machine.isToStop()) // the first period meets memory that the system has yet to clear
                return;
            const std::span<const double> column = machine.column(r);
            const size_t kept = firstTrial < trials_ ? std::min(column.size(), trials_ - firstTrial) : 0;
            std::ranges::copy(column.first(kept), values_.get() + offset(slot, period) + firstTrial);
            markInfinite(column, failed);
        }
    }
    [[nodiscard]] std::span<const double> column(Register r, int period) const {
        return {values_.get() + offset(slotOf_.at(r), period), trials_};
    }

private:
    static std::map<Register, size_t> slotsOf(const ProgramCode& code) {
        std::map<Register, size_t> slots;
        const auto keep = [&slots](Register r) { slots.try_emplace(r, slots.size()); };
        for (const ScenarioCode& scenario : code.scenarios) {
            for (const auto& metric : scenario.metrics) {
                keep(metric.bau.r);
                keep(metric.with.r);
            }
            for (const auto& adoption : scenario.adoption)
                keep(adoption.active);
            for (const auto& effect : scenario.effects)
                keep(effect.share);
        }
        return slots;
    }
    /// How many trials there is room for.
    static size_t mostTrials(size_t columns) { return std::max(fewestKept, mostKept / sizeof(double) / columns); }
    [[nodiscard]] size_t offset(size_t slot, int period) const {
        return (slot * periods_ + static_cast<size_t>(period) - 1) * trials_;
    }

    size_t periods_;
    size_t trials_;
    std::map<Register, size_t> slotOf_;
    LargeColumns values_;
};

KeptColumns::Room roomFor(const RunOptions& options) {
    return options.columns == TrialColumns::flows ? KeptColumns::Room::all : KeptColumns::Room::bounded;
}

class FullCollector final : public Collector {
public:
    FullCollector(const ProgramCode& code, const RunOptions& options, const RunShape& shape)
        : code_(code), options_(options), kind_(samplerKind(options.sampling)),
          kept_(code, shape.trials, roomFor(options)), failed_(shape.trials), flows_(shape.threads) {
        for (const ScenarioCode& scenario : code.scenarios) {
            headlines_.emplace_back(code, scenario, shape.trials);
            for (auto& flows : flows_)
                flows.emplace_back(code.timeline.periods, shape.block);
        }
    }

    void take(const BlockMachine& machine, int period, size_t firstTrial, unsigned worker) override {
        if (period > 0)
            kept_.take(machine, period, firstTrial, std::span(failed_).subspan(firstTrial, machine.count()));
        for (size_t scenario = 0; scenario < headlines_.size(); ++scenario)
            headlines_[scenario].take(machine, period, firstTrial, flows_[worker][scenario]);
    }

    void endBlock(const BlockMachine& machine, size_t firstTrial, unsigned worker) override {
        for (size_t scenario = 0; scenario < headlines_.size(); ++scenario)
            headlines_[scenario].finish(machine, firstTrial, flows_[worker][scenario]);
    }

    Work summarise(Results& results) override {
        for (const Headlines& headlines : headlines_)
            headlines.markFailed(failed_);
        results.trialsFailed = static_cast<size_t>(std::ranges::count(failed_, 1.0));
        if (kept_.trials() < failed_.size())
            results.notes.push_back(
                fmt::format("what stands by period, as the ranges of metrics, rests on the first {} of "
                            "{} trials: there is no room for all of them",
                            kept_.trials(), failed_.size()));
        Work work;
        for (size_t index = 0; index < code_.scenarios.size(); ++index) {
            headlines_[index].summarise(kind_, results.scenarios[index], work);
            addSeries(code_.scenarios[index], results.scenarios[index]);
            if (options_.columns == TrialColumns::flows)
                headlines_[index].keepTrials(results.scenarios[index]);
        }
        addWork(work);
        return work;
    }

private:
    /// Where a series goes: what scenarios share, as business as usual, is summarised once for all of them.
    using Targets = std::vector<std::vector<Summary>*>;
    struct Change {
        Register bau;
        Register with;
        bool inPoints;
        auto operator<=>(const Change&) const = default;
    };
    struct ChangeTargets {
        std::vector<MetricResults*> metrics;
        std::once_flag once;
        ChangeForm form = ChangeForm::share; ///< once known, the same for all periods
    };

    void addColumns(Register r, std::vector<Summary>& target) {
        target.resize(static_cast<size_t>(code_.timeline.periods));
        columns_[r].push_back(&target);
    }

    void addChange(Register bau, Register with, MetricResults& target) {
        target.change.resize(static_cast<size_t>(code_.timeline.periods));
        changes_[{bau, with, target.changeForm == ChangeForm::points}].metrics.push_back(&target);
    }

    static void give(const Summary& summary, const Targets& targets, int period) {
        for (std::vector<Summary>* target : targets)
            (*target)[static_cast<size_t>(period) - 1] = summary;
    }

    /// One piece of work for each column.
    void addWork(Work& work) {
        for (const auto& [r, targets] : columns_)
            for (int period = 1; period <= code_.timeline.periods; ++period)
                work.emplace_back([this, r = r, period, &targets = targets] {
                    give(tributary::summarise(kept_.column(r, period), kind_), targets, period);
                });
        for (auto& [change, targets] : changes_)
            for (int period = 1; period <= code_.timeline.periods; ++period)
                work.emplace_back([this, change = change, period, &targets = targets] {
                    std::call_once(targets.once, [&] { setForm(change, targets); });
                    const Summary summary = summaryOf(change, targets.form, period);
                    for (MetricResults* metric : targets.metrics)
                        metric->change[static_cast<size_t>(period) - 1] = summary;
                });
    }

    void setForm(const Change& change, ChangeTargets& targets) const {
        targets.form = change.inPoints ? ChangeForm::points : ChangeForm::share;
        for (int period = 1; targets.form == ChangeForm::share && period <= code_.timeline.periods; ++period)
            if (reaches0(kept_.column(change.bau, period)))
                targets.form = ChangeForm::amount;
        for (MetricResults* metric : targets.metrics)
            metric->changeForm = targets.form;
    }

    /// Whether P10 of a column is not above 0.
    static bool reaches0(std::span<const double> column) {
        const auto tenth = static_cast<std::ptrdiff_t>((column.size() + 9) / 10);
        return std::ranges::count_if(column, [](double value) { return value <= 0; }) >= tenth;
    }

    [[nodiscard]] Summary summaryOf(const Change& which, ChangeForm form, int period) const {
        const auto before = kept_.column(which.bau, period);
        const auto after = kept_.column(which.with, period);
        std::vector<double> change(before.size());
        for (size_t t = 0; t < change.size(); ++t)
            change[t] = after[t] == before[t] ? 0.0 : after[t] - before[t];
        if (form == ChangeForm::share)
            for (size_t t = 0; t < change.size(); ++t)
                change[t] = change[t] == 0 ? 0.0 : change[t] / std::abs(before[t]); // a few may be below 0
        return tributary::summarise(change, kind_);
    }

    void addSeries(const ScenarioCode& code, ScenarioResults& results) {
        results.metrics.reserve(code.metrics.size());
        for (const auto& metric : code.metrics) {
            MetricResults& target = results.metrics.emplace_back(metric.description);
            addColumns(metric.bau.r, target.bau);
            addColumns(metric.with.r, target.with);
            addChange(metric.bau.r, metric.with.r, target);
        }
        results.adoption.reserve(code.adoption.size());
        for (const auto& adoption : code.adoption) {
            AdoptionResults& target = results.adoption.emplace_back(adoption.description);
            addColumns(adoption.active, target.active);
            for (int period = 1; options_.columns == TrialColumns::flows && period <= code_.timeline.periods;
                 ++period) {
                const auto column = kept_.column(adoption.active, period);
                target.activeTrials.emplace_back(column.begin(), column.end());
            }
        }
        results.effects.reserve(code.effects.size());
        for (const auto& effect : code.effects)
            addColumns(effect.share, results.effects.emplace_back(effect.description).share);
    }

    const ProgramCode& code_;
    const RunOptions& options_;
    SamplerKind kind_;
    KeptColumns kept_;
    std::vector<Headlines> headlines_;
    std::vector<double> failed_;
    std::map<Register, Targets> columns_;
    std::map<Change, ChangeTargets> changes_;
    std::vector<std::vector<BlockFlows>> flows_; ///< by worker, then scenario
};

} // namespace

size_t memoryOf(const Program& program, const RunOptions& options) {
    const ProgramCode& code = program.code();
    if (code.detail == Detail::means)
        return 0;
    const size_t trials = shapeOf(code, options).trials;
    size_t bytes = KeptColumns::bytes(code, trials, roomFor(options));
    for (const ScenarioCode& scenario : code.scenarios)
        bytes += Headlines::bytes(code, scenario, trials);
    return bytes;
}

std::unique_ptr<Collector> collectAll(const ProgramCode& code, const RunOptions& options, const RunShape& shape) {
    return std::make_unique<FullCollector>(code, options, shape);
}

} // namespace tributary
