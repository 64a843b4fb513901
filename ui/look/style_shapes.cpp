// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/style_shapes.h"

#include "ui/look/style.h"
#include "ui/look/theme.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPainter>
#include <QStyleOption>

namespace tributary::ui {

bool isInner(const QWidget* widget) {
    const QWidget* parent = widget ? widget->parentWidget() : nullptr;
    return qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent);
}

void drawBox(QPainter& painter, const QRectF& area, const QColor& fill, const Border& border, double corner) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = border.width / 2;
    painter.setPen(border.width > 0 ? QPen(border.colour, border.width) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), corner, corner);
    painter.restore();
}

Border fieldBorder(const QStyleOption& option, const QWidget* widget) {
    const Palette& palette = currentPalette();
    const auto state =
        widget ? static_cast<FieldState>(widget->property(fieldStateProperty).toInt()) : FieldState::valid;
    if (state == FieldState::error)
        return {palette.error, 2};
    const bool focused = option.state & QStyle::State_HasFocus;
    if (focused)
        return {palette.ink, 2};
    if (state == FieldState::warning)
        return {palette.warning, 1};
    if (!(option.state & QStyle::State_Enabled))
        return {palette.rule, 1};
    return {option.state & QStyle::State_MouseOver ? palette.ink3 : palette.field, 1};
}

bool isQuiet(const QStyleOption& option, const QWidget* widget) {
    if (!widget || !widget->property(quietProperty).toBool())
        return false;
    const auto state = static_cast<FieldState>(widget->property(fieldStateProperty).toInt());
    return state == FieldState::valid && !(option.state & (QStyle::State_HasFocus | QStyle::State_MouseOver));
}

void drawField(QPainter& painter, const QStyleOption& option, const QWidget* widget) {
    if (isQuiet(option, widget))
        return;
    const Palette& palette = currentPalette();
    const bool readOnly = option.state & QStyle::State_ReadOnly || !(option.state & QStyle::State_Enabled);
    Border border = fieldBorder(option, widget);
    if (readOnly && border.width < 2)
        border = {palette.sunken, 1};
    drawBox(painter, option.rect, readOnly ? palette.sunken : palette.surface, border);
}

} // namespace tributary::ui
