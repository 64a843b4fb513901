// SPDX-License-Identifier: GPL-3.0-or-later
// Series: imported numbers that `data(NAME)` draws from; NAME is the id.
#pragma once

#include "core/model/evidence.h"
#include "core/model/ids.h"

#include <string>
#include <vector>

namespace tributary {

struct Series {
    static constexpr std::string_view kind = "series";

    SeriesId id;
    std::string name;
    std::string unit; ///< empty: the unit of the field that draws from it
    std::vector<double> values;
    Evidence evidence;

    friend bool operator==(const Series&, const Series&) = default;
    static constexpr auto fields() {
        return std::tuple{words("name", &Series::name), numbers("unit", &Series::unit),
                          numbers("values", &Series::values), words("evidence", &Series::evidence)};
    }
};

} // namespace tributary
