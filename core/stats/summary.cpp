// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/summary.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

constexpr double noPercentile = std::numeric_limits<double>::quiet_NaN();

/// The order statistics about a percentile: weight 0 means the lower alone.
struct PercentilePosition {
    size_t lower = 0;
    double weight = 0.0;
};

PercentilePosition positionOf(double probability, size_t size) {
    assert(probability >= 0.0 && probability <= 1.0 && size > 0);
    const double rank = probability * static_cast<double>(size - 1);
    const auto lower = std::min(static_cast<size_t>(rank), size - 1);
    return {lower, rank - static_cast<double>(lower)};
}

/// Puts the order statistics of the given rising ranks in their places, by nested selection.
void selectRanks(std::span<double> values, size_t firstRank, std::span<const size_t> ranks) {
    if (ranks.empty() || values.size() < 2)
        return;
    const size_t middle = ranks.size() / 2;
    const size_t place = ranks[middle] - firstRank;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place), values.end());
    selectRanks(values.first(place), firstRank, ranks.first(middle));
    selectRanks(values.subspan(place + 1), ranks[middle] + 1, ranks.subspan(middle + 1));
}

double interpolated(double lower, double upper, double weight) {
    if (weight == 0.0 || lower == upper)
        return lower;
    if (std::isinf(lower) && std::isinf(upper))
        return weight < 0.5 ? lower : upper;
    return lower + weight * (upper - lower);
}

/// Writes percentiles of values without NaN, which are reordered.
void percentilesInPlace(std::span<double> values, std::span<const double> probabilities, std::span<double> out) {
    if (values.empty()) {
        std::fill(out.begin(), out.end(), noPercentile);
        return;
    }
    std::vector<size_t> ranks;
    ranks.reserve(2 * probabilities.size());
    for (const double probability : probabilities) {
        const PercentilePosition position = positionOf(probability, values.size());
        ranks.push_back(position.lower);
        if (position.weight > 0.0)
            ranks.push_back(std::min(position.lower + 1, values.size() - 1));
    }
    std::sort(ranks.begin(), ranks.end());
    ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
    selectRanks(values, 0, ranks);
    for (size_t i = 0; i < probabilities.size(); ++i) {
        const PercentilePosition position = positionOf(probabilities[i], values.size());
        const size_t upper = std::min(position.lower + 1, values.size() - 1);
        out[i] = interpolated(values[position.lower], position.weight > 0.0 ? values[upper] : values[position.lower],
                              position.weight);
    }
}

std::vector<double> withoutFailed(std::span<const double> column) {
    std::vector<double> values;
    values.reserve(column.size());
    std::copy_if(column.begin(), column.end(), std::back_inserter(values), [](double v) { return !std::isnan(v); });
    return values;
}

struct Moments {
    double mean = 0.0;
    double sd = 0.0;
    size_t count = 0;
};

/// Mean and sample sd of the finite values at first, first + step, ...: two passes, so large means cost no digits.
/// Where all are the same, their mean is that value and their sd is 0, with no rounding in between.
Moments momentsOf(std::span<const double> column, size_t first, size_t step) {
    Moments moments;
    double sum = 0.0;
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (size_t i = first; i < column.size(); i += step)
        if (std::isfinite(column[i])) {
            sum += column[i];
            least = std::min(least, column[i]);
            most = std::max(most, column[i]);
            ++moments.count;
        }
    if (moments.count == 0)
        return moments;
    if (least == most) {
        moments.mean = least;
        return moments;
    }
    moments.mean = sum / static_cast<double>(moments.count);
    double squares = 0.0;
    for (size_t i = first; i < column.size(); i += step)
        if (std::isfinite(column[i]))
            squares += (column[i] - moments.mean) * (column[i] - moments.mean);
    if (moments.count > 1)
        moments.sd = std::sqrt(squares / static_cast<double>(moments.count - 1));
    return moments;
}

std::optional<double> standardErrorOf(std::span<const double> column, SamplerKind kind, const Moments& moments) {
    if (moments.count < Sampler::scrambles)
        return std::nullopt;
    if (kind == SamplerKind::plain)
        return moments.sd / std::sqrt(static_cast<double>(moments.count));
    std::array<double, Sampler::scrambles> means{};
    for (size_t scramble = 0; scramble < means.size(); ++scramble) {
        const Moments part = momentsOf(column, scramble, Sampler::scrambles);
        if (part.count == 0)
            return std::nullopt;
        means[scramble] = part.mean;
    }
    return momentsOf(means, 0, 1).sd / std::sqrt(static_cast<double>(means.size()));
}

/// The number of the bin that holds a value, as a double: it may be beyond any integer.
double binOf(double value, double width) { return std::floor(value / width); }

} // namespace

Summary summarise(std::span<const double> column, SamplerKind kind) {
    constexpr std::array probabilities{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};
    Summary summary;
    std::vector<double> values = withoutFailed(column);
    summary.failed = column.size() - values.size();
    const Moments moments = momentsOf(column, 0, 1);
    summary.infinite = values.size() - moments.count;
    if (summary.infinite == 0 && moments.count > 0) {
        summary.mean = moments.mean;
        summary.sd = moments.sd;
        summary.standardError = standardErrorOf(column, kind, moments);
    }
    std::array<double, probabilities.size()> found{};
    percentilesInPlace(values, probabilities, found);
    summary.p5 = found[0];
    summary.p10 = found[1];
    summary.p25 = found[2];
    summary.p50 = found[3];
    summary.p75 = found[4];
    summary.p90 = found[5];
    summary.p95 = found[6];
    return summary;
}

std::vector<double> percentiles(std::span<const double> column, std::span<const double> probabilities) {
    std::vector<double> values = withoutFailed(column);
    std::vector<double> out(probabilities.size());
    percentilesInPlace(values, probabilities, out);
    return out;
}

double percentile(std::span<const double> column, double probability) {
    return percentiles(column, std::span(&probability, 1)).front();
}

Histogram makeHistogram(std::span<const double> column, double binWidth) {
    assert(binWidth > 0.0 && std::isfinite(binWidth));
    Histogram histogram;
    histogram.binWidth = binWidth;
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const double value : column) {
        if (!std::isfinite(value)) {
            ++histogram.leftOut;
            continue;
        }
        least = std::min(least, value);
        most = std::max(most, value);
    }
    if (least > most)
        return histogram;
    // Bins are numbered from zero by 64-bit integers; doubles count them exactly up to 2^53.
    constexpr double countable = 0x1p53;
    const auto tooMany = [&] {
        const double first = binOf(least, histogram.binWidth);
        const double last = binOf(most, histogram.binWidth);
        return !(last - first < static_cast<double>(maxHistogramBins) && std::abs(first) < countable &&
                 std::abs(last) < countable);
    };
    while (tooMany())
        histogram.binWidth *= 2.0;
    histogram.firstBin = static_cast<std::int64_t>(binOf(least, histogram.binWidth));
    const auto lastBin = static_cast<std::int64_t>(binOf(most, histogram.binWidth));
    histogram.counts.resize(static_cast<size_t>(lastBin - histogram.firstBin + 1));
    for (const double value : column)
        if (std::isfinite(value)) {
            const auto bin = static_cast<std::int64_t>(binOf(value, histogram.binWidth));
            ++histogram.counts[static_cast<size_t>(bin - histogram.firstBin)];
        }
    return histogram;
}

double chanceBelow(std::span<const double> column, double limit) {
    size_t valid = 0;
    size_t below = 0;
    for (const double value : column) {
        valid += std::isnan(value) ? 0U : 1U;
        below += value < limit ? 1U : 0U;
    }
    return valid == 0 ? noPercentile : static_cast<double>(below) / static_cast<double>(valid);
}

} // namespace tributary
