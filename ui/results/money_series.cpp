// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_path.h"
#include "ui/charts/chart_table.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"
#include "ui/results/insight_series.h"
#include "ui/results/insight_words.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostSteps = 9; ///< of the waterfall
constexpr double mostApart = 3; ///< standard errors, beyond which two means are not of the same thing
using StepTone = RowsSeries::Tone;

/// A waterfall: its steps add up to the mean NPV.
struct MoneySteps {
    struct Step {
        QString name;
        Estimate value;
        std::string evidence; ///< path of what it rests on; empty of none
        bool isEffect = false;
        QStringList parts{}; ///< names of what it comes from
    };
    std::vector<Step> steps;
    Estimate npv;
    bool isOfRun = false; ///< the mean is that of the run
};

/// The steps are worked out in trials of their own, whose mean is known less well than the run's: each is moved within
/// its error (by its share of the squared errors, least squares) so that all add up to the mean that the page says
/// elsewhere too. Means too far apart for that are not of the same thing, and stay.
void addUpToRun(MoneySteps& found, const Summary& run) {
    if (!run.mean || !std::isfinite(*run.mean) || !run.standardError)
        return;
    double squares = 0;
    for (const MoneySteps::Step& step : found.steps)
        squares += std::pow(step.value.standardError.value_or(0), 2);
    const double apart = *run.mean - found.npv.value;
    if (!(squares > 0) ||
        std::abs(apart) > mostApart * std::hypot(found.npv.standardError.value_or(0), *run.standardError))
        return;
    for (MoneySteps::Step& step : found.steps)
        step.value.value += apart * std::pow(step.value.standardError.value_or(0), 2) / squares;
    found.npv = {*run.mean, run.standardError};
    found.isOfRun = true;
}

/// What the scenario brings by changing quantities itself, without its effects: what its periods are worth then, less
/// its running costs. None where it changes none that leads to money.
std::optional<MoneySteps::Step> ownChanges(const Model& model, const Insight& insight) {
    if (!insight.paths || !insight.paths->running)
        return std::nullopt;
    MoneySteps::Step own{tr("Own changes"), {}, {}, false};
    for (const AttributedPath& path : insight.paths->paths)
        if (const auto cause = entityOf(path.cause); cause && cause->kind != Intervention::kind)
            if (const QString name = insightName(model, insight, path.causeName); !own.parts.contains(name))
                own.parts << name;
    if (own.parts.isEmpty())
        return std::nullopt;
    const Estimate& with = insight.effects->running;
    const Estimate& without = *insight.paths->running;
    own.value.value = with.value - without.value;
    if (with.standardError && without.standardError) // of trials of their own
        own.value.standardError = std::hypot(*with.standardError, *without.standardError);
    return own;
}

/// Effects that there is no room for beside `others`, as one step.
void joinSmallest(std::vector<MoneySteps::Step>& effects, size_t others) {
    const size_t most = mostSteps - others;
    if (effects.size() <= most)
        return;
    MoneySteps::Step rest{tr("%1 more effects").arg(countOf(effects.size() - most + 1)), {0, std::nullopt}, {}, true};
    double squares = 0;
    for (size_t i = most - 1; i < effects.size(); ++i) {
        rest.value.value += effects[i].value.value;
        squares += std::pow(effects[i].value.standardError.value_or(0), 2);
    }
    rest.value.standardError = std::sqrt(squares); // that of estimates which do not depend on each other
    effects.resize(most - 1);
    effects.push_back(rest);
}

MoneySteps stepsOf(const Model& model, const Insight& insight) {
    const EffectAttribution& effects = *insight.effects;
    MoneySteps found;
    for (const AttributedEffect& each : effects.effects)
        found.steps.push_back({insightName(model, insight, each.name), each.value,
                               "intervention/" + each.intervention.text + "/effect/" + each.effect.text + "/size",
                               true});
    const auto own = ownChanges(model, insight);
    joinSmallest(found.steps, own ? 4 : 3); // one-off and running costs, and the total
    if (own)
        found.steps.push_back(*own);
    if (effects.oneOff.value != 0)
        found.steps.push_back({tr("One-off costs"), effects.oneOff, {}, false});
    const Scenario* scenario = model.scenarios().find(insight.scenario);
    const bool holdsOwn = !own && !insight.paths && scenario && !scenario->overrides.empty();
    found.steps.push_back({holdsOwn ? tr("Own changes less running costs") : tr("Running costs"),
                           own ? *insight.paths->running : effects.running,
                           {},
                           false});
    found.npv = effects.npv;
    addUpToRun(found, insight.regimes.overall.npv);
    return found;
}

/// The column of all steps and of what they add up to.
MoneyColumn columnOf(const MoneySteps& found, const QString& currency, double beside) {
    double largest = std::isfinite(found.npv.value) ? std::abs(found.npv.value) : 0;
    for (const MoneySteps::Step& step : found.steps)
        if (std::isfinite(step.value.value))
            largest = std::max(largest, std::abs(step.value.value));
    return {currency, largest, beside};
}

RowsSeries::Row stepRow(const Model& model, const MoneySteps::Step& step, double from, double benefits,
                        const MoneyColumn& column, const QString& currency) {
    const Estimate& value = step.value;
    RowsSeries::Row row;
    row.name = step.name;
    row.bars << RowsSeries::Bar{from, from + value.value, value.value < 0 ? StepTone::worse : StepTone::better};
    row.value = column.signedValue(value);
    row.error = column.error(value);
    row.cells = tableNumbers({value.value, errorOf(value)});
    row.tip = {{row.name, {}},
               {tr("In the mean NPV"), signedWords(value.value, currency)},
               {tr("Known to"), wholeErrorWords(value, currency)}};
    if (step.isEffect && benefits > 0)
        row.tip << qMakePair(tr("Share of what all effects bring"), shareWords(value.value / benefits));
    row.tip << qMakePair(tr("Mean NPV up to here"), valueWords(from + value.value, currency));
    for (const QString& part : step.parts)
        row.tip << qMakePair(tr("Changed: %1").arg(part), QString());
    if (!step.evidence.empty())
        row.tip << qMakePair(tr("Rests on"), restsOnSource(model, step.evidence));
    return row;
}

/// The last row, to which the steps add up; its tip tells of the trials.
RowsSeries::Row totalRow(const MoneySteps& found, const Insight& insight, const MoneyColumn& column,
                         const QString& currency) {
    RowsSeries::Row total;
    total.name = tr("Mean NPV");
    total.strong = true;
    total.bars << RowsSeries::Bar{0, found.npv.value, StepTone::whole};
    total.value = column.value(found.npv);
    total.error = column.error(found.npv);
    total.cells = tableNumbers({found.npv.value, errorOf(found.npv)});
    total.tip = {{total.name, {}}, {tr("In the run, where all effects act"), valueWords(found.npv.value, currency)}};
    const auto said = [&](const Estimate& mean) { return estimateWords(mean, currency).joined(); };
    const Summary& run = insight.regimes.overall.npv;
    if (run.mean)
        total.tip[1].second = said({*run.mean, run.standardError});
    total.tip << qMakePair(tr("In the trials that switch them on and off"), said(insight.effects->npv));
    if (found.isOfRun)
        total.tip << qMakePair(tr("The steps are moved within their errors, to add up to the run's"), QString());
    return total;
}

} // namespace

InsightPanel effectsPanel(const Model& model, const Insight& insight, double beside) {
    InsightPanel panel = panelWithout(insight.effects, tr("No effect brings this money."));
    if (!insight.effects)
        return panel;
    panel.emptyHow =
        tr("The scenario has no intervention with effects: it changes quantities itself. By metric and path, "
           "below, says what they bring.");
    if (insight.effects->effects.empty() && !ownChanges(model, insight))
        return panel;
    const QString currency = toQt(insight.currency);
    const MoneySteps found = stepsOf(model, insight);
    const MoneyColumn column = columnOf(found, currency, beside);
    double benefits = 0;
    for (const MoneySteps::Step& step : found.steps)
        benefits += step.isEffect ? step.value.value : 0;
    RowsSeries& series = panel.series;
    series.title = tr("Where the money comes from");
    series.hints = insight.effects->effects.empty()
                       ? QStringList{tr("mean NPV, ± standard error"), tr("± standard error")}
                       : QStringList{tr("mean NPV, by effect, ± standard error"), tr("by effect, ± standard error"),
                                     tr("± standard error")};
    series.steps = true;
    series.columns = {columnTitle(tr("mean NPV"), currency), columnTitle(tr("standard error"), currency)};
    double at = 0;
    for (const MoneySteps::Step& step : found.steps) {
        series.rows << stepRow(model, step, at, benefits, column, currency);
        at += step.value.value;
    }
    series.rows << totalRow(found, insight, column, currency);
    if (!insight.effects->effects.empty())
        series.foot = insight.effects->exact ? tr("Shared out fairly over every combination (Shapley)")
                                             : tr("Shared out over drawn orders of joining (Shapley)");
    return panel;
}

InsightPanel pathsPanel(const Model& model, const Insight& insight, double beside) {
    InsightPanel panel = panelWithout(insight.paths, tr("No path leads to money."));
    if (!insight.paths)
        return panel;
    panel.emptyHow =
        tr("Nothing that the scenario changes drives a metric that counts in the NPV. Select the metric where "
           "it turns into money, and have it count.");
    const PathAttribution& found = *insight.paths;
    const QString currency = toQt(insight.currency);
    double largest = std::isfinite(found.total.value) ? std::abs(found.total.value) : 0;
    for (const CountedBenefit& counted : found.metrics)
        if (std::isfinite(counted.value.value))
            largest = std::max(largest, std::abs(counted.value.value));
    const MoneyColumn column(currency, largest, beside);
    RowsSeries& series = panel.series;
    series.title = tr("By metric and path");
    series.hints = {tr("of the benefits' present value, ± standard error"), tr("of the benefits, ± standard error"),
                    tr("± standard error")};
    series.columns = {columnTitle(tr("mean present value"), currency), columnTitle(tr("standard error"), currency)};
    const auto share = [&](const Estimate& part) {
        return qMakePair(tr("Share of the benefits"), shareWords(part.value / found.total.value));
    };
    const auto rowOf = [&](const QString& name, const Estimate& value) {
        RowsSeries::Row row;
        row.name = name;
        row.value = column.value(value);
        row.error = column.error(value);
        row.tip = {{name, {}}, {tr("Known to"), wholeErrorWords(value, currency)}};
        row.cells = tableNumbers({value.value, errorOf(value)});
        return row;
    };
    // Every metric, and under it those of its paths that are among the largest of all; one that carries nothing is
    // none.
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
            names << toQt(metricName(model, *told));
            std::erase_if(alike, [&](const AttributedPath* other) {
                return std::ranges::find(other->way, *told) == other->way.end();
            });
        }
        return !names.isEmpty() ? tr("over %1").arg(names.join(tr(", "))) : isOne ? QString() : tr("directly");
    };
    for (size_t m = 0; m < metrics; ++m) {
        const CountedBenefit& counted = found.metrics[m];
        RowsSeries::Row metric = rowOf(toQt(metricName(model, counted.metric)), counted.value);
        metric.strong = true;
        metric.bars << RowsSeries::Bar{0, counted.value.value, StepTone::whole};
        metric.tip << share(counted.value);
        series.rows << metric;
        for (const AttributedPath* path : paths) {
            if (path->way.back() != counted.metric)
                continue;
            RowsSeries::Row row = rowOf(insightName(model, insight, path->causeName), path->value);
            row.indented = true;
            row.note = over(*path);
            row.bars << RowsSeries::Bar{0, path->value.value,
                                        path->value.value < 0 ? StepTone::worse : StepTone::better};
            for (const MetricId& id : path->way)
                row.tip << qMakePair(toQt(metricName(model, id)), QString());
            row.tip << share(path->value) << qMakePair(tr("Rests on"), restsOnSource(model, path->cause));
            series.rows << row;
        }
    }
    series.foot = tr("All benefits %1 %2").arg(column.value(found.total), column.error(found.total)).trimmed() +
                  (left ? tr("; smaller paths not shown: %1").arg(countOf(left)) : QString());
    return panel;
}

} // namespace tributary::ui
