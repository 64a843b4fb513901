// SPDX-License-Identifier: GPL-3.0-or-later
// Formula: exact arithmetic over metrics and inputs, kept as typed together with its parsed form.
// Valid syntax by construction; whether its names exist and its units fit is for the model to check. Thread-safe as any
// value.
#pragma once

#include "core/formula/expression.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

class Formula {
public:
    /// Makes the formula `0`.
    Formula();

    /// Reads a formula; an error points at its character.
    [[nodiscard]] static Result<Formula> parse(std::string_view text);

    /// The text as typed.
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const Expression& expression() const { return expression_; }
    /// Names of the metrics and inputs it uses, each once.
    [[nodiscard]] const std::vector<std::string>& references() const { return expression_.references(); }
    /// Returns this formula with the references to `from` rewritten as `to`, all else as typed.
    [[nodiscard]] Formula renamed(std::string_view from, std::string_view to) const;

    /// Returns this formula without those terms of its sum that use one of the names; none where it is no sum, or
    /// nothing would be left.
    [[nodiscard]] std::optional<Formula> withoutTermsOf(const std::function<bool(const std::string& name)>& uses) const;

    /// Compares what was typed.
    friend bool operator==(const Formula& a, const Formula& b) { return a.text_ == b.text_; }

private:
    std::string text_;
    Expression expression_;
};

} // namespace tributary
