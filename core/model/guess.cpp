// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/guess.h"

#include "core/model/edit_rules.h"

#include <algorithm>
#include <utility>

namespace tributary {

namespace {

const std::string neverText = "never";

bool saysNever(std::string_view text) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(text, neverText, {}, small);
}

} // namespace

Result<GuessedAmount> GuessedAmount::parse(std::string_view text) {
    GuessedAmount amount;
    if (saysNever(trimmed(text))) {
        amount.never_ = true;
        return amount;
    }
    auto quantity = Quantity::parse(text);
    if (!quantity)
        return tl::unexpected(std::move(quantity.error()));
    amount.quantity_ = std::move(*quantity);
    return amount;
}

const std::string& GuessedAmount::text() const { return never_ ? neverText : quantity_.text(); }

} // namespace tributary
