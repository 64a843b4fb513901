// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/sub_processes.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

/// The checks of one step that stands for a map.
class InnerCheck {
public:
    InnerCheck(Validation& v, const SubProcesses& nested, Severity faults, const Process& process, const Step& step)
        : v_(v), nested_(nested), faults_(faults), process_(process), step_(step), map_("process/" + process.id.text),
          path_(map_ + "/task/" + step.id.text) {}

    void run() {
        const Process* inner = v_.model.processes().find(step_.inner);
        if (!inner)
            return v_.add(
                faults_, path_ + "/inner",
                fmt::format("{} leads to the map `{}`, which does not exist.", v_.called(path_), step_.inner.text),
                "Choose another map, or make it a task.");
        if (const auto loop = nested_.loopAt(process_.id);
            loop.size() > 1 && loop[1] == step_.inner) // told at the step that the loop begins with
            v_.add(faults_, path_ + "/inner",
                   fmt::format("A map lies in itself, so that no case ever ends: {}.", loopWords(v_.model, loop)),
                   "Make one of these sub-processes a task, or choose another map for it.");
        if (hasWork(step_))
            v_.warning(path_ + "/inner",
                       fmt::format("{} has times, costs or a pool of its own, which count for nothing: those of its "
                                   "map do.",
                                   v_.called(path_)),
                       "Clear them, or make it a task.");
        for (const Pool& pool : inner->pools)
            checkPool(*inner, pool);
    }

private:
    /// A pool that both maps have is told where the inner one has other numbers: those of the map around count.
    void checkPool(const Process& inner, const Pool& pool) {
        const auto own = std::ranges::find(process_.pools, pool.id, &Pool::id);
        if (own == process_.pools.end() || own->group != pool.group ||
            (own->servers == pool.servers && own->availability == pool.availability && own->hours == pool.hours))
            return;
        v_.note(path_ + "/inner",
                fmt::format("{} has other numbers in the map {} than around it, where they count.",
                            v_.called(map_ + "/pool/" + own->id.text), v_.called("process/" + inner.id.text)),
                "Let both say the same, or give the one within another id.");
    }

    Validation& v_;
    const SubProcesses& nested_;
    Severity faults_;
    const Process& process_;
    const Step& step_;
    std::string map_;
    std::string path_;
};

} // namespace

void checkSubProcesses(Validation& v) {
    const SubProcesses nested(v.model);
    const MeasuredMaps measured(v.model, nested);
    for (const Process& process : v.model.processes())
        for (const Step& step : process.steps)
            if (step.isSubProcess())
                InnerCheck(v, nested, measured.all.contains(process.id) ? Severity::error : Severity::warning, process,
                           step)
                    .run();
}

} // namespace tributary
