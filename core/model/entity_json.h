// SPDX-License-Identifier: GPL-3.0-or-later
// Entities as JSON: an object of "id" and the members of fields(), those at their default left out; what was typed
// stays as typed. The history of a file, the exchange form and templates all use it. Any text may be read. Thread-safe.
#pragma once

#include "core/model/edit.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// Writes an entity (any of EntityTypes) as one line of JSON.
template <class Entity>
[[nodiscard]] std::string toJsonText(const Entity& entity);
/// Reads an entity. Unknown keys, wrong types and ids that cannot be are an error that names the place.
template <class Entity>
[[nodiscard]] Result<Entity> fromJsonText(std::string_view text);

/// Writes an entity as a tree, for a file that holds many.
template <class Entity>
[[nodiscard]] nlohmann::ordered_json toJsonTree(const Entity& entity);
/// Reads an entity from a tree; messages start with `place`, as in `metrics[3].estimate: ...`.
template <class Entity>
[[nodiscard]] Result<Entity> fromJsonTree(const nlohmann::ordered_json& tree, std::string_view place);

/// Writes changes as one line of JSON: `[{"put": "metric", "entity": {...}}, {"erase": "link", "id": "..."}]`.
[[nodiscard]] std::string writeChanges(const std::vector<Change>& changes);
[[nodiscard]] Result<std::vector<Change>> readChanges(std::string_view text);

} // namespace tributary
