// SPDX-License-Identifier: GPL-3.0-or-later
// Guess: what a participant thought a figure would be, before it was shown. Guesses are held against results and make
// none.
#pragma once

#include "core/base/timeline.h"
#include "core/model/field.h"
#include "core/model/ids.h"
#include "core/model/quantity.h"

#include <string>
#include <string_view>

namespace tributary {

using GuessId = Id<struct GuessTag>;

/// What was guessed: a quantity, or `never` of what may not come at all. Valid by construction, kept as typed.
class GuessedAmount {
public:
    /// Reads `never`, in large letters or small, or what Quantity reads.
    [[nodiscard]] static Result<GuessedAmount> parse(std::string_view text);

    [[nodiscard]] bool isNever() const { return never_; }
    /// The quantity; 0 where it is never.
    [[nodiscard]] const Quantity& quantity() const { return quantity_; }
    [[nodiscard]] const std::string& text() const;

    friend bool operator==(const GuessedAmount&, const GuessedAmount&) = default;

private:
    Quantity quantity_;
    bool never_ = false;
};

struct Guess {
    static constexpr std::string_view kind = "guess";

    GuessId id;
    std::string figure; ///< what was guessed, as GuessedFigure writes it: `npv`
    ScenarioId scenario;
    std::string participant;
    GuessedAmount value; ///< in the unit of the figure where it has none of its own
    Date when{};

    friend bool operator==(const Guess&, const Guess&) = default;
    static constexpr auto fields() {
        return std::tuple{words("figure", &Guess::figure), words("scenario", &Guess::scenario),
                          words("participant", &Guess::participant), words("value", &Guess::value),
                          words("when", &Guess::when)};
    }
};

} // namespace tributary
