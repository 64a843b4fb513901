// SPDX-License-Identifier: GPL-3.0-or-later
// Many field: a field that several things share. Where they differ it says so; what is typed or chosen is for all of
// them, in one edit. Pure functions.
#pragma once

#include "ui/inspector/field_spec.h"

#include <functional>
#include <string>
#include <vector>

namespace tributary::ui {

/// What each of them has in the field.
using TextsOfMany = std::function<Result<std::vector<std::string>>(const Model&)>;
using WriteOfMany = std::function<Result<Edit>(const Model&, const std::string&)>;

/// Makes the field of one the field of many.
[[nodiscard]] FieldSpec ofMany(FieldSpec spec, const TextsOfMany& texts, const WriteOfMany& write);

} // namespace tributary::ui
