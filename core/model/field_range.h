// SPDX-License-Identifier: GPL-3.0-or-later
// FieldRange: the values that a field of a model takes. Pure function, safe from any thread.
#pragma once

#include "core/base/problem.h"

#include <optional>
#include <string_view>

namespace tributary {

/// In base units (hours, 0.05 for 5 %).
struct FieldRange {
    double low = 0;
    double high = 0; ///< infinite where there is no end
    bool lowIncluded = true;
    std::string_view outside; ///< in words: `outside 0 to 100 %`
    std::string_view action;
    Severity severity = Severity::error; ///< of what lies beyond
};

/// The range of the field that a path names; none where it may hold anything.
[[nodiscard]] std::optional<FieldRange> fieldRange(std::string_view path);

} // namespace tributary
