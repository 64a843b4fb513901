// SPDX-License-Identifier: GPL-3.0-or-later
// QuantityParser: reads the one-line forms of a quantity, for Quantity::parse; bounded in length and depth.
// One parser reads one text, on one thread.
#pragma once

#include "core/formula/number.h"
#include "core/model/quantity.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// Tells whether a text begins with a named form of a quantity: `uniform(`, `data(`, `p5/p50`.
[[nodiscard]] bool beginsNamedForm(std::string_view text);

class QuantityParser {
public:
    struct Form;

    explicit QuantityParser(std::string_view text) : text_(text) {}

    /// Tells whether a percentile, as in p5, begins at `position`.
    [[nodiscard]] static bool percentileMarkAt(std::string_view text, size_t position);

    /// Reads the whole text, or says at which character and why it cannot.
    [[nodiscard]] Result<Quantity> parse();

private:
    /// A number of a form, with the sign % if it has one, and the name it was given in `lognormal(median=3, ...)`.
    struct Slot {
        double value = 0;
        bool percent = false;
        TextRange range;
        std::string name;
    };
    enum class Place { open, parenthesised };
    enum class Percent { onEach, onceAtEnd }; ///< `30/45/60%` reads as a unit at the end of the form

    Result<Distribution> plainForm();
    Result<Distribution> slashes(std::vector<Slot> slots);
    Result<Distribution> interval(const Slot& first);
    Result<Distribution> plusMinus(const Slot& first);
    Result<Distribution> percentiles();
    Result<Distribution> namedForm(size_t nameEnd);
    Result<Distribution> series(size_t opening);
    Result<std::vector<Slot>> arguments(size_t opening);
    Result<Distribution> build(const Form& form, std::vector<Slot> slots, size_t begin);
    Result<void> ordered(std::span<const Slot> slots) const;
    Result<void> takePercent(std::span<const Slot> carriers, Percent rule);

    Result<Slot> slot(Place place);
    Result<double> sum(Place place, int depth);
    Result<double> product(Place place, int depth);
    Result<double> signedNumber(Place place, int depth);
    Result<void> ending();

    bool plusMinusAt(size_t position) const;
    tl::unexpected<Error> unexpected() const;
    void skip();
    std::string show(const Slot& slot) const;

    std::string_view text_;
    size_t position_ = 0;
    Quantity quantity_;
};

} // namespace tributary
