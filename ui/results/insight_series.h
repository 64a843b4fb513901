// SPDX-License-Identifier: GPL-3.0-or-later
// From what explains a scenario to what the charts show. Each answer that cannot be given has no rows; why it cannot is
// its own. Pure functions of their arguments and QLocale().
#pragma once

#include "core/insight/insight.h"
#include "core/model/model.h"
#include "ui/charts/rows_chart.h"

namespace tributary::ui {

/// A chart's rows, or the words for why there are none.
struct InsightPanel {
    RowsSeries series;
    QString emptySentence;
    QString emptyHow;
};

/// A panel that has no rows yet: what is empty, and why where the answer says so.
template <class Answer>
[[nodiscard]] InsightPanel panelWithout(const Result<Answer>& answer, const QString& sentence) {
    InsightPanel panel;
    panel.emptySentence = sentence;
    panel.emptyHow = answer ? QString() : QString::fromStdString(answer.error().message);
    return panel;
}

// Money is told in the unit of the page, on which amounts of up to `beside` stand: largestNpv() of its results.

/// What moves the NPV: each input from its P10 to its P90, all others at their median; the widest eight.
[[nodiscard]] InsightPanel tornadoPanel(const Model& model, const Insight& insight, double beside);

/// Where the money comes from: from the costs over each effect to the mean NPV.
[[nodiscard]] InsightPanel effectsPanel(const Model& model, const Insight& insight, double beside);

/// The same by path, from a cause to the metric that counts.
[[nodiscard]] InsightPanel pathsPanel(const Model& model, const Insight& insight, double beside);

/// What is worth measuring before deciding, in money.
[[nodiscard]] InsightPanel informationPanel(const Model& model, const Insight& insight, double beside);

/// At which value of an input the mean NPV is zero; those that have one first, then the widest of the tornado.
[[nodiscard]] InsightPanel breakEvenPanel(const Model& model, const Insight& insight);

/// The NPV over all trials, where a roll-out stalls, and where it takes hold.
[[nodiscard]] InsightPanel regimesPanel(const Insight& insight, double beside);

} // namespace tributary::ui
