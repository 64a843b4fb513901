// SPDX-License-Identifier: GPL-3.0-or-later
// tributary-cli: the work of Tributary without a window, for scripts.
#include "app/cli_commands.h"
#include "core/base/memory.h"

#include <fmt/format.h>

#include <exception>
#include <new>
#include <string>
#include <vector>

namespace {

using namespace tributary::cli;

/// The words of the command that a command line got to, as in `tributary-cli run`.
std::string commandWords(const CLI::App& program) {
    std::string words = program.get_name();
    for (const CLI::App* command : program.get_subcommands())
        words += " " + command->get_name();
    return words;
}

Outcome work(int argc, char** argv) {
    CLI::App program("Models a metrics cascade and what a social tool is worth in it.", "tributary-cli");
    program.set_version_flag("--version", "tributary-cli " TRIBUTARY_VERSION, "Print the version and end");
    program.require_subcommand(1);
    program.get_formatter()->column_width(34);
    Work chosen;
    addTemplates(program, chosen);
    addNew(program, chosen);
    addCheck(program, chosen);
    addRun(program, chosen);
    addInsight(program, chosen);
    addLedger(program, chosen);
    addReport(program, chosen);
    addExport(program, chosen);
    addImport(program, chosen);
    try {
        program.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return print(program.help());
    } catch (const CLI::CallForVersion& version) {
        return print(fmt::format("{}\n", version.what()));
    } catch (const CLI::ParseError& wrong) {
        const std::vector<std::string> unknown =
            program.get_subcommands().empty() ? program.remaining() : std::vector<std::string>();
        const std::string what =
            unknown.empty() ? wrong.what() : fmt::format("There is no command \"{:.60}\"", unknown.front());
        return misuse(fmt::format("{}\nSee {} --help.", what, commandWords(program)));
    }
    return chosen();
}

} // namespace

int main(int argc, char** argv) {
    tributary::keepFreedMemory();
    prepareOutput();
    try {
        return static_cast<int>(work(argc, argv));
    } catch (const std::bad_alloc&) {
        return static_cast<int>(stop("There is not enough memory: take fewer trials, or --metrics counted."));
    } catch (const std::exception& unexpected) {
        return static_cast<int>(stop(fmt::format("The program stopped unexpectedly: {}", unexpected.what())));
    }
}
