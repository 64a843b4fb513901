// SPDX-License-Identifier: GPL-3.0-or-later
// QuantityMove: a quantity under the hand. How far its slider goes, and which quantity a place of the handle, or what
// is typed beside it, makes of it. Pure functions, safe from any thread.
#pragma once

#include "core/model/model.h"
#include "core/model/quantity_path.h"

#include <string>
#include <string_view>

namespace tributary {

/// The groove of a slider, in the unit that the quantity is typed in.
struct QuantityGroove {
    double low = 0;
    double high = 1;
    double at = 0;    ///< where the handle stands: the most likely value, between low and high
    double step = 0;  ///< a power of ten, of which the handle's places are multiples
    std::string unit; ///< as typed, else the field's

    /// Where the handle stands for a value: between the ends, on a multiple of the step.
    [[nodiscard]] double snapped(double value) const;
};

/// Computes the groove of a quantity: from its 1st to its 99th percentile, or its ends where it has some; half of a
/// constant to one and a half of it, or 0 to 100 % of a share; never beyond what its field may hold. Refuses what draws
/// from a series.
[[nodiscard]] Result<QuantityGroove> grooveOf(const QuantitySite& site);

/// Computes the place of a quantity's handle, in the unit of its groove: its most likely value.
[[nodiscard]] double handleOf(const Quantity& quantity);

/// Returns the quantity with its most likely value at `value`, in the unit of its groove, and its shape kept: scaled
/// where all of it lies on one side of zero (a share that rises: its distance from 100 %), else shifted. Its form and
/// its unit stay as they were typed.
[[nodiscard]] Result<Quantity> movedTo(const QuantitySite& site, double value);

/// Returns what is typed beside a quantity makes of it, in the words of an override: `12%` and `= 12%` replace it,
/// `-5%` and `+5%` scale it, `+2 points` and `+3 hour` shift it. Refuses what the field may never hold.
[[nodiscard]] Result<Quantity> changedBy(const Model& model, const QuantitySite& site, std::string_view typed);

} // namespace tributary
