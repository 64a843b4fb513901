// SPDX-License-Identifier: GPL-3.0-or-later
// VersionNpvs: the NPV of one model after the other, worked out on a thread of its own in the draws of the window's
// results. Window thread only.
#pragma once

#include "core/insight/npv_change.h"
#include "core/model/model.h"
#include "ui/worker.h"

#include <QObject>
#include <QString>
#include <memory>
#include <optional>

namespace tributary::ui {

class VersionNpvs : public QObject {
    Q_OBJECT
public:
    explicit VersionNpvs(QObject* parent = nullptr);
    ~VersionNpvs() override; ///< stops the work and waits for it

    /// Works out the NPV of a scenario of `model`, which goes by `name`; a later question stops an earlier one.
    void workOut(const QString& name, const Model& model, const ScenarioId& scenario, const Model& reference);
    void stop();

signals:
    /// Over the trials; none where the model has no such NPV, with the reason.
    void told(const QString& name, const std::optional<Summary>& npv, const QString& reason);

private:
    struct Job;

    void work(const std::shared_ptr<Job>& job);

    std::shared_ptr<Job> current_;

    Worker worker_; ///< last: it ends before what it uses
};

} // namespace tributary::ui
