// SPDX-License-Identifier: GPL-3.0-or-later
// VersionNpvs: the NPV of one model after the other, worked out on a thread of its own in the draws of the window's
// results. Window thread only.
#pragma once

#include "core/insight/npv_change.h"
#include "core/model/model.h"
#include "ui/latest.h"

#include <QObject>
#include <QString>
#include <optional>

namespace tributary::ui {

class VersionNpvs : public QObject {
    Q_OBJECT
public:
    explicit VersionNpvs(QObject* parent = nullptr);

    /// Whether NPVs that are known still add up with those that are worked out now.
    enum class Draws { asBefore, others };

    /// Reads the draws of a scenario of `reference`, which all that is worked out from now on meets. A later question
    /// stops an earlier one.
    void readDraws(const Model& reference, const ScenarioId& scenario);
    /// Works out the NPV of that scenario of `model`, which goes by `name`, likewise.
    void workOut(const QString& name, const Model& model);
    void stop() { latest_.drop(); }

signals:
    void drawsRead(Draws draws);
    /// Over the trials; none where the model has no such NPV, with the reason.
    void told(const QString& name, const std::optional<Summary>& npv, const QString& reason);

private:
    void receiveDraws(const ScenarioId& scenario, const SharedDraws& draws);

    ScenarioId scenario_;
    SharedDraws draws_;

    Latest latest_;
};

} // namespace tributary::ui
