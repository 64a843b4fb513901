// SPDX-License-Identifier: GPL-3.0-or-later
// What the room has guessed, in words, beside what came of it. Pure functions.
#pragma once

#include "core/engine/results.h"
#include "core/model/guess_edits.h"

#include <optional>
#include <string>
#include <vector>

namespace tributary {

/// Says how guesses lie to the result: "4 guesses, −0.20 to 1.20 M$, median 0.35 M$; 2 of them lie within P10 to P90.",
/// and of a payback how many say never. Empty without guesses. The result is in the unit of the figure: of adoption in
/// %.
[[nodiscard]] std::string guessFinding(const Model& model, const GuessedFigure& figure,
                                       const std::vector<GuessValue>& guesses, const Summary& result);

/// The summary of a figure in a scenario's results, in the unit in which it is guessed; none where it has none.
[[nodiscard]] std::optional<Summary> resultOf(const ScenarioResults& scenario, const GuessedFigure& figure);

/// A guess in words: "0.40 M$", "month 18", "40 %".
[[nodiscard]] std::string guessWords(const Model& model, const GuessedFigure& figure, double value);

} // namespace tributary
