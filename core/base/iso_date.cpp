// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/iso_date.h"

#include <fmt/format.h>

namespace tributary {

std::optional<Date> parseDate(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00";
    if (text.size() != shape.size())
        return std::nullopt;
    unsigned parts[] = {0, 0, 0};
    size_t part = 0;
    for (size_t i = 0; i < shape.size(); ++i) {
        const bool isDigit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == '-' ? text[i] != '-' : !isDigit)
            return std::nullopt;
        if (isDigit)
            parts[part] = 10 * parts[part] + static_cast<unsigned>(text[i] - '0');
        else
            ++part;
    }
    const Date date{std::chrono::year{static_cast<int>(parts[0])}, std::chrono::month{parts[1]},
                    std::chrono::day{parts[2]}};
    return parts[0] > 0 && date.ok() ? std::optional(date) : std::nullopt;
}

std::string formatDate(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

} // namespace tributary
