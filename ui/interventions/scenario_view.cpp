// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/scenario_view.h"

#include "core/model/plan_list_edits.h"
#include "core/report/findings.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/changes_panel.h"
#include "ui/interventions/comparison_panel.h"
#include "ui/interventions/costs_panel.h"
#include "ui/interventions/panel.h"
#include "ui/interventions/plan_words.h"
#include "ui/look/icons.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

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
    column.addWidget(comparison_);
    auto* row = new QHBoxLayout;
    row->setSpacing(panelGap);
    row->addWidget(new UsesPanel(host(), id(), page), 1);
    auto* changes = new ChangesPanel(host(), id(), page);
    connect(changes, &ChangesPanel::wanted, this, &ScenarioView::wanted);
    row->addWidget(changes, 3);
    column.addLayout(row);
    costs_ = new CostsPanel(host(), tr("Costs of its own"), page);
    column.addWidget(costs_);
    auto* evidence = new ui::Panel(tr("What it rests on"), page);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(24);
    evidence->column().addLayout(halves);
    auto* first = new QVBoxLayout;
    auto* second = new QVBoxLayout;
    for (QVBoxLayout* half : {first, second}) {
        half->setSpacing(12);
        halves->addLayout(half, 1);
    }
    Form(host(), *first).evidence();
    first->addStretch(1);
    Form(host(), *second).field(fieldSpec<Scenario>("scenario", "notes"));
    second->addStretch(1);
    column.addWidget(evidence);
}

void ScenarioView::fillHeader(QVBoxLayout& column) {
    QWidget* page = column.parentWidget();
    // Layouts go into their place first, so that what is put into them has a parent from the start.
    auto* head = new QVBoxLayout;
    head->setSpacing(4);
    column.addLayout(head);
    auto* line = new QHBoxLayout;
    line->setSpacing(12);
    head->addLayout(line);
    auto* title = new QVBoxLayout;
    line->addLayout(title, 1);
    FieldSpec name = fieldSpec<Scenario>("scenario", "name");
    name.kind = FieldKind::title;
    FieldEditor* editor = Form(host(), *title).field(std::move(name));
    editor->input()->setFont(fontOf(TextRole::pageTitle));
    QToolButton* menu = iconButton(u"three-dots"_s, tr("More about this scenario"), page);
    menu->setObjectName(u"moreScenario"_s);
    menu->setPopupMode(QToolButton::InstantPopup);
    menu->setEnabled(!document().isReadOnly());
    auto* commands = new QMenu(menu);
    connect(commands->addAction(tintedIcon(u"files"_s), tr("Duplicate")), &QAction::triggered, this, [this] {
        const auto edit = duplicateScenario(document().model(), id());
        const ScenarioId copy = edit ? addedId<Scenario>(*edit) : ScenarioId();
        if (applyOrTell(document(), edit))
            document().select(EntityRef{Scenario::kind, copy.text});
    });
    connect(commands->addAction(tintedIcon(u"trash"_s), tr("Delete this scenario")), &QAction::triggered, this,
            [this] { applyOrTell(document(), eraseScenario(document().model(), id())); });
    menu->setMenu(commands);
    line->addWidget(menu, 0, Qt::AlignTop);
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
    finding_->setText(results ? toQt(finding(*sampled, *results)) : QString());
    finding_->setVisible(results != nullptr);
    holds_->setText(scenarioLine(document().model(), *scenario));
    comparison_->refresh();
    costs_->refreshFigures();
}

} // namespace tributary::ui
