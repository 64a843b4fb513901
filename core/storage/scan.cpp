// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/scan.h"

#include "core/storage/columns.h"

#include <fmt/format.h>

#include <unordered_set>

namespace tributary::rows {

Scan::Scan(SQLite::Database& database, std::string table, std::vector<std::string> columns, Losses& losses)
    : database_(database), table_(std::move(table)), losses_(losses) {
    std::unordered_set<std::string> there;
    try {
        SQLite::Statement info(database, "SELECT name, hidden FROM pragma_table_xinfo(?)");
        info.bind(1, table_);
        while (info.executeStep())
            if (info.getColumn(1).getInt() == 0) // a computed column would run an expression of the file
                there.insert(info.getColumn(0).getString());
    } catch (const SQLite::Exception& exception) {
        if (isInUse(exception))
            throw;
        there.clear();
    }
    if (there.empty()) {
        usable_ = false;
        present_.assign(columns.size(), false);
        losses_.add("the table " + table_ + " is missing");
        return;
    }
    select_ = "SELECT ";
    for (const std::string& column : columns) {
        const bool present = there.contains(column);
        present_.push_back(present);
        select_ += (present ? identifier(column) : "NULL") + ", ";
        if (!present)
            losses_.add(fmt::format("the column {} of the table {} is missing", column, table_));
    }
    select_ += "rowid FROM " + identifier(table_) + " NOT INDEXED"; // an index may not hold what its table holds
}

} // namespace tributary::rows
