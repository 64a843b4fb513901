// SPDX-License-Identifier: GPL-3.0-or-later
// Pin words: what a pinned quantity and its groove are called. Pure functions of their arguments and QLocale().
#pragma once

#include "core/model/quantity_move.h"
#include "ui/look/number_words.h"

#include <QString>

namespace tributary::ui {

/// Names a pinned quantity in few words: `Chance of a stall`, `Time to locate a part`.
[[nodiscard]] QString pinName(const Model& model, const std::string& path);

/// The unit of a groove, for numbers as large as its ends.
[[nodiscard]] UnitWords unitOn(const QuantityGroove& groove);

/// A value with the short unit of its groove, in as few decimals as it needs, and no more than two beyond those of the
/// handle's step.
[[nodiscard]] QString valueOn(const QuantityGroove& groove, double value);

/// The numbers at the ends of a groove, in three significant digits at most.
struct GrooveEnds {
    QString low;
    QString high;
    QString unit; ///< of both, which the high one says where it has room
};
[[nodiscard]] GrooveEnds endsOf(const QuantityGroove& groove);

} // namespace tributary::ui
