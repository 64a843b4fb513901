// SPDX-License-Identifier: GPL-3.0-or-later
// Field texts: every type of member as a person types it, and back. For the sources of core/model.
#pragma once

#include "core/base/iso_date.h"
#include "core/formula/number.h"
#include "core/formula/spelled_out.h"
#include "core/model/edit_rules.h"
#include "core/model/field.h"
#include "core/model/quantity_path.h"
#include "core/model/same_numbers.h"

#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace tributary {

/// Calls `use` with each part between commas, without blanks at its ends.
template <class Use>
Result<void> forEachListed(std::string_view text, Use&& use) {
    text = trimmed(text);
    while (!text.empty()) {
        const size_t comma = text.find(',');
        if (Result<void> used = use(trimmed(text.substr(0, comma))); !used)
            return used;
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return {};
}

inline Result<void> typeInto(const Model&, std::string& slot, std::string_view text) {
    slot = text;
    return {};
}

inline Result<void> typeInto(const Model&, bool& slot, std::string_view text) {
    const std::string_view word = trimmed(text);
    if (word == "yes" || word == "true")
        slot = true;
    else if (word == "no" || word == "false")
        slot = false;
    else
        return fail("This is either yes or no: type one of them.", 0, text.size());
    return {};
}

inline Result<void> typeInto(const Model&, double& slot, std::string_view text) {
    const auto number = parseNumber(text);
    if (!number)
        return tl::unexpected<Error>(number.error());
    slot = *number;
    return {};
}

template <class Integer>
requires std::is_integral_v<Integer> Result<void> typeInto(const Model&, Integer& slot, std::string_view text) {
    const auto number = parseNumber(text);
    if (!number)
        return tl::unexpected<Error>(number.error());
    // Beyond 2^53 a double no longer holds every whole number.
    constexpr double most = sizeof(Integer) > 4 ? 9007199254740992.0 : std::numeric_limits<int>::max();
    if (*number != std::floor(*number) || std::abs(*number) > most)
        return fail("This is a whole number: type one without decimals.", 0, text.size());
    slot = static_cast<Integer>(*number);
    return {};
}

inline Result<void> typeInto(const Model&, Date& slot, std::string_view text) {
    const auto date = parseDate(trimmed(text));
    if (!date)
        return fail("A date is written as 2027-01-31: year, month, day.", 0, text.size());
    slot = *date;
    return {};
}

template <class Enum>
requires std::is_enum_v<Enum> Result<void> typeInto(const Model&, Enum& slot, std::string_view text) {
    std::string choices;
    for (size_t i = 0; i < EnumNames<Enum>::names.size(); ++i) {
        const std::string_view name = EnumNames<Enum>::names[i];
        if (name == trimmed(text)) {
            slot = static_cast<Enum>(i);
            return {};
        }
        choices += (choices.empty() ? "" : ", ") + (name.empty() ? std::string("empty") : std::string(name));
    }
    return fail("This is one of " + choices + ": type one of them.", 0, text.size());
}

/// Ids of entities must exist; those of parts (steps, pools) are looked up by the checks of a model.
template <class Tag>
Result<void> typeInto(const Model& model, Id<Tag>& slot, std::string_view text) {
    const std::string_view id = trimmed(text);
    if (!id.empty()) {
        Result<void> known;
        forEachEntityType([&]<class Entity>() {
            if constexpr (std::is_same_v<decltype(Entity::id), Id<Tag>>)
                if (!model.table<Entity>().contains(Id<Tag>(id)))
                    known = unknownEntity({Entity::kind, std::string(id)});
        });
        if (!known)
            return known;
        if (!isValidId(id))
            return fail("`" + std::string(id) + "` cannot be an id: use letters, digits, `_`, `-` and `.`.");
    }
    slot = Id<Tag>(id);
    return {};
}

/// What is kept as typed: Quantity, Formula, Parameter, OverrideValue, GuessedAmount, WorkingHours, lists of
/// times.
template <class Value>
requires requires(std::string_view text) { Value::parse(text); }
Result<void> typeInto(const Model&, Value& slot, std::string_view text) {
    auto value = Value::parse(text);
    if constexpr (std::is_same_v<Value, Quantity> || std::is_same_v<Value, Parameter>)
        if (const std::string inFull = spelledOut(text); Quantity::parse(inFull))
            value = Value::parse(inFull);
    if (!value)
        return tl::unexpected<Error>(value.error());
    slot = std::move(*value);
    return {};
}

template <class Value>
Result<void> typeInto(const Model& model, std::optional<Value>& slot, std::string_view text) {
    slot.reset();
    if (trimmed(text).empty())
        return {};
    Value value{};
    if (auto typed = typeInto(model, value, text); !typed)
        return typed;
    slot = std::move(value);
    return {};
}

/// A group and, after a blank, its weight.
inline Result<void> typeInto(const Model& model, Participant& slot, std::string_view text) {
    const size_t blank = text.find_first_of(" \t");
    if (auto typed = typeInto(model, slot.group, text.substr(0, blank)); !typed)
        return typed;
    return typeInto(model, slot.weight, blank == std::string_view::npos ? std::string_view{} : text.substr(blank));
}

template <class Value>
Result<void> typeInto(const Model& model, std::vector<Value>& slot, std::string_view text) {
    std::vector<Value> values;
    auto typed = forEachListed(text, [&](std::string_view part) {
        Value value{};
        auto one = typeInto(model, value, part);
        values.push_back(std::move(value));
        return one;
    });
    if (typed)
        slot = std::move(values);
    return typed;
}

inline std::string textOf(const std::string& value) { return value; }
inline std::string textOf(bool value) { return value ? "yes" : "no"; }
inline std::string textOf(double value) { return formatNumber(value); }
template <class Integer>
requires std::is_integral_v<Integer> std::string textOf(Integer value) { return std::to_string(value); }
inline std::string textOf(Date value) { return formatDate(value); }
template <class Enum>
requires std::is_enum_v<Enum> std::string textOf(Enum value) {
    return std::string(EnumNames<Enum>::names[static_cast<size_t>(value)]);
}
template <class Tag>
std::string textOf(const Id<Tag>& value) {
    return value.text;
}
inline std::string textOf(const Quantity& value) { return value.text(); }
inline std::string textOf(const Formula& value) { return value.text(); }
inline std::string textOf(const Parameter& value) { return value.text(); }
inline std::string textOf(const OverrideValue& value) { return value.text; }
inline std::string textOf(const WorkingHours& value) { return value.text(); }
inline std::string textOf(const MeasuredTimes& value) { return value.text(); }
inline std::string textOf(const ArrivalTimes& value) { return value.text(); }
inline std::string textOf(const GuessedAmount& value) { return value.text(); }
template <class Value>
std::string textOf(const std::optional<Value>& value) {
    return value ? textOf(*value) : std::string{};
}
inline std::string textOf(const Participant& value) {
    return value.weight ? value.group.text + " " + textOf(*value.weight) : value.group.text;
}
template <class Value>
requires(!Described<Value> || std::is_same_v<Value, Participant>) std::string textOf(const std::vector<Value>& values) {
    std::string text;
    for (const Value& value : values)
        text += (text.empty() ? "" : ", ") + textOf(value);
    return text;
}

} // namespace tributary
