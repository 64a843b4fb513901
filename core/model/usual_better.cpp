// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/usual_better.h"

#include <algorithm>
#include <array>
#include <string>

namespace tributary {

namespace {

/// "losses" -> "loss", "injuries" -> "injury".
std::string singular(std::string word) {
    if (word.ends_with("ies"))
        word.replace(word.size() - 3, 3, "y");
    else if (word.ends_with("sses"))
        word.resize(word.size() - 2);
    else if (word.ends_with('s') && !word.ends_with("ss"))
        word.pop_back();
    return word;
}

} // namespace

Better usualBetter(std::string_view name, Better otherwise) {
    static constexpr auto lowered = std::to_array<std::string_view>(
        {"cost",    "expense",  "spend",  "spending", "loss",     "waste",    "scrap",     "rework", "time",
         "hour",    "downtime", "delay",  "wait",     "queue",    "overtime", "complaint", "defect", "error",
         "failure", "accident", "injury", "churn",    "incident", "outage",   "absence",   "debt",   "backlog"});
    std::string word;
    for (size_t at = 0; at <= name.size(); ++at) {
        const char c = at < name.size() ? name[at] : ' ';
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (isLetter) {
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            continue;
        }
        if (std::ranges::find(lowered, singular(word)) != lowered.end())
            return Better::lower;
        if (word == "per" || c == '/') // what follows is what it is counted by
            break;
        word.clear();
    }
    return otherwise;
}

} // namespace tributary
