// SPDX-License-Identifier: GPL-3.0-or-later
// Distribution: what is known of an uncertain number, as a value. Makers check and say what is wrong; the functions
// below take any distribution a maker gave and never throw. Pure functions, safe from any thread.
#pragma once

#include "core/base/result.h"

#include <memory>
#include <span>
#include <variant>
#include <vector>

namespace tributary {

struct Constant {
    double value = 0.0;
    friend bool operator==(const Constant&, const Constant&) = default;
};

/// Beta on [low, high] with the mode `likely` and lambda 4 (Malcolm et al. 1959).
struct Pert {
    double low = 0.0;
    double likely = 0.0;
    double high = 0.0;
    friend bool operator==(const Pert&, const Pert&) = default;
};

struct Triangular {
    double low = 0.0;
    double likely = 0.0;
    double high = 0.0;
    friend bool operator==(const Triangular&, const Triangular&) = default;
};

struct Uniform {
    double low = 0.0;
    double high = 1.0;
    friend bool operator==(const Uniform&, const Uniform&) = default;
};

struct Normal {
    double mean = 0.0;
    double sd = 1.0;
    friend bool operator==(const Normal&, const Normal&) = default;
};

/// The logarithm is normal with mean `mu` and standard deviation `sigma`.
struct Lognormal {
    double mu = 0.0;
    double sigma = 1.0;
    friend bool operator==(const Lognormal&, const Lognormal&) = default;
};

/// Beta(alpha, beta) stretched to [low, high].
struct Beta {
    double alpha = 1.0;
    double beta = 1.0;
    double low = 0.0;
    double high = 1.0;
    friend bool operator==(const Beta&, const Beta&) = default;
};

/// The unbounded metalog of three terms (Keelin 2016): M(y) = a1 + a2 ln(y/(1-y)) + a3 (y-1/2) ln(y/(1-y)).
struct Metalog {
    double a1 = 0.0;
    double a2 = 1.0;
    double a3 = 0.0;
    friend bool operator==(const Metalog&, const Metalog&) = default;
};

/// Draws from measured values, each as likely as the others; `sorted` rises. Without a value every question is answered
/// with NaN.
struct Empirical {
    std::shared_ptr<const std::vector<double>> sorted = std::make_shared<const std::vector<double>>();
    friend bool operator==(const Empirical& a, const Empirical& b) {
        return a.sorted == b.sorted || (a.sorted && b.sorted && *a.sorted == *b.sorted);
    }
};

using Distribution = std::variant<Constant, Pert, Triangular, Uniform, Normal, Lognormal, Beta, Metalog, Empirical>;

// Makers: values must be finite and in order. One that leaves no doubt (low = high, sd = 0) makes a Constant.

[[nodiscard]] Result<Distribution> makePert(double low, double likely, double high);
[[nodiscard]] Result<Distribution> makeTriangular(double low, double likely, double high);
[[nodiscard]] Result<Distribution> makeUniform(double low, double high);
[[nodiscard]] Result<Distribution> makeNormal(double mean, double sd);
/// Makes the normal whose 5th and 95th percentiles are `p5` and `p95`.
[[nodiscard]] Result<Distribution> makeNormalFromRange(double p5, double p95);
/// Makes the lognormal whose own mean and standard deviation (not those of its logarithm) are given.
[[nodiscard]] Result<Distribution> makeLognormal(double mean, double sd);
/// Makes the lognormal with median `median` whose logarithm has the standard deviation `sigma`.
[[nodiscard]] Result<Distribution> makeLognormalFromMedian(double median, double sigma);
[[nodiscard]] Result<Distribution> makeBeta(double alpha, double beta, double low = 0.0, double high = 1.0);
/// Sorts the values; refuses an empty list and numbers that are not finite.
[[nodiscard]] Result<Distribution> makeEmpirical(std::vector<double> values);

/// Fits the metalog whose percentiles at lowProbability, 1/2 and 1 - lowProbability are given (Keelin 2016, eq. for a
/// symmetric triplet). Fails where the values do not rise, or are so lopsided that no such density exists.
[[nodiscard]] Result<Metalog> metalogFromPercentiles(double lowProbability, double low, double median, double high);

/// Computes the value below which the share `u` lies: never falls as u rises; NaN for u outside [0, 1].
[[nodiscard]] double quantile(const Distribution& distribution, double u);

/// Computes the chance of a value at or below `x`.
[[nodiscard]] double cdf(const Distribution& distribution, double x);

/// Computes the density at `x`; a constant has an infinite one at its value, an empirical distribution has none (NaN).
[[nodiscard]] double density(const Distribution& distribution, double x);

[[nodiscard]] double mean(const Distribution& distribution);
[[nodiscard]] double sd(const Distribution& distribution);

/// Computes the mode; of a uniform the middle; of two humps or measured values the median.
[[nodiscard]] double mostLikely(const Distribution& distribution);

/// Tells whether every draw is the same.
[[nodiscard]] bool isCertain(const Distribution& distribution);

/// Writes the quantile of each `u` to `out`, which has the same size and may be the same column. For many columns of
/// one distribution QuantileFunction is quicker.
void fillQuantiles(const Distribution& distribution, std::span<const double> u, std::span<double> out);

/// The two shape parameters of a PERT's beta: 1 + 4 (likely - low) / (high - low), 1 + 4 (high - likely) / (high -
/// low).
[[nodiscard]] Beta betaOf(const Pert& pert);

} // namespace tributary
