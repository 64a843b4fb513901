// SPDX-License-Identifier: GPL-3.0-or-later
// A model as rows, inside core/storage only: writes the entities that an edit touched, reads a whole file row by row.
#pragma once

#include "core/model/edit.h"
#include "core/storage/columns.h"
#include "core/storage/sqlite.h"

#include <unordered_map>

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

/// Reads every row that can be read, by the parsers of its values; `losses` names the others. References to what is not
/// there are emptied and named too.
[[nodiscard]] Model readModel(SQLite::Database& database, Losses& losses);

/// Reads the rows of a table by the names of its columns, past indexes and as far as the pages are whole. A column that
/// is missing is NULL in every row and named once.
class Scan {
public:
    Scan(SQLite::Database& database, std::string table, std::vector<std::string> columns, Losses& losses);

    /// Calls `row(statement)` for each row; columns stand in the order that was asked for.
    template <class Row>
    void each(Row&& row);
    [[nodiscard]] bool has(size_t column) const { return present_[column]; }

private:
    template <class Row>
    bool pass(const char* order, Row&& row);

    SQLite::Database& database_;
    std::string table_;
    std::string select_;
    std::vector<bool> present_;
    bool usable_ = true;
    Losses& losses_;
};

template <class Row>
bool Scan::pass(const char* order, Row&& row) {
    try {
        SQLite::Statement statement(database_, select_ + order);
        while (statement.executeStep())
            row(statement);
        return true;
    } catch (const SQLite::Exception& exception) {
        losses_.add("some rows of the table " + table_ + " cannot be read: " + exception.what());
        return false;
    }
}

template <class Row>
void Scan::each(Row&& row) {
    if (!usable_)
        return;
    // Where pages in the middle are damaged, the rows behind them are reached from the end.
    std::int64_t last = INT64_MIN;
    const int rowid = static_cast<int>(present_.size());
    const bool whole = pass(" ORDER BY rowid", [&](SQLite::Statement& statement) {
        last = statement.getColumn(rowid).getInt64();
        row(statement);
    });
    if (!whole)
        pass(" ORDER BY rowid DESC", [&](SQLite::Statement& statement) {
            if (statement.getColumn(rowid).getInt64() > last)
                row(statement);
        });
}

} // namespace tributary::rows
