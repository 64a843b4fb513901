// SPDX-License-Identifier: GPL-3.0-or-later
// Program: a model compiled for some scenarios; immutable, so threads share it. compile() collects every problem first.
#pragma once

#include "core/base/problem.h"
#include "core/engine/results.h"
#include "core/engine/run_control.h"
#include "core/model/model.h"
#include "core/stats/distribution.h"
#include "core/stats/uniform_source.h"

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tributary {

enum class WantedMetrics { none, counted, all };

/// What of a program can be switched off, trial by trial, to see what it brings. A switch is an event with the chance
/// 1/2 among the program's inputs, whose path ends in "//event": on where its uniform number is below 1/2.
enum class Switches {
    none,
    /// Each effect, by its path: `intervention/I/effect/E//event`.
    effects,
    /// Each cause (an effect, or an override that is part of the plan) for each of its ways through the tree to a
    /// counted metric: `intervention/I/effect/E//L2/O3/F1//event`. With all of them off the benefits are zero.
    paths
};

/// full: percentiles of everything. means: the NPV trial by trial, and of flows and metrics the means alone, which need
/// no memory for each trial and period; a trial that fails leaves the means that it touches unknown.
enum class Detail { full, means };

/// What a run multiplies the cycle times of the maps that it measures by: see cycle_time_correction.h.
struct CycleTimeCorrection;
using CycleTimeCorrections = std::vector<CycleTimeCorrection>;

struct CompileOptions {
    std::vector<ScenarioId> scenarios{}; ///< empty: all
    WantedMetrics metrics = WantedMetrics::all;
    std::vector<MetricId> onlyMetrics{}; ///< of those that are wanted these alone, rising; empty: all of them
    Uncertainty uncertainty = Uncertainty::sampled;
    Switches switches = Switches::none; ///< only with Uncertainty::sampled
    Detail detail = Detail::full;
    /// Corrections that are held: those of another program, while a quantity is dragged or a model is probed. Null:
    /// correctCycleTimes() of the model.
    std::shared_ptr<const CycleTimeCorrections> corrections{};
    unsigned threads = 0; ///< of simulations that corrections take; 0: as many as the machine has
};

/// Where everything of a run lies; known to compile() and run() alone.
struct ProgramCode;

/// factor * x + constant.
struct AffineChange {
    double factor = 1;
    double constant = 0;

    [[nodiscard]] double operator()(double x) const { return factor * x + constant; }
};

inline constexpr std::string_view eventEnd = "/event"; ///< of an event's path

/// One uncertain quantity of a program, or one event that happens or not: what a trial draws a uniform number for.
struct ProgramInput {
    std::string path; ///< of the quantity; an event's ends in "/event"
    Dimension dimension;
    std::vector<Distribution>
        distributions; ///< in the field's unit; several where scenarios override it, none for events
    /// What the scenario (of several the last) makes of a draw, in the field's unit. Of an event: its chance, from a
    /// draw of the input `chanceOf`; where that is none the constant.
    AffineChange change{};
    std::optional<size_t> chanceOf{};
};

class Program {
public:
    explicit Program(std::shared_ptr<const ProgramCode> code) : code_(std::move(code)) {}
    [[nodiscard]] const ProgramCode& code() const { return *code_; }

    /// The inputs that its scenarios and their correlations read.
    [[nodiscard]] std::vector<ProgramInput> inputs() const;
    /// How it comes by the cycle times of the maps that it measures; never null.
    [[nodiscard]] const std::shared_ptr<const CycleTimeCorrections>& corrections() const;

private:
    std::shared_ptr<const ProgramCode> code_;
};

/// Compiles the scenarios of `model`. Fails with all problems of severity error: unknown names, loops without a delay
/// (each member named), units that do not convert, maps without an end, scenarios that do not exist; or with one that
/// says that it was stopped. The first time that a map's numbers are met it may simulate the map, for seconds: what
/// `control` watches.
[[nodiscard]] tl::expected<Program, std::vector<Problem>> compile(const Model& model, const CompileOptions& options,
                                                                  const RunControl& control = {});

} // namespace tributary
