// SPDX-License-Identifier: GPL-3.0-or-later
// MapCheck: the checks of one process map: its parts, then its ways. For the sources of core/model.
#pragma once

#include "core/model/map_rules.h"
#include "core/model/sub_processes.h"
#include "core/model/validation.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary {

class MapCheck {
public:
    MapCheck(Validation& v, const SubProcesses& nested, const MeasuredMaps& measured, const Process& process);

    void run();

private:
    static constexpr double shareTolerance = 1e-6; ///< shares are typed with few digits; below this they add up

    /// What no run can work with. It stops none where no metric measures the map, as one that was imported to be read.
    void fault(std::string subject, std::string message, std::string action) {
        v_.add(isMeasured_ ? Severity::error : Severity::warning, std::move(subject), std::move(message),
               std::move(action));
    }
    /// The same of where cases go: how their branches meet is checked once it is known where all of them lead.
    void wayFault(std::string subject, std::string message, std::string action) {
        hasWayFault_ = true;
        fault(std::move(subject), std::move(message), std::move(action));
    }

    static bool hasTouch(const auto& part) { return part.touch || measuredIn(part.spread, part.touchTimes); }

    [[nodiscard]] std::string name() const { return v_.called(path_); }
    [[nodiscard]] std::string stepPath(size_t step) const { return path_ + "/task/" + process_.steps[step].id.text; }
    [[nodiscard]] std::string stepName(size_t step) const { return calledStep(process_, process_.steps[step]); }
    /// The same where a sentence begins with it.
    [[nodiscard]] std::string begun(size_t step) const { return begunWith(process_, process_.steps[step]); }
    void twice(std::string_view kind, const std::string& id) {
        v_.error(path_, fmt::format("{} has two parts `{}` of the kind {}.", name(), id, kind), "Give one another id.");
    }
    /// The most likely value of a parameter in hours or as a plain number, where it is a quantity.
    static std::optional<double> likely(const std::optional<Parameter>& parameter, std::string_view unit) {
        const Quantity* quantity = parameter ? parameter->quantity() : nullptr;
        if (!quantity || quantity->data())
            return std::nullopt;
        return mostLikely(quantity->distribution()) * (quantity->unit() ? *quantity->unit() : unitOr(unit)).factor();
    }

    void join(size_t from, size_t to) {
        out_[from].push_back(to);
        into_[to].push_back(from);
    }

    // Its parts: pools, steps and what may go wrong at them.
    void checkPools();
    void checkIdlePools();
    void checkManner(size_t index);
    template <class Part>
    void checkMeasured(const std::string& path, const std::string& called, const Part& part);
    template <class Part>
    void checkSpread(const std::string& path, const std::string& called, const Part& part);
    void checkPopulation();
    void checkForArrivals();
    void checkArrivalTimes();
    void checkAlsoPools(const std::string& path, const ProcessException& exception);
    void checkPool(const std::string& path, const PoolId& pool);
    void checkSteps();
    void checkTimes();
    void checkExceptions();

    // Its ways: flows, their shares, and where they lead.
    void checkFlows();
    [[nodiscard]] std::optional<double> likelyShare(const Parameter& share) const;
    /// Whether the cases that no share is given of go somewhere.
    enum class Rest { none, taken };
    [[nodiscard]] std::optional<std::string> rangeOfSum(const std::vector<const Parameter*>& shares, Rest rest) const;
    void checkShares();
    [[nodiscard]] std::vector<char> reach(std::vector<size_t> front,
                                          const std::vector<std::vector<size_t>>& arcs) const;
    [[nodiscard]] std::vector<size_t> stepsOf(StepKind kind) const;
    void checkWays();
    void checkPatience(size_t start);
    void checkJoins();

    Validation& v_;
    const SubProcesses& nested_;
    const Process& process_;
    std::string path_;
    bool isMeasured_;    ///< by a metric, or with a map around it
    bool needsArrivals_; ///< measured by itself
    bool hasWayFault_ = false;
    size_t steps_;
    std::vector<std::vector<size_t>> out_;
    std::vector<std::vector<size_t>> into_;
    std::vector<std::vector<const Flow*>> flowsOut_;
    std::unordered_map<std::string, size_t> places_;
    std::set<std::string> pools_;
    std::set<std::string> lanes_;
};

} // namespace tributary
