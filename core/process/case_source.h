// SPDX-License-Identifier: GPL-3.0-or-later
// CaseSource: when cases come to a replication: from a stream, at given moments, or from a population whose members
// come anew some time after they left. One thread.
#pragma once

#include "core/process/simulation.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace tributary {

class CaseSource {
public:
    static constexpr double never = std::numeric_limits<double>::infinity();

    /// Keeps references to all of these.
    CaseSource(const Arrivals& arrivals, const SimulationOptions& options, const DrawSource& draws,
               std::uint64_t replication);

    /// The hour at which the next case comes by itself; never where none does.
    [[nodiscard]] double next() const { return next_; }
    /// Whether nobody comes any more but who leaves the process first.
    [[nodiscard]] bool isDry() const { return next_ == never && membersOutside_ == 0; }

    /// Counts a case in; its number, from 0.
    std::uint64_t admit() { return arrived_++; }
    /// Finds when the case after those that have come comes, once one has at this hour.
    void findNext(double now);

    /// When the members of a population come for the first time.
    [[nodiscard]] std::vector<double> firstOfMembers();
    /// When a member who leaves now comes anew, by the draw of that address; none where there is no population, or no
    /// more cases are to come.
    [[nodiscard]] std::optional<double> memberLeft(double now, const DrawAddress& address);
    /// Takes a member from outside; whether it becomes a case.
    [[nodiscard]] bool memberComes();

private:
    [[nodiscard]] bool isOpen() const { return options_.cases == 0 || arrived_ < options_.cases; }

    const Arrivals& arrivals_;
    const SimulationOptions& options_;
    const DrawSource& draws_;
    const std::uint64_t replication_;
    const double closes_;
    double next_ = never;
    std::uint64_t arrived_ = 0;
    std::uint64_t membersOutside_ = 0; ///< who will come
};

} // namespace tributary
