// SPDX-License-Identifier: GPL-3.0-or-later
// Guesses of participants: which figures they are of, how they are typed, kept and read. Pure functions; thread-safe.
#pragma once

#include "core/model/edit.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// A figure of a scenario that may be guessed: its NPV, its discounted payback, or the active share of a group at the
/// end of a period.
struct GuessedFigure {
    enum class Kind { npv, payback, adoption };

    Kind kind = Kind::npv;
    InterventionId intervention; ///< of an adoption
    GroupId group;
    int period = 0;

    /// Reads `npv`, `payback` or `intervention/ID/adoption/GROUP/PERIOD`; none for any other text.
    [[nodiscard]] static std::optional<GuessedFigure> parse(std::string_view text);
    /// Writes what parse reads.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const GuessedFigure&, const GuessedFigure&) = default;
};

/// The unit in which a figure is guessed where none is typed: the currency, the periods of the model, or %.
[[nodiscard]] std::string unitOf(const Model& model, const GuessedFigure& figure);

/// Says what is guessed: "NPV", "payback", "active share of Mechanics in month 12".
[[nodiscard]] std::string nameOf(const Model& model, const GuessedFigure& figure);

/// Keeps what a participant guesses; a second guess of the same figure and scenario takes the place of the first, whose
/// id it gets. Money may be typed short, `400k` or `0.4 M$`, a payback as `never`. Refuses a guess without a name, in a
/// unit that does not fit, or of so little money without one that thousands may be meant, and a figure or scenario that
/// does not exist.
[[nodiscard]] Result<Edit> addGuess(const Model& model, Guess guess, std::string_view typed);
[[nodiscard]] Result<Edit> eraseGuess(const Model& model, const GuessId& id);

/// A guess in numbers, in the unit of its figure; never is infinite.
struct GuessValue {
    GuessId id;
    std::string participant;
    double low = 0; ///< P10; as likely where the guess is one number
    double likely = 0;
    double high = 0; ///< P90
};

/// The guesses of a figure of a scenario, rising; those that cannot be read in its unit any more are left out.
[[nodiscard]] std::vector<GuessValue> guessesOf(const Model& model, const ScenarioId& scenario,
                                                const GuessedFigure& figure);

/// How far guesses lie apart.
struct GuessSpread {
    size_t count = 0;
    size_t never = 0;  ///< of them
    double lowest = 0; ///< of those that name a value, if any does
    double median = 0; ///< of all, never last; infinite where half of them or more say never
    double highest = 0;
};
/// Sums up guesses by their likely values; none of none.
[[nodiscard]] std::optional<GuessSpread> spreadOf(const std::vector<GuessValue>& guesses);

} // namespace tributary
