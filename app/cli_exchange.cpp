// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that exchange a model with other programs: export, import.
#include "app/cli_commands.h"
#include "app/cli_files.h"
#include "app/cli_run.h"
#include "core/exchange/bpmn.h"
#include "core/exchange/csv.h"
#include "core/exchange/json.h"
#include "core/model/quantity_path.h"
#include "core/model/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tributary::cli {

namespace {

constexpr std::array<std::string_view, 3> laterExports{".xlsx", ".svg", ".png"};
constexpr std::array<std::string_view, 3> laterImports{".xes", ".graphml", ".xlsx"};
constexpr std::array<std::string_view, 2> laterContents{"events", "contacts"};

template <size_t Count>
bool holds(const std::array<std::string_view, Count>& list, std::string_view text) {
    return std::ranges::find(list, text) != list.end();
}

struct ExportChoice {
    std::string model;
    std::string output;
    std::string process;
    Overwrite overwrite = Overwrite::refuse;
};

/// The process that was named, else the only one.
Result<ProcessId> chosenProcess(const Model& model, const std::string& named) {
    std::string known;
    for (const Process& process : model.processes())
        known += (known.empty() ? "" : ", ") + process.id.text;
    if (!named.empty() && model.processes().contains(ProcessId(named)))
        return ProcessId(named);
    if (known.empty())
        return fail("the model has no process: map one, or import one.");
    if (named.empty() && model.processes().size() == 1)
        return model.processes().begin()->id;
    if (named.empty())
        return fail(fmt::format("the model has several processes: choose one with --process ID, of {}.", known));
    return fail(fmt::format("there is no process \"{}\"; there are {}.", named, known));
}

/// Says each note once, with how often it stands where that is several times.
void sayNotes(const std::vector<BpmnNote>& notes, const std::string& before = {}) {
    for (const auto& [words, count] : countedWords(notes))
        say(before + words + (count > 1 ? fmt::format(" ({} times)", count) : ""));
}

Result<std::string> bpmnOf(const Model& model, const std::string& named) {
    const auto process = chosenProcess(model, named);
    if (!process)
        return tl::unexpected(process.error());
    const auto made = exportBpmn(model, *process);
    if (!made)
        return tl::unexpected(made.error());
    sayNotes(made->notes);
    return made->text;
}

Outcome exportModel(const ExportChoice& choice) {
    const std::string form = extension(choice.output);
    if (holds(laterExports, form))
        return misuse(
            fmt::format("{}: export to {} is not yet supported; write .json, .csv or .bpmn.", choice.output, form));
    if (form != ".json" && form != ".csv" && form != ".bpmn")
        return misuse(
            fmt::format("{}: nothing is exported to \"{}\"; write .json, .csv or .bpmn.", choice.output, form));
    if (form != ".bpmn" && !choice.process.empty())
        return misuse("--process is for .bpmn: leave it out.");

    // As JSON, what is left of a damaged model is written too; nothing is computed from it.
    const auto file = form == ".json" ? DocumentFile::open(choice.model, FileAccess::readOnly)
                                      : openModel(choice.model, FileAccess::readOnly);
    if (!file)
        return stop(file.error().message);
    if (const auto free = checkName(choice.output, choice.overwrite); !free)
        return stop(free.error().message);
    const auto [model, leftOut] =
        file->losses().empty() ? MendedModel{file->model(), {}} : withoutLooseReferences(file->model());
    for (const std::string& line : leftOut)
        say(fmt::format("{}: left out: {}", choice.model, line));
    std::string text;
    if (form == ".json") {
        text = writeJson(model);
    } else if (form == ".bpmn") {
        auto bpmn = bpmnOf(model, choice.process);
        if (!bpmn)
            return stop(fmt::format("{}: {}", choice.model, bpmn.error().message));
        text = std::move(*bpmn);
    } else {
        const auto results = simulate(model, {}, {.metrics = WantedMetrics::all}, runOptions(model.settings()));
        if (!results)
            return stop(fmt::format("{}: {}", choice.model, results.error().message));
        text = writeMetricsCsv(*results);
    }
    if (const auto written = writeText(choice.output, text, choice.overwrite); !written)
        return stop(written.error().message);
    if (!file->losses().empty())
        return stop(fmt::format("{}: {} in {} now; look at it with `import` and `check`.\n{}", damageOf(*file),
                                leftOut.empty() ? "that much is" : "what of that was not left out above is",
                                choice.output, lossesOf(*file)));
    return Outcome::done;
}

struct ImportChoice {
    std::vector<std::string> files;
    std::string model;
    std::string contents;
    std::string target; ///< of times: the path that they are of
    std::string column;
    Overwrite overwrite = Overwrite::refuse;
};

Outcome importJson(const ImportChoice& choice) {
    const auto text = readText(choice.files.front());
    if (!text)
        return stop(text.error().message);
    const auto model = readJson(*text);
    if (!model)
        return stop(fmt::format("{}: {}", choice.files.front(), model.error().message));
    if (const auto free = checkName(choice.model, choice.overwrite); !free)
        return stop(free.error().message);
    if (const auto made = DocumentFile::create(choice.model, *model, choice.overwrite); !made)
        return stop(made.error().message);
    return Outcome::done;
}

/// Reads the files in turn, each knowing those before it, then commits them as one edit.
Outcome importCsv(const ImportChoice& choice) {
    auto file = openModel(choice.model, FileAccess::readWrite);
    if (!file)
        return stop(file.error().message);
    Model model = file->model();
    Edit edit;
    size_t accepted = 0;
    size_t rejected = 0;
    std::string report;
    for (const std::string& name : choice.files) {
        const auto text = readText(name);
        if (!text)
            return stop(text.error().message);
        const auto import =
            choice.contents == "metrics" ? importMetricsCsv(model, *text) : importActualsCsv(model, *text);
        if (!import)
            return stop(fmt::format("{}: {}", name, import.error().message));
        for (const LineNote& line : import->rejected)
            say(fmt::format("{}:{}: {}", name, line.line, line.reason));
        for (const LineNote& line : import->notes)
            say(fmt::format("{}:{}: note: {}", name, line.line, line.reason));
        report += fmt::format("{}: {} imported, {} refused\n", name, import->accepted, import->rejected.size());
        accepted += import->accepted;
        rejected += import->rejected.size();
        edit = edit.empty() ? import->edit : joined(edit, import->edit);
        model = apply(model, import->edit).model;
    }
    if (accepted == 0 && rejected > 0)
        return stop("No line could be imported: correct those named above.");
    if (choice.files.size() > 1)
        edit.label = fmt::format("Import {} from {} files", choice.contents, choice.files.size());
    if (const auto changed = file->commit(edit); !changed)
        return stop(changed.error().message);
    return print(report);
}

/// Reads a column of measured times, or of moments of arrival, into one field of a process.
Outcome importTimes(const ImportChoice& choice) {
    if (choice.target.empty())
        return misuse("Say what the times are of, with --to process/ID/arrivals or process/ID/task/ID/touch.");
    if (choice.files.size() > 1)
        return misuse("Times come from one file at a time.");
    auto file = openModel(choice.model, FileAccess::readWrite);
    if (!file)
        return stop(file.error().message);
    const std::string& name = choice.files.front();
    const auto text = readText(name);
    if (!text)
        return stop(text.error().message);
    const auto edit = importTimesCsv(file->model(), *text, choice.target, choice.column);
    if (!edit)
        return stop(fmt::format("{}: {}", name, edit.error().message));
    if (const auto changed = file->commit(*edit); !changed)
        return stop(changed.error().message);
    return print(fmt::format("{}: imported as {}\n", name, readableName(file->model(), choice.target)));
}

/// Reads the files in turn, then commits them as one edit; says what became of each element without a counterpart.
Outcome importDrawings(const ImportChoice& choice) {
    auto file = openModel(choice.model, FileAccess::readWrite);
    if (!file)
        return stop(file.error().message);
    Model model = file->model();
    Edit edit;
    std::string report;
    for (const std::string& name : choice.files) {
        const auto text = readText(name);
        if (!text)
            return stop(text.error().message);
        const auto import = importBpmn(model, *text, std::filesystem::path(name).stem().string());
        if (!import)
            return stop(fmt::format("{}: {}", name, import.error().message));
        sayNotes(import->notes, name + ": ");
        std::string ids;
        for (const ProcessId& process : import->processes)
            ids += (ids.empty() ? "" : ", ") + process.text;
        report += fmt::format("{}: {} imported ({}), {} to look at\n", name, import->processes.size(), ids,
                              import->notes.size());
        edit = edit.empty() ? import->edit : joined(edit, import->edit);
        model = apply(model, import->edit).model;
    }
    if (choice.files.size() > 1)
        edit.label = fmt::format("Import {} drawings", choice.files.size());
    if (const auto changed = file->commit(edit); !changed)
        return stop(changed.error().message);
    return print(report);
}

Outcome importFiles(const ImportChoice& choice) {
    const std::string form = extension(choice.files.front());
    for (const std::string& name : choice.files) {
        const std::string each = extension(name);
        if (holds(laterImports, each))
            return misuse(fmt::format("{}: import of {} is not yet supported; take .json, .csv or .bpmn.", name, each));
        if (each != ".json" && each != ".csv" && each != ".bpmn")
            return misuse(fmt::format("{}: nothing is imported from \"{}\"; take .json, .csv or .bpmn.", name, each));
        if (each == ".json" && choice.files.size() > 1)
            return misuse(fmt::format("{}: a .json makes a whole model, so it is imported alone.", name));
        if (each != form)
            return misuse(fmt::format("{}: import files of one form at a time.", name));
    }
    if (form != ".csv" && !choice.contents.empty())
        return misuse("--as is for .csv: leave it out.");
    if (choice.contents != "times" && !(choice.target + choice.column).empty())
        return misuse("--to and --column are for --as times: leave them out.");
    if (form == ".bpmn")
        return importDrawings(choice);
    if (form == ".json") {
        if (extension(choice.model) != ".tributary")
            return misuse(fmt::format("{}: the name of a model ends in .tributary.", choice.model));
        return importJson(choice);
    }
    if (choice.contents.empty())
        return misuse(fmt::format("{}: say what the .csv holds with --as metrics, --as actuals or --as times.",
                                  choice.files.front()));
    if (choice.contents == "times")
        return importTimes(choice);
    if (holds(laterContents, choice.contents))
        return misuse(
            fmt::format("Import of {} is not yet supported; take --as metrics or --as actuals.", choice.contents));
    return importCsv(choice);
}

} // namespace

void addExport(CLI::App& program, Work& chosen) {
    CLI::App* command =
        program.add_subcommand("export", "Write a model (.json), its metrics by period (.csv), or a process (.bpmn)");
    const auto choice = std::make_shared<ExportChoice>();
    addModel(*command, choice->model);
    addOutput(*command, choice->output, "The file to write; its extension says the form");
    command
        ->add_option("--process", choice->process, "The process that a .bpmn holds, by its id; the only one by default")
        ->type_name("ID");
    addForce(*command, choice->overwrite);
    command->callback([&chosen, choice] { chosen = [choice] { return exportModel(*choice); }; });
}

void addImport(CLI::App& program, Work& chosen) {
    CLI::App* command = program.add_subcommand("import", "Make a model of a .json, or take metrics, measured values or "
                                                         "times (.csv) or processes (.bpmn) into an existing model");
    const auto choice = std::make_shared<ImportChoice>();
    command->add_option("files", choice->files, "What to import")->required()->type_name("FILE");
    addOutput(*command, choice->model, "The model, a .tributary file");
    allow(
        *command->add_option("--as", choice->contents, "What a .csv holds; events and contacts are not yet supported"),
        {"metrics", "actuals", "times", "events", "contacts"});
    command
        ->add_option("--to", choice->target,
                     "What --as times are of: process/ID/arrivals, or process/ID/task/ID/touch or delay")
        ->type_name("PATH");
    command->add_option("--column", choice->column, "The column with the times, where a .csv has several")
        ->type_name("NAME");
    addForce(*command, choice->overwrite);
    command->callback([&chosen, choice] { chosen = [choice] { return importFiles(*choice); }; });
}

} // namespace tributary::cli
