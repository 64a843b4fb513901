// SPDX-License-Identifier: GPL-3.0-or-later
// CommandPalette: every command of the window by its name, with its keys, found while it is typed. Commands that cannot
// be given now are grey, with the reason where one is known (command_state.h). Window thread only.
#pragma once

#include <QFrame>
#include <QPointer>
#include <QString>
#include <vector>

class QAction;
class QLineEdit;
class QListWidget;
class QMainWindow;

namespace tributary::ui {

/// A command of the window as the palette lists it.
struct Command {
    QAction* action = nullptr;
    QString name; ///< "Undo: Rename Breakdowns"
    QString menu; ///< "Edit"
    QString keys; ///< "Ctrl+Z"; also those of the canvas, which menus only name
};

/// Lists all commands of a window's menus that are in sight, then those that stand in no menu.
[[nodiscard]] std::vector<Command> commandsOf(const QMainWindow& window);

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QMainWindow& window);

    void open();

    [[nodiscard]] QLineEdit* words() const { return words_; }
    [[nodiscard]] QListWidget* found() const { return found_; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void fitRows();
    void choose();
    void close();

    QMainWindow& window_;
    QLineEdit* words_;
    QListWidget* found_;
    QPointer<QWidget> before_; ///< what had the focus
    std::vector<Command> commands_;
    std::vector<std::size_t> rows_; ///< indices of the commands shown
};

} // namespace tributary::ui
