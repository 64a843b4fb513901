// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity.h"

#include "core/model/quantity_parser.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace tributary {

Result<Quantity> Quantity::parse(std::string_view text) { return QuantityParser(text).parse(); }

bool Quantity::isConstant() const { return !data_ && std::holds_alternative<Constant>(distribution_); }

Result<double> factorBetween(const Unit& from, const Unit& field) {
    const bool points = from.text() == "points" || from.text() == "point";
    if (points && field.isPlain())
        return 0.01 / field.factor();
    return conversionFactor(from, field);
}

Result<double> factorTo(const Quantity& quantity, const Unit& field) {
    return quantity.unit() ? factorBetween(*quantity.unit(), field) : Result<double>(1.0);
}

Result<Distribution> distributionIn(const Quantity& quantity, const Unit& field) {
    if (quantity.data())
        return fail(
            fmt::format("data({0}) draws from an imported series: import a series named {0}", *quantity.data()));
    return factorTo(quantity, field).map([&](double factor) { return scaled(quantity.distribution(), factor); });
}

Distribution scaled(const Distribution& distribution, double factor) {
    return std::visit(
        [factor](auto held) -> Distribution {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, Constant>) {
                held.value *= factor;
            } else if constexpr (std::is_same_v<Held, Pert> || std::is_same_v<Held, Triangular>) {
                held.low *= factor;
                held.likely *= factor;
                held.high *= factor;
            } else if constexpr (std::is_same_v<Held, Uniform> || std::is_same_v<Held, Beta>) {
                held.low *= factor;
                held.high *= factor;
            } else if constexpr (std::is_same_v<Held, Normal>) {
                held.mean *= factor;
                held.sd *= factor;
            } else if constexpr (std::is_same_v<Held, Lognormal>) {
                held.mu += std::log(factor);
            } else if constexpr (std::is_same_v<Held, Metalog>) {
                held.a1 *= factor;
                held.a2 *= factor;
                held.a3 *= factor;
            } else {
                static_assert(std::is_same_v<Held, Empirical>);
                if (held.sorted) {
                    auto values = std::make_shared<std::vector<double>>(*held.sorted);
                    for (double& value : *values)
                        value *= factor;
                    held.sorted = std::move(values);
                }
            }
            return held;
        },
        distribution);
}

} // namespace tributary
