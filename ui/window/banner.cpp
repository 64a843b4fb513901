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
constexpr int leastWords = 420; ///< width of a place for them
} // namespace

Banner::Banner(QWidget* parent)
    : QWidget(parent), words_(new QLabel(this)), more_(new QPushButton(this)), action_(new QPushButton(this)),
      close_(new QToolButton(this)) {
    setAccessibleName(tr("Message"));
    words_->setTextFormat(Qt::PlainText);
    words_->setFont(fontOf(TextRole::body));
    setButtonRole(*more_, ButtonRole::link);
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
    row->addWidget(more_);
    row->addWidget(action_);
    row->addWidget(close_);
    connect(more_, &QPushButton::clicked, this, [this] {
        length_ = length_ == Length::line ? Length::whole : Length::line;
        place();
    });
    connect(action_, &QPushButton::clicked, this, &Banner::acted);
    connect(close_, &QToolButton::clicked, this, &Banner::closed);
    hide();
}

void Banner::lieOver(QWidget& place) {
    place_ = &place;
    place.installEventFilter(this);
}

/// One line, unless a person wants it whole: more would lie over what is above.
void Banner::fit(int width) {
    const QFontMetrics metrics(words_->font());
    const auto room = [&](bool withMore) {
        int left = width - layout()->contentsMargins().left() - layout()->contentsMargins().right();
        for (const QWidget* button : std::initializer_list<const QWidget*>{withMore ? more_ : nullptr, action_, close_})
            if (button && (button == more_ || !button->isHidden()))
                left -= std::max(button->sizeHint().width(), button->minimumWidth()) + layout()->spacing();
        return left;
    };
    const bool whole = length_ == Length::whole;
    more_->setText(whole ? tr("Less") : details_.isEmpty() ? tr("More") : tr("Details"));
    const bool fits = metrics.horizontalAdvance(text_) <= room(!details_.isEmpty());
    more_->setVisible(!fits || !details_.isEmpty());
    more_->setAccessibleName(more_->text());
    words_->setWordWrap(whole);
    words_->setText(whole  ? details_.isEmpty() ? text_ : text_ + u'\n' + details_
                    : fits ? text_
                           : metrics.elidedText(text_, Qt::ElideRight, room(true)));
    words_->setToolTip(!whole && !fits ? text_ : QString());
}

/// As high as its words need, from the lower edge of its place up.
void Banner::place() {
    QRect there(QPoint(), parentWidget()->size());
    if (place_ && place_->isVisibleTo(parentWidget())) {
        const QRect over(place_->mapTo(parentWidget(), QPoint()), place_->size());
        if (over.width() >= leastWords)
            there = QRect(over.left(), 0, over.width(), over.bottom() + 1);
        else
            there.setBottom(over.top() - 1);
    }
    fit(there.width());
    layout()->activate();
    const int wanted = layout()->totalHeightForWidth(there.width());
    const int height = std::min(std::max(wanted, minimumSizeHint().height()), there.height());
    setGeometry(there.left(), there.bottom() + 1 - height, there.width(), height);
    raise();
}

bool Banner::eventFilter(QObject* watched, QEvent* event) {
    const bool moved = event->type() == QEvent::Resize || event->type() == QEvent::Move ||
                       event->type() == QEvent::Show || event->type() == QEvent::Hide;
    if ((watched == parentWidget() || watched == place_) && moved && isVisibleTo(parentWidget()))
        place();
    return QWidget::eventFilter(watched, event);
}

void Banner::show(Tone tone, const QString& text, const QString& action, const QString& details) {
    tone_ = tone;
    if (text_ != text || details_ != details)
        length_ = Length::line;
    text_ = text;
    details_ = details;
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

void Banner::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.fillRect(rect(), tone_ == Tone::warning ? palette.warningSoft : palette.surface);
    for (const QRect& edge : {QRect(0, 0, width(), 1), QRect(0, 0, 1, height()), QRect(width() - 1, 0, 1, height())})
        painter.fillRect(edge, palette.rule);
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
