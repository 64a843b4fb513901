// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/summary.h"

#include "core/stats/column_moments.h"
#include "core/stats/sorting.h"

#include <hwy/contrib/sort/vqsort.h>

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

double interpolated(double lower, double upper, double weight) {
    if (weight == 0.0 || lower == upper)
        return lower;
    if (std::isinf(lower) && std::isinf(upper))
        return weight < 0.5 ? lower : upper;
    return lower + weight * (upper - lower);
}

/// The order statistics of a column without its failed trials.
class Ordered {
public:
    explicit Ordered(std::span<const double> column) {
        finite_.reserve(column.size());
        for (const double value : column) {
            if (std::isfinite(value))
                finite_.push_back(value);
            else if (!std::isnan(value))
                ++(value < 0 ? below_ : above_);
        }
        sortFinite(finite_);
    }

    [[nodiscard]] size_t size() const { return below_ + finite_.size() + above_; }
    [[nodiscard]] size_t infinite() const { return below_ + above_; }
    [[nodiscard]] double percentile(double probability) const {
        if (size() == 0)
            return noPercentile;
        const PercentilePosition position = positionOf(probability, size());
        const size_t upper = std::min(position.lower + 1, size() - 1);
        return interpolated(at(position.lower), at(position.weight > 0.0 ? upper : position.lower), position.weight);
    }

private:
    [[nodiscard]] double at(size_t rank) const {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if (rank < below_)
            return -infinity;
        return rank - below_ < finite_.size() ? finite_[rank - below_] : infinity;
    }

    std::vector<double> finite_; ///< rising
    size_t below_ = 0;           ///< minus infinity
    size_t above_ = 0;           ///< plus infinity
};

struct Moments {
    double mean = 0.0;
    double sd = 0.0; ///< of the sample
    size_t count = 0;
};

/// Mean and sample sd of the finite values, in two passes so that large means cost no digits. Where all are the same,
/// their mean is that value and their sd is 0, with no rounding in between.
Moments momentsOf(std::span<const double> column, const ColumnMoments& sums) {
    Moments moments;
    double sum = 0.0;
    double count = 0.0;
    for (size_t lane = 0; lane < trialsTogether; ++lane) {
        sum += sums.sums[lane];
        count += sums.counts[lane];
    }
    moments.count = static_cast<size_t>(count);
    if (moments.count == 0)
        return moments;
    if (sums.least == sums.most) {
        moments.mean = sums.least;
        return moments;
    }
    moments.mean = sum / count;
    if (moments.count > 1)
        moments.sd = std::sqrt(squaresAbout(column, moments.mean) / (count - 1.0));
    return moments;
}

std::optional<double> standardErrorOf(const ColumnMoments& sums, SamplerKind kind, const Moments& moments) {
    static_assert(trialsTogether == Sampler::scrambles);
    if (moments.count < Sampler::scrambles)
        return std::nullopt;
    if (kind == SamplerKind::plain)
        return moments.sd / std::sqrt(static_cast<double>(moments.count));
    std::array<double, Sampler::scrambles> means{};
    for (size_t scramble = 0; scramble < means.size(); ++scramble) {
        if (sums.counts[scramble] == 0.0)
            return std::nullopt;
        means[scramble] = sums.least == sums.most ? sums.least : sums.sums[scramble] / sums.counts[scramble];
    }
    return momentsOf(means, columnMoments(means)).sd / std::sqrt(static_cast<double>(means.size()));
}

/// The number of the bin that holds a value, as a double: it may be beyond any integer.
double binOf(double value, double width) { return std::floor(value / width); }

} // namespace

void sortFinite(std::span<double> numbers) { hwy::Sorter()(numbers.data(), numbers.size(), hwy::SortAscending()); }

Summary scaled(Summary summary, double factor) {
    const Summary before = summary;
    const size_t last = Summary::percentiles.size() - 1;
    for (size_t i = 0; i <= last; ++i)
        summary.*Summary::percentiles[i] = before.*Summary::percentiles[factor < 0 ? last - i : i] * factor;
    if (summary.mean)
        *summary.mean *= factor;
    for (std::optional<double>* spread : {&summary.sd, &summary.standardError})
        if (*spread)
            **spread *= std::abs(factor);
    return summary;
}

Summary summarise(std::span<const double> column, SamplerKind kind) {
    Summary summary;
    const Ordered values(column);
    summary.failed = column.size() - values.size();
    summary.infinite = values.infinite();
    const ColumnMoments sums = columnMoments(column);
    const Moments moments = momentsOf(column, sums);
    if (summary.infinite == 0 && moments.count > 0) {
        summary.mean = moments.mean;
        summary.sd = moments.sd;
        summary.standardError = standardErrorOf(sums, kind, moments);
    }
    summary.p5 = values.percentile(0.05);
    summary.p10 = values.percentile(0.10);
    summary.p25 = values.percentile(0.25);
    summary.p50 = values.percentile(0.50);
    summary.p75 = values.percentile(0.75);
    summary.p90 = values.percentile(0.90);
    summary.p95 = values.percentile(0.95);
    return summary;
}

std::vector<double> percentiles(std::span<const double> column, std::span<const double> probabilities) {
    const Ordered values(column);
    std::vector<double> out;
    out.reserve(probabilities.size());
    for (const double probability : probabilities)
        out.push_back(values.percentile(probability));
    return out;
}

double percentile(std::span<const double> column, double probability) {
    return Ordered(column).percentile(probability);
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
