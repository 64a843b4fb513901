// SPDX-License-Identifier: GPL-3.0-or-later
// The place of a document on the disk, inside core/storage only: who may make a file there, what SQLite keeps beside
// it, and how a file that was made elsewhere takes its name, so that a crash at any moment leaves the one or the other.
#pragma once

#include "core/base/result.h"
#include "core/storage/document_file.h"
#include "core/storage/file_lock.h"

#include <filesystem>
#include <string_view>

namespace tributary::rows {

/// The file that `path` names, past links, so that two names of one file share its lock.
[[nodiscard]] std::filesystem::path realPath(const std::filesystem::path& path);

/// `path` with `suffix` behind its name.
[[nodiscard]] std::filesystem::path beside(const std::filesystem::path& path, std::string_view suffix);

/// Takes the lock of a file that is to be made or replaced.
[[nodiscard]] Result<FileLock> lockForMaking(const std::filesystem::path& path, Overwrite overwrite);

/// Puts the file `made` in the place of `path`, whose lock is held. Where this fails, `made` is gone and `path` is as
/// it was.
[[nodiscard]] Result<void> takeName(const std::filesystem::path& made, const std::filesystem::path& path);

/// Keeps the file of an older format as `NAME.vN.tributary` and returns that name, also where it is kept already.
/// `path` stays in place until another file takes its name.
[[nodiscard]] Result<std::filesystem::path> keepOlder(const std::filesystem::path& path, int format);

/// Removes a database's file and what SQLite keeps beside it.
void removeDatabase(const std::filesystem::path& path);

} // namespace tributary::rows
