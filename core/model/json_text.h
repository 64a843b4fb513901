// SPDX-License-Identifier: GPL-3.0-or-later
// JSON text to a tree and back, for texts that nobody vouches for: nesting, size, keys and numbers are bounded while
// the text is read, so a hostile one costs little more than its first wrong byte. Thread-safe: no state.
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace tributary {

/// Reads a JSON text. Refuses texts of over 256 MB, nesting over 32 levels, over 256 keys in an object or one key
/// twice, over 4 million values, numbers that no double holds, NaN, and text that is not UTF-8 or holds a zero
/// character.
[[nodiscard]] Result<nlohmann::ordered_json> parseJson(std::string_view text);

/// Prints a tree with an indent of two spaces. Arrays of plain values, and small objects from the third level on, stand
/// on one line where they fit.
[[nodiscard]] std::string printJson(const nlohmann::ordered_json& tree);

} // namespace tributary
