// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/banner.h"

#include "ui/look/icons.h"
#include "ui/look/severity_sign.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int iconSize = 14;
constexpr int rowGap = 16;
constexpr int listMargin = 8;   ///< below the last line
constexpr int leastWords = 420; ///< width of a place for them
constexpr int mostLines = 10;   ///< of details, seen at a time
} // namespace

Banner::Banner(QWidget* parent)
    : QWidget(parent), words_(new QLabel(this)), list_(new QPlainTextEdit(this)), more_(new QPushButton(this)),
      action_(new QPushButton(this)), close_(new QToolButton(this)) {
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
    list_->setReadOnly(true);
    list_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    list_->setFrameShape(QFrame::NoFrame);
    list_->viewport()->setAutoFillBackground(false);
    list_->document()->setDocumentMargin(0);
    list_->setFont(words_->font());
    list_->setTabChangesFocus(true);
    list_->setAccessibleName(tr("Details of the message"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16 + iconSize + 10, 1, 8, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(rowGap);
    column->addLayout(row);
    column->addWidget(list_);
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
                left -= std::max(button->sizeHint().width(), button->minimumWidth()) + rowGap;
        return left;
    };
    const bool whole = length_ == Length::whole;
    more_->setText(whole ? tr("Less") : details_.isEmpty() ? tr("More") : tr("Details"));
    const bool fits = metrics.horizontalAdvance(text_) <= room(!details_.isEmpty());
    more_->setVisible(!fits || !details_.isEmpty());
    more_->setAccessibleName(more_->text());
    words_->setWordWrap(whole);
    words_->setText(whole || fits ? text_ : metrics.elidedText(text_, Qt::ElideRight, room(true)));
    list_->setVisible(whole && !details_.isEmpty());
    QMargins margins = layout()->contentsMargins();
    margins.setBottom(list_->isHidden() ? 0 : listMargin);
    layout()->setContentsMargins(margins);
    const QRect lines(0, 0, width - margins.left() - margins.right() - list_->verticalScrollBar()->sizeHint().width(),
                      mostLines * metrics.lineSpacing());
    const QString first = details_.section(u'\n', 0, mostLines - 1);
    list_->setFixedHeight(std::min(metrics.boundingRect(lines, Qt::TextWordWrap, first).height(), lines.height()));
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

void Banner::show(Severity severity, const QString& text, const QString& action, const QString& details) {
    severity_ = severity;
    if (text_ != text || details_ != details) {
        length_ = Length::line;
        list_->setPlainText(details);
    }
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
    painter.fillRect(rect(), severity_ == Severity::warning ? palette.warningSoft : palette.surface);
    for (const QRect& edge : {QRect(0, 0, width(), 1), QRect(0, 0, 1, height()), QRect(width() - 1, 0, 1, height())})
        painter.fillRect(edge, palette.rule);
    const SeveritySign sign = signOf(severity_);
    if (severity_ == Severity::error)
        painter.fillRect(QRect(0, 1, 3, height() - 1), palette.error);
    const double middle = words_->geometry().center().y() + 0.5;
    paintIcon(painter, sign.icon, QRectF(16, middle - iconSize / 2.0, iconSize, iconSize), palette.*sign.colour);
}

} // namespace tributary::ui
