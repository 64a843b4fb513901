// SPDX-License-Identifier: GPL-3.0-or-later
// The history of the document: undo and redo, moves over many edits, and versions.
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <set>

namespace tributary::ui {

namespace {

/// The metrics to look at after a step of the history: those that came back, else the one that changed, else what the
/// vanished ones hung below. Of a branch that came back its top will do.
std::vector<MetricId> metricsToShow(const Model& before, const Model& after, const ChangeSet& changed) {
    std::set<MetricId> came;
    std::vector<MetricId> changedOnes;
    MetricId above;
    for (const EntityRef& entity : changed.entities) {
        if (entity.kind != Metric::kind)
            continue;
        const MetricId id(entity.id);
        const Metric* was = before.metrics().find(id);
        const Metric* is = after.metrics().find(id);
        if (is && !was) {
            came.insert(id);
        } else if (is && (changedOnes.empty() || was->parent != is->parent)) {
            changedOnes = {id};
        }
        for (std::size_t steps = 0; was && !is && above.text.empty() && steps < before.metrics().size(); ++steps) {
            if (after.metrics().contains(was->parent))
                above = was->parent;
            was = before.metrics().find(was->parent);
        }
    }
    if (came.empty())
        return !above.text.empty() ? std::vector{above} : changedOnes;
    std::vector<MetricId> tops;
    for (const MetricId& id : came)
        if (!came.contains(after.metrics().find(id)->parent))
            tops.push_back(id);
    return tops;
}

} // namespace

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
    const Model before = model();
    auto changed = (*file_.*way)();
    if (!changed)
        return tl::unexpected(changed.error());
    show(*changed);
    tellStepped(before, *changed);
    emit historyChanged();
    return {};
}

/// Tells of the metrics that a step of the history brought back or changed, so that they are shown; not where one of
/// them is selected.
void Document::tellStepped(const Model& before, const ChangeSet& changed) {
    std::vector<std::string> paths;
    for (const MetricId& id : metricsToShow(before, model(), changed))
        paths.push_back(pathOf({Metric::kind, id.text}));
    const auto selected = selectedEntity();
    const bool isSeen = selected && std::ranges::find(changed.entities, *selected) != changed.entities.end();
    if (!paths.empty() && !isSeen)
        emit stepped(paths);
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
