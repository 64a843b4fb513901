// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/tinted_label.h"

#include "ui/look/icons.h"
#include "ui/look/theme.h"

#include <QPainter>

namespace tributary::ui {

namespace {
constexpr int iconSize = 14;
constexpr int iconRoom = 20;
} // namespace

TintedLabel::TintedLabel(const QString& text, TextRole role, ColourToken colour, QWidget* parent)
    : QLabel(text, parent), colour_(colour) {
    setTextFormat(Qt::PlainText);
    setFont(fontOf(role));
}

void TintedLabel::setColour(ColourToken colour) {
    colour_ = colour;
    update();
}

void TintedLabel::setIconName(const QString& name) {
    icon_ = name;
    setContentsMargins(name.isEmpty() ? 0 : iconRoom, 0, 0, 0);
    update();
}

void TintedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QColor colour = currentPalette().*colour_;
    if (!icon_.isEmpty())
        paintIcon(painter, icon_, QRectF(0, 2, iconSize, iconSize), colour);
    painter.setPen(colour);
    const QRect area = contentsRect();
    if (wordWrap())
        painter.drawText(area, static_cast<int>(alignment()) | Qt::TextWordWrap, text());
    else
        painter.drawText(area, static_cast<int>(alignment()),
                         fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
}

} // namespace tributary::ui
