// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that several named edits share, and a draft on which an edit of several steps is built. For the sources of
// core/model.
#pragma once

#include "core/model/edits.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tributary {

/// A model that is changed step by step while the edit that does the same is written down.
class Draft {
public:
    Draft(Model model, std::string label) : now_(std::move(model)) { edit_.label = std::move(label); }

    [[nodiscard]] const Model& now() const { return now_; }
    template <class Entity>
    void put(Entity entity) {
        make(tributary::put(std::move(entity)));
    }
    template <class Entity>
    void erase(decltype(Entity::id) id) {
        make(tributary::erase<Entity>(std::move(id)));
    }
    void add(const Edit& edit) {
        for (const Change& change : edit.changes)
            make(change);
    }
    /// The edit, with one change for each entity.
    [[nodiscard]] Edit edit() && { return joined(edit_, Edit{}); }

private:
    void make(Change change) {
        Edit step{{}, {}, {change}};
        now_ = apply(now_, step).model;
        edit_.changes.push_back(std::move(change));
    }

    Model now_;
    Edit edit_;
};

/// Small letters, digits and dashes made from a name, as in `time-to-locate-a-part`; `fallback` where it has none.
[[nodiscard]] std::string idStem(std::string_view name, std::string_view fallback);
/// An id made from a name; with a number where that is taken.
[[nodiscard]] std::string freshId(std::string_view name, std::string_view fallback,
                                  const std::function<bool(const std::string&)>& taken);
/// Tells whether a formula of the model uses that word as a name, found or not: an id that is given to something new is
/// another one, or the formula would come to mean that.
[[nodiscard]] bool isReferredTo(const Model& model, std::string_view word);

/// Does what setField() does to the entity itself: what withGivenUnits() gives other metrics is left to who joins
/// several edits into one.
[[nodiscard]] Result<Edit> setFieldAlone(const Model& model, const EntityRef& entity, std::string_view field,
                                         std::string_view text);
/// Tells whether one quantity is the other one typed anew: as many numbers that make the same distribution, in the same
/// unit, which is the field's where none is typed. Typing it changes nothing.
[[nodiscard]] bool isRetyped(const Quantity& before, const Quantity& after, std::string_view fieldUnit);
/// Refuses an id that no entity may have or that another one has.
[[nodiscard]] Result<void> checkNewId(const Model& model, const EntityRef& entity);
/// Refuses a name that cannot stand in a formula, or that is the name or id of another metric or input than `self`.
[[nodiscard]] Result<void> checkName(const Model& model, const EntityRef& self, std::string_view name);
/// Refuses loops without delay that `before` does not have, and names their members.
[[nodiscard]] Result<void> checkLoops(const Model& before, const Model& after);
/// Takes overrides, correlations, pins and guesses of the quantities and figures that `drop` tells out of the draft.
void dropPaths(Draft& draft, const std::function<bool(std::string_view path)>& drop);
/// Gives the model another currency, three capital letters: it takes the old one's place in every unit, formula and
/// quantity. Amounts stay as typed, nothing is converted. Fails where a text holds both, as a rate of exchange does.
[[nodiscard]] Result<Edit> changeCurrency(const Model& model, std::string_view currency);
/// The money of a unit that is not the model's currency: EUR in EUR/order. None where it holds both, as a rate does.
[[nodiscard]] std::optional<std::string> otherCurrency(const Model& model, const Unit& unit);
/// What to call an entity in a message: its name, else its id.
[[nodiscard]] std::string called(const Model& model, const EntityRef& entity);
/// At most so many bytes of a text, cut between characters and with dots for the rest.
[[nodiscard]] std::string shortened(std::string_view text, size_t longest);

/// Names what sets a quantity: "Set Lead time to 8/10/15 hour"; a long text is cut, an empty one clears.
[[nodiscard]] std::string settingLabel(std::string_view name, std::string_view text);
/// Text without blanks at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The failure that says an entity does not exist.
[[nodiscard]] tl::unexpected<Error> unknownEntity(const EntityRef& entity);

template <class Entity>
[[nodiscard]] EntityRef refTo(const Entity& entity) {
    return {Entity::kind, entity.id.text};
}

} // namespace tributary
