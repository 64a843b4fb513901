// SPDX-License-Identifier: GPL-3.0-or-later
// What a replication holds at a moment: the cases inside and their branches. Places are taken and given back, so memory
// follows the cases inside and the patience that has not run out, not all that ever came. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tributary {

// What an event is about: a token, or with one of these bits a pool's next shift, the end of a patience, a member of
// the population that becomes a case, a pool whose servers have changed, or the end of work at part of a server's time.
inline constexpr std::uint32_t shiftBit = 0x80000000U;
inline constexpr std::uint32_t patienceBit = 0x40000000U;
inline constexpr std::uint32_t memberBit = 0x20000000U;
inline constexpr std::uint32_t serveBit = 0x10000000U;
inline constexpr std::uint32_t partBit = 0x08000000U;
inline constexpr std::uint32_t placeBits = partBit - 1;

/// A branch of a case: where it is and what it has been through since the case came in.
struct Token {
    enum class Phase : std::uint8_t { delayBefore, waiting, working, delayAfter, onTheWay };
    std::uint32_t inside = 0; ///< place of its case
    std::uint32_t stamp = 0;  ///< changes when it stops waiting
    std::int32_t step = 0;
    std::int32_t pool = -1; ///< that served it last
    double since = 0.0;     ///< when it began to wait
    double waiting = 0.0, touch = 0.0, delay = 0.0;
    Phase phase = Phase::waiting;
    std::uint32_t partWork = 0; ///< its place, while it is worked on at part of a server's time
};

struct InsideCase {
    double arrived = 0.0; ///< hours from the start
    std::uint64_t number = 0;
    std::uint32_t drawn = 0;
    bool counted = false;
    bool traced = false;
};

/// Rows that come and go, by number.
template <class Row>
class Places {
public:
    std::uint32_t take() {
        if (free_.empty()) {
            rows_.emplace_back();
            return static_cast<std::uint32_t>(rows_.size() - 1);
        }
        const std::uint32_t place = free_.back();
        free_.pop_back();
        return place;
    }
    void giveBack(std::uint32_t place) { free_.push_back(place); }
    [[nodiscard]] size_t taken() const { return rows_.size() - free_.size(); }
    [[nodiscard]] size_t size() const { return rows_.size(); }
    Row& operator[](std::uint32_t place) { return rows_[place]; }

private:
    std::vector<Row> rows_;
    std::vector<std::uint32_t> free_;
};

} // namespace tributary
