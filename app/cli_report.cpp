// SPDX-License-Identifier: GPL-3.0-or-later
// The command that writes the report: its options.
#include "app/cli_report.h"

#include "core/report/report.h"

#include "app/cli_commands.h"
#include "app/cli_files.h"

#include <fmt/format.h>

#include <memory>

namespace tributary::cli {

namespace {

Outcome checkedReport(const ReportChoice& choice) {
    if (extension(choice.output) != ".pdf")
        return misuse(fmt::format("{}: the name of a report ends in .pdf.", choice.output));
    return makeReport(choice);
}

} // namespace

void addReport(CLI::App& program, Work& chosen) {
    CLI::App* command = program.add_subcommand("report", "Write the report of a model as PDF");
    const auto choice = std::make_shared<ReportChoice>();
    addModel(*command, choice->model);
    addOutput(*command, choice->output, "The report, NAME.pdf");
    addRunChoice(*command, choice->run);
    allow(*command->add_option("--paper", choice->paper, "The paper; without, a4"), {"a4", "letter"});
    addForce(*command, choice->overwrite);
    command->footer(fmt::format("A report takes at least {} trials.", leastReportTrials));
    command->callback([&chosen, choice] { chosen = [choice] { return checkedReport(*choice); }; });
}

} // namespace tributary::cli
