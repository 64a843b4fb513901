// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/scenario_words.h"

#include "core/model/beliefs.h"
#include "ui/qt_text.h"
#include "ui/results/value_delegate.h"

#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The pair as seen from `each`; none where nothing can be said of it.
std::optional<PairedComparison> told(const Model& model, const Comparison& comparison, const NamedScenario& each,
                                     const NamedScenario& held) {
    const Scenario* own = model.scenarios().find(each.results->id);
    const Scenario* other = model.scenarios().find(held.results->id);
    if (!own || !other || own == other)
        return std::nullopt;
    return comparison.find(own->id, other->id);
}

void addHeads(ChartTable& table, const QString& what, const QString& unit) {
    for (const QString& percentile : {u"P10"_s, u"P50"_s, u"P90"_s})
        table.head << columnTitle(tr("%1 %2").arg(what, percentile), unit);
}

/// P10, P50 and P90; what has no end is said as `endless`.
QStringList percentiles(const Summary& summary, const QString& endless = {}) {
    QStringList cells;
    for (const double value : {summary.p10, summary.p50, summary.p90})
        cells << (std::isinf(value) ? endless : tableNumber(value));
    return cells;
}

} // namespace

QString differenceWords(const Summary& difference, const MoneyWords& money) {
    if (!std::isfinite(difference.p50))
        return u"–"_s;
    const RangedWords words = money.ranged(difference.p50, difference.p10, difference.p90);
    return valueOver((difference.p50 > 0 ? u"+"_s : QString()) + words.value, words.range);
}

bool differInBelief(const Model& model, const NamedScenario& first, const NamedScenario& second) {
    const Scenario* own = model.scenarios().find(first.results->id);
    const Scenario* other = model.scenarios().find(second.results->id);
    return own && other && !believeTheSame(model, *own, *other);
}

QString aheadMeaning(const QString& held) {
    return tr("Ahead of %1: the median of the differences trial by trial, which need not be the difference of the "
              "medians")
        .arg(held);
}

QString otherBeliefWords() {
    return tr("Under another belief: the two are held against different business as usual, so what is between them is "
              "not the plan's alone. To compare the plans, change the quantity in the model.");
}

AheadWords aheadWords(const Model& model, const Comparison& comparison, const MoneyWords& money,
                      const NamedScenario& each, const NamedScenario& held) {
    const auto pair = told(model, comparison, each, held);
    if (!pair)
        return {u"–"_s, each.results == held.results ? tr("The others are held against this one: choose another row to "
                                                          "hold them against that.")
                                                     : QString()};
    AheadWords words{differenceWords(pair->difference, money),
                     tr("NPV less that of %1, trial by trial: the median of the differences, and below it their P10 to "
                        "P90. The medians of the two need not differ by as much.")
                         .arg(held.name)};
    if (differInBelief(model, each, held)) {
        words.text += u'\n' + tr("under another belief");
        words.toolTip += u'\n' + otherBeliefWords();
    }
    return words;
}

ChartTable scenarioNumbers(const Model& model, const Results& results, const Comparison& comparison,
                           const std::vector<NamedScenario>& scenarios, const NamedScenario* held) {
    const QString currency = toQt(results.currency);
    ChartTable table;
    table.head << tr("scenario");
    addHeads(table, tr("NPV"), currency);
    addHeads(table, tr("hard cash only, NPV"), currency);
    addHeads(table, tr("return on cost"), tr("ratio"));
    addHeads(table, tr("payback"), toQt(name(results.timeline.kind)));
    table.head << columnTitle(tr("chance of a loss"), tr("0 to 1"));
    if (held)
        addHeads(table, tr("ahead of %1").arg(held->name), currency);
    for (const NamedScenario& each : scenarios) {
        const ScenarioResults& scenario = *each.results;
        QStringList row{each.name};
        row << percentiles(scenario.npv) << percentiles(scenario.npvHard) << percentiles(scenario.roi)
            << percentiles(scenario.paybackDiscounted, tr("never")) << tableNumber(scenario.chanceOfLoss);
        if (held) {
            const auto pair = told(model, comparison, each, *held);
            row << (pair ? percentiles(pair->difference) : QStringList{{}, {}, {}});
        }
        table.rows << row;
    }
    return table;
}

ChartTable pairNumbers(const Results& results, const Comparison& comparison, const std::vector<NamedScenario>& plans) {
    ChartTable table;
    table.head << tr("scenario") << tr("against") << columnTitle(tr("chance to beat it"), tr("0 to 1"))
               << columnTitle(tr("standard error"), tr("0 to 1"))
               << columnTitle(tr("chance of the same"), tr("0 to 1"));
    addHeads(table, tr("NPV ahead"), toQt(results.currency));
    for (const NamedScenario& first : plans)
        for (const NamedScenario& second : plans)
            if (const auto pair = comparison.find(first.results->id, second.results->id))
                table.rows << QStringList{first.name, second.name} +
                                  tableNumbers({pair->chanceFirstWins.value,
                                                pair->chanceFirstWins.standardError.value_or(NAN), pair->chanceEqual}) +
                                  percentiles(pair->difference);
    return table;
}

} // namespace tributary::ui
