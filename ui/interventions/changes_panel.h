// SPDX-License-Identifier: GPL-3.0-or-later
// ChangesPanel: what a scenario holds: the interventions to tick, and the quantities that it changes, each found by
// name and typed as a value or a change. Window thread only.
#pragma once

#include "core/model/edit.h"
#include "ui/interventions/panel.h"

namespace tributary::ui {

class FieldTable;
class PathPicker;
struct FormHost;

class UsesPanel : public Panel {
    Q_OBJECT
public:
    UsesPanel(FormHost& host, const ScenarioId& id, QWidget* parent);
};

class ChangesPanel : public Panel {
    Q_OBJECT
public:
    ChangesPanel(FormHost& host, ScenarioId id, QWidget* parent);

signals:
    /// A person wants to go to the quantity at that path.
    void wanted(const QString& path);

private:
    void addRow(const std::string& path);
    void pick(QWidget& anchor);

    FormHost& host_;
    ScenarioId id_;
    FieldTable* table_ = nullptr;
    PathPicker* picker_;
};

} // namespace tributary::ui
