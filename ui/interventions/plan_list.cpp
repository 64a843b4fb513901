// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/plan_list.h"

#include "ui/interventions/panel.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace tributary::ui {

namespace {

constexpr int firstRole = Qt::UserRole + 1;
constexpr int secondRole = Qt::UserRole + 2;
constexpr int fadedRole = Qt::UserRole + 3;
constexpr int entryWidth = 216; ///< where they stand beside each other
constexpr int inset = 12;

/// Name over two lines; the chosen one stands on a card with an ink bar at its left.
class Delegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {entryWidth, PlanList::entryHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Palette& palette = currentPalette();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF card = QRectF(option.rect).adjusted(0.5, 2.5, -0.5, -2.5);
        const bool chosen = option.state & QStyle::State_Selected;
        if (chosen || option.state & QStyle::State_MouseOver) {
            painter->setPen(chosen ? QPen(palette.rule, 1) : QPen(Qt::NoPen));
            painter->setBrush(chosen ? palette.surface : palette.sunken);
            painter->drawRoundedRect(card, panelRadius, panelRadius);
        }
        if (chosen)
            painter->fillRect(QRectF(card.left(), card.top(), 3, card.height()), palette.ink);
        const QRectF text = card.adjusted(inset, 8, -6, -8);
        double top = text.top();
        const auto line = [&](const QString& words, TextRole role, const QColor& colour) {
            const QFont font = fontOf(role);
            const QFontMetricsF metrics(font);
            painter->setFont(font);
            painter->setPen(colour);
            painter->drawText(QRectF(text.left(), top, text.width(), metrics.height()), Qt::AlignLeft,
                              metrics.elidedText(words, Qt::ElideRight, text.width()));
            top += metrics.height() + 1;
        };
        line(index.data(Qt::DisplayRole).toString(), TextRole::bodyStrong, palette.ink);
        line(index.data(firstRole).toString(), TextRole::label, palette.ink2);
        line(index.data(secondRole).toString(), TextRole::label,
             index.data(fadedRole).toBool() ? palette.ink3 : palette.ink2);
        painter->restore();
    }
};

} // namespace

PlanList::PlanList(QWidget* parent) : QListWidget(parent) {
    setItemDelegate(new Delegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item && !reading_)
            emit chosen(item->data(Qt::UserRole).toString());
    });
    connect(this, &QListWidget::itemDoubleClicked, this,
            [this](const QListWidgetItem* item) { emit renameWanted(item->data(Qt::UserRole).toString()); });
}

void PlanList::setEntries(const std::vector<PlanEntry>& entries, const QString& current) {
    reading_ = true;
    while (count() > static_cast<int>(entries.size()))
        delete takeItem(count() - 1);
    while (count() < static_cast<int>(entries.size()))
        addItem(QString());
    setCurrentRow(-1);
    for (int row = 0; row < count(); ++row) {
        const PlanEntry& entry = entries[static_cast<size_t>(row)];
        QListWidgetItem* here = item(row);
        here->setText(entry.name);
        here->setData(Qt::UserRole, entry.id);
        here->setData(firstRole, entry.first);
        here->setData(secondRole, entry.second);
        here->setData(fadedRole, entry.faded);
        const QString all = QStringLiteral("%1\n%2\n%3").arg(entry.name, entry.first, entry.second);
        here->setToolTip(all);
        here->setData(Qt::AccessibleDescriptionRole, entry.first + QStringLiteral("; ") + entry.second);
        if (entry.id == current)
            setCurrentRow(row);
    }
    reading_ = false;
}

void PlanList::keyPressEvent(QKeyEvent* event) {
    const QListWidgetItem* item = currentItem();
    const QString id = item ? item->data(Qt::UserRole).toString() : QString();
    if (!id.isEmpty() && event->key() == Qt::Key_Delete)
        emit eraseWanted(id);
    else if (!id.isEmpty() && event->key() == Qt::Key_F2)
        emit renameWanted(id);
    else
        QListWidget::keyPressEvent(event);
}

} // namespace tributary::ui
