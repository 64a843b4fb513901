// SPDX-License-Identifier: GPL-3.0-or-later
// Input: a named quantity of the model; one draw per trial wherever it is used.
#pragma once

#include "core/model/evidence.h"
#include "core/model/ids.h"
#include "core/model/quantity.h"

namespace tributary {

struct Input {
    static constexpr std::string_view kind = "input";

    InputId id;
    std::string name;
    std::string unit; ///< text of a unit; empty for a plain number
    Quantity value;
    std::string notes;
    Evidence evidence;

    friend bool operator==(const Input&, const Input&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Input::name), numbers("unit", &Input::unit), numbers("value", &Input::value),
                          words("notes", &Input::notes), words("evidence", &Input::evidence)};
    }
};

} // namespace tributary
