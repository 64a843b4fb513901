// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/calibrate.h"

#include "core/base/parallel.h"
#include "core/engine/process_simulation.h"
#include "core/insight/design.h"
#include "core/insight/response_surface.h"
#include "core/stats/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

namespace tributary {

namespace {

constexpr double sameRatios = 0.05;    ///< ratios this close, relative, are one factor
constexpr size_t trialsOfSurface = 32; ///< at each of three periods, in each world
constexpr size_t fewestPoints = 24;
constexpr size_t replicationsOfPoint = 2;
constexpr double casesOfPoint = 3000; ///< in each replication

bool isSound(const ProcessNumbers& numbers) { return std::isfinite(numbers.cycleTime) && numbers.cycleTime > 0; }

std::vector<double> ratiosOf(const ProcessCheck& check) {
    std::vector<double> ratios;
    for (const ProcessPoint& point : check.points)
        if (point.failure.empty() && std::isfinite(point.ratio()))
            ratios.push_back(point.ratio());
    return ratios;
}

CycleTimeBy choose(const Process& process, const ProcessCheck& check) {
    const std::vector<double> ratios = ratiosOf(check);
    if (ratios.empty())
        return CycleTimeBy::formulas; // there is nothing to correct by
    if (process.cycleTimeBy != CycleTimeBy::automatic)
        return process.cycleTimeBy;
    if (check.isTrusted())
        return CycleTimeBy::formulas;
    const auto [low, high] = std::ranges::minmax(ratios);
    return high <= low * (1 + sameRatios) ? CycleTimeBy::calibration : CycleTimeBy::surface;
}

/// The points of a run at which a process is simulated: trials of its start, middle and end in every world.
std::vector<ProcessNumbers> pointsOfRun(const Program& program, const ProcessId& process, const Settings& settings) {
    const Sampler sampler(samplerKind(settings.sampling), static_cast<std::uint64_t>(settings.seed), trialsOfSurface);
    std::vector<ProcessNumbers> points;
    for (const int period : {0, settings.periods / 2, settings.periods})
        for (ProcessWorld& world : readProcesses(program, sampler, trialsOfSurface, period))
            if (world.process == process)
                std::ranges::copy_if(world.trials, std::back_inserter(points), isSound);
    return points;
}

/// Simulated over formulas at each point, as logarithms; NaN where that cannot be. Nothing where it was stopped.
std::vector<double> logRatios(const Process& process, const std::vector<ProcessNumbers>& points, std::uint64_t seed,
                              const RunControl& control) {
    std::vector<double> logs(points.size(), std::numeric_limits<double>::quiet_NaN());
    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    forEachInParallel(points.size(), threads, control.stop, [&](unsigned worker, size_t index) {
        const auto simulated = simulatedProcess(process, points[index]);
        if (!simulated)
            return;
        SimulationOptions options = optionsAt(points[index], casesOfPoint);
        options.replications = replicationsOfPoint;
        const auto results = simulate(*simulated, options, AddressedDraws(seed + 1 + index), control.stop);
        if (results && *results && (*results)->overloaded == 0)
            logs[index] = std::log((*results)->cycleTime.mean / points[index].cycleTime);
        if (control.progress && worker == 0)
            control.progress(static_cast<double>(index) / static_cast<double>(points.size()));
    });
    return logs;
}

void correctByFactor(ProcessCalibration& calibration) {
    const std::vector<double> ratios = ratiosOf(calibration.check);
    double logs = 0;
    for (const double ratio : ratios)
        logs += std::log(ratio);
    calibration.chosen = CycleTimeBy::calibration;
    calibration.correction.logFactor = logs / static_cast<double>(ratios.size());
}

bool fitSurface(const Program& program, const Process& process, const Settings& settings, const RunControl& control,
                ProcessCalibration& calibration) {
    std::vector<ProcessNumbers> points = pointsOfRun(program, process.id, settings);
    std::vector<double> logs = logRatios(process, points, static_cast<std::uint64_t>(settings.seed), control);
    if (control.stop.stop_requested())
        return false;
    for (size_t i = points.size(); i-- > 0;)
        if (std::isnan(logs[i])) {
            points.erase(points.begin() + static_cast<std::ptrdiff_t>(i));
            logs.erase(logs.begin() + static_cast<std::ptrdiff_t>(i));
        }
    if (points.size() < fewestPoints) {
        correctByFactor(calibration);
        return true;
    }
    ResponseSurface surface = fitResponseSurface(points, logs);
    calibration.correction = std::move(surface.correction);
    calibration.fitError = surface.error;
    calibration.fittedPoints = points.size();
    return true;
}

} // namespace

std::string ProcessCalibration::words() const {
    std::string choice;
    switch (chosen) {
    case CycleTimeBy::automatic:
    case CycleTimeBy::formulas:
        choice = "The cycle time is that of the formulas";
        break;
    case CycleTimeBy::calibration:
        choice = fmt::format("The cycle time is that of the formulas times {:.3f}, what simulation finds beside them",
                             std::exp(correction.logFactor));
        break;
    case CycleTimeBy::surface:
        choice = fmt::format("The cycle time is that of the formulas times a response surface, fitted on {} simulated "
                             "points of the run and {:.1f} % off them",
                             fittedPoints, 100 * fitError);
        break;
    }
    return fmt::format("{}: {}.", choice, check.words());
}

Model Calibration::of(const Model& model) const {
    CycleTimeCorrections corrections;
    for (const ProcessCalibration& process : processes)
        if (process.chosen != CycleTimeBy::formulas)
            corrections.emplace(process.check.map.id, process.correction);
    return model.corrected(std::move(corrections));
}

Result<Calibration> calibrate(const Model& entered, const Calibration& known, const RunControl& control) {
    const Model model = entered.corrected({}); // points are read off the formulas
    const auto program = compile(model, {.detail = Detail::means});
    if (!program)
        return fail(program.error().front().message);
    Calibration calibration;
    std::vector<ProcessPoints> processes = checkPoints(*program);
    for (size_t index = 0; index < processes.size(); ++index) {
        const Process& process = *model.processes().find(processes[index].process);
        const auto same = std::ranges::find_if(known.processes, [&](const ProcessCalibration& each) {
            return each.check.map == process && each.check.numbers == processes[index];
        });
        if (same != known.processes.end()) {
            calibration.processes.push_back(*same);
            continue;
        }
        const double share = 1.0 / static_cast<double>(processes.size());
        const double from = share * static_cast<double>(index);
        auto check =
            simulateAt(process, processes[index], model.settings().seed, partOf(control, from, from + share / 2));
        if (!check)
            return tl::unexpected(check.error());
        ProcessCalibration& made = calibration.processes.emplace_back();
        made.check = std::move(*check);
        made.chosen = choose(process, made.check);
        if (made.chosen == CycleTimeBy::calibration)
            correctByFactor(made);
        else if (made.chosen == CycleTimeBy::surface &&
                 !fitSurface(*program, process, model.settings(), partOf(control, from + share / 2, from + share),
                             made))
            return fail("It was stopped.");
    }
    return calibration;
}

} // namespace tributary
