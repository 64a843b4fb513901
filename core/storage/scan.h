// SPDX-License-Identifier: GPL-3.0-or-later
// Scan: the rows of one table of a file that may be damaged, inside core/storage only.
#pragma once

#include "core/storage/sqlite.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::rows {

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
