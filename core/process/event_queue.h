// SPDX-License-Identifier: GPL-3.0-or-later
// The event list of a simulation: a heap by time, and by order of entry where times are equal, so that ties are
// decided the same way on every machine. One thread.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tributary {

class EventQueue {
public:
    struct Event {
        double time = 0.0;
        std::uint32_t what = 0; ///< the caller's: a token, or a timer
    };

    [[nodiscard]] bool isEmpty() const { return heap_.size() == (taken_ ? 1 : 0); }

    /// The time of the next event. REQUIRES: not empty.
    [[nodiscard]] double nextTime() {
        close();
        return std::bit_cast<double>(heap_.front().time);
    }

    /// Takes the next event out. REQUIRES: not empty.
    Event take() {
        close();
        taken_ = true; // its place is filled by the next push, which mostly follows at once
        return {std::bit_cast<double>(heap_.front().time), static_cast<std::uint32_t>(heap_.front().orderAndWhat)};
    }

    /// REQUIRES: time >= 0.
    void push(double time, std::uint32_t what) {
        const Entry entry{std::bit_cast<std::uint64_t>(time + 0.0), (entered_++ << 32U) | what};
        if (taken_) {
            taken_ = false;
            return sink(entry);
        }
        size_t at = heap_.size();
        heap_.push_back(entry);
        for (; at > 0 && entry.before(heap_[(at - 1) / arity]); at = (at - 1) / arity)
            heap_[at] = heap_[(at - 1) / arity];
        heap_[at] = entry;
    }

private:
    /// The bits of times that are not negative are in the order of the times.
    struct Entry {
        std::uint64_t time = 0;
        std::uint64_t orderAndWhat = 0;

        [[nodiscard]] bool before(const Entry& other) const { // without a branch: which child is first is a coin's toss
            return (time < other.time) | ((time == other.time) & (orderAndWhat < other.orderAndWhat));
        }
    };
    static constexpr size_t arity = 4; // fewer levels than a binary heap, and children side by side

    /// Fills the place of the event that was taken with the last one.
    void close() {
        if (!taken_)
            return;
        taken_ = false;
        const Entry last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty())
            sink(last);
    }

    /// Puts an entry at the head and lets it sink to its place.
    void sink(const Entry& entry) {
        const size_t count = heap_.size();
        size_t at = 0;
        for (size_t child; (child = arity * at + 1) < count;) {
            size_t first = child;
            const size_t end = child + arity < count ? child + arity : count;
            for (size_t other = child + 1; other < end; ++other)
                first = heap_[other].before(heap_[first]) ? other : first;
            if (!heap_[first].before(entry))
                break;
            heap_[at] = heap_[first];
            at = first;
        }
        heap_[at] = entry;
    }

    std::vector<Entry> heap_;
    bool taken_ = false; ///< the head was taken and its place not filled yet
    std::uint64_t entered_ = 0;
};

} // namespace tributary
