// SPDX-License-Identifier: GPL-3.0-or-later
// The history of the document: undo and redo, moves over many edits, and versions.
#include "ui/document.h"

#include "ui/qt_text.h"

namespace tributary::ui {

std::optional<QString> Document::undoLabel() const {
    const auto entry = isOpen() && !isReadOnly() ? file_->undoable() : std::nullopt;
    return entry ? std::optional(toQt(entry->label)) : std::nullopt;
}

std::optional<QString> Document::redoLabel() const {
    const auto entry = isOpen() && !isReadOnly() ? file_->redoable() : std::nullopt;
    return entry ? std::optional(toQt(entry->label)) : std::nullopt;
}

Result<void> Document::undo() { return step(&DocumentFile::undo); }

Result<void> Document::redo() { return step(&DocumentFile::redo); }

Result<void> Document::step(Result<ChangeSet> (DocumentFile::*way)()) {
    if (auto ready = refuseWithoutFile(); !ready)
        return ready;
    if (dragging_)
        return endDrag(DragEnd::drop);
    forgetDrag();
    auto changed = (*file_.*way)();
    if (!changed)
        return tl::unexpected(changed.error());
    show(*changed);
    emit historyChanged();
    return {};
}

qint64 Document::editsDone() const { return isOpen() ? file_->editsDone() : 0; }

qint64 Document::editsKept() const { return isOpen() ? file_->editsKept() : 0; }

HistoryEntry Document::historyEntry(qint64 number) const { return isOpen() ? file_->entry(number) : HistoryEntry{}; }

Result<std::vector<EditTexts>> Document::editTexts(qint64 first, qint64 last) const {
    if (auto ready = refuseWithoutFile(); !ready)
        return tl::unexpected(ready.error());
    return file_->editTexts(first, last);
}

Result<void> Document::moveTo(qint64 number, const Model& there) {
    if (auto ready = refuseWithoutFile(); !ready)
        return ready;
    if (dragging_)
        if (auto ended = endDrag(DragEnd::drop); !ended)
            return ended;
    forgetDrag();
    auto changed = file_->moveTo(number, there);
    if (!changed)
        return tl::unexpected(changed.error());
    show(*changed);
    emit historyChanged();
    return {};
}

std::vector<Version> Document::versions() const {
    return isOpen() ? file_->versions().value_or(std::vector<Version>{}) : std::vector<Version>{};
}

Result<void> Document::nameVersion(const QString& name) {
    settleTyping();
    auto named = refuseWithoutFile().and_then([&] { return file_->nameVersion(fromQt(name.trimmed())); });
    if (named)
        emit versionsChanged();
    return named;
}

Result<void> Document::renameVersion(const QString& from, const QString& to) {
    auto renamed =
        refuseWithoutFile().and_then([&] { return file_->renameVersion(fromQt(from), fromQt(to.trimmed())); });
    if (renamed)
        emit versionsChanged();
    return renamed;
}

Result<Version> Document::eraseVersion(const QString& name) {
    auto gone = refuseWithoutFile().and_then([&] { return file_->eraseVersion(fromQt(name)); });
    if (gone)
        emit versionsChanged();
    return gone;
}

Result<void> Document::restoreVersion(const Version& version) {
    auto restored = refuseWithoutFile().and_then([&] { return file_->restoreVersion(version); });
    if (restored)
        emit versionsChanged();
    return restored;
}

} // namespace tributary::ui
