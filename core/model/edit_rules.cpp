// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edit_rules.h"

#include "core/formula/characters.h"
#include "core/formula/parser.h"
#include "core/model/dependencies.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tributary {

std::string idStem(std::string_view name, std::string_view fallback) {
    constexpr size_t longest = 40;
    std::string stem;
    for (const char c : lowered(name)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            stem += c;
        else if (!stem.empty() && stem.back() != '-')
            stem += '-';
        if (stem.size() >= longest)
            break;
    }
    while (stem.ends_with('-'))
        stem.pop_back();
    return stem.empty() ? std::string(fallback) : stem;
}

std::string freshId(std::string_view name, std::string_view fallback,
                    const std::function<bool(const std::string&)>& taken) {
    const std::string stem = idStem(name, fallback);
    std::string candidate = stem;
    for (int number = 2; taken(candidate); ++number)
        candidate = fmt::format("{}-{}", stem, number);
    return candidate;
}

bool isReferredTo(const Model& model, std::string_view word) {
    const auto uses = [&](const Formula& formula) {
        return std::ranges::find(formula.references(), word) != formula.references().end();
    };
    // Before the other fields: most formulas are those of metrics, and none of their paths is needed.
    if (std::ranges::any_of(model.metrics(),
                            [&](const Metric& metric) { return metric.formula && uses(*metric.formula); }))
        return true;
    bool found = false;
    forEachEntityType([&]<class Entity>() {
        for (const Entity& entity : model.table<Entity>())
            walkQuantities(entity, [&](const FieldPath&, const auto& slot, const FieldUnit&) {
                const Formula* formula = formulaIn(slot);
                found = found || (formula && uses(*formula));
            });
    });
    return found;
}

std::optional<std::string> otherCurrency(const Model& model, const Unit& unit) {
    std::optional<std::string> other;
    for (const Unit::Term& term : unit.terms()) {
        if (term.symbol == model.settings().currency)
            return std::nullopt;
        if (isMoney(term.symbol))
            other = term.symbol;
    }
    return other;
}

Result<void> checkNewId(const Model& model, const EntityRef& entity) {
    if (!isValidId(entity.id))
        return fail(fmt::format("`{}` cannot be an id: use letters, digits, `_`, `-` and `.`.", entity.id));
    if (exists(model, entity))
        return fail(fmt::format("There is a {} `{}` already: choose another id.", entity.kind, entity.id));
    return {};
}

Result<void> checkName(const Model& model, const EntityRef& self, std::string_view name) {
    if (name.empty())
        return fail("A name is needed: type one.");
    if (!isReferenceName(name))
        return fail("A name cannot begin or end with a blank or hold control characters: type it anew.");
    const auto other = [&](const auto& table) -> const auto* {
        for (const auto& entity : table)
            if ((entity.name == name || entity.id.text == name) && refTo(entity) != self)
                return &entity;
        return static_cast<decltype(&*table.begin())>(nullptr);
    };
    const auto refuse = [&](std::string_view kind, const std::string& theirs) {
        return theirs == name
                   ? fail(fmt::format("There is a {} \u201c{}\u201d already: choose another name.", kind, name))
                   : fail(fmt::format("\u201c{}\u201d stands for the {} \u201c{}\u201d in formulas already: choose "
                                      "another name.",
                                      name, kind, theirs));
    };
    if (const auto* metric = other(model.metrics()))
        return refuse(Metric::kind, metric->name);
    if (const auto* input = other(model.inputs()))
        return refuse(Input::kind, input->name);
    return {};
}

Result<void> checkLoops(const Model& before, const Model& after) {
    const Dependencies now = dependencies(after);
    if (now.loops.empty())
        return {};
    std::set<std::string> known;
    const Dependencies then = dependencies(before);
    for (const auto& loop : then.loops)
        known.insert(loopText(before, then, loop));
    for (const auto& loop : now.loops)
        if (const std::string text = loopText(after, now, loop); !known.contains(text))
            return fail(fmt::format("This would make a loop without a delay: {}; give a link in it a delay of at least "
                                    "one period first.",
                                    text));
    return {};
}

void dropPaths(Draft& draft, const std::function<bool(std::string_view path)>& drop) {
    const Model before = draft.now();
    for (const Scenario& scenario : before.scenarios()) {
        Scenario kept = scenario;
        std::erase_if(kept.overrides, [&](const Override& change) { return drop(change.path); });
        if (kept.overrides.size() != scenario.overrides.size())
            draft.put(std::move(kept));
    }
    Settings settings = before.settings();
    std::erase_if(settings.pins, drop);
    if (settings.pins != before.settings().pins)
        draft.put(std::move(settings));
    for (const Correlation& correlation : before.correlations()) {
        Correlation kept = correlation;
        std::erase_if(kept.first, drop);
        std::erase_if(kept.second, drop);
        if (kept == correlation)
            continue;
        const bool pairs =
            correlation.second.empty() ? kept.first.size() > 1 : !kept.first.empty() && !kept.second.empty();
        if (pairs)
            draft.put(std::move(kept));
        else
            draft.erase<Correlation>(correlation.id);
    }
    for (const Guess& guess : before.guesses())
        if (drop(guess.figure))
            draft.erase<Guess>(guess.id);
}

std::string called(const Model& model, const EntityRef& entity) { return readableName(model, pathOf(entity)); }

std::string shortened(std::string_view text, size_t longest) {
    if (text.size() <= longest)
        return std::string(text);
    size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string(text.substr(0, end)) + "\u2026";
}

std::string settingLabel(std::string_view name, std::string_view text) {
    constexpr size_t longest = 40;
    text = trimmed(text);
    return text.empty() ? fmt::format("Clear {}", name) : fmt::format("Set {} to {}", name, shortened(text, longest));
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

tl::unexpected<Error> unknownEntity(const EntityRef& entity) {
    return fail(fmt::format("There is no {} `{}`.", entity.kind, entity.id));
}

} // namespace tributary
