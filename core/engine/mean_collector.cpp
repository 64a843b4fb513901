// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/collector.h"
#include "core/engine/fuse.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>
#include <utility>

namespace tributary {

namespace {

using LaneSums = std::array<double, trialsTogether>; // trial t in t % 8, which is its scramble
static_assert(trialsTogether == Sampler::scrambles);

Summary unknownSummary() {
    Summary summary;
    for (double Summary::*percentile : Summary::percentiles)
        summary.*percentile = std::numeric_limits<double>::quiet_NaN();
    return summary;
}

class MeanCollector final : public Collector {
public:
    MeanCollector(const ProgramCode& code, const RunOptions& options, const RunShape& shape)
        : code_(code), options_(options), shape_(shape), slotOf_(code.registers, ColumnSums::noSlot),
          npv_(code.scenarios.size()), scratch_(shape.threads), chunkSums_(shape.chunks()) {
        for (auto& column : npv_)
            column.resize(shape.trials);
        const std::vector<char> isWanted = wantedRegisters();
        // Slots in the order in which a step writes, so that sums stream through the cache.
        std::vector<char> isWritten(code.registers);
        const auto writes = [&](Register r) {
            isWritten[r] = 1;
            if (isWanted[r])
                slotOf_[r] = columns_++;
        };
        for (const Instruction& instruction : code.body)
            forEachOutput(instruction, code, writes);
        for (Register r = 0; r < code.registers; ++r)
            if (isWanted[r] && !isWritten[r]) {
                slotOf_[r] = columns_++;
                standing_.push_back(r);
            }
        total_.resize(periods() * slots() * trialsTogether);
    }

    ColumnSums sumsOf(const BlockMachine& machine, int period, unsigned worker) override {
        Scratch& scratch = scratch_[worker];
        if (!scratch.npv) // the first of this worker
            scratch.npv = makeAlignedColumns(shape_.block * code_.scenarios.size());
        if (scratch.sums.empty())
            scratch.sums.resize(total_.size());
        return {slotOf_.data(), machine.count(),
                scratch.sums.data() + static_cast<size_t>(period) * slots() * trialsTogether};
    }

    void take(const BlockMachine& machine, int period, size_t, unsigned worker) override {
        const ColumnSums sums = sumsOf(machine, period, worker);
        const Tile tile = machine.tile();
        for (const Register r : standing_)
            addColumnSum(tile.column(r), sums.count, sums.sums + slotOf_[r] * trialsTogether);
        double* const npvs = scratch_[worker].npv.get();
        if (period == 0)
            std::fill_n(npvs, shape_.block * code_.scenarios.size(), 0.0);
        for (size_t index = 0; index < code_.scenarios.size(); ++index) {
            const ScenarioCode& scenario = code_.scenarios[index];
            double* const npv = npvs + index * shape_.block;
            addDiscountedFlows(tile.column(scenario.benefit), tile.column(scenario.cost),
                               tile.column(scenario.discount), tile.trials, npv);
            addColumnSum(npv, sums.count, sums.sums + (columns_ + index) * trialsTogether);
        }
    }

    void endBlock(const BlockMachine& machine, size_t firstTrial, unsigned worker) override {
        for (size_t index = 0; index < npv_.size(); ++index)
            std::copy_n(scratch_[worker].npv.get() + index * shape_.block, machine.count(),
                        npv_[index].begin() + static_cast<std::ptrdiff_t>(firstTrial));
    }

    void endChunk(size_t chunk, unsigned worker) override {
        std::vector<double>& sums = scratch_[worker].sums;
        if (sums.empty())
            return; // stopped before its first period
        std::unique_lock lock(mutex_);
        chunkSums_[chunk] = std::exchange(sums, {});
        // In the order of the chunks, so that the sums are the same whoever is first. One worker adds, and no other
        // waits for it.
        for (; !adding_ && added_ < chunkSums_.size() && !chunkSums_[added_].empty(); ++added_) {
            adding_ = true;
            std::vector<double> next = std::exchange(chunkSums_[added_], {});
            lock.unlock();
            addNumbers(next.data(), total_.size(), total_.data());
            std::ranges::fill(next, 0.0);
            lock.lock();
            spares_.push_back(std::move(next));
            adding_ = false;
        }
        if (!spares_.empty()) {
            sums = std::move(spares_.back());
            spares_.pop_back();
        }
    }

    Work summarise(Results& results) override {
        std::vector<char> failed(shape_.trials);
        Work work;
        for (size_t index = 0; index < code_.scenarios.size(); ++index) {
            for (size_t t = 0; t < shape_.trials; ++t)
                if (!std::isfinite(npv_[index][t])) {
                    npv_[index][t] = std::numeric_limits<double>::quiet_NaN();
                    failed[t] = 1;
                }
            summariseScenario(index, results.scenarios[index]);
            work.emplace_back([this, index, &scenario = results.scenarios[index]] {
                scenario.npv = tributary::summarise(npv_[index], samplerKind(options_.sampling));
                scenario.chanceOfLoss = chanceBelow(npv_[index], 0); // NaN where all failed
                scenario.npvTrials = std::move(npv_[index]);
            });
        }
        results.trialsFailed = static_cast<size_t>(std::ranges::count(failed, 1));
        return work;
    }

private:
    struct Scratch {
        AlignedColumns npv;       ///< of the block under way, a column for each scenario
        std::vector<double> sums; ///< by period, then slot, then lane
    };

    [[nodiscard]] size_t periods() const { return static_cast<size_t>(code_.timeline.periods) + 1; }
    /// The columns that are summed up, then the discounted flows of each scenario.
    [[nodiscard]] size_t slots() const { return columns_ + code_.scenarios.size(); }
    [[nodiscard]] std::vector<char> wantedRegisters() const {
        std::vector<char> isWanted(code_.registers);
        for (const ScenarioCode& scenario : code_.scenarios) {
            isWanted[scenario.benefit] = isWanted[scenario.cost] = 1;
            for (const auto& metric : scenario.metrics)
                isWanted[metric.bau.r] = isWanted[metric.with.r] = 1;
        }
        return isWanted;
    }

    /// The mean of factor * column + constant, and its standard error from the scrambles' means.
    [[nodiscard]] Summary mean(const LaneSums& sums, double factor, double constant) const {
        Summary summary = unknownSummary();
        LaneSums means{};
        double all = 0;
        for (size_t lane = 0; lane < sums.size(); ++lane) {
            const size_t trials = (shape_.trials + sums.size() - 1 - lane) / sums.size();
            means[lane] = trials ? factor * sums[lane] / static_cast<double>(trials) : 0;
            all += sums[lane];
        }
        const double value = factor * all / static_cast<double>(shape_.trials) + constant;
        if (!std::isfinite(value))
            return summary;
        summary.mean = value;
        if (shape_.trials >= sums.size()) {
            const double middle = value - constant;
            double squares = 0;
            for (const double one : means)
                squares += (one - middle) * (one - middle);
            const auto scrambles = static_cast<double>(means.size());
            summary.standardError = std::sqrt(squares / (scrambles - 1) / scrambles);
        }
        return summary;
    }

    void summariseScenario(size_t index, ScenarioResults& results) const {
        const ScenarioCode& scenario = code_.scenarios[index];
        const auto slotSums = [&](size_t slot, size_t period) {
            LaneSums sums{};
            std::copy_n(total_.begin() + static_cast<std::ptrdiff_t>((period * slots() + slot) * trialsTogether),
                        trialsTogether, sums.begin());
            return sums;
        };
        const auto sumsOf = [&](Register r, size_t period) { return slotSums(slotOf_[r], period); };
        results.cashFlow.resize(periods());
        for (size_t period = 0; period < periods(); ++period) {
            CashFlowResults& row = results.cashFlow[period];
            row.period = static_cast<int>(period);
            const LaneSums benefit = sumsOf(scenario.benefit, period);
            const LaneSums cost = sumsOf(scenario.cost, period);
            LaneSums net{};
            for (size_t lane = 0; lane < net.size(); ++lane)
                net[lane] = benefit[lane] - cost[lane];
            row.benefit = mean(benefit, 1, 0);
            row.cost = mean(cost, 1, 0);
            row.net = mean(net, 1, 0);
            row.cumulative = mean(slotSums(columns_ + index, period), 1, 0);
        }
        results.metrics.reserve(scenario.metrics.size());
        for (const auto& metric : scenario.metrics) {
            MetricResults& target = results.metrics.emplace_back(metric.description);
            target.bau.reserve(periods() - 1);
            target.with.reserve(periods() - 1);
            for (size_t period = 1; period < periods(); ++period) {
                target.bau.push_back(mean(sumsOf(metric.bau.r, period), metric.bau.factor, metric.bau.constant));
                target.with.push_back(mean(sumsOf(metric.with.r, period), metric.with.factor, metric.with.constant));
            }
        }
        for (Summary* unknown : {&results.npvHard, &results.pvBenefits, &results.pvCosts, &results.roi, &results.irr,
                                 &results.paybackDiscounted})
            *unknown = unknownSummary();
    }

    const ProgramCode& code_;
    const RunOptions& options_;
    RunShape shape_;
    std::uint32_t columns_ = 0;            ///< that are summed up
    std::vector<std::uint32_t> slotOf_;    ///< by register
    std::vector<Register> standing_;       ///< those of them that the body does not write
    std::vector<std::vector<double>> npv_; ///< by scenario, then trial
    std::vector<Scratch> scratch_;         ///< by worker
    std::mutex mutex_;
    std::vector<std::vector<double>> chunkSums_; ///< of chunks that wait for one before them
    size_t added_ = 0;                           ///< chunks
    bool adding_ = false;                        ///< a worker is at it
    std::vector<std::vector<double>> spares_;    ///< zeros, for the next chunks
    std::vector<double> total_;
};

} // namespace

std::unique_ptr<Collector> collectMeans(const ProgramCode& code, const RunOptions& options, const RunShape& shape) {
    return std::make_unique<MeanCollector>(code, options, shape);
}

} // namespace tributary
