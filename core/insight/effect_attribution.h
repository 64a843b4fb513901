// SPDX-License-Identifier: GPL-3.0-or-later
// Where the money comes from, by effect: the Shapley values of a scenario's effects in its mean NPV. Costs stay whole.
// Pure function.
#pragma once

#include "core/insight/study.h"

namespace tributary {

struct AttributedEffect {
    InterventionId intervention;
    EffectId effect;
    std::string name; ///< with the intervention's
    Estimate value;   ///< money
};

struct EffectAttribution {
    Estimate npv;                          ///< the mean NPV with every effect, over the trials that were taken
    Estimate npvWithout;                   ///< with none: the costs, and what overrides bring
    Estimate oneOff;                       ///< the part of that which falls in period 0
    Estimate running;                      ///< and in the periods
    Estimate total;                        ///< their difference, which the effects' values add up to
    std::vector<AttributedEffect> effects; ///< the largest first
    bool exact = true;                     ///< all coalitions were worked out, or orders of joining drawn
    size_t trials = 0;                     ///< base trials that were taken
};

/// Attributes the mean NPV to the effects: exactly up to mostExactPlayers of them. Fails where it was stopped or no
/// trial gave a number.
[[nodiscard]] Result<EffectAttribution> attributeToEffects(const Study& study, const RunControl& control = {});

} // namespace tributary
