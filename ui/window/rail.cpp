// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/rail.h"

#include "ui/look/icons.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace tributary::ui {

namespace {

constexpr QSize entrySize(84, 60);
constexpr int pitch = 68;
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
        paintIcon(painter, icon_, QRectF((width() - iconExtent) / 2.0, 10, iconExtent, iconExtent), colour);
        painter.setFont(fontOf(isChecked() ? TextRole::labelStrong : TextRole::label));
        painter.setPen(colour);
        painter.drawText(QRect(0, 34, width(), 20), Qt::AlignCenter, text());
    }

private:
    QString icon_;
};

} // namespace

Rail::Rail(QWidget* parent) : QWidget(parent), entries_(new QButtonGroup(this)), column_(new QVBoxLayout(this)) {
    setFixedWidth(railWidth);
    setAccessibleName(tr("Pages"));
    column_->setContentsMargins(8, 8, 8, 8);
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
    return index;
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
    constexpr int barHeight = 48;
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.fillRect(rect(), palette.paper);
    painter.fillRect(QRect(railWidth - 1, 0, 1, height()), palette.rule);
    if (const QAbstractButton* entry = entries_->checkedButton())
        painter.fillRect(QRect(0, entry->geometry().center().y() - barHeight / 2, barWidth, barHeight), palette.ink);
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
