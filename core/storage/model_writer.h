// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a model as rows, inside core/storage only: all of it, or the entities that an edit touched.
#pragma once

#include "core/model/edit.h"
#include "core/storage/columns.h"
#include "core/storage/sqlite.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary::rows {

/// Writes entities with statements that are prepared once. Lives no longer than its connection.
class ModelWriter {
public:
    explicit ModelWriter(SQLite::Database& database) : database_(database) {}

    /// Writes every entity of `model` into tables that are empty.
    void writeAll(const Model& model);
    /// Writes what `inverse` (of the edit that led from `before` to `after`) names: rows put, changed or erased.
    void write(const Edit& inverse, const Model& before, const Model& after);

private:
    SQLite::Statement& statement(const std::string& sql);
    template <class Entity>
    void put(const Entity& entity, const Entity* before);
    template <class Object>
    void putLists(const std::string& table, const Keys& keys, const std::vector<std::string>& columns,
                  const Object& object, const Object* before);
    template <class Part>
    void putParts(const std::string& table, const Keys& keys, const std::vector<std::string>& columns,
                  const ColumnName& name, const std::vector<Part>& list);

    SQLite::Database& database_;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> statements_;
};

} // namespace tributary::rows
