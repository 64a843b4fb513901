// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/process_check.h"

#include "core/engine/process_simulation.h"
#include "core/insight/design.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <thread>

namespace tributary {

namespace {

constexpr std::array<double, 3> levels{0.1, 0.5, 0.9};
constexpr size_t replications = 10;
constexpr double casesOfReplication = 6000;
constexpr double leastWarmUp = 1461; ///< hours: two months
constexpr double warmUpInCycles = 20;

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

Result<void> simulatePoint(const Process& process, const ProcessNumbers& numbers, const SimulationOptions& options,
                           std::uint64_t seed, const RunControl& control, ProcessPoint& point) {
    const auto simulated = simulatedProcess(process, numbers);
    if (!simulated) {
        point.failure = simulated.error().message;
        return {};
    }
    const auto results = simulate(*simulated, options, AddressedDraws(seed), control.stop, control.progress);
    if (!results) {
        point.failure = results.error().message;
        return {};
    }
    if (!*results)
        return fail("It was stopped.");
    point.simulated = (*results)->cycleTime;
    point.p50 = (*results)->p50;
    point.p90 = (*results)->p90;
    if ((*results)->overloaded > 0)
        point.failure = "more cases came in than could be served";
    return {};
}

} // namespace

SimulationOptions optionsAt(const ProcessNumbers& numbers, double cases) {
    SimulationOptions options;
    options.warmUp = std::max(leastWarmUp, warmUpInCycles * numbers.cycleTime);
    options.horizon = options.warmUp + cases / numbers.arrivals;
    return options;
}

bool ProcessCheck::isTrusted() const {
    return std::ranges::none_of(points, [](const ProcessPoint& point) {
        return point.ratio() + point.ratioHalfWidth() < trustedRatios[0] ||
               point.ratio() - point.ratioHalfWidth() > trustedRatios[1];
    });
}

std::string ProcessCheck::words() const {
    std::string text;
    const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
    for (const ProcessPoint& point : points) {
        const std::string where = fmt::format("at the P{:.0f} of its numbers", 100 * point.level);
        if (point.isOverloaded())
            add(fmt::format("{} {} has {:.0f} % of the work that it can do, so cases pile up without end", where,
                            point.busiestPool, 100 * point.busiest));
        else if (!point.failure.empty())
            add(fmt::format("{} it cannot be simulated: {}", where, point.failure));
        else
            add(fmt::format("{} simulation finds {:.3g} h for {:.3g} h by formulas, {:.3f} ± {:.3f} of it", where,
                            point.simulated.mean, point.formulas, point.ratio(), point.ratioHalfWidth()));
    }
    return text;
}

std::vector<ProcessPoints> checkPoints(const Program& program) {
    std::vector<ProcessPoints> found;
    for (const ProcessWorld& world : readProcesses(program, LevelUniforms(), levels.size(), 0)) {
        if (std::ranges::find(found, world.process, &ProcessPoints::process) != found.end())
            continue; // business as usual comes first
        ProcessPoints& points = found.emplace_back();
        points.process = world.process;
        std::ranges::copy(world.trials, points.numbers.begin());
    }
    return found;
}

Result<ProcessCheck> simulateAt(const Process& process, const ProcessPoints& numbers, std::int64_t seed,
                                const RunControl& control) {
    ProcessCheck check{process, numbers, {}};
    for (size_t index = 0; index < levels.size(); ++index) {
        const ProcessNumbers& at = numbers.numbers[index];
        ProcessPoint& point = check.points[index];
        point = pointOf(process, at, levels[index]);
        if (point.isOverloaded() || !std::isfinite(at.cycleTime))
            continue;
        SimulationOptions options = optionsAt(at, casesOfReplication);
        options.replications = replications;
        options.threads = std::max(1U, std::thread::hardware_concurrency());
        const double share = 1.0 / static_cast<double>(levels.size());
        const double from = share * static_cast<double>(index);
        if (auto done = simulatePoint(process, at, options, static_cast<std::uint64_t>(seed),
                                      partOf(control, from, from + share), point);
            !done)
            return tl::unexpected(done.error());
    }
    return check;
}

} // namespace tributary
