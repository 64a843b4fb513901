// SPDX-License-Identifier: GPL-3.0-or-later
// Formula terms: a formula as the sum of what it adds up, each term as what it multiplies, so that two formulas can be
// held against each other however they are written. Signs are left out. Pure functions.
#pragma once

#include "core/formula/expression.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tributary {

/// One term of a sum.
struct FormulaTerm {
    std::vector<std::string> factors{}; ///< in any order
    bool moved = false;                 ///< a plan moves one of them
    std::optional<size_t> metric{};     ///< the one that the term is nothing but, by its place

    /// The same text for the same factors.
    [[nodiscard]] std::string key() const;
};

/// Takes a formula apart; `meaning` tells what a reference stands for. A product of sums is multiplied out up to some
/// hundred terms; what is neither a sum nor a product is one factor, and so is what is divided by.
[[nodiscard]] std::vector<FormulaTerm>
formulaTerms(const Expression& expression, const std::function<FormulaTerm(const std::string& reference)>& meaning);

} // namespace tributary
