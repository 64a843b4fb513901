// SPDX-License-Identifier: GPL-3.0-or-later
// LedgerMeasurer: draws up the exceptions ledger of all maps over the trials of a run, in the chosen scenario and
// period, on a thread of its own, once the hand rests. Window thread only.
#pragma once

#include "core/insight/exceptions_ledger_trials.h"
#include "ui/document.h"
#include "ui/latest.h"

#include <QObject>
#include <QTimer>
#include <map>

namespace tributary::ui {

class LedgerMeasurer : public QObject {
    Q_OBJECT
public:
    explicit LedgerMeasurer(Document& document, QObject* parent = nullptr);

    /// Works only while it is watched; what has changed meanwhile is drawn up then.
    void setWatched(bool watched);
    /// The newest ledger of a map, or of all of them (an empty id); null where there is none. It may be of the model
    /// before the last edit.
    [[nodiscard]] const LedgerRanges* ranges(const ProcessId& map) const;
    /// Maps that could not be measured, and why.
    [[nodiscard]] const std::map<ProcessId, QString>& leftOut() const { return ledger_.leftOut; }
    [[nodiscard]] bool isKnown() const { return !ledger_.ranges.empty(); }
    /// Whether what is known is of the model, scenario or period as they were before the last change.
    [[nodiscard]] bool isStale() const { return stale_ || isWorking(); }
    [[nodiscard]] bool isWorking() const { return latest_.isAsked(); }
    [[nodiscard]] const QString& failure() const { return failure_; } ///< why there is none; or empty

signals:
    void measured();
    void staleChanged(); ///< to stale

private:
    struct Ledger {
        std::map<ProcessId, LedgerRanges> ranges;
        std::map<ProcessId, QString> leftOut;
    };

    void renew();
    void stop();
    void start();
    void receive(Result<Ledger> made);

    Document& document_;
    Ledger ledger_;
    QString failure_;
    bool watched_ = false;
    bool stale_ = true;
    QTimer rest_;

    Latest latest_; ///< last: it ends before what it uses
};

} // namespace tributary::ui
