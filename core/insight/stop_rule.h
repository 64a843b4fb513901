// SPDX-License-Identifier: GPL-3.0-or-later
// Stop rule: what it is worth to end a scenario where too few are active at a given time: the flows after it are
// neither earned nor paid. Pure function.
#pragma once

#include "core/insight/study.h"

namespace tributary {

struct StopRule {
    double activeBelow = 0.15; ///< share of the headcount of all target groups
    int period = 9;            ///< at whose end it is looked at

    friend bool operator==(const StopRule&, const StopRule&) = default;
};

/// The rule that is tried where none is asked for: below 15 % active after nine months.
[[nodiscard]] StopRule usualStopRule(const Timeline& timeline);

struct StopRuleWorth {
    StopRule rule;
    Estimate chanceOfStopping;
    Estimate npvWithout;     ///< mean NPV, going on whatever happens
    Estimate npvWith;        ///< mean NPV under the rule
    Estimate worth;          ///< the difference, paired by trial
    Estimate wronglyStopped; ///< share of all trials that stop though going on would have paid
    Estimate chanceOfLossWith;
    Estimate chanceOfLossWithout;
};

/// Works out what a rule is worth over the trials of runStudy() with TrialColumns::flows. Fails where the rule's period
/// is not one of the model's, or the scenario has no tool that people take to.
[[nodiscard]] Result<StopRuleWorth> stopRuleWorth(const Study& study, const ScenarioResults& results,
                                                  const StopRule& rule);

} // namespace tributary
