// SPDX-License-Identifier: GPL-3.0-or-later
// From results to what the charts show; the window and the report draw the same series. Pure functions.
#pragma once

#include "core/engine/results.h"
#include "core/model/model.h"
#include "core/report/plans.h"
#include "ui/charts/adoption_chart.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/look/number_words.h"

namespace tributary::ui {

/// The cumulative discounted cash flow; `mostLikely` may be null.
[[nodiscard]] FanSeries cashFlowSeries(const Results& results, const ScenarioResults& sampled,
                                       const ScenarioResults* mostLikely);

/// The NPV's histogram, its humps named where a roll-out may stall.
[[nodiscard]] HistogramSeries npvSeries(const Results& results, const ScenarioResults& sampled);

/// The active shares of each group with the schedule of the first intervention under the same axis.
[[nodiscard]] AdoptionSeries adoptionSeries(const Model& model, const Results& results, const ScenarioResults& sampled);

/// The unit and the decimals of the NPVs of all scenarios, which stand together on the page of results.
[[nodiscard]] MoneyWords moneyOf(const Results& results);

/// How many periods a year has: 52, 12 or 4.
[[nodiscard]] int periodsPerYear(const Timeline& timeline);

} // namespace tributary::ui
