// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqlite.h"

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace tributary::rows {

namespace {

constexpr int busyMilliseconds = 200;          // the window waits with it
constexpr int oneThread = SQLITE_OPEN_NOMUTEX; // as DocumentFile promises: no lock for each column that is read
constexpr int stepsBetweenLooks = 10'000;
constexpr int largestValue = 256 << 20; // bytes of a text or row
constexpr size_t mostLosses = 200;

void guard(SQLite::Database& database) {
    sqlite3* const handle = database.getHandle();
    sqlite3_extended_result_codes(handle, 1);
    for (const auto& [option, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                                        {SQLITE_DBCONFIG_DQS_DML, 0},
                                        {SQLITE_DBCONFIG_DQS_DDL, 0}})
        sqlite3_db_config(handle, option, value, nullptr);
    for (const auto& [limit, value] : {std::pair{SQLITE_LIMIT_LENGTH, largestValue},
                                       {SQLITE_LIMIT_SQL_LENGTH, 200'000},
                                       {SQLITE_LIMIT_COLUMN, 200},
                                       {SQLITE_LIMIT_EXPR_DEPTH, 100},
                                       {SQLITE_LIMIT_COMPOUND_SELECT, 10},
                                       {SQLITE_LIMIT_ATTACHED, 0},
                                       {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
                                       {SQLITE_LIMIT_VARIABLE_NUMBER, 500},
                                       {SQLITE_LIMIT_TRIGGER_DEPTH, 10}, // cascades count as triggers
                                       {SQLITE_LIMIT_WORKER_THREADS, 0}})
        sqlite3_limit(handle, limit, value);
    database.exec("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON");
}

/// A URI by which SQLite reads a file as it lies there: no lock, no shared memory beside it.
std::string immutableUri(const std::filesystem::path& path) {
    std::string uri = "file:";
    for (const char c : utf8(path))
        if (c == '?' || c == '#' || c == '%')
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            uri += c;
    return uri + "?immutable=1";
}

/// Whether there is no room beside `path` for what an edit needs.
bool lacksRoom(const std::filesystem::path& path) {
    constexpr std::uintmax_t room = 64 << 10;
    std::error_code error;
    const auto space = std::filesystem::space(path.has_parent_path() ? path.parent_path() : ".", error);
    return !error && space.available < room;
}

} // namespace

std::string utf8(const std::filesystem::path& path) {
    const std::u8string text = path.u8string();
    return {reinterpret_cast<const char*>(text.data()), text.size()};
}

Connection openConnection(const std::filesystem::path& path, const OpenFor use) {
    const int flags = oneThread | (use == OpenFor::reading   ? SQLite::OPEN_READONLY
                                   : use == OpenFor::writing ? SQLite::OPEN_READWRITE
                                                             : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    auto database = std::make_unique<SQLite::Database>(utf8(path), flags, busyMilliseconds);
    guard(*database);
    if (use != OpenFor::reading)
        return database;
    // The low byte of an answer; the rest tells kinds of it apart.
    const auto look = [&] { return database->tryExec("SELECT 1 FROM sqlite_schema") & 0xff; };
    int answer = look();
    if (answer == SQLITE_READONLY) {
        // Whoever wrote it was stopped in the middle of a transaction, which must be rolled back before it is read.
        database = std::make_unique<SQLite::Database>(utf8(path), oneThread | SQLite::OPEN_READWRITE, busyMilliseconds);
        guard(*database);
        answer = look();
    }
    if (answer == SQLITE_CANTOPEN || answer == SQLITE_READONLY || answer == SQLITE_IOERR || answer == SQLITE_FULL) {
        // A file in WAL mode where nothing can be written beside it: a folder of others, a full disk.
        database = std::make_unique<SQLite::Database>(immutableUri(path), flags | SQLite::OPEN_URI, busyMilliseconds);
        guard(*database);
    }
    return database;
}

Connection memoryConnection() {
    auto database =
        std::make_unique<SQLite::Database>(":memory:", oneThread | SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    guard(*database);
    return database;
}

void copyAll(SQLite::Database& to, SQLite::Database& from) {
    SQLite::Backup backup(to, from);
    const int answer = backup.executeStep(-1); // does not throw where the file is in use
    if (answer != SQLITE_DONE)
        throw SQLite::Exception(sqlite3_errstr(answer), answer);
}

void toOneFile(SQLite::Database& database) noexcept {
    database.tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.tryExec("PRAGMA journal_mode=DELETE");
}

bool hasMoved(SQLite::Database& database) noexcept {
    int moved = 0;
    sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

WorkBound::WorkBound(SQLite::Database& database, const std::int64_t fileBytes)
    : database_(database), left_((100'000'000 + 100 * fileBytes) / stepsBetweenLooks) {
    sqlite3_progress_handler(
        database_.getHandle(), stepsBetweenLooks,
        [](void* left) { return --*static_cast<std::int64_t*>(left) < 0 ? 1 : 0; }, &left_);
}

WorkBound::~WorkBound() { sqlite3_progress_handler(database_.getHandle(), 0, nullptr, nullptr); }

std::string danglingReference(SQLite::Database& database) {
    try {
        SQLite::Statement check(database, "PRAGMA foreign_key_check");
        if (!check.executeStep())
            return {};
        const auto table = check.getColumn(0).getString();
        const auto parent = check.getColumn(2).getString();
        SQLite::Statement row(database, "SELECT * FROM \"" + table + "\" WHERE rowid = ?"); // a table of ours
        row.bind(1, check.getColumn(1).getInt64());
        const auto id = row.executeStep() ? row.getColumn(0).getString() : std::string();
        return fmt::format("{} {} refers to a {} that is not there", table, id, parent);
    } catch (const SQLite::Exception&) {
        return {};
    }
}

bool isInUse(const SQLite::Exception& exception) {
    const int reason = exception.getErrorCode() & 0xff;
    return reason == SQLITE_BUSY || reason == SQLITE_LOCKED;
}

Error inWords(const SQLite::Exception& exception, const std::filesystem::path& path) {
    const std::string file = utf8(path);
    const auto say = [&](const char* pattern) { return Error{fmt::format(fmt::runtime(pattern), file), std::nullopt}; };
    constexpr const char* full =
        "The disk is full: {} cannot be written. Free some space or save it on another disk; nothing was changed.";
    switch (exception.getErrorCode() & 0xff) {
    case SQLITE_FULL:
        return say(full);
    case SQLITE_IOERR: // what is shared beside the file is told so where it finds no room
        return say(lacksRoom(path) ? full
                                   : "{} cannot be read or written, for its disk gives errors: save the model on "
                                     "another disk, or try again; nothing was changed.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return say("{} is in use by another program: close it there and try again.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return say("{} cannot be written: check who may write the file and its folder.");
    case SQLITE_CANTOPEN:
        return say("{} cannot be opened: check that its folder exists and who may use it.");
    case SQLITE_CORRUPT:
        return say("{} is damaged: open it to save what can be read as a copy.");
    case SQLITE_NOTADB:
        return say("{} is not a Tributary file: choose a .tributary file.");
    case SQLITE_TOOBIG:
        return {fmt::format("A text is too long to be kept in {}: {}. Shorten it; nothing was changed.", file,
                            exception.what()),
                std::nullopt};
    case SQLITE_INTERRUPT:
        return say("{} takes far more work to read than its size explains: it is damaged or made to harm.");
    default:
        return {fmt::format("{}: {}.", file, exception.what()), std::nullopt};
    }
}

void Losses::add(std::string loss) {
    if (!list_.empty() && list_.back() == loss)
        return;
    if (list_.size() < mostLosses)
        list_.push_back(std::move(loss));
    else
        ++more_;
}

std::vector<std::string> Losses::list() const {
    auto list = list_;
    if (more_ > 0)
        list.push_back(fmt::format("and {} more", more_));
    return list;
}

} // namespace tributary::rows
