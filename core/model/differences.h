// SPDX-License-Identifier: GPL-3.0-or-later
// Differences: what two models do not have in common, as the edit from one to the other and in words for a person.
// Pure functions; entities that both share cost nothing. Thread-safe.
#pragma once

#include "core/model/edit.h"

#include <string>
#include <vector>

namespace tributary {

/// Returns the edit that makes `from` into `to`; empty where they are the same.
[[nodiscard]] Edit editBetween(const Model& from, const Model& to, std::string label = {});

struct Difference {
    enum class Kind { added, removed, changed };

    EntityRef entity;
    Kind kind = Kind::changed;
    std::string subject;          ///< what differs, by name: "Time to locate a part", "Restore: Diagnose: touch time"
    std::string before;           ///< as typed, with its unit; empty where there was nothing
    std::string after;            ///< likewise
    bool numbersAffected = false; ///< whether it can make another result

    friend bool operator==(const Difference&, const Difference&) = default;
};

/// Lists what differs, field by field: entities in the order in which they are written, those that came or went as one.
[[nodiscard]] std::vector<Difference> differences(const Model& before, const Model& after);

/// Lists likewise what differs in one entity that both have.
[[nodiscard]] std::vector<Difference> differencesOf(const Model& before, const Model& after, const EntityRef& entity);

/// Says a difference: "Time to locate a part: 8/10/15 hour → 6/8/12 hour", "Added the metric Trust".
[[nodiscard]] std::string words(const Difference& difference);

} // namespace tributary
