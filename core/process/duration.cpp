// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/duration.h"

#include "core/stats/boost_policy.h"
#include "core/stats/normal.h"

#include <boost/math/special_functions/gamma.hpp>
#include <fmt/format.h>

#include <cmath>

namespace tributary {

namespace {

Result<void> checkMoments(double mean, double cv) {
    if (!(std::isfinite(mean) && mean >= 0.0))
        return fail(fmt::format("A mean time of {} cannot be: give 0 or more.", mean));
    if (!(std::isfinite(cv) && cv >= 0.0))
        return fail(fmt::format("A coefficient of variation of {} cannot be: give 0 or more.", cv));
    return {};
}

double quantileOf(const Constant& constant, double) { return constant.value; }
double quantileOf(const Exponential& exponential, double u) { return -exponential.mean * std::log(1.0 - u); }
double quantileOf(const Lognormal& lognormal, double u) {
    return std::exp(lognormal.mu + lognormal.sigma * normalQuantile(u));
}
double quantileOf(const Gamma& gamma, double u) {
    return gamma.scale * boost::math::gamma_p_inv(gamma.shape, u, QuietPolicy());
}
double quantileOf(const Triangular& triangular, double u) {
    const double range = triangular.high - triangular.low;
    const double rise = triangular.likely - triangular.low;
    if (u * range < rise)
        return triangular.low + std::sqrt(u * range * rise);
    return triangular.high - std::sqrt((1.0 - u) * range * (triangular.high - triangular.likely));
}
double quantileOf(const Empirical& empirical, double u) { return quantile(Distribution(empirical), u); }

bool canBe(const Constant& constant) { return std::isfinite(constant.value) && constant.value >= 0.0; }
bool canBe(const Exponential& exponential) { return std::isfinite(exponential.mean) && exponential.mean >= 0.0; }
bool canBe(const Lognormal& lognormal) {
    return std::isfinite(lognormal.mu) && std::isfinite(lognormal.sigma) && lognormal.sigma >= 0.0;
}
bool canBe(const Gamma& gamma) {
    return std::isfinite(gamma.shape) && gamma.shape > 0.0 && std::isfinite(gamma.scale) && gamma.scale >= 0.0;
}
bool canBe(const Triangular& triangular) {
    return std::isfinite(triangular.high) && 0.0 <= triangular.low && triangular.low <= triangular.likely &&
           triangular.likely <= triangular.high;
}
bool canBe(const Empirical& empirical) {
    return empirical.sorted && !empirical.sorted->empty() && empirical.sorted->front() >= 0.0 &&
           std::isfinite(empirical.sorted->back());
}

} // namespace

Result<Duration> makeLognormalDuration(double mean, double cv) {
    if (const auto sound = checkMoments(mean, cv); !sound)
        return tl::unexpected(sound.error());
    if (mean == 0.0 || cv == 0.0)
        return Constant{mean};
    const double variance = std::log1p(cv * cv);
    return Lognormal{std::log(mean) - variance / 2.0, std::sqrt(variance)};
}

Result<Duration> makeGammaDuration(double mean, double cv) {
    if (const auto sound = checkMoments(mean, cv); !sound)
        return tl::unexpected(sound.error());
    if (mean == 0.0 || cv == 0.0)
        return Constant{mean};
    return Gamma{1.0 / (cv * cv), mean * cv * cv};
}

double quantile(const Duration& duration, double u) {
    return std::visit([u](const auto& kind) { return quantileOf(kind, u); }, duration);
}

double mean(const Duration& duration) {
    struct Mean {
        double operator()(const Exponential& exponential) const { return exponential.mean; }
        double operator()(const Gamma& gamma) const { return gamma.shape * gamma.scale; }
        double operator()(const Constant& other) const { return tributary::mean(Distribution(other)); }
        double operator()(const Lognormal& other) const { return tributary::mean(Distribution(other)); }
        double operator()(const Triangular& other) const { return tributary::mean(Distribution(other)); }
        double operator()(const Empirical& other) const { return tributary::mean(Distribution(other)); }
    };
    return std::visit(Mean(), duration);
}

bool isNothing(const Duration& duration) {
    const auto* constant = std::get_if<Constant>(&duration);
    return constant && constant->value == 0.0;
}

Result<void> check(const Duration& duration) {
    if (std::visit([](const auto& kind) { return canBe(kind); }, duration))
        return {};
    return fail("A time that is negative, endless or without values cannot be: give times of 0 or more, in order.");
}

} // namespace tributary
