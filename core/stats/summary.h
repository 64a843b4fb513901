// SPDX-License-Identifier: GPL-3.0-or-later
// What a column of trials says: percentiles, mean, standard error, histogram, chances. Trial t of a column is at index
// t. NaN is a failed trial: counted and left out. Infinity is a value ("never"), which sorts last. Pure functions.
#pragma once

#include "core/stats/sampler.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tributary {

struct Summary {
    std::optional<double> mean;          ///< none where a trial is infinite or all failed
    std::optional<double> sd;            ///< of the sample (n - 1); 0 for one trial
    std::optional<double> standardError; ///< of the mean; none with fewer than 8 trials, or where the mean is none
    double p5 = 0.0;                     ///< percentiles are NaN where all trials failed
    double p10 = 0.0;
    double p25 = 0.0;
    double p50 = 0.0;
    double p75 = 0.0;
    double p90 = 0.0;
    double p95 = 0.0;
    size_t failed = 0;   ///< NaN
    size_t infinite = 0; ///< plus or minus infinity, within the percentiles

    /// The percentiles, rising.
    static const std::array<double Summary::*, 7> percentiles;

    friend bool operator==(const Summary&, const Summary&) = default;
};

inline constexpr std::array<double Summary::*, 7> Summary::percentiles{
    &Summary::p5, &Summary::p10, &Summary::p25, &Summary::p50, &Summary::p75, &Summary::p90, &Summary::p95};

/// The summary of the same column with every value times a factor.
[[nodiscard]] Summary scaled(Summary summary, double factor);

/// Summarises a column. The standard error is sd / sqrt(n) for plain draws, else sd(m) / sqrt(8) where m are the means
/// of the 8 scrambles (trial t belongs to scramble t % 8).
[[nodiscard]] Summary summarise(std::span<const double> column, SamplerKind kind);

/// Computes exact percentiles at the probabilities given (each in [0, 1]), by linear interpolation between order
/// statistics (Hyndman and Fan 1996, type 7, as a spreadsheet's PERCENTILE.INC).
[[nodiscard]] std::vector<double> percentiles(std::span<const double> column, std::span<const double> probabilities);

/// Computes one such percentile.
[[nodiscard]] double percentile(std::span<const double> column, double probability);

struct Histogram {
    double binWidth = 1.0;
    std::int64_t firstBin = 0; ///< bin i covers [(firstBin + i) binWidth, (firstBin + i + 1) binWidth): zero is an edge
    std::vector<size_t> counts;
    size_t leftOut = 0; ///< failed or infinite

    /// Computes the lower edge of bin i, or the upper edge of the last one for i = counts.size().
    [[nodiscard]] double edge(size_t i) const {
        return static_cast<double>(firstBin + static_cast<std::int64_t>(i)) * binWidth;
    }

    friend bool operator==(const Histogram&, const Histogram&) = default;
};

inline constexpr size_t maxHistogramBins = 1000;

/// Counts a column in bins of `binWidth` (above 0), or of that doubled until no more than maxHistogramBins are needed.
[[nodiscard]] Histogram makeHistogram(std::span<const double> column, double binWidth);

/// Computes the share of the trials that did not fail in which the value is below `limit`; NaN where all failed.
[[nodiscard]] double chanceBelow(std::span<const double> column, double limit);

} // namespace tributary
