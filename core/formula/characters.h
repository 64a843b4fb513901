// SPDX-License-Identifier: GPL-3.0-or-later
// Characters: the lexical rules that numbers, units, names and formulas share, over UTF-8 bytes and without a locale.
// A cursor never leaves its text; every function is safe on any bytes. Thread-safe: no state.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace tributary {

/// Refuses a text that is longer than `limit` bytes, is not UTF-8 or holds control characters; names the first bad
/// place.
[[nodiscard]] Result<void> checkText(std::string_view text, size_t limit);

/// How many characters the first `bytes` bytes hold.
[[nodiscard]] size_t charactersIn(std::string_view text, size_t bytes);

/// Length in bytes of the blank at `position` (space, tab, line break, no-break and thin spaces); 0 if there is none.
[[nodiscard]] size_t blankAt(std::string_view text, size_t position);
/// First position from `position` on that holds no blank.
[[nodiscard]] size_t skipBlanks(std::string_view text, size_t position);
/// Length of the sign at `position` that stands for minus (`-` or U+2212); 0 if there is none.
[[nodiscard]] size_t minusAt(std::string_view text, size_t position);
/// Length of the sign at `position` that stands for times (`*`, U+00D7 or U+00B7); 0 if there is none.
[[nodiscard]] size_t timesAt(std::string_view text, size_t position);
/// Tells whether `text` has `part` at `position`.
[[nodiscard]] bool holdsAt(std::string_view text, size_t position, std::string_view part);

/// Length of the letter at `position`: A-Z, a-z, `_`, or any character beyond ASCII that is no blank or operator.
[[nodiscard]] size_t letterAt(std::string_view text, size_t position);
/// End of the word (a letter, then letters and digits) that begins at `position`; `position` itself if none does.
[[nodiscard]] size_t wordEnd(std::string_view text, size_t position);
[[nodiscard]] bool digitAt(std::string_view text, size_t position);

/// Returns the text with A-Z as a-z and every other byte as it is.
[[nodiscard]] std::string lowered(std::string_view text);
/// Returns the character at `position` in quotes, whole as UTF-8, for a message; "the end" past it.
[[nodiscard]] std::string quotedCharacter(std::string_view text, size_t position);

} // namespace tributary
