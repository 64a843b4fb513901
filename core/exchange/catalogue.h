// SPDX-License-Identifier: GPL-3.0-or-later
// Catalogue: the kinds of tool that a model can take in, with usual adoption, costs and effects, each with the facts it
// rests on; what rests on none is an assumption. Its JSON (resources/evidence) is part of the library. Thread-safe.
#pragma once

#include "core/base/result.h"
#include "core/model/edit.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// Something that was found out elsewhere, in the words of whoever found it.
struct CatalogueFact {
    std::string id; ///< "E7"
    std::string claim;
    std::string figure;  ///< as published
    std::string context; ///< of whom or what
    std::string source;
    Grade grade = Grade::none;
};

struct CatalogueEntry {
    std::string purpose;
    Quantity ceiling;                       ///< of each group that it is for
    std::vector<std::string> ceilingFacts;  ///< ids; empty: an assumption, as for the others
    std::vector<std::string> stallFacts;
    bool twoSided = false;                  ///< askers and answerers must both be there
    std::vector<CostId> rateOfGroup;        ///< costs in hours, paid at the rate of the first group
    std::map<EffectId, std::string> actsOn; ///< in words: "time spent searching"
    /// As a model takes it in, without groups and targets; an effect without a size has no default.
    Intervention intervention;
    std::map<EffectId, std::vector<std::string>> effectFacts;
    std::map<CostId, std::vector<std::string>> costFacts;
};

struct Catalogue {
    std::vector<CatalogueFact> facts;
    std::map<Grade, Quantity> trust; ///< what a claim of this grade counts for, as a share of it
    std::vector<CatalogueEntry> entries;

    /// Finds a fact; null where there is none.
    [[nodiscard]] const CatalogueFact* fact(std::string_view id) const;
    /// Finds an entry by the id of its intervention; null where there is none.
    [[nodiscard]] const CatalogueEntry* entry(std::string_view id) const;
};

/// Reads a catalogue. An unknown fact, a repeated id or an effect without words for what it acts on is an error that
/// names the place.
[[nodiscard]] Result<Catalogue> readCatalogue(std::string_view json);

/// The catalogue that comes with the program.
[[nodiscard]] const Catalogue& catalogue();

/// Whether a scenario of its own is made for an intervention that is added.
enum class OwnScenario { none, make };

/// What a person chooses of an entry.
struct CatalogueChoice {
    std::string name; ///< empty: the entry's, numbered where it is taken
    std::vector<GroupId> groups;
    std::map<EffectId, std::string> targets; ///< paths; an effect without one is left out
    OwnScenario scenario = OwnScenario::make;
};

/// Tells whether an effect can act on something in that unit: a relative one on anything, one in units where they
/// convert.
[[nodiscard]] bool canActOn(const Effect& effect, std::string_view unit);

/// Makes the edit that takes an entry in: its intervention, for the groups and with the targets chosen, and a scenario
/// that uses it alone. Figures in dollars stand one for one in another currency, and say so.
[[nodiscard]] Result<Edit> addFromCatalogue(const Model& model, const Catalogue& catalogue, std::string_view entry,
                                            const CatalogueChoice& choice);

} // namespace tributary
