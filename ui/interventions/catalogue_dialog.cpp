// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/catalogue_dialog.h"

#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/field_inputs.h"
#include "ui/inspector/field_words.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/field_table.h"
#include "ui/interventions/path_picker.h"
#include "ui/interventions/range_picture.h"
#include "ui/look/style.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize firstSize(1080, 720);
constexpr QSize smallestSize(760, 480);
constexpr int listWidth = 240;
constexpr int leastListWidth = 168;
constexpr QSize windowFrame(16, 48); ///< that the window system may draw around it
constexpr int dialogMargin = 24;

TintedLabel* wrapped(const QString& words, TextRole role, ColourToken colour, QWidget* parent) {
    auto* label = new TintedLabel(words, role, colour, parent);
    label->setWordWrap(true);
    return label;
}

TintedLabel* cellLabel(const QString& words, ColourToken colour, QWidget* parent) {
    TintedLabel* label = wrapped(words, TextRole::row, colour, parent);
    label->setMinimumWidth(1); // the column says how wide it is
    return label;
}

GradeCell* gradeCell(const Evidence& evidence, QWidget* parent) {
    auto* cell = new GradeCell(parent);
    cell->show(evidence);
    return cell;
}

/// Customers are for a community of theirs, everybody else for the other tools.
bool suits(const Group& group, ToolKind tool) {
    return (group.boundary == Boundary::outside) == (tool == ToolKind::customerCommunity);
}

QString timesWords(const CostLine& cost) {
    const QString when = choiceWords("timing", EnumNames<CostTiming>::names[static_cast<size_t>(cost.timing)]);
    if (cost.basis == CostBasis::fixed)
        return when;
    return tr("%1, times %2")
        .arg(when, choiceWords("basis", EnumNames<CostBasis>::names[static_cast<size_t>(cost.basis)]));
}

} // namespace

CatalogueDialog::CatalogueDialog(Document& document, QWidget* parent)
    : QDialog(parent), document_(document), catalogue_(catalogue()), kinds_(new QListWidget(this)),
      scroll_(new QScrollArea(this)), name_(new QLineEdit(this)),
      scenario_(new QCheckBox(tr("Make a scenario that uses it alone"), this)),
      add_(new QPushButton(tr("Add to the model"), this)),
      state_(new TintedLabel({}, TextRole::label, &Palette::ink2, this)), picker_(new PathPicker(this)) {
    setWindowTitle(tr("Add an intervention"));
    resize(firstSize);
    kinds_->setAccessibleName(tr("Kinds of tool"));
    kinds_->setFrameShape(QFrame::NoFrame);
    kinds_->viewport()->setAutoFillBackground(false);
    for (const CatalogueEntry& each : catalogue_.entries) {
        auto* item = new QListWidgetItem(toQt(each.intervention.name), kinds_);
        item->setToolTip(toQt(each.purpose));
        item->setSizeHint({leastListWidth - 20, 34});
    }
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->viewport()->setAutoFillBackground(false);
    name_->setAccessibleName(tr("Name of the intervention"));
    name_->setMinimumWidth(120);
    setButtonRole(*add_, ButtonRole::main);
    add_->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"), this);

    auto* upper = new QHBoxLayout;
    upper->setSpacing(0);
    auto* kinds = new QVBoxLayout;
    kinds->setContentsMargins(12, dialogMargin, 8, 12);
    kinds->addWidget(kinds_);
    upper->addLayout(kinds);
    upper->addWidget(scroll_, 1);
    auto* naming = new QHBoxLayout;
    naming->setContentsMargins(dialogMargin, 10, dialogMargin, 0);
    naming->setSpacing(12);
    auto* label = new TintedLabel(tr("Name"), TextRole::label, &Palette::ink2, this);
    label->setBuddy(name_);
    naming->addWidget(label);
    naming->addWidget(name_, 1);
    naming->addWidget(scenario_);
    auto* lower = new QHBoxLayout;
    lower->setContentsMargins(dialogMargin, 12, dialogMargin, 16);
    lower->setSpacing(12);
    state_->setWordWrap(true);
    lower->addWidget(state_, 1);
    lower->addWidget(cancel);
    lower->addWidget(add_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(upper, 1);
    column->addLayout(naming);
    column->addLayout(lower);
    connect(kinds_, &QListWidget::currentRowChanged, this, &CatalogueDialog::showEntry);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(add_, &QPushButton::clicked, this, &CatalogueDialog::add);
    connect(name_, &QLineEdit::textChanged, this, &CatalogueDialog::showReady);
}

const CatalogueEntry& CatalogueDialog::entry() const {
    const auto row = static_cast<size_t>(std::max(0, kinds_->currentRow()));
    return catalogue_.entries[std::min(row, catalogue_.entries.size() - 1)];
}

void CatalogueDialog::begin() {
    name_->clear();
    for (LineField* field : {newGroup_.name, newGroup_.headcount, newGroup_.hourlyCost})
        if (field)
            field->clear();
    scenario_->setChecked(true);
    if (kinds_->currentRow() != 0)
        kinds_->setCurrentRow(0);
    else
        showEntry();
    fitToScreen();
    open();
    kinds_->setFocus(Qt::OtherFocusReason);
}

/// Never larger than the screen that it opens on, which is small where texts are large: the page scrolls inside.
void CatalogueDialog::fitToScreen() {
    const QScreen* on = parentWidget() ? parentWidget()->screen() : screen();
    const QSize room = on ? on->availableGeometry().size() - windowFrame : firstSize;
    setMinimumSize(smallestSize.boundedTo(room));
    resize(firstSize.boundedTo(room));
    kinds_->setFixedWidth(std::clamp(width() / 4, leastListWidth, listWidth));
}

void CatalogueDialog::showEntry() {
    const CatalogueEntry& shown = entry();
    groups_.clear();
    targets_.clear();
    for (const Group& group : document_.model().groups())
        if (suits(group, shown.intervention.tool))
            groups_.push_back(group.id);
    name_->setPlaceholderText(toQt(shown.intervention.name));
    page_ = new QWidget;
    auto* column = new QVBoxLayout(page_);
    column->setContentsMargins(20, dialogMargin, dialogMargin, dialogMargin);
    column->setSpacing(10);
    column->addWidget(wrapped(toQt(shown.intervention.name), TextRole::pageTitle, &Palette::ink, page_));
    column->addWidget(wrapped(toQt(shown.purpose), TextRole::body, &Palette::ink2, page_));
    fillGroups(*column);
    fillEffects(*column);
    fillAdoption(*column);
    fillCosts(*column);
    column->addStretch(1);
    scroll_->setWidget(page_);
    page_->setAutoFillBackground(false);
    orderTabs();
    showReady();
}

/// From the list into the page beside it, which is newer than what stands below, and only then down.
void CatalogueDialog::orderTabs() {
    QWidget* before = kinds_;
    for (QWidget* widget : page_->findChildren<QWidget*>())
        if (widget->focusPolicy() & Qt::TabFocus) {
            setTabOrder(before, widget);
            before = widget;
        }
}

/// Facts in a line each: what was found, by whom, and how far it can be trusted.
QString CatalogueDialog::factWords(const std::vector<std::string>& ids) const {
    QStringList lines;
    for (const std::string& id : ids) {
        const CatalogueFact* fact = catalogue_.fact(id);
        if (!fact)
            continue;
        const QString grade = toQt(EnumNames<Grade>::names[static_cast<size_t>(fact->grade)]);
        lines << tr("%1 %2: %3 (%4). %5.")
                     .arg(grade, toQt(id), toQt(fact->figure), toQt(fact->context), toQt(fact->source));
    }
    return lines.join(u'\n');
}

void CatalogueDialog::fillGroups(QVBoxLayout& column) {
    column.addSpacing(8);
    column.addWidget(new TintedLabel(tr("For whom"), TextRole::section, &Palette::ink, page_));
    const auto& groups = document_.model().groups();
    if (groups.empty())
        column.addWidget(wrapped(tr("The model has no groups yet: say who it is for, how many they are, and what an "
                                    "hour of theirs costs."),
                                 TextRole::body, &Palette::ink2, page_));
    for (const Group& group : groups) {
        auto* box = new QCheckBox(
            tr("%1, %2 people").arg(toQt(group.name).replace(u"&"_s, u"&&"_s), toQt(group.headcount.text())), page_);
        box->setObjectName(toQt("group/" + group.id.text));
        box->setChecked(std::ranges::find(groups_, group.id) != groups_.end());
        connect(box, &QCheckBox::toggled, this, [this, id = group.id](bool on) {
            std::erase(groups_, id);
            if (on)
                groups_.push_back(id);
            std::ranges::sort(groups_);
            showReady();
        });
        column.addWidget(box);
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    column.addLayout(row);
    // What was typed stays while somebody walks through the kinds.
    const auto field = [&](const QString& name, const QString& unit, int width, const LineField* before) {
        auto* line = new LineField(page_);
        line->setText(before ? before->text() : QString());
        line->setAccessibleName(name);
        line->setPlaceholderText(name);
        line->setUnit(unit);
        line->setMinimumWidth(width / 2);
        line->setMaximumWidth(width);
        connect(line, &QLineEdit::textChanged, this, &CatalogueDialog::showReady);
        row->addWidget(line, width);
        return line;
    };
    newGroup_.name = field(groups.empty() ? tr("Name of the group") : tr("Another group"), {}, 220, newGroup_.name);
    newGroup_.headcount = field(tr("How many"), tr("people"), 140, newGroup_.headcount);
    newGroup_.hourlyCost =
        field(tr("Rate"), tr("%1/hour").arg(toQt(document_.model().settings().currency)), 160, newGroup_.hourlyCost);
    row->addStretch(1);
}

void CatalogueDialog::fillEffects(QVBoxLayout& column) {
    column.addSpacing(8);
    column.addWidget(new TintedLabel(tr("What it could change"), TextRole::section, &Palette::ink, page_));
    column.addWidget(
        wrapped(tr("Sizes at full adoption: judgements, made from what their sources claim and how far these can be "
                   "trusted. Choose what each acts on in your model; what has no place there stays out."),
                TextRole::body, &Palette::ink2, page_));
    auto* table = new FieldTable({{tr("Effect"), 150, 3, 9, Qt::AlignLeft, {}, 96},
                                  {tr("Size, low / likely / high"), 156, 1, 9, Qt::AlignLeft, {}, 96},
                                  {{}, 60, 1, 3},
                                  {tr("Acts on"), 240, 6, 9, Qt::AlignLeft, {}, 140},
                                  {tr("Grade"), 40, 0, 9, Qt::AlignHCenter}},
                                 page_);
    column.addWidget(table);
    const CatalogueEntry& shown = entry();
    double largest = 0;
    for (const Effect& effect : shown.intervention.effects)
        if (effect.size && effect.form == EffectForm::relative)
            largest = std::max(largest, RangePicture::largestOf(effect.size->distribution()));
    for (const Effect& effect : shown.intervention.effects) {
        table->addRow();
        table->setCell(0, cellLabel(toQt(effect.name), &Palette::ink, table));
        const bool points = effect.form == EffectForm::inUnits && effect.size && effect.size->unit();
        table->setCell(1, cellLabel(!effect.size ? tr("yours to say")
                                    : points     ? tr("%1, in points").arg(toQt(effect.size->text()))
                                                 : toQt(effect.size->text()),
                                    &Palette::ink, table));
        auto* picture = new RangePicture(table);
        if (effect.size)
            picture->show(effect.size->distribution(), effect.form == EffectForm::relative
                                                           ? largest
                                                           : RangePicture::largestOf(effect.size->distribution()));
        table->setCell(2, picture);
        auto* target = new TargetCell(table);
        target->setObjectName(toQt("target/" + effect.id.text));
        target->show(tr("choose: %1…").arg(toQt(shown.actsOn.at(effect.id))), std::nullopt);
        connect(target, &TargetCell::clicked, this, [this, effect, target] { pickTarget(effect, *target); });
        table->setCell(3, target);
        table->setCell(4, gradeCell(effect.evidence, table));
        const auto& facts = shown.effectFacts.at(effect.id);
        QString words = facts.empty() ? tr("Assumption.") : factWords(facts);
        if (const auto trust = catalogue_.trust.find(effect.evidence.grade);
            !facts.empty() && trust != catalogue_.trust.end())
            words +=
                u'\n' + tr("The size is a judgement made from this, not this times a factor; as a guide, a claim of "
                           "grade %1 counts for %2 of it.")
                            .arg(toQt(EnumNames<Grade>::names[static_cast<size_t>(effect.evidence.grade)]),
                                 toQt(trust->second.text()));
        if (facts.empty() && !effect.evidence.note.empty())
            words += u' ' + toQt(effect.evidence.note);
        auto* sources = wrapped(words, TextRole::label, &Palette::ink3, table);
        sources->setContentsMargins(0, 0, 0, 8);
        table->addMessage(sources);
    }
}

void CatalogueDialog::fillAdoption(QVBoxLayout& column) {
    column.addSpacing(8);
    column.addWidget(new TintedLabel(tr("How it spreads"), TextRole::section, &Palette::ink, page_));
    auto* table = new FieldTable({{tr("Quantity"), 150, 3, 9, Qt::AlignLeft, {}, 100},
                                  {tr("Usual value"), 150, 3, 9, Qt::AlignLeft, {}, 100},
                                  {tr("Rests on"), 260, 6, 9, Qt::AlignLeft, {}, 140}},
                                 page_);
    column.addWidget(table);
    const CatalogueEntry& shown = entry();
    const Adoption& adoption = shown.intervention.adoption;
    const QString judgement = tr("Assumption: a launch inside one organisation");
    const auto row = [&](const QString& name, const QString& value, const std::vector<std::string>& facts,
                         const QString& otherwise) {
        table->addRow();
        table->setCell(0, cellLabel(name, &Palette::ink, table));
        table->setCell(1, cellLabel(value, &Palette::ink, table));
        table->setCell(
            2, cellLabel(facts.empty() ? otherwise : factWords(facts).replace(u'\n', u' '), &Palette::ink3, table));
    };
    const auto text = [](const std::optional<Parameter>& parameter) {
        return parameter ? toQt(parameter->text()) : u"–"_s;
    };
    row(fieldLabel("adoption", "p"), text(adoption.p), {}, judgement);
    row(fieldLabel("adoption", "q"), text(adoption.q), {}, judgement);
    row(fieldLabel("adoption", "abandonment"), text(adoption.abandonment), {}, judgement);
    row(fieldLabel("target_group", "ceiling"), toQt(shown.ceiling.text()), shown.ceilingFacts, tr("Assumption"));
    row(fieldLabel("stall", "probability"),
        shown.intervention.stall.probability ? toQt(shown.intervention.stall.probability->text()) : u"–"_s,
        shown.stallFacts, tr("Assumption"));
}

void CatalogueDialog::fillCosts(QVBoxLayout& column) {
    column.addSpacing(8);
    column.addWidget(new TintedLabel(tr("What it costs"), TextRole::section, &Palette::ink, page_));
    auto* table = new FieldTable({{tr("Cost"), 150, 3, 9, Qt::AlignLeft, {}, 110},
                                  {tr("Amount"), 190, 4, 9, Qt::AlignLeft, {}, 110},
                                  {tr("When, times what"), 170, 4, 5},
                                  {tr("Grade"), 40, 0, 9, Qt::AlignHCenter}},
                                 page_);
    column.addWidget(table);
    const CatalogueEntry& shown = entry();
    for (const CostLine& cost : shown.intervention.costs) {
        table->addRow();
        table->setCell(0, cellLabel(toQt(cost.name), &Palette::ink, table));
        table->setCell(1, cellLabel(cost.amount ? toQt(cost.amount->text()) : u"–"_s, &Palette::ink, table));
        table->setCell(2, cellLabel(timesWords(cost), &Palette::ink2, table));
        table->setCell(3, gradeCell(cost.evidence, table));
        const auto& facts = shown.costFacts.at(cost.id);
        QString words = facts.empty() ? tr("Assumption.") : factWords(facts);
        if (facts.empty() && !cost.evidence.note.empty())
            words += u' ' + toQt(cost.evidence.note);
        auto* sources = wrapped(words, TextRole::label, &Palette::ink3, table);
        sources->setContentsMargins(0, 0, 0, 8);
        table->addMessage(sources);
    }
}

void CatalogueDialog::pickTarget(const Effect& effect, QWidget& anchor) {
    std::vector<PathChoice> choices = targetChoices(document_.model());
    std::erase_if(choices, [&](const PathChoice& choice) {
        const auto target = findTarget(document_.model(), choice.path);
        return !target || !canActOn(effect, target->unit);
    });
    choices.insert(choices.begin(), PathChoice{{}, tr("nothing in this model"), {}, {}, 0});
    picker_->disconnect(this);
    connect(picker_, &PathPicker::chosen, this,
            [this, effect, cell = qobject_cast<TargetCell*>(&anchor)](const QString& path) {
                targets_[effect.id] = fromQt(path);
                const auto target = findTarget(document_.model(), fromQt(path));
                if (!target) {
                    targets_.erase(effect.id);
                    cell->show(tr("choose: %1…").arg(toQt(entry().actsOn.at(effect.id))), std::nullopt);
                } else {
                    cell->show(toQt(readableName(document_.model(), fromQt(path))),
                               target->metric ? std::optional(target->metric->level) : std::nullopt);
                }
                showReady();
            });
    const auto now = targets_.find(effect.id);
    picker_->open(anchor, std::move(choices), now == targets_.end() ? std::string() : now->second);
}

/// Says what will come of it before it is added.
void CatalogueDialog::showReady() {
    const size_t effects = entry().intervention.effects.size();
    const QString chosen = tr("%1 of %2 effects act on something.").arg(targets_.size()).arg(effects);
    const bool forSomebody = !groups_.empty() || hasNewGroup();
    const auto group = hasNewGroup() ? addNewGroup() : Result<Edit>();
    state_->setColour(group ? &Palette::ink2 : &Palette::warning);
    state_->setText(!group             ? toQt(group.error().message)
                    : !forSomebody     ? tr("It is for nobody yet: say for whom.")
                    : targets_.empty() ? tr("Nothing is chosen for it to act on yet: it would only cost.")
                                       : chosen);
    // With an effect without a size, its scenario would be an error at once.
    const bool missing = std::ranges::any_of(entry().intervention.effects, [&](const Effect& effect) {
        return !effect.size && targets_.contains(effect.id);
    });
    scenario_->setEnabled(!missing);
    add_->setEnabled(forSomebody && group && document_.isOpen() && !document_.isReadOnly());
}

/// Enter adds what was chosen, from any field; where nothing is, it leads to what there is to choose. The button itself
/// takes its own keys: whoever presses that has read what it would come to.
void CatalogueDialog::keyPressEvent(QKeyEvent* event) {
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto* first = page_ ? page_->findChild<TargetCell*>() : nullptr;
    if (!enters || !add_->isEnabled() || !targets_.empty() || !first)
        return QDialog::keyPressEvent(event);
    first->setFocus(Qt::OtherFocusReason);
    scroll_->ensureWidgetVisible(first, 0, first->height() * 2);
    state_->setColour(&Palette::warning);
    state_->setText(
        tr("Nothing is chosen for it to act on yet, so it would only cost: choose what it changes, or press "
           "Add to the model."));
}

/// What is chosen as one edit, with the group that is new.
Result<Edit> CatalogueDialog::edit() const {
    CatalogueChoice choice;
    choice.name = fromQt(name_->text().trimmed());
    choice.groups = groups_;
    choice.targets = targets_;
    choice.scenario = scenario_->isEnabled() && scenario_->isChecked() ? OwnScenario::make : OwnScenario::none;
    if (!hasNewGroup())
        return addFromCatalogue(document_.model(), catalogue_, entry().intervention.id.text, choice);
    const auto group = addNewGroup();
    if (!group)
        return group;
    choice.groups.push_back(addedId<Group>(*group));
    const Model with = tributary::apply(document_.model(), *group).model;
    const auto added = addFromCatalogue(with, catalogue_, entry().intervention.id.text, choice);
    if (!added)
        return added;
    Edit both = joined(*group, *added);
    both.label = added->label;
    return both;
}

void CatalogueDialog::add() {
    const auto made = edit();
    if (const auto done = document_.apply(made); !done) {
        state_->setText(toQt(done.error().message));
        state_->setColour(&Palette::error);
        return;
    }
    accept();
    if (const ScenarioId scenario = addedId<Scenario>(*made); !scenario.empty())
        document_.setScenario(scenario);
    emit added(toQt(addedId<Intervention>(*made).text));
}

} // namespace tributary::ui
