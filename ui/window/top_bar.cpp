// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/top_bar.h"

#include "core/model/scenario_order.h"
#include "ui/charts/adoption_chart.h"
#include "ui/document.h"
#include "ui/look/fitting_label.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/window/rail.h"
#include "ui/window/run_indicator.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int titleWidth = 272;
constexpr int titleMargin = 16;
constexpr int leastTitleWidth = 116;
constexpr int scenarioWidth = 268;
constexpr int leastScenarioWidth = 132;
constexpr int scenarioHeight = 30;
constexpr int roomForAgainst = 1180; ///< below this width of the bar "against business as usual" gives way,
constexpr int roomForLabel = 900;    ///< and below this one the word "Scenario"
constexpr int firstToGrow = 1000;    ///< stretch of what is to have its room before what is empty

/// The dot of a scenario: its colour and marker, sharp at any text size that is chosen later.
QIcon scenarioIcon(int index) {
    constexpr double size = 16;
    constexpr double ratio = 4;
    QPixmap pixmap(QSize(qRound(size * ratio), qRound(size * ratio)));
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& colours = currentPalette().group;
    const QColor colour = colours[static_cast<size_t>(index) % colours.size()];
    drawGroupMarker(painter, index, QPointF(size / 2, size / 2), 8, QPen(colour, 1), colour);
    return QIcon(pixmap);
}

} // namespace

TopBar::TopBar(Document& document, RunController& runs, QWidget* parent)
    : QWidget(parent), document_(document), mark_(new QToolButton(this)), titles_(new QWidget(this)),
      title_(new FittingLabel(this)), saved_(new FittingLabel(this)), scenarioLabel_(new QLabel(tr("Scenario"), this)),
      scenario_(new QComboBox(this)), against_(new QLabel(this)), run_(new RunIndicator(document, runs, this)),
      commands_(new QWidget(this)), lastStop_(commands_) {
    setFixedHeight(barHeight);

    mark_->setIcon(tintedIcon(u"tributary-mark"_s, &Palette::ink));
    mark_->setIconSize(QSize(30, 30));
    mark_->setText(tr("Menu"));
    mark_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    mark_->setFont(fontOf(TextRole::label));
    mark_->setAutoRaise(true);
    mark_->setPopupMode(QToolButton::InstantPopup);
    mark_->setFocusPolicy(Qt::TabFocus);
    mark_->setAccessibleName(tr("Menu"));
    mark_->setToolTip(tr("File, Edit, View and Help (F10, or Alt alone)"));

    title_->setFont(fontOf(TextRole::section));
    title_->setAccessibleName(tr("Title of the model"));
    saved_->setFont(fontOf(TextRole::label));
    saved_->setForegroundRole(QPalette::PlaceholderText);
    saved_->setAccessibleName(tr("Where it is saved"));
    for (FittingLabel* label : {title_, saved_})
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    titles_->setMinimumWidth(leastTitleWidth);
    titles_->setMaximumWidth(titleWidth);
    auto* lines = new QVBoxLayout(titles_);
    lines->setContentsMargins(0, 5, titleMargin, 5);
    lines->setSpacing(0);
    lines->addWidget(title_);
    lines->addWidget(saved_);

    scenarioLabel_->setFont(fontOf(TextRole::label));
    scenarioLabel_->setBuddy(scenario_);
    scenario_->setFixedHeight(scenarioHeight);
    scenario_->setMinimumWidth(leastScenarioWidth);
    scenario_->setMaximumWidth(scenarioWidth);
    scenario_->setFont(fontOf(TextRole::bodyStrong));
    scenario_->setAccessibleName(tr("Scenario"));
    against_->setFont(fontOf(TextRole::label));
    against_->setText(tr("against  %1").arg(u"<span style='font-size:10pt'>%1</span>"_s.arg(tr("business as usual"))));

    auto* commandRow = new QHBoxLayout(commands_);
    commandRow->setContentsMargins(0, 0, 0, 0);
    commandRow->setSpacing(4);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(0);
    mark_->setFixedSize(Rail::railWidth - 16, 36);
    row->addWidget(mark_);
    row->addSpacing(8);
    row->addWidget(titles_, firstToGrow);
    row->addWidget(scenarioLabel_);
    row->addSpacing(12);
    row->addWidget(scenario_, firstToGrow);
    row->addSpacing(16);
    row->addWidget(against_);
    row->addSpacing(20);
    row->addWidget(run_);
    row->addStretch(1);
    row->addWidget(commands_);

    connect(&document_, &Document::fileChanged, this, &TopBar::showTitle);
    connect(&document_, &Document::opened, this, [this] {
        looks_.clear();
        showScenarios();
    });
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.touches(Scenario::kind))
            showScenarios();
    });
    connect(&document_, &Document::scenarioChanged, this, &TopBar::showScenario);
    connect(scenario_, &QComboBox::activated, this,
            [this](int index) { document_.setScenario(ScenarioId(fromQt(scenario_->itemData(index).toString()))); });
    showTitle();
    showScenarios();
}

void TopBar::setMenu(QMenu* menu) {
    mark_->setMenu(menu);
    qApp->installEventFilter(this);
}

void TopBar::openMenu(QMenu* at) {
    QMenu* menu = mark_->menu();
    menu->popup(mark_->mapToGlobal(QPoint(0, mark_->height())));
    menu->setActiveAction(at ? at->menuAction() : nullptr);
}

void TopBar::setFileLost(bool lost) {
    if (std::exchange(fileLost_, lost) != lost)
        showTitle();
}

/// Alt that is let go with nothing between opens the menu.
bool TopBar::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride: {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool alone = (key->modifiers() & ~Qt::AltModifier) == Qt::NoModifier;
        altAlone_ = key->key() == Qt::Key_Alt && alone && !QApplication::activePopupWidget();
        break;
    }
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::WindowDeactivate:
        altAlone_ = false;
        break;
    case QEvent::KeyRelease:
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt && std::exchange(altAlone_, false) &&
            QApplication::activeWindow() == window()) {
            openMenu();
            return true;
        }
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

QToolButton* TopBar::addCommand(QAction* action) {
    auto* button = new QToolButton(commands_);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFixedSize(32, 32);
    button->setAccessibleName(QString(action->text()).remove(u'&'));
    addButton(button);
    return button;
}

void TopBar::addMainCommand(QAction* action) {
    auto* button = new QPushButton(action->icon(), QString(action->iconText()), commands_);
    setButtonRole(*button, ButtonRole::main);
    button->setIcon(tintedIcon(u"easel"_s, &Palette::onInk));
    button->setFixedHeight(scenarioHeight);
    button->setToolTip(action->toolTip());
    button->setAccessibleName(action->iconText());
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    addButton(button);
}

/// Puts a button behind the others, for the Tab key too.
void TopBar::addButton(QAbstractButton* button) {
    button->setFocusPolicy(Qt::TabFocus);
    commands_->layout()->addWidget(button);
    setTabOrder(lastStop_, button);
    lastStop_ = button;
}

void TopBar::showTitle() {
    commands_->setVisible(document_.isOpen());
    if (!document_.isOpen()) {
        title_->setTexts({tr("Tributary")});
        saved_->setTexts({tr("no model is open")});
        return;
    }
    title_->setTexts(
        {document_.copyOf().isEmpty() ? document_.title() : tr("%1, workshop copy").arg(document_.title())});
    // Whether it is saved matters more than for whom it is.
    const QString client = toQt(document_.model().settings().client);
    const QString state = fileLost_ ? tr("its file is gone: not saved") : document_.savedLine();
    QStringList saved{state};
    if (!client.isEmpty())
        saved.prepend(client + u" · "_s + state);
    saved_->setTexts(saved);
}

void TopBar::showScenarios() {
    const QSignalBlocker blocker(scenario_);
    scenario_->clear();
    for (const Scenario* scenario : scenariosInOrder(document_.model())) {
        const QString id = toQt(scenario->id.text);
        scenario_->addItem(scenarioIcon(lookOf(id)), toQt(scenario->name), id);
    }
    showRoom();
    showScenario();
}

/// A new scenario takes the first look that no other has: a later undo brings an old one back with its own.
int TopBar::lookOf(const QString& scenario) {
    if (const auto known = looks_.constFind(scenario); known != looks_.cend())
        return *known;
    int look = 0;
    while (looks_.values().contains(look))
        ++look;
    return *looks_.insert(scenario, look);
}

/// What a narrow bar can do without goes.
void TopBar::showRoom() {
    const bool any = scenario_->count() > 0;
    scenarioLabel_->setVisible(any && width() >= roomForLabel);
    scenario_->setVisible(any);
    run_->setCompact(width() < roomForLabel);
    against_->setVisible(any && width() >= roomForAgainst);
}

void TopBar::showScenario() { scenario_->setCurrentIndex(scenario_->findData(toQt(document_.scenario().text))); }

void TopBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), currentPalette().paper);
    painter.fillRect(QRect(0, barHeight - 1, width(), 1), currentPalette().rule);
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showRoom();
}

void TopBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showScenarios();
}

} // namespace tributary::ui
