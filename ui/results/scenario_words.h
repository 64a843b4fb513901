// SPDX-License-Identifier: GPL-3.0-or-later
// Scenario words: how far scenarios are ahead of each other, in words and as the numbers of a table; the pages of
// results and of scenarios say the same. Pure functions of their arguments and QLocale().
#pragma once

#include "core/insight/comparison.h"
#include "core/model/model.h"
#include "ui/charts/chart_table.h"
#include "ui/look/number_words.h"

#include <QString>
#include <vector>

namespace tributary::ui {

/// A scenario with results, by the name that it has now.
struct NamedScenario {
    const ScenarioResults* results = nullptr;
    QString name;
};

struct AheadWords {
    QString text; ///< a dash where there is nothing to say
    QString toolTip;
};

/// Says a difference with its sign, and its range below it: "+0.21 M$", "−0.10 to 0.55 M$".
[[nodiscard]] QString differenceWords(const Summary& difference, const MoneyWords& money);

/// Says what the column of those ahead of a scenario holds, for its head.
[[nodiscard]] QString aheadMeaning(const QString& held);

/// Whether two scenarios believe different things, so that the difference of their NPVs is one of belief too.
[[nodiscard]] bool differInBelief(const Model& model, const NamedScenario& first, const NamedScenario& second);
/// Says what that means, and what to do about it.
[[nodiscard]] QString otherBeliefWords();

/// Says how far one scenario is ahead of another, and how that is meant; marked where they differ in what is believed.
[[nodiscard]] AheadWords aheadWords(const Model& model, const Comparison& comparison, const MoneyWords& money,
                                    const NamedScenario& each, const NamedScenario& held);

/// The numbers of scenarios side by side, with units in the heads; `held` is what the others are held against, or null.
[[nodiscard]] ChartTable scenarioNumbers(const Model& model, const Results& results, const Comparison& comparison,
                                         const std::vector<NamedScenario>& scenarios, const NamedScenario* held);

/// The numbers of each pair: how often the first has the higher NPV, and by how much.
[[nodiscard]] ChartTable pairNumbers(const Results& results, const Comparison& comparison,
                                     const std::vector<NamedScenario>& plans);

} // namespace tributary::ui
