// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/banner.h"

#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int iconSize = 14;
}

Banner::Banner(QWidget* parent)
    : QWidget(parent), words_(new QLabel(this)), action_(new QPushButton(this)), close_(new QToolButton(this)) {
    setAccessibleName(tr("Message"));
    words_->setTextFormat(Qt::PlainText);
    words_->setWordWrap(true);
    words_->setFont(fontOf(TextRole::body));
    setButtonRole(*action_, ButtonRole::link);
    close_->setIcon(tintedIcon(u"x-lg"_s));
    close_->setAutoRaise(true);
    close_->setFixedSize(28, 28);
    close_->setAccessibleName(tr("Close the message"));
    close_->setToolTip(close_->accessibleName());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16 + iconSize + 10, 1, 8, 0);
    row->setSpacing(16);
    row->addWidget(words_, 1);
    row->addWidget(action_);
    row->addWidget(close_);
    connect(action_, &QPushButton::clicked, this, &Banner::acted);
    connect(close_, &QToolButton::clicked, this, &Banner::closed);
    hide();
}

/// Over the lower edge of the parent, as high as its words need.
void Banner::place() {
    const QSize room = parentWidget()->size();
    layout()->activate();
    const int wanted = layout()->totalHeightForWidth(room.width());
    const int height = std::min(std::max(wanted, minimumSizeHint().height()), room.height());
    setGeometry(0, room.height() - height, room.width(), height);
    raise();
}

bool Banner::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Banner::show(Tone tone, const QString& text, const QString& action) {
    tone_ = tone;
    words_->setText(text);
    action_->setText(action);
    action_->setAccessibleName(action);
    action_->setVisible(!action.isEmpty());
    const bool said = isVisibleTo(parentWidget()) && accessibleDescription() == text;
    setAccessibleDescription(text);
    parentWidget()->installEventFilter(this);
    setVisible(true);
    place();
    update();
    if (said)
        return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Banner::text() const { return words_->text(); }

void Banner::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.fillRect(rect(), tone_ == Tone::warning ? palette.warningSoft : palette.surface);
    painter.fillRect(QRect(0, 0, width(), 1), palette.rule);
    struct Sign {
        QString icon;
        QColor colour;
    };
    const Sign sign = tone_ == Tone::error     ? Sign{u"x-octagon-fill"_s, palette.error}
                      : tone_ == Tone::warning ? Sign{u"exclamation-triangle-fill"_s, palette.warning}
                                               : Sign{u"info-circle"_s, palette.ink2};
    if (tone_ == Tone::error)
        painter.fillRect(QRect(0, 1, 3, height() - 1), palette.error);
    paintIcon(painter, sign.icon, QRectF(16, (height() - iconSize) / 2.0, iconSize, iconSize), sign.colour);
}

} // namespace tributary::ui
