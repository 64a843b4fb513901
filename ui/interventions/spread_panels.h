// SPDX-License-Identifier: GPL-3.0-or-later
// Spread panels: for whom an intervention is and how it spreads among them: groups with ceiling and champions, rates,
// the stall; and the schedule of reach and training. Window thread only.
#pragma once

#include "core/model/edit.h"
#include "ui/interventions/panel.h"

namespace tributary::ui {

struct FormHost;

class SpreadPanel : public Panel {
    Q_OBJECT
public:
    SpreadPanel(FormHost& host, const InterventionId& id, QWidget* parent);

private:
    void addGroups(FormHost& host, const InterventionId& id);
};

class SchedulePanel : public Panel {
    Q_OBJECT
public:
    SchedulePanel(FormHost& host, const InterventionId& id, QWidget* parent);
};

} // namespace tributary::ui
