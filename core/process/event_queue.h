// SPDX-License-Identifier: GPL-3.0-or-later
// The event list of a simulation: a heap by time, and by order of entry where times are equal, so that ties are
// decided the same way on every machine. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tributary {

struct Event {
    double time = 0.0;
    std::uint32_t order = 0; ///< of entry
    std::uint32_t what = 0;  ///< the caller's: a token, or a timer

    [[nodiscard]] bool before(const Event& other) const {
        return time < other.time || (time == other.time && order < other.order);
    }
};

class EventQueue {
public:
    [[nodiscard]] bool isEmpty() const { return heap_.empty(); }
    [[nodiscard]] size_t size() const { return heap_.size(); }
    /// REQUIRES: not empty.
    [[nodiscard]] const Event& next() const { return heap_.front(); }

    void push(double time, std::uint32_t what) {
        const Event event{time, entered_++, what};
        size_t at = heap_.size();
        heap_.push_back(event);
        for (; at > 0 && event.before(heap_[(at - 1) / arity]); at = (at - 1) / arity)
            heap_[at] = heap_[(at - 1) / arity];
        heap_[at] = event;
    }

    /// Takes the next event out. REQUIRES: not empty.
    void pop() {
        const Event last = heap_.back();
        heap_.pop_back();
        const size_t count = heap_.size();
        if (count == 0)
            return;
        size_t at = 0;
        for (size_t child; (child = arity * at + 1) < count;) {
            size_t first = child;
            const size_t end = child + arity < count ? child + arity : count;
            for (size_t other = child + 1; other < end; ++other)
                if (heap_[other].before(heap_[first]))
                    first = other;
            if (!heap_[first].before(last))
                break;
            heap_[at] = heap_[first];
            at = first;
        }
        heap_[at] = last;
    }

private:
    static constexpr size_t arity = 4; // fewer levels than a binary heap, and children side by side

    std::vector<Event> heap_;
    std::uint32_t entered_ = 0;
};

} // namespace tributary
