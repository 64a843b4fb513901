// SPDX-License-Identifier: GPL-3.0-or-later
// Edit: a change as data, and `apply`, the only door for change in the program. Undo is the inverse that it returns.
#pragma once

#include "core/model/model.h"

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tributary {

/// Puts an entity in the place of the one with its id, or adds it.
template <class Entity>
struct Put {
    std::shared_ptr<const Entity> entity;

    friend bool operator==(const Put& a, const Put& b) { return *a.entity == *b.entity; }
};

/// Takes an entity out.
template <class Entity>
struct Erase {
    decltype(Entity::id) id;

    friend bool operator==(const Erase&, const Erase&) = default;
};

template <class List>
struct ChangeOf;
template <class... Entities>
struct ChangeOf<TypeList<Entities...>> {
    using type = std::variant<Put<Entities>..., Erase<Entities>...>;
};
using Change = ChangeOf<EntityTypes>::type;

template <class Entity>
[[nodiscard]] Change put(Entity entity) {
    return Put<Entity>{std::make_shared<const Entity>(std::move(entity))};
}
template <class Entity>
[[nodiscard]] Change erase(decltype(Entity::id) id) {
    return Erase<Entity>{std::move(id)};
}

struct Edit {
    std::string label;    ///< what a person did, for the undo menu and the minutes
    std::string mergeKey; ///< an edit with the key of the one before it joins it (typing, dragging); empty: never
    std::vector<Change> changes;

    friend bool operator==(const Edit&, const Edit&) = default;
    [[nodiscard]] bool empty() const { return changes.empty(); }
};

/// Names an entity: its kind ("metric") and its id.
struct EntityRef {
    std::string_view kind;
    std::string id;

    friend bool operator==(const EntityRef&, const EntityRef&) = default;
};

/// What an edit touched.
struct ChangeSet {
    std::vector<EntityRef> entities;
    bool numbersAffected = false; ///< whether any result can be another
    bool outdatesResults =
        false; ///< whether results from before it tell a number, a name or a level that is another now

    [[nodiscard]] bool empty() const { return entities.empty(); }
    /// Adds what another edit touched.
    void join(const ChangeSet& other);
    /// Tells whether any entity of kind `kind` was touched.
    [[nodiscard]] bool touches(std::string_view kind) const;
};

struct Applied {
    Model model;
    Edit inverse; ///< only what really changed; empty where nothing did
    ChangeSet changed;
};

/// Applies `edit` in order. Never fails: the rules live in the named edits (edits.h). Settings cannot be erased.
[[nodiscard]] Applied apply(const Model& model, const Edit& edit);

/// Joins two edits that were applied one after the other into one with the same outcome and the first's label.
[[nodiscard]] Edit joined(const Edit& first, const Edit& second);

} // namespace tributary
