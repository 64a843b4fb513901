// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/guess_board.h"

#include "ui/document.h"
#include "ui/look/number_words.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QDate>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace tributary::ui {

namespace {

constexpr size_t mostFigures = 2;
constexpr double fieldHeight = 60; ///< on a slide 1080 high, as all lengths here
constexpr double nameWidth = 420;
constexpr double valueWidth = 380;

Date today() {
    const QDate date = QDate::currentDate();
    return Date{std::chrono::year{date.year()}, std::chrono::month{static_cast<unsigned>(date.month())},
                std::chrono::day{static_cast<unsigned>(date.day())}};
}

} // namespace

GuessBoard::GuessBoard(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), name_(new QLineEdit(this)), nameLabel_(new QLabel(tr("Who guesses"), this)),
      keep_(new QPushButton(tr("Keep the guess"), this)), refusal_(new QLabel(this)), count_(new QLabel(this)),
      names_(new QListWidget(this)) {
    setAccessibleName(tr("Guesses"));
    setAttribute(Qt::WA_NoMousePropagation); // a click beside a field shows no result
    name_->setAccessibleName(tr("Who guesses"));
    name_->installEventFilter(this);
    for (size_t i = 0; i < mostFigures; ++i) {
        values_.push_back(new QLineEdit(this));
        labels_.push_back(new QLabel(this));
        values_.back()->installEventFilter(this);
        labels_.back()->setBuddy(values_.back());
    }
    nameLabel_->setBuddy(name_);
    setButtonRole(*keep_, ButtonRole::main);
    keep_->setAutoDefault(true); // Return presses it, as Space does
    refusal_->setWordWrap(true);
    refusal_->setTextFormat(Qt::PlainText);
    refusal_->setAccessibleName(tr("What is wrong with the guess"));
    names_->setAccessibleName(tr("Who has guessed; Delete takes a guess back"));
    names_->setToolTip(tr("Delete takes a guess back"));
    names_->setFrameShape(QFrame::NoFrame);
    names_->viewport()->setAutoFillBackground(false); // the names stand on the slide
    names_->setFlow(QListView::LeftToRight);
    names_->setWrapping(true);
    names_->setResizeMode(QListView::Adjust);
    names_->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* grid = new QGridLayout;
    grid->setObjectName(QStringLiteral("fields"));
    grid->addWidget(nameLabel_, 0, 0);
    grid->addWidget(name_, 1, 0);
    for (size_t i = 0; i < mostFigures; ++i) {
        grid->addWidget(labels_[i], 0, static_cast<int>(i) + 1);
        grid->addWidget(values_[i], 1, static_cast<int>(i) + 1);
    }
    grid->addWidget(keep_, 1, static_cast<int>(mostFigures) + 1);
    grid->setColumnStretch(static_cast<int>(mostFigures) + 2, 1);
    column->addLayout(grid);
    column->addWidget(refusal_);
    column->addWidget(count_);
    column->addWidget(names_, 1);
    column->addStretch(0); // the room goes below what there is
    QWidget* before = name_;
    for (QLineEdit* field : values_) {
        setTabOrder(before, field);
        before = field;
    }
    setTabOrder(before, keep_);
    setTabOrder(keep_, names_);
    connect(keep_, &QPushButton::clicked, this, &GuessBoard::keep);
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.touches(Guess::kind))
            refresh();
    });
}

void GuessBoard::ask(const std::vector<GuessedFigure>& figures, double scale) {
    const bool other = figures != figures_;
    figures_.assign(figures.begin(),
                    figures.begin() + static_cast<std::ptrdiff_t>(std::min(figures.size(), mostFigures)));
    const auto length = [scale](double units) { return static_cast<int>(std::lround(units * scale)); };
    const auto points = [scale](double pixels) { return pixels * 0.75 * scale; };
    auto* grid = findChild<QGridLayout*>(QStringLiteral("fields"));
    grid->setHorizontalSpacing(length(24));
    grid->setVerticalSpacing(length(10));
    layout()->setSpacing(length(20));
    for (QLabel* label : {nameLabel_, labels_[0], labels_[1], count_, refusal_})
        label->setFont(sans(points(28)));
    names_->setFont(sans(points(30), QFont::DemiBold));
    names_->setSpacing(length(6));
    name_->setFont(sans(points(32)));
    name_->setFixedSize(length(nameWidth), length(fieldHeight));
    keep_->setFont(sans(points(28), QFont::DemiBold));
    keep_->setFixedHeight(length(fieldHeight));
    const Model& model = document_.model();
    for (size_t i = 0; i < mostFigures; ++i) {
        const bool asked = i < figures_.size();
        labels_[i]->setVisible(asked);
        values_[i]->setVisible(asked);
        if (!asked)
            continue;
        const QString unit = wholeUnit(toQt(unitOf(model, figures_[i])));
        const QString what = figures_[i].kind == GuessedFigure::Kind::npv       ? tr("NPV, in %1").arg(unit)
                             : figures_[i].kind == GuessedFigure::Kind::payback ? tr("Paid back in %1").arg(unit)
                                                                                : tr("Active share, in %");
        labels_[i]->setText(what);
        values_[i]->setAccessibleName(what);
        values_[i]->setPlaceholderText(figures_[i].kind == GuessedFigure::Kind::npv       ? tr("0.4 M, 400k")
                                       : figures_[i].kind == GuessedFigure::Kind::payback ? tr("18, or never")
                                                                                          : tr("40"));
        values_[i]->setFont(sans(points(32)));
        values_[i]->setFixedSize(length(valueWidth), length(fieldHeight));
    }
    if (other) {
        for (QLineEdit* field : {name_, values_[0], values_[1]}) {
            field->clear();
            setFieldState(*field, FieldState::valid);
        }
        refusal_->clear();
    }
    refresh();
}

void GuessBoard::takeFocus() { name_->setFocus(Qt::ShortcutFocusReason); }

/// Keeps what is typed, all of it as one edit; a figure that is left empty is not guessed.
void GuessBoard::keep() {
    Edit all;
    Model model = document_.model();
    QLineEdit* wrong = nullptr;
    for (size_t i = 0; i < figures_.size(); ++i) {
        if (values_[i]->text().trimmed().isEmpty() && figures_.size() > 1)
            continue;
        Guess guess;
        guess.figure = figures_[i].text();
        guess.scenario = document_.scenario();
        guess.participant = fromQt(name_->text());
        guess.when = today();
        const auto edit = addGuess(model, guess, fromQt(values_[i]->text()));
        if (!edit) {
            refusal_->setText(toQt(edit.error().message));
            wrong = name_->text().trimmed().isEmpty() ? name_ : values_[i];
            break;
        }
        model = tributary::apply(model, *edit).model;
        all = all.empty() ? *edit : joined(all, *edit);
    }
    if (!wrong && all.empty()) {
        refusal_->setText(tr("Type who guesses, and what."));
        wrong = name_->text().trimmed().isEmpty() ? name_ : values_.front();
    }
    if (!wrong)
        if (auto kept = document_.apply(all); !kept) {
            refusal_->setText(toQt(kept.error().message));
            wrong = name_;
        }
    for (QLineEdit* field : {name_, values_[0], values_[1]})
        setFieldState(*field, field == wrong ? FieldState::error : FieldState::valid);
    refusal_->setVisible(wrong != nullptr);
    if (wrong) {
        wrong->setFocus();
        wrong->selectAll();
        return;
    }
    refusal_->clear();
    name_->clear();
    for (QLineEdit* field : values_)
        field->clear();
    name_->setFocus();
}

/// Takes back what the chosen participant has guessed of these figures.
void GuessBoard::erase() {
    const QListWidgetItem* item = names_->currentItem();
    if (!item)
        return;
    Edit all;
    for (const Guess& guess : document_.model().guesses())
        for (const GuessedFigure& figure : figures_)
            if (guess.scenario == document_.scenario() && guess.figure == figure.text() &&
                toQt(guess.participant) == item->text())
                if (const auto edit = eraseGuess(document_.model(), guess.id))
                    all = all.empty() ? *edit : joined(all, *edit);
    if (auto gone = document_.apply(all); !gone)
        refusal_->setText(toQt(gone.error().message));
}

void GuessBoard::refresh() {
    QStringList who;
    for (const GuessedFigure& figure : figures_)
        for (const GuessValue& guess : guessesOf(document_.model(), document_.scenario(), figure))
            if (!who.contains(toQt(guess.participant)))
                who << toQt(guess.participant);
    who.sort(Qt::CaseInsensitive);
    names_->clear();
    names_->addItems(who);
    names_->setVisible(!who.isEmpty());
    count_->setText(who.isEmpty()     ? tr("Nobody has guessed yet.")
                    : who.size() == 1 ? tr("1 has guessed:")
                                      : tr("%1 have guessed:").arg(who.size()));
    refusal_->setForegroundRole(QPalette::BrightText);
    QPalette palette = refusal_->palette();
    palette.setColor(QPalette::BrightText, currentPalette().error);
    refusal_->setPalette(palette);
    refusal_->setVisible(!refusal_->text().isEmpty());
}

bool GuessBoard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == names_) {
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
            erase();
            return true;
        }
        return QWidget::eventFilter(watched, event);
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        // From the name to the value, from the value to keeping it.
        if (watched == name_ && !name_->text().trimmed().isEmpty() && values_.front()->text().isEmpty()) {
            values_.front()->setFocus();
            return true;
        }
        if (watched == values_.front() && figures_.size() > 1 && values_[1]->text().isEmpty()) {
            values_[1]->setFocus();
            return true;
        }
        keep();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tributary::ui
