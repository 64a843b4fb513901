// SPDX-License-Identifier: GPL-3.0-or-later
// Explainer: works out what explains the chosen scenario, on a thread of its own, once a full run is at rest. Any
// change stops it; it never makes a run wait. Hands the Explanation to the document. Window thread only.
#pragma once

#include "ui/document.h"
#include "ui/latest.h"

#include <QObject>
#include <QTimer>
#include <atomic>
#include <map>
#include <memory>

namespace tributary::ui {

class Explainer : public QObject {
    Q_OBJECT
public:
    explicit Explainer(Document& document, QObject* parent = nullptr);
    ~Explainer() override; ///< stops the work and waits for it

private:
    void stop();
    void restart();
    void start();
    void receive(const ScenarioId& scenario, quint64 revision, Result<Insight> made);

    Document& document_;
    QTimer rest_; ///< until the results are at rest
    QTimer poll_;
    ScenarioId askedScenario_; ///< whose answer is awaited
    quint64 askedRevision_ = 0;
    std::shared_ptr<std::atomic<double>> progress_; ///< of that work, which writes it
    /// What was worked out for the model as it is: going back to a scenario costs nothing.
    std::map<ScenarioId, std::shared_ptr<const Insight>> known_;
    quint64 knownRevision_ = 0;

    Latest latest_;
};

} // namespace tributary::ui
