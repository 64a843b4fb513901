// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/many_field.h"

#include <QCoreApplication>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr std::string_view differing = "–"; ///< stands for no one choice

/// What all of them have; `otherwise` where they differ.
Result<std::string> common(const Result<std::vector<std::string>>& texts, std::string_view otherwise) {
    if (!texts)
        return tl::unexpected(texts.error());
    if (texts->empty())
        return std::string();
    const bool same = std::ranges::all_of(*texts, [&](const std::string& text) { return text == texts->front(); });
    return same ? texts->front() : std::string(otherwise);
}

} // namespace

FieldSpec ofMany(FieldSpec spec, const TextsOfMany& texts, const WriteOfMany& write) {
    const bool isTicked = spec.kind == FieldKind::check;
    if (isTicked) { // a box would say yes or no of all
        spec.kind = FieldKind::choice;
        spec.choices = [](const Model&) {
            return std::vector<Choice>{{"yes", QCoreApplication::translate("ManyField", "yes")},
                                       {"no", QCoreApplication::translate("ManyField", "no")}};
        };
    }
    const std::string_view otherwise = spec.choices ? differing : std::string_view();
    spec.placeholder = QCoreApplication::translate("ManyField", "several, or none");
    spec.density = false;
    spec.read = [texts, otherwise](const Model& model) { return common(texts(model), otherwise); };
    spec.write = [write, otherwise](const Model& model, const std::string& text) -> Result<Edit> {
        return !text.empty() && text == otherwise ? Edit{} : write(model, text);
    };
    if (spec.choices) // one that says that there are several, where there are
        spec.choices = [texts, choices = spec.choices](const Model& model) {
            std::vector<Choice> all = choices(model);
            if (const auto now = common(texts(model), differing); now && *now == differing)
                all.insert(all.begin(), {std::string(differing), QString(QChar(0x2013))});
            return all;
        };
    return spec;
}

} // namespace tributary::ui
