// SPDX-License-Identifier: GPL-3.0-or-later
// Correlation: quantities whose normal scores move together (Gaussian copula).
#pragma once

#include "core/model/evidence.h"
#include "core/model/ids.h"

#include <string>
#include <vector>

namespace tributary {

struct Correlation {
    static constexpr std::string_view kind = "correlation";

    CorrelationId id;
    std::string name;
    std::vector<std::string> first;  ///< paths of quantities; correlated with each other where `second` is empty
    std::vector<std::string> second; ///< each of `first` is correlated with each of these
    double rho = 0;                  ///< of the normal scores of the quantities' values, -1 to 1
    Evidence evidence;

    friend bool operator==(const Correlation&, const Correlation&) = default;
    static constexpr auto fields() {
        return std::tuple{words("name", &Correlation::name), numbers("first", &Correlation::first),
                          numbers("second", &Correlation::second), numbers("rho", &Correlation::rho),
                          words("evidence", &Correlation::evidence)};
    }
};

} // namespace tributary
