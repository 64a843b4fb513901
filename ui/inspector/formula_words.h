// SPDX-License-Identifier: GPL-3.0-or-later
// Formula words: a formula as people read it, with names in the place of ids. Pure functions.
#pragma once

#include "core/model/model.h"

#include <QString>

namespace tributary::ui {

/// Says a formula as typed, with the names of what it refers to by id in brackets, as they may be typed too; empty
/// where it holds no id.
[[nodiscard]] QString namedFormula(const Model& model, const Formula& formula);

} // namespace tributary::ui
