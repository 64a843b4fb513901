// SPDX-License-Identifier: GPL-3.0-or-later
// Typed formula: what is typed where a formula may stand, by the names that people know, as a model keeps it, by ids.
// Pure functions.
#pragma once

#include "core/base/result.h"

#include <string>

namespace tributary {
class Model;
}

namespace tributary::ui {

/// Writes ids in the place of names; the name of a metric or input alone is that, without brackets too.
[[nodiscard]] std::string keptFormula(const Model& model, const std::string& typed);

/// The same of a parameter: a number or a formula. Refuses a word without brackets that names nothing, as half a name
/// does.
[[nodiscard]] Result<std::string> keptParameter(const Model& model, const std::string& typed);

} // namespace tributary::ui
