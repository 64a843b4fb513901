// SPDX-License-Identifier: GPL-3.0-or-later
// Failed trials: how many of a run's trials gave no number, and which quantity tells them from the others. Pure
// functions.
#pragma once

#include "core/base/problem.h"
#include "core/engine/run.h"
#include "core/model/model.h"

#include <vector>

namespace tributary {

/// Tells that trials failed, an error where all of them did, else a warning. Where pools have more work than they can
/// do in most of them it leads to the busiest; else to the quantity or event whose draws set them apart best, with the
/// values beyond which they fail where those are plain, or else to the first of the metrics that is infinite or no
/// number. `failed` of `trials` are said; which trials fail is seen in a run of at most 4,096 of its own. None where
/// none failed or the run was stopped.
[[nodiscard]] std::vector<Problem> explainFailedTrials(const Model& model, size_t failed, size_t trials,
                                                       const RunControl& control = {});

/// Runs the trials of the model's settings, at most 4,096, and explains those that fail.
[[nodiscard]] std::vector<Problem> checkFailedTrials(const Model& model, const RunControl& control = {});

} // namespace tributary
