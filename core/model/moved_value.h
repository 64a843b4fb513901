// SPDX-License-Identifier: GPL-3.0-or-later
// MovedValue: what a value of one quantity can make wrong, told as fast as a hand moves: of a large model only the part
// is checked that such an edit can reach. Thread-safe after construction, but for newError().
#pragma once

#include "core/base/problem.h"
#include "core/model/edit.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace tributary {

class MovedValue {
public:
    /// Takes the model as it is before the quantity at `path` is moved.
    MovedValue(const Model& model, std::string_view path);

    /// The first error (see validate()) at a place where the model has none yet, once the edit gives the quantity
    /// another value, in the model or in a scenario; none where there is no such error.
    [[nodiscard]] std::optional<Problem> newError(const Edit& edit);

private:
    Model part_;                                    ///< that the value is held against
    std::optional<std::set<std::string>> standing_; ///< places in error beforehand, once they are asked for
};

} // namespace tributary
