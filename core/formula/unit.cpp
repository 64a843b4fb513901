// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/unit.h"

#include "core/formula/characters.h"
#include "core/formula/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace tributary {

namespace {

constexpr size_t longestUnit = 200;
constexpr int deepestUnit = 20;
constexpr double smallestPower = 1e-9;

constexpr std::array<std::pair<std::string_view, double>, 8> timeUnits{{{"second", 1.0 / 3600},
                                                                        {"minute", 1.0 / 60},
                                                                        {"hour", 1.0},
                                                                        {"day", 24.0},
                                                                        {"week", 168.0},
                                                                        {"month", 730.5},
                                                                        {"quarter", 2191.5},
                                                                        {"year", 8766.0}}};

using Terms = std::vector<Unit::Term>;

enum class Kind { money, noun, time, percent };

Kind kindOf(std::string_view symbol) {
    if (symbol == "%")
        return Kind::percent;
    if (hoursIn(symbol) > 0)
        return Kind::time;
    return isMoney(symbol) ? Kind::money : Kind::noun;
}

bool before(const Unit::Term& a, const Unit::Term& b) {
    const Kind kindA = kindOf(a.symbol);
    const Kind kindB = kindOf(b.symbol);
    return kindA != kindB ? kindA < kindB : a.symbol < b.symbol;
}

void addPower(Terms& terms, const std::string& symbol, double power) {
    const auto found =
        std::find_if(terms.begin(), terms.end(), [&](const auto& term) { return term.symbol == symbol; });
    if (found == terms.end())
        terms.push_back({symbol, power});
    else
        found->power += power;
}

double powerOf(const Terms& terms, std::string_view symbol) {
    const auto found =
        std::find_if(terms.begin(), terms.end(), [&](const auto& term) { return term.symbol == symbol; });
    return found == terms.end() ? 0 : found->power;
}

bool alike(const Terms& a, const Terms& b, Kind kind) {
    const auto covered = [&](const Terms& some, const Terms& others) {
        return std::all_of(some.begin(), some.end(), [&](const auto& term) {
            return kindOf(term.symbol) != kind || std::abs(term.power - powerOf(others, term.symbol)) < smallestPower;
        });
    };
    return covered(a, b) && covered(b, a);
}

std::string print(const Terms& terms) {
    std::string above;
    std::string below;
    for (const auto& [symbol, power] : terms) {
        const std::string shown = std::abs(power) == 1 ? symbol : symbol + "^" + formatNumber(std::abs(power));
        if (power > 0)
            above += (above.empty() ? "" : "*") + shown;
        else
            below += "/" + shown;
    }
    return (above.empty() ? "1" : above) + below;
}

class UnitParser {
public:
    explicit UnitParser(std::string_view text) : text_(text) {}

    Result<Terms> parse() {
        auto terms = product(0);
        if (!terms)
            return terms;
        if (position_ < text_.size())
            return unexpected();
        return terms;
    }

private:
    void skip() { position_ = skipBlanks(text_, position_); }

    tl::unexpected<Error> unexpected() const {
        const size_t end = position_ + std::max<size_t>(1, letterAt(text_, position_));
        if (letterAt(text_, position_) != 0)
            return fail("Words of a unit are joined by * or /, and a noun of two words by _: write emergency_purchase",
                        position_, wordEnd(text_, position_));
        return fail(fmt::format("A unit cannot hold {} here: write it as in USD/year or mile/bus/year",
                                quotedCharacter(text_, position_)),
                    position_, std::min(end, text_.size()));
    }

    Result<Terms> product(int depth) {
        auto result = factor(depth);
        while (result) {
            skip();
            const size_t times = timesAt(text_, position_);
            const bool over = holdsAt(text_, position_, "/");
            if (times == 0 && !over)
                break;
            const size_t operatorBegin = position_;
            position_ += over ? 1 : times;
            auto next = factor(depth);
            if (!next)
                return next;
            for (const auto& [symbol, power] : *next)
                addPower(*result, symbol, over ? -power : power);
            if (auto bounded = check(*result, operatorBegin); !bounded)
                return tl::unexpected(bounded.error());
        }
        return result;
    }

    Result<void> check(const Terms& terms, size_t begin) const {
        if (terms.size() > mostTerms)
            return fail(fmt::format("A unit has at most {} words", mostTerms), begin, position_);
        for (const auto& term : terms)
            if (std::abs(term.power) > highestPower)
                return fail(fmt::format("A unit's power is at most {}", highestPower), begin, position_);
        return {};
    }

    Result<Terms> factor(int depth) {
        skip();
        const size_t begin = position_;
        Terms terms;
        if (position_ >= text_.size())
            return fail("A unit is missing here: write a word, such as hour, USD or bus", begin, begin);
        if (holdsAt(text_, position_, "(")) {
            if (depth >= deepestUnit)
                return fail("The parentheses are too deep: write the unit as in mile/bus/year", begin, begin + 1);
            ++position_;
            auto inner = product(depth + 1);
            if (!inner)
                return inner;
            skip();
            if (!holdsAt(text_, position_, ")"))
                return fail("This parenthesis is not closed: add )", begin, begin + 1);
            ++position_;
            terms = std::move(*inner);
        } else if (holdsAt(text_, position_, "%")) {
            ++position_;
            terms.push_back({"%", 1});
        } else if (digitAt(text_, position_)) {
            const size_t end = wordEnd("_" + std::string(text_.substr(position_)), 0) - 1 + position_;
            if (text_.substr(position_, end - position_) != "1")
                return fail("A unit holds no number but 1, and a power such as hour^2", begin, end);
            ++position_;
        } else {
            const size_t end = wordEnd(text_, position_);
            if (end == position_)
                return unexpected();
            const std::string_view word = text_.substr(position_, end - position_);
            for (const auto& time : timeUnits)
                if (word.size() == time.first.size() + 1 && word.starts_with(time.first) && word.back() == 's')
                    return fail(fmt::format("Units are in the singular: write {}", time.first), begin, end);
            position_ = end;
            terms.push_back({std::string(word), 1});
        }
        skip();
        if (!holdsAt(text_, position_, "^"))
            return terms;
        ++position_;
        return raised(std::move(terms), begin);
    }

    Result<Terms> raised(Terms terms, size_t begin) {
        skip();
        const size_t minus = minusAt(text_, position_);
        position_ += minus;
        auto number = scanNumber(text_, position_, Comma::separatesArguments);
        if (!number)
            return fail("A unit's power is a plain number, as in hour^2", position_, position_);
        position_ = number->end;
        for (auto& term : terms)
            term.power *= minus != 0 ? -number->value : number->value;
        if (auto bounded = check(terms, begin); !bounded)
            return tl::unexpected(bounded.error());
        return terms;
    }

    std::string_view text_;
    size_t position_ = 0;
};

} // namespace

bool isMoney(std::string_view symbol) {
    return symbol.size() == 3 && std::all_of(symbol.begin(), symbol.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

double hoursIn(std::string_view symbol) {
    for (const auto& [name, hours] : timeUnits)
        if (name == symbol)
            return hours;
    return 0;
}

Unit Unit::of(std::vector<Term> terms) {
    std::erase_if(terms, [](const Term& term) { return std::abs(term.power) < smallestPower; });
    std::sort(terms.begin(), terms.end(), before);
    Unit unit;
    for (const auto& [symbol, power] : terms) {
        if (symbol == "%")
            unit.factor_ *= std::pow(0.01, power);
        else if (const double hours = hoursIn(symbol); hours > 0)
            unit.factor_ *= std::pow(hours, power);
    }
    unit.terms_ = std::move(terms);
    unit.text_ = print(unit.terms_);
    return unit;
}

double Unit::timePower() const {
    double sum = 0;
    for (const auto& [symbol, power] : terms_)
        if (kindOf(symbol) == Kind::time)
            sum += power;
    return std::abs(sum) < smallestPower ? 0 : sum;
}

bool Unit::isPlain() const { return compare(*this, Unit{}) == UnitMatch::same; }

bool operator==(const Unit& a, const Unit& b) {
    return compare(a, b) == UnitMatch::same && std::abs(a.factor_ / b.factor_ - 1) < 1e-12;
}

Result<Unit> parseUnit(std::string_view text) {
    if (auto readable = checkText(text, longestUnit); !readable)
        return tl::unexpected(readable.error());
    auto terms = UnitParser(text).parse();
    if (!terms)
        return tl::unexpected(terms.error());
    Unit unit = Unit::of(std::move(*terms));
    std::string typed;
    for (size_t position = 0; position < text.size();) {
        const size_t blank = blankAt(text, position);
        if (blank == 0)
            typed += text[position];
        position += blank == 0 ? 1 : blank;
    }
    unit.text_ = std::move(typed);
    return unit;
}

Unit product(const Unit& a, const Unit& b, double powerOfB) {
    Terms terms = a.terms_;
    for (const auto& [symbol, exponent] : b.terms_)
        addPower(terms, symbol, exponent * powerOfB);
    return Unit::of(std::move(terms));
}

Unit power(const Unit& unit, double exponent) {
    Terms terms = unit.terms_;
    for (auto& term : terms)
        term.power *= exponent;
    return Unit::of(std::move(terms));
}

UnitMatch compare(const Unit& a, const Unit& b) {
    if (std::abs(a.timePower() - b.timePower()) >= smallestPower || !alike(a.terms(), b.terms(), Kind::money))
        return UnitMatch::differs;
    return alike(a.terms(), b.terms(), Kind::noun) ? UnitMatch::same : UnitMatch::labelsDiffer;
}

Result<double> conversionFactor(const Unit& from, const Unit& to) {
    if (compare(from, to) == UnitMatch::differs)
        return fail(fmt::format("{} does not convert to {}: write the value in {}", from.text(), to.text(), to.text()));
    return from.factor() / to.factor();
}

std::string format(const Unit& unit) { return print(unit.terms()); }

bool unitBegins(std::string_view text, size_t position) {
    return letterAt(text, position) != 0 || holdsAt(text, position, "%") ||
           (holdsAt(text, position, "1/") && letterAt(text, position + 2) != 0);
}

size_t unitEnd(std::string_view text, size_t position) {
    size_t open = 0;
    const auto continues = [&](size_t next) {
        return letterAt(text, next) != 0 || holdsAt(text, next, "%") || holdsAt(text, next, "(");
    };
    while (position < text.size()) {
        if (digitAt(text, position) || letterAt(text, position) != 0) {
            position += std::max<size_t>(1, letterAt(text, position));
        } else if (holdsAt(text, position, "%") || (holdsAt(text, position, "(") && open < longestUnit)) {
            open += text[position] == '(' ? 1 : 0;
            ++position;
        } else if (holdsAt(text, position, ")") && open > 0) {
            --open;
            ++position;
        } else if (const size_t times = timesAt(text, position); times != 0 && continues(position + times)) {
            position += times;
        } else if (holdsAt(text, position, "/") && continues(position + 1)) {
            ++position;
        } else if (holdsAt(text, position, "^")) {
            const size_t number = position + 1 + minusAt(text, position + 1);
            if (!digitAt(text, number))
                break;
            position = number;
            while (digitAt(text, position) || (holdsAt(text, position, ".") && digitAt(text, position + 1)))
                ++position;
        } else {
            break;
        }
    }
    return position;
}

} // namespace tributary
