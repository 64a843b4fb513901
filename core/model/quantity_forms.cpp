// SPDX-License-Identifier: GPL-3.0-or-later
// The named forms of a quantity: percentiles, uniform, triangular, normal, lognormal, beta and data.
#include "core/formula/characters.h"
#include "core/model/quantity_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tributary {

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

} // namespace

bool QuantityParser::percentileMarkAt(std::string_view text, size_t position) {
    return (holdsAt(text, position, "p") || holdsAt(text, position, "P")) && digitAt(text, position + 1);
}

bool beginsNamedForm(std::string_view text) {
    const size_t begin = skipBlanks(text, 0);
    const size_t end = wordEnd(text, begin);
    const size_t next = skipBlanks(text, end);
    if (QuantityParser::percentileMarkAt(text, begin))
        return holdsAt(text, next, "/") && QuantityParser::percentileMarkAt(text, skipBlanks(text, next + 1));
    const std::string name = lowered(text.substr(std::min(begin, text.size()), end - begin));
    const auto rows = forms();
    const bool known =
        name == "data" || std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
    return known && holdsAt(text, next, "(");
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
