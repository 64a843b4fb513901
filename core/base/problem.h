// SPDX-License-Identifier: GPL-3.0-or-later
// Problem: something wrong or doubtful in a model, said where it is; the model stays editable and savable.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>

namespace tributary {

enum class Severity { error, warning, note };

struct Problem {
    Severity severity = Severity::error;
    std::string subject;            ///< path of the entity or quantity, as in `metric/O4` or `metric/L2/estimate`
    std::string message;            ///< one sentence: what is wrong
    std::string action;             ///< what to do about it
    std::optional<TextRange> range; ///< where in the subject's typed text, if it has one

    friend bool operator==(const Problem&, const Problem&) = default;
};

/// The failure of what a problem stands in the way of: the problem in one line.
[[nodiscard]] Error problemError(const Problem& problem);

} // namespace tributary
