// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tree_edits.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/form.h"
#include "ui/inspector/path_row.h"
#include "ui/qt_text.h"

#include <algorithm>

namespace tributary::ui {

namespace {

constexpr std::string_view differing = "–"; ///< stands for no one choice

/// What all the metrics have in a field; `otherwise` where they differ.
Result<std::string> commonText(const Model& model, const std::vector<MetricId>& ids, const std::string& field,
                               std::string_view otherwise) {
    std::optional<std::string> common;
    for (const MetricId& id : ids) {
        const auto text = fieldText(model, {Metric::kind, id.text}, field);
        if (!text)
            return text;
        if (common && *common != *text)
            return std::string(otherwise);
        common = *text;
    }
    return common.value_or(std::string());
}

} // namespace

void fillMany(Form& form, const std::vector<MetricId>& ids) {
    const auto field = [&](FieldSpec spec) {
        const std::string path = spec.key;
        const std::string_view otherwise = spec.choices ? differing : std::string_view();
        spec.placeholder = tr("several, or none");
        spec.read = [ids, path, otherwise](const Model& model) { return commonText(model, ids, path, otherwise); };
        spec.write = [ids, path, otherwise](const Model& model, const std::string& text) -> Result<Edit> {
            return !text.empty() && text == otherwise ? Edit{} : setFieldOfAll(model, ids, path, text);
        };
        if (spec.choices) // one that says that there are several, where there are
            spec.choices = [ids, path, choices = spec.choices](const Model& model) {
                std::vector<Choice> all = choices(model);
                if (const auto common = commonText(model, ids, path, differing); common && *common == differing)
                    all.insert(all.begin(), {std::string(differing), QString(QChar(0x2013))});
                return all;
            };
        form.field(std::move(spec));
    };
    for (const std::string_view name : {"level", "better", "owner", "data_source", "measured"})
        field(fieldSpec<Metric>("metric", name));
    form.section(tr("Evidence"));
    field(fieldSpec<Evidence>("evidence", "grade", "evidence/"));
    field(fieldSpec<Evidence>("evidence", "source", "evidence/"));
    form.section(tr("Selected"));
    for (const MetricId& id : ids)
        form.row("metric/" + id.text, [id](const Model& model) {
            const Metric* metric = model.metrics().find(id);
            return metric ? toQt(metric->name) : toQt(id.text);
        });
    form.section();
    form.command(tr("Delete %1 metrics").arg(ids.size()),
                 [ids](const Model& model) { return eraseMetrics(model, ids); });
}

} // namespace tributary::ui
