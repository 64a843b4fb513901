// SPDX-License-Identifier: GPL-3.0-or-later
// Link: a belief that a driver moves an influence metric, as an elasticity or a slope against business as usual.
#pragma once

#include "core/model/evidence.h"
#include "core/model/ids.h"
#include "core/model/parameter.h"

#include <optional>

namespace tributary {

/// elasticity: multiplier (x / x_bau)^e; slope: difference b * (x - x_bau), b in units of the metric per unit of the driver.
enum class LinkForm { elasticity, slope };

template <>
struct EnumNames<LinkForm> {
    static constexpr std::array<std::string_view, 2> names{"elasticity", "slope"};
};

struct Link {
    static constexpr std::string_view kind = "link";

    LinkId id;
    MetricId driver;
    MetricId metric;
    LinkForm form = LinkForm::elasticity;
    std::optional<Parameter> elasticity;
    std::optional<Parameter> slope;
    std::optional<Quantity> noEffect;  ///< chance that the link does nothing
    int delay = 0;                     ///< whole periods
    std::optional<Quantity> smoothing; ///< mean time of the smoothing, in time units
    int stages = 1;                    ///< of the smoothing: 1 is first-order, k is Erlang-k
    std::optional<Quantity> floor;     ///< bounds the multiplier or the difference after delay and smoothing
    std::optional<Quantity> ceiling;
    std::string notes;
    Evidence evidence;

    friend bool operator==(const Link&, const Link&) = default;
    static constexpr auto fields() {
        return std::tuple{numbers("driver", &Link::driver),
                          numbers("metric", &Link::metric),
                          numbers("form", &Link::form),
                          numbers("elasticity", &Link::elasticity),
                          numbers("slope", &Link::slope),
                          numbers("no_effect", &Link::noEffect),
                          numbers("delay", &Link::delay),
                          numbers("smoothing", &Link::smoothing),
                          numbers("stages", &Link::stages),
                          numbers("floor", &Link::floor),
                          numbers("ceiling", &Link::ceiling),
                          words("notes", &Link::notes),
                          words("evidence", &Link::evidence)};
    }
};

} // namespace tributary
