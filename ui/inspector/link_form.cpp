// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"
#include "ui/inspector/path_row.h"
#include "ui/qt_text.h"

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

void fillLink(Form& form) {
    const LinkId id(form.entity().id);
    const auto field = [](std::string_view name) { return fieldSpec<Link>("link", name); };
    const auto formIs = [id](LinkForm wanted) {
        return [id, wanted](const Model& model) {
            const Link* link = model.links().find(id);
            return link && link->form == wanted;
        };
    };
    form.field(withChoices(field("driver"), entityChoices<Metric>));
    form.field(withChoices(field("metric"), entityChoices<Metric>));
    form.field(field("form"));
    form.field(onlyIf(hinted(field("elasticity"), tr("% per % of the driver")), formIs(LinkForm::elasticity)));
    form.field(onlyIf(field("slope"), formIs(LinkForm::slope)));
    form.field(field("no_effect"));

    form.section(tr("When it works"));
    form.field(field("delay"));
    form.field(field("smoothing"));
    form.field(field("stages"));

    form.section(tr("Bounds of the multiplier or difference"));
    form.pair(field("floor"), field("ceiling"));

    form.section(tr("Between"));
    const Link* link = form.model().links().find(id);
    for (const MetricId& end : {link->driver, link->metric})
        form.row("metric/" + end.text, [end](const Model& model) {
            const Metric* metric = model.metrics().find(end);
            return metric ? toQt(metric->name) : toQt(end.text);
        });

    form.section(tr("Evidence"));
    form.evidence();
    form.field(field("notes"));
    form.section();
    form.command(tr("Delete this link"), [id](const Model& model) { return eraseLink(model, id); });
}

} // namespace tributary::ui
