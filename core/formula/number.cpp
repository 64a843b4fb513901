// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/number.h"

#include "core/formula/characters.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace tributary {

namespace {

constexpr std::array<std::string_view, 8> separators{" ", "\u00A0", "\u2009", "\u202F", "'", "\u2019", "_", ","};

std::string_view separatorAt(std::string_view text, size_t position, Comma comma) {
    for (const std::string_view separator : separators)
        if (holdsAt(text, position, separator) && (separator != "," || comma == Comma::groupsThousands))
            return separator;
    return {};
}

size_t digitsEnd(std::string_view text, size_t position) {
    while (digitAt(text, position))
        ++position;
    return position;
}

/// End of digits and separators alike: the whole of what was meant as one number, for the range of an error.
size_t careless(std::string_view text, size_t position) {
    while (digitAt(text, position) ||
           (position < text.size() && (text[position] == ',' || text[position] == '.') && digitAt(text, position + 1)))
        ++position;
    return position;
}

} // namespace

Result<ScannedNumber> scanNumber(std::string_view text, size_t begin, Comma comma) {
    size_t position = digitsEnd(text, begin);
    std::string digits{text.substr(begin, position - begin)};
    if (digits.empty() && !(holdsAt(text, begin, ".") && digitAt(text, begin + 1)))
        return fail("A number is missing here", begin, begin);

    const bool groupable = !digits.empty() && digits.size() <= 3 && digits != "0";
    std::string_view used;
    while (true) {
        const std::string_view separator = separatorAt(text, position, comma);
        if (separator.empty() || !digitAt(text, position + separator.size()))
            break;
        const size_t groupBegin = position + separator.size();
        const size_t groupEnd = digitsEnd(text, groupBegin);
        const bool fits = groupable && groupEnd - groupBegin == 3 && (used.empty() || used == separator);
        if (!fits) {
            if (separator == ",") {
                const std::string written = digits + "." + std::string(text.substr(groupBegin, groupEnd - groupBegin));
                return fail(used.empty()
                                ? fmt::format("A comma stands only between groups of three digits: write {}", written)
                                : fmt::format("Thousands are marked in one way in a number: write {}", written),
                            begin, careless(text, groupBegin));
            }
            if (separator == "_" || separator == "'" || separator == "\u2019")
                return fail(fmt::format("Thousands stand in groups of three digits: write {}{}", digits,
                                        text.substr(groupBegin, groupEnd - groupBegin)),
                            begin, groupEnd);
            break; // a blank may also end the number: what follows is judged by the reader
        }
        digits += text.substr(groupBegin, 3);
        used = separator;
        position = groupEnd;
    }

    if (holdsAt(text, position, ".") && !holdsAt(text, position, "..")) {
        const size_t end = digitsEnd(text, position + 1);
        if (end == position + 1)
            return fail(fmt::format("A digit follows a decimal point: write {0}.0 or {0}", digits), begin,
                        position + 1);
        digits += text.substr(position, end - position);
        position = end;
        const bool again = (holdsAt(text, position, ".") && !holdsAt(text, position, "..")) ||
                           (comma == Comma::groupsThousands && holdsAt(text, position, ","));
        if (again && digitAt(text, position + 1))
            return fail("A number has one decimal point, and commas only before it: write 1234.5 or 1,234.5", begin,
                        careless(text, position));
    }
    if (holdsAt(text, position, "e") || holdsAt(text, position, "E")) {
        size_t exponent = position + 1;
        if (holdsAt(text, exponent, "+") || holdsAt(text, exponent, "-"))
            ++exponent;
        if (digitAt(text, exponent)) {
            const size_t end = digitsEnd(text, exponent);
            const size_t sign = holdsAt(text, position + 1, "+") ? 2 : 1;
            digits += 'e';
            digits += text.substr(position + sign, end - position - sign);
            position = end;
        }
    }

    double value = 0;
    const auto [last, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (code == std::errc::result_out_of_range || !std::isfinite(value))
        return fail("The number is too large or too small for a computer's arithmetic", begin, position);
    if (code != std::errc{} || last != digits.data() + digits.size())
        return fail("This is no number", begin, position);
    return ScannedNumber{value, position};
}

Result<double> parseNumber(std::string_view text) {
    if (auto readable = checkText(text, 1000); !readable)
        return tl::unexpected(readable.error());
    size_t position = skipBlanks(text, 0);
    const size_t minus = minusAt(text, position);
    position += minus != 0 ? minus : holdsAt(text, position, "+") ? 1 : 0;
    auto number = scanNumber(text, position, Comma::groupsThousands);
    if (!number)
        return tl::unexpected(number.error());
    const size_t rest = skipBlanks(text, number->end);
    if (rest != text.size())
        return fail(fmt::format("A number ends before {}", quotedCharacter(text, rest)), rest, text.size());
    return minus != 0 ? -number->value : number->value;
}

std::string formatNumber(double value) {
    if (!std::isfinite(value))
        return std::isnan(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
    const double size = std::abs(value);
    const bool plain = size == 0 || (size >= 1e-5 && size < 1e15);
    std::array<char, 64> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                       plain ? std::chars_format::fixed : std::chars_format::scientific);
    std::string text(buffer.data(), written.ptr);
    if (const size_t e = text.find('e'); e != std::string::npos) {
        size_t zeros = e + 2;
        while (zeros + 1 < text.size() && text[zeros] == '0')
            ++zeros;
        text.erase(e + 2, zeros - e - 2);
        if (text[e + 1] == '+')
            text.erase(e + 1, 1);
    }
    return text;
}

std::string formatRounded(double value, int digits) {
    const std::string text = fmt::format("{:.{}e}", value, digits - 1);
    std::from_chars(text.data(), text.data() + text.size(), value);
    return formatNumber(value);
}

} // namespace tributary
