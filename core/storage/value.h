// SPDX-License-Identifier: GPL-3.0-or-later
// One value of an entity in one column, inside core/storage only. Reading trusts nothing: a text that is too long, is
// no UTF-8 or does not parse is named.
#pragma once

#include "core/base/iso_date.h"
#include "core/storage/columns.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace tributary::rows {

inline constexpr size_t longestText = 1 << 20; // bytes

/// Bytes of what somebody typed: a quantity or formula, or as many as a list of times says itself.
template <class T>
inline constexpr size_t longestTyped = 10'000;
template <class T>
requires requires { T::longestText; }
inline constexpr size_t longestTyped<T> = T::longestText;

/// Throws what says that a text would be too long to be read again; `place()` names it, as in `metric L2: notes`.
template <class T, class Place>
void refuseLong(const T& value, const Place& place) {
    if constexpr (std::same_as<T, std::string>)
        if (value.size() > longestText)
            throw SQLite::Exception(
                fmt::format("{} is {} bytes long; {} are the most", place(), value.size(), longestText), SQLITE_TOOBIG);
}

/// Tells whether `text` is UTF-8 without a NUL.
[[nodiscard]] bool isPlainText(std::string_view text);

/// Binds `value`, which must stay until the statement has run.
template <class T>
void bindValue(SQLite::Statement& statement, const int index, const T& value) {
    if constexpr (IsMaybe<T>::value) {
        if (value)
            bindValue(statement, index, *value);
        else
            statement.bind(index);
    } else if constexpr (std::is_enum_v<T>) {
        statement.bindNoCopy(index, EnumNames<T>::names[static_cast<size_t>(value)].data());
    } else if constexpr (IsIdentity<T>::value) {
        if (value.empty())
            statement.bind(index);
        else
            statement.bindNoCopy(index, value.text);
    } else if constexpr (TypedText<T>) {
        statement.bindNoCopy(index, typed(value));
    } else if constexpr (std::same_as<T, std::string>) {
        statement.bindNoCopy(index, value);
    } else if constexpr (std::same_as<T, Date>) {
        statement.bind(index, formatDate(value));
    } else if constexpr (std::same_as<T, bool>) {
        statement.bind(index, value ? 1 : 0);
    } else {
        statement.bind(index, value);
    }
}

/// What is wrong with a column's value; none where it was read.
using Fault = std::optional<std::string>;

Fault readText(const SQLite::Column& column, size_t longest, std::string& out);
Fault readDate(const SQLite::Column& column, Date& out);
Fault readInteger(const SQLite::Column& column, std::int64_t least, std::int64_t most, std::int64_t& out);
Fault readReal(const SQLite::Column& column, double& out);

template <class T>
Fault readValue(const SQLite::Column& column, T& out) {
    if constexpr (IsMaybe<T>::value) {
        out.reset();
        return column.isNull() ? Fault() : readValue(column, out.emplace());
    } else if constexpr (std::is_enum_v<T>) {
        std::string text;
        if (Fault fault = readText(column, longestText, text))
            return fault;
        const auto& names = EnumNames<T>::names;
        const auto found = std::find(names.begin(), names.end(), text);
        if (found == names.end())
            return fmt::format("\"{:.40}\" is none of its values", text);
        out = static_cast<T>(found - names.begin());
        return {};
    } else if constexpr (IsIdentity<T>::value) {
        out.text.clear();
        if (column.isNull())
            return {};
        if (Fault fault = readText(column, longestText, out.text))
            return fault;
        return isValidId(out.text) ? Fault() : fmt::format("\"{:.40}\" cannot be an id", out.text);
    } else if constexpr (TypedText<T>) {
        std::string text;
        if (Fault fault = readText(column, longestTyped<T>, text))
            return fault;
        auto value = T::parse(text);
        if (!value)
            return fmt::format("{} (in \"{:.60}\")", value.error().message, text);
        out = std::move(*value);
        return {};
    } else if constexpr (std::same_as<T, std::string>) {
        return readText(column, longestText, out);
    } else if constexpr (std::same_as<T, Date>) {
        return readDate(column, out);
    } else if constexpr (std::floating_point<T>) {
        return readReal(column, out);
    } else {
        using Limits = std::numeric_limits<T>;
        std::int64_t value = 0;
        Fault fault = readInteger(column, Limits::min(), Limits::max(), value);
        if (!fault)
            out = static_cast<T>(value);
        return fault;
    }
}

} // namespace tributary::rows
