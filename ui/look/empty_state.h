// SPDX-License-Identifier: GPL-3.0-or-later
// EmptyState: what a page shows while it has nothing: a sentence on what will be here, one on how to get it, and the
// ways to that. Window thread only.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tributary::ui {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// Says what will be here, and how to get it; without the latter that line is not there.
    void say(const QString& sentence, const QString& how);
    QPushButton* addButton(const QString& text = {}); ///< below the sentences: the first of them is the page's main one
    QPushButton* addLink(const QString& text);        ///< another way, below the buttons

private:
    QPushButton* add(const QString& text);

    QLabel* sentence_;
    QLabel* how_;
    QVBoxLayout* ways_;
};

} // namespace tributary::ui
