// SPDX-License-Identifier: GPL-3.0-or-later
// WaitingLine: who waits for a pool, by priority and then in order of joining. Entries of tokens that went elsewhere
// stay until they come to the head: their stamp tells them. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tributary {

struct WaitingEntry {
    std::uint32_t token = 0;
    std::uint32_t stamp = 0;
};

/// A first-in, first-out queue in a ring that grows by doubling.
class Ring {
public:
    [[nodiscard]] bool isEmpty() const { return count_ == 0; }
    /// REQUIRES: not empty.
    [[nodiscard]] const WaitingEntry& front() const { return ring_[head_]; }

    void push(WaitingEntry entry) {
        if (count_ == ring_.size())
            grow();
        ring_[(head_ + count_++) & (ring_.size() - 1)] = entry;
    }
    void pop() {
        head_ = (head_ + 1) & (ring_.size() - 1);
        --count_;
    }

private:
    void grow() {
        std::vector<WaitingEntry> larger(ring_.empty() ? 16 : 2 * ring_.size());
        for (size_t i = 0; i < count_; ++i)
            larger[i] = ring_[(head_ + i) & (ring_.size() - 1)];
        ring_.swap(larger);
        head_ = 0;
    }

    std::vector<WaitingEntry> ring_;
    size_t head_ = 0;
    size_t count_ = 0;
};

class WaitingLine {
public:
    explicit WaitingLine(size_t priorities) : rings_(priorities) {}

    void push(std::uint32_t priority, WaitingEntry entry) { rings_[priority].push(entry); }

    /// The ring whose front is next, once what `isStale` names is thrown away; null where nobody waits.
    template <class IsStale>
    [[nodiscard]] Ring* next(IsStale&& isStale) {
        for (Ring& ring : rings_) {
            while (!ring.isEmpty() && isStale(ring.front()))
                ring.pop();
            if (!ring.isEmpty())
                return &ring;
        }
        return nullptr;
    }

private:
    std::vector<Ring> rings_; ///< by priority
};

} // namespace tributary
