// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tree_edits.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/form.h"
#include "ui/inspector/many_field.h"
#include "ui/inspector/path_row.h"
#include "ui/qt_text.h"

namespace tributary::ui {

void fillMany(Form& form, const std::vector<MetricId>& ids) {
    const auto field = [&](FieldSpec spec) {
        const std::string path = spec.key;
        const auto texts = [ids, path](const Model& model) -> Result<std::vector<std::string>> {
            std::vector<std::string> all;
            for (const MetricId& id : ids) {
                const auto text = fieldText(model, {Metric::kind, id.text}, path);
                if (!text)
                    return tl::unexpected(text.error());
                all.push_back(*text);
            }
            return all;
        };
        form.field(ofMany(std::move(spec), texts, [ids, path](const Model& model, const std::string& text) {
            return setFieldOfAll(model, ids, path, text);
        }));
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
