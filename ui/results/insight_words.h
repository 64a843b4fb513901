// SPDX-License-Identifier: GPL-3.0-or-later
// Insight words: how an estimate, its error, an input and what it rests on read in the charts that explain a scenario.
// Pure functions of their arguments and QLocale().
#pragma once

#include "core/insight/insight.h"
#include "core/model/model.h"

#include <QString>

namespace tributary::ui {

/// A name without what the page says already.
[[nodiscard]] QString insightName(const Model& model, const Insight& insight, const std::string& full);

/// A value and its standard error, side by side.
struct EstimateWords {
    QString value;
    QString error; ///< empty where it is not known

    [[nodiscard]] QString joined() const { return error.isEmpty() ? value : value + QChar(u' ') + error; }
};

/// A value, and its standard error in one digit, with their unit once: "27.0" and "± 0.3 %". An error of money that is
/// far smaller has a unit of its own: "1.20 M$" and "± 4 k$". A value that is less than its error is "about 0".
[[nodiscard]] EstimateWords estimateWords(const Estimate& estimate, const QString& unitText);

/// The same with its unit and what it is: "± 7 k$ (standard error)".
[[nodiscard]] QString wholeErrorWords(const Estimate& estimate, const QString& unitText);

/// Amounts of money with their standard errors in a column: one unit and as many decimals for all, errors too, by the
/// largest in three digits. The unit is that of the page, in which amounts of up to `beside` stand, unless the column
/// is far from them (sizeBeside(), or less than a hundredth of it). It stands once, behind the error: "+2.49" and "±
/// 0.02 M$"; without an error behind the value.
class MoneyColumn {
public:
    MoneyColumn(const QString& currency, double largest, double beside);
    /// "<0.01" where it would read as nothing.
    [[nodiscard]] QString value(const Estimate& estimate) const;
    [[nodiscard]] QString signedValue(const Estimate& estimate) const;
    /// "± <0.01 M$" where it would read as nothing.
    [[nodiscard]] QString error(const Estimate& estimate) const;
    /// The largest amount that its unit is told by, for the axis of the same chart.
    [[nodiscard]] double size() const { return size_; }

private:
    double size_ = 0;
    double factor_ = 1;
    int decimals_ = 0;
    QString unit_;
};

/// The standard error; NaN where there is none.
[[nodiscard]] double errorOf(const Estimate& estimate);

/// What a part of the model rests on, short: "grade B", or "assumption".
[[nodiscard]] QString restsOn(const Model& model, const std::string& path);

/// The same with its source: "grade B, MIT SMR 2011".
[[nodiscard]] QString restsOnSource(const Model& model, const std::string& path);

/// A count without marks.
[[nodiscard]] QString countOf(size_t count);

} // namespace tributary::ui
