// SPDX-License-Identifier: GPL-3.0-or-later
// Part specs: the fields of parts of interventions and scenarios that the pages of these show as well as the inspector.
// Window thread only.
#pragma once

#include "ui/inspector/field_spec.h"

namespace tributary::ui {

class Form;

/// An effect: name, form, size, chance of none; whose use counts and how; evidence and notes.
void fillEffectSize(Form& form, const InterventionId& id, const EffectId& effect);
void fillEffectUse(Form& form, const InterventionId& id, const EffectId& effect);
void fillEffectEvidence(Form& form, const InterventionId& id, const EffectId& effect);

/// A cost line: when and times what; rate, overrun and what of it is money; evidence.
void fillCostTiming(Form& form, const EntityRef& owner, const CostId& id);
void fillCostMoney(Form& form, const EntityRef& owner, const CostId& id);
void fillCostEvidence(Form& form, const EntityRef& owner, const CostId& id);

/// A field of line `index` of a schedule, by its name: what, group, from, to, value.
[[nodiscard]] FieldSpec phaseSpec(const InterventionId& id, size_t index, std::string_view name);
/// Adds a line after those of its kind for all groups.
[[nodiscard]] Result<Edit> addNextPhase(const Model& model, const InterventionId& id, PhaseKind what);

/// Whether a scenario uses an intervention, as a box to tick.
[[nodiscard]] FieldSpec useSpec(const ScenarioId& id, const Intervention& intervention);
/// What a scenario makes of the quantity at `path`.
[[nodiscard]] FieldSpec overrideSpec(const ScenarioId& id, const std::string& path);

} // namespace tributary::ui
