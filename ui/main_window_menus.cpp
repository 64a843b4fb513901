// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the window and the menus that hold them.
#include "core/exchange/templates.h"
#include "ui/document.h"
#include "ui/look/icons.h"
#include "ui/look/reduced_motion.h"
#include "ui/look/text_size.h"
#include "ui/look/theme.h"
#include "ui/main_window.h"
#include "ui/qt_text.h"
#include "ui/window/command_palette.h"
#include "ui/window/command_state.h"
#include "ui/window/file_commands.h"
#include "ui/window/find_box.h"
#include "ui/window/help_window.h"
#include "ui/window/problems_panel.h"
#include "ui/window/recent_files.h"
#include "ui/window/top_bar.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <algorithm>
#include <iterator>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString menuBarKey() { return u"window/menu_bar"_s; }

QString ribbonKey() { return u"window/what_if"_s; }

QString themeKey() { return u"window/theme"_s; }

QString motionKey() { return u"window/reduced_motion"_s; }

/// As the Menu key does, which not every keyboard has.
void openMenuOfFocus() {
    QWidget* focus = QApplication::focusWidget();
    if (!focus)
        return;
    const QPoint centre = focus->rect().center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, centre, focus->mapToGlobal(centre));
    QApplication::sendEvent(focus, &event);
}

} // namespace

QAction* MainWindow::command(QMenu* menu, const QString& text, const QString& icon, const QKeySequence& keys,
                             const std::function<void()>& run) {
    QAction* action = icon.isEmpty() ? menu->addAction(text) : menu->addAction(tintedIcon(icon), text);
    action->setShortcut(keys);
    if (run)
        connect(action, &QAction::triggered, this, run);
    addAction(action); // so that its keys work while the menu bar is hidden
    return action;
}

void MainWindow::buildMenus() {
    fileMenu_ = menuBar()->addMenu(tr("&File"));
    editMenu_ = menuBar()->addMenu(tr("&Edit"));
    viewMenu_ = menuBar()->addMenu(tr("&View"));
    helpMenu_ = menuBar()->addMenu(tr("&Help"));
    mainMenu_ = new QMenu(tr("Menu"), this);
    for (QMenu* menu : {fileMenu_, editMenu_, viewMenu_, helpMenu_})
        mainMenu_->addMenu(menu);
    topBar_->setMenu(mainMenu_);
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildHelpMenu();

    const auto hidden = [this](const QString& text, const QKeySequence& keys, const std::function<void()>& run) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    hidden(tr("Next region of the window"), QKeySequence(Qt::Key_F6), [this] { moveToRegion(1); });
    hidden(tr("Previous region of the window"), QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { moveToRegion(-1); });
    hidden(tr("Open the menu"), QKeySequence(Qt::Key_F10), [this] { topBar_->openMenu(); });
    hidden(tr("Open the menu of what has the focus"), QKeySequence(Qt::SHIFT | Qt::Key_F10), openMenuOfFocus);
}

void MainWindow::buildFileMenu() {
    QMenu* cases = fileMenu_->addMenu(tintedIcon(u"file-earmark-plus"_s), tr("New from a &built-in case"));
    for (const Template& item : templates())
        command(cases, toQt(item.name), {}, {}, [this, id = toQt(item.id)] { files_->newFromTemplate(id); });
    command(fileMenu_, tr("&New empty model"), u"file-earmark-plus"_s, QKeySequence::New,
            [this] { files_->newEmpty(); });
    command(fileMenu_, tr("&Open…"), u"folder2-open"_s, QKeySequence::Open, [this] { files_->open(); });
    recentMenu_ = fileMenu_->addMenu(tr("Open &recent"));
    connect(recentMenu_, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    fillRecent();
    fileMenu_->addSeparator();
    save_ = command(fileMenu_, tr("&Save…"), {}, QKeySequence::Save, [this] { files_->saveAs(); });
    needModel_ << command(fileMenu_, tr("Save &as…"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] {
        files_->saveAs();
    }) << command(fileMenu_, tr("Save a &copy…"), u"files"_s, {}, [this] {
        files_->saveCopy();
    }) << command(fileMenu_, tr("Go on in a &workshop copy"), u"files"_s, {}, [this] { files_->openWorkshopCopy(); });
    needModel_.constLast()->setToolTip(tr("Makes a copy and opens it: this file stays as it is"));
    fileMenu_->addSeparator();
    command(fileMenu_, tr("&Import JSON, CSV or BPMN…"), u"box-arrow-in-down"_s, {}, [this] { files_->import(); });
    exportsEnd_ = fileMenu_->addSeparator();
    addExport(tr("Export the model as &JSON…"), u"box-arrow-up"_s, [this] { files_->exportJson(); });
    addExport(tr("Export the &metrics as CSV…"), u"filetype-csv"_s, [this] { files_->exportMetrics(); });
    needModel_ << command(fileMenu_, tr("C&lose"), {}, QKeySequence(Qt::CTRL | Qt::Key_W),
                          [this] { document_.close(); });
    command(fileMenu_, tr("&Quit"), {}, QKeySequence::Quit, [this] { close(); });
}

QAction* MainWindow::addExport(const QString& text, const QString& icon, const std::function<void()>& run) {
    auto* action = new QAction(tintedIcon(icon), text, this);
    connect(action, &QAction::triggered, this, run);
    fileMenu_->insertAction(exportsEnd_, action);
    addAction(action);
    setCommandState(*action, document_.isOpen(), tr("no model is open"));
    needModel_ << action;
    return action;
}

QAction* MainWindow::addEdit(const QString& text, const QString& icon, const QKeySequence& keys,
                             const std::function<void()>& run) {
    QAction* action = command(editMenu_, text, icon, keys, run);
    setCommandState(*action, document_.isOpen(), tr("no model is open"));
    needModel_ << action;
    return action;
}

QAction* MainWindow::addView(const QString& text, const QString& icon, const QKeySequence& keys,
                             const std::function<void()>& run) {
    auto* action = new QAction(tintedIcon(icon), text, this);
    action->setShortcut(keys);
    if (run)
        connect(action, &QAction::triggered, this, run);
    viewMenu_->insertAction(viewsEnd_, action);
    addAction(action);
    setCommandState(*action, document_.isOpen(), tr("no model is open"));
    needModel_ << action;
    return action;
}

void MainWindow::fillRecent() {
    recentMenu_->clear();
    for (const QString& path : recentFiles()) {
        QAction* action = recentMenu_->addAction(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, this, [this, path] { files_->openPath(path); });
    }
    const bool none = recentMenu_->isEmpty();
    if (!none)
        recentMenu_->addSeparator();
    QAction* forget = recentMenu_->addAction(tr("Forget these files"));
    setCommandState(*forget, !none, tr("no file has been opened yet"));
    connect(forget, &QAction::triggered, this, [] { forgetAllFiles(); });
}

void MainWindow::buildEditMenu() {
    const auto tellRefusal = [this](const Result<void>& done) {
        if (!done)
            document_.tell(done.error());
    };
    undo_ = command(editMenu_, tr("&Undo"), u"arrow-counterclockwise"_s, QKeySequence::Undo,
                    [this, tellRefusal] { tellRefusal(document_.undo()); });
    redo_ = command(editMenu_, tr("&Redo"), u"arrow-clockwise"_s, QKeySequence::Redo,
                    [this, tellRefusal] { tellRefusal(document_.redo()); });
    redo_->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    topBar_->addCommand(undo_);
    topBar_->addCommand(redo_);
    editMenu_->addSeparator();
    QAction* find = command(editMenu_, tr("&Find…"), u"search"_s, QKeySequence::Find, [this] {
        const QPoint corner(stack_->width(), 0);
        find_->open(stack_->mapTo(this, corner) + QPoint(-8, 8));
    });
    showKeysInToolTip(*find);
    topBar_->addCommand(find);
    needModel_ << find;
    command(editMenu_, tr("&Commands…"), {}, QKeySequence(Qt::CTRL | Qt::Key_K), [this] { commands_->open(); });
    needModel_ << command(editMenu_, tr("&Settings of the model"), u"gear"_s, QKeySequence(Qt::CTRL | Qt::Key_Comma),
                          [this] {
                              document_.select(std::string_view("settings"));
                              selectedOn_ = current_; // though it was selected before
                              showSelection();
                          });
}

void MainWindow::buildViewMenu() {
    pagesEnd_ = viewMenu_->addSeparator();
    const auto zoom = [this](const QString& text, const QString& icon, const QKeySequence& keys, Zoom way) {
        zooms_ << command(viewMenu_, text, icon, keys, [this, way] {
            if (current_ >= 0 && pages_[static_cast<size_t>(current_)].zoom)
                pages_[static_cast<size_t>(current_)].zoom(way);
        });
        zooms_.constLast()->setEnabled(false);
    };
    zoom(tr("Zoom &in"), u"zoom-in"_s, QKeySequence::ZoomIn, Zoom::in);
    zoom(tr("Zoom &out"), u"zoom-out"_s, QKeySequence::ZoomOut, Zoom::out);
    zoom(tr("&Fit"), u"arrows-fullscreen"_s, QKeySequence(Qt::CTRL | Qt::Key_0), Zoom::fit);
    viewMenu_->addSeparator();
    whatIf_ = command(viewMenu_, tr("&What-if ribbon"), {}, {}, {});
    whatIf_->setCheckable(true);
    whatIf_->setChecked(QSettings().value(ribbonKey(), true).toBool());
    connect(whatIf_, &QAction::toggled, this, [this](bool shown) {
        QSettings().setValue(ribbonKey(), shown);
        showRibbon();
    });
    panel_ = command(viewMenu_, tr("&Problems"), {}, {}, {});
    panel_->setCheckable(true);
    connect(panel_, &QAction::toggled, this, [this](bool shown) {
        problems_->setVisible(shown && document_.isOpen());
        if (shown)
            problems_->setFocus(Qt::OtherFocusReason);
    });
    needModel_ << panel_
               << command(viewMenu_, tr("Next problem"), {}, QKeySequence(Qt::Key_F8), [this] { goToProblem(1); })
               << command(viewMenu_, tr("Previous problem"), {}, QKeySequence(Qt::SHIFT | Qt::Key_F8),
                          [this] { goToProblem(-1); });
    viewsEnd_ = viewMenu_->addSeparator();

    buildComfortMenus();
    QAction* bar = command(viewMenu_, tr("Show the &menu bar"), {}, QKeySequence(Qt::CTRL | Qt::Key_M), {});
    bar->setCheckable(true);
    bar->setChecked(QSettings().value(menuBarKey(), false).toBool());
    // Where the bar is hidden its letters lead to the menus all the same.
    QList<QAction*> ways;
    for (QMenu* menu : {fileMenu_, editMenu_, viewMenu_, helpMenu_}) {
        auto* way = new QAction(tr("Open the menu %1").arg(QString(menu->title()).remove(u'&')), this);
        way->setShortcut(QKeySequence::mnemonic(menu->title()));
        connect(way, &QAction::triggered, this, [this, menu] { topBar_->openMenu(menu); });
        addAction(way);
        ways << way;
    }
    const auto showBar = [this, ways](bool shown) {
        if (menuBar()->isNativeMenuBar())
            return;
        menuBar()->setVisible(shown);
        for (QAction* way : ways)
            setCommandState(*way, !shown, tr("the menu bar is shown"));
    };
    showBar(bar->isChecked());
    connect(bar, &QAction::toggled, this, [showBar](bool shown) {
        QSettings().setValue(menuBarKey(), shown);
        showBar(shown);
    });
    fullScreen_ = command(viewMenu_, tr("F&ull screen"), {}, QKeySequence(Qt::Key_F11),
                          [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    fullScreen_->setCheckable(true);
}

/// Whoever makes the window fill the screen or leave it, its command says so.
void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange && fullScreen_)
        fullScreen_->setChecked(isFullScreen());
}

/// Theme, text size and motion.
void MainWindow::buildComfortMenus() {
    const auto choice = [this](QMenu* menu, QActionGroup* group, const QString& text, bool chosen,
                               const std::function<void()>& choose) {
        QAction* action = command(menu, text, {}, {}, choose);
        action->setCheckable(true);
        action->setChecked(chosen);
        group->addAction(action);
    };
    QMenu* themes = viewMenu_->addMenu(tintedIcon(u"circle-half"_s), tr("&Theme"));
    auto* oneTheme = new QActionGroup(this);
    const auto themeChoice = [&](const QString& text, Theme wanted) {
        choice(themes, oneTheme, text, theme() == wanted, [wanted] {
            setTheme(wanted);
            QSettings().setValue(themeKey(), themeText(wanted));
        });
    };
    themeChoice(tr("As the &system"), Theme::system);
    themeChoice(tr("&Light"), Theme::light);
    themeChoice(tr("&Dark"), Theme::dark);

    QMenu* sizes = viewMenu_->addMenu(tr("Te&xt size"));
    auto* oneSize = new QActionGroup(this);
    for (const int percent : textSizes) {
        choice(sizes, oneSize, tr("%1 %").arg(percent), textSize() == percent,
               [this, percent] { chooseTextSize(percent); });
        oneSize->actions().constLast()->setData(percent);
    }
    sizes->addSeparator();
    const auto step = [this, oneSize](int way) {
        const auto* now = std::ranges::find(textSizes, textSize());
        const auto next = std::clamp(now - textSizes.begin() + way, std::ptrdiff_t{0}, std::ssize(textSizes) - 1);
        oneSize->actions()[next]->trigger();
    };
    command(sizes, tr("&Larger text"), {}, {}, [step] { step(1); })
        ->setShortcuts(
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Equal)});
    command(sizes, tr("&Smaller text"), {}, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Minus), [step] { step(-1); });
    command(sizes, tr("&Usual text"), {}, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_0),
            [oneSize] { oneSize->actions().constFirst()->trigger(); });

    QAction* still = command(viewMenu_, tr("&Reduce motion"), {}, {}, {});
    still->setCheckable(true);
    still->setChecked(reducedMotion());
    connect(still, &QAction::toggled, this, [](bool on) {
        setReducedMotion(on);
        QSettings().setValue(motionKey(), on);
    });
}

void MainWindow::chooseTextSize(int percent) {
    if (setTextSize(percent) == TextSizeHolds::now)
        return tell({}, {}, {});
    tell(tr("The text size holds from the next start of the window; it opens where you are now."), tr("Start again"),
         [this] {
             wantsRestart_ = true;
             close();
         });
}

void MainWindow::buildHelpMenu() {
    command(helpMenu_, tr("&Help"), u"question-circle"_s, QKeySequence(Qt::Key_F1), [this] {
        if (!help_)
            help_ = new HelpWindow(this);
        help_->show();
        help_->raise();
        help_->activateWindow();
    });
    command(helpMenu_, tr("&About Tributary"), u"info-circle"_s, {}, [this] { about(); });
}

void MainWindow::about() {
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Tributary"));
    box->setIconPixmap(QIcon(u":/tributary/icons/tributary.svg"_s).pixmap(64, 64));
    box->setText(tr("<b>Tributary %1</b>").arg(QApplication::applicationVersion()));
    box->setInformativeText(
        tr("Models how people's work adds up to money, and what a social tool is worth in it, with the uncertainty "
           "shown.<br><br>Free software under the GNU General Public License, version 3 or later. It uses Qt, "
           "QCustomPlot, SQLite, Boost, the typefaces Open Sans and Noto Serif and the Bootstrap icons."));
    box->open();
}

} // namespace tributary::ui
