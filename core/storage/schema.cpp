// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/schema.h"

#include "core/model/model.h"
#include "core/storage/columns.h"

#include <fmt/format.h>

#include <limits>
#include <map>
#include <typeindex>

namespace tributary::rows {

namespace {

std::string enumCheck(const std::string& column, const auto& names) {
    std::string any; // SQLite would make a table of a list after IN, anew for each row that is written
    for (const std::string_view name : names)
        any += fmt::format("{}{} = '{}'", any.empty() ? "" : " OR ", column, name);
    return fmt::format(" CHECK ({})", any);
}

/// Type and checks of the column of a T, without NOT NULL.
template <class T>
std::string columnType(const std::string& column) {
    if constexpr (IsMaybe<T>::value)
        return columnType<typename T::value_type>(column);
    else if constexpr (std::same_as<T, bool>)
        return fmt::format("INTEGER CHECK ({} IN (0, 1))", column);
    else if constexpr (std::is_enum_v<T>)
        return "TEXT" + enumCheck(column, EnumNames<T>::names);
    else if constexpr (std::integral<T> && sizeof(T) < sizeof(std::int64_t))
        return fmt::format("INTEGER CHECK ({} BETWEEN {} AND {})", column, std::numeric_limits<T>::min(),
                           std::numeric_limits<T>::max());
    else if constexpr (std::integral<T>)
        return "INTEGER";
    else if constexpr (std::floating_point<T>)
        return fmt::format("REAL CHECK (abs({}) <= 1.7976931348623157e308)", column); // NaN is NULL, infinity fails
    else if constexpr (std::same_as<T, Date>)
        return fmt::format("TEXT CHECK ({} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')", column);
    else
        return "TEXT";
}

enum class RowOf { entity, part };

class Builder {
public:
    std::vector<SchemaObject> objects;

    Builder() {
        forEachEntityType(
            [&]<class Entity>() { entityTables_.emplace(typeid(decltype(Entity::id)), std::string(Entity::kind)); });
        forEachEntityType([&]<class Entity>() { addEntity<Entity>(); });
    }

private:
    struct Table {
        std::string name;
        std::vector<std::string> lines; // columns, then constraints
        std::vector<std::string> indexed;
    };

    template <class Entity>
    void addEntity() {
        const std::string table(Entity::kind);
        partTables_.clear();
        Entity prototype;
        walk(prototype, "", ignored, [&]<class Part>(const ColumnName& name, const std::vector<Part>&) {
            if constexpr (HasPartId<Part>)
                partTables_.emplace(typeid(decltype(Part::id)), partTable(table, name));
        });
        Table made{table, {"\"id\" TEXT NOT NULL PRIMARY KEY"}, {}};
        addColumns<Entity>(made, table, RowOf::entity);
        finish(made);
        for (const std::string& column : made.indexed)
            objects.push_back({"index", table + "_" + column,
                               fmt::format("CREATE INDEX {} ON {} ({})", identifier(table + "_" + column),
                                           identifier(table), identifier(column))});
        addPartTables<Entity>(table, {table}, {"id"}, {"TEXT"}, table);
    }

    template <class Object>
    void addColumns(Table& table, const std::string& root, const RowOf row) {
        std::vector<std::string> constraints;
        Object prototype;
        walk(
            prototype, "",
            [&]<class Value>(const ColumnName& name, const Value&) {
                const std::string column = identifier(name.text());
                std::string line = fmt::format("{} {}", column, columnType<Value>(column));
                if constexpr (IsIdentity<Value>::value)
                    addReference<Value>(table, constraints, line, name.text(), root, row);
                else if constexpr (!IsMaybe<Value>::value)
                    line += " NOT NULL";
                table.lines.push_back(std::move(line));
            },
            ignored);
        table.lines.insert(table.lines.end(), constraints.begin(), constraints.end());
    }

    /// A reference is checked when the transaction ends, so that rows may come in any order; an empty one is NULL.
    template <class Identity>
    void addReference(Table& table, std::vector<std::string>& constraints, std::string& line, const std::string& column,
                      const std::string& root, const RowOf row) {
        constexpr auto deferred = "DEFERRABLE INITIALLY DEFERRED";
        if (const auto entity = entityTables_.find(typeid(Identity)); entity != entityTables_.end()) {
            line += fmt::format(" REFERENCES {} (\"id\") {}", identifier(entity->second), deferred);
            if (row == RowOf::entity)
                table.indexed.push_back(column);
        } else if (const auto part = partTables_.find(typeid(Identity)); part != partTables_.end()) {
            constraints.push_back(fmt::format("FOREIGN KEY ({}, {}) REFERENCES {} ({}, \"id\") {}", identifier(root),
                                              identifier(column), identifier(part->second), identifier(root),
                                              deferred));
        }
    }

    /// Makes the tables of the lists of `Owner`, whose rows are known there by `ownerKeys` and here by `columns`.
    template <class Owner>
    void addPartTables(const std::string& owner, const std::vector<std::string>& columns,
                       const std::vector<std::string>& ownerKeys, const std::vector<std::string>& types,
                       const std::string& root) {
        Owner prototype;
        walk(prototype, "", ignored, [&]<class Part>(const ColumnName& name, const std::vector<Part>&) {
            Table table{partTable(owner, name), {}, {}};
            std::string own;
            std::string there;
            for (size_t i = 0; i < columns.size(); ++i) {
                table.lines.push_back(fmt::format("{} {} NOT NULL", identifier(columns[i]), types[i]));
                own += fmt::format("{}, ", identifier(columns[i]));
                there += fmt::format("{}{}", i == 0 ? "" : ", ", identifier(ownerKeys[i]));
            }
            const std::string ownOnly = own.substr(0, own.size() - 2);
            table.lines.emplace_back("\"position\" INTEGER NOT NULL");
            std::vector<std::string> constraints{fmt::format("FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE CASCADE",
                                                             ownOnly, identifier(owner), there)};
            if constexpr (HasPartId<Part>) {
                table.lines.emplace_back("\"id\" TEXT NOT NULL");
                constraints.push_back(fmt::format("PRIMARY KEY ({}\"id\")", own));
                constraints.push_back(fmt::format("UNIQUE ({}\"position\")", own));
            } else {
                constraints.push_back(fmt::format("PRIMARY KEY ({}\"position\")", own));
            }
            if constexpr (Composite<Part>) {
                addColumns<Part>(table, root, RowOf::part);
            } else {
                std::string line = fmt::format("\"value\" {}", columnType<Part>("\"value\""));
                if constexpr (IsIdentity<Part>::value)
                    addReference<Part>(table, constraints, line, "value", root, RowOf::part);
                table.lines.push_back(line + " NOT NULL");
            }
            // Columns come before constraints in SQL; addColumns may have added constraints of its own at the end.
            table.lines.insert(table.lines.end(), constraints.begin(), constraints.end());
            finish(table);
            if constexpr (Composite<Part>) {
                auto innerColumns = columns;
                auto innerKeys = columns;
                auto innerTypes = types;
                innerColumns.push_back(ownerColumn<Part>(name.text()));
                innerKeys.emplace_back(HasPartId<Part> ? "id" : "position");
                innerTypes.emplace_back(HasPartId<Part> ? "TEXT" : "INTEGER");
                addPartTables<Part>(table.name, innerColumns, innerKeys, innerTypes, root);
            }
        });
    }

    void finish(const Table& table) {
        std::string body;
        for (const std::string& line : table.lines)
            body += fmt::format("{}\n    {}", body.empty() ? "" : ",", line);
        objects.push_back(
            {"table", table.name, fmt::format("CREATE TABLE {} ({}\n) STRICT", identifier(table.name), body)});
    }

    std::map<std::type_index, std::string> entityTables_;
    std::map<std::type_index, std::string> partTables_; // of the entity at hand
};

} // namespace

const std::vector<SchemaObject>& schema() {
    static const std::vector<SchemaObject> all = [] {
        // Times are in milliseconds since 1970; changes are JSON (core/model/entity_json.h). `beyond` of a version
        // holds the changes after edit `number` where the edits that made them were dropped from the history.
        std::vector<SchemaObject> objects{
            {"table", "document",
             "CREATE TABLE \"document\" (\"id\" INTEGER NOT NULL PRIMARY KEY CHECK (\"id\" = 1), "
             "\"cursor\" INTEGER NOT NULL CHECK (\"cursor\" >= 0), \"written_by\" TEXT NOT NULL, \"copy_of\" TEXT NOT NULL) STRICT"},
            {"table", "edit",
             "CREATE TABLE \"edit\" (\"number\" INTEGER NOT NULL PRIMARY KEY CHECK (\"number\" >= 1), "
             "\"label\" TEXT NOT NULL, \"merge_key\" TEXT NOT NULL, \"made_at\" INTEGER NOT NULL, "
             "\"forward\" TEXT NOT NULL, \"inverse\" TEXT NOT NULL) STRICT"},
            {"table", "version",
             "CREATE TABLE \"version\" (\"name\" TEXT NOT NULL PRIMARY KEY, "
             "\"number\" INTEGER NOT NULL CHECK (\"number\" >= 0), \"made_at\" INTEGER NOT NULL, "
             "\"beyond\" TEXT NOT NULL) STRICT"}};
        Builder builder;
        objects.insert(objects.end(), builder.objects.begin(), builder.objects.end());
        return objects;
    }();
    return all;
}

} // namespace tributary::rows
