// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/ledger_measurer.h"

#include "core/model/quantity_path.h"
#include "core/model/runnable_part.h"
#include "core/model/validate.h"
#include "ui/qt_text.h"

#include <utility>

namespace tributary::ui {

namespace {

constexpr int ledgerRest = 200; ///< ms without a change before it is drawn up

/// Why a map is not in what can be run of a model.
QString whyNotRun(const Process& process, const std::vector<Problem>& problems) {
    for (const Problem& problem : problems)
        if (const auto owner = entityOf(problem.subject);
            problem.severity == Severity::error && owner == EntityRef{Process::kind, process.id.text})
            return toQt(problemError(problem).message);
    return tr("It hangs on what has an error elsewhere in the model.");
}

} // namespace

LedgerMeasurer::LedgerMeasurer(Document& document, QObject* parent)
    : QObject(parent), document_(document), latest_(*this) {
    rest_.setSingleShot(true);
    rest_.setInterval(ledgerRest);
    connect(&rest_, &QTimer::timeout, this, &LedgerMeasurer::start);
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.numbersAffected || changed.touches(Process::kind))
            renew();
    });
    connect(&document_, &Document::opened, this, [this] {
        ledger_ = {};
        failure_.clear();
        renew();
        emit measured();
    });
    for (const auto signal : {&Document::scenarioChanged, &Document::periodChanged, &Document::draggingChanged})
        connect(&document_, signal, this, &LedgerMeasurer::renew);
}

const LedgerRanges* LedgerMeasurer::ranges(const ProcessId& map) const {
    const auto found = ledger_.ranges.find(map);
    return found == ledger_.ranges.end() ? nullptr : &found->second;
}

void LedgerMeasurer::setWatched(bool watched) {
    watched_ = watched;
    if (watched_ && stale_)
        rest_.start(0);
    else if (!watched_)
        stop();
}

void LedgerMeasurer::stop() {
    rest_.stop();
    stale_ = isStale();
    latest_.drop();
}

void LedgerMeasurer::renew() {
    const bool was = isStale();
    stop();
    stale_ = true;
    if (watched_)
        rest_.start(ledgerRest);
    if (!was)
        emit staleChanged();
}

void LedgerMeasurer::start() {
    if (!document_.isOpen() || document_.isDragging())
        return; // the end of a drag starts the next
    stale_ = false;
    latest_.ask(
        [model = document_.model(), scenario = document_.scenario(),
         period = document_.period()](const std::stop_token& stop) -> Result<Ledger> {
            const RunOptions how = runOptions(model.settings());
            Ledger ledger;
            auto made = ledgerTrials(model, scenario, period, how, {{}, stop});
            if (!made && !stop.stop_requested()) { // an error that is no map's: without what hangs on it
                const std::vector<Problem> problems = validate(model);
                const auto part = runnablePart(model, problems);
                auto rest = part ? ledgerTrials(part->model, scenario, period, how, {{}, stop}) : made;
                if (rest) {
                    for (const Process& process : model.processes())
                        if (!part->model.processes().contains(process.id))
                            ledger.leftOut.emplace(process.id, whyNotRun(process, problems));
                    made = std::move(rest);
                }
            }
            if (!made)
                return tl::unexpected(made.error());
            ledger.ranges.emplace(ProcessId(), ledgerRanges(*made));
            for (const LedgerMap& map : made->maps)
                ledger.ranges.emplace(map.process, ledgerRanges(*made, map.process));
            for (const auto& [process, why] : made->leftOut)
                ledger.leftOut.emplace(process, toQt(why));
            return ledger;
        },
        [this](Result<Ledger> made) { receive(std::move(made)); });
}

void LedgerMeasurer::receive(Result<Ledger> made) {
    failure_ = made ? QString() : toQt(made.error().message);
    ledger_ = std::move(made).value_or(Ledger{});
    emit measured();
}

} // namespace tributary::ui
