// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/insight_series.h"

#include "core/report/findings.h"
#include "core/report/register.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostRows = 8;
constexpr size_t mostBreakEvens = 7;

using Tone = RowsSeries::Tone;

QString number(size_t count) { return QString::number(static_cast<qulonglong>(count)); }

/// A name without what the page says already.
QString shortName(const Model& model, const Insight& insight, const std::string& full) {
    return toQt(shortInputName(model, insight.scenario, full));
}

QString metricName(const Model& model, const MetricId& id) {
    const Metric* metric = model.metrics().find(id);
    return toQt(metric && !metric->name.empty() ? metric->name : id.text);
}

/// A standard error in one digit, in the unit of its value; of money in one of its own where it is far smaller.
QString errorWords(const Estimate& estimate, const QString& unitText) {
    if (!estimate.standardError || !std::isfinite(*estimate.standardError) || !std::isfinite(estimate.value))
        return {};
    constexpr double least = 0.0095; // less than that has its first digit too far behind the point
    const double error = *estimate.standardError;
    const UnitWords unit = unitWords(unitText, std::abs(estimate.value));
    if (unit.money && error > 0 && error * unit.factor < least) {
        const UnitWords own = unitWords(unitText, error);
        return u"± "_s + withUnit(significant(error * own.factor, 1), own.text);
    }
    return u"± "_s + significant(error * unit.factor, 1);
}

double errorOf(const Estimate& estimate) { return estimate.standardError.value_or(NAN); }

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
    const Evidence evidence = evidenceAt(model, input.path);
    const QString rests = evidence.grade == Grade::none || evidence.grade == Grade::d
                              ? tr("assumption")
                              : tr("grade %1").arg(toQt(EnumNames<Grade>::names[static_cast<size_t>(evidence.grade)]));
    if (insight.tornado)
        for (const TornadoBar& bar : insight.tornado->bars)
            if (bar.input.path == input.path)
                return input.isEvent ? tr("chance %1, %2").arg(shareWords(bar.chance), rests)
                                     : tr("%1, %2").arg(rangeWords(bar.low, bar.high, toQt(input.unit)), rests);
    return rests;
}

/// Names the input of a group that is worth most by itself.
QString firstOfGroup(const Model& model, const Insight& insight, const InformationValue& group) {
    for (const InformationValue& each : insight.information->next)
        if (each.inputs.size() == 1 && insight.information->isTold(each) &&
            std::ranges::find(group.inputs, each.inputs.front()) != group.inputs.end())
            return tr("%1 inputs; first: %2").arg(number(group.inputs.size()), shortName(model, insight, each.name));
    return tr("%1 inputs together").arg(number(group.inputs.size()));
}

/// A number at the left of another one with the same unit, which says it for both.
QString withoutUnitOf(const QString& number, const QString& other) {
    const qsizetype unit = number.lastIndexOf(QChar::Nbsp);
    const qsizetype same = other.lastIndexOf(QChar::Nbsp);
    return unit > 0 && same > 0 && number.mid(unit) == other.mid(same) ? number.left(unit) : number;
}

QString yesOrNo(bool happens) { return happens ? tr("yes") : tr("no"); }

template <class Answer>
InsightPanel without(const Result<Answer>& answer, const QString& sentence) {
    InsightPanel panel;
    panel.emptySentence = sentence;
    panel.emptyHow = answer ? QString() : toQt(answer.error().message);
    return panel;
}

} // namespace

InsightPanel tornadoPanel(const Model& model, const Insight& insight) {
    InsightPanel panel = without(insight.tornado, tr("Nothing moves the NPV."));
    if (!insight.tornado)
        return panel;
    panel.emptyHow = tr("No input that counts for this scenario has a range. Type one as low / likely / high.");
    const QString currency = toQt(insight.currency);
    RowsSeries& series = panel.series;
    series.title = tr("What moves the NPV");
    series.hints = {tr("input at its P10 and P90, others at the median"), tr("input at its P10 and P90")};
    series.unit = currency;
    series.base = insight.tornado->base;
    series.columns = {tr("low"), tr("high"), tr("NPV at low"), tr("NPV at high")};
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
        row.name = shortName(model, insight, bar.input.name);
        for (const double end : {bar.npvLow, bar.npvHigh})
            if (end != base)
                row.bars << RowsSeries::Bar{base, end, end < base ? Tone::worse : Tone::better};
        row.highText = rises ? high : low;
        row.lowText = withoutUnitOf(rises ? low : high, row.highText);
        row.tip = {{row.name, {}},
                   {tr("NPV at %1").arg(low), valueWords(bar.npvLow, currency)},
                   {tr("NPV at %1").arg(high), valueWords(bar.npvHigh, currency)}};
        if (bar.input.isEvent)
            row.tip << qMakePair(tr("Chance of it"), shareWords(bar.chance));
        row.numbers = {bar.low, bar.high, bar.npvLow, bar.npvHigh};
        series.rows << row;
    }
    series.foot = tr("NPV %1 at the medians").arg(valueWords(insight.tornado->base, currency)) +
                  (left ? tr("; %1 more move it less").arg(number(left)) : QString());
    return panel;
}

InsightPanel effectsPanel(const Model& model, const Insight& insight) {
    InsightPanel panel = without(insight.effects, tr("No effect brings this money."));
    if (!insight.effects)
        return panel;
    const EffectAttribution& found = *insight.effects;
    panel.emptyHow = tr("The scenario has no intervention with effects: it changes quantities itself. By metric and path, below, "
                       "says what they bring.");
    if (found.effects.empty())
        return panel;
    const QString currency = toQt(insight.currency);
    RowsSeries& series = panel.series;
    series.title = tr("Where the money comes from");
    series.hints = {tr("mean NPV, by effect, ± standard error"), tr("mean NPV, by effect")};
    series.steps = true;
    series.columns = {currency, tr("standard error")};
    double at = 0;
    const auto add = [&](const QString& name, const Estimate& step, const QString& value) {
        RowsSeries::Row row;
        row.name = name;
        row.bars << RowsSeries::Bar{at, at + step.value, step.value < 0 ? Tone::worse : Tone::better};
        row.value = value;
        row.error = errorWords(step, currency);
        row.numbers = {step.value, errorOf(step)};
        series.rows << row;
        at += step.value;
    };
    const auto signedMoney = [&](double value) { return signedWords(value, currency); };
    // One-off and running costs, and the total; of the effects the rest is one step, so that all steps end at the NPV.
    constexpr size_t mostEffects = mostRows + 1 - 3;
    const size_t shown = found.effects.size() <= mostEffects ? found.effects.size() : mostEffects - 1;
    for (size_t i = 0; i < shown; ++i)
        add(shortName(model, insight, found.effects[i].name), found.effects[i].value,
            signedMoney(found.effects[i].value.value));
    if (shown < found.effects.size()) {
        Estimate rest{0, std::nullopt};
        for (size_t i = shown; i < found.effects.size(); ++i)
            rest.value += found.effects[i].value.value;
        add(tr("%1 more effects").arg(number(found.effects.size() - shown)), rest, signedMoney(rest.value));
    }
    const Scenario* scenario = model.scenarios().find(insight.scenario);
    const bool changesItself = scenario && !scenario->overrides.empty();
    if (found.oneOff.value != 0)
        add(tr("One-off costs"), found.oneOff, signedMoney(found.oneOff.value));
    add(changesItself ? tr("Running costs, own changes") : tr("Running costs"), found.running,
        signedMoney(found.running.value));
    RowsSeries::Row total;
    total.name = tr("Mean NPV");
    total.strong = true;
    total.bars << RowsSeries::Bar{0, found.npv.value, Tone::whole};
    total.value = valueWords(found.npv.value, currency);
    total.error = errorWords(found.npv, currency);
    total.numbers = {found.npv.value, errorOf(found.npv)};
    series.foot = found.exact ? tr("Shared out fairly over every combination (Shapley)")
                              : tr("Shared out over drawn orders of joining (Shapley)");
    // These trials switch effects on and off, so they are others than those of the run, and so is their mean.
    if (const Summary& run = insight.regimes.overall.npv; run.mean && std::isfinite(*run.mean)) {
        const QString mean =
            valueWords(*run.mean, currency) + u' ' + errorWords(Estimate{*run.mean, run.standardError}, currency);
        total.tip = {{series.foot, {}},
                     {tr("In trials that switch effects on and off"), total.value + u' ' + total.error},
                     {tr("In the run itself, where all are on"), mean}};
        series.foot = tr("Shapley, in trials of its own; the run's mean is %1").arg(mean);
    }
    series.rows << total;
    return panel;
}

InsightPanel pathsPanel(const Model& model, const Insight& insight) {
    InsightPanel panel = without(insight.paths, tr("No path leads to money."));
    if (!insight.paths)
        return panel;
    panel.emptyHow = tr("Nothing that the scenario changes drives a metric that counts in the NPV. Select the metric where "
                       "it turns into money, and have it count.");
    const PathAttribution& found = *insight.paths;
    const QString currency = toQt(insight.currency);
    RowsSeries& series = panel.series;
    series.title = tr("By metric and path");
    series.hints = {tr("of the benefits' present value, ± standard error"), tr("of the benefits"), {}};
    series.columns = {currency, tr("standard error")};
    const auto share = [&](const Estimate& part) {
        return qMakePair(tr("Share of the benefits"), shareWords(part.value / found.total.value));
    };
    const auto rowOf = [&](const QString& name, const Estimate& value) {
        RowsSeries::Row row;
        row.name = name;
        row.value = valueWords(value.value, currency);
        row.error = errorWords(value, currency);
        row.tip = {{name, {}}};
        row.numbers = {value.value, errorOf(value)};
        return row;
    };
    // Every metric, and under it those of its paths that are among the largest of all; one that carries nothing is none.
    constexpr size_t mostPathRows = 10;
    const size_t metrics = std::min(found.metrics.size(), mostPathRows);
    std::vector<const AttributedPath*> paths;
    for (const AttributedPath& path : found.paths)
        if (!path.way.empty() && path.value.value != 0)
            paths.push_back(&path);
    const size_t left = paths.size() - std::min(paths.size(), mostPathRows - metrics);
    paths.resize(paths.size() - left);
    // Those of one cause to one metric are told apart by what they go over.
    const auto over = [&](const AttributedPath& path) {
        std::vector<const AttributedPath*> alike;
        for (const AttributedPath* other : paths)
            if (other != &path && other->causeName == path.causeName && other->way.back() == path.way.back())
                alike.push_back(other);
        const bool isOne = alike.empty();
        QStringList names;
        while (!alike.empty()) {
            // The metric that most of them do not go over, the first of such.
            const auto lacking = [&](const MetricId& id) {
                return std::ranges::count_if(alike, [&](const AttributedPath* other) {
                    return std::ranges::find(other->way, id) == other->way.end();
                });
            };
            const auto told = std::ranges::max_element(path.way, {}, lacking);
            if (lacking(*told) == 0)
                break;
            names << metricName(model, *told);
            std::erase_if(alike, [&](const AttributedPath* other) {
                return std::ranges::find(other->way, *told) == other->way.end();
            });
        }
        return !names.isEmpty() ? tr("over %1").arg(names.join(tr(", "))) : isOne ? QString() : tr("directly");
    };
    for (size_t m = 0; m < metrics; ++m) {
        const CountedBenefit& counted = found.metrics[m];
        RowsSeries::Row whole = rowOf(metricName(model, counted.metric), counted.value);
        whole.strong = true;
        whole.bars << RowsSeries::Bar{0, counted.value.value, Tone::whole};
        whole.tip << share(counted.value);
        series.rows << whole;
        for (const AttributedPath* path : paths) {
            if (path->way.back() != counted.metric)
                continue;
            RowsSeries::Row row = rowOf(shortName(model, insight, path->causeName), path->value);
            row.indented = true;
            row.note = over(*path);
            row.bars << RowsSeries::Bar{0, path->value.value, path->value.value < 0 ? Tone::worse : Tone::better};
            for (const MetricId& id : path->way)
                row.tip << qMakePair(metricName(model, id), QString());
            row.tip << share(path->value);
            series.rows << row;
        }
    }
    series.foot =
        tr("All benefits %1 %2").arg(valueWords(found.total.value, currency), errorWords(found.total, currency)) +
        (left ? tr("; smaller paths not shown: %1").arg(number(left)) : QString());
    return panel;
}

InsightPanel informationPanel(const Model& model, const Insight& insight) {
    InsightPanel panel = without(insight.information, tr("Nothing is worth measuring first."));
    if (!insight.information)
        return panel;
    const ValueOfInformation& found = *insight.information;
    const QString currency = toQt(insight.currency);
    panel.emptyHow = tr("No input, if it were known, would change the decision; knowing everything is worth %1.")
                         .arg(valueWords(std::isfinite(found.perfect.value) ? found.perfect.value : 0, currency));
    RowsSeries& series = panel.series;
    series.title = tr("What to measure next");
    series.hints = {tr("worth of knowing before deciding, ± standard error"), tr("worth of knowing"), {}};
    series.columns = {currency, tr("standard error")};
    const double largest = std::max(found.perfect.value, found.next.empty() ? 0.0 : found.next.front().value.value);
    const auto add = [&](const QString& name, const QString& note, const Estimate& value, Tone tone) {
        RowsSeries::Row row;
        row.name = name;
        row.note = note;
        row.bars << RowsSeries::Bar{0, largest, Tone::trough} << RowsSeries::Bar{0, value.value, tone};
        row.value = valueWords(value.value, currency);
        row.error = errorWords(value, currency);
        row.numbers = {value.value, errorOf(value)};
        row.strong = true;
        series.rows << row;
    };
    for (const InformationValue& each : found.next)
        if (found.isTold(each) && static_cast<size_t>(series.rows.size()) + 1 < mostRows) {
            const QString note = each.inputs.size() > 1 ? firstOfGroup(model, insight, each)
                                                        : whyMeasure(model, insight, each.inputs.front());
            add(shortName(model, insight, each.name), note, each.value, Tone::plain);
        }
    if (series.rows.isEmpty())
        return panel;
    add(tr("Everything"), tr("the most that measuring can bring"), found.perfect, Tone::whole);
    series.foot = tr("Anything else cannot be told from nothing");
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

/// What is said of the inputs that have no break-even, all in one line.
QString otherInputs(const std::vector<BreakEven>& found, size_t crossing) {
    const size_t others = found.size() - crossing;
    const auto gains = static_cast<size_t>(std::ranges::count_if(
        found, [](const BreakEven& each) { return each.crossings.empty() && each.npvAtLowest.value >= 0; }));
    const QString what = gains == others ? tr("gains on the average") : gains == 0 ? tr("loses on the average")
                                                                                   : tr("stays on one side of zero");
    if (crossing == 0)
        return tr("Whichever value one input alone takes, the scenario %1.").arg(what);
    if (others == 0)
        return tr("Each input can make the mean NPV zero alone");
    return others == 1 ? tr("Whatever the one other input is, it %1").arg(what)
                       : tr("Whatever each of the %1 others is, it %2").arg(number(others), what);
}

InsightPanel breakEvenPanel(const Model& model, const Insight& insight) {
    InsightPanel panel = without(insight.breakEvens, tr("No input has a break-even."));
    if (!insight.breakEvens)
        return panel;
    const std::vector<BreakEven>& found = *insight.breakEvens;
    const auto crossing = static_cast<size_t>(
        std::ranges::count_if(found, [](const BreakEven& each) { return !each.crossings.empty(); }));
    panel.emptyHow = found.empty()
                         ? tr("No input that counts for this scenario has a range. Type one as low / likely / high.")
                         : otherInputs(found, crossing);
    if (crossing == 0)
        return panel;
    const QString currency = toQt(insight.currency);
    RowsSeries& series = panel.series;
    series.title = tr("Break-even");
    series.hints = {tr("where the mean NPV is zero, ± standard error"), tr("mean NPV is zero")};
    series.columns = {tr("break-even"), tr("standard error"), tr("lowest"), tr("highest"),
                      tr("chance of the losing side")};
    for (const BreakEven& each : found) {
        if (each.crossings.empty())
            continue;
        if (static_cast<size_t>(series.rows.size()) == mostBreakEvens)
            break;
        const QString unit = toQt(each.input.unit);
        RowsSeries::Row row;
        row.name = shortName(model, insight, each.input.name);
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
        row.value = valueWords(nearest.value.value, unit);
        row.error = errorWords(nearest.value, unit);
        row.note = losingWords(each);
        row.tip = {{row.name, {}},
                   {tr("Mean NPV at %1").arg(valueWords(each.lowest, unit)),
                    valueWords(each.npvAtLowest.value, currency) + u' ' + errorWords(each.npvAtLowest, currency)},
                   {tr("Mean NPV at %1").arg(valueWords(each.highest, unit)),
                    valueWords(each.npvAtHighest.value, currency) + u' ' + errorWords(each.npvAtHighest, currency)}};
        if (each.chanceOfNoNumber > 0)
            row.tip.append({tr("No NPV is a number in"),
                            tr("%1 of its range; the chance is of the rest").arg(shareWords(each.chanceOfNoNumber))});
        if (each.crossings.size() > 1)
            for (const Crossing& passed : each.crossings)
                row.tip.append({tr("Mean NPV is zero at"),
                                valueWords(passed.value.value, unit) + u' ' + errorWords(passed.value, unit)});
        row.numbers = {nearest.value.value, errorOf(nearest.value), each.lowest, each.highest,
                       each.chanceOfLosingSide.value};
        series.rows << row;
    }
    series.foot = otherInputs(found, crossing);
    if (crossing > mostBreakEvens)
        series.foot += tr("; %1 more break-evens not shown").arg(number(crossing - mostBreakEvens));
    return panel;
}

InsightPanel regimesPanel(const Insight& insight) {
    InsightPanel panel;
    panel.emptySentence = tr("No roll-out stalls here.");
    panel.emptyHow = tr("In no trial does a roll-out of this scenario stall, so its NPV is one story. To see both sides, give "
                       "an intervention of it a chance to stall.");
    if (!insight.regimes.stalled)
        return panel;
    const QString currency = toQt(insight.currency);
    RowsSeries& series = panel.series;
    series.title = tr("If it stalls, if it takes hold");
    series.hints = {tr("mean NPV ± standard error"), tr("mean NPV"), {}};
    series.unit = currency;
    series.columns = {tr("chance"), tr("mean NPV"), tr("standard error"),  u"P5"_s, u"P10"_s, u"P50"_s,
                      u"P90"_s,     u"P95"_s,       tr("chance of a loss")};
    const auto add = [&](const QString& name, const Regime& regime) {
        const Summary& npv = regime.npv;
        const Estimate mean{npv.mean.value_or(NAN), npv.standardError};
        RowsSeries::Row row;
        row.name = name;
        row.note = tr("loss %1").arg(chanceWords(regime.chanceOfLoss.value, regime.trials));
        row.bars << RowsSeries::Bar{npv.p5, npv.p95, Tone::wide} << RowsSeries::Bar{npv.p25, npv.p75, Tone::narrow};
        row.mark = npv.p50;
        row.value = valueWords(mean.value, currency);
        row.error = errorWords(mean, currency);
        row.tip = {{name, {}},
                   {tr("Chance"), shareWords(regime.chance.value)},
                   {tr("Median"), valueWords(npv.p50, currency)},
                   {tr("P10 to P90"), rangeWords(npv.p10, npv.p90, currency)},
                   {tr("Loss"), shareWords(regime.chanceOfLoss.value)}};
        row.numbers = {regime.chance.value,      mean.value, errorOf(mean), npv.p5, npv.p10, npv.p50, npv.p90, npv.p95,
                       regime.chanceOfLoss.value};
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
