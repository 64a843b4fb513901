// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/name_field.h"

#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QTextDocumentFragment>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pauseOfTyping = 400; ///< milliseconds
constexpr int narrowest = 440;     ///< a name, a formula and its unit
constexpr int besideText = 28;     ///< the field's margins, and room for the next letter

/// The words under the field, on a ground of their own, for they stand over cards.
class Message : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent* event) override {
        QPainter painter(this);
        painter.setPen(currentPalette().rule);
        painter.setBrush(currentPalette().surface);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
        QLabel::paintEvent(event);
    }
};

QString coloured(const QString& text, const QColor& colour) {
    return text.isEmpty() ? QString() : u"<span style='color:%1'>%2</span>"_s.arg(colour.name(), text.toHtmlEscaped());
}

} // namespace

NameField::NameField(QWidget* parent) : QWidget(parent), field_(new QLineEdit(this)), message_(new Message(this)) {
    setAttribute(Qt::WA_NoMousePropagation); // the canvas is below
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(field_);
    column->addWidget(message_);
    message_->setWordWrap(true);
    message_->setContentsMargins(8, 6, 8, 6);
    message_->setFont(fontOf(TextRole::label));
    message_->setTextFormat(Qt::RichText);
    field_->setAccessibleName(tr("Name and value"));
    field_->installEventFilter(this);
    pause_.setSingleShot(true);
    pause_.setInterval(pauseOfTyping);
    connect(field_, &QLineEdit::textEdited, this, [this] {
        // What is understood is said at once, what is wrong when the typing pauses.
        const Result<QString> understood = check_(text());
        if (understood)
            say(understood);
        else
            place();
        pause_.start();
    });
    connect(&pause_, &QTimer::timeout, this, &NameField::refresh);
    hide();
}

QString NameField::text() const { return field_->text().trimmed(); }

QString NameField::hint() const { return QTextDocumentFragment::fromHtml(message_->text()).toPlainText(); }

void NameField::open(const QRectF& area, double scale, const Opening& opening, Check check, Take take) {
    check_ = std::move(check);
    take_ = std::move(take);
    opened_ = opening.text.trimmed();
    keys_ = opening.keys;
    open_ = true;
    field_->setFont(fontOf(TextRole::cardName, std::clamp(scale, 1.0, 2.0)));
    field_->setPlaceholderText(opening.placeholder);
    field_->setText(opening.text);
    field_->setSelection(opening.selectFrom, static_cast<int>(opening.text.size()) - opening.selectFrom);
    at_ = area.topLeft().toPoint();
    least_ = std::max(narrowest, static_cast<int>(area.width()));
    refresh();
    show();
    raise();
    field_->setFocus(Qt::OtherFocusReason);
}

void NameField::giveUp() {
    if (open_)
        finish();
}

void NameField::refresh() {
    if (open_)
        say(check_(text()));
}

void NameField::finish() {
    open_ = false;
    pause_.stop();
    hide();
    emit closed();
}

void NameField::say(const Result<QString>& understood) {
    const Palette& palette = currentPalette();
    refusal_ = understood ? QString() : toQt(understood.error().message);
    setFieldState(*field_, understood ? FieldState::valid : FieldState::error);
    const QString first = understood ? coloured(*understood, palette.ink) : coloured(refusal_, palette.error);
    const QString keys = coloured(keys_, palette.ink3);
    message_->setText(first + (first.isEmpty() || keys.isEmpty() ? QString() : u"<br>"_s) + keys);
    message_->setVisible(!message_->text().isEmpty());
    field_->setAccessibleDescription(hint());
    if (!understood) {
        QAccessibleEvent event(field_, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
    place();
}

/// Keeps the field with its words within the parent. A long text has it grow to the right, as far as there is room.
void NameField::place() {
    const QSize room = parentWidget()->size();
    const int least = std::min(least_, room.width());
    const int left = std::clamp(at_.x(), 0, room.width() - least);
    const int needed = field_->fontMetrics().horizontalAdvance(field_->text()) + besideText;
    const int wide = std::clamp(needed, least, room.width() - left);
    layout()->invalidate();
    layout()->activate();
    const int tall = layout()->heightForWidth(wide) > 0 ? layout()->heightForWidth(wide) : sizeHint().height();
    setGeometry(left, std::clamp(at_.y(), 0, std::max(0, room.height() - tall)), wide, tall);
}

bool NameField::handIn(Refused refused) {
    if (!open_)
        return false;
    pause_.stop();
    if (text().isEmpty() || text() == opened_) {
        const bool kept = !text().isEmpty();
        finish();
        return kept;
    }
    const Result<void> taken = take_(text());
    if (!taken && refused == Refused::stay) {
        say(tl::unexpected<Error>(taken.error()));
        return false;
    }
    finish();
    if (!taken)
        emit dropped({fromQt(tr("\u201c%1\u201d was not taken: %2").arg(text(), toQt(taken.error().message))), {}});
    return taken.has_value();
}

bool NameField::eventFilter(QObject* watched, QEvent* event) {
    if (watched != field_ || !open_)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            handIn(Refused::leave);
    } else if (event->type() == QEvent::ShortcutOverride) {
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
            event->accept();
    } else if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Escape:
            finish();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            handIn(Refused::stay);
            return true;
        case Qt::Key_Tab:
            if (handIn(Refused::stay))
                emit goOnBelow();
            return true;
        case Qt::Key_Backtab:
            if (handIn(Refused::stay))
                emit goUp();
            return true;
        case Qt::Key_Up:
            emit steppedUp();
            return true;
        case Qt::Key_Down:
            emit steppedDown();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

/// What the field has no use for is not meant for the canvas below.
void NameField::keyPressEvent(QKeyEvent* event) { event->accept(); }

} // namespace tributary::ui
