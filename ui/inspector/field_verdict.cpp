// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_verdict.h"

#include "core/formula/parser.h"
#include "core/formula/unit.h"
#include "core/model/names.h"
#include "ui/document.h"
#include "ui/qt_text.h"

#include <algorithm>

namespace tributary::ui {

SeveritySign FieldVerdict::sign() const {
    return signOf(state == FieldState::error     ? Severity::error
                  : state == FieldState::warning ? Severity::warning
                                                 : Severity::note);
}

FieldVerdict refused(const Error& error) { return {FieldState::error, toQt(error.message), error.range}; }

FieldVerdict verdictOf(const Problem& problem) {
    return {problem.severity == Severity::error ? FieldState::error : FieldState::warning,
            toQt(problem.message) + u' ' + toQt(problem.action), problem.range};
}

FieldVerdict judged(const Document& document, std::string_view path) {
    for (const Problem& problem : document.problems())
        if (problem.subject == path && problem.severity != Severity::note)
            return verdictOf(problem);
    return {};
}

FieldVerdict askedFor(const Document& document, std::string_view path) {
    for (const Problem& problem : document.problems())
        if (problem.subject == path && problem.severity == Severity::note)
            return {FieldState::valid, verdictOf(problem).words, std::nullopt};
    return {};
}

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

Span spanIn(const std::string& text, const TextRange& range) {
    const auto characters = [&](size_t bytes) {
        return static_cast<int>(toQt(std::string_view(text).substr(0, std::min(bytes, text.size()))).size());
    };
    const int begin = characters(range.begin);
    return {begin, characters(range.end) - begin};
}

} // namespace tributary::ui
