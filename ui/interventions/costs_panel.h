// SPDX-License-Identifier: GPL-3.0-or-later
// CostsPanel: what an intervention or a scenario costs, a line each: amount, when and times what, rate, overrun, what
// of it is money; their present value together; all fields below a row. Window thread only.
#pragma once

#include "core/model/edit.h"
#include "ui/interventions/panel.h"

#include <string_view>
#include <vector>

class QToolButton;

namespace tributary::ui {

class FieldTable;
class GradeCell;
struct FormHost;

class CostsPanel : public Panel {
    Q_OBJECT
public:
    /// The owner is the host's entity.
    CostsPanel(FormHost& host, const QString& title, QWidget* parent);

    /// Reads present values from the results of the scenario that holds the lines.
    void refreshFigures();
    /// Opens the details that hold a field of the owner.
    void open(std::string_view field);

private:
    struct Row {
        CostId cost;
        GradeCell* grade;
        QToolButton* opener;
    };
    void addRow(const CostId& cost, const QString& name, size_t index, size_t count);
    void refreshRows();

    FormHost& host_;
    FieldTable* table_ = nullptr;
    std::vector<Row> rows_;
};

} // namespace tributary::ui
