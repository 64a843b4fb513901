// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing: a BPMN text as it was imported, kept to the letter: what no process map can hold is in it, and an export
// changes only what the maps say otherwise.
#pragma once

#include "core/model/field.h"
#include "core/model/ids.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace tributary {

struct Drawing {
    static constexpr std::string_view kind = "drawing";

    DrawingId id;
    std::string name;              ///< of the file that it came from, without its extension
    std::vector<std::string> text; ///< UTF-8, in pieces that end with their line; one after the other they are the text

    friend bool operator==(const Drawing&, const Drawing&) = default;
    static constexpr auto fields() { return std::tuple{words("name", &Drawing::name), words("text", &Drawing::text)}; }
};

/// The lines of the longest text: each is a row in the file of the model, which holds 5,000,000.
inline constexpr size_t mostDrawingLines = 500'000;

/// The pieces of a text in UTF-8: lines, and where one is longer than 64 kB, parts of it.
[[nodiscard]] std::vector<std::string> piecesOf(std::string_view text);
/// The text of a drawing as a whole.
[[nodiscard]] std::string wholeText(const Drawing& drawing);

} // namespace tributary
