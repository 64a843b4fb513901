// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/costs_panel.h"

#include "core/model/plan_list_edits.h"
#include "core/model/quantity_path.h"
#include "core/report/plans.h"
#include "ui/document.h"
#include "ui/inspector/form.h"
#include "ui/inspector/part_specs.h"
#include "ui/inspector/part_words.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/cell_field.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/field_table.h"
#include "ui/interventions/fields_view.h"
#include "ui/look/style.h"

#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct CostColumn {
    enum { opening, title, amount, timing, basis, grade, more, money, overrun, rate, rises, cash };
};

/// A column on the second line of each row.
FieldColumn below(int column, const QString& title, const QString& toolTip, Qt::Alignment alignment = Qt::AlignLeft) {
    FieldColumn made;
    made.title = title;
    made.alignment = alignment;
    made.toolTip = toolTip;
    made.under = column;
    return made;
}

} // namespace

CostsPanel::CostsPanel(FormHost& host, const QString& title, QWidget* parent) : Panel(title, parent), host_(host) {
    const std::vector<CostLine>& costs = *costsOf(host_.document.model(), host_.entity);
    if (costs.empty()) {
        auto* none = new TintedLabel(tr("It costs nothing yet."), TextRole::body, &Palette::ink2, this);
        column().addWidget(none);
    } else {
        table_ = new FieldTable({{{}, 24, 0},
                                 {tr("Cost"), 250, 5, 9, Qt::AlignLeft, {}, 106},
                                 {tr("Amount"), 190, 3, 9, Qt::AlignLeft, {}, 104},
                                 {tr("When"), 120, 2, 9, Qt::AlignLeft, {}, 82},
                                 {tr("Times"), 150, 3, 9, Qt::AlignLeft, {}, 82},
                                 {tr("Grade"), 40, 0, 9, Qt::AlignHCenter},
                                 {{}, 28, 0},
                                 // What is seldom typed stands below; all are read at any width.
                                 below(CostColumn::title, tr("Is money"), tr("The share of it that turns into money")),
                                 below(CostColumn::amount, tr("Overrun"), tr("What the amount is multiplied by")),
                                 below(CostColumn::timing, tr("Hourly rate"), {}),
                                 below(CostColumn::basis, tr("Rises"), tr("Rises with inflation")),
                                 below(CostColumn::grade, tr("Cash"), tr("Leaves a ledger as cash"), Qt::AlignHCenter)},
                                this);
        column().addWidget(table_);
        for (size_t i = 0; i < costs.size(); ++i)
            addRow(costs[i].id, nameOrId(costs[i]), i, costs.size());
    }
    auto* add = new QPushButton(tr("Add a cost"), this);
    add->setObjectName(u"addCost"_s);
    setButtonRole(*add, ButtonRole::link);
    add->setEnabled(!host_.document.isReadOnly());
    connect(add, &QPushButton::clicked, this, [this] {
        CostLine cost;
        cost.name = fromQt(tr("New cost"));
        cost.evidence = {Grade::d, "assumption", {}};
        if (!applyOrTell(host_.document, addCost(host_.document.model(), host_.entity, std::move(cost))))
            return;
        const auto* now = costsOf(host_.document.model(), host_.entity);
        if (now && !now->empty())
            host_.document.select(pathOf(host_.entity) + "/cost/" + now->back().id.text + "/amount");
    });
    column().addWidget(add, 0, Qt::AlignLeft);
    refreshRows();
    host_.refreshers.push_back([this] { refreshRows(); });
}

void CostsPanel::addRow(const CostId& cost, const QString& name, size_t index, size_t count) {
    const std::string at = "cost/" + cost.text + "/";
    table_->addRow();
    Row row{cost, new GradeCell(table_), nullptr};
    const EntityRef owner = host_.entity;
    row.opener = addDetails(host_, *table_, at, name,
                            {[owner, cost](Form& form) { fillCostTiming(form, owner, cost); },
                             [owner, cost](Form& form) { fillCostMoney(form, owner, cost); },
                             [owner, cost](Form& form) { fillCostEvidence(form, owner, cost); }});
    const auto field = [&](std::string_view which, const QString& words) {
        FieldSpec spec = fieldSpec<CostLine>("cost", which, at);
        spec.label = words.arg(name);
        return spec;
    };
    addCell(host_, *table_, CostColumn::title, field("name", tr("Name of %1")));
    addCell(host_, *table_, CostColumn::amount, field("amount", tr("Amount of %1")));
    addCell(host_, *table_, CostColumn::timing, field("timing", tr("When %1 falls")));
    addCell(host_, *table_, CostColumn::basis, field("basis", tr("What %1 is multiplied by")));
    addCell(host_, *table_, CostColumn::rate, field("hourly_rate", tr("Rate by the hour of %1")));
    FieldSpec over = field("overrun", tr("Overrun of %1"));
    over.placeholder = u"1"_s;
    addCell(host_, *table_, CostColumn::overrun, std::move(over));
    FieldSpec share = field("realisation", tr("Share of %1 that is money"));
    share.placeholder = u"100%"_s;
    addCell(host_, *table_, CostColumn::money, std::move(share));
    addCell(host_, *table_, CostColumn::rises, field("inflated", tr("%1 rises with inflation")));
    addCell(host_, *table_, CostColumn::cash, field("hard", tr("%1 leaves a ledger as cash")));
    table_->setCell(CostColumn::grade, row.grade);

    QToolButton* menu =
        rowMenu(host_.document, name, index, count,
                {[owner, cost](const Model& model, int step) { return moveCost(model, owner, cost, step); },
                 [owner, cost](const Model& model) { return eraseCost(model, owner, cost); }},
                table_);
    menu->setObjectName(toQt("more/" + at));
    table_->setCell(CostColumn::more, menu);
    rows_.push_back(row);
}

void CostsPanel::refreshRows() {
    const auto* costs = costsOf(host_.document.model(), host_.entity);
    for (const Row& row : rows_)
        if (const auto found = std::ranges::find(*costs, row.cost, &CostLine::id); found != costs->end())
            row.grade->show(found->evidence);
}

void CostsPanel::refreshFigures() {
    const Document& document = host_.document;
    const Model& model = document.model();
    const auto& outcome = document.outcome().sampled;
    const auto place = host_.entity.kind == Scenario::kind
                           ? std::optional(InterventionPlace{ScenarioId(host_.entity.id), Standing::withOthers})
                           : placeOf(model, InterventionId(host_.entity.id), document.scenario());
    const ScenarioResults* results = outcome && place ? outcome->find(place->scenario) : nullptr;
    if (!table_ || !results || !std::isfinite(results->pvCosts.p50)) {
        setFigure({});
        return;
    }
    const Summary& total = results->pvCosts;
    const MoneyWords money(toQt(outcome->currency), total.p90);
    const RangedWords said = money.ranged(total.p50, total.p10, total.p90);
    const QString words = tr("%1 present value, %2").arg(said.value, said.range);
    setFigure(place->standing == Standing::alone ? words : tr("%1, of all that the scenario holds").arg(words),
              tr("Over the horizon, discounted: median, P10 to P90"));
}

void CostsPanel::open(std::string_view field) {
    for (const Row& row : rows_)
        if (field.starts_with("cost/" + row.cost.text + "/") || field == "cost/" + row.cost.text)
            row.opener->setChecked(true);
}

} // namespace tributary::ui
