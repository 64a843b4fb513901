// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/spelled_out.h"

#include "core/formula/characters.h"
#include "core/formula/number.h"
#include "core/formula/unit.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace tributary {

namespace {

using Word = std::pair<std::string_view, std::string_view>;

constexpr std::array<Word, 3> moneySigns{{{"$", "USD"}, {"\u20AC", "EUR"}, {"\u00A3", "GBP"}}};

/// Those that are told from a noun of four capitals when a letter stands before them.
constexpr std::array<std::string_view, 24> currencies{"AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR",
                                                      "GBP", "HKD", "HUF", "ILS", "INR", "JPY", "KRW", "MXN",
                                                      "NOK", "NZD", "PLN", "SEK", "SGD", "TRY", "USD", "ZAR"};

constexpr std::array<Word, 24> shortTimes{
    {{"h", "hour"},       {"hr", "hour"},          {"hrs", "hour"},       {"hours", "hour"},
     {"min", "minute"},   {"mins", "minute"},      {"minutes", "minute"}, {"s", "second"},
     {"sec", "second"},   {"secs", "second"},      {"seconds", "second"}, {"d", "day"},
     {"days", "day"},     {"wk", "week"},          {"weeks", "week"},     {"mo", "month"},
     {"months", "month"}, {"y", "year"},           {"yr", "year"},        {"yrs", "year"},
     {"years", "year"},   {"quarters", "quarter"}, {"wks", "week"},       {"mos", "month"}}};

/// What a letter before or behind an amount of money multiplies it by.
std::optional<double> prefixAt(std::string_view text, size_t position) {
    static constexpr std::pair<char, double> prefixes[] = {{'k', 1e3}, {'K', 1e3}, {'M', 1e6}, {'B', 1e9}, {'G', 1e9}};
    for (const auto& [letter, factor] : prefixes)
        if (position < text.size() && text[position] == letter)
            return factor;
    return std::nullopt;
}

struct Money {
    size_t begin = 0;
    size_t end = 0;
    double factor = 1;
    std::string code;
};

/// Money as a unit that begins at a place: `$`, `M$`, `kUSD`, `USD`.
std::optional<Money> moneyAt(std::string_view text, size_t begin) {
    Money money{begin, begin, 1, {}};
    const auto factor = prefixAt(text, begin);
    for (const size_t prefix : {size_t{0}, size_t{1}}) {
        if (prefix == 1 && !factor)
            break;
        const size_t at = begin + prefix;
        size_t end = at + moneySignAt(text, at);
        if (end > at)
            money.code = std::ranges::find(moneySigns, text.substr(at, end - at), &Word::first)->second;
        else if (end = wordEnd(text, at); prefix == 0 ? isMoney(text.substr(at, end - at))
                                                      : std::ranges::count(currencies, text.substr(at, end - at)) > 0)
            money.code = std::string(text.substr(at, end - at));
        if (!money.code.empty() && letterAt(text, end) == 0 && !digitAt(text, end)) {
            money.end = end;
            money.factor = prefix == 1 ? *factor : 1;
            return money;
        }
        money.code.clear();
    }
    return std::nullopt;
}

/// The numbers of a text, each times a factor; those in percent stay. Those before the last may have a factor of their
/// own, `300k/400k/600`; nothing where only some of them have, or where a number cannot be read.
std::optional<std::string> multiplied(std::string_view text, double factor) {
    const size_t end = text.find_last_not_of(' ') + 1;
    std::string made;
    int depth = 0;
    bool ownFactors = false;
    bool bare = false;
    bool endsInNumber = false;
    for (size_t at = 0; at < text.size();) {
        if (const size_t word = wordEnd(text, at); word > at) { // p95
            made += text.substr(at, word - at);
            at = word;
            continue;
        }
        const bool isPoint = holdsAt(text, at, ".") && digitAt(text, at + 1) && (at == 0 || text[at - 1] != '.');
        if (!digitAt(text, at) && !isPoint) {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            made += text[at++];
            continue;
        }
        const auto number = scanNumber(text, at, depth > 0 ? Comma::separatesArguments : Comma::groupsThousands);
        if (!number)
            return std::nullopt;
        const size_t next = skipBlanks(text, number->end + 1);
        const bool joined = holdsAt(text, next, "/") || holdsAt(text, next, "..") || holdsAt(text, next, "\u00B1") ||
                            holdsAt(text, next, "+-");
        const auto own = joined ? prefixAt(text, number->end) : std::nullopt;
        const bool isShare = holdsAt(text, skipBlanks(text, number->end), "%");
        made += isShare ? std::string(text.substr(at, number->end - at))
                        : formatNumber(number->value * own.value_or(factor));
        endsInNumber = number->end == end;
        ownFactors = ownFactors || own;
        bare = bare || (!own && !isShare && !endsInNumber && number->value != 0);
        at = number->end + (own ? 1 : 0);
    }
    return ownFactors && (bare || !endsInNumber) ? std::nullopt : std::optional(made);
}

/// The length of what names money in front of an amount, `$` or `USD`, at a place of a text; 0 where none does.
size_t moneyInFrontAt(std::string_view text, size_t at) {
    const size_t sign = moneySignAt(text, at);
    if (sign > 0)
        return sign;
    return std::ranges::count(currencies, text.substr(at, 3)) > 0 && letterAt(text, at + 3) == 0 ? 3 : 0;
}

/// `$5M/year` with its sign behind the number; nothing where no sign of money is in front.
std::optional<std::string> withSignBehind(std::string_view text) {
    size_t at = minusAt(text, 0);
    const std::string_view minus = text.substr(0, at);
    const size_t sign = moneyInFrontAt(text, at);
    const auto money = sign == 0 ? std::nullopt : moneyAt(text.substr(at, sign), 0);
    at = skipBlanks(text, at + sign);
    if (!money || !digitAt(text, at))
        return std::nullopt;
    const auto number = scanNumber(text, at, Comma::groupsThousands);
    if (!number) // whoever reads the number says what is wrong in it
        return std::string(minus) + std::string(text.substr(at)) + " " + money->code;
    const auto factor = letterAt(text, number->end + 1) == 0 ? prefixAt(text, number->end) : std::nullopt;
    return std::string(minus) + formatNumber(number->value * factor.value_or(1)) + " " + money->code +
           std::string(text.substr(number->end + (factor ? 1 : 0)));
}

/// Short times in full from a place on, where a unit can stand: behind a number, a blank, `*` or `/`.
std::string withTimesInFull(std::string_view text, size_t from) {
    std::string made(text.substr(0, from));
    for (size_t at = from; at < text.size();) {
        const size_t end = wordEnd(text, at);
        if (end == at) {
            made += text[at++];
            continue;
        }
        const std::string_view word = text.substr(at, end - at);
        const auto known = std::ranges::find(shortTimes, word, &Word::first);
        const bool isCall = holdsAt(text, end, "(");
        const bool isTime = known != shortTimes.end() && at > 0 && !isCall;
        const bool joins = at > 0 && digitAt(text, at - 1);
        if (isTime && joins && word != "s" && word != "y") // the 90s, a 10y bond
            made += ' ';
        made += isTime ? known->second : word;
        at = end;
    }
    return made;
}

/// The end of `data(NAME)` at the front of a text, whose words are a name; 0 where the text begins otherwise.
size_t seriesEnd(std::string_view text) {
    const size_t begin = skipBlanks(text, 0);
    const size_t end = wordEnd(text, begin);
    if (lowered(text.substr(begin, end - begin)) != "data" || !holdsAt(text, skipBlanks(text, end), "("))
        return 0;
    const size_t closing = text.find(')', end);
    return closing == std::string_view::npos ? text.size() : closing + 1;
}

} // namespace

size_t moneySignAt(std::string_view text, size_t position) {
    for (const auto& [sign, code] : moneySigns)
        if (holdsAt(text, position, sign))
            return sign.size();
    return 0;
}

std::string spelledOut(std::string_view value) {
    const size_t series = seriesEnd(value);
    std::string text = withSignBehind(value).value_or(std::string(value));
    for (size_t at = series; at < text.size(); ++at) {
        const bool begins = at > 0 && letterAt(text, at - 1) == 0 && static_cast<signed char>(text[at - 1]) >= 0;
        const auto money = begins ? moneyAt(text, at) : std::nullopt;
        if (!money || (series > 0 && money->factor != 1)) // a series is not multiplied
            continue;
        std::string_view before(text.data(), at);
        const size_t last = before.find_last_not_of(' ');
        const bool isPrefixed = money->factor == 1 && series == 0 && last < before.size() && last > 0 &&
                                digitAt(before, last - 1) && prefixAt(before, last); // 5k USD
        const double factor = isPrefixed ? *prefixAt(before, last) : money->factor;
        if (isPrefixed)
            before = before.substr(0, last);
        const auto amount = factor == 1 ? std::optional(std::string(before)) : multiplied(before, factor);
        if (amount)
            text = *amount +
                   (blankAt(*amount, amount->size() - 1) || !digitAt(*amount, amount->size() - 1) ? "" : " ") +
                   money->code + text.substr(money->end);
        break;
    }
    return withTimesInFull(text, series);
}

} // namespace tributary
