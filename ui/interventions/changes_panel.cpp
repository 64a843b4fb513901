// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/changes_panel.h"

#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/form.h"
#include "ui/inspector/part_specs.h"
#include "ui/inspector/path_row.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/cell_field.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/field_table.h"
#include "ui/interventions/fields_view.h"
#include "ui/interventions/path_picker.h"
#include "ui/look/style.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ChangeColumn {
    enum { quantity, asIs, changed, kind, more };
};

std::optional<Level> levelOf(const Model& model, const std::string& path) {
    const auto entity = entityOf(path);
    const Metric* metric =
        entity && entity->kind == Metric::kind ? model.metrics().find(MetricId(entity->id)) : nullptr;
    return metric ? std::optional(metric->level) : std::nullopt;
}

QString valueOf(const Model& model, const std::string& path) {
    const auto site = findQuantity(model, path);
    return site ? quantityWords(*site) : u"–"_s;
}

} // namespace

UsesPanel::UsesPanel(FormHost& host, const ScenarioId& id, QWidget* parent) : Panel(tr("Interventions"), parent) {
    const Model& model = host.document.model();
    Form form(host, column());
    for (const Intervention& intervention : model.interventions())
        form.field(useSpec(id, intervention));
    if (model.interventions().empty()) {
        auto* none = new TintedLabel(tr("The model has no interventions yet: add one on the other list."),
                                     TextRole::body, &Palette::ink2, this);
        none->setWordWrap(true);
        column().addWidget(none);
    }
    column().addStretch(1);
}

ChangesPanel::ChangesPanel(FormHost& host, ScenarioId id, QWidget* parent)
    : Panel(tr("Changed quantities"), parent), host_(host), id_(std::move(id)), picker_(new PathPicker(this)) {
    setHint(tr("24% sets it, −5% and +5% change it by a share, +2 points adds, = −5 sets a negative value"));
    const Scenario& scenario = *host_.document.model().scenarios().find(id_);
    if (scenario.overrides.empty()) {
        auto* none = new TintedLabel(tr("It leaves every quantity as it is in the model."), TextRole::body,
                                     &Palette::ink2, this);
        column().addWidget(none);
    } else {
        table_ = new FieldTable({{tr("Quantity"), 200, 6},
                                 {tr("In the model"), 130, 3},
                                 {tr("In this scenario"), 160, 3},
                                 {tr("What that means"), 120, 1, 4},
                                 {{}, 28, 0}},
                                this);
        column().addWidget(table_);
        for (const Override& change : scenario.overrides)
            addRow(change.path);
    }
    auto* add = new QPushButton(tr("Change a quantity…"), this);
    add->setObjectName(u"addChange"_s);
    setButtonRole(*add, ButtonRole::link);
    add->setEnabled(!host_.document.isReadOnly());
    connect(add, &QPushButton::clicked, this, [this, add] { pick(*add); });
    column().addWidget(add, 0, Qt::AlignLeft);
}

void ChangesPanel::addRow(const std::string& path) {
    Document& document = host_.document;
    const QString name = toQt(readableName(document.model(), path));
    table_->addRow();
    auto* place = new PathRow(table_);
    place->setWords(name, {});
    place->setLevel(levelOf(document.model(), path));
    connect(place, &PathRow::clicked, this, [this, path] { emit wanted(toQt(path)); });
    table_->setCell(ChangeColumn::quantity, place);
    auto* value = new TintedLabel({}, TextRole::row, &Palette::ink2, table_);
    value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    const auto read = [value, path, &document] {
        value->setText(valueOf(document.model(), path));
        value->setToolTip(value->text());
    };
    read();
    table_->setNeed(ChangeColumn::asIs, value->fontMetrics().horizontalAdvance(value->text()));
    host_.refreshers.emplace_back(read);
    table_->setCell(ChangeColumn::asIs, value);
    FieldSpec spec = overrideSpec(id_, path);
    spec.label = tr("%1 in this scenario").arg(name);
    spec.hint.clear();
    addCell(host_, *table_, ChangeColumn::changed, std::move(spec));
    const bool plan = overrideKind(path) == OverrideKind::plan;
    auto* meaning =
        new TintedLabel(plan ? tr("part of the plan") : tr("another belief"), TextRole::row, &Palette::ink3, table_);
    meaning->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    meaning->setToolTip(plan ? tr("Holds in this scenario; business as usual keeps the model's value.")
                             : tr("Holds in the business as usual that this scenario is held against, too."));
    table_->setCell(ChangeColumn::kind, meaning);
    table_->setCell(ChangeColumn::more,
                    crossButton(
                        document, tr("Leave %1 as it is").arg(name),
                        [id = id_, path](const Model& model) { return clearOverride(model, id, path); }, table_));
}

/// A change begins at the value that the quantity has, to be typed over.
void ChangesPanel::pick(QWidget& anchor) {
    picker_->disconnect(this);
    connect(picker_, &PathPicker::chosen, this, [this](const QString& chosen) {
        const std::string path = fromQt(chosen);
        const Model& model = host_.document.model();
        const auto site = findQuantity(model, path);
        if (!site || !site->quantity)
            return;
        auto edit = setOverride(model, id_, path, "= " + site->quantity->text());
        if (edit)
            edit->mergeKey.clear(); // what is typed over it is a step of its own
        if (applyOrTell(host_.document, edit))
            host_.document.select(pathOf(host_.entity) + "/override/" + path);
    });
    picker_->open(anchor, overrideChoices(host_.document.model(), id_));
}

} // namespace tributary::ui
