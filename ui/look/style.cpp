// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/style.h"

#include "ui/look/icons.h"
#include "ui/look/quiet_field.h"
#include "ui/look/reduced_motion.h"
#include "ui/look/style_shapes.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTableView>
#include <QTextEdit>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto buttonRoleProperty = "tributaryButtonRole";
constexpr int fieldHeight = 28;
constexpr int buttonHeight = 30;

ButtonRole roleOf(const QWidget* widget) {
    return widget ? static_cast<ButtonRole>(widget->property(buttonRoleProperty).toInt()) : ButtonRole::plain;
}

/// Tells whether a text stands beside an icon; Qt leaves 4 px between them, in which they touch.
bool textBesideIcon(const QStyleOptionToolButton* button) {
    return button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button->icon.isNull() &&
           !button->text.isEmpty();
}

void drawPushButton(QPainter& painter, const QStyleOption& option, const QWidget* widget) {
    const Palette& palette = currentPalette();
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool hover = enabled && option.state & QStyle::State_MouseOver;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    switch (roleOf(widget)) {
    case ButtonRole::main:
        drawBox(painter, option.rect, !enabled ? palette.ink3 : hover || down ? palette.ink2 : palette.ink, {{}, 0});
        return;
    case ButtonRole::link:
        return;
    case ButtonRole::plain:
        break;
    }
    drawBox(painter, option.rect, down ? palette.sunken : palette.surface,
            {!enabled ? palette.rule
             : hover  ? palette.ink3
                      : palette.field,
             1});
}

void drawCheck(QPainter& painter, const QStyleOption& option, double corner) {
    const Palette& palette = currentPalette();
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor edge = option.state & QStyle::State_HasFocus ? palette.ink : palette.field;
    const QRectF area(option.rect);
    const QColor ink = enabled ? palette.ink : palette.ink3;
    drawBox(painter, area, on ? ink : palette.surface, {on ? ink : enabled ? edge : palette.rule, 1}, corner);
}

QRectF grooveOf(const QRectF& area) {
    constexpr double thickness = 6;
    return {area.left(), area.center().y() - thickness / 2, area.width(), thickness};
}

QColor itemText(const QStyleOption& option) {
    const Palette& palette = currentPalette();
    return option.state & QStyle::State_Enabled ? palette.ink : palette.ink3;
}

} // namespace

void setButtonRole(QAbstractButton& button, ButtonRole role) {
    button.setProperty(buttonRoleProperty, static_cast<int>(role));
    if (role == ButtonRole::link)
        button.setCursor(Qt::PointingHandCursor);
    button.update();
}

void setQuiet(QWidget& field) {
    field.setProperty(quietProperty, true);
    field.update();
}

void setFieldState(QWidget& field, FieldState state) {
    field.setProperty(fieldStateProperty, static_cast<int>(state));
    field.update();
}

Style::Style() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) {}

void Style::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
        qobject_cast<QComboBox*>(widget) || qobject_cast<QScrollBar*>(widget) ||
        qobject_cast<QAbstractSpinBox*>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto* button = qobject_cast<QPushButton*>(widget))
        button->setAutoDefault(true); // Enter presses it, as Space does
    // With the frame of 2 and Qt's own 2, text begins 8 px from the field's edge.
    if (auto* edit = qobject_cast<QLineEdit*>(widget); edit && !isInner(edit) && edit->textMargins().isNull())
        edit->setTextMargins(4, 0, 4, 0);
    if (auto* header = qobject_cast<QHeaderView*>(widget)) {
        header->setFont(fontOf(TextRole::labelStrong));
        header->setHighlightSections(false);
        header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 5;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return 16;
    case PM_MenuPanelWidth:
    case PM_DefaultFrameWidth:
    case PM_ToolTipLabelFrameWidth:
        return qobject_cast<const QLineEdit*>(widget) ? 2 : 1;
    case PM_MenuVMargin:
        return 4;
    case PM_HeaderMargin:
        return 6;
    case PM_SplitterWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returned) const {
    switch (hint) {
    case SH_ItemView_ShowDecorationSelected:
    case SH_Menu_MouseTracking:
    case SH_FocusFrame_AboveWidget:
        return 1;
    case SH_Widget_Animation_Duration:
        return reducedMotion() ? 0 : QProxyStyle::styleHint(hint, option, widget, returned);
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollBar_Transient:
    case SH_ComboBox_Popup:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        if (roleOf(widget) == ButtonRole::link)
            return {size.width() + 4, fieldHeight};
        return {size.width() + 28, std::max(buttonHeight, size.height() + 8)};
    case CT_LineEdit:
    case CT_SpinBox:
        result.setHeight(isInner(widget) ? result.height() : std::max(fieldHeight, result.height()));
        return result;
    case CT_ComboBox:
        return {size.width() + 44, std::max(fieldHeight, size.height() + 6)};
    case CT_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option); textBesideIcon(button))
            result.rwidth() += button->fontMetrics.horizontalAdvance(u' ');
        return result.expandedTo({28, 28});
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(std::max(result.height(), 28));
        return result;
    case CT_ItemViewItem:
        result.setHeight(std::max(result.height(), 25));
        return result;
    case CT_HeaderSection:
        result.setHeight(std::max(result.height(), 26));
        return result;
    default:
        return result;
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
    const Palette& palette = currentPalette();
    switch (element) {
    case PE_FrameFocusRect:
        return;
    case PE_PanelButtonCommand:
        drawPushButton(*painter, *option, widget);
        return;
    case PE_PanelButtonTool:
        if (option->state & (State_Sunken | State_On))
            drawBox(*painter, option->rect, palette.sunken, {palette.rule, 1});
        else if (option->state & State_Enabled && option->state & State_MouseOver)
            drawBox(*painter, option->rect, palette.surface, {palette.rule, 1});
        return;
    case PE_PanelLineEdit:
        if (isInner(widget))
            return;
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            drawField(*painter, *option, widget);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        if (const auto* text = qobject_cast<const QTextEdit*>(widget)) {
            QStyleOption field(*option);
            field.state.setFlag(State_ReadOnly, text->isReadOnly());
            drawField(*painter, field, widget);
        } else {
            drawBox(*painter, option->rect, Qt::transparent, {palette.rule, 1});
        }
        return;
    case PE_FrameGroupBox:
        drawBox(*painter, option->rect, Qt::transparent, {palette.rule, 1});
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        drawBox(*painter, option->rect, element == PE_PanelMenu ? palette.surface : QColor(Qt::transparent),
                {palette.field, 1}, 0);
        return;
    case PE_PanelTipLabel:
        drawBox(*painter, option->rect, palette.surface, {palette.field, 1}, 0);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: {
        drawCheck(*painter, *option, 3);
        const QColor mark = palette.onInk;
        const QRectF inner = QRectF(option->rect).adjusted(1, 1, -1, -1);
        if (option->state & State_NoChange)
            paintIcon(*painter, u"dash-lg"_s, inner, mark);
        else if (option->state & State_On)
            paintIcon(*painter, u"check-lg"_s, inner, mark);
        return;
    }
    case PE_IndicatorRadioButton: {
        const double half = option->rect.height() / 2.0;
        drawCheck(*painter, *option, half);
        if (option->state & State_On)
            drawBox(*painter, QRectF(option->rect).adjusted(5, 5, -5, -5), palette.onInk, {{}, 0}, half);
        return;
    }
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight: {
        const QString name = element == PE_IndicatorArrowDown   ? u"chevron-down"_s
                             : element == PE_IndicatorArrowUp   ? u"chevron-up"_s
                             : element == PE_IndicatorArrowLeft ? u"chevron-left"_s
                                                                : u"chevron-right"_s;
        QRectF area(0, 0, 12, 12);
        area.moveCenter(QRectF(option->rect).center());
        paintIcon(*painter, name, area, option->state & State_Enabled ? palette.ink2 : palette.ink3);
        return;
    }
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            QRectF area(0, 0, 10, 10);
            area.moveCenter(QRectF(option->rect).center());
            paintIcon(*painter, option->state & State_Open ? u"chevron-down"_s : u"chevron-right"_s, area,
                      palette.ink2);
        }
        return;
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
        if (!item)
            return;
        if (item->backgroundBrush.style() != Qt::NoBrush)
            painter->fillRect(item->rect, item->backgroundBrush);
        if (qobject_cast<const QTableView*>(widget))
            painter->fillRect(QRect(item->rect.left(), item->rect.bottom(), item->rect.width(), 1), palette.rule);
        if (item->state & State_Selected) {
            painter->fillRect(item->rect, palette.sunken);
            const bool leftmost =
                item->viewItemPosition == QStyleOptionViewItem::Beginning ||
                item->viewItemPosition == QStyleOptionViewItem::OnlyOne ||
                (item->viewItemPosition == QStyleOptionViewItem::Invalid && item->index.column() == 0);
            if (leftmost)
                painter->fillRect(QRect(item->rect.x(), item->rect.y(), 3, item->rect.height()), palette.ink);
        }
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const {
    const Palette& palette = currentPalette();
    switch (element) {
    case CE_FocusFrame:
        drawBox(*painter, option->rect, Qt::transparent, {palette.ink, 2}, 7);
        return;
    case CE_PushButtonLabel: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (!button)
            break;
        QStyleOptionButton tinted(*button);
        const ButtonRole role = roleOf(widget);
        const bool enabled = option->state & State_Enabled;
        const QColor text = role == ButtonRole::main ? palette.onInk : enabled ? palette.ink : palette.ink3;
        tinted.palette.setColor(QPalette::ButtonText, text);
        if (!tinted.icon.isNull() && !tinted.text.isEmpty())
            tinted.text.prepend(u' ');
        if (role == ButtonRole::link) {
            painter->save();
            QFont underlined = painter->font();
            underlined.setUnderline(true);
            painter->setFont(underlined);
            painter->setPen(text);
            painter->drawText(button->rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, button->text);
            painter->restore();
            return;
        }
        QProxyStyle::drawControl(element, &tinted, painter, widget);
        return;
    }
    case CE_ToolButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option); textBesideIcon(button)) {
            QStyleOptionToolButton apart(*button);
            apart.text.prepend(u' ');
            QProxyStyle::drawControl(element, &apart, painter, widget);
            return;
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            constexpr int besideIcon = 4;
            QStyleOptionComboBox fitting(*combo);
            const int room = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget).width() - 2 -
                             (combo->currentIcon.isNull() ? 0 : combo->iconSize.width() + besideIcon);
            fitting.currentText = combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, room);
            QProxyStyle::drawControl(element, &fitting, painter, widget);
            return;
        }
        break;
    case CE_HeaderSection: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        painter->fillRect(option->rect, palette.surface);
        if (header && header->orientation == Qt::Horizontal)
            painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), palette.ink);
        return;
    }
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, palette.surface);
        if (option->state & State_Horizontal)
            painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), palette.ink);
        return;
    case CE_ItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            QStyleOptionViewItem tinted(*item);
            tinted.palette.setColor(QPalette::HighlightedText, itemText(*option));
            QProxyStyle::drawControl(element, &tinted, painter, widget);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator) {
                const QRect r = item->rect;
                painter->fillRect(QRect(r.left() + 8, r.center().y(), r.width() - 16, 1), palette.rule);
                return;
            }
            const bool enabled = item->state & State_Enabled;
            if (item->state & State_Selected && enabled)
                painter->fillRect(item->rect, palette.sunken);
            QStyleOptionMenuItem plain(*item);
            plain.state &= ~State_Selected;
            plain.palette.setColor(QPalette::Text, itemText(*item));
            QProxyStyle::drawControl(element, &plain, painter, widget);
            return;
        }
        break;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, palette.paper);
        return;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            const bool open = item->state & State_Selected;
            painter->fillRect(item->rect, open ? palette.sunken : palette.paper);
            drawItemText(painter, item->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                         item->palette, item->state & State_Enabled, item->text, QPalette::WindowText);
            return;
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, palette.rule);
        return;
    case CE_ProgressBarGroove:
        drawBox(*painter, grooveOf(option->rect), palette.sunken, {{}, 0}, 3);
        return;
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
            bar && bar->maximum > bar->minimum) {
            const double share = double(bar->progress - bar->minimum) / double(bar->maximum - bar->minimum);
            QRectF done = grooveOf(option->rect);
            done.setWidth(done.width() * std::clamp(share, 0.0, 1.0));
            drawBox(*painter, done, palette.ink2, {{}, 0}, 3);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

} // namespace tributary::ui
