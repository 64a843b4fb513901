// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/pointer_note.h"

#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAccessible>
#include <QPainter>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr int widest = 320;
constexpr int fromPointer = 18;
constexpr int fromEdge = 12;
constexpr int timeToRead = 6000; ///< milliseconds

} // namespace

PointerNote::PointerNote(QWidget* parent) : QLabel(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFont(fontOf(TextRole::label));
    setContentsMargins(8, 5, 8, 5);
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    away_.setSingleShot(true);
    away_.setInterval(timeToRead);
    connect(&away_, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void PointerNote::say(const QString& text, GestureWords::Tone tone) {
    tone_ = tone;
    setText(text);
    setAccessibleName(text);
    QPalette colours = palette();
    const Palette& tokens = currentPalette();
    colours.setColor(QPalette::WindowText, tone == GestureWords::Tone::refuses ? tokens.error : tokens.ink);
    setPalette(colours);
    const int margins = contentsMargins().left() + contentsMargins().right();
    const int wide = std::min(widest, fontMetrics().horizontalAdvance(text) + margins + 4);
    resize(wide, heightForWidth(wide));
}

void PointerNote::showAt(const QPoint& pointer, const GestureWords& words) {
    if (words.tone == GestureWords::Tone::silent)
        return hide();
    away_.stop();
    say(words.text, words.tone);
    const QSize room = parentWidget()->size();
    const int right = pointer.x() + fromPointer;
    const int below = pointer.y() + fromPointer;
    move(right + width() > room.width() ? pointer.x() - fromPointer - width() : right,
         below + height() > room.height() ? pointer.y() - fromPointer - height() : below);
    show();
    raise();
}

void PointerNote::showDone(const QString& text) {
    say(text, GestureWords::Tone::does);
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - fromEdge);
    show();
    raise();
    away_.start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void PointerNote::paintEvent(QPaintEvent* event) {
    const Palette& palette = currentPalette();
    {
        QPainter painter(this);
        painter.setPen(tone_ == GestureWords::Tone::refuses ? palette.error : palette.field);
        painter.setBrush(palette.surface);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    QLabel::paintEvent(event);
}

} // namespace tributary::ui
