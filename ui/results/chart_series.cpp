// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/chart_series.h"

#include "core/report/findings.h"
#include "core/report/words.h"
#include "core/stats/summary.h"
#include "ui/inspector/part_words.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

/// Bins of the histogram are 1, 2 or 5 times a power of ten wide, about this many over the middle nine tenths.
constexpr double wantedBins = 24;

double binWidth(const Summary& summary) {
    const double spread = summary.p95 - summary.p5;
    const double size = std::abs(summary.p50);
    const double span = spread > 1e-9 * size ? spread : size; // a certain one has its size
    if (!(span > 0) || !std::isfinite(span))
        return 1;
    const double raw = span / wantedBins;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    const double lead = raw / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

enum class Uptake { stalls, takesHold };

/// Trials that gave a number: those that a picture shows.
double soundTrials(const ScenarioResults& scenario) {
    return static_cast<double>(
        std::ranges::count_if(scenario.npvTrials, [](double npv) { return std::isfinite(npv); }));
}

HistogramSeries::Regime regimeOf(const ScenarioResults& scenario, const Histogram& all, Uptake wanted,
                                 const QString& name) {
    const double trials = soundTrials(scenario);
    HistogramSeries::Regime regime{name, QVector<double>(static_cast<qsizetype>(all.counts.size()))};
    for (size_t t = 0; t < scenario.npvTrials.size(); ++t) {
        const double npv = scenario.npvTrials[t];
        if (!std::isfinite(npv) || (scenario.stalled[t] != 0) != (wanted == Uptake::stalls))
            continue;
        const auto bin = static_cast<qsizetype>(std::floor(npv / all.binWidth)) - static_cast<qsizetype>(all.firstBin);
        if (bin >= 0 && bin < regime.share.size())
            regime.share[bin] += 1.0 / trials;
    }
    return regime;
}

/// Adds the schedule of a tool, with its name where there are several.
void addSchedule(AdoptionSeries& series, const Model& model, const Intervention& tool, int periods,
                 const QString& toolName) {
    for (const Phase& phase : tool.adoption.schedule) {
        const Group* group = model.groups().find(phase.group);
        const QString who = group ? toQt(group->name) : tr("all groups");
        const QString what = phase.what == PhaseKind::reach ? tr("Reach, %1").arg(who) : tr("Training, %1").arg(who);
        const QString title = toolName.isEmpty() ? what : tr("%1, %2").arg(what, toolName);
        auto row = std::find_if(series.schedule.begin(), series.schedule.end(),
                                [&](const AdoptionSeries::ScheduleRow& known) { return known.name == title; });
        if (row == series.schedule.end())
            row = series.schedule.insert(series.schedule.end(), {title, {}});
        AdoptionSeries::Bar bar;
        bar.from = phase.from - 1;
        bar.to = phase.to == 0 ? periods : phase.to;
        const QString value = phase.value ? toQt(phase.value->text()) : QString();
        bar.text = phase.what == PhaseKind::reach ? value : QStringLiteral("×%1").arg(value);
        const bool isFull =
            phase.what == PhaseKind::boost || (phase.value && mostLikely(phase.value->distribution()) >= 100);
        bar.strength = isFull ? AdoptionSeries::Bar::Strength::full : AdoptionSeries::Bar::Strength::partial;
        row->bars << bar;
    }
}

} // namespace

MoneyWords moneyOf(const Results& results) { return {toQt(results.currency), largestNpv(results)}; }

int periodsPerYear(const Timeline& timeline) { return static_cast<int>(std::lround(1 / timeline.years())); }

FanSeries cashFlowSeries(const Results& results, const ScenarioResults& sampled, const ScenarioResults* mostLikely) {
    FanSeries series;
    series.title = tr("Cumulative discounted cash flow");
    series.hint = tr("from the start");
    series.unit = toQt(results.currency);
    series.noun = toQt(name(results.timeline.kind));
    series.perYear = periodsPerYear(results.timeline);
    for (const CashFlowResults& row : sampled.cashFlow) {
        series.period << row.period;
        series.p5 << row.cumulative.p5;
        series.p10 << row.cumulative.p10;
        series.p25 << row.cumulative.p25;
        series.p50 << row.cumulative.p50;
        series.p75 << row.cumulative.p75;
        series.p90 << row.cumulative.p90;
        series.p95 << row.cumulative.p95;
    }
    if (mostLikely)
        for (const CashFlowResults& row : mostLikely->cashFlow)
            series.mostLikely << row.cumulative.p50;
    if (const auto payback = medianPayback(sampled)) // of the line that is drawn
        series.payback = *payback;
    return series;
}

HistogramSeries npvSeries(const Results& results, const ScenarioResults& sampled) {
    HistogramSeries series;
    series.title =
        tr("NPV over %1")
            .arg(toQt(countWords(static_cast<size_t>(results.timeline.periods), name(results.timeline.kind))));
    series.unit = toQt(results.currency);
    const Histogram histogram = makeHistogram(sampled.npvTrials, binWidth(sampled.npv));
    const double trials = soundTrials(sampled);
    series.hint = tr("%1 trials, by %2")
                      .arg(wholeNumber(static_cast<std::size_t>(trials)), valueWords(histogram.binWidth, series.unit));
    series.firstBin = histogram.edge(0);
    series.binWidth = histogram.binWidth;
    for (const size_t count : histogram.counts)
        series.share << static_cast<double>(count) / trials;
    series.median = sampled.npv.p50;
    series.medianText = moneyOf(results).value(sampled.npv.p50);
    series.lossShare = sampled.chanceOfLoss;
    // Humps have names only where there are two: ranges that overlap make one.
    if (const auto split = stallSplit(sampled); split && split->isApart()) {
        series.regimes << regimeOf(sampled, histogram, Uptake::stalls, tr("if it stalls"))
                       << regimeOf(sampled, histogram, Uptake::takesHold, tr("if it takes hold"));
    }
    return series;
}

AdoptionSeries adoptionSeries(const Model& model, const Results& results, const ScenarioResults& sampled) {
    AdoptionSeries series;
    series.title = tr("Active share of each group");
    series.hint = tr("% of headcount, median of all trials");
    series.noun = toQt(name(results.timeline.kind));
    series.perYear = periodsPerYear(results.timeline);
    for (int period = 1; period <= results.timeline.periods; ++period)
        series.period << period;
    std::vector<const Intervention*> tools;
    for (const AdoptionResults& adoption : sampled.adoption)
        if (const Intervention* tool = model.interventions().find(adoption.intervention);
            tool && std::ranges::find(tools, tool) == tools.end())
            tools.push_back(tool);
    const bool several = tools.size() > 1;
    for (const AdoptionResults& adoption : sampled.adoption) {
        AdoptionSeries::Group group;
        group.name = toQt(adoption.groupName);
        if (const Intervention* tool = several ? model.interventions().find(adoption.intervention) : nullptr)
            group.tool = nameOrId(*tool);
        for (const Summary& active : adoption.active) {
            group.active << active.p50;
            group.p5 << active.p5;
            group.p25 << active.p25;
            group.p75 << active.p75;
            group.p95 << active.p95;
        }
        series.groups << group;
    }
    for (const Intervention* tool : tools)
        addSchedule(series, model, *tool, results.timeline.periods, several ? nameOrId(*tool) : QString());
    return series;
}

} // namespace tributary::ui
