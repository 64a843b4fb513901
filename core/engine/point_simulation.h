// SPDX-License-Identifier: GPL-3.0-or-later
// SimulatedPoint: what a simulation of a map at one point finds, remembered: the same map, numbers and seed are
// simulated once, whoever asks, as long as the latest such points take no more than 64 MB. That changes no bit, for a
// simulation is a pure function of them. Safe on any thread; who asks for what another thread simulates waits for it.
#pragma once

#include "core/engine/process_simulation.h"

#include <optional>

namespace tributary {

struct SimulatedPoint {
    SimulatedMean cycleTime; ///< hours; without a number where there is none. Where nothing runs in parallel and no
                             ///< case leaves early that of the waits, with work and delays at their means, which are
                             ///< known: the same mean with less error (a control variate with the coefficient 1)
    SimulatedMean p50, p90;  ///< of the cycle times
    SimulatedMean labour;    ///< hours
    std::vector<double> stepWaiting; ///< by step of the shape: mean of a visit; no number where nobody came
    double abandoned = 0;            ///< share of cases that left before their work was done
    std::uint64_t cases = 0;         ///< that were counted
    bool hasPartServers = false;     ///< a pool has a server with part of the time alone
    std::string failure;             ///< why there is none; empty where there is
    bool isRefused = false;          ///< its numbers cannot be simulated; else it would only take too long
};

/// How long a point is simulated for.
enum class PointPurpose {
    check,  ///< 18,000 cases, then thrice as many up to 162,000 while the ratio is neither trusted nor known to 1 %
    surface ///< 20,000 cases: the fit evens out their errors
};

/// Simulates a map at a point that is not overloaded; so many `cases`, where they are given, if that takes a minute or
/// so. Fails where it was stopped; what cannot be simulated says why.
[[nodiscard]] Result<SimulatedPoint> simulatedPoint(const Process& process, const ProcessNumbers& numbers,
                                                    PointPurpose purpose, std::int64_t seed, unsigned threads,
                                                    const RunControl& control = {}, std::optional<double> cases = {});

/// Whether cases of a map split up into branches in parallel.
[[nodiscard]] bool hasSplit(const NetworkShape& shape);

/// Whether the 99 % interval of simulation over formulas lies within trustedRatios.
[[nodiscard]] bool isTrusted(const SimulatedMean& found, double formulas);
/// Whether a ratio of these, with half its 99 % interval, says that the formulas are off: it lies outside
/// trustedRatios, and its interval does not hold 1.
[[nodiscard]] bool isOffBy(double ratio, double halfWidth);
[[nodiscard]] bool isOff(const SimulatedMean& found, double formulas);
/// The same of labour, where cases leave: theirs is as much less as they leave more.
[[nodiscard]] bool isLabourOff(const SimulatedPoint& point, const ProcessNumbers& numbers);

} // namespace tributary
