// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/version_row.h"

#include "ui/look/icons.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QPainter>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int nameHeight = 28; ///< the upper part of the row

} // namespace

QSize VersionRow::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {200, height}; }

void VersionRow::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const {
    editor->setGeometry(QRect(option.rect.left() + 24, option.rect.top(), option.rect.width() - 24, nameHeight));
}

void VersionRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Palette& palette = currentPalette();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(option.rect, palette.sunken);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), palette.ink);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), palette.rule);
    const QRect line = option.rect.adjusted(28, 0, -8, 0);
    paintIcon(*painter, u"bookmark"_s, QRectF(option.rect.left() + 9, line.top() + 9, 13, 13), palette.ink2);
    const auto write = [&](int base, const QString& text, TextRole role, const QColor& colour) {
        const QFont font = fontOf(role);
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(QPoint(line.left(), line.top() + base),
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, line.width()));
    };
    write(20, index.data().toString(), TextRole::row, palette.ink);
    write(38, index.data(aboutRole).toString(), TextRole::label, palette.ink3);
    painter->restore();
}

} // namespace tributary::ui
