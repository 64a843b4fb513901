// SPDX-License-Identifier: GPL-3.0-or-later
// NPV words: how well the NPV is known, and how a change of it reads in the ribbon, in the minutes and between
// versions: the same number of the same meaning (NpvChange::ofMedian) in the same digits. Pure functions.
#pragma once

#include <QString>

namespace tributary {
struct Results;
struct ScenarioResults;
} // namespace tributary

namespace tributary::ui {

/// Says how well a run knows the NPV of a scenario: "Median 0.43 M$ ± 9 k$, mean 0.45 M$ ± 7 k$ (± standard error of
/// each)"; empty where its trials do not tell.
[[nodiscard]] QString npvErrorWords(const Results& results, const ScenarioResults& scenario);

/// Says a change beside NPVs of up to `largest` in size, in their unit and decimals, so that the value before and the
/// change add up to the value after as they are read: "+0.12 M$". One too small for these is told by itself,
/// "+4.2 k$"; under 0.05 % of the largest it is "no change".
[[nodiscard]] QString npvChangeWords(double before, double after, double largest, const QString& currency);

/// Says a change in a column of changes by the same rule (MoneyWords), each as a change, however small.
[[nodiscard]] QString npvChangeInColumn(double before, double after, double largest, const QString& currency);

/// Whether a change is told as one: not "no change".
[[nodiscard]] bool isNpvChange(double before, double after, double largest);

/// Says what that number is, for a tool tip.
[[nodiscard]] QString npvChangeMeaning();

} // namespace tributary::ui
