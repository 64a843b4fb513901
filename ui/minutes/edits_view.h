// SPDX-License-Identifier: GPL-3.0-or-later
// EditsView: the minutes. Every edit with its time and its effect on the NPV, a search, what the chosen edit changed in
// words, and the way back to the state after it, which loses nothing.
#pragma once

#include "ui/latest.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace tributary::ui {

class Document;
class EditList;
class FittingLabel;
class HistoryReader;

class EditsView : public QWidget {
    Q_OBJECT
public:
    EditsView(Document& document, HistoryReader& reader, QWidget* parent = nullptr);

    [[nodiscard]] EditList& list() const { return *list_; }
    [[nodiscard]] QListView& view() const { return *view_; }
    void takeFocus();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] qint64 chosen() const; ///< number of the chosen edit; -1 where none is
    void showBasis();
    void showChosen();
    struct Changes;
    void showChanges(const Result<Changes>& changes);
    void goThere();
    void wantVisible();

    Document& document_;
    HistoryReader& reader_;
    EditList* list_;
    QLineEdit* search_;
    FittingLabel* basis_; ///< what the numbers at the right are
    QListView* view_;
    QLabel* nothing_;
    QLabel* what_;
    QLabel* how_;
    QPushButton* go_;
    QTimer sight_; ///< until scrolling rests

    Latest comparison_{*this}; ///< of the models before and after the chosen edit
};

} // namespace tributary::ui
