// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/words.h"

#include "core/engine/results.h"
#include "core/formula/unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace tributary {

namespace {

constexpr std::string_view trueMinus = "\u2212";
constexpr std::string_view enDash = "\u2013";
constexpr std::string_view noBreakSpace = "\u00A0";
constexpr std::string_view notWorkedOut = "could not be worked out";
constexpr const char* noChange = "no change";
constexpr double thousand = 1e3;
constexpr double million = 1e6;
constexpr double billion = 1e9;
constexpr double trillion = 1e12;
// Numbers beyond these are told by powers of ten.
constexpr double longest = 1e12;
constexpr double shortest = 1e-6;
// 999,500 would round to 1,000 k$ at three digits; it reads better as 1.00 M$.
constexpr double roundsUp = 0.9995;
// Rarer than this, a chance is told by a bound.
constexpr double rare = 0.02;
// Beside larger amounts one has so many digits at least, or else a unit of its own.
constexpr int digitsKept = 2;
// Ratios beyond this have no meaning any more.
constexpr double mostRatio = 10;

constexpr std::array<ChanceMarks, 13> chances{
    {{1, 20}, {1, 10}, {1, 5}, {1, 4}, {1, 3}, {2, 5}, {1, 2}, {3, 5}, {2, 3}, {3, 4}, {4, 5}, {9, 10}, {19, 20}}};

using Word = std::pair<std::string_view, std::string_view>;

constexpr std::array<Word, 8> times{{{"second", "s"},
                                     {"minute", "min"},
                                     {"hour", "h"},
                                     {"day", "d"},
                                     {"week", "wk"},
                                     {"month", "mo"},
                                     {"quarter", "q"},
                                     {"year", "y"}}};
constexpr std::array<Word, 6> measures{
    {{"mile", "mi"}, {"kilometre", "km"}, {"kilometer", "km"}, {"kilogram", "kg"}, {"tonne", "t"}, {"litre", "l"}}};
struct Prefix {
    double size;
    const char* letter;
};
constexpr std::array<Prefix, 4> prefixes{{{trillion, "T"}, {billion, "G"}, {million, "M"}, {thousand, "k"}}};

constexpr std::array<Word, 3> signs{{{"USD", "$"}, {"EUR", "€"}, {"GBP", "£"}}};

template <size_t Count>
std::string_view shortOf(const std::array<Word, Count>& table, std::string_view word) {
    const auto found = std::ranges::find(table, word, &Word::first);
    return found == table.end() ? std::string_view() : found->second;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// What stands before the currency in `kUSD`; null where the word is no such unit.
const Prefix* prefixOf(std::string_view word) {
    const auto found =
        std::ranges::find_if(prefixes, [&](const Prefix& each) { return word.starts_with(each.letter); });
    if (found == prefixes.end() || !isMoney(word.substr(1)))
        return nullptr;
    // TEAM is a noun.
    return found->size == thousand || !shortOf(signs, word.substr(1)).empty() ? &*found : nullptr;
}

std::string_view currencySign(std::string_view code) {
    const std::string_view sign = shortOf(signs, code);
    return sign.empty() ? code : sign;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

/// A time or a measure by its sign; a noun that is counted stays as it is, for it says of what a number is.
std::string shortWord(std::string_view word) {
    if (const std::string_view time = shortOf(times, word); !time.empty())
        return std::string(time);
    if (const std::string_view measure = shortOf(measures, word); !measure.empty())
        return std::string(measure);
    return std::string(isMoney(word) ? currencySign(word) : word);
}

std::vector<std::string_view> partsOf(std::string_view unit) {
    std::vector<std::string_view> parts;
    for (size_t slash = unit.find('/'); slash != std::string_view::npos; slash = unit.find('/')) {
        parts.push_back(trimmed(unit.substr(0, slash)));
        unit.remove_prefix(slash + 1);
    }
    parts.push_back(trimmed(unit));
    return parts;
}

/// Three digits and a power of ten: 1.23e12.
std::string byPowers(double magnitude) {
    const std::string text = fmt::format("{:.2e}", magnitude);
    const size_t e = text.find('e');
    const size_t digits = std::min(text.find_first_not_of("+-0", e + 1), text.size() - 1);
    return text.substr(0, e + 1) + (text[e + 1] == '-' ? "-" : "") + text.substr(digits);
}

std::string printed(double magnitude, int decimals) {
    if (magnitude >= longest * roundsUp)
        return byPowers(magnitude);
    std::string text = fmt::format("{:.{}f}", magnitude, std::max(0, decimals));
    const size_t point = std::min(text.find('.'), text.size());
    for (size_t at = point; at > 3;) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

bool isZero(std::string_view text) { return text.find_first_not_of("0.") == std::string_view::npos; }

std::string signedOnce(double value, const std::string& magnitude) {
    return value < 0 && !isZero(magnitude) ? std::string(trueMinus) + magnitude : magnitude;
}

std::string plusOrMinus(double value, const std::string& magnitude) {
    if (isZero(magnitude))
        return magnitude;
    return std::string(value < 0 ? trueMinus : "+") + magnitude;
}

int magnitudeOf(double value) { return static_cast<int>(std::floor(std::log10(value))); }

/// Rounds to significant digits, so that 9.996 becomes 10.0 before its decimals are counted.
double rounded(double magnitude, int digits) {
    const double unit = std::pow(10.0, magnitudeOf(magnitude) - digits + 1);
    return unit > 0 ? std::round(magnitude / unit) * unit : magnitude;
}

int decimalsOf(double magnitude, int digits) {
    // The largest numbers there are must not become infinite by it.
    const double above = std::min(rounded(magnitude, digits) * (1 + 1e-12), std::numeric_limits<double>::max());
    return digits - 1 - magnitudeOf(above);
}

/// Changes have two digits; above 100 all their whole digits, for "+123" is not "+120".
std::string changeMagnitude(double value) {
    const double magnitude = std::abs(value);
    return magnitude >= 999.5  ? threeDigits(magnitude)
           : magnitude >= 99.5 ? printed(std::round(magnitude), 0)
                               : significant(magnitude, 2);
}

double finiteSize(double value) { return std::isfinite(value) ? std::abs(value) : 0; }

std::string withUnit(std::string number, std::string_view unit) {
    return unit.empty() ? number : number.append(noBreakSpace).append(unit);
}

} // namespace

std::string significant(double value, int digits) {
    if (!std::isfinite(value))
        return std::string(enDash);
    if (value == 0)
        return "0";
    const double magnitude = std::abs(value);
    return signedOnce(value, magnitude < shortest ? byPowers(magnitude)
                                                  : printed(rounded(magnitude, digits), decimalsOf(magnitude, digits)));
}

std::string threeDigits(double value) { return significant(value, 3); }

std::string fixedDecimals(double value, int decimals) {
    if (!std::isfinite(value))
        return std::string(enDash);
    const std::string magnitude = printed(std::abs(value), decimals);
    return isZero(magnitude) ? "0" : signedOnce(value, magnitude);
}

std::vector<std::string> rowWords(std::span<const double> values, std::string_view unit) {
    double largest = 0;
    for (const double value : values)
        largest = std::max(largest, finiteSize(value));
    const ShortUnit words = shortUnit(unit, largest);
    std::vector<std::string> row;
    for (const double value : values) {
        const double shown = value * words.factor;
        const int decimals = words.money && largest > 0 ? std::max(0, decimalsOf(largest * words.factor, 3)) : 0;
        row.push_back(words.money && largest > 0 ? fixedDecimals(shown, decimals) : threeDigits(shown));
    }
    return row;
}

ShortUnit shortUnit(std::string_view unit, double largest) {
    ShortUnit words;
    const std::vector<std::string_view> parts = partsOf(unit);
    std::string_view counted = parts.front();
    double own = 1; // 1,000 of a unit in kUSD
    if (const Prefix* prefix = counted.size() > 1 ? prefixOf(counted) : nullptr) {
        own = prefix->size;
        counted.remove_prefix(1);
    }
    std::string per;
    for (size_t i = 1; i < parts.size(); ++i)
        per.append("/").append(shortWord(parts[i]));

    if (isMoney(counted)) {
        words.money = true;
        const double size = std::isfinite(largest) ? std::abs(largest) * own : 0;
        const Prefix* prefix =
            std::ranges::find_if(prefixes, [size](const Prefix& each) { return size >= each.size * roundsUp; });
        const bool prefixed = prefix != prefixes.end() && size < thousand * trillion * roundsUp;
        words.factor = prefixed ? own / prefix->size : own;
        words.text.append(prefixed ? prefix->letter : "").append(currencySign(counted)).append(per);
    } else if (counted == "%") {
        words.text = "%" + per;
    } else if (counted.empty() || counted == "1") {
        words.text = per;
    } else {
        words.text = shortWord(counted) + per;
    }
    std::ranges::replace(words.text, '_', ' ');
    return words;
}

std::string valueWords(double value, std::string_view unit) {
    const ShortUnit words = shortUnit(unit, value);
    return withUnit(threeDigits(value * words.factor), words.text);
}

std::string valueWithinWords(double value, double low, double high, std::string_view unit) {
    const double largest = std::max({finiteSize(low), finiteSize(high), finiteSize(value)});
    const bool stands = shortUnit(unit, largest).money && largest > 0 && std::isfinite(value);
    return stands ? MoneyWords(unit, largest).value(value) : valueWords(value, unit);
}

std::string rangeWords(double low, double high, std::string_view unit, int digits) {
    const double largest = std::max(finiteSize(low), finiteSize(high));
    const ShortUnit words = shortUnit(unit, largest);
    std::string first = significant(low * words.factor, digits);
    std::string last = significant(high * words.factor, digits);
    if (words.money && largest > 0) {
        // The ends of a range of money share their decimals.
        const int decimals = std::max(0, decimalsOf(largest * words.factor, digits));
        first = fixedDecimals(low * words.factor, decimals);
        last = fixedDecimals(high * words.factor, decimals);
    }
    return withUnit(fmt::format("{} to {}", first, last), words.text);
}

MoneyWords::MoneyWords(std::string_view currency, double largest)
    : currency_(currency), unit_(shortUnit(currency, largest)) {
    if (const double size = finiteSize(largest) * unit_.factor; size > 0)
        decimals_ = std::max(0, decimalsOf(size, 3));
}

bool MoneyWords::isTooSmall(double amount) const {
    return amount != 0 && std::abs(amount * unit_.factor) < std::pow(10.0, digitsKept - 1 - decimals_);
}

std::string MoneyWords::value(double amount) const {
    if (isTooSmall(amount)) {
        const ShortUnit own = shortUnit(currency_, amount);
        return withUnit(significant(amount * own.factor, digitsKept), own.text);
    }
    return withUnit(fixedDecimals(amount * unit_.factor, decimals_), unit_.text);
}

std::string MoneyWords::range(double low, double high) const {
    if (isTooSmall(std::max(finiteSize(low), finiteSize(high))))
        return rangeWords(low, high, currency_, digitsKept);
    return withUnit(fmt::format("{} to {}", fixedDecimals(low * unit_.factor, decimals_),
                                fixedDecimals(high * unit_.factor, decimals_)),
                    unit_.text);
}

std::string signedWords(double difference, std::string_view unit) {
    const ShortUnit words = shortUnit(unit, difference);
    const double shown = difference * words.factor;
    return withUnit(plusOrMinus(shown, threeDigits(std::abs(shown))), words.text);
}

std::string changeWords(double share) {
    if (!std::isfinite(share))
        return std::string(enDash);
    if (std::abs(share) < noChangeBelow)
        return noChange;
    return withUnit(plusOrMinus(share, changeMagnitude(share * 100)), "%");
}

std::string pointsWords(double difference) {
    if (!std::isfinite(difference))
        return std::string(enDash);
    const std::string magnitude = changeMagnitude(difference);
    return isZero(magnitude) ? noChange : withUnit(plusOrMinus(difference, magnitude), "pts");
}

std::string changeWords(const MetricResults& metric, size_t at) {
    const ToldChange change = metric.changeAt(at);
    const double median = change.summary.p50;
    if (!std::isfinite(median))
        return std::string(enDash);
    if (!change.moves())
        return noChange;
    switch (change.form) {
    case ChangeForm::amount:
        return signedWords(median, metric.unit);
    case ChangeForm::points:
        return pointsWords(median);
    case ChangeForm::share:
        break;
    }
    return changeWords(median);
}

std::optional<ChanceMarks> chanceMarks(double share) {
    if (!std::isfinite(share) || share < rare || share > 1 - rare)
        return std::nullopt;
    const auto distance = [share](const ChanceMarks& chance) {
        return std::abs(static_cast<double>(chance.lost) / chance.all - share);
    };
    return *std::ranges::min_element(chances, {}, distance);
}

std::string chanceWords(double share) {
    if (!std::isfinite(share))
        return std::string(notWorkedOut);
    if (const auto marks = chanceMarks(share))
        return fmt::format("about {} in {}", marks->lost, marks->all);
    return share < rare ? "under 1 in 50" : "over 49 in 50";
}

std::string chanceWords(double share, std::size_t trials) {
    return std::isfinite(share) && trials < leastTrialsForChance ? "too few trials" : chanceWords(share);
}

std::string trialsWords(double share, std::size_t trials) {
    constexpr std::size_t hundred = 100;
    if (!std::isfinite(share) || trials >= hundred)
        return trialsWords(share);
    return fmt::format("{} of {}", fixedDecimals(share * static_cast<double>(trials), 0), countWords(trials, "trial"));
}

std::string trialsWords(double share) {
    if (!std::isfinite(share))
        return std::string(enDash);
    const double inHundred = share * 100;
    const bool fine = (share > 0 && inHundred < 1) || (share < 1 && inHundred > 99);
    if (!fine)
        return fmt::format("{} in 100 trials", fixedDecimals(inHundred, 0));
    const double inThousand = std::round(share * 1000);
    return inThousand < 1     ? "under 1 in 1,000 trials"
           : inThousand > 999 ? "over 999 in 1,000 trials"
                              : fmt::format("{} in 1,000 trials", inThousand);
}

std::string shareWords(double share) {
    const double percent = share * 100;
    constexpr double certain = 100 - 1e-9; // what the sum of shares misses is no chance
    if (percent >= 99.5 && percent < certain)
        return withUnit(fixedDecimals(std::min(percent, 99.9), 1), "%");
    const bool fine = percent != 0 && std::abs(percent) < 1;
    return withUnit(fine ? significant(percent, 1) : fixedDecimals(percent, 0), "%");
}

std::string percentWords(double ratio) {
    if (!std::isfinite(ratio))
        return "none";
    return ratio > mostRatio ? "over " + valueWords(mostRatio * 100, "%") : valueWords(ratio * 100, "%");
}

std::string percentRangeWords(double low, double high) {
    if (std::isfinite(low) && std::isfinite(high) && std::max(low, high) <= mostRatio)
        return rangeWords(low * 100, high * 100, "%");
    const std::string first = percentWords(low);
    const std::string last = percentWords(high);
    return first == last ? first : fmt::format("{} to {}", first, last);
}

std::string periodWords(double period, std::string_view noun) {
    if (std::isnan(period))
        return std::string(notWorkedOut);
    if (std::isinf(period))
        return "never";
    return std::string(noun).append(noBreakSpace).append(printed(std::round(period), 0));
}

std::string paybackWords(double period, std::string_view noun) {
    return std::round(period) == 0 ? "at once" : periodWords(period, noun);
}

std::string paybackRangeWords(double first, double last, std::string_view noun) {
    if (std::isnan(first) && std::isnan(last))
        return std::string(enDash);
    const std::string from = paybackWords(first, noun);
    const std::string to = paybackWords(last, noun);
    if (from == to)
        return from;
    const bool nounOnce = std::isfinite(first) && std::isfinite(last) && std::round(first) > 0;
    return fmt::format("{} to {}", from, nounOnce ? printed(std::round(last), 0) : to);
}

std::string countWords(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", printed(static_cast<double>(count), 0), noun, count == 1 ? "" : "s");
}

std::string unbroken(std::string_view words) {
    std::string joined;
    for (size_t at = 0; at < words.size(); ++at) {
        const bool between = words[at] == ' ' && at > 0 && at + 1 < words.size();
        const bool afterNumber = between && isDigit(words[at - 1]) && words[at + 1] != ' ' && !isDigit(words[at + 1]) &&
                                 std::string_view("+-*/(,;").find(words[at + 1]) == std::string_view::npos;
        const bool afterSign = between && words.substr(0, at).ends_with("±");
        joined += afterNumber || afterSign ? noBreakSpace : words.substr(at, 1);
    }
    return joined;
}

std::string spacedQuantity(std::string_view typed) {
    std::string words;
    const auto isNumber = [&](size_t at) { return at < typed.size() && (isDigit(typed[at]) || typed[at] == '.'); };
    for (size_t at = 0; at < typed.size(); ++at) {
        const char before = at > 0 ? typed[at - 1] : ' ';
        if (typed[at] == '-' && isNumber(at + 1) && std::string_view(" /(,").find(before) != std::string_view::npos)
            words += trueMinus;
        else if (typed[at] == '%' && isDigit(before))
            words.append(noBreakSpace).append("%");
        else if (typed[at] == '*')
            words += "\u00D7";
        else if (typed[at] == '/' && (isDigit(before) || before == '%') &&
                 (isNumber(at + 1) || (at + 1 < typed.size() && typed[at + 1] == '-')))
            words += " / ";
        else
            words += typed[at];
    }
    return words;
}

std::string plainText(std::string_view words) {
    std::string plain(words);
    for (size_t at = plain.find(noBreakSpace); at != std::string::npos; at = plain.find(noBreakSpace, at + 1))
        plain.replace(at, noBreakSpace.size(), " ");
    return plain;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

} // namespace tributary
