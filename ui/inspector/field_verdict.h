// SPDX-License-Identifier: GPL-3.0-or-later
// FieldVerdict: what is wrong with a field, in words, and how loud that is said: what was typed and refused, else the
// first problem of the model that is about this field. Values; window thread only.
#pragma once

#include "core/base/result.h"
#include "ui/inspector/field_inputs.h"
#include "ui/look/severity_sign.h"
#include "ui/look/style.h"

#include <QString>
#include <optional>
#include <string>
#include <string_view>

namespace tributary {
class Model;
struct Problem;
} // namespace tributary

namespace tributary::ui {

class Document;

struct FieldVerdict {
    FieldState state = FieldState::valid;
    QString words;
    std::optional<TextRange> range; ///< of bytes, in what is shown for a refusal, in what the model holds for a problem

    [[nodiscard]] SeveritySign sign() const;
};

/// The verdict on what was refused.
[[nodiscard]] FieldVerdict refused(const Error& error);
/// The verdict of the model's problems on the field at `path`; valid and without words where there is none.
[[nodiscard]] FieldVerdict judged(const Document& document, std::string_view path);
/// What the model's notes ask for in an empty field at `path`; valid, and without words where they ask nothing.
[[nodiscard]] FieldVerdict askedFor(const Document& document, std::string_view path);
/// Says a problem.
[[nodiscard]] FieldVerdict verdictOf(const Problem& problem);

/// The characters of a range of bytes of `text`.
[[nodiscard]] Span spanIn(const std::string& text, const TextRange& range);

} // namespace tributary::ui
