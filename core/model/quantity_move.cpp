// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_move.h"

#include "core/formula/number.h"
#include "core/model/edit_rules.h"
#include "core/model/names.h"
#include "core/model/override_value.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

constexpr double openEnd = 0.01;       // a groove leaves this share of the draws off at an open end
constexpr double aroundConstant = 0.5; // and reaches this share of a constant to both sides
constexpr double fewestSteps = 100;    // of a handle along its groove
constexpr double leastScale = 0.01;    // what moves to zero keeps its shape
constexpr int digitsOfSpread = 4;
constexpr double p95 = 1.6448536269514722; // standard deviations from the mean of a normal

/// x becomes shift + scale * x.
struct Affine {
    double shift = 0;
    double scale = 1;
    [[nodiscard]] double operator()(double x) const { return shift + scale * x; }
};

struct Ends {
    double low = 0;
    double high = 0;
};

Ends endsOf(const Distribution& distribution) {
    Ends ends{quantile(distribution, 0), quantile(distribution, 1)};
    if (!std::isfinite(ends.low))
        ends.low = quantile(distribution, openEnd);
    if (!std::isfinite(ends.high))
        ends.high = quantile(distribution, 1 - openEnd);
    return ends;
}

tl::unexpected<Error> drawnFromSeries(const Quantity& quantity) {
    return fail(
        fmt::format("data({}) draws from an imported series and has no handle: set it to a value or a range, as "
                    "in = 8/10/15.",
                    *quantity.data()));
}

/// What the field may hold, in the unit that the quantity is typed in.
Ends allowedOf(const QuantitySite& site) {
    constexpr double unlimited = std::numeric_limits<double>::infinity();
    const auto range = fieldRange(site.path);
    if (!range)
        return {-unlimited, unlimited};
    const Unit field = unitOr(site.unit);
    const auto factor = factorTo(*site.quantity, field);
    const double base = (factor ? *factor : 1) * field.factor();
    return {range->low / base, range->high / base};
}

double powerOfTenBelow(double value) { return std::pow(10.0, std::floor(std::log10(value))); }

/// Prints the numbers of a quantity, so many decimals that its spread keeps its digits.
class Printer {
public:
    explicit Printer(double spread) {
        unit_ = spread > 0 && std::isfinite(spread) ? powerOfTenBelow(spread) * std::pow(10.0, 1 - digitsOfSpread) : 0;
    }
    [[nodiscard]] std::string operator()(double value) const { return formatNumber(roundedTo(value, unit_)); }

    /// The multiple of `unit`, a power of ten, that is nearest.
    static double roundedTo(double value, double unit) {
        if (!(unit > 0))
            return value;
        // Dividing by a whole number gives the double that is nearest to the decimal.
        return unit < 1 ? std::round(value / unit) / std::round(1 / unit) : std::round(value / unit) * unit;
    }

private:
    double unit_;
};

/// The percentage of the lowest of three percentiles, as in p5/p50/p95(...).
double lowPercent(std::string_view text) {
    double percent = 0;
    for (size_t at = text.find_first_of("pP") + 1; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
        percent = 10 * percent + (text[at] - '0');
    return percent;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// The quantity's text with its numbers moved, in the form in which it was typed. Only a lognormal cannot be shifted.
std::string printed(const Quantity& quantity, const Affine& move) {
    const Distribution& distribution = quantity.distribution();
    const Printer number((quantile(distribution, 1 - openEnd) - quantile(distribution, openEnd)) * move.scale);
    const std::string& text = quantity.text();
    struct {
        const Affine& move;
        const Printer& number;
        const std::string& text;
        const Distribution& distribution;

        [[nodiscard]] std::string at(double x) const { return number(move(x)); }
        [[nodiscard]] std::string length(double x) const { return number(move.scale * x); }
        std::string operator()(const Constant& held) const { return formatNumber(move(held.value)); }
        std::string operator()(const Pert& held) const {
            return fmt::format("{}/{}/{}", at(held.low), at(held.likely), at(held.high));
        }
        std::string operator()(const Triangular& held) const {
            return fmt::format("triangular({}, {}, {})", at(held.low), at(held.likely), at(held.high));
        }
        std::string operator()(const Uniform& held) const {
            return fmt::format("uniform({}, {})", at(held.low), at(held.high));
        }
        std::string operator()(const Normal& held) const {
            if (contains(text, ".."))
                return fmt::format("{}..{}", at(held.mean - p95 * held.sd), at(held.mean + p95 * held.sd));
            if (contains(text, "±") || contains(text, "+-"))
                return fmt::format("{} ± {}", at(held.mean), length(p95 * held.sd));
            return fmt::format("normal({}, {})", at(held.mean), length(held.sd));
        }
        std::string operator()(const Lognormal& held) const {
            if (contains(text, "median"))
                return fmt::format("lognormal(median={}, sigma={})", at(std::exp(held.mu)), formatNumber(held.sigma));
            return fmt::format("lognormal({}, {})", at(mean(distribution)), length(sd(distribution)));
        }
        std::string operator()(const Beta& held) const {
            return fmt::format("beta({}, {}, {}, {})", formatNumber(held.alpha), formatNumber(held.beta), at(held.low),
                               at(held.high));
        }
        std::string operator()(const Metalog&) const {
            const double low = lowPercent(text);
            return fmt::format("p{}/p50/p{}({}, {}, {})", low, 100 - low, at(quantile(distribution, low / 100)),
                               at(quantile(distribution, 0.5)), at(quantile(distribution, 1 - low / 100)));
        }
        std::string operator()(const Empirical&) const { return text; }
    } const form{move, number, text, distribution};
    std::string moved = std::visit(form, distribution);
    if (quantity.unit())
        moved += (quantity.unit()->text() == "%" && moved.back() != ')' ? "" : " ") + quantity.unit()->text();
    return moved;
}

/// How a quantity moves its most likely value.
Affine moveTo(const QuantitySite& site, double value) {
    const Distribution& distribution = site.quantity->distribution();
    const double likely = mostLikely(distribution);
    const Ends ends = endsOf(distribution);
    const Ends allowed = allowedOf(site);
    const bool lognormal = std::holds_alternative<Lognormal>(distribution);
    if (value > likely && allowed.low == 0 && std::isfinite(allowed.high) && likely < allowed.high && !lognormal) {
        const double scale = std::max((allowed.high - value) / (allowed.high - likely), leastScale);
        return {allowed.high * (1 - scale), scale};
    }
    const bool oneSided = likely != 0 && (ends.low >= 0 || ends.high <= 0);
    if (oneSided || lognormal)
        return {0, std::max(value / likely, leastScale)};
    return {value - likely, 1};
}

/// Refuses what lies outside of what the field may hold.
Result<Quantity> accepted(const Model& model, const QuantitySite& site, Quantity quantity) {
    if (const auto factor = factorTo(quantity, unitOr(site.unit)); !factor)
        return tl::unexpected<Error>(factor.error());
    const auto span = spanOf(model, quantity, unitOr(site.unit));
    if (!span)
        return fail(fmt::format("There is no series {}: import it first.", quantity.data().value_or("")));
    if (const auto fault = rangeFault(site, *span); fault && fault->severity == Severity::error)
        return fail(fmt::format("{} {}. {}", quantity.text(), fault->what, fault->action));
    return quantity;
}

} // namespace

double QuantityGroove::snapped(double value) const { return std::clamp(Printer::roundedTo(value, step), low, high); }

double handleOf(const Quantity& quantity) { return mostLikely(quantity.distribution()); }

Result<QuantityGroove> grooveOf(const QuantitySite& site) {
    if (!site.quantity)
        return fail("There is no quantity here: type a value first.");
    const Quantity& quantity = *site.quantity;
    if (quantity.data())
        return drawnFromSeries(quantity);
    const Ends allowed = allowedOf(site);
    QuantityGroove groove;
    groove.unit = quantity.unit() ? quantity.unit()->text() : site.unit;
    groove.at = handleOf(quantity);
    if (!isCertain(quantity.distribution())) {
        const Ends ends = endsOf(quantity.distribution());
        groove.low = ends.low;
        groove.high = ends.high;
    } else if (allowed.low == 0 && std::isfinite(allowed.high)) {
        groove.low = allowed.low;
        groove.high = allowed.high;
    } else {
        const double reach = groove.at != 0 ? aroundConstant * std::abs(groove.at) : 1;
        groove.low = groove.at - reach;
        groove.high = groove.at + reach;
    }
    groove.low = std::max(groove.low, allowed.low);
    groove.high = std::min(groove.high, allowed.high);
    // What lies outside of its field's bounds is a problem of its own; the handle still stands somewhere.
    groove.low = std::min(groove.low, groove.at);
    groove.high = std::max(groove.high, groove.at);
    groove.step = groove.high > groove.low ? powerOfTenBelow((groove.high - groove.low) / fewestSteps * (1 + 1e-9)) : 0;
    return groove;
}

Result<Quantity> movedTo(const QuantitySite& site, double value) {
    if (!site.quantity)
        return fail("There is no quantity here: type a value first.");
    if (site.quantity->data())
        return drawnFromSeries(*site.quantity);
    if (site.quantity->isConstant())
        return Quantity::parse(printed(*site.quantity, {value, 0}));
    return Quantity::parse(printed(*site.quantity, moveTo(site, value)));
}

Result<Quantity> changedBy(const Model& model, const QuantitySite& site, std::string_view typed) {
    if (!site.quantity)
        return fail("There is no quantity here: type a value first.");
    auto change = OverrideValue::parse(typed);
    if (!change)
        return tl::unexpected<Error>(change.error());
    if (change->kind == OverrideValue::Kind::set)
        return Quantity::parse(trimmed(change->quantity.text())).and_then([&](Quantity quantity) {
            return accepted(model, site, std::move(quantity));
        });
    const Quantity& quantity = *site.quantity;
    if (quantity.data())
        return drawnFromSeries(quantity);
    Affine move;
    if (change->kind == OverrideValue::Kind::relative) {
        move.scale = 1 + change->change;
        if (move.scale <= 0 && !quantity.isConstant())
            return fail("-100 % or more takes the whole quantity away: set it with =, as in = 0.", 0, typed.size());
    } else {
        const Unit field = unitOr(site.unit);
        const auto amount = amountIn(*change, field);
        if (!amount)
            return tl::unexpected<Error>(amount.error());
        const auto factor = factorTo(quantity, field);
        if (!factor)
            return tl::unexpected<Error>(factor.error());
        if (std::holds_alternative<Lognormal>(quantity.distribution()))
            return fail("A lognormal begins at zero and cannot be shifted: change it by a share, as in +5%, or set it "
                        "with =.",
                        0, typed.size());
        // An amount without a unit is in that of the quantity, as the number beside it is.
        move.shift = change->unit ? *amount / *factor : change->amount;
    }
    auto moved = Quantity::parse(printed(quantity, move));
    if (!moved)
        return moved;
    return accepted(model, site, std::move(*moved));
}

} // namespace tributary
