// SPDX-License-Identifier: GPL-3.0-or-later
// Erase words: what becomes of the metrics around those that are deleted, before it is done and after it. Thread-safe:
// no state.
#pragma once

#include "core/model/metric_uses.h"

#include <QString>
#include <string>
#include <vector>

namespace tributary::ui {

/// Metrics that are to be deleted, and what that does to the others.
struct Erasure {
    std::vector<MetricUse> uses;      ///< places that break
    std::vector<MetricUse> sums;      ///< that let go of them, by the names of their metrics
    std::vector<MetricId> lifted;     ///< hang right below them, and move up
    std::vector<MetricId> along;      ///< hang below those, and go where they go
    std::vector<std::string> parents; ///< names of what the lifted ones will hang below; without those at the top
};
[[nodiscard]] Erasure erasureOf(const Model& model, const std::vector<MetricId>& ids);

/// Says which metrics hang below what is deleted and where they will; empty where none does.
[[nodiscard]] QString hangingWords(const Model& model, const std::vector<MetricId>& ids, const Erasure& erasure);

/// Says what was done: "Deleted Labour cost per breakdown. Labour hours per breakdown moved up." `model` is as it was.
[[nodiscard]] QString erasedWords(const Model& model, const std::vector<MetricId>& ids);

} // namespace tributary::ui
