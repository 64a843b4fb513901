// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_problems.h"

#include "app/cli_columns.h"
#include "core/engine/cycle_time_correction.h"
#include "core/engine/run_memory.h"
#include "core/model/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <unordered_set>

namespace tributary::cli {

namespace {

std::string_view name(Severity severity) {
    switch (severity) {
    case Severity::error:
        return "error";
    case Severity::warning:
        return "warning";
    case Severity::note:
        break;
    }
    return "note";
}

/// Joins two sentences, of which the first may lack its full stop.
std::string joined(const std::string& message, const std::string& action) {
    if (action.empty() || message.empty())
        return message + action;
    const bool ended = std::string_view(".!?:;").find(message.back()) != std::string_view::npos;
    return fmt::format("{}{} {}", message, ended ? "" : ".", action);
}

} // namespace

std::vector<Problem> problemsOf(const Model& model) {
    std::vector<Problem> problems = validate(model);
    if (anyError(problems))
        return problems;
    // For its problems alone nothing need be simulated.
    const auto program = compile(model, {.corrections = std::make_shared<const CycleTimeCorrections>()});
    if (!program)
        problems.insert(problems.end(), program.error().begin(), program.error().end());
    else if (auto problem = memoryProblem(*program, runOptions(model.settings())))
        problems.push_back(std::move(*problem));
    return problems;
}

std::optional<Problem> memoryProblem(const Program& program, const RunOptions& options) {
    constexpr size_t noted = size_t{2} << 30U; // bytes
    constexpr double gigabyte = 1e9;
    const size_t bytes = memoryOf(program, options);
    if (bytes < noted)
        return std::nullopt;
    return Problem{Severity::warning,
                   "settings/trials",
                   fmt::format("A run of {} trials takes about {:.1f} GB of memory", options.trials,
                               static_cast<double>(bytes) / gigabyte),
                   "Take fewer trials, or fewer scenarios at once, where there is not so much.",
                   {}};
}

bool anyError(const std::vector<Problem>& problems) {
    return std::ranges::any_of(problems, [](const Problem& each) { return each.severity == Severity::error; });
}

Result<void> checkSound(const Model& model) {
    const std::vector<Problem> problems = problemsOf(model);
    if (!anyError(problems))
        return {};
    std::vector<Problem> errors = problems;
    std::erase_if(errors, [](const Problem& problem) { return problem.severity != Severity::error; });
    return fail(fmt::format("The model has errors, mend them first:\n  {}", fmt::join(linesOf(errors), "\n  ")));
}

std::string line(const Problem& problem) {
    std::string text =
        fmt::format("{}: {}: {}", name(problem.severity), problem.subject.empty() ? "model" : problem.subject,
                    joined(problem.message, problem.action));
    return oneLine(text);
}

std::vector<std::string> linesOf(const std::vector<Problem>& problems) {
    std::vector<std::string> lines;
    std::unordered_set<std::string> told;
    for (const Problem& problem : problems)
        if (std::string text = line(problem); told.insert(text).second)
            lines.push_back(std::move(text));
    return lines;
}

} // namespace tributary::cli
