// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets of several parts: combo box, spin box, scroll bar, slider, tool button.
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/style_shapes.h"
#include "ui/look/theme.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleOption>
#include <algorithm>
#include <tuple>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const {
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (bar && (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine))
            return {};
        if (bar) {
            const bool lying = bar->orientation == Qt::Horizontal;
            const QRect all = bar->rect;
            const int length = lying ? all.width() : all.height();
            const qint64 span = qint64(bar->maximum) - bar->minimum;
            int thumb = length;
            if (span > 0)
                thumb = std::clamp(static_cast<int>(qint64(length) * bar->pageStep / (span + bar->pageStep)),
                                   std::min(32, length), length);
            const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb,
                                                      bar->upsideDown);
            const auto cut = [&](int from, int size) {
                return lying ? QRect(all.x() + from, all.y(), size, all.height())
                             : QRect(all.x(), all.y() + from, all.width(), size);
            };
            QRect found = all;
            if (part == SC_ScrollBarSlider)
                found = cut(start, thumb);
            else if (part == SC_ScrollBarSubPage)
                found = cut(0, start);
            else if (part == SC_ScrollBarAddPage)
                found = cut(start + thumb, length - start - thumb);
            return visualRect(bar->direction, all, found);
        }
    }
    if (control == CC_ComboBox) {
        const QRect all = option->rect;
        if (part == SC_ComboBoxArrow)
            return visualRect(option->direction, all, {all.right() - 26, all.y(), 26, all.height()});
        if (part == SC_ComboBoxEditField)
            return visualRect(option->direction, all, all.adjusted(8, 2, -20, -2));
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const {
    const Palette& palette = currentPalette();
    switch (control) {
    case CC_ComboBox: {
        const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        if (!combo)
            break;
        drawField(*painter, *option, widget);
        if (isQuiet(*option, widget))
            return;
        QStyleOption arrow;
        arrow.rect = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
        arrow.state = option->state;
        drawPrimitive(PE_IndicatorArrowDown, &arrow, painter, widget);
        return;
    }
    case CC_SpinBox: {
        const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        if (!spin)
            break;
        drawField(*painter, *option, widget);
        if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
            return;
        for (const auto& [part, name, step] :
             {std::tuple{SC_SpinBoxUp, u"chevron-up"_s, QAbstractSpinBox::StepUpEnabled},
              std::tuple{SC_SpinBoxDown, u"chevron-down"_s, QAbstractSpinBox::StepDownEnabled}}) {
            QRectF area(0, 0, 8, 8);
            area.moveCenter(QRectF(subControlRect(CC_SpinBox, option, part, widget)).center());
            paintIcon(*painter, name, area, spin->stepEnabled & step ? palette.ink2 : palette.track);
        }
        return;
    }
    case CC_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
            button && !(button->features & QStyleOptionToolButton::MenuButtonPopup)) {
            // A button that only opens a menu says so by its icon; an arrow over it would be noise.
            QStyleOptionToolButton plain(*button);
            plain.features &= ~QStyleOptionToolButton::HasMenu;
            QProxyStyle::drawComplexControl(control, &plain, painter, widget);
            return;
        }
        break;
    case CC_ScrollBar: {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!bar)
            break;
        const QRectF thumb = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
        const bool held = bar->activeSubControls & SC_ScrollBarSlider && bar->state & State_Sunken;
        const bool hover = bar->state & State_MouseOver;
        if (bar->maximum > bar->minimum)
            drawBox(*painter, thumb.adjusted(3, 3, -3, -3),
                    held    ? palette.ink3
                    : hover ? palette.field
                            : palette.track,
                    {{}, 0}, 3);
        return;
    }
    case CC_Slider: {
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!slider || slider->orientation != Qt::Horizontal)
            break;
        const QRectF all(option->rect);
        const QRectF handle = QProxyStyle::subControlRect(CC_Slider, option, SC_SliderHandle, widget);
        const double middle = all.center().y();
        const double x = handle.center().x();
        drawBox(*painter, {all.left() + 1, middle - 2, all.width() - 2, 4}, palette.track, {{}, 0}, 2);
        drawBox(*painter, {all.left() + 1, middle - 2, std::max(0.0, x - all.left()), 4}, palette.ink2, {{}, 0}, 2);
        drawBox(*painter, {x - 7, middle - 7, 14, 14}, palette.surface,
                {slider->state & State_Enabled ? palette.ink : palette.ink3, 2.5}, 7);
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace tributary::ui
