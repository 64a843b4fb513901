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

} // namespace tributary
