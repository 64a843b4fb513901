// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/expression.h"

#include "core/formula/number.h"
#include "core/formula/parser.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary {

namespace {

/// How tightly an operation binds; an argument that binds less needs parentheses.
enum Binding { comparing, adding, multiplying, signing, raising, standingAlone };

struct OperatorText {
    std::string_view text;
    Binding binding;
};

OperatorText operatorText(Operation operation) {
    switch (operation) {
    case Operation::add:
        return {" + ", adding};
    case Operation::subtract:
        return {" - ", adding};
    case Operation::multiply:
        return {" * ", multiplying};
    case Operation::divide:
        return {" / ", multiplying};
    case Operation::power:
        return {" ^ ", raising};
    case Operation::less:
        return {" < ", comparing};
    case Operation::lessOrEqual:
        return {" <= ", comparing};
    case Operation::greater:
        return {" > ", comparing};
    case Operation::greaterOrEqual:
        return {" >= ", comparing};
    case Operation::equal:
        return {" = ", comparing};
    case Operation::notEqual:
        return {" <> ", comparing};
    case Operation::negate:
        return {"-", signing};
    case Operation::number:
    case Operation::reference:
    case Operation::call:
        break;
    }
    return {"", standingAlone};
}

struct Printed {
    std::string text;
    Binding binding = standingAlone;
};

void enclose(Printed& part, Binding least) {
    if (part.binding < least)
        part.text = "(" + part.text + ")";
}

std::string printNumber(double value, const Unit& unit) {
    const std::string number = formatNumber(value);
    if (unit.terms().empty())
        return number;
    return unit.text() == "%" ? number + "%" : number + " " + unit.text();
}

double calculate(const ExpressionNode& node, std::span<const double> arguments) {
    const double a = arguments.empty() ? 0 : arguments[0];
    const double b = arguments.size() < 2 ? 0 : arguments[1];
    switch (node.operation) {
    case Operation::negate:
        return -a;
    case Operation::add:
        return a + b;
    case Operation::subtract:
        return a - b;
    case Operation::multiply:
        return a * b;
    case Operation::divide:
        return a / b;
    case Operation::power:
        return std::pow(a, b);
    case Operation::less:
        return a < b ? 1 : 0;
    case Operation::lessOrEqual:
        return a <= b ? 1 : 0;
    case Operation::greater:
        return a > b ? 1 : 0;
    case Operation::greaterOrEqual:
        return a >= b ? 1 : 0;
    case Operation::equal:
        return a == b ? 1 : 0;
    case Operation::notEqual:
        return a != b ? 1 : 0;
    case Operation::call:
        return apply(node.function, arguments);
    case Operation::number:
    case Operation::reference:
        break;
    }
    return 0;
}

} // namespace

Expression::Expression() : nodes_(1), literalUnits_(1) { nodes_[0].range = {0, 1}; }

bool operator==(const Expression& a, const Expression& b) {
    const auto same = [&](const ExpressionNode& x, const ExpressionNode& y) {
        if (x.operation != y.operation || x.arguments != y.arguments)
            return false;
        switch (x.operation) {
        case Operation::number:
            return x.value == y.value && a.literalUnits_[x.index] == b.literalUnits_[y.index];
        case Operation::reference:
            return a.references_[x.index] == b.references_[y.index];
        case Operation::call:
            return x.function == y.function;
        default:
            return true;
        }
    };
    return std::equal(a.nodes_.begin(), a.nodes_.end(), b.nodes_.begin(), b.nodes_.end(), same);
}

std::string format(const Expression& expression) {
    std::vector<Printed> stack;
    for (const ExpressionNode& node : expression.nodes()) {
        if (node.operation == Operation::number) {
            stack.push_back({printNumber(node.value, expression.literalUnits()[node.index])});
            continue;
        }
        if (node.operation == Operation::reference) {
            stack.push_back({formatReference(expression.references()[node.index])});
            continue;
        }
        const size_t first = stack.size() - node.arguments;
        if (node.operation == Operation::call) {
            std::string text{entry(node.function).name};
            for (size_t i = first; i < stack.size(); ++i)
                text += (i == first ? "(" : ", ") + stack[i].text;
            stack.resize(first);
            stack.push_back({text + ")"});
            continue;
        }
        const auto [sign, binding] = operatorText(node.operation);
        if (node.operation == Operation::negate) {
            enclose(stack.back(), signing);
            stack.back() = {"-" + stack.back().text, signing};
            continue;
        }
        Printed right = std::move(stack.back());
        stack.pop_back();
        Printed& left = stack.back();
        // A power takes only what stands alone on its left and anything signed on its right; the others lean left.
        enclose(left, binding == raising ? standingAlone : binding == comparing ? adding : binding);
        enclose(right, binding == raising     ? signing
                       : binding == comparing ? adding
                                              : static_cast<Binding>(binding + 1));
        left.text += sign;
        left.text += right.text;
        left.binding = binding;
    }
    return stack.back().text;
}

double evaluate(const Expression& expression, const BaseValueLookup& baseValue) {
    std::vector<double> stack;
    stack.reserve(expression.stackDepth());
    for (const ExpressionNode& node : expression.nodes()) {
        if (node.operation == Operation::number) {
            stack.push_back(node.baseValue);
        } else if (node.operation == Operation::reference) {
            stack.push_back(baseValue(expression.references()[node.index]));
        } else {
            const size_t first = stack.size() - node.arguments;
            const double result = calculate(node, std::span<const double>(stack).subspan(first));
            stack.resize(first);
            stack.push_back(result);
        }
    }
    return stack.back();
}

} // namespace tributary
