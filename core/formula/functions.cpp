// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/functions.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tributary {

namespace {

constexpr std::size_t many = 100;

constexpr std::array<FunctionEntry, 12> table{{
    {Function::minimum, "min", 2, many, UnitRule::alike, "min(a, b, ...)", "The smallest of its values."},
    {Function::maximum, "max", 2, many, UnitRule::alike, "max(a, b, ...)", "The largest of its values."},
    {Function::absolute, "abs", 1, 1, UnitRule::alike, "abs(x)", "The value without its sign."},
    {Function::squareRoot, "sqrt", 1, 1, UnitRule::halved, "sqrt(x)", "The square root."},
    {Function::exponential, "exp", 1, 1, UnitRule::plain, "exp(x)", "e to the power of x."},
    {Function::naturalLogarithm, "ln", 1, 1, UnitRule::plain, "ln(x)", "The logarithm to base e."},
    {Function::decimalLogarithm, "log10", 1, 1, UnitRule::plain, "log10(x)", "The logarithm to base 10."},
    {Function::round, "round", 1, 1, UnitRule::countable, "round(x)", "The nearest whole number, halves away from 0."},
    {Function::floor, "floor", 1, 1, UnitRule::countable, "floor(x)", "The next whole number down."},
    {Function::ceiling, "ceil", 1, 1, UnitRule::countable, "ceil(x)", "The next whole number up."},
    {Function::conditional, "if", 3, 3, UnitRule::alike, "if(a < b, x, y)",
     "x where the comparison holds, else y; comparisons are < <= > >= = <>."},
    {Function::clamp, "clamp", 3, 3, UnitRule::alike, "clamp(x, low, high)",
     "x, but not below low and not above high."},
}};

// A value that is no number is passed on, so that its trial is counted and never hidden.
double smaller(double a, double b) { return b < a || std::isnan(b) ? b : a; }

double larger(double a, double b) { return b > a || std::isnan(b) ? b : a; }

} // namespace

std::span<const FunctionEntry> functions() { return table; }

const FunctionEntry& entry(Function function) { return table[static_cast<std::size_t>(function)]; }

const FunctionEntry* findFunction(std::string_view name) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == name; });
    return found == table.end() ? nullptr : &*found;
}

double apply(Function function, std::span<const double> arguments) {
    const double first = arguments[0];
    switch (function) {
    case Function::minimum: {
        double result = first;
        for (const double argument : arguments.subspan(1))
            result = smaller(result, argument);
        return result;
    }
    case Function::maximum: {
        double result = first;
        for (const double argument : arguments.subspan(1))
            result = larger(result, argument);
        return result;
    }
    case Function::absolute:
        return std::abs(first);
    case Function::squareRoot:
        return std::sqrt(first);
    case Function::exponential:
        return std::exp(first);
    case Function::naturalLogarithm:
        return std::log(first);
    case Function::decimalLogarithm:
        return std::log10(first);
    case Function::round:
        return std::round(first);
    case Function::floor:
        return std::floor(first);
    case Function::ceiling:
        return std::ceil(first);
    case Function::conditional:
        return first != 0 ? arguments[1] : arguments[2];
    case Function::clamp:
        return smaller(larger(first, arguments[1]), arguments[2]);
    }
    return first;
}

} // namespace tributary
