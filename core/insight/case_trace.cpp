// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/case_trace.h"

#include "core/engine/process_mapping.h"
#include "core/model/branch_ends.h"
#include "core/model/sub_processes.h"

namespace tributary {

namespace {

/// The part of the map that a part of the expanded map belongs to.
MapPart shownPart(MapPart::Kind kind, const std::string& id) {
    const std::string_view around = subProcessAround(id);
    return around.empty() ? MapPart{kind, std::string(endBehind(id))}
                          : MapPart{MapPart::Kind::task, std::string(around)};
}

/// The part of the map that each step of the shape stands for: what was added behind a step belongs to it, and what is
/// in a sub-process to that.
std::vector<MapPart> partsOfSteps(const Process& process, const MappedProcess& mapped) {
    std::vector<MapPart> parts(mapped.shape.steps.size());
    for (size_t step = 0; step < process.steps.size(); ++step)
        parts[step] = shownPart(MapPart::Kind::task, process.steps[step].id.text);
    for (const MappedProcess::ExceptionStep& each : mapped.exceptions)
        parts[position(each.step)] = shownPart(MapPart::Kind::exception, each.exception->id.text);
    for (size_t flow = 0; flow < mapped.flows.size(); ++flow) {
        const NetworkFlow& shape = mapped.shape.flows[flow];
        if (!mapped.flows[flow] && parts[position(shape.to)].id.empty()) // from the step to what was added behind it
            parts[position(shape.to)] = parts[position(shape.from)];
    }
    return parts;
}

} // namespace

std::vector<CaseEvent> caseTrace(const Process& process, const std::vector<TraceEvent>& trace) {
    const MappedProcess mapped = mapProcess(process);
    const std::vector<MapPart> parts = partsOfSteps(process, mapped);
    std::vector<CaseEvent> events;
    events.reserve(trace.size());
    for (const TraceEvent& each : trace) {
        CaseEvent event{each.time, each.caseNumber, each.what, {}, {}, {}};
        if (each.what != TraceEvent::What::goes) {
            event.at = parts[position(each.place)];
            events.push_back(std::move(event));
            continue;
        }
        const NetworkFlow& shape = mapped.shape.flows[position(each.place)];
        event.at = parts[position(shape.from)];
        event.to = parts[position(shape.to)];
        const Flow* flow = mapped.flows[position(each.place)];
        if (event.at == event.to || (flow && endBehind(flow->id.text) != flow->id.text)) // nothing that is drawn
            continue;
        if (flow)
            event.way = MapPart{MapPart::Kind::flow, flow->id.text};
        else if (event.at.kind == MapPart::Kind::exception)
            event.way = event.at;
        events.push_back(std::move(event));
    }
    return events;
}

} // namespace tributary
