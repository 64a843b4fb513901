// SPDX-License-Identifier: GPL-3.0-or-later
// RunController: checks and runs the document's model on a thread of its own, and hands problems and results back.
// One job at a time: a newer change cancels the one that runs. Under a drag each step brings its headline first, then
// few trials of everything for the pages, as often as the hand leaves time for them.
#pragma once

#include "core/engine/precision.h"
#include "core/engine/run.h"
#include "core/engine/what_if.h"
#include "ui/document.h"
#include "ui/worker.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

namespace tributary::ui {

class RunController : public QObject {
    Q_OBJECT
public:
    /// What simulates a program, on the controller's thread.
    using Runner = std::function<std::optional<Results>(const Program&, const RunOptions&, const RunControl&)>;

    explicit RunController(Document& document, QObject* parent = nullptr, Runner runner = run);
    ~RunController() override; ///< stops the run and waits for it

    enum class State {
        idle,     ///< nothing is open
        running,  ///< or about to: a change waits for the typing to pause
        upToDate, ///< the results are those of the model
        blocked,  ///< the model has errors, see Document::problems; what hangs on none of them has results
        failed,   ///< for a reason that is not the model's, see Document::runFailure; the results are stale
        cancelled ///< by the user; the results are stale, else they are up to date
    };
    [[nodiscard]] State state() const { return state_; }
    /// Share done of the run, 0 to 1.
    [[nodiscard]] double progress() const;
    /// Milliseconds since the present run began; 0 where none runs.
    [[nodiscard]] qint64 elapsed() const;

    /// Starts a run now, whatever has changed.
    void runNow();
    /// Runs once with as many trials as bring the standard error of every mean NPV to 1 % of its spread, up to a cap;
    /// the next change is run with those of the settings again.
    void runUntilPrecise();
    /// Stops the run; results that were stale stay so until the next change or runNow().
    void cancel();

signals:
    void stateChanged();
    void progressChanged();
    void precisionReached(const QString& words); ///< what a run until precise came to

private:
    enum class Scope { none, check, run }; ///< problems alone, or results too
    struct Job;
    struct Answer;

    void documentOpened();
    void documentChanged(const ChangeSet& changed);
    void request(Scope scope, int delay);
    void start();
    void dragChanged();
    [[nodiscard]] Answer answerTo(const std::shared_ptr<Job>& job);
    void runJob(Job& job, Answer& answer) const;
    void runStep(const std::shared_ptr<Job>& job, Answer& answer);
    void holdWhatIf(Job& job, Answer& answer) const;
    void runBefore(const Job& job, Answer& answer) const;
    [[nodiscard]] std::optional<Program> compileHeadline(Model model, const Job& job, Answer& answer) const;
    [[nodiscard]] std::optional<NpvHeadline> headlineOf(const Model& model, const Job& job, Answer& answer) const;
    [[nodiscard]] std::optional<Precision> precisionFor(const Job& job) const;
    void work(const std::shared_ptr<Job>& job);
    void receive(const Answer& answer);
    void receive(const Job& job, const DragHeadlines& headlines);
    [[nodiscard]] State stateOfStopped() const;
    void setState(State state);

    Document& document_;
    const Runner runner_;
    bool ranUnderDrag_ = false;                               ///< the newest run took few trials
    bool dragBegan_ = false;                                  ///< the headline of the model before the drag is wanted
    bool resultsWanted_ = false;                              ///< and its results, for the headlines that are pinned
    std::optional<NpvHeadline> atBegin_;                      ///< that headline
    std::shared_ptr<const WhatIf> whatIf_;                    ///< of the drag; null where each step is a run of its own
    std::shared_ptr<const CycleTimeCorrections> corrections_; ///< held under the drag, which waits for no simulation
    qint64 pagesTook_ = 0;     ///< ms that the last results of all pages took under the drag
    bool handRests_ = false;   ///< no step of a drag has come for a while
    QElapsedTimer sincePages_; ///< since the pages had results of the drag
    State state_ = State::idle;
    Scope wanted_ = Scope::none; ///< what the next job is to do
    bool wantedPrecise_ = false; ///< with as many trials as that takes
    QTimer debounce_;
    QTimer poll_;
    std::shared_ptr<Job> current_; ///< whose answer is awaited

    Worker worker_; ///< last: it ends before what it uses
};

} // namespace tributary::ui
