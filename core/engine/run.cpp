// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run.h"

#include "core/base/parallel.h"
#include "core/engine/collector.h"
#include "core/engine/cycle_time_correction.h"
#include "core/engine/uniforms.h"
#include "core/stats/sampler.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace tributary {

namespace {

/// A run under way.
class Run {
public:
    Run(const ProgramCode& code, const RunShape& shape, const UniformSource& source, Collector& collector,
        const RunControl& control)
        : code_(code), shape_(shape), source_(source), collector_(collector), control_(control),
          overloaded_(shape.chunks()) {}

    bool compute() {
        std::vector<std::unique_ptr<BlockMachine>> machines(shape_.threads);
        forEachInParallel(shape_.chunks(), shape_.threads, control_.stop, [&](unsigned worker, size_t chunk) {
            if (!machines[worker])
                machines[worker] = std::make_unique<BlockMachine>(code_, shape_.block, control_.stop);
            const size_t first = chunk * shape_.chunk;
            const size_t end = std::min(first + shape_.chunk, shape_.trials);
            for (size_t trial = first; trial < end; trial += shape_.block)
                computeBlock(*machines[worker], chunk, trial, std::min(shape_.block, end - trial), worker);
            collector_.endChunk(chunk, worker);
        });
        return !control_.stop.stop_requested();
    }

    bool summarise(Results& results) {
        for (const size_t trials : overloaded_)
            results.trialsOverloaded += trials;
        const Work work = collector_.summarise(results);
        std::atomic<size_t> done = 0;
        forEachInParallel(work.size(), shape_.threads, control_.stop, [&](unsigned, size_t piece) {
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

    void computeBlock(BlockMachine& machine, size_t chunk, size_t firstTrial, size_t count, unsigned worker) {
        if (control_.stop.stop_requested())
            return;
        machine.start(source_, firstTrial, count);
        for (int period = 0; period <= code_.timeline.periods; ++period) {
            if (control_.stop.stop_requested())
                return;
            machine.step(period, collector_.sumsOf(machine, period, worker));
            if (control_.stop.stop_requested())
                return;
            collector_.take(machine, period, firstTrial, worker);
        }
        collector_.endBlock(machine, firstTrial, worker);
        overloaded_[chunk] += static_cast<size_t>(std::ranges::count(machine.overloaded(), 1.0));
        report(0.8 * static_cast<double>(trialsDone_ += count) / static_cast<double>(shape_.trials));
    }

    const ProgramCode& code_;
    const RunShape& shape_;
    const UniformSource& source_;
    Collector& collector_;
    const RunControl& control_;
    std::vector<size_t> overloaded_; ///< trials, by chunk
    std::atomic<size_t> trialsDone_ = 0;
};

} // namespace

RunShape shapeOf(const ProgramCode& code, const RunOptions& options) {
    // Few enough that their sums are soon added up, enough for many threads.
    constexpr size_t trialsOfChunk = 512;
    constexpr size_t fewestChunks = 16;
    constexpr size_t mostChunks = 64;
    constexpr size_t leastChunk = 64;
    // What a period reads and writes of a tile should stay in the second-level cache; each instruction costs the more
    // the shorter a tile is.
    constexpr size_t tileBytes = size_t{448} << 10U;
    constexpr size_t leastTile = 48;
    constexpr size_t largestTile = 640;
    RunShape shape;
    shape.trials = code.uncertainty == Uncertainty::mostLikely ? 1 : std::max<size_t>(options.trials, 1);
    const size_t chunks = std::clamp(shape.trials / trialsOfChunk, fewestChunks, mostChunks);
    shape.chunk = std::max(leastChunk, paddedTrials((shape.trials + chunks - 1) / chunks));
    const size_t fitting = tileBytes / sizeof(double) / std::max<size_t>(code.columnsOfPeriod(), 1);
    const size_t tile = std::clamp(fitting, leastTile, largestTile);
    const size_t tiles = (shape.chunk + tile - 1) / tile; // of one size
    const size_t block = options.block ? options.block : (shape.chunk + tiles - 1) / tiles;
    shape.block = std::min(paddedTrials(block), shape.chunk);
    shape.threads = options.threads ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    return shape;
}

std::shared_ptr<const UniformSource> sourceOf(const RunOptions& options, size_t trials) {
    if (options.uniforms)
        return options.uniforms;
    return std::make_shared<const Sampler>(samplerKind(options.sampling), static_cast<std::uint64_t>(options.seed),
                                           trials);
}

std::optional<Results> runTrials(const ProgramCode& code, const RunOptions& options, const RunControl& control,
                                 const RunShape& shape, const UniformSource& source, Collector& collector) {
    const auto begin = std::chrono::steady_clock::now();
    Run running(code, shape, source, collector, control);
    if (!running.compute())
        return std::nullopt;
    Results results;
    results.trials = shape.trials;
    results.seed = options.seed;
    results.sampling = options.sampling;
    results.uncertainty = code.uncertainty;
    results.timeline = code.timeline;
    results.currency = code.currency;
    results.notes = code.notes;
    if (code.corrections)
        for (const CycleTimeCorrection& correction : *code.corrections)
            results.cycleTimes.push_back({correction.process, correction.name, correction.words()});
    for (const ScenarioCode& scenario : code.scenarios) {
        results.scenarios.emplace_back();
        results.scenarios.back().id = scenario.id;
        results.scenarios.back().name = scenario.name;
    }
    if (!running.summarise(results))
        return std::nullopt;
    results.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return results;
}

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

RunOptions runOptions(const Settings& settings) {
    RunOptions options;
    options.trials = static_cast<size_t>(settings.trials);
    options.seed = settings.seed;
    options.sampling = settings.sampling;
    return options;
}

std::optional<Results> run(const Program& program, const RunOptions& options, const RunControl& control) {
    const ProgramCode& code = program.code();
    const RunShape shape = shapeOf(code, options);
    auto collector =
        code.detail == Detail::means ? collectMeans(code, options, shape) : collectAll(code, options, shape);
    if (code.detail == Detail::means && options.columns == TrialColumns::flows)
        collector = recordFlows(code, shape, std::move(collector));
    return runTrials(code, options, control, shape, *sourceOf(options, shape.trials), *collector);
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
