// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/file_place.h"

#include "core/storage/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <system_error>

namespace tributary::rows {

namespace {

/// What SQLite keeps beside a file.
constexpr std::array<const char*, 3> sides{"-wal", "-shm", "-journal"};

void removeSides(const std::filesystem::path& path) {
    std::error_code ignoredError;
    for (const char* const suffix : sides)
        std::filesystem::remove(beside(path, suffix), ignoredError);
}

/// Brings what a killed program left beside `path` into the file: it belongs to the file that is to be replaced, must
/// not be read into the one that comes, and would be lost if this program ended between the two.
Result<void> foldSides(const std::filesystem::path& path) {
    const bool any = std::any_of(sides.begin(), sides.end(), [&](const char* const suffix) {
        std::error_code error;
        return std::filesystem::exists(beside(path, suffix), error);
    });
    if (!any)
        return {};
    std::error_code error;
    if (std::filesystem::status(path, error).type() == std::filesystem::file_type::not_found) {
        removeSides(path);
        return {};
    }
    try {
        const Connection database = openConnection(path, OpenFor::writing);
        database->exec("SELECT 1 FROM sqlite_schema"); // rolls back what was not finished
        const int folded =
            sqlite3_wal_checkpoint_v2(database->getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        if (folded != SQLITE_OK)
            throw SQLite::Exception(database->getHandle(), folded);
        toOneFile(*database);
    } catch (const SQLite::Exception& exception) {
        const int reason = exception.getErrorCode() & 0xff;
        if (reason != SQLITE_NOTADB && reason != SQLITE_CORRUPT) // the edits beside it may be whole
            return tl::unexpected(inWords(exception, path));
    }
    removeSides(path);
    return {};
}

} // namespace

std::filesystem::path realPath(const std::filesystem::path& path) {
    std::error_code error;
    auto real = std::filesystem::weakly_canonical(path, error);
    return error ? path : real;
}

std::filesystem::path beside(const std::filesystem::path& path, const std::string_view suffix) {
    auto other = path;
    other += std::filesystem::path(suffix);
    return other;
}

Result<FileLock> lockForMaking(const std::filesystem::path& path, const Overwrite overwrite) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (std::filesystem::is_directory(status))
        return fail(fmt::format("{} is a folder: choose the name of a file.", utf8(path)));
    if (std::filesystem::exists(status) && overwrite == Overwrite::refuse)
        return fail(fmt::format("{} exists: choose another name, or replace it.", utf8(path)));
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    if (!std::filesystem::is_directory(folder, error))
        return fail(fmt::format("{} cannot be written: {} is not a folder.", utf8(path), utf8(folder)));
    FileLock lock = FileLock::take(path);
    if (lock.outcome() == FileLock::Outcome::heldElsewhere)
        return fail(fmt::format("{} is open in another program: close it there, or choose another name.", utf8(path)));
    if (lock.outcome() == FileLock::Outcome::unsupported)
        return fail(fmt::format("{} cannot be written safely: its disk cannot keep a second program from writing it. "
                                "Choose a place on another disk.",
                                utf8(path)));
    if (lock.outcome() == FileLock::Outcome::impossible)
        return fail(fmt::format("{} cannot be written: check who may write in its folder.", utf8(path)));
    return lock;
}

Result<void> takeName(const std::filesystem::path& made, const std::filesystem::path& path) {
    if (auto folded = foldSides(path); !folded) {
        removeDatabase(made);
        return folded;
    }
    std::error_code error;
    std::filesystem::rename(made, path, error);
    if (!error)
        return {};
    removeDatabase(made);
    return fail(fmt::format("{} cannot be written: {}.", utf8(path), error.message()));
}

Result<std::filesystem::path> keepOlder(const std::filesystem::path& path, const int format) {
    constexpr int mostNames = 1000;
    const auto stem = path.parent_path() / path.stem();
    for (int attempt = 1; attempt <= mostNames; ++attempt) {
        const auto kept = beside(stem, attempt == 1 ? fmt::format(".v{}.tributary", format)
                                                    : fmt::format(".v{}-{}.tributary", format, attempt));
        std::error_code error;
        if (std::filesystem::exists(kept, error)) {
            if (std::filesystem::equivalent(kept, path, error)) // kept by a program that ended before it went on
                return kept;
            continue;
        }
        std::filesystem::create_hard_link(path, kept, error);
        if (error)
            std::filesystem::copy_file(path, kept, error);
        if (error) {
            std::error_code ignoredError;
            std::filesystem::remove(kept, ignoredError); // the part of it that was copied
            return fail(fmt::format("{} cannot be written: {}.", utf8(kept), error.message()));
        }
        return kept;
    }
    return fail(fmt::format("No name is free beside {} for the file as it was.", utf8(path)));
}

void removeDatabase(const std::filesystem::path& path) {
    std::error_code ignoredError;
    std::filesystem::remove(path, ignoredError);
    removeSides(path);
}

} // namespace tributary::rows
