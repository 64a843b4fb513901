// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/drawing.h"

#include <algorithm>

namespace tributary {

std::vector<std::string> piecesOf(std::string_view text) {
    constexpr size_t longest = size_t{1} << 16;
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const size_t line = text.find('\n');
        size_t length = std::min({text.size(), longest, line == std::string_view::npos ? line : line + 1});
        // No character is cut in two.
        while (length < text.size() && length > 1 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
            --length;
        pieces.emplace_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return pieces;
}

std::string wholeText(const Drawing& drawing) {
    std::string text;
    for (const std::string& piece : drawing.text)
        text += piece;
    return text;
}

} // namespace tributary
