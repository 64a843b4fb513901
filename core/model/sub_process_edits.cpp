// SPDX-License-Identifier: GPL-3.0-or-later
// A step that becomes a sub-process, and back.
#include "core/model/map_rules.h"
#include "core/model/quantity_path.h"
#include "core/model/sub_processes.h"

namespace tributary {

namespace {

/// Refuses work that effects move: they would move nothing once it lies in another map.
Result<void> checkNotMoved(const Model& model, const ProcessId& id, const Step& step) {
    const std::string at = pathOf(id, {MapPart::Kind::task, step.id.text}) + "/";
    std::vector<std::string> users;
    for (const Intervention& intervention : model.interventions())
        for (const Effect& effect : intervention.effects)
            if (effect.target.starts_with(at))
                users.push_back(
                    readableName(model, fmt::format("{}/effect/{}", pathOf(refTo(intervention)), effect.id.text)));
    if (users.empty())
        return {};
    return fail(fmt::format("The work of {} is moved by {}: let it move another step first.", shown(step),
                            fmt::join(users, ", ")));
}

/// The map of a step that becomes a sub-process: its work, if it has any, between a start and an end.
Process innerMap(const Model& model, const Process& around, const Step& step) {
    Process inner;
    const std::string wanted = fmt::format("{}: {}", shown(around), shown(step));
    const auto isTaken = [&](const std::string& name) {
        return std::ranges::any_of(model.processes().begin(), model.processes().end(),
                                   [&](const Process& other) { return other.name == name; });
    };
    inner.name = wanted;
    for (int number = 2; isTaken(inner.name); ++number)
        inner.name = fmt::format("{} {}", wanted, number);
    inner.id = ProcessId(freshId(inner.name, Process::kind,
                                 [&](const std::string& id) { return model.processes().contains(ProcessId(id)); }));
    if (const auto lane = std::ranges::find(around.lanes, step.lane, &Lane::id); lane != around.lanes.end())
        inner.lanes.push_back(*lane);
    inner.pools = around.pools; // the same people
    const LaneId lane = inner.lanes.empty() ? LaneId() : step.lane;
    const auto add = [&](const std::string& id, StepKind kind) {
        Step made;
        made.id = StepId(id);
        made.kind = kind;
        made.lane = lane;
        inner.steps.push_back(std::move(made));
    };
    add("start", StepKind::start);
    add("end", StepKind::end);
    StepId last("start");
    if (step.touch || step.delay || step.touchTimes || step.delayTimes || step.cost) {
        Step work = step;
        work.kind = StepKind::task;
        work.lane = lane;
        work.exception = false; // as a whole it is
        const auto isTaken = [&](const auto& part) { return part.id.text == step.id.text; };
        if (std::ranges::any_of(inner.steps, isTaken) || std::ranges::any_of(inner.lanes, isTaken) ||
            std::ranges::any_of(inner.pools, isTaken))
            work.id = StepId(freshPartId(inner, step.id.text, "task"));
        addFlowTo(inner, last, work.id);
        last = work.id;
        inner.steps.insert(inner.steps.begin() + 1, std::move(work));
    }
    addFlowTo(inner, last, StepId("end"));
    return inner;
}

/// Puts a map into a step of the draft.
void nest(Draft& draft, const ProcessId& id, const StepId& at) {
    Process around = *draft.now().processes().find(id);
    const auto step = findPart(around.steps, at);
    Process inner = innerMap(draft.now(), around, *step);
    Step outside;
    outside.id = step->id;
    outside.name = step->name;
    outside.lane = step->lane;
    outside.exception = step->exception;
    outside.inner = inner.id;
    *step = std::move(outside);
    draft.put(std::move(inner));
    draft.put(std::move(around));
}

} // namespace

Result<Edit> setStepKind(const Model& model, const ProcessId& id, const StepId& step, std::string_view kind) {
    const Process* process = model.processes().find(id);
    if (!process)
        return unknownEntity({Process::kind, id.text});
    const Step* now = findStep(*process, step);
    if (!now)
        return unknownStep(*process, step);
    if (kind == subProcessKind) {
        if (now->isSubProcess())
            return fail(fmt::format("{} is a sub-process already.", shown(*now)));
        if (const auto possible = checkNotMoved(model, id, *now); !possible)
            return tl::unexpected(possible.error());
        Draft draft(model, fmt::format("Make {} a sub-process", shown(*now)));
        nest(draft, id, step);
        return std::move(draft).edit();
    }
    const auto& names = EnumNames<StepKind>::names;
    const auto wanted = std::ranges::find(names, kind);
    if (wanted == names.end())
        return fail(fmt::format("A step cannot be a `{}`: choose one of its kinds.", kind));
    return changedMap(model, id, [&](Process& map) -> Result<std::string> {
        const auto changed = findPart(map.steps, step);
        changed->kind = static_cast<StepKind>(wanted - names.begin());
        changed->inner = {};
        return fmt::format("Set the kind of {}", shown(*changed));
    });
}

Result<Edit> addSubProcessAfter(const Model& model, const ProcessId& id, const StepId& after, Step step) {
    const auto added = addStepAfter(model, id, after, std::move(step));
    if (!added)
        return added;
    Draft draft(model, added->label);
    draft.add(*added);
    const Process& before = *model.processes().find(id);
    for (const Step& each : draft.now().processes().find(id)->steps)
        if (!findStep(before, each.id)) {
            nest(draft, id, StepId(each.id));
            break;
        }
    return std::move(draft).edit();
}

} // namespace tributary
