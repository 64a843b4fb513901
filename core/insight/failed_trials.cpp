// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/failed_trials.h"

#include "core/insight/pool_loads.h"
#include "core/model/dependencies.h"
#include "core/model/edit.h"
#include "core/model/likely_value.h"
#include "core/model/map_edits.h"
#include "core/model/problem_words.h"
#include "core/model/quantity_path.h"
#include "core/model/quantity_span.h"
#include "core/model/sub_processes.h"
#include "core/stats/quantile_function.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace tributary {

namespace {

constexpr size_t mostSampled = 4096;
/// Enough to see which metric fails, and few enough to hold every metric of a large model.
constexpr size_t trialsOfMetrics = 256;
/// Columns are compared by how unevenly the failures lie over so many equal parts of their draws.
constexpr size_t equalParts = 16;
/// The ends of a column explain the failures where they hold this share of them.
constexpr double mostOfThem = 0.75;
/// Below this statistic of 15 degrees of freedom (its 99.9 % point) a column says nothing of them.
constexpr double significantUnevenness = 37.7;

/// Where less than one trial in so many is left, what they say is no result.
constexpr size_t fewestLeft = 20;

/// What was seen of some trials.
struct Sample {
    Program program;
    std::vector<bool> failed;
    size_t failures = 0;
    RunOptions options;
};

std::optional<Sample> sampleOf(const Model& model, const RunControl& control) {
    auto program = compile(model, {.metrics = WantedMetrics::none, .detail = Detail::means}, {{}, control.stop});
    if (!program)
        return std::nullopt;
    RunOptions options = runOptions(model.settings());
    options.trials = std::min(options.trials, mostSampled);
    const auto results = run(*program, options, control);
    if (!results)
        return std::nullopt;
    options.trials = results->trials;
    Sample sample{std::move(*program), std::vector<bool>(results->trials), 0, options};
    for (const ScenarioResults& scenario : results->scenarios)
        for (size_t t = 0; t < std::min(scenario.npvTrials.size(), sample.failed.size()); ++t)
            if (!std::isfinite(scenario.npvTrials[t]))
                sample.failed[t] = true;
    sample.failures = static_cast<size_t>(std::ranges::count(sample.failed, true));
    return sample;
}

/// Pearson's statistic of the failures over equal parts of a column of uniform numbers.
double unevenness(const std::vector<double>& uniforms, const Sample& sample) {
    std::array<double, equalParts> all{};
    std::array<double, equalParts> failed{};
    for (size_t t = 0; t < uniforms.size(); ++t) {
        const auto part = std::min(equalParts - 1, static_cast<size_t>(uniforms[t] * static_cast<double>(equalParts)));
        all[part] += 1;
        failed[part] += sample.failed[t] ? 1 : 0;
    }
    const double rate = static_cast<double>(sample.failures) / static_cast<double>(uniforms.size());
    double sum = 0;
    for (size_t part = 0; part < equalParts; ++part)
        if (all[part] > 0)
            sum += std::pow(failed[part] - rate * all[part], 2) / (rate * (1 - rate) * all[part]);
    return sum;
}

/// Says a value in its unit, to a hundredth of the width that the draws have.
std::string inUnit(double value, double width, const std::string& unit) {
    const double step = width / 100;
    const int decimals = step > 0 ? std::clamp(static_cast<int>(std::ceil(-std::log10(step))), 0, 9) : 3;
    const double scale = std::pow(10.0, decimals);
    const double rounded = std::round(value * scale) / scale;
    const bool plain = unit.empty() || unit == "1";
    return fmt::format("{:.{}f}{}{}", rounded == 0 ? 0.0 : rounded, decimals, plain ? "" : " ", plain ? "" : unit);
}

/// How many trials at an end of a column are told as failing: there the failed ones outnumber the sound ones the most.
struct Tail {
    size_t failed = 0;
    double edge = 0; ///< uniform number of the innermost of them
};

template <class Order>
Tail tailOf(const std::vector<double>& uniforms, const Sample& sample, Order inward) {
    std::vector<size_t> order(uniforms.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::ranges::sort(order, [&](size_t a, size_t b) { return inward(uniforms[a], uniforms[b]); });
    Tail best;
    long excess = 0;
    long most = 0;
    size_t failed = 0;
    for (const size_t t : order) {
        excess += sample.failed[t] ? 1 : -1;
        failed += sample.failed[t] ? 1 : 0;
        if (excess > most) {
            most = excess;
            best = {failed, uniforms[t]};
        }
    }
    return best;
}

/// " below -3 % or above 104 %": where most of the failed trials lie; empty where they lie among sound ones.
std::string beyond(const Model& model, const Sample& sample, const ProgramInput& input,
                   const std::vector<double>& uniforms) {
    const auto site = findQuantity(model, input.path);
    if (input.distributions.size() != 1 || !site)
        return {};
    const Tail below = tailOf(uniforms, sample, std::less<>());
    const Tail above = tailOf(uniforms, sample, std::greater<>());
    if (static_cast<double>(below.failed + above.failed) < mostOfThem * static_cast<double>(sample.failures) ||
        (below.failed > 0 && above.failed > 0 && below.edge >= above.edge))
        return {};
    const QuantileFunction quantile(input.distributions.front());
    const double width = quantile(0.99) - quantile(0.01);
    std::string words;
    if (below.failed > 0)
        words = " below " + inUnit(quantile(below.edge), width, site->unit);
    if (above.failed > 0)
        words += (below.failed > 0 ? " or above " : " above ") + inUnit(quantile(above.edge), width, site->unit);
    return words;
}

/// Names a quantity; of a metric or an input the name alone.
std::string calledInWords(const Model& model, const std::string& path) {
    std::string name = readableName(model, path);
    for (const std::string_view kind : {": estimate", ": quantity"})
        if (name.ends_with(kind))
            name.erase(name.size() - kind.size());
    return name;
}

std::string counted(size_t number) { return withThousands(static_cast<double>(number)); }

bool isFailing(const std::vector<Summary>& periods) {
    return std::ranges::any_of(periods, [](const Summary& each) { return each.failed > 0 || each.infinite > 0; });
}

/// What was seen of a few trials with every metric.
struct FailingMetrics {
    const Metric* first = nullptr; ///< that is infinite or no number, in the order in which they are worked out: the
                                   ///< cause, not what it spoils; null where the fault is beyond the metrics
    size_t failed = 0;
    size_t trials = 0;
    bool isEndless = false; ///< the first one is infinite
    std::string pool{};     ///< path of the one with more work than it can do in the most trials, where most fail for
                            ///< that; empty: there is none
    double load = 0;        ///< of that pool, as a share, where it is overloaded in the most trials: at P95
    bool isSure = false;    ///< it is the same in all trials
};

/// Finds the pool that is overloaded in the most trials; among several of no servers the first.
void noteBusiest(const Results& results, const std::vector<WatchedPool>& pools, FailingMetrics& seen) {
    double most = 0;
    const auto note = [&](const std::string& path, const std::vector<Summary>& loads,
                          const std::vector<Summary>& beyond) {
        const PeakLoad overloaded = peakShare(beyond);
        if (overloaded.period == 0)
            return;
        const Summary& load = loads[overloaded.period - 1];
        if (std::pair(overloaded.load, load.p95 / 100) <= std::pair(most, seen.load))
            return;
        most = overloaded.load;
        seen.load = load.p95 / 100;
        seen.isSure = load.p5 == load.p95;
        seen.pool = path;
    };
    for (const WatchedPool& watched : pools)
        for (const WatchedPool::Use& use : watched.uses) // a map alone makes its trials fail
            for (const ScenarioResults& scenario : results.scenarios) {
                const MetricResults* load = find(scenario, use.metric);
                const MetricResults* beyond = find(scenario, beyondLimit(use.metric));
                if (!load || !beyond)
                    continue;
                note(watched.path(), load->bau, beyond->bau);
                note(watched.path(), load->with, beyond->with);
            }
}

FailingMetrics failingMetrics(const Model& model, size_t trials, const RunControl& control) {
    std::vector<WatchedPool> pools = watchedPools(model);
    const MeasuredMaps measured(model, SubProcesses(model)); // what no metric measures makes no trial fail
    for (WatchedPool& pool : pools)
        std::erase_if(pool.uses, [&](const WatchedPool::Use& use) { return !measured.all.contains(use.by.process); });
    const auto program = compileWithLoads(model, pools, 1, {}, {{}, control.stop});
    RunOptions options = runOptions(model.settings());
    options.trials = std::min(options.trials, trials);
    const auto results = program ? run(*program, options, control) : std::nullopt;
    if (!results)
        return {};
    FailingMetrics seen{nullptr, results->trialsFailed, results->trials};
    std::set<MetricId> failing;
    for (const ScenarioResults& scenario : results->scenarios)
        for (const MetricResults& metric : scenario.metrics)
            if (isFailing(metric.bau) || isFailing(metric.with))
                failing.insert(metric.id);
    const Dependencies known = dependencies(model);
    for (const size_t index : known.order)
        if (!seen.first && failing.contains(known.metrics[index]))
            seen.first = model.metrics().find(known.metrics[index]);
    for (const ScenarioResults& scenario : results->scenarios)
        if (const MetricResults* metric = seen.first ? find(scenario, seen.first->id) : nullptr)
            for (const auto* periods : {&metric->bau, &metric->with})
                seen.isEndless = seen.isEndless ||
                                 std::ranges::any_of(*periods, [](const Summary& each) { return each.infinite > 0; });
    if (static_cast<double>(results->trialsOverloaded) >= mostOfThem * static_cast<double>(seen.failed))
        noteBusiest(*results, pools, seen);
    return seen;
}

/// Leads to the quantity that sets the failed trials apart; false where none does.
bool leadToQuantity(const Model& model, const Sample& sample, const std::string& count, Problem& problem) {
    if (sample.failures == 0 || sample.failures == sample.failed.size())
        return false;
    const std::vector<ProgramInput> inputs = sample.program.inputs();
    const auto columns = drawInputs(sample.program, sample.options);
    size_t best = inputs.size();
    double most = significantUnevenness;
    for (size_t i = 0; i < std::min(inputs.size(), columns.size()); ++i)
        if (const double found = unevenness(columns[i], sample); found > most) {
            most = found;
            best = i;
        }
    if (best == inputs.size())
        return false;
    const ProgramInput& input = inputs[best];
    const std::string where = beyond(model, sample, input, columns[best]);
    problem.subject = input.path;
    if (problem.subject.ends_with(eventEnd))
        problem.subject.resize(problem.subject.size() - eventEnd.size());
    const std::string name = calledInWords(model, problem.subject);
    problem.message = where.empty() ? fmt::format("{}: most hang on {}.", count, name)
                                    : fmt::format("{}: most where {} is{}.", count, name, where);
    problem.action = input.distributions.empty()
                         ? "Look at what it changes: a share beyond 0 to 100 %, or work beyond what a pool can do."
                         : "Narrow its range.";
    return true;
}

/// A step with the shares of its ways out, or of the exceptions at it.
struct SharesAt {
    std::string step;                    ///< its path
    std::string what;                    ///< in words
    std::vector<const Parameter*> given; ///< of the process
    double most = 0;                     ///< what they may sum to, as far as they are quantities
    bool areAllQuantities = true;
    std::set<std::string> uncertain{}; ///< what they hang on that differs, or may

    [[nodiscard]] bool mayBeTooMuch() const { return uncertain.size() > 1 && (!areAllQuantities || most > 1); }
};

/// The steps of a map whose shares may sum to more than all, or to what is not known before a run.
std::vector<SharesAt> unsureShares(const Model& model, const Process& process) {
    std::vector<SharesAt> found;
    for (const Step& step : process.steps) {
        const std::string path = "process/" + process.id.text + "/task/" + step.id.text;
        SharesAt ways{path, "the shares of the flows out of " + calledStep(process, step), {}};
        SharesAt exceptions{path, "the frequencies of the exceptions at " + calledStep(process, step), {}};
        for (const Flow& flow : process.flows)
            if (flow.from == step.id && flow.share)
                ways.given.push_back(&*flow.share);
        for (const ProcessException& exception : process.exceptions)
            if (exception.step == step.id && exception.frequency)
                exceptions.given.push_back(&*exception.frequency);
        for (SharesAt* each : {&ways, &exceptions}) {
            for (const Parameter* parameter : each->given) {
                const auto span =
                    parameter->quantity() ? spanOf(model, *parameter->quantity(), unitOr("%")) : std::nullopt;
                each->most += span ? span->high : 0;
                each->areAllQuantities = each->areAllQuantities && span;
                if (span && span->low < span->high)
                    each->uncertain.insert(fmt::format("{}", each->uncertain.size()));
                if (const Formula* formula = parameter->formula())
                    each->uncertain.insert(formula->references().begin(), formula->references().end());
            }
            if (each->mayBeTooMuch())
                found.push_back(std::move(*each));
        }
    }
    return found;
}

/// The model with shares at their most likely values; none where these are not known before a run.
std::optional<Model> withoutSpread(const Model& model, const Process& process, const SharesAt& shares) {
    Process fixed = process;
    const Names names(model);
    const auto fix = [&](std::optional<Parameter>& share, const std::optional<Parameter>& own) {
        if (!own || std::ranges::find(shares.given, &*own) == shares.given.end())
            return true;
        std::optional<double> likely;
        if (own->formula())
            likely = likelyValue(*own->formula(), names);
        else if (const auto span = spanOf(model, *own->quantity(), unitOr("%")))
            likely = span->likely;
        auto parsed = Parameter::parse(fmt::format("{:.12f}%", 100 * likely.value_or(0)));
        if (!likely || !parsed)
            return false;
        share = std::move(*parsed);
        return true;
    };
    for (size_t i = 0; i < process.flows.size(); ++i)
        if (!fix(fixed.flows[i].share, process.flows[i].share))
            return std::nullopt;
    for (size_t i = 0; i < process.exceptions.size(); ++i)
        if (!fix(fixed.exceptions[i].frequency, process.exceptions[i].frequency))
            return std::nullopt;
    return apply(model, Edit{{}, {}, {put(std::move(fixed))}}).model;
}

/// Leads to the step whose shares sum to more than all: without their spread hardly any trial fails. False where there
/// is none.
bool leadToShares(const Model& model, const Sample& sample, const FailingMetrics& seen, const std::string& count,
                  const RunControl& control, Problem& problem) {
    if (!seen.pool.empty() || seen.failed == 0 || !seen.first || seen.first->source != MetricSource::process)
        return false;
    constexpr int mostTried = 8;
    int tried = 0;
    RunOptions options = sample.options;
    options.trials = std::min(options.trials, seen.trials);
    for (const ProcessId& id : SubProcesses(model).within(seen.first->process)) {
        const Process* process = model.processes().find(id);
        for (const SharesAt& shares : process ? unsureShares(model, *process) : std::vector<SharesAt>()) {
            const auto fixed = withoutSpread(model, *process, shares);
            if (!fixed)
                continue;
            if (++tried > mostTried)
                return false;
            const auto program =
                compile(*fixed, {.onlyMetrics = {seen.first->id}, .corrections = sample.program.corrections()},
                        {{}, control.stop});
            const auto results = program ? run(*program, options, control) : std::nullopt;
            if (!results ||
                static_cast<double>(results->trialsFailed) > (1 - mostOfThem) * static_cast<double>(seen.failed))
                continue;
            problem.subject = shares.step;
            problem.message =
                fmt::format("{}: most since {} sum to more than 100 %{}.", count, shares.what,
                            shares.areAllQuantities ? fmt::format(", up to {:.4g} %", 100 * shares.most) : "");
            problem.action = "Narrow their ranges, so that they sum to 100 % at most.";
            return true;
        }
    }
    return false;
}

/// Leads to the pool that has more work than it can do; false where no trial fails for that.
bool leadToPool(const Model& model, const Sample& sample, const FailingMetrics& seen, const std::string& count,
                Problem& problem) {
    if (seen.pool.empty() || seen.failed == 0)
        return false;
    const std::string name = readableName(model, seen.pool);
    const bool lacksServers = std::isinf(seen.load);
    Problem cause;
    const std::string told =
        lacksServers
            ? fmt::format("{}: {} has no servers, so cases wait without end", count, name)
            : fmt::format("{}: {} has more work than it can do{}, so cases wait without end", count, name,
                          seen.load < 1
                              ? std::string()
                              : fmt::format(", {:.0f} %{}", 100 * seen.load, seen.isSure ? " of that" : " at P95"));
    const bool hangs = leadToQuantity(model, sample, told, cause);
    if (lacksServers && !hangs) {
        problem.subject = seen.pool + "/servers";
        problem.message = told + ".";
        problem.action = "Type how many work in it at once.";
        return true;
    }
    problem.message = hangs ? cause.message : told + ".";
    if (seen.first && seen.isEndless && seen.failed < seen.trials)
        problem.message += fmt::format(" {} has no mean, and its percentiles count those trials as without end.",
                                       readableName(model, "metric/" + seen.first->id.text));
    problem.subject = seen.pool;
    problem.action = "Give it more servers, or less work: correct its servers, the arrivals or the touch times.";
    return true;
}

std::vector<Problem> explain(const Model& model, const Sample& sample, size_t failed, size_t trials,
                             const RunControl& control) {
    const bool all = failed == trials;
    const bool few = (trials - failed) * fewestLeft < trials;
    const std::string count =
        all ? fmt::format("{} failed, so there is no result",
                          trials == 1 ? std::string("The one trial") : fmt::format("All {} trials", counted(trials)))
            : fmt::format("{} of {} trials failed and are left out", counted(failed), counted(trials));
    Problem problem{few ? Severity::error : Severity::warning, {}, {}, {}, {}};
    FailingMetrics seen = failingMetrics(model, trialsOfMetrics, control);
    if (seen.failed == 0 && seen.trials > 0) // too few of them fail
        seen = failingMetrics(model, sample.failed.size(), control);
    if (leadToShares(model, sample, seen, count, control, problem) || leadToPool(model, sample, seen, count, problem) ||
        leadToQuantity(model, sample, count, problem))
        return {std::move(problem)};
    const Metric* first = seen.first;
    if (first)
        problem.subject = "metric/" + first->id.text;
    problem.message = first ? fmt::format("{}: first of all {} is infinite or no number{}.", count,
                                          readableName(model, problem.subject),
                                          seen.isEndless && !all ? "; it has no mean, and its percentiles count those "
                                                                   "trials as without end"
                                                                 : "")
                            : count + ": in them the money is infinite or no number.";
    problem.action = first && first->source == MetricSource::process
                         ? "Look for shares of 100 % that come back, and for work beyond what a pool can do."
                         : "Look for a division by zero, a root or logarithm of a number below zero, or a share beyond "
                           "0 to 100 %.";
    return {std::move(problem)};
}

} // namespace

std::vector<Problem> explainFailedTrials(const Model& model, size_t failed, size_t trials, const RunControl& control) {
    if (failed == 0)
        return {};
    const auto sample = sampleOf(model, control);
    return sample ? explain(model, *sample, failed, trials, control) : std::vector<Problem>{};
}

std::vector<Problem> checkFailedTrials(const Model& model, const RunControl& control) {
    const auto sample = sampleOf(model, control);
    if (!sample)
        return {};
    if (sample->failures > 0)
        return explain(model, *sample, sample->failures, sample->failed.size(), control);
    const FailingMetrics seen = failingMetrics(model, trialsOfMetrics, control); // what no money hangs on may fail too
    return seen.failed > 0 ? explain(model, *sample, seen.failed, seen.trials, control) : std::vector<Problem>{};
}

} // namespace tributary
