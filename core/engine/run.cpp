// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run.h"

#include "core/engine/block_machine.h"
#include "core/engine/headlines.h"
#include "core/engine/parallel.h"
#include "core/engine/uniforms.h"
#include "core/stats/sampler.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <map>

namespace tributary {

namespace {

SamplerKind samplerKind(Sampling sampling) {
    switch (sampling) {
    case Sampling::sobol:
        return SamplerKind::sobol;
    case Sampling::latinHypercube:
        return SamplerKind::latinHypercube;
    case Sampling::plain:
        break;
    }
    return SamplerKind::plain;
}

std::shared_ptr<const UniformSource> sourceOf(const RunOptions& options, size_t trials) {
    if (options.uniforms)
        return options.uniforms;
    return std::make_shared<const Sampler>(samplerKind(options.sampling), static_cast<std::uint64_t>(options.seed),
                                           trials);
}

/// Registers whose columns are kept for every trial and period, each once.
class KeptColumns {
public:
    KeptColumns(const ProgramCode& code, size_t trials)
        : periods_(static_cast<size_t>(code.timeline.periods)), trials_(trials) {
        for (const ScenarioCode& scenario : code.scenarios) {
            for (const auto& metric : scenario.metrics) {
                keep(metric.bau);
                keep(metric.with);
            }
            for (const auto& adoption : scenario.adoption)
                keep(adoption.active);
            for (const auto& effect : scenario.effects)
                keep(effect.share);
        }
        values_.resize(slotOf_.size() * periods_ * trials_);
    }

    void take(const BlockMachine& machine, int period, size_t firstTrial, std::span<double> failed) {
        for (const auto& [r, slot] : slotOf_) {
            const std::span<const double> column = machine.column(r);
            std::ranges::copy(column, values_.begin() + static_cast<std::ptrdiff_t>(offset(slot, period) + firstTrial));
            for (size_t t = 0; t < column.size(); ++t)
                failed[t] = std::isfinite(column[t]) ? failed[t] : 1.0;
        }
    }
    [[nodiscard]] std::span<const double> column(Register r, int period) const {
        return {values_.data() + offset(slotOf_.at(r), period), trials_};
    }

private:
    void keep(Register r) { slotOf_.try_emplace(r, slotOf_.size()); }
    [[nodiscard]] size_t offset(size_t slot, int period) const {
        return (slot * periods_ + static_cast<size_t>(period) - 1) * trials_;
    }

    size_t periods_;
    size_t trials_;
    std::map<Register, size_t> slotOf_;
    std::vector<double> values_;
};

/// A run under way: what its blocks fill and what is summed up of it.
class Run {
public:
    Run(const ProgramCode& code, const RunOptions& options, const RunControl& control)
        : code_(code), control_(control),
          trials_(code.uncertainty == Uncertainty::mostLikely ? 1 : std::max<size_t>(options.trials, 1)),
          block_(std::clamp<size_t>(options.block, 1, trials_)),
          threads_(options.threads ? options.threads : std::max(1U, std::thread::hardware_concurrency())),
          options_(options), source_(sourceOf(options, trials_)), kept_(code, trials_), failed_(trials_),
          overloaded_(trials_) {
        for (const ScenarioCode& scenario : code.scenarios)
            headlines_.emplace_back(code, scenario, trials_);
    }

    bool compute() {
        const size_t blocks = (trials_ + block_ - 1) / block_;
        std::vector<std::unique_ptr<BlockMachine>> machines(threads_);
        std::vector<std::vector<BlockFlows>> flows(threads_);
        std::atomic<size_t> done = 0;
        forEachInParallel(blocks, threads_, control_.stop, [&](unsigned worker, size_t block) {
            if (!machines[worker]) {
                machines[worker] = std::make_unique<BlockMachine>(code_, block_);
                for (size_t scenario = 0; scenario < code_.scenarios.size(); ++scenario)
                    flows[worker].emplace_back(code_.timeline.periods, block_);
            }
            computeBlock(*machines[worker], flows[worker], block * block_);
            report(0.8 * static_cast<double>(++done) / static_cast<double>(blocks));
        });
        return !control_.stop.stop_requested();
    }

    bool summarise(Results& results) {
        results.trials = trials_;
        results.seed = options_.seed;
        results.sampling = options_.sampling;
        results.uncertainty = code_.uncertainty;
        results.timeline = code_.timeline;
        results.currency = code_.currency;
        results.notes = code_.notes;
        for (const Headlines& headlines : headlines_)
            headlines.markFailed(failed_);
        results.trialsFailed = static_cast<size_t>(std::ranges::count(failed_, 1.0));
        results.trialsOverloaded = static_cast<size_t>(std::ranges::count(overloaded_, 1.0));
        results.scenarios.resize(code_.scenarios.size());
        std::vector<std::function<void()>> work;
        for (size_t index = 0; index < code_.scenarios.size(); ++index) {
            results.scenarios[index].id = code_.scenarios[index].id;
            results.scenarios[index].name = code_.scenarios[index].name;
            headlines_[index].summarise(samplerKind(options_.sampling), results.scenarios[index], work);
            addSeries(code_.scenarios[index], results.scenarios[index], work);
            if (options_.columns == TrialColumns::flows)
                headlines_[index].keepTrials(results.scenarios[index]);
        }
        std::atomic<size_t> done = 0;
        forEachInParallel(work.size(), threads_, control_.stop, [&](unsigned, size_t piece) {
            work[piece]();
            if (const size_t finished = ++done; finished % 64 == 0)
                report(0.8 + 0.2 * static_cast<double>(finished) / static_cast<double>(work.size()));
        });
        return !control_.stop.stop_requested();
    }

private:
    void report(double share) const {
        if (control_.progress)
            control_.progress(share);
    }

    void computeBlock(BlockMachine& machine, std::vector<BlockFlows>& flows, size_t firstTrial) {
        const size_t count = std::min(block_, trials_ - firstTrial);
        machine.start(*source_, firstTrial, count);
        for (int period = 0; period <= code_.timeline.periods; ++period) {
            if (control_.stop.stop_requested())
                return;
            machine.step(period);
            if (period > 0)
                kept_.take(machine, period, firstTrial, std::span(failed_).subspan(firstTrial, count));
            for (size_t scenario = 0; scenario < headlines_.size(); ++scenario)
                headlines_[scenario].take(machine, period, firstTrial, flows[scenario]);
        }
        for (size_t scenario = 0; scenario < headlines_.size(); ++scenario)
            headlines_[scenario].finish(machine, firstTrial, flows[scenario]);
        std::ranges::copy(machine.overloaded(), overloaded_.begin() + static_cast<std::ptrdiff_t>(firstTrial));
    }

    using Work = std::vector<std::function<void()>>;

    /// One piece of work for each column: its summary goes to its place in `target`.
    void addColumns(Register r, std::vector<Summary>& target, Work& work) const {
        target.resize(static_cast<size_t>(code_.timeline.periods));
        for (int period = 1; period <= code_.timeline.periods; ++period)
            work.emplace_back([this, r, period, &summary = target[static_cast<size_t>(period) - 1]] {
                summary = tributary::summarise(kept_.column(r, period), samplerKind(options_.sampling));
            });
    }

    void addChange(Register bau, Register with, MetricResults& target, Work& work) const {
        target.change.resize(static_cast<size_t>(code_.timeline.periods));
        for (int period = 1; period <= code_.timeline.periods; ++period)
            work.emplace_back([this, bau, with, period, inUnits = target.changeInUnits,
                               &summary = target.change[static_cast<size_t>(period) - 1]] {
                const auto before = kept_.column(bau, period);
                const auto after = kept_.column(with, period);
                std::vector<double> change(before.size());
                for (size_t t = 0; t < change.size(); ++t)
                    change[t] = inUnits                 ? after[t] - before[t]
                                : after[t] == before[t] ? 0.0
                                                        : after[t] / before[t] - 1.0;
                summary = tributary::summarise(change, samplerKind(options_.sampling));
            });
    }

    void addSeries(const ScenarioCode& code, ScenarioResults& results, Work& work) const {
        results.metrics.reserve(code.metrics.size());
        for (const auto& metric : code.metrics) {
            MetricResults& target = results.metrics.emplace_back(metric.description);
            addColumns(metric.bau, target.bau, work);
            addColumns(metric.with, target.with, work);
            addChange(metric.bau, metric.with, target, work);
        }
        results.adoption.reserve(code.adoption.size());
        for (const auto& adoption : code.adoption) {
            AdoptionResults& target = results.adoption.emplace_back(adoption.description);
            addColumns(adoption.active, target.active, work);
            for (int period = 1; options_.columns == TrialColumns::flows && period <= code_.timeline.periods;
                 ++period) {
                const auto column = kept_.column(adoption.active, period);
                target.activeTrials.emplace_back(column.begin(), column.end());
            }
        }
        results.effects.reserve(code.effects.size());
        for (const auto& effect : code.effects)
            addColumns(effect.share, results.effects.emplace_back(effect.description).share, work);
    }

    const ProgramCode& code_;
    const RunControl& control_;
    size_t trials_;
    size_t block_;
    unsigned threads_;
    const RunOptions& options_;
    std::shared_ptr<const UniformSource> source_;
    KeptColumns kept_;
    std::vector<Headlines> headlines_;
    std::vector<double> failed_;
    std::vector<double> overloaded_;
};

} // namespace

RunOptions runOptions(const Settings& settings) {
    RunOptions options;
    options.trials = static_cast<size_t>(settings.trials);
    options.seed = settings.seed;
    options.sampling = settings.sampling;
    return options;
}

std::optional<Results> run(const Program& program, const RunOptions& options, const RunControl& control) {
    const auto begin = std::chrono::steady_clock::now();
    Results results;
    Run running(program.code(), options, control);
    if (!running.compute() || !running.summarise(results))
        return std::nullopt;
    results.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return results;
}

std::vector<std::vector<double>> drawInputs(const Program& program, const RunOptions& options) {
    const ProgramCode& code = program.code();
    const size_t trials = options.trials;
    std::vector<double> drawn(code.uniforms.size() * trials);
    fillUniformColumns(code, *sourceOf(options, trials), 0, trials, drawn, trials);
    std::vector<std::vector<double>> columns;
    for (size_t index = 0; index < code.uniforms.size(); ++index)
        columns.emplace_back(drawn.begin() + static_cast<std::ptrdiff_t>(index * trials),
                             drawn.begin() + static_cast<std::ptrdiff_t>((index + 1) * trials));
    return columns;
}

} // namespace tributary
