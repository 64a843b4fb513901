// SPDX-License-Identifier: GPL-3.0-or-later
// LeavingSolver: the visits of a planned network whose cases lose patience, and what they wait where they do. Known to
// the solver alone.
#pragma once

#include "core/process/network_analysis.h"

namespace tributary {

class LeavingSolver {
public:
    /// Counts the columns of room that it takes beside those of the plan's program.
    [[nodiscard]] static size_t columns(const NetworkPlan& plan);

    /// `program` holds the columns of the plan's program, the first filled with ones. Where nobody may leave `room` is
    /// none.
    LeavingSolver(const NetworkPlan& plan, const NetworkInputs& in, double* program, double* room)
        : plan_(plan), in_(in), trials_(in.arrivals.size()), program_(program), room_(room) {}

    /// Runs the plan's program, again where cases may leave until the shares that are served stay.
    void solve() const;

    /// Whether cases leave that wait for a pool.
    [[nodiscard]] bool isLeft(size_t pool) const;
    /// Fills what cases wait for such a pool that never leave; infinite in overload.
    void fillWait(size_t pool, std::span<double> wait) const;
    /// The place of a step among those at which cases may leave; -1: none.
    [[nodiscard]] int placeOf(size_t step) const;
    /// What a visit to the step of that place waits, a column.
    [[nodiscard]] const double* wait(int place) const { return column(waits, position(place)); }

private:
    /// What the visits of a case come to at a pool.
    struct PoolVisits {
        double all = 0.0, done = 0.0; ///< visits; those that are served
        double work = 0.0, squares = 0.0;
        double lasting = 0.0; ///< work of those who never leave
        double staying = 0.0; ///< visits, by the share of an offered wait that they stay
        double leaving = 0.0; ///< the same times the rate at which they leave
    };

    // The room: a column of trials for each of these, then for each of the others one of each place.
    enum Scalar : size_t { isSettled, pace, missed, scalars };
    enum PerPlace : size_t { target, waits, perPlace };

    [[nodiscard]] double* column(Scalar which) const { return room_ + which * trials_; }
    [[nodiscard]] double* column(PerPlace which, size_t place) const {
        return room_ + (scalars + which * plan_.leaving_.size() + place) * trials_;
    }
    /// Of each pool two columns: what cases wait for it that never leave, and the chance that they wait at all.
    [[nodiscard]] double* offered(size_t pool, size_t which) const {
        return room_ + (scalars + perPlace * plan_.leaving_.size() + 2 * pool + which) * trials_;
    }
    [[nodiscard]] double* served(size_t place) const { return program_ + (1 + place) * trials_; }
    [[nodiscard]] double visits(size_t step, size_t trial) const;
    [[nodiscard]] double work(size_t step, size_t trial) const;

    [[nodiscard]] double rateAt(size_t place, size_t trial) const;
    [[nodiscard]] double stays(size_t pool, size_t trial, double rate) const;
    [[nodiscard]] PoolVisits visitsTo(size_t pool, size_t trial) const;

    bool settle() const;
    void settleTrial(size_t trial) const;
    void offer(size_t pool, size_t trial) const;
    void answer(size_t place, size_t trial) const;

    const NetworkPlan& plan_;
    const NetworkInputs& in_;
    size_t trials_;
    double* program_;
    double* room_;
};

} // namespace tributary
