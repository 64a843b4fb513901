// SPDX-License-Identifier: GPL-3.0-or-later
// Headlines: what the flows of one scenario come to, trial by trial: NPV, payback, internal rate, and their cumulative.
// Blocks fill their own trials, so threads may share one.
#pragma once

#include "core/engine/block_machine.h"

#include <functional>
#include <span>
#include <vector>

namespace tributary {

/// The flows of the block under way; one for each thread and scenario.
struct BlockFlows {
    BlockFlows(int periods, size_t block);

    std::vector<double> net; ///< a column for each period, 0 to n
    std::vector<double> discounted;
};

class Headlines {
public:
    Headlines(const ProgramCode& code, const ScenarioCode& scenario, size_t trials);

    /// The memory that they take.
    [[nodiscard]] static size_t bytes(const ProgramCode& code, const ScenarioCode& scenario, size_t trials);

    /// Takes the flows of a period, from 0 on, in turn.
    void take(const BlockMachine& machine, int period, size_t firstTrial, BlockFlows& flows);
    /// Works out what needs the flows of all periods.
    void finish(const BlockMachine& machine, size_t firstTrial, BlockFlows& flows);

    /// Sets 1 in the trials whose NPV is no number.
    void markFailed(std::span<double> failed) const;
    /// Appends a piece of work for each summary; the pieces fill `results`, which must stay where it is.
    void summarise(SamplerKind kind, ScenarioResults& results, std::vector<std::function<void()>>& work) const;

    /// Copies the flows of every trial; after summarise().
    void keepTrials(ScenarioResults& results) const;

private:
    using Column = std::vector<double>;
    using Columns = std::vector<Column>;

    const ProgramCode& code_;
    const ScenarioCode& scenario_;
    Columns benefit_; ///< by period, 0 to n
    Columns cost_;
    Columns net_;
    Columns cumulative_;
    Columns presentValue_; ///< by counted metric
    Column npv_;
    Column npvHard_;
    Column pvBenefits_;
    Column pvCosts_;
    Column roi_;
    Column rate_;
    Column payback_;
    std::vector<std::uint8_t> severalRates_; ///< by trial, as are those that stalled
    std::vector<std::uint8_t> stalled_;
};

} // namespace tributary
