// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document.h"

#include "core/model/edit_between.h"
#include "core/model/quantity_path.h"
#include "ui/qt_text.h"

#include <QDate>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double monthsShownAtFirst = 24;

/// A file that is not there yet, numbered where the name is taken.
QString freePath(const QDir& folder, const QString& name) {
    QString file = name + u".tributary"_s;
    for (int number = 2; folder.exists(file); ++number)
        file = u"%1 %2.tributary"_s.arg(name).arg(number);
    return folder.filePath(file);
}

/// A file name for a model without one: its title, numbered where that is taken.
QString freeDraftPath(const QString& title) {
    static const QRegularExpression unfit(u"[^\\w .()-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString name = QString(title).replace(unfit, u" "_s).simplified().left(80);
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    if (name.isEmpty())
        name = u"model"_s;
    return freePath(QDir(draftFolder()), name);
}

/// The scenario to begin with: the first that puts a tool to use, else the first; empty where there is none.
ScenarioId firstScenario(const Model& model) {
    for (const Scenario& scenario : model.scenarios())
        if (!scenario.interventions.empty())
            return scenario.id;
    return model.scenarios().empty() ? ScenarioId() : model.scenarios().begin()->id;
}

int firstPeriod(const Settings& settings) {
    const double months = settings.timeline().months();
    return std::clamp(static_cast<int>(monthsShownAtFirst / months), 1, std::max(1, settings.periods));
}

} // namespace

QString draftFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/Tributary/models"_s;
}

Document::Document(QObject* parent) : QObject(parent) {}
Document::~Document() = default;

Result<DocumentFile> makeDraft(const Model& model) {
    if (!QDir().mkpath(draftFolder()))
        return fail(fromQt(Document::tr("The folder %1 for new models cannot be made: check who may write there.")
                               .arg(QDir::toNativeSeparators(draftFolder()))));
    return DocumentFile::create(pathFromQt(freeDraftPath(toQt(model.settings().title))), model);
}

Result<void> Document::create(const Model& model) {
    auto file = makeDraft(model);
    if (!file)
        return tl::unexpected(file.error());
    adopt(std::move(*file));
    return {};
}

Result<void> Document::open(const QString& path) {
    if (isOpen() && QFileInfo(path) == QFileInfo(filePath()))
        return {};
    auto file = DocumentFile::open(pathFromQt(path));
    if (!file)
        return tl::unexpected(file.error());
    adopt(std::move(*file));
    return {};
}

Result<void> Document::saveAs(const QString& path) {
    if (auto ready = refuseWithoutFile(); !ready)
        return ready;
    if (QFileInfo(path) == QFileInfo(filePath()))
        return {};
    if (auto copied = file_->saveCopy(pathFromQt(path), Overwrite::replace); !copied)
        return copied;
    auto file = DocumentFile::open(pathFromQt(path));
    if (!file)
        return tl::unexpected(file.error());
    const QString draft = isNamed() || isReadOnly() ? QString() : filePath();
    file_.reset();
    file_.emplace(std::move(*file));
    if (!draft.isEmpty())
        QFile::remove(draft);
    saveError_.clear();
    readOnlyReason_ = toQt(file_->accessReason());
    emit fileChanged();
    emit historyChanged();
    return {};
}

Result<void> Document::saveCopy(const QString& path) const {
    if (auto ready = refuseWithoutFile(); !ready)
        return ready;
    return file_->saveCopy(pathFromQt(path), Overwrite::replace);
}

void Document::adopt(DocumentFile file) {
    settleTyping();
    file_.reset();
    file_.emplace(std::move(file));
    dragging_ = false;
    saveError_.clear();
    readOnlyReason_ = toQt(file_->accessReason());
    ++revision_;
    selection_.clear();
    selections_.clear();
    scenario_ = firstScenario(model());
    period_ = firstPeriod(model().settings());
    problems_.clear();
    typingErrors_.clear();
    outcome_ = {};
    forgetDrag();
    runFailure_.clear();
    explanation_ = {};
    explanationProgress_.reset();
    emit opened();
    emit fileChanged();
    emit historyChanged();
    emit versionsChanged();
    emit selectionChanged();
    emit scenarioChanged();
    emit periodChanged();
    emit problemsChanged();
    emit resultsChanged();
}

void Document::follow(DocumentFile file) {
    if (!isReadOnly())
        return;
    const Edit edit = editBetween(model(), file.model());
    const ChangeSet changed = tributary::apply(model(), edit).changed;
    const bool writes = file.access() == FileAccess::readWrite;
    file_.reset();
    file_.emplace(std::move(file));
    show(changed);
    emit historyChanged();
    if (writes)
        emit fileChanged();
}

void Document::close() {
    if (!isOpen())
        return;
    settleTyping();
    file_.reset();
    dragging_ = false;
    ++revision_;
    selection_.clear();
    selections_.clear();
    scenario_ = {};
    problems_.clear();
    typingErrors_.clear();
    outcome_ = {};
    forgetDrag();
    runFailure_.clear();
    explanation_ = {};
    explanationProgress_.reset();
    saveError_.clear();
    emit opened();
    emit fileChanged();
    emit historyChanged();
    emit versionsChanged();
    emit selectionChanged();
    emit scenarioChanged();
    emit problemsChanged();
    emit resultsChanged();
}

Result<void> Document::openWorkshopCopy() {
    if (auto ready = refuseWithoutFile(); !ready)
        return ready;
    settleTyping();
    const QFileInfo master(filePath());
    const QString name = tr("%1 workshop %2").arg(master.completeBaseName(), QDate::currentDate().toString(Qt::ISODate));
    const bool beside = isNamed() && QFileInfo(master.absolutePath()).isWritable();
    if (!beside && !QDir().mkpath(draftFolder()))
        return fail(fromQt(tr("The folder %1 for new models cannot be made: check who may write there.")
                               .arg(QDir::toNativeSeparators(draftFolder()))));
    const QString path = freePath(QDir(beside ? master.absolutePath() : draftFolder()), name);
    if (auto copied = file_->saveCopy(pathFromQt(path), Overwrite::refuse, fromQt(master.completeBaseName())); !copied)
        return copied;
    return open(path);
}

bool Document::isNamed() const { return isOpen() && QFileInfo(filePath()).absoluteDir() != QDir(draftFolder()); }

QString Document::filePath() const { return isOpen() ? pathToQt(file_->path()) : QString(); }

bool Document::isReadOnly() const { return isOpen() && file_->access() == FileAccess::readOnly; }

QString Document::readOnlyReason() const { return isReadOnly() ? readOnlyReason_ : QString(); }

QStringList Document::losses() const {
    QStringList lines;
    if (isOpen())
        for (const std::string& loss : file_->losses())
            lines << toQt(loss);
    return lines;
}

QString Document::title() const { return isOpen() ? toQt(model().settings().title) : QString(); }

QString Document::copyOf() const { return isOpen() ? toQt(file_->copyOf()) : QString(); }

QString Document::savedLine() const {
    if (!isOpen())
        return {};
    if (isReadOnly())
        return tr("read-only");
    if (!saveError_.isEmpty())
        return tr("the last change was not saved");
    if (!copyOf().isEmpty())
        return tr("workshop copy of %1").arg(copyOf());
    return isNamed() ? tr("all changes saved") : tr("all changes saved, no name yet");
}

const Model& Document::model() const { return dragging_ ? preview_ : modelBeforeDrag(); }

const Model& Document::modelBeforeDrag() const { return isOpen() ? file_->model() : none_; }

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
    if (changed.numbersAffected)
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
        setScenario(firstScenario(model()));
    setPeriod(period_);
    const auto gone = std::erase_if(typingErrors_, [this](const auto& entry) {
        const auto entity = entityOf(entry.first);
        return !entity || !exists(model(), *entity);
    });
    if (gone > 0)
        emit problemsChanged();
}

void Document::beginDrag() {
    if (dragging_ || !isOpen())
        return;
    preview_ = file_->model();
    dragged_ = {};
    beforeDrag_ = isStale() ? std::nullopt : headline();
    dragHeadlines_.reset();
    dragging_ = true;
    emit draggingChanged();
}

void Document::drag(const Edit& edit) {
    if (!dragging_)
        return;
    // What the edit before touched may be as it was again.
    ChangeSet changed = tributary::apply(file_->model(), dragged_).changed;
    Applied applied = tributary::apply(file_->model(), edit);
    for (EntityRef& entity : applied.changed.entities)
        if (std::find(changed.entities.begin(), changed.entities.end(), entity) == changed.entities.end())
            changed.entities.push_back(std::move(entity));
    changed.numbersAffected = changed.numbersAffected || applied.changed.numbersAffected;
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
    if (end == DragEnd::keep && !edit.empty())
        outcome = apply(edit);
    if (end == DragEnd::keep && outcome) {
        // What it has changed stays in sight until something else is done.
        beforeDrag_ = before;
        dragHeadlines_ = headlines;
    } else {
        forgetDrag();
    }
    if (end == DragEnd::drop || !outcome)
        show(back);
    emit draggingChanged();
    return outcome;
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
    runFailure_.clear();
    emit resultsChanged();
}

void Document::setDragHeadlines(const DragHeadlines& headlines) {
    dragHeadlines_ = headlines;
    emit headlineChanged();
}

void Document::forgetDrag() {
    dragHeadlines_.reset();
    beforeDrag_.reset();
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

void Document::setExplanationProgress(double share) {
    explanationProgress_ = share;
    emit explanationChanged();
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
