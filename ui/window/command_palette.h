// SPDX-License-Identifier: GPL-3.0-or-later
// CommandPalette: every command of the window by its name, with its keys, found while it is typed, and places to go to.
// Commands that cannot be given now are grey, with the reason (command_state.h). Window thread only.
#pragma once

#include "ui/look/floating_panel.h"

#include <QList>
#include <QPointer>
#include <QString>
#include <functional>
#include <utility>
#include <vector>

class QAction;
class QLineEdit;
class QListWidget;
class QMainWindow;
class QWidget;

namespace tributary::ui {

/// A command of the window as the palette lists it.
struct Command {
    QPointer<QAction> action;    ///< its menu may be filled anew while the palette is open
    QString name;                ///< "Undo: Rename Breakdowns"
    QString menu;                ///< "Edit"
    QString keys;                ///< "Ctrl+Z"; also those of the canvas, which menus only name
    QString why{};               ///< it cannot be given, whatever its action says
    std::function<void()> run{}; ///< what it does where it has no action
    /// Where it leads: those of the page that is shown come first where nothing is typed, then the others in this
    /// order.
    enum class Reach { here, elsewhere, otherFiles, builtInFiles };
    Reach reach = Reach::here;

    [[nodiscard]] bool isReady() const;
    [[nodiscard]] QString whyNot() const; ///< empty where it is ready
};

/// Lists all commands of a window: those of its menus in sight, those that stand in no menu, those of other pages, and
/// last those of the first menu, which lead to other files.
[[nodiscard]] std::vector<Command> commandsOf(const QMainWindow& window);

/// Lists the buttons in sight below these widgets by their words, but those that say what a command of the window does.
[[nodiscard]] std::vector<Command> buttonCommands(const std::vector<Command>& ofWindow,
                                                  const QList<const QWidget*>& areas);

class CommandPalette : public FloatingPanel {
    Q_OBJECT
public:
    explicit CommandPalette(QMainWindow& window);

    void open();
    /// Adds what else can be done, which may hang on what is typed.
    using Source = std::function<std::vector<Command>(const QString& typed)>;
    void addSource(Source source) { sources_.push_back(std::move(source)); }
    /// Sets what tells the widgets whose buttons are found as well once something is typed; asked as it opens.
    void setButtonAreas(std::function<QList<const QWidget*>()> areas) { buttonAreas_ = std::move(areas); }

    [[nodiscard]] QLineEdit* words() const { return words_; }
    [[nodiscard]] QListWidget* found() const { return found_; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void fitRows();
    void choose();
    void close();

    QMainWindow& window_;
    QLineEdit* words_;
    QListWidget* found_;
    QPointer<QWidget> before_; ///< what had the focus
    std::vector<Source> sources_;
    std::function<QList<const QWidget*>()> buttonAreas_;
    std::vector<Command> ofWindow_;
    std::vector<Command> ofButtons_;
    std::vector<Command> commands_; ///< those of the window, and what else fits
    std::vector<std::size_t> rows_; ///< indices of the commands shown
};

} // namespace tributary::ui
