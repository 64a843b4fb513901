// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/empty_state.h"

#include "ui/look/style.h"
#include "ui/look/type.h"
#include "ui/look/wrapped_label.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tributary::ui {

namespace {

constexpr int pageMargin = 28;
constexpr int between = 12; ///< one line and the next
constexpr int before = 8;   ///< more, before the ways

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), sentence_(wrappedLabel({}, TextRole::pageTitle, this)),
      how_(wrappedLabel({}, TextRole::body, this)), ways_(new QVBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(pageMargin, pageMargin, pageMargin, pageMargin);
    column->setSpacing(between);
    column->addWidget(sentence_);
    column->addWidget(how_);
    column->addSpacing(before);
    ways_->setSpacing(between);
    column->addLayout(ways_);
    column->addStretch();
}

void EmptyState::say(const QString& sentence, const QString& how) {
    sentence_->setText(sentence);
    how_->setText(how);
    how_->setVisible(!how.isEmpty());
}

QPushButton* EmptyState::addButton(const QString& text) {
    QPushButton* button = add(text);
    setButtonRole(*button, ButtonRole::main);
    return button;
}

QPushButton* EmptyState::addLink(const QString& text) {
    QPushButton* button = add(text);
    setButtonRole(*button, ButtonRole::link);
    return button;
}

QPushButton* EmptyState::add(const QString& text) {
    auto* button = new QPushButton(text, this);
    ways_->addWidget(button, 0, Qt::AlignLeft);
    return button;
}

} // namespace tributary::ui
