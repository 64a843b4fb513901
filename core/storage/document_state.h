// SPDX-License-Identifier: GPL-3.0-or-later
// What an open document is made of, inside core/storage only: the model, its history, the lock and the connection, and
// the transactions that keep file and model alike.
#pragma once

#include "core/storage/document_file.h"
#include "core/storage/file_lock.h"
#include "core/storage/model_writer.h"
#include "core/storage/stored_file.h"

#include <functional>

namespace tributary {

struct DocumentFile::State {
    enum class Direction { forward, inverse };

    std::filesystem::path path;
    std::filesystem::path real; ///< past links
    FileAccess access = FileAccess::readOnly;
    std::string reason;
    std::vector<std::string> losses;
    Model model;
    rows::StoredHistory history; ///< with the texts of the edits only where there is no connection
    std::optional<rows::FileLock> lock;
    rows::Connection database; ///< of a file that can be written
    std::unique_ptr<rows::ModelWriter> writer;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();

    /// Makes a file of `model`, whose lock is held, and the state of a document that has it open; takes the lock over
    /// where this succeeds.
    [[nodiscard]] static Result<std::unique_ptr<State>> make(const std::filesystem::path& path, const Model& model,
                                                             rows::FileLock& lock);

    void become(rows::Contents contents);
    void beginWriting(rows::Connection connection);
    [[nodiscard]] Result<void> refuseReadOnly() const;
    [[nodiscard]] bool isMoved() const;
    [[nodiscard]] Result<void> refuseMoved() const;

    /// Runs `body` as one transaction; where it fails, file and model are as before.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()>& body);

    /// The changes of edit `number` of the history.
    [[nodiscard]] Result<Edit> editAt(std::int64_t number, Direction direction) const;
    /// Tells whether `edit` goes on with what the last edit began.
    [[nodiscard]] bool joinsLast(const Edit& edit) const;
    /// Writes an edit into the row of the one before it.
    [[nodiscard]] Result<void> writeJoined(const Edit& edit, const Applied& applied);
    /// Writes an edit as a row of its own and drops those that were taken back.
    [[nodiscard]] Result<void> writeNew(const Edit& edit, const Applied& applied);
    /// Moves the cursor over edit `number`, back or forth.
    [[nodiscard]] Result<ChangeSet> step(std::int64_t number, std::int64_t cursor, Direction direction);

    /// Edit `number` of the history with its texts.
    [[nodiscard]] Result<rows::StoredEdit> storedEdit(std::int64_t number) const;

    [[nodiscard]] rows::StoredVersion* findVersion(const std::string& name);
    /// Refuses a name that is empty or that a version has.
    [[nodiscard]] Result<void> checkFreeName(const std::string& name);
    [[nodiscard]] Result<void> addVersion(const rows::StoredVersion& version);

private:
    [[nodiscard]] Result<Edit> editOf(const rows::StoredEdit& stored, Direction direction) const;
    /// The versions as they must be when the edits after the cursor are dropped: their models stay within reach.
    [[nodiscard]] Result<std::vector<rows::StoredVersion>> versionsWithoutRedo() const;
};

/// Now, in milliseconds since 1970.
[[nodiscard]] std::int64_t millisecondsNow();

} // namespace tributary
