// SPDX-License-Identifier: GPL-3.0-or-later
// Part names: what paths call one part of a list, as in `process/restore/task/T8` for one of the steps. For the sources
// of core/model.
#pragma once

#include <string_view>

namespace tributary {

struct PartName {
    std::string_view list; ///< the field that holds the parts
    std::string_view part;
};
inline constexpr PartName partNames[] = {{"steps", "task"},     {"steps", "step"}, {"exceptions", "exception"},
                                         {"flows", "flow"},     {"pools", "pool"}, {"lanes", "lane"},
                                         {"effects", "effect"}, {"costs", "cost"}};

/// What paths call a part of that list; the list's own name where it has no parts of that kind.
[[nodiscard]] constexpr std::string_view partOf(std::string_view list) {
    for (const PartName& name : partNames)
        if (name.list == list)
            return name.part;
    return list;
}

/// The list in which such a part stands; empty where no list has parts of that name.
[[nodiscard]] constexpr std::string_view listOf(std::string_view part) {
    for (const PartName& name : partNames)
        if (name.part == part)
            return name.list;
    return {};
}

} // namespace tributary
