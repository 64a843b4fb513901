// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_verdict.h"

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

Span spanIn(const std::string& text, const TextRange& range) {
    const auto characters = [&](size_t bytes) {
        return static_cast<int>(toQt(std::string_view(text).substr(0, std::min(bytes, text.size()))).size());
    };
    const int begin = characters(range.begin);
    return {begin, characters(range.end) - begin};
}

} // namespace tributary::ui
