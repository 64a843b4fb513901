// SPDX-License-Identifier: GPL-3.0-or-later
// Style shapes: the box, the border and the field that Style draws widgets with. For the sources of Style only.
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;
class QStyleOption;
class QWidget;

namespace tributary::ui {

inline constexpr auto fieldStateProperty = "tributaryFieldState";
inline constexpr auto quietProperty = "tributaryQuiet";
inline constexpr double boxRadius = 4;

struct Border {
    QColor colour;
    double width;
};

/// Tells whether a field stands inside a combo or spin box and so has the box's border, not one of its own.
[[nodiscard]] bool isInner(const QWidget* widget);

/// Draws a rounded box with its border inside `area`.
void drawBox(QPainter& painter, const QRectF& area, const QColor& fill, const Border& border,
             double corner = boxRadius);

/// Returns the border of a field by its focus and by what its text is worth.
[[nodiscard]] Border fieldBorder(const QStyleOption& option, const QWidget* widget);

/// Tells whether a field shows its text alone now.
[[nodiscard]] bool isQuiet(const QStyleOption& option, const QWidget* widget);

/// Draws the ground and border of a field; sunken where it is read only.
void drawField(QPainter& painter, const QStyleOption& option, const QWidget* widget);

} // namespace tributary::ui
