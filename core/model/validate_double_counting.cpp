// SPDX-License-Identifier: GPL-3.0-or-later
// Where a benefit would count twice: by a link on top of a formula, by links from a metric and from its driver, by a
// term of two counted formulas, and by two counted metrics that value a metric and a driver of it.
#include "core/model/movement.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace tributary {

namespace {

constexpr size_t none = static_cast<size_t>(-1);

/// A metric that a counted one turns into money.
struct Valued {
    size_t metric = none;
    size_t counted = none;

    friend auto operator<=>(const Valued&, const Valued&) = default;
};

class DoubleCounting {
public:
    explicit DoubleCounting(Validation& v) : v_(v), all_(v.graph), movable_(movableMetrics(v.model, all_)) {
        for (const Metric& metric : v.model.metrics()) {
            places_.emplace(metric.id.text, metrics_.size());
            metrics_.push_back(&metric);
        }
    }

    void check() {
        if (std::find(movable_.begin(), movable_.end(), true) == movable_.end())
            return;
        checkLinksOnTop();
        std::vector<size_t> counted;
        for (size_t at = 0; at < metrics_.size(); ++at)
            if (metrics_[at]->counts && movable_[at])
                counted.push_back(at);
        if (counted.size() < 2)
            return;
        checkTerms(counted);
        checkValued(counted);
    }

private:
    [[nodiscard]] std::string path(size_t at) const { return "metric/" + all_.metrics[at].text; }
    [[nodiscard]] std::string name(size_t at) const { return v_.called(path(at)); }
    [[nodiscard]] size_t placeOf(const std::string& id) const {
        const auto found = places_.find(id);
        return found == places_.end() ? none : found->second;
    }
    /// The metric that a formula means by a name.
    [[nodiscard]] size_t meantBy(const std::string& reference) const {
        const auto meaning = v_.names.find(reference);
        return meaning.metric ? placeOf(meaning.metric->id.text) : none;
    }

    void checkLinksOnTop() {
        std::vector<std::vector<std::pair<const Link*, size_t>>> linksInto(metrics_.size());
        for (const Link& link : v_.model.links()) {
            const size_t driver = placeOf(link.driver.text);
            const size_t metric = placeOf(link.metric.text);
            if (driver == none || metric == none || driver == metric || !movable_[driver])
                continue;
            if (metrics_[metric]->source == MetricSource::influence)
                linksInto[metric].emplace_back(&link, driver);
        }
        for (size_t at = 0; at < metrics_.size(); ++at) {
            if (metrics_[at]->formula)
                checkBaseline(at, linksInto[at]);
            checkLinkedDrivers(at, linksInto[at]);
        }
    }

    /// A link from D to `at`, whose baseline is a formula over a driver of D.
    void checkBaseline(size_t at, const std::vector<std::pair<const Link*, size_t>>& links) {
        if (links.empty())
            return;
        std::unordered_set<size_t> inBaseline;
        for (const std::string& reference : metrics_[at]->formula->references())
            if (const size_t used = meantBy(reference); used != none)
                for (const size_t driver : movableDriversOf(all_, movable_, used, at))
                    inBaseline.insert(driver);
        for (const auto& [link, driver] : links) {
            const auto drivers = movableDriversOf(all_, movable_, driver, at);
            const auto shared = std::ranges::find_if(drivers, [&](size_t each) { return inBaseline.contains(each); });
            if (shared == drivers.end())
                continue;
            v_.warning("link/" + link->id.text,
                       fmt::format("{} moves {} both through its formula and through the link {}: its change would "
                                   "count twice.",
                                   name(*shared), name(at), v_.called("link/" + link->id.text)),
                       fmt::format("Take what depends on {} out of the formula, or erase the link.", name(*shared)));
        }
    }

    /// Links from D and from a driver of D.
    void checkLinkedDrivers(size_t at, const std::vector<std::pair<const Link*, size_t>>& links) {
        if (links.size() < 2)
            return;
        std::unordered_map<size_t, const Link*> linkFrom;
        for (const auto& [link, driver] : links)
            linkFrom.emplace(driver, link);
        std::unordered_set<size_t> told;
        for (const auto& [link, driver] : links)
            for (const size_t above : movableDriversOf(all_, movable_, driver, at)) {
                const auto found = above == driver ? linkFrom.end() : linkFrom.find(above);
                if (found == linkFrom.end() || !told.insert(above).second)
                    continue;
                v_.warning(
                    "link/" + found->second->id.text,
                    fmt::format("{} and {}, which it drives, both have a link to {}: its change would count "
                                "twice.",
                                name(above), name(driver), name(at)),
                    fmt::format("Erase one of the two links, or let {} not drive {}.", name(above), name(driver)));
            }
    }

    /// One term of a sum as a text that does not depend on the order of its factors; empty where nothing moves it.
    [[nodiscard]] std::string keyOf(const Expression& expression, size_t begin, size_t end) const {
        std::vector<std::string> tokens;
        bool moved = false;
        for (size_t i = begin; i <= end; ++i) {
            const ExpressionNode& node = expression.nodes()[i];
            if (node.operation == Operation::reference) {
                const std::string& reference = expression.references()[node.index];
                const size_t at = meantBy(reference);
                moved = moved || (at != none && movable_[at]);
                tokens.push_back(at == none ? "name " + reference : path(at));
            } else {
                tokens.push_back(fmt::format("{} {} {}", static_cast<int>(node.operation),
                                             node.operation == Operation::call ? static_cast<int>(node.function) : 0,
                                             node.operation == Operation::number ? node.baseValue : 0.0));
            }
        }
        std::ranges::sort(tokens);
        return moved ? fmt::format("{}", fmt::join(tokens, "; ")) : std::string();
    }

    /// One that counts is left whole: that it feeds another that counts is told elsewhere.
    [[nodiscard]] bool isPlainFormula(size_t at) const {
        return metrics_[at]->source == MetricSource::formula && metrics_[at]->formula && !metrics_[at]->counts;
    }

    /// The terms that a metric's formula adds up; one that is nothing but another formula is taken apart in its turn.
    [[nodiscard]] std::vector<std::string> termsOf(size_t metric) const {
        std::vector<std::string> keys;
        std::vector<size_t> formulas{metric};
        std::unordered_set<size_t> seen{metric};
        while (!formulas.empty()) {
            const size_t at = formulas.back();
            formulas.pop_back();
            const Expression& expression = metrics_[at]->formula->expression();
            const auto nodes = expression.nodes();
            std::vector<size_t> begins(nodes.size()), stack;
            for (size_t i = 0; i < nodes.size(); ++i) {
                begins[i] = nodes[i].arguments == 0 ? i : stack[stack.size() - nodes[i].arguments];
                stack.resize(stack.size() - nodes[i].arguments);
                stack.push_back(begins[i]);
            }
            std::vector<size_t> ends{nodes.size() - 1};
            while (!ends.empty()) {
                const size_t end = ends.back();
                ends.pop_back();
                const ExpressionNode& node = nodes[end];
                if (node.operation == Operation::add || node.operation == Operation::subtract) {
                    ends.push_back(end - 1);
                    ends.push_back(begins[end - 1] - 1);
                    continue;
                }
                if (node.operation == Operation::reference)
                    if (const size_t used = meantBy(expression.references()[node.index]);
                        used != none && isPlainFormula(used)) {
                        if (seen.insert(used).second)
                            formulas.push_back(used);
                        continue;
                    }
                if (std::string key = keyOf(expression, begins[end], end); !key.empty())
                    keys.push_back(std::move(key));
            }
        }
        return keys;
    }

    void checkTerms(const std::vector<size_t>& counted) {
        std::unordered_map<std::string, size_t> firstWith;
        std::unordered_set<size_t> told;
        for (const size_t at : counted) {
            if (metrics_[at]->source != MetricSource::formula || !metrics_[at]->formula)
                continue;
            for (std::string& key : termsOf(at)) {
                const auto [first, fresh] = firstWith.emplace(std::move(key), at);
                if (fresh || first->second == at || !told.insert(at).second)
                    continue;
                v_.warning(path(at) + "/formula",
                           fmt::format("{} and {} both count in the NPV and add up the same term: its change would "
                                       "count twice.",
                                       name(first->second), name(at)),
                           "Take the term out of one of the two formulas, or let only one of the two count.");
            }
        }
    }

    [[nodiscard]] bool isMoneyPerTime(size_t at) const {
        const Unit& unit = v_.names.unit(metrics_[at]->unit);
        return unit.timePower() == -1 &&
               std::ranges::any_of(unit.terms(), [](const Unit::Term& term) { return isMoney(term.symbol); });
    }

    /// What counted metrics turn into money: the first metrics below each that are no flows of money themselves.
    [[nodiscard]] std::vector<Valued> findValued(const std::vector<size_t>& counted) const {
        std::vector<Valued> found;
        for (const size_t money : counted) {
            std::vector<size_t> waiting{money};
            std::unordered_set<size_t> seen{money};
            for (size_t next = 0; next < waiting.size(); ++next)
                for (const Arc& arc : all_.drivers[waiting[next]]) {
                    if (!movable_[arc.driver] || !seen.insert(arc.driver).second)
                        continue;
                    if (isMoneyPerTime(arc.driver))
                        waiting.push_back(arc.driver);
                    else
                        found.push_back({arc.driver, money});
                }
        }
        return found;
    }

    /// Hands what is valued down to all that it drives, drivers first; a few of each metric are enough to tell.
    void checkValued(const std::vector<size_t>& counted) {
        constexpr size_t mostKept = 4;
        std::unordered_map<size_t, std::vector<size_t>> countedOf;
        for (const Valued& valued : findValued(counted))
            countedOf[valued.metric].push_back(valued.counted);
        std::vector<std::vector<Valued>> above(metrics_.size());
        std::map<std::pair<size_t, size_t>, Valued> told;
        for (const size_t at : all_.order) {
            if (!movable_[at])
                continue;
            const auto keep = [&](const Valued& valued) {
                if (above[at].size() < mostKept && valued.metric != at && !std::ranges::count(above[at], valued))
                    above[at].push_back(valued);
            };
            for (const Arc& arc : all_.drivers[at]) {
                if (const auto own = countedOf.find(arc.driver); own != countedOf.end())
                    for (const size_t money : own->second)
                        keep({arc.driver, money});
                std::ranges::for_each(above[arc.driver], keep);
            }
            if (const auto own = countedOf.find(at); own != countedOf.end())
                for (const size_t money : own->second)
                    for (const Valued& driver : above[at])
                        if (driver.counted != money && told.emplace(std::minmax(driver.counted, money), driver).second)
                            tellValued(driver, {at, money});
        }
    }

    void tellValued(const Valued& driver, const Valued& driven) {
        const bool sameKind = compare(v_.names.unit(metrics_[driver.metric]->unit),
                                      v_.names.unit(metrics_[driven.metric]->unit)) == UnitMatch::same;
        v_.add(sameKind ? Severity::warning : Severity::note, path(driver.counted),
               fmt::format("{} values {}, and {} values {}, which it drives: the benefit may count twice.",
                           name(driver.counted), name(driver.metric), name(driven.counted), name(driven.metric)),
               fmt::format("Let only one of the two count, unless {} is worth money beside what it does to {}.",
                           name(driver.metric), name(driven.metric)));
    }

    Validation& v_;
    const Dependencies& all_;
    const std::vector<bool> movable_;
    std::vector<const Metric*> metrics_;
    std::unordered_map<std::string, size_t> places_;
};

} // namespace

void checkDoubleCounting(Validation& v) { DoubleCounting(v).check(); }

} // namespace tributary
