// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/formula_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

namespace tributary {

namespace {

using Terms = std::vector<FormulaTerm>;

constexpr size_t mostTerms = 64;  ///< that a product of sums is multiplied out to
constexpr size_t longestKey = 96; ///< a longer one stands by its hash, so that keys of keys do not grow

std::string keyOf(const Terms& sum) {
    std::vector<std::string> keys;
    for (const FormulaTerm& term : sum)
        keys.push_back(term.key());
    std::ranges::sort(keys);
    std::string key = fmt::format("{}", fmt::join(keys, " + "));
    return key.size() <= longestKey ? key : fmt::format("#{:x}", std::hash<std::string>()(key));
}

/// What an operation makes of its arguments, as one factor.
Terms oneFactor(const ExpressionNode& node, std::span<const Terms> arguments) {
    FormulaTerm term;
    std::vector<std::string> keys;
    for (const Terms& argument : arguments) {
        keys.push_back(keyOf(argument));
        term.moved = term.moved || std::ranges::any_of(argument, &FormulaTerm::moved);
    }
    const bool isCall = node.operation == Operation::call;
    if (isCall && (node.function == Function::minimum || node.function == Function::maximum))
        std::ranges::sort(keys);
    term.factors = {fmt::format("{} {} ({})", static_cast<int>(node.operation),
                                isCall ? static_cast<int>(node.function) : 0, fmt::join(keys, ", "))};
    return {std::move(term)};
}

/// The product of two sums, multiplied out.
Terms multiplied(Terms a, const Terms& b) {
    const size_t count = a.size();
    a.reserve(count * b.size());
    for (size_t i = 1; i < b.size(); ++i)
        std::copy_n(a.begin(), count, std::back_inserter(a));
    for (size_t i = 0; i < a.size(); ++i) {
        const FormulaTerm& by = b[i / count];
        a[i].factors.insert(a[i].factors.end(), by.factors.begin(), by.factors.end());
        a[i].moved = a[i].moved || by.moved;
        a[i].metric.reset();
    }
    return a;
}

Terms combined(const ExpressionNode& node, std::span<Terms> arguments) {
    switch (node.operation) {
    case Operation::negate:
        return std::move(arguments[0]);
    case Operation::add:
    case Operation::subtract: {
        Terms sum = std::move(arguments[0]);
        std::ranges::move(arguments[1], std::back_inserter(sum));
        return sum;
    }
    case Operation::multiply:
        return arguments[0].size() * arguments[1].size() <= mostTerms
                   ? multiplied(std::move(arguments[0]), arguments[1])
                   : oneFactor(node, arguments);
    case Operation::divide:
        return multiplied(std::move(arguments[0]), oneFactor(node, arguments.subspan(1)));
    default:
        return oneFactor(node, arguments);
    }
}

} // namespace

std::string FormulaTerm::key() const {
    std::vector<std::string> sorted = factors;
    std::ranges::sort(sorted);
    return fmt::format("{}", fmt::join(sorted, "; "));
}

std::vector<FormulaTerm> formulaTerms(const Expression& expression,
                                      const std::function<FormulaTerm(const std::string&)>& meaning) {
    std::vector<Terms> stack;
    for (const ExpressionNode& node : expression.nodes()) {
        const size_t first = stack.size() - node.arguments;
        Terms made;
        if (node.operation == Operation::number)
            made = {FormulaTerm{{fmt::format("{}", node.baseValue)}}};
        else if (node.operation == Operation::reference)
            made = {meaning(expression.references()[node.index])};
        else
            made = combined(node, std::span(stack).subspan(first));
        stack.resize(first);
        stack.push_back(std::move(made));
    }
    return std::move(stack.back());
}

} // namespace tributary
