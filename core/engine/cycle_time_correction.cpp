// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/cycle_time_correction.h"

#include "core/engine/fit_correction.h"
#include "core/formula/number.h"
#include "core/model/dependencies.h"
#include "core/model/problem_words.h"
#include "core/model/quantity_path.h"
#include "core/model/sub_processes.h"
#include "core/model/used_pools.h"
#include "core/model/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

/// The maps that metrics measure, each after those whose measures it reads.
std::vector<const Process*> measuredProcesses(const Model& model) {
    std::vector<const Process*> measured;
    if (model.processes().empty())
        return measured;
    const Dependencies known = dependencies(model);
    for (const size_t index : known.order) {
        const Metric& metric = *model.metrics().find(known.metrics[index]);
        const Process* process =
            metric.source == MetricSource::process ? model.processes().find(metric.process) : nullptr;
        if (process && std::ranges::find(measured, process) == measured.end())
            measured.push_back(process);
    }
    return measured;
}

/// Three digits, whatever the size: 0.930, 1.05.
std::string factorText(double factor) {
    constexpr double hasThree = 99.95; // above the point, when rounded
    return factor < hasThree ? fmt::format("{:#.3g}", factor) : fmt::format("{:.0f}", factor);
}

std::string unknownWords(const std::string& unknown) { return unknown.empty() ? "" : "; " + unknown; }

/// Two digits of each, or one number where they are the same.
std::string rangeText(double low, double high) {
    const std::string from = formatRounded(low, 2), to = formatRounded(high, 2);
    return from == to ? from : from + " to " + to;
}

} // namespace

double SurfaceCoordinate::logOf(double number) const {
    const double held = std::clamp(number, low, high);
    return isShare() ? std::log(held / (1 - held)) : std::log(held);
}

bool CycleTimeCorrection::isNoted() const {
    return chosen != CycleTimeBy::automatic || taken != CycleTimeBy::formulas || isUnchecked || !overload.empty() ||
           simulations > 0;
}

std::string CycleTimeCorrection::ratioWords() const {
    constexpr double closely = 0.0095; // then a third digit tells
    const int digits = ratioError < closely ? 3 : 2;
    const auto text = [digits](double ratio) { return fmt::format("{:.{}f}", ratio, digits); };
    const std::string least = text(ratios[0]), greatest = text(ratios[1]);
    return fmt::format("{} of it (\u00b1 {}; {})", least == greatest ? least : least + " to " + greatest,
                       text(std::max(ratioError, std::pow(10.0, -digits))), effort());
}

std::string CycleTimeCorrection::effort() const {
    return fmt::format("{} simulation{}, {} cases in all{}{}", simulations, simulations == 1 ? "" : "s",
                       withThousands(static_cast<double>(cases)),
                       leftOut == 0 ? "" : fmt::format("; {} left out as too long", leftOut),
                       refused == 0 ? "" : fmt::format("; {} left out that cannot be simulated", refused));
}

std::string CycleTimeCorrection::words() const {
    std::string text = "cycle time by the formulas";
    const std::string of = isJoined ? " (of parallel branches the root of the sum of their squares)" : "";
    if (taken == CycleTimeBy::formulas)
        text += ", " + reason + (chosen == CycleTimeBy::formulas || isUnchecked ? unknownWords(unknown) : "");
    else if (taken == CycleTimeBy::factor)
        text += fmt::format("{} x {} \u00b1 {} by simulation ({})", of, factorText(factors[0]), formatRounded(error, 2),
                            effort());
    else
        text += fmt::format("{} x {} to {} by a response surface, off by {:.1f} % where it was checked{} ({})", of,
                            factorText(factors[0]), factorText(factors[1]), 100 * error,
                            error > wantedSurfaceError
                                ? fmt::format(", more than the {:.1f} % that is aimed at", 100 * wantedSurfaceError)
                                : "",
                            effort());
    if (chosen == CycleTimeBy::surface && taken == CycleTimeBy::factor)
        text += "; a surface was chosen, but too few points could be simulated, or nothing varies";
    if (abandoned[1] > 0)
        text += fmt::format("; {} % of the cases leave before their work is done{}",
                            rangeText(100 * abandoned[0], 100 * abandoned[1]),
                            !correctsLeaving         ? std::string()
                            : leaving.linear.empty() ? fmt::format(", the odds by the formulas x {} by simulation",
                                                                   factorText(std::exp(leaving.constant)))
                                                     : ", the odds by a response surface as well");
    if (hasPartServers)
        text += "; where servers are not whole, the last of them has that part of the time";
    return overload.empty() ? text : text + ". " + overload;
}

bool correctsAlike(const CycleTimeCorrection& a, const CycleTimeCorrection& b) {
    return a.process == b.process && a.taken == b.taken && a.factors == b.factors && a.coordinates == b.coordinates &&
           a.surface == b.surface && a.correctsLeaving == b.correctsLeaving && a.leaving == b.leaving &&
           a.waits == b.waits;
}

const CycleTimeCorrection* find(const CycleTimeCorrections& corrections, const ProcessId& process) {
    const auto found = std::ranges::find(corrections, process, &CycleTimeCorrection::process);
    return found == corrections.end() ? nullptr : &*found;
}

std::vector<Problem> runErrors(const Model& model, const std::set<MetricId>& unfinished) {
    std::vector<Problem> errors = validate(model);
    std::erase_if(errors, [&](const Problem& problem) {
        const auto entity = entityOf(problem.subject);
        return problem.severity != Severity::error ||
               (entity && entity->kind == Metric::kind && unfinished.contains(MetricId(entity->id)));
    });
    return errors;
}

Result<std::shared_ptr<const CycleTimeCorrections>> correctCycleTimes(const Model& model, unsigned threads,
                                                                      const RunControl& control) {
    if (measuredProcesses(model).empty())
        return std::make_shared<const CycleTimeCorrections>();
    const Names names(model);
    const auto errors = runErrors(model, unfinishedMetrics(model, dependencies(model, names), names));
    if (!errors.empty())
        return tl::unexpected(problemError(model, errors.front()));
    return correctValidCycleTimes(model, threads, control);
}

Result<std::shared_ptr<const CycleTimeCorrections>> correctValidCycleTimes(const Model& model, unsigned threads,
                                                                           const RunControl& control) {
    auto corrections = std::make_shared<CycleTimeCorrections>();
    const std::vector<const Process*> measured = measuredProcesses(model);
    const std::vector<UsedPool> used = usedPools(model);
    for (size_t index = 0; index < measured.size(); ++index) {
        const auto program = compileVisited(model, measured[index]->id, *corrections);
        if (!program)
            continue; // compile() says what is wrong
        const std::int64_t seed = model.settings().seed;
        const VisitedNumbers visited = visitedNumbers(*program, measured[index]->id, seed, control.stop);
        if (control.stop.stop_requested())
            return tl::unexpected(stoppedError());
        if (visited.levels.empty())
            continue;
        const double share = 1.0 / static_cast<double>(measured.size());
        const double from = share * static_cast<double>(index);
        const Process whole = expanded(model, *measured[index]);
        auto fitted = fitCorrection(whole, visited, seed, threads, partOf(control, from, from + share));
        if (!fitted)
            return tl::unexpected(fitted.error());
        if (!sharedPools(used, fitted->process).empty())
            fitted->reason += ", with its people for itself alone";
        corrections->push_back(std::move(*fitted));
    }
    return std::shared_ptr<const CycleTimeCorrections>(std::move(corrections));
}

} // namespace tributary
