// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/elasticity_chain.h"

#include "core/model/edit.h"
#include "core/model/names.h"
#include "core/model/problem_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tributary {

namespace {

constexpr size_t mostChainTrials = 2048;
constexpr size_t fewestChainTrials = 64;
constexpr size_t mostChainNumbers = size_t{1} << 25U; ///< that are kept of a run

using Row = std::vector<const Link*>;

class RowFinder {
public:
    RowFinder(const Model& model, std::stop_token stop) : stop_(std::move(stop)) {
        for (const Link& link : model.links())
            if (link.form == LinkForm::elasticity && link.elasticity) {
                from_[link.driver].push_back(&link);
                into_[link.metric].push_back(&link);
            }
        for (const auto& [driver, links] : from_)
            if (!into_.contains(driver))
                walk(driver);
        if (rows_.empty()) // nothing but loops: each metric is as good a start as another
            for (const auto& [driver, links] : from_)
                walk(driver);
    }
    std::vector<Row> take() { return std::move(rows_); }
    [[nodiscard]] bool leftOut() const { return leftOut_; }

private:
    /// Every step leads to a row that is kept, so the steps are bounded as the rows are.
    void walk(const MetricId& metric) {
        bool further = false;
        onRow_.insert(metric);
        if (const auto links = from_.find(metric); links != from_.end())
            for (const Link* link : links->second) {
                if (onRow_.contains(link->metric))
                    continue;
                further = true;
                if (rows_.size() == mostChains)
                    leftOut_ = true;
                if (leftOut_ || stop_.stop_requested())
                    break;
                row_.push_back(link);
                walk(link->metric);
                row_.pop_back();
            }
        onRow_.erase(metric);
        if (!further && !row_.empty())
            rows_.push_back(row_);
    }

    std::map<MetricId, std::vector<const Link*>> from_, into_;
    std::stop_token stop_;
    Row row_;
    std::set<MetricId> onRow_;
    std::vector<Row> rows_;
    bool leftOut_ = false;
};

std::string chainName(size_t number) { return fmt::format("elasticity-chain-{}", number); }

/// The model with a metric for each row: the product of its elasticities, so that the engine draws and multiplies them.
Model withProducts(const Model& model, const std::vector<Row>& rows) {
    Edit edit;
    std::map<LinkId, std::string> factorOf;
    for (const Row& row : rows)
        for (const Link* link : row) {
            std::string& factor = factorOf[link->id];
            if (!factor.empty())
                continue;
            if (const Quantity* quantity = link->elasticity->quantity()) {
                Input input;
                input.id = InputId(fmt::format("elasticity-of-{}", factorOf.size()));
                input.name = input.id.text;
                input.value = *quantity;
                factor = fmt::format("[{}]", input.id.text);
                edit.changes.push_back(put(std::move(input)));
            } else {
                factor = fmt::format("({})", link->elasticity->text());
            }
        }
    for (size_t number = 0; number < rows.size(); ++number) {
        std::string text;
        for (const Link* link : rows[number])
            text += (text.empty() ? "" : " * ") + factorOf.at(link->id);
        auto formula = Formula::parse(text);
        if (!formula)
            continue;
        Metric metric;
        metric.id = MetricId(chainName(number));
        metric.name = metric.id.text;
        metric.source = MetricSource::formula;
        metric.formula = std::move(*formula);
        edit.changes.push_back(put(std::move(metric)));
    }
    return apply(model, edit).model;
}

double meanShare(const std::optional<Quantity>& quantity) {
    if (!quantity)
        return 0;
    const auto distribution = distributionIn(*quantity, unitOr("%"));
    return distribution ? mean(*distribution) / 100 : 0;
}

ChainLink chainLink(const Link& link, const ScenarioResults& results) {
    ChainLink made{link.id, link.driver, link.metric};
    const MetricResults* driver = find(results, link.driver);
    if (!driver)
        return made;
    for (size_t i = 0; i < driver->with.size(); ++i) {
        // A metric in % changes by points: its elasticity acts on the ratio all the same.
        const double usual = driver->changeForm == ChangeForm::share ? 1.0 : std::abs(driver->bau[i].p50);
        for (const double change : {driver->change[i].p10 / usual, driver->change[i].p90 / usual})
            if (std::isfinite(change) && std::abs(change) > std::abs(made.change)) {
                made.change = change;
                made.period = static_cast<int>(i) + 1;
            }
    }
    made.beyondLocal = std::abs(made.change) > localChange;
    return made;
}

} // namespace

Result<ElasticityChains> elasticityChains(const Study& study, const RunControl& control) {
    RowFinder finder(study.model, control.stop);
    ElasticityChains found{{}, finder.leftOut()};
    const std::vector<Row> rows = finder.take();
    if (control.stop.stop_requested())
        return tl::unexpected(stoppedError());
    if (rows.empty())
        return found;
    std::set<MetricId> wanted;
    for (size_t number = 0; number < rows.size(); ++number) {
        wanted.insert(MetricId(chainName(number)));
        for (const Link* link : rows[number])
            wanted.insert(link->driver);
    }
    const size_t numbers = 3 * wanted.size() * static_cast<size_t>(std::max(study.model.settings().periods, 1));
    const auto program = compile(withProducts(study.model, rows), {.scenarios = {study.scenario},
                                                                   .onlyMetrics = {wanted.begin(), wanted.end()},
                                                                   .corrections = study.program.corrections()});
    if (!program)
        return tl::unexpected(problemError(study.model, program.error().front()));
    RunOptions options = study.options;
    options.trials =
        std::min(options.trials, std::clamp(mostChainNumbers / numbers, fewestChainTrials, mostChainTrials));
    const auto run = tributary::run(*program, options, control);
    if (!run)
        return tl::unexpected(stoppedError());
    const ScenarioResults& results = run->scenarios.front();
    for (size_t number = 0; number < rows.size(); ++number) {
        const MetricResults* product = find(results, MetricId(chainName(number)));
        if (!product || product->bau.empty())
            continue;
        ElasticityChain chain{{}, product->bau.front(), 0};
        double works = 1;
        for (const Link* link : rows[number]) {
            chain.links.push_back(chainLink(*link, results));
            works *= 1 - meanShare(link->noEffect);
        }
        chain.chanceOfBreak = 1 - works;
        found.chains.push_back(std::move(chain));
    }
    return found;
}

} // namespace tributary
