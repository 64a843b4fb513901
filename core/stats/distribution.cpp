// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/distribution.h"

#include "core/stats/boost_policy.h"
#include "core/stats/normal.h"

#include <boost/math/special_functions/beta.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>
#include <numeric>

namespace tributary {

namespace {

constexpr double undefinedValue = std::numeric_limits<double>::quiet_NaN();
constexpr double unbounded = std::numeric_limits<double>::infinity();

bool allFinite(std::initializer_list<double> values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

constexpr const char* notFinite = "A value is infinite or not a number. Write ordinary numbers";

/// Says what is wrong with low, likely, high, or nothing.
std::string orderComplaint(double low, double likely, double high) {
    if (!allFinite({low, likely, high, high - low}))
        return notFinite;
    if (high < likely)
        return fmt::format("High, {}, is below likely, {}. Write them in order", high, likely);
    if (likely < low)
        return fmt::format("Likely, {}, is below low, {}. Write them in order", likely, low);
    return {};
}

// Quantiles.

double quantileOf(const Constant& d, double) { return d.value; }

double quantileOf(const Uniform& d, double u) { return u == 1.0 ? d.high : d.low + (d.high - d.low) * u; }

double quantileOf(const Triangular& d, double u) {
    const double range = d.high - d.low;
    const double left = (d.likely - d.low) / range;
    if (u <= left)
        return d.low + std::sqrt(u * range * (d.likely - d.low));
    return d.high - std::sqrt((1.0 - u) * range * (d.high - d.likely));
}

double quantileOf(const Normal& d, double u) { return d.mean + d.sd * normalQuantile(u); }

double quantileOf(const Lognormal& d, double u) { return std::exp(d.mu + d.sigma * normalQuantile(u)); }

double quantileOf(const Beta& d, double u) {
    if (u == 0.0)
        return d.low;
    if (u == 1.0)
        return d.high;
    const double share = boost::math::ibeta_inv(d.alpha, d.beta, u, QuietPolicy());
    return std::min(d.high, d.low + (d.high - d.low) * share);
}

double quantileOf(const Pert& d, double u) { return quantileOf(betaOf(d), u); }

double metalogAt(const Metalog& d, double logit) {
    // y - 1/2 = tanh(logit / 2) / 2
    return d.a1 + (d.a2 + d.a3 * 0.5 * std::tanh(0.5 * logit)) * logit;
}

double quantileOf(const Metalog& d, double u) {
    if (u == 0.0)
        return -unbounded;
    if (u == 1.0)
        return unbounded;
    return metalogAt(d, std::log(u) - std::log1p(-u));
}

double quantileOf(const Empirical& d, double u) {
    const std::vector<double>& values = *d.sorted;
    if (values.empty())
        return undefinedValue;
    const auto position = static_cast<size_t>(u * static_cast<double>(values.size()));
    return values[std::min(position, values.size() - 1)];
}

// Distribution functions.

double cdfOf(const Constant& d, double x) { return x < d.value ? 0.0 : 1.0; }

double cdfOf(const Uniform& d, double x) { return std::clamp((x - d.low) / (d.high - d.low), 0.0, 1.0); }

double cdfOf(const Triangular& d, double x) {
    if (x <= d.low)
        return 0.0;
    if (x >= d.high)
        return 1.0;
    const double range = d.high - d.low;
    if (x <= d.likely)
        return (x - d.low) / range * ((x - d.low) / (d.likely - d.low));
    return 1.0 - (d.high - x) / range * ((d.high - x) / (d.high - d.likely));
}

double cdfOf(const Normal& d, double x) { return normalCdf((x - d.mean) / d.sd); }

double cdfOf(const Lognormal& d, double x) { return x <= 0.0 ? 0.0 : normalCdf((std::log(x) - d.mu) / d.sigma); }

double cdfOf(const Beta& d, double x) {
    const double share = std::clamp((x - d.low) / (d.high - d.low), 0.0, 1.0);
    return boost::math::ibeta(d.alpha, d.beta, share, QuietPolicy());
}

double cdfOf(const Pert& d, double x) { return cdfOf(betaOf(d), x); }

/// Solves M(y) = x for ln(y / (1 - y)) by bisection: M rises, and there is no closed form.
double metalogLogit(const Metalog& d, double x) {
    double below = -750.0;
    double above = 750.0;
    for (;;) {
        const double middle = std::midpoint(below, above);
        if (middle == below || middle == above)
            return middle;
        (metalogAt(d, middle) < x ? below : above) = middle;
    }
}

double cdfOf(const Metalog& d, double x) { return 1.0 / (1.0 + std::exp(-metalogLogit(d, x))); }

double cdfOf(const Empirical& d, double x) {
    const auto notAbove = std::upper_bound(d.sorted->begin(), d.sorted->end(), x) - d.sorted->begin();
    return static_cast<double>(notAbove) / static_cast<double>(d.sorted->size());
}

// Densities.

double densityOf(const Constant& d, double x) { return x == d.value ? unbounded : 0.0; }

double densityOf(const Uniform& d, double x) { return x >= d.low && x <= d.high ? 1.0 / (d.high - d.low) : 0.0; }

double densityOf(const Triangular& d, double x) {
    if (x < d.low || x > d.high)
        return 0.0;
    const double top = 2.0 / (d.high - d.low);
    if (x == d.likely)
        return top;
    return x < d.likely ? top * (x - d.low) / (d.likely - d.low) : top * (d.high - x) / (d.high - d.likely);
}

double densityOf(const Normal& d, double x) { return normalDensity((x - d.mean) / d.sd) / d.sd; }

double densityOf(const Lognormal& d, double x) {
    return x <= 0.0 ? 0.0 : normalDensity((std::log(x) - d.mu) / d.sigma) / (d.sigma * x);
}

double densityOf(const Beta& d, double x) {
    if (x < d.low || x > d.high)
        return 0.0;
    const double share = (x - d.low) / (d.high - d.low);
    // At the ends the library gives 0 or reports an overflow; the limits are simple.
    if (share == 0.0 || share == 1.0) {
        const double near = share == 0.0 ? d.alpha : d.beta;
        const double far = share == 0.0 ? d.beta : d.alpha;
        return near > 1.0 ? 0.0 : near < 1.0 ? unbounded : far / (d.high - d.low);
    }
    return boost::math::ibeta_derivative(d.alpha, d.beta, share, QuietPolicy()) / (d.high - d.low);
}

double densityOf(const Pert& d, double x) { return densityOf(betaOf(d), x); }

/// dM/dy at the probability y.
double metalogSlope(const Metalog& d, double y) {
    const double spread = y * (1.0 - y);
    return d.a2 / spread + d.a3 * ((y - 0.5) / spread + std::log(y / (1.0 - y)));
}

double densityOf(const Metalog& d, double x) {
    const double y = cdfOf(d, x);
    return y > 0.0 && y < 1.0 ? 1.0 / metalogSlope(d, y) : 0.0;
}

double densityOf(const Empirical&, double) { return undefinedValue; }

// Moments.

double meanOf(const Constant& d) { return d.value; }
double meanOf(const Uniform& d) { return std::midpoint(d.low, d.high); }
double meanOf(const Triangular& d) { return d.low + ((d.likely - d.low) + (d.high - d.low)) / 3.0; }
double meanOf(const Normal& d) { return d.mean; }
double meanOf(const Lognormal& d) { return std::exp(d.mu + 0.5 * d.sigma * d.sigma); }
double meanOf(const Beta& d) { return d.low + (d.high - d.low) * (d.alpha / (d.alpha + d.beta)); }
double meanOf(const Pert& d) { return meanOf(betaOf(d)); }
double meanOf(const Metalog& d) { return d.a1 + 0.5 * d.a3; }
double meanOf(const Empirical& d) {
    return std::accumulate(d.sorted->begin(), d.sorted->end(), 0.0) / static_cast<double>(d.sorted->size());
}

double sdOf(const Constant&) { return 0.0; }
double sdOf(const Uniform& d) { return (d.high - d.low) / std::sqrt(12.0); }
double sdOf(const Triangular& d) {
    const double first = d.likely - d.low;
    const double second = d.high - d.low;
    return std::sqrt((first * first + second * second - first * second) / 18.0);
}
double sdOf(const Normal& d) { return d.sd; }
double sdOf(const Lognormal& d) { return meanOf(d) * std::sqrt(std::expm1(d.sigma * d.sigma)); }
double sdOf(const Beta& d) {
    const double sum = d.alpha + d.beta;
    return (d.high - d.low) / sum * std::sqrt(d.alpha * d.beta / (sum + 1.0));
}
double sdOf(const Pert& d) { return sdOf(betaOf(d)); }
double sdOf(const Metalog& d) {
    // Central second moment of the three-term metalog (Keelin 2016, table 3).
    constexpr double squaredPi = std::numbers::pi * std::numbers::pi;
    return std::sqrt(squaredPi * d.a2 * d.a2 / 3.0 + d.a3 * d.a3 * (1.0 / 12.0 + squaredPi / 36.0));
}
double sdOf(const Empirical& d) {
    // The draws are the values themselves, so this is the sd of the population they form.
    const double middle = meanOf(d);
    double sum = 0.0;
    for (const double value : *d.sorted)
        sum += (value - middle) * (value - middle);
    return std::sqrt(sum / static_cast<double>(d.sorted->size()));
}

// Modes.

double modeOf(const Constant& d) { return d.value; }
double modeOf(const Uniform& d) { return meanOf(d); }
double modeOf(const Triangular& d) { return d.likely; }
double modeOf(const Pert& d) { return d.likely; }
double modeOf(const Normal& d) { return d.mean; }
double modeOf(const Lognormal& d) { return std::exp(d.mu - d.sigma * d.sigma); }
double modeOf(const Beta& d) {
    if (d.alpha < 1.0 && d.beta < 1.0)
        return quantileOf(d, 0.5);
    if (d.alpha == 1.0 && d.beta == 1.0)
        return meanOf(Uniform{d.low, d.high});
    if (d.alpha <= 1.0)
        return d.beta < 1.0 ? d.high : d.low;
    if (d.beta <= 1.0)
        return d.high;
    return d.low + (d.high - d.low) * ((d.alpha - 1.0) / (d.alpha + d.beta - 2.0));
}
double metalogModeProbability(const Metalog& d) {
    // d2M/dy2 = 0 reduces to 2 a2 (y - 1/2) + a3 / 2 = 0, so a three-term metalog has one hump only.
    return 0.5 - 0.25 * d.a3 / d.a2;
}
double modeOf(const Metalog& d) { return quantileOf(d, metalogModeProbability(d)); }
double modeOf(const Empirical& d) {
    const size_t size = d.sorted->size();
    if (size == 0)
        return undefinedValue;
    return std::midpoint((*d.sorted)[(size - 1) / 2], (*d.sorted)[size / 2]);
}

} // namespace

Beta betaOf(const Pert& pert) {
    const double range = pert.high - pert.low;
    return Beta{1.0 + 4.0 * (pert.likely - pert.low) / range, 1.0 + 4.0 * (pert.high - pert.likely) / range, pert.low,
                pert.high};
}

Result<Distribution> makePert(double low, double likely, double high) {
    if (auto complaint = orderComplaint(low, likely, high); !complaint.empty())
        return fail(std::move(complaint));
    if (low == high)
        return Constant{likely};
    return Pert{low, likely, high};
}

Result<Distribution> makeTriangular(double low, double likely, double high) {
    if (auto complaint = orderComplaint(low, likely, high); !complaint.empty())
        return fail(std::move(complaint));
    if (low == high)
        return Constant{likely};
    return Triangular{low, likely, high};
}

Result<Distribution> makeUniform(double low, double high) {
    if (!allFinite({low, high, high - low}))
        return fail(notFinite);
    if (high < low)
        return fail(fmt::format("High, {}, is below low, {}. Write them in order", high, low));
    if (low == high)
        return Constant{low};
    return Uniform{low, high};
}

Result<Distribution> makeNormal(double mean, double sd) {
    if (!allFinite({mean, sd}))
        return fail(notFinite);
    if (sd < 0.0)
        return fail(fmt::format("The standard deviation, {}, is below zero. Write it as a positive number", sd));
    if (sd == 0.0)
        return Constant{mean};
    return Normal{mean, sd};
}

Result<Distribution> makeNormalFromRange(double p5, double p95) {
    if (!allFinite({p5, p95, p95 - p5}))
        return fail(notFinite);
    if (p95 < p5)
        return fail(fmt::format("The upper end, {}, is below the lower, {}. Write them in order", p95, p5));
    return makeNormal(std::midpoint(p5, p95), 0.5 * (p95 - p5) / normalQuantile(0.95));
}

Result<Distribution> makeLognormal(double mean, double sd) {
    if (!allFinite({mean, sd}))
        return fail(notFinite);
    if (!(mean > 0.0))
        return fail(fmt::format("The mean of a lognormal, {}, is not above zero. Write a positive mean", mean));
    if (sd < 0.0)
        return fail(fmt::format("The standard deviation, {}, is below zero. Write it as a positive number", sd));
    if (sd == 0.0)
        return Constant{mean};
    const double variation = sd / mean;
    const double logVariance = std::log1p(variation * variation);
    if (!(logVariance > 0.0 && std::isfinite(logVariance)))
        return fail(
            fmt::format("The standard deviation, {}, is out of all proportion to the mean, {}. Check both", sd, mean));
    return Lognormal{std::log(mean) - 0.5 * logVariance, std::sqrt(logVariance)};
}

Result<Distribution> makeLognormalFromMedian(double median, double sigma) {
    if (!allFinite({median, sigma}))
        return fail(notFinite);
    if (!(median > 0.0))
        return fail(fmt::format("The median of a lognormal, {}, is not above zero. Write a positive median", median));
    if (sigma < 0.0)
        return fail(fmt::format("Sigma, {}, is below zero. Write it as a positive number", sigma));
    if (sigma == 0.0)
        return Constant{median};
    return Lognormal{std::log(median), sigma};
}

Result<Distribution> makeBeta(double alpha, double beta, double low, double high) {
    if (!allFinite({alpha, beta, low, high, high - low}))
        return fail(notFinite);
    if (!(alpha > 0.0 && beta > 0.0))
        return fail(fmt::format("The shapes of a beta, {} and {}, must both be above zero. Write positive numbers",
                                alpha, beta));
    if (high < low)
        return fail(fmt::format("High, {}, is below low, {}. Write them in order", high, low));
    if (low == high)
        return Constant{low};
    return Beta{alpha, beta, low, high};
}

Result<Distribution> makeEmpirical(std::vector<double> values) {
    if (values.empty())
        return fail("There are no values to draw from. Import at least one");
    if (!std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); }))
        return fail(notFinite);
    std::sort(values.begin(), values.end());
    return Empirical{std::make_shared<const std::vector<double>>(std::move(values))};
}

Result<Metalog> metalogFromPercentiles(double lowProbability, double low, double median, double high) {
    if (!allFinite({low, median, high, high - low}))
        return fail(notFinite);
    if (!(lowProbability > 0.0 && lowProbability < 0.5))
        return fail(fmt::format("The lower probability, {}, must lie between 0 and 0.5", lowProbability));
    const double lowPercent = 100.0 * lowProbability;
    if (!(low < median && median < high))
        return fail(fmt::format("The percentiles {}, {} and {} must rise. Write P{:g}, P50 and P{:g} in order", low,
                                median, high, lowPercent, 100.0 - lowPercent));
    const double logit = std::log1p(-lowProbability) - std::log(lowProbability);
    const double position = (median - low) / (high - low);
    const Metalog metalog{median, 0.5 * (high - low) / logit,
                          (1.0 - 2.0 * position) * (high - low) / ((1.0 - 2.0 * lowProbability) * logit)};
    // M must rise where it is least steep. |a3| < 2 a2 puts that place inside (0, 1).
    if (!(std::abs(metalog.a3) < 2.0 * metalog.a2) || !(metalogSlope(metalog, metalogModeProbability(metalog)) > 0.0)) {
        // The bound on the median's place, k < r < 1 - k, with 1.66711 where the slope's minimum is zero (Keelin 2016).
        const double bound = 0.5 * (1.0 - 1.66711 * (0.5 - lowProbability));
        return fail(fmt::format("The median, {}, is too near one end of {} to {}. Write one between {:.4g} and {:.4g}, "
                                "or low / likely / high instead",
                                median, low, high, low + bound * (high - low), high - bound * (high - low)));
    }
    return metalog;
}

double quantile(const Distribution& distribution, double u) {
    if (!(u >= 0.0 && u <= 1.0))
        return undefinedValue;
    return std::visit([u](const auto& d) { return quantileOf(d, u); }, distribution);
}

double cdf(const Distribution& distribution, double x) {
    if (std::isnan(x))
        return undefinedValue;
    return std::visit([x](const auto& d) { return cdfOf(d, x); }, distribution);
}

double density(const Distribution& distribution, double x) {
    if (std::isnan(x))
        return undefinedValue;
    return std::visit([x](const auto& d) { return densityOf(d, x); }, distribution);
}

double mean(const Distribution& distribution) {
    return std::visit([](const auto& d) { return meanOf(d); }, distribution);
}

double sd(const Distribution& distribution) {
    return std::visit([](const auto& d) { return sdOf(d); }, distribution);
}

double mostLikely(const Distribution& distribution) {
    return std::visit([](const auto& d) { return modeOf(d); }, distribution);
}

bool isCertain(const Distribution& distribution) {
    if (const auto* empirical = std::get_if<Empirical>(&distribution))
        return !empirical->sorted->empty() && empirical->sorted->front() == empirical->sorted->back();
    return std::holds_alternative<Constant>(distribution);
}

void fillQuantiles(const Distribution& distribution, std::span<const double> u, std::span<double> out) {
    assert(u.size() == out.size());
    std::visit(
        [u, out](const auto& d) {
            for (size_t i = 0; i < u.size(); ++i)
                out[i] = u[i] >= 0.0 && u[i] <= 1.0 ? quantileOf(d, u[i]) : undefinedValue;
        },
        distribution);
}

} // namespace tributary
