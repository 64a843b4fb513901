// SPDX-License-Identifier: GPL-3.0-or-later
// Document: the one open model with its file, and what the views share: selection, scenario, period, problems, results.
// Views read it and change it by edits alone; signals carry ids, never pointers into the model. Window thread only.
#pragma once

#include "core/base/problem.h"
#include "core/engine/results.h"
#include "core/model/runnable_part.h"
#include "core/storage/document_file.h"

#include <QObject>
#include <QString>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {
struct Insight;
}

namespace tributary::ui {

/// What a run gave. Shared and immutable; null until a first run is through.
struct Outcome {
    std::shared_ptr<const Results> sampled;    ///< drawn trials of all scenarios (of the chosen one under a drag)
    std::shared_ptr<const Results> mostLikely; ///< one trial with each quantity at its most likely value
    quint64 revision = 0;                      ///< of the document that it is for
    std::vector<MetricId> leftOut{};           ///< metrics that have errors, or hang on such
    NpvLacks npvLacks{};                       ///< what keeps the NPV of a scenario from being known
};

/// The NPV of the chosen scenario in a few numbers.
struct NpvHeadline {
    double median = 0;
    double low = 0;  ///< P10
    double high = 0; ///< P90
    double chanceOfLoss = 0;
    size_t trials = 0;
    quint64 revision = 0; ///< of the document that it is for
};

/// What a step of a drag comes to, ahead of the full outcome, and what the model before the drag does in the same
/// trials.
struct DragHeadlines {
    NpvHeadline before;
    NpvHeadline now;
};

/// What explains the chosen scenario. Shared and immutable.
struct Explanation {
    std::shared_ptr<const Insight> insight; ///< null until there is one, and where there can be none
    quint64 revision = 0;                   ///< of the document that it is for
    QString failure;                        ///< why there is none
};

class Document : public QObject {
    Q_OBJECT
public:
    explicit Document(QObject* parent = nullptr);
    ~Document() override;

    // The file

    /// Makes a file of `model` in the user's data folder, to be named later, and opens it.
    [[nodiscard]] Result<void> create(const Model& model);
    [[nodiscard]] Result<void> open(const QString& path);
    /// Opens a file that was read elsewhere, on another thread perhaps.
    void adopt(DocumentFile file);
    /// Takes what another program has changed in the file, where this one only reads it: the views go on where they
    /// are.
    void follow(DocumentFile file);
    /// Writes the model of a file that is lost anew in its place and goes on there; what is only read is refused.
    [[nodiscard]] Result<void> writeAnew();
    /// What writes a copy to `path`, on another thread perhaps, while this goes on. With `copyOf` it is a workshop
    /// copy.
    [[nodiscard]] std::function<Result<void>()> copyTo(const QString& path, Overwrite overwrite = Overwrite::replace,
                                                       const QString& copyOf = {}) const;
    /// Goes on in a copy of the file as it is. One in the data folder goes away, unless that is a workshop copy.
    void goOnIn(DocumentFile copy);
    /// Where a copy for a workshop is to be: beside the file, or in the data folder where that cannot be.
    [[nodiscard]] Result<QString> workshopPath() const;
    /// Closes the file; one that is gone is kept first, see keepLost(). Where that fails it stays open, which is told.
    void close();
    /// Whether the file is no longer where it was, or another program has put another one there.
    [[nodiscard]] bool isLost() const;
    /// Whether the file has this path.
    [[nodiscard]] bool isAt(const QString& path) const;
    /// Writes the model of a file that is gone as a new one in the data folder, and returns its path.
    [[nodiscard]] Result<QString> keepLost() const;
    [[nodiscard]] bool isOpen() const { return file_.has_value(); }
    [[nodiscard]] bool isNamed() const;     ///< whether the file has left the data folder
    [[nodiscard]] QString filePath() const; ///< empty where nothing is open
    [[nodiscard]] bool isReadOnly() const;
    [[nodiscard]] QString readOnlyReason() const; ///< empty where edits are taken
    [[nodiscard]] QStringList losses() const;     ///< what a damaged file could not give
    [[nodiscard]] QString title() const;
    /// Name of the file that this is a workshop copy of; empty of any other.
    [[nodiscard]] QString copyOf() const;
    [[nodiscard]] QString savedLine() const; ///< "all changes saved", or what else holds
    /// Why the last change could not be written; empty where it was.
    [[nodiscard]] const QString& saveError() const { return saveError_; }

    // The model and the one door for change

    [[nodiscard]] const Model& model() const; ///< with the drag's edit while one goes on
    /// Counts what can alter a result or a problem; an outcome of an older revision is stale.
    [[nodiscard]] quint64 revision() const { return revision_; }
    /// Applies an edit to the model and its file. A refusal leaves both as they were; the caller shows it.
    Result<void> apply(const Edit& edit);
    /// Applies the edit that a named edit made, or hands on its refusal.
    Result<void> apply(const Result<Edit>& edit);
    /// Shows a refusal or a failure in the one place for it, the window's banner.
    void tell(const Error& error);
    /// Asks for what is being typed: fields hand in what they hold before they return. Another file, a copy and the end
    /// of the window ask for it.
    void settleTyping() { emit typingToSettle(); }
    /// Notes what is wrong with what is typed in the field at `path`, or that nothing is any more. The model does not
    /// hold it, so it stops no run.
    void setTypingError(const std::string& path, const std::optional<Error>& error);
    /// Names the fields whose text is not valid, with the reason of each; empty where there is none.
    [[nodiscard]] QString invalidTyping() const;
    /// What is typed in fields and not valid, a problem each.
    [[nodiscard]] std::vector<Problem> typingErrors() const;

    [[nodiscard]] std::optional<QString> undoLabel() const; ///< none where there is nothing to undo
    [[nodiscard]] std::optional<QString> redoLabel() const;
    Result<void> undo();
    Result<void> redo();

    // The history, and its named points

    [[nodiscard]] qint64 editsDone() const; ///< number of the last edit that is not taken back; 0 at the start
    [[nodiscard]] qint64 editsKept() const; ///< number of the last edit that can be redone
    [[nodiscard]] HistoryEntry historyEntry(qint64 number) const;
    /// What the edits from `first` to `last` did, for who walks the history on another thread.
    [[nodiscard]] Result<std::vector<EditTexts>> editTexts(qint64 first, qint64 last) const;
    /// Undoes or redoes edits until edit `number` is the last one done; `there` is the model after it.
    Result<void> moveTo(qint64 number, const Model& there);
    [[nodiscard]] std::vector<Version> versions() const; ///< the oldest first
    Result<void> nameVersion(const QString& name);
    Result<void> renameVersion(const QString& from, const QString& to);
    [[nodiscard]] Result<Version> eraseVersion(const QString& name);
    Result<void> restoreVersion(const Version& version);

    /// A drag shows edits as they come and keeps the last as one edit at its end. `drag` replaces the edit shown, which
    /// is made against the model as it was when the drag began (`modelBeforeDrag`). `quantity` is the path of what is
    /// under the hand, where the edits change one quantity alone.
    void beginDrag(std::string_view quantity = {});
    void drag(const Edit& edit);
    enum class DragEnd { keep, drop };
    Result<void> endDrag(DragEnd end = DragEnd::keep);
    [[nodiscard]] bool isDragging() const { return dragging_; }
    /// Whether what is shown is to be read beside what was before a drag: during it, and until something else is done.
    [[nodiscard]] bool showsDrag() const { return dragging_ || !resultsBeforeDrag_.empty(); }
    [[nodiscard]] const Model& modelBeforeDrag() const;
    [[nodiscard]] const std::string& quantityUnderHand() const { return quantityUnderHand_; }

    // What the views share

    /// Path of what is selected, as in `metric/L2` or `metric/L2/estimate`; empty where nothing is.
    [[nodiscard]] const std::string& selection() const { return selection_; }
    [[nodiscard]] std::optional<EntityRef> selectedEntity() const;
    void select(std::string_view path);
    void select(const EntityRef& entity);
    /// All that is selected, in the order in which it was; the last is `selection()`.
    [[nodiscard]] const std::vector<std::string>& selections() const { return selections_; }
    void selectAll(std::vector<std::string> paths);
    /// Adds an entity to what is selected, or takes it out.
    void toggleSelected(const EntityRef& entity);
    /// Those of the selected entities that are metrics.
    [[nodiscard]] std::vector<MetricId> selectedMetrics() const;

    /// The scenario that is shown; empty in a model without scenarios.
    [[nodiscard]] const ScenarioId& scenario() const { return scenario_; }
    void setScenario(const ScenarioId& id);

    /// The period that is shown, from 1 to the number of periods.
    [[nodiscard]] int period() const { return period_; }
    void setPeriod(int period);

    [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
    void setProblems(std::vector<Problem> problems);

    [[nodiscard]] const Outcome& outcome() const { return outcome_; }
    void setOutcome(Outcome outcome); ///< also ends what the last failure said
    /// The newest headline: that of a drag's step where it is ahead of the outcome; none until there is a result.
    [[nodiscard]] std::optional<NpvHeadline> headline() const;
    /// The largest NPV of all scenarios, in whose unit each is told; 0 where none is known. A drag has results of the
    /// chosen one alone: it keeps that of before.
    [[nodiscard]] double largestNpv() const;
    /// How much the NPV's median has changed since the last drag began, in the same trials; none where nothing was
    /// dragged since the last edit of another kind, or where that is not known yet.
    [[nodiscard]] std::optional<double> changeSinceDrag() const;
    /// Takes a step's headlines. What stood when the drag began stays what it starts from: the step moves it by the
    /// difference of its own two, which are of the same few trials.
    void setDragHeadlines(const DragHeadlines& headlines);
    /// What `sampled()` was before the last drag began, in as many trials; null where changeSinceDrag() is none, and
    /// where it is not known. Do not keep.
    [[nodiscard]] const ScenarioResults* sampledBeforeDrag() const;
    /// What stood before the last drag began, in however many trials; null as sampledBeforeDrag(). Do not keep.
    [[nodiscard]] const ScenarioResults* shownBeforeDrag() const;
    /// Takes the results of the model before the drag, in the few trials that stand under it.
    void setResultsBeforeDrag(std::shared_ptr<const Results> results);
    /// Why the last run failed; empty where none did since the last outcome.
    [[nodiscard]] const QString& runFailure() const { return runFailure_; }
    void setRunFailure(const QString& why);
    /// Whether the outcome is not that of the whole model as it is.
    [[nodiscard]] bool isStale() const {
        return !outcome_.sampled || outcome_.revision != revision_ || !outcome_.leftOut.empty() ||
               !outcome_.npvLacks.empty();
    }
    /// Whether the outcome is that of the model as it is, of few trials perhaps, as after a drag that was kept.
    [[nodiscard]] bool showsModel() const { return outcome_.sampled && shownAs_ == revision_; }
    /// Paths of what the NPV of the chosen scenario waits for: metrics, tools or cost lines that have errors or hang on
    /// such; empty where it is known.
    [[nodiscard]] std::vector<std::string> npvWaitsFor() const;
    /// What was last worked out to explain a scenario; it may be another one, or of an older revision.
    [[nodiscard]] const Explanation& explanation() const { return explanation_; }
    void setExplanation(Explanation explanation);
    /// Share done of the one that is being worked out; none where none is.
    [[nodiscard]] std::optional<double> explanationProgress() const { return explanationProgress_; }
    void setExplanationProgress(std::optional<double> share);
    /// The results of the chosen scenario; null until there are some. Do not keep: hold the Outcome instead.
    [[nodiscard]] const ScenarioResults* sampled() const;
    [[nodiscard]] const ScenarioResults* mostLikely() const;

signals:
    void opened();                          ///< another file, or none: everything is to be read anew
    void changed(const ChangeSet& changed); ///< the entities that were put or erased
    void draggingChanged();
    void historyChanged();  ///< what can be undone or redone
    void historyReplaced(); ///< another program has made the history, or it was lost: nothing of it holds
    void versionsChanged();
    /// An undo or redo brought these metrics back or changed them, and none of it is selected.
    void stepped(const std::vector<std::string>& metrics);
    void draftLeft(const QString& path); ///< from goOnIn(): the file there went away, for the model has a name now
    void fileChanged();                  ///< name, read-only state or saved line
    void selectionChanged();
    void scenarioChanged();
    void periodChanged();
    void problemsChanged();
    void resultsChanged();  ///< the outcome, or why there is none
    void headlineChanged(); ///< a drag's step has its headline; resultsChanged tells of all others
    void explanationChanged();
    void explanationProgressed();      ///< explanationProgress()
    void typingToSettle();             ///< from settleTyping()
    void told(const QString& message); ///< from tell()
    /// The file called `name` was gone or replaced as it was closed: its model is in `path` now.
    void lostKept(const QString& name, const QString& path);

private:
    void beginAnew();
    void tellLeftBehind(const QString& fields);
    /// Keeps what would be lost with a file that is gone. False where it cannot be kept, which is told.
    [[nodiscard]] bool letGo();
    /// The scenario to begin with: the first that puts a tool to use, else the first; empty where there is none.
    [[nodiscard]] ScenarioId firstScenario() const;
    void show(const ChangeSet& changed);
    void mendShared();
    void forgetDrag();
    [[nodiscard]] const ScenarioResults* chosen(const Results* results) const;
    [[nodiscard]] Result<void> refuseWithoutFile() const;
    Result<void> step(Result<ChangeSet> (DocumentFile::*way)());
    void tellStepped(const Model& before, const ChangeSet& changed);

    std::optional<DocumentFile> file_;
    Model none_;
    bool dragging_ = false;
    Edit dragged_;
    std::string quantityUnderHand_;
    Model preview_;
    quint64 revision_ = 0;
    std::string selection_;
    ScenarioId scenario_;
    int period_ = 1;
    std::vector<Problem> problems_;
    std::map<std::string, Error> typingErrors_; ///< by the path of the field
    Outcome outcome_;
    quint64 shownAs_ = 0;                                           ///< revision whose model the outcome is of
    std::optional<DragHeadlines> dragHeadlines_;                    ///< of the newest step of the drag
    std::optional<NpvHeadline> beforeDrag_;                         ///< at the start of the last drag
    std::vector<std::shared_ptr<const Results>> resultsBeforeDrag_; ///< of all trials, and of the few under the drag
    QString runFailure_;
    Explanation explanation_;
    std::optional<double> explanationProgress_;
    QString saveError_;
    QString keptName_; ///< of a file that was gone, and where its model is, until that is told
    QString keptPath_;
    std::vector<std::string> selections_; ///< paths; the last is selection_
    QString readOnlyReason_;
};

/// Folder in which models live until they are named.
[[nodiscard]] QString draftFolder();

/// Makes a file of `model` in that folder. May be called from any thread.
[[nodiscard]] Result<DocumentFile> makeDraft(const Model& model);

} // namespace tributary::ui
