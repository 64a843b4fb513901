// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/switches.h"

#include "core/model/problem_words.h"
#include "core/model/quantity_path.h"

namespace tributary {

Result<SwitchedProgram> switchedProgram(const Study& study, Switches switches) {
    constexpr std::string_view end = "//event";
    auto program = compile(study.model, {.scenarios = {study.scenario},
                                         .metrics = WantedMetrics::none,
                                         .switches = switches,
                                         .detail = Detail::means,
                                         .corrections = study.program.corrections()});
    if (!program)
        return tl::unexpected(problemError(study.model, program.error().front()));
    SwitchedProgram made{std::move(*program), {}};
    for (const ProgramInput& input : made.program.inputs()) {
        if (!input.path.ends_with(end))
            continue;
        const std::string_view path = std::string_view(input.path).substr(0, input.path.size() - end.size());
        const size_t split = path.find("//");
        ProgramSwitch found{input.dimension.key, std::string(path.substr(0, split)), {}};
        if (split != std::string_view::npos)
            for (const std::string_view id : segmentsOf(path.substr(split + 2)))
                found.way.emplace_back(id);
        made.switches.push_back(std::move(found));
    }
    return made;
}

} // namespace tributary
