// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/document_file.h"

#include "core/model/entity_json.h"
#include "core/storage/file_lock.h"
#include "core/storage/model_rows.h"
#include "core/storage/schema.h"
#include "core/storage/stored_file.h"

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <system_error>

namespace tributary {

using rows::Connection;
using rows::FileLock;
using rows::StoredEdit;
using rows::StoredHistory;
using rows::StoredVersion;
using rows::utf8;

namespace {

std::int64_t millisecondsNow() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::chrono::system_clock::time_point timePoint(const std::int64_t milliseconds) {
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(milliseconds));
}

HistoryEntry entryOf(const StoredEdit& edit) { return {edit.number, edit.label, timePoint(edit.madeAt)}; }

/// The file that `path` names, past links, so that two names of one file share its lock.
std::filesystem::path realPath(const std::filesystem::path& path) {
    std::error_code error;
    auto real = std::filesystem::weakly_canonical(path, error);
    return error ? path : real;
}

/// Readies a connection for edits: each is on its way to the disk when its transaction ends.
void startWriting(SQLite::Database& database) {
    database.exec("PRAGMA journal_mode=WAL");
    database.exec("PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON");
}

/// Brings all back into one file. Where another program still reads it, SQLite's side files stay until later.
void stopWriting(SQLite::Database& database) noexcept {
    database.tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.tryExec("PRAGMA journal_mode=DELETE");
}

/// Puts the file `made` in the place of `path`.
Result<void> takeName(const std::filesystem::path& made, const std::filesystem::path& path) {
    std::error_code error;
    rows::removeSides(path); // they belong to the file that goes
    std::filesystem::rename(made, path, error);
    if (!error)
        return {};
    rows::removeDatabase(made);
    return fail(fmt::format("{} cannot be written: {}.", utf8(path), error.message()));
}

/// Takes the lock of a file that is to be made or replaced.
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
    if (lock.outcome() == FileLock::Outcome::impossible)
        return fail(fmt::format("{} cannot be written: check who may write in its folder.", utf8(path)));
    return lock;
}

} // namespace

struct DocumentFile::State {
    std::filesystem::path path;
    std::filesystem::path real;
    FileAccess access = FileAccess::readOnly;
    std::string reason;
    std::vector<std::string> losses;
    Model model;
    StoredHistory history; // with the texts of the edits only where there is no connection
    std::optional<FileLock> lock;
    Connection database; // of a file that can be written
    std::unique_ptr<rows::ModelWriter> writer;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        writer.reset();
        if (database)
            stopWriting(*database);
        database.reset();
    }

    void become(rows::Contents contents) {
        model = std::move(contents.model);
        history = std::move(contents.history);
        losses = std::move(contents.losses);
    }

    void beginWriting(Connection connection) {
        startWriting(*connection);
        database = std::move(connection);
        writer = std::make_unique<rows::ModelWriter>(*database);
        access = FileAccess::readWrite;
    }

    Result<void> refuseReadOnly() const {
        if (access == FileAccess::readWrite)
            return {};
        return fail(fmt::format("{} is open for reading only ({}): save a copy to go on.", utf8(path), reason));
    }

    /// Runs `body` as one transaction; where it fails, file and model are as before.
    template <class Body>
    Result<void> transaction(Body&& body) {
        Result<void> outcome;
        try {
            database->exec("BEGIN IMMEDIATE");
            outcome = body();
            if (outcome)
                database->exec("COMMIT");
        } catch (const SQLite::Exception& exception) {
            const std::string dangling = (exception.getErrorCode() & 0xff) == SQLITE_CONSTRAINT
                                             ? rows::danglingReference(*database)
                                             : std::string();
            outcome = dangling.empty()
                          ? tl::unexpected(rows::inWords(exception, path))
                          : fail(fmt::format("The edit is refused: {}; take that reference away first.", dangling));
        } catch (const std::exception& exception) {
            outcome = fail(fmt::format("{}: {}.", utf8(path), exception.what()));
        }
        if (!outcome) {
            writer = std::make_unique<rows::ModelWriter>(*database); // statements in mid-air would hold the rollback up
            if (sqlite3_get_autocommit(database->getHandle()) == 0)
                database->tryExec("ROLLBACK");
        }
        return outcome;
    }

    /// The stored edit `number` with its changes.
    Result<StoredEdit> storedEdit(const std::int64_t number) const {
        const StoredEdit* const edit = history.find(number);
        if (edit == nullptr)
            return fail(fmt::format("Edit {} is not in the history of {}.", number, utf8(path)));
        if (!database)
            return *edit;
        try {
            return rows::loadTexts(*database, *edit);
        } catch (const SQLite::Exception& exception) {
            return tl::unexpected(rows::inWords(exception, path));
        }
    }

    enum class Direction { forward, inverse };

    Result<Edit> editOf(const StoredEdit& stored, const Direction direction) const {
        auto changes = readChanges(direction == Direction::forward ? stored.forward : stored.inverse);
        if (!changes)
            return fail(fmt::format("Edit {} in the history of {} cannot be read: {}", stored.number, utf8(path),
                                    changes.error().message));
        return Edit{stored.label, stored.mergeKey, std::move(*changes)};
    }

    Result<Edit> editAt(const std::int64_t number, const Direction direction) const {
        return storedEdit(number).and_then([&](const StoredEdit& stored) { return editOf(stored, direction); });
    }

    [[nodiscard]] bool joinsLast(const Edit& edit) const {
        const StoredEdit* const last = history.find(history.cursor);
        return last != nullptr && history.cursor == history.last() && !edit.mergeKey.empty() &&
               last->mergeKey == edit.mergeKey &&
               std::none_of(history.versions.begin(), history.versions.end(),
                            [&](const StoredVersion& version) { return version.number == history.cursor; });
    }

    /// The versions as they must be when the edits after the cursor are dropped: their models stay within reach.
    Result<std::vector<StoredVersion>> versionsWithoutRedo() const {
        auto versions = history.versions;
        for (StoredVersion& version : versions) {
            if (version.number <= history.cursor)
                continue;
            Edit beyond;
            for (std::int64_t number = history.cursor + 1; number <= version.number; ++number) {
                const auto edit = editAt(number, Direction::forward);
                if (!edit)
                    return tl::unexpected(edit.error());
                beyond = joined(beyond, *edit);
            }
            auto changes = readChanges(version.beyond);
            if (!changes)
                return fail(
                    fmt::format("The version \"{}\" cannot be read: {}", version.name, changes.error().message));
            beyond = joined(beyond, Edit{{}, {}, std::move(*changes)});
            version.number = history.cursor;
            version.beyond = writeChanges(beyond.changes);
        }
        return versions;
    }

    /// Writes an edit into the row of the one before it.
    Result<void> writeJoined(const Edit& edit, const Applied& applied) {
        return transaction([&]() -> Result<void> {
            writer->write(applied.inverse, model, applied.model);
            auto last = storedEdit(history.cursor);
            if (!last)
                return tl::unexpected(last.error());
            const auto forward = editOf(*last, Direction::forward);
            const auto inverse = editOf(*last, Direction::inverse);
            if (!forward || !inverse)
                return tl::unexpected((forward ? inverse : forward).error());
            last->forward = writeChanges(joined(*forward, edit).changes);
            last->inverse = writeChanges(joined(applied.inverse, *inverse).changes);
            rows::updateTexts(*database, *last);
            return {};
        });
    }

    /// Writes an edit as a row of its own and drops those that were taken back.
    Result<void> writeNew(const Edit& edit, const Applied& applied) {
        StoredEdit stored{history.cursor + 1,
                          edit.label,
                          edit.mergeKey,
                          millisecondsNow(),
                          writeChanges(edit.changes),
                          writeChanges(applied.inverse.changes)};
        const bool dropsRedo = history.cursor < history.last();
        std::vector<StoredVersion> versions;
        auto written = transaction([&]() -> Result<void> {
            writer->write(applied.inverse, model, applied.model);
            if (dropsRedo) {
                auto kept = versionsWithoutRedo();
                if (!kept)
                    return tl::unexpected(kept.error());
                versions = std::move(*kept);
                for (const StoredVersion& version : versions)
                    rows::updateVersion(*database, version);
                rows::eraseEditsAfter(*database, history.cursor);
            }
            rows::insertEdit(*database, stored);
            rows::writeCursor(*database, stored.number);
            return {};
        });
        if (!written)
            return written;
        if (dropsRedo) {
            history.versions = std::move(versions);
            std::erase_if(history.edits, [&](const StoredEdit& each) { return each.number > history.cursor; });
        }
        history.cursor = stored.number;
        stored.forward.clear();
        stored.inverse.clear();
        history.edits.push_back(std::move(stored));
        return {};
    }

    /// Moves the cursor over one edit, back or forth.
    Result<ChangeSet> step(const std::int64_t number, const std::int64_t cursor, const Direction direction) {
        const auto edit = editAt(number, direction);
        if (!edit)
            return tl::unexpected(edit.error());
        Applied applied = apply(model, *edit);
        const auto written = transaction([&]() -> Result<void> {
            writer->write(applied.inverse, model, applied.model);
            rows::writeCursor(*database, cursor);
            rows::endMerging(*database, number);
            return {};
        });
        if (!written)
            return tl::unexpected(written.error());
        model = std::move(applied.model);
        history.cursor = cursor;
        history.find(number)->mergeKey.clear();
        return std::move(applied.changed);
    }
};

DocumentFile::DocumentFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
DocumentFile::DocumentFile(DocumentFile&&) noexcept = default;
DocumentFile& DocumentFile::operator=(DocumentFile&&) noexcept = default;
DocumentFile::~DocumentFile() = default;

Result<DocumentFile> DocumentFile::create(const std::filesystem::path& path, const Model& model,
                                          const Overwrite overwrite) {
    auto state = std::make_unique<State>();
    state->path = path;
    state->real = realPath(path);
    auto lock = lockForMaking(state->real, overwrite);
    if (!lock)
        return tl::unexpected(lock.error());
    state->lock = std::move(*lock);
    const auto made = rows::beside(state->real, ".new");
    if (auto written = rows::writeContents(made, model, {}); !written)
        return tl::unexpected(written.error());
    if (auto named = takeName(made, state->real); !named)
        return tl::unexpected(named.error());
    try {
        state->beginWriting(rows::openConnection(state->real, rows::OpenFor::writing));
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(rows::inWords(exception, path));
    }
    state->model = model;
    return DocumentFile(std::move(state));
}

Result<DocumentFile> DocumentFile::open(const std::filesystem::path& path, const FileAccess access) {
    auto state = std::make_unique<State>();
    state->path = path;
    state->real = realPath(path);
    const auto header = rows::readHeader(state->real);
    if (!header)
        return tl::unexpected(header.error());
    bool writable = access == FileAccess::readWrite;
    const auto readOnlyFor = [&](std::string reason) {
        if (writable)
            state->reason = std::move(reason);
        writable = false;
    };
    if (!writable)
        state->reason = "it was opened for reading";
    if (writable) {
        state->lock = FileLock::take(state->real);
        if (state->lock->outcome() == FileLock::Outcome::heldElsewhere)
            readOnlyFor("it is open in another program");
        else if (state->lock->outcome() == FileLock::Outcome::impossible)
            readOnlyFor("its folder cannot be written");
    }
    try {
        Connection connection;
        if (writable) {
            connection = rows::openConnection(state->real, rows::OpenFor::writing);
            if (sqlite3_db_readonly(connection->getHandle(), "main") != 0) {
                readOnlyFor("the file cannot be written");
                connection.reset();
            }
        }
        if (!connection)
            connection = rows::openConnection(state->real, rows::OpenFor::reading);
        const bool current = header->format == rows::formatNumber;
        auto contents = rows::readContents(*connection, path, *header,
                                           writable && current ? rows::Texts::leave : rows::Texts::load);
        if (!contents)
            return tl::unexpected(contents.error());
        if (!contents->losses.empty())
            readOnlyFor("it is damaged");
        else if (!contents->foreign.empty())
            readOnlyFor("it was changed by another program: " + contents->foreign);
        if (writable && !current) {
            const auto lifted = [&]() -> Result<void> {
                stopWriting(*connection); // the old file is kept whole, without side files
                connection.reset();
                const auto made = rows::beside(state->real, ".new");
                if (auto written = rows::writeContents(made, contents->model, contents->history); !written)
                    return written;
                if (auto kept = rows::keepOlder(state->real, header->format); !kept) {
                    rows::removeDatabase(made);
                    return tl::unexpected(kept.error());
                }
                return takeName(made, state->real);
            }();
            if (lifted)
                connection = rows::openConnection(state->real, rows::OpenFor::writing);
            else
                readOnlyFor("it has an older format, and " + lifted.error().message);
        }
        state->become(std::move(*contents));
        if (writable)
            state->beginWriting(std::move(connection));
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(rows::inWords(exception, path));
    }
    if (state->access == FileAccess::readOnly)
        state->lock.reset();
    return DocumentFile(std::move(state));
}

const std::filesystem::path& DocumentFile::path() const { return state_->path; }

FileAccess DocumentFile::access() const { return state_->access; }

const std::string& DocumentFile::accessReason() const { return state_->reason; }

const std::vector<std::string>& DocumentFile::losses() const { return state_->losses; }

const Model& DocumentFile::model() const { return state_->model; }

Result<ChangeSet> DocumentFile::commit(const Edit& edit) {
    State& state = *state_;
    if (auto refused = state.refuseReadOnly(); !refused)
        return tl::unexpected(refused.error());
    Applied applied = apply(state.model, edit);
    if (applied.inverse.empty())
        return ChangeSet{};
    const auto written = state.joinsLast(edit) ? state.writeJoined(edit, applied) : state.writeNew(edit, applied);
    if (!written)
        return tl::unexpected(written.error());
    state.model = std::move(applied.model);
    return std::move(applied.changed);
}

Result<ChangeSet> DocumentFile::undo() {
    if (auto refused = state_->refuseReadOnly(); !refused)
        return tl::unexpected(refused.error());
    const std::int64_t cursor = state_->history.cursor;
    if (cursor == 0)
        return fail("There is no edit to undo.");
    return state_->step(cursor, cursor - 1, State::Direction::inverse);
}

Result<ChangeSet> DocumentFile::redo() {
    if (auto refused = state_->refuseReadOnly(); !refused)
        return tl::unexpected(refused.error());
    const std::int64_t cursor = state_->history.cursor;
    if (cursor == state_->history.last())
        return fail("There is no edit to redo.");
    return state_->step(cursor + 1, cursor + 1, State::Direction::forward);
}

std::optional<HistoryEntry> DocumentFile::undoable() const {
    const StoredEdit* const edit = state_->history.find(state_->history.cursor);
    return edit != nullptr ? std::optional(entryOf(*edit)) : std::nullopt;
}

std::optional<HistoryEntry> DocumentFile::redoable() const {
    const StoredEdit* const edit = state_->history.find(state_->history.cursor + 1);
    return edit != nullptr ? std::optional(entryOf(*edit)) : std::nullopt;
}

Result<std::vector<HistoryEntry>> DocumentFile::history() const {
    std::vector<HistoryEntry> entries;
    for (const StoredEdit& edit : state_->history.edits)
        if (edit.number <= state_->history.cursor)
            entries.push_back(entryOf(edit));
    return entries;
}

Result<void> DocumentFile::nameVersion(const std::string& name) {
    if (auto refused = state_->refuseReadOnly(); !refused)
        return refused;
    if (name.empty())
        return fail("A version needs a name: write one.");
    auto& versions = state_->history.versions;
    if (std::any_of(versions.begin(), versions.end(), [&](const StoredVersion& each) { return each.name == name; }))
        return fail(fmt::format("There is a version named \"{}\": choose another name.", name));
    const StoredVersion version{name, state_->history.cursor, millisecondsNow(), "[]"};
    const auto written = state_->transaction([&]() -> Result<void> {
        rows::insertVersion(*state_->database, version);
        return {};
    });
    if (written)
        versions.push_back(version);
    return written;
}

Result<std::vector<Version>> DocumentFile::versions() const {
    std::vector<Version> all;
    for (const StoredVersion& version : state_->history.versions)
        all.push_back({version.name, version.number, timePoint(version.madeAt)});
    std::stable_sort(all.begin(), all.end(), [](const Version& a, const Version& b) { return a.when < b.when; });
    return all;
}

Result<Model> DocumentFile::modelAt(const std::int64_t number) const {
    if (number < 0 || number > state_->history.last())
        return fail(fmt::format("There is no edit {} in the history of {}.", number, utf8(path())));
    Model model = state_->model;
    for (std::int64_t at = state_->history.cursor; at > number; --at) {
        const auto inverse = state_->editAt(at, State::Direction::inverse);
        if (!inverse)
            return tl::unexpected(inverse.error());
        model = apply(model, *inverse).model;
    }
    for (std::int64_t at = state_->history.cursor; at < number; ++at) {
        const auto forward = state_->editAt(at + 1, State::Direction::forward);
        if (!forward)
            return tl::unexpected(forward.error());
        model = apply(model, *forward).model;
    }
    return model;
}

Result<Model> DocumentFile::modelOf(const std::string& version) const {
    for (const StoredVersion& each : state_->history.versions) {
        if (each.name != version)
            continue;
        auto model = modelAt(each.number);
        if (!model)
            return model;
        auto beyond = readChanges(each.beyond);
        if (!beyond)
            return fail(fmt::format("The version \"{}\" cannot be read: {}", version, beyond.error().message));
        return apply(*model, Edit{{}, {}, std::move(*beyond)}).model;
    }
    return fail(fmt::format("There is no version \"{}\" in {}.", version, utf8(path())));
}

Result<void> DocumentFile::saveCopy(const std::filesystem::path& path, const Overwrite overwrite) const {
    const auto real = realPath(path);
    if (real == state_->real)
        return fail(fmt::format("{} is this document itself: choose another name for the copy.", utf8(path)));
    const auto lock = lockForMaking(real, overwrite);
    if (!lock)
        return tl::unexpected(lock.error());
    const auto made = rows::beside(real, ".new");
    if (!state_->database) {
        if (auto written = rows::writeContents(made, state_->model, state_->history); !written)
            return written;
        return takeName(made, real);
    }
    rows::removeDatabase(made);
    try {
        const Connection copy = rows::openConnection(made, rows::OpenFor::making);
        SQLite::Backup backup(*copy, *state_->database);
        backup.executeStep(-1);
    } catch (const SQLite::Exception& exception) {
        rows::removeDatabase(made);
        return tl::unexpected(rows::inWords(exception, path));
    }
    try {
        stopWriting(*rows::openConnection(made, rows::OpenFor::writing)); // the copy says WAL, as its source does
    } catch (const SQLite::Exception& exception) {
        rows::removeDatabase(made);
        return tl::unexpected(rows::inWords(exception, path));
    }
    return takeName(made, real);
}

void DocumentFile::limitSize(const std::int64_t bytes) {
    if (!state_->database)
        return;
    constexpr std::int64_t mostPages = 1'073'741'823; // SQLite's own limit
    const std::int64_t page = state_->database->execAndGet("PRAGMA page_size").getInt64();
    const std::int64_t pages = std::clamp<std::int64_t>(bytes / std::max<std::int64_t>(page, 1), 1, mostPages);
    SQLite::Statement(*state_->database, fmt::format("PRAGMA max_page_count={}", pages)).executeStep();
}

} // namespace tributary
