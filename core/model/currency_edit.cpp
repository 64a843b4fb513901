// SPDX-License-Identifier: GPL-3.0-or-later
// Another currency for a model: its code takes the old one's place wherever that is a unit. Amounts stay as typed.
#include "core/formula/characters.h"
#include "core/model/edit_rules.h"
#include "core/model/field.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <type_traits>
#include <vector>

namespace tributary {

namespace {

struct Currencies {
    std::string_view from, to;
    std::string* rate; ///< set to a text that holds both, as a rate of exchange does
};

/// Where a word may stand for the old currency: anywhere, or after a number alone, as another thing has its name.
enum class Place { anywhere, afterNumber };

bool followsNumber(std::string_view text) {
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return !text.empty() && digitAt(text, text.size() - 1);
}

/// Rewrites the words of a quantity, formula or unit that are the old currency; names in brackets stay.
std::string withCurrency(std::string_view text, const Currencies& currencies, Place place = Place::anywhere) {
    std::string written;
    bool hasOld = false;
    bool hasNew = false;
    for (size_t i = 0; i < text.size();) {
        size_t end = i + 1;
        if (text[i] == '[')
            end = std::min(text.find(']', i), text.size() - 1) + 1;
        else if (letterAt(text, i) != 0)
            end = wordEnd(text, i);
        const std::string_view part = text.substr(i, end - i);
        const bool isUnit = place == Place::anywhere || followsNumber(text.substr(0, i));
        const bool isOld = part == currencies.from && isUnit;
        hasOld = hasOld || isOld;
        hasNew = hasNew || (!isOld && part == currencies.to);
        written += isOld ? currencies.to : part;
        i = end;
    }
    if (hasOld && hasNew)
        *currencies.rate = text;
    return written;
}

/// Tells whether the old currency's code is the name of a metric or input in a formula, not a unit.
bool isNamed(const Formula& formula, std::string_view name) {
    const auto& names = formula.references();
    return std::find(names.begin(), names.end(), name) != names.end();
}
bool isNamed(const Parameter& parameter, std::string_view name) {
    return parameter.formula() && isNamed(*parameter.formula(), name);
}
template <class Value>
bool isNamed(const Value&, std::string_view) {
    return false;
}

const std::string& typed(const OverrideValue& value) { return value.text; }
template <class Value>
const std::string& typed(const Value& value) {
    return value.text();
}

template <class Value>
bool rewrite(std::vector<Value>& parts, std::string_view name, const Currencies& currencies);
template <class Value>
bool rewrite(std::optional<Value>& value, std::string_view name, const Currencies& currencies);

bool rewrite(std::string& text, std::string_view name, const Currencies& currencies) {
    if (name != "unit")
        return false;
    std::string written = withCurrency(text, currencies);
    const bool changed = written != text;
    text = std::move(written);
    return changed;
}

/// Rewrites all of a slot, field by field where it has fields; tells whether anything changed.
template <class Value>
bool rewrite(Value& value, std::string_view, const Currencies& currencies) {
    bool changed = false;
    if constexpr (Described<Value>) {
        forEachField<Value>(
            [&](const auto& field) { changed = rewrite(value.*field.member, field.name, currencies) || changed; });
    } else if constexpr (requires(std::string_view text) { Value::parse(text); }) {
        const Place place = isNamed(value, currencies.from) ? Place::afterNumber : Place::anywhere;
        const std::string written = withCurrency(typed(value), currencies, place);
        if (written == typed(value))
            return false;
        auto parsed = Value::parse(written);
        changed = parsed.has_value();
        if (changed)
            value = std::move(*parsed);
    }
    return changed;
}

template <class Value>
bool rewrite(std::vector<Value>& parts, std::string_view name, const Currencies& currencies) {
    bool changed = false;
    for (Value& part : parts)
        changed = rewrite(part, name, currencies) || changed;
    return changed;
}

template <class Value>
bool rewrite(std::optional<Value>& value, std::string_view name, const Currencies& currencies) {
    return value && rewrite(*value, name, currencies);
}

} // namespace

Result<Edit> changeCurrency(const Model& model, std::string_view currency) {
    Draft draft(model, fmt::format("Set the currency to {}; amounts stay as typed", currency));
    std::string rate;
    const Currencies currencies{model.settings().currency, currency, &rate};
    forEachEntityType([&]<class Entity>() {
        if constexpr (!std::is_same_v<Entity, Settings>)
            for (const Entity& before : model.table<Entity>()) {
                Entity after = before;
                if (rewrite(after, {}, currencies))
                    draft.put(std::move(after));
            }
    });
    if (!rate.empty())
        return fail(
            fmt::format("\u201c{:.80}\u201d holds {} and {} alike, and would lose its meaning: take it out first.",
                        rate, currencies.from, currency));
    Settings settings = model.settings();
    settings.currency = currency;
    draft.put(std::move(settings));
    return std::move(draft).edit();
}

} // namespace tributary
