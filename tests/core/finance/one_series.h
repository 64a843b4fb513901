// SPDX-License-Identifier: GPL-3.0-or-later
// What the columns of the program say of a single series of flows.
#pragma once

#include "core/finance/discounting.h"
#include "core/finance/payback.h"

#include <vector>

namespace tributary::test {

/// Discount factors of the periods from 0 on.
inline std::vector<double> factorsOf(double rate, size_t periods, double periodYears, DiscountConvention convention) {
    std::vector<double> factors(periods);
    for (size_t k = 0; k < periods; ++k)
        fillGrowthFactor(std::span(&rate, 1), -flowYears(static_cast<int>(k), periodYears, convention),
                         std::span(factors).subspan(k, 1));
    return factors;
}

inline double npv(double rate, std::span<const double> flows, double periodYears, DiscountConvention convention) {
    const std::vector<double> factors = factorsOf(rate, flows.size(), periodYears, convention);
    double sum = 0.0;
    for (size_t k = 0; k < flows.size(); ++k)
        addDiscounted(flows.subspan(k, 1), std::span(factors).subspan(k, 1), std::span(&sum, 1));
    return sum;
}

/// Payback in whole periods, infinite for never; simple at a rate of 0.
inline double wholePayback(std::span<const double> flows, double rate = 0.0) {
    std::vector<std::span<const double>> columns;
    for (size_t k = 0; k < flows.size(); ++k)
        columns.push_back(flows.subspan(k, 1));
    double cumulative = 0.0;
    double period = 0.0;
    fillWholePayback(columns, factorsOf(rate, flows.size(), 1.0, DiscountConvention::endOfPeriod),
                     std::span(&cumulative, 1), std::span(&period, 1));
    return period;
}

} // namespace tributary::test
