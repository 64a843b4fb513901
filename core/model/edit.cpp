// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edit.h"

#include "core/model/dependencies.h"
#include "core/model/same_numbers.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace tributary {

namespace {

/// Names the entity that a change is about, as an ordered key.
struct Subject {
    size_t kind = 0; ///< index in the variant of the put
    std::string id;

    auto operator<=>(const Subject&) const = default;
};

template <class Entity>
Subject subjectOf(const Put<Entity>& change) {
    return {Change{change}.index(), change.entity ? change.entity->id.text : std::string{}};
}

template <class Entity>
Subject subjectOf(const Erase<Entity>& change) {
    constexpr size_t kinds = std::variant_size_v<Change> / 2;
    return {Change{change}.index() - kinds, change.id.text};
}

Subject subjectOf(const Change& change) {
    return std::visit([](const auto& which) { return subjectOf(which); }, change);
}

/// The changes in reverse. std::reverse() would swap them, and the swap of a variant is compiled for each pair of its
/// types.
std::vector<Change> reversed(std::vector<Change> changes) {
    return {std::make_move_iterator(changes.rbegin()), std::make_move_iterator(changes.rend())};
}

bool usesEither(const Model& model, const std::string& name, const std::string& other) {
    bool uses = false;
    forEachFormula(model, [&](const std::string&, const Formula& formula, const std::string&) {
        for (const std::string& reference : formula.references())
            uses = uses || reference == name || reference == other;
    });
    return uses;
}

/// Tells whether the difference can be one of results; a name matters where a formula uses it.
template <class Entity>
bool numbersDiffer(const Model& model, const Entity* before, const Entity* after) {
    if constexpr (!makesNumbers<Entity>) {
        return false;
    } else {
        if (!before || !after || !sameNumbers(*before, *after))
            return true;
        if constexpr (std::is_same_v<Entity, Metric> || std::is_same_v<Entity, Input>)
            return before->name != after->name && usesEither(model, before->name, after->name);
        else
            return false;
    }
}

} // namespace

/// Works on a copy of the model's tables; the copy shares everything until it is touched.
class Applying {
public:
    explicit Applying(const Model& before) : before_(before), after_(before) {}

    void make(const Edit& edit) {
        for (const Change& change : edit.changes)
            std::visit([this](const auto& which) { make(which); }, change);
    }

    /// Tells what came of it, by comparing each touched entity before and after.
    Applied finish(const Edit& edit) {
        Applied applied;
        applied.inverse.label = edit.label;
        applied.inverse.mergeKey = edit.mergeKey;
        std::set<Subject> seen;
        for (const Change& change : edit.changes) {
            if (!seen.insert(subjectOf(change)).second)
                continue;
            std::visit([&](const auto& which) { this->compare(which, applied); }, change);
        }
        applied.inverse.changes = reversed(std::move(applied.inverse.changes));
        applied.model = std::move(after_);
        return applied;
    }

private:
    template <class Entity>
    void make(const Put<Entity>& change) {
        if (change.entity)
            std::get<Table<Entity>>(after_.tables_).put(change.entity);
    }
    template <class Entity>
    void make(const Erase<Entity>& change) {
        if constexpr (!std::is_same_v<Entity, Settings>)
            std::get<Table<Entity>>(after_.tables_).erase(change.id);
    }
    /// There is one Settings, whatever its id says.
    void make(const Put<Settings>& change) {
        if (!change.entity)
            return;
        auto settings = change.entity;
        if (!settings->id.empty()) {
            Settings renamed = *settings;
            renamed.id = SettingsId{};
            settings = std::make_shared<const Settings>(std::move(renamed));
        }
        std::get<Table<Settings>>(after_.tables_).put(std::move(settings));
    }

    template <class Entity>
    void compare(const Put<Entity>& change, Applied& applied) {
        if constexpr (std::is_same_v<Entity, Settings>)
            compare<Entity>(SettingsId{}, applied);
        else if (change.entity)
            compare<Entity>(change.entity->id, applied);
    }
    template <class Entity>
    void compare(const Erase<Entity>& change, Applied& applied) {
        compare<Entity>(change.id, applied);
    }
    template <class Entity>
    void compare(const decltype(Entity::id)& id, Applied& applied) {
        const auto before = before_.table<Entity>().share(id);
        const auto after = after_.table<Entity>().share(id);
        if (before == after || (before && after && *before == *after))
            return;
        applied.inverse.changes.push_back(before ? Change{Put<Entity>{before}} : Change{Erase<Entity>{id}});
        applied.changed.entities.push_back({Entity::kind, id.text});
        applied.changed.numbersAffected =
            applied.changed.numbersAffected || numbersDiffer(after_, before.get(), after.get());
        applied.changed.outdatesResults = applied.changed.outdatesResults || applied.changed.numbersAffected ||
                                          (before && after && !sameToResults(*before, *after));
    }

    const Model& before_;
    Model after_;
};

void ChangeSet::join(const ChangeSet& other) {
    for (const EntityRef& entity : other.entities)
        if (std::find(entities.begin(), entities.end(), entity) == entities.end())
            entities.push_back(entity);
    numbersAffected = numbersAffected || other.numbersAffected;
    outdatesResults = outdatesResults || other.outdatesResults;
}

bool ChangeSet::touches(std::string_view kind) const {
    return std::any_of(entities.begin(), entities.end(), [&](const EntityRef& entity) { return entity.kind == kind; });
}

Applied apply(const Model& model, const Edit& edit) {
    Applying applying(model);
    applying.make(edit);
    return applying.finish(edit);
}

Edit joined(const Edit& first, const Edit& second) {
    Edit both{first.label, first.mergeKey, {}};
    // The last change of an entity decides; changes of different entities do not touch each other.
    std::set<Subject> decided;
    for (const Edit* edit : {&second, &first})
        for (auto change = edit->changes.rbegin(); change != edit->changes.rend(); ++change)
            if (decided.insert(subjectOf(*change)).second)
                both.changes.push_back(*change);
    both.changes = reversed(std::move(both.changes));
    return both;
}

} // namespace tributary
