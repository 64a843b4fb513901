// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/ledger_series.h"

#include "ui/inspector/part_words.h"
#include "ui/look/number_words.h"
#include "ui/process/map_content.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostParetoRows = 10;
constexpr double leastTold = 0.0005;

QString groupOrNobody(const Model& model, const GroupId& id) {
    return id.empty() ? tr("nobody's group") : groupName(model, id);
}

QString dash() { return u"–"_s; }

QString percentOf(double share) { return std::isfinite(share) ? percentWords(share) : dash(); }

/// Says a share with as many decimals as the largest of its column.
QString percentOf(double share, double largest) {
    const int decimals = largest > 0 ? std::clamp(-static_cast<int>(std::floor(std::log10(largest))), 0, 4) : 0;
    return std::isfinite(share) ? withUnit(fixedDecimals(100 * share, decimals), u"%"_s) : dash();
}

/// The head of what effects take away: "By month 60".
QString takenHead(const Model& model) {
    return tr("By %1").arg(periodWords(model.settings().periods, toQt(name(model.settings().timeline().kind))));
}

constexpr double minutesOfHour = 60;

/// A work time, or a dash where there is none.
QString workWords(double minutes, const TimeWords& times) {
    return std::isfinite(minutes) ? times.value(minutes / minutesOfHour) : dash();
}

/// The number of a work time in the unit of `longest`.
QString workNumber(double minutes, double longest, const TimeWords& times) {
    return threeDigits(times.perHour(longest / minutesOfHour) * minutes / minutesOfHour);
}

/// Says how much less: "62 % less", "5 % more".
QString goneWords(double share) {
    if (std::abs(share) < leastTold)
        return tr("no less");
    return share > 0 ? tr("%1 less").arg(shareWords(share)) : tr("%1 more").arg(shareWords(-share));
}

/// Says what is taken away of the cost; where nothing of it is, of the waiting, or of how often it happens.
QString savingWords(const LedgerSaving& saving) {
    const auto isTold = [](double share) { return std::isfinite(share) && std::abs(share) >= leastTold; };
    if (isTold(saving.costShare))
        return goneWords(saving.costShare);
    if (isTold(saving.waitingShare))
        return tr("waits %1").arg(goneWords(saving.waitingShare));
    return isTold(saving.timesShare) ? tr("%1 often").arg(goneWords(saving.timesShare)) : tr("no less");
}

QString causeName(const LedgerCause& cause) {
    return cause.path.starts_with(Scenario::kind) ? tr("What the plan itself sets") : toQt(cause.name);
}

QStringList peopleNames(const Model& model, const LedgerRangesRow& row) {
    QStringList names;
    for (const PulledIn& each : row.people)
        names << groupOrNobody(model, each.group);
    return names;
}

/// With the step where it happens, which is where to act on it.
QString placedName(const LedgerRangesRow& row) {
    return row.at.empty() ? toQt(row.name) : tr("%1, at %2").arg(toQt(row.name), toQt(row.at));
}

QString rowName(const LedgerRangesRow& row, LedgerScope scope) {
    return scope == LedgerScope::allMaps ? tr("%1 (%2)").arg(placedName(row), toQt(row.map)) : placedName(row);
}

/// Money of the table, in one unit.
MoneyWords moneyWordsOf(const Model& model, const LedgerRanges& ranges) {
    const double largest = std::isfinite(ranges.costPerYear.p90) ? std::abs(ranges.costPerYear.p90) : 1;
    return {toQt(model.settings().currency), largest};
}

RangedWords rangedOf(const Summary& amount, const MoneyWords& money) {
    return money.ranged(amount.p50, amount.p10, amount.p90);
}

QString withRange(const Summary& amount, const MoneyWords& money) {
    const RangedWords words = rangedOf(amount, money);
    return tr("%1 (%2)").arg(words.value, words.range);
}

QVector<QPair<QString, QString>> rowTip(const Model& model, const LedgerRangesRow& row, const LedgerRanges& ranges,
                                        const MoneyWords& money, const TimeWords& times) {
    const Summary& touch = row.touchMinutes;
    QVector<QPair<QString, QString>> tip{{placedName(row), {}}};
    tip << qMakePair(tr("A year"), withRange(row.costPerYear, money))
        << qMakePair(tr("Touch of one"), tr("%1 (%2 to %3)")
                                             .arg(workWords(touch.p50, times), workNumber(touch.p10, touch.p50, times),
                                                  workNumber(touch.p90, touch.p50, times)))
        << qMakePair(tr("Waiting, of cases"), tr("%1 a month").arg(times.value(row.waitingHours.p50)));
    for (const PulledIn& each : row.people)
        tip << qMakePair(groupOrNobody(model, each.group), tr("%1 a month").arg(times.value(each.labourHours)));
    tip << qMakePair(tr("At once"), row.peopleAtOnce == 1 ? tr("1 person") : tr("%1 people").arg(row.peopleAtOnce))
        << qMakePair(tr("It is"), row.isRework ? tr("rework: ordinary work done again") : tr("work of its own"));
    for (const LedgerSaving& saving : row.savings)
        tip << qMakePair(causeName(saving.cause), savingWords(saving));
    if (!ranges.scenario.empty() && row.savings.empty())
        tip << qMakePair(tr("No effect of the scenario reaches it"), tr("an opportunity"));
    return tip;
}

/// The numbers of a row as other programs read them.
QStringList rowNumbers(const Model& model, const LedgerRangesRow& row) {
    QStringList cells{toQt(row.name),
                      toQt(row.at),
                      toQt(row.map),
                      row.isRework ? tr("rework") : tr("own work"),
                      peopleNames(model, row).join(u"; "_s),
                      QString::number(row.peopleAtOnce)};
    for (const Summary* summary : {&row.perMonth, &row.touchMinutes, &row.labourHours, &row.waitingHours,
                                   &row.shareOfHeadcount, &row.costPerYear})
        cells << tableNumber(summary->p10) << tableNumber(summary->p50) << tableNumber(summary->p90);
    cells << tableNumber(row.costPerYear.mean.value_or(NAN)) << tableNumber(row.costShare)
          << tableNumber(row.costShareUpTo);
    QStringList causes;
    for (const LedgerSaving& saving : row.savings)
        causes << tr("%1: %2").arg(causeName(saving.cause), savingWords(saving));
    cells << (row.savings.empty() ? QString() : tableNumber(row.together.costShare)) << causes.join(u"; "_s);
    return cells;
}

ChartTable ledgerNumbers(const Model& model, const LedgerRanges& ranges) {
    ChartTable made;
    made.head = QStringList{tr("what goes wrong"), tr("at the step"),   tr("map"), tr("kind"),
                            tr("people"),          tr("people at once")};
    const QString currency = toQt(model.settings().currency);
    for (const auto& [name, unit] :
         {std::pair(tr("how often"), u"1/month"_s), std::pair(tr("touch of one"), u"min"_s),
          std::pair(tr("labour"), u"hour/month"_s), std::pair(tr("waiting of cases"), u"hour/month"_s),
          std::pair(tr("share of headcount time"), QString()), std::pair(tr("cost"), currency + u"/year"_s)})
        for (const QString& level : {u"p10"_s, u"p50"_s, u"p90"_s})
            made.head << columnTitle(name + u' ' + level, unit);
    made.head << columnTitle(tr("cost mean"), currency + u"/year"_s) << tr("share of cost") << tr("adds up to")
              << tr("taken away in the end, of the cost") << tr("by which effect alone");
    for (const LedgerRangesRow& row : ranges.rows)
        made.rows << rowNumbers(model, row);
    return made;
}

QVector<TableSeries::Column> ledgerColumns(LedgerScope scope, const QString& taken) {
    using Kind = TableSeries::Kind;
    QVector<TableSeries::Column> columns{{tr("What goes wrong")}};
    if (scope == LedgerScope::allMaps)
        columns << TableSeries::Column{tr("Map"), Kind::text};
    columns << TableSeries::Column{tr("Times a month"), Kind::number}
            << TableSeries::Column{tr("Touch of one"), Kind::number} << TableSeries::Column{tr("Pulls in"), Kind::text}
            << TableSeries::Column{tr("Waiting a month"), Kind::number}
            << TableSeries::Column{tr("Of headcount time"), Kind::number}
            << TableSeries::Column{tr("Cost a year"), Kind::number}
            << TableSeries::Column{tr("P10 to P90"), Kind::number};
    if (!taken.isEmpty())
        columns << TableSeries::Column{taken, Kind::number};
    return columns;
}

} // namespace

TimeWords timesOf(const LedgerRanges& ranges) {
    std::vector<double> hours;
    for (const LedgerRangesRow& row : ranges.rows)
        if (row.touchMinutes.p50 > 0)
            hours.push_back(row.touchMinutes.p50 / minutesOfHour);
    return TimeWords::of(std::move(hours));
}

TableSeries ledgerTable(const Model& model, const LedgerRanges& ranges, LedgerScope scope, const TimeWords& times) {
    TableSeries series;
    if (ranges.rows.empty())
        return series;
    const bool compares = !ranges.scenario.empty();
    series.title = tr("What goes wrong");
    series.hints = {tr("labour that would not be needed without it; medians, the dearest first"),
                    tr("medians, the dearest first"),
                    {}};
    series.columns = ledgerColumns(scope, compares ? takenHead(model) : QString());
    const double largestShare = ranges.shareOfHeadcount.p50;
    const MoneyWords money = moneyWordsOf(model, ranges);
    const auto cells = [&](const QString& name, const QString& map, const QString& often, const QString& touch,
                           const QString& who, const Summary& waiting, const Summary& head, const Summary& cost,
                           const QString& taken) {
        QStringList texts{name};
        if (scope == LedgerScope::allMaps)
            texts << map;
        const RangedWords costs = rangedOf(cost, money);
        texts << often << touch << who << times.value(waiting.p50) << percentOf(head.p50, largestShare) << costs.value
              << costs.range;
        if (compares)
            texts << taken;
        return texts;
    };
    for (const LedgerRangesRow& row : ranges.rows) {
        const QString taken = row.savings.empty() ? tr("no effect yet") : savingWords(row.together);
        series.rows << TableSeries::Row{cells(placedName(row), toQt(row.map), threeDigits(row.perMonth.p50),
                                              workWords(row.touchMinutes.p50, times),
                                              row.people.empty() ? tr("nobody") : peopleNames(model, row).join(u", "_s),
                                              row.waitingHours, row.shareOfHeadcount, row.costPerYear, taken),
                                        false, rowTip(model, row, ranges, money, times), true};
    }
    TableSeries::Row total;
    total.strong = true;
    total.cells = cells(tr("All of it"), {}, {}, {}, {}, ranges.waitingHours, ranges.shareOfHeadcount,
                        ranges.costPerYear, savingWords(ranges.together));
    total.tip = {{tr("All of it"), {}},
                 {tr("A year"), withRange(ranges.costPerYear, money)},
                 {tr("Labour"), tr("%1 a month").arg(times.value(ranges.labourHours.p50))},
                 {tr("Of all labour there"), percentOf(ranges.shareOfLabour.p50)}};
    for (const LedgerSaving& saving : ranges.savings)
        total.tip << qMakePair(causeName(saving.cause), savingWords(saving));
    series.rows << total;
    series.numbers = ledgerNumbers(model, ranges);
    return series;
}

RowsSeries ledgerPareto(const LedgerRanges& ranges, LedgerScope scope) {
    using Tone = RowsSeries::Tone;
    RowsSeries series;
    series.title = tr("Few make the most of it");
    series.hints = {tr("share of the mean cost, and what the rows add up to"), tr("share of the cost"), {}};
    series.unit = u"%"_s;
    series.joins = true;
    series.columns = {tr("share of the cost (%)"), tr("adds up to (%)")};
    for (const LedgerRangesRow& each : ranges.rows) {
        if (series.rows.size() == mostParetoRows || !(each.costShare > 0))
            break;
        RowsSeries::Row row;
        row.name = rowName(each, scope);
        row.bars << RowsSeries::Bar{0, 100, Tone::trough} << RowsSeries::Bar{0, 100 * each.costShare, Tone::worse};
        row.mark = 100 * each.costShareUpTo;
        row.value = shareWords(each.costShare);
        row.error = tr("up to %1").arg(shareWords(each.costShareUpTo));
        row.tip = {
            {row.name, {}}, {tr("Of the cost"), row.value}, {tr("With those above"), shareWords(each.costShareUpTo)}};
        row.cells = tableNumbers({100 * each.costShare, 100 * each.costShareUpTo});
        series.rows << row;
    }
    return series;
}

MatrixSeries handOffMatrix(const Model& model, const LedgerRanges& ranges) {
    MatrixSeries series;
    if (ranges.handOffs.empty())
        return series;
    series.title = tr("From group to group");
    series.hints = {tr("boundary hand-offs a month, medians"), tr("hand-offs a month"), {}};
    series.unit = tr("Hand-offs a month");
    std::vector<GroupId> groups;
    for (const LedgerHandOffs& each : ranges.handOffs)
        for (const GroupId& id : {each.from, each.to})
            if (std::ranges::find(groups, id) == groups.end())
                groups.push_back(id);
    for (const GroupId& id : groups)
        series.names << groupOrNobody(model, id);
    const auto count = static_cast<qsizetype>(groups.size());
    series.values.fill(NAN, count * count);
    series.ranges.resize(count * count);
    series.numbers.head = {tr("from"), tr("to"), tr("a month p10"), tr("a month p50"), tr("a month p90")};
    for (const LedgerHandOffs& each : ranges.handOffs) {
        const qsizetype from = std::ranges::find(groups, each.from) - groups.begin();
        const qsizetype to = std::ranges::find(groups, each.to) - groups.begin();
        const Summary& perMonth = each.perMonth;
        series.values[from * count + to] = perMonth.p50;
        if (perMonth.p10 < perMonth.p90)
            series.ranges[from * count + to] = rangeWords(perMonth.p10, perMonth.p90, {});
        series.numbers.rows << QStringList{series.names[from], series.names[to], tableNumber(perMonth.p10),
                                           tableNumber(perMonth.p50), tableNumber(perMonth.p90)};
    }
    series.foot = tr("%1 boundary hand-offs a month in all").arg(threeDigits(ranges.handOffsPerMonth.p50));
    return series;
}

QString ledgerFinding(const Model& model, const LedgerRanges& ranges) {
    if (ranges.rows.empty())
        return {};
    const RangedWords cost = rangedOf(ranges.costPerYear, moneyWordsOf(model, ranges));
    QString text = tr("What goes wrong costs %1 a year (%2), %3 of the labour")
                       .arg(cost.value, cost.range, percentOf(ranges.shareOfLabour.p50));
    if (std::isfinite(ranges.shareOfHeadcount.p50))
        text += tr(" and %1 of the headcount time (%2)")
                    .arg(percentOf(ranges.shareOfHeadcount.p50),
                         percentRangeWords(ranges.shareOfHeadcount.p10, ranges.shareOfHeadcount.p90));
    return text + u'.';
}

QString ledgerBasis(const Model& model, const LedgerRanges& ranges) {
    const Timeline timeline = model.settings().timeline();
    const QString noun = toQt(name(timeline.kind));
    const Scenario* scenario = model.scenarios().find(ranges.scenario);
    const QString when = ranges.period == 0 ? tr("at the start") : tr("in %1").arg(periodWords(ranges.period, noun));
    QStringList said;
    said << tr("%1 %2: medians of %3 trials, ranges P10 to P90.")
                .arg(scenario ? toQt(scenario->name.empty() ? scenario->id.text : scenario->name)
                              : tr("Business as usual"),
                     when)
                .arg(ranges.trials);
    if (ranges.trialsOverloaded > 0)
        said << tr("In %1 of them a pool has more work than time, and waits have no end.").arg(ranges.trialsOverloaded);
    if (ranges.trialsFailed > 0)
        said << tr("In %1 of them the numbers cannot be; they are left out.").arg(ranges.trialsFailed);
    said << (scenario ? tr("“%1” is what its effects take away, of business as usual then.").arg(takenHead(model))
                      : tr("Choose a scenario to see what its effects take away."));
    return said.join(u' ');
}

} // namespace tributary::ui
