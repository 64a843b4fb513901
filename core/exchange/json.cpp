// SPDX-License-Identifier: GPL-3.0-or-later
// The file form: {"format": "tributary", "version": 1, "settings": {...}, "groups": [...], "inputs": [...], ...}, a
// list for each kind of entity in the order of EntityTypes, entities in the order of their ids, empty lists left out.
#include "core/exchange/json.h"

#include "core/model/edit.h"
#include "core/model/entity_json.h"
#include "core/model/json_text.h"
#include "core/model/references.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include <array>
#include <concepts>
#include <cstdint>
#include <unordered_set>

namespace tributary {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view formatName = "tributary";
constexpr std::int64_t formatVersion = 1;
constexpr size_t maxEntities = 100'000; // of one kind

template <class Entity>
std::string listName() {
    const std::string kind(Entity::kind);
    if (kind.ends_with("ss"))
        return kind + "es";
    return kind.ends_with('s') ? kind : kind + "s";
}

/// Refuses what is no model of ours, and a version that this program does not know.
Result<void> checkHead(const Json& tree) {
    if (!tree.is_object())
        return fail("a model in JSON is an object in { }");
    const auto format = tree.find("format");
    if (format == tree.end() || *format != std::string(formatName))
        return fail("this is no Tributary model: it does not begin with \"format\": \"tributary\"");
    const auto version = tree.find("version");
    if (version == tree.end() || !version->is_number_integer() || *version < 1)
        return fail("version: write the version of the format, 1");
    if (*version > formatVersion)
        return fail(
            fmt::format("version: the model is of format version {}, and this program reads up to {}; use a newer "
                        "version of Tributary",
                        version->dump(), formatVersion));
    for (auto member = tree.begin(); member != tree.end(); ++member) {
        bool known = member.key() == "format" || member.key() == "version";
        forEachEntityType([&]<class Entity>() { known = known || member.key() == listName<Entity>(); });
        if (!known)
            return fail(fmt::format("unknown key \"{:.60}\"; correct it, or use the newer version of Tributary that "
                                    "wrote it",
                                    member.key()));
    }
    return {};
}

/// Appends the entities of one list to `edit`.
template <class Entity>
Result<void> readList(const Json& tree, Edit& edit) {
    const std::string name = listName<Entity>();
    const auto list = tree.find(name);
    if (list == tree.end())
        return {};
    if constexpr (std::same_as<Entity, Settings>) {
        auto entity = fromJsonTree<Entity>(*list, name);
        if (!entity)
            return tl::unexpected(std::move(entity.error()));
        edit.changes.push_back(put(std::move(*entity)));
        return {};
    } else {
        if (!list->is_array())
            return fail(fmt::format("{}: write a list in [ ]; this is {}", name, list->type_name()));
        if (list->size() > maxEntities)
            return fail(fmt::format("{}: there are more than {} of them", name, maxEntities));
        std::unordered_set<std::string> ids;
        for (size_t i = 0; i < list->size(); ++i) {
            const std::string place = fmt::format("{}[{}]", name, i);
            auto entity = fromJsonTree<Entity>((*list)[i], place);
            if (!entity)
                return tl::unexpected(std::move(entity.error()));
            if (!ids.insert(entity->id.text).second)
                return fail(fmt::format("{}.id: the id \"{}\" stands twice", place, entity->id.text));
            edit.changes.push_back(put(std::move(*entity)));
        }
        return {};
    }
}

} // namespace

std::string writeJson(const Model& model) {
    Json tree = Json::object();
    tree["format"] = std::string(formatName);
    tree["version"] = formatVersion;
    forEachEntityType([&]<class Entity>() {
        if constexpr (std::same_as<Entity, Settings>) {
            tree[listName<Entity>()] = toJsonTree(model.settings());
        } else if (!model.table<Entity>().empty()) {
            Json list = Json::array();
            for (const Entity& entity : model.table<Entity>())
                list.push_back(toJsonTree(entity));
            tree[listName<Entity>()] = std::move(list);
        }
    });
    return printJson(tree) + "\n";
}

Result<Model> readJson(std::string_view text) {
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    const auto tree = parseJson(text);
    if (!tree)
        return tl::unexpected(tree.error());
    if (const auto head = checkHead(*tree); !head)
        return tl::unexpected(head.error());
    Edit edit;
    Result<void> lists;
    forEachEntityType([&]<class Entity>() {
        if (lists)
            lists = readList<Entity>(*tree, edit);
    });
    if (!lists)
        return tl::unexpected(lists.error());
    Model model = apply(Model(), edit).model;
    if (const auto references = checkReferences(model); !references)
        return tl::unexpected(references.error());
    return model;
}

std::string fingerprint(const Model& model) {
    const std::string text = writeJson(model);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    // SHA-256 is always in the default provider; a failure would leave size 0 and the fingerprint empty.
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
    std::string hexadecimal;
    for (unsigned int i = 0; i < size; ++i)
        hexadecimal += fmt::format("{:02x}", digest[i]);
    return hexadecimal;
}

} // namespace tributary
