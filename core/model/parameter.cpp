// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parameter.h"

#include "core/formula/characters.h"
#include "core/model/quantity_parser.h"

#include <algorithm>
#include <utility>

namespace tributary {

namespace {

/// Tells whether a formula is more than an arithmetic of numbers, which a quantity reads by its own rules.
bool isMoreThanNumbers(const Expression& expression) {
    const auto nodes = expression.nodes();
    return std::any_of(nodes.begin(), nodes.end(), [](const ExpressionNode& node) {
        return node.operation == Operation::reference || node.operation == Operation::call;
    });
}

bool formulaWasMeant(std::string_view text, const Error& asQuantity, const Error& asFormula) {
    if (beginsNamedForm(text))
        return false;
    const size_t begin = skipBlanks(text, 0);
    if (letterAt(text, begin) != 0 || holdsAt(text, begin, "[") || holdsAt(text, begin, "="))
        return true;
    const auto reached = [](const Error& error) { return error.range ? error.range->begin : size_t{0}; };
    return reached(asFormula) > reached(asQuantity);
}

} // namespace

Result<Parameter> Parameter::parse(std::string_view text) {
    Parameter parameter;
    auto quantity = Quantity::parse(text);
    if (quantity) {
        parameter.value_ = std::move(*quantity);
        return parameter;
    }
    auto formula = Formula::parse(text);
    if (formula) {
        if (!isMoreThanNumbers(formula->expression()))
            return tl::unexpected(std::move(quantity.error()));
        parameter.value_ = std::move(*formula);
        return parameter;
    }
    return tl::unexpected(formulaWasMeant(text, quantity.error(), formula.error()) ? std::move(formula.error())
                                                                                   : std::move(quantity.error()));
}

const std::string& Parameter::text() const {
    return std::visit([](const auto& value) -> const std::string& { return value.text(); }, value_);
}

Parameter Parameter::renamed(std::string_view from, std::string_view to) const {
    Parameter result = *this;
    if (const Formula* held = formula())
        result.value_ = held->renamed(from, to);
    return result;
}

} // namespace tributary
