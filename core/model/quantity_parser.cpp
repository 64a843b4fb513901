// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_parser.h"

#include "core/formula/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tributary {

namespace {

constexpr int deepestArithmetic = 100;
constexpr double largestValue = 1e100; // leaves room for sums and squares

constexpr std::string_view howToWrite = "write a number, a range such as 8/10/15, or a form such as uniform(1, 3)";

} // namespace

/// A named form: its parameters in order, of which those from `carrier` on are values in the quantity's unit up to
/// `carriers` of them; the others are plain shape numbers.
struct QuantityParser::Form {
    std::string_view name;
    std::array<std::string_view, 4> parameters;
    size_t fewest;
    size_t most;
    size_t carrier;
    size_t carriers;
    std::string_view usage;
    Result<Distribution> (*make)(std::span<const double>);
};

namespace {

std::span<const QuantityParser::Form> forms() {
    using Values = std::span<const double>;
    static const std::array<QuantityParser::Form, 6> table{{
        {"uniform",
         {"low", "high"},
         2,
         2,
         0,
         2,
         "uniform(low, high)",
         [](Values v) { return makeUniform(std::min(v[0], v[1]), std::max(v[0], v[1])); }},
        {"triangular",
         {"low", "likely", "high"},
         3,
         3,
         0,
         3,
         "triangular(low, likely, high)",
         [](Values v) { return makeTriangular(std::min(v[0], v[2]), v[1], std::max(v[0], v[2])); }},
        {"normal", {"mean", "sd"}, 2, 2, 0, 2, "normal(mean, sd)", [](Values v) { return makeNormal(v[0], v[1]); }},
        {"lognormal",
         {"mean", "sd"},
         2,
         2,
         0,
         2,
         "lognormal(mean, sd) or lognormal(median=3, sigma=0.5)",
         [](Values v) { return makeLognormal(v[0], v[1]); }},
        {"lognormal",
         {"median", "sigma"},
         2,
         2,
         0,
         1,
         "lognormal(median=3, sigma=0.5)",
         [](Values v) { return makeLognormalFromMedian(v[0], v[1]); }},
        {"beta",
         {"a", "b", "low", "high"},
         2,
         4,
         2,
         2,
         "beta(a, b) or beta(a, b, low, high)",
         [](Values v) { return v.size() == 4 ? makeBeta(v[0], v[1], v[2], v[3]) : makeBeta(v[0], v[1]); }},
    }};
    return table;
}

bool isPercentileMark(std::string_view text, size_t position) {
    return (holdsAt(text, position, "p") || holdsAt(text, position, "P")) && digitAt(text, position + 1);
}

} // namespace

bool beginsNamedForm(std::string_view text) {
    const size_t begin = skipBlanks(text, 0);
    const size_t end = wordEnd(text, begin);
    const size_t next = skipBlanks(text, end);
    if (isPercentileMark(text, begin))
        return holdsAt(text, next, "/") && isPercentileMark(text, skipBlanks(text, next + 1));
    const std::string name = lowered(text.substr(std::min(begin, text.size()), end - begin));
    const auto rows = forms();
    const bool known =
        name == "data" || std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
    return known && holdsAt(text, next, "(");
}

Result<Quantity> QuantityParser::parse() {
    if (auto readable = checkText(text_, longestQuantity); !readable)
        return tl::unexpected(readable.error());
    skip();
    if (position_ == text_.size())
        return fail(fmt::format("A value is missing: {}", howToWrite), 0, text_.size());

    const size_t wordStop = wordEnd(text_, position_);
    Result<Distribution> distribution;
    if (wordStop == position_) {
        distribution = plainForm();
    } else if (isPercentileMark(text_, position_)) {
        distribution = percentiles();
    } else {
        distribution = namedForm(wordStop);
    }
    if (!distribution)
        return tl::unexpected(std::move(distribution.error()));
    if (auto ended = ending(); !ended)
        return tl::unexpected(std::move(ended.error()));
    quantity_.distribution_ = std::move(*distribution);
    quantity_.text_ = text_;
    return std::move(quantity_);
}

void QuantityParser::skip() { position_ = skipBlanks(text_, position_); }

bool QuantityParser::plusMinusAt(size_t position) const {
    return holdsAt(text_, position, "±") || (holdsAt(text_, position, "+") && minusAt(text_, position + 1) != 0);
}

std::string QuantityParser::show(const Slot& slot) const {
    return formatNumber(slot.value) + (slot.percent ? "%" : "");
}

tl::unexpected<Error> QuantityParser::unexpected() const {
    const size_t begin = position_;
    if (begin == text_.size())
        return fail(fmt::format("The value is incomplete: {}", howToWrite), begin, begin);
    if (const size_t end = wordEnd(text_, begin); end != begin)
        return fail(
            fmt::format("A quantity holds no name such as {}: {}", text_.substr(begin, end - begin), howToWrite), begin,
            end);
    const std::string character = quotedCharacter(text_, begin);
    return fail(fmt::format("{} has no meaning here: {}", character, howToWrite), begin, begin + character.size() - 2);
}

Result<void> QuantityParser::ending() {
    const size_t valueEnd = position_;
    skip();
    if (position_ < text_.size() && unitBegins(text_, position_)) {
        if (position_ == valueEnd && letterAt(text_, position_) != 0)
            return fail("A blank stands between a number and its unit: write 12 hour", position_,
                        wordEnd(text_, position_));
        if (quantity_.unit_)
            return fail("A quantity has one unit: write it once, at the end", position_, unitEnd(text_, position_));
        const size_t end = unitEnd(text_, position_);
        auto unit = parseUnit(text_.substr(position_, end - position_));
        if (!unit) {
            Error error = std::move(unit.error());
            if (error.range)
                error.range = TextRange{error.range->begin + position_, error.range->end + position_};
            return tl::unexpected(std::move(error));
        }
        quantity_.unit_ = std::move(*unit);
        position_ = end;
        skip();
    }
    if (position_ == text_.size())
        return {};
    if (quantity_.unit_)
        return fail("A unit ends the quantity and holds no blank: write it once, at the end, as in 8/10/15 USD/hour",
                    position_, text_.size());
    return unexpected();
}

Result<QuantityParser::Slot> QuantityParser::slot(Place place) {
    skip();
    Slot result;
    result.range.begin = position_;
    auto value = sum(place, 0);
    if (!value)
        return tl::unexpected(std::move(value.error()));
    result.value = *value;
    result.range.end = position_;
    if (std::abs(result.value) > largestValue)
        return fail(fmt::format("The value is beyond {}: choose a larger unit", formatNumber(largestValue)),
                    result.range.begin, result.range.end);
    const size_t sign = skipBlanks(text_, position_);
    if (holdsAt(text_, sign, "%") && unitEnd(text_, sign) == sign + 1) {
        result.percent = true;
        position_ = sign + 1;
        result.range.end = position_;
    }
    return result;
}

Result<double> QuantityParser::sum(Place place, int depth) {
    auto result = product(place, depth);
    while (result) {
        const size_t sign = skipBlanks(text_, position_);
        const size_t minus = minusAt(text_, sign);
        if (minus == 0 && (!holdsAt(text_, sign, "+") || plusMinusAt(sign)))
            return result;
        position_ = sign + (minus != 0 ? minus : 1);
        auto next = product(place, depth);
        if (!next)
            return next;
        *result = minus != 0 ? *result - *next : *result + *next;
    }
    return result;
}

Result<double> QuantityParser::product(Place place, int depth) {
    auto result = signedNumber(place, depth);
    while (result) {
        const size_t sign = skipBlanks(text_, position_);
        const size_t times = timesAt(text_, sign);
        const bool divides = place == Place::parenthesised && holdsAt(text_, sign, "/");
        if (times == 0 && !divides)
            return result;
        position_ = sign + (divides ? 1 : times);
        skip();
        const size_t begin = position_;
        auto next = signedNumber(place, depth);
        if (!next)
            return next;
        if (divides && *next == 0)
            return fail("This divides by 0: write another divisor", begin, position_);
        *result = divides ? *result / *next : *result * *next;
        if (!std::isfinite(*result))
            return fail("The product is too large for a computer's arithmetic: choose a larger unit", begin, position_);
    }
    return result;
}

Result<double> QuantityParser::signedNumber(Place place, int depth) {
    skip();
    if (depth > deepestArithmetic)
        return fail("The arithmetic is nested too deeply: work a part of it out", position_, position_);
    const size_t minus = minusAt(text_, position_);
    if (minus != 0 || holdsAt(text_, position_, "+")) {
        position_ += minus != 0 ? minus : 1;
        auto value = signedNumber(place, depth + 1);
        return value && minus != 0 ? Result<double>(-*value) : value;
    }
    if (holdsAt(text_, position_, "(")) {
        const size_t begin = position_++;
        auto value = sum(Place::parenthesised, depth + 1);
        if (!value)
            return value;
        skip();
        if (position_ == text_.size())
            return fail("This parenthesis is not closed: add )", begin, begin + 1);
        if (holdsAt(text_, position_, ","))
            return fail("A comma separates the arguments of a form: write thousands in parentheses without it, 1000",
                        position_, position_ + 1);
        if (!holdsAt(text_, position_, ")"))
            return holdsAt(text_, position_, "%")
                       ? fail("% ends a whole number and stands outside parentheses: write 30%", position_,
                              position_ + 1)
                       : unexpected();
        ++position_;
        return value;
    }
    if (!digitAt(text_, position_) && !(holdsAt(text_, position_, ".") && digitAt(text_, position_ + 1)))
        return unexpected();
    const auto number =
        scanNumber(text_, position_, place == Place::open ? Comma::groupsThousands : Comma::separatesArguments);
    if (!number)
        return tl::unexpected(number.error());
    position_ = number->end;
    return number->value;
}

Result<void> QuantityParser::takePercent(std::span<const Slot> carriers, Percent rule) {
    const auto count =
        static_cast<size_t>(std::count_if(carriers.begin(), carriers.end(), [](const Slot& s) { return s.percent; }));
    if (count == 0)
        return {};
    // `30/45/60%` reads as a unit at the end of the form.
    const bool last = count == 1 && carriers.back().percent && rule == Percent::onceAtEnd;
    if (count != carriers.size() && !last) {
        const auto bare = std::find_if(carriers.begin(), carriers.end(), [](const Slot& s) { return !s.percent; });
        return fail("Some of the numbers have a % and some have none: write it after each number", bare->range.begin,
                    bare->range.end);
    }
    quantity_.unit_ = *parseUnit("%");
    return {};
}

Result<Distribution> QuantityParser::plainForm() {
    auto first = slot(Place::open);
    if (!first)
        return tl::unexpected(std::move(first.error()));
    const size_t next = skipBlanks(text_, position_);
    if (plusMinusAt(next))
        return plusMinus(*first);
    if (holdsAt(text_, next, ".."))
        return interval(*first);
    if (holdsAt(text_, next, "/"))
        return slashes({*first});
    if (auto taken = takePercent(std::span(&*first, 1), Percent::onceAtEnd); !taken)
        return tl::unexpected(std::move(taken.error()));
    return Constant{first->value};
}

Result<Distribution> QuantityParser::slashes(std::vector<Slot> slots) {
    const size_t begin = slots.front().range.begin;
    size_t slash = skipBlanks(text_, position_);
    while (holdsAt(text_, slash, "/")) {
        position_ = slash + 1;
        auto next = slot(Place::open);
        if (!next)
            return tl::unexpected(std::move(next.error()));
        slots.push_back(std::move(*next));
        slash = skipBlanks(text_, position_);
    }
    const size_t end = slots.back().range.end;
    if (slots.size() == 2) {
        const std::string a = show(slots[0]);
        const std::string b = show(slots[1]);
        const std::string middle = show(Slot{(slots[0].value + slots[1].value) / 2, slots[1].percent, {}, {}});
        return fail(
            fmt::format(
                "{0}/{1} can be read in two ways: write ({2}/{3}) to divide, or low/likely/high for a range, as in "
                "{0}/{4}/{1}",
                a, b, formatNumber(slots[0].value), formatNumber(slots[1].value), middle),
            begin, end);
    }
    if (slots.size() != 3)
        return fail(
            fmt::format("A range has three numbers, low/likely/high, and here are {}: write 8/10/15", slots.size()),
            begin, end);
    if (auto taken = takePercent(slots, Percent::onceAtEnd); !taken)
        return tl::unexpected(std::move(taken.error()));
    if (auto inOrder = ordered(slots); !inOrder)
        return tl::unexpected(std::move(inOrder.error()));
    return makePert(std::min(slots[0].value, slots[2].value), slots[1].value, std::max(slots[0].value, slots[2].value));
}

Result<void> QuantityParser::ordered(std::span<const Slot> slots) const {
    const Slot& low = slots[0];
    const Slot& likely = slots[1];
    const Slot& high = slots[2];
    const bool above = likely.value > std::max(low.value, high.value);
    const bool below = likely.value < std::min(low.value, high.value);
    if (!above && !below)
        return {};
    std::vector<Slot> sorted(slots.begin(), slots.end());
    std::sort(sorted.begin(), sorted.end(), [](const Slot& a, const Slot& b) { return a.value < b.value; });
    if (low.value > high.value && sorted.back().value <= 0)
        std::reverse(sorted.begin(), sorted.end());
    const std::string order =
        fmt::format("Write them in order: {} / {} / {}", show(sorted[0]), show(sorted[1]), show(sorted[2]));
    if (above)
        return fail(fmt::format("High, {}, is below likely, {}. {}", show(high), show(likely), order), high.range.begin,
                    high.range.end);
    const bool rising = low.value <= high.value;
    return fail(fmt::format("Likely, {}, is below {}, {}. {}", show(likely), rising ? "low" : "high",
                            show(rising ? low : high), order),
                likely.range.begin, likely.range.end);
}

Result<Distribution> QuantityParser::interval(const Slot& first) {
    position_ = skipBlanks(text_, position_) + 2;
    auto second = slot(Place::open);
    if (!second)
        return tl::unexpected(std::move(second.error()));
    const std::array<Slot, 2> ends{first, *second};
    if (auto taken = takePercent(ends, Percent::onceAtEnd); !taken)
        return tl::unexpected(std::move(taken.error()));
    return makeNormalFromRange(std::min(first.value, second->value), std::max(first.value, second->value));
}

Result<Distribution> QuantityParser::plusMinus(const Slot& first) {
    const size_t sign = skipBlanks(text_, position_);
    position_ = sign + (holdsAt(text_, sign, "+") ? 1 + minusAt(text_, sign + 1) : std::string_view("±").size());
    auto half = slot(Place::open);
    if (!half)
        return tl::unexpected(std::move(half.error()));
    if (half->value < 0)
        return fail(fmt::format("The half width after ± is not negative: write {}", formatNumber(-half->value)),
                    half->range.begin, half->range.end);
    const std::array<Slot, 2> parts{first, *half};
    if (auto taken = takePercent(parts, Percent::onceAtEnd); !taken)
        return tl::unexpected(std::move(taken.error()));
    return makeNormalFromRange(first.value - half->value, first.value + half->value);
}

Result<std::vector<QuantityParser::Slot>> QuantityParser::arguments(size_t opening) {
    position_ = opening + 1;
    std::vector<Slot> slots;
    skip();
    if (holdsAt(text_, position_, ")")) {
        ++position_;
        return slots;
    }
    while (true) {
        skip();
        std::string name;
        if (const size_t end = wordEnd(text_, position_); end != position_) {
            const size_t equals = skipBlanks(text_, end);
            if (!holdsAt(text_, equals, "="))
                return unexpected();
            name = lowered(text_.substr(position_, end - position_));
            position_ = equals + 1;
        }
        auto next = slot(Place::parenthesised);
        if (!next)
            return tl::unexpected(std::move(next.error()));
        next->name = std::move(name);
        slots.push_back(std::move(*next));
        skip();
        if (position_ == text_.size())
            return fail("This parenthesis is not closed: add )", opening, opening + 1);
        const bool last = holdsAt(text_, position_, ")");
        if (!last && !holdsAt(text_, position_, ","))
            return unitBegins(text_, position_)
                       ? fail("A unit stands once, after the closing parenthesis: write uniform(1, 3) hour", position_,
                              unitEnd(text_, position_))
                       : unexpected();
        ++position_;
        if (last)
            return slots;
    }
}

Result<Distribution> QuantityParser::percentiles() {
    constexpr std::string_view usage = "write p5/p50/p95(8, 10, 15), or another pair such as p10/p50/p90";
    const size_t begin = position_;
    std::array<int, 3> levels{};
    for (size_t i = 0; i < levels.size(); ++i) {
        skip();
        if (i > 0) {
            if (!holdsAt(text_, position_, "/"))
                return fail(fmt::format("Three percentiles are needed: {}", usage), begin, position_);
            ++position_;
            skip();
        }
        if (!holdsAt(text_, position_, "p") && !holdsAt(text_, position_, "P"))
            return fail(fmt::format("A percentile is missing here: {}", usage), position_, position_);
        size_t digits = ++position_;
        while (digitAt(text_, position_) && position_ - digits < 3)
            levels[i] = levels[i] * 10 + (text_[position_++] - '0');
    }
    const size_t levelsEnd = position_;
    if (levels[0] < 1 || levels[0] > 49 || levels[1] != 50 || levels[2] != 100 - levels[0])
        return fail(fmt::format("The percentiles lie evenly about p50: {}", usage), begin, levelsEnd);
    skip();
    if (!holdsAt(text_, position_, "("))
        return fail(fmt::format("The three values are missing: {}", usage), position_, position_);
    auto slots = arguments(position_);
    if (!slots)
        return tl::unexpected(std::move(slots.error()));
    const bool named = std::any_of(slots->begin(), slots->end(), [](const Slot& s) { return !s.name.empty(); });
    if (slots->size() != 3 || named)
        return fail(fmt::format("Three plain values are needed: {}", usage), levelsEnd, position_);
    if (auto taken = takePercent(*slots, Percent::onEach); !taken)
        return tl::unexpected(std::move(taken.error()));
    for (size_t i = 1; i < 3; ++i)
        if ((*slots)[i].value <= (*slots)[i - 1].value)
            return fail(fmt::format("p{}, {}, is not above p{}, {}: write them rising", levels[i], show((*slots)[i]),
                                    levels[i - 1], show((*slots)[i - 1])),
                        (*slots)[i].range.begin, (*slots)[i].range.end);
    auto metalog = metalogFromPercentiles(levels[0] / 100.0, (*slots)[0].value, (*slots)[1].value, (*slots)[2].value);
    if (!metalog)
        return fail(metalog.error().message, levelsEnd, position_);
    return Distribution(*metalog);
}

Result<Distribution> QuantityParser::namedForm(size_t nameEnd) {
    const size_t begin = position_;
    const size_t opening = skipBlanks(text_, nameEnd);
    const std::string name = lowered(text_.substr(begin, nameEnd - begin));
    if (!holdsAt(text_, opening, "("))
        return unexpected();
    if (name == "data")
        return series(opening);
    std::vector<const Form*> candidates;
    for (const Form& form : forms())
        if (form.name == name)
            candidates.push_back(&form);
    if (candidates.empty())
        return fail(
            fmt::format(
                "There is no form {}: the forms are p5/p50/p95, uniform, triangular, normal, lognormal, beta, data",
                name),
            begin, nameEnd);
    auto slots = arguments(opening);
    if (!slots)
        return tl::unexpected(std::move(slots.error()));
    const auto named =
        static_cast<size_t>(std::count_if(slots->begin(), slots->end(), [](const Slot& s) { return !s.name.empty(); }));
    if (slots->size() < candidates.front()->fewest || slots->size() > candidates.front()->most ||
        (name == "beta" && slots->size() == 3))
        return fail(fmt::format("{} has {} number{} here: write {}", name, slots->size(), slots->size() == 1 ? "" : "s",
                                candidates.front()->usage),
                    opening, position_);
    if (named == 0)
        return build(*candidates.front(), std::move(*slots), opening);
    if (named == slots->size()) {
        for (const Form* form : candidates) {
            std::vector<Slot> inOrder;
            for (const std::string_view parameter : form->parameters)
                for (const Slot& slot : *slots)
                    if (!parameter.empty() && slot.name == parameter && inOrder.size() < slots->size())
                        inOrder.push_back(slot);
            const bool each = inOrder.size() == slots->size() &&
                              std::adjacent_find(inOrder.begin(), inOrder.end(), [](const Slot& a, const Slot& b) {
                                  return a.name == b.name;
                              }) == inOrder.end();
            if (each)
                return build(*form, std::move(inOrder), opening);
        }
    }
    return fail(fmt::format("These names do not fit: write {}", candidates.front()->usage), opening, position_);
}

Result<Distribution> QuantityParser::build(const Form& form, std::vector<Slot> slots, size_t begin) {
    std::vector<double> values;
    for (size_t i = 0; i < slots.size(); ++i) {
        const bool carries = i >= form.carrier && i < form.carrier + form.carriers;
        if (slots[i].percent && !carries)
            return fail(fmt::format("{} is a plain number: write it without %", form.parameters[i]),
                        slots[i].range.begin, slots[i].range.end);
        values.push_back(slots[i].value);
    }
    const std::span<const Slot> all = slots;
    const size_t carrierEnd = std::min(slots.size(), form.carrier + form.carriers);
    const size_t carrierBegin = std::min(form.carrier, carrierEnd);
    if (auto taken = takePercent(all.subspan(carrierBegin, carrierEnd - carrierBegin), Percent::onEach); !taken)
        return tl::unexpected(std::move(taken.error()));
    if (form.name == "triangular")
        if (auto inOrder = ordered(all); !inOrder)
            return tl::unexpected(std::move(inOrder.error()));
    auto made = form.make(values);
    if (!made)
        return fail(made.error().message, begin, position_);
    return made;
}

Result<Distribution> QuantityParser::series(size_t opening) {
    const size_t closing = text_.find(')', opening);
    if (closing == std::string_view::npos)
        return fail("This parenthesis is not closed: add )", opening, opening + 1);
    const size_t first = skipBlanks(text_, opening + 1);
    size_t last = first;
    for (size_t at = first; at < closing;) {
        const size_t blank = blankAt(text_, at);
        at += blank == 0 ? 1 : blank;
        last = blank == 0 ? at : last;
    }
    if (first >= closing)
        return fail("The name of the series is missing: write data(NAME)", opening, closing + 1);
    quantity_.data_ = std::string(text_.substr(first, last - first));
    position_ = closing + 1;
    return Distribution(Empirical{});
}

} // namespace tributary
