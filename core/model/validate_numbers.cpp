// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/unit_check.h"
#include "core/model/edit_rules.h"
#include "core/model/given_units.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

namespace tributary {

namespace {

/// The name of what a formula refers to, for it may be typed by an id.
const std::string& nameOf(const Names& names, const std::string& reference) {
    const Names::Meaning meaning = names.find(reference);
    if (meaning.metric && !meaning.metric->name.empty())
        return meaning.metric->name;
    return meaning.input && !meaning.input->name.empty() ? meaning.input->name : reference;
}

// A search for the nearest name goes through all of them, so only so many are made.
constexpr int mostSuggestions = 20;

/// Where the first use of a name stands in a formula.
std::optional<TextRange> placeOf(const Formula& formula, std::string_view name) {
    const Expression& expression = formula.expression();
    for (const ExpressionNode& node : expression.nodes())
        if (node.operation == Operation::reference && expression.references()[node.index] == name)
            return node.range;
    return std::nullopt;
}

/// The nearest name, unless it is the metric's own whose formula asks: that would make a loop of it.
std::optional<std::string> nearestOther(const Validation& v, const std::string& path, const std::string& name) {
    auto nearest = v.names.nearest(name);
    const Metric* metric = nearest ? v.names.find(*nearest).metric : nullptr;
    if (metric && path.starts_with("metric/" + metric->id.text + "/"))
        nearest.reset();
    return nearest;
}

/// What a field is called within a sentence: "the formula of Margin"; one of a part as any message calls it.
std::string calledInside(const Validation& v, const std::string& path) {
    const std::string name = v.called(path);
    const auto owner = entityOf(path);
    if (!owner || pathOf(*owner) != path.substr(0, path.rfind('/')))
        return name;
    const std::string whose = v.called(pathOf(*owner));
    return fmt::format("the {} of {}", name.substr(whose.size() + 2), whose); // behind the colon
}

/// Tells names that mean nothing or too much; returns whether all are known.
bool checkReferences(Validation& v, const std::string& path, const Formula& formula, int& suggestions) {
    bool known = true;
    for (const std::string& name : formula.references()) {
        const auto meaning = v.names.find(name);
        if (meaning.unique())
            continue;
        const auto range = placeOf(formula, name);
        if (meaning.candidates > 1) {
            v.add(Severity::error, path,
                  fmt::format("\u201c{}\u201d in {} may mean {} metrics or inputs.", name, calledInside(v, path),
                              meaning.candidates),
                  "Rename all but one, or use an id.", range);
            continue;
        }
        known = false;
        const auto nearest = suggestions++ < mostSuggestions ? nearestOther(v, path, name) : std::nullopt;
        v.add(Severity::error, path,
              fmt::format("There is no metric or input \u201c{}\u201d, which {} uses.", name, calledInside(v, path)),
              nearest ? fmt::format("Did you mean \u201c{}\u201d? If not, add it as a metric or an input.", *nearest)
                      : "Add it as a metric or an input, or correct the name.",
              range);
    }
    return known;
}

/// Adoption and the response to it are drawn once a trial: a metric, which moves from period to period, has no place.
bool takesInputsOnly(std::string_view path) {
    return path.starts_with("intervention/") &&
           (path.find("/adoption/") != std::string_view::npos || path.ends_with("/curve_parameter"));
}

/// Whether a formula uses a metric whose unit is still to come from its own formula, or from a value, which is told
/// there: what stands above it is in no wrong unit yet.
bool awaitsUnit(const Validation& v, GivenUnits& given, const Formula& formula) {
    return std::ranges::any_of(formula.references(), [&](const std::string& name) {
        const Metric* metric = v.names.find(name).metric;
        return metric && metric->unit.empty() && (lacksValue(*metric) || (isOfFormula(*metric) && !given.of(*metric)));
    });
}

void checkFormulaUnits(Validation& v, const std::string& path, const Formula& formula, const Unit& field,
                       Labels labels) {
    const UnitLookup lookup = [&](std::string_view name) { return v.names.unitOf(name); };
    // Where the typist's nouns rule, only time and money are held against the field.
    const auto outcome = labels == Labels::fixed ? checkUnits(formula.expression(), lookup, field)
                                                 : checkUnits(formula.expression(), lookup);
    if (!outcome) {
        v.add(Severity::error, path,
              fmt::format("The units in {} do not fit: {}.", calledInside(v, path), outcome.error().message),
              "Correct the formula or the unit.", outcome.error().range);
        return;
    }
    for (const UnitNote& note : outcome->notes)
        v.add(Severity::note, path, fmt::format("{}: {}.", v.called(path), note.message), note.action, note.range);
    if (labels == Labels::free && compare(outcome->unit, field) == UnitMatch::differs)
        v.error(
            path,
            fmt::format("{} is in {}, but its field takes {}.", v.called(path), format(outcome->unit), format(field)),
            "Correct the formula or the unit.");
}

bool isShareField(const QuantitySite& site) {
    // A metric or input may have any unit; a field of shares has its own.
    return site.unit == "%" && !site.path.starts_with("input/") && !site.path.ends_with("/estimate") &&
           !site.path.ends_with("/target") && !site.path.ends_with("/tolerance");
}

void checkQuantityUnit(Validation& v, const QuantitySite& site, const Unit& field) {
    const Quantity& quantity = *site.quantity;
    if (quantity.unit()) {
        const UnitMatch match = compare(*quantity.unit(), field);
        const bool asShare = site.path.ends_with("/tolerance") && quantity.unit()->isPlain();
        if (match == UnitMatch::differs && !asShare)
            v.error(site.path,
                    fmt::format("{} is typed in `{}`, which does not convert to {}.", v.called(site.path),
                                quantity.unit()->text(), site.unit.empty() ? "a plain number" : site.unit),
                    "Type it in a unit of the same kind.");
        else if (match == UnitMatch::labelsDiffer && site.labels == Labels::fixed && !asShare &&
                 !quantity.unit()->isPlain())
            v.note(site.path,
                   fmt::format("{} is typed in `{}`, but its field counts in {}.", v.called(site.path),
                               quantity.unit()->text(), site.unit.empty() ? "plain numbers" : site.unit),
                   "Use the same nouns, if the same is meant.");
    }
    checkShareTyped(v, site.path, site, quantity);
}

void checkRange(Validation& v, const QuantitySite& site, const Unit& field) {
    const auto span = site.quantity ? spanOf(v.model, *site.quantity, field) : spanOf(v, *site.formula, field);
    if (!span)
        return;
    auto fault = rangeFault(site, *span);
    constexpr std::string_view champions = "/champions/";
    if (const size_t at = site.path.find(champions); !fault && at != std::string::npos)
        if (const Group* group = v.model.groups().find(GroupId(site.path.substr(at + champions.size()))))
            if (const auto headcount = spanOf(v.model, group->headcount, unitOr("person")))
                fault = championsFault(*span, *headcount);
    if (!fault)
        return;
    std::string action = fault->action;
    std::string place = site.path;
    if (site.formula && site.formula->expression().nodes().size() == 1 && !site.formula->references().empty()) {
        // A field that is one other quantity alone: the mistake was made there.
        const std::string& reference = site.formula->references().front();
        if (fault->severity == Severity::error && action.ends_with('.'))
            action.insert(action.size() - 1, fmt::format(", for \u201c{}\u201d", nameOf(v.names, reference)));
        if (std::string meant = v.quantityMeant(reference); !meant.empty())
            place = std::move(meant);
    }
    v.add(fault->severity, place, fmt::format("{} {}.", v.called(site.path), fault->what), std::move(action));
}

/// What the checks of one model's formulas go on with.
struct FormulaChecks {
    GivenUnits given;
    int suggestions = 0;
};

void checkFormula(Validation& v, const std::string& path, const Formula& formula, const Unit& field, Labels labels,
                  FormulaChecks& checks) {
    if (!checkReferences(v, path, formula, checks.suggestions))
        return;
    if (!awaitsUnit(v, checks.given, formula))
        checkFormulaUnits(v, path, formula, field, labels);
    if (!takesInputsOnly(path))
        return;
    for (const std::string& name : formula.references())
        if (v.names.find(name).metric)
            v.add(Severity::error, path,
                  fmt::format("{} uses the metric \u201c{}\u201d, but adoption and its response are drawn once for all "
                              "periods.",
                              v.called(path), name),
                  "Use an input instead.", placeOf(formula, name));
}

} // namespace

void checkShareTyped(Validation& v, const std::string& subject, const QuantitySite& site, const Quantity& quantity) {
    if (quantity.unit() || quantity.data() || !isShareField(site))
        return;
    const double likely = mostLikely(quantity.distribution());
    if (std::abs(likely) > 0 && std::abs(likely) < 1)
        v.warning(subject, fmt::format("`{}` for {} is below 1 %.", quantity.text(), v.called(site.path)),
                  "Write the % behind the number, as in 60% for 0.6.");
}

void checkSeries(Validation& v, const std::string& subject, const QuantitySite& site, const Quantity& quantity) {
    const auto& data = quantity.data();
    if (!data)
        return;
    const Series* series = v.model.series().find(SeriesId(*data));
    const auto tell = [&](const std::string& what, const char* action) {
        v.error(subject, fmt::format("{} draws from the series `{}`{}.", v.called(site.path), *data, what), action);
    };
    if (!series)
        tell(", which does not exist", "Import the series, or type the quantity in another form.");
    else if (series->values.empty())
        tell(", which is empty", "Import its values.");
    else if (!series->unit.empty() && compare(unitOr(series->unit), unitOr(site.unit)) == UnitMatch::differs)
        tell(fmt::format(" in {}, which does not convert to {}", series->unit,
                         site.unit.empty() ? "a plain number" : site.unit),
             "Give the series its unit.");
}

namespace {

/// Whether a unit or a number of a formula turns one money into another.
bool hasRate(const Model& model, const std::string& from, const std::string& to) {
    const auto isRate = [&](const Unit& unit) {
        const auto holds = [&](const std::string& money) {
            return std::ranges::any_of(unit.terms(), [&](const Unit::Term& term) { return term.symbol == money; });
        };
        return holds(from) && holds(to);
    };
    const auto inUnit = [&](const auto& entity) { return isRate(unitOr(entity.unit)); };
    if (std::ranges::any_of(model.metrics(), inUnit) || std::ranges::any_of(model.inputs(), inUnit))
        return true;
    bool found = false;
    forEachFormula(model, [&](const std::string&, const Formula& formula, const std::string&) {
        found = found || std::ranges::any_of(formula.expression().literalUnits(), isRate);
    });
    return found;
}

/// A model counts in one currency: an amount in another needs a rate of exchange.
template <class Entity>
void checkCurrency(Validation& v, const Entity& entity, std::map<std::string, bool>& rates) {
    const auto other = otherCurrency(v.model, v.names.unit(entity.unit));
    if (!other)
        return;
    const std::string& currency = v.model.settings().currency;
    const auto [rate, isNew] = rates.try_emplace(*other);
    if (isNew)
        rate->second = hasRate(v.model, *other, currency);
    if (rate->second)
        return;
    const std::string path = pathOf(refTo(entity));
    v.warning(path + "/unit", fmt::format("{} is in {}, but the model counts in {}.", v.called(path), *other, currency),
              fmt::format("Type it in {0}, multiply it by a rate in {0}/{1}, or make {1} the currency in the settings.",
                          currency, *other));
}

} // namespace

void checkQuantities(Validation& v) {
    std::map<std::string, bool> rates; ///< whether there is one, by the other currency
    for (const Input& input : v.model.inputs())
        checkCurrency(v, input, rates);
    for (const Metric& metric : v.model.metrics())
        checkCurrency(v, metric, rates);
    for (const Input& input : v.model.inputs())
        if (!input.unit.empty())
            if (const auto unit = parseUnit(input.unit); !unit)
                v.add(Severity::error, "input/" + input.id.text + "/unit",
                      fmt::format("The unit of {} cannot be read: {}.", v.called("input/" + input.id.text),
                                  unit.error().message),
                      "Type a unit as in USD/year.", unit.error().range);
    FormulaChecks checks{GivenUnits(v.names)};
    for (const Metric& metric : v.model.metrics())
        if (isOfFormula(metric))
            checkFormula(v, "metric/" + metric.id.text + "/formula", *metric.formula, v.names.unit(metric.unit),
                         Labels::fixed, checks);
    std::unordered_map<std::string, Unit> units; // few texts, many fields
    forEachQuantity(v.model, [&](const QuantitySite& site) {
        auto found = units.find(site.unit);
        if (found == units.end())
            found = units.emplace(site.unit, unitOr(site.unit)).first;
        const Unit& field = found->second;
        if (site.formula)
            checkFormula(v, site.path, *site.formula, field, site.labels, checks);
        if (fieldRange(site.path))
            checkRange(v, site, field);
        if (!site.quantity)
            return;
        checkQuantityUnit(v, site, field);
        checkSeries(v, site.path, site, *site.quantity);
    });
}

void checkDependencies(Validation& v) {
    const Dependencies& all = v.graph;
    for (const auto& loop : all.loops)
        v.error("metric/" + all.metrics[loop.front()].text,
                fmt::format("These metrics drive each other without a delay: {}.", loopText(v.model, all, loop)),
                "Give a link among them a delay of at least one period, or take one of the uses out.");

    // A counted metric whose change reaches each, drivers first; a second pass carries it through delayed arcs too.
    const size_t count = all.metrics.size();
    constexpr size_t none = static_cast<size_t>(-1);
    std::vector<char> counts;
    counts.reserve(count);
    for (const Metric& metric : v.model.metrics()) // in the order of all.metrics
        counts.push_back(metric.counts);
    if (std::count(counts.begin(), counts.end(), 1) < 2)
        return;
    std::vector<size_t> below(count, none);
    const auto through = [&](size_t driver) { return counts[driver] ? driver : below[driver]; };
    for (int pass = 0; pass < 2; ++pass)
        for (const size_t at : all.order)
            for (const Arc& arc : all.drivers[at])
                if (below[at] == none && through(arc.driver) != at)
                    below[at] = through(arc.driver);
    for (size_t at = 0; at < count; ++at) {
        std::set<size_t> told;
        for (const Arc& arc : counts[at] ? all.drivers[at] : std::vector<Arc>{}) {
            const size_t source = through(arc.driver);
            if (source == none || source == at || !told.insert(source).second)
                continue;
            v.error("metric/" + all.metrics[source].text + "/counts",
                    fmt::format("{} and {}, which it drives, both count in the NPV: its change would count twice.",
                                v.called("metric/" + all.metrics[source].text),
                                v.called("metric/" + all.metrics[at].text)),
                    "Let only one of the two count.");
        }
    }
}

} // namespace tributary
