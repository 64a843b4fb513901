// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemsPanel: the problems as rows above the status bar. A row that is chosen leads to its place in the model.
#pragma once

#include <QWidget>

class QListView;

namespace tributary::ui {

class Document;
class ProblemList;

class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    ProblemsPanel(Document& document, QWidget* parent = nullptr);

    [[nodiscard]] const ProblemList& list() const { return *list_; }
    /// Goes to the problem after the current one (step 1) or before it (step -1), around the end.
    void go(int step);

    static constexpr int panelHeight = 160;

signals:
    void chosen(const QString& subject); ///< path of what the problem is about
    void counted();                      ///< the problems are others

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void choose(int row);

    ProblemList* list_;
    QListView* view_;
};

} // namespace tributary::ui
