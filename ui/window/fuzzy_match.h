// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzzy match: how well what is typed fits a name. Pure functions.
#pragma once

#include <QString>
#include <optional>

namespace tributary::ui {

/// Scores a name: the letters of each typed word in their order, best where they begin words or stand together. None
/// where a word's letters are not all there; 0 where nothing is typed.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& name, const QString& typed);

} // namespace tributary::ui
