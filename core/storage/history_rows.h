// SPDX-License-Identifier: GPL-3.0-or-later
// The history of a document as rows, inside core/storage only: edits with their changes as JSON, versions, and the
// cursor (the number of the last edit that is not taken back).
#pragma once

#include "core/model/edit.h"
#include "core/storage/sqlite.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::rows {

struct StoredEdit {
    std::int64_t number = 0;
    std::string label;
    std::string mergeKey;
    std::int64_t madeAt = 0; ///< milliseconds since 1970
    std::string forward;     ///< changes as JSON; empty where they were left in the file
    std::string inverse;
};

struct StoredVersion {
    std::string name;
    std::int64_t number = 0;
    std::int64_t madeAt = 0;
    std::string beyond = "[]"; ///< changes after edit `number` whose edits were dropped
};

struct StoredHistory {
    std::vector<StoredEdit> edits; ///< by number
    std::vector<StoredVersion> versions;
    std::int64_t cursor = 0;
    std::string copyOf; ///< the file that this is a workshop copy of; empty of any other

    [[nodiscard]] const StoredEdit* find(std::int64_t number) const;
    [[nodiscard]] StoredEdit* find(std::int64_t number);
    [[nodiscard]] std::int64_t last() const { return edits.empty() ? 0 : edits.back().number; }
};

enum class Texts { leave, load };

/// Reads what can be read; gaps in the numbers are losses.
[[nodiscard]] StoredHistory readHistory(SQLite::Database& database, Texts texts, Losses& losses);
/// Writes a whole history into tables that are empty.
void writeHistory(SQLite::Database& database, const StoredHistory& history);

/// The changes of an edit from the file, forward and inverse as JSON.
[[nodiscard]] Result<StoredEdit> loadTexts(SQLite::Database& database, StoredEdit edit);

/// Each writes one row. Throw SQLite::Exception.
void insertEdit(SQLite::Database& database, const StoredEdit& edit);
void updateTexts(SQLite::Database& database, const StoredEdit& edit);
void endMerging(SQLite::Database& database, std::int64_t number);
void eraseEditsAfter(SQLite::Database& database, std::int64_t number);
void writeCursor(SQLite::Database& database, std::int64_t cursor);
void writeCopyOf(SQLite::Database& database, const std::string& name);
void insertVersion(SQLite::Database& database, const StoredVersion& version);
void updateVersion(SQLite::Database& database, const StoredVersion& version);
void renameVersion(SQLite::Database& database, const std::string& from, const std::string& to);
void eraseVersion(SQLite::Database& database, const std::string& name);

} // namespace tributary::rows
