// SPDX-License-Identifier: GPL-3.0-or-later
// Slides: what is said in front of a room, one figure at a time: its finding in a sentence, a second sentence below it,
// and what the room may guess before. Nothing of how it is drawn. Pure functions; no finding holds a negative number.
#pragma once

#include "core/engine/results.h"
#include "core/insight/insight.h"
#include "core/model/guess_edits.h"
#include "core/report/report.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

enum class SlideKind {
    title,
    cascade,
    adoption,
    cashFlow,
    npv,
    money,   ///< where it comes from
    drivers, ///< what moves it
    measure, ///< what to measure next
    scenarios,
    closing,
    missing ///< why there is nothing to show, and what to do
};

struct Slide {
    SlideKind kind = SlideKind::title;
    std::string kicker; ///< what the figure is
    std::string finding;
    std::string detail;
    std::optional<Level> band{}; ///< of a cascade: the band that is spoken of; none: all of it
    std::string question{};      ///< asked before the figure is shown; empty where nothing is asked
    std::vector<GuessedFigure> guessed{};
    std::vector<HeadlinesBlock::Headline> headlines{}; ///< of the closing slide
};

/// What the slides speak of. Results and explanation may be missing.
struct SlideFacts {
    const Results* results = nullptr;
    ScenarioId scenario;
    const Insight* insight = nullptr; ///< of the scenario
    int period = 1;                   ///< of the cascade
    std::string missing{};            ///< why there are no results, and what to do; empty where they are on their way
};

/// Tells the story of a scenario: what is asked, how it spreads, what it is worth, what that rests on.
[[nodiscard]] std::vector<Slide> makeSlides(const Model& model, const SlideFacts& facts);

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
