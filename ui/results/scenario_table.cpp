// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/scenario_table.h"

#include "core/report/findings.h"
#include "core/report/plans.h"
#include "core/report/words.h"
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

} // namespace

ScenarioTable::ScenarioTable(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), table_(new QTableWidget(this)) {
    auto* title = new QLabel(tr("Scenarios side by side"), this);
    title->setFont(fontOf(TextRole::section));
    auto* hint = new FittingLabel(this);
    hint->setFont(fontOf(TextRole::label));
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setTexts({tr("medians, and P10 to P90; all met the same draws"), tr("medians, and P10 to P90")});
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(title);
    head->addWidget(hint);
    head->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addLayout(head);
    layout->addWidget(table_);

    table_->setAccessibleName(tr("Scenarios side by side"));
    table_->setItemDelegate(new ValueDelegate(table_));
    table_->setColumnCount(4);
    table_->setHorizontalHeaderLabels({tr("Scenario"), tr("NPV"), tr("Loss"), tr("Payback")});
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

/// Plans first; what is another belief stands below a heading, for it is no choice beside them.
void ScenarioTable::refresh() {
    const std::shared_ptr<const Results> results = document_.outcome().sampled;
    reading_ = true;
    table_->clearSpans();
    table_->setRowCount(0);
    if (results) {
        const ScenarioOrder order = plansFirst(document_.model(), *results);
        for (const ScenarioResults* plan : order.plans)
            addRow(*results, *plan);
        if (!order.beliefs.empty())
            addHeading(*table_, tr("Another belief, no plan of its own"));
        for (const ScenarioResults* belief : order.beliefs)
            addRow(*results, *belief);
    }
    // In sight without scrolling, unless there are many.
    table_->setMinimumHeight(
        std::min(mostHeight, table_->horizontalHeader()->sizeHint().height() + table_->verticalHeader()->length() + 2));
    reading_ = false;
}

void ScenarioTable::addRow(const Results& results, const ScenarioResults& scenario) {
    const MoneyWords money = moneyOf(results);
    const PaybackWords payback = paybackWords(scenario, name(results.timeline.kind));
    const QString about = toQt(capitalised(beliefWords(document_.model(), scenario.id)));
    const QString called = toQt(shownName(scenario));
    QStringList texts{called, valueOver(money.value(scenario.npv.p50), money.range(scenario.npv.p10, scenario.npv.p90)),
                      valueOver(chanceWords(scenario.chanceOfLoss, results.trials), shareWords(scenario.chanceOfLoss)),
                      valueOver(toQt(payback.median), toQt(payback.range))};
    QString tip = about.isEmpty() ? called : tr("%1. %2.").arg(called, about);
    if (!hasNpv(scenario)) {
        const QString dash = u"–"_s;
        texts = {called, dash, dash, dash};
        tip += u'\n' + tr("No trial gave a number.");
    }
    const int row = table_->rowCount();
    table_->insertRow(row);
    for (int column = 0; column < table_->columnCount(); ++column) {
        auto* item = new QTableWidgetItem(texts[column]);
        item->setData(Qt::UserRole, toQt(scenario.id.text));
        item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        item->setToolTip(tip);
        table_->setItem(row, column, item);
    }
    if (scenario.id == document_.scenario())
        table_->selectRow(row);
}

} // namespace tributary::ui
