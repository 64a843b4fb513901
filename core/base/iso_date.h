// SPDX-License-Identifier: GPL-3.0-or-later
// ISO dates: a day as files, tables and people write it, `2027-01-31`.
#pragma once

#include "core/base/timeline.h"

#include <optional>
#include <string>
#include <string_view>

namespace tributary {

/// Reads year, month and day, in digits alone and from year 1 on; none for any other text.
[[nodiscard]] std::optional<Date> parseDate(std::string_view text);
/// Writes what parseDate reads.
[[nodiscard]] std::string formatDate(Date date);

} // namespace tributary
