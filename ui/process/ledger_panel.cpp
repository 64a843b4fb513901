// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/ledger_panel.h"

#include "ui/charts/rows_chart.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/process/map_content.h"
#include "ui/qt_text.h"

#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int panelMargin = 28;
constexpr qsizetype mostRows = 10;

QString groupName(const Model& model, const GroupId& id) {
    const Group* group = model.groups().find(id);
    return toQt(group && !group->name.empty() ? group->name : id.text);
}

RowsSeries exceptionsSeries(const Model& model, const ExceptionsLedger& ledger, const QString& noun) {
    using Tone = RowsSeries::Tone;
    const QString currency = toQt(model.settings().currency);
    RowsSeries series;
    series.title = tr("What goes wrong");
    series.hints = {tr("labour that would not be needed without it, in a year; by formulas, at the medians"),
                    tr("labour of a year"),
                    {}};
    series.columns = {tr("times a month"), tr("hours of work a month"), tr("hours of waiting a month"),
                      tr("%1 a year").arg(currency)};
    double largest = 0;
    for (const LedgerRow& row : ledger.rows)
        largest = std::max(largest, row.costPerYear);
    for (const LedgerRow& each : ledger.rows) {
        if (series.rows.size() == mostRows)
            break;
        RowsSeries::Row row;
        row.name = toQt(each.name);
        const QString waits = std::isfinite(each.waitingHours) ? hourWords(each.waitingHours) : tr("without end");
        row.note = tr("%1 a month; %2 of work, cases wait %3")
                       .arg(threeDigits(each.perMonth), hourWords(each.labourHours), waits);
        row.bars << RowsSeries::Bar{0, largest > 0 ? largest : 1, Tone::trough}
                 << RowsSeries::Bar{0, each.costPerYear, Tone::worse};
        row.value = valueWords(each.costPerYear, currency + u"/year"_s);
        row.strong = true;
        row.tip = {{row.name, row.value},
                   {tr("How often"), tr("%1 a month").arg(threeDigits(each.perMonth))},
                   {tr("Work"), tr("%1 a month").arg(hourWords(each.labourHours))},
                   {tr("Waiting, of cases"), tr("%1 a month").arg(waits)},
                   {tr("It is"), each.isRework ? tr("rework: ordinary work done again") : tr("work of its own")}};
        row.numbers = {each.perMonth, each.labourHours, each.waitingHours, each.costPerYear};
        series.rows << row;
    }
    series.foot = tr("All of it: %1, %2 of the labour of one %3, %4 of the time of its people")
                      .arg(valueWords(ledger.costPerYear, currency + u"/year"_s), shareWords(ledger.shareOfLabour),
                           noun, shareWords(ledger.shareOfPools));
    return series;
}

RowsSeries handOffsSeries(const Model& model, const ExceptionsLedger& ledger) {
    using Tone = RowsSeries::Tone;
    RowsSeries series;
    series.title = tr("From group to group");
    series.hints = {tr("boundary hand-offs a month"), tr("a month"), {}};
    series.columns = {tr("hand-offs a month")};
    const double largest = ledger.handOffs.empty() ? 1 : ledger.handOffs.front().perMonth;
    double all = 0;
    for (const BoundaryHandOff& each : ledger.handOffs) {
        all += each.perMonth;
        if (series.rows.size() == mostRows)
            continue;
        RowsSeries::Row row;
        row.name = tr("%1 to %2").arg(groupName(model, each.from), groupName(model, each.to));
        row.bars << RowsSeries::Bar{0, largest, Tone::trough} << RowsSeries::Bar{0, each.perMonth, Tone::plain};
        row.value = threeDigits(each.perMonth);
        row.tip = {{row.name, row.value}};
        row.numbers = {each.perMonth};
        series.rows << row;
    }
    series.foot = tr("%1 boundary hand-offs a month in all").arg(threeDigits(all));
    return series;
}

} // namespace

LedgerPanel::LedgerPanel(QWidget* parent)
    : QWidget(parent), exceptions_(new RowsChart(this)), handOffs_(new RowsChart(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(panelMargin, 16, panelMargin, 16);
    row->setSpacing(24);
    exceptions_->setAccessibleName(tr("What goes wrong in the process"));
    handOffs_->setAccessibleName(tr("Hand-offs from group to group"));
    exceptions_->setEmptyText(tr("Nothing goes wrong here."),
                              tr("Select a task and press ! to say what may go wrong at it."));
    handOffs_->setEmptyText(tr("The work stays in one group."), tr("Hand-offs are found from the pools of the steps."));
    row->addWidget(exceptions_, 3);
    row->addWidget(handOffs_, 2);
}

void LedgerPanel::show(const Model& model, const ExceptionsLedger* ledger, const QString& noun) {
    exceptions_->setData(ledger ? exceptionsSeries(model, *ledger, noun) : RowsSeries());
    handOffs_->setData(ledger ? handOffsSeries(model, *ledger) : RowsSeries());
}

void LedgerPanel::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentPalette().canvas); }

} // namespace tributary::ui
