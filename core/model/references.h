// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold before a model is worked with at all: every id that one entity names belongs to another, parents do
// not run in a circle, and nothing bears another's name. Whether formulas and units fit is for the checks that a person
// sees. Thread-safe.
#pragma once

#include "core/model/model.h"

#include <string>
#include <vector>

namespace tributary {

/// Tells the first reference that leads nowhere, loop of parents or name that two bear; it says where, as in
/// `metric/L2/parent: there is no metric "X"`.
[[nodiscard]] Result<void> checkReferences(const Model& model);

/// A model whose references all lead somewhere, and what had to be left out for it, a line each.
struct MendedModel {
    Model model;
    std::vector<std::string> leftOut;
};
/// Leaves out what hangs on nothing, as after the loss of a part of a file: a metric without its parent becomes a root,
/// any other entity goes.
[[nodiscard]] MendedModel withoutLooseReferences(Model model);

} // namespace tributary
