// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/minutes_panel.h"

#include "ui/document.h"
#include "ui/look/icons.h"
#include "ui/look/segmented_control.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/minutes/edit_list.h"
#include "ui/minutes/edits_view.h"
#include "ui/minutes/history_reader.h"
#include "ui/minutes/versions_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int widestPanel = 400;

} // namespace

MinutesPanel::MinutesPanel(Document& document, QWidget* parent)
    : QWidget(parent), reader_(new HistoryReader(document, this)),
      parts_(new SegmentedControl({tr("Edits"), tr("Versions")}, this)), stack_(new QStackedWidget(this)),
      edits_(new EditsView(document, *reader_, stack_)), versions_(new VersionsView(document, *reader_, stack_)) {
    setFixedWidth(widestPanel);
    setAccessibleName(tr("Minutes"));
    parts_->setAccessibleName(tr("Edits or versions"));
    auto* title = new QLabel(tr("Minutes"), this);
    title->setFont(fontOf(TextRole::inspectorTitle));
    auto* close = new QToolButton(this);
    close->setIcon(tintedIcon(u"x-lg"_s));
    close->setAutoRaise(true);
    close->setFixedSize(28, 28);
    close->setFocusPolicy(Qt::TabFocus);
    close->setToolTip(tr("Close (Ctrl+Shift+H)"));
    close->setAccessibleName(tr("Close the minutes"));
    stack_->addWidget(edits_);
    stack_->addWidget(versions_);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(minutesMargin, 12, 8, 8);
    head->addWidget(title);
    head->addSpacing(12);
    head->addWidget(parts_);
    head->addStretch();
    head->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(stack_, 1);
    setFocusProxy(&edits_->view());
    connect(parts_, &SegmentedControl::chosen, this, &MinutesPanel::show);
    connect(close, &QToolButton::clicked, this, &MinutesPanel::closeWanted);
}

void MinutesPanel::show(int part) {
    parts_->setCurrent(part);
    stack_->setCurrentIndex(part);
}

void MinutesPanel::showEdits() {
    show(0);
    edits_->takeFocus();
}

void MinutesPanel::nameVersion() {
    show(1);
    versions_->askName();
}

void MinutesPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), currentPalette().surface);
    painter.fillRect(QRect(0, 0, 1, height()), currentPalette().rule);
}

void MinutesPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        emit closeWanted();
    else
        QWidget::keyPressEvent(event);
}

} // namespace tributary::ui
