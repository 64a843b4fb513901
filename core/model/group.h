// SPDX-License-Identifier: GPL-3.0-or-later
// Group: a unit or role of people; customers are a group too.
#pragma once

#include "core/model/evidence.h"
#include "core/model/ids.h"
#include "core/model/quantity.h"

namespace tributary {

enum class Boundary { inside, outside };

template <>
struct EnumNames<Boundary> {
    static constexpr std::array<std::string_view, 2> names{"inside", "outside"};
};

struct Group {
    static constexpr std::string_view kind = "group";

    GroupId id;
    std::string name;
    Quantity headcount;  ///< people
    Quantity hourlyCost; ///< currency/hour
    Boundary boundary = Boundary::inside;
    std::string notes;
    Evidence evidence;

    friend bool operator==(const Group&, const Group&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Group::name),
                          numbers("headcount", &Group::headcount),
                          numbers("hourly_cost", &Group::hourlyCost),
                          words("boundary", &Group::boundary),
                          words("notes", &Group::notes),
                          words("evidence", &Group::evidence)};
    }
};

} // namespace tributary
