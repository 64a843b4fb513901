// SPDX-License-Identifier: GPL-3.0-or-later
// DocumentFile: one model and its history in one SQLite file. Every edit is one transaction: when a call has returned,
// the edit is on disk. A second opener gets the file read-only. Use from one thread at a time.
#pragma once

#include "core/base/result.h"
#include "core/model/edit.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tributary {

enum class FileAccess { readWrite, readOnly };
enum class Overwrite { refuse, replace };

/// A step of the history, for the undo menu and the minutes.
struct HistoryEntry {
    std::int64_t number = 0; ///< counts from 1
    std::string label;
    std::chrono::system_clock::time_point when;
};

/// A named point of the history.
struct Version {
    std::string name;
    std::int64_t number = 0; ///< of the last edit before it that the history still holds; 0 is the start
    std::chrono::system_clock::time_point when;
    std::string beyond = "[]"; ///< what came after that edit and was dropped since, as JSON

    /// Tells whether its model is that after edit `number`.
    [[nodiscard]] bool isOnHistory() const { return beyond == "[]"; }
};

/// What an edit of the history did, as JSON that readChanges reads: for who walks the history on another thread.
struct EditTexts {
    std::int64_t number = 0;
    std::string forward;
    std::string inverse;
};

class DocumentFile {
public:
    /// Makes a new file that holds `model`. Fails where the folder cannot be written or the file exists.
    [[nodiscard]] static Result<DocumentFile> create(const std::filesystem::path& path, const Model& model,
                                                     Overwrite overwrite = Overwrite::refuse);
    /// Opens a file; with readWrite it may still come back read-only (see access, accessReason). A file of an older
    /// format is replaced by one of the present format; the old one stays beside it as `NAME.vN.tributary`.
    [[nodiscard]] static Result<DocumentFile> open(const std::filesystem::path& path,
                                                   FileAccess access = FileAccess::readWrite);
    /// Whether another program, or another DocumentFile, holds the file for writing.
    [[nodiscard]] static bool isHeld(const std::filesystem::path& path);
    DocumentFile(DocumentFile&&) noexcept;
    DocumentFile& operator=(DocumentFile&&) noexcept;
    ~DocumentFile(); ///< checkpoints, so that one file is left

    [[nodiscard]] const std::filesystem::path& path() const;
    [[nodiscard]] FileAccess access() const;
    [[nodiscard]] const std::string& accessReason() const;        ///< why it is read-only; empty where it is not
    [[nodiscard]] const std::vector<std::string>& losses() const; ///< what a damaged file could not give
    [[nodiscard]] const Model& model() const;

    /// Applies `edit` to the model and the file in one transaction; empty where it changed nothing. Where this fails
    /// the document is as before. Drops what could have been redone.
    [[nodiscard]] Result<ChangeSet> commit(const Edit& edit);
    [[nodiscard]] Result<ChangeSet> undo();
    [[nodiscard]] Result<ChangeSet> redo();
    [[nodiscard]] std::optional<HistoryEntry> undoable() const; ///< the edit that undo() takes back
    [[nodiscard]] std::optional<HistoryEntry> redoable() const;
    [[nodiscard]] std::int64_t editsDone() const; ///< number of the last edit that is not taken back
    [[nodiscard]] std::int64_t editsKept() const; ///< number of the last edit that the history holds
    /// Edit `number` of the history, from 1 to editsKept().
    [[nodiscard]] HistoryEntry entry(std::int64_t number) const;
    /// Reads what the edits from `first` to `last` did.
    [[nodiscard]] Result<std::vector<EditTexts>> editTexts(std::int64_t first, std::int64_t last) const;
    /// Undoes or redoes edits until edit `number` is the last one done, in one transaction; `there` is the model after
    /// it.
    [[nodiscard]] Result<ChangeSet> moveTo(std::int64_t number, const Model& there);

    /// Names the model as it is now. Fails where the name is empty or taken.
    [[nodiscard]] Result<void> nameVersion(const std::string& name);
    [[nodiscard]] Result<void> renameVersion(const std::string& from, const std::string& to);
    /// Takes a version's name off and returns what restoreVersion needs to put it back.
    [[nodiscard]] Result<Version> eraseVersion(const std::string& name);
    [[nodiscard]] Result<void> restoreVersion(const Version& version);
    /// All versions, the oldest first.
    [[nodiscard]] Result<std::vector<Version>> versions() const;

    /// Writes a copy of the whole file, history too: by SQLite's backup, or afresh where this file is not whole or
    /// holds what Tributary did not make; of one that isMoved() the model alone. With `copyOf`, the name of this file,
    /// the copy says of itself that it is a workshop copy; without, it is a model of its own.
    [[nodiscard]] Result<void> saveCopy(const std::filesystem::path& path, Overwrite overwrite,
                                        const std::string& copyOf = {}) const;
    /// What does the same on another thread, once, while this document goes on, also where another file has taken its
    /// name by then.
    using Copier =
        std::function<Result<void>(const std::filesystem::path& path, Overwrite overwrite, const std::string& copyOf)>;
    [[nodiscard]] Copier copier() const;
    /// The file that this is a workshop copy of; empty of any other.
    [[nodiscard]] const std::string& copyOf() const;

    /// Whether the file has lost its name: it is gone, or another program has put another one there. No edit is taken
    /// then, for it would be lost.
    [[nodiscard]] bool isMoved() const;
    /// Writes the model, without its history, as a new file in the place of one that isMoved(), and goes on there.
    [[nodiscard]] Result<void> writeAnew();

    /// Bounds the size of the file in bytes; what does not fit fails as on a full disk. Never cuts what is there.
    void limitSize(std::int64_t bytes);

private:
    struct State;
    explicit DocumentFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace tributary
