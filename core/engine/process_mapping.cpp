// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/process_mapping.h"

#include <algorithm>

namespace tributary {

namespace {

class Mapper {
public:
    explicit Mapper(const Process& process) : process_(process) {
        mapped_.shape.hasPopulation = process.population.has_value();
        if (process.arrivalTimes && !process.population)
            mapped_.shape.arrivalScv = process.arrivalTimes->squaredCvOfGaps();
        for (const Pool& pool : process.pools)
            mapped_.shape.pools.push_back({groupIndex(pool.group)});
        mapped_.shape.groups = static_cast<int>(mapped_.groups.size());
        for (const Step& step : process.steps)
            addStep({step.name.empty() ? step.id.text : step.name,
                     indexOf(process.pools, step.pool),
                     NetworkStepKind::ordinary,
                     step.exception,
                     {},
                     step.patience.has_value()});
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
    /// The further pools of an exception, each once; none without a first one.
    std::vector<int> otherPools(const ProcessException& exception) const {
        std::vector<int> others;
        for (const PoolId& id : exception.alsoPools)
            if (const int pool = indexOf(process_.pools, id); pool >= 0 && id != exception.pool &&
                                                              !exception.pool.empty() &&
                                                              std::ranges::find(others, pool) == others.end())
                others.push_back(pool);
        return others;
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
                                       indexOf(process_.pools, exception.pool), NetworkStepKind::ordinary, true,
                                       otherPools(exception)});
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

MappedProcess mapProcess(const Process& process) { return Mapper(process).map(); }

} // namespace tributary
