// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the process page, and the menu that holds them.
#include "core/model/map_metric.h"
#include "core/model/quantity_path.h"
#include "ui/cascade/name_field.h"
#include "ui/look/icons.h"
#include "ui/look/segmented_control.h"
#include "ui/look/style.h"
#include "ui/look/type.h"
#include "ui/process/map_canvas.h"
#include "ui/process/map_palette.h"
#include "ui/process/play_bar.h"
#include "ui/process/process_page.h"
#include "ui/qt_text.h"
#include "ui/window/command_state.h"

#include <QAction>
#include <QComboBox>
#include <QLayout>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>
#include <algorithm>
#include <cstddef>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

QAction* ProcessPage::addCommand(QMenu& menu, const QString& text, const QString& keys, const QString& icon,
                                 const std::function<void()>& run) {
    const QString named = keys.isEmpty() ? text : text + u'\t' + keys;
    QAction* action = icon.isEmpty() ? menu.addAction(named) : menu.addAction(tintedIcon(icon), named);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void ProcessPage::makeMenu() {
    const auto add = [this](const QString& text, const QString& keys, const QString& icon,
                            const std::function<void()>& run) { return addCommand(*menu_, text, keys, icon, run); };
    // The palette finds them by their names in BPMN, too.
    const auto known = [](const QString& name, QAction* action) {
        setCommandGroup(*action, name);
        return action;
    };
    needStep_ << known(tr("Task"),
                       add(tr("Add the next step"), tr("Tab"), u"node-plus"_s, [this] { canvas_->addNext(); }))
              << add(tr("Add a branch"), tr("Enter"), u"plus-lg"_s, [this] { canvas_->addBranch(); })
              << known(tr("Boundary event"), add(tr("Add what goes wrong here"), tr("!"), u"lightning-charge-fill"_s,
                                                 [this] { canvas_->addException(); }));
    QMenu* other = menu_->addMenu(tr("Add another kind of step"));
    needStep_ << known(tr("Exclusive gateway"), addCommand(*other, tr("One way of several"), tr("G"), {},
                                                           [this] { canvas_->addNext(StepKind::exclusive); }))
              << known(tr("Parallel gateway"), addCommand(*other, tr("All ways at once"), tr("P"), {},
                                                          [this] { canvas_->addNext(StepKind::parallel); }))
              << known(tr("End event"),
                       addCommand(*other, tr("An end"), tr("E"), {}, [this] { canvas_->addNext(StepKind::end); }))
              << addCommand(*other, tr("A sub-process"), tr("U"), {}, [this] { canvas_->addSubProcess(); });
    needStep_ << known(tr("Sequence flow"),
                       add(tr("Draw a way to…"), tr("L"), u"link-45deg"_s, [this] { canvas_->beginWay(); }));
    menu_->addSeparator();
    needPart_ << add(tr("Rename"), tr("F2"), u"pencil"_s, [this] { canvas_->rename(); });
    time_ = add(tr("Type its work time"), tr("T"), {}, [this] { canvas_->setWorkTime(); });
    share_ = add(tr("Type its share"), tr("S"), {}, [this] { canvas_->setShare(); });
    doers_ = menu_->addMenu(tintedIcon(u"people"_s), tr("Who does it") + u'\t' + tr("W"));
    track_ = add(trackWords(), {}, u"graph-up-arrow"_s, [this] { track(); });
    nest_ = add(tr("Make it a sub-process"), {}, {}, [this] { makeSubProcess(); });
    detail_ = add(tr("Open the map of what is in it"), tr("Ctrl+Enter"), u"diagram-3"_s, [this] { openDetail(); });
    outer_ = add(tr("Go back to the map around"), tr("Ctrl+Up"), {}, [this] { goUpOne(); });
    menu_->addSeparator();
    needPart_ << add(tr("Move to the lane above"), tr("Alt+Up"), {}, [this] { canvas_->moveToNextLane(-1); })
              << add(tr("Move to the lane below"), tr("Alt+Down"), {}, [this] { canvas_->moveToNextLane(1); });
    add(tr("Play the cases"), tr("Space"), u"play-fill"_s, [this] { play_->toggle(); });
    needMap_ << add(tr("Add a lane"), {}, {}, [this] { canvas_->addLane(); })
             << add(tr("Add a pool of people"), {}, u"people"_s, [this] { canvas_->addPool(); });
    pools_ = menu_->addMenu(tr("Show what a pool does"));
    menu_->addSeparator();
    needStep_ << add(tr("Copy steps"), tr("Ctrl+C"), u"clipboard"_s, [this] { canvas_->copy(); });
    paste_ = add(tr("Paste steps after this one"), tr("Ctrl+V"), {}, [this] { canvas_->paste(); });
    needMap_ << add(tr("Select all steps"), tr("Ctrl+A"), {}, [this] { canvas_->selectEverything(); });
    needPart_ << add(tr("Delete"), tr("Del"), u"trash"_s, [this] { canvas_->eraseSelected(); });
    menu_->addSeparator();
    add(tr("Map another process"), {}, u"bezier2"_s, [this] { addMap(); });
    needMap_ << add(tr("Delete this process"), {}, u"trash"_s, [this] { eraseMap(); });
}

void ProcessPage::makePalette() {
    const auto onMap = [this](const QPoint& place) { return canvas_->viewport()->mapFromGlobal(place); };
    connect(palette_, &MapPalette::pressed, canvas_, &MapCanvas::add);
    connect(palette_, &MapPalette::carried, this,
            [this, onMap](NewPart part, const QPoint& place) { canvas_->carry(part, onMap(place)); });
    connect(palette_, &MapPalette::dropped, this,
            [this, onMap](NewPart part, const QPoint& place) { canvas_->drop(part, onMap(place)); });
    connect(palette_, &MapPalette::givenUp, canvas_, &MapCanvas::stopCarrying);
}

void ProcessPage::enableCommands() {
    const bool editable = document_.isOpen() && !document_.isReadOnly();
    const bool hasMap = !shownProcess().empty() && views_->currentIndex() == 0; // commands act on what is seen
    palette_->setEnabled(editable && hasMap);
    const QString fixed = document_.isOpen() ? tr("the file is read-only") : tr("no model is open");
    for (QAction* action : std::as_const(needStep_))
        setCommandState(*action, editable && hasMap && canvas_->hasStep(),
                        editable ? tr("select a step first") : fixed);
    for (QAction* action : std::as_const(needPart_))
        setCommandState(*action, editable && hasMap && !canvas_->selected().empty(),
                        editable ? tr("select a part of the map first") : fixed);
    for (QAction* action : std::as_const(needMap_))
        setCommandState(*action, editable && hasMap, editable ? tr("map a process first") : fixed);
    for (QAction* action : {doers_->menuAction(), time_})
        setCommandState(*action, editable && hasMap && !canvas_->selectedWork().empty(),
                        editable ? tr("select tasks or exceptions first") : fixed);
    setCommandState(*share_, editable && hasMap && canvas_->sharePart(),
                    editable ? tr("select a way or an exception first") : fixed);
    setCommandState(*pools_->menuAction(), hasMap && !pools_->isEmpty(), tr("add a pool of people first"));
    setCommandState(*paste_, editable && hasMap && canvas_->hasStep() && canvas_->canPaste(),
                    editable ? tr("copy steps, then select the one that they are to follow") : fixed);
    track_->setText(trackWords());
    setCommandState(*track_, editable && hasMap && trackable(),
                    editable ? tr("select what has a time or a share that is typed, not that of a metric") : fixed);
    setCommandState(*detail_, hasMap && detail(), tr("select a sub-process first"));
    setCommandState(*outer_, hasMap && stepAround(), tr("this map is not that of a sub-process"));
    const auto work = hasMap ? canvas_->selectedWork() : std::vector<MapPart>();
    // A map that is not seen still holds what was selected in it.
    const Step* const task = !work.empty() && work.back().kind == MapPart::Kind::task
                                 ? findStep(*document_.model().processes().find(last_), StepId(work.back().id))
                                 : nullptr;
    setCommandState(*nest_, editable && task && !task->isSubProcess(), editable ? tr("select a task first") : fixed);
}

/// Lists the pools of the map: as who may do what is selected, and as what can be shown.
void ProcessPage::listPools() {
    const Process* shown = document_.model().processes().find(last_);
    const std::vector<Pool> pools = shown ? shown->pools : std::vector<Pool>();
    if (!doers_->isEmpty() && pools == listed_)
        return;
    listed_ = pools;
    doers_->clear();
    pools_->clear();
    const auto offer = [this](const QString& name, const PoolId& id) {
        connect(doers_->addAction(name), &QAction::triggered, this, [this, id] { canvas_->giveTo(id); });
    };
    for (const Pool& pool : listed_) {
        const QString name = toQt(pool.name.empty() ? pool.id.text : pool.name).replace(u'&', u"&&"_s);
        offer(name, pool.id);
        connect(pools_->addAction(name), &QAction::triggered, this, [this, id = pool.id] { showPool(id); });
    }
    offer(tr("Nobody: the case only waits"), PoolId());
    doers_->addSeparator();
    connect(doers_->addAction(tr("A new pool")), &QAction::triggered, canvas_, &MapCanvas::addPool);
}

void ProcessPage::showPool(const PoolId& id) { document_.select(pathOf(last_, {MapPart::Kind::pool, id.text})); }

/// What a new map hangs under, behind what adds it, where a name is typed already.
QString ProcessPage::newMapWords(const QString& label) const {
    if (const Metric* metric = document_.model().metrics().find(under_))
        return label.isEmpty() ? tr("Under %1").arg(toQt(metric->name))
                               : tr("%1 under %2").arg(label, toQt(metric->name));
    if (offered_.size() > 1)
        return label.isEmpty() ? tr("Under which metric? Down chooses one")
                               : tr("%1 under no metric: Down chooses one").arg(label);
    return label;
}

void ProcessPage::chooseMetric(Metrics which) {
    const auto count = static_cast<std::ptrdiff_t>(offered_.size());
    const auto at = std::ranges::find(offered_, under_) - offered_.begin();
    under_ = offered_[static_cast<size_t>((at + (which == Metrics::next ? 1 : count - 1)) % count)];
    name_->refresh();
}

/// A field in the place of the name that the map will have, or of the button that asked for it.
void ProcessPage::addMap() {
    if (document_.isReadOnly()) // before a name is asked for
        return document_.tell(Error{fromQt(tr("Read-only: %1").arg(document_.readOnlyReason())), {}});
    name_->settle();
    under_ = metricToMap(document_.model(), document_.selectedMetrics());
    offered_ = mappableMetrics(document_.model());
    if (!under_.empty() && std::ranges::find(offered_, under_) == offered_.end())
        offered_.push_back(under_);
    offered_.insert(offered_.begin(), MetricId());
    const QWidget* place = stack_->currentIndex() == 0 ? static_cast<QWidget*>(choice_) : first_;
    const auto make = [this](const QString& line) { return addProcess(document_.model(), under_, fromQt(line)); };
    name_->open(
        QRectF(place->mapTo(this, QPoint()), place->size()), 1,
        {.text = {},
         .selectFrom = 0,
         .placeholder = tr("What the work is called"),
         .keys = offered_.size() > 1
                     ? tr("Enter maps it, Up and Down choose the metric that it hangs under, or none, Esc gives up")
                     : tr("Enter maps it, Esc gives up")},
        [this, make](const QString& line) -> Result<QString> {
            if (line.isEmpty())
                return newMapWords({});
            return make(line).map([this](const Edit& edit) { return newMapWords(toQt(edit.label)); });
        },
        [this, make](const QString& line) -> Result<void> {
            const auto edit = make(line);
            if (const auto done = document_.apply(edit); !done)
                return done;
            document_.select(pathOf(addedId<Process>(*edit), {MapPart::Kind::task, "start"}));
            view_->setCurrent(static_cast<int>(View::map)); // which takes the keys once the field has closed
            showView(static_cast<int>(View::map));
            return {};
        });
    first_->hide(); // of which a strip would show beneath the field
}

/// The first time or share of what was selected last that is a quantity of its own; none where it has none.
std::optional<std::string> ProcessPage::trackable() const {
    const auto parts = canvas_->selected();
    if (parts.empty())
        return std::nullopt;
    for (const char* field : {"touch", "delay", "frequency", "share"}) {
        std::string path = pathOf(last_, parts.back()) + "/" + field;
        if (const auto site = findQuantity(document_.model(), path); site && site->quantity)
            return path;
    }
    return std::nullopt;
}

/// What the command makes a metric of, in words.
QString ProcessPage::trackWords() const {
    const auto path = trackable();
    if (path && path->ends_with("/share"))
        return tr("Track its share as a metric");
    if (path && path->ends_with("/frequency"))
        return tr("Track how often it happens as a metric");
    if (path && path->ends_with("/delay"))
        return tr("Track its delay as a metric");
    return tr("Track its time as a metric");
}

/// Makes a metric of it.
void ProcessPage::track() {
    if (const auto path = trackable())
        if (const auto done = document_.apply(trackParameter(document_.model(), *path)); !done)
            document_.tell(done.error());
}

const Process* ProcessPage::detail() const {
    const Process* shown = document_.model().processes().find(last_);
    const auto parts = canvas_->selected();
    return shown && !parts.empty() ? findDetail(document_.model(), *shown, StepId(parts.back().id)) : nullptr;
}

void ProcessPage::openDetail() {
    const Process* inside = detail();
    if (!inside)
        return;
    // The keys go on from where cases come in.
    const auto start = std::ranges::find(inside->steps, StepKind::start, &Step::kind);
    if (start == inside->steps.end())
        return document_.select(EntityRef{Process::kind, inside->id.text});
    document_.select(pathOf(inside->id, {MapPart::Kind::task, start->id.text}));
}

std::optional<SubProcessStep> ProcessPage::stepAround() const {
    const SubProcesses nested(document_.model());
    const auto& callers = nested.callersOf(last_);
    return callers.empty() ? std::nullopt : std::optional(callers.front());
}

void ProcessPage::goUp(const SubProcessStep& to) {
    document_.select(pathOf(to.process, {MapPart::Kind::task, to.step.text}));
}

void ProcessPage::goUpOne() {
    if (const auto around = stepAround())
        goUp(*around);
}

void ProcessPage::makeSubProcess() {
    const auto work = canvas_->selectedWork();
    if (work.empty())
        return;
    if (const auto done =
            document_.apply(setStepKind(document_.model(), last_, StepId(work.back().id), subProcessKind));
        !done)
        document_.tell(done.error());
}

/// A button for each map around the shown one, the outermost first, which leads back to the step that one came by.
void ProcessPage::showWay() {
    constexpr int widest = 130;
    const SubProcesses nested(document_.model());
    const std::vector<ProcessId> way = nested.wayTo(last_);
    QStringList names; // those of the buttons, which stay where nothing has changed: one may have the keyboard
    for (const ProcessId& id : way)
        names << toQt(id.text) << toQt(readableName(document_.model(), pathOf(EntityRef{Process::kind, id.text})));
    if (names == std::exchange(wayShown_, names))
        return;
    while (QLayoutItem* old = way_->layout()->takeAt(0)) {
        old->widget()->hide();
        old->widget()->deleteLater();
        delete old;
    }
    way_->setVisible(way.size() > 1);
    for (size_t i = 0; i + 1 < way.size(); ++i) {
        const Process* around = document_.model().processes().find(way[i]);
        const QString name = toQt(around->name.empty() ? around->id.text : around->name);
        auto* back = new QPushButton(
            QFontMetrics(fontOf(TextRole::bodyStrong)).elidedText(name, Qt::ElideRight, widest) + u" \u203A"_s);
        setButtonRole(*back, ButtonRole::link);
        back->setToolTip(tr("Back to %1 (Ctrl+Up goes up one map)").arg(name));
        back->setAccessibleName(tr("Back to %1").arg(name));
        connect(back, &QPushButton::clicked, this, [this, to = nested.callersOf(way[i + 1]).front()] {
            goUp(to);
            canvas_->setFocus(Qt::OtherFocusReason);
        });
        way_->layout()->addWidget(back);
    }
}

void ProcessPage::eraseMap() {
    if (const auto done = document_.apply(eraseProcess(document_.model(), last_)); !done)
        document_.tell(done.error());
}

} // namespace tributary::ui
