// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/spread_panels.h"

#include "ui/document.h"
#include "ui/inspector/form.h"
#include "ui/inspector/part_specs.h"
#include "ui/inspector/part_words.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/cell_field.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/field_table.h"
#include "ui/interventions/fields_view.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A group that the model does not have yet, as a target: one step.
Result<Edit> addNewTarget(const Model& model, const InterventionId& id) {
    Group group;
    group.name = fromQt(tr("New group"));
    const auto made = addGroup(model, std::move(group));
    if (!made)
        return made;
    const auto aimed = addTarget(tributary::apply(model, *made).model, id, addedId<Group>(*made));
    return aimed ? joined(*made, *aimed) : aimed;
}

} // namespace

SpreadPanel::SpreadPanel(FormHost& host, const InterventionId& id, QWidget* parent)
    : Panel(tr("How it spreads"), parent) {
    addGroups(host, id);
    column().setSpacing(10);
    Form form(host, column());
    form.section();
    const auto adoption = [](std::string_view name) { return fieldSpec<Adoption>("adoption", name, "adoption/"); };
    const auto stall = [](std::string_view name) { return fieldSpec<Stall>("stall", name, "stall/"); };
    form.pair(adoption("form"), adoption("start"));
    form.pair(adoption("p"), adoption("q"));
    form.pair(adoption("abandonment"), adoption("turnover"));
    form.section(tr("If it stalls"));
    form.field(stall("probability"));
    form.pair(stall("ceiling_factor"), stall("abandonment_factor"));
}

void SpreadPanel::addGroups(FormHost& host, const InterventionId& id) {
    const Model& model = host.document.model();
    const auto& targets = model.interventions().find(id)->adoption.targets;
    if (targets.empty()) {
        column().addWidget(new TintedLabel(tr("It is for nobody yet."), TextRole::body, &Palette::ink2, this));
    } else {
        auto* table = new FieldTable(
            {{tr("Group"), 120, 1},
             {tr("Ceiling"), 126, 0, 9, Qt::AlignLeft, tr("The largest share of its people that will be active")},
             {tr("Champions"), 74, 0, 9, Qt::AlignLeft, tr("People active from the start")},
             {{}, 28, 0}},
            this);
        for (const TargetGroup& target : targets) {
            const GroupId group = target.group;
            const QString name = groupName(model, group);
            table->addRow();
            auto* label = new TintedLabel(name, TextRole::row, &Palette::ink, table);
            label->setWordWrap(true);
            table->setCell(0, label);
            const auto field = [&](const char* which, const QString& words) {
                FieldSpec spec = fieldSpec<TargetGroup>("target_group", which);
                spec.key = "adoption/" + std::string(which) + "/" + group.text;
                spec.label = words.arg(name);
                return spec;
            };
            addCell(host, *table, 1, field("ceiling", tr("Ceiling of %1")));
            FieldSpec champions = field("champions", tr("Champions of %1"));
            champions.unit = [](const Model&) { return QString(); };
            addCell(host, *table, 2, std::move(champions));
            table->setCell(3, crossButton(
                                  host.document, tr("Take out %1").arg(name),
                                  [id, group](const Model& now) { return eraseTarget(now, id, group); }, table));
        }
        column().addWidget(table);
    }
    const auto choices = [id](const Model& now) {
        std::vector<Choice> groups = entityChoices<Group>(now);
        if (const Intervention* intervention = now.interventions().find(id))
            for (const TargetGroup& target : intervention->adoption.targets)
                std::erase_if(groups, [&](const Choice& choice) { return choice.value == target.group.text; });
        return groups;
    };
    Form form(host, column());
    form.adder(tr("Add a group…"), choices,
               [id](const Model& now, const std::string& group) { return addTarget(now, id, GroupId(group)); });
    form.shownIf([choices](const Model& now) { return choices(now).empty(); },
                 [id](Form& inner) {
                     inner.creator(tr("Add a new group"), [id](const Model& now) { return addNewTarget(now, id); });
                 });
}

SchedulePanel::SchedulePanel(FormHost& host, const InterventionId& id, QWidget* parent)
    : Panel(tr("Schedule"), parent) {
    Document& document = host.document;
    const auto& schedule = document.model().interventions().find(id)->adoption.schedule;
    setHint(tr("reach is the share of the ceiling that can be reached; training multiplies p while it lasts"));
    if (schedule.empty()) {
        column().addWidget(new TintedLabel(tr("All are reached from the start, without training."), TextRole::body,
                                           &Palette::ink2, this));
    } else {
        auto* table = new FieldTable({{tr("What"), 80, 1},
                                      {tr("Of whom"), 128, 5},
                                      {tr("From %1").arg(toQt(name(document.model().settings().period))), 86, 0},
                                      {tr("To"), 72, 0},
                                      {tr("How much"), 72, 1},
                                      {{}, 28, 0}},
                                     this);
        for (size_t index = 0; index < schedule.size(); ++index) {
            table->addRow();
            const QString line = tr("line %1 of the schedule").arg(index + 1);
            const auto field = [&](std::string_view which, const QString& words) {
                FieldSpec spec = phaseSpec(id, index, which);
                spec.label = words.arg(line);
                if (which == "from" || which == "to") // the head says it
                    spec.unit = [](const Model&) { return QString(); };
                return spec;
            };
            addCell(host, *table, 0, field("what", tr("What happens in %1")));
            addCell(host, *table, 1, field("group", tr("Whom %1 is for")));
            addCell(host, *table, 2, field("from", tr("Start of %1")));
            addCell(host, *table, 3, field("to", tr("End of %1")));
            addCell(host, *table, 4, field("value", tr("How much in %1")));
            table->setCell(5, crossButton(
                                  document, tr("Take out %1").arg(line),
                                  [id, index](const Model& model) { return erasePhase(model, id, index); }, table));
        }
        column().addWidget(table);
    }
    auto* commands = new QHBoxLayout;
    commands->setSpacing(16);
    column().addLayout(commands);
    Form form(host, *commands);
    form.command(tr("Add reach"), [id](const Model& model) { return addNextPhase(model, id, PhaseKind::reach); });
    form.command(tr("Add training"), [id](const Model& model) { return addNextPhase(model, id, PhaseKind::boost); });
    commands->addStretch(1);
}

} // namespace tributary::ui
