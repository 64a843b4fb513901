// SPDX-License-Identifier: GPL-3.0-or-later
// StartPage: what the window shows while no model is open: the built-in cases, the files opened last, and two ways to
// begin.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace tributary::ui {

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

private:
    QVBoxLayout* recent_;
    QWidget* recentPart_;
};

} // namespace tributary::ui
