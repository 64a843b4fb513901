// SPDX-License-Identifier: GPL-3.0-or-later
// ProcessMeasurer: measures the map that is shown, in the chosen scenario and period, on a thread of its own: by the
// formulas at once, by simulation once the hand rests. Window thread only.
#pragma once

#include "core/insight/process_measures.h"
#include "ui/document.h"
#include "ui/worker.h"

#include <QObject>
#include <QTimer>
#include <memory>

namespace tributary::ui {

class ProcessMeasurer : public QObject {
    Q_OBJECT
public:
    explicit ProcessMeasurer(Document& document, QObject* parent = nullptr);
    ~ProcessMeasurer() override; ///< stops the work and waits for it

    void setProcess(const ProcessId& id);
    /// Works only while it is watched; what has changed meanwhile is measured then.
    void setWatched(bool watched);
    [[nodiscard]] const ProcessId& process() const { return process_; }
    /// The newest measures of the process; null until there are some. They may be of the map before the last edit.
    [[nodiscard]] const ProcessMeasures* measures() const { return measures_.get(); }
    /// The same in business as usual, where another scenario is chosen; null until there are some.
    [[nodiscard]] const ProcessMeasures* usual() const { return usual_.get(); }
    [[nodiscard]] const QString& failure() const { return failure_; } ///< what of it could not be measured; or empty
    [[nodiscard]] bool isWorking() const { return current_ != nullptr; }

signals:
    void measured();

private:
    struct Job;

    void forget();
    void renew();
    void start(Simulation simulation);
    void work(const std::shared_ptr<Job>& job);
    void receive(const std::shared_ptr<Job>& job);

    Document& document_;
    ProcessId process_;
    std::shared_ptr<const ProcessMeasures> measures_;
    std::shared_ptr<const ProcessMeasures> usual_;
    QString failure_;
    bool watched_ = false;
    QTimer soon_;
    QTimer rest_;
    std::shared_ptr<Job> current_; ///< whose answer is awaited
    Worker worker_;                ///< last: it ends before what it uses
};

} // namespace tributary::ui
