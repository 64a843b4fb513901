// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/usual_better.h"

#include "core/formula/unit.h"

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

/// Whether a unit counts something by time that is no money: `hour/month`, `patient/bay/hour`.
bool isByTime(std::string_view text) {
    const auto unit = parseUnit(text);
    return unit && std::ranges::none_of(unit->terms(), [](const Unit::Term& term) { return isMoney(term.symbol); }) &&
           std::ranges::any_of(unit->terms(),
                               [](const Unit::Term& term) { return term.power < 0 && hoursIn(term.symbol) > 0; });
}

} // namespace

Better usualBetter(std::string_view name, Better otherwise, std::string_view unit) {
    static constexpr auto lowered = std::to_array<std::string_view>(
        {"cost",     "expense",   "spend",  "spending", "loss",    "waste",    "scrap",
         "rework",   "lost",      "idle",   "downtime", "delay",   "wait",     "waiting",
         "overtime", "complaint", "defect", "error",    "failure", "accident", "injury",
         "churn",    "incident",  "outage", "absence",  "debt",    "backlog",  "queue"});
    static constexpr auto times = std::to_array<std::string_view>({"time", "hour"});
    std::string word;
    for (size_t at = 0; at <= name.size(); ++at) {
        const char c = at < name.size() ? name[at] : ' ';
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (isLetter) {
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            continue;
        }
        word = singular(word);
        if (std::ranges::count(lowered, word) > 0 || (std::ranges::count(times, word) > 0 && !isByTime(unit)))
            return Better::lower;
        if (word == "per" || c == '/') // what follows is what it is counted by
            break;
        word.clear();
    }
    return otherwise;
}

} // namespace tributary
