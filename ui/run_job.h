// SPDX-License-Identifier: GPL-3.0-or-later
// What a job of the run controller is given and what it answers; for the sources of RunController.
#pragma once

#include "ui/run_controller.h"

#include <atomic>
#include <string>
#include <vector>

namespace tributary::ui {

/// One snapshot to check or to run. The worker reads it; `progress` and `stop` are for both threads.
struct RunController::Job {
    Model model;
    quint64 revision = 0;
    Scope scope = Scope::check;
    bool precise = false;
    bool underDrag = false;
    bool pagesMayWait = false;    ///< the headline is enough
    bool atRest = false;          ///< no step has come for a while: the pages follow, until one comes
    std::optional<Model> atBegin; ///< the model before the drag, where its headline is wanted
    std::optional<Model> before;  ///< that model, where its results are
    std::optional<NpvHeadline> headlineBefore;
    std::string underHand;                ///< path of the quantity that the drag moves, where it is one
    std::shared_ptr<const WhatIf> whatIf; ///< computes what hangs on that quantity alone
    std::shared_ptr<const CycleTimeCorrections> corrections; ///< those before the drag; null: the model's
    RunOptions options;
    size_t trialsAtRest = 0; ///< under a drag: all those of the settings
    std::vector<ScenarioId> scenarios;
    std::shared_ptr<const Results> held; ///< of a job that does not run: results that still hold
    QElapsedTimer since;
    bool discarded = false; ///< of another file; window thread only
    std::stop_source stop;
    std::stop_source stopPages; ///< what comes after the headline of a step
    std::atomic<double> progress = 0;
};

struct RunController::Answer {
    std::shared_ptr<Job> job;
    std::vector<Problem> problems;
    bool blocked = false; ///< the model does not compile as a whole
    bool runs = true;     ///< a part of it does
    std::optional<Outcome> outcome;
    std::shared_ptr<const Results> before; ///< of the model before the drag
    bool pagesLeft = false;                ///< for the next step, or for when the hand rests
    qint64 pagesTook = 0;                  ///< ms, under a drag
    QString precision;                     ///< what a run until precise came to, in words
    std::string failure;                   ///< an exception of a library, in words
};

} // namespace tributary::ui
