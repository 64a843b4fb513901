// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"
#include "ui/inspector/part_specs.h"
#include "ui/inspector/part_words.h"
#include "ui/qt_text.h"

#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

FieldSpec costField(const CostId& id, std::string_view name) {
    return fieldSpec<CostLine>("cost", name, "cost/" + id.text + "/");
}

void fillCost(Form& form, const EntityRef& owner, const CostId& id) {
    form.field(costField(id, "name"));
    form.field(costField(id, "amount"));
    fillCostTiming(form, owner, id);
    fillCostMoney(form, owner, id);
    fillCostEvidence(form, owner, id);
}

} // namespace

void fillCostTiming(Form& form, const EntityRef& owner, const CostId& id) {
    const auto recurs = [owner, id](const Model& model) {
        const auto* costs = costsOf(model, owner);
        const CostLine* cost = costs ? partOf(*costs, id) : nullptr;
        return cost && cost->timing == CostTiming::everyPeriod;
    };
    form.field(costField(id, "timing"));
    form.field(costField(id, "basis"));
    form.pair(costField(id, "from"), onlyIf(openEnded(costField(id, "to"), owner), recurs));
}

void fillCostMoney(Form& form, const EntityRef&, const CostId& id) {
    form.field(costField(id, "hourly_rate"));
    FieldSpec overrun = costField(id, "overrun");
    overrun.placeholder = u"1"_s;
    FieldSpec realisation = costField(id, "realisation");
    realisation.placeholder = u"100"_s;
    form.pair(std::move(overrun), std::move(realisation));
    form.field(costField(id, "inflated"));
    form.field(costField(id, "hard"));
}

void fillCostEvidence(Form& form, const EntityRef&, const CostId& id) { form.evidence("cost/" + id.text + "/"); }

void fillCosts(Form& form) {
    const EntityRef owner = form.entity();
    for (const CostLine& cost : *costsOf(form.model(), owner)) {
        const auto now = [owner, id = cost.id](const Model& model) {
            const auto* costs = costsOf(model, owner);
            return costs ? partOf(*costs, id) : nullptr;
        };
        Form::Part part;
        part.key = "cost/" + cost.id.text;
        part.name = [now](const Model& model) {
            const CostLine* line = now(model);
            return line ? toQt(line->name.empty() ? line->id.text : line->name) : QString();
        };
        part.remark = [now](const Model& model) {
            const CostLine* line = now(model);
            return line && line->amount ? brief(line->amount->text()) : QString();
        };
        part.covers = [key = part.key](std::string_view field) { return field == key || field.starts_with(key + "/"); };
        part.remove = [owner, id = cost.id](const Model& model) { return eraseCost(model, owner, id); };
        part.fill = [owner, id = cost.id](Form& inner) { fillCost(inner, owner, id); };
        form.part(std::move(part));
    }
    form.command(tr("Add cost"), [owner](const Model& model) {
        CostLine cost;
        cost.name = fromQt(tr("New cost"));
        return addCost(model, owner, std::move(cost));
    });
}

} // namespace tributary::ui
