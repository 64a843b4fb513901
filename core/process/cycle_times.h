// SPDX-License-Identifier: GPL-3.0-or-later
// Cycle times of one replication, in hours, and their percentiles. One thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace tributary {

/// Keeps cycle times: all of them up to a million, from there on evenly thinned ones.
class CycleTimes {
public:
    static constexpr std::array<double, 3> probabilities{0.5, 0.9, 0.95};

    /// Makes room for so many.
    void expect(std::uint64_t cases);
    void add(double hours);
    /// Sorts them and works the percentiles out; what is dropped leaves its memory.
    enum class Then { keep, drop };
    void close(Then then);
    /// At the probabilities, in hours; not a number where there was no case.
    [[nodiscard]] const std::array<double, 3>& percentiles() const { return percentiles_; }
    [[nodiscard]] std::vector<double> take() { return std::move(kept_); }

private:
    static constexpr size_t most = 1U << 20U;

    std::vector<double> kept_;
    std::array<double, 3> percentiles_{};
    std::uint64_t every_ = 1; ///< so manyth is kept: a power of two
    std::uint64_t seen_ = 0;
};

} // namespace tributary
