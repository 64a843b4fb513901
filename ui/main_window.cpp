// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"
#include "ui/run_controller.h"
#include "ui/window/banner.h"
#include "ui/window/command_palette.h"
#include "ui/window/command_state.h"
#include "ui/window/disk_watch.h"
#include "ui/window/file_commands.h"
#include "ui/window/file_work.h"
#include "ui/window/find_box.h"
#include "ui/window/follower.h"
#include "ui/window/go_commands.h"
#include "ui/window/problem_list.h"
#include "ui/window/problems_panel.h"
#include "ui/window/rail.h"
#include "ui/window/recent_files.h"
#include "ui/window/run_indicator.h"
#include "ui/window/start_page.h"
#include "ui/window/status_bar.h"
#include "ui/window/top_bar.h"

#include <QAction>
#include <QApplication>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QResizeEvent>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize smallestSize(720, 450); ///< of a screen of 1440 by 900 at twice the size
constexpr int sessionRest = 400;        ///< ms until a place that a person went to is kept
constexpr int shortWork = 300;          ///< ms; work on a file that ends sooner is not said

/// The ground of the inspector, with the hairline that parts it from the page.
class InspectorArea : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), currentPalette().surface);
        painter.fillRect(QRect(0, 0, 1, height()), currentPalette().rule);
    }
};

bool isWithin(const QWidget* widget, const QWidget* area) {
    return widget && (widget == area || area->isAncestorOf(widget));
}

/// The first widget in `area` that the Tab key reaches.
QWidget* firstFocus(QWidget* area) {
    if (area->focusPolicy() & Qt::TabFocus && area->isEnabled())
        return area;
    const QList<QWidget*> children = area->findChildren<QWidget*>();
    for (QWidget* child = area->nextInFocusChain(); child && child != area; child = child->nextInFocusChain())
        if (children.contains(child) && child->focusPolicy() & Qt::TabFocus && child->isVisible() && child->isEnabled())
            return child;
    return nullptr;
}

} // namespace

MainWindow::MainWindow(Document& document, RunController& runs)
    : document_(document), runs_(runs), files_(new FileCommands(document, *this)),
      topBar_(new TopBar(document, runs, this)), banner_(new Banner(this)), rail_(new Rail(this)),
      stack_(new QStackedWidget(this)), start_(new StartPage(this)), inspectorArea_(new InspectorArea(this)),
      problems_(new ProblemsPanel(document, this)), status_(new StatusBar(document, problems_->list(), this)),
      find_(new FindBox(document, this)), commands_(new CommandPalette(*this)), watcher_(new QFileSystemWatcher(this)),
      follower_(new Follower(document, this)), disk_(new DiskWatch(document, this)) {
    setAcceptDrops(true);
    setMinimumSize(smallestSize);
    buildFrame();
    buildMenus();

    connect(rail_, &Rail::chosen, this, &MainWindow::showPage);
    connect(start_, &StartPage::templateChosen, files_, &FileCommands::newFromTemplate);
    connect(start_, &StartPage::emptyChosen, files_, &FileCommands::newEmpty);
    connect(start_, &StartPage::openChosen, files_, qOverload<>(&FileCommands::open));
    connect(start_, &StartPage::fileChosen, files_, &FileCommands::openPath);
    connect(status_, &StatusBar::problemsClicked, this, [this] { panel_->toggle(); });
    connect(topBar_->runIndicator(), &RunIndicator::problemsWanted, this, &MainWindow::openProblems);
    connect(problems_, &ProblemsPanel::chosen, this, [this](const QString& subject) {
        const std::string path = fromQt(subject);
        if (const auto entity = entityOf(path)) {
            showPageFor(entity->kind);
            document_.select(path);
            seekSelected();
        }
    });
    connect(find_, &FindBox::chosen, this, &MainWindow::goTo);
    goThere_ = [this](const std::string& path) { goTo(path); };
    commands_->addSource([this](const QString& typed) { return goCommands(document_, typed, goThere_); });
    commands_->setButtonAreas([this] {
        QList<const QWidget*> areas;
        if (document_.isOpen())
            areas << stack_->currentWidget();
        if (!document_.selection().empty()) // what the list of the model's parts adds is a command of its own
            areas << inspectorArea_;
        return areas;
    });
    connect(problems_, &ProblemsPanel::counted, this, &MainWindow::showProblems);
    connect(banner_, &Banner::acted, this, [this] {
        if (const auto act = bannerAct_)
            act();
    });
    workShown_.setSingleShot(true);
    workShown_.setInterval(shortWork);
    connect(&workShown_, &QTimer::timeout, this, &MainWindow::showBanner);
    connect(&files_->work(), &FileWork::changed, this, [this] {
        if (files_->work().what().isEmpty())
            workShown_.stop();
        else
            workShown_.start();
        showBanner();
    });
    connect(follower_, &Follower::changed, this, [this] {
        bannerClosed_ = bannerClosed_ && !follower_->isFree();
        showBanner();
    });
    connect(disk_, &DiskWatch::changed, this, [this] {
        diskClosed_ = false;
        showBanner();
    });
    connect(banner_, &Banner::closed, this, [this] {
        if (const auto putAway = putBannerAway_)
            putAway();
        showBanner();
    });
    sessionRests_.setSingleShot(true);
    sessionRests_.setInterval(sessionRest);
    connect(&sessionRests_, &QTimer::timeout, this, &MainWindow::keepWhereItIs);
    for (const auto signal : {&Document::opened, &Document::fileChanged, &Document::selectionChanged,
                              &Document::scenarioChanged, &Document::periodChanged})
        connect(&document_, signal, &sessionRests_, qOverload<>(&QTimer::start));
    connect(&document_, &Document::lostKept, this, &MainWindow::tellKept);
    putAway_ = new QShortcut(Qt::Key_Escape, this);
    putAway_->setEnabled(false);
    connect(putAway_, &QShortcut::activated, banner_, &Banner::closed);
    connect(watcher_, &QFileSystemWatcher::fileChanged, this, [this](const QString& path) {
        fileLost_ = document_.isLost();
        if (!fileLost_ && !watcher_->files().contains(path))
            watcher_->addPath(path);
        bannerClosed_ = bannerClosed_ && !fileLost_;
        showBanner();
    });

    connect(&document_, &Document::opened, this, &MainWindow::showDocument);
    connect(&document_, &Document::draftLeft, this, &forgetFile);
    connect(&document_, &Document::fileChanged, this, &MainWindow::showFile);
    connect(&document_, &Document::historyChanged, this, &MainWindow::showHistory);
    connect(&document_, &Document::selectionChanged, this, [this] {
        selectedOn_ = current_;
        showSelection();
    });
    connect(&document_, &Document::changed, this, [this] {
        if (!toldMessage_.isEmpty()) {
            toldMessage_.clear();
            showBanner();
        }
        showRibbon();
    });
    connect(&document_, &Document::versionsChanged, this, [this] {
        toldMessage_.clear(); // a name that was refused is one now
        showBanner();
    });
    connect(&document_, &Document::told, this, [this](const QString& message) { tell(message, {}, {}); });
    connect(files_, &FileCommands::noted, this, &MainWindow::note);
    connect(files_, &FileCommands::placeWanted, this, [this](const QString& path) { goTo(fromQt(path)); });
    connect(files_, &FileCommands::reported, this,
            [this](const QString& words, const QString& lines) { tell(words, {}, {}, Severity::warning, lines); });
    showDocument();
    showFile();
    showHistory();
    restore();
}

MainWindow::~MainWindow() {
    // Children that die after this part of the window must not call into it.
    document_.disconnect(this);
    problems_->disconnect(this);
    watcher_->disconnect(this);
}

void MainWindow::buildFrame() {
    topBar_->setObjectName(u"topBar"_s);
    status_->setObjectName(u"status"_s);
    rail_->setObjectName(u"rail"_s);
    banner_->setObjectName(u"banner"_s);
    start_->setObjectName(u"start"_s);
    problems_->setObjectName(u"problems"_s);
    inspectorArea_->setObjectName(u"inspector"_s);
    inspectorArea_->setAccessibleName(tr("Inspector"));
    inspectorArea_->setFixedWidth(inspectorWidth);
    auto* inspectorLayout = new QVBoxLayout(inspectorArea_);
    inspectorLayout->setContentsMargins(1, 0, 0, 0);
    inspectorArea_->hide();
    problems_->hide();
    stack_->addWidget(start_);

    auto* frame = new QWidget(this);
    auto* rows = new QVBoxLayout(frame);
    auto* middle = new QHBoxLayout;
    auto* page = new QVBoxLayout;
    work_ = new QHBoxLayout;
    for (QBoxLayout* layout : std::initializer_list<QBoxLayout*>{rows, middle, page, work_}) {
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
    }
    ribbonAndPage_ = new QVBoxLayout;
    ribbonAndPage_->setSpacing(0);
    ribbonAndPage_->addWidget(stack_, 1);
    work_->addLayout(ribbonAndPage_, 1);
    work_->addWidget(inspectorArea_);
    page->addLayout(work_, 1);
    page->addWidget(problems_);
    middle->addWidget(rail_);
    middle->addLayout(page, 1);
    rows->addWidget(topBar_);
    rows->addLayout(middle, 1);
    rows->addWidget(status_);
    setCentralWidget(frame);
    banner_->setParent(frame);
    banner_->lieOver(status_->messageRoom()); // nothing moves when it comes, and what the bar counts stays in sight
}

void MainWindow::showDocument() {
    const bool open = document_.isOpen();
    rail_->setVisible(open);
    status_->setVisible(open);
    for (QAction* action : std::as_const(needModel_))
        setCommandState(*action, open, tr("no model is open"));
    if (!watcher_->files().isEmpty())
        watcher_->removePaths(watcher_->files());
    fileLost_ = false;
    bannerClosed_ = false;
    diskClosed_ = false;
    toldMessage_.clear();
    if (open) {
        showPage(document_.model().metrics().empty() ? 0
                                                     : std::max(current_, 0)); // an empty model begins with its tree
        // Keys go to the model, not to the menu that it came by; a page knows where once it has read it.
        QTimer::singleShot(0, stack_, [stack = stack_] { stack->currentWidget()->setFocus(Qt::OtherFocusReason); });
    } else {
        start_->refresh();
        stack_->setCurrentWidget(start_);
        panel_->setChecked(false);
        showPage(current_);
    }
    showSelection();
}

void MainWindow::showFile() {
    const bool open = document_.isOpen();
    setWindowTitle(!open ? tr("Tributary")
                   : document_.copyOf().isEmpty()
                       ? tr("%1 — Tributary").arg(document_.title())
                       : tr("%1 (workshop copy of %2) — Tributary").arg(document_.title(), document_.copyOf()));
    setWindowFilePath(document_.filePath());
    setCommandState(*save_, open && !document_.isNamed(),
                    open ? tr("all changes are saved as they are made") : tr("no model is open"));
    if (open) {
        rememberFile(document_.filePath());
        const QStringList watched = watcher_->files();
        if (fileLost_ || !watched.contains(document_.filePath())) {
            if (!watched.isEmpty())
                watcher_->removePaths(watched);
            watcher_->addPath(document_.filePath());
        }
        fileLost_ = document_.isLost();
    }
    showBanner();
}

void MainWindow::showHistory() {
    const auto show = [](QAction* action, const std::optional<QString>& label, const QString& plain,
                         const QString& named, const QString& why) {
        setCommandState(*action, label.has_value(), why);
        action->setText(label ? named.arg(*label) : plain);
        showKeysInToolTip(*action);
    };
    show(undo_, document_.undoLabel(), tr("&Undo"), tr("&Undo: %1"), tr("nothing has been done yet"));
    show(redo_, document_.redoLabel(), tr("&Redo"), tr("&Redo: %1"), tr("nothing has been undone"));
}

void MainWindow::openProblems() {
    panel_->setChecked(true);
    problems_->setFocus(Qt::OtherFocusReason);
}

void MainWindow::showProblems() {
    if (problems_->list().rowCount() == 0)
        panel_->setChecked(false);
}

void MainWindow::goToProblem(int step) {
    if (problems_->list().rowCount() == 0)
        return;
    panel_->setChecked(true);
    problems_->go(step);
}

/// Moves the focus to the next region of the window: top bar, rail, ribbon, page, inspector, problems.
void MainWindow::moveToRegion(int step) {
    QList<QWidget*> regions;
    for (QWidget* region : std::initializer_list<QWidget*>{topBar_, rail_, ribbon_, stack_->currentWidget(),
                                                           inspectorArea_, sidePanel_, problems_})
        if (region && region->isVisible())
            regions << region;
    const QWidget* focus = QApplication::focusWidget();
    const auto count = static_cast<int>(regions.size());
    int now = step > 0 ? count - 1 : 0;
    for (int index = 0; index < count; ++index)
        if (isWithin(focus, regions[index]))
            now = index;
    for (int tried = 1; tried <= count; ++tried) {
        QWidget* region = regions[((now + step * tried) % count + count) % count];
        if (QWidget* target = firstFocus(region)) {
            target->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace tributary::ui
