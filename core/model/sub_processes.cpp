// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/sub_processes.h"

#include "core/model/branch_ends.h"
#include "core/model/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace tributary {

namespace {

constexpr char innerMark = '>'; // in no id of a model
constexpr char wayBack = '!';   // nor this: of the flows from inner ends to the sub-process, before the end's id

/// The maps that a step lies in, the innermost first.
struct Nesting {
    ProcessId process;
    std::shared_ptr<const Nesting> around;
};

bool isNestedIn(const Nesting& nesting, const ProcessId& id) {
    for (const Nesting* each = &nesting; each; each = each->around.get())
        if (each->process == id)
            return true;
    return false;
}

/// Gives a part its id in the expanded map, which it is not to be called by.
template <class Part>
void nestPart(Part& part, const std::string& prefix) {
    if (part.name.empty())
        part.name = part.id.text;
    part.id.text.insert(0, prefix);
}

class Expansion {
public:
    Expansion(const Model& model, const Process& process) : model_(model), flat_(withEndsJoined(process)) {}

    Process run() {
        open(0, std::make_shared<const Nesting>(Nesting{flat_.id, nullptr}));
        while (!open_.empty()) {
            const auto [step, nesting] = std::move(open_.back());
            open_.pop_back();
            enter(step, nesting);
        }
        return std::move(flat_);
    }

private:
    struct Open {
        size_t step;
        std::shared_ptr<const Nesting> nesting;
    };

    /// Notes the sub-processes among the steps from `first` on; what is noted last is entered first.
    void open(size_t first, const std::shared_ptr<const Nesting>& nesting) {
        for (size_t step = flat_.steps.size(); step-- > first;)
            if (flat_.steps[step].isSubProcess())
                open_.push_back({step, nesting});
    }

    void enter(size_t at, const std::shared_ptr<const Nesting>& nesting) {
        const Step caller = flat_.steps[at];
        Step& left = flat_.steps[at] = Step();
        left.id = caller.id;
        left.name = caller.name;
        left.lane = caller.lane;
        left.exception = caller.exception;
        const Process* drawn = model_.processes().find(caller.inner);
        left.inner = caller.inner;
        if (!drawn || isNestedIn(*nesting, drawn->id) || flat_.steps.size() + drawn->steps.size() > mostExpandedSteps)
            return;
        const Process joined = withEndsJoined(*drawn);
        const Process* inner = &joined;
        const auto start = std::ranges::find(inner->steps, StepKind::start, &Step::kind);
        if (start == inner->steps.end())
            return;
        left.inner = {};
        const std::string prefix = fmt::format("{}{}{}{}", caller.id.text, innerMark, inner->id.text, innerMark);
        const StepId entry(prefix + start->id.text);
        for (Flow& flow : flat_.flows)
            if (flow.to == caller.id)
                flow.to = entry;
        for (ProcessException& each : flat_.exceptions)
            if (each.resumes == caller.id)
                each.resumes = entry;
        addPools(*inner);
        const size_t first = flat_.steps.size();
        for (Step step : inner->steps) {
            const bool isEnd = step.kind == StepKind::end;
            const std::string own = step.id.text;
            nestPart(step, prefix);
            step.pool = flatPool(*inner, step.pool);
            step.exception = step.exception || caller.exception;
            if (isEnd || step.kind == StepKind::start)
                step.kind = StepKind::exclusive;
            if (isEnd) {
                Flow& out = flat_.flows.emplace_back();
                out.id.text = prefix + wayBack + own;
                out.from = step.id;
                out.to = caller.id;
            }
            flat_.steps.push_back(std::move(step));
        }
        for (Flow flow : inner->flows) {
            for (std::string* id : {&flow.id.text, &flow.from.text, &flow.to.text})
                id->insert(0, prefix);
            flat_.flows.push_back(std::move(flow));
        }
        for (ProcessException each : inner->exceptions) {
            nestPart(each, prefix);
            each.step.text.insert(0, prefix);
            if (!each.resumes.empty())
                each.resumes.text.insert(0, prefix);
            each.pool = flatPool(*inner, each.pool);
            for (PoolId& also : each.alsoPools)
                also = flatPool(*inner, also);
            flat_.exceptions.push_back(std::move(each));
        }
        open(first, std::make_shared<const Nesting>(Nesting{inner->id, nesting}));
    }

    [[nodiscard]] const Pool* find(const Pool& pool) const {
        const auto found = std::ranges::find_if(flat_.pools, [&](const Pool& each) {
            const auto inner = innerPart(each.id.text);
            return (inner ? inner->id : each.id.text) == pool.id.text && each.group == pool.group;
        });
        return found == flat_.pools.end() ? nullptr : &*found;
    }
    void addPools(const Process& inner) {
        for (Pool pool : inner.pools)
            if (!find(pool)) {
                nestPart(pool, inner.id.text + innerMark);
                flat_.pools.push_back(std::move(pool));
            }
    }
    [[nodiscard]] PoolId flatPool(const Process& inner, const PoolId& id) const {
        const auto own = std::ranges::find(inner.pools, id, &Pool::id);
        const Pool* pool = own == inner.pools.end() ? nullptr : find(*own);
        return pool ? pool->id : PoolId();
    }

    const Model& model_;
    Process flat_;
    std::vector<Open> open_;
};

} // namespace

bool hasWork(const Step& step) {
    return step.touch || step.delay || step.touchTimes || step.delayTimes || step.cost || step.patience ||
           !step.pool.empty();
}

MeasuredMaps::MeasuredMaps(const Model& model, const SubProcesses& nested) {
    for (const Metric& metric : model.metrics())
        if (metric.source == MetricSource::process && directly.insert(metric.process).second)
            for (const ProcessId& id : nested.within(metric.process))
                all.insert(id);
}

SubProcesses::SubProcesses(const Model& model) : model_(model) {
    for (const Process& process : model.processes())
        for (const Step& step : process.steps)
            if (step.isSubProcess())
                callers_[step.inner].push_back({process.id, step.id});
}

const std::vector<SubProcessStep>& SubProcesses::callersOf(const ProcessId& id) const {
    static const std::vector<SubProcessStep> none;
    const auto found = callers_.find(id);
    return found == callers_.end() ? none : found->second;
}

std::vector<ProcessId> SubProcesses::within(const ProcessId& id) const {
    std::vector<ProcessId> maps{id};
    if (callers_.empty())
        return maps;
    std::set<ProcessId> seen{id};
    for (size_t i = 0; i < maps.size(); ++i)
        if (const Process* process = model_.processes().find(maps[i]))
            for (const Step& step : process->steps)
                if (step.isSubProcess() && seen.insert(step.inner).second)
                    maps.push_back(step.inner);
    return maps;
}

std::vector<ProcessId> SubProcesses::wayTo(const ProcessId& id) const {
    std::vector<ProcessId> way{id};
    for (const auto* callers = &callersOf(id); !callers->empty(); callers = &callersOf(way.back())) {
        const ProcessId& around = callers->front().process;
        if (std::ranges::find(way, around) != way.end())
            break;
        way.push_back(around);
    }
    std::ranges::reverse(way);
    return way;
}

std::vector<ProcessId> SubProcesses::loopAt(const ProcessId& id) const {
    // Breadth first up from the map: the way down that is found first is a shortest loop.
    std::map<ProcessId, ProcessId> below;
    std::vector<ProcessId> front{id};
    for (size_t i = 0; i < front.size(); ++i)
        for (const SubProcessStep& caller : callersOf(front[i])) {
            if (caller.process != id) {
                if (below.emplace(caller.process, front[i]).second)
                    front.push_back(caller.process);
                continue;
            }
            std::vector<ProcessId> loop{id};
            for (ProcessId at = front[i]; at != id; at = below.at(at))
                loop.push_back(at);
            loop.push_back(id);
            return loop;
        }
    return {};
}

std::vector<ProcessId> SubProcesses::around(const ProcessId& id) const {
    std::set<ProcessId> seen{id};
    std::vector<ProcessId> front{id};
    for (size_t i = 0; i < front.size(); ++i)
        for (const SubProcessStep& caller : callersOf(front[i]))
            if (seen.insert(caller.process).second)
                front.push_back(caller.process);
    front.erase(front.begin());
    return front;
}

std::vector<ProcessId> SubProcesses::sourcesOf(const ProcessId& id) const {
    const std::vector<ProcessId> all = around(id);
    std::vector<ProcessId> sources, outermost;
    for (const ProcessId& each : all) {
        const Process& process = *model_.processes().find(each);
        if (process.arrivals || process.arrivalTimes)
            sources.push_back(each);
        if (callersOf(each).empty())
            outermost.push_back(each);
    }
    return sources.empty() ? outermost : sources;
}

bool SubProcesses::isPoolOfCaller(const Process& process, const Pool& pool) const {
    return std::ranges::any_of(around(process.id), [&](const ProcessId& caller) {
        return std::ranges::any_of(model_.processes().find(caller)->pools,
                                   [&](const Pool& each) { return each.id == pool.id && each.group == pool.group; });
    });
}

bool SubProcesses::isOnlyInner(const Process& process) const {
    return !process.arrivals && !process.arrivalTimes && !callersOf(process.id).empty();
}

Result<void> checkNesting(const Model& model, const Process& changed) {
    if (std::ranges::none_of(changed.steps, &Step::isSubProcess))
        return {};
    const Model after = apply(model, Edit{{}, {}, {put(changed)}}).model;
    if (const auto loop = SubProcesses(after).loopAt(changed.id); !loop.empty())
        return fail(fmt::format("A map cannot lie in itself, as in {}: choose another map.", loopWords(after, loop)));
    return {};
}

std::string loopWords(const Model& model, const std::vector<ProcessId>& loop) {
    std::string words;
    for (const ProcessId& id : loop) {
        const Process* process = model.processes().find(id);
        words += fmt::format("{}{}", words.empty() ? "" : " \u2192 ",
                             process && !process->name.empty() ? process->name : id.text);
    }
    return words;
}

Process expanded(const Model& model, const Process& process) { return Expansion(model, process).run(); }

std::optional<InnerPart> innerPart(std::string_view id) {
    const size_t last = id.rfind(innerMark);
    if (last == std::string_view::npos)
        return std::nullopt;
    const size_t before = last == 0 ? std::string_view::npos : id.rfind(innerMark, last - 1);
    const size_t begin = before == std::string_view::npos ? 0 : before + 1;
    return InnerPart{ProcessId(id.substr(begin, last - begin)), std::string(id.substr(last + 1))};
}

std::string_view subProcessAround(std::string_view id) {
    const size_t first = id.find(innerMark);
    return first == std::string_view::npos ? std::string_view() : id.substr(0, first);
}

} // namespace tributary
