// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/path_row.h"

#include "ui/look/icons.h"
#include "ui/look/marks.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int rowHeight = 28;
constexpr int markSize = 9;
constexpr int markRoom = 18;
} // namespace

PathRow::PathRow(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PathRow::setWords(const QString& name, const QString& remark) {
    setText(QString(name).replace(u"&"_s, u"&&"_s));
    remark_ = remark;
    const QString all = remark.isEmpty() ? name : name + u", "_s + remark;
    setAccessibleName(all);
    setToolTip(all);
    update();
}

void PathRow::setLevel(std::optional<Level> level) {
    level_ = level;
    update();
}

void PathRow::setIconName(const QString& icon) {
    icon_ = icon;
    update();
}

QSize PathRow::sizeHint() const { return {200, rowHeight}; }

void PathRow::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.sunken);
        painter.drawRoundedRect(QRectF(rect()).adjusted(-4, 0, 4, 0), 4, 4);
    }
    int left = 0;
    const double middle = height() / 2.0;
    if (level_) {
        paintLevelMark(painter, QRectF(0, middle - markSize / 2.0, markSize, markSize), *level_,
                       palette.level(*level_));
        left = markRoom;
    } else if (!icon_.isEmpty()) {
        paintIcon(painter, icon_, QRectF(0, middle - 6, 12, 12), palette.ink2);
        left = markRoom;
    }
    const QFontMetrics metrics(fontOf(TextRole::row));
    const int room = width() - left;
    const int wanted = metrics.horizontalAdvance(remark_);
    const int name = metrics.horizontalAdvance(QString(text()).replace(u"&&"_s, u"&"_s));
    // The name comes first; a remark that would lose more than it keeps is left to the tool tip.
    const int free = std::max(room - name - 10, 0);
    const bool told = !remark_.isEmpty() && free >= std::min(wanted, room * 2 / 5);
    const int remarkWidth = told ? std::min(wanted + 1, free) : 0;
    painter.setFont(fontOf(TextRole::row));
    painter.setPen(palette.ink3);
    painter.drawText(QRect(width() - remarkWidth, 0, remarkWidth, height()), Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(remark_, Qt::ElideRight, remarkWidth));
    painter.setPen(palette.ink);
    const int nameRoom = room - remarkWidth - (remarkWidth > 0 ? 8 : 0);
    painter.drawText(QRect(left, 0, nameRoom, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(QString(text()).replace(u"&&"_s, u"&"_s), Qt::ElideRight, nameRoom));
}

void PathRow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace tributary::ui
