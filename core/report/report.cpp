// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/report.h"

#include "core/report/findings.h"
#include "core/report/ledger_section.h"
#include "core/report/plans.h"
#include "core/report/register.h"
#include "core/report/side_by_side.h"
#include "core/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace tributary {

namespace {

using Column = TableBlock::Column;
using Row = TableBlock::Row;

/// The unit that rowWords() has a row in.
std::string rowUnit(std::span<const double> values, const std::string& unit) {
    double largest = 0;
    for (const double value : values)
        largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
    return shortUnit(unit, largest).text;
}

/// A change in the unit of its row, which stands in a column of its own.
std::string amountInRow(std::span<const double> values, double change, const std::string& unit) {
    double largest = 0;
    for (const double value : values)
        largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
    return signedWords(change * shortUnit(unit, largest).factor, "");
}

/// A row of money, each cell with its unit.
std::vector<std::string> moneyCells(std::span<const double> values, const std::string& currency) {
    double largest = 0;
    for (const double value : values)
        largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
    const MoneyWords words(currency, largest);
    std::vector<std::string> cells;
    for (const double value : values)
        cells.push_back(words.value(value));
    return cells;
}

Row::Change changeKind(const MetricResults& metric, size_t at) {
    const ToldChange change = metric.changeAt(at);
    if (!change.moves())
        return Row::Change::none;
    return change.improves(metric.better) ? Row::Change::better : Row::Change::worse;
}

/// Keeps each number of a report with its unit, wherever a line may end.
void keepUnits(Report& report) {
    const auto keep = [](std::string& text) { text = unbroken(text); };
    keep(report.framing);
    std::ranges::for_each(report.findings, keep);
    for (ReportSection& section : report.sections) {
        keep(section.lead);
        for (ReportBlock& block : section.blocks) {
            if (auto* finding = std::get_if<FindingBlock>(&block)) {
                keep(finding->text);
                keep(finding->detail);
            } else if (auto* paragraph = std::get_if<ParagraphBlock>(&block)) {
                keep(paragraph->text);
            } else if (auto* note = std::get_if<NoteBlock>(&block)) {
                keep(note->text);
            } else if (auto* figure = std::get_if<FigureBlock>(&block)) {
                keep(figure->caption);
            } else if (auto* headlines = std::get_if<HeadlinesBlock>(&block)) {
                keep(headlines->note);
                for (HeadlinesBlock::Headline& each : headlines->headlines) {
                    keep(each.value);
                    keep(each.range);
                }
            } else if (auto* table = std::get_if<TableBlock>(&block)) {
                keep(table->caption);
                for (Row& row : table->rows)
                    std::ranges::for_each(row.cells, keep);
            }
        }
    }
}

/// The metrics by level and then as the tree lists them.
std::vector<const MetricResults*> byLevel(const ScenarioResults& scenario) {
    std::vector<const MetricResults*> metrics;
    for (const MetricResults& metric : scenario.metrics)
        metrics.push_back(&metric);
    std::ranges::stable_sort(metrics, {}, &MetricResults::level);
    return metrics;
}

class Writer {
public:
    Writer(const Model& model, const Results& results, const Results& mostLikely)
        : model_(model), results_(results), mostLikely_(mostLikely), noun_(name(results.timeline.kind)),
          period_(reportPeriod(results.timeline)), money_(results.currency, largestNpv(results)) {}

    Report write(const std::string& fingerprint, const std::string& date, const std::vector<LedgerRanges>& ledgers) {
        const Settings& settings = model_.settings();
        report_.model = settings.title;
        report_.title = results_.scenarios.size() == 1 ? shownName(results_.scenarios.front()) : settings.title;
        report_.client = settings.client;
        report_.framing = framing(settings);
        report_.contents = {date, fmt::format("{} with seed {}", countWords(results_.trials, "trial"), results_.seed),
                            "Model " + fingerprint.substr(0, 16)};
        report_.footer = fmt::format("Model {} · seed {} · {}", fingerprint.substr(0, 8), results_.seed,
                                     countWords(results_.trials, "trial"));
        std::optional<double> error; // the largest, so that it holds for each scenario
        for (const ScenarioResults& scenario : results_.scenarios) {
            report_.findings.push_back(finding(results_, scenario));
            if (const auto own = medianNpvError(results_, scenario))
                error = std::max(error.value_or(0), *own);
        }
        if (error)
            report_.footer +=
                fmt::format(" · standard error of the median NPV {}{}", results_.scenarios.size() > 1 ? "up to " : "",
                            valueWords(*error, results_.currency));
        for (const ScenarioResults& scenario : results_.scenarios)
            report_.sections.push_back(summary(scenario));
        if (results_.scenarios.size() > 1)
            report_.sections.push_back(sideBySide(model_, results_));
        for (const ScenarioResults& scenario : results_.scenarios) {
            report_.sections.push_back(cascade(scenario));
            if (!scenario.adoption.empty())
                report_.sections.push_back(interventions(scenario));
            report_.sections.push_back(money(scenario));
        }
        if (!ledgers.empty() && !ledgers.front().rows.empty())
            report_.sections.push_back(ledgerSection(model_, ledgers));
        report_.sections.push_back(assumptionRegister(model_, results_.scenarios));
        report_.sections.push_back(method(fingerprint));
        keepUnits(report_);
        return std::move(report_);
    }

private:
    /// The name of a section in the page head; where there are several scenarios it says whose it is.
    std::string sectionName(std::string_view what, const ScenarioResults& scenario) const {
        return results_.scenarios.size() == 1 ? std::string(what) : fmt::format("{}: {}", what, shownName(scenario));
    }

    HeadlinesBlock headlines(const ScenarioResults& scenario) const {
        const PaybackWords payback = paybackWords(scenario, noun_);
        HeadlinesBlock block;
        block.headlines = {{"NPV", money_.value(scenario.npv.p50), money_.range(scenario.npv.p10, scenario.npv.p90)},
                           {"Chance of a loss", chanceWords(scenario.chanceOfLoss, results_.trials),
                            trialsWords(scenario.chanceOfLoss, results_.trials)},
                           {"Discounted payback", payback.median, payback.range},
                           {"NPV, hard cash only", money_.value(scenario.npvHard.p50),
                            money_.range(scenario.npvHard.p10, scenario.npvHard.p90)}};
        block.note = "Medians; ranges are P10 to P90.";
        if (const ScenarioResults* likely = mostLikely_.find(scenario.id))
            block.note += fmt::format(
                " At the most likely inputs the NPV is {}{}.", money_.value(likely->npv.p50),
                likely->npv.p50 > scenario.npv.p50 ? ", above the median: more can go wrong than right" : "");
        return block;
    }

    ReportSection summary(const ScenarioResults& scenario) const {
        ReportSection section{sectionName("Summary", scenario), shownName(scenario), report_.framing, {}};
        section.blocks.push_back(
            FindingBlock{"The finding", finding(results_, scenario), stallFinding(results_, scenario)});
        if (const std::string text = beliefWords(model_, scenario.id); !text.empty())
            section.blocks.push_back(NoteBlock{capitalised(text) + ", so it is no choice beside the plans."});
        if (const std::string text = failureFinding(results_); !text.empty())
            section.blocks.push_back(NoteBlock{text});
        section.blocks.push_back(headlines(scenario));
        section.blocks.push_back(
            FigureBlock{FigureKind::cashFlow, scenario.id, 0,
                        "Cumulative discounted cash flow. Dark band: half of the trials; light band: 9 in 10."});
        section.blocks.push_back(changes(scenario, Rows::headline));
        if (const std::string text = benefitFinding(model_, scenario); !text.empty())
            section.blocks.push_back(ParagraphBlock{"Benefits", text});
        section.blocks.push_back(NoteBlock{evidenceNote(model_)});
        return section;
    }

    enum class Rows { headline, all };

    /// What changes by the report's period: the metrics that change most on each level, or all that change.
    TableBlock changes(const ScenarioResults& scenario, Rows rows) const {
        TableBlock table;
        table.caption = fmt::format("What changes, {}", periodWords(period_, noun_));
        table.head = {"Metric", "Unit", "As usual", "With", "P10 to P90 with", "Change"};
        table.columns = {Column::text, Column::text, Column::number, Column::number, Column::number, Column::number};
        table.widths = {0.345, 0.15, 0.105, 0.105, 0.175, 0.12};
        const auto at = static_cast<size_t>(period_ - 1);
        std::vector<const MetricResults*> metrics = byLevel(scenario);
        std::erase_if(metrics, [at](const MetricResults* metric) { return !metric->moves(at); });
        if (rows == Rows::headline) {
            const auto size = [at](const MetricResults* metric) { return metric->changeAt(at).size; };
            std::vector<const MetricResults*> kept;
            for (const Level level : {Level::financial, Level::operating, Level::frontline}) {
                std::vector<const MetricResults*> own;
                std::ranges::copy_if(metrics, std::back_inserter(own),
                                     [&](const MetricResults* metric) { return metric->level == level; });
                std::ranges::stable_sort(own, std::greater(), size);
                own.resize(std::min<size_t>(own.size(), 2));
                kept.insert(kept.end(), own.begin(), own.end());
            }
            metrics = std::move(kept);
        }
        for (const MetricResults* metric : metrics) {
            const Summary& with = metric->with.at(at);
            Row row;
            row.mark = metric->level;
            row.change = changeKind(*metric, at);
            const std::array values{metric->bau.at(at).p50, with.p50, with.p10, with.p90};
            const std::vector<std::string> words = rowWords(values, metric->unit);
            const bool isAmount = metric->changeForm == ChangeForm::amount && metric->moves(at);
            row.cells = {metric->name,
                         rowUnit(values, metric->unit),
                         words[0],
                         words[1],
                         spread(with, words[2], words[3]),
                         isAmount ? amountInRow(values, metric->change.at(at).p50, metric->unit)
                                  : changeWords(*metric, at)};
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    ReportSection cascade(const ScenarioResults& scenario) const {
        ReportSection section{sectionName("The cascade", scenario), "From the frontline to the budget", {}, {}};
        section.lead = fmt::format("{}: the change against business as usual in {}. Values are medians; ranges are "
                                   "P10 to P90.",
                                   shownName(scenario), periodWords(period_, noun_));
        section.blocks.push_back(FigureBlock{FigureKind::cascade, scenario.id, period_,
                                             "The metrics cascade: financial above, frontline below."});
        TableBlock moved = changes(scenario, Rows::all);
        if (moved.rows.empty())
            section.blocks.push_back(NoteBlock{"No metric changes against business as usual in this period."});
        section.blocks.push_back(std::move(moved));
        if (&scenario == &results_.scenarios.front())
            section.blocks.push_back(stays());
        return section;
    }

    /// The metrics that no scenario changes by the report's period, told once.
    TableBlock stays() const {
        TableBlock table;
        table.caption =
            fmt::format("What {}, {}", results_.scenarios.size() > 1 ? "no scenario changes" : "does not change",
                        periodWords(period_, noun_));
        table.head = {"Metric", "Unit", "Median", "P10 to P90"};
        table.columns = {Column::text, Column::text, Column::number, Column::number};
        table.widths = {0.52, 0.17, 0.115, 0.195};
        const auto at = static_cast<size_t>(period_ - 1);
        for (const MetricResults* metric : byLevel(results_.scenarios.front())) {
            const bool moved = std::ranges::any_of(results_.scenarios, [&](const ScenarioResults& scenario) {
                const auto own = std::ranges::find(scenario.metrics, metric->id, &MetricResults::id);
                return own != scenario.metrics.end() && own->moves(at);
            });
            if (moved)
                continue;
            const Summary& value = metric->bau.at(at);
            const std::array values{value.p50, value.p10, value.p90};
            const std::vector<std::string> words = rowWords(values, metric->unit);
            table.rows.push_back(
                {{metric->name, rowUnit(values, metric->unit), words[0], spread(value, words[1], words[2])},
                 metric->level,
                 Row::Kind::ordinary,
                 Row::Change::none});
        }
        return table;
    }

    static std::string spread(const Summary& value, const std::string& low, const std::string& high) {
        return value.p10 == value.p90 ? "no range" : fmt::format("{} to {}", low, high);
    }

    ReportSection interventions(const ScenarioResults& scenario) const {
        ReportSection section{sectionName("Interventions", scenario), "Who takes it up, and what that does", {}, {}};
        section.lead = "The active share of each group's headcount; the effects grow with it.";
        section.blocks.push_back(FigureBlock{
            FigureKind::adoption, scenario.id, 0,
            fmt::format("Active share of each group, median of all trials. Bands: {}, dark half of the trials, light "
                        "9 in 10.{}",
                        scenario.adoption.front().groupName, scheduleNote(scenario))});
        const Scenario* plan = model_.scenarios().find(scenario.id);
        for (const InterventionId& id : plan ? plan->interventions : std::vector<InterventionId>{})
            if (const Intervention* intervention = model_.interventions().find(id)) {
                section.blocks.push_back(effectTable(model_, *intervention));
                section.blocks.push_back(
                    costTable(model_, intervention->costs, "What it costs: " + intervention->name));
            }
        return section;
    }

    /// What the bars under the adoption curves are, where there are any.
    std::string scheduleNote(const ScenarioResults& scenario) const {
        const Scenario* plan = model_.scenarios().find(scenario.id);
        for (const InterventionId& id : plan ? plan->interventions : std::vector<InterventionId>{})
            if (const Intervention* tool = model_.interventions().find(id); tool && !tool->adoption.schedule.empty())
                return " The bars below are its schedule.";
        return {};
    }

    ReportSection money(const ScenarioResults& scenario) const {
        ReportSection section{sectionName("Results", scenario), "The money", {}, {}};
        section.lead = finding(results_, scenario);
        section.blocks.push_back(
            FigureBlock{FigureKind::npvHistogram, scenario.id, 0, "NPV of all trials. Hatched: loss."});
        if (const std::string text = stallFinding(results_, scenario); !text.empty())
            section.blocks.push_back(ParagraphBlock{"If it stalls", text});
        section.blocks.push_back(percentileTable(scenario));
        section.blocks.push_back(yearTable(scenario));
        if (const Scenario* plan = model_.scenarios().find(scenario.id)) {
            if (!plan->overrides.empty())
                section.blocks.push_back(overrideTable(model_, *plan));
            if (!plan->costs.empty())
                section.blocks.push_back(costTable(model_, plan->costs, "Costs of the plan itself"));
        }
        return section;
    }

    TableBlock percentileTable(const ScenarioResults& scenario) const {
        TableBlock table;
        table.caption = "The spread of the outcome";
        table.head = {"", "P5", "P25", "Median", "P75", "P95"};
        table.columns.assign(6, Column::number);
        table.columns.front() = Column::text;
        table.widths = {0.35, 0.13, 0.13, 0.13, 0.13, 0.13};
        const auto add = [&](const std::string& label, const Summary& summary, auto words) {
            table.rows.push_back({{label, words(summary.p5), words(summary.p25), words(summary.p50), words(summary.p75),
                                   words(summary.p95)},
                                  std::nullopt,
                                  Row::Kind::ordinary,
                                  Row::Change::none});
        };
        const auto addMoney = [&](const std::string& label, const Summary& summary) {
            std::vector<std::string> cells = moneyCells(
                std::array{summary.p5, summary.p25, summary.p50, summary.p75, summary.p95}, results_.currency);
            cells.insert(cells.begin(), label);
            table.rows.push_back({std::move(cells), std::nullopt, Row::Kind::ordinary, Row::Change::none});
        };
        const auto percent = [](double value) { return percentWords(value); };
        // As in the headlines, so that the same amount reads the same.
        const auto asHeadline = [&](double value) { return money_.value(value); };
        add("NPV", scenario.npv, asHeadline);
        add("NPV, hard cash only", scenario.npvHard, asHeadline);
        addMoney("Present value of benefits", scenario.pvBenefits);
        addMoney("Present value of costs", scenario.pvCosts);
        add("Return on cost (NPV / costs)", scenario.roi, percent);
        std::string rate = "Internal rate of return, a year";
        if (scenario.irrShareWithout > 0)
            rate += fmt::format(" ({} have no single one)", trialsWords(scenario.irrShareWithout, results_.trials));
        add(rate, scenario.irr, percent);
        add("Discounted payback", scenario.paybackDiscounted,
            [&](double value) { return isNothing(scenario) ? std::string("\u2013") : paybackWords(value, noun_); });
        return table;
    }

    /// Nominal flows summed by year of the case: medians would not add up, so means are shown.
    TableBlock yearTable(const ScenarioResults& scenario) const {
        TableBlock table;
        table.caption = "Cash flow by year, nominal, mean of all trials";
        table.head = {"Year", "Benefits", "Costs", "Net"};
        table.columns = {Column::text, Column::number, Column::number, Column::number};
        table.widths = {0.40, 0.20, 0.20, 0.20};
        const auto perYear = static_cast<int>(std::lround(1 / results_.timeline.years()));
        std::vector<std::array<double, 3>> years; // at the start, and each
        const auto add = [&](int first, int last) {
            double benefit = 0;
            double cost = 0;
            for (int p = first; p <= last; ++p) {
                benefit += scenario.cashFlow.at(static_cast<size_t>(p)).benefit.mean.value_or(NAN);
                cost += scenario.cashFlow.at(static_cast<size_t>(p)).cost.mean.value_or(NAN);
            }
            years.push_back({benefit, cost, benefit - cost});
        };
        add(0, 0);
        for (int first = 1; first <= results_.timeline.periods; first += perYear)
            add(first, std::min(first + perYear - 1, results_.timeline.periods));
        double largest = 0;
        for (const auto& flows : years)
            for (const double flow : flows)
                largest = std::isfinite(flow) ? std::max(largest, std::abs(flow)) : largest;
        const MoneyWords words(results_.currency, largest);
        for (size_t year = 0; year < years.size(); ++year) {
            const auto& [benefit, cost, net] = years[year];
            table.rows.push_back({{year == 0 ? "At the start" : fmt::format("{}", year), words.value(benefit),
                                   words.value(cost), words.value(net)},
                                  std::nullopt,
                                  Row::Kind::ordinary,
                                  Row::Change::none});
        }
        return table;
    }

    [[nodiscard]] bool tellsCycleTime(const std::string& note) const {
        return std::ranges::any_of(results_.cycleTimes,
                                   [&](const CycleTimeResults& each) { return note.ends_with(each.words); });
    }

    ReportSection method(const std::string& fingerprint) const {
        const Settings& settings = model_.settings();
        ReportSection section{"Method", "How this was worked out", {}, {}};
        section.blocks.push_back(ParagraphBlock{
            "The run",
            fmt::format("{} with seed {}, {} sampling{}. {} {} The same model and seed give the same numbers.",
                        countWords(results_.trials, "trial"), results_.seed,
                        results_.sampling == Sampling::sobol            ? "scrambled Sobol'"
                        : results_.sampling == Sampling::latinHypercube ? "Latin hypercube"
                                                                        : "plain",
                        results_.sampling == Sampling::plain ? "" : " in 8 independent scrambles",
                        results_.trialsFailed == 0 ? std::string("No trial failed.")
                                                   : countWords(results_.trialsFailed, "trial") + " failed.",
                        results_.trialsOverloaded == 0
                            ? std::string("In no trial did a team have more work than time.")
                            : fmt::format("In {} a team had more work than time: its queue has no end.",
                                          countWords(results_.trialsOverloaded, "trial")))});
        for (const CycleTimeResults& each : results_.cycleTimes)
            section.blocks.push_back(ParagraphBlock{"Cycle time", fmt::format("{}: {}.", each.name, each.words)});
        section.blocks.push_back(ParagraphBlock{
            "Money",
            fmt::format(
                "Nominal flows in {}; discount rate {} a year, effective; flows of a period at its {}, those of "
                "the start undiscounted; inflation {} a year.",
                settings.currency, rateWords(settings.discountRate),
                settings.discounting == Discounting::midPeriod ? "middle" : "end", rateWords(settings.inflation))});
        section.blocks.push_back(ParagraphBlock{
            "Comparison", "Every change is taken against business as usual in the same period and the same trial. Hard "
                          "cash leaves or enters a ledger; the rest is capacity or quality."});
        section.blocks.push_back(ParagraphBlock{"Model", "Fingerprint (SHA-256 of its JSON form): " + fingerprint});
        for (const std::string& note : results_.notes)
            if (!tellsCycleTime(note)) // which has a paragraph of its own
                section.blocks.push_back(NoteBlock{note});
        if (!settings.notes.empty())
            section.blocks.push_back(ParagraphBlock{"Notes", settings.notes});
        return section;
    }

    const Model& model_;
    const Results& results_;
    const Results& mostLikely_;
    std::string noun_;
    int period_;
    MoneyWords money_; ///< of the headlines
    Report report_;
};

} // namespace

int reportPeriod(const Timeline& timeline) {
    const auto twoYears = static_cast<int>(std::lround(2 / timeline.years()));
    return std::clamp(twoYears, 1, std::max(timeline.periods, 1));
}

Report makeReport(const Model& model, const Results& results, const Results& mostLikely, const std::string& fingerprint,
                  const std::string& date, const std::vector<LedgerRanges>& ledgers) {
    return Writer(model, results, mostLikely).write(fingerprint, date, ledgers);
}

} // namespace tributary
