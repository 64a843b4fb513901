// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/panel.h"

#include "ui/inspector/tinted_label.h"
#include "ui/look/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace tributary::ui {

namespace {
constexpr int padding = 16;
} // namespace

Panel::Panel(const QString& title, QWidget* parent)
    : QWidget(parent), column_(new QVBoxLayout(this)), head_(new QHBoxLayout),
      hint_(new TintedLabel({}, TextRole::label, &Palette::ink3, this)),
      figure_(new TintedLabel({}, TextRole::label, &Palette::ink2, this)) {
    setAccessibleName(title);
    column_->setContentsMargins(padding, 12, padding, padding);
    column_->setSpacing(8);
    head_->setSpacing(10);
    auto* name = new TintedLabel(title, TextRole::section, &Palette::ink, this);
    name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    hint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    hint_->setWordWrap(true);
    figure_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head_->addWidget(name);
    head_->addWidget(hint_, 1);
    head_->addWidget(figure_);
    figure_->hide();
    column_->addLayout(head_);
}

void Panel::setHint(const QString& hint) {
    hint_->setText(hint);
    hint_->setToolTip(hint);
}

void Panel::setFigure(const QString& figure, const QString& toolTip) {
    figure_->setText(figure);
    figure_->setToolTip(toolTip);
    figure_->setVisible(!figure.isEmpty());
}

QString Panel::figure() const { return figure_->isHidden() ? QString() : figure_->text(); }

void Panel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(currentPalette().rule, 1));
    painter.setBrush(currentPalette().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), panelRadius, panelRadius);
}

} // namespace tributary::ui
