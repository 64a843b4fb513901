// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/document_file.h"

#include "core/model/differences.h"
#include "core/storage/document_state.h"
#include "core/storage/file_place.h"
#include "core/storage/schema.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <functional>

namespace tributary {

using rows::Connection;
using rows::FileLock;
using rows::StoredEdit;
using rows::StoredVersion;
using rows::utf8;

namespace {

std::chrono::system_clock::time_point timePoint(const std::int64_t milliseconds) {
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(milliseconds));
}

std::int64_t milliseconds(const std::chrono::system_clock::time_point when) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch()).count();
}

Version versionOf(const StoredVersion& version) {
    return {version.name, version.number, timePoint(version.madeAt), version.beyond};
}

/// Makes a copy of the document `from` by `write`, which makes the file that then takes the name `path`.
Result<void> writeCopy(const std::filesystem::path& from, const std::filesystem::path& path, const Overwrite overwrite,
                       const std::function<Result<void>(const std::filesystem::path& made)>& write) {
    const auto real = rows::realPath(path);
    std::error_code error;
    if (real == from && std::filesystem::exists(real, error))
        return fail(fmt::format("{} is this document itself: choose another name for the copy.", utf8(path)));
    const auto lock = rows::lockForMaking(real, overwrite);
    if (!lock)
        return tl::unexpected(lock.error());
    const auto made = rows::beside(real, ".new");
    if (auto written = write(made); !written)
        return written;
    return rows::takeName(made, real);
}

/// Opens a file, and the log beside it, once more; from then on it is read wherever its name goes.
Result<Connection> openedAgain(const std::filesystem::path& path) {
    try {
        Connection database = rows::openConnection(path, rows::OpenFor::writing);
        database->exec("SELECT 1 FROM sqlite_schema"); // files are opened with the first row that is read
        return database;
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(rows::inWords(exception, path));
    }
}

/// Copies the file `from` by a connection of its own, on whatever thread that is.
Result<void> copyFile(const std::filesystem::path& from, const Connection source, const std::filesystem::path& path,
                      const Overwrite overwrite, const std::string& copyOf) {
    return writeCopy(from, path, overwrite, [&](const std::filesystem::path& made) -> Result<void> {
        rows::removeDatabase(made);
        try {
            const Connection copy = rows::openConnection(made, rows::OpenFor::making);
            rows::copyAll(*copy, *source);
        } catch (const SQLite::Exception& exception) {
            rows::removeDatabase(made);
            return tl::unexpected(rows::inWords(exception, path));
        }
        try {
            const Connection copy = rows::openConnection(made, rows::OpenFor::writing);
            rows::writeCopyOf(*copy, copyOf);
            rows::toOneFile(*copy); // the copy says WAL, as its source does
        } catch (const SQLite::Exception& exception) {
            rows::removeDatabase(made);
            return tl::unexpected(rows::inWords(exception, path));
        }
        return {};
    });
}

HistoryEntry entryOf(const StoredEdit& edit) { return {edit.number, edit.label, timePoint(edit.madeAt)}; }

} // namespace

DocumentFile::DocumentFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
DocumentFile::DocumentFile(DocumentFile&&) noexcept = default;
DocumentFile& DocumentFile::operator=(DocumentFile&&) noexcept = default;
DocumentFile::~DocumentFile() = default;

Result<DocumentFile> DocumentFile::create(const std::filesystem::path& path, const Model& model,
                                          const Overwrite overwrite) {
    auto lock = rows::lockForMaking(rows::realPath(path), overwrite);
    if (!lock)
        return tl::unexpected(lock.error());
    auto state = State::make(path, model, *lock);
    if (!state)
        return tl::unexpected(state.error());
    return DocumentFile(std::move(*state));
}

Result<DocumentFile> DocumentFile::open(const std::filesystem::path& path, const FileAccess access) {
    auto state = std::make_unique<State>();
    state->path = path;
    state->real = rows::realPath(path);
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
        else if (state->lock->outcome() == FileLock::Outcome::unsupported)
            readOnlyFor("its disk cannot keep a second program from writing it");
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
                rows::toOneFile(*connection); // the old file is kept whole, without side files
                connection.reset();
                const auto made = rows::beside(state->real, ".new");
                if (auto written = rows::writeContents(made, contents->model, contents->history); !written)
                    return written;
                const auto kept = rows::keepOlder(state->real, header->format);
                if (!kept) {
                    rows::removeDatabase(made);
                    return tl::unexpected(kept.error());
                }
                auto named = rows::takeName(made, state->real);
                std::error_code ignoredError;
                if (!named) // the older file is still in its place
                    std::filesystem::remove(*kept, ignoredError);
                return named;
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

bool DocumentFile::isHeld(const std::filesystem::path& path) { return FileLock::isHeld(rows::realPath(path)); }

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

std::int64_t DocumentFile::editsDone() const { return state_->history.cursor; }

std::int64_t DocumentFile::editsKept() const { return state_->history.last(); }

HistoryEntry DocumentFile::entry(const std::int64_t number) const {
    const StoredEdit* const edit = state_->history.find(number);
    return edit != nullptr ? entryOf(*edit) : HistoryEntry{};
}

Result<std::vector<EditTexts>> DocumentFile::editTexts(const std::int64_t first, const std::int64_t last) const {
    std::vector<EditTexts> texts;
    for (std::int64_t number = first; number <= last; ++number) {
        auto stored = state_->storedEdit(number);
        if (!stored)
            return tl::unexpected(stored.error());
        texts.push_back({number, std::move(stored->forward), std::move(stored->inverse)});
    }
    return texts;
}

Result<ChangeSet> DocumentFile::moveTo(const std::int64_t number, const Model& there) {
    State& state = *state_;
    if (auto refused = state.refuseReadOnly(); !refused)
        return tl::unexpected(refused.error());
    if (number < 0 || number > state.history.last())
        return fail(fmt::format("There is no edit {} in the history of {}.", number, utf8(path())));
    Applied applied = apply(state.model, editBetween(state.model, there, {}));
    const auto written = state.transaction([&]() -> Result<void> {
        state.writer->write(applied.inverse, state.model, applied.model);
        rows::writeCursor(*state.database, number);
        rows::endMerging(*state.database, number);
        return {};
    });
    if (!written)
        return tl::unexpected(written.error());
    state.model = std::move(applied.model);
    state.history.cursor = number;
    if (StoredEdit* const last = state.history.find(number))
        last->mergeKey.clear();
    return std::move(applied.changed);
}

Result<void> DocumentFile::nameVersion(const std::string& name) {
    return state_->addVersion({name, state_->history.cursor, millisecondsNow(), "[]"});
}

Result<void> DocumentFile::restoreVersion(const Version& version) {
    if (version.number > state_->history.last())
        return fail(fmt::format("The version \"{}\" cannot be put back: its edits are gone.", version.name));
    return state_->addVersion({version.name, version.number, milliseconds(version.when), version.beyond});
}

Result<void> DocumentFile::renameVersion(const std::string& from, const std::string& to) {
    if (auto refused = state_->refuseReadOnly(); !refused)
        return refused;
    StoredVersion* const version = state_->findVersion(from);
    if (version == nullptr)
        return fail(fmt::format("There is no version \"{}\" in {}.", from, utf8(path())));
    if (from == to)
        return {};
    if (auto free = state_->checkFreeName(to); !free)
        return free;
    const auto written = state_->transaction([&]() -> Result<void> {
        rows::renameVersion(*state_->database, from, to);
        return {};
    });
    if (written)
        version->name = to;
    return written;
}

Result<Version> DocumentFile::eraseVersion(const std::string& name) {
    if (auto refused = state_->refuseReadOnly(); !refused)
        return tl::unexpected(refused.error());
    const StoredVersion* const version = state_->findVersion(name);
    if (version == nullptr)
        return fail(fmt::format("There is no version \"{}\" in {}.", name, utf8(path())));
    const auto written = state_->transaction([&]() -> Result<void> {
        rows::eraseVersion(*state_->database, name);
        return {};
    });
    if (!written)
        return tl::unexpected(written.error());
    Version gone = versionOf(*version);
    std::erase_if(state_->history.versions, [&](const StoredVersion& each) { return each.name == name; });
    return gone;
}

Result<std::vector<Version>> DocumentFile::versions() const {
    std::vector<Version> all;
    for (const StoredVersion& version : state_->history.versions)
        all.push_back(versionOf(version));
    std::stable_sort(all.begin(), all.end(), [](const Version& a, const Version& b) { return a.when < b.when; });
    return all;
}

bool DocumentFile::isMoved() const { return state_->isMoved(); }

Result<void> DocumentFile::writeAnew() {
    State& old = *state_;
    if (auto refused = old.refuseReadOnly(); !refused)
        return refused;
    rows::toOneFile(*old.database); // the new file will have the name that its log has now
    auto made = State::make(old.path, old.model, *old.lock);
    if (!made)
        return tl::unexpected(made.error());
    old.writer.reset();
    old.database.reset(); // closed, it clears nothing up any more under that name
    state_ = std::move(*made);
    return {};
}

const std::string& DocumentFile::copyOf() const { return state_->history.copyOf; }

DocumentFile::Copier DocumentFile::copier() const {
    if (state_->database && !isMoved())
        if (auto source = std::make_shared<Result<Connection>>(openedAgain(state_->real)); !*source || !isMoved())
            return [from = state_->real, source](const auto& path, const Overwrite overwrite,
                                                 const std::string& copyOf) -> Result<void> {
                if (!*source)
                    return tl::unexpected(source->error());
                return copyFile(from, std::move(**source), path, overwrite, copyOf);
            };
    // The texts of the history are in memory only where nothing is written; they are lost with a file that is gone.
    rows::StoredHistory history = state_->database ? rows::StoredHistory() : state_->history;
    return [from = state_->real, model = state_->model,
            history = std::move(history)](const auto& path, const Overwrite overwrite, const std::string& copyOf) {
        return writeCopy(from, path, overwrite, [&](const std::filesystem::path& made) {
            rows::StoredHistory copied = history;
            copied.copyOf = copyOf;
            return rows::writeContents(made, model, copied);
        });
    };
}

Result<void> DocumentFile::saveCopy(const std::filesystem::path& path, const Overwrite overwrite,
                                    const std::string& copyOf) const {
    return copier()(path, overwrite, copyOf);
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
