// SPDX-License-Identifier: GPL-3.0-or-later
// Field: the one description of an entity's members. The JSON form, the tables of the file, the history and the
// change set all walk it, so a member is named once. Names are those of quantity paths, JSON keys and SQL columns.
#pragma once

#include <string_view>
#include <tuple>

namespace tributary {

/// Whether a change of the member can change a result, or what results tell beside their numbers (a name, a level), or
/// only what people read in the model.
enum class Concerns { numbers, told, words };

template <class Owner, class Value>
struct Field {
    std::string_view name;
    Value Owner::*member;
    Concerns concerns;
};

template <class Owner, class Value>
constexpr Field<Owner, Value> numbers(std::string_view name, Value Owner::*member) {
    return {name, member, Concerns::numbers};
}

template <class Owner, class Value>
constexpr Field<Owner, Value> told(std::string_view name, Value Owner::*member) {
    return {name, member, Concerns::told};
}

template <class Owner, class Value>
constexpr Field<Owner, Value> words(std::string_view name, Value Owner::*member) {
    return {name, member, Concerns::words};
}

/// An entity or a part of one: a type that describes its members by fields().
template <class Value>
concept Described = requires {
    Value::fields();
};

/// Calls `visit(field)` for each member of `Entity` in order.
template <class Entity, class Visitor>
constexpr void forEachField(Visitor&& visit) {
    std::apply([&](const auto&... field) { (visit(field), ...); }, Entity::fields());
}

/// The names of an enumeration's values, in the order of the values; specialised beside each enumeration.
template <class Enum>
struct EnumNames;

} // namespace tributary
