// SPDX-License-Identifier: GPL-3.0-or-later
// Collector: what a run keeps of its trials and how that becomes Results. Trials are computed in chunks, a chunk's
// blocks in turn by one thread; which thread takes which chunk changes nothing.
#pragma once

#include "core/engine/block_machine.h"
#include "core/engine/run.h"

#include <functional>
#include <memory>
#include <vector>

namespace tributary {

/// Pieces that may be done in any order and on any threads.
using Work = std::vector<std::function<void()>>;

class Collector {
public:
    virtual ~Collector() = default;

    /// What a block's step through a period shall sum up.
    [[nodiscard]] virtual ColumnSums sumsOf(const BlockMachine& /*machine*/, int /*period*/, unsigned /*worker*/) {
        return {};
    }
    /// Takes the columns of a period, from 0 on, in turn; `worker` says whose.
    virtual void take(const BlockMachine& machine, int period, size_t firstTrial, unsigned worker) = 0;
    /// Works out what needs all periods of the block that was taken.
    virtual void endBlock(const BlockMachine& machine, size_t firstTrial, unsigned worker) = 0;
    virtual void endChunk(size_t /*chunk*/, unsigned /*worker*/) {}

    /// Fills `results`, the rest of it by the work that it returns; `results` must stay where it is until that is done.
    [[nodiscard]] virtual Work summarise(Results& results) = 0;

protected:
    Collector() = default;
    Collector(const Collector&) = default;
    Collector& operator=(const Collector&) = default;
};

/// Trials, chunks and threads of a run.
struct RunShape {
    size_t trials = 1;
    size_t block = 1;
    size_t chunk = 1;
    unsigned threads = 1;

    [[nodiscard]] size_t chunks() const { return (trials + chunk - 1) / chunk; }
};

/// Keeps every trial of every output, for percentiles.
[[nodiscard]] std::unique_ptr<Collector> collectAll(const ProgramCode& code, const RunOptions& options,
                                                    const RunShape& shape);
/// Keeps the NPV of every trial, and of all other outputs their sums.
[[nodiscard]] std::unique_ptr<Collector> collectMeans(const ProgramCode& code, const RunOptions& options,
                                                      const RunShape& shape);
/// Keeps the discounted flows of every trial up to each period, beside what another collector takes.
[[nodiscard]] std::unique_ptr<Collector> recordFlows(const ProgramCode& code, const RunShape& shape,
                                                     std::unique_ptr<Collector> inner);

/// As many chunks whatever the threads, so that sums are added up in one order.
[[nodiscard]] RunShape shapeOf(const ProgramCode& code, const RunOptions& options);
[[nodiscard]] std::shared_ptr<const UniformSource> sourceOf(const RunOptions& options, size_t trials);

/// Runs every trial and fills the results from the collector; nothing where it was stopped.
[[nodiscard]] std::optional<Results> runTrials(const ProgramCode& code, const RunOptions& options,
                                               const RunControl& control, const RunShape& shape,
                                               const UniformSource& source, Collector& collector);

} // namespace tributary
