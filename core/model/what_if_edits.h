// SPDX-License-Identifier: GPL-3.0-or-later
// Named edits of a what-if: quantities go back to what they were, the difference may stay as a scenario, and headlines
// are chosen for the ribbon.
// Thread-safe: no state.
#pragma once

#include "core/model/edits.h"

#include <string>
#include <string_view>
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
/// model what it held `before`, as one edit. What is a belief (overrideKind()) gives the results that it gives now; of
/// what is part of the plan business as usual keeps what it was.
[[nodiscard]] Result<Edit> keepAsScenario(const Model& model, const ScenarioId& id,
                                          const std::vector<QuantityText>& before);

/// Makes these the headlines beside the NPV, as one edit: those that stay keep their places, others follow in order.
/// Refuses a metric that does not exist, and more than have room; empty where they are shown already.
[[nodiscard]] Result<Edit> showHeadlines(const Model& model, const std::vector<PinnedHeadline>& headlines);

/// Names what a pin of the settings stands for: "discounted payback", "Time to locate a part".
[[nodiscard]] std::string nameOfPin(const Model& model, std::string_view pin);

} // namespace tributary
