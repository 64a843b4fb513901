// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/override_value.h"

#include "core/formula/characters.h"
#include "core/formula/number.h"

#include <utility>

namespace tributary {

namespace {

constexpr std::string_view howToSign = "A sign in front takes one number, as in -5%, +2 points or +3 hour; a negative "
                                       "value or range is set with =, as in = -5";

Result<Quantity> quantityFrom(std::string_view text, size_t begin) {
    auto quantity = Quantity::parse(text.substr(begin));
    if (!quantity && quantity.error().range) {
        TextRange& range = *quantity.error().range;
        range = {range.begin + begin, range.end + begin};
    }
    return quantity;
}

Result<OverrideValue> signedChange(std::string_view text, size_t begin) {
    const size_t minus = minusAt(text, begin);
    const size_t numberBegin = skipBlanks(text, begin + (minus != 0 ? minus : 1));
    if (!digitAt(text, numberBegin) && !holdsAt(text, numberBegin, "."))
        return fail(std::string(howToSign), begin, std::min(numberBegin + 1, text.size()));
    const auto number = scanNumber(text, numberBegin, Comma::groupsThousands);
    if (!number)
        return tl::unexpected(number.error());

    OverrideValue result;
    result.kind = OverrideValue::Kind::add;
    result.amount = minus != 0 ? -number->value : number->value;
    size_t end = number->end;
    if (const size_t unitBegin = skipBlanks(text, end); unitBegin < text.size() && unitBegins(text, unitBegin)) {
        if (unitBegin == end && !holdsAt(text, end, "%"))
            return fail("A blank stands between a number and its unit: write +3 hour", unitBegin, text.size());
        end = unitEnd(text, unitBegin);
        auto unit = parseUnit(text.substr(unitBegin, end - unitBegin));
        if (!unit) {
            Error error = std::move(unit.error());
            if (error.range)
                error.range = TextRange{error.range->begin + unitBegin, error.range->end + unitBegin};
            return tl::unexpected(std::move(error));
        }
        if (unit->text() == "%") {
            result.kind = OverrideValue::Kind::relative;
            result.change = result.amount / 100;
            result.amount = 0;
        } else {
            result.unit = std::move(*unit);
        }
    }
    const size_t rest = skipBlanks(text, end);
    if (rest != text.size())
        return fail(std::string(howToSign), rest, text.size());
    return result;
}

} // namespace

Result<OverrideValue> OverrideValue::parse(std::string_view text) {
    if (auto readable = checkText(text, longestQuantity); !readable)
        return tl::unexpected(readable.error());
    const size_t begin = skipBlanks(text, 0);
    Result<OverrideValue> result;
    if (minusAt(text, begin) != 0 || holdsAt(text, begin, "+")) {
        result = signedChange(text, begin);
    } else {
        auto quantity = quantityFrom(text, holdsAt(text, begin, "=") ? begin + 1 : 0);
        if (!quantity)
            return tl::unexpected(std::move(quantity.error()));
        result->quantity = std::move(*quantity);
    }
    if (result)
        result->text = text;
    return result;
}

Result<double> amountIn(const OverrideValue& value, const Unit& field) {
    if (!value.unit)
        return value.amount;
    return factorBetween(*value.unit, field).map([&](double factor) { return factor * value.amount; });
}

} // namespace tributary
