// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/likely_value.h"

#include <cmath>
#include <limits>
#include <set>

namespace tributary {

namespace {

class LikelyValues {
public:
    explicit LikelyValues(const Names& names) : names_(names) {}

    /// Not a number where there is none.
    double of(const Formula& formula) {
        return evaluate(formula.expression(), [this](std::string_view name) { return of(names_.find(name)); });
    }

private:
    double of(const Names::Meaning& meaning) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        if (meaning.input)
            return of(meaning.input->value, meaning.input->unit);
        const Metric* metric = meaning.metric;
        if (!metric)
            return none;
        if (metric->source == MetricSource::estimate)
            return metric->estimate ? of(*metric->estimate, metric->unit) : none;
        if (metric->source != MetricSource::formula || !metric->formula || !open_.insert(metric->id).second)
            return none;
        const double value = of(*metric->formula);
        open_.erase(metric->id);
        return value;
    }

    double of(const Quantity& quantity, const std::string& unit) {
        return mostLikely(quantity.distribution()) * (quantity.unit() ? *quantity.unit() : names_.unit(unit)).factor();
    }

    const Names& names_;
    std::set<MetricId> open_; ///< whose formulas are being worked out
};

} // namespace

std::optional<double> likelyValue(const Formula& formula, const Names& names) {
    const double value = LikelyValues(names).of(formula);
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace tributary
