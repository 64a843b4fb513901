// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/guess_words.h"

#include "core/report/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

std::optional<Summary> resultOf(const ScenarioResults& scenario, const GuessedFigure& figure) {
    switch (figure.kind) {
    case GuessedFigure::Kind::npv:
        return scenario.npv;
    case GuessedFigure::Kind::payback:
        return scenario.paybackDiscounted;
    case GuessedFigure::Kind::adoption:
        break;
    }
    for (const AdoptionResults& each : scenario.adoption)
        if (each.intervention == figure.intervention && each.group == figure.group &&
            static_cast<size_t>(figure.period) <= each.active.size())
            return scaled(each.active[static_cast<size_t>(figure.period - 1)], 100);
    return std::nullopt;
}

std::string guessWords(const Model& model, const GuessedFigure& figure, double value) {
    if (figure.kind == GuessedFigure::Kind::payback)
        return paybackWords(value, name(model.settings().period));
    if (figure.kind == GuessedFigure::Kind::adoption)
        return shareWords(value / 100);
    return valueWords(value, unitOf(model, figure));
}

std::string guessFinding(const Model& model, const GuessedFigure& figure, const std::vector<GuessValue>& guesses,
                         const Summary& result) {
    const auto spread = spreadOf(guesses);
    if (!spread)
        return {};
    const auto inside = static_cast<size_t>(std::ranges::count_if(
        guesses, [&](const GuessValue& guess) { return guess.likely >= result.p10 && guess.likely <= result.p90; }));
    if (spread->count == 1)
        return fmt::format("The one guess, {}, lies {} P10 to P90.", guessWords(model, figure, spread->median),
                           inside == 1 ? "within" : "outside");
    std::string range;
    std::string median;
    if (figure.kind == GuessedFigure::Kind::payback) {
        range = paybackRangeWords(spread->lowest, spread->highest, name(model.settings().period));
        median = guessWords(model, figure, spread->median);
    } else if (figure.kind == GuessedFigure::Kind::adoption) {
        constexpr int digits = 2;
        range = rangeWords(spread->lowest, spread->highest, unitOf(model, figure), digits);
        median = guessWords(model, figure, spread->median);
    } else {
        const std::string unit = unitOf(model, figure);
        range = rangeWords(spread->lowest, spread->highest, unit);
        median = valueWithinWords(spread->median, spread->lowest, spread->highest, unit);
    }
    const std::string within = inside == spread->count ? "all of them lie"
                               : inside == 0           ? "none of them lies"
                               : inside == 1           ? "1 of them lies"
                                                       : fmt::format("{} of them lie", inside);
    if (spread->never == spread->count)
        return fmt::format("{} guesses, all of them never; {} within P10 to P90.", spread->count, within);
    const std::string never = spread->never == 0   ? ""
                              : spread->never == 1 ? ", 1 says never"
                                                   : fmt::format(", {} say never", spread->never);
    return fmt::format("{} guesses, {}{}, median {}; {} within P10 to P90.", spread->count, range, never, median,
                       within);
}

} // namespace tributary
