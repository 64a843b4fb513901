// SPDX-License-Identifier: GPL-3.0-or-later
// Calibration: where the formulas of a process are off, simulation corrects its cycle time: by one factor, or by a
// response surface fitted on simulated points of the run itself. A person may overrule which (Process::cycleTimeBy).
#pragma once

#include "core/insight/process_check.h"

namespace tributary {

/// What a run takes for a process's cycle time, and why.
struct ProcessCalibration {
    ProcessCheck check;
    CycleTimeBy chosen = CycleTimeBy::formulas; ///< never automatic
    CycleTimeCorrection correction;             ///< of a calibration or a surface
    size_t fittedPoints = 0;                    ///< of a surface
    double fitError = 0;                        ///< of a surface: root mean square of its relative errors at those
                                                ///< points, their own simulation error included

    /// Says in sentences what was chosen, why, and what simulation found.
    [[nodiscard]] std::string words() const;
};

/// Corrections for compile(), and what stands behind them. A plain value, shared by all that runs a model.
struct Calibration {
    std::vector<ProcessCalibration> processes;

    /// The model with the corrections.
    [[nodiscard]] Model of(const Model& model) const;
};

/// Simulates the processes of a model and chooses how their cycle times are computed. With `automatic`: formulas where
/// they are trusted; a factor where the ratios at the points lie within 5 % of each other; else a surface. A surface is
/// a ridge regression of the log ratio on the process's numbers that vary and on their squares (ridge by generalised
/// cross-validation; Golub, Heath and Wahba 1979), at trials and periods of business as usual and of the plans. What
/// `known` says of a process whose numbers are still the same is taken over. Fails as simulateProcesses does.
[[nodiscard]] Result<Calibration> calibrate(const Model& model, const Calibration& known = {},
                                            const RunControl& control = {});

} // namespace tributary
