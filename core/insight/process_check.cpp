// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/process_check.h"

#include "core/engine/process_simulation.h"
#include "core/formula/number.h"
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
constexpr double twoMonths = 1461; ///< hours
constexpr double mostWarmUpCases = 10'000;
constexpr double warmUpInCycles = 20;
constexpr double mostVisits = 3e6;      ///< of a replication, expected: about a second's work
constexpr double mostCasesInside = 1e5; ///< and so many pairs of cases and steps:
constexpr double mostPairsInside = 2e7;

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

Result<void> simulatePoint(const Process& process, const ProcessNumbers& numbers, SimulationOptions options,
                           const RunOptions& how, const RunControl& control, ProcessPoint& point) {
    options.threads = how.threads ? how.threads : std::max(1U, std::thread::hardware_concurrency());
    const auto simulated = simulatedProcess(process, numbers);
    if (!simulated) {
        point.failure = simulated.error().message;
        return {};
    }
    const auto results = simulate(*simulated, options, AddressedDraws(static_cast<std::uint64_t>(how.seed)),
                                  control.stop, control.progress);
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
        point.failure = fmt::format("more than {} cases were inside at once", options.mostCasesInside);
    return {};
}

/// How a point is simulated; fails where that is beyond what a check may take of time or memory.
Result<SimulationOptions> optionsFor(const ProcessNumbers& numbers) {
    if (!(numbers.cycleTime > 0) || !std::isfinite(numbers.cycleTime))
        return fail("its numbers give no cycle time");
    SimulationOptions options;
    options.warmUp =
        std::max(std::min(twoMonths, mostWarmUpCases / numbers.arrivals), warmUpInCycles * numbers.cycleTime);
    options.horizon = options.warmUp + casesOfReplication / numbers.arrivals;
    options.replications = replications;
    const double inside = std::min(mostCasesInside, mostPairsInside / static_cast<double>(numbers.touch.size()));
    options.mostCasesInside = static_cast<size_t>(inside);
    if (const double visits = options.horizon * numbers.arrivals * numbers.visits; !(visits <= mostVisits))
        return fail(fmt::format("it would take {} steps of cases, more than a check may", formatRounded(visits, 2)));
    if (const double likely = numbers.arrivals * numbers.cycleTime; likely > inside)
        return fail(fmt::format("about {} cases would be inside at once, more than a check may hold",
                                formatRounded(likely, 2)));
    return options;
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
            const auto options = optionsFor(numbers);
            if (!options) {
                check.points[point].failure = options.error().message;
                continue;
            }
            const double share = 1.0 / static_cast<double>(levels.size() * asUsual.size());
            const double from = share * static_cast<double>(index * levels.size() + point);
            if (auto done = simulatePoint(process, numbers, *options, how, partOf(control, from, from + share),
                                          check.points[point]);
                !done)
                return tl::unexpected(done.error());
        }
    }
    return checks;
}

} // namespace tributary
