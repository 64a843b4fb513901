// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/intervention_view.h"

#include "core/model/plan_list_edits.h"
#include "core/report/plans.h"
#include "ui/charts/adoption_chart.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/part_words.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/costs_panel.h"
#include "ui/interventions/effects_panel.h"
#include "ui/interventions/panel.h"
#include "ui/interventions/plan_words.h"
#include "ui/interventions/spread_panels.h"
#include "ui/look/style.h"
#include "ui/results/chart_series.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int chartHeight = 380;
constexpr int chartHighest = 460;
constexpr int spreadWidth = 412;
constexpr int besideFrom = 900; ///< width of the view from which curve and spread stand side by side
} // namespace

InterventionView::InterventionView(Document& document, QWidget* parent) : FieldsView(document, parent) {
    setAccessibleName(tr("Intervention"));
}

std::string InterventionView::structure(const EntityRef& entity) const {
    return structureOf(document().model(), entity);
}

void InterventionView::fill(QVBoxLayout& column) {
    fillHeader(column);
    QWidget* page = column.parentWidget();
    spread_ = nullptr;
    chart_ = nullptr;
    costs_ = nullptr;
    effects_ = new EffectsPanel(host(), id(), page);
    column.addWidget(effects_);
    upper_ = new QBoxLayout(QBoxLayout::LeftToRight);
    upper_->setSpacing(panelGap);
    column.addLayout(upper_);
    stackBelow(*upper_, besideFrom);
    auto* left = new QVBoxLayout;
    left->setSpacing(panelGap);
    upper_->addLayout(left, 1);
    later([this, page, left] {
        chart_ = new AdoptionChart(page);
        chart_->setAccessibleName(tr("Adoption"));
        chart_->setMinimumHeight(chartHeight);
        chart_->setMaximumHeight(chartHighest);
        connect(chart_, &Chart::saveFailed, this, [this](const QString& message) {
            document().tell(Error{fromQt(message), std::nullopt});
        });
        left->addWidget(chart_, 1);
    });
    later([this, page, left] {
        left->addWidget(new SchedulePanel(host(), id(), page));
        left->addStretch(0);
    });
    later([this, page] {
        spread_ = new SpreadPanel(host(), id(), page);
        upper_->addWidget(spread_, 0, Qt::AlignTop);
        arrange();
    });
    later([this, page, &column] {
        costs_ = new CostsPanel(host(), tr("Costs"), page);
        column.addWidget(costs_);
    });
    later([this, &column] {
        FieldSpec tool = fieldSpec<Intervention>("intervention", "tool");
        tool.label = tr("Kind of tool");
        addEvidence(column, {std::move(tool), fieldSpec<Intervention>("intervention", "notes")});
    });
}

void InterventionView::fillHeader(QVBoxLayout& column) {
    QWidget* page = column.parentWidget();
    auto* head = new QVBoxLayout;
    head->setSpacing(4);
    column.addLayout(head);
    addTitle(*head, fieldSpec<Intervention>("intervention", "name"),
             {tr("More about this intervention"),
              [id = id()](const Model& model) { return duplicateIntervention(model, id); },
              tr("Delete this intervention"),
              [id = id()](const Model& model) { return eraseIntervention(model, id); }});
    finding_ = new TintedLabel({}, TextRole::inspectorTitle, &Palette::ink, page);
    finding_->setWordWrap(true);
    head->addWidget(finding_);
    auto* second = new QHBoxLayout;
    second->setSpacing(12);
    head->addLayout(second);
    place_ = new TintedLabel({}, TextRole::body, &Palette::ink2, page);
    place_->setWordWrap(true);
    use_ = new QPushButton(tr("Make a scenario that uses it"), page);
    use_->setObjectName(u"useIntervention"_s);
    setButtonRole(*use_, ButtonRole::link);
    use_->setEnabled(!document().isReadOnly());
    use_->hide(); // until it is known that no scenario does
    connect(use_, &QPushButton::clicked, this, &InterventionView::makeScenario);
    second->addWidget(place_, 1);
    second->addWidget(use_);
}

void InterventionView::makeScenario() {
    const Intervention* one = document().model().interventions().find(id());
    if (!one)
        return;
    Scenario scenario;
    scenario.name = one->name;
    scenario.interventions = {one->id};
    const auto edit = addScenario(document().model(), std::move(scenario));
    const ScenarioId made = edit ? addedId<Scenario>(*edit) : ScenarioId();
    if (applyOrTell(document(), edit))
        document().setScenario(made);
}

void InterventionView::open(std::string_view field) {
    effects_->open(field);
    costs_->open(field);
}

void InterventionView::refreshFigures() {
    if (!document().model().interventions().contains(id()))
        return;
    showPlace();
    showChart();
    effects_->refreshFigures();
    costs_->refreshFigures();
}

/// Says what adoption comes to, and in which scenario the figures of the page are seen.
void InterventionView::showPlace() {
    const Model& model = document().model();
    const Intervention& intervention = *model.interventions().find(id());
    const auto place = placeOf(model, id(), document().scenario());
    const Scenario* scenario = place ? model.scenarios().find(place->scenario) : nullptr;
    const Results* sampled = document().outcome().sampled.get();
    const ScenarioResults* npv = sampled && place ? sampled->find(place->scenario) : nullptr;
    // Of the same trials as the curves below it.
    const std::string finding = npv ? adoptionFinding(*npv, id()) : std::string();
    finding_->setText(toQt(finding));
    finding_->setVisible(!finding.empty());
    QStringList words{kindLine(model, intervention)};
    if (!scenario) {
        words << tr("no scenario uses it, so there are no figures");
    } else {
        if (!document().runFailure().isEmpty())
            words << tr("the last run failed: %1").arg(document().runFailure());
        else
            words << (npv ? npvLine(*sampled, *npv) : tr("no results yet"));
        words << (place->standing == Standing::alone ? tr("alone in %1").arg(nameOrId(*scenario))
                                                     : tr("with all that %1 holds").arg(nameOrId(*scenario)));
        if (npv && document().isStale())
            words << tr("from an older version");
    }
    place_->setText(words.join(u", "_s));
    use_->setVisible(!scenario);
}

void InterventionView::showChart() {
    const Model& model = document().model();
    const auto place = placeOf(model, id(), document().scenario());
    const Results* sampled = document().outcome().sampled.get();
    const ScenarioResults* results = sampled && place ? sampled->find(place->scenario) : nullptr;
    // Only this intervention's part of the scenario.
    ScenarioResults own;
    for (const AdoptionResults& adoption : results ? results->adoption : std::vector<AdoptionResults>{})
        if (adoption.intervention == id())
            own.adoption.push_back(adoption);
    AdoptionSeries series = results ? adoptionSeries(model, *sampled, own) : AdoptionSeries{};
    series.title = tr("Active share of each group");
    chart_->setEmptyText(tr("Who will use it, month by month"),
                         !place ? tr("Make a scenario that uses it.")
                         : model.interventions().find(id())->adoption.targets.empty()
                             ? tr("Choose whom it is for.")
                             : tr("It comes with the first results."));
    chart_->setData(std::move(series));
}

void InterventionView::resizeEvent(QResizeEvent* event) {
    FieldsView::resizeEvent(event);
    arrange();
}

void InterventionView::arrange() {
    if (!page() || !spread_)
        return;
    const bool beside = viewport()->width() >= besideFrom;
    spread_->setMinimumWidth(beside ? spreadWidth : 0);
    spread_->setMaximumWidth(beside ? spreadWidth : QWIDGETSIZE_MAX);
    upper_->setAlignment(spread_, beside ? Qt::AlignTop : Qt::Alignment());
}

} // namespace tributary::ui
