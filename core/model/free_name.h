// SPDX-License-Identifier: GPL-3.0-or-later
// Free name: a name that nothing in the model has yet.
#pragma once

#include "core/model/model.h"

#include <string>
#include <string_view>
#include <unordered_set>

namespace tributary {

/// Returns `wanted`, or where an entity of these kinds has it, with the first free number behind: `New group 2`.
template <class... Entities>
[[nodiscard]] std::string freeName(const Model& model, const std::string& wanted) {
    std::unordered_set<std::string_view> taken;
    const auto take = [&](const auto& table) {
        for (const auto& entity : table)
            taken.insert(entity.name);
    };
    (take(model.table<Entities>()), ...);
    std::string name = wanted;
    for (int number = 2; taken.contains(name); ++number)
        name = wanted + " " + std::to_string(number);
    return name;
}

} // namespace tributary
