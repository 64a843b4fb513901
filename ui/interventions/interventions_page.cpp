// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/interventions_page.h"

#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "core/model/scenario_order.h"
#include "core/report/plans.h"
#include "ui/document.h"
#include "ui/interventions/catalogue_dialog.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/intervention_view.h"
#include "ui/interventions/plan_list.h"
#include "ui/interventions/plan_words.h"
#include "ui/interventions/scenario_view.h"
#include "ui/look/empty_state.h"
#include "ui/look/segmented_control.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int sideWidth = 232;
constexpr int sideMargin = 12;
constexpr int scrollBarHeight = 14;
constexpr int sideFrom = 900; ///< width of the page from which the list stands beside it

/// The field part of a path: `cost/licence/amount` of `intervention/parts-exchange/cost/licence/amount`.
std::string fieldOf(const std::string& path, const EntityRef& entity) {
    const std::string at = pathOf(entity) + "/";
    return path.starts_with(at) ? path.substr(at.size()) : std::string();
}

} // namespace

InterventionsPage::InterventionsPage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), side_(new QWidget(this)),
      sideLayout_(new QBoxLayout(QBoxLayout::TopToBottom, side_)),
      layout_(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      lists_(new SegmentedControl({tr("Interventions"), tr("Scenarios")}, side_)),
      add_(iconButton(u"plus-lg"_s, {}, side_)), entries_(new PlanList(side_)), content_(new QStackedWidget(this)),
      intervention_(new InterventionView(document)), scenario_(new ScenarioView(document)) {
    setAccessibleName(tr("Interventions"));
    setObjectName(u"interventionsPage"_s);
    buildSide();
    buildEmpty();
    content_->addWidget(intervention_);
    content_->addWidget(scenario_);
    content_->addWidget(empty_);
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(0);
    layout_->addWidget(side_);
    layout_->addWidget(content_, 1);
    setFocusProxy(entries_);
    connect(scenario_, &ScenarioView::wanted, this, &InterventionsPage::placeWanted);
    connect(&document_, &Document::opened, this, &InterventionsPage::opened);
    connect(&document_, &Document::selectionChanged, this, &InterventionsPage::follow);
    connect(&document_, &Document::scenarioChanged, this, &InterventionsPage::refresh);
    for (const auto signal : {&Document::resultsChanged, &Document::fileChanged})
        connect(&document_, signal, this, &InterventionsPage::refresh);
    connect(&document_, &Document::changed, this, &InterventionsPage::refresh);
}

InterventionsPage::~InterventionsPage() { document_.disconnect(this); }

void InterventionsPage::buildSide() {
    sideLayout_->setContentsMargins(8, sideMargin, 9, sideMargin);
    sideLayout_->setSpacing(10);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    lists_->setAccessibleName(tr("Interventions or scenarios"));
    head->addWidget(lists_, 1);
    head->addWidget(add_);
    add_->setObjectName(u"addPlan"_s);
    sideLayout_->addLayout(head);
    sideLayout_->addWidget(entries_, 1);
    connect(lists_, &SegmentedControl::chosen, this,
            [this](int index) { showList(index == 0 ? List::interventions : List::scenarios); });
    connect(add_, &QToolButton::clicked, this, &InterventionsPage::add);
    connect(entries_, &PlanList::chosen, this, &InterventionsPage::chooseEntry);
    connect(entries_, &PlanList::eraseWanted, this, &InterventionsPage::eraseEntry);
    connect(entries_, &PlanList::renameWanted, this, [this](const QString& id) {
        chooseEntry(id);
        view().reveal("name");
    });
}

void InterventionsPage::buildEmpty() {
    empty_ = new EmptyState;
    emptyAdd_ = empty_->addButton();
    emptyCase_ = empty_->addLink(tr("Start from the transit case"));
    connect(emptyAdd_, &QPushButton::clicked, this, &InterventionsPage::add);
    connect(emptyCase_, &QPushButton::clicked, this, &InterventionsPage::transitCaseWanted);
}

void InterventionsPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool above = width() < sideFrom;
    layout_->setDirection(above ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    sideLayout_->setDirection(above ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    side_->setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
    side_->setMinimumSize(0, 0);
    if (above)
        side_->setFixedHeight(PlanList::entryHeight + scrollBarHeight + 2 * sideMargin);
    else
        side_->setFixedWidth(sideWidth);
    entries_->setFlow(above ? QListView::LeftToRight : QListView::TopToBottom);
    entries_->setHorizontalScrollBarPolicy(above ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    entries_->setVerticalScrollBarPolicy(above ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
}

void InterventionsPage::opened() {
    intervention_->showEntity(std::nullopt);
    scenario_->showEntity(std::nullopt);
    shownIntervention_ = {};
    refresh();
}

void InterventionsPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (behind_) {
        pace_ = FieldsView::Pace::inSteps;
        refresh();
        pace_ = FieldsView::Pace::atOnce;
    }
}

FieldsView& InterventionsPage::view() const {
    return list_ == List::interventions ? static_cast<FieldsView&>(*intervention_) : *scenario_;
}

void InterventionsPage::showList(List list) {
    list_ = list;
    lists_->setCurrent(list == List::interventions ? 0 : 1);
    refresh();
}

/// Turns to what is selected, wherever it was.
void InterventionsPage::follow() {
    const auto selected = document_.selectedEntity();
    if (!selected || !exists(document_.model(), *selected))
        return;
    if (selected->kind == Intervention::kind) {
        shownIntervention_ = InterventionId(selected->id);
        showList(List::interventions);
    } else if (selected->kind == Scenario::kind) {
        document_.setScenario(ScenarioId(selected->id));
        showList(List::scenarios);
    } else {
        return;
    }
    if (const std::string field = fieldOf(document_.selection(), *selected); !field.empty() && isVisible())
        view().reveal(field);
}

/// What the page shows: what was chosen here or elsewhere, else the first there is.
std::optional<EntityRef> InterventionsPage::wanted() const {
    const Model& model = document_.model();
    if (list_ == List::scenarios) {
        if (model.scenarios().contains(document_.scenario()))
            return EntityRef{Scenario::kind, document_.scenario().text};
        return std::nullopt;
    }
    if (model.interventions().contains(shownIntervention_))
        return EntityRef{Intervention::kind, shownIntervention_.text};
    if (model.interventions().empty())
        return std::nullopt;
    return EntityRef{Intervention::kind, model.interventions().begin()->id.text};
}

void InterventionsPage::refresh() {
    behind_ = !isVisible();
    if (behind_)
        return;
    const bool editable = document_.isOpen() && !document_.isReadOnly();
    const QString words =
        list_ == List::interventions ? tr("Add an intervention from the catalogue") : tr("Add a scenario");
    add_->setAccessibleName(words);
    add_->setToolTip(words);
    for (QWidget* widget : std::initializer_list<QWidget*>{add_, emptyAdd_})
        widget->setEnabled(editable);
    fillEntries();
    showEntity();
}

void InterventionsPage::fillEntries() {
    const Model& model = document_.model();
    const Results* sampled = document_.isDragging() ? nullptr : document_.outcome().sampled.get();
    const auto shown = wanted();
    std::vector<PlanEntry> list;
    const bool before = isFromBefore(document_);
    entries_->setAccessibleName(list_ == List::interventions ? tr("Interventions") : tr("Scenarios"));
    if (list_ == List::interventions) {
        for (const Intervention& each : model.interventions()) {
            PlanEntry entry{toQt(each.id.text), toQt(each.name), kindLine(model, each), tr("in no scenario yet")};
            const auto place = placeOf(model, each.id);
            const ScenarioResults* results = sampled && place ? sampled->find(place->scenario) : nullptr;
            if (results)
                entry.second = place->standing == Standing::alone
                                   ? npvLine(*sampled, *results)
                                   : tr("%1, with others").arg(npvWords(*sampled, *results));
            else if (place)
                entry.second = tr("no results yet");
            list.push_back(std::move(entry));
        }
    } else {
        for (const Scenario* each : scenariosInOrder(model)) {
            PlanEntry entry{toQt(each->id.text), toQt(each->name), scenarioLine(model, *each), tr("no results yet")};
            if (const ScenarioResults* results = sampled ? sampled->find(each->id) : nullptr)
                entry.second = npvLine(*sampled, *results);
            list.push_back(std::move(entry));
        }
    }
    for (PlanEntry& entry : list)
        if (before) {
            entry.second = tr("from before: %1").arg(entry.second);
            entry.faded = true;
        }
    entries_->setEntries(list, shown ? toQt(shown->id) : QString());
}

void InterventionsPage::showEntity() {
    const auto shown = wanted();
    const bool tools = list_ == List::interventions;
    if (!shown) {
        empty_->say(tools ? tr("Add a tool that could change how the work is done.")
                          : tr("Add a plan, to compare it with going on as usual."),
                    tools ? tr("Choose one from the catalogue: its adoption, costs and effects come with their "
                               "sources, to be replaced by what you know.")
                          : tr("A scenario is a choice of interventions and of what else would change. Business "
                               "as usual is always there, and is what each is compared with."));
        emptyAdd_->setText(tools ? tr("Choose from the catalogue…") : tr("Add a scenario"));
        emptyCase_->setVisible(document_.model().metrics().empty());
        content_->setCurrentWidget(empty_);
        return;
    }
    content_->setCurrentWidget(&view());
    view().showEntity(shown, pace_);
}

void InterventionsPage::add() {
    if (list_ == List::interventions)
        openCatalogue();
    else
        addScenario();
}

void InterventionsPage::openCatalogue() {
    if (!catalogue_) {
        catalogue_ = new CatalogueDialog(document_, this);
        connect(catalogue_, &CatalogueDialog::added, this, [this](const QString& id) {
            document_.select(EntityRef{Intervention::kind, fromQt(id)});
        });
    }
    catalogue_->begin();
}

void InterventionsPage::addScenario() {
    Scenario scenario;
    const QString name = tr("New scenario");
    QString free = name;
    const auto taken = [&](const QString& wanted) {
        return std::ranges::any_of(document_.model().scenarios(),
                                   [&](const Scenario& each) { return toQt(each.name) == wanted; });
    };
    for (int number = 2; taken(free); ++number)
        free = u"%1 %2"_s.arg(name).arg(number);
    scenario.name = fromQt(free);
    const auto edit = tributary::addScenario(document_.model(), std::move(scenario));
    const ScenarioId made = edit ? addedId<Scenario>(*edit) : ScenarioId();
    if (applyOrTell(document_, edit))
        document_.select("scenario/" + made.text + "/name");
}

void InterventionsPage::chooseEntry(const QString& id) {
    document_.select(EntityRef{list_ == List::interventions ? Intervention::kind : Scenario::kind, fromQt(id)});
}

void InterventionsPage::eraseEntry(const QString& id) {
    if (list_ == List::interventions)
        applyOrTell(document_, eraseIntervention(document_.model(), InterventionId(fromQt(id))));
    else
        applyOrTell(document_, eraseScenario(document_.model(), ScenarioId(fromQt(id))));
}

void InterventionsPage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), currentPalette().paper);
    const QRect side = side_->geometry();
    painter.fillRect(side, currentPalette().canvas);
    const bool above = side.width() == width();
    painter.fillRect(above ? QRect(0, side.bottom(), width(), 1) : QRect(side.right(), 0, 1, height()),
                     currentPalette().rule);
}

} // namespace tributary::ui
