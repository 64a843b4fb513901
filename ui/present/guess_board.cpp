// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/guess_board.h"

#include "ui/document.h"
#include "ui/look/number_words.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QDate>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

// Lengths on a slide 1080 high.
constexpr double fieldHeight = 92;
constexpr double fieldText = 44;
constexpr double fieldPadding = 20;
constexpr double labelText = 34;
constexpr double nameText = 48;
constexpr double afterLabel = 8;
constexpr double betweenFields = 24;
constexpr double betweenSides = 96; ///< who guesses at the left, who has guessed at the right
constexpr double lineHeight = 1.4;  ///< of a text's size

/// What the fields and the button below them take.
constexpr double heightOfFields = 2 * (labelText * lineHeight + afterLabel + fieldHeight + betweenFields) +
                                  fieldHeight + betweenFields + labelText * lineHeight;

/// What a figure is asked for as, with the unit it is typed in.
QString labelOf(const Model& model, const GuessedFigure& figure) {
    const QString unit = wholeUnit(toQt(unitOf(model, figure)));
    return figure.kind == GuessedFigure::Kind::npv       ? tr("NPV, in %1").arg(unit)
           : figure.kind == GuessedFigure::Kind::payback ? tr("Paid back in %1").arg(unit)
                                                         : tr("Active share, in %");
}

/// How a guess is written, with no number that anybody could lean on.
QString formatHint(GuessedFigure::Kind kind) {
    return kind == GuessedFigure::Kind::npv       ? tr("a number with k or M, − for a loss")
           : kind == GuessedFigure::Kind::payback ? tr("a whole number, or never")
                                                  : tr("0 to 100");
}

Date today() {
    const QDate date = QDate::currentDate();
    return Date{std::chrono::year{date.year()}, std::chrono::month{static_cast<unsigned>(date.month())},
                std::chrono::day{static_cast<unsigned>(date.day())}};
}

} // namespace

GuessBoard::GuessBoard(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), name_(new QLineEdit(this)), value_(new QLineEdit(this)),
      nameLabel_(new QLabel(tr("Who guesses"), this)), valueLabel_(new QLabel(this)),
      keep_(new QPushButton(tr("Keep the guess"), this)), refusal_(new QLabel(this)), count_(new QLabel(this)),
      names_(new QListWidget(this)), beforeKeep_(new QSpacerItem(0, 0)) {
    setAccessibleName(tr("Guesses"));
    setAttribute(Qt::WA_NoMousePropagation); // a click beside a field shows no result
    name_->setAccessibleName(tr("Who guesses"));
    name_->installEventFilter(this);
    value_->installEventFilter(this);
    nameLabel_->setBuddy(name_);
    valueLabel_->setBuddy(value_);
    setButtonRole(*keep_, ButtonRole::main);
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
    auto* sides = new QHBoxLayout(this);
    sides->setContentsMargins(0, 0, 0, 0);
    auto* fields = new QVBoxLayout;
    fields->setObjectName(QStringLiteral("fields"));
    fields->addWidget(nameLabel_);
    fields->addWidget(name_);
    fields->addWidget(valueLabel_);
    fields->addWidget(value_);
    fields->addWidget(refusal_);
    fields->addSpacerItem(beforeKeep_);
    fields->addWidget(keep_, 0, Qt::AlignLeft);
    fields->addStretch(1);
    auto* people = new QVBoxLayout;
    people->addWidget(count_);
    people->addWidget(names_, 1);
    people->addStretch(0); // the room goes below what there is
    sides->addLayout(fields, 3);
    sides->addLayout(people, 2);
    setTabOrder(name_, value_);
    setTabOrder(value_, keep_);
    setTabOrder(keep_, names_);
    connect(keep_, &QPushButton::clicked, this, [this] { keep(AtRefusal::goToField); });
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.touches(Guess::kind))
            refresh();
    });
    connect(&document_, &Document::typingToSettle, this, [this] {
        if (!settle())
            tellLost();
    });
    connect(&document_, &Document::opened, this, &GuessBoard::forget);
}

void GuessBoard::tellLost() {
    document_.tell(Error{fromQt(tr("The guess “%1” is not valid, and not kept.").arg(value_->text().trimmed())), {}});
}

/// The model that the guesses were of is no more.
void GuessBoard::forget() {
    if (!value_->text().trimmed().isEmpty())
        tellLost();
    figure_.reset();
    clearAll();
}

void GuessBoard::ask(const GuessedFigure& figure, double scale) {
    const bool other = figure != figure_;
    figure_ = figure;
    // As large as the slide is high; a long question leaves less.
    const double fitted = std::min(scale, height() / heightOfFields);
    const auto length = [fitted](double units) { return static_cast<int>(std::lround(units * fitted)); };
    const auto points = [fitted](double pixels) { return pixels * 0.75 * fitted; };
    const auto tall = [&](QWidget& widget, double units) { widget.setFixedHeight(length(units)); };
    layout()->setSpacing(length(betweenSides));
    findChild<QVBoxLayout*>(QStringLiteral("fields"))->setSpacing(length(afterLabel));
    for (QLabel* label : {nameLabel_, valueLabel_, refusal_, count_})
        label->setFont(sans(points(labelText)));
    // What separates a field from the label of the next one is above that label.
    valueLabel_->setContentsMargins(0, length(betweenFields - afterLabel), 0, 0);
    names_->setFont(sans(points(nameText), QFont::DemiBold));
    names_->setSpacing(length(8));
    for (QLineEdit* field : {name_, value_}) {
        field->setFont(sans(points(fieldText)));
        field->setTextMargins(length(fieldPadding), 0, length(fieldPadding), 0);
        tall(*field, fieldHeight);
    }
    keep_->setFont(sans(points(labelText), QFont::DemiBold));
    tall(*keep_, fieldHeight);
    beforeKeep_->changeSize(0, length(betweenFields - afterLabel));
    keep_->setMinimumWidth(length(420));
    const QString what = labelOf(document_.model(), figure);
    valueLabel_->setText(what);
    value_->setAccessibleName(what);
    value_->setPlaceholderText(formatHint(figure.kind));
    if (other)
        clearAll();
    refresh();
}

/// Empties the fields; nothing is wrong with what is not typed.
void GuessBoard::clearFields() {
    for (QLineEdit* field : {name_, value_}) {
        field->clear();
        setFieldState(*field, FieldState::valid);
    }
}

void GuessBoard::clearAll() {
    clearFields();
    refusal_->clear();
    leftOut_.clear();
}

void GuessBoard::takeFocus() { name_->setFocus(Qt::ShortcutFocusReason); }

bool GuessBoard::settle() {
    const QStringList texts{name_->text().trimmed(), value_->text().trimmed()};
    if (texts.last().isEmpty() || texts == leftOut_)
        return true;
    if (keep(AtRefusal::stay))
        return true;
    leftOut_ = texts;
    QString why = refusal_->text();
    if (!why.endsWith(u'.') && !why.endsWith(u'?'))
        why += u'.';
    refusal_->setText(tr("Not kept. %1 Going on once more leaves it out.").arg(why));
    return false;
}

bool GuessBoard::keep(AtRefusal then) {
    const bool isNamed = !name_->text().trimmed().isEmpty();
    if (value_->text().trimmed().isEmpty())
        return refuse(tr("Type who guesses, and what."), isNamed ? *value_ : *name_, then);
    Guess guess;
    guess.figure = figure_->text();
    guess.scenario = document_.scenario();
    guess.participant = fromQt(name_->text());
    guess.when = today();
    const auto edit = addGuess(document_.model(), guess, fromQt(value_->text()));
    if (!edit)
        return refuse(toQt(edit.error().message), isNamed ? *value_ : *name_, then);
    if (const auto kept = document_.apply(*edit); !kept)
        return refuse(toQt(kept.error().message), *name_, then);
    clearFields();
    refusal_->clear();
    refusal_->hide();
    if (then == AtRefusal::goToField)
        name_->setFocus();
    return true;
}

/// Says what is wrong with the guess, and in which field.
bool GuessBoard::refuse(const QString& why, QLineEdit& wrong, AtRefusal then) {
    refusal_->setText(why);
    refusal_->show();
    for (QLineEdit* field : {name_, value_})
        setFieldState(*field, field == &wrong ? FieldState::error : FieldState::valid);
    if (then == AtRefusal::goToField) {
        wrong.setFocus();
        wrong.selectAll();
    }
    return false;
}

/// Takes back what the chosen participant has guessed of the figure.
void GuessBoard::erase() {
    const QListWidgetItem* item = names_->currentItem();
    if (!item)
        return;
    Edit all;
    for (const Guess& guess : document_.model().guesses())
        if (guess.scenario == document_.scenario() && guess.figure == figure_->text() &&
            toQt(guess.participant) == item->text())
            if (const auto edit = eraseGuess(document_.model(), guess.id))
                all = all.empty() ? *edit : joined(all, *edit);
    if (auto gone = document_.apply(all); !gone)
        refusal_->setText(toQt(gone.error().message));
}

void GuessBoard::refresh() {
    QStringList who;
    if (figure_)
        for (const GuessValue& guess : guessesOf(document_.model(), document_.scenario(), *figure_))
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
        if (watched == name_ && !name_->text().trimmed().isEmpty() && value_->text().isEmpty()) {
            value_->setFocus();
            return true;
        }
        keep(AtRefusal::goToField);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tributary::ui
