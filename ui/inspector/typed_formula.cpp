// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/typed_formula.h"

#include "core/formula/parser.h"
#include "core/formula/unit.h"
#include "core/model/formula_names.h"
#include "core/model/names.h"
#include "ui/qt_text.h"

#include <optional>

namespace tributary::ui {

namespace {

std::optional<Error> unknownWord(const Model& model, const std::string& parameter) {
    const auto read = Parameter::parse(parameter);
    const auto formula = parseFormula(parameter);
    if (!read || !read->formula() || !formula)
        return std::nullopt;
    const Names names(model);
    for (const ExpressionNode& node : formula->nodes()) {
        if (node.operation != Operation::reference || parameter[node.range.begin] == '[')
            continue;
        const std::string& word = formula->references()[node.index];
        const auto unit = parseUnit(word);
        const bool isTime = unit && unit->timePower() != 0; // 600/month: what is wrong there is told of the model
        if (names.find(word).candidates == 0 && !isTime)
            return Error{
                fromQt(tr("Nothing is called %1. Type a number, or the name of a metric or input.").arg(toQt(word))),
                node.range};
    }
    return std::nullopt;
}

} // namespace

std::string keptFormula(const Model& model, const std::string& typed) {
    const std::string name = fromQt(toQt(typed).trimmed());
    const bool isNumber = Quantity::parse(typed).has_value(); // names of a large model take long
    return withIds(model, !isNumber && Names(model).find(name).unique() ? formatReference(name) : typed);
}

Result<std::string> keptParameter(const Model& model, const std::string& typed) {
    if (const auto unknown = unknownWord(model, typed))
        return tl::unexpected(*unknown);
    return keptFormula(model, typed);
}

} // namespace tributary::ui
