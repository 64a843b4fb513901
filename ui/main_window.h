// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: the frame around the pages: rail, top bar, inspector, problems, status, menus. It holds no model and no
// run: it shows a Document and a RunController, which outlive it.
#pragma once

#include "core/base/problem.h"
#include "ui/window/page.h"
#include "ui/window/session.h"
#include "ui/worker.h"

#include <QList>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <string>
#include <vector>

class QAction;
class QFileSystemWatcher;
class QHBoxLayout;
class QKeySequence;
class QMessageBox;
class QShortcut;
class QStackedWidget;
class QVBoxLayout;

namespace tributary::ui {

class Banner;
class CommandPalette;
class DiskWatch;
class Document;
class FileCommands;
class FindBox;
class Follower;
class HelpWindow;
class ProblemsPanel;
class Rail;
class RunController;
class StartPage;
class StatusBar;
class TopBar;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Document& document, RunController& runs);
    ~MainWindow() override;

    /// Puts a page at the end of the rail and returns its index. The first one is shown at the start.
    int addPage(Page page);
    int addPage(const QString& icon, const QString& title, QWidget* widget);
    void showPage(int index);
    [[nodiscard]] int currentPage() const { return current_; }
    /// Turns to a page that shows entities of this kind, if the current one does not.
    void showPageFor(std::string_view kind);
    /// Turns to the page of a place, selects it there and gives the page the keys.
    void goTo(const std::string& path);
    /// Has the page in view bring what is selected to where it can be read.
    void seekSelected();

    /// Opens the list of problems and puts the focus on it.
    void openProblems();

    /// Sets what the area at the right shows: on pages that make room for it only while something is selected. The
    /// window takes the widget.
    void setInspector(QWidget* inspector);

    /// Sets the ribbon that stands over the pages that want it, unless a person puts it away. The window takes it.
    void setRibbon(QWidget* ribbon);
    /// Says what was done, as a note in the banner; nothing is wrong.
    void note(const QString& words);
    /// The same, with a command beside it that goes on from there.
    void offer(const QString& words, const QString& action, const std::function<void()>& act);

    /// Sets the panel that stands in the place of the inspector while the command that is returned, in the View menu,
    /// is checked. The window takes the panel.
    QAction* setSidePanel(QWidget* panel, const QString& text, const QString& icon, const QKeySequence& keys);
    /// Puts the side panel away, for something is wanted in the inspector.
    void makeRoomForInspector();

    /// Adds a command to the Edit menu. It needs an open model.
    QAction* addEdit(const QString& text, const QString& icon, const QKeySequence& keys,
                     const std::function<void()>& run);
    /// Adds a command to the File menu, among those that export. It needs an open model.
    QAction* addExport(const QString& text, const QString& icon, const std::function<void()>& run);
    /// Adds a command to the View menu. It needs an open model.
    QAction* addView(const QString& text, const QString& icon, const QKeySequence& keys,
                     const std::function<void()>& run);
    /// Adds a command at the right end of the top bar.
    void addTopBarCommand(QAction* action);
    /// Adds the one main command at the right end of the top bar, in ink and with its text.
    void addMainCommand(QAction* action);

    [[nodiscard]] FileCommands& files() const { return *files_; }

    /// Where the person is now, and back there: opens the file, turns to the page, selects what was selected.
    [[nodiscard]] Session session() const;
    void resume(const Session& session);
    /// Whether the program is to begin again once this window is closed.
    [[nodiscard]] bool wantsRestart() const { return wantsRestart_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static constexpr int inspectorWidth = 304;

    QAction* command(QMenu* menu, const QString& text, const QString& icon, const QKeySequence& keys,
                     const std::function<void()>& run);
    void buildFrame();
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildComfortMenus();
    void buildHelpMenu();
    void chooseTextSize(int percent);
    void fillRecent();
    void about();
    void restore();

    void showDocument();
    void showFile();
    void showHistory();
    void showSelection();
    void fitSidePanel();
    void showRibbon();
    void showBanner();
    void tell(const QString& message, const QString& action, std::function<void()> act,
              Severity told = Severity::warning, const QString& details = {});
    void tellKept(const QString& name, const QString& path);
    void keepWhereItIs();
    void takeUp(const Session& session);
    QString refusedTyping();
    void askToCloseWithout(const QString& why);
    void closeOnceWritten();
    void showProblems();
    void goToProblem(int step);
    void moveToRegion(int step);

    Document& document_;
    RunController& runs_;
    FileCommands* files_;

    std::vector<Page> pages_;
    int current_ = -1;
    QString toldMessage_; ///< until the next change or its cross
    QString toldDetails_;
    Severity told_ = Severity::warning;
    QString toldAction_; ///< what there is to do about it, if anything
    std::function<void()> toldAct_;
    std::function<void()> bannerAct_; ///< of what the banner shows
    QTimer workShown_;                ///< until work on a file is long enough to be said
    bool wantsRestart_ = false;
    bool closesWithout_ = false; ///< what cannot be kept
    QPointer<QMessageBox> closingBox_;
    QPointer<QObject> closesOnceWritten_; ///< while that is awaited
    bool fileLost_ = false;
    bool bannerClosed_ = false; ///< the file's own message was put away
    bool diskClosed_ = false;   ///< what is said of the room on its disk was
    std::function<void()> putBannerAway_;
    QTimer sessionRests_; ///< until what the session holds rests

    TopBar* topBar_;
    Banner* banner_;
    QShortcut* putAway_ = nullptr; ///< closes what was told
    Rail* rail_;
    QStackedWidget* stack_;
    StartPage* start_;
    QWidget* inspectorArea_;
    QPointer<QWidget> inspector_;
    QPointer<QWidget> ribbon_;
    QPointer<QWidget> sidePanel_;
    int sidePanelWidth_ = 0; ///< in a window with room for it
    int selectedOn_ = -1;    ///< page that was shown as the selection came
    QAction* showsSidePanel_ = nullptr;
    QVBoxLayout* ribbonAndPage_ = nullptr;
    ProblemsPanel* problems_;
    StatusBar* status_;
    FindBox* find_;
    CommandPalette* commands_;
    std::function<void(const std::string&)> goThere_; ///< goTo(), for the commands that lead somewhere
    QFileSystemWatcher* watcher_;
    Follower* follower_;
    DiskWatch* disk_;

    QMenu* fileMenu_ = nullptr;
    QMenu* recentMenu_ = nullptr;
    QMenu* editMenu_ = nullptr;
    QMenu* viewMenu_ = nullptr;
    QMenu* helpMenu_ = nullptr;
    QMenu* mainMenu_ = nullptr; ///< of the mark
    QAction* exportsEnd_ = nullptr;
    QAction* pagesEnd_ = nullptr;
    QAction* viewsEnd_ = nullptr;
    QHBoxLayout* work_ = nullptr; ///< page, inspector and side panel
    QAction* save_ = nullptr;
    QAction* undo_ = nullptr;
    QAction* redo_ = nullptr;
    QAction* panel_ = nullptr;
    QAction* whatIf_ = nullptr; ///< shows the ribbon
    QAction* fullScreen_ = nullptr;
    HelpWindow* help_ = nullptr;
    QList<QAction*> needModel_;
    QList<QAction*> zooms_;

    Worker keeping_; ///< writes the session; last: it ends before what it uses
};

} // namespace tributary::ui
