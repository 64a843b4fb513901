// SPDX-License-Identifier: GPL-3.0-or-later
// GuessBoard: where participants' guesses are typed before a figure is shown. It tells who has guessed and not what, so
// that nobody follows another.
#pragma once

#include "core/model/guess_edits.h"

#include <QWidget>
#include <optional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpacerItem;

namespace tributary::ui {

class Document;

class GuessBoard : public QWidget {
    Q_OBJECT
public:
    GuessBoard(Document& document, QWidget* parent);

    /// Asks for a figure, as large as its own height allows; `scale` is that of the slide.
    void ask(const GuessedFigure& figure, double scale);
    /// Puts the focus where a name is typed.
    void takeFocus();
    /// Keeps what is still typed before the slide is left. Where that is refused it says so and returns false, once:
    /// what has not changed at the next call is left out.
    [[nodiscard]] bool settle();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class AtRefusal { goToField, stay };
    bool keep(AtRefusal then);
    bool refuse(const QString& why, QLineEdit& wrong, AtRefusal then);
    void clearFields();
    void clearAll(); ///< with what was said of the fields
    void tellLost();
    void forget();
    void erase();
    void refresh();

    Document& document_;
    std::optional<GuessedFigure> figure_; ///< none before the first is asked for
    QLineEdit* name_;
    QLineEdit* value_;
    QLabel* nameLabel_;
    QLabel* valueLabel_;
    QPushButton* keep_;
    QLabel* refusal_;
    QLabel* count_;
    QListWidget* names_;
    QSpacerItem* beforeKeep_;
    QStringList leftOut_; ///< what was typed when a person was told that it is not kept
};

} // namespace tributary::ui
