// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/effects_panel.h"

#include "core/model/plan_list_edits.h"
#include "core/model/quantity_path.h"
#include "core/report/plans.h"
#include "ui/document.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/field_inputs.h"
#include "ui/inspector/form.h"
#include "ui/inspector/part_specs.h"
#include "ui/inspector/part_words.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/cell_field.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/field_table.h"
#include "ui/interventions/fields_view.h"
#include "ui/interventions/path_picker.h"
#include "ui/interventions/plan_words.h"
#include "ui/interventions/range_picture.h"
#include "ui/look/style.h"

#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct EffectColumn {
    enum { opening, target, size, picture, change, grade, more, use };
};

constexpr int besideSize = 32;  ///< beside the text of a size: the edges of its field, and what a full line takes off
constexpr int besideUnit = 10;  ///< of the text from the unit behind it
constexpr int leastSize = 120;  ///< of a field
constexpr int widestSize = 260; ///< for the longest distributions

FieldColumn useColumn() {
    FieldColumn use;
    use.title = tr("Whose use, response");
    use.under = EffectColumn::target;
    return use;
}

/// The width that a field needs to show its text and unit whole.
int widthOf(const QWidget& input) {
    const auto* line = qobject_cast<const LineField*>(&input);
    if (!line)
        return 0;
    const int unit =
        line->unit().isEmpty() ? 0 : QFontMetrics(fontOf(TextRole::label)).horizontalAdvance(line->unit()) + besideUnit;
    return std::min(widestSize, line->fontMetrics().horizontalAdvance(line->text()) + unit + besideSize);
}

const Effect* effectOf(const Model& model, const InterventionId& id, const EffectId& effect) {
    const Intervention* intervention = model.interventions().find(id);
    return intervention ? partOf(intervention->effects, effect) : nullptr;
}

/// The name of a target, and the level of a metric.
std::pair<QString, std::optional<Level>> targetWords(const Model& model, const Effect& effect) {
    const auto found = findTarget(model, effect.target);
    if (!found)
        return {tr("choose what it acts on"), std::nullopt};
    if (found->metric)
        return {nameOrId(*found->metric), found->metric->level};
    return {toQt(readableName(model, effect.target)), std::nullopt};
}

std::optional<Distribution> sizeOf(const Effect& effect) {
    if (!effect.size || effect.size->data())
        return std::nullopt;
    return effect.size->distribution();
}

} // namespace

EffectsPanel::EffectsPanel(FormHost& host, InterventionId id, QWidget* parent)
    : Panel(tr("Effects"), parent), host_(host), id_(std::move(id)), picker_(new PathPicker(this)) {
    const Model& model = host_.document.model();
    const Intervention& intervention = *model.interventions().find(id_);
    if (intervention.effects.empty()) {
        auto* none = new TintedLabel(tr("It changes nothing yet: let it act on a metric, or on a step of a process."),
                                     TextRole::body, &Palette::ink2, this);
        none->setWordWrap(true);
        column().addWidget(none);
    } else {
        const QString changeTip = tr("What it acts on, with all that the scenario holds, against business as usual");
        table_ = new FieldTable({{{}, 28, 0},
                                 {tr("Acts on"), 220, 8, 9, Qt::AlignLeft, {}, 130},
                                 {tr("Size, low / likely / high"), 156, 2, 9, Qt::AlignLeft, {}, leastSize},
                                 {{}, 90, 2, 3},
                                 {tr("Change"), 176, 2, 6, Qt::AlignLeft, changeTip, 92},
                                 {tr("Grade"), 40, 0, 5, Qt::AlignHCenter},
                                 {{}, 28, 0},
                                 // Below, so that it is read at any width.
                                 useColumn()},
                                this);
        column().addWidget(table_);
        for (size_t i = 0; i < intervention.effects.size(); ++i)
            addRow(intervention.effects[i].id, i, intervention.effects.size());
    }
    auto* add = new QPushButton(tr("Add an effect…"), this);
    add->setObjectName(u"addEffect"_s);
    setButtonRole(*add, ButtonRole::link);
    add->setEnabled(!host_.document.isReadOnly());
    connect(add, &QPushButton::clicked, this, [this, add] { addEffectOn(*add); });
    column().addWidget(add, 0, Qt::AlignLeft);
    refreshRows();
    host_.refreshers.push_back([this] { refreshRows(); });
}

void EffectsPanel::addRow(const EffectId& effect, size_t index, size_t count) {
    Document& document = host_.document;
    const std::string at = "effect/" + effect.text + "/";
    const QString name = targetWords(document.model(), *effectOf(document.model(), id_, effect)).first;
    table_->addRow();
    const auto size = [id = id_, effect, at](Form& form) {
        form.field(fieldSpec<Effect>("effect", "name", at));
        fillEffectSize(form, id, effect);
    };
    QToolButton* opener = addDetails(host_, *table_, at, name,
                                     {size, [id = id_, effect](Form& form) { fillEffectUse(form, id, effect); },
                                      [id = id_, effect](Form& form) { fillEffectEvidence(form, id, effect); }});
    Row row{effect,
            new TargetCell(table_),
            new RangePicture(table_),
            new TintedLabel({}, TextRole::row, &Palette::ink2, table_),
            new ChangeCell(table_),
            new GradeCell(table_),
            opener,
            nullptr};
    row.target->setObjectName(toQt("target/" + effect.text));
    row.target->setEnabled(!document.isReadOnly());
    connect(row.target, &TargetCell::clicked, this, [this, effect, cell = row.target] { pickTarget(effect, *cell); });
    table_->setCell(EffectColumn::target, row.target);

    FieldSpec spec = fieldSpec<Effect>("effect", "size", at);
    spec.label = tr("Size of the effect on %1").arg(name);
    spec.unit = [id = id_, effect](const Model& model) {
        const Effect* one = effectOf(model, id, effect);
        const auto target = one && one->form == EffectForm::inUnits ? findTarget(model, one->target) : std::nullopt;
        return target && target->unit == "%" ? tr("% points") : QString(); // else its own unit, as it is typed
    };
    row.size = addCell(host_, *table_, EffectColumn::size, std::move(spec))->input();

    table_->setCell(EffectColumn::picture, row.picture);
    row.use->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row.use->setWordWrap(true);
    table_->setCell(EffectColumn::use, row.use);
    table_->setCell(EffectColumn::change, row.change);
    table_->setCell(EffectColumn::grade, row.grade);
    QToolButton* menu =
        rowMenu(document, name, index, count,
                {[id = id_, effect](const Model& model, int step) { return moveEffect(model, id, effect, step); },
                 [id = id_, effect](const Model& model) { return eraseEffect(model, id, effect); }},
                table_);
    menu->setObjectName(toQt("more/" + at));
    table_->setCell(EffectColumn::more, menu);
    rows_.push_back(row);
}

void EffectsPanel::refreshRows() {
    const Model& model = host_.document.model();
    const Intervention* intervention = model.interventions().find(id_);
    if (!intervention)
        return;
    // Relative sizes share a scale; one in units of its own has its own.
    double largest = 0;
    for (const Effect& effect : intervention->effects)
        if (const auto distribution = sizeOf(effect); distribution && effect.form == EffectForm::relative)
            largest = std::max(largest, RangePicture::largestOf(*distribution));
    int size = leastSize;
    for (const Row& row : rows_) {
        const Effect* effect = effectOf(model, id_, row.effect);
        if (!effect)
            continue;
        const auto [words, level] = targetWords(model, *effect);
        row.target->show(words, level);
        const auto distribution = sizeOf(*effect);
        row.picture->show(distribution, effect->form == EffectForm::relative || !distribution
                                            ? largest
                                            : RangePicture::largestOf(*distribution));
        row.use->setText(useLine(model, *intervention, *effect));
        row.use->setToolTip(row.use->text());
        table_->setNeed(EffectColumn::use, row.use->fontMetrics().horizontalAdvance(row.use->text()) + 2);
        size = std::max(size, widthOf(*row.size));
        row.grade->show(effect->evidence);
    }
    if (table_) // none without effects
        table_->setLeast(EffectColumn::size, size);
}

void EffectsPanel::refreshFigures() {
    const Document& document = host_.document;
    const Model& model = document.model();
    const auto place = placeOf(model, id_, document.scenario());
    const Scenario* scenario = place ? model.scenarios().find(place->scenario) : nullptr;
    setHint(!scenario ? tr("sizes at full adoption; no scenario uses it yet")
                      : tr("sizes at full adoption; changes in the scenario %1, P10 to P90").arg(nameOrId(*scenario)));
    if (!table_)
        return;
    table_->setTitle(EffectColumn::change,
                     tr("At %1 %2").arg(toQt(name(model.settings().period))).arg(document.period()));
    const ScenarioResults* results =
        place && document.outcome().sampled ? document.outcome().sampled->find(place->scenario) : nullptr;
    for (const Row& row : rows_) {
        const Effect* effect = effectOf(model, id_, row.effect);
        if (!effect || !results) {
            row.change->show(tr("no results yet"));
            continue;
        }
        const auto found = findTarget(model, effect->target);
        if (found && found->metric) {
            const MetricResults* metric = tributary::find(*results, found->metric->id);
            const MetricChange moved = metric ? metricChange(*metric, document.period()) : MetricChange{};
            if (moved.text.isEmpty())
                row.change->show(tr("no results yet"));
            else
                row.change->show(moved);
            continue;
        }
        // What a process parameter comes to is no output of a run; how far its effect is, is.
        const auto share = std::ranges::find_if(results->effects, [&](const EffectResults& each) {
            return each.intervention == id_ && each.id == row.effect;
        });
        const auto at = static_cast<size_t>(document.period() - 1);
        row.change->show(share != results->effects.end() && at < share->share.size()
                             ? tr("%1 of its size").arg(shareWords(share->share[at].p50))
                             : tr("no results yet"));
    }
}

void EffectsPanel::open(std::string_view field) {
    for (const Row& row : rows_)
        if (field.starts_with("effect/" + row.effect.text + "/") || field == "effect/" + row.effect.text)
            row.opener->setChecked(true);
}

void EffectsPanel::pickTarget(const EffectId& effect, TargetCell& anchor) {
    const Model& model = host_.document.model();
    const Effect* found = effectOf(model, id_, effect);
    if (!found)
        return;
    picker_->disconnect(this);
    connect(picker_, &PathPicker::chosen, this, [this, effect](const QString& path) {
        applyOrTell(host_.document,
                    setField(host_.document.model(), host_.entity, "effect/" + effect.text + "/target", fromQt(path)));
    });
    picker_->open(anchor, targetChoices(model), found->target);
}

/// A new effect acts on something from the start, and counts the use of all groups.
void EffectsPanel::addEffectOn(QWidget& anchor) {
    picker_->disconnect(this);
    connect(picker_, &PathPicker::chosen, this, [this](const QString& path) {
        const Model& model = host_.document.model();
        const Intervention* intervention = model.interventions().find(id_);
        if (!intervention)
            return;
        Effect effect;
        effect.target = fromQt(path);
        effect.name = readableName(model, effect.target);
        for (const TargetGroup& target : intervention->adoption.targets)
            effect.participants.push_back({target.group, {}});
        effect.evidence = {Grade::d, "assumption", {}};
        auto edit = addEffect(model, id_, std::move(effect));
        const auto added = edit ? addedId<Intervention>(*edit) : InterventionId();
        if (!applyOrTell(host_.document, edit) || added.empty())
            return;
        const Intervention* now = host_.document.model().interventions().find(id_);
        if (now && !now->effects.empty())
            host_.document.select("intervention/" + id_.text + "/effect/" + now->effects.back().id.text + "/size");
    });
    picker_->open(anchor, targetChoices(host_.document.model()));
}

} // namespace tributary::ui
