// SPDX-License-Identifier: GPL-3.0-or-later
// Formula names: a formula as people read and type it, with the names of metrics and inputs, and as a model keeps it,
// with their ids, which no renaming touches. Pure functions.
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <optional>
#include <string>
#include <string_view>

namespace tributary {

/// Writes names in the place of ids, in brackets where they are more than a word. An id stays where its name could be
/// taken for something else; a text that is no formula stays as it is.
[[nodiscard]] std::string withNames(const Model& model, std::string_view formula);

/// Writes ids in the place of names. A name that nothing has, or that more than one has, stays.
[[nodiscard]] std::string withIds(const Model& model, std::string_view formula);

/// Where a part of `formula` stands in withNames(model, formula); none where it is no operand or operation of it.
[[nodiscard]] std::optional<TextRange> rangeWithNames(const Model& model, std::string_view formula, TextRange part);

} // namespace tributary
