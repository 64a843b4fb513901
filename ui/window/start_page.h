// SPDX-License-Identifier: GPL-3.0-or-later
// StartPage: what the window shows while no model is open: the built-in cases, the files opened last, and two ways to
// begin.
#pragma once

#include <QWidget>

namespace tributary::ui {

class ChoiceGrid;

class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);

    /// Reads the list of recent files again.
    void refresh();

signals:
    void templateChosen(const QString& id);
    void emptyChosen();
    void openChosen();
    void fileChosen(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    ChoiceGrid* cases_;
    QWidget* recentPart_;
    ChoiceGrid* recent_;
};

} // namespace tributary::ui
