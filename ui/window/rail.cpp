// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/rail.h"

#include "ui/look/icons.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QKeySequence>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr QSize entrySize(84, 60);
constexpr int pitch = 68;
constexpr int leastHeight = 34; ///< of an entry, where many pages share a low window
constexpr int roomyHeight = 50;
constexpr int railMargin = 8;
constexpr int iconExtent = 20;
constexpr double radius = 4;

/// Icon over label; the current one stands on a tile.
class Entry : public QAbstractButton {
public:
    Entry(QString icon, const QString& title, QWidget* parent) : QAbstractButton(parent), icon_(std::move(icon)) {
        setText(title);
        setAccessibleName(title);
        setCheckable(true);
        setFixedSize(entrySize);
        setToolTip(title);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Palette& palette = currentPalette();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (isChecked() || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? palette.surface : palette.sunken);
            painter.drawRoundedRect(rect(), radius, radius);
        }
        const QColor colour = isChecked() ? palette.ink : palette.ink2;
        // In a low window icon and label move together.
        const bool roomy = height() >= roomyHeight;
        const int extent = roomy ? iconExtent : iconExtent - 4;
        const double top = roomy ? (height() - entrySize.height()) / 2.0 + 10 : (height() - extent - 16) / 2.0;
        paintIcon(painter, icon_, QRectF((width() - extent) / 2.0, top, extent, extent), colour);
        painter.setFont(fontOf(isChecked() ? TextRole::labelStrong : TextRole::label));
        painter.setPen(colour);
        painter.drawText(QRectF(0, top + extent + (roomy ? 4 : 0), width(), roomy ? 20 : 16), Qt::AlignCenter, text());
    }

private:
    QString icon_;
};

} // namespace

Rail::Rail(QWidget* parent) : QWidget(parent), entries_(new QButtonGroup(this)), column_(new QVBoxLayout(this)) {
    setFixedWidth(railWidth);
    setAccessibleName(tr("Pages"));
    column_->setContentsMargins(railMargin, railMargin, railMargin, railMargin);
    column_->setSpacing(pitch - entrySize.height());
    column_->addStretch();
    connect(entries_, &QButtonGroup::idClicked, this, [this](int index) {
        update();
        emit chosen(index);
    });
}

int Rail::add(const QString& icon, const QString& title) {
    const int index = static_cast<int>(entries_->buttons().size());
    auto* entry = new Entry(icon, title, this);
    entries_->addButton(entry, index);
    column_->insertWidget(index, entry);
    setTabOrder(index == 0 ? static_cast<QWidget*>(this) : entries_->button(index - 1), entry);
    fit();
    return index;
}

void Rail::setShortcut(int index, const QKeySequence& keys) {
    if (QAbstractButton* entry = entries_->button(index); entry && !keys.isEmpty())
        entry->setToolTip(tr("%1 (%2)").arg(entry->text(), keys.toString(QKeySequence::NativeText)));
}

/// The entries share what height there is.
void Rail::fit() {
    const QList<QAbstractButton*> entries = entries_->buttons();
    if (entries.isEmpty())
        return;
    const int room = (height() - 2 * railMargin) / static_cast<int>(entries.size());
    const int step = std::clamp(room, leastHeight, pitch);
    const int entryHeight = std::clamp(step - (pitch - entrySize.height()), leastHeight, entrySize.height());
    column_->setSpacing(step - entryHeight);
    for (QAbstractButton* entry : entries)
        entry->setFixedSize(entrySize.width(), entryHeight);
}

void Rail::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
    update();
}

void Rail::setCurrent(int index) {
    if (QAbstractButton* entry = entries_->button(index)) {
        entry->setChecked(true);
        update();
    }
}

int Rail::current() const { return entries_->checkedId(); }

void Rail::paintEvent(QPaintEvent*) {
    constexpr int barWidth = 4;
    const QAbstractButton* const current = entries_->checkedButton();
    const int barHeight = current ? std::min(48, current->height() - 4) : 0;
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.fillRect(rect(), palette.paper);
    painter.fillRect(QRect(railWidth - 1, 0, 1, height()), palette.rule);
    if (current)
        painter.fillRect(QRect(0, current->geometry().center().y() - barHeight / 2, barWidth, barHeight), palette.ink);
}

void Rail::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    QAbstractButton* next = step == 0 ? nullptr : entries_->button(current() + step);
    if (!next) {
        QWidget::keyPressEvent(event);
        return;
    }
    next->setFocus(Qt::TabFocusReason);
    next->click();
}

} // namespace tributary::ui
