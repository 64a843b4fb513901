// SPDX-License-Identifier: GPL-3.0-or-later
// Actual: a measured value of a metric at a date.
#pragma once

#include "core/base/timeline.h"
#include "core/model/field.h"
#include "core/model/ids.h"

#include <string>

namespace tributary {

struct Actual {
    static constexpr std::string_view kind = "actual";

    ActualId id; ///< the metric's id, a dot and the date: one value for a metric and date
    MetricId metric;
    Date date{};
    double value = 0;
    std::string unit; ///< empty: the metric's
    std::string source;

    friend bool operator==(const Actual&, const Actual&) = default;
    static constexpr auto fields() {
        return std::tuple{words("metric", &Actual::metric), words("date", &Actual::date), words("value", &Actual::value),
                          words("unit", &Actual::unit), words("source", &Actual::source)};
    }
};

} // namespace tributary
