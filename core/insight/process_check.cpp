// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/process_check.h"

#include "core/formula/number.h"
#include "core/insight/study.h"
#include "core/model/problem_words.h"
#include "core/model/sub_processes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

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

} // namespace

std::string ProcessPoint::words() const {
    if (std::isinf(busiest))
        return fmt::format("{} has no servers, so cases pile up without end", busiestPool);
    if (isOverloaded())
        return fmt::format("{} has {:.0f} % of the work that it can do, so cases pile up without end", busiestPool,
                           100 * busiest);
    if (!found.failure.empty())
        return fmt::format("not simulated: {}", found.failure);
    const std::string leave =
        found.abandoned > 0 ? fmt::format(", {} % of the cases leave", formatRounded(100 * found.abandoned, 2)) : "";
    return fmt::format("{} h by formulas, {} h by simulation, ratio {:.3f} \u00b1 {:.3f}{}", formatRounded(formulas, 3),
                       formatRounded(found.cycleTime.mean, 3), ratio(), ratioHalfWidth(), leave);
}

bool ProcessCheck::isTrusted() const { return std::ranges::all_of(points, &ProcessPoint::isTrusted); }

Result<std::vector<ProcessCheck>> simulateProcesses(const Model& model, const RunOptions& how,
                                                    const RunControl& control, std::optional<double> cases) {
    if (model.processes().empty())
        return {};
    constexpr double halfDone = 0.5;
    const auto program =
        compile(model, {.detail = Detail::means, .threads = how.threads}, partOf(control, 0, halfDone));
    if (!program)
        return tl::unexpected(problemError(model, program.error().front()));
    const CycleTimeCorrections& corrections = *program->corrections();
    std::vector<ProcessCheck> checks;
    for (size_t index = 0; index < corrections.size(); ++index) {
        ProcessCheck& check = checks.emplace_back(ProcessCheck{corrections[index], {}});
        const Process process = expanded(model, *model.processes().find(check.correction.process));
        for (size_t level = 0; level < checkedLevels.size(); ++level) {
            const ProcessNumbers& numbers = check.correction.asUsual[level];
            ProcessPoint& point = check.points[level];
            point = pointOf(process, numbers, checkedLevels[level]);
            if (point.isOverloaded())
                continue;
            const double share = (1 - halfDone) / static_cast<double>(checkedLevels.size() * corrections.size());
            const double from = halfDone + share * static_cast<double>(index * checkedLevels.size() + level);
            auto found = simulatedPoint(process, numbers, PointPurpose::check, model.settings().seed, how.threads,
                                        partOf(control, from, from + share), cases);
            if (!found)
                return tl::unexpected(found.error());
            point.found = std::move(*found);
        }
    }
    return checks;
}

} // namespace tributary
