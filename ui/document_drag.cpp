// SPDX-License-Identifier: GPL-3.0-or-later
// The document under a drag: edits that are shown as they come, the last of them kept, and what they do to the NPV.
#include "core/report/findings.h"
#include "ui/document.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary::ui {

namespace {

/// Moves `shown` as the trials of a step move theirs from `before` to `now`.
NpvHeadline movedAs(const NpvHeadline& shown, const NpvHeadline& before, const NpvHeadline& now) {
    NpvHeadline moved = now;
    moved.median = shown.median + (now.median - before.median);
    moved.low = shown.low + (now.low - before.low);
    moved.high = shown.high + (now.high - before.high);
    moved.chanceOfLoss = std::clamp(shown.chanceOfLoss + (now.chanceOfLoss - before.chanceOfLoss), 0.0, 1.0);
    return moved;
}

} // namespace

void Document::beginDrag(std::string_view quantity) {
    if (dragging_ || !isOpen())
        return;
    preview_ = file_->model();
    dragged_ = {};
    quantityUnderHand_ = quantity;
    const auto shown = headline();
    forgetDrag();
    if (shown && shown->revision == revision_ && std::isfinite(shown->median))
        beforeDrag_ = shown;
    if (outcome_.sampled && outcome_.revision == revision_)
        resultsBeforeDrag_ = {outcome_.sampled};
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
    auto headlines = dragHeadlines_;
    const quint64 shown = revision_;
    const auto results = resultsBeforeDrag_;
    if (end == DragEnd::keep && !edit.empty())
        outcome = apply(edit);
    if (end == DragEnd::keep && outcome) {
        // What it has changed stays in sight until something else is done: the model is the one of the last step.
        beforeDrag_ = before;
        if (headlines && headlines->now.revision == shown)
            headlines->now.revision = revision_;
        if (outcome_.revision == shown)
            shownAs_ = revision_;
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
    if (beforeDrag_) {
        dragHeadlines_->now = movedAs(*beforeDrag_, headlines.before, headlines.now);
        dragHeadlines_->before = *beforeDrag_;
        dragHeadlines_->before.trials = headlines.before.trials;
    }
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

const ScenarioResults* Document::shownBeforeDrag() const {
    return resultsBeforeDrag_.empty() ? nullptr : chosen(resultsBeforeDrag_.front().get());
}

std::optional<NpvHeadline> Document::headline() const {
    if (dragHeadlines_) {
        const NpvHeadline& now = dragHeadlines_->now;
        const bool newer = !outcome_.sampled || now.revision > outcome_.revision;
        if (newer || (now.revision == outcome_.revision && outcome_.sampled->trials <= now.trials))
            return now;
    }
    const ScenarioResults* scenario = sampled();
    if (!scenario)
        return std::nullopt;
    const Summary& npv = scenario->npv;
    return NpvHeadline{npv.p50, npv.p10, npv.p90, scenario->chanceOfLoss, outcome_.sampled->trials, outcome_.revision};
}

double Document::largestNpv() const {
    const Results* results = resultsBeforeDrag_.empty() ? outcome_.sampled.get() : resultsBeforeDrag_.front().get();
    return results ? tributary::largestNpv(*results) : 0;
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
