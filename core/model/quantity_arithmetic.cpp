// SPDX-License-Identifier: GPL-3.0-or-later
// The plain numbers of a quantity: sums, products and parentheses, worked out as they are read.
#include "core/formula/characters.h"
#include "core/model/quantity_parser.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace tributary {

namespace {

constexpr int deepestArithmetic = 100;
constexpr double largestValue = 1e100; // leaves room for sums and squares

} // namespace

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

} // namespace tributary
