// SPDX-License-Identifier: GPL-3.0-or-later
// Explainer: works out what explains the chosen scenario, on a thread of its own, once a full run is at rest. Any
// change stops it; it never makes a run wait. Hands the Explanation to the document. Window thread only.
#pragma once

#include "ui/document.h"
#include "ui/worker.h"

#include <QObject>
#include <QTimer>
#include <map>
#include <memory>

namespace tributary::ui {

class Explainer : public QObject {
    Q_OBJECT
public:
    explicit Explainer(Document& document, QObject* parent = nullptr);
    ~Explainer() override; ///< stops the work and waits for it

private:
    struct Job;

    void stop();
    void restart();
    void start();
    void work(const std::shared_ptr<Job>& job);
    void receive(const std::shared_ptr<Job>& job);

    Document& document_;
    QTimer rest_; ///< until the results are at rest
    QTimer poll_;
    std::shared_ptr<Job> current_; ///< whose answer is awaited
    /// What was worked out for the model as it is: going back to a scenario costs nothing.
    std::map<ScenarioId, std::shared_ptr<const Insight>> known_;
    quint64 knownRevision_ = 0;

    Worker worker_; ///< last: it ends before what it uses
};

} // namespace tributary::ui
