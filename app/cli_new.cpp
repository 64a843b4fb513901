// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that begin and check a model: templates, new, check.
#include "app/cli_commands.h"
#include "app/cli_files.h"
#include "app/cli_options.h"
#include "app/cli_problems.h"
#include "core/exchange/templates.h"
#include "core/insight/checks.h"
#include "core/insight/failed_trials.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

namespace tributary::cli {

namespace {

Outcome listTemplates() {
    const std::vector<Template> all = templates();
    std::string text;
    for (const Template& each : all)
        text += fmt::format("{}: {}\n    {}\n", each.id, each.name, each.description);
    return print(text);
}

struct NewChoice {
    std::string templateId;
    std::string model;
    Overwrite overwrite = Overwrite::refuse;
};

Outcome makeModel(const NewChoice& choice) {
    if (extension(choice.model) != ".tributary")
        return misuse(fmt::format("{}: the name of a model ends in .tributary.", choice.model));
    const auto model = modelFromTemplate(choice.templateId);
    if (!model)
        return stop(model.error().message);
    if (const auto free = checkName(choice.model, choice.overwrite); !free)
        return stop(free.error().message);
    if (const auto made = DocumentFile::create(choice.model, *model, choice.overwrite); !made)
        return stop(made.error().message);
    return Outcome::done;
}

Outcome checkModel(const std::string& path) {
    const auto file = openModel(path, FileAccess::readOnly);
    if (!file)
        return stop(file.error().message);
    std::vector<Problem> problems = problemsOf(file->model());
    const bool isSound = !anyError(problems);
    std::ranges::move(checkNumbers(file->model()), std::back_inserter(problems));
    if (isSound)
        std::ranges::move(checkFailedTrials(file->model()), std::back_inserter(problems));
    std::string text;
    for (const std::string& line : linesOf(problems))
        text += line + "\n";
    const Outcome printed = print(text);
    if (problems.empty())
        say(fmt::format("{}: no problems.", path));
    return anyError(problems) ? Outcome::stopped : printed;
}

} // namespace

void addTemplates(CLI::App& program, Work& chosen) {
    CLI::App* command = program.add_subcommand("templates", "List the built-in cases");
    command->callback([&chosen] { chosen = listTemplates; });
}

void addNew(CLI::App& program, Work& chosen) {
    CLI::App* command = program.add_subcommand("new", "Make a model from a built-in case");
    const auto choice = std::make_shared<NewChoice>();
    command->add_option("--template", choice->templateId, "The case, as `templates` lists it")
        ->required()
        ->type_name("ID");
    command->add_option("model", choice->model, "The file to make, NAME.tributary")->required()->type_name("FILE");
    addForce(*command, choice->overwrite);
    command->callback([&chosen, choice] { chosen = [choice] { return makeModel(*choice); }; });
}

void addCheck(CLI::App& program, Work& chosen) {
    CLI::App* command =
        program.add_subcommand("check", "List what is wrong or doubtful in a model; exit code 1 if any is an error");
    const auto model = std::make_shared<std::string>();
    addModel(*command, *model);
    command->callback([&chosen, model] { chosen = [model] { return checkModel(*model); }; });
}

} // namespace tributary::cli
