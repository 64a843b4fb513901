// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/entity_json.h"

#include "core/base/iso_date.h"
#include "core/formula/characters.h"
#include "core/model/json_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>
#include <type_traits>
#include <unordered_set>
#include <utility>

namespace tributary {

namespace {

using Json = nlohmann::ordered_json;

constexpr size_t maxTyped = 10'000; // bytes of a quantity or formula; lists of times say their own
constexpr size_t maxParts = 10'000; // steps, effects... of one entity

template <class T>
concept HasId = requires(T value) {
    value.id.text;
};
template <class T>
concept Typed = requires {
    T::parse(std::string_view{});
};
template <class T>
concept Enumeration = std::is_enum_v<T>;

template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <Typed T>
const std::string& typedText(const T& value) {
    if constexpr (std::same_as<T, OverrideValue>)
        return value.text;
    else
        return value.text();
}

template <Typed T>
constexpr size_t longestTyped = maxTyped;
template <Typed T>
requires requires { T::longestText; }
constexpr size_t longestTyped<T> = T::longestText;

/// What a plain number in the JSON stands for.
template <Typed T>
std::string typedNumber(const std::string& digits) {
    const bool signedOverride = std::same_as<T, OverrideValue> && digits.starts_with('-');
    return signedOverride ? "= " + digits : digits;
}

template <class T>
Json written(const T& value) {
    if constexpr (Described<T>) {
        static const T defaults{};
        Json object = Json::object();
        if constexpr (HasId<T>)
            if (!value.id.empty())
                object["id"] = value.id.text;
        forEachField<T>([&](const auto& field) {
            if (!(value.*field.member == defaults.*field.member))
                object[std::string(field.name)] = written(value.*field.member);
        });
        return object;
    } else if constexpr (Typed<T>) {
        return typedText(value);
    } else if constexpr (Enumeration<T>) {
        return std::string(EnumNames<T>::names[static_cast<size_t>(value)]);
    } else if constexpr (IsId<T>::value) {
        return value.text;
    } else if constexpr (IsOptional<T>::value) {
        return value ? written(*value) : Json();
    } else if constexpr (IsVector<T>::value) {
        Json array = Json::array();
        for (const auto& element : value)
            array.push_back(written(element));
        return array;
    } else if constexpr (std::same_as<T, Date>) {
        return formatDate(value);
    } else {
        return value;
    }
}

/// Reads values of a tree and keeps the first thing that is wrong, with its place.
class TreeReader {
public:
    explicit TreeReader(std::string_view place) : place_(place) {}

    std::string error;

    template <class T>
    bool read(const Json& tree, T& out) {
        if constexpr (Described<T>)
            return readObject(tree, out);
        else if constexpr (Typed<T>)
            return readTyped(tree, out);
        else if constexpr (Enumeration<T>)
            return readEnumeration(tree, out);
        else if constexpr (IsId<T>::value)
            return readId(tree, out.text);
        else if constexpr (IsOptional<T>::value)
            return read(tree, out.emplace());
        else if constexpr (IsVector<T>::value)
            return readArray(tree, out);
        else if constexpr (std::same_as<T, Date>)
            return readDate(tree, out);
        else if constexpr (std::same_as<T, bool>)
            return tree.is_boolean() ? (out = tree.get<bool>(), true) : wrong("write true or false", tree);
        else if constexpr (std::same_as<T, double>)
            return tree.is_number() ? (out = tree.get<double>(), true) : wrong("write a number", tree);
        else if constexpr (std::integral<T>)
            return readInteger(tree, out);
        else
            return tree.is_string() ? (out = tree.get<std::string>(), true) : wrong("write a text in quotes", tree);
    }

    bool stop(const std::string& why) {
        error = place_.empty() ? why : place_ + ": " + why;
        return false;
    }

private:
    bool wrong(std::string_view what, const Json& tree) {
        return stop(fmt::format("{}; this is {}", what, tree.is_null() ? "null" : tree.type_name()));
    }

    /// Reads a member or an element with the place lengthened by `step`.
    template <class T>
    bool readAt(std::string_view step, const Json& tree, T& out) {
        const size_t length = place_.size();
        if (!step.starts_with('[') && !place_.empty())
            place_ += '.';
        place_ += step;
        const bool good = read(tree, out);
        place_.resize(length);
        return good;
    }

    template <class T>
    bool readObject(const Json& tree, T& out) {
        if (!tree.is_object())
            return wrong("write an object in { }", tree);
        for (auto member = tree.begin(); member != tree.end(); ++member)
            if (!isKnown<T>(member.key()))
                return stop(
                    fmt::format("unknown key \"{:.60}\"; correct it, or use the newer version of Tributary that "
                                "wrote it",
                                member.key()));
        if constexpr (HasId<T> && !std::same_as<T, Settings>) {
            const auto id = tree.find("id");
            if (id == tree.end())
                return stop("the id is missing");
            if (!readAt("id", *id, out.id))
                return false;
            if (out.id.empty())
                return stop("the id is empty");
        }
        bool good = true;
        forEachField<T>([&](const auto& field) {
            if (!good)
                return;
            if (const auto member = tree.find(field.name); member != tree.end())
                good = readAt(field.name, *member, out.*field.member);
        });
        return good;
    }

    template <class T>
    static bool isKnown(std::string_view key) {
        bool known = HasId<T> && !std::same_as<T, Settings> && key == "id";
        forEachField<T>([&](const auto& field) { known = known || field.name == key; });
        return known;
    }

    template <class T>
    bool readTyped(const Json& tree, T& out) {
        std::string text;
        if (tree.is_string())
            text = tree.get<std::string>();
        else if (tree.is_number())
            text = typedNumber<T>(tree.dump());
        else
            return wrong("write a text as it would be typed, or a number", tree);
        if (text.size() > longestTyped<T>)
            return stop(fmt::format("the text is longer than {} bytes", longestTyped<T>));
        auto value = T::parse(text);
        if (!value)
            return stop(
                fmt::format("{} (in \"{:.80}\"{})", value.error().message, text,
                            value.error().range
                                ? fmt::format(", at character {}", charactersIn(text, value.error().range->begin) + 1)
                                : std::string()));
        out = std::move(*value);
        return true;
    }

    template <class T>
    bool readEnumeration(const Json& tree, T& out) {
        if (!tree.is_string())
            return wrong("write a text in quotes", tree);
        const auto& names = EnumNames<T>::names;
        const auto found = std::find(names.begin(), names.end(), tree.get_ref<const std::string&>());
        if (found != names.end()) {
            out = static_cast<T>(found - names.begin());
            return true;
        }
        std::string choices;
        for (const std::string_view name : names)
            if (!name.empty())
                choices += (choices.empty() ? "" : ", ") + std::string(name);
        return stop(fmt::format("\"{:.60}\" is none of {}", tree.get_ref<const std::string&>(), choices));
    }

    bool readId(const Json& tree, std::string& out) {
        if (!tree.is_string())
            return wrong("write an id in quotes", tree);
        const auto& text = tree.get_ref<const std::string&>();
        if (!text.empty() && !isValidId(text))
            return stop(fmt::format("\"{:.80}\" cannot be an id: use 1 to 64 letters, digits, _ - or .", text));
        out = text;
        return true;
    }

    template <class T>
    bool readArray(const Json& tree, std::vector<T>& out) {
        if (!tree.is_array())
            return wrong("write a list in [ ]", tree);
        if constexpr (Described<T>)
            if (tree.size() > maxParts)
                return stop(fmt::format("the list has more than {} entries", maxParts));
        std::unordered_set<std::string> ids;
        out.clear();
        out.reserve(tree.size());
        for (size_t i = 0; i < tree.size(); ++i) {
            if (!readAt(fmt::format("[{}]", i), tree[i], out.emplace_back()))
                return false;
            if constexpr (HasId<T>)
                if (!ids.insert(out.back().id.text).second)
                    return stop(fmt::format("the id \"{}\" stands twice", out.back().id.text));
        }
        return true;
    }

    bool readDate(const Json& tree, Date& out) {
        if (!tree.is_string())
            return wrong("write a date as 2027-01-31, in quotes", tree);
        const auto& text = tree.get_ref<const std::string&>();
        if (const auto date = parseDate(text)) {
            out = *date;
            return true;
        }
        return stop(fmt::format("\"{:.40}\" is no date: write it as 2027-01-31", text));
    }

    template <class T>
    bool readInteger(const Json& tree, T& out) {
        if (!tree.is_number_integer())
            return wrong("write a whole number", tree);
        const bool fits = tree.is_number_unsigned()
                              ? tree.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<T>::max())
                              : tree.get<std::int64_t>() >= std::numeric_limits<T>::min() &&
                                    tree.get<std::int64_t>() <= std::numeric_limits<T>::max();
        if (!fits)
            return stop(fmt::format("{} is too large a number", tree.dump()));
        out = tree.get<T>();
        return true;
    }

    std::string place_;
};

template <class Entity>
bool readChange(const Json& tree, size_t index, std::vector<Change>& out, std::string& error) {
    if (const auto put = tree.find("put"); put != tree.end()) {
        const auto entity = tree.find("entity");
        auto value = fromJsonTree<Entity>(entity == tree.end() ? Json() : *entity, fmt::format("[{}].entity", index));
        if (!value) {
            error = value.error().message;
            return false;
        }
        out.push_back(tributary::put(std::move(*value)));
        return true;
    }
    decltype(Entity::id) id;
    TreeReader reader(fmt::format("[{}].id", index));
    if (const auto text = tree.find("id"); text != tree.end() && !reader.read(*text, id)) {
        error = reader.error;
        return false;
    }
    out.push_back(erase<Entity>(std::move(id)));
    return true;
}

} // namespace

template <class Entity>
Json toJsonTree(const Entity& entity) {
    return written(entity);
}

template <class Entity>
Result<Entity> fromJsonTree(const Json& tree, std::string_view place) {
    TreeReader reader(place);
    Entity entity;
    if (!reader.read(tree, entity))
        return fail(std::move(reader.error));
    return entity;
}

template <class Entity>
std::string toJsonText(const Entity& entity) {
    return written(entity).dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class Entity>
Result<Entity> fromJsonText(std::string_view text) {
    const auto tree = parseJson(text);
    if (!tree)
        return tl::unexpected(tree.error());
    return fromJsonTree<Entity>(*tree, "");
}

std::string writeChanges(const std::vector<Change>& changes) {
    Json list = Json::array();
    for (const Change& change : changes) {
        Json entry = Json::object();
        std::visit(
            [&]<class Kind>(const Kind& is) {
                if constexpr (requires { is.entity; }) {
                    using Entity = std::remove_cvref_t<decltype(*is.entity)>;
                    entry["put"] = std::string(Entity::kind);
                    entry["entity"] = written(*is.entity);
                } else {
                    const auto name = [&]<class Entity>(const Erase<Entity>&) { return std::string(Entity::kind); };
                    entry["erase"] = name(is);
                    if (!is.id.empty())
                        entry["id"] = is.id.text;
                }
            },
            change);
        list.push_back(std::move(entry));
    }
    return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::vector<Change>> readChanges(std::string_view text) {
    const auto tree = parseJson(text);
    if (!tree)
        return tl::unexpected(tree.error());
    if (!tree->is_array())
        return fail("changes are a list in [ ]");
    std::vector<Change> changes;
    for (size_t i = 0; i < tree->size(); ++i) {
        const Json& entry = (*tree)[i];
        const auto kind =
            entry.is_object() ? (entry.contains("put") ? entry.find("put") : entry.find("erase")) : entry.end();
        if (kind == entry.end() || !kind->is_string())
            return fail(fmt::format("[{}]: a change has a \"put\" or an \"erase\" with the kind of an entity", i));
        bool known = false;
        std::string error;
        forEachEntityType([&]<class Entity>() {
            if (kind->template get_ref<const std::string&>() != Entity::kind)
                return;
            known = true;
            readChange<Entity>(entry, i, changes, error);
        });
        if (!known)
            return fail(fmt::format("[{}]: \"{:.60}\" is no kind of entity that this version knows", i,
                                    kind->get_ref<const std::string&>()));
        if (!error.empty())
            return fail(std::move(error));
    }
    return changes;
}

#define TRIBUTARY_INSTANTIATE(Entity)                                                                                  \
    template std::string toJsonText(const Entity&);                                                                    \
    template Result<Entity> fromJsonText(std::string_view);                                                            \
    template Json toJsonTree(const Entity&);                                                                           \
    template Result<Entity> fromJsonTree(const Json&, std::string_view);
TRIBUTARY_INSTANTIATE(Settings)
TRIBUTARY_INSTANTIATE(Group)
TRIBUTARY_INSTANTIATE(Input)
TRIBUTARY_INSTANTIATE(Series)
TRIBUTARY_INSTANTIATE(Metric)
TRIBUTARY_INSTANTIATE(Drawing)
TRIBUTARY_INSTANTIATE(Process)
TRIBUTARY_INSTANTIATE(Link)
TRIBUTARY_INSTANTIATE(Intervention)
TRIBUTARY_INSTANTIATE(Scenario)
TRIBUTARY_INSTANTIATE(Correlation)
TRIBUTARY_INSTANTIATE(Actual)
TRIBUTARY_INSTANTIATE(Guess)
#undef TRIBUTARY_INSTANTIATE

} // namespace tributary
