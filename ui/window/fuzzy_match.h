// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzzy match: how well what is typed fits a name. Pure functions.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace tributary::ui {

/// Scores a name: the letters of each typed word in their order, best where they begin words or stand together. None
/// where a word's letters are not all there; 0 where nothing is typed.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& name, const QString& typed);
/// The same of words that were told apart once, for many names.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& name, const QStringList& words);

/// How a name that fits holds what is typed.
enum class Fit {
    scattered,  ///< the letters of a word lie apart
    within,     ///< every word stands in it as a whole
    beginsWords ///< and at the beginning of a word of its own
};

/// Tells how a name holds the typed words, the weakest of them; beginsWords where nothing is typed.
[[nodiscard]] Fit fitOf(const QString& name, const QString& typed);

} // namespace tributary::ui
