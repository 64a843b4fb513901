// SPDX-License-Identifier: GPL-3.0-or-later
// From a process map to the queueing network that is solved for its measures.
#include "core/engine/process_mapping.h"
#include "core/engine/world.h"
#include "core/model/arrival_rounds.h"
#include "core/model/map_edits.h"
#include "core/model/sub_processes.h"
#include "core/model/used_pools.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

Register World::processMeasure(const Metric& metric) {
    const Process* process = shared_.model.processes().find(metric.process);
    if (!process) {
        shared_.fail("metric/" + metric.id.text, fmt::format("there is no process {}", metric.process.text),
                     "Choose the process that it measures.");
        return builder_.constant(0);
    }
    const Register first = networkOf(*process);
    const auto& wanted = shared_.measuresOf.at(process->id);
    const auto found = std::ranges::find(wanted, measureOf(shared_.model, *process, metric));
    return first + 1 + static_cast<Register>(found - wanted.begin());
}

NetworkMeasure measureOf(const Model& model, const Process& process, const Metric& metric) {
    if (metric.measureOf.empty())
        return {metric.measure, -1};
    if (metric.measure == Measure::utilisation)
        if (const int own = indexOf(process.pools, PoolId(metric.measureOf)); own >= 0) // which come first
            return {metric.measure, own};
    const Process whole = expanded(model, process);
    if (metric.measure == Measure::utilisation)
        return {metric.measure, indexOf(whole.pools, PoolId(metric.measureOf))};
    const MappedProcess mapped = mapProcess(whole);
    const auto group = std::ranges::find(mapped.groups, GroupId(metric.measureOf));
    return {metric.measure, group == mapped.groups.end() ? -1 : static_cast<int>(group - mapped.groups.begin())};
}

namespace {

/// Whether a map has the numbers that a correction hangs on: one that is held may be of another map by now.
bool hasNumbers(const NetworkRegisters& in, const CycleTimeCorrection& correction) {
    return std::ranges::all_of(correction.coordinates, [&](const SurfaceCoordinate& coordinate) {
        return coordinate.index < listOf(in, coordinate.list).size();
    });
}

} // namespace

Register World::networkOf(const Process& drawn) {
    if (const auto known = networks_.find(drawn.id); known != networks_.end())
        return known->second;
    const Process process = expanded(shared_.model, drawn);
    const std::string at = "process/" + process.id.text;
    if (const auto left = std::ranges::find_if(process.steps, &Step::isSubProcess); left != process.steps.end())
        shared_.fail(at,
                     fmt::format("{} leads to a map without a start, or beyond {} steps with all that is in its maps",
                                 left->name.empty() ? left->id.text : left->name, mostExpandedSteps),
                     "Draw the map from a start on, or make some of its sub-processes tasks.");
    const MappedProcess mapped = mapProcess(process);
    const NetworkShape& shape = mapped.shape;
    const Register zero = builder_.constant(0);
    const Register one = builder_.constant(1);
    const auto touchCv = [&](const std::string& path, const auto& part) {
        if (const MeasuredTimes* times = measuredIn(part.spread, part.touchTimes))
            return builder_.constant(times->cv());
        return part.spread == Spread::exponential ? one
               : part.spread == Spread::constant  ? zero
                                                  : value(path + "/touch_cv");
    };
    const auto mean = [&](const std::string& path, Spread spread, const std::optional<MeasuredTimes>& measured) {
        const MeasuredTimes* times = measuredIn(spread, measured);
        return value(path, times ? times->mean() : 0); // where no mean is typed
    };

    NetworkRegisters in;
    in.arrivals = value(at + "/arrivals", process.arrivalTimes ? roundsOf(process, *process.arrivalTimes).rate() : 0);
    if (shape.hasPopulation)
        in.population = value(at + "/population");
    in.touch.assign(shape.steps.size(), zero);
    in.touchCv = in.delay = in.patience = in.cost = in.touch;
    for (size_t step = 0; step < process.steps.size(); ++step) {
        const std::string task = pathOf(process.id, {MapPart::Kind::task, process.steps[step].id.text});
        const Step& part = process.steps[step];
        in.touch[step] = mean(task + "/touch", part.spread, part.touchTimes);
        in.touchCv[step] = touchCv(task, part);
        in.delay[step] = mean(task + "/delay", part.spread, part.delayTimes);
        in.patience[step] = value(task + "/patience");
        in.cost[step] = value(task + "/cost");
    }
    in.share.assign(shape.flows.size(), one);
    in.handOffDelay.assign(shape.flows.size(), zero);
    std::vector<Register> given(shape.steps.size(), zero); // shares that are typed, by step
    std::vector<std::vector<size_t>> rest(shape.steps.size());
    for (size_t flow = 0; flow < shape.flows.size(); ++flow) {
        const Flow* typed = mapped.flows[flow];
        if (!typed)
            continue;
        const auto from = static_cast<size_t>(shape.flows[flow].from);
        const std::string path = pathOf(process.id, {MapPart::Kind::flow, typed->id.text});
        in.handOffDelay[flow] = value(path + "/delay");
        if (isGiven(path + "/share")) {
            in.share[flow] = value(path + "/share");
            given[from] = builder_.add(given[from], in.share[flow]);
        } else {
            rest[from].push_back(flow);
        }
    }
    for (size_t step = 0; step < rest.size(); ++step) {
        if (rest[step].size() == 1)
            in.share[rest[step].front()] = builder_.subtract(one, given[step]);
        else if (rest[step].size() > 1 && shape.steps[step].kind == NetworkStepKind::ordinary)
            shared_.fail(at,
                         fmt::format("{} flows leave {} without a share", rest[step].size(), shape.steps[step].name),
                         "Give each flow its share; one may be left empty for the rest.");
    }
    for (const auto& [exception, step, flow] : mapped.exceptions) {
        const std::string path = pathOf(process.id, {MapPart::Kind::exception, exception->id.text});
        const auto s = static_cast<size_t>(step);
        in.touch[s] = mean(path + "/touch", exception->spread, exception->touchTimes);
        in.touchCv[s] = touchCv(path, *exception);
        in.delay[s] = mean(path + "/delay", exception->spread, exception->delayTimes);
        in.share[static_cast<size_t>(flow)] = value(path + "/frequency");
        const auto from = static_cast<size_t>(shape.flows[static_cast<size_t>(flow)].from);
        given[from] = builder_.add(given[from], in.share[static_cast<size_t>(flow)]);
    }
    for (const auto& [step, flow] : mapped.ordinary)
        in.share[static_cast<size_t>(flow)] = builder_.subtract(one, given[static_cast<size_t>(step)]);
    for (const Pool& pool : process.pools) {
        const std::string path = pathOf(process.id, {MapPart::Kind::pool, pool.id.text});
        const Register servers = value(path + "/servers");
        in.servers.push_back(pool.hours ? builder_.scale(servers, pool.hours->meanTimes()) : servers);
        in.availability.push_back(value(path + "/availability", 1));
    }
    for (const GroupId& group : mapped.groups)
        in.hourlyCost.push_back(value("group/" + group.text + "/hourly_cost"));

    const CycleTimeCorrection* correction = shared_.corrections ? find(*shared_.corrections, process.id) : nullptr;
    const bool isCorrected = correction && correction->taken != CycleTimeBy::formulas && hasNumbers(in, *correction);
    if (isCorrected)
        in.correction = correctionOf(*correction, in);
    if (isCorrected && correction->correctsLeaving)
        in.leavingOdds = surfaceOf(correction->leaving, *correction, in);
    if (correction && correction->isNoted())
        shared_.notes.insert(correction->name + ": " + correction->words());
    if (!shared_.usedPools)
        shared_.usedPools = tributary::usedPools(shared_.model);
    for (const UsedPool& pool : sharedPools(*shared_.usedPools, drawn.id))
        shared_.notes.insert(process.name + ": " + sharingWords(shared_.model, pool, drawn.id));
    const auto plan = NetworkPlan::make(shape);
    Register first = zero;
    if (plan && plan->hasParallel() && !isCorrected)
        shared_.notes.insert(
            fmt::format("{}: parallel branches count by the longest of their mean times, a lower bound of "
                        "the cycle time",
                        process.name));
    if (plan)
        first = builder_.network(
            {process.id, std::make_shared<const NetworkPlan>(*plan), std::move(in), shared_.measuresOf.at(process.id)});
    else
        shared_.fail(at, plan.error().message);
    networks_.emplace(process.id, first);
    return first;
}

/// The factor of the joined time at the numbers of this world.
Register World::correctionOf(const CycleTimeCorrection& correction, const NetworkRegisters& in) {
    if (correction.taken == CycleTimeBy::factor)
        return builder_.constant(correction.factors[0]);
    return surfaceOf(correction.surface, correction, in);
}

/// What a surface of a logarithm over the coordinates of a correction gives at the numbers of this world.
Register World::surfaceOf(const ResponseSurface& surface, const CycleTimeCorrection& correction,
                          const NetworkRegisters& in) {
    if (surface.linear.empty())
        return builder_.constant(std::exp(surface.constant));
    std::vector<Register> z;
    for (const SurfaceCoordinate& coordinate : correction.coordinates) {
        const Register number = listOf(in, coordinate.list)[coordinate.index];
        const Register held = builder_.binary(
            Opcode::minimum, builder_.binary(Opcode::maximum, number, builder_.constant(coordinate.low)),
            builder_.constant(coordinate.high));
        const Register logged = builder_.unary(
            Opcode::naturalLogarithm,
            coordinate.isShare() ? builder_.divide(held, builder_.subtract(builder_.constant(1), held)) : held);
        z.push_back(
            builder_.scale(builder_.subtract(logged, builder_.constant(coordinate.centre)), 1 / coordinate.spread));
    }
    Register sum = builder_.constant(surface.constant);
    size_t pair = 0;
    for (size_t i = 0; i < z.size(); ++i) {
        Register slope = builder_.constant(surface.linear[i]);
        for (size_t j = i; j < z.size(); ++j, ++pair)
            if (surface.quadratic[pair] != 0)
                slope = builder_.add(slope, builder_.scale(z[j], surface.quadratic[pair]));
        sum = builder_.add(sum, builder_.multiply(slope, z[i]));
    }
    return builder_.unary(Opcode::exponential, sum);
}

} // namespace tributary
