// SPDX-License-Identifier: GPL-3.0-or-later
// Entity forms: what the inspector shows of each kind of entity, and of the model where nothing is selected. Each fills
// a Form whose entity exists. Window thread only.
#pragma once

#include "core/model/map_edits.h"

#include <QString>
#include <optional>
#include <string>
#include <vector>

namespace tributary::ui {

class Form;

void fillMetric(Form& form);
/// What several metrics can be given at once.
void fillMany(Form& form, const std::vector<MetricId>& ids);
/// What several parts of the process that is shown can be given at once, and what they are called together.
void fillParts(Form& form, const std::vector<MapPart>& parts);
[[nodiscard]] QString titleOfParts(const std::vector<MapPart>& parts);
void fillLink(Form& form);
void fillIntervention(Form& form);
void fillScenario(Form& form);
void fillProcess(Form& form);
void fillGroup(Form& form);
void fillInput(Form& form);
void fillCorrelation(Form& form);
void fillSettings(Form& form);
/// Lists settings, interventions, scenarios, processes, groups, inputs and correlations as places to go to.
void fillModel(Form& form);

/// The effects of an intervention, with all their fields.
void fillEffects(Form& form);
/// The cost lines of an intervention or a scenario, with all their fields.
void fillCosts(Form& form);

/// What an entity is called in the heading above its title: "Frontline metric".
[[nodiscard]] QString kindWords(const Model& model, const EntityRef& entity);

/// What a page is made of besides its values: it is made anew where this text changes.
[[nodiscard]] std::string structureOf(const Model& model, const std::optional<EntityRef>& entity);

} // namespace tributary::ui
