// SPDX-License-Identifier: GPL-3.0-or-later
// The results of a run as aligned text for a terminal: the headlines of each scenario, and its metrics where they were
// asked for. Pure functions.
#pragma once

#include "core/engine/precision.h"

#include <optional>
#include <string>
#include <string_view>

namespace tributary::cli {

/// Says what a run found, in words and three digits; and how precise it is, where its trials were found by that.
[[nodiscard]] std::string resultsText(std::string_view title, const Results& results,
                                      const std::optional<Precision>& precision = {});

} // namespace tributary::cli
