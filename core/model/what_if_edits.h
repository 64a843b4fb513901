// SPDX-License-Identifier: GPL-3.0-or-later
// Named edits of a what-if: quantities go back to what they were, and the difference may stay as a scenario.
// Thread-safe: no state.
#pragma once

#include "core/model/edit.h"

#include <string>
#include <vector>

namespace tributary {

/// What stands in a quantity's field.
struct QuantityText {
    std::string path;
    std::string text;
};

/// Types a text into each field, as one edit.
[[nodiscard]] Result<Edit> setQuantities(const Model& model, const std::vector<QuantityText>& texts);

/// Adds a scenario like `id` that overrides each of the quantities by what the model holds now, and types into the
/// model what it held `before`, as one edit.
[[nodiscard]] Result<Edit> keepAsScenario(const Model& model, const ScenarioId& id,
                                          const std::vector<QuantityText>& before);

} // namespace tributary
