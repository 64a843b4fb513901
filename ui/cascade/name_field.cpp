// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/name_field.h"

#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pauseOfTyping = 400; ///< milliseconds
constexpr int narrowest = 190;

} // namespace

NameField::NameField(QWidget* parent) : QWidget(parent), field_(new QLineEdit(this)), message_(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(field_);
    column->addWidget(message_);
    message_->setWordWrap(true);
    message_->setAutoFillBackground(true);
    message_->setContentsMargins(6, 4, 6, 4);
    message_->setFont(fontOf(TextRole::label));
    message_->setBackgroundRole(QPalette::Base);
    message_->setTextFormat(Qt::RichText);
    field_->setAccessibleName(tr("Name"));
    field_->installEventFilter(this);
    pause_.setSingleShot(true);
    pause_.setInterval(pauseOfTyping);
    connect(field_, &QLineEdit::textEdited, &pause_, qOverload<>(&QTimer::start));
    connect(&pause_, &QTimer::timeout, this, [this] {
        if (open_ && check_ && !text().isEmpty() && text() != opened_)
            showRefusal(check_(text()));
        else
            showRefusal({});
    });
    hide();
}

QString NameField::text() const { return field_->text().trimmed(); }

void NameField::open(const QRectF& area, double scale, const QString& text, const QString& hint, Check check,
                     Check take) {
    check_ = std::move(check);
    take_ = std::move(take);
    opened_ = text;
    open_ = true;
    showRefusal({});
    field_->setFont(fontOf(TextRole::cardName, std::clamp(scale, 1.0, 2.0)));
    field_->setPlaceholderText(hint);
    field_->setText(text);
    field_->selectAll();
    const int width = std::max(narrowest, static_cast<int>(area.width()));
    QPoint at = area.topLeft().toPoint();
    at.setX(std::clamp(at.x(), 0, std::max(0, parentWidget()->width() - width)));
    at.setY(std::clamp(at.y(), 0, std::max(0, parentWidget()->height() - 40)));
    setGeometry(QRect(at, QSize(width, 0)));
    setFixedWidth(width);
    adjustSize();
    show();
    raise();
    field_->setFocus(Qt::OtherFocusReason);
}

void NameField::giveUp() {
    if (open_)
        finish();
}

void NameField::finish() {
    open_ = false;
    pause_.stop();
    hide();
    emit closed();
}

void NameField::showRefusal(const Result<void>& result) {
    message_->setVisible(!result);
    refusal_.clear();
    setFieldState(*field_, result ? FieldState::valid : FieldState::error);
    if (!result) {
        refusal_ = toQt(result.error().message);
        message_->setText(
            u"<span style='color:%1'>%2</span>"_s.arg(currentPalette().error.name(), refusal_.toHtmlEscaped()));
    }
    if (open_) {
        layout()->activate();
        resize(width(),
               layout()->heightForWidth(width()) > 0 ? layout()->heightForWidth(width()) : sizeHint().height());
    }
}

void NameField::handIn(Refused refused) {
    if (!open_)
        return;
    pause_.stop();
    if (text().isEmpty() || text() == opened_)
        return finish();
    const Result<void> taken = take_(text());
    if (taken || refused == Refused::leave)
        return finish();
    showRefusal(taken);
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
        case Qt::Key_Tab:
            handIn(Refused::stay);
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tributary::ui
