// SPDX-License-Identifier: GPL-3.0-or-later
// What the vector functions look up, the same for every instruction set, and how many trials they take at a time.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace tributary {

/// Columns of trials hold whole multiples of this many numbers.
inline constexpr size_t trialsTogether = 8;

/// Rounds a number of trials up to whole eights.
constexpr size_t paddedTrials(size_t trials) { return (trials + trialsTogether - 1) / trialsTogether * trialsTogether; }

/// 1 / c and ln c of the sixteenths c = 1 + j / 16, and 2^(j / 16).
struct VectorTables {
    alignas(64) std::array<double, 16> reciprocal{};
    alignas(64) std::array<double, 16> logarithm{};
    alignas(64) std::array<double, 16> exponential{};

    VectorTables() {
        for (size_t j = 0; j < reciprocal.size(); ++j) {
            const double part = static_cast<double>(j) / 16.0;
            reciprocal[j] = 1.0 / (1.0 + part);
            logarithm[j] = -std::log(reciprocal[j]);
            exponential[j] = std::exp2(part);
        }
    }
};

inline const VectorTables vectorTables;

} // namespace tributary
