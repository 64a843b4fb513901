// SPDX-License-Identifier: GPL-3.0-or-later
// EffectsPanel: what an intervention changes, a row each: the target, picked from the tree, its size with a picture of
// the range, whose use counts, the change at the time bar's period, evidence; all fields below a row. Window thread
// only.
#pragma once

#include "core/model/edit.h"
#include "ui/interventions/panel.h"

#include <string_view>
#include <vector>

class QToolButton;

namespace tributary::ui {

class ChangeCell;
class FieldTable;
class GradeCell;
class PathPicker;
class RangePicture;
class TargetCell;
class TintedLabel;
struct FormHost;

class EffectsPanel : public Panel {
    Q_OBJECT
public:
    EffectsPanel(FormHost& host, InterventionId id, QWidget* parent);

    /// Reads the results of the scenario in which the intervention is seen.
    void refreshFigures();
    /// Opens the details that hold a field of the intervention.
    void open(std::string_view field);

private:
    struct Row {
        EffectId effect;
        TargetCell* target;
        RangePicture* picture;
        TintedLabel* use;
        ChangeCell* change;
        GradeCell* grade;
        QToolButton* opener;
        QWidget* size; ///< its input
    };
    void addRow(const EffectId& effect, size_t index, size_t count);
    void refreshRows();
    void pickTarget(const EffectId& effect, TargetCell& anchor);
    void addEffectOn(QWidget& anchor);

    FormHost& host_;
    InterventionId id_;
    FieldTable* table_ = nullptr;
    PathPicker* picker_;
    std::vector<Row> rows_;
};

} // namespace tributary::ui
