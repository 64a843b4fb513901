// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/ledger_measurer.h"

#include "ui/qt_text.h"

#include <exception>
#include <new>
#include <utility>

namespace tributary::ui {

namespace {

constexpr int ledgerRest = 200; ///< ms without a change before it is drawn up

} // namespace

/// One snapshot; the worker writes the answer.
struct LedgerMeasurer::Job {
    Model model;
    ScenarioId scenario;
    int period = 0;
    std::stop_source stop;
    Ledger ledger;
    std::string failure;
};

LedgerMeasurer::LedgerMeasurer(Document& document, QObject* parent) : QObject(parent), document_(document) {
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

LedgerMeasurer::~LedgerMeasurer() {
    if (current_)
        current_->stop.request_stop();
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
    if (!current_)
        return;
    current_->stop.request_stop();
    stale_ = true;
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
    if (!document_.isOpen() || document_.isDragging() || current_)
        return; // the end of a drag, or the answer that is awaited, starts the next
    stale_ = false;
    current_ = std::make_shared<Job>();
    current_->model = document_.model();
    current_->scenario = document_.scenario();
    current_->period = document_.period();
    worker_.start([this, job = current_] { work(job); });
}

void LedgerMeasurer::work(const std::shared_ptr<Job>& job) {
    try {
        auto made = ledgerTrials(job->model, job->scenario, job->period, runOptions(job->model.settings()),
                                 {{}, job->stop.get_token()});
        if (made) {
            job->ledger.ranges.emplace(ProcessId(), ledgerRanges(*made));
            for (const LedgerMap& map : made->maps)
                job->ledger.ranges.emplace(map.process, ledgerRanges(*made, map.process));
            for (const auto& [process, why] : made->leftOut)
                job->ledger.leftOut.emplace(process, toQt(why));
        } else {
            job->failure = made.error().message;
        }
    } catch (const std::bad_alloc&) {
        job->failure = fromQt(tr("There is not enough memory to draw up what goes wrong."));
    } catch (const std::exception& exception) {
        job->failure = exception.what();
    }
    QMetaObject::invokeMethod(
        this, [this, job] { receive(job); }, Qt::QueuedConnection);
}

void LedgerMeasurer::receive(const std::shared_ptr<Job>& job) {
    current_.reset();
    if (job->stop.stop_requested()) {
        renew();
        return;
    }
    failure_ = toQt(job->failure);
    ledger_ = std::move(job->ledger);
    emit measured();
}

} // namespace tributary::ui
