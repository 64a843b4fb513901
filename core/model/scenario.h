// SPDX-License-Identifier: GPL-3.0-or-later
// Scenario: a named choice of interventions and overrides, with cost lines of its own.
#pragma once

#include "core/model/cost_line.h"
#include "core/model/override_value.h"

#include <vector>

namespace tributary {

struct Override {
    std::string path; ///< of the quantity that it changes
    OverrideValue value;

    friend bool operator==(const Override&, const Override&) = default;
    static constexpr auto fields() {
        return std::tuple{numbers("path", &Override::path), numbers("value", &Override::value)};
    }
};

struct Scenario {
    static constexpr std::string_view kind = "scenario";

    ScenarioId id;
    std::string name;
    std::vector<InterventionId> interventions;
    std::vector<Override> overrides;
    std::vector<CostLine> costs;
    std::string notes;
    Evidence evidence;
    int position = 0; ///< in the list of scenarios; see scenariosInOrder()

    friend bool operator==(const Scenario&, const Scenario&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &Scenario::name),
                          numbers("interventions", &Scenario::interventions),
                          numbers("overrides", &Scenario::overrides),
                          numbers("costs", &Scenario::costs),
                          words("notes", &Scenario::notes),
                          words("evidence", &Scenario::evidence),
                          words("position", &Scenario::position)};
    }
};

} // namespace tributary
