// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/process_page.h"

#include "core/model/quantity_path.h"
#include "core/report/words.h"
#include "ui/cascade/name_field.h"
#include "ui/look/empty_state.h"
#include "ui/look/fitting_label.h"
#include "ui/look/number_words.h"
#include "ui/look/segmented_control.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/process/ledger_panel.h"
#include "ui/process/map_canvas.h"
#include "ui/process/map_palette.h"
#include "ui/process/measures_strip.h"
#include "ui/process/play_bar.h"
#include "ui/process/times_panel.h"
#include "ui/qt_text.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFocusEvent>
#include <QFontMetricsF>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double zoomFactor = 1.25;
constexpr int headerHeight = 62;
constexpr int headerLeft = 16;
constexpr int headerRight = 24;
constexpr int leastTitles = 200; ///< of the header, for the map's name beside the choices

} // namespace

/// The colours of the heat with the numbers between them, and what these go by.
class HeatLegend : public QWidget {
public:
    explicit HeatLegend(QWidget* parent = nullptr) : QWidget(parent) {
        setFixedHeight(50);
        setMinimumWidth(170);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override { return {232, 50}; }
    void setScale(const HeatScale& scale) {
        scale_ = scale;
        setAccessibleName(ui::tr("Heat: %1").arg(scale.meaning()));
        setAccessibleDescription(scale.words().join(u", "_s));
        setToolTip(scale.meaning());
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const Palette& palette = currentPalette();
        const double each = (width() - 20) / static_cast<double>(palette.heat.size());
        const QFont font = fontOf(TextRole::label);
        painter.setFont(font);
        const QStringList& words = scale_.words();
        for (size_t i = 0; i < palette.heat.size(); ++i) {
            const QRectF box(each * static_cast<double>(i), 2, each, 12);
            painter.setPen(palette.rule);
            painter.setBrush(palette.heat[i]);
            painter.drawRect(box);
            painter.setPen(palette.ink2);
            if (i > 0 && !words.isEmpty())
                painter.drawText(QRectF(box.left() - 30, 15, 60, 16), Qt::AlignCenter, words[static_cast<int>(i) - 1]);
        }
        painter.setPen(palette.ink3);
        const QFontMetricsF metrics(font);
        const QString range = scale_.range(); // of which the tip says all
        painter.drawText(QRectF(0, 32, width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.horizontalAdvance(range) <= width()
                             ? range
                             : metrics.elidedText(scale_.briefRange(), Qt::ElideRight, width()));
    }

private:
    HeatScale scale_;
};

ProcessPage::ProcessPage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), measurer_(document), canvas_(new MapCanvas(document)),
      palette_(new MapPalette), play_(new PlayBar), ledger_(new LedgerPanel(document)), times_(new TimesPanel),
      strip_(new MeasuresStrip), stack_(new QStackedLayout), views_(new QStackedLayout), choice_(new QComboBox),
      way_(new QWidget), subtitle_(new FittingLabel),
      view_(new SegmentedControl({tr("Map"), tr("Exceptions"), tr("Times")})),
      heat_(new SegmentedControl({tr("Waiting"), tr("Cost"), tr("Busy")})), legend_(new HeatLegend),
      empty_(new EmptyState), first_(empty_->addButton(tr("Map a process"))), name_(new NameField(this)),
      menu_(new QMenu(tr("&Process"), this)) {
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
    auto* foot = new QHBoxLayout;
    foot->setSpacing(0);
    foot->addWidget(palette_);
    foot->addWidget(play_, 1);
    drawnColumn->addLayout(foot);
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
    makeEmptyState();
    stack_->addWidget(empty_);
    makeMenu();
    makePalette();
    connect(heat_, &SegmentedControl::chosen, this, [this](int index) {
        canvas_->setHeat(static_cast<Heat>(index));
        showHeat();
    });
    connect(view_, &SegmentedControl::chosen, this, &ProcessPage::showView);
    connect(choice_, &QComboBox::activated, this, [this](int index) {
        document_.select(EntityRef{Process::kind, fromQt(choice_->itemData(index).toString())});
    });
    connect(canvas_, &MapCanvas::playWanted, play_, &PlayBar::toggle);
    connect(canvas_, &MapCanvas::poolsWanted, this, [this](const QPoint& at) {
        if (doers_->menuAction()->isEnabled())
            doers_->popup(at);
    });
    connect(ledger_, &LedgerPanel::chosen, this, [this](const ProcessId& process, const MapPart& part) {
        turnTo(View::map);
        document_.select(pathOf(process, part));
    });
    connect(strip_, &MeasuresStrip::poolChosen, this, &ProcessPage::showPool);
    connect(strip_, &MeasuresStrip::placeWanted, this, [this] {
        document_.select(std::string_view(measurer_.faultyPlace()));
        emit inspectorWanted();
    });
    connect(play_, &PlayBar::moved, this, &ProcessPage::showTokens);
    connect(canvas_, &MapCanvas::inspectorWanted, this, &ProcessPage::inspectorWanted);
    connect(canvas_, &MapCanvas::innerWanted, this, &ProcessPage::openDetail);
    connect(canvas_, &MapCanvas::outerWanted, this, &ProcessPage::goUpOne);
    connect(canvas_, &MapCanvas::menuWanted, this, [this](const QPoint& at) { menu_->popup(at); });
    connect(&measurer_, &ProcessMeasurer::measured, this, &ProcessPage::showMeasures);
    connect(&document_, &Document::typingToSettle, name_, &NameField::settle);
    connect(name_, &NameField::dropped, &document_, &Document::tell);
    connect(name_, &NameField::steppedUp, this, [this] { chooseMetric(Metrics::previous); });
    connect(name_, &NameField::steppedDown, this, [this] { chooseMetric(Metrics::next); });
    connect(name_, &NameField::closed, this, [this] { // the map takes the keys, and with them undo
        first_->show();
        (stack_->currentIndex() == 0 ? keysPlace() : first_)->setFocus(Qt::OtherFocusReason);
    });
    connect(&document_, &Document::opened, this, [this] {
        name_->giveUp();
        last_ = {};
        showState();
    });
    connect(&document_, &Document::changed, this, &ProcessPage::showState);
    connect(&document_, &Document::selectionChanged, this, &ProcessPage::showState);
    connect(&document_, &Document::problemsChanged, this, &ProcessPage::showGravest);
    connect(&document_, &Document::fileChanged, this, &ProcessPage::enableCommands);
    showHeat();
    showState();
}

ProcessPage::~ProcessPage() {
    document_.disconnect(this);
    name_->disconnect(this);
}

QWidget* ProcessPage::makeHeader() {
    auto* header = new QWidget(this);
    auto* row = headerRow_ = new QBoxLayout(QBoxLayout::LeftToRight, header);
    row->setContentsMargins(headerLeft, 6, headerRight, 6);
    row->setSpacing(12);
    auto* titles = new QVBoxLayout;
    titles->setSpacing(2);
    choice_->setFont(fontOf(TextRole::bodyStrong));
    choice_->setAccessibleName(tr("Process that is shown"));
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice_->setMinimumWidth(120);
    choice_->setMaximumWidth(420);
    subtitle_->setFont(fontOf(TextRole::label));
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    auto* wayRow = new QHBoxLayout(way_);
    wayRow->setContentsMargins(0, 0, 0, 0);
    wayRow->setSpacing(4);
    way_->setAccessibleName(tr("The maps around this one"));
    line->addWidget(way_);
    line->addWidget(choice_);
    line->addStretch();
    titles->addLayout(line);
    auto* below = new QHBoxLayout; // under the text of the choice
    below->addSpacing(8);
    below->addWidget(subtitle_); // takes what it needs, and stays at the left
    below->addStretch(1);
    titles->addLayout(below);
    row->addLayout(titles, 100); // a long name goes before empty room
    auto* controls = new QHBoxLayout;
    controls->setSpacing(12);
    controls->addStretch(1);
    view_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    view_->setAccessibleName(tr("The map, what goes wrong in it, or how long it takes"));
    controls->addWidget(view_, 0, Qt::AlignVCenter);
    heat_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    heat_->setAccessibleName(tr("What the colour of a task says"));
    controls->addWidget(heat_, 0, Qt::AlignVCenter);
    controls->addWidget(legend_, 0, Qt::AlignVCenter);
    row->addLayout(controls, 1);
    return header;
}

void ProcessPage::makeEmptyState() {
    empty_->say(tr("Draw the work under a metric: who does what, and what goes wrong."),
                tr("Draw its steps one after the other by Tab or a double click; give each its time and who does it. "
                   "The map then says how long a case takes, and moves the tree."));
    QSizePolicy keepsPlace = first_->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    first_->setSizePolicy(keepsPlace);
    connect(first_, &QPushButton::clicked, this, &ProcessPage::addMap);
    connect(empty_->addLink(tr("Start from the transit case")), &QPushButton::clicked, this,
            &ProcessPage::transitCaseWanted);
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
    choice_->setToolTip(choice_->currentText());
    showWay();
    showGravest();
    canvas_->setProcess(last_);
    ledger_->setProcess(last_);
    listPools();
    if (isVisible())
        measurer_.setProcess(last_);
    showSubtitle();
    enableCommands();
}

/// What the map is made of. Its exceptions are those that the ledger lists, known once it is measured.
void ProcessPage::showSubtitle() {
    const Process* shown = document_.model().processes().find(last_);
    if (!shown)
        return;
    QStringList said;
    if (const Metric* metric = document_.model().metrics().find(shown->metric))
        said << tr("under %1").arg(toQt(metric->name));
    said << toQt(
        countWords(static_cast<size_t>(std::ranges::count(shown->steps, StepKind::task, &Step::kind)), "task"));
    said << toQt(countWords(shown->lanes.size(), "lane"));
    if (measurer_.process() == last_ && measurer_.exceptions() > 0)
        said << toQt(countWords(measurer_.exceptions(), "exception"));
    subtitle_->setTexts({said.join(u", "_s), said.value(0)});
}

void ProcessPage::showMeasures() {
    if (measurer_.process() != last_)
        return; // of the one that was shown before
    canvas_->setMeasures(measurer_.measures(), measurer_.usual());
    ledger_->setBeneath(canvas_->content().times(), measurer_.measures() ? measurer_.measures()->exceptionShare : NAN);
    showSubtitle();
    showHeat();
    readTrace();
    times_->show(measurer_.measures(), measurer_.usual(), toQt(document_.model().settings().currency),
                 measurer_.failure());
    strip_->show(measurer_.measures(), measurer_.usual(), toQt(document_.model().settings().currency),
                 measurer_.failure(), measurer_.faultyPlace());
    showGravest();
}

/// That of the problems of the map that is shown, and of what keeps it from being measured.
void ProcessPage::showGravest() {
    std::optional<Severity> gravest;
    const EntityRef map{Process::kind, last_.text};
    const std::string& faulty = measurer_.faultyPlace();
    for (const Problem& problem : document_.problems())
        if (entityOf(problem.subject) == map || (!faulty.empty() && problem.subject == faulty))
            gravest = gravest ? std::min(*gravest, problem.severity) : problem.severity;
    strip_->setGravest(gravest);
}

/// Takes the cases of the newest simulation. Those of the one before stay while the map is the same.
void ProcessPage::readTrace() {
    const ProcessMeasures* measures = measurer_.measures();
    if (measures && measures->simulated) {
        traced_ = measures->process;
        tokens_ = MapTokens(*traced_, caseTrace(*traced_, measures->simulated->trace));
        play_->setSpan(tokens_.begin(), tokens_.end(), measures->simulated->cycleTime.mean, canvas_->content().times());
    } else if (!measures || !traced_ || measures->process.id != traced_->id ||
               measures->process.steps != traced_->steps || measures->process.flows != traced_->flows ||
               measures->process.exceptions != traced_->exceptions) {
        traced_.reset();
        tokens_ = {};
        play_->setSpan(0, 0, 0, {});
    }
    showTokens();
}

/// Cases are seen from the first play on, until the page shows something else.
void ProcessPage::showTokens() {
    canvas_->setTokens(play_->isUsed() ? tokens_.at(play_->time(), play_->travel(), canvas_->layout())
                                       : QVector<MapTokens::Token>());
}

void ProcessPage::turnTo(View view) {
    if (shownProcess().empty())
        return;
    view_->setCurrent(static_cast<int>(view));
    showView(static_cast<int>(view));
    keysPlace()->setFocus(Qt::OtherFocusReason);
}

void ProcessPage::showView(int index) {
    if (index != 0)
        play_->stop();
    views_->setCurrentIndex(index);
    strip_->setVisible(index < 2); // the times have its numbers, and more of them
    fitRoom();
    enableCommands();
}

void ProcessPage::showHeat() {
    const HeatScale& scale = canvas_->content().heat();
    legend_->setScale(scale);
    heat_->setToolTip(tr("What the colour of a task says: %1").arg(scale.meaning()));
}

/// What is left out where the window is small is said by tool tips.
void ProcessPage::fitRoom() {
    constexpr int narrow = 800, low = 520, wide = 900;
    // Where there is room nothing beside it moves with the view.
    for (QWidget* each : {static_cast<QWidget*>(heat_), static_cast<QWidget*>(legend_)}) {
        QSizePolicy policy = each->sizePolicy();
        policy.setRetainSizeWhenHidden(width() >= narrow);
        each->setSizePolicy(policy);
    }
    const bool isMap = views_->currentIndex() == 0;
    legend_->setVisible(isMap && width() >= narrow);
    // In large texts the choices stand below the map's name, and that of its colours goes where even so there is none.
    const int views = view_->sizeHint().width(), colours = heat_->sizeHint().width() + headerRow_->spacing();
    const int room = width() - headerLeft - headerRight;
    const bool isStacked = room < leastTitles + headerRow_->spacing() + views + colours;
    headerRow_->setDirection(isStacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    headerRow_->parentWidget()->setFixedHeight(
        isStacked ? headerHeight + view_->sizeHint().height() + headerRow_->spacing() : headerHeight);
    heat_->setVisible(isMap && (!isStacked || views + colours <= room));
    strip_->setBrief(height() < low);
    palette_->setNamed(width() >= wide);
}

void ProcessPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitRoom();
}

void ProcessPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    measurer_.setProcess(last_);
    measurer_.setWatched(true);
    showMeasures();
    enableCommands(); // the map has read meanwhile what is selected
}

void ProcessPage::hideEvent(QHideEvent* event) {
    play_->stop();
    measurer_.setWatched(false); // nobody sees it, and a run has more use of the processor
    QWidget::hideEvent(event);
}

/// What keys are for.
QWidget* ProcessPage::keysPlace() const {
    return stack_->currentIndex() == 1   ? static_cast<QWidget*>(first_)
           : views_->currentIndex() != 0 ? static_cast<QWidget*>(view_)
                                         : canvas_;
}

void ProcessPage::focusInEvent(QFocusEvent* event) { keysPlace()->setFocus(event->reason()); }

void ProcessPage::zoomIn() { canvas_->zoomBy(zoomFactor); }

void ProcessPage::zoomOut() { canvas_->zoomBy(1 / zoomFactor); }

void ProcessPage::fit() { canvas_->fit(); }

void ProcessPage::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentPalette().paper); }

} // namespace tributary::ui
