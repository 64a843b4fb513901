// SPDX-License-Identifier: GPL-3.0-or-later
// CycleTimeCorrection: how a run comes by the mean cycle time of one process map: by the formulas, or by what they say
// of the joined time (see NetworkMeasures) times what simulation finds beside them. Values; safe on any thread.
#pragma once

#include "core/base/problem.h"
#include "core/engine/process_numbers.h"
#include "core/model/model.h"
#include "core/stats/response_surface.h"

#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace tributary {

/// The numbers of a map that its cycle time hangs on, by list.
enum class NumberList {
    arrivals,
    servers,
    availability,
    touch,
    touchCv,
    share,
    delay,
    handOffDelay,
    patience,
    population
};

/// That list of ProcessNumbers, or of the registers that they stand in.
template <class Numbers>
[[nodiscard]] auto listOf(const Numbers& numbers, NumberList list) {
    using List = std::span<std::remove_reference_t<decltype((numbers.arrivals))>>;
    switch (list) {
    case NumberList::arrivals:
        break;
    case NumberList::servers:
        return List(numbers.servers);
    case NumberList::availability:
        return List(numbers.availability);
    case NumberList::touch:
        return List(numbers.touch);
    case NumberList::touchCv:
        return List(numbers.touchCv);
    case NumberList::share:
        return List(numbers.share);
    case NumberList::delay:
        return List(numbers.delay);
    case NumberList::handOffDelay:
        return List(numbers.handOffDelay);
    case NumberList::patience:
        return List(numbers.patience);
    case NumberList::population:
        return List(&numbers.population, 1);
    }
    return List(&numbers.arrivals, 1);
}

/// One coordinate of a surface: (y - centre) / spread, with y the logarithm of the number, of a share that of its odds
/// x / (1 - x); the number is held within the values that were simulated.
struct SurfaceCoordinate {
    NumberList list = NumberList::arrivals;
    size_t index = 0;
    double low = 0, high = 0; ///< of the number
    double centre = 0, spread = 1;

    [[nodiscard]] bool isShare() const { return list == NumberList::share; }
    /// The logarithm of a number as it is held.
    [[nodiscard]] double logOf(double number) const;
    /// Where a number stands.
    [[nodiscard]] double operator()(double number) const { return (logOf(number) - centre) / spread; }
    friend bool operator==(const SurfaceCoordinate&, const SurfaceCoordinate&) = default;
};

/// Numbers stand at these shares of their distributions where a map is checked.
inline constexpr std::array<double, 3> checkedLevels{0.1, 0.5, 0.9};

/// A ratio of simulation to formulas is trusted where its 99 % interval lies within these; only where it is outside,
/// and told from 1, are the formulas corrected: else the error of a simulation would be made that of a run.
inline constexpr std::array<double, 2> trustedRatios{0.95, 1.05};

/// The confidence of that interval, and of all that decide between formulas, factor and surface.
inline constexpr double trustConfidence = 0.99;

/// What a cross-validated response surface aims at: the root mean square of its relative errors.
inline constexpr double wantedSurfaceError = 0.025;

struct CycleTimeCorrection {
    ProcessId process;
    std::string name;
    CycleTimeBy chosen = CycleTimeBy::automatic; ///< by the model
    CycleTimeBy taken = CycleTimeBy::formulas;   ///< never automatic
    std::string reason;                          ///< why the formulas are taken, where they are
    bool isUnchecked = false;                    ///< the formulas are taken because nothing could be simulated
    bool isJoined = false;                       ///< has branches in parallel, so that joined times are another sum
    std::array<double, 2> factors{1, 1};         ///< least and greatest at the points that were simulated
    double error = 0; ///< of a factor: half its 95 % interval, or what a point differs by; of a surface: see surface
    std::array<double, 2> ratios{1, 1}; ///< least and greatest cycle time simulated over that by the formulas
    double ratioError = 0;              ///< half the widest of their 95 % intervals
    std::vector<SurfaceCoordinate> coordinates;
    ResponseSurface surface;      ///< of the logarithm of the factor
    std::vector<double> waits;    ///< by step of the shape: its wait simulated over that by the formulas
    bool correctsLeaving = false; ///< the odds that cases leave, too
    ResponseSurface leaving;      ///< of the logarithm of the factor of these; one number where that will do
    size_t simulations = 0;
    size_t leftOut = 0;                    ///< points that would take too long, as close to overload
    size_t refused = 0;                    ///< points that cannot be simulated, as where members are not whole
    std::uint64_t cases = 0;               ///< that were simulated
    std::array<double, 2> abandoned{0, 0}; ///< least and greatest share of cases that left before their work was done
    bool hasPartServers = false;           ///< at a point that was simulated: see SimulatedPool
    std::string unknown;                   ///< what the formulas do not know of the map; empty: nothing
    std::string overload;                  ///< which pool has more work than time, and where; empty: none
    std::array<ProcessNumbers, 3> asUsual; ///< at checkedLevels, business as usual at the start, by the formulas alone

    /// Whether a run says it beside its results: it was simulated, could not be, was told how, or met overload.
    [[nodiscard]] bool isNoted() const;
    /// Says what of the cycle time by the formulas was simulated, how far off that may be, and from how much.
    [[nodiscard]] std::string ratioWords() const;
    /// Says what was simulated.
    [[nodiscard]] std::string effort() const;
    /// Says how the cycle time is come by, and why or how far it may be off.
    [[nodiscard]] std::string words() const;
    friend bool operator==(const CycleTimeCorrection&, const CycleTimeCorrection&) = default;
};

/// Whether two corrections make the same of the same numbers.
[[nodiscard]] bool correctsAlike(const CycleTimeCorrection& a, const CycleTimeCorrection& b);

/// Finds the correction of a process; null where there is none.
[[nodiscard]] const CycleTimeCorrection* find(const CycleTimeCorrections& corrections, const ProcessId& process);

/// Works out how each map that a metric measures comes by its cycle time, in the order in which they are worked out.
/// Where `formulas` are chosen, or exact, nothing is simulated. Else it simulates P10, P50 and P90 of the numbers as
/// usual, and in each scenario with its effects at full size (the first 8 that differ) that of them where waits are the
/// most, by simulatedPoint(); where not all of these are trusted the other levels too; for a surface also 32 to 64
/// points spread over the numbers from P10 to P90 and over shares of the effects. A pure function of the model: its
/// seed and numbers give the same bits on any number of threads. Fails where it was stopped, and where a model with
/// such a map has runErrors(), with the first of them.
[[nodiscard]] Result<std::shared_ptr<const CycleTimeCorrections>>
correctCycleTimes(const Model& model, unsigned threads, const RunControl& control = {});

/// The same for a model that is known to have no runErrors().
[[nodiscard]] Result<std::shared_ptr<const CycleTimeCorrections>>
correctValidCycleTimes(const Model& model, unsigned threads, const RunControl& control = {});

/// The errors of validate() that keep a model from being run: not those of its unfinishedMetrics(), which a run leaves
/// out.
[[nodiscard]] std::vector<Problem> runErrors(const Model& model, const std::set<MetricId>& unfinished);

} // namespace tributary
