// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/aligned_columns.h"
#include "core/engine/collector.h"
#include "core/engine/vector_code.h"

#include <algorithm>

namespace tributary {

namespace {

class FlowRecorder final : public Collector {
public:
    FlowRecorder(const ProgramCode& code, const RunShape& shape, std::unique_ptr<Collector> inner)
        : code_(code), shape_(shape), inner_(std::move(inner)), cumulative_(code.scenarios.size()),
          scratch_(shape.threads) {
        for (auto& columns : cumulative_)
            columns.assign(static_cast<size_t>(code.timeline.periods) + 1, std::vector<double>(shape.trials));
    }

    void take(const BlockMachine& machine, int period, size_t firstTrial, unsigned worker) override {
        const size_t numbers = shape_.block * code_.scenarios.size();
        if (!scratch_[worker])
            scratch_[worker] = makeAlignedColumns(numbers);
        if (period == 0)
            std::fill_n(scratch_[worker].get(), numbers, 0.0);
        const Tile tile = machine.tile();
        for (size_t index = 0; index < code_.scenarios.size(); ++index) {
            const ScenarioCode& scenario = code_.scenarios[index];
            double* sum = scratch_[worker].get() + index * shape_.block;
            addDiscountedFlows(tile.column(scenario.benefit), tile.column(scenario.cost),
                               tile.column(scenario.discount), tile.trials, sum);
            std::copy_n(sum, machine.count(),
                        cumulative_[index][static_cast<size_t>(period)].begin() +
                            static_cast<std::ptrdiff_t>(firstTrial));
        }
        inner_->take(machine, period, firstTrial, worker);
    }
    void endBlock(const BlockMachine& machine, size_t firstTrial, unsigned worker) override {
        inner_->endBlock(machine, firstTrial, worker);
    }
    void endChunk(size_t chunk, unsigned worker) override { inner_->endChunk(chunk, worker); }

    Work summarise(Results& results) override {
        for (size_t index = 0; index < cumulative_.size(); ++index)
            results.scenarios[index].cumulativeTrials = std::move(cumulative_[index]);
        return inner_->summarise(results);
    }

private:
    const ProgramCode& code_;
    RunShape shape_;
    std::unique_ptr<Collector> inner_;
    std::vector<std::vector<std::vector<double>>> cumulative_; ///< by scenario, period, then trial
    std::vector<AlignedColumns> scratch_;                      ///< by worker: the sums of the block under way
};

} // namespace

std::unique_ptr<Collector> recordFlows(const ProgramCode& code, const RunShape& shape,
                                       std::unique_ptr<Collector> inner) {
    return std::make_unique<FlowRecorder>(code, shape, std::move(inner));
}

} // namespace tributary
