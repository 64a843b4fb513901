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

/// What all the metrics have in a field; empty where they differ.
Result<std::string> commonText(const Model& model, const std::vector<MetricId>& ids, const std::string& field) {
    std::optional<std::string> common;
    for (const MetricId& id : ids) {
        const auto text = fieldText(model, {Metric::kind, id.text}, field);
        if (!text)
            return text;
        if (common && *common != *text)
            return std::string();
        common = *text;
    }
    return common.value_or(std::string());
}

} // namespace

void fillMany(Form& form, const std::vector<MetricId>& ids) {
    const auto field = [&](FieldSpec spec) {
        const std::string path = spec.key;
        spec.placeholder = tr("several, or none");
        spec.read = [ids, path](const Model& model) { return commonText(model, ids, path); };
        spec.write = [ids, path](const Model& model, const std::string& text) {
            return setFieldOfAll(model, ids, path, text);
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
