// SPDX-License-Identifier: GPL-3.0-or-later
// Findings: what a run says, in sentences that a person would say aloud. The window and the report use the same.
// Pure functions. No sentence holds a negative number but as an end of a range.
#pragma once

#include "core/engine/results.h"
#include "core/insight/npv_change.h"
#include "core/model/model.h"

#include <optional>
#include <string>
#include <string_view>

namespace tributary {

struct TornadoBar;

/// Says whether a scenario pays for itself, by when, and how often it does not.
[[nodiscard]] std::string finding(const Results& results, const ScenarioResults& scenario);
/// The same of a scenario that has got another name since the run.
[[nodiscard]] std::string finding(const Results& results, const ScenarioResults& scenario, std::string_view name);

/// Whether a scenario neither costs nor brings anything, as business as usual.
[[nodiscard]] bool isNothing(const ScenarioResults& scenario);

/// When the money is back, in the middle of the trials, and its P10 to P90.
struct PaybackWords {
    std::string median;
    std::string range; ///< empty where there is nothing to pay back
};
/// Says it: "month 34" and "month 18 to never"; of a scenario that is nothing "nothing to pay back".
[[nodiscard]] PaybackWords paybackWords(const ScenarioResults& scenario, std::string_view noun);

/// The trials of a scenario parted by whether a roll-out stalled.
struct StallSplit {
    double shareStalled = 0;
    double lossIfStalled = 0; ///< share of the stalled trials with an NPV below zero
    double lossIfNot = 0;
    /// Of the NPV.
    struct Range {
        double p10 = 0;
        double p50 = 0;
        double p90 = 0;
    };
    Range ifStalled;
    Range ifNot;

    /// Whether it turns a case that pays in the middle into one that does not.
    [[nodiscard]] bool decides() const { return ifStalled.p50 < 0 && ifNot.p50 >= 0 && lossIfStalled > 2 * lossIfNot; }
    /// Whether the ranges, P10 to P90, do not meet.
    [[nodiscard]] bool isApart() const { return ifStalled.p90 < ifNot.p10 || ifNot.p90 < ifStalled.p10; }
};
/// Parts the trials; nothing where none or all of them stalled.
[[nodiscard]] std::optional<StallSplit> stallSplit(const ScenarioResults& scenario);

/// Says what a stall does: that it decides the case, or what it costs with the ranges, P10 to P90, that it parts, and
/// how it changes the chance of a loss; empty where nothing stalls.
[[nodiscard]] std::string stallFinding(const Results& results, const ScenarioResults& scenario);

/// Says where the benefits come from: the counted metrics by their mean present value; empty without benefits.
[[nodiscard]] std::string benefitFinding(const Model& model, const ScenarioResults& scenario);

/// Says a rate as it was typed, in % where its field's unit holds: "6%", "5/6/8 %".
[[nodiscard]] std::string rateWords(const Quantity& rate);

/// Says over how long and at what rate the case is made: "Business case over 60 months, 6 % a year, held against
/// business as usual".
[[nodiscard]] std::string framing(const Settings& settings);

/// Says a chance as how often: "about 1 time in 3", "about 2 times in 5".
[[nodiscard]] std::string howOften(double share);

/// Tells whether an input alone, all else in the middle, takes the NPV over zero: from a loss to none or back.
[[nodiscard]] bool turnsSign(const TornadoBar& bar);

/// The name of an input without what goes without saying: the only tool's name before it, the kind of quantity after
/// it.
[[nodiscard]] std::string shortInputName(const Model& model, const ScenarioId& scenario, std::string_view full);

/// The change of a median NPV as it is read beside amounts of up to `largest` in size: the difference of the two as
/// MoneyWords prints them, so that one and the change add up to the other to the last digit; the exact one where it is
/// too small for their unit, and MoneyWords tells it in one of its own.
[[nodiscard]] double changeAsRead(double before, double after, double largest, std::string_view currency);

/// The size by which amounts of up to `largest` are printed beside others of up to `beside`: in their unit, unless
/// they would have more than four digits before the point in it or nothing stands beside them.
[[nodiscard]] double sizeBeside(double beside, double largest, std::string_view currency);

/// Says what the way from one model to another did to the NPV: "The NPV rises by 0.12 M$: its median goes from
/// 0.31 M$ to 0.43 M$. ..."; medians that print alike have the digits that part them: "428.6 k$ to 433.3 k$". All in
/// the unit of amounts of up to `beside`, see sizeBeside().
[[nodiscard]] std::string changeFinding(const NpvChange& change, std::string_view currency, double beside = 0);

/// The largest end of the NPVs' ranges, P10 to P90, of all scenarios: with MoneyWords it gives all of them one unit.
[[nodiscard]] double largestNpv(const Results& results);

/// The standard error of the median NPV of a scenario of a run (percentileError()); none where too few trials tell.
[[nodiscard]] std::optional<double> medianNpvError(const Results& results, const ScenarioResults& scenario);

/// The period from which on the median of the cumulative cash flow is never below zero again; none where it never
/// comes so far, and where it was never below.
[[nodiscard]] std::optional<int> medianPayback(const ScenarioResults& scenario);

/// Says how many trials of a run failed and are left out; empty where none did.
[[nodiscard]] std::string failureFinding(const Results& results);

} // namespace tributary
