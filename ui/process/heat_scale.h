// SPDX-License-Identifier: GPL-3.0-or-later
// HeatScale: what the fill of a task says, and the numbers at which its colours begin. Waiting and cost go by the map's
// own range, from the least that counts to the greatest, so that its tasks are told apart; what is next to nothing of
// a case's time or cost stays cool. How busy a pool is means the same on every map. A plain value.
#pragma once

#include "ui/process/time_words.h"

#include <QStringList>
#include <array>

namespace tributary::ui {

/// What the fill of a task says.
enum class Heat { waiting, cost, busy };

class HeatScale {
public:
    static constexpr size_t levels = 5;

    HeatScale() = default;
    /// The scale of a map. It holds for business as usual beside it, so that before and after compare; either may be
    /// null.
    HeatScale(Heat heat, const ProcessMeasures* measures, const ProcessMeasures* usual, const TimeWords& times);

    /// How hot a task is: hours of waiting in a visit, share of the cost of a case, busy share of its pool.
    [[nodiscard]] static double heatOf(Heat heat, const Step& step, const ProcessMeasures& measures);
    /// The colour of a task, 0 to 4; the hottest for one without end.
    [[nodiscard]] size_t levelOf(double heat) const;

    /// How waits are said on the map: in minutes where all are short, whatever its work takes.
    [[nodiscard]] const TimeWords& waits() const { return waits_; }
    /// The numbers at which the colours above the first begin, the last with its unit: "1", "5", "15", "50 h". Empty
    /// where there is nothing to tell apart.
    [[nodiscard]] const QStringList& words() const { return words_; }
    /// What is shown, in a line: "waiting in a visit, by this map's own range"; what its range is alone; and the same
    /// where room is short, without what the numbers are come by.
    [[nodiscard]] QString meaning() const;
    [[nodiscard]] QString range() const;
    [[nodiscard]] QString briefRange() const;

private:
    Heat heat_ = Heat::waiting;
    TimeWords waits_;
    QString by_; ///< what waits and busy shares are come by; empty where nothing is measured
    std::array<double, levels - 1> steps_{}; ///< in the numbers of heatOf(); all 0: there is nothing to tell apart
    bool isWithoutEnd_ = false;              ///< the heat of a task of the map: its pool is overloaded
    QStringList words_;
};

} // namespace tributary::ui
