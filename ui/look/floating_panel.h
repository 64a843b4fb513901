// SPDX-License-Identifier: GPL-3.0-or-later
// FloatingPanel: a panel over the window in which something is looked for: a frame, and a list that is walked by the
// keys while the words are typed. Window thread only.
#pragma once

#include <QFrame>

class QKeyEvent;
class QListWidget;

namespace tributary::ui {

class FloatingPanel : public QFrame {
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent* event) override;
    /// Moves the current row of a list by the arrow keys, and by `page` rows by the page keys. False for another key.
    static bool walk(QListWidget& found, const QKeyEvent& key, int page);
};

} // namespace tributary::ui
