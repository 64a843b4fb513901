// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/differences.h"

#include "core/model/edit_rules.h"
#include "core/model/field_text.h"
#include "core/model/part_names.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_walk.h"
#include "core/model/same_numbers.h"
#include "core/model/what_if_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

namespace tributary {

namespace {

constexpr size_t longestShown = 60; // bytes of a value in words

/// Calls onlyBefore(entity), onlyAfter(entity) and both(before, after) for what two tables do not share.
template <class Entity, class OnlyBefore, class OnlyAfter, class Both>
void compareTables(const Table<Entity>& before, const Table<Entity>& after, OnlyBefore&& onlyBefore,
                   OnlyAfter&& onlyAfter, Both&& both) {
    if (before == after)
        return;
    auto old = before.begin();
    auto now = after.begin();
    while (old != before.end() || now != after.end()) {
        if (now == after.end() || (old != before.end() && old->id < now->id)) {
            onlyBefore(*old++);
        } else if (old == before.end() || now->id < old->id) {
            onlyAfter(*now++);
        } else {
            if (&*old != &*now && !(*old == *now))
                both(*old, *now);
            ++old;
            ++now;
        }
    }
}

template <class T>
concept TypedWhole = requires(const T& value) {
    textOf(value);
};

/// The one field of an entity or part that its name stands for: "Time to locate a part" and not ": estimate" behind it.
bool goesWithoutSaying(std::string_view field) { return field == "estimate" || field == "size" || field == "amount"; }

/// By what a part is found in the other list.
template <class Part>
std::string keyOf(const Part& part) {
    if constexpr (Identified<Part>)
        return part.id.text;
    else if constexpr (std::is_same_v<Part, Override>)
        return part.path;
    else if constexpr (std::is_same_v<Part, Phase>)
        return phasePath(part);
    else if constexpr (std::is_same_v<Part, TargetGroup>)
        return part.group.text;
    else
        static_assert(TypedWhole<Part>, "a list of parts needs a key");
}

class Comparing {
public:
    Comparing(const Model& before, const Model& after) : before_(before), after_(after) {}

    std::vector<Difference> found;

    template <class Entity>
    void table() {
        const auto whole = [&](const Entity& entity, Difference::Kind kind) {
            const EntityRef ref{Entity::kind, entity.id.text};
            const Model& owner = kind == Difference::Kind::removed ? before_ : after_;
            found.push_back({ref, kind, name(owner, pathOf(ref)), {}, {}, makesNumbers<Entity>});
        };
        compareTables(
            before_.table<Entity>(), after_.table<Entity>(),
            [&](const Entity& entity) { whole(entity, Difference::Kind::removed); },
            [&](const Entity& entity) { whole(entity, Difference::Kind::added); },
            [&](const Entity& old, const Entity& now) { entity(old, now); });
    }

    template <class Entity>
    void entity(const Entity& old, const Entity& now) {
        entity_ = {Entity::kind, now.id.text};
        members(old, now, pathOf(entity_));
    }

private:
    static std::string name(const Model& model, const std::string& path) { return readableName(model, path); }

    template <class Object>
    void members(const Object& old, const Object& now, const std::string& path) {
        forEachField<Object>([&](const auto& field) {
            const auto& x = old.*field.member;
            const auto& y = now.*field.member;
            if (x == y)
                return;
            if constexpr (std::is_same_v<Object, Settings> &&
                          std::is_same_v<decltype(x), const std::vector<std::string>&>)
                ribbon(x, y);
            else
                member(x, y, path, field.name, field.concerns);
        });
    }

    /// What stands in the what-if ribbon, each by its name.
    void ribbon(const std::vector<std::string>& old, const std::vector<std::string>& now) {
        const size_t known = found.size();
        const auto say = [&](const Model& model, const std::string& pin, Difference::Kind kind) {
            add({}, fmt::format("{} in the ribbon", nameOfPin(model, pin)), "", "", Concerns::words, kind);
        };
        for (const std::string& pin : old)
            if (std::ranges::find(now, pin) == now.end())
                say(before_, pin, Difference::Kind::removed);
        for (const std::string& pin : now)
            if (std::ranges::find(old, pin) == old.end())
                say(after_, pin, Difference::Kind::added);
        if (found.size() == known)
            add({}, "Ribbon", "one order", "another order", Concerns::words);
    }

    template <class Value>
    void member(const Value& old, const Value& now, const std::string& path, std::string_view field,
                Concerns concerns) {
        if constexpr (TypedWhole<Value>) {
            const std::string place = fmt::format("{}/{}", path, field);
            add(place, goesWithoutSaying(field) ? path : place, shown(before_, place, old), shown(after_, place, now),
                concerns);
        } else if constexpr (Described<Value>) {
            members(old, now, fmt::format("{}/{}", path, field));
        } else {
            parts(old, now, path, partOf(field), concerns);
        }
    }

    template <class Part>
    void parts(const std::vector<Part>& old, const std::vector<Part>& now, const std::string& path,
               std::string_view kind, Concerns concerns) {
        const auto find = [](const std::vector<Part>& list, const std::string& key) -> const Part* {
            const auto place = std::ranges::find_if(list, [&](const Part& part) { return keyOf(part) == key; });
            return place == list.end() ? nullptr : &*place;
        };
        const size_t known = found.size();
        for (const Part& part : old)
            if (const std::string key = keyOf(part); !find(now, key))
                add({}, partName(before_, path, kind, key), "", "", concerns, Difference::Kind::removed);
        for (const Part& part : now) {
            const std::string key = keyOf(part);
            const Part* const other = find(old, key);
            if (!other)
                add({}, partName(after_, path, kind, key), "", "", concerns, Difference::Kind::added);
            else if (!(*other == part))
                partMembers(*other, part, path, kind, key);
        }
        if (found.size() == known)
            add({}, name(after_, fmt::format("{}/{}", path, kind)), "one order", "another order", concerns);
    }

    template <class Part>
    void partMembers(const Part& old, const Part& now, const std::string& path, std::string_view kind,
                     const std::string& key) {
        if constexpr (std::is_same_v<Part, Override>)
            add({}, partName(after_, path, kind, key), old.value.text, now.value.text, Concerns::numbers);
        else if constexpr (std::is_same_v<Part, Phase>)
            members(old, now, fmt::format("{}/{}", path, key));
        else if constexpr (std::is_same_v<Part, TargetGroup>)
            forEachField<Part>([&](const auto& field) {
                const auto& x = old.*field.member;
                const auto& y = now.*field.member;
                const std::string place = fmt::format("{}/{}/{}", path, field.name, key);
                if (!(x == y))
                    add(place, place, shown(before_, place, x), shown(after_, place, y), field.concerns);
            });
        else
            members(old, now, fmt::format("{}/{}/{}", path, kind, key));
    }

    /// A part as a whole, by the names of its owner and its own.
    static std::string partName(const Model& model, const std::string& path, std::string_view kind,
                                const std::string& key) {
        if (kind == "overrides")
            return fmt::format("{}: {}", name(model, path), name(model, key));
        if (kind == "schedule")
            return name(model, fmt::format("{}/{}", path, key));
        if (kind == "targets")
            return name(model, fmt::format("{}/ceiling/{}", path, key));
        return name(model, fmt::format("{}/{}/{}", path, kind, key));
    }

    template <class Value>
    std::string shown(const Model& model, const std::string& place, const Value& value) const {
        std::string text = textOf(value);
        if constexpr (requires { value->count(); }) {
            constexpr size_t shortList = 60;
            if (text.size() > 2 * shortList)
                text = fmt::format("{}, ... ({} values)", text.substr(0, text.rfind(',', shortList)), value->count());
        }
        if (const auto site = findQuantity(model, place)) {
            if (site->quantity && !site->quantity->unit() && !site->unit.empty() && site->unit != "1" && !text.empty())
                text += " " + site->unit;
        }
        return text;
    }
    template <class Tag>
    std::string shown(const Model& model, const std::string&, const Id<Tag>& id) const {
        std::string text = id.text;
        forEachEntityType([&]<class Entity>() {
            if constexpr (std::is_same_v<decltype(Entity::id), Id<Tag>>)
                if (!id.empty())
                    text = name(model, pathOf({Entity::kind, id.text}));
        });
        return text;
    }
    template <class Tag>
    std::string shown(const Model& model, const std::string& place, const std::vector<Id<Tag>>& ids) const {
        std::string text;
        for (const Id<Tag>& id : ids)
            text += (text.empty() ? "" : ", ") + shown(model, place, id);
        return text;
    }

    /// `place` is the path of the value, `named` the path or, without a place, the name that it goes by.
    void add(const std::string& place, const std::string& named, std::string before, std::string after,
             Concerns concerns, Difference::Kind kind = Difference::Kind::changed) {
        found.push_back({entity_, kind, place.empty() ? named : name(after_, named), std::move(before),
                         std::move(after), concerns == Concerns::numbers});
    }

    const Model& before_;
    const Model& after_;
    EntityRef entity_;
};

} // namespace

Edit editBetween(const Model& from, const Model& to, std::string label) {
    Edit edit{std::move(label), {}, {}};
    forEachEntityType([&]<class Entity>() {
        compareTables(
            from.table<Entity>(), to.table<Entity>(),
            [&](const Entity& gone) { edit.changes.push_back(erase<Entity>(gone.id)); },
            [&](const Entity& come) { edit.changes.push_back(Put<Entity>{to.table<Entity>().share(come.id)}); },
            [&](const Entity&, const Entity& now) {
                edit.changes.push_back(Put<Entity>{to.table<Entity>().share(now.id)});
            });
    });
    return edit;
}

std::vector<Difference> differences(const Model& before, const Model& after) {
    Comparing comparing(before, after);
    forEachEntityType([&]<class Entity>() { comparing.table<Entity>(); });
    return std::move(comparing.found);
}

std::vector<Difference> differencesOf(const Model& before, const Model& after, const EntityRef& entity) {
    Comparing comparing(before, after);
    withEntity(before, entity, [&]<class Entity>(const Entity& old) {
        if (const Entity* now = after.table<Entity>().find(old.id))
            comparing.entity(old, *now);
    });
    return std::move(comparing.found);
}

std::string words(const Difference& difference) {
    switch (difference.kind) {
    case Difference::Kind::added:
        return fmt::format("Added: {}", difference.subject);
    case Difference::Kind::removed:
        return fmt::format("Removed: {}", difference.subject);
    case Difference::Kind::changed:
        break;
    }
    const auto value = [](const std::string& text) {
        return text.empty() ? std::string("nothing") : shortened(text, longestShown);
    };
    return fmt::format("{}: {} \u2192 {}", difference.subject, value(difference.before), value(difference.after));
}

} // namespace tributary
