// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_page.h"

#include "core/model/edits.h"
#include "core/model/map_edits.h"
#include "core/model/quantity_path.h"
#include "core/model/tree_edits.h"
#include "ui/cascade/card_commands.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/time_bar.h"
#include "ui/document.h"
#include "ui/look/empty_state.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/window/command_state.h"

#include <QAction>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double zoomStep = 1.25;

} // namespace

CascadePage::CascadePage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), scene_(new CascadeScene(document, this)),
      canvas_(new CascadeCanvas(*scene_)), time_(new TimeBar(document)), stack_(new QStackedLayout),
      empty_(new EmptyState), first_(empty_->addButton(tr("Add the first metric"))),
      menu_(new QMenu(tr("&Cascade"), this)) {
    setAccessibleName(tr("Cascade"));
    setObjectName(u"cascadePage"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* tree = new QWidget(this);
    auto* treeColumn = new QVBoxLayout(tree);
    treeColumn->setContentsMargins(0, 0, 0, 0);
    treeColumn->setSpacing(0);
    treeColumn->addWidget(canvas_, 1);
    treeColumn->addWidget(time_);
    column->addLayout(stack_);
    stack_->addWidget(tree);
    stack_->addWidget(empty_);
    makeEmptyState();
    makeMenu();
    connect(canvas_, &CascadeCanvas::inspectorWanted, this, &CascadePage::inspectorWanted);
    connect(canvas_, &CascadeCanvas::menuWanted, this, [this](const QPoint& at) { menu_->popup(at); });
    connect(&canvas_->commands(), &CardCommands::placeWanted, this, &CascadePage::placeWanted);
    connect(time_, &TimeBar::playingChanged, canvas_, &CascadeCanvas::setPeriodAnnounced);
    connect(canvas_, &CascadeCanvas::namingEnded, this, &CascadePage::showState);
    connect(scene_, &CascadeScene::placed, this, &CascadePage::showState);
    connect(&document_, &Document::selectionChanged, this, &CascadePage::enableCommands);
    connect(&document_, &Document::stepped, this, [this](const std::vector<std::string>& metrics) {
        if (isVisible()) // on other pages what is selected there stays
            document_.selectAll(metrics);
    });
    connect(&document_, &Document::fileChanged, this, &CascadePage::enableCommands);
    connect(&document_, &Document::historyChanged, this, &CascadePage::enableCommands);
    showState();
    enableCommands();
}

CascadePage::~CascadePage() {
    document_.disconnect(this);
    scene_->disconnect(this);
    // The view goes before its scene: items ask the scene for what they show.
    delete canvas_;
}

void CascadePage::makeEmptyState() {
    empty_->say(tr("Build the tree that leads from the daily work to the money."),
                tr("Begin with the financial figure that matters; then ask for each metric what drives it."));
    QPushButton* const transit = empty_->addLink(tr("Start from the transit case"));
    for (QPushButton* button : {first_, transit})
        button->installEventFilter(this);
    empty_->setFocusPolicy(Qt::ClickFocus); // a click anywhere makes it the place that keys are for
    empty_->setFocusProxy(first_);
    connect(first_, &QPushButton::clicked, this, &CascadePage::addFirst);
    connect(transit, &QPushButton::clicked, this, &CascadePage::transitCaseWanted);
}

/// Adds a command. `keys` of the canvas alone are named, not taken, for fields use them too.
QAction* CascadePage::addCommand(QMenu& menu, const QString& text, const QString& keys, const QString& icon,
                                 const std::function<void()>& run) {
    const QString named = keys.isEmpty() ? text : text + u'\t' + keys;
    QAction* action = icon.isEmpty() ? menu.addAction(named) : menu.addAction(tintedIcon(icon), named);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void CascadePage::makeMenu() {
    CardCommands& cards = canvas_->commands();
    const auto add = [this](const QString& text, const QString& keys, const QString& icon,
                            const std::function<void()>& run) { return addCommand(*menu_, text, keys, icon, run); };
    needOne_ << add(tr("Add a driver"), tr("Tab"), u"node-plus"_s, [&cards] { cards.addDriver(); })
             << add(tr("Add a metric beside"), tr("Enter"), u"plus-lg"_s, [&cards] { cards.addSibling(); })
             << add(tr("Rename"), tr("F2"), u"pencil"_s, [&cards] { cards.rename(); })
             << add(tr("Type its value or formula"), tr("="), u"calculator"_s, [&cards] { cards.editValue(); });
    root_ = add(tr("Add a metric at the top"), tr("Ins"), {}, [this] { addFirst(); });
    QAction* link = add(tr("Link to what it drives…"), {}, u"link-45deg"_s, [&cards] { cards.askLink(); });
    link->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    needOne_ << link;
    pin_ = add(tr("Pin"), {}, u"pin-angle-fill"_s, [this] { togglePin(); });
    headline_ = add(tr("Show beside the NPV"), {}, {}, [this] { toggleHeadline(); });
    toMap_ = add(tr("Go to its place on a process map"), tr("Ctrl+Enter"), u"bezier2"_s, [&cards] { cards.goToMap(); });
    map_ = add(tr("Map the process of a metric"), {}, u"bezier2"_s, [this] { mapProcess(); });
    menu_->addSeparator();

    QMenu* level = menu_->addMenu(tr("Level"));
    needSome_ << addCommand(*level, tr("Financial"), {}, {}, [&cards] { cards.setLevel(Level::financial); })
              << addCommand(*level, tr("Operating"), {}, {}, [&cards] { cards.setLevel(Level::operating); })
              << addCommand(*level, tr("Frontline"), {}, {}, [&cards] { cards.setLevel(Level::frontline); })
              << addCommand(*level, tr("A level up"), tr("Alt+Shift+Up"), {},
                            [&cards] { cards.stepLevel(LevelStep::up); })
              << addCommand(*level, tr("A level down"), tr("Alt+Shift+Down"), {},
                            [&cards] { cards.stepLevel(LevelStep::down); });
    QMenu* move = menu_->addMenu(tr("Move"));
    QAction* hang = addCommand(*move, tr("Hang below another metric…"), {}, {}, [&cards] { cards.askParent(); });
    hang->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_H));
    addAction(hang);
    needSome_ << hang;
    needOne_ << addCommand(*move, tr("Before its sibling"), tr("Alt+Left"), {},
                           [&cards] { cards.step(TreeStep::back); })
             << addCommand(*move, tr("After its sibling"), tr("Alt+Right"), {},
                           [&cards] { cards.step(TreeStep::ahead); })
             << addCommand(*move, tr("Beside its parent"), tr("Alt+Up"), {}, [&cards] { cards.step(TreeStep::out); })
             << addCommand(*move, tr("Below the sibling before it"), tr("Alt+Down"), {},
                           [&cards] { cards.step(TreeStep::in); });
    menu_->addSeparator();
    copy_ = add(tr("Copy the branch"), tr("Ctrl+C"), u"clipboard"_s, [&cards] { cards.copy(); });
    paste_ = add(tr("Paste metrics…"), tr("Ctrl+V"), {}, [&cards] { cards.paste(); });
    add(tr("Select all cards"), tr("Ctrl+A"), {}, [&cards] { cards.selectEverything(); });
    erase_ = add(tr("Delete"), tr("Del"), u"trash"_s, [&cards] { cards.eraseSelected(); });
    eraseBranch_ = add(tr("Delete with its branch"), tr("Shift+Del"), {}, [&cards] { cards.eraseBranches(); });
    menu_->addSeparator();
    fold_ = add(tr("Fold or unfold"), tr("Space"), u"arrows-collapse"_s, [&cards] { cards.toggleFold(); });
    add(tr("Unfold all"), {}, u"arrows-expand"_s, [this] { scene_->unfoldAll(); });
    setCommandGroup(*add(tr("Arrange the tree anew"), {}, {}, [this] { canvas_->arrange(); }), tr("Tidy"));
    menu_->addSeparator();
    QAction* legend = menu_->addAction(tr("Legend"));
    legend->setCheckable(true);
    legend->setChecked(scene_->isLegendShown());
    connect(legend, &QAction::toggled, scene_, &CascadeScene::setLegendShown);
    add(tr("Play the periods"), {}, u"play-fill"_s, [this] { time_->isPlaying() ? time_->pause() : time_->play(); });
}

void CascadePage::enableCommands() {
    const std::string& selected = scene_->view().selected;
    const auto count = document_.selectedMetrics().size();
    const bool editable = document_.isOpen() && !document_.isReadOnly();
    const QString fixed = document_.isOpen() ? tr("the file is read-only") : tr("no model is open");
    const QString none = tr("select a metric first");
    for (QAction* action : std::as_const(needOne_))
        setCommandState(*action, count > 0 && editable, editable ? none : fixed);
    for (QAction* action : std::as_const(needSome_))
        setCommandState(*action, count > 0 && editable, editable ? none : fixed);
    setCommandState(*root_, editable, fixed);
    setCommandState(*copy_, count > 0, none);
    setCommandState(*paste_, editable, fixed);
    const auto pinned = pinnedQuantities(document_.model());
    const bool isPinned = std::ranges::find(pinned, pinnable()) != pinned.end();
    pin_->setText(isPinned ? tr("Unpin from the what-if ribbon") : tr("Pin as a slider"));
    setCommandState(*pin_, editable && !pinnable().empty(),
                    editable ? tr("select a metric whose value is a quantity first") : fixed);
    const PinnedHeadline headline{PinnedHeadline::Kind::metric, MetricId(selected)};
    const auto headlines = pinnedHeadlines(document_.model());
    headline_->setText(std::ranges::find(headlines, headline) != headlines.end() ? tr("Take out from beside the NPV")
                                                                                 : tr("Show beside the NPV"));
    setCommandState(*headline_, count == 1 && editable, editable ? tr("select one metric first") : fixed);
    setCommandState(*toMap_, !scene_->content().mapPlaces(selected).empty(),
                    selected.empty() ? none : tr("it has no place on a process map"));
    const Metric* metric = document_.model().metrics().find(MetricId(selected));
    const Process* map = metric ? mapUnder(metric->id) : nullptr;
    const QString mapped = metric ? toQt(metric->name).replace(u'&', u"&&"_s) : QString();
    map_->setText(!metric ? tr("Map the process of a metric")
                  : map   ? tr("Go to the map under %1").arg(mapped)
                          : tr("Map the process of %1").arg(mapped));
    setCommandState(*map_, map || (metric && editable), editable ? none : fixed);
    const bool link = count == 0 && !document_.selection().empty();
    erase_->setText((count > 1 ? tr("Delete %1 metrics").arg(count)
                     : link    ? tr("Delete the link")
                               : tr("Delete")) +
                    u'\t' + tr("Del"));
    setCommandState(*erase_, !document_.selection().empty() && editable,
                    editable ? tr("select a metric or a link first") : fixed);
    const auto branch = branchesOf(document_.model(), document_.selectedMetrics()).size();
    eraseBranch_->setText(
        (branch > 1 ? tr("Delete with its branch, %1 metrics").arg(branch) : tr("Delete with its branch")) + u'\t' +
        tr("Shift+Del"));
    setCommandState(*eraseBranch_, branch > count && editable,
                    editable ? tr("nothing hangs below what is selected") : fixed);
    setCommandState(*fold_, !selected.empty() && scene_->hasBranch(selected),
                    tr("nothing hangs below what is selected"));
}

/// The first map that hangs under a metric; null where none does.
const Process* CascadePage::mapUnder(const MetricId& id) const {
    for (const Process& process : document_.model().processes())
        if (process.metric == id)
            return &process;
    return nullptr;
}

/// Leads to the map under the selected metric; where there is none makes one of the same name.
void CascadePage::mapProcess() {
    const Metric* metric = document_.model().metrics().find(MetricId(scene_->view().selected));
    if (!metric)
        return;
    if (const Process* map = mapUnder(metric->id))
        return emit placeWanted(toQt(pathOf(EntityRef{Process::kind, map->id.text})));
    const auto edit = addProcess(document_.model(), metric->id, metric->name);
    if (const auto done = document_.apply(edit); !done)
        return document_.tell(done.error());
    emit placeWanted(toQt(pathOf(addedId<Process>(*edit), {MapPart::Kind::task, "start"})));
}

void CascadePage::toggleHeadline() {
    const PinnedHeadline headline{PinnedHeadline::Kind::metric, MetricId(scene_->view().selected)};
    const auto pinned = pinnedHeadlines(document_.model());
    const bool shown = std::ranges::find(pinned, headline) != pinned.end();
    const auto done =
        document_.apply(shown ? unpinHeadline(document_.model(), headline) : pinHeadline(document_.model(), headline));
    if (!done)
        document_.tell(done.error());
}

/// Path of the selected metric's value, where it is a quantity that can be a slider; empty elsewhere.
std::string CascadePage::pinnable() const {
    if (scene_->view().selected.empty())
        return {};
    const std::string path = "metric/" + scene_->view().selected + "/estimate";
    const auto site = findQuantity(document_.model(), path);
    return site && site->quantity ? path : std::string();
}

void CascadePage::togglePin() {
    const std::string path = pinnable();
    const auto pinned = pinnedQuantities(document_.model());
    const bool isPinned = std::ranges::find(pinned, path) != pinned.end();
    const auto done =
        document_.apply(isPinned ? unpinQuantity(document_.model(), path) : pinQuantity(document_.model(), path));
    if (!done)
        document_.tell(done.error());
}

void CascadePage::showState() {
    const bool naming = !canvas_->nameField().isHidden(); // it may be open on a canvas that is not in view yet
    const bool empty = scene_->isEmpty() && !naming;
    stack_->setCurrentIndex(empty ? 1 : 0);
}

/// Hands the focus on to what keys are for.
void CascadePage::focusInEvent(QFocusEvent* event) {
    QWidget* const entry = stack_->currentIndex() == 1 ? static_cast<QWidget*>(first_) : canvas_;
    entry->setFocus(event->reason());
}

/// A block of a spreadsheet is pasted into an empty model as into a tree.
void CascadePage::keyPressEvent(QKeyEvent* event) {
    if (!event->matches(QKeySequence::Paste) || !paste_->isEnabled())
        return QWidget::keyPressEvent(event);
    canvas_->commands().paste();
}

/// Opens the field for a metric without a parent.
void CascadePage::addFirst() {
    stack_->setCurrentIndex(0);
    canvas_->commands().addFirst();
    showState(); // as it came into view the canvas had no card and no field yet
    canvas_->nameField().field()->setFocus(Qt::OtherFocusReason);
}

/// Who begins to type in an empty model means the name of its first metric.
bool CascadePage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress || document_.isReadOnly())
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const QString text = key->text();
    const bool command = key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (command || text.isEmpty() || !text.front().isLetterOrNumber())
        return QWidget::eventFilter(watched, event);
    addFirst();
    canvas_->nameField().field()->insert(text);
    return true;
}

void CascadePage::zoomIn() { canvas_->zoomBy(zoomStep); }

void CascadePage::zoomOut() { canvas_->zoomBy(1 / zoomStep); }

void CascadePage::fit() { canvas_->fit(); }

void CascadePage::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentPalette().canvas); }

} // namespace tributary::ui
