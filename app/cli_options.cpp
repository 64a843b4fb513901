// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_options.h"

#include "core/model/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace tributary::cli {

namespace {

constexpr std::int64_t mostThreads = 256;

} // namespace

void addWholeNumber(CLI::App& command, const std::string& name, std::optional<std::int64_t>& target, std::int64_t least,
                    std::int64_t most, const std::string& help) {
    const auto read = [name, &target, least, most](const std::string& text) {
        std::int64_t value = 0;
        const char* end = text.data() + text.size();
        const auto [stopped, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc() || stopped != end || value < least || value > most)
            throw CLI::ValidationError(
                name, fmt::format("\"{:.60}\" will not do: write a whole number from {} to {}", text, least, most));
        target = value;
    };
    command.add_option_function<std::string>(name, read, help)->type_name("N");
}

void addModel(CLI::App& command, std::string& model) {
    command.add_option("model", model, "The model, a .tributary file")->required()->type_name("FILE");
}

void addRunChoice(CLI::App& command, RunChoice& choice) {
    command.add_option("--scenario", choice.scenarios, "A scenario by its id, and again for more; without, all")
        ->type_name("ID")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
    addWholeNumber(command, "--trials", choice.trials, 1, mostTrials, "How many trials; without, as the model says");
    addWholeNumber(command, "--seed", choice.seed, std::numeric_limits<std::int64_t>::min(),
                   std::numeric_limits<std::int64_t>::max(), "The seed of the draws; without, as the model says");
    addWholeNumber(command, "--threads", choice.threads, 1, mostThreads,
                   "How many threads; without, as many as the machine has. The numbers are the same");
}

void addForce(CLI::App& command, Overwrite& overwrite) {
    command.add_flag_callback(
        "--force", [&overwrite] { overwrite = Overwrite::replace; }, "Replace a file that exists");
}

void addOutput(CLI::App& command, std::string& output, const std::string& help) {
    command.add_option("-o,--output", output, help)->required()->type_name("FILE");
}

void allow(CLI::Option& option, const std::vector<std::string>& words) {
    std::string names;
    for (const std::string& word : words)
        names += (names.empty() ? "" : "|") + word;
    CLI::Validator member = CLI::IsMember(words);
    option.check(member.description(""))->type_name(names);
}

Result<std::vector<ScenarioId>> chosenScenarios(const Model& model, const RunChoice& choice) {
    std::vector<ScenarioId> chosen;
    for (const std::string& text : choice.scenarios) {
        const ScenarioId id(text);
        if (!model.scenarios().contains(id)) {
            std::string known;
            for (const Scenario& scenario : model.scenarios())
                known += (known.empty() ? "" : ", ") + scenario.id.text;
            return fail(known.empty() ? fmt::format("There is no scenario \"{:.80}\": the model has none.", text)
                                      : fmt::format("There is no scenario \"{:.80}\": choose of {}.", text, known));
        }
        if (std::ranges::find(chosen, id) == chosen.end())
            chosen.push_back(id);
    }
    return chosen;
}

Model seeded(const Model& model, const RunChoice& choice) {
    if (!choice.seed)
        return model;
    Settings settings = model.settings();
    settings.seed = *choice.seed;
    return apply(model, Edit{"Seed", {}, {put(settings)}}).model;
}

RunOptions runOptions(const Settings& settings, const RunChoice& choice) {
    RunOptions options = tributary::runOptions(settings);
    if (choice.trials)
        options.trials = static_cast<size_t>(*choice.trials);
    if (choice.threads)
        options.threads = static_cast<unsigned>(*choice.threads);
    return options;
}

} // namespace tributary::cli
