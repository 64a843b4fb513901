// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fit_correction.h"

#include "core/engine/formula_limits.h"
#include "core/engine/point_simulation.h"
#include "core/engine/process_mapping.h"
#include "core/process/network_analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace tributary {

namespace {

constexpr double agreesWithin = 0.01;      ///< of a factor, beside the errors
constexpr double leastError = 0.01;        ///< that a point is weighed by: simulations are no closer to the truth
constexpr size_t fewestDesignPoints = 32;  ///< of a surface
constexpr size_t pointsOfCoefficient = 2;  ///< of a whole quadratic, up to all points of the design
constexpr size_t fewestSimulated = 12;     ///< below it a surface is a plane, if these are all there are
constexpr double leastSpread = 1e-3;       ///< of a logarithm: what varies less is taken as fixed
constexpr double leastIndependence = 1e-3; ///< share of a coordinate's variance that the others do not explain
constexpr double leastOfLargest = 1e-3;    ///< of a number's largest value: what is below, down to 0, counts as this
constexpr double leastOdds = 1e-6;         ///< of a share
constexpr double widestOdds = 12;          ///< of the logarithm of a factor
constexpr int oddsRounds = 40;             ///< of its halving
constexpr double oddsAgreeWithin = 0.1;    ///< of the same
constexpr double halfOfCheck = 0.5;        ///< of the progress

constexpr std::array numberLists{
    NumberList::arrivals, NumberList::servers, NumberList::availability, NumberList::touch,    NumberList::touchCv,
    NumberList::share,    NumberList::delay,   NumberList::handOffDelay, NumberList::patience, NumberList::population};

/// A simulation over the joined time by the formulas.
struct FactorPoint {
    const ProcessNumbers* numbers = nullptr;
    double factor = 1;
    double standardError = 0;
    double halfWidth = 0;        ///< half its 95 % interval
    double sureWidth = 0;        ///< half its interval at trustConfidence
    double left = 0;             ///< share of the cases that left
    std::vector<double> waits{}; ///< by step

    [[nodiscard]] double weight() const { return 1 / (std::pow(standardError / factor, 2) + leastError * leastError); }
    /// Takes another joined time of the formulas.
    void changeJoined(double from, double to) {
        for (double* number : {&factor, &standardError, &halfWidth, &sureWidth})
            *number *= from / to;
    }
};

bool isOverloaded(const ProcessNumbers& numbers) {
    return std::ranges::any_of(numbers.utilisation, [](double utilisation) { return utilisation >= 1; });
}

std::string nameOf(const Process& process) { return process.name.empty() ? process.id.text : process.name; }

class Fitter {
public:
    Fitter(const Process& process, const VisitedNumbers& visited, std::int64_t seed, unsigned threads,
           const RunControl& control)
        : process_(process), visited_(visited), seed_(seed), threads_(threads), control_(control),
          shape_(mapProcess(process).shape), plan_(NetworkPlan::make(shape_)) {
        made_.process = process.id;
        made_.name = nameOf(process);
        made_.chosen = process.cycleTimeBy;
        made_.isJoined = hasSplit(shape_);
        made_.asUsual = visited.levels.front();
        made_.unknown = formulaLimits(process, shape_).words();
        noteOverload();
    }

    Result<CycleTimeCorrection> fit() {
        if (made_.chosen == CycleTimeBy::formulas)
            return byFormulas("as chosen");
        const bool isFree = made_.chosen == CycleTimeBy::automatic;
        const Exactness exact = isFree ? exactnessOf(process_, shape_, visited_) : Exactness::none;
        if (exact == Exactness::ofAll)
            return byFormulas("which are exact for it");
        if (auto done = simulateLevels(Levels::telling); !done)
            return tl::unexpected(done.error());
        const std::string meanIsExact = "which are exact for the mean of all cases";
        if (exact == Exactness::ofMean)
            return byFormulas(points_.empty() ? meanIsExact : meanIsExact + "; simulation finds " + made_.ratioWords());
        if (isFree && areTrusted())
            return byFormulas(found());
        if (auto done = simulateLevels(Levels::all); !done)
            return tl::unexpected(done.error());
        made_.isUnchecked = !refusal_.empty() || points_.empty();
        if (made_.isUnchecked && !(refusal_ + tooLong_).empty())
            return byFormulas("since it cannot be simulated: " + (refusal_.empty() ? tooLong_ : refusal_));
        if (made_.isUnchecked)
            return byFormulas("since it has more work than time wherever it would be simulated");
        if (isFree && !isAnyOff_ && !isLabourOff_)
            return byFormulas(found());
        const bool isOneOdds = correctLeaving();
        switch (made_.chosen) {
        case CycleTimeBy::surface:
            return bySurface();
        case CycleTimeBy::factor:
            takeFactor();
            return made_;
        default:
            break;
        }
        if (!agree() || !isOneOdds)
            return bySurface();
        takeFactor();
        const bool isTold = isOffBy(made_.factors[0], pooledWidth(&FactorPoint::sureWidth));
        return isTold || made_.isJoined || made_.correctsLeaving ? made_ : byFormulas(found());
    }

private:
    CycleTimeCorrection byFormulas(std::string reason) {
        made_.taken = CycleTimeBy::formulas;
        made_.factors = {1, 1};
        made_.error = 0;
        made_.correctsLeaving = false;
        made_.reason = std::move(reason);
        return made_;
    }

    /// Says the ratios that were simulated, and whether they tell.
    [[nodiscard]] std::string found() const {
        return isAnyUnsure_ ? "which simulation does not tell from right: it finds " + made_.ratioWords()
                            : "which simulation finds at " + made_.ratioWords();
    }

    void noteOverload() {
        for (const auto& world : visited_.levels)
            for (size_t level = 0; level < world.size(); ++level)
                for (size_t pool = 0; pool < world[level].utilisation.size(); ++pool)
                    if (const double busy = world[level].utilisation[pool]; busy >= 1 && made_.overload.empty()) {
                        const Pool& of = process_.pools[pool];
                        const bool isSure = world.front().utilisation == world.back().utilisation;
                        made_.overload = fmt::format(
                            "{} has {}{}{}: {}", of.name.empty() ? of.id.text : of.name,
                            std::isinf(busy) ? "no servers"
                                             : fmt::format("{:.0f} % of the work that it can do", 100 * busy),
                            isSure ? "" : fmt::format(" where numbers are at P{:.0f}", 100 * checkedLevels[level]),
                            &world == visited_.levels.data() ? "" : " later, or in a scenario",
                            "cases pile up without end, and no correction changes that");
                    }
    }

    /// Simulates a point and keeps it, unless it is overloaded.
    Result<void> simulatePoint(const ProcessNumbers& numbers, PointPurpose purpose, const RunControl& control) {
        const auto isKnown = [&](const FactorPoint& point) { return *point.numbers == numbers; };
        if (isOverloaded(numbers) || std::ranges::any_of(points_, isKnown))
            return {};
        const auto done = simulatedPoint(process_, numbers, purpose, seed_, threads_, control);
        if (!done)
            return tl::unexpected(done.error());
        if (!done->failure.empty()) {
            (done->isRefused ? refusal_ : tooLong_) = done->failure;
            ++(done->isRefused ? made_.refused : made_.leftOut);
            return {};
        }
        made_.abandoned[0] = made_.simulations == 0 ? done->abandoned : std::min(made_.abandoned[0], done->abandoned);
        made_.abandoned[1] = std::max(made_.abandoned[1], done->abandoned);
        ++made_.simulations;
        made_.cases += done->cases;
        made_.hasPartServers = made_.hasPartServers || done->hasPartServers;
        const SimulatedMean& time = done->cycleTime;
        points_.push_back({&numbers, time.mean / numbers.joinedTime, time.standardError / numbers.joinedTime,
                           time.halfWidth() / numbers.joinedTime, time.halfWidth(trustConfidence) / numbers.joinedTime,
                           done->abandoned, done->stepWaiting});
        noteRatio(time, numbers.cycleTime);
        isLabourOff_ = isLabourOff_ || isLabourOff(*done, numbers);
        noteWaits(done->stepWaiting, numbers.stepWaiting);
        return {};
    }

    void noteRatio(const SimulatedMean& found, double formulas) {
        const double ratio = found.mean / formulas;
        const bool isFirst = made_.simulations == 1;
        made_.ratios[0] = isFirst ? ratio : std::min(made_.ratios[0], ratio);
        made_.ratios[1] = isFirst ? ratio : std::max(made_.ratios[1], ratio);
        made_.ratioError = std::max(made_.ratioError, found.halfWidth() / formulas);
        isAnyUntrusted_ = isAnyUntrusted_ || !isTrusted(found, formulas);
        isAnyOff_ = isAnyOff_ || isOff(found, formulas);
        isAnyUnsure_ = isAnyUnsure_ || (!isTrusted(found, formulas) &&
                                        std::abs(ratio - 1) <= found.halfWidth(trustConfidence) / formulas);
    }

    void noteWaits(const std::vector<double>& simulated, const std::vector<double>& formulas) {
        waits_.resize(formulas.size());
        made_.waits.resize(formulas.size(), 1);
        for (size_t step = 0; step < formulas.size(); ++step) {
            if (!std::isfinite(simulated[step]) || !std::isfinite(formulas[step]))
                continue;
            waits_[step][0] += simulated[step];
            waits_[step][1] += formulas[step];
            made_.waits[step] = waits_[step][1] > 0 ? waits_[step][0] / waits_[step][1] : 1;
        }
    }

    [[nodiscard]] bool areTrusted() const {
        return refusal_.empty() && !points_.empty() && !isAnyUntrusted_ && !isLabourOff_;
    }

    /// The logarithm of the factor of the odds with which as many cases leave by the formulas as were simulated.
    [[nodiscard]] double oddsAt(const FactorPoint& point) const {
        ProcessNumbers numbers = *point.numbers;
        double low = -widestOdds, high = widestOdds;
        for (int round = 0; round < oddsRounds; ++round) {
            const double middle = (low + high) / 2;
            numbers.leavingOdds = std::exp(middle);
            solve(*plan_, numbers);
            (numbers.left < point.left ? low : high) = middle;
        }
        return (low + high) / 2;
    }

    /// Finds what corrects who leaves, where that is off: one number, or a surface where they do not agree and there
    /// are coordinates. False where one number was wanted, but will not do.
    bool correctLeaving() {
        if (!isLabourOff_ || !plan_)
            return true;
        std::vector<std::vector<double>> places;
        std::vector<double> odds;
        for (const FactorPoint& point : points_) {
            places.push_back(placeOf(*point.numbers));
            odds.push_back(oddsAt(point));
        }
        const auto [least, greatest] = std::ranges::minmax(odds);
        const double mean = std::accumulate(odds.begin(), odds.end(), 0.0) / static_cast<double>(odds.size());
        const bool agrees = greatest - least <= 2 * oddsAgreeWithin;
        made_.correctsLeaving = true;
        made_.leaving = {};
        made_.leaving.constant = mean;
        if (!agrees && mayFit())
            made_.leaving = fitOver(places, odds, std::vector<double>(odds.size(), 1));
        waits_.clear();
        for (FactorPoint& point : points_) {
            ProcessNumbers numbers = *point.numbers;
            const ResponseSurface& surface = made_.leaving;
            numbers.leavingOdds =
                std::exp(surface.linear.empty() ? surface.constant : surface(placeOf(*point.numbers)));
            solve(*plan_, numbers);
            point.changeJoined(joinedOf(point), numbers.joinedTime);
            joined_[point.numbers] = numbers.joinedTime;
            noteWaits(point.waits, numbers.stepWaiting);
        }
        return agrees;
    }

    /// The joined time that the factor of a point goes by.
    [[nodiscard]] double joinedOf(const FactorPoint& point) const {
        const auto changed = joined_.find(point.numbers);
        return changed == joined_.end() ? point.numbers->joinedTime : changed->second;
    }

    [[nodiscard]] std::vector<double> placeOf(const ProcessNumbers& numbers) const {
        std::vector<double> place;
        for (const SurfaceCoordinate& coordinate : made_.coordinates)
            place.push_back(coordinate(listOf(numbers, coordinate.list)[coordinate.index]));
        return place;
    }

    /// Which levels are simulated: all as usual at the start; of the other worlds all, or the telling one alone, where
    /// waits are the most of the cycle time and the formulas so err most.
    enum class Levels { telling, all };

    [[nodiscard]] bool isWanted(const std::array<ProcessNumbers, 3>& world, size_t level, Levels levels) const {
        const auto waits = [](const ProcessNumbers& at) {
            return std::isfinite(at.cycleTime) ? at.waitingTime / at.cycleTime : -1;
        };
        const auto most = std::ranges::max_element(world, {}, waits);
        return levels == Levels::all || &world == visited_.levels.data() || &world[level] == &*most;
    }

    Result<void> simulateLevels(Levels levels) {
        made_.leftOut = made_.refused = 0;
        const double all = static_cast<double>(checkedLevels.size() * visited_.levels.size());
        double done = 0;
        for (const auto& world : visited_.levels)
            for (size_t level = 0; level < world.size(); ++level) {
                const double from = halfOfCheck * done / all;
                done += 1;
                if (!isWanted(world, level, levels))
                    continue;
                if (auto point = simulatePoint(world[level], PointPurpose::check,
                                               partOf(control_, from, halfOfCheck * done / all));
                    !point || !refusal_.empty())
                    return point;
            }
        return {};
    }

    /// The mean of the factors, by their weights.
    [[nodiscard]] double pooled() const {
        double sum = 0, weights = 0;
        for (const FactorPoint& point : points_) {
            sum += point.weight() * point.factor;
            weights += point.weight();
        }
        return sum / weights;
    }

    /// The width of that mean, of the widths of the points.
    [[nodiscard]] double pooledWidth(double FactorPoint::*width) const {
        double inverse = 0;
        for (const FactorPoint& point : points_)
            inverse += 1 / std::pow(std::max(point.*width, pooled() * leastError), 2);
        return 1 / std::sqrt(inverse);
    }

    [[nodiscard]] bool agree() const {
        const double factor = pooled();
        return std::ranges::all_of(points_, [factor](const FactorPoint& point) {
            return std::abs(point.factor - factor) <= point.sureWidth + agreesWithin * factor;
        });
    }

    void takeFactor() {
        made_.taken = CycleTimeBy::factor;
        const double factor = pooled();
        made_.factors = {factor, factor};
        made_.error = pooledWidth(&FactorPoint::halfWidth);
        for (const FactorPoint& point : points_) // what its own error does not explain
            made_.error = std::max(made_.error, std::abs(point.factor - factor) - point.sureWidth);
    }

    Result<CycleTimeCorrection> bySurface() {
        findCoordinates();
        const size_t d = made_.coordinates.size();
        const size_t coefficients = (d + 1) * (d + 2) / 2;
        const size_t wanted =
            std::clamp(pointsOfCoefficient * coefficients, fewestDesignPoints, visited_.design.size());
        for (size_t point = 0; point < wanted; ++point) {
            const auto share = [&](size_t done) {
                return halfOfCheck + (1 - halfOfCheck) * static_cast<double>(done) / static_cast<double>(wanted);
            };
            if (auto done = simulatePoint(visited_.design[point], PointPurpose::surface,
                                          partOf(control_, share(point), share(point + 1)));
                !done)
                return tl::unexpected(done.error());
        }
        correctLeaving();
        if (!mayFit()) {
            takeFactor();
            return made_;
        }
        fitSurface();
        return made_;
    }

    /// Whether a surface would tell more than a number: over many points, or the few that are all there are.
    [[nodiscard]] bool mayFit() const {
        const bool areAll = points_.size() >= 2 && made_.leftOut == 0 && made_.refused == 0;
        return !made_.coordinates.empty() && (areAll || points_.size() >= fewestSimulated);
    }

    [[nodiscard]] static ResponseSurface fitOver(const std::vector<std::vector<double>>& places,
                                                 const std::vector<double>& logs, const std::vector<double>& weights) {
        return places.size() < fewestSimulated ? fitPlane(places, logs) : fitResponseSurface(places, logs, weights);
    }

    /// Finds the numbers that vary over the design and hang on none that was taken before.
    void findCoordinates() {
        std::vector<std::vector<double>> taken; // orthogonal to each other, each of length 1
        for (const NumberList list : numberLists)
            for (size_t index = 0; index < listOf(made_.asUsual.front(), list).size(); ++index)
                addCoordinate({list, index}, taken);
    }

    void addCoordinate(SurfaceCoordinate coordinate, std::vector<std::vector<double>>& taken) {
        std::vector<double> column;
        const auto add = [&](const ProcessNumbers& at) {
            if (std::isfinite(at.cycleTime))
                column.push_back(listOf(at, coordinate.list)[coordinate.index]);
        };
        std::ranges::for_each(visited_.design, add);
        for (const auto& world : visited_.levels)
            std::ranges::for_each(world, add);
        if (column.size() < 2)
            return;
        const auto [low, high] = std::ranges::minmax(column);
        if (!(high > low))
            return;
        coordinate.low = std::max(low, coordinate.isShare() ? leastOdds : leastOfLargest * high);
        coordinate.high = coordinate.isShare() ? std::min(high, 1 - leastOdds) : high;
        for (double& number : column)
            number = coordinate.logOf(number);
        const auto n = static_cast<double>(column.size());
        coordinate.centre = std::accumulate(column.begin(), column.end(), 0.0) / n;
        double squares = 0;
        for (double& number : column) {
            number -= coordinate.centre;
            squares += number * number;
        }
        coordinate.spread = std::sqrt(squares / n);
        if (!(coordinate.spread > leastSpread))
            return;
        for (double& number : column)
            number /= std::sqrt(squares);
        for (const std::vector<double>& other : taken) {
            const double along = std::inner_product(column.begin(), column.end(), other.begin(), 0.0);
            for (size_t i = 0; i < column.size(); ++i)
                column[i] -= along * other[i];
        }
        const double rest = std::inner_product(column.begin(), column.end(), column.begin(), 0.0);
        if (rest < leastIndependence)
            return;
        for (double& number : column)
            number /= std::sqrt(rest);
        taken.push_back(std::move(column));
        made_.coordinates.push_back(coordinate);
    }

    void fitSurface() {
        std::vector<std::vector<double>> places;
        std::vector<double> logs;
        std::vector<double> weights;
        for (const FactorPoint& point : points_) {
            places.push_back(placeOf(*point.numbers));
            logs.push_back(std::log(point.factor));
            weights.push_back(point.weight());
        }
        made_.taken = CycleTimeBy::surface;
        made_.surface = fitOver(places, logs, weights);
        made_.error = made_.surface.error;
        if (points_.size() < fewestSimulated) // what the points themselves are off by
            for (const FactorPoint& point : points_)
                made_.error = std::max(made_.error, point.halfWidth / point.factor);
        std::vector<double> fitted;
        for (const std::vector<double>& place : places)
            fitted.push_back(std::exp(made_.surface(place)));
        made_.factors = {*std::ranges::min_element(fitted), *std::ranges::max_element(fitted)};
    }

    const Process& process_;
    const VisitedNumbers& visited_;
    std::int64_t seed_;
    unsigned threads_;
    const RunControl& control_;
    NetworkShape shape_;
    Result<NetworkPlan> plan_;
    CycleTimeCorrection made_;
    std::vector<FactorPoint> points_;
    std::string refusal_; ///< why the last point that cannot be simulated cannot
    std::string tooLong_; ///< why the last one that was left out was
    bool isAnyUntrusted_ = false;
    bool isAnyOff_ = false;
    bool isAnyUnsure_ = false; ///< neither trusted nor told from 1
    bool isLabourOff_ = false;
    std::vector<std::array<double, 2>> waits_;       ///< by step, over all points: simulated, by the formulas
    std::map<const ProcessNumbers*, double> joined_; ///< with odds of leaving that are corrected
};

} // namespace

Result<CycleTimeCorrection> fitCorrection(const Process& process, const VisitedNumbers& visited, std::int64_t seed,
                                          unsigned threads, const RunControl& control) {
    return Fitter(process, visited, seed, threads, control).fit();
}

} // namespace tributary
