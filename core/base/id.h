// SPDX-License-Identifier: GPL-3.0-or-later
// Id: the name by which an entity is known in the file, in paths and in messages. Strongly typed by entity.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace tributary {

/// Tells whether `text` may be an id: 1 to 64 of A-Z a-z 0-9 _ - . , not starting with a dot.
[[nodiscard]] bool isValidId(std::string_view text);

/// Orders ids as people count: digits inside them by value, so that T2 comes before T10.
[[nodiscard]] std::strong_ordering compareIds(std::string_view a, std::string_view b);

template <class Tag>
struct Id {
    std::string text;

    Id() = default;
    explicit Id(std::string_view value) : text(value) {}

    [[nodiscard]] bool empty() const { return text.empty(); }

    friend bool operator==(const Id& a, const Id& b) { return a.text == b.text; }
    friend std::strong_ordering operator<=>(const Id& a, const Id& b) { return compareIds(a.text, b.text); }
};

} // namespace tributary

template <class Tag>
struct std::hash<tributary::Id<Tag>> {
    size_t operator()(const tributary::Id<Tag>& id) const { return std::hash<std::string>()(id.text); }
};
