// SPDX-License-Identifier: GPL-3.0-or-later
// Options that several commands have. Whole numbers are read strictly: digits with an optional minus, nothing else.
#pragma once

#include "core/engine/run.h"
#include "core/storage/document_file.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tributary::cli {

/// What the command line says about a run; the model's settings say the rest.
struct RunChoice {
    std::vector<std::string> scenarios;
    std::optional<std::int64_t> trials;
    std::optional<std::int64_t> seed;
    std::optional<std::int64_t> threads;
};

inline constexpr std::int64_t mostTrials = 10'000'000;

/// Adds `model`, the file that a command works on.
void addModel(CLI::App& command, std::string& model);

/// Adds --scenario, --trials, --seed and --threads.
void addRunChoice(CLI::App& command, RunChoice& choice);

/// Adds an option that takes a whole number from `least` to `most`.
void addWholeNumber(CLI::App& command, const std::string& name, std::optional<std::int64_t>& target, std::int64_t least,
                    std::int64_t most, const std::string& help);

/// Adds --force.
void addForce(CLI::App& command, Overwrite& overwrite);

/// Adds -o, the file that a command writes.
void addOutput(CLI::App& command, std::string& output, const std::string& help);

/// Lets an option be one of some words; the command line is wrong with another.
void allow(CLI::Option& option, const std::vector<std::string>& words);

/// The scenarios chosen, each once; an error names those there are.
[[nodiscard]] Result<std::vector<ScenarioId>> chosenScenarios(const Model& model, const RunChoice& choice);

/// A model with the seed that the command line gives, if it gives one, in the place of its own: all that is drawn, the
/// simulations of its processes too, follows it.
[[nodiscard]] Model seeded(const Model& model, const RunChoice& choice);

/// The options of a run: the command line's, else the settings', of a model that is seeded().
[[nodiscard]] RunOptions runOptions(const Settings& settings, const RunChoice& choice);

} // namespace tributary::cli
