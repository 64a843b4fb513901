// SPDX-License-Identifier: GPL-3.0-or-later
// Study: one scenario of a model made ready to be explained: its program, and its uncertain inputs with their names and
// units. What the questions of this folder are asked of. Immutable once made, so threads share it.
#pragma once

#include "core/engine/run.h"
#include "core/insight/estimate.h"
#include "core/stats/quantile_function.h"

#include <optional>
#include <string>
#include <vector>

namespace tributary {

/// What an answer says of the input that it is about.
struct InputName {
    std::string path; ///< of the quantity; an event's ends in "/event"
    std::string name; ///< in words: "Exchange finder: Locating time: size"
    std::string unit; ///< of its values; empty for a plain number and for an event
    bool isEvent = false;

    friend bool operator==(const InputName&, const InputName&) = default;
};

struct StudyInput {
    InputName name;
    Dimension dimension;
    size_t column = 0;                          ///< in the program's inputs
    std::optional<QuantileFunction> quantile{}; ///< of its draws; none for an event
    AffineChange change{};                      ///< what the scenario makes of a draw; of an event: its chance
    std::optional<size_t> chanceOf{};           ///< column that an event's chance is drawn from
    double chance = 0;                          ///< of an event, at the mean of what it hangs on

    /// The value at a uniform number, as the scenario has it; for no event.
    [[nodiscard]] double at(double uniform) const { return change((*quantile)(uniform)); }
};

/// Inputs that are drawn together: one that is correlated with no other, or those that are with each other.
struct InputBlock {
    std::vector<size_t> inputs;      ///< by index, at least one
    std::vector<std::uint64_t> keys; ///< of their dimensions, and of others that the scenario draws only with them
};

struct Study {
    Model model;
    ScenarioId scenario;
    RunOptions options; ///< trials (at most 65,536 of those asked for), seed, sampling and threads
    Program program;    ///< of this scenario alone, without its metrics
    Program npvProgram; ///< the same, for the NPV and the flows of each trial alone: much quicker
    std::vector<StudyInput> inputs;
    std::vector<InputBlock> blocks;

    [[nodiscard]] SamplerKind sampler() const;
    [[nodiscard]] bool correlated() const { return blocks.size() < inputs.size(); }
};

/// Makes a scenario ready. Fails where it does not exist, the model does not compile (the first problem is named), or
/// it was stopped.
[[nodiscard]] Result<Study> makeStudy(const Model& model, const ScenarioId& scenario, const RunOptions& options,
                                      const RunControl& control = {});

/// Runs the study as its options say. Fails where it was stopped or no trial gave a number.
[[nodiscard]] Result<ScenarioResults> runStudy(const Study& study, TrialColumns columns,
                                               const RunControl& control = {});

/// Works out the values that each input has in the trials of runStudy(): 1 or 0 for an event that happens or not.
[[nodiscard]] std::vector<std::vector<double>> inputValues(const Study& study);

/// The failure of a question to which no trial gave a number.
[[nodiscard]] Error noNumberError();

} // namespace tributary
