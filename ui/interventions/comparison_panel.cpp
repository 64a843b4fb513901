// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/comparison_panel.h"

#include "core/insight/comparison.h"
#include "core/model/beliefs.h"
#include "core/model/scenario_order.h"
#include "core/report/findings.h"
#include "core/report/plans.h"
#include "core/report/words.h"
#include "ui/charts/figure_menu.h"
#include "ui/charts/rows_chart.h"
#include "ui/document.h"
#include "ui/inspector/part_words.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/pair_table.h"
#include "ui/interventions/panel.h"
#include "ui/interventions/plan_words.h"
#include "ui/look/npv_words.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"
#include "ui/results/chart_series.h"
#include "ui/results/value_delegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int leastRow = 28;
constexpr int leastName = 120;  ///< of a scenario
constexpr int chartFrame = 120; ///< title and axis
constexpr int chartRow = 40;
constexpr int rowsInSight = 8; ///< in sight; more of them scroll

QTableWidget* plainTable(const QString& name, QWidget* parent) {
    auto* table = new QTableWidget(parent);
    table->setAccessibleName(name);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setWordWrap(true);
    table->horizontalHeader()->setHighlightSections(false);
    table->verticalHeader()->setHighlightSections(false);
    return table;
}

QTableWidgetItem* cellOf(const QString& text, const QString& toolTip, Qt::Alignment alignment) {
    auto* item = new QTableWidgetItem(text);
    item->setToolTip(toolTip);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    return item;
}

/// Lets a table be as high as its rows, up to so many of them.
void fitHeight(QTableWidget& table) {
    int rows = 0;
    for (int row = 0; row < std::min(table.rowCount(), rowsInSight); ++row)
        rows += table.rowHeight(row);
    const int scroll = table.horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff ? 0 : 14;
    table.setFixedHeight(
        std::max(table.horizontalHeader()->sizeHint().height(), table.horizontalHeader()->minimumHeight()) + rows +
        scroll + 2);
}

} // namespace

ComparisonPanel::ComparisonPanel(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), side_(new Panel(tr("Scenarios side by side"), this)),
      pairs_(new Panel(tr("The chance that one beats the other"), this)),
      table_(plainTable(tr("Scenarios side by side"), side_)),
      matrix_(new PairTable(tr("The chance that one beats the other"), pairs_)), chart_(new RowsChart(this)),
      empty_(new TintedLabel({}, TextRole::body, &Palette::ink2, side_)), lower_(new QHBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(panelGap);
    empty_->setWordWrap(true);
    side_->column().addWidget(empty_);
    side_->column().addWidget(table_);
    column->addWidget(side_);
    lower_->setSpacing(panelGap);
    lower_->addWidget(chart_, 1);
    pairs_->column().addWidget(matrix_);
    pairs_->column().addStretch(1);
    lower_->addWidget(pairs_, 1);
    column->addLayout(lower_);
    FigureMenu* sideMenu = addMenu(*side_, tr("Scenarios side by side"), [this] { return numbers(); });
    FigureMenu* pairsMenu =
        addMenu(*pairs_, tr("The chance that one beats the other"), [this] { return pairNumbers(); });
    const QList<QWidget*> read{sideMenu, table_, chart_, chart_->findChild<FigureMenu*>(), pairsMenu, matrix_};
    for (qsizetype i = 0; i + 1 < read.size(); ++i)
        setTabOrder(read[i], read[i + 1]);

    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setItemDelegate(new ValueDelegate(table_));
    table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->verticalHeader()->setMinimumSectionSize(leastRow);
    connect(table_, &QTableWidget::itemSelectionChanged, this, [this] {
        const QList<QTableWidgetItem*> items = table_->selectedItems();
        if (!reading_ && !items.isEmpty())
            emit chosen(ScenarioId(fromQt(items.front()->data(Qt::UserRole).toString())));
    });
    connect(chart_, &Chart::saveFailed, this, [this](const QString& message) {
        document_.tell(Error{fromQt(message), std::nullopt});
    });
    refresh();
}

ComparisonPanel::~ComparisonPanel() = default;

/// Copies and saves what a panel shows.
FigureMenu* ComparisonPanel::addMenu(Panel& panel, const QString& title, std::function<ChartTable()> table) {
    auto* menu = new FigureMenu(title, std::move(table), &panel);
    panel.head().addWidget(menu);
    connect(menu, &FigureMenu::saveFailed, this, [this](const QString& message) {
        document_.tell(Error{fromQt(message), std::nullopt});
    });
    return menu;
}

void ComparisonPanel::refresh() {
    if (const auto& now = document_.outcome().sampled; !document_.isDragging() && now != results_) {
        results_ = now;
        comparison_ = now ? std::make_unique<Comparison>(compareScenarios(*now)) : nullptr;
    }
    // In the order and with the names of the model, which may have got others since the run; plans first.
    shown_.clear();
    plans_ = 0;
    for (const bool plans : {true, false})
        for (const Scenario* scenario : scenariosInOrder(document_.model()))
            if (const ScenarioResults* found = results_ ? results_->find(scenario->id) : nullptr;
                found && isPlan(*scenario) == plans) {
                shown_.push_back({found, nameOrId(*scenario)});
                plans_ += plans ? 1 : 0;
            }
    reading_ = true;
    showState();
    fillTable();
    fillChart();
    fillMatrix();
    reading_ = false;
}

void ComparisonPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        reading_ = true;
        fillMatrix(); // its cells are tinted
        reading_ = false;
    }
}

void ComparisonPanel::showState() {
    const bool errors = std::ranges::any_of(document_.problems(),
                                            [](const Problem& problem) { return problem.severity == Severity::error; });
    const QString& failure = document_.runFailure();
    empty_->setText(!failure.isEmpty() ? tr("The last run failed: %1").arg(failure)
                    : errors           ? tr("The model has errors: mend what the problems say, and the figures come.")
                                       : tr("The figures come with the first results."));
    empty_->setVisible(!results_);
    for (QWidget* widget : std::initializer_list<QWidget*>{table_, chart_, pairs_})
        widget->setVisible(results_ != nullptr);
    side_->setHint(!results_ ? QString()
                   : held()  ? tr("medians with P10 to P90, in the same draws; ahead: the median of the differences "
                                   "trial by trial")
                             : tr("medians with P10 to P90; all met the same draws, held against business as usual"));
    side_->setFigure(!results_             ? QString()
                     : !failure.isEmpty()  ? tr("from an older run: the last one failed")
                     : document_.isStale() ? tr("from an older version of the model")
                                           : QString());
}

/// What the others are held against: the chosen one, where there are others.
const NamedScenario* ComparisonPanel::held() const {
    const auto chosen =
        std::ranges::find(shown_, document_.scenario(), [](const NamedScenario& each) { return each.results->id; });
    return chosen != shown_.end() && shown_.size() > 1 ? &*chosen : nullptr;
}

ChartTable ComparisonPanel::numbers() const {
    return results_ && comparison_ ? scenarioNumbers(document_.model(), *results_, *comparison_, shown_, held())
                                   : ChartTable();
}

ChartTable ComparisonPanel::pairNumbers() const {
    return results_ && comparison_ ? tributary::ui::pairNumbers(*results_, *comparison_, shown_) : ChartTable();
}

void ComparisonPanel::fillTable() {
    table_->clearSpans();
    table_->setRowCount(0);
    if (!results_)
        return;
    const NamedScenario* held = this->held();
    const QString against = held ? tr("Ahead of %1").arg(held->name) : QString();
    QStringList heads{tr("Scenario"),       tr("NPV"), tr("Hard cash only"), tr("Return on cost"), tr("Pays back"),
                      tr("Chance of loss"), against};
    table_->setColumnCount(static_cast<int>(held ? heads.size() : heads.size() - 1));
    table_->setHorizontalHeaderLabels(heads);
    for (size_t index = 0; index < shown_.size(); ++index) {
        if (index == plans_)
            addHeading(*table_, tr("Under another belief, each against what would be as usual then"));
        addRow(shown_[index], held);
    }
    QHeaderView& header = *table_->horizontalHeader();
    header.setSectionResizeMode(QHeaderView::ResizeToContents);
    header.setSectionResizeMode(0, QHeaderView::Stretch);
    header.setMinimumSectionSize(60);
    for (int column = 0; column < table_->columnCount(); ++column) {
        table_->horizontalHeaderItem(column)->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) |
                                                               Qt::AlignVCenter);
        table_->horizontalHeaderItem(column)->setToolTip(heads[column]);
    }
    if (held)
        table_->horizontalHeaderItem(table_->columnCount() - 1)->setToolTip(aheadMeaning(held->name));
    fitColumns();
}

void ComparisonPanel::addRow(const NamedScenario& each, const NamedScenario* held) {
    const ScenarioResults& scenario = *each.results;
    const MoneyWords money = moneyOf(*results_);
    const int row = table_->rowCount();
    table_->insertRow(row);
    const PaybackWords payback = paybackWords(scenario, name(results_->timeline.kind));
    const QString npvTip = npvErrorWords(*results_, scenario);
    const QString range = tr("Median, and below it P10 to P90");
    const QString about = toQt(capitalised(beliefWords(document_.model(), scenario.id)));
    const QString trials = trialsWords(scenario.chanceOfLoss, results_->trials);
    const AheadWords ahead =
        held && comparison_ ? aheadWords(document_.model(), *comparison_, money, each, *held) : AheadWords();
    const auto ranged = [&](const Summary& summary) {
        const RangedWords words = money.ranged(summary.p50, summary.p10, summary.p90);
        return valueOver(words.value, words.range);
    };
    const std::pair<QString, QString> cells[] = {
        {each.name, about.isEmpty() ? each.name : tr("%1. %2.").arg(each.name, about)},
        {ranged(scenario.npv), npvTip},
        {ranged(scenario.npvHard), range},
        {valueOver(percentWords(scenario.roi.p50), percentRangeWords(scenario.roi.p10, scenario.roi.p90)), range},
        {valueOver(toQt(payback.median), toQt(payback.range)),
         tr("%1; never: %2").arg(range, trialsWords(scenario.paybackShareNever, results_->trials))},
        {valueOver(chanceWords(scenario.chanceOfLoss, results_->trials), trials), trials},
        {ahead.text, ahead.toolTip}};
    for (int column = 0; column < table_->columnCount(); ++column) {
        const auto& [text, tip] = cells[column];
        QTableWidgetItem* item = cellOf(text, tip, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
        item->setData(Qt::UserRole, toQt(scenario.id.text));
        table_->setItem(row, column, item);
    }
    if (scenario.id == document_.scenario())
        table_->selectRow(row);
}

/// The names take what the numbers leave; where that is little, the table scrolls sideways.
void ComparisonPanel::fitColumns() {
    if (table_->columnCount() == 0)
        return; // before the first results
    int needed = leastName;
    for (int column = 1; column < table_->columnCount(); ++column)
        needed += table_->columnWidth(column);
    const bool scrolls = needed > table_->width();
    table_->setHorizontalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    table_->horizontalHeader()->setSectionResizeMode(0, scrolls ? QHeaderView::Fixed : QHeaderView::Stretch);
    if (scrolls)
        table_->setColumnWidth(0, leastName);
    fitHeight(*table_);
}

void ComparisonPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

void ComparisonPanel::fillChart() {
    RowsSeries series;
    series.title = tr("NPV of each");
    if (isFromBefore(document_))
        series.title = tr("NPV of each, from before");
    series.hints = {tr("bands are P5 to P95 and P25 to P75, the line is the median"), tr("median, P5 to P95"), {}};
    series.base = 0.0;
    if (results_) {
        const MoneyWords money = moneyOf(*results_);
        series.unit = toQt(results_->currency);
        series.unitSize = largestNpv(*results_);
        for (const QString& percentile : {u"P5"_s, u"P10"_s, u"P25"_s, u"P50"_s, u"P75"_s, u"P90"_s, u"P95"_s})
            series.columns << columnTitle(percentile, series.unit);
        series.columns << columnTitle(tr("chance of a loss"), tr("0 to 1"));
        for (const NamedScenario& each : shown_) {
            const ScenarioResults& scenario = *each.results;
            const Summary& npv = scenario.npv;
            if (!std::isfinite(npv.p50))
                continue;
            RowsSeries::Row row;
            row.name = each.name;
            row.note = tr("loses money: %1").arg(chanceWords(scenario.chanceOfLoss, results_->trials));
            if (const std::string about = beliefWords(document_.model(), scenario.id); !about.empty())
                row.note = tr("%1; %2").arg(toQt(about), row.note);
            row.bars = {{npv.p5, npv.p95, RowsSeries::Tone::wide}, {npv.p25, npv.p75, RowsSeries::Tone::narrow}};
            row.mark = npv.p50;
            const RangedWords words = money.ranged(npv.p50, npv.p10, npv.p90);
            row.value = words.value;
            row.strong = scenario.id == document_.scenario();
            row.tip = {{row.name, row.value}, {tr("P10 to P90"), words.range}};
            row.cells =
                tableNumbers({npv.p5, npv.p10, npv.p25, npv.p50, npv.p75, npv.p90, npv.p95, scenario.chanceOfLoss});
            series.rows << row;
        }
    }
    chart_->setMinimumHeight(chartFrame + chartRow * std::max<int>(2, static_cast<int>(series.rows.size())));
    chart_->setData(std::move(series));
}

void ComparisonPanel::fillMatrix() {
    const bool pairs = comparison_ && shown_.size() > 1;
    pairs_->setVisible(pairs);
    matrix_->clearPairs();
    if (!pairs)
        return;
    const QString hint = tr("row against column, in the same draws");
    pairs_->setHint(plans_ < shown_.size() ? tr("%1; * under another belief").arg(hint) : hint);
    matrix_->showPairs(document_.model(), *results_, *comparison_, shown_);
}

} // namespace tributary::ui
