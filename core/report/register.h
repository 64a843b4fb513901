// SPDX-License-Identifier: GPL-3.0-or-later
// The register of assumptions: every figure of a model as entered, with its source and grade. Pure functions.
#pragma once

#include "core/report/report.h"

#include <span>

namespace tributary {

/// Lists every quantity as typed, with unit, source and grade; of scenarios, those that are reported.
[[nodiscard]] ReportSection assumptionRegister(const Model& model, std::span<const ScenarioResults> scenarios);

/// Finds the evidence of the part that a path lies in: that of an effect or a cost line, else the entity's.
[[nodiscard]] Evidence evidenceAt(const Model& model, const std::string& path);

/// Says how much of the model rests on assumptions.
[[nodiscard]] std::string evidenceNote(const Model& model);

[[nodiscard]] TableBlock effectTable(const Model& model, const Intervention& intervention);
[[nodiscard]] TableBlock costTable(const Model& model, const std::vector<CostLine>& costs, std::string caption);
[[nodiscard]] TableBlock overrideTable(const Model& model, const Scenario& scenario);

} // namespace tributary
