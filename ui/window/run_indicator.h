// SPDX-License-Identifier: GPL-3.0-or-later
// RunIndicator: the dot and the words that say whether the results are those of the model; cancels and restarts a run.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace tributary::ui {

class Document;
class RunController;

class RunIndicator : public QWidget {
    Q_OBJECT
public:
    RunIndicator(Document& document, RunController& runs, QWidget* parent = nullptr);

    /// Leaves the words off while all is well: the dot alone says so.
    void setCompact(bool compact);

signals:
    void problemsWanted(); ///< the model has errors; where are they

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void press();

    Document& document_;
    RunController& runs_;
    QLabel* words_;
    QPushButton* button_;
    QTimer turn_; ///< while a run is shown
    int quarter_ = 0;
    bool compact_ = false;
};

} // namespace tributary::ui
