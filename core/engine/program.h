// SPDX-License-Identifier: GPL-3.0-or-later
// Program: a model compiled for some scenarios; immutable, so threads share it. compile() collects every problem first.
#pragma once

#include "core/base/problem.h"
#include "core/engine/results.h"
#include "core/model/model.h"
#include "core/stats/distribution.h"
#include "core/stats/uniform_source.h"

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <vector>

namespace tributary {

enum class WantedMetrics { none, counted, all };

struct CompileOptions {
    std::vector<ScenarioId> scenarios{}; ///< empty: all
    WantedMetrics metrics = WantedMetrics::all;
    Uncertainty uncertainty = Uncertainty::sampled;
};

/// Where everything of a run lies; known to compile() and run() alone.
struct ProgramCode;

/// One uncertain quantity of a program, or one event that happens or not: what a trial draws a uniform number for.
struct ProgramInput {
    std::string path; ///< of the quantity; an event's ends in "/event"
    Dimension dimension;
    std::vector<Distribution>
        distributions; ///< in the field's unit; several where scenarios override it, none for events
};

class Program {
public:
    explicit Program(std::shared_ptr<const ProgramCode> code) : code_(std::move(code)) {}
    [[nodiscard]] const ProgramCode& code() const { return *code_; }

    /// The inputs that its scenarios and their correlations read.
    [[nodiscard]] std::vector<ProgramInput> inputs() const;

private:
    std::shared_ptr<const ProgramCode> code_;
};

/// Compiles the scenarios of `model`. Fails with all problems of severity error: unknown names, loops without a delay
/// (each member named), units that do not convert, maps without an end, scenarios that do not exist.
[[nodiscard]] tl::expected<Program, std::vector<Problem>> compile(const Model& model, const CompileOptions& options);

} // namespace tributary
