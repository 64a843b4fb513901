// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/id.h"

#include <algorithm>

namespace tributary {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isIdCharacter(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
}

/// Takes the run of digits at the front of `text` off it, without leading zeros.
std::string_view takeNumber(std::string_view& text) {
    size_t end = 0;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    std::string_view digits = text.substr(0, end);
    text.remove_prefix(end);
    while (digits.size() > 1 && digits.front() == '0')
        digits.remove_prefix(1);
    return digits;
}

} // namespace

bool isValidId(std::string_view text) {
    return !text.empty() && text.size() <= 64 && text.front() != '.' && std::ranges::all_of(text, isIdCharacter);
}

std::strong_ordering compareIds(std::string_view a, std::string_view b) {
    const std::string_view wholeA = a;
    const std::string_view wholeB = b;
    while (!a.empty() && !b.empty()) {
        if (isDigit(a.front()) && isDigit(b.front())) {
            const std::string_view numberA = takeNumber(a);
            const std::string_view numberB = takeNumber(b);
            if (numberA.size() != numberB.size())
                return numberA.size() <=> numberB.size();
            if (const auto order = numberA.compare(numberB); order != 0)
                return order <=> 0;
        } else {
            if (a.front() != b.front())
                return static_cast<unsigned char>(a.front()) <=> static_cast<unsigned char>(b.front());
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
    }
    if (a.size() != b.size())
        return a.size() <=> b.size();
    return wholeA.compare(wholeB) <=> 0; // "T02" and "T2" are two ids
}

} // namespace tributary
