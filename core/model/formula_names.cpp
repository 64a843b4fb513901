// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/formula_names.h"

#include "core/formula/parser.h"
#include "core/model/names.h"

#include <algorithm>

namespace tributary {

namespace {

/// The name of the metric or input of an id; null where the text is no id.
const std::string* nameOf(const Model& model, std::string_view id) {
    if (const Metric* metric = model.metrics().find(MetricId(id)))
        return &metric->name;
    const Input* input = model.inputs().find(InputId(id));
    return input ? &input->name : nullptr;
}

} // namespace

std::string withNames(const Model& model, std::string_view formula) {
    return rewriteReferences(formula, [&](std::string_view id) -> std::optional<std::string> {
        const std::string* name = nameOf(model, id);
        // Ids come before names: what is another's id would be read as that.
        if (!name || !isReferenceName(*name) || nameOf(model, *name))
            return std::nullopt;
        return *name;
    });
}

std::string withIds(const Model& model, std::string_view formula) {
    std::optional<Names> names; // made only where there is a reference
    return rewriteReferences(formula, [&](std::string_view name) -> std::optional<std::string> {
        if (!names)
            names.emplace(model);
        const Names::Meaning meaning = names->find(name);
        if (!meaning.unique())
            return std::nullopt;
        return meaning.metric ? meaning.metric->id.text : meaning.input->id.text;
    });
}

std::optional<TextRange> rangeWithNames(const Model& model, std::string_view formula, TextRange part) {
    const auto before = parseFormula(formula);
    const auto after = parseFormula(withNames(model, formula));
    if (!before || !after || before->nodes().size() != after->nodes().size())
        return std::nullopt;
    const auto found = std::ranges::find(before->nodes(), part, &ExpressionNode::range);
    if (found == before->nodes().end())
        return std::nullopt;
    return after->nodes()[static_cast<size_t>(found - before->nodes().begin())].range;
}

} // namespace tributary
