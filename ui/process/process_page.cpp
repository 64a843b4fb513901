// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/process_page.h"

#include "core/model/quantity_path.h"
#include "core/report/words.h"
#include "ui/look/fitting_label.h"
#include "ui/look/icons.h"
#include "ui/look/number_words.h"
#include "ui/look/segmented_control.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/process/ledger_panel.h"
#include "ui/process/map_canvas.h"
#include "ui/process/measures_strip.h"
#include "ui/process/play_bar.h"
#include "ui/process/times_panel.h"
#include "ui/qt_text.h"
#include "ui/window/command_state.h"

#include <QAction>
#include <QComboBox>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double zoomFactor = 1.25;
constexpr int pageMargin = 28;
constexpr int headerHeight = 62;

} // namespace

/// The colours of the heat with the numbers between them.
class HeatLegend : public QWidget {
public:
    explicit HeatLegend(QWidget* parent = nullptr) : QWidget(parent) { setFixedSize(290, 34); }
    void setHeat(Heat heat) {
        heat_ = heat;
        setAccessibleName(ui::tr("Heat: from %1").arg(heatWords(heat).join(u", "_s)));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const Palette& palette = currentPalette();
        const double each = (width() - 20) / static_cast<double>(palette.heat.size());
        painter.setFont(fontOf(TextRole::label));
        const QStringList words = heatWords(heat_);
        for (size_t i = 0; i < palette.heat.size(); ++i) {
            const QRectF box(each * static_cast<double>(i), 2, each, 12);
            painter.setPen(palette.rule);
            painter.setBrush(palette.heat[i]);
            painter.drawRect(box);
            painter.setPen(palette.ink2);
            if (i > 0)
                painter.drawText(QRectF(box.left() - 30, 16, 60, 16), Qt::AlignCenter, words[static_cast<int>(i) - 1]);
        }
    }

private:
    Heat heat_ = Heat::waiting;
};

ProcessPage::ProcessPage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), measurer_(document), canvas_(new MapCanvas(document)), play_(new PlayBar),
      ledger_(new LedgerPanel(document)), times_(new TimesPanel), strip_(new MeasuresStrip), stack_(new QStackedLayout),
      views_(new QStackedLayout), choice_(new QComboBox), subtitle_(new FittingLabel),
      view_(new SegmentedControl({tr("Map"), tr("Exceptions"), tr("Times")})),
      heat_(new SegmentedControl({tr("Waiting"), tr("Cost"), tr("Busy")})), legend_(new HeatLegend),
      first_(new QPushButton(tr("Map a process"))), menu_(new QMenu(tr("&Process"), this)) {
    setAccessibleName(tr("Process"));
    setObjectName(u"processPage"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(stack_);
    auto* map = new QWidget(this);
    auto* mapColumn = new QVBoxLayout(map);
    mapColumn->setContentsMargins(0, 0, 0, 0);
    mapColumn->setSpacing(0);
    mapColumn->addWidget(makeHeader());
    mapColumn->addLayout(views_, 1);
    auto* drawn = new QWidget(map);
    auto* drawnColumn = new QVBoxLayout(drawn);
    drawnColumn->setContentsMargins(0, 0, 0, 0);
    drawnColumn->setSpacing(0);
    drawnColumn->addWidget(canvas_, 1);
    drawnColumn->addWidget(play_);
    views_->addWidget(drawn);
    views_->addWidget(ledger_);
    auto* scrolled = new QScrollArea(map);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setWidgetResizable(true);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setFocusPolicy(Qt::NoFocus);
    scrolled->setAccessibleName(tr("Times"));
    scrolled->setWidget(times_);
    views_->addWidget(scrolled);
    mapColumn->addWidget(strip_);
    stack_->addWidget(map);
    stack_->addWidget(makeEmptyState());
    makeMenu();
    legend_->setHeat(Heat::waiting);
    connect(heat_, &SegmentedControl::chosen, this, [this](int index) {
        canvas_->setHeat(static_cast<Heat>(index));
        legend_->setHeat(static_cast<Heat>(index));
    });
    connect(view_, &SegmentedControl::chosen, this, &ProcessPage::showView);
    connect(choice_, &QComboBox::activated, this, [this](int index) {
        document_.select(EntityRef{Process::kind, fromQt(choice_->itemData(index).toString())});
    });
    connect(canvas_, &MapCanvas::playWanted, play_, &PlayBar::toggle);
    connect(play_, &PlayBar::moved, this, &ProcessPage::showTokens);
    connect(canvas_, &MapCanvas::inspectorWanted, this, &ProcessPage::inspectorWanted);
    connect(canvas_, &MapCanvas::menuWanted, this, [this](const QPoint& at) { menu_->popup(at); });
    connect(&measurer_, &ProcessMeasurer::measured, this, &ProcessPage::showMeasures);
    connect(&document_, &Document::opened, this, [this] {
        last_ = {};
        showState();
    });
    connect(&document_, &Document::changed, this, &ProcessPage::showState);
    connect(&document_, &Document::selectionChanged, this, &ProcessPage::showState);
    connect(&document_, &Document::fileChanged, this, &ProcessPage::enableCommands);
    showState();
}

ProcessPage::~ProcessPage() { document_.disconnect(this); }

QWidget* ProcessPage::makeHeader() {
    auto* header = new QWidget(this);
    header->setFixedHeight(headerHeight);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(16, 6, 24, 6);
    row->setSpacing(16);
    auto* titles = new QVBoxLayout;
    titles->setSpacing(2);
    choice_->setFont(fontOf(TextRole::bodyStrong));
    choice_->setAccessibleName(tr("Process that is shown"));
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice_->setMinimumWidth(200);
    choice_->setMaximumWidth(420);
    subtitle_->setFont(fontOf(TextRole::label));
    titles->addWidget(choice_, 0, Qt::AlignLeft);
    auto* below = new QHBoxLayout; // under the text of the choice
    below->addSpacing(8);
    below->addWidget(subtitle_, 1);
    titles->addLayout(below);
    row->addLayout(titles);
    row->addStretch(1);
    view_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    view_->setAccessibleName(tr("The map, what goes wrong in it, or how long it takes"));
    row->addWidget(view_, 0, Qt::AlignVCenter);
    heat_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    heat_->setAccessibleName(tr("What the colour of a task says"));
    row->addWidget(heat_, 0, Qt::AlignVCenter);
    row->addWidget(legend_, 0, Qt::AlignVCenter);
    return header;
}

QWidget* ProcessPage::makeEmptyState() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(pageMargin, pageMargin, pageMargin, pageMargin);
    column->setSpacing(12);
    auto* sentence =
        new QLabel(tr("Here stands the map of the work under a metric: who does what, and what goes wrong."));
    sentence->setFont(fontOf(TextRole::pageTitle));
    auto* how = new QLabel(tr("Draw its steps one after the other by Tab; give each its time and who does it. "
                              "The map then says how long a case takes, and moves the tree."));
    setButtonRole(*first_, ButtonRole::main);
    first_->setAutoDefault(true); // Return presses it, as Space does
    auto* transit = new QPushButton(tr("Start from the transit case"));
    setButtonRole(*transit, ButtonRole::link);
    for (QLabel* label : {sentence, how})
        label->setWordWrap(true);
    column->addWidget(sentence);
    column->addWidget(how);
    column->addSpacing(8);
    column->addWidget(first_, 0, Qt::AlignLeft);
    column->addWidget(transit, 0, Qt::AlignLeft);
    column->addStretch();
    connect(first_, &QPushButton::clicked, this, &ProcessPage::addMap);
    connect(transit, &QPushButton::clicked, this, &ProcessPage::transitCaseWanted);
    return page;
}

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
    needStep_ << add(tr("Add the next step"), tr("Tab"), u"node-plus"_s, [this] { canvas_->addNext(); })
              << add(tr("Add a branch"), tr("Enter"), u"plus-lg"_s, [this] { canvas_->addBranch(); })
              << add(tr("Add what goes wrong here"), tr("!"), u"lightning-charge-fill"_s,
                     [this] { canvas_->addException(); });
    QMenu* other = menu_->addMenu(tr("Add another kind of step"));
    needStep_ << addCommand(*other, tr("One way of several"), tr("G"), {}, [this] {
        canvas_->addNext(StepKind::exclusive);
    }) << addCommand(*other, tr("All ways at once"), tr("P"), {}, [this] {
        canvas_->addNext(StepKind::parallel);
    }) << addCommand(*other, tr("An end"), tr("E"), {}, [this] { canvas_->addNext(StepKind::end); });
    needStep_ << add(tr("Draw a way to…"), tr("L"), u"link-45deg"_s, [this] { canvas_->beginWay(); });
    needPart_ << add(tr("Rename"), tr("F2"), u"pencil"_s, [this] { canvas_->rename(); });
    track_ = add(tr("Track its time as a metric"), {}, u"graph-up-arrow"_s, [this] { track(); });
    detail_ = add(tr("Open the map of what is in it"), {}, u"diagram-3"_s, [this] { openDetail(); });
    menu_->addSeparator();
    needPart_ << add(tr("Move a lane up"), tr("Alt+Up"), {}, [this] { canvas_->moveToNextLane(-1); })
              << add(tr("Move a lane down"), tr("Alt+Down"), {}, [this] { canvas_->moveToNextLane(1); });
    add(tr("Show the map, what goes wrong, or the times"), {}, {}, [this] {
        view_->setCurrent((views_->currentIndex() + 1) % views_->count());
        showView(view_->current());
    });
    add(tr("Play the cases"), tr("Space"), u"play-fill"_s, [this] { play_->toggle(); });
    needMap_ << add(tr("Add a lane…"), {}, {}, [this] { addLane(); })
             << add(tr("Add a pool of people…"), {}, u"people"_s, [this] { addPool(); });
    menu_->addSeparator();
    needStep_ << add(tr("Copy steps"), tr("Ctrl+C"), u"clipboard"_s, [this] { canvas_->copy(); });
    paste_ = add(tr("Paste steps after this one"), tr("Ctrl+V"), {}, [this] { canvas_->paste(); });
    needMap_ << add(tr("Select all steps"), tr("Ctrl+A"), {}, [this] { canvas_->selectEverything(); });
    needPart_ << add(tr("Delete"), tr("Del"), u"trash"_s, [this] { canvas_->eraseSelected(); });
    menu_->addSeparator();
    add(tr("Map another process…"), {}, u"bezier2"_s, [this] { addMap(); });
    needMap_ << add(tr("Delete this process"), {}, u"trash"_s, [this] { eraseMap(); });
}

void ProcessPage::enableCommands() {
    const bool editable = document_.isOpen() && !document_.isReadOnly();
    const bool hasMap = !shownProcess().empty() && views_->currentIndex() == 0; // commands act on what is seen
    const QString fixed = document_.isOpen() ? tr("the file is read-only") : tr("no model is open");
    for (QAction* action : std::as_const(needStep_))
        setCommandState(*action, editable && hasMap && canvas_->hasStep(),
                        editable ? tr("select a step first") : fixed);
    for (QAction* action : std::as_const(needPart_))
        setCommandState(*action, editable && hasMap && !canvas_->selected().empty(),
                        editable ? tr("select a part of the map first") : fixed);
    for (QAction* action : std::as_const(needMap_))
        setCommandState(*action, editable && hasMap, editable ? tr("map a process first") : fixed);
    setCommandState(*paste_, editable && hasMap && canvas_->hasStep() && canvas_->canPaste(),
                    editable ? tr("copy steps, then select the one that they are to follow") : fixed);
    setCommandState(*track_, editable && hasMap && canvas_->hasStep(), editable ? tr("select a step first") : fixed);
    setCommandState(*detail_, hasMap && detail(), tr("select a step that was imported as a sub-process"));
}

/// That of what is selected, else the one before, else the first.
ProcessId ProcessPage::shownProcess() const {
    const Model& model = document_.model();
    if (const auto entity = document_.selectedEntity();
        entity && entity->kind == Process::kind && model.processes().contains(ProcessId(entity->id)))
        return ProcessId(entity->id);
    if (model.processes().contains(last_))
        return last_;
    return model.processes().begin() == model.processes().end() ? ProcessId() : model.processes().begin()->id;
}

void ProcessPage::showState() {
    last_ = shownProcess();
    const Process* shown = document_.model().processes().find(last_);
    stack_->setCurrentIndex(shown ? 0 : 1);
    {
        const QSignalBlocker quiet(choice_);
        choice_->clear();
        for (const Process& process : document_.model().processes()) {
            choice_->addItem(toQt(process.name.empty() ? process.id.text : process.name), toQt(process.id.text));
            if (process.id == last_)
                choice_->setCurrentIndex(choice_->count() - 1);
        }
    }
    canvas_->setProcess(last_);
    ledger_->setProcess(last_);
    if (isVisible())
        measurer_.setProcess(last_);
    if (shown) {
        QStringList said;
        if (const Metric* metric = document_.model().metrics().find(shown->metric))
            said << tr("under %1").arg(toQt(metric->name));
        said << toQt(
            countWords(static_cast<size_t>(std::ranges::count(shown->steps, StepKind::task, &Step::kind)), "task"));
        said << toQt(countWords(shown->lanes.size(), "lane"));
        if (!shown->exceptions.empty() || std::ranges::any_of(shown->flows, &Flow::exception))
            said << toQt(countWords(shown->exceptions.size() +
                                        static_cast<size_t>(std::ranges::count(shown->flows, true, &Flow::exception)),
                                    "exception"));
        subtitle_->setTexts({said.join(u", "_s), said.value(0)});
    }
    enableCommands();
}

void ProcessPage::showMeasures() {
    if (measurer_.process() != last_)
        return; // of the one that was shown before
    canvas_->setMeasures(measurer_.measures());
    readTrace();
    times_->show(measurer_.measures(), measurer_.usual(), toQt(document_.model().settings().currency));
    strip_->show(measurer_.measures(), measurer_.usual(), toQt(document_.model().settings().currency),
                 measurer_.failure());
}

/// Takes the cases of the newest simulation. Those of the one before stay while the map is the same.
void ProcessPage::readTrace() {
    const ProcessMeasures* measures = measurer_.measures();
    if (measures && measures->simulated) {
        traced_ = measures->process;
        tokens_ = MapTokens(*traced_, caseTrace(*traced_, measures->simulated->trace));
        play_->setSpan(tokens_.begin(), tokens_.end(), measures->simulated->cycleTime.mean);
    } else if (!measures || !traced_ || measures->process.id != traced_->id ||
               measures->process.steps != traced_->steps || measures->process.flows != traced_->flows ||
               measures->process.exceptions != traced_->exceptions) {
        traced_.reset();
        tokens_ = {};
        play_->setSpan(0, 0, 0);
    }
    showTokens();
}

/// Cases are seen from the first play on, until the page shows something else.
void ProcessPage::showTokens() {
    canvas_->setTokens(play_->isUsed() ? tokens_.at(play_->time(), play_->travel(), canvas_->layout())
                                       : QVector<MapTokens::Token>());
}

void ProcessPage::showView(int index) {
    if (index != 0)
        play_->stop();
    views_->setCurrentIndex(index);
    strip_->setVisible(index < 2); // the times have its numbers, and more of them
    heat_->setVisible(index == 0);
    legend_->setVisible(index == 0);
    enableCommands();
}

void ProcessPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    measurer_.setProcess(last_);
    measurer_.setWatched(true);
    showMeasures();
}

void ProcessPage::hideEvent(QHideEvent* event) {
    play_->stop();
    measurer_.setWatched(false); // nobody sees it, and a run has more use of the processor
    QWidget::hideEvent(event);
}

void ProcessPage::addMap() {
    // It hangs under the metric that is selected, if one is.
    MetricId under;
    if (const auto metrics = document_.selectedMetrics(); !metrics.empty())
        under = metrics.back();
    const Metric* metric = document_.model().metrics().find(under);
    bool taken = false;
    const QString name = QInputDialog::getText(this, tr("Map a process"),
                                               metric ? tr("What the work under %1 is called:").arg(toQt(metric->name))
                                                      : tr("What the work is called:"),
                                               QLineEdit::Normal, {}, &taken);
    if (!taken)
        return;
    const auto edit = addProcess(document_.model(), under, fromQt(name));
    if (const auto done = document_.apply(edit); !done)
        return document_.tell(done.error());
    const ProcessId added = addedId<Process>(*edit);
    document_.select(pathOf(added, {MapPart::Kind::task, "start"}));
    canvas_->setFocus(Qt::OtherFocusReason);
}

void ProcessPage::addLane() {
    QStringList groups{tr("no group")};
    std::vector<GroupId> ids{GroupId()};
    for (const Group& group : document_.model().groups()) {
        groups << toQt(group.name.empty() ? group.id.text : group.name);
        ids.push_back(group.id);
    }
    bool taken = false;
    const QString chosen =
        QInputDialog::getItem(this, tr("Add a lane"), tr("The group whose lane it is, or a new name:"), groups,
                              groups.size() > 1 ? 1 : 0, true, &taken);
    if (!taken)
        return;
    Lane lane;
    const qsizetype place = groups.indexOf(chosen);
    lane.name = place == 0 ? std::string() : fromQt(chosen);
    if (place > 0)
        lane.group = ids[static_cast<size_t>(place)];
    if (const auto done = document_.apply(tributary::addLane(document_.model(), last_, std::move(lane))); !done)
        document_.tell(done.error());
}

void ProcessPage::addPool() {
    bool taken = false;
    const QString name = QInputDialog::getText(this, tr("Add a pool"), tr("Who works together, as in Mechanics:"),
                                               QLineEdit::Normal, {}, &taken);
    if (!taken || name.trimmed().isEmpty())
        return;
    Pool pool;
    pool.name = fromQt(name);
    if (const auto done = document_.apply(tributary::addPool(document_.model(), last_, std::move(pool))); !done)
        document_.tell(done.error());
}

/// Makes a metric of the first time of the selected step that is a quantity.
void ProcessPage::track() {
    const auto parts = canvas_->selected();
    if (parts.empty())
        return;
    const char* fields[] = {"touch", "delay", "frequency", "share"};
    for (const char* field : fields) {
        const std::string path = pathOf(last_, parts.back()) + "/" + field;
        const auto site = findQuantity(document_.model(), path);
        if (!site || !site->quantity)
            continue;
        if (const auto done = document_.apply(trackParameter(document_.model(), path)); !done)
            document_.tell(done.error());
        return;
    }
    document_.tell(
        {fromQt(tr("It has no time or share that is a quantity of its own: type one, or open the metric that "
                   "it refers to.")),
         std::nullopt});
}

const Process* ProcessPage::detail() const {
    const Process* shown = document_.model().processes().find(last_);
    const auto parts = canvas_->selected();
    return shown && !parts.empty() ? findDetail(document_.model(), *shown, StepId(parts.back().id)) : nullptr;
}

void ProcessPage::openDetail() {
    if (const Process* inside = detail())
        document_.select(EntityRef{Process::kind, inside->id.text});
}

void ProcessPage::eraseMap() {
    if (const auto done = document_.apply(eraseProcess(document_.model(), last_)); !done)
        document_.tell(done.error());
}

/// Hands the focus on to what keys are for.
void ProcessPage::focusInEvent(QFocusEvent* event) {
    QWidget* const entry = stack_->currentIndex() == 1   ? static_cast<QWidget*>(first_)
                           : views_->currentIndex() != 0 ? static_cast<QWidget*>(view_)
                                                         : canvas_;
    entry->setFocus(event->reason());
}

void ProcessPage::zoomIn() { canvas_->zoomBy(zoomFactor); }

void ProcessPage::zoomOut() { canvas_->zoomBy(1 / zoomFactor); }

void ProcessPage::fit() { canvas_->fit(); }

void ProcessPage::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentPalette().paper); }

} // namespace tributary::ui
