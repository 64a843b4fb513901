// SPDX-License-Identifier: GPL-3.0-or-later
// ProcessMeasurer: measures the map that is shown, in the chosen scenario and period, on a thread of its own: by the
// formulas at once, by simulation once the hand rests. Window thread only.
#pragma once

#include "core/insight/process_measures.h"
#include "ui/document.h"
#include "ui/latest.h"

#include <QObject>
#include <QTimer>
#include <memory>
#include <string>

namespace tributary::ui {

class ProcessMeasurer : public QObject {
    Q_OBJECT
public:
    explicit ProcessMeasurer(Document& document, QObject* parent = nullptr);

    void setProcess(const ProcessId& id);
    /// Works only while it is watched; what has changed meanwhile is measured then.
    void setWatched(bool watched);
    [[nodiscard]] const ProcessId& process() const { return process_; }
    /// The newest measures of the process; null until there are some. They may be of the map before the last edit.
    [[nodiscard]] const ProcessMeasures* measures() const { return answer_.measures.get(); }
    /// The same in business as usual, where another scenario is chosen; null until there are some.
    [[nodiscard]] const ProcessMeasures* usual() const { return answer_.usual.get(); }
    /// How many exceptions the ledger lists of what was measured.
    [[nodiscard]] size_t exceptions() const { return answer_.exceptions; }
    /// What of it could not be measured, and why; or empty.
    [[nodiscard]] const QString& failure() const { return answer_.failure; }
    /// The path of what stands in the way, where that is one place; or empty.
    [[nodiscard]] const std::string& faultyPlace() const { return answer_.faultyPlace; }
    [[nodiscard]] bool isWorking() const { return latest_.isAsked(); }

signals:
    void measured();

private:
    /// In the chosen scenario, and in business as usual where that is another.
    struct Answer {
        std::shared_ptr<const ProcessMeasures> measures, usual;
        QString failure;         ///< why one of them is not there
        std::string faultyPlace; ///< that the failure is of
        size_t exceptions = 0;   ///< in the ledger
    };

    void forget();
    void renew();
    void start(Simulation simulation);
    void receive(Simulation simulation, const Result<Answer>& made);

    Document& document_;
    ProcessId process_;
    Answer answer_;
    bool watched_ = false;
    QTimer soon_;
    QTimer rest_;

    Latest latest_; ///< last: it ends before what it uses
};

} // namespace tributary::ui
