// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/scenario_view.h"

#include "core/model/plan_list_edits.h"
#include "core/report/findings.h"
#include "core/report/plans.h"
#include "core/report/words.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/part_words.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/changes_panel.h"
#include "ui/interventions/comparison_panel.h"
#include "ui/interventions/costs_panel.h"
#include "ui/interventions/panel.h"
#include "ui/interventions/plan_words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int rowFrom = 760; ///< width of the view from which two panels stand side by side
} // namespace

ScenarioView::ScenarioView(Document& document, QWidget* parent) : FieldsView(document, parent) {
    setAccessibleName(tr("Scenario"));
}

std::string ScenarioView::structure(const EntityRef& entity) const { return structureOf(document().model(), entity); }

void ScenarioView::fill(QVBoxLayout& column) {
    QWidget* page = column.parentWidget();
    fillHeader(column);
    comparison_ = new ComparisonPanel(document(), page);
    // Turning to another scenario makes this page anew: not while the table is still at it.
    connect(
        comparison_, &ComparisonPanel::chosen, this,
        [this](const ScenarioId& scenario) {
            document().select(EntityRef{Scenario::kind, scenario.text});
        },
        Qt::QueuedConnection);
    stackBelow(comparison_->lower(), rowFrom);
    auto* row = new QHBoxLayout;
    row->setSpacing(panelGap);
    stackBelow(*row, rowFrom);
    row->addWidget(new UsesPanel(host(), id(), page), 1);
    auto* changes = new ChangesPanel(host(), id(), page);
    connect(changes, &ChangesPanel::wanted, this, &ScenarioView::wanted);
    row->addWidget(changes, 4);
    column.addLayout(row);
    column.addWidget(comparison_);
    costs_ = new CostsPanel(host(), tr("Costs of its own"), page);
    column.addWidget(costs_);
    addEvidence(column, {fieldSpec<Scenario>("scenario", "notes")});
}

void ScenarioView::fillHeader(QVBoxLayout& column) {
    QWidget* page = column.parentWidget();
    auto* head = new QVBoxLayout;
    head->setSpacing(4);
    column.addLayout(head);
    addTitle(*head, fieldSpec<Scenario>("scenario", "name"),
             {tr("More about this scenario"), [id = id()](const Model& model) { return duplicateScenario(model, id); },
              tr("Delete this scenario"), [id = id()](const Model& model) { return eraseScenario(model, id); }});
    finding_ = new TintedLabel({}, TextRole::inspectorTitle, &Palette::ink, page);
    finding_->setWordWrap(true);
    head->addWidget(finding_);
    holds_ = new TintedLabel({}, TextRole::body, &Palette::ink2, page);
    holds_->setWordWrap(true);
    head->addWidget(holds_);
}

void ScenarioView::open(std::string_view field) { costs_->open(field); }

void ScenarioView::refreshFigures() {
    const Scenario* scenario = document().model().scenarios().find(id());
    if (!scenario)
        return;
    const Results* sampled = document().outcome().sampled.get();
    const ScenarioResults* results = sampled ? sampled->find(id()) : nullptr;
    // The name may be newer than the results.
    finding_->setText(results ? toQt(finding(*sampled, *results, fromQt(nameOrId(*scenario)))) : QString());
    finding_->setVisible(results != nullptr);
    const std::string belief = beliefWords(document().model(), id());
    const bool before = isFromBefore(document());
    finding_->setColour(before ? &Palette::ink3 : &Palette::ink);
    const QString holds = belief.empty()
                              ? scenarioLine(document().model(), *scenario)
                              : tr("%1: it holds in business as usual too, so where another plan is ahead or behind, "
                                   "that is the belief as well. To compare plans alone, change the quantity in the "
                                   "model.")
                                    .arg(toQt(capitalised(belief)));
    holds_->setText(before ? tr("From before: the model has errors now. %1").arg(holds) : holds);
    comparison_->refresh();
    costs_->refreshFigures();
}

} // namespace tributary::ui
