// SPDX-License-Identifier: GPL-3.0-or-later
// BlockMachine: the registers of one block of trials (a tile), and what steps them through the periods. One for each
// thread; made once and used for many blocks. Every trial is computed on its own, so the block's size changes no bit.
#pragma once

#include "core/adoption/diffusion.h"
#include "core/engine/aligned_columns.h"
#include "core/engine/code.h"
#include "core/engine/vector_code.h"

#include <span>
#include <stop_token>
#include <vector>

namespace tributary {

class BlockMachine {
public:
    /// Of instructions, between two looks at whether to stop: a fraction of a millisecond's work.
    static constexpr size_t trialsBetweenLooks = size_t{1} << 14U;

    /// Makes one for blocks of up to `blockSize` trials. Once `stop` is asked for, start() and step() leave off, and
    /// columns hold nothing of use.
    BlockMachine(const ProgramCode& code, size_t blockSize, std::stop_token stop = {});

    /// Draws the trials firstTrial to firstTrial + count - 1 (count up to the block's size), runs the prologue and
    /// stands before period 0.
    void start(const UniformSource& source, size_t firstTrial, size_t count);
    /// Computes one period, from 0 on, in turn, and adds up what `sums` names of the registers that the body writes.
    void step(int period, const ColumnSums& sums = {});

    [[nodiscard]] std::span<const double> column(Register r) const { return {columns_[r], count_}; }
    [[nodiscard]] size_t count() const { return count_; }
    /// Whether what it computes is no longer wanted.
    [[nodiscard]] bool isToStop() const { return stop_.stop_requested(); }
    [[nodiscard]] Tile tile() const { return {registers_.get(), size_, paddedTrials(count_), columns_.data()}; }
    /// 1 for the trials in which a pool had more work than time in any period from 1 on.
    [[nodiscard]] std::span<const double> overloaded() const { return {overloaded_.data(), count_}; }

private:
    /// The state of a roll-out, and the columns that a step reads and writes.
    struct RolloutState {
        std::vector<double> workspace;
        AlignedColumns decay; ///< of Bass in closed form: two for each group
        std::vector<std::span<double>> columns;
        std::vector<DiffusionGroup> groups;
        std::vector<GroupSchedule> schedule;
    };
    /// The columns of a network's parameters and measures.
    struct NetworkBinding {
        std::vector<NetworkInputs::Column> touch, touchCv, delay, cost, share, handOffDelay, servers, availability,
            hourlyCost, patience;
        std::vector<NetworkMeasures::Column> labourHoursByGroup, utilisation;
        NetworkInputs in;
        NetworkMeasures out;
        std::vector<double> workspace;
    };
    struct History {
        Register input = 0;
        size_t periods = 0;
        std::vector<double> columns; // a ring, period t at t % periods
    };

    [[nodiscard]] std::span<double> at(Register r) { return {registers_.get() + r * size_, count_}; }
    void bind();
    void bind(const Network& network, Register first, NetworkBinding& binding);
    void execute(const std::vector<Instruction>& instructions, int period, const ColumnSums& sums);
    void executeAlone(const Instruction& instruction, int period, const ColumnSums& sums);
    void execute(const Instruction& instruction, int period);
    void stepRollout(const Rollout& rollout, RolloutState& state, int period);
    void stepPhase(const Rollout& rollout, RolloutState& state, size_t phase);
    void solve(const Instruction& instruction, int period);

    const ProgramCode& code_;
    const std::stop_token stop_;
    size_t size_; ///< of a column: whole eights
    size_t count_ = 0;
    size_t firstTrial_ = 0;
    const UniformSource* source_ = nullptr;
    AlignedColumns registers_;
    std::vector<const double*> columns_; ///< where each register is read
    std::vector<char> isBound_;          ///< by register: read by roll-outs and networks, always from its own column
    std::vector<double> uniforms_;
    std::vector<double> overloaded_;
    std::vector<RolloutState> rollouts_;
    std::vector<History> histories_;
    std::vector<std::uint32_t> historyOf_; // by register
    std::vector<NetworkBinding> networks_;
};

} // namespace tributary
