// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/visited_numbers.h"

#include "core/engine/code.h"
#include "core/stats/sampler.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace tributary {

namespace {

constexpr size_t designTrials = 64;
constexpr size_t mostWorlds = 8; ///< whose levels are simulated; the design goes over all
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

/// What a source makes of the map's numbers, by world.
std::vector<std::vector<ProcessNumbers>> numbersOf(const Program& program, const UniformSource& source, size_t trials) {
    std::vector<std::vector<ProcessNumbers>> worlds;
    std::vector<ProcessWorld> atStart = readProcesses(program, source, trials, 0);
    if (atStart.empty())
        return worlds;
    worlds.push_back(std::move(atStart.front().trials)); // business as usual comes first
    for (ProcessWorld& world : readProcesses(program, source, trials, program.code().timeline.periods))
        worlds.push_back(std::move(world.trials));
    return worlds;
}

} // namespace

VisitedNumbers visitedNumbers(const Program& program, std::int64_t seed) {
    VisitedNumbers visited;
    for (const auto& world : numbersOf(program, LevelUniforms(program.code()), checkedLevels.size())) {
        const std::array<ProcessNumbers, 3> levels{world[0], world[1], world[2]};
        if (visited.levels.size() < mostWorlds && std::ranges::find(visited.levels, levels) == visited.levels.end())
            visited.levels.push_back(levels);
    }
    const SpreadUniforms spread(program.code(), static_cast<std::uint64_t>(seed));
    const auto worlds = numbersOf(program, spread, designTrials);
    for (size_t trial = 0; trial < designTrials && !worlds.empty(); ++trial)
        visited.design.push_back(worlds[trial % worlds.size()][trial]);
    return visited;
}

} // namespace tributary
