// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/what_if.h"

#include "core/engine/collector.h"
#include "core/engine/slice.h"

#include <algorithm>

namespace tributary {

namespace {

/// The uniform numbers of one input, as a run took them.
class StoredUniforms final : public UniformSource {
public:
    explicit StoredUniforms(std::vector<double> numbers) : numbers_(std::move(numbers)) {}
    void fillUniforms(Dimension, size_t firstTrial, std::span<double> out) const override {
        std::copy_n(numbers_.begin() + static_cast<std::ptrdiff_t>(firstTrial), out.size(), out.begin());
    }

private:
    std::vector<double> numbers_;
};

/// Records registers beside what another collector takes.
class Recorder final : public Collector {
public:
    Recorder(const Slice& slice, Collector& inner, const RunShape& shape) : slice_(slice), inner_(inner) {
        recording_.trials = paddedTrials(shape.trials);
        recording_.periods = static_cast<size_t>(slice.code.timeline.periods) + 1;
        for (size_t i = 0; i < slice.keptOnce.size(); ++i)
            recording_.once.push_back(makeAlignedColumns(recording_.trials));
        for (size_t i = 0; i < slice.keptEachPeriod.size(); ++i)
            recording_.eachPeriod.push_back(makeAlignedColumns(recording_.trials * recording_.periods));
    }

    ColumnSums sumsOf(const BlockMachine& machine, int period, unsigned worker) override {
        return inner_.sumsOf(machine, period, worker);
    }
    void take(const BlockMachine& machine, int period, size_t firstTrial, unsigned worker) override {
        const Tile tile = machine.tile();
        if (period == 0)
            for (size_t i = 0; i < slice_.keptOnce.size(); ++i)
                std::copy_n(tile.column(slice_.keptOnce[i]), tile.trials, recording_.once[i].get() + firstTrial);
        for (size_t i = 0; i < slice_.keptEachPeriod.size(); ++i)
            std::copy_n(tile.column(slice_.keptEachPeriod[i]), tile.trials,
                        recording_.eachPeriod[i].get() + static_cast<size_t>(period) * recording_.trials + firstTrial);
        inner_.take(machine, period, firstTrial, worker);
    }
    void endBlock(const BlockMachine& machine, size_t firstTrial, unsigned worker) override {
        inner_.endBlock(machine, firstTrial, worker);
    }
    void endChunk(size_t chunk, unsigned worker) override { inner_.endChunk(chunk, worker); }
    Work summarise(Results& results) override { return inner_.summarise(results); }

    Recording recording() && { return std::move(recording_); }

private:
    const Slice& slice_;
    Collector& inner_;
    Recording recording_;
};

size_t bytesOf(const Slice& slice, const RunShape& shape) {
    const auto periods = static_cast<size_t>(slice.code.timeline.periods) + 1;
    return (slice.keptOnce.size() + slice.keptEachPeriod.size() * periods) * paddedTrials(shape.trials) *
           sizeof(double);
}

} // namespace

std::optional<WhatIf> WhatIf::make(const Program& program, std::string_view path, const RunOptions& options,
                                   const RunControl& control) {
    const ProgramCode& code = program.code();
    const auto column = std::ranges::find(code.uniforms, path, &UniformColumn::path);
    if (column == code.uniforms.end() || code.detail != Detail::means || code.uncertainty != Uncertainty::sampled)
        return std::nullopt;
    const auto input = static_cast<std::uint32_t>(column - code.uniforms.begin());
    auto slice = sliceOf(code, input);
    if (!slice)
        return std::nullopt;
    const RunShape shape = shapeOf(slice->recording, options);
    if (bytesOf(*slice, shape) > largestRecording)
        return std::nullopt;

    WhatIf whatIf;
    whatIf.options_ = options;
    const auto means = collectMeans(slice->recording, options, shape);
    Recorder recorder(*slice, *means, shape);
    auto base = runTrials(slice->recording, options, control, shape, *sourceOf(options, shape.trials), recorder);
    if (!base)
        return std::nullopt;
    whatIf.base_ = std::move(*base);
    whatIf.uniforms_ = std::make_shared<const StoredUniforms>(drawInputs(program, options)[input]);
    slice->code.recording = std::make_shared<const Recording>(std::move(recorder).recording());
    whatIf.code_ = std::make_shared<const ProgramCode>(std::move(slice->code));
    return whatIf;
}

std::optional<Results> WhatIf::run(const Distribution& distribution, const RunControl& control) const {
    ProgramCode code = *code_;
    code.quantiles.front() = QuantileFunction(distribution);
    const RunShape shape = shapeOf(code, options_);
    const auto means = collectMeans(code, options_, shape);
    auto changed = runTrials(code, options_, control, shape, *uniforms_, *means);
    if (!changed)
        return std::nullopt;
    Results results = base_;
    results.seconds = changed->seconds;
    results.trialsFailed = changed->trialsFailed;
    results.trialsOverloaded = std::max(results.trialsOverloaded, changed->trialsOverloaded);
    for (size_t index = 0; index < results.scenarios.size(); ++index) {
        ScenarioResults& scenario = results.scenarios[index];
        ScenarioResults& moved = changed->scenarios[index];
        for (size_t m = 0; m < moved.metrics.size(); ++m) {
            const ScenarioCode::MetricOutput& output = code.scenarios[index].metrics[m];
            MetricResults& known = *std::ranges::find(scenario.metrics, moved.metrics[m].id, &MetricResults::id);
            if (output.bau.r != 0)
                known.bau = std::move(moved.metrics[m].bau);
            if (output.with.r != 0)
                known.with = std::move(moved.metrics[m].with);
        }
        scenario.npv = moved.npv;
        scenario.chanceOfLoss = moved.chanceOfLoss;
        scenario.cashFlow = std::move(moved.cashFlow);
        scenario.npvTrials = std::move(moved.npvTrials);
    }
    return results;
}

} // namespace tributary
