// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/document_state.h"

#include "core/model/entity_json.h"
#include "core/storage/file_place.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

namespace tributary {

using rows::StoredEdit;
using rows::StoredVersion;
using rows::utf8;

namespace {

/// How long an edit waits for another program that writes the file: the window waits with it.
constexpr int editWaits = 40; // milliseconds

} // namespace

std::int64_t millisecondsNow() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

DocumentFile::State::~State() {
    writer.reset();
    if (database)
        rows::toOneFile(*database);
}

Result<std::unique_ptr<DocumentFile::State>> DocumentFile::State::make(const std::filesystem::path& path,
                                                                       const Model& model, rows::FileLock& lock) {
    auto state = std::make_unique<State>();
    state->path = path;
    state->real = rows::realPath(path);
    const auto made = rows::beside(state->real, ".new");
    if (auto written = rows::writeContents(made, model, {}); !written)
        return tl::unexpected(written.error());
    if (auto named = rows::takeName(made, state->real); !named)
        return tl::unexpected(named.error());
    try {
        state->beginWriting(rows::openConnection(state->real, rows::OpenFor::writing));
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(rows::inWords(exception, path));
    }
    state->model = model;
    state->lock = std::move(lock);
    return state;
}

void DocumentFile::State::become(rows::Contents contents) {
    model = std::move(contents.model);
    history = std::move(contents.history);
    losses = std::move(contents.losses);
}

void DocumentFile::State::beginWriting(rows::Connection connection) {
    // Each edit is on its way to the disk when its transaction ends.
    connection->exec("PRAGMA journal_mode=WAL");
    connection->exec("PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON");
    connection->setBusyTimeout(editWaits);
    database = std::move(connection);
    // What is typed from now on joins no edit of an earlier sitting.
    if (StoredEdit* const last = history.find(history.cursor))
        last->mergeKey.clear();
    writer = std::make_unique<rows::ModelWriter>(*database);
    access = FileAccess::readWrite;
}

Result<void> DocumentFile::State::refuseReadOnly() const {
    if (access == FileAccess::readWrite)
        return {};
    return fail(fmt::format("{} is open for reading only ({}): save a copy to go on.", utf8(path), reason));
}

bool DocumentFile::State::isMoved() const {
    std::error_code error;
    return (database && rows::hasMoved(*database)) || (!std::filesystem::exists(real, error) && !error);
}

/// SQLite would go on writing to what nobody can open any more.
Result<void> DocumentFile::State::refuseMoved() const {
    if (!isMoved())
        return {};
    std::error_code error;
    return fail(fmt::format(
        "{} {}, so this change cannot be kept in it: save the model under a name, then go on.", utf8(path.filename()),
        std::filesystem::exists(real, error) ? "was replaced by another program" : "is no longer in its folder"));
}

Result<void> DocumentFile::State::transaction(const std::function<Result<void>()>& body) {
    Result<void> outcome;
    try {
        database->exec("BEGIN IMMEDIATE");
        outcome = body();
        if (outcome)
            outcome = refuseMoved();
        if (outcome)
            database->exec("COMMIT");
    } catch (const SQLite::Exception& exception) {
        const std::string dangling =
            (exception.getErrorCode() & 0xff) == SQLITE_CONSTRAINT ? rows::danglingReference(*database) : std::string();
        if (!dangling.empty())
            outcome = fail(fmt::format("The edit is refused: {}; take that reference away first.", dangling));
        else if (outcome = refuseMoved(); outcome)
            outcome = tl::unexpected(rows::inWords(exception, path));
    } catch (const std::exception& exception) {
        outcome = fail(fmt::format("{}: {}.", utf8(path), exception.what()));
    }
    if (!outcome) {
        writer = std::make_unique<rows::ModelWriter>(*database); // statements in mid-air would hold the rollback up
        if (sqlite3_get_autocommit(database->getHandle()) == 0)
            database->tryExec("ROLLBACK");
        if (isMoved()) // what is left in the log beside the name would be read into the file that stands there now
            database->tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    return outcome;
}

Result<StoredEdit> DocumentFile::State::storedEdit(const std::int64_t number) const {
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

Result<Edit> DocumentFile::State::editOf(const StoredEdit& stored, const Direction direction) const {
    auto changes = readChanges(direction == Direction::forward ? stored.forward : stored.inverse);
    if (!changes)
        return fail(fmt::format("Edit {} in the history of {} cannot be read: {}", stored.number, utf8(path),
                                changes.error().message));
    return Edit{stored.label, stored.mergeKey, std::move(*changes)};
}

Result<Edit> DocumentFile::State::editAt(const std::int64_t number, const Direction direction) const {
    return storedEdit(number).and_then([&](const StoredEdit& stored) { return editOf(stored, direction); });
}

bool DocumentFile::State::joinsLast(const Edit& edit) const {
    const StoredEdit* const last = history.find(history.cursor);
    return last != nullptr && history.cursor == history.last() && !edit.mergeKey.empty() &&
           last->mergeKey == edit.mergeKey &&
           std::none_of(history.versions.begin(), history.versions.end(),
                        [&](const StoredVersion& version) { return version.number == history.cursor; });
}

Result<std::vector<StoredVersion>> DocumentFile::State::versionsWithoutRedo() const {
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
            return fail(fmt::format("The version \"{}\" cannot be read: {}", version.name, changes.error().message));
        beyond = joined(beyond, Edit{{}, {}, std::move(*changes)});
        version.number = history.cursor;
        version.beyond = writeChanges(beyond.changes);
    }
    return versions;
}

Result<void> DocumentFile::State::writeJoined(const Edit& edit, const Applied& applied) {
    auto written = transaction([&]() -> Result<void> {
        writer->write(applied.inverse, model, applied.model);
        auto last = storedEdit(history.cursor);
        if (!last)
            return tl::unexpected(last.error());
        const auto forward = editOf(*last, Direction::forward);
        const auto inverse = editOf(*last, Direction::inverse);
        if (!forward || !inverse)
            return tl::unexpected((forward ? inverse : forward).error());
        last->label = edit.label; // which says what came of it
        last->forward = writeChanges(joined(*forward, edit).changes);
        last->inverse = writeChanges(joined(applied.inverse, *inverse).changes);
        rows::updateTexts(*database, *last);
        return {};
    });
    if (written)
        history.find(history.cursor)->label = edit.label;
    return written;
}

Result<void> DocumentFile::State::writeNew(const Edit& edit, const Applied& applied) {
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

Result<ChangeSet> DocumentFile::State::step(const std::int64_t number, const std::int64_t cursor,
                                            const Direction direction) {
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

StoredVersion* DocumentFile::State::findVersion(const std::string& name) {
    auto& versions = history.versions;
    const auto found = std::ranges::find(versions, name, &StoredVersion::name);
    return found == versions.end() ? nullptr : &*found;
}

Result<void> DocumentFile::State::checkFreeName(const std::string& name) {
    if (name.empty())
        return fail("A version needs a name: write one.");
    if (findVersion(name) != nullptr)
        return fail(fmt::format("There is a version named \"{}\": choose another name.", name));
    return {};
}

Result<void> DocumentFile::State::addVersion(const StoredVersion& version) {
    if (auto refused = refuseReadOnly(); !refused)
        return refused;
    if (auto free = checkFreeName(version.name); !free)
        return free;
    const auto written = transaction([&]() -> Result<void> {
        rows::insertVersion(*database, version);
        return {};
    });
    if (written)
        history.versions.push_back(version);
    return written;
}

} // namespace tributary
