// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/segmented_control.h"

#include "ui/look/accessible_role.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr int controlHeight = 28;
constexpr double sidePadding = 10;

} // namespace

SegmentedControl::SegmentedControl(QStringList choices, QWidget* parent)
    : QWidget(parent), choices_(std::move(choices)) {
    setAccessibleRole(*this, QAccessible::PageTabList);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleDescription(choices_.value(current_));
}

void SegmentedControl::setCurrent(int index) {
    if (index < 0 || index >= choices_.size() || index == current_)
        return;
    current_ = index;
    setAccessibleDescription(choices_.at(index));
    update();
}

QSize SegmentedControl::sizeHint() const {
    const QFontMetricsF metrics(fontOf(TextRole::labelStrong));
    double widest = 0;
    for (const QString& choice : choices_)
        widest = std::max(widest, metrics.horizontalAdvance(choice));
    return {qCeil((widest + 2 * sidePadding) * static_cast<double>(choices_.size())), controlHeight};
}

QSize SegmentedControl::minimumSizeHint() const {
    const QFontMetricsF metrics(fontOf(TextRole::labelStrong));
    double sum = 0;
    for (const QString& choice : choices_)
        sum += metrics.horizontalAdvance(choice) + 8;
    return {qCeil(sum), controlHeight};
}

QRectF SegmentedControl::segment(int index) const {
    const double each = width() / static_cast<double>(std::max<qsizetype>(1, choices_.size()));
    return {index * each, 0, each, static_cast<double>(height())};
}

int SegmentedControl::at(const QPointF& position) const {
    for (int i = 0; i < choices_.size(); ++i)
        if (segment(i).contains(position))
            return i;
    return -1;
}

void SegmentedControl::choose(int index) {
    if (index < 0 || index >= choices_.size() || index == current_)
        return;
    setCurrent(index);
    emit chosen(index);
}

void SegmentedControl::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.rule, 1));
    painter.setBrush(palette.sunken);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    for (int i = 0; i < choices_.size(); ++i) {
        const bool on = i == current_;
        if (on) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isEnabled() ? palette.ink : palette.ink3);
            painter.drawRoundedRect(segment(i), 4, 4);
        }
        painter.setPen(on ? palette.onInk : i == hovered_ ? palette.ink : palette.ink2);
        painter.setFont(fontOf(on ? TextRole::labelStrong : TextRole::label));
        painter.drawText(segment(i), Qt::AlignCenter, choices_.at(i));
    }
    if (hasFocus() && ringed_) {
        painter.setPen(QPen(palette.ink, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
        painter.setPen(QPen(palette.onInk, 1));
        painter.drawRoundedRect(segment(current_).adjusted(2.5, 2.5, -2.5, -2.5), 2.5, 2.5);
    }
}

void SegmentedControl::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        choose(at(event->position()));
}

void SegmentedControl::mouseMoveEvent(QMouseEvent* event) {
    hovered_ = at(event->position());
    update();
}

void SegmentedControl::leaveEvent(QEvent*) {
    hovered_ = -1;
    update();
}

void SegmentedControl::keyPressEvent(QKeyEvent* event) {
    ringed_ = true;
    update();
    if (event->key() == Qt::Key_Left)
        choose(current_ - 1);
    else if (event->key() == Qt::Key_Right)
        choose(current_ + 1);
    else
        QWidget::keyPressEvent(event);
}

void SegmentedControl::focusInEvent(QFocusEvent* event) {
    ringed_ = event->reason() != Qt::MouseFocusReason;
    update();
}
void SegmentedControl::focusOutEvent(QFocusEvent*) { update(); }

} // namespace tributary::ui
