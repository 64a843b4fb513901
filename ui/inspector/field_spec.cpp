// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_spec.h"

namespace tributary::ui {

FieldSpec onlyIf(FieldSpec spec, std::function<bool(const Model&)> shown) {
    spec.shown = std::move(shown);
    return spec;
}

FieldSpec labelled(FieldSpec spec, const QString& label) {
    spec.label = label;
    return spec;
}

FieldSpec hinted(FieldSpec spec, const QString& hint) {
    spec.hint = hint;
    return spec;
}

FieldSpec withChoices(FieldSpec spec, std::function<std::vector<Choice>(const Model&)> choices) {
    spec.kind = FieldKind::choice;
    spec.choices = std::move(choices);
    return spec;
}

} // namespace tributary::ui
