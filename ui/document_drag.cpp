// SPDX-License-Identifier: GPL-3.0-or-later
// The document under a drag: edits that are shown as they come, the last of them kept, and what they do to the NPV.
#include "ui/document.h"

#include <algorithm>
#include <utility>

namespace tributary::ui {

void Document::beginDrag(std::string_view quantity) {
    if (dragging_ || !isOpen())
        return;
    preview_ = file_->model();
    dragged_ = {};
    quantityUnderHand_ = quantity;
    forgetDrag();
    if (!isStale()) {
        beforeDrag_ = headline();
        resultsBeforeDrag_ = {outcome_.sampled};
    }
    dragging_ = true;
    emit draggingChanged();
}

void Document::drag(const Edit& edit) {
    if (!dragging_)
        return;
    // What the edit before touched may be as it was again.
    ChangeSet changed = tributary::apply(file_->model(), dragged_).changed;
    Applied applied = tributary::apply(file_->model(), edit);
    changed.join(applied.changed);
    dragged_ = edit;
    preview_ = std::move(applied.model);
    show(changed);
}

Result<void> Document::endDrag(DragEnd end) {
    if (!dragging_)
        return {};
    const Edit edit = std::exchange(dragged_, {});
    const ChangeSet back = tributary::apply(file_->model(), edit).changed;
    dragging_ = false;
    preview_ = {};
    Result<void> outcome;
    const auto before = beforeDrag_;
    const auto headlines = dragHeadlines_;
    const auto results = resultsBeforeDrag_;
    if (end == DragEnd::keep && !edit.empty())
        outcome = apply(edit);
    if (end == DragEnd::keep && outcome) {
        // What it has changed stays in sight until something else is done.
        beforeDrag_ = before;
        dragHeadlines_ = headlines;
        resultsBeforeDrag_ = results;
    } else {
        forgetDrag();
    }
    if (end == DragEnd::drop || !outcome)
        show(back);
    emit draggingChanged();
    return outcome;
}

void Document::setDragHeadlines(const DragHeadlines& headlines) {
    dragHeadlines_ = headlines;
    emit headlineChanged();
}

void Document::forgetDrag() {
    dragHeadlines_.reset();
    beforeDrag_.reset();
    resultsBeforeDrag_.clear();
}

void Document::setResultsBeforeDrag(std::shared_ptr<const Results> results) {
    resultsBeforeDrag_.push_back(std::move(results));
}

const ScenarioResults* Document::sampledBeforeDrag() const {
    for (const auto& before : resultsBeforeDrag_)
        if (outcome_.sampled && before->trials == outcome_.sampled->trials)
            return chosen(before.get());
    return nullptr;
}

std::optional<NpvHeadline> Document::headline() const {
    if (dragHeadlines_ && (!outcome_.sampled || dragHeadlines_->now.revision > outcome_.revision))
        return dragHeadlines_->now;
    const ScenarioResults* scenario = sampled();
    if (!scenario)
        return std::nullopt;
    const Summary& npv = scenario->npv;
    return NpvHeadline{npv.p50, npv.p10, npv.p90, scenario->chanceOfLoss, outcome_.sampled->trials, outcome_.revision};
}

std::optional<double> Document::changeSinceDrag() const {
    const auto now = headline();
    for (const auto& before : {beforeDrag_, dragHeadlines_ ? std::optional(dragHeadlines_->before) : std::nullopt})
        if (now && before && now->trials == before->trials)
            return now->median - before->median;
    // Without a result of all trials from before the drag, the few of its last step tell.
    return now && dragHeadlines_ ? std::optional(dragHeadlines_->now.median - dragHeadlines_->before.median)
                                 : std::nullopt;
}

} // namespace tributary::ui
