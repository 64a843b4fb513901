// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/visited_numbers.h"

#include "core/engine/code.h"
#include "core/stats/sampler.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

namespace tributary {

namespace {

constexpr size_t designTrials = 64;
constexpr size_t mostWorlds = 8; ///< whose levels are simulated; the design goes over as many as it has points
constexpr double almostOne = 1 - 1e-12;

/// The uniform numbers of the quantities that a program reads: each by its rank among them, so that a design does not
/// hang on what else the model has.
class VisitedUniforms : public UniformSource {
public:
    explicit VisitedUniforms(const ProgramCode& code) {
        std::vector<const UniformColumn*> read;
        for (const auto* list : {&code.prologue, &code.body})
            for (const Instruction& instruction : *list)
                if (instruction.opcode == Opcode::draw || instruction.opcode == Opcode::event)
                    read.push_back(&code.uniforms[instruction.index]);
        std::ranges::sort(read, {}, [](const UniformColumn* column) { return column->dimension.index; });
        read.erase(std::unique(read.begin(), read.end()), read.end());
        for (const UniformColumn* column : read) {
            ranks_.emplace(column->dimension.key, ranks_.size());
            if (column->path.ends_with(shareEnd))
                shares_.insert(column->dimension.key);
        }
    }

protected:
    /// Whether a quantity is the share of an effect.
    [[nodiscard]] bool isShare(const Dimension& dimension) const { return shares_.contains(dimension.key); }
    [[nodiscard]] Dimension ranked(const Dimension& dimension) const {
        const auto found = ranks_.find(dimension.key);
        return {found == ranks_.end() ? Dimension::plain : found->second, dimension.key};
    }

private:
    std::unordered_map<std::uint64_t, size_t> ranks_; // by key
    std::unordered_set<std::uint64_t> shares_;
};

/// Every uncertain number of trial i at level i, correlations left aside; effects at full size.
class LevelUniforms final : public VisitedUniforms {
public:
    using VisitedUniforms::VisitedUniforms;
    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        for (size_t i = 0; i < out.size(); ++i)
            out[i] = isShare(dimension) ? almostOne : checkedLevels[(firstTrial + i) % checkedLevels.size()];
    }
};

/// Quantities from the lowest to the highest level, effects from none to full size.
class SpreadUniforms final : public VisitedUniforms {
public:
    SpreadUniforms(const ProgramCode& code, std::uint64_t seed)
        : VisitedUniforms(code), sampler_(SamplerKind::sobol, seed, designTrials) {}
    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        sampler_.fillUniforms(ranked(dimension), firstTrial, out);
        if (!isShare(dimension))
            for (double& u : out)
                u = checkedLevels.front() + (checkedLevels.back() - checkedLevels.front()) * u;
    }

private:
    Sampler sampler_;
};

/// What a source makes of a map's numbers, by world.
class WorldReader {
public:
    WorldReader(const Program& program, const ProcessId& process, const std::stop_token& stop)
        : program_(program), process_(process), stop_(stop) {}

    /// Business as usual at the start, then all worlds at the last period; nothing once it was stopped.
    [[nodiscard]] std::vector<std::vector<ProcessNumbers>> read(const UniformSource& source, size_t trials) const {
        std::vector<std::vector<ProcessNumbers>> worlds = readAt(source, trials, 0);
        if (worlds.empty())
            return worlds;
        worlds.resize(1); // business as usual comes first
        std::ranges::move(readAt(source, trials, program_.code().timeline.periods), std::back_inserter(worlds));
        if (stop_.stop_requested())
            worlds.clear();
        return worlds;
    }

private:
    /// The program has the worlds of maps, too, that this one hangs on.
    [[nodiscard]] std::vector<std::vector<ProcessNumbers>> readAt(const UniformSource& source, size_t trials,
                                                                  int period) const {
        std::vector<std::vector<ProcessNumbers>> worlds;
        for (ProcessWorld& world : readProcesses(program_, source, trials, period, stop_))
            if (world.process == process_)
                worlds.push_back(std::move(world.trials));
        return worlds;
    }

    const Program& program_;
    const ProcessId& process_;
    const std::stop_token& stop_;
};

} // namespace

VisitedNumbers visitedNumbers(const Program& program, const ProcessId& process, std::int64_t seed,
                              const std::stop_token& stop) {
    VisitedNumbers visited;
    const WorldReader reader(program, process, stop);
    for (const auto& world : reader.read(LevelUniforms(program.code()), checkedLevels.size())) {
        const std::array<ProcessNumbers, 3> levels{world[0], world[1], world[2]};
        if (visited.levels.size() < mostWorlds && std::ranges::find(visited.levels, levels) == visited.levels.end())
            visited.levels.push_back(levels);
    }
    const SpreadUniforms spread(program.code(), static_cast<std::uint64_t>(seed));
    const auto worlds = reader.read(spread, designTrials);
    for (size_t trial = 0; trial < designTrials && !worlds.empty(); ++trial)
        visited.design.push_back(worlds[trial % worlds.size()][trial]);
    return visited;
}

} // namespace tributary
