// SPDX-License-Identifier: GPL-3.0-or-later
// Evidence: where a figure comes from and how far it can be trusted.
#pragma once

#include "core/model/field.h"

#include <array>
#include <string>

namespace tributary {

/// A: causal study; B: independent benchmark; C: single case or opinion; D: assumption or vendor's claim.
enum class Grade { none, a, b, c, d };

template <>
struct EnumNames<Grade> {
    static constexpr std::array<std::string_view, 5> names{"", "A", "B", "C", "D"};
};

struct Evidence {
    Grade grade = Grade::none;
    std::string source;
    std::string note;

    friend bool operator==(const Evidence&, const Evidence&) = default;
    static constexpr auto fields() {
        return std::tuple{words("grade", &Evidence::grade), words("source", &Evidence::source),
                          words("note", &Evidence::note)};
    }
};

} // namespace tributary
