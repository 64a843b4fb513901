// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace tributary {

namespace {

unsigned char byteAt(std::string_view text, size_t position) {
    return position < text.size() ? static_cast<unsigned char>(text[position]) : static_cast<unsigned char>(0);
}

struct CodePoint {
    char32_t value = 0;
    size_t length = 0; ///< 0: no valid character
};

CodePoint codePointAt(std::string_view text, size_t position) {
    if (position >= text.size())
        return {};
    const unsigned char first = byteAt(text, position);
    if (first < 0x80)
        return {first, 1};
    const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || position + length > text.size())
        return {};
    char32_t value = first & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; ++i) {
        const unsigned char next = byteAt(text, position + i);
        if ((next & 0xC0) != 0x80)
            return {};
        value = (value << 6) | (next & 0x3Fu);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF)
        return {};
    return {value, length};
}

size_t anyOf(std::string_view text, size_t position, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts)
        if (holdsAt(text, position, part))
            return part.size();
    return 0;
}

} // namespace

Result<void> checkText(std::string_view text, size_t limit) {
    if (text.size() > limit)
        return fail(fmt::format("The text is longer than {} characters: shorten it", limit), limit, text.size());
    for (size_t position = 0; position < text.size();) {
        const CodePoint character = codePointAt(text, position);
        if (character.length == 0)
            return fail("This is no readable character: type it again", position, position + 1);
        const bool control = (character.value < 0x20 && blankAt(text, position) == 0) ||
                             (character.value >= 0x7F && character.value < 0xA0);
        if (control)
            return fail("A control character stands here: delete it", position, position + character.length);
        position += character.length;
    }
    return {};
}

bool holdsAt(std::string_view text, size_t position, std::string_view part) {
    return position <= text.size() && text.substr(position, part.size()) == part;
}

size_t charactersIn(std::string_view text, size_t bytes) {
    return static_cast<size_t>(std::ranges::count_if(text.substr(0, bytes), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; // goes on no character
    }));
}

size_t blankAt(std::string_view text, size_t position) {
    return anyOf(text, position, {" ", "\t", "\n", "\r", "\u00A0", "\u2009", "\u202F"});
}

size_t skipBlanks(std::string_view text, size_t position) {
    while (const size_t length = blankAt(text, position))
        position += length;
    return position;
}

size_t minusAt(std::string_view text, size_t position) { return anyOf(text, position, {"-", "\u2212"}); }

size_t timesAt(std::string_view text, size_t position) { return anyOf(text, position, {"*", "\u00D7", "\u00B7"}); }

size_t letterAt(std::string_view text, size_t position) {
    const auto [value, length] = codePointAt(text, position);
    if (length == 0)
        return 0;
    if (value < 0x80) {
        const bool letter = (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || value == '_';
        return letter ? 1 : 0;
    }
    // Latin-1 signs and the blocks of punctuation, currency, arrows and mathematical signs are no letters.
    const bool ordinal = value == 0xAA || value == 0xB5 || value == 0xBA;
    const bool sign = (value < 0xC0 && !ordinal) || value == 0xD7 || value == 0xF7 ||
                      (value >= 0x2000 && value < 0x2C00) || (value >= 0x3000 && value < 0x3004) || value == 0xFEFF;
    return sign ? 0 : length;
}

size_t wordEnd(std::string_view text, size_t position) {
    size_t end = position;
    while (end < text.size()) {
        const size_t letter = letterAt(text, end);
        if (letter == 0 && (end == position || !digitAt(text, end)))
            break;
        end += letter == 0 ? 1 : letter;
    }
    return end;
}

bool digitAt(std::string_view text, size_t position) {
    const unsigned char byte = byteAt(text, position);
    return byte >= '0' && byte <= '9';
}

std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::string quotedCharacter(std::string_view text, size_t position) {
    if (position >= text.size())
        return "the end";
    const size_t length = codePointAt(text, position).length;
    return fmt::format("'{}'", text.substr(position, length == 0 ? 1 : length));
}

} // namespace tributary
