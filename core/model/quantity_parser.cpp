// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_parser.h"

#include "core/formula/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tributary {

namespace {

constexpr std::string_view howToWrite = "write a number, a range such as 8/10/15, or a form such as uniform(1, 3)";

} // namespace

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
    } else if (percentileMarkAt(text_, position_)) {
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

} // namespace tributary
