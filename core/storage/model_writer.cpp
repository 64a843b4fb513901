// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/model_writer.h"

#include "core/storage/value.h"

namespace tributary::rows {

namespace {

/// `INSERT INTO "table" ("a", "b") VALUES (?, ?)`.
std::string insertText(const std::string& table, const std::vector<std::string>& columns) {
    std::string names;
    std::string marks;
    for (const std::string& column : columns) {
        names += (names.empty() ? "" : ", ") + identifier(column);
        marks += marks.empty() ? "?" : ", ?";
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", identifier(table), names, marks);
}

int bindKeys(SQLite::Statement& statement, const Keys& keys) {
    int index = 0;
    for (const KeyValue& key : keys)
        if (key.position < 0)
            statement.bindNoCopy(++index, key.text);
        else
            statement.bind(++index, key.position);
    return index;
}

} // namespace

SQLite::Statement& ModelWriter::statement(const std::string& sql) {
    auto& place = statements_[sql];
    if (!place)
        place = std::make_unique<SQLite::Statement>(database_, sql);
    else
        place->reset();
    return *place;
}

void ModelWriter::writeAll(const Model& model) {
    forEachEntityType([&]<class Entity>() {
        for (const Entity& entity : model.table<Entity>())
            put<Entity>(entity, nullptr);
    });
}

void ModelWriter::write(const Edit& inverse, const Model& before, const Model& after) {
    for (const Change& change : inverse.changes)
        std::visit(
            [&]<class Kind>(const Kind& is) {
                const auto touch = [&]<class Entity>(const decltype(Entity::id)& id, std::type_identity<Entity>) {
                    if (const Entity* const entity = after.table<Entity>().find(id)) {
                        put<Entity>(*entity, before.table<Entity>().find(id));
                    } else {
                        auto& gone =
                            statement(fmt::format("DELETE FROM {} WHERE \"id\" = ?", identifier(Entity::kind)));
                        gone.bind(1, id.text);
                        gone.exec();
                    }
                };
                if constexpr (requires { is.entity; }) {
                    using Entity = std::remove_cvref_t<decltype(*is.entity)>;
                    touch(is.entity->id, std::type_identity<Entity>{});
                } else {
                    [&]<class Entity>(const Erase<Entity>& erased) {
                        touch(erased.id, std::type_identity<Entity>{});
                    }(is);
                }
            },
            change);
}

template <class Entity>
void ModelWriter::put(const Entity& entity, const Entity* before) {
    static const std::string table(Entity::kind);
    static const std::string sql = [] {
        auto columns = valueColumns<Entity>();
        std::string updates;
        for (const std::string& column : columns)
            updates +=
                fmt::format("{}{} = excluded.{}", updates.empty() ? "" : ", ", identifier(column), identifier(column));
        columns.insert(columns.begin(), "id");
        return insertText(table, columns) + " ON CONFLICT (\"id\") DO UPDATE SET " + updates;
    }();
    SQLite::Statement& insert = statement(sql);
    insert.bindNoCopy(1, entity.id.text);
    int index = 1;
    walk(
        entity, "",
        [&](const ColumnName& name, const auto& value) {
            refuseLong(value, [&] {
                return fmt::format("{}{}{}: {}", table, entity.id.text.empty() ? "" : " ", entity.id.text, name.text());
            });
            bindValue(insert, ++index, value);
        },
        ignored);
    insert.exec();
    putLists(table, {{entity.id.text, -1}}, {table}, entity, before);
}

template <class Object>
void ModelWriter::putLists(const std::string& table, const Keys& keys, const std::vector<std::string>& columns,
                           const Object& object, const Object* before) {
    // The lists of `before` are walked first: a list that is as it was is left alone.
    std::vector<const void*> listsBefore;
    if (before != nullptr)
        walk(*before, "", ignored, [&](const ColumnName&, const auto& list) { listsBefore.push_back(&list); });
    size_t index = 0;
    walk(object, "", ignored, [&]<class Part>(const ColumnName& name, const std::vector<Part>& list) {
        const auto* const was = before != nullptr ? static_cast<const std::vector<Part>*>(listsBefore[index]) : nullptr;
        ++index;
        if (was != nullptr && *was == list)
            return;
        if (was != nullptr && !was->empty()) {
            std::string where;
            for (const std::string& column : columns)
                where += fmt::format("{}{} = ?", where.empty() ? "" : " AND ", identifier(column));
            auto& gone = statement(fmt::format("DELETE FROM {} WHERE {}", identifier(partTable(table, name)), where));
            bindKeys(gone, keys);
            gone.exec();
        }
        if (!list.empty())
            putParts(table, keys, columns, name, list);
    });
}

template <class Part>
void ModelWriter::putParts(const std::string& table, const Keys& keys, const std::vector<std::string>& columns,
                           const ColumnName& name, const std::vector<Part>& list) {
    const std::string parts = partTable(table, name);
    auto all = columns;
    all.emplace_back("position");
    if constexpr (HasPartId<Part>)
        all.emplace_back("id");
    const auto values = valueColumns<Part>();
    all.insert(all.end(), values.begin(), values.end());
    const std::string sql = insertText(parts, all);
    auto innerColumns = columns;
    innerColumns.push_back(ownerColumn<Part>(name.text()));
    std::int64_t position = 0;
    for (const Part& part : list) {
        SQLite::Statement& insert = statement(sql);
        int index = bindKeys(insert, keys);
        insert.bind(++index, position);
        if constexpr (HasPartId<Part>)
            insert.bindNoCopy(++index, part.id.text);
        if constexpr (Composite<Part>) {
            walk(
                part, "",
                [&](const ColumnName& column, const auto& value) {
                    refuseLong(value, [&] {
                        return fmt::format("{}{}{}: {} {}: {}", table, keys.front().text.empty() ? "" : " ",
                                           keys.front().text, name.text(), position + 1, column.text());
                    });
                    bindValue(insert, ++index, value);
                },
                ignored);
        } else {
            const Part& value = part;
            bindValue(insert, ++index, value);
        }
        insert.exec();
        if constexpr (Composite<Part>) {
            Keys inner = keys;
            if constexpr (HasPartId<Part>)
                inner.push_back({part.id.text, -1});
            else
                inner.push_back({{}, position});
            putLists<Part>(parts, inner, innerColumns, part, nullptr);
        }
        ++position;
    }
}

} // namespace tributary::rows
