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

constexpr size_t mostFigures = 2;
// Lengths on a slide 1080 high.
constexpr double fieldHeight = 92;
constexpr double fieldText = 44;
constexpr double fieldPadding = 20;
constexpr double labelText = 34;
constexpr double tightRefusalText = 24;
constexpr double nameText = 48;
constexpr double afterLabel = 8;
constexpr double betweenFields = 24;
constexpr double betweenSides = 96; ///< who guesses at the left, who has guessed at the right
constexpr double lineHeight = 1.4;  ///< of a text's size

/// What the fields and the button below them take.
double heightOf(size_t fields) {
    return static_cast<double>(fields) * (labelText * lineHeight + afterLabel + fieldHeight + betweenFields) +
           fieldHeight + betweenFields + labelText * lineHeight;
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
    : QWidget(parent), document_(document), name_(new QLineEdit(this)), nameLabel_(new QLabel(tr("Who guesses"), this)),
      keep_(new QPushButton(tr("Keep the guess"), this)), refusal_(new QLabel(this)), count_(new QLabel(this)),
      names_(new QListWidget(this)), beforeKeep_(new QSpacerItem(0, 0)) {
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
    auto* sides = new QHBoxLayout(this);
    sides->setContentsMargins(0, 0, 0, 0);
    auto* fields = new QVBoxLayout;
    fields->setObjectName(QStringLiteral("fields"));
    fields->addWidget(nameLabel_);
    fields->addWidget(name_);
    for (size_t i = 0; i < mostFigures; ++i) {
        fields->addWidget(labels_[i]);
        fields->addWidget(values_[i]);
    }
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
    QWidget* before = name_;
    for (QLineEdit* field : values_) {
        setTabOrder(before, field);
        before = field;
    }
    setTabOrder(before, keep_);
    setTabOrder(keep_, names_);
    connect(keep_, &QPushButton::clicked, this, [this] { keep(AtRefusal::goToField); });
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.touches(Guess::kind))
            refresh();
    });
}

void GuessBoard::ask(const std::vector<GuessedFigure>& figures, double scale) {
    const bool other = figures != figures_;
    figures_.assign(figures.begin(),
                    figures.begin() + static_cast<std::ptrdiff_t>(std::min(figures.size(), mostFigures)));
    // As large as the slide is high; a long question leaves less.
    const double fitted = std::min(scale, height() / heightOf(figures_.size() + 1));
    const auto length = [fitted](double units) { return static_cast<int>(std::lround(units * fitted)); };
    const auto points = [fitted](double pixels) { return pixels * 0.75 * fitted; };
    const auto tall = [&](QWidget& widget, double units) { widget.setFixedHeight(length(units)); };
    layout()->setSpacing(length(betweenSides));
    findChild<QVBoxLayout*>(QStringLiteral("fields"))->setSpacing(length(afterLabel));
    for (QLabel* label : {nameLabel_, labels_[0], labels_[1], count_})
        label->setFont(sans(points(labelText)));
    // Beside two figures two lines of it have room.
    refusal_->setFont(sans(points(figures_.size() > 1 ? tightRefusalText : labelText)));
    // What separates a field from the label of the next one is above that label.
    for (QLabel* label : {labels_[0], labels_[1]})
        label->setContentsMargins(0, length(betweenFields - afterLabel), 0, 0);
    names_->setFont(sans(points(nameText), QFont::DemiBold));
    names_->setSpacing(length(8));
    name_->setFont(sans(points(fieldText)));
    name_->setTextMargins(length(fieldPadding), 0, length(fieldPadding), 0);
    tall(*name_, fieldHeight);
    keep_->setFont(sans(points(labelText), QFont::DemiBold));
    tall(*keep_, fieldHeight);
    beforeKeep_->changeSize(0, length(betweenFields - afterLabel));
    keep_->setMinimumWidth(length(420));
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
        values_[i]->setPlaceholderText(formatHint(figures_[i].kind));
        values_[i]->setFont(sans(points(fieldText)));
        values_[i]->setTextMargins(length(fieldPadding), 0, length(fieldPadding), 0);
        tall(*values_[i], fieldHeight);
    }
    if (other) {
        for (QLineEdit* field : {name_, values_[0], values_[1]}) {
            field->clear();
            setFieldState(*field, FieldState::valid);
        }
        refusal_->clear();
        leftOut_.clear();
    }
    refresh();
}

void GuessBoard::takeFocus() { name_->setFocus(Qt::ShortcutFocusReason); }

QStringList GuessBoard::typed() const {
    QStringList texts{name_->text().trimmed()};
    for (size_t i = 0; i < figures_.size(); ++i)
        texts << values_[i]->text().trimmed();
    return texts;
}

bool GuessBoard::settle() {
    const QStringList texts = typed();
    const bool none = std::all_of(texts.begin() + 1, texts.end(), [](const QString& text) { return text.isEmpty(); });
    if (none || texts == leftOut_)
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

/// Keeps what is typed, all of it as one edit; a figure that is left empty is not guessed.
bool GuessBoard::keep(AtRefusal then) {
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
        const std::string label =
            all.empty() ? edit->label : fromQt(tr("%1 and %2").arg(toQt(all.label), toQt(nameOf(model, figures_[i]))));
        all = all.empty() ? *edit : joined(all, *edit);
        all.label = label;
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
        if (then == AtRefusal::goToField) {
            wrong->setFocus();
            wrong->selectAll();
        }
        return false;
    }
    refusal_->clear();
    name_->clear();
    for (QLineEdit* field : values_)
        field->clear();
    if (then == AtRefusal::goToField)
        name_->setFocus();
    return true;
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
        keep(AtRefusal::goToField);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tributary::ui
