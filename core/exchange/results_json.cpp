// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/results_json.h"

#include "core/exchange/answer_json.h"

#include <utility>

namespace tributary {

namespace {

using Json = nlohmann::ordered_json;

class ResultsWriter {
public:
    ResultsWriter(const Model& model, const Results& results, const std::optional<Precision>& precision,
                  const std::vector<ProcessCheck>& processes)
        : model_(model), results_(results), precision_(precision), processes_(processes) {}

    Json write() const {
        Json scenarios = Json::array();
        for (const ScenarioResults& scenario : results_.scenarios)
            if (!scenario.id.empty()) // business as usual is never listed
                scenarios.push_back(this->scenario(scenario));
        return {{"model", modelHead(model_)},
                {"run", run()},
                {"processes", processes()},
                {"scenarios", std::move(scenarios)}};
    }

private:
    [[nodiscard]] bool deterministic() const { return results_.uncertainty == Uncertainty::mostLikely; }
    [[nodiscard]] const std::string& currency() const { return results_.currency; }

    Json run() const {
        Json json{{"trials", results_.trials},
                  {"seed", results_.seed},
                  {"periods", results_.timeline.periods},
                  {"period", name(results_.timeline.kind)},
                  {"seconds", numberOrNull(results_.seconds)},
                  {"sampler", EnumNames<Sampling>::names[static_cast<size_t>(results_.sampling)]},
                  {"deterministic", deterministic()},
                  {"trials_failed", results_.trialsFailed},
                  {"trials_overloaded", results_.trialsOverloaded},
                  {"notes", results_.notes}};
        if (precision_)
            json["precision"] = precision(*precision_);
        return json;
    }

    [[nodiscard]] Json processes() const {
        Json list = Json::array();
        for (const ProcessCheck& check : processes_) {
            Json points = Json::array();
            for (const ProcessPoint& point : check.points)
                points.push_back({{"level", point.level},
                                  {"formulas", numberOrNull(point.formulas)},
                                  {"simulated", numberOrNull(point.found.cycleTime.mean)},
                                  {"half_width", numberOrNull(point.found.cycleTime.halfWidth())},
                                  {"cases", point.found.cases},
                                  {"ratio", numberOrNull(point.ratio())},
                                  {"p50", numberOrNull(point.found.p50.mean)},
                                  {"p90", numberOrNull(point.found.p90.mean)},
                                  {"abandoned", numberOrNull(point.found.abandoned)},
                                  {"utilisation", numberOrNull(point.busiest)},
                                  {"words", point.words()}});
            const CycleTimeCorrection& correction = check.correction;
            const auto nameOf = [](CycleTimeBy by) { return EnumNames<CycleTimeBy>::names[static_cast<size_t>(by)]; };
            list.push_back({{"id", correction.process.text},
                            {"trusted", check.isTrusted()},
                            {"cycle_time_by", nameOf(correction.chosen)},
                            {"taken", nameOf(correction.taken)},
                            {"least_factor", numberOrNull(correction.factors[0])},
                            {"greatest_factor", numberOrNull(correction.factors[1])},
                            {"error", numberOrNull(correction.error)},
                            {"simulations", correction.simulations},
                            {"cases", correction.cases},
                            {"words", correction.words()},
                            {"points", std::move(points)}});
        }
        return list;
    }

    /// In shares of the NPV's standard deviation that its mean's standard error is.
    static Json precision(const Precision& precision) {
        return {{"wanted", precision.wanted.share},
                {"reached", precision.reached},
                {"share", numberOrNull(precision.share)},
                {"scenario", precision.scenario.text},
                {"trials", precision.trials},
                {"max_trials", precision.wanted.mostTrials}};
    }

    /// A ratio or a time: no mean, for shares and percentiles say what there is to say.
    static Json ratio(const Summary& summary, std::string_view unit) {
        Json json = {{"unit", unit}};
        addPercentiles(summary, json);
        return json;
    }

    Json quantity(const Summary& summary, std::string_view unit) const {
        // One value has no spread, and no error of sampling.
        const bool exact = deterministic() && summary.mean;
        Json json = {{"unit", unit.empty() ? "1" : unit},
                     {"mean", numberOrNull(summary.mean)},
                     {"sd", exact ? Json(0.0) : numberOrNull(summary.sd)},
                     {"standard_error", exact ? Json(0.0) : numberOrNull(summary.standardError)}};
        addPercentiles(summary, json);
        // Why there is no mean: trials without end, which the percentiles count, and such that have no number at all.
        if (summary.infinite > 0)
            json["infinite"] = summary.infinite;
        if (summary.failed > 0)
            json["failed"] = summary.failed;
        return json;
    }

    Json money(const Summary& summary) const { return quantity(summary, currency()); }

    Json scenario(const ScenarioResults& scenario) const {
        Json npv = money(scenario.npv);
        npv["chance_of_loss"] = numberOrNull(scenario.chanceOfLoss);
        Json irr = ratio(scenario.irr, "1/year");
        irr["share_several"] = numberOrNull(scenario.irrShareSeveral);
        irr["share_without"] = numberOrNull(scenario.irrShareWithout);
        Json payback = ratio(scenario.paybackDiscounted, name(results_.timeline.kind));
        payback["share_never"] = numberOrNull(scenario.paybackShareNever);
        return {{"id", scenario.id.text},
                {"name", scenario.name},
                {"npv", std::move(npv)},
                {"npv_hard", money(scenario.npvHard)},
                {"pv_benefits", money(scenario.pvBenefits)},
                {"pv_costs", money(scenario.pvCosts)},
                {"roi", ratio(scenario.roi, "1")},
                {"irr", std::move(irr)},
                {"payback_discounted", std::move(payback)},
                {"cash_flow", cashFlow(scenario)},
                {"metrics", metrics(scenario)},
                {"adoption", adoption(scenario)},
                {"effects", effects(scenario)}};
    }

    Json cashFlow(const ScenarioResults& scenario) const {
        Json rows = Json::array();
        for (const CashFlowResults& row : scenario.cashFlow)
            rows.push_back({{"period", row.period},
                            {"benefit", money(row.benefit)},
                            {"cost", money(row.cost)},
                            {"net", money(row.net)}});
        return rows;
    }

    Json metrics(const ScenarioResults& scenario) const {
        Json rows = Json::array();
        for (const MetricResults& metric : scenario.metrics) {
            Json periods = Json::array();
            for (size_t i = 0; i < metric.with.size(); ++i)
                periods.push_back({{"period", i + 1},
                                   {"bau", quantity(metric.bau.at(i), metric.unit)},
                                   {"with", quantity(metric.with.at(i), metric.unit)}});
            rows.push_back({{"id", metric.id.text},
                            {"name", metric.name},
                            {"unit", metric.unit.empty() ? "1" : metric.unit},
                            {"periods", std::move(periods)}});
        }
        return rows;
    }

    /// Periods of shares of 1, under the name of what they are a share of.
    Json shares(const char* key, const std::vector<Summary>& summaries) const {
        Json periods = Json::array();
        for (size_t i = 0; i < summaries.size(); ++i)
            periods.push_back({{"period", i + 1}, {key, quantity(summaries[i], "1")}});
        return periods;
    }

    Json adoption(const ScenarioResults& scenario) const {
        Json rows = Json::array();
        for (const AdoptionResults& adoption : scenario.adoption)
            rows.push_back({{"intervention", adoption.intervention.text},
                            {"group", adoption.group.text},
                            {"periods", shares("active", adoption.active)}});
        return rows;
    }

    Json effects(const ScenarioResults& scenario) const {
        Json rows = Json::array();
        for (const EffectResults& effect : scenario.effects)
            rows.push_back({{"id", effect.id.text},
                            {"intervention", effect.intervention.text},
                            {"target", effect.target},
                            {"periods", shares("share", effect.share)}});
        return rows;
    }

    const Model& model_;
    const Results& results_;
    const std::optional<Precision>& precision_;
    const std::vector<ProcessCheck>& processes_;
};

} // namespace

std::string writeResultsJson(const Model& model, const Results& results, const std::optional<Precision>& precision,
                             const std::vector<ProcessCheck>& processes) {
    return onOneLine(ResultsWriter(model, results, precision, processes).write());
}

} // namespace tributary
