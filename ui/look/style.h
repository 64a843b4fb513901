// SPDX-License-Identifier: GPL-3.0-or-later
// Style: how widgets are drawn. Flat, hairlines, radius 4, ink for what is selected; on Qt's Fusion for the rest.
// It reads the palette in force at each paint. Window thread only.
#pragma once

#include <QProxyStyle>

class QAbstractButton;
class QLineEdit;

namespace tributary::ui {

/// How loud a button is: a page has one `main` button.
enum class ButtonRole { plain, main, link };

/// Gives a button its role.
void setButtonRole(QAbstractButton& button, ButtonRole role);

/// What the border of a field says.
enum class FieldState { valid, warning, error };

/// Marks a field by what its text is worth.
void setFieldState(QWidget& field, FieldState state);

class Style : public QProxyStyle {
    Q_OBJECT
public:
    Style();

    void polish(QWidget* widget) override;
    using QProxyStyle::polish;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                                QStyleHintReturn* returned) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                         const QWidget* widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                       const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

} // namespace tributary::ui
