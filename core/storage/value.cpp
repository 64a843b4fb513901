// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/value.h"

namespace tributary::rows {

bool isPlainText(const std::string_view text) {
    for (size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead == 0)
            return false;
        const size_t length = lead < 0x80   ? 1
                              : lead < 0xc2 ? 0
                              : lead < 0xe0 ? 2
                              : lead < 0xf0 ? 3
                              : lead < 0xf5 ? 4
                                            : 0;
        if (length == 0 || length > text.size() - i)
            return false;
        for (size_t k = 1; k < length; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80)
                return false;
        const auto second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0;
        const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
        const bool beyond = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
        if (overlong || beyond)
            return false;
        i += length;
    }
    return true;
}

Fault readText(const SQLite::Column& column, const size_t longest, std::string& out) {
    if (!column.isText())
        return column.isNull() ? "it is empty" : "it holds something else than text";
    const auto size = static_cast<size_t>(column.getBytes());
    if (size > longest)
        return fmt::format("its text is {} bytes long; {} are the most", size, longest);
    out = column.getString();
    if (!isPlainText(out))
        return "its text is not UTF-8";
    return {};
}

Fault readDate(const SQLite::Column& column, Date& out) {
    std::string text;
    if (Fault fault = readText(column, longestText, text))
        return fault;
    const auto date = parseDate(text);
    if (!date)
        return fmt::format("\"{:.40}\" is no date", text);
    out = *date;
    return {};
}

Fault readInteger(const SQLite::Column& column, const std::int64_t least, const std::int64_t most, std::int64_t& out) {
    if (!column.isInteger())
        return "it holds no whole number";
    out = column.getInt64();
    if (out < least || out > most)
        return fmt::format("{} is out of its range", out);
    return {};
}

Fault readReal(const SQLite::Column& column, double& out) {
    if (!column.isFloat() && !column.isInteger())
        return "it holds no number";
    out = column.getDouble();
    if (!std::isfinite(out))
        return "it is not finite";
    return {};
}

} // namespace tributary::rows
