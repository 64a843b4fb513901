// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document.h"

#include "core/model/quantity_path.h"
#include "core/model/scenario_order.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <utility>

namespace tributary::ui {

Document::Document(QObject* parent) : QObject(parent) {}
Document::~Document() = default;

const Model& Document::model() const { return dragging_ ? preview_ : modelBeforeDrag(); }

const Model& Document::modelBeforeDrag() const { return isOpen() ? file_->model() : none_; }

ScenarioId Document::firstScenario() const {
    const std::vector<const Scenario*> scenarios = scenariosInOrder(model());
    for (const Scenario* scenario : scenarios)
        if (!scenario->interventions.empty())
            return scenario->id;
    return scenarios.empty() ? ScenarioId() : scenarios.front()->id;
}

Result<void> Document::refuseWithoutFile() const {
    if (isOpen())
        return {};
    return fail(fromQt(tr("No model is open: make or open one first.")));
}

Result<void> Document::apply(const Edit& edit) {
    if (auto ready = refuseWithoutFile(); !ready)
        return ready;
    if (dragging_)
        if (auto ended = endDrag(DragEnd::drop); !ended)
            return ended;
    forgetDrag();
    auto changed = file_->commit(edit);
    if (const QString error = changed ? QString() : toQt(changed.error().message);
        error != std::exchange(saveError_, error))
        emit fileChanged();
    if (!changed)
        return tl::unexpected(changed.error());
    show(*changed);
    emit historyChanged();
    return {};
}

Result<void> Document::apply(const Result<Edit>& edit) {
    if (!edit)
        return tl::unexpected(edit.error());
    return apply(*edit);
}

void Document::tell(const Error& error) { emit told(toQt(error.message)); }

void Document::show(const ChangeSet& changed) {
    if (changed.empty())
        return;
    if (changed.outdatesResults)
        ++revision_;
    emit this->changed(changed);
    if (changed.touches(Settings::kind))
        emit fileChanged();
    mendShared();
}

/// Lets go of a selection, a scenario or a period that an edit took away.
void Document::mendShared() {
    std::vector<std::string> left = selections_;
    std::erase_if(left, [this](const std::string& path) {
        const auto entity = entityOf(path);
        return !entity || !exists(model(), *entity);
    });
    if (left.size() != selections_.size())
        selectAll(std::move(left));
    if (!model().scenarios().contains(scenario_))
        setScenario(firstScenario());
    setPeriod(period_);
    const auto gone = std::erase_if(typingErrors_, [this](const auto& entry) {
        const auto entity = entityOf(entry.first);
        return !entity || !exists(model(), *entity);
    });
    if (gone > 0)
        emit problemsChanged();
}

std::optional<EntityRef> Document::selectedEntity() const {
    return selection_.empty() ? std::nullopt : entityOf(selection_);
}

void Document::select(std::string_view path) {
    selectAll(path.empty() ? std::vector<std::string>() : std::vector{std::string(path)});
}

void Document::select(const EntityRef& entity) { select(std::string_view(pathOf(entity))); }

void Document::selectAll(std::vector<std::string> paths) {
    if (paths == selections_)
        return;
    selections_ = std::move(paths);
    selection_ = selections_.empty() ? std::string() : selections_.back();
    emit selectionChanged();
}

void Document::toggleSelected(const EntityRef& entity) {
    std::vector<std::string> paths = selections_;
    const auto isOf = [&](const std::string& path) { return entityOf(path) == entity; };
    if (std::erase_if(paths, isOf) == 0)
        paths.push_back(pathOf(entity));
    selectAll(std::move(paths));
}

std::vector<MetricId> Document::selectedMetrics() const {
    std::vector<MetricId> metrics;
    for (const std::string& path : selections_)
        if (const auto entity = entityOf(path); entity && entity->kind == Metric::kind)
            metrics.emplace_back(entity->id);
    return metrics;
}

void Document::setScenario(const ScenarioId& id) {
    if (id == scenario_)
        return;
    scenario_ = id;
    forgetDrag();
    emit scenarioChanged();
}

void Document::setPeriod(int period) {
    period = std::clamp(period, 1, std::max(1, model().settings().periods));
    if (period == period_)
        return;
    period_ = period;
    emit periodChanged();
}

void Document::setProblems(std::vector<Problem> problems) {
    if (problems == problems_)
        return;
    problems_ = std::move(problems);
    emit problemsChanged();
}

void Document::setTypingError(const std::string& path, const std::optional<Error>& error) {
    const auto entity = entityOf(path);
    const auto known = typingErrors_.find(path);
    if (error && (!entity || !exists(model(), *entity)))
        return;
    if (error && known != typingErrors_.end() && known->second.message == error->message)
        return;
    if (!error && known == typingErrors_.end())
        return;
    if (error)
        typingErrors_.insert_or_assign(path, *error);
    else
        typingErrors_.erase(known);
    emit problemsChanged();
}

std::vector<Problem> Document::typingErrors() const {
    std::vector<Problem> problems;
    for (const auto& [path, error] : typingErrors_)
        problems.push_back({Severity::error, path, error.message, fromQt(tr("Go to what was typed")), error.range});
    return problems;
}

void Document::setOutcome(Outcome outcome) {
    outcome_ = std::move(outcome);
    shownAs_ = outcome_.revision;
    runFailure_.clear();
    emit resultsChanged();
}

void Document::setRunFailure(const QString& why) {
    if (why == runFailure_)
        return;
    runFailure_ = why;
    emit resultsChanged();
}

void Document::setExplanation(Explanation explanation) {
    explanation_ = std::move(explanation);
    explanationProgress_.reset();
    emit explanationChanged();
}

void Document::setExplanationProgress(std::optional<double> share) {
    if (std::exchange(explanationProgress_, share) != share)
        emit explanationProgressed();
}

std::vector<std::string> Document::npvWaitsFor() const {
    const auto lacks = outcome_.npvLacks.find(scenario_);
    return lacks == outcome_.npvLacks.end() ? std::vector<std::string>() : lacks->second;
}

const ScenarioResults* Document::sampled() const { return chosen(outcome_.sampled.get()); }

const ScenarioResults* Document::mostLikely() const { return chosen(outcome_.mostLikely.get()); }

const ScenarioResults* Document::chosen(const Results* results) const {
    if (!results)
        return nullptr;
    // A model without scenarios is run as business as usual alone.
    if (scenario_.empty())
        return results->scenarios.empty() ? nullptr : &results->scenarios.front();
    return results->find(scenario_);
}

} // namespace tributary::ui
