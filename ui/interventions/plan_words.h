// SPDX-License-Identifier: GPL-3.0-or-later
// Plan words: what the pages of interventions and scenarios say in a line. Pure functions of their arguments and
// QLocale().
#pragma once

#include "core/model/model.h"

#include <QString>

namespace tributary::ui {

class Document;

/// "Expert finder, 260 people".
[[nodiscard]] QString kindLine(const Model& model, const Intervention& intervention);

/// "NPV 0.37 M$"; an en dash where it could not be worked out.
[[nodiscard]] QString npvWords(const Results& results, const ScenarioResults& scenario);

/// "NPV 0.37 M$, −0.55 to 1.41 M$"; an en dash where it could not be worked out.
[[nodiscard]] QString npvLine(const Results& results, const ScenarioResults& scenario);

/// What a scenario is made of: "1 other belief, Parts and expert finder, 2 changes".
[[nodiscard]] QString scenarioLine(const Model& model, const Scenario& scenario);

/// Whose adoption counts, and how it turns into the effect: "both sides, power 1.3".
[[nodiscard]] QString useLine(const Model& model, const Intervention& intervention, const Effect& effect);

/// Whether what is shown was worked out before the model got what keeps it from a run.
[[nodiscard]] bool isFromBefore(const Document& document);

} // namespace tributary::ui
