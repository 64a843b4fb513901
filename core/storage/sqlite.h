// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite as core/storage uses it: connections that trust nothing in the file, errors in words, transactions.
#pragma once

#include "core/base/result.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tributary::rows {

using Connection = std::unique_ptr<SQLite::Database>;

enum class OpenFor { reading, writing, making };

/// Opens a file with everything switched off by which its content could act: triggers, views, attached files, functions
/// that are not harmless, and lengths that are not. Throws SQLite::Exception.
[[nodiscard]] Connection openConnection(const std::filesystem::path& path, OpenFor use);
/// An empty database in memory, as guarded as openConnection's.
[[nodiscard]] Connection memoryConnection();

/// Copies all of `from` over `to`. Throws SQLite::Exception where that did not come to its end, as where another
/// program holds the file; `to` is then of no use.
void copyAll(SQLite::Database& to, SQLite::Database& from);

/// Brings all back into one file. Where another program still reads it, SQLite's side files stay until later.
void toOneFile(SQLite::Database& database) noexcept;

/// Tells whether the file that is open has lost its name: it is gone, or another one stands there. SQLite goes on
/// writing it all the same.
[[nodiscard]] bool hasMoved(SQLite::Database& database) noexcept;

/// Bounds the work of statements on a file that is not known yet; lifted when it goes.
class WorkBound {
public:
    WorkBound(SQLite::Database& database, std::int64_t fileBytes);
    ~WorkBound();
    WorkBound(const WorkBound&) = delete;
    WorkBound& operator=(const WorkBound&) = delete;

private:
    SQLite::Database& database_;
    std::int64_t left_;
};

/// Names the first reference to what is not there, where a transaction was refused for it; empty where there is none.
[[nodiscard]] std::string danglingReference(SQLite::Database& database);

/// Tells whether another program held the file.
[[nodiscard]] bool isInUse(const SQLite::Exception& exception);

/// Says what went wrong with the file in words, and what to do.
[[nodiscard]] Error inWords(const SQLite::Exception& exception, const std::filesystem::path& path);

/// `path` as UTF-8, for SQLite and for messages.
[[nodiscard]] std::string utf8(const std::filesystem::path& path);

/// What a damaged or foreign file could not give; bounded.
class Losses {
public:
    void add(std::string loss);
    [[nodiscard]] bool empty() const { return list_.empty(); }
    [[nodiscard]] std::vector<std::string> list() const;

private:
    std::vector<std::string> list_;
    size_t more_ = 0;
};

} // namespace tributary::rows
