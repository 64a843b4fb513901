// SPDX-License-Identifier: GPL-3.0-or-later
// BPSim (Business Process Simulation Specification 2.0, WfMC 2016): parameters of elements among the extension elements
// of a relationship. What is read: processing and wait times, probabilities, times between triggers, fixed costs.
#include "core/base/timeline.h"
#include "core/exchange/bpmn_map.h"
#include "core/formula/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tributary {

namespace {

constexpr std::array<std::string_view, 2> bpsimSpaces{"http://www.bpsim.org/schemas/1.0",
                                                      "http://www.bpsim.org/schemas/2.0"};
constexpr std::array<std::pair<std::string_view, double>, 6> hoursOfUnits{
    {{"ms", 1 / 3.6e6}, {"s", 1 / 3600.0}, {"min", 1 / 60.0}, {"hour", 1}, {"day", 24}, {"year", 8766}}};

struct Moments {
    double mean = 0; ///< in the unit of the element's text
    double sd = 0;
};

double rounded(double value) { return parseNumber(fmt::format("{:.6g}", value)).value_or(value); }

std::optional<Parameter> parameterOf(double value, std::string_view unit) {
    auto parsed = Parameter::parse(formatNumber(rounded(value)) + (unit.empty() ? "" : " ") + std::string(unit));
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

class BpsimReading {
public:
    BpsimReading(const BpmnDocument& document, std::vector<BpmnNote>& notes)
        : document_(document), tree_(document.tree), notes_(notes) {}

    std::unordered_map<std::string, BpsimValues> read() {
        XmlIndex scenario = 0;
        for (XmlIndex i = 0; i < tree_.elements().size(); ++i)
            if (is(i, "Scenario")) {
                if (scenario != 0)
                    note(i, "one scenario is read, and this is another; kept");
                else
                    scenario = i;
            }
        if (scenario == 0)
            return {};
        tree_.forEachChild(scenario, [&](XmlIndex child) {
            if (is(child, "ScenarioParameters"))
                if (const std::string unit = tree_.value(child, "baseTimeUnit"); !unit.empty())
                    hoursPerUnit_ = hoursOf(unit).value_or(hoursPerUnit_);
        });
        tree_.forEachChild(scenario, [&](XmlIndex child) {
            if (is(child, "ElementParameters"))
                readElement(child);
        });
        return std::move(values_);
    }

private:
    bool is(XmlIndex element, std::string_view local) const {
        const XmlName& name = tree_.name(element);
        return name.local == local && std::ranges::find(bpsimSpaces, name.space) != bpsimSpaces.end();
    }
    void note(XmlIndex element, std::string fate) { notes_.push_back(document_.note(element, std::move(fate))); }

    static std::optional<double> hoursOf(std::string_view unit) {
        const auto known = std::ranges::find(hoursOfUnits, unit, &std::pair<std::string_view, double>::first);
        return known == hoursOfUnits.end() ? std::nullopt : std::optional(known->second);
    }

    void readElement(XmlIndex parameters) {
        const std::string of = tree_.value(parameters, "elementRef");
        BpsimValues& values = values_[of];
        tree_.forEachChild(parameters, [&](XmlIndex kind) {
            tree_.forEachChild(kind, [&](XmlIndex what) {
                const auto moments = momentsOf(what);
                if (!moments || !take(what, *moments, values))
                    notes_.push_back({std::string(tree_.tag(what)), of, {}, "this BPSim parameter is kept, not read"});
            });
        });
    }

    bool take(XmlIndex what, const Moments& found, BpsimValues& values) const {
        const std::string& local = tree_.name(what).local;
        const double hours = found.mean * hoursPerUnitOf(what);
        if (local == "ProcessingTime" && hours >= 0) {
            values.touch = parameterOf(hours, "hour");
            values.touchCv = hours > 0 ? parameterOf(found.sd / found.mean, {}) : std::nullopt;
        } else if ((local == "WaitTime" || local == "LagTime") && hours >= 0) {
            values.delay = parameterOf(hours, "hour");
        } else if (local == "Probability" && found.mean >= 0 && found.mean <= 1) {
            values.share = Parameter::parse(formatNumber(rounded(100 * found.mean)) + "%").value_or(Parameter());
        } else if (local == "InterTriggerTimer" && hours > 0) {
            values.arrivals = parameterOf(hoursPerMonth / hours, "case/month");
        } else if (local == "FixedCost" && found.mean >= 0) {
            values.cost = parameterOf(found.mean, {});
        } else {
            return false;
        }
        return true;
    }

    /// The unit of the value within a parameter: its own, else the scenario's; a duration is in hours.
    double hoursPerUnitOf(XmlIndex what) const {
        const XmlIndex value = what + 1;
        if (is(value, "DurationParameter"))
            return 1;
        return hoursOf(tree_.value(value, "timeUnit")).value_or(hoursPerUnit_);
    }

    std::optional<double> number(XmlIndex element, std::string_view attribute) const {
        const auto value = parseNumber(tree_.value(element, attribute));
        return value ? std::optional(*value) : std::nullopt;
    }

    /// Mean and standard deviation of the one value within a parameter; none where it is of a kind that is not read.
    std::optional<Moments> momentsOf(XmlIndex what) const {
        const XmlIndex value = what + 1;
        if (value >= tree_.at(what).beyond)
            return std::nullopt;
        const std::string& kind = tree_.name(value).local;
        if (kind == "DurationParameter") {
            const auto hours = hoursOfDuration(tree_.value(value, "value"));
            return hours ? std::optional(Moments{*hours, 0}) : std::nullopt;
        }
        const auto mean = number(value, "mean"), sd = number(value, "standardDeviation"), low = number(value, "min"),
                   high = number(value, "max"), mode = number(value, "mode"), constant = number(value, "value"),
                   k = number(value, "k"), shape = number(value, "shape"), scale = number(value, "scale");
        if ((kind == "FloatingParameter" || kind == "NumericParameter") && constant)
            return Moments{*constant, 0};
        if ((kind == "NormalDistribution" || kind == "LogNormalDistribution") && mean && sd)
            return Moments{*mean, *sd};
        if (kind == "NegativeExponentialDistribution" && mean)
            return Moments{*mean, *mean};
        if (kind == "UniformDistribution" && low && high)
            return Moments{(*low + *high) / 2, std::abs(*high - *low) / std::sqrt(12.0)};
        if (kind == "TriangularDistribution" && low && high && mode) {
            const double a = *low, b = *high, c = *mode;
            const double variance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18;
            return Moments{(a + b + c) / 3, std::sqrt(std::max(variance, 0.0))};
        }
        if (kind == "ErlangDistribution" && k && mean && *k >= 1)
            return Moments{*mean, *mean / std::sqrt(*k)};
        if (kind == "GammaDistribution" && shape && scale && *shape > 0)
            return Moments{*shape * *scale, *scale * std::sqrt(*shape)};
        return std::nullopt;
    }

    const BpmnDocument& document_;
    const XmlTree& tree_;
    std::vector<BpmnNote>& notes_;
    double hoursPerUnit_ = 1 / 60.0; ///< what holds where neither scenario nor parameter names a unit: minutes
    std::unordered_map<std::string, BpsimValues> values_;
};

} // namespace

std::optional<double> hoursOfDuration(std::string_view text) {
    static constexpr std::array<std::pair<char, double>, 4> days{
        {{'Y', 8766}, {'M', hoursPerMonth}, {'W', 168}, {'D', 24}}};
    static constexpr std::array<std::pair<char, double>, 3> times{{{'H', 1}, {'M', 1 / 60.0}, {'S', 1 / 3600.0}}};
    if (!text.starts_with('P') || text.size() < 3)
        return std::nullopt;
    text.remove_prefix(1);
    double hours = 0;
    bool isTime = false;
    while (!text.empty()) {
        if (text.front() == 'T' && !isTime && text.size() > 1) {
            isTime = true;
            text.remove_prefix(1);
            continue;
        }
        const size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
        const auto value = parseNumber(text.substr(0, digits));
        if (!value || digits == text.size())
            return std::nullopt;
        const auto add = [&](const auto& units) {
            const auto unit = std::ranges::find(units, text[digits], &std::pair<char, double>::first);
            if (unit != units.end())
                hours += *value * unit->second;
            return unit != units.end();
        };
        if (!(isTime ? add(times) : add(days)))
            return std::nullopt;
        text.remove_prefix(digits + 1);
    }
    return std::isfinite(hours) ? std::optional(hours) : std::nullopt;
}

std::unordered_map<std::string, BpsimValues> readBpsim(const BpmnDocument& document, std::vector<BpmnNote>& notes) {
    return BpsimReading(document, notes).read();
}

} // namespace tributary
