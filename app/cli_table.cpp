// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_table.h"

#include "app/cli_columns.h"
#include "core/report/findings.h"
#include "core/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributary::cli {

namespace {

class TextWriter {
public:
    TextWriter(const Results& results, const std::optional<Precision>& precision)
        : results_(results), precision_(precision), exact_(results.uncertainty == Uncertainty::mostLikely),
          npvs_(results.currency, largestNpv(results)) {}

    [[nodiscard]] std::string write(std::string_view title) const {
        std::string text = fmt::format("{}\n{}\n{}", oneLine(title), runWords(), precisionWords());
        std::vector<const ScenarioResults*> listed;
        for (const ScenarioResults& scenario : results_.scenarios)
            if (!scenario.id.empty()) // business as usual alone, of a model without a scenario
                listed.push_back(&scenario);
        // The columns of all scenarios stand below each other.
        Widths widths;
        for (const ScenarioResults* scenario : listed)
            widen(widths, headlines(*scenario));
        for (const ScenarioResults* scenario : listed) {
            const std::string& id = scenario->id.text;
            text += fmt::format("\n{} ({})\n", oneLine(shownName(*scenario)), oneLine(id));
            text += aligned(headlines(*scenario), widths);
            text += metrics(*scenario);
        }
        if (listed.empty())
            text += "\nThe model has no scenario: there is nothing to hold against business as usual.\n";
        return plainText(text + notes());
    }

private:
    [[nodiscard]] std::string noun() const { return std::string(name(results_.timeline.kind)); }

    [[nodiscard]] std::string runWords() const {
        const std::string span = countWords(static_cast<size_t>(results_.timeline.periods), noun());
        const std::string time = fmt::format("{:.2f} s", results_.seconds);
        if (exact_)
            return fmt::format("{}, every quantity at its most likely value, {}", span, time);
        return fmt::format("{}, {}, seed {}, {}, {}", span, countWords(results_.trials, "trial"), results_.seed,
                           EnumNames<Sampling>::names[static_cast<size_t>(results_.sampling)], time);
    }

    [[nodiscard]] std::string precisionWords() const {
        if (!precision_)
            return {};
        const Precision& found = *precision_;
        const std::string& name = found.name.empty() ? found.scenario.text : found.name;
        const std::string wanted = fmt::format("{:.3g} %", 100 * found.wanted.share);
        const std::string trials = countWords(found.trials, "trial");
        if (std::isnan(found.share))
            return fmt::format("Precision of {} not reached: {} do not tell how far off the mean NPV of {} is.\n",
                               wanted, trials, name);
        if (found.reached)
            return fmt::format("Precision of {} reached: the standard error of each mean NPV is at most {:.2g} % of "
                               "its standard deviation.\n",
                               wanted, 100 * found.share);
        return fmt::format("Precision of {} not reached with {}: the standard error of the mean NPV of {} is {:.2g} % "
                           "of its standard deviation.\n",
                           wanted, trials, name, 100 * found.share);
    }

    /// Median and range; those of NPVs read as in the window and the report.
    Row moneyRow(const char* label, const Summary& summary, const std::string& median, const std::string& range) const {
        Row row{label, median};
        if (exact_)
            return row;
        row.push_back(range);
        if (summary.mean)
            row.push_back("mean " + valueWords(*summary.mean, results_.currency));
        if (summary.mean && summary.standardError)
            row.back() += ", standard error " + valueWords(*summary.standardError, results_.currency);
        return row;
    }

    Row npvRow(const char* label, const Summary& npv) const {
        return moneyRow(label, npv, npvs_.value(npv.p50), npvs_.range(npv.p10, npv.p90));
    }

    Row moneyRow(const char* label, const Summary& summary) const {
        const MoneyWords words(results_.currency, std::max(std::abs(summary.p10), std::abs(summary.p90)));
        return moneyRow(label, summary, words.value(summary.p50), words.range(summary.p10, summary.p90));
    }

    /// A median and a range; without them the reason once.
    Row rateRow(const char* label, const Summary& summary, const std::string& absent) const {
        const bool known = std::isfinite(summary.p50);
        Row row{label, known ? percentWords(summary.p50) : absent};
        if (!exact_)
            row.push_back(known ? percentRangeWords(summary.p10, summary.p90) : "");
        return row;
    }

    [[nodiscard]] std::vector<Row> headlines(const ScenarioResults& scenario) const {
        std::vector<Row> rows{exact_ ? Row{"", "value"} : Row{"", "median", "P10 to P90"}};
        rows.push_back(npvRow("NPV", scenario.npv));
        if (!exact_)
            rows.push_back({"Chance of a loss", chanceWords(scenario.chanceOfLoss, results_.trials),
                            trialsWords(scenario.chanceOfLoss, results_.trials)});
        const PaybackWords payback = paybackWords(scenario, noun());
        rows.push_back({"Payback (discounted)", payback.median});
        if (!exact_) {
            rows.back().push_back(payback.range);
            rows.back().push_back("never: " + trialsWords(scenario.paybackShareNever, results_.trials));
        }
        const bool failed = std::isnan(scenario.irrShareWithout);
        rows.push_back(rateRow("ROI", scenario.roi, failed ? "could not be worked out" : "none"));
        rows.push_back(rateRow("IRR per year", scenario.irr,
                               failed                          ? "could not be worked out"
                               : scenario.irrShareSeveral >= 1 ? "several"
                                                               : "none"));
        if (!exact_)
            rows.back().push_back("no single rate: " + trialsWords(scenario.irrShareWithout, results_.trials));
        if (!exact_ && scenario.irrShareSeveral > 0)
            rows.back().back() += ", several rates: " + trialsWords(scenario.irrShareSeveral, results_.trials);
        rows.push_back(npvRow("Hard NPV", scenario.npvHard));
        rows.push_back(moneyRow("Benefits, present value", scenario.pvBenefits));
        rows.push_back(moneyRow("Costs, present value", scenario.pvCosts));
        return rows;
    }

    [[nodiscard]] std::string metrics(const ScenarioResults& scenario) const {
        if (scenario.metrics.empty())
            return {};
        std::vector<Row> rows{{"", fmt::format("metrics in {}", periodWords(results_.timeline.periods, noun())),
                               "as usual", "scenario", "change"}};
        if (!exact_)
            rows.front().insert(rows.front().begin() + 4, "P10 to P90");
        for (const MetricResults& metric : scenario.metrics) {
            if (metric.with.empty())
                continue;
            const Summary& with = metric.with.back();
            Row row{metric.id.text, metric.name, valueWords(metric.bau.back().p50, metric.unit),
                    valueWords(with.p50, metric.unit)};
            if (!exact_)
                row.push_back(rangeWords(with.p10, with.p90, metric.unit));
            row.push_back(changeWords(metric, metric.with.size() - 1));
            rows.push_back(std::move(row));
        }
        Widths widths;
        widen(widths, rows);
        return "\n" + aligned(rows, widths);
    }

    [[nodiscard]] std::string notes() const {
        std::vector<std::string> lines;
        if (results_.trialsOverloaded > 0)
            lines.push_back(
                fmt::format("In {} a pool has more work than time.", countWords(results_.trialsOverloaded, "trial")));
        if (results_.trialsFailed > 0)
            lines.push_back(fmt::format("{} gave a number that is infinite or none: left out.",
                                        countWords(results_.trialsFailed, "trial")));
        lines.insert(lines.end(), results_.notes.begin(), results_.notes.end());
        std::string text = lines.empty() ? "" : "\nNotes\n";
        for (const std::string& line : lines)
            text += fmt::format("  {}\n", line);
        return text;
    }

    const Results& results_;
    const std::optional<Precision>& precision_;
    bool exact_;
    MoneyWords npvs_;
};

} // namespace

std::string resultsText(std::string_view title, const Results& results, const std::optional<Precision>& precision) {
    return TextWriter(results, precision).write(title);
}

} // namespace tributary::cli
