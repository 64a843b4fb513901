// SPDX-License-Identifier: GPL-3.0-or-later
// MeasuredTimes, ArrivalTimes: what a watch or a log says of a process, kept as a list. Both are typed in one line,
// `3, 5, 8 min`, or pasted as a column with one value on each line, under a heading or none. Valid by construction and
// bounded: 10,000 values at most. Thread-safe as any value; copies share their numbers.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

inline constexpr size_t mostMeasured = 10'000; ///< values of a list

/// How long work or delays took. A draw is one of the values, each as likely as the others (the empirical quantile:
/// value number floor(u n) of the sorted n), so its mean and coefficient of variation are theirs, without (n - 1).
class MeasuredTimes {
public:
    static constexpr size_t longestText = 300'000; ///< bytes

    /// Makes the one value of 1 hour.
    MeasuredTimes() = default;

    /// Reads numbers, 0 or more, not all 0. Units are s, min, h, d, week and their whole names, after the last value
    /// for all, after each, or in the heading of a column as in `Time (min)`; hours where there is none. An error names
    /// the value, or the line of a column, and its place in the text.
    [[nodiscard]] static Result<MeasuredTimes> parse(std::string_view text);

    /// The values in the order given, between commas, with their unit: parse() reads the same from it.
    [[nodiscard]] const std::string& text() const { return text_; }
    /// The values in hours, rising.
    [[nodiscard]] const std::shared_ptr<const std::vector<double>>& sorted() const { return sorted_; }
    [[nodiscard]] size_t count() const { return sorted_->size(); }
    [[nodiscard]] double mean() const { return mean_; } ///< hours, above 0
    [[nodiscard]] double cv() const { return cv_; }     ///< standard deviation over mean
    /// The unit that they were given in, and how many hours it has.
    [[nodiscard]] std::string_view unit() const { return unit_; }
    [[nodiscard]] double hoursOfUnit() const;

    friend bool operator==(const MeasuredTimes& a, const MeasuredTimes& b) { return a.text_ == b.text_; }

private:
    std::string text_ = "1 hour";
    std::shared_ptr<const std::vector<double>> sorted_ = std::make_shared<const std::vector<double>>(1, 1.0);
    double mean_ = 1;
    double cv_ = 0;
    std::string_view unit_ = "hour"; ///< a name of the table of units
};

/// When cases came. A simulation has them come so, and after the last one anew: see roundsOf(). All replications have
/// the same arrivals.
class ArrivalTimes {
public:
    static constexpr size_t longestText = 300'000; ///< bytes

    /// Makes two cases an hour apart.
    ArrivalTimes() = default;

    /// Reads two moments or more that never fall, the last after the first: hours (or another unit, as MeasuredTimes
    /// has it) since the start, or dates with times, `2024-03-01 08:15`, which count from the Monday 0:00 before the
    /// first one, as working hours do. An error names the value, or the line of a column, and its place in the text.
    [[nodiscard]] static Result<ArrivalTimes> parse(std::string_view text);

    /// The moments between commas: parse() reads the same from it.
    [[nodiscard]] const std::string& text() const { return text_; }
    /// The moments in hours since the start, never falling.
    [[nodiscard]] const std::vector<double>& hours() const { return *hours_; }
    [[nodiscard]] size_t count() const { return hours_->size(); }
    /// From the first moment to the last [hour], above 0.
    [[nodiscard]] double span() const { return hours_->back() - hours_->front(); }
    /// Gaps over the span [1/hour].
    [[nodiscard]] double rate() const { return static_cast<double>(hours_->size() - 1) / span(); }
    /// The squared coefficient of variation of the gaps; 1 of a Poisson stream, 0 of a clock.
    [[nodiscard]] double squaredCvOfGaps() const { return squaredCv_; }

    friend bool operator==(const ArrivalTimes& a, const ArrivalTimes& b) { return a.text_ == b.text_; }

private:
    std::string text_ = "0, 1 hour";
    std::shared_ptr<const std::vector<double>> hours_ =
        std::make_shared<const std::vector<double>>(std::vector<double>{0, 1});
    double squaredCv_ = 0;
};

} // namespace tributary
