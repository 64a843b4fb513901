// SPDX-License-Identifier: GPL-3.0-or-later
// From a process map to the queueing network that is solved for its measures.
#include "core/engine/world.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

template <class Part, class PartId>
int indexOf(const std::vector<Part>& parts, const PartId& id) {
    const auto found = std::ranges::find_if(parts, [&](const Part& part) { return part.id == id; });
    return found == parts.end() ? -1 : static_cast<int>(found - parts.begin());
}

/// The shape of a map: its steps and flows in their order, then what its exceptions and gateways add.
struct MappedProcess {
    struct ExceptionStep {
        const ProcessException* exception;
        int step;
        int flow; ///< from the step where it happens
    };
    NetworkShape shape;
    std::vector<const Flow*> flows; ///< by flow of the shape; null for those that were added
    std::vector<ExceptionStep> exceptions;
    std::vector<std::pair<int, int>> ordinary; ///< step with exceptions, and its flow for the cases without one
    std::vector<GroupId> groups;               ///< those of its pools
};

class Mapper {
public:
    explicit Mapper(const Process& process) : process_(process) {
        for (const Pool& pool : process.pools)
            mapped_.shape.pools.push_back({groupIndex(pool.group)});
        mapped_.shape.groups = static_cast<int>(mapped_.groups.size());
        for (const Step& step : process.steps)
            addStep({step.name.empty() ? step.id.text : step.name, indexOf(process.pools, step.pool),
                     NetworkStepKind::ordinary, step.exception});
        arriving_.resize(process.steps.size());
        leaving_.resize(process.steps.size());
        for (size_t step = 0; step < process.steps.size(); ++step)
            arriving_[step] = leaving_[step] = static_cast<int>(step);
    }

    MappedProcess map() {
        for (size_t step = 0; step < process_.steps.size(); ++step) {
            mapGateway(step);
            mapExceptions(step);
        }
        for (const Flow& flow : process_.flows)
            addFlow(leaving_[at(flow.from)], arriving_[at(flow.to)], flow.exception, &flow);
        for (const auto& [from, to] : resumed_)
            addFlow(from, arriving_[to], false, nullptr);
        const auto start = std::ranges::find(process_.steps, StepKind::start, &Step::kind);
        mapped_.shape.entry = start == process_.steps.end() ? 0 : static_cast<int>(start - process_.steps.begin());
        return std::move(mapped_);
    }

private:
    size_t at(const StepId& id) const { return static_cast<size_t>(std::max(indexOf(process_.steps, id), 0)); }
    int groupIndex(const GroupId& id) {
        const auto found = std::ranges::find(mapped_.groups, id);
        if (found == mapped_.groups.end())
            mapped_.groups.push_back(id);
        return static_cast<int>(std::ranges::find(mapped_.groups, id) - mapped_.groups.begin());
    }
    int addStep(NetworkStep step) {
        mapped_.shape.steps.push_back(std::move(step));
        return static_cast<int>(mapped_.shape.steps.size()) - 1;
    }
    int addFlow(int from, int to, bool exception, const Flow* flow) {
        mapped_.shape.flows.push_back({from, to, exception});
        mapped_.flows.push_back(flow);
        return static_cast<int>(mapped_.shape.flows.size()) - 1;
    }

    /// A parallel gateway joins where several flows come in and splits where several go out; one that does both is two.
    void mapGateway(size_t step) {
        const Step& gateway = process_.steps[step];
        if (gateway.kind != StepKind::parallel)
            return;
        const auto in = std::ranges::count(process_.flows, gateway.id, &Flow::to);
        const auto out = std::ranges::count(process_.flows, gateway.id, &Flow::from);
        NetworkStep& mapped = mapped_.shape.steps[step];
        if (in > 1)
            mapped.kind = NetworkStepKind::join;
        if (out > 1 && in <= 1)
            mapped.kind = NetworkStepKind::split;
        if (out > 1 && in > 1) {
            leaving_[step] = addStep({gateway.name, -1, NetworkStepKind::split, false});
            addFlow(static_cast<int>(step), leaving_[step], false, nullptr);
        }
    }

    /// step -> exception -> after, and step -> after: `after` is left by the step's own flows.
    void mapExceptions(size_t step) {
        for (const ProcessException& exception : process_.exceptions) {
            if (exception.step != process_.steps[step].id)
                continue;
            const int here = static_cast<int>(step);
            if (leaving_[step] == here) {
                leaving_[step] = addStep({process_.steps[step].name, -1, NetworkStepKind::ordinary, false});
                mapped_.ordinary.emplace_back(here, addFlow(here, leaving_[step], false, nullptr));
            }
            const int added = addStep({exception.name.empty() ? exception.id.text : exception.name,
                                       indexOf(process_.pools, exception.pool), NetworkStepKind::ordinary, true});
            mapped_.exceptions.push_back({&exception, added, addFlow(here, added, true, nullptr)});
            if (exception.resumes.empty())
                addFlow(added, leaving_[step], false, nullptr);
            else
                resumed_.emplace_back(added, at(exception.resumes));
        }
    }

    const Process& process_;
    MappedProcess mapped_;
    std::vector<int> arriving_; // by step of the map: the step of the shape that its flows in lead to
    std::vector<int> leaving_;  // and the one that its flows out leave
    std::vector<std::pair<int, size_t>> resumed_;
};

} // namespace

Register World::processMeasure(const Metric& metric) {
    const Process* process = shared_.model.processes().find(metric.process);
    if (!process) {
        shared_.fail("metric/" + metric.id.text, fmt::format("there is no process {}", metric.process.text),
                     "Choose the process that it measures.");
        return builder_.constant(0);
    }
    const Register first = networkOf(*process);
    const auto& wanted = shared_.measuresOf.at(process->id);
    const auto found = std::ranges::find(wanted, measureOf(*process, metric));
    return first + 1 + static_cast<Register>(found - wanted.begin());
}

NetworkMeasure measureOf(const Process& process, const Metric& metric) {
    if (metric.measureOf.empty())
        return {metric.measure, -1};
    if (metric.measure == Measure::utilisation)
        return {metric.measure, indexOf(process.pools, PoolId(metric.measureOf))};
    const MappedProcess mapped = Mapper(process).map();
    const auto group = std::ranges::find(mapped.groups, GroupId(metric.measureOf));
    return {metric.measure, group == mapped.groups.end() ? -1 : static_cast<int>(group - mapped.groups.begin())};
}

Register World::networkOf(const Process& process) {
    if (const auto known = networks_.find(process.id); known != networks_.end())
        return known->second;
    const std::string at = "process/" + process.id.text;
    const MappedProcess mapped = Mapper(process).map();
    const NetworkShape& shape = mapped.shape;
    const Register zero = builder_.constant(0);
    const Register one = builder_.constant(1);

    NetworkRegisters in;
    in.arrivals = value(at + "/arrivals");
    in.touch.assign(shape.steps.size(), zero);
    in.touchCv = in.delay = in.cost = in.touch;
    for (size_t step = 0; step < process.steps.size(); ++step) {
        const std::string task = at + "/task/" + process.steps[step].id.text;
        in.touch[step] = value(task + "/touch");
        in.touchCv[step] = value(task + "/touch_cv");
        in.delay[step] = value(task + "/delay");
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
        const std::string path = at + "/flow/" + typed->id.text;
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
        const std::string path = at + "/exception/" + exception->id.text;
        const auto s = static_cast<size_t>(step);
        in.touch[s] = value(path + "/touch");
        in.touchCv[s] = value(path + "/touch_cv");
        in.delay[s] = value(path + "/delay");
        in.share[static_cast<size_t>(flow)] = value(path + "/frequency");
        const auto from = static_cast<size_t>(shape.flows[static_cast<size_t>(flow)].from);
        given[from] = builder_.add(given[from], in.share[static_cast<size_t>(flow)]);
    }
    for (const auto& [step, flow] : mapped.ordinary)
        in.share[static_cast<size_t>(flow)] = builder_.subtract(one, given[static_cast<size_t>(step)]);
    for (const Pool& pool : process.pools) {
        in.servers.push_back(value(at + "/pool/" + pool.id.text + "/servers"));
        in.availability.push_back(value(at + "/pool/" + pool.id.text + "/availability", 1));
    }
    for (const GroupId& group : mapped.groups)
        in.hourlyCost.push_back(value("group/" + group.text + "/hourly_cost"));

    const auto plan = NetworkPlan::make(shape);
    Register first = zero;
    if (plan && plan->hasParallel())
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

} // namespace tributary
