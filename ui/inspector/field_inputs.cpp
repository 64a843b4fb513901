// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_inputs.h"

#include "ui/look/style_shapes.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QFontMetrics>
#include <QInputMethodEvent>
#include <QMimeData>
#include <QPainter>
#include <QStyleOptionFrame>
#include <QTextCharFormat>
#include <QWheelEvent>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr int sideMargin = 4;
constexpr int textInset = 8; ///< of the text from the edge: the margin, the frame of 2 and Qt's own 2
constexpr int lineHeight = 28;
constexpr int mostTextHeight = 220;

QTextCharFormat wrongText() {
    QTextCharFormat format;
    format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    format.setUnderlineColor(currentPalette().error);
    format.setForeground(currentPalette().error);
    return format;
}

} // namespace

LineField::LineField(QWidget* parent) : QLineEdit(parent) {
    setFont(fontOf(TextRole::body));
    makeRoom();
}

void LineField::setUnit(const QString& unit) {
    if (unit == unit_)
        return;
    unit_ = unit;
    setAccessibleDescription(unit);
    makeRoom();
    update();
}

/// The unit takes no more than two thirds of the field.
void LineField::makeRoom() {
    const QFontMetrics metrics(fontOf(TextRole::label));
    unitWidth_ = unit_.isEmpty() ? 0 : std::min(metrics.horizontalAdvance(unit_) + 2, width() * 2 / 3);
    setTextMargins(sideMargin, 0, sideMargin + (unitWidth_ > 0 ? unitWidth_ + 6 : 0), 0);
}

void LineField::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    makeRoom();
}

void LineField::underline(std::optional<Span> span) {
    underlined_ = span.has_value();
    // A line edit takes formats for what it shows only as an input method gives them; places count from the cursor.
    QList<QInputMethodEvent::Attribute> attributes;
    if (span)
        attributes.append(QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, span->begin - cursorPosition(),
                                                       std::max(1, span->length), wrongText()));
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

void LineField::paintEvent(QPaintEvent* event) {
    const int room = width() - textInset - (textMargins().right() - sideMargin) - textInset;
    if (hasFocus() || underlined_ || QFontMetrics(font()).horizontalAdvance(text()) <= room)
        QLineEdit::paintEvent(event);
    else
        paintShortened(room);
    if (unitWidth_ > 0)
        paintUnit();
}

/// What is longer than the field ends in an ellipsis while nobody types in it.
void LineField::paintShortened(int room) {
    QPainter painter(this);
    QStyleOptionFrame panel;
    initStyleOption(&panel);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &panel, &painter, this);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRect(textInset, 0, room, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font()).elidedText(text(), Qt::ElideRight, room));
}

void LineField::paintUnit() {
    QStyleOptionFrame panel;
    initStyleOption(&panel);
    if (text().isEmpty() && isQuiet(panel, this))
        return; // an empty cell of a table is empty
    QPainter painter(this);
    const QFont font = fontOf(TextRole::label);
    painter.setFont(font);
    painter.setPen(currentPalette().ink3);
    painter.drawText(QRect(width() - unitWidth_ - 8, 0, unitWidth_, height()), Qt::AlignRight | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(unit_, Qt::ElideRight, unitWidth_));
}

TextField::TextField(Look look, QWidget* parent) : QTextEdit(parent), look_(look) {
    const bool title = look == Look::title;
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(title ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFont(fontOf(title ? TextRole::inspectorTitle : TextRole::body));
    document()->setDocumentMargin(title ? 0 : 5);
    viewport()->setAutoFillBackground(false); // the frame's ground has round corners
    if (title)
        setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(lineHeight);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this] { fit(); });
}

void TextField::fit() {
    const int frame = 2 * frameWidth();
    const int wanted = static_cast<int>(document()->size().height() + 0.5) + frame + (look_ == Look::title ? 4 : 0);
    const int fits = std::clamp(wanted, lineHeight, mostTextHeight);
    if (fits != height()) {
        setFixedHeight(fits);
        updateGeometry();
    }
}

void TextField::resizeEvent(QResizeEvent* event) {
    QTextEdit::resizeEvent(event);
    fit();
}

void TextField::wheelEvent(QWheelEvent* event) {
    if (document()->size().height() <= viewport()->height())
        event->ignore(); // the page scrolls
    else
        QTextEdit::wheelEvent(event);
}

void TextField::insertFromMimeData(const QMimeData* source) {
    if (longestPaste_ && source->text().size() > *longestPaste_)
        emit refusedPaste();
    else
        QTextEdit::insertFromMimeData(source);
}

void TextField::underline(std::optional<Span> span) {
    QList<ExtraSelection> marks;
    if (span) {
        QTextCursor cursor(document());
        const int last = std::max(0, document()->characterCount() - 1);
        cursor.setPosition(std::min(span->begin, last));
        cursor.setPosition(std::min(span->begin + std::max(1, span->length), last), QTextCursor::KeepAnchor);
        marks.append({cursor, wrongText()});
    }
    setExtraSelections(marks);
}

void TextField::paintEvent(QPaintEvent* event) {
    QTextEdit::paintEvent(event);
    if (look_ != Look::title || !hasFocus())
        return;
    QPainter painter(viewport());
    painter.fillRect(QRect(0, viewport()->height() - 2, viewport()->width(), 2), currentPalette().ink);
}

} // namespace tributary::ui
