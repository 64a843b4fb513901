// SPDX-License-Identifier: GPL-3.0-or-later
// The walk from fields() to columns, inside core/storage only: members become columns, structs within become columns
// with a prefix, lists become tables of parts. Schema, writing and reading all use it, so a member is named once.
#pragma once

#include "core/base/id.h"
#include "core/base/timeline.h"
#include "core/model/field.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tributary::rows {

template <class T>
concept Composite = requires {
    T::fields();
};
template <class T>
concept HasPartId = requires(T part) {
    part.id.text;
};
/// What somebody typed and a parser of its own reads: quantities, formulas, parameters, overrides.
template <class T>
concept TypedText = requires {
    T::parse(std::string_view{});
};

template <class T>
struct IsIdentity : std::false_type {};
template <class Tag>
struct IsIdentity<Id<Tag>> : std::true_type {};

template <class T>
struct IsMaybe : std::false_type {};
template <class T>
struct IsMaybe<std::optional<T>> : std::true_type {};

template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};

/// The name of a column or of a table of parts, put together only where it is asked for.
struct ColumnName {
    std::string_view prefix;
    std::string_view name;

    [[nodiscard]] std::string text() const { return std::string(prefix).append(name); }
};

/// Calls `onValue(ColumnName, value)` for what becomes a column and `onList(ColumnName, list)` for what becomes a table
/// of parts, in the order of fields().
template <class Object, class OnValue, class OnList>
void walk(Object& object, const std::string& prefix, OnValue&& onValue, OnList&& onList) {
    forEachField<std::remove_const_t<Object>>([&](const auto& field) {
        auto& member = object.*field.member;
        using Member = std::remove_cvref_t<decltype(member)>;
        const ColumnName name{prefix, field.name};
        if constexpr (Composite<Member>)
            walk(member, name.text() + "_", onValue, onList);
        else if constexpr (IsList<Member>::value)
            onList(name, member);
        else
            onValue(name, member);
    });
}

inline constexpr auto ignored = [](const auto&...) {};

/// The typed text of a TypedText.
template <TypedText T>
const std::string& typed(const T& value) {
    if constexpr (requires { value.text(); })
        return value.text();
    else
        return value.text;
}

/// What the columns of the key of an owner hold: an id, or the position of a part that has no id.
struct KeyValue {
    std::string text;
    std::int64_t position = -1; ///< -1: the key is `text`
};
using Keys = std::vector<KeyValue>;

/// Names the column by which the parts of `table`'s rows know their owner.
template <class Owner>
std::string ownerColumn(std::string_view name) {
    if constexpr (HasPartId<Owner>)
        return std::string(name) + "_id";
    else
        return std::string(name) + "_position";
}

/// Name of a table of parts.
inline std::string partTable(std::string_view ownerTable, const ColumnName& list) {
    return std::string(ownerTable).append("_").append(list.text());
}

/// `name` in the quotes of an SQL identifier.
inline std::string identifier(std::string_view name) {
    std::string out = "\"";
    for (const char c : name)
        out.append(c == '"' ? 2 : 1, c);
    return out + '"';
}

/// The columns of a table of Objects after those of its key.
template <class Object>
std::vector<std::string> valueColumns() {
    if constexpr (Composite<Object>) {
        std::vector<std::string> columns;
        Object prototype{};
        walk(
            prototype, "", [&](const ColumnName& name, const auto&) { columns.push_back(name.text()); }, ignored);
        return columns;
    } else {
        return {"value"};
    }
}

} // namespace tributary::rows
