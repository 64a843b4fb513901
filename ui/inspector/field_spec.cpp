// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_spec.h"

#include <QCoreApplication>

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

FieldSpec openEnded(FieldSpec spec, const EntityRef& entity) {
    spec.placeholder = QCoreApplication::translate("FieldSpec", "the end");
    const auto last = [path = spec.path, key = spec.key, entity](const Model& model) -> Result<std::string> {
        auto text = fieldText(model, entity, path ? path(model) : key);
        return text && *text == "0" ? std::string() : text;
    };
    spec.read = last;
    spec.write = [path = spec.path, key = spec.key, entity](const Model& model,
                                                            const std::string& text) -> Result<Edit> {
        const QString typed = toQt(text).trimmed();
        const bool none = typed.isEmpty();
        if (typed == QStringLiteral("0"))
            return fail(fromQt(
                QCoreApplication::translate("FieldSpec", "The first period is 1: leave the field empty for the end")));
        return setField(model, entity, path ? path(model) : key, none ? "0" : text);
    };
    if (spec.unit)
        spec.unit = [last, unit = spec.unit](const Model& model) {
            const auto text = last(model);
            return text && text->empty() ? QString() : unit(model);
        };
    return spec;
}

FieldSpec withChoices(FieldSpec spec, std::function<std::vector<Choice>(const Model&)> choices) {
    spec.kind = FieldKind::choice;
    spec.choices = std::move(choices);
    return spec;
}

} // namespace tributary::ui
