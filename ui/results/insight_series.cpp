// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/insight_series.h"

#include "core/report/findings.h"
#include "ui/charts/chart_table.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"
#include "ui/results/insight_words.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostRows = 8;
constexpr size_t mostBreakEvens = 7;

using Tone = RowsSeries::Tone;

/// Whether an input is the size of an effect in units on a metric in %, which is told in points.
bool isInPoints(const Model& model, const InputName& input) {
    if (input.unit != "%")
        return false;
    for (const Intervention& tool : model.interventions())
        for (const Effect& effect : tool.effects)
            if (effect.form == EffectForm::inUnits &&
                input.path == "intervention/" + tool.id.text + "/effect/" + effect.id.text + "/size")
                return true;
    return false;
}

/// Why an input is worth measuring: how far apart its ends are, and what that rests on.
QString whyMeasure(const Model& model, const Insight& insight, const InputName& input) {
    const QString rests = restsOn(model, input.path);
    if (insight.tornado)
        for (const TornadoBar& bar : insight.tornado->bars)
            if (bar.input.path == input.path)
                return input.isEvent ? tr("chance %1, %2").arg(shareWords(bar.chance), rests)
                                     : tr("%1, %2").arg(rangeWords(bar.low, bar.high, toQt(input.unit)), rests);
    return rests;
}

/// Names what is to be measured; a group whose name one of its inputs bears too says how many it has.
QString measuredName(const Model& model, const Insight& insight, const InformationValue& value) {
    const QString name = insightName(model, insight, value.name);
    const auto things = insight.information->things();
    const bool alike = value.inputs.size() > 1 && std::ranges::any_of(things, [&](const InformationValue* other) {
        return other->inputs.size() == 1 && insightName(model, insight, other->name) == name;
    });
    return alike ? tr("%1 (%2 inputs)").arg(name, countOf(value.inputs.size())) : name;
}

/// Names the input of a group that is worth most by itself.
QString firstOfGroup(const Model& model, const Insight& insight, const InformationValue& group) {
    for (const InformationValue& each : insight.information->next)
        if (each.inputs.size() == 1 && insight.information->isTold(each) &&
            std::ranges::find(group.inputs, each.inputs.front()) != group.inputs.end())
            return tr("%1 inputs; first: %2").arg(countOf(group.inputs.size()), insightName(model, insight, each.name));
    return tr("%1 inputs together").arg(countOf(group.inputs.size()));
}

QString yesOrNo(bool happens) { return happens ? tr("yes") : tr("no"); }

} // namespace

InsightPanel tornadoPanel(const Model& model, const Insight& insight, double beside) {
    InsightPanel panel = panelWithout(insight.tornado, tr("Nothing moves the NPV."));
    if (!insight.tornado)
        return panel;
    panel.emptyHow = tr("No input that counts for this scenario has a range. Type one as low / likely / high.");
    const QString currency = toQt(insight.currency);
    RowsSeries& series = panel.series;
    series.title = tr("What moves the NPV");
    series.hints = {tr("input at its P10 and P90, others at the median"), tr("input at its P10 and P90")};
    series.unit = currency;
    series.base = insight.tornado->base;
    double largest = std::abs(insight.tornado->base);
    for (const TornadoBar& bar : insight.tornado->bars)
        for (const double end : {bar.npvLow, bar.npvHigh})
            if (std::isfinite(end))
                largest = std::max(largest, std::abs(end));
    series.unitSize = sizeBeside(beside, largest, insight.currency);
    const MoneyWords money(currency, series.unitSize);
    series.columns = {tr("unit"), tr("low"), tr("high"), columnTitle(tr("NPV at low"), currency),
                      columnTitle(tr("NPV at high"), currency)};
    size_t left = 0;
    for (const TornadoBar& bar : insight.tornado->bars) {
        if (!std::isfinite(bar.npvLow) || !std::isfinite(bar.npvHigh) || bar.npvLow == bar.npvHigh)
            continue;
        if (static_cast<size_t>(series.rows.size()) == mostRows) {
            ++left;
            continue;
        }
        const bool rises = bar.npvHigh > bar.npvLow;
        const double base = insight.tornado->base;
        const QString unit = toQt(bar.input.unit);
        const bool points = isInPoints(model, bar.input);
        const auto typed = [&](double value) {
            return points ? pointsWords(value) : valueWords(value, unit);
        };
        const QString low = bar.input.isEvent ? yesOrNo(true) : typed(bar.low);
        const QString high = bar.input.isEvent ? yesOrNo(false) : typed(bar.high);
        RowsSeries::Row row;
        row.name = insightName(model, insight, bar.input.name);
        for (const double end : {bar.npvLow, bar.npvHigh})
            if (end != base)
                row.bars << RowsSeries::Bar{base, end, end < base ? Tone::worse : Tone::better};
        row.highText = rises ? high : low;
        row.lowText = withoutUnitOf(rises ? low : high, row.highText);
        row.tip = {{row.name, {}},
                   {tr("NPV at %1").arg(low), money.value(bar.npvLow)},
                   {tr("NPV at %1").arg(high), money.value(bar.npvHigh)}};
        row.tip << qMakePair(tr("From one to the other"), money.value(std::abs(bar.npvHigh - bar.npvLow)));
        if (bar.input.isEvent)
            row.tip << qMakePair(tr("Chance of it"), shareWords(bar.chance));
        row.tip << qMakePair(tr("Rests on"), restsOnSource(model, bar.input.path));
        // As it is shown: an event by words, all else in the unit that stands beside it.
        row.cells = bar.input.isEvent ? QStringList{QString(), low, high}
                                      : QStringList{points ? tr("percentage points") : unit} +
                                            tableNumbers({bar.low, bar.high});
        row.cells += tableNumbers({bar.npvLow, bar.npvHigh});
        series.rows << row;
    }
    series.foot = tr("NPV %1 at the medians").arg(money.value(insight.tornado->base)) +
                  (left ? tr("; %1 more move it less").arg(countOf(left)) : QString());
    return panel;
}

InsightPanel informationPanel(const Model& model, const Insight& insight, double beside) {
    InsightPanel panel = panelWithout(insight.information, tr("Nothing is worth measuring first."));
    if (!insight.information)
        return panel;
    const ValueOfInformation& found = *insight.information;
    const QString currency = toQt(insight.currency);
    panel.emptyHow = tr("No input, if it were known, would change the decision; knowing everything is worth %1.")
                         .arg(valueWords(std::isfinite(found.perfect.value) ? found.perfect.value : 0, currency));
    RowsSeries& series = panel.series;
    series.title = tr("What to measure next");
    series.hints = {tr("worth of knowing before deciding, ± standard error"), tr("worth, ± standard error"),
                    tr("± standard error")};
    series.columns = {columnTitle(tr("worth of knowing"), currency), columnTitle(tr("standard error"), currency)};
    const double largest = std::max(found.perfect.value, found.next.empty() ? 0.0 : found.next.front().value.value);
    const MoneyColumn column(currency, std::isfinite(largest) ? largest : 0, beside);
    const auto add = [&](const QString& name, const QString& note, const Estimate& value, Tone tone) {
        RowsSeries::Row row;
        row.name = name;
        row.note = note;
        row.bars << RowsSeries::Bar{0, largest, Tone::trough} << RowsSeries::Bar{0, value.value, tone};
        row.value = column.value(value);
        row.error = column.error(value);
        row.cells = tableNumbers({value.value, errorOf(value)});
        row.strong = true;
        row.tip = {{name, {}}, {tr("Worth knowing before deciding"), valueWords(value.value, currency)},
                   {tr("Known to"), wholeErrorWords(value, currency)}};
        if (found.perfect.value > 0)
            row.tip << qMakePair(tr("Of what knowing everything is worth"), shareWords(value.value / found.perfect.value));
        series.rows << row;
    };
    for (const InformationValue* each : found.things())
        if (static_cast<size_t>(series.rows.size()) + 1 < mostRows) {
            const bool isGroup = each->inputs.size() > 1;
            const QString note = isGroup ? firstOfGroup(model, insight, *each)
                                         : whyMeasure(model, insight, each->inputs.front());
            add(measuredName(model, insight, *each), note, each->value, Tone::plain);
            for (const InputName& input : each->inputs)
                if (static_cast<size_t>(series.rows.last().tip.size()) < mostRows)
                    series.rows.last().tip << qMakePair(isGroup ? insightName(model, insight, input.name)
                                                                : tr("Rests on"),
                                                        restsOnSource(model, input.path));
        }
    if (series.rows.isEmpty())
        return panel;
    add(tr("Everything"), tr("the most that measuring can bring"), found.perfect, Tone::whole);
    series.rows.last().tip << qMakePair(
        tr("What knowing any other input is worth may as well be nothing (95 % sure of those above)"), QString());
    series.foot = tr("No other input is shown to be worth measuring");
    return panel;
}

QString losingWords(const BreakEven& found) {
    const QString chance = shareWords(found.chanceOfLosingSide.value);
    if (!found.crossings[found.nearest].isTold)
        return tr("anywhere, within the error");
    const bool losesBelow = !found.crossings.front().losesAbove;
    switch (found.crossings.size()) {
    case 1:
        return (losesBelow ? tr("loses below, chance %1") : tr("loses above, chance %1")).arg(chance);
    case 2:
        return (losesBelow ? tr("loses outside of two, %1") : tr("loses between two, %1")).arg(chance);
    default:
        return tr("loses on some sides, %1").arg(chance);
    }
}

/// The events that turn the sign of the NPV alone: they have no value to break even at. Empty where there is none.
QString turningEvents(const Model& model, const Insight& insight) {
    QStringList names;
    if (insight.tornado)
        for (const TornadoBar& bar : insight.tornado->bars)
            if (bar.input.isEvent && turnsSign(bar))
                names << insightName(model, insight, bar.input.name);
    return names.join(u", "_s);
}

/// What is said of the inputs that have no break-even: of those with a range, and of the events that turn the sign.
QString otherInputs(const std::vector<BreakEven>& found, size_t crossing, const QString& events) {
    const size_t others = found.size() - crossing;
    const auto gains = static_cast<size_t>(std::ranges::count_if(
        found, [](const BreakEven& each) { return each.crossings.empty() && each.npvAtLowest.value >= 0; }));
    const QString what = gains == others ? tr("gains on the average") : gains == 0 ? tr("loses on the average")
                                                                                   : tr("stays on one side of zero");
    const QString turned = events.isEmpty() ? QString() : tr("An event alone turns the sign: %1").arg(events);
    if (crossing == 0)
        return tr("Whichever value one input with a range alone takes, the scenario %1.").arg(what) +
               (turned.isEmpty() ? QString() : u' ' + turned + u'.');
    const QString rest = others == 0   ? tr("Each input with a range can make the mean NPV zero alone")
                         : others == 1 ? tr("Whatever the one other input with a range is, it %1").arg(what)
                                       : tr("Whatever each of the %1 others with a range is, it %2")
                                             .arg(countOf(others), what);
    return turned.isEmpty() ? rest : rest + u". "_s + turned;
}

InsightPanel breakEvenPanel(const Model& model, const Insight& insight) {
    InsightPanel panel = panelWithout(insight.breakEvens, tr("No input with a range has a break-even."));
    if (!insight.breakEvens)
        return panel;
    const std::vector<BreakEven>& found = *insight.breakEvens;
    const QString events = turningEvents(model, insight);
    const auto crossing = static_cast<size_t>(
        std::ranges::count_if(found, [](const BreakEven& each) { return !each.crossings.empty(); }));
    panel.emptyHow = found.empty()
                         ? tr("No input that counts for this scenario has a range. Type one as low / likely / high.")
                         : otherInputs(found, crossing, events);
    if (crossing == 0)
        return panel;
    const QString currency = toQt(insight.currency);
    RowsSeries& series = panel.series;
    series.title = tr("Break-even");
    series.hints = {tr("where the mean NPV is zero, ± standard error"), tr("± standard error")};
    series.columns = {tr("unit"),   tr("break-even"), tr("standard error"),
                      tr("lowest"), tr("highest"),    columnTitle(tr("chance of the losing side"), tr("0 to 1"))};
    for (const BreakEven& each : found) {
        if (each.crossings.empty())
            continue;
        if (static_cast<size_t>(series.rows.size()) == mostBreakEvens)
            break;
        const QString unit = toQt(each.input.unit);
        RowsSeries::Row row;
        row.name = insightName(model, insight, each.input.name);
        row.bars << RowsSeries::Bar{0, 1, Tone::trough};
        const Crossing& nearest = each.crossings[each.nearest];
        const double span = each.highest - each.lowest;
        const auto placeOf = [&](double value) {
            return span != 0 ? std::clamp((value - each.lowest) / span, 0.0, 1.0) : 0.5;
        };
        double from = 0;
        for (const Crossing& passed : each.crossings) {
            const double at = placeOf(passed.value.value);
            if (!passed.losesAbove)
                row.bars << RowsSeries::Bar{from, at, Tone::worse};
            from = at;
        }
        if (each.crossings.back().losesAbove)
            row.bars << RowsSeries::Bar{from, 1, Tone::worse};
        row.mark = placeOf(nearest.value.value);
        const EstimateWords words = estimateWords(nearest.value, unit);
        row.value = words.value;
        row.error = words.error;
        row.note = losingWords(each);
        row.tip = {{row.name, {}},
                   {tr("Mean NPV at %1").arg(valueWords(each.lowest, unit)),
                    estimateWords(each.npvAtLowest, currency).joined()},
                   {tr("Mean NPV at %1").arg(valueWords(each.highest, unit)),
                    estimateWords(each.npvAtHighest, currency).joined()}};
        if (each.chanceOfNoNumber > 0)
            row.tip.append({tr("No NPV is a number in"),
                            tr("%1 of its range; the chance is of the rest").arg(shareWords(each.chanceOfNoNumber))});
        if (each.crossings.size() > 1)
            for (const Crossing& passed : each.crossings)
                row.tip.append({tr("Mean NPV is zero at"), estimateWords(passed.value, unit).joined()});
        row.tip << qMakePair(tr("Rests on"), restsOnSource(model, each.input.path));
        row.cells = QStringList{unit} + tableNumbers({nearest.value.value, errorOf(nearest.value), each.lowest,
                                                      each.highest, each.chanceOfLosingSide.value});
        series.rows << row;
    }
    series.foot = otherInputs(found, crossing, events);
    if (crossing > mostBreakEvens)
        series.foot += tr("; %1 more break-evens not shown").arg(countOf(crossing - mostBreakEvens));
    return panel;
}

InsightPanel regimesPanel(const Insight& insight, double beside) {
    InsightPanel panel;
    panel.emptySentence = tr("No roll-out stalls here.");
    panel.emptyHow = tr("In no trial does a roll-out of this scenario stall, so its NPV is one story. To see both sides, give "
                       "an intervention of it a chance to stall.");
    if (!insight.regimes.stalled)
        return panel;
    const QString currency = toQt(insight.currency);
    RowsSeries& series = panel.series;
    series.title = tr("If it stalls, if it takes hold");
    series.hints = {tr("mean NPV ± standard error"), tr("± standard error")};
    series.unit = currency;
    series.columns = {columnTitle(tr("chance"), tr("0 to 1"))};
    for (const QString& amount : {tr("mean NPV"), tr("standard error"), u"P5"_s, u"P10"_s, u"P50"_s, u"P90"_s, u"P95"_s})
        series.columns << columnTitle(amount, currency);
    series.columns << columnTitle(tr("chance of a loss"), tr("0 to 1"));
    double largest = 0;
    for (const Regime* each : {&insight.regimes.overall, &*insight.regimes.stalled,
                               insight.regimes.notStalled ? &*insight.regimes.notStalled : nullptr})
        if (each && std::isfinite(each->npv.mean.value_or(NAN)))
            largest = std::max(largest, std::abs(*each->npv.mean));
    const MoneyColumn column(currency, largest, beside);
    series.unitSize = column.size();
    const auto add = [&](const QString& name, const Regime& regime) {
        const Summary& npv = regime.npv;
        const Estimate mean{npv.mean.value_or(NAN), npv.standardError};
        RowsSeries::Row row;
        row.name = name;
        row.note = tr("loss %1").arg(chanceWords(regime.chanceOfLoss.value, regime.trials));
        row.bars << RowsSeries::Bar{npv.p5, npv.p95, Tone::wide} << RowsSeries::Bar{npv.p25, npv.p75, Tone::narrow};
        row.mark = npv.p50;
        row.value = column.value(mean);
        row.error = column.error(mean);
        const RangedWords words = MoneyWords(currency, column.size()).ranged(npv.p50, npv.p10, npv.p90);
        row.tip = {{name, {}},
                   {tr("Chance"), shareWords(regime.chance.value)},
                   {tr("Median"), words.value},
                   {tr("P10 to P90"), words.range},
                   {tr("Mean known to"), wholeErrorWords(mean, currency)},
                   {tr("Loss"), shareWords(regime.chanceOfLoss.value)}};
        row.cells = tableNumbers({regime.chance.value, mean.value, errorOf(mean), npv.p5, npv.p10, npv.p50, npv.p90,
                                  npv.p95, regime.chanceOfLoss.value});
        series.rows << row;
    };
    add(tr("All trials"), insight.regimes.overall);
    add(tr("It stalls, %1").arg(shareWords(insight.regimes.stalled->chance.value)), *insight.regimes.stalled);
    if (insight.regimes.notStalled)
        add(tr("It takes hold, %1").arg(shareWords(insight.regimes.notStalled->chance.value)),
            *insight.regimes.notStalled);
    series.foot = tr("Bands are P5 to P95 and P25 to P75, the line is the median");
    return panel;
}

} // namespace tributary::ui
