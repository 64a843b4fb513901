// SPDX-License-Identifier: GPL-3.0-or-later
// Given units: the units that formulas of metrics give, and the edit that lets metrics without a unit take them. For
// the sources of core. Not for several threads at once: it keeps what it found.
#pragma once

#include "core/model/edit.h"
#include "core/model/names.h"

#include <map>
#include <optional>

namespace tributary {

class GivenUnits {
public:
    explicit GivenUnits(const Names& names) : names_(names) {}

    /// The unit that a formula gives; none while it cannot be read, or uses a metric that has neither value nor unit.
    [[nodiscard]] std::optional<Unit> of(const Formula& formula);
    /// The unit that a metric's formula gives, whatever its own is; none where its value comes from elsewhere.
    [[nodiscard]] std::optional<Unit> of(const Metric& metric);

private:
    using Found = std::map<MetricId, std::optional<Unit>>;

    [[nodiscard]] const Metric* toBeFound(const std::string& name) const;
    [[nodiscard]] std::optional<Unit> check(const Formula& formula) const;

    const Names& names_;
    Found found_; ///< of metrics without a unit of their own; none while it is looked for
};

/// The edit, in which each metric without a unit takes the one that its formula gives now and did not before: its
/// drivers may come after it. A unit that is just what the formula gave goes along where that is another now: units are
/// typed letter by letter. Drivers of drivers are followed. A plain number stays without a unit.
[[nodiscard]] Edit withGivenUnits(const Model& model, Edit edit);

} // namespace tributary
