// SPDX-License-Identifier: GPL-3.0-or-later
// What BPMN has no words for, in attributes of our own namespace: `tributary:touch="1/2/4 hour"` on a task,
// `tributary:share` on a sequence flow, `tributary:frequency` on a boundary event, `tributary:arrivals` on a process. A
// field goes by its name in process_map.h, its value as typed; an empty attribute says that the field is empty. Pools
// are elements `tributary:pool` among the extension elements of the process.
#pragma once

#include "core/exchange/bpmn_document.h"
#include "core/formula/number.h"
#include "core/model/field.h"
#include "core/model/process_map.h"
#include "core/model/sub_processes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tributary {

/// Behind the name of a field whose formula another model may not understand: the value to take there instead.
inline constexpr std::string_view valueSuffix = "_value";

/// Of a lane: its place among those of the map, where that is not its place in the text.
inline constexpr std::string_view lanePosition = "position";

/// Of a sub-process or a call: whether what is in it is the map of the step, where that goes without saying otherwise:
/// without this attribute it is, unless the step has work of its own.
inline constexpr std::string_view innerAttribute = "inner";
inline constexpr std::string_view hasInner = "map";
inline constexpr std::string_view hasNoInner = "none";

/// A field that is empty or keeps what was typed.
template <class Value>
inline constexpr bool isTypedMaybe =
    std::is_same_v<Value, std::optional<Parameter>> || std::is_same_v<Value, std::optional<WorkingHours>> ||
    std::is_same_v<Value, std::optional<MeasuredTimes>> || std::is_same_v<Value, std::optional<ArrivalTimes>>;

template <class Value>
[[nodiscard]] std::string attributeText(const Value& value) {
    if constexpr (isTypedMaybe<Value>)
        return value ? value->text() : std::string();
    else if constexpr (std::is_same_v<Value, bool>)
        return value ? "true" : "";
    else if constexpr (std::is_same_v<Value, int>)
        return value == 0 ? std::string() : std::to_string(value);
    else if constexpr (std::is_enum_v<Value>)
        return value == Value{} ? std::string() : std::string(EnumNames<Value>::names[static_cast<size_t>(value)]);
    else if constexpr (std::is_same_v<Value, std::vector<PoolId>>) {
        std::string list;
        for (const PoolId& id : value)
            list += (list.empty() ? "" : " ") + id.text;
        return list;
    } else if constexpr (requires { value.text; })
        return value.text;
    else
        return value;
}

/// Reads an attribute into a field; the error says what is wrong with its text.
template <class Value>
[[nodiscard]] Result<void> readAttribute(const std::string& text, Value& out) {
    if constexpr (isTypedMaybe<Value>) {
        out.reset();
        if (text.empty())
            return {};
        auto typed = Value::value_type::parse(text);
        if (!typed)
            return tl::unexpected(typed.error());
        out = std::move(*typed);
    } else if constexpr (std::is_same_v<Value, int>) {
        const auto number = text.empty() ? Result<double>(0) : parseNumber(text);
        if (!number || *number != std::floor(*number) || std::abs(*number) > std::numeric_limits<int>::max())
            return fail("it is no whole number.");
        out = static_cast<int>(*number);
    } else if constexpr (std::is_enum_v<Value>) {
        const auto& names = EnumNames<Value>::names;
        const auto found = text.empty() ? names.begin() : std::ranges::find(names, text);
        if (found == names.end())
            return fail("it is none of its values.");
        out = static_cast<Value>(found - names.begin());
    } else if constexpr (std::is_same_v<Value, std::vector<PoolId>>) {
        out.clear();
        std::set<std::string> taken; // each pool once
        std::istringstream list(text);
        for (std::string id; list >> id;) {
            if (!isValidId(id))
                return fail("it names no ids: use 1 to 64 letters, digits, _ - or . for each.");
            if (taken.insert(id).second)
                out.emplace_back(id);
        }
    } else if constexpr (std::is_same_v<Value, bool>) {
        out = text == "true" || text == "1";
    } else if constexpr (requires { out.text; }) {
        if (!text.empty() && !isValidId(text))
            return fail("it is no id: use 1 to 64 letters, digits, _ - or .");
        out.text = text;
    } else {
        out = text;
    }
    return {};
}

/// Calls visit(field) for each field that a part keeps in attributes of our own: numbers, and what stands beside them.
/// BPMN itself says the rest.
template <class Part, class Visit>
void forEachOwnField(Visit&& visit) {
    static constexpr std::array<std::string_view, 7> saidByBpmn{"name", "kind",    "from", "to",
                                                                "step", "resumes", "inner"};
    forEachField<Part>([&](const auto& field) {
        using Value = std::remove_cvref_t<decltype(std::declval<Part>().*field.member)>;
        if constexpr (isTypedMaybe<Value> || std::is_same_v<Value, bool> || std::is_same_v<Value, int> ||
                      std::is_enum_v<Value> || std::is_same_v<Value, std::vector<PoolId>> ||
                      requires(Value value) { value.text; })
            if (field.concerns != Concerns::words && std::ranges::find(saidByBpmn, field.name) == saidByBpmn.end())
                visit(field);
    });
}

/// Reads the fields that an element has attributes for; what cannot be read is noted, and left as it was.
template <class Part>
void readOwnFields(const BpmnDocument& document, XmlIndex element, Part& part, std::vector<BpmnNote>& notes) {
    forEachOwnField<Part>([&](const auto& field) {
        const auto text = document.own(element, field.name);
        if (!text)
            return;
        auto value = part.*field.member;
        if (const auto read = readAttribute(*text, value))
            part.*field.member = std::move(value);
        else
            notes.push_back(document.note(element, "its tributary:" + std::string(field.name) + " \"" + *text +
                                                       "\" was not read: " + read.error().message));
    });
}

} // namespace tributary
