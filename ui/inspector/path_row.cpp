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
constexpr int twoLines = 44;
constexpr int gap = 10;       ///< between name and remark
constexpr int leastName = 60; ///< of a name beside a long remark
constexpr int markSize = 9;
constexpr int markRoom = 18;
constexpr int faultRoom = 20;
constexpr int faultSize = 13;
} // namespace

PathRow::PathRow(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

// What is as it was is not laid out and drawn again: the rows are told all at every change of the model.

void PathRow::setWords(const QString& name, const QString& remark) {
    const QString words = QString(name).replace(u"&"_s, u"&&"_s);
    if (words == text() && remark == remark_)
        return;
    setText(words);
    remark_ = remark;
    describe();
}

void PathRow::setFault(const QString& icon, ColourToken colour, const QString& words) {
    if (words == fault_ && icon == faultIcon_ && colour == faultColour_)
        return;
    fault_ = words;
    faultIcon_ = icon;
    faultColour_ = colour;
    describe();
}

void PathRow::setState(const QString& words) {
    if (words == state_)
        return;
    state_ = words;
    describe();
}

void PathRow::describe() {
    const QString all = remark_.isEmpty() ? plainText() : plainText() + u", "_s + remark_;
    setAccessibleName(all);
    setAccessibleDescription(fault_.isEmpty() ? state_ : u"%1 %2"_s.arg(state_, fault_).trimmed());
    setToolTip(fault_.isEmpty() ? all : all + u'\n' + fault_);
    updateGeometry();
    update();
}

void PathRow::setLevel(std::optional<Level> level) {
    if (level == level_)
        return;
    level_ = level;
    update();
}

void PathRow::setIconName(const QString& icon) {
    if (icon == icon_)
        return;
    icon_ = icon;
    update();
}

QSize PathRow::sizeHint() const { return {200, rowHeight}; }

int PathRow::heightForWidth(int width) const { return fitsOneLine(width) ? rowHeight : twoLines; }

bool PathRow::fitsOneLine(int width) const {
    const QFontMetrics metrics(fontOf(TextRole::row));
    return remark_.isEmpty() || leftRoom() + metrics.horizontalAdvance(plainText()) + gap +
                                        metrics.horizontalAdvance(remark_) + rightRoom() <=
                                    width;
}

QString PathRow::plainText() const { return QString(text()).replace(u"&&"_s, u"&"_s); }

int PathRow::rightRoom() const { return fault_.isEmpty() ? 0 : faultRoom; }

int PathRow::leftRoom() const { return level_ || !icon_.isEmpty() ? markRoom : 0; }

PathRow::Shown PathRow::shownAt(int width) const {
    const QFontMetrics metrics(fontOf(TextRole::row));
    const int room = width - leftRoom() - rightRoom();
    const int besideName = std::min(metrics.horizontalAdvance(plainText()), leastName) + gap;
    const QString remark = metrics.elidedText(remark_, Qt::ElideRight, std::max(0, room - besideName));
    const int taken = remark.isEmpty() ? 0 : metrics.horizontalAdvance(remark) + gap;
    return {metrics.elidedText(plainText(), Qt::ElideRight, room - taken), remark};
}

void PathRow::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.sunken);
        painter.drawRoundedRect(QRectF(rect()).adjusted(-4, 0, 4, 0), 4, 4);
    }
    const int left = leftRoom();
    const bool oneLine = fitsOneLine(width()) || height() < twoLines;
    const double middle = oneLine ? height() / 2.0 : height() / 4.0 + 1;
    if (level_) {
        paintLevelMark(painter, QRectF(0, middle - markSize / 2.0, markSize, markSize), *level_,
                       palette.level(*level_));
    } else if (!icon_.isEmpty()) {
        paintIcon(painter, icon_, QRectF(0, middle - 6, 12, 12), palette.ink2);
    }
    const QFontMetrics metrics(fontOf(TextRole::row));
    const int right = width() - rightRoom();
    const int room = right - left;
    if (!fault_.isEmpty())
        paintIcon(painter, faultIcon_, QRectF(width() - faultSize, middle - faultSize / 2.0, faultSize, faultSize),
                  palette.*faultColour_);
    const QString name = plainText();
    painter.setFont(fontOf(TextRole::row));
    if (!oneLine) {
        painter.setPen(palette.ink3);
        painter.drawText(QRect(left, height() / 2, room, height() / 2 - 2), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(remark_, Qt::ElideRight, room));
        painter.setPen(palette.ink);
        painter.drawText(QRect(left, 2, room, height() / 2 - 2), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(name, Qt::ElideRight, room));
        return;
    }
    const Shown shown = shownAt(width());
    painter.setPen(palette.ink3);
    painter.drawText(QRect(left, 0, room, height()), Qt::AlignRight | Qt::AlignVCenter, shown.remark);
    painter.setPen(palette.ink);
    painter.drawText(QRect(left, 0, room, height()), Qt::AlignLeft | Qt::AlignVCenter, shown.name);
}

void PathRow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace tributary::ui
