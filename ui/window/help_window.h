// SPDX-License-Identifier: GPL-3.0-or-later
// HelpWindow: the pages of help beside a list of them. It stands beside the work and does not stop it. Window thread
// only.
#pragma once

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace tributary::ui {

class HelpWindow : public QDialog {
    Q_OBJECT
public:
    explicit HelpWindow(QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showPage();

    QListWidget* pages_;
    QTextBrowser* text_;
};

} // namespace tributary::ui
