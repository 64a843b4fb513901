// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting in one queue: Erlang B and C for whole and fractional servers, Allen-Cunneen waiting, service level.
// Overload (offered load at or above the servers) is a state of its own: the wait is infinite. Pure; safe on any
// thread.
#pragma once

#include <span>

namespace tributary {

/// A queue with one stream of arrivals; times and rates in one unit of time.
struct Queue {
    double arrivalRate = 0.0;
    double meanService = 0.0;
    double serviceScv = 1.0; ///< squared coefficient of variation of the service; 1 is exponential, 0 constant
    double servers = 1.0;    ///< may be a fraction
    double arrivalScv = 1.0; ///< of the times between arrivals; 1 is Poisson
};

struct QueueMeasures {
    double utilisation = 0.0; ///< at or above 1 in overload
    double waitChance = 0.0;
    double waiting = 0.0;     ///< mean wait; infinite in overload, as are the next three
    double time = 0.0;        ///< mean wait and service
    double queueLength = 0.0; ///< mean number waiting
    double inSystem = 0.0;    ///< mean number waiting or served
    bool overloaded = false;
};

/// Computes the chance that an arrival finds all servers busy and is lost, at `load` in Erlang (Erlang 1917); for a
/// fraction of servers by its continuous extension a^c e^-a / Gamma(c + 1, a). NaN for negative values.
[[nodiscard]] double erlangB(double servers, double load);

/// Computes the chance that an arrival has to wait; 1 in overload.
[[nodiscard]] double erlangC(double servers, double load);

/// Computes all measures of a queue: Wq = C/(c - a) E[S] (ca^2 + cs^2)/2 (Allen & Cunneen); exact for M/M/c and M/G/1.
[[nodiscard]] QueueMeasures measure(const Queue& queue);

/// Computes the share of arrivals of an M/M/c queue that wait no longer than `target`; 0 in overload.
[[nodiscard]] double serviceLevel(double servers, double load, double meanService, double target);

/// What a queue does whose cases wait no longer than their patience.
struct PatientMeasures {
    double waitChance = 0.0; ///< that a case has to wait, whether it then leaves or not
    double leaving = 0.0;    ///< share of the cases that leave before their service
};

/// Computes both for M/M/c+M at `load` in Erlang, for exponential patience of this mean in mean services (Palm, 1957;
/// Garnett, Mandelbaum & Reiman, 2002), for a fraction of servers by continuous extension. There is no overload. The
/// mean wait, of those who leave included, is leaving * patience. NaN for negative values.
[[nodiscard]] PatientMeasures measurePatient(double servers, double load, double patience);

/// Fills `factor` with C/(c - a), the mean wait of an M/M/c queue in mean services, trial by trial; infinite in
/// overload, 0 without load. Gives the bits of its scalar form.
void fillWaitFactor(std::span<const double> servers, std::span<const double> load, std::span<double> factor);

} // namespace tributary
