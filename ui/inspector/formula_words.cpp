// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/formula_words.h"

#include "ui/qt_text.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace tributary::ui {

namespace {

/// The name of the metric or input of an id; empty where the text is no id.
std::string nameOf(const Model& model, const std::string& id) {
    if (const Metric* metric = model.metrics().find(MetricId(id)))
        return metric->name;
    const Input* input = model.inputs().find(InputId(id));
    return input ? input->name : std::string();
}

} // namespace

QString namedFormula(const Model& model, const Formula& formula) {
    std::vector<ExpressionNode> references;
    for (const ExpressionNode& node : formula.expression().nodes())
        if (node.operation == Operation::reference)
            references.push_back(node);
    // From the end on, so that the places of the others stay.
    std::ranges::sort(references, std::greater<>(), [](const ExpressionNode& node) { return node.range.begin; });
    std::string text = formula.text();
    bool changed = false;
    for (const ExpressionNode& node : references) {
        const std::string& id = formula.expression().references()[node.index];
        const std::string name = nameOf(model, id);
        if (name.empty() || name == id || node.range.end > text.size())
            continue;
        text.replace(node.range.begin, node.range.end - node.range.begin, "[" + name + "]");
        changed = true;
    }
    return changed ? toQt(text) : QString();
}

} // namespace tributary::ui
