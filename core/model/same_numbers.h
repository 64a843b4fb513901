// SPDX-License-Identifier: GPL-3.0-or-later
// sameNumbers: whether two entities of one kind are the same to a calculation, names and notes left aside.
#pragma once

#include "core/model/field.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace tributary {

/// A part that is known by an id.
template <class Value>
concept Identified = requires(const Value& value) {
    value.id;
};

template <class Value>
[[nodiscard]] bool sameNumbers(const Value& a, const Value& b);

template <class Value>
[[nodiscard]] bool sameNumbers(const std::optional<Value>& a, const std::optional<Value>& b) {
    return a.has_value() == b.has_value() && (!a || sameNumbers(*a, *b));
}

template <class Value>
[[nodiscard]] bool sameNumbers(const std::vector<Value>& a, const std::vector<Value>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Value& x, const Value& y) { return sameNumbers(x, y); });
}

/// Compares the members that concern numbers, and the ids of parts, which paths name.
template <class Value>
bool sameNumbers(const Value& a, const Value& b) {
    if constexpr (Described<Value>) {
        bool same = true;
        if constexpr (Identified<Value>)
            same = a.id == b.id;
        forEachField<Value>([&](const auto& field) {
            if (field.concerns == Concerns::numbers)
                same = same && sameNumbers(a.*field.member, b.*field.member);
        });
        return same;
    } else {
        return a == b;
    }
}

} // namespace tributary
