// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/process_check.h"

#include "core/formula/number.h"
#include "core/insight/design.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

constexpr std::array<double, 3> levels{0.1, 0.5, 0.9};

/// Every uncertain number of trial i at level i, correlations left aside.
class LevelUniforms final : public UniformSource {
public:
    void fillUniforms(Dimension, size_t firstTrial, std::span<double> out) const override {
        for (size_t i = 0; i < out.size(); ++i)
            out[i] = levels[std::min(firstTrial + i, levels.size() - 1)];
    }
    void pin(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        fillUniforms(dimension, firstTrial, out);
    }
};

ProcessPoint pointOf(const Process& process, const ProcessNumbers& numbers, double level) {
    ProcessPoint point;
    point.level = level;
    point.formulas = numbers.cycleTime;
    for (size_t pool = 0; pool < numbers.utilisation.size(); ++pool)
        if (numbers.utilisation[pool] > point.busiest) {
            point.busiest = numbers.utilisation[pool];
            const Pool& busiest = process.pools[pool];
            point.busiestPool = busiest.name.empty() ? busiest.id.text : busiest.name;
        }
    return point;
}

Result<void> simulatePoint(const Process& process, const ProcessNumbers& numbers, const RunOptions& how,
                           const RunControl& control, ProcessPoint& point) {
    const auto done = simulateAt(process, numbers, how, control);
    if (!done)
        return tl::unexpected(done.error());
    point.failure = done->failure;
    if (const auto& results = done->results) {
        point.simulated = results->cycleTime;
        point.p50 = results->p50;
        point.p90 = results->p90;
    }
    return {};
}

} // namespace

bool ProcessPoint::isTrusted() const {
    return ratio() + ratioHalfWidth() >= trustedRatios[0] && ratio() - ratioHalfWidth() <= trustedRatios[1];
}

std::string ProcessPoint::words() const {
    if (isOverloaded())
        return fmt::format("{} has {:.0f} % of the work that it can do, so cases pile up without end", busiestPool,
                           100 * busiest);
    if (!failure.empty())
        return fmt::format("not simulated: {}", failure);
    return fmt::format("{} h by formulas, {} h by simulation, ratio {:.3f} \u00b1 {:.3f}", formatRounded(formulas, 3),
                       formatRounded(simulated.mean, 3), ratio(), ratioHalfWidth());
}

bool ProcessCheck::isTrusted() const { return std::ranges::all_of(points, &ProcessPoint::isTrusted); }

Result<std::vector<ProcessCheck>> simulateProcesses(const Model& model, const RunOptions& how,
                                                    const RunControl& control) {
    if (model.processes().empty())
        return {};
    const auto program = compile(model, {.detail = Detail::means});
    if (!program)
        return fail(program.error().front().message);
    std::vector<ProcessCheck> checks;
    const std::vector<ProcessWorld> worlds = readProcesses(*program, LevelUniforms(), levels.size(), 0);
    std::vector<const ProcessWorld*> asUsual;
    for (const ProcessWorld& world : worlds)
        if (std::ranges::find(asUsual, world.process, &ProcessWorld::process) == asUsual.end())
            asUsual.push_back(&world);
    for (size_t index = 0; index < asUsual.size(); ++index) {
        const ProcessWorld& world = *asUsual[index];
        const Process& process = *model.processes().find(world.process);
        ProcessCheck& check = checks.emplace_back();
        check.process = process.id;
        check.name = process.name.empty() ? process.id.text : process.name;
        for (size_t point = 0; point < levels.size(); ++point) {
            const ProcessNumbers& numbers = world.trials[point];
            check.points[point] = pointOf(process, numbers, levels[point]);
            if (check.points[point].isOverloaded())
                continue;
            const double share = 1.0 / static_cast<double>(levels.size() * asUsual.size());
            const double from = share * static_cast<double>(index * levels.size() + point);
            if (auto done =
                    simulatePoint(process, numbers, how, partOf(control, from, from + share), check.points[point]);
                !done)
                return tl::unexpected(done.error());
        }
    }
    return checks;
}

} // namespace tributary
