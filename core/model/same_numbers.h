// SPDX-License-Identifier: GPL-3.0-or-later
// sameNumbers, sameToResults: whether two entities of one kind are the same to a calculation, notes left aside, and
// whether results, which tell names as well, say the same of both.
#pragma once

#include "core/model/actual.h"
#include "core/model/field.h"
#include "core/model/guess.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tributary {

/// A part that is known by an id.
template <class Value>
concept Identified = requires(const Value& value) {
    value.id;
};

/// Compares the members that concern `most` or what comes before it, and the ids of parts, which paths name.
template <Concerns most, class Value>
[[nodiscard]] bool sameUpTo(const Value& a, const Value& b);

template <Concerns most, class Value>
[[nodiscard]] bool sameUpTo(const std::optional<Value>& a, const std::optional<Value>& b) {
    return a.has_value() == b.has_value() && (!a || sameUpTo<most>(*a, *b));
}

template <Concerns most, class Value>
[[nodiscard]] bool sameUpTo(const std::vector<Value>& a, const std::vector<Value>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Value& x, const Value& y) { return sameUpTo<most>(x, y); });
}

template <Concerns most, class Value>
bool sameUpTo(const Value& a, const Value& b) {
    if constexpr (Described<Value>) {
        bool same = true;
        if constexpr (Identified<Value>)
            same = a.id == b.id;
        forEachField<Value>([&](const auto& field) {
            if (field.concerns <= most)
                same = same && sameUpTo<most>(a.*field.member, b.*field.member);
        });
        return same;
    } else {
        return a == b;
    }
}

/// Whether entities of a kind can make another result: measured values and guesses are held against results alone.
template <class Entity>
inline constexpr bool makesNumbers = !std::is_same_v<Entity, Actual> && !std::is_same_v<Entity, Guess>;

/// Tells whether two entities are the same to a calculation.
template <class Entity>
[[nodiscard]] bool sameNumbers(const Entity& a, const Entity& b) {
    return sameUpTo<Concerns::numbers>(a, b);
}

/// Tells whether results say the same of two entities.
template <class Entity>
[[nodiscard]] bool sameToResults(const Entity& a, const Entity& b) {
    return sameUpTo<Concerns::told>(a, b);
}

} // namespace tributary
