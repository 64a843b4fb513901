// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/queueing.h"

#include "core/stats/boost_policy.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
// Beyond this many servers the incomplete gamma function is quicker than the recursion.
constexpr double largestRecursion = 500.0;

bool byRecursion(double servers) { return servers <= largestRecursion && servers == std::floor(servers); }

/// One step of the recursion I_k = 1 + (k/a) I_(k-1) of I = 1/B: a multiplication where B itself needs a division.
double nextInverse(double inverse, double k, double inverseLoad) { return 1.0 + k * inverseLoad * inverse; }

/// 1/B, from 1 to infinity, for a load above 0.
double inverseErlangB(double servers, double load) {
    if (byRecursion(servers)) {
        const double inverseLoad = 1.0 / load;
        double inverse = 1.0;
        for (double k = 1.0; k <= servers; k += 1.0)
            inverse = nextInverse(inverse, k, inverseLoad);
        return inverse;
    }
    // P(Poisson(a) = c) / P(Poisson(a) <= c), both continued to any c.
    return boost::math::gamma_q(servers + 1.0, load, QuietPolicy()) /
           boost::math::gamma_p_derivative(servers + 1.0, load, QuietPolicy());
}

/// C/(c - a) from 1/B, where C = B/(1 - rho (1 - B)) = c / (I (c - a) + a).
double waitFactor(double servers, double load, double inverse) {
    if (load == 0.0)
        return 0.0;
    const double free = servers - load;
    if (free <= 0.0)
        return infinite;
    return servers / ((inverse * free + load) * free);
}

bool valid(double servers, double load) {
    return servers >= 0.0 && load >= 0.0 && std::isfinite(servers) && std::isfinite(load);
}

double waitFactor(double servers, double load) {
    if (!valid(servers, load))
        return undefined;
    return waitFactor(servers, load, load > 0.0 && load < servers ? inverseErlangB(servers, load) : infinite);
}

/// sum over j >= 0 of y^j / ((x + 1) ... (x + j)) = x e^y y^-x gamma(x, y), for x and y above 0.
double palmSum(double x, double y) {
    constexpr double far = 10.0; // standard deviations, beyond which the gamma function underflows
    constexpr double small = 1e-17;
    if (y >= 0.5 * x && y >= x - far * std::sqrt(x))
        return x / y * boost::math::gamma_p(x, y, QuietPolicy()) / boost::math::gamma_p_derivative(x, y, QuietPolicy());
    double sum = 1.0;
    double term = 1.0;
    for (double j = 1.0; term > small * sum; j += 1.0) {
        term *= y / (x + j);
        sum += term;
    }
    return sum;
}

} // namespace

double erlangB(double servers, double load) {
    if (!valid(servers, load))
        return undefined;
    if (load == 0.0)
        return servers == 0.0 ? 1.0 : 0.0;
    return 1.0 / inverseErlangB(servers, load);
}

double erlangC(double servers, double load) {
    if (!valid(servers, load))
        return undefined;
    if (load >= servers)
        return 1.0;
    return load == 0.0 ? 0.0 : servers / (inverseErlangB(servers, load) * (servers - load) + load);
}

QueueMeasures measure(const Queue& queue) {
    const double load = queue.arrivalRate * queue.meanService;
    QueueMeasures result;
    result.utilisation = load == 0.0 ? 0.0 : load / queue.servers;
    result.overloaded = load > 0.0 && load >= queue.servers;
    result.waitChance = load == 0.0 ? 0.0 : erlangC(queue.servers, load);
    result.waiting = result.overloaded ? infinite
                                       : waitFactor(queue.servers, load) * queue.meanService *
                                             (queue.arrivalScv + queue.serviceScv) / 2.0;
    result.time = result.waiting + queue.meanService;
    result.queueLength = load == 0.0 ? 0.0 : queue.arrivalRate * result.waiting;
    result.inSystem = load == 0.0 ? 0.0 : queue.arrivalRate * result.time;
    return result;
}

double serviceLevel(double servers, double load, double meanService, double target) {
    if (load >= servers)
        return load == 0.0 ? 1.0 : 0.0;
    return 1.0 - erlangC(servers, load) * std::exp(-(servers - load) * target / meanService);
}

PatientMeasures measurePatient(double servers, double load, double patience) {
    if (!valid(servers, load) || !(patience >= 0.0))
        return {undefined, undefined};
    if (load == 0.0 || servers == 0.0)
        return load == 0.0 ? PatientMeasures{} : PatientMeasures{1.0, 1.0};
    constexpr double fewLeave = 1e-8; // of which a difference of numbers near 1 would tell few digits
    const double lost = 1.0 / inverseErlangB(servers, load);
    if (patience == 0.0)
        return {lost, lost};
    const double sum = palmSum(servers * patience, load * patience);
    const double waits = std::isinf(sum) ? 1.0 : sum * lost / (1.0 + (sum - 1.0) * lost);
    const double leaving = std::clamp(waits * (1.0 + (1.0 / sum - 1.0) * servers / load), 0.0, waits);
    if (leaving < fewLeave && load < servers)
        return {waits, waitFactor(servers, load) / patience};
    return {waits, leaving};
}

void fillWaitFactor(std::span<const double> servers, std::span<const double> load, std::span<double> factor) {
    assert(servers.size() == factor.size() && load.size() == factor.size());
    if (factor.empty())
        return;
    const double c = servers[0];
    const bool uniform = c >= 1.0 && byRecursion(c) &&
                         std::all_of(servers.begin(), servers.end(), [c](double other) { return other == c; });
    if (!uniform) {
        for (size_t t = 0; t < factor.size(); ++t)
            factor[t] = waitFactor(servers[t], load[t]);
        return;
    }
    // The recursion across a stretch of the column: the same operations per trial as in the scalar form, so the same
    // bits.
    constexpr size_t stretch = 64;
    std::array<double, stretch> inverseLoad;
    std::array<double, stretch> inverse;
    for (size_t begin = 0; begin < factor.size(); begin += stretch) {
        const size_t count = std::min(stretch, factor.size() - begin);
        for (size_t t = 0; t < count; ++t)
            inverseLoad[t] = 1.0 / load[begin + t];
        inverse.fill(1.0);
        for (double k = 1.0; k <= c; k += 1.0)
            for (size_t t = 0; t < count; ++t)
                inverse[t] = nextInverse(inverse[t], k, inverseLoad[t]);
        for (size_t t = 0; t < count; ++t)
            factor[begin + t] = valid(c, load[begin + t]) ? waitFactor(c, load[begin + t], inverse[t]) : undefined;
    }
}

} // namespace tributary
