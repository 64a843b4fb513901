// SPDX-License-Identifier: GPL-3.0-or-later
// VersionComparison: what two models do not have in common and what that does to the NPV of a scenario, worked out on a
// thread of its own. A later question stops an earlier one. Window thread only.
#pragma once

#include "core/engine/run.h"
#include "core/model/model.h"
#include "ui/latest.h"

#include <QObject>
#include <QString>
#include <QStringList>

namespace tributary::ui {

class VersionComparison : public QObject {
    Q_OBJECT
public:
    explicit VersionComparison(QObject* parent = nullptr);

    /// Compares two models; told() says what differs first, and then what it does to the NPV, in the draws of a run of
    /// `reference` and in the unit of amounts of up to `largest` (see changeFinding()).
    void compare(const Model& before, const Model& after, const ScenarioId& scenario, const Model& reference,
                 double largest);
    void stop() { latest_.drop(); }

signals:
    void told(const QStringList& differences, const QString& npv); ///< `npv` is empty while it is being worked out

private:
    Latest latest_;
};

} // namespace tributary::ui
