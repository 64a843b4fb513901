// SPDX-License-Identifier: GPL-3.0-or-later
// Where a benefit would count twice: by a link on top of a formula, by links from a metric and from its driver, by a
// term of two counted formulas, and by two counted metrics that value a metric and a driver of it.
#include "core/model/formula_terms.h"
#include "core/model/movement.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
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

    /// A link from a driver that moves; of several from one driver the first.
    struct MovedLink {
        const Link* link = nullptr;
        size_t driver = none;
        bool onBaseline = false;        ///< the baseline hangs on what drives the driver too
        std::vector<size_t> drivenBy{}; ///< which of the other links' drivers drive this one's
    };
    /// The links into a metric, and what its baseline uses.
    struct Linked {
        size_t at = none;
        bool onLoop = false; ///< it drives its own drivers
        std::vector<MovedLink> links{};
        std::vector<size_t> baseline{};
    };

    void checkLinksOnTop() {
        std::vector<Linked> linked = findLinked();
        if (linked.empty())
            return;
        for (size_t first = 0; first < metrics_.size(); first += DriverStretch::width) {
            const DriverStretch stretch(all_, movable_, first);
            for (Linked& each : linked)
                compare(stretch, each);
        }
        for (const Linked& each : linked) {
            tellBaseline(each);
            tellLinkedDrivers(each);
        }
    }

    /// The metrics at which links could move something twice.
    [[nodiscard]] std::vector<Linked> findLinked() const {
        std::vector<Linked> all(metrics_.size());
        for (const Link& link : v_.model.links()) {
            const size_t driver = placeOf(link.driver.text);
            const size_t metric = placeOf(link.metric.text);
            if (driver == none || metric == none || driver == metric || !movable_[driver])
                continue;
            if (metrics_[metric]->source == MetricSource::influence)
                all[metric].links.push_back({&link, driver});
        }
        std::vector<Linked> linked;
        for (size_t at = 0; at < all.size(); ++at) {
            Linked& each = all[at];
            each.at = at;
            if (const auto& formula = metrics_[at]->formula; formula && !each.links.empty())
                for (const std::string& reference : formula->references())
                    if (const size_t used = meantBy(reference); used != none && used != at)
                        each.baseline.push_back(used);
            if (!each.baseline.empty() || each.links.size() > 1)
                linked.push_back(std::move(each));
        }
        return linked;
    }

    void compare(const DriverStretch& stretch, Linked& each) const {
        if (stretch.holds(each.at))
            each.onLoop = std::ranges::any_of(all_.drivers[each.at],
                                              [&](const Arc& arc) { return stretch.drives(each.at, arc.driver); });
        for (MovedLink& link : each.links)
            link.onBaseline = link.onBaseline || std::ranges::any_of(each.baseline, [&](size_t used) {
                                  return stretch.share(used, link.driver);
                              });
        for (const MovedLink& other : each.links)
            if (stretch.holds(other.driver))
                for (MovedLink& link : each.links)
                    if (other.driver != link.driver && stretch.drives(other.driver, link.driver))
                        link.drivenBy.push_back(other.driver);
    }

    /// Movable drivers of some metrics, level by level.
    struct Search {
        std::vector<size_t> found{};
        std::unordered_set<size_t> seen{};
        size_t next = 0;
    };
    void enter(Search& search, size_t at) const {
        if (movable_[at] && search.seen.insert(at).second)
            search.found.push_back(at);
    }
    void descend(Search& search) const {
        for (const size_t end = search.found.size(); search.next < end; ++search.next)
            for (const Arc& arc : all_.drivers[search.found[search.next]])
                enter(search, arc.driver);
    }

    /// A metric near both that drives the driver of a link and the baseline, not by way of the metric itself.
    [[nodiscard]] size_t sharedDriver(const Linked& each, size_t driver) const {
        Search below, beside;
        below.seen.insert(each.at);
        beside.seen.insert(each.at);
        enter(below, driver);
        for (const size_t used : each.baseline)
            enter(beside, used);
        for (size_t before = none; before != below.found.size() + beside.found.size();) {
            const auto shared =
                std::ranges::find_if(below.found, [&](size_t at) { return at != each.at && beside.seen.contains(at); });
            if (shared != below.found.end())
                return *shared;
            before = below.found.size() + beside.found.size();
            descend(below);
            descend(beside);
        }
        return none;
    }

    /// A link from D to a metric whose baseline is a formula over a driver of D.
    void tellBaseline(const Linked& each) {
        for (const MovedLink& link : each.links) {
            const size_t shared = link.onBaseline ? sharedDriver(each, link.driver) : none;
            if (shared == none)
                continue;
            const std::string at = "link/" + link.link->id.text;
            v_.warning(at,
                       fmt::format("{} moves {} both through its formula and through the link {}: its change would "
                                   "count twice.",
                                   name(shared), name(each.at), v_.called(at)),
                       fmt::format("Take what depends on {} out of the formula, or erase the link.", name(shared)));
        }
    }

    /// Links from D and from a driver of D.
    void tellLinkedDrivers(const Linked& each) {
        std::unordered_map<size_t, const Link*> linkFrom;
        for (const MovedLink& link : each.links)
            linkFrom.emplace(link.driver, link.link);
        std::unordered_set<size_t> told;
        for (const MovedLink& link : each.links) {
            if (link.drivenBy.empty())
                continue;
            std::unordered_set<size_t> without;
            if (each.onLoop)
                for (const size_t driver : movableDriversOf(all_, movable_, link.driver, each.at))
                    without.insert(driver);
            for (const size_t above : link.drivenBy) {
                if ((each.onLoop && !without.contains(above)) || !told.insert(above).second)
                    continue;
                v_.warning(
                    "link/" + linkFrom.at(above)->id.text,
                    fmt::format("{} and {}, which it drives, both have a link to {}: its change would count "
                                "twice.",
                                name(above), name(link.driver), name(each.at)),
                    fmt::format("Erase one of the two links, or let {} not drive {}.", name(above), name(link.driver)));
            }
        }
    }

    /// What a reference stands for in a term.
    [[nodiscard]] FormulaTerm meaningOf(const std::string& reference) const {
        const size_t at = meantBy(reference);
        return at == none ? FormulaTerm{{"name " + reference}} : FormulaTerm{{path(at)}, movable_[at], at};
    }

    /// One that counts is left whole: that it feeds another that counts is told elsewhere.
    [[nodiscard]] bool isPlainFormula(size_t at) const {
        return metrics_[at]->source == MetricSource::formula && metrics_[at]->formula && !metrics_[at]->counts;
    }

    /// The terms that a metric's formula adds up and a plan moves; one that is nothing but another formula is taken
    /// apart in its turn.
    [[nodiscard]] std::vector<std::string> termsOf(size_t metric) const {
        std::vector<std::string> keys;
        std::vector<size_t> formulas{metric};
        std::unordered_set<size_t> seen{metric};
        while (!formulas.empty()) {
            const size_t at = formulas.back();
            formulas.pop_back();
            const auto meaning = [this](const std::string& reference) { return meaningOf(reference); };
            for (const FormulaTerm& term : formulaTerms(metrics_[at]->formula->expression(), meaning))
                if (term.metric && isPlainFormula(*term.metric)) {
                    if (seen.insert(*term.metric).second)
                        formulas.push_back(*term.metric);
                } else if (term.moved) {
                    keys.push_back(term.key());
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

    /// By metric, the counted ones, rising, that turn it into money: the first metrics below each that are no flows of
    /// money themselves. Flows hand on who counts them, the counted first.
    [[nodiscard]] std::vector<std::vector<size_t>> findValued(const std::vector<size_t>& counted) const {
        std::vector<std::vector<size_t>> valuing(metrics_.size());
        std::vector<bool> isFlow(metrics_.size(), false), waits(metrics_.size(), false);
        for (size_t at = 0; at < metrics_.size(); ++at)
            isFlow[at] = movable_[at] && isMoneyPerTime(at);
        std::vector<size_t> waiting;
        const auto wake = [&](size_t at) {
            if (!waits[at]) {
                waits[at] = true;
                waiting.push_back(at);
            }
        };
        std::vector<std::vector<size_t>> own(metrics_.size());
        for (const size_t money : counted) {
            own[money].push_back(money);
            wake(money);
        }
        std::vector<size_t> joined;
        for (size_t next = 0; next < waiting.size(); ++next) {
            const size_t at = waiting[next];
            waits[at] = false;
            for (const Arc& arc : all_.drivers[at]) {
                if (!movable_[arc.driver])
                    continue;
                auto& known = isFlow[arc.driver] ? own[arc.driver] : valuing[arc.driver];
                joined.clear();
                std::ranges::set_union(known, own[at], std::back_inserter(joined));
                if (joined.size() == known.size())
                    continue;
                known = joined;
                if (isFlow[arc.driver])
                    wake(arc.driver);
            }
        }
        for (const size_t money : counted) // it does not value itself
            std::erase(valuing[money], money);
        return valuing;
    }

    /// Hands what is valued down to all that it drives, drivers first; a few of each metric are enough to tell.
    void checkValued(const std::vector<size_t>& counted) {
        constexpr size_t mostKept = 4;
        const std::vector<std::vector<size_t>> valuing = findValued(counted);
        std::vector<std::vector<Valued>> above(metrics_.size());
        std::map<std::pair<size_t, size_t>, Valued> told;
        for (const size_t at : all_.order) {
            if (!movable_[at])
                continue;
            const auto keep = [&](const Valued& valued) {
                if (valued.metric != at && !std::ranges::count(above[at], valued))
                    above[at].push_back(valued);
            };
            for (const Arc& arc : all_.drivers[at]) {
                for (size_t i = 0; i < valuing[arc.driver].size() && above[at].size() < mostKept; ++i)
                    keep({arc.driver, valuing[arc.driver][i]});
                for (size_t i = 0; i < above[arc.driver].size() && above[at].size() < mostKept; ++i)
                    keep(above[arc.driver][i]);
            }
            for (const size_t money : valuing[at])
                for (const Valued& driver : above[at])
                    if (driver.counted != money && told.emplace(std::minmax(driver.counted, money), driver).second)
                        tellValued(driver, {at, money});
        }
    }

    void tellValued(const Valued& driver, const Valued& driven) {
        const bool sameKind = tributary::compare(v_.names.unit(metrics_[driver.metric]->unit),
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
