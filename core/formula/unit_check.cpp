// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/unit_check.h"

#include "core/formula/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace tributary {

namespace {

struct Part {
    Unit unit;
    TextRange range;
    std::optional<double> constant; ///< value in base units, if it holds no reference
    bool bareZero = false;          ///< a plain 0, which stands for 0 of any unit
};

bool isBareNumber(const Part& part) { return part.constant && part.unit.terms().empty(); }

/// Words for a unit in a message.
std::string shown(const Unit& unit) { return unit.terms().empty() ? "a number without unit" : format(unit); }

/// Tells what turns nouns of `from` into those of `to`: "Multiply it by 1 bus/breakdown, or correct the unit."
std::string mend(const Unit& from, const Unit& to) {
    Unit nouns;
    const Unit missing = to / from;
    bool above = false;
    for (const auto& [symbol, exponent] : missing.terms()) {
        if (symbol == "%" || hoursIn(symbol) > 0 || isMoney(symbol))
            continue;
        above = above || exponent > 0;
        nouns = nouns * power(*parseUnit(symbol), exponent);
    }
    return above ? fmt::format("Multiply it by 1 {}, or correct the unit.", format(nouns))
                 : fmt::format("Divide it by 1 {}, or correct the unit.", format(power(nouns, -1)));
}

class UnitChecker {
public:
    UnitChecker(const Expression& expression, const UnitLookup& unitOf) : expression_(expression), unitOf_(unitOf) {}

    Result<UnitOutcome> run(const Unit* field) {
        for (const ExpressionNode& node : expression_.nodes()) {
            auto part = node.arguments == 0 ? leaf(node) : inner(node);
            if (!part)
                return tl::unexpected(part.error());
            if (part->unit.terms().size() > mostTerms)
                return fail(
                    fmt::format("The unit of this has more than {} words: divide by a constant of the same unit "
                                "first",
                                mostTerms),
                    node.range.begin, node.range.end);
            for (const auto& term : part->unit.terms())
                if (std::abs(term.power) > highestPower)
                    return fail(
                        fmt::format("The unit {} has a power above {}: divide by a constant of the same unit first",
                                    format(part->unit), highestPower),
                        node.range.begin, node.range.end);
            part->range = node.range;
            stack_.resize(stack_.size() - node.arguments);
            stack_.push_back(std::move(*part));
        }
        Part& whole = stack_.back();
        if (field != nullptr && !whole.bareZero) {
            const UnitMatch match = compare(whole.unit, *field);
            if (match == UnitMatch::differs)
                return fail(fmt::format("The formula gives {}, but {} is wanted: check the units it is made of",
                                        shown(whole.unit), shown(*field)),
                            whole.range.begin, whole.range.end);
            if (match == UnitMatch::labelsDiffer)
                notes_.push_back(
                    {fmt::format("The formula gives {}, but {} is wanted", shown(whole.unit), shown(*field)),
                     mend(whole.unit, *field), whole.range});
        }
        return UnitOutcome{std::move(whole.unit), std::move(notes_)};
    }

private:
    Result<Part> leaf(const ExpressionNode& node) const {
        if (node.operation == Operation::number) {
            const Unit& unit = expression_.literalUnits()[node.index];
            return Part{unit, node.range, node.baseValue, node.value == 0 && unit.terms().empty()};
        }
        const std::string& name = expression_.references()[node.index];
        const Unit* unit = unitOf_(name);
        if (unit == nullptr)
            return fail(fmt::format("No metric or input is called {}: check its name, or add it", name),
                        node.range.begin, node.range.end);
        return Part{*unit, node.range, std::nullopt, false};
    }

    const Part& argument(const ExpressionNode& node, size_t i) const {
        return stack_[stack_.size() - node.arguments + i];
    }

    Result<Part> inner(const ExpressionNode& node) {
        const Part& a = argument(node, 0);
        switch (node.operation) {
        case Operation::negate:
            return Part{a.unit, {}, a.constant ? std::optional(-*a.constant) : std::nullopt, a.bareZero};
        case Operation::add:
        case Operation::subtract:
            return sum(node, a, argument(node, 1));
        case Operation::multiply:
        case Operation::divide: {
            const Part& b = argument(node, 1);
            const bool times = node.operation == Operation::multiply;
            std::optional<double> constant;
            if (a.constant && b.constant)
                constant = times ? *a.constant * *b.constant : *a.constant / *b.constant;
            return Part{times ? a.unit * b.unit : a.unit / b.unit, {}, constant, false};
        }
        case Operation::power:
            return raise(a, argument(node, 1));
        case Operation::call:
            return call(node);
        default: { // comparisons
            if (auto fits = match(a, argument(node, 1), "compared with"); !fits)
                return tl::unexpected(fits.error());
            return Part{};
        }
        }
    }

    Result<Part> sum(const ExpressionNode& node, const Part& a, const Part& b) {
        const bool plus = node.operation == Operation::add;
        if (auto fits = match(a, b, plus ? "added to" : "subtracted from"); !fits)
            return tl::unexpected(fits.error());
        std::optional<double> constant;
        if (a.constant && b.constant)
            constant = plus ? *a.constant + *b.constant : *a.constant - *b.constant;
        return Part{a.bareZero ? b.unit : a.unit, {}, constant, a.bareZero && b.bareZero};
    }

    /// Holds `b` against `a`: an error if time or money differ, a note if nouns do.
    Result<void> match(const Part& a, const Part& b, std::string_view how) {
        if (a.bareZero || b.bareZero)
            return {};
        const UnitMatch found = compare(a.unit, b.unit);
        if (found == UnitMatch::differs) {
            const bool bareA = isBareNumber(a);
            if (bareA || isBareNumber(b)) {
                const Part& bare = bareA ? a : b;
                const Unit& other = bareA ? b.unit : a.unit;
                return fail(fmt::format("A number without unit cannot be {} {}: write it with its unit, {} {}", how,
                                        format(other), formatNumber(*bare.constant), format(other)),
                            bare.range.begin, bare.range.end);
            }
            const bool unitFirst = how == "compared with";
            return fail(fmt::format("{} cannot be {} {}: multiply one of them by a constant with the missing unit",
                                    shown(unitFirst ? a.unit : b.unit), how, shown(unitFirst ? b.unit : a.unit)),
                        b.range.begin, b.range.end);
        }
        if (found == UnitMatch::labelsDiffer)
            notes_.push_back(
                {fmt::format("{} does not match {}", shown(b.unit), shown(a.unit)), mend(b.unit, a.unit), b.range});
        noteScaled(a, b.unit);
        noteScaled(b, a.unit);
        return {};
    }

    /// Notes a number without unit that stands for far more beside a share or times by time: 5 is 500 %.
    void noteScaled(const Part& bare, const Unit& other) {
        if (!isBareNumber(bare) || other.terms().empty() || other.factor() == 1)
            return;
        const double value = *bare.constant;
        const bool isShare = other.terms().size() == 1 && other.terms().front().symbol == "%";
        if (value == 0 || (isShare && std::abs(value) <= 1))
            return;
        const std::string taken = fmt::format("{} {}", formatRounded(value / other.factor(), 4), format(other));
        const std::string typed = fmt::format("{} {}", formatNumber(value), format(other));
        notes_.push_back({fmt::format("{} has no unit and is taken as {}", formatNumber(value), taken),
                          fmt::format("Write {}, or {} if that is meant.", typed, taken), bare.range});
    }

    Result<void> plain(const Part& part, std::string_view what, std::string_view instead) {
        const UnitMatch found = compare(part.unit, Unit{});
        if (found == UnitMatch::differs)
            return fail(fmt::format("{} is a number without unit, not {}: {}", what, format(part.unit), instead),
                        part.range.begin, part.range.end);
        if (found == UnitMatch::labelsDiffer)
            notes_.push_back({fmt::format("{} is a number without unit, not {}", what, format(part.unit)),
                              mend(part.unit, Unit{}), part.range});
        return {};
    }

    Result<Part> raise(const Part& base, const Part& exponent) {
        if (auto fits = plain(exponent, "An exponent", fmt::format("divide it by 1 {}", format(exponent.unit))); !fits)
            return tl::unexpected(fits.error());
        std::optional<double> constant;
        if (base.constant && exponent.constant)
            constant = std::pow(*base.constant, *exponent.constant);
        if (base.unit.terms().empty())
            return Part{Unit{}, {}, constant, false};
        if (exponent.constant && std::abs(*exponent.constant) <= highestPower)
            return Part{power(base.unit, *exponent.constant), {}, constant, false};
        const std::string instead =
            fmt::format("divide it by a constant of its own unit, as in (x / (1 {})) ^ e", format(base.unit));
        if (auto fits = plain(base, "The base of a varying or large exponent", instead); !fits)
            return tl::unexpected(fits.error());
        return Part{Unit{}, {}, constant, false};
    }

    Result<Part> call(const ExpressionNode& node) {
        const FunctionEntry& row = entry(node.function);
        const Part& first = argument(node, 0);
        const std::string what = fmt::format("The argument of {}", row.name);
        switch (row.units) {
        case UnitRule::halved:
            return Part{power(first.unit, 0.5), {}, std::nullopt, false};
        case UnitRule::plain:
            if (auto fits = plain(first, what, fmt::format("divide it by 1 {}", format(first.unit))); !fits)
                return tl::unexpected(fits.error());
            return Part{};
        case UnitRule::countable:
            for (const auto& term : first.unit.terms())
                if (hoursIn(term.symbol) > 0)
                    return fail(fmt::format("{} counts whole things, and {} holds a time: divide it by 1 {} first",
                                            what, format(first.unit), format(first.unit)),
                                first.range.begin, first.range.end);
            return Part{first.unit, {}, std::nullopt, false};
        case UnitRule::alike:
            break;
        }
        // The first argument that is not a bare 0 tells the unit; the condition of `if` was checked by itself.
        const size_t begin = node.function == Function::conditional ? 1 : 0;
        size_t leading = begin;
        while (leading + 1 < node.arguments && argument(node, leading).bareZero)
            ++leading;
        for (size_t i = leading + 1; i < node.arguments; ++i)
            if (auto fits = match(argument(node, leading), argument(node, i), "compared with"); !fits)
                return tl::unexpected(fits.error());
        return Part{argument(node, leading).unit, {}, std::nullopt, argument(node, leading).bareZero};
    }

    const Expression& expression_;
    const UnitLookup& unitOf_;
    std::vector<Part> stack_;
    std::vector<UnitNote> notes_;
};

} // namespace

Result<UnitOutcome> checkUnits(const Expression& expression, const UnitLookup& unitOf) {
    return UnitChecker(expression, unitOf).run(nullptr);
}

Result<UnitOutcome> checkUnits(const Expression& expression, const UnitLookup& unitOf, const Unit& field) {
    return UnitChecker(expression, unitOf).run(&field);
}

} // namespace tributary
