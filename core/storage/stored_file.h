// SPDX-License-Identifier: GPL-3.0-or-later
// A document's file as a whole, inside core/storage only: tells what a file is before it is trusted, reads all of it,
// writes a new one, and lifts an older format to the present one.
#pragma once

#include "core/model/model.h"
#include "core/storage/history_rows.h"
#include "core/storage/sqlite.h"

#include <filesystem>
#include <optional>

namespace tributary::rows {

/// What the first bytes of a file say.
struct FileHeader {
    int format = 0;
    std::int64_t pageSize = 0;
    std::int64_t bytes = 0;
    std::int64_t missing = 0; ///< bytes at the end that the header promises and that are not there
};

/// Reads the header without SQLite. An error where there is no file, or it is none of ours, or it is of a newer format.
[[nodiscard]] Result<FileHeader> readHeader(const std::filesystem::path& path);

/// All that a file holds.
struct Contents {
    Model model;
    StoredHistory history;
    std::vector<std::string> losses;
    std::string foreign; ///< what keeps the file from being written: tables, triggers, views that are not ours
};

/// Checks a file page by page, then reads it row by row. Of an older format, a copy in memory is lifted first. An error
/// only where nothing can be read. Where there are losses or foreign things, the texts of the history are loaded
/// anyway.
[[nodiscard]] Result<Contents> readContents(SQLite::Database& database, const std::filesystem::path& path,
                                            const FileHeader& header, Texts texts);

/// Makes the file `path` that holds `model` and `history` and no more. Where it fails, no file is left.
[[nodiscard]] Result<void> writeContents(const std::filesystem::path& path, const Model& model,
                                         const StoredHistory& history);

} // namespace tributary::rows
