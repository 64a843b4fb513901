// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue's JSON: facts, what a claim of each grade counts for, and entries. What an entry puts into a model is
// written as the model's own JSON; the source of its evidence names facts by their ids, or is "assumption".
#include "core/exchange/catalogue.h"

#include "core/exchange/template_texts.h"
#include "core/model/entity_json.h"
#include "core/model/json_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <set>

namespace tributary {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view assumption = "assumption";

/// Reads a catalogue and stops at the first thing that is wrong.
class Reader {
public:
    Result<Catalogue> read(std::string_view text) {
        const auto tree = parseJson(text);
        if (!tree)
            return tl::unexpected(tree.error());
        if (!tree->is_object() || textIn(*tree, "format") != "tributary-catalogue")
            return fail("this is no catalogue: it does not begin with \"format\": \"tributary-catalogue\"");
        for (const Json& fact : listIn(*tree, "facts"))
            readFact(fact);
        for (const Json& trust : listIn(*tree, "trust"))
            readTrust(trust);
        for (const Json& entry : listIn(*tree, "entries"))
            readEntry(entry);
        if (error_)
            return tl::unexpected(std::move(*error_));
        return std::move(catalogue_);
    }

private:
    void refuse(std::string message) {
        if (!error_)
            error_ = Error{std::move(message), std::nullopt};
    }

    static std::string textIn(const Json& tree, const char* key) {
        const auto found = tree.is_object() ? tree.find(key) : tree.end();
        return found != tree.end() && found->is_string() ? found->get<std::string>() : std::string();
    }
    static Json listIn(const Json& tree, const char* key) {
        const auto found = tree.is_object() ? tree.find(key) : tree.end();
        return found != tree.end() && found->is_array() ? *found : Json::array();
    }
    static std::vector<std::string> textsIn(const Json& tree, const char* key) {
        std::vector<std::string> texts;
        for (const Json& text : listIn(tree, key))
            if (text.is_string())
                texts.push_back(text.get<std::string>());
        return texts;
    }

    Grade grade(const Json& tree, const std::string& place) {
        const std::string text = textIn(tree, "grade");
        const auto& names = EnumNames<Grade>::names;
        const auto found = std::ranges::find(names, text);
        if (text.empty() || found == names.end()) {
            refuse(fmt::format("{}: a grade is A, B, C or D", place));
            return Grade::none;
        }
        return static_cast<Grade>(found - names.begin());
    }

    std::optional<Quantity> quantity(const std::string& text, const std::string& place) {
        auto read = Quantity::parse(text);
        if (read)
            return std::move(*read);
        refuse(fmt::format("{}: {}", place, read.error().message));
        return std::nullopt;
    }

    void readFact(const Json& tree) {
        CatalogueFact fact{textIn(tree, "id"),      textIn(tree, "claim"),  textIn(tree, "figure"),
                           textIn(tree, "context"), textIn(tree, "source"), Grade::none};
        const std::string place = "fact " + fact.id;
        fact.grade = grade(tree, place);
        for (const std::string* text : {&fact.id, &fact.claim, &fact.figure, &fact.context, &fact.source})
            if (text->empty())
                refuse(place + ": it needs an id, a claim, a figure, a context and a source");
        if (catalogue_.fact(fact.id))
            refuse(place + " stands twice");
        catalogue_.facts.push_back(std::move(fact));
    }

    void readTrust(const Json& tree) {
        if (auto share = quantity(textIn(tree, "counts_for"), "trust"))
            catalogue_.trust[grade(tree, "trust")] = std::move(*share);
    }

    void checkFacts(const std::vector<std::string>& ids, const std::string& place) {
        for (const std::string& id : ids)
            if (!catalogue_.fact(id))
                refuse(fmt::format("{}: there is no fact {}", place, id));
    }

    /// Takes the ids of facts out of the source of some evidence, and puts the sources' names there.
    std::vector<std::string> factsOf(Evidence& evidence, const std::string& place) {
        if (evidence.source == assumption) {
            if (evidence.grade != Grade::d)
                refuse(fmt::format("{}: an assumption has grade D", place));
            return {};
        }
        std::vector<std::string> ids;
        for (size_t begin = 0; begin < evidence.source.size();) {
            const size_t end = std::min(evidence.source.find(", ", begin), evidence.source.size());
            ids.push_back(evidence.source.substr(begin, end - begin));
            begin = end + 2;
        }
        if (ids.empty())
            refuse(fmt::format("{}: name facts as its source, or \"assumption\"", place));
        checkFacts(ids, place);
        std::string sources;
        std::string figures;
        for (const std::string& id : ids)
            if (const CatalogueFact* fact = catalogue_.fact(id)) {
                sources += fmt::format("{}{} ({})", sources.empty() ? "" : "; ", fact->source, id);
                figures += fmt::format("{}{}: {}.", figures.empty() ? "" : " ", id, fact->figure);
            }
        evidence.source = std::move(sources);
        evidence.note = evidence.note.empty() ? figures : figures + " " + evidence.note;
        return ids;
    }

    void readEntry(const Json& tree) {
        const auto found = tree.is_object() ? tree.find("intervention") : tree.end();
        auto intervention = fromJsonTree<Intervention>(found == tree.end() ? Json() : *found, "intervention");
        if (!intervention)
            return refuse(intervention.error().message);
        CatalogueEntry entry;
        entry.intervention = std::move(*intervention);
        const std::string place = "entry " + entry.intervention.id.text;
        if (catalogue_.entry(entry.intervention.id.text))
            refuse(place + " stands twice");
        entry.purpose = textIn(tree, "purpose");
        if (auto ceiling = quantity(textIn(tree, "ceiling"), place + ", ceiling"))
            entry.ceiling = std::move(*ceiling);
        entry.ceilingFacts = textsIn(tree, "ceiling_facts");
        entry.stallFacts = textsIn(tree, "stall_facts");
        entry.twoSided = tree.value("two_sided", false);
        for (const std::string& id : textsIn(tree, "rate_of_group"))
            entry.rateOfGroup.emplace_back(id);
        checkFacts(entry.ceilingFacts, place);
        checkFacts(entry.stallFacts, place);
        const auto words = tree.find("acts_on");
        for (Effect& effect : entry.intervention.effects) {
            const std::string at = fmt::format("{}, effect {}", place, effect.id.text);
            const std::string acts = words == tree.end() ? std::string() : textIn(*words, effect.id.text.c_str());
            if (acts.empty())
                refuse(at + ": say in words what it acts on");
            entry.actsOn[effect.id] = acts;
            entry.effectFacts[effect.id] = factsOf(effect.evidence, at);
        }
        for (CostLine& cost : entry.intervention.costs)
            entry.costFacts[cost.id] = factsOf(cost.evidence, fmt::format("{}, cost {}", place, cost.id.text));
        entry.intervention.evidence = adoptionEvidence(entry);
        catalogue_.entries.push_back(std::move(entry));
    }

    /// What adoption rests on: the rates are a judgement, so the whole is no better.
    [[nodiscard]] Evidence adoptionEvidence(const CatalogueEntry& entry) const {
        const auto said = [&](const std::vector<std::string>& ids) {
            std::string text;
            for (const std::string& id : ids)
                if (const CatalogueFact* fact = catalogue_.fact(id))
                    text += fmt::format("{}{} ({}, {})", text.empty() ? "" : "; ", fact->figure, fact->source, id);
            return text.empty() ? std::string("a judgement") : text;
        };
        return {Grade::d, std::string(assumption),
                fmt::format("p, q and leaving: a judgement for a launch inside one organisation, to be checked against "
                            "its earlier tools. Ceiling: {}. Chance of a stall: {}.",
                            said(entry.ceilingFacts), said(entry.stallFacts))};
    }

    Catalogue catalogue_;
    std::optional<Error> error_;
};

} // namespace

const CatalogueFact* Catalogue::fact(std::string_view id) const {
    const auto found = std::ranges::find(facts, id, &CatalogueFact::id);
    return found == facts.end() ? nullptr : &*found;
}

const CatalogueEntry* Catalogue::entry(std::string_view id) const {
    const auto found =
        std::ranges::find_if(entries, [&](const CatalogueEntry& each) { return each.intervention.id.text == id; });
    return found == entries.end() ? nullptr : &*found;
}

Result<Catalogue> readCatalogue(std::string_view json) { return Reader().read(json); }

const Catalogue& catalogue() {
    static const Catalogue read = [] {
        auto made = readCatalogue(templateText("catalogue"));
        assert(made); // a test reads it
        return made ? std::move(*made) : Catalogue();
    }();
    return read;
}

} // namespace tributary
