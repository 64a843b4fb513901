// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/scenario_table.h"

#include "core/report/findings.h"
#include "core/report/plans.h"
#include "core/report/words.h"
#include "ui/charts/figure_menu.h"
#include "ui/document.h"
#include "ui/look/fitting_label.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/results/chart_series.h"
#include "ui/results/value_delegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStringList>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double panelRadius = 4;
constexpr int mostHeight = 420; ///< of the rows that are in sight
constexpr int leastNameWidth = 110;
constexpr int mostWidth = 900; ///< of the rows: further apart, names and numbers are not read together
constexpr int aheadColumn = 4;

} // namespace

ScenarioTable::ScenarioTable(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), table_(new QTableWidget(this)) {
    auto* title = new QLabel(tr("Scenarios side by side"), this);
    title->setFont(fontOf(TextRole::section));
    auto* hint = new FittingLabel(this);
    hint->setFont(fontOf(TextRole::label));
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setTexts({tr("medians, and P10 to P90; all met the same draws; ahead: the median of the differences trial by "
                       "trial"),
                    tr("medians, and P10 to P90; ahead: median of the differences"), tr("medians, and P10 to P90")});
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(title);
    head->addWidget(hint);
    head->addStretch();
    auto* menu = new FigureMenu(
        tr("Scenarios side by side"), [this] { return numbers(); }, this);
    head->addWidget(menu);
    setTabOrder(menu, table_); // it stands above
    connect(menu, &FigureMenu::saveFailed, this, [this](const QString& message) {
        document_.tell(Error{fromQt(message), std::nullopt});
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addLayout(head);
    auto* rows = new QHBoxLayout;
    rows->addWidget(table_, 1);
    rows->addStretch();
    layout->addLayout(rows);
    layout->addStretch(1); // a table is as high as its rows

    table_->setMaximumWidth(mostWidth);
    table_->setAccessibleName(tr("Scenarios side by side"));
    table_->setItemDelegate(new ValueDelegate(table_));
    table_->setColumnCount(5);
    table_->setHorizontalHeaderLabels({tr("Scenario"), tr("NPV"), tr("Loss"), tr("Payback"), tr("Ahead of chosen")});
    table_->verticalHeader()->hide();
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    // A long name takes a second line rather than lose its end.
    table_->setWordWrap(true);
    table_->setTextElideMode(Qt::ElideRight);
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    for (int column = 0; column < table_->columnCount(); ++column)
        table_->horizontalHeaderItem(column)->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) |
                                                               Qt::AlignVCenter);
    connect(table_, &QTableWidget::itemSelectionChanged, this, [this] {
        const QList<QTableWidgetItem*> chosen = table_->selectedItems();
        if (!reading_ && !chosen.isEmpty())
            document_.setScenario(ScenarioId(fromQt(chosen.front()->data(Qt::UserRole).toString())));
    });
}

void ScenarioTable::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(currentPalette().rule, 1));
    painter.setBrush(currentPalette().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), panelRadius, panelRadius);
}

void ScenarioTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

/// Where the table is narrow, how far one is ahead steps back.
void ScenarioTable::fitColumns() {
    const bool compares = held() != nullptr;
    table_->setColumnHidden(aheadColumn, !compares);
    int needed = leastNameWidth;
    for (int column = 1; column < table_->columnCount(); ++column)
        needed += table_->columnWidth(column);
    if (compares && needed > table_->viewport()->width())
        table_->setColumnHidden(aheadColumn, true);
}

/// What the others are held against: the chosen one, where there are others.
const NamedScenario* ScenarioTable::held() const {
    const auto chosen =
        std::ranges::find(shown_, document_.scenario(), [](const NamedScenario& each) { return each.results->id; });
    return chosen != shown_.end() && shown_.size() > 1 ? &*chosen : nullptr;
}

ChartTable ScenarioTable::numbers() const {
    return results_ ? scenarioNumbers(document_.model(), *results_, *comparison_, shown_, held()) : ChartTable();
}

void ScenarioTable::compare(const std::shared_ptr<const Results>& results) {
    if (results == results_)
        return;
    results_ = results;
    shown_.clear();
    comparison_ = results ? std::make_unique<const Comparison>(compareScenarios(*results)) : nullptr;
}

/// Plans first; what is another belief stands below a heading, for it is no choice beside them.
void ScenarioTable::refresh() {
    compare(document_.outcome().sampled);
    reading_ = true;
    table_->clearSpans();
    table_->setRowCount(0);
    shown_.clear();
    if (results_) {
        const ScenarioOrder order = plansFirst(document_.model(), *results_);
        for (const auto* scenarios : {&order.plans, &order.beliefs})
            for (const ScenarioResults* scenario : *scenarios)
                shown_.push_back({scenario, toQt(shownName(*scenario))});
        for (size_t i = 0; i < shown_.size(); ++i) {
            if (i == order.plans.size())
                addHeading(*table_, tr("Under another belief"));
            addRow(shown_[i]);
        }
        if (const NamedScenario* against = held())
            table_->horizontalHeaderItem(aheadColumn)->setToolTip(aheadMeaning(against->name));
    }
    fitColumns();
    // In sight without scrolling, unless there are many.
    table_->setFixedHeight(
        std::min(mostHeight, table_->horizontalHeader()->sizeHint().height() + table_->verticalHeader()->length() + 2));
    reading_ = false;
}

void ScenarioTable::addRow(const NamedScenario& each) {
    const ScenarioResults& scenario = *each.results;
    const MoneyWords money = moneyOf(*results_);
    const RangedWords npv = money.ranged(scenario.npv.p50, scenario.npv.p10, scenario.npv.p90);
    const PaybackWords payback = paybackWords(scenario, name(results_->timeline.kind));
    const QString about = toQt(capitalised(beliefWords(document_.model(), scenario.id)));
    const NamedScenario* against = held();
    const AheadWords ahead =
        against ? aheadWords(document_.model(), *comparison_, money, each, *against) : AheadWords();
    QStringList texts{
        each.name, valueOver(npv.value, npv.range),
        valueOver(chanceWords(scenario.chanceOfLoss, results_->trials), shareWords(scenario.chanceOfLoss)),
        valueOver(toQt(payback.median), toQt(payback.range)), ahead.text};
    QString tip = about.isEmpty() ? each.name : tr("%1. %2.").arg(each.name, about);
    if (!hasNpv(scenario)) {
        const QString dash = u"–"_s;
        texts = {each.name, dash, dash, dash, dash};
        tip += u'\n' + tr("No trial gave a number.");
    }
    const int row = table_->rowCount();
    table_->insertRow(row);
    for (int column = 0; column < table_->columnCount(); ++column) {
        auto* item = new QTableWidgetItem(texts[column]);
        item->setData(Qt::UserRole, toQt(scenario.id.text));
        item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        item->setToolTip(column == aheadColumn && !ahead.toolTip.isEmpty() ? ahead.toolTip : tip);
        table_->setItem(row, column, item);
    }
    if (scenario.id == document_.scenario())
        table_->selectRow(row);
}

} // namespace tributary::ui
