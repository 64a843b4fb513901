// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/value_delegate.h"

#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QPainter>
#include <QTableWidget>
#include <algorithm>

namespace tributary::ui {

namespace {
constexpr int cellPadding = 6;
constexpr int cellAir = 4; ///< above and below the lines

/// The height of a value and the smaller lines below it.
int linesHeight(qsizetype lines) {
    return QFontMetrics(fontOf(TextRole::row)).height() +
           static_cast<int>(lines - 1) * QFontMetrics(fontOf(TextRole::label)).height();
}

} // namespace

void ValueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QStringList lines = index.data().toString().split(u'\n');
    if (lines.size() < 2)
        return QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem ground(option);
    initStyleOption(&ground, index);
    ground.text.clear();
    option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);
    const QRect area = option.rect.adjusted(cellPadding, cellAir, -cellPadding, -cellAir);
    painter->save();
    // All lines together, in the middle of a row that another cell made higher.
    QRect left = area;
    left.setTop(area.top() + std::max(0, (area.height() - linesHeight(lines.size())) / 2));
    const auto line = [&](TextRole role, const QColor& colour, const QString& words) {
        const QFont font = fontOf(role);
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(left, static_cast<int>(Qt::AlignTop | Qt::AlignRight),
                          QFontMetrics(font).elidedText(words, Qt::ElideRight, area.width()));
        left.setTop(left.top() + QFontMetrics(font).height());
    };
    line(TextRole::row, currentPalette().ink, lines[0]);
    for (qsizetype at = 1; at < lines.size(); ++at)
        line(TextRole::label, currentPalette().ink2, lines[at]);
    painter->restore();
}

void ValueDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.flags() & Qt::ItemIsEnabled)
        return;
    option->font = fontOf(TextRole::labelStrong);
    option->palette.setColor(QPalette::Text, currentPalette().ink2);
}

QSize ValueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QStringList lines = index.data().toString().split(u'\n');
    if (lines.size() < 2)
        return QStyledItemDelegate::sizeHint(option, index);
    const QFontMetrics value(fontOf(TextRole::row));
    const QFontMetrics below(fontOf(TextRole::label));
    int widest = value.horizontalAdvance(lines[0]);
    for (qsizetype at = 1; at < lines.size(); ++at)
        widest = std::max(widest, below.horizontalAdvance(lines[at]));
    return {widest + 2 * cellPadding + 1, linesHeight(lines.size()) + 2 * cellAir};
}

QString valueOver(const QString& value, const QString& below) {
    return below.isEmpty() || value == below ? value : value + u'\n' + below;
}

void addHeading(QTableWidget& table, const QString& words) {
    const int row = table.rowCount();
    table.insertRow(row);
    auto* item = new QTableWidgetItem(words);
    item->setFlags(Qt::NoItemFlags); // the keyboard steps over it
    item->setTextAlignment(Qt::AlignLeft | Qt::AlignBottom);
    item->setToolTip(words);
    table.setItem(row, 0, item);
    table.setSpan(row, 0, 1, table.columnCount());
}

} // namespace tributary::ui
