// SPDX-License-Identifier: GPL-3.0-or-later
// Field words: what the inspector calls fields, choices and units. Pure functions.
#pragma once

#include <QString>
#include <string_view>

namespace tributary {
struct Settings;
}

namespace tributary::ui {

/// Names a field of a kind of entity or part ("metric", "effect") for a label: `estimate` is "Baseline".
[[nodiscard]] QString fieldLabel(std::string_view owner, std::string_view field);

/// Says the value of an enumeration's field in words: `multi_group_bass` is "groups that teach each other (Bass)".
[[nodiscard]] QString choiceWords(std::string_view field, std::string_view value);

/// Names the unit of a field that does not hold a quantity, or whose quantity says more than its unit: `drift` is
/// "% per year". Empty where there is nothing to add.
[[nodiscard]] QString fieldUnit(std::string_view owner, std::string_view field, const Settings& settings);

} // namespace tributary::ui
