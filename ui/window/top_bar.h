// SPDX-License-Identifier: GPL-3.0-or-later
// TopBar: the mark (which opens the menu), the model's title and saved line, the scenario, the run, undo and redo.
#pragma once

#include <QHash>
#include <QString>
#include <QWidget>

class QAbstractButton;
class QAction;
class QComboBox;
class QLabel;
class QMenu;
class QToolButton;

namespace tributary::ui {

class Document;
class FittingLabel;
class RunController;
class RunIndicator;

class TopBar : public QWidget {
    Q_OBJECT
public:
    TopBar(Document& document, RunController& runs, QWidget* parent = nullptr);

    /// Sets the menu that the mark opens.
    void setMenu(QMenu* menu);
    /// Opens that menu, as the keyboard does: F10, or Alt pressed and let go alone. With one of its menus it opens at
    /// that.
    void openMenu(QMenu* at = nullptr);
    /// Says in the place of "saved" that the file is gone, as long as it is.
    void setFileLost(bool lost);
    /// Adds a command at the right, as an icon.
    QToolButton* addCommand(QAction* action);
    /// Adds the one main command, in ink and with its text.
    void addMainCommand(QAction* action);
    [[nodiscard]] RunIndicator* runIndicator() const { return run_; }

    static constexpr int barHeight = 48;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addButton(QAbstractButton* button);
    void showTitle();
    void showRoom();
    void showScenarios();
    void showScenario();
    /// Which colour and marker a scenario has.
    [[nodiscard]] int lookOf(const QString& scenario);

    Document& document_;
    QHash<QString, int> looks_; ///< of all scenarios since the file was opened: one keeps its own
    QToolButton* mark_;
    bool altAlone_ = false; ///< Alt is down, and nothing else was since
    bool fileLost_ = false;
    QWidget* titles_;
    FittingLabel* title_;
    FittingLabel* saved_;
    QLabel* scenarioLabel_;
    QComboBox* scenario_;
    QLabel* against_;
    RunIndicator* run_;
    QWidget* commands_;
    QWidget* lastStop_; ///< of the Tab key, before the next command
};

} // namespace tributary::ui
