// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/model_reader.h"

#include "core/storage/columns.h"
#include "core/storage/scan.h"
#include "core/storage/value.h"

#include <map>
#include <typeindex>
#include <unordered_set>

namespace tributary::rows {

namespace {

constexpr std::int64_t mostRows = 5'000'000; // of one table

/// How the rows of parts name their owner, in one text.
std::string ownerName(const std::vector<std::string>& keys) {
    std::string name;
    for (const std::string& key : keys)
        name += (name.empty() ? "" : "/") + key;
    return name;
}

class ModelReader {
public:
    ModelReader(SQLite::Database& database, Losses& losses) : database_(database), losses_(losses) {}

    Model read() {
        Edit all;
        std::apply([&](auto&... list) { (readEntities(list), ...); }, entities_);
        std::apply([&](auto&... list) { (emptyDangling(list), ...); }, entities_);
        cutLoops(std::get<std::vector<Metric>>(entities_));
        std::apply([&](auto&... list) { (moveInto(list, all), ...); }, entities_);
        return apply(Model(), all).model;
    }

private:
    template <class List>
    struct ListsOf;
    template <class... Entities>
    struct ListsOf<TypeList<Entities...>> {
        using type = std::tuple<std::vector<Entities>...>;
    };

    /// Reads the columns from `column` on into `object`; names the row and what is wrong with it.
    template <class Object>
    bool readColumns(SQLite::Statement& statement, const Scan& scan, int column, Object& object,
                     const std::string& row) {
        bool good = true;
        const auto one = [&](const ColumnName& name, auto& value) {
            const int at = column++;
            if (!good || !scan.has(static_cast<size_t>(at)))
                return;
            if (const Fault fault = readValue(statement.getColumn(at), value)) {
                losses_.add(fmt::format("{}: {}: {}", row, name.text(), *fault));
                good = false;
            }
        };
        if constexpr (Composite<Object>)
            walk(object, "", one, ignored);
        else
            one(ColumnName{"", "value"}, object);
        return good;
    }

    template <class Entity>
    void readEntities(std::vector<Entity>& out) {
        const std::string table(Entity::kind);
        auto columns = valueColumns<Entity>();
        columns.insert(columns.begin(), "id");
        Scan scan(database_, table, std::move(columns), losses_);
        auto& known = ids_[typeid(decltype(Entity::id))];
        scan.each([&](SQLite::Statement& statement) {
            Entity entity;
            std::string text;
            const Fault fault = readText(statement.getColumn(0), longestText, text);
            const bool named = std::is_same_v<Entity, Settings> ? text.empty() : isValidId(text);
            if (fault || !named)
                return losses_.add(fmt::format("{} \"{:.40}\": it cannot have this id", table, text));
            const std::string row = std::is_same_v<Entity, Settings> ? table : fmt::format("{} {}", table, text);
            entity.id.text = text;
            if (!readColumns(statement, scan, 1, entity, row))
                return;
            if (static_cast<std::int64_t>(out.size()) >= mostRows)
                return losses_.add(row + ": there are too many");
            if (!known.insert(std::move(text)).second)
                return losses_.add(row + ": it stands twice");
            out.push_back(std::move(entity));
        });
        if (std::is_same_v<Entity, Settings> && out.empty())
            losses_.add("the settings are lost; those of a new model stand in");
        std::unordered_map<std::string, Entity*> owners;
        for (Entity& entity : out)
            owners.emplace(entity.id.text, &entity);
        readLists<Entity>(table, {table}, owners);
    }

    /// Reads the tables of the lists of `owners`, which are known by their keys.
    template <class Owner>
    void readLists(const std::string& table, const std::vector<std::string>& keyColumns,
                   const std::unordered_map<std::string, Owner*>& owners) {
        size_t count = 0;
        Owner prototype;
        walk(prototype, "", ignored, [&]<class Part>(const ColumnName& name, const std::vector<Part>&) {
            const size_t index = count++;
            readParts<Owner, Part>(partTable(table, name), name, index, keyColumns, owners);
        });
    }

    template <class Part>
    struct Placed {
        std::int64_t position;
        Part part;
    };

    template <class Owner, class Part>
    void readParts(const std::string& table, const ColumnName& name, const size_t index,
                   const std::vector<std::string>& keyColumns, const std::unordered_map<std::string, Owner*>& owners) {
        auto columns = keyColumns;
        columns.emplace_back("position");
        if constexpr (HasPartId<Part>)
            columns.emplace_back("id");
        const auto values = valueColumns<Part>();
        columns.insert(columns.end(), values.begin(), values.end());
        const int keyCount = static_cast<int>(keyColumns.size());
        std::unordered_map<std::string, std::vector<Placed<Part>>> found;
        std::int64_t rows = 0;
        Scan scan(database_, table, std::move(columns), losses_);
        scan.each([&](SQLite::Statement& statement) {
            std::vector<std::string> keys;
            for (int key = 0; key < keyCount; ++key)
                keys.push_back(statement.getColumn(key).getString());
            const std::string owner = ownerName(keys);
            Placed<Part> placed{};
            std::string row = fmt::format("{} of {:.80}", table, owner);
            if (const Fault fault = readInteger(statement.getColumn(keyCount), 0, mostRows, placed.position))
                return losses_.add(fmt::format("{}: position: {}", row, *fault));
            int column = keyCount + 1;
            if constexpr (HasPartId<Part>) {
                const Fault fault = readText(statement.getColumn(column++), longestText, placed.part.id.text);
                if (fault || !isValidId(placed.part.id.text))
                    return losses_.add(fmt::format("{} \"{:.40}\": it cannot have this id", row, placed.part.id.text));
                row += fmt::format(", {}", placed.part.id.text);
            } else {
                row += fmt::format(", number {}", placed.position + 1);
            }
            if (!readColumns(statement, scan, column, placed.part, row))
                return;
            if (++rows > mostRows)
                return losses_.add(row + ": there are too many");
            if (!owners.contains(owner))
                return losses_.add(row + ": what it belongs to is lost");
            found[owner].push_back(std::move(placed));
        });
        for (auto& [owner, parts] : found)
            place(*owners.at(owner), index, table + " of " + owner, parts);
        if constexpr (Composite<Part>) {
            auto innerColumns = keyColumns;
            innerColumns.push_back(ownerColumn<Part>(name.text()));
            std::unordered_map<std::string, Part*> inner;
            for (const auto& entry : owners)
                listAt<Part>(*entry.second, index, [&](std::vector<Part>& list) {
                    for (size_t i = 0; i < list.size(); ++i) {
                        if constexpr (HasPartId<Part>)
                            inner.emplace(entry.first + "/" + list[i].id.text, &list[i]);
                        else
                            inner.emplace(entry.first + "/" + std::to_string(i), &list[i]);
                    }
                });
            readLists<Part>(table, innerColumns, inner);
        }
    }

    /// Calls `visit` with list number `index` of `owner`, whose parts are Parts.
    template <class Part, class Owner, class Visit>
    static void listAt(Owner& owner, const size_t index, Visit&& visit) {
        size_t count = 0;
        walk(owner, "", ignored, [&](const ColumnName&, auto& list) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(list)>, std::vector<Part>>)
                if (count == index)
                    visit(list);
            ++count;
        });
    }

    template <class Owner, class Part>
    void place(Owner& owner, const size_t index, const std::string& what, std::vector<Placed<Part>>& parts) {
        std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.position < b.position; });
        std::unordered_set<std::string> known;
        listAt<Part>(owner, index, [&](std::vector<Part>& list) {
            for (size_t i = 0; i < parts.size(); ++i) {
                if (i > 0 && parts[i].position == parts[i - 1].position) {
                    losses_.add(fmt::format("{}: number {} stands twice", what, parts[i].position + 1));
                    continue;
                }
                if constexpr (HasPartId<Part>)
                    if (!known.insert(parts[i].part.id.text).second) {
                        losses_.add(fmt::format("{}, {}: it stands twice", what, parts[i].part.id.text));
                        continue;
                    }
                list.push_back(std::move(parts[i].part));
            }
        });
    }

    using IdSets = std::map<std::type_index, std::unordered_set<std::string>>;

    template <class Entity>
    void emptyDangling(std::vector<Entity>& list) {
        for (Entity& entity : list) {
            IdSets parts;
            walk(entity, "", ignored, [&]<class Part>(const ColumnName&, std::vector<Part>& among) {
                if constexpr (HasPartId<Part>)
                    for (const Part& part : among)
                        parts[typeid(decltype(Part::id))].insert(part.id.text);
            });
            emptyDanglingIn(entity, parts, fmt::format("{} {}", Entity::kind, entity.id.text));
        }
    }

    template <class Object>
    void emptyDanglingIn(Object& object, const IdSets& parts, const std::string& row) {
        walk(
            object, "",
            [&]<class Value>(const ColumnName& name, Value& value) {
                if constexpr (IsIdentity<Value>::value)
                    if (isDangling(value, parts)) {
                        losses_.add(fmt::format("{}: {}: there is no {}", row, name.text(), value.text));
                        value.text.clear();
                    }
            },
            [&]<class Part>(const ColumnName& name, std::vector<Part>& list) {
                if constexpr (IsIdentity<Part>::value)
                    std::erase_if(list, [&](const Part& value) {
                        const bool gone = value.empty() || isDangling(value, parts);
                        if (gone)
                            losses_.add(fmt::format("{}: {}: there is no {}", row, name.text(), value.text));
                        return gone;
                    });
                else if constexpr (Composite<Part>)
                    for (Part& part : list)
                        emptyDanglingIn(part, parts, row + ": " + name.text());
            });
    }

    /// Makes a root of one metric of each circle of parents, which no tree could draw.
    void cutLoops(std::vector<Metric>& metrics) {
        std::unordered_map<std::string, Metric*> byId;
        for (Metric& metric : metrics)
            byId.emplace(metric.id.text, &metric);
        std::unordered_map<const Metric*, const Metric*> reachedFrom;
        for (Metric& start : metrics)
            for (Metric* at = &start; reachedFrom.emplace(at, &start).second && !at->parent.empty();) {
                Metric* const parent = byId.at(at->parent.text);
                const auto reached = reachedFrom.find(parent);
                if (reached != reachedFrom.end() && reached->second == &start) {
                    losses_.add(fmt::format("metric {}: parent: {} is below it", at->id.text, at->parent.text));
                    at->parent.text.clear();
                }
                at = parent;
            }
    }

    template <class Identity>
    bool isDangling(const Identity& value, const IdSets& parts) const {
        if (value.empty())
            return false;
        if (const auto entities = ids_.find(typeid(Identity)); entities != ids_.end())
            return !entities->second.contains(value.text);
        const auto among = parts.find(typeid(Identity));
        return among == parts.end() || !among->second.contains(value.text);
    }

    template <class Entity>
    static void moveInto(std::vector<Entity>& list, Edit& all) {
        for (Entity& entity : list)
            all.changes.push_back(put(std::move(entity)));
        list.clear();
    }

    SQLite::Database& database_;
    Losses& losses_;
    ListsOf<EntityTypes>::type entities_;
    IdSets ids_; // of the entities that were read
};

} // namespace

Model readModel(SQLite::Database& database, Losses& losses) { return ModelReader(database, losses).read(); }

} // namespace tributary::rows
