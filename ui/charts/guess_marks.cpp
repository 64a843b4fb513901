// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/guess_marks.h"

#include "ui/charts/axis_layout.h"
#include "ui/charts/plot.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double dot = 4.5;     ///< radius
constexpr double lineAt = 14;   ///< of the dots, from the top of the strip
constexpr double namesAt = 33;  ///< baseline of the names
constexpr double medianAt = 50; ///< baseline of the median's words
constexpr qsizetype mostNamed = 8;

/// A dot, or at an end of the axis an arrow to what lies beyond it: `beyond` is -1, 0 or 1.
void drawMark(Plot& plot, QCPPainter& painter, const QPointF& at, int beyond) {
    painter.setPen(plot.pen(plot.palette().ink, 1.6));
    painter.setBrush(plot.palette().surface);
    const double radius = plot.px(dot);
    if (beyond == 0)
        painter.drawEllipse(at, radius, radius);
    else
        painter.drawPolygon(QPolygonF({at + QPointF(beyond * radius, 0), at + QPointF(-beyond * radius, -radius),
                                       at + QPointF(-beyond * radius, radius)}));
}

} // namespace

void drawGuessStrip(Plot& plot, double top, const GuessMarks& guesses, double factor, const QString& medianWords,
                    const std::function<QString(double)>& valueWords) {
    if (guesses.isEmpty())
        return;
    plot.over([&plot, top, guesses, factor, medianWords, valueWords](QCPPainter& painter) {
        const Palette& palette = plot.palette();
        const QRectF frame = plot.frame();
        const double middle = top + plot.px(lineAt);
        const auto place = [&](double value) {
            return std::clamp(plot.x(value * factor), frame.left(), frame.right());
        };
        const auto beyond = [&](double value) {
            const double at = plot.x(value * factor);
            return at < frame.left() - 1 ? -1 : at > frame.right() + 1 ? 1 : 0;
        };
        const auto nameOf = [&](const GuessMark& guess) {
            return beyond(guess.value) == 0 ? guess.name : guess.name + QLatin1Char(' ') + valueWords(guess.value);
        };
        painter.setPen(plot.pen(palette.rule, 1));
        painter.drawLine(QPointF(frame.left(), middle), QPointF(frame.right(), middle));
        painter.setPen(plot.pen(palette.ink3, 1.5));
        for (const GuessMark& guess : guesses.each)
            if (guess.high > guess.low)
                painter.drawLine(QPointF(place(guess.low), middle), QPointF(place(guess.high), middle));
        for (const GuessMark& guess : guesses.each)
            drawMark(plot, painter, {place(guess.value), middle}, beyond(guess.value));
        // The names, where they are few enough to be read: side by side, each as near to its dot as that allows.
        if (guesses.each.size() <= mostNamed) {
            QVector<GuessMark> order = guesses.each;
            std::ranges::sort(order, {}, &GuessMark::value);
            double widest = 0;
            for (const GuessMark& guess : std::as_const(order))
                widest = std::max(widest, plot.labelWidth(nameOf(guess)));
            QVector<double> wanted;
            for (const GuessMark& guess : std::as_const(order))
                wanted << place(guess.value);
            const double gap = std::min(widest + plot.px(10), frame.width() / static_cast<double>(order.size()));
            const QVector<double> at = movedApart(wanted, gap, frame.left() + gap / 2, frame.right() - gap / 2);
            for (qsizetype i = 0; i < order.size(); ++i) {
                const QString name = QFontMetricsF(plot.label()).elidedText(nameOf(order[i]), Qt::ElideRight, gap);
                Plot::text(painter, {at[i], top + plot.px(namesAt)}, name, plot.label(), palette.ink2, Anchor::centre);
                if (std::abs(at[i] - wanted[i]) > plot.px(6)) {
                    painter.setPen(plot.pen(palette.ink3, 0.8));
                    painter.drawLine(QPointF(wanted[i], middle + plot.px(dot)),
                                     QPointF(at[i], top + plot.px(namesAt - 11)));
                }
            }
        }
        const double median = place(guesses.median);
        painter.setPen(plot.pen(palette.ink, 2.4));
        painter.drawLine(QPointF(median, middle - plot.px(10)), QPointF(median, middle + plot.px(10)));
        const double half = plot.labelStrongWidth(medianWords) / 2;
        Plot::text(painter,
                   {std::clamp(median, frame.left() + half, std::max(frame.left() + half, frame.right() - half)),
                    top + plot.px(guesses.each.size() <= mostNamed ? medianAt : namesAt)},
                   medianWords, plot.labelStrong(), palette.ink, Anchor::centre);
    });
}

double freeHeight(double wanted, double top, double bottom, double step, const std::function<bool(double)>& isFree) {
    for (double away = 0; away <= bottom - top; away += step)
        for (const double middle : {wanted - away, wanted + away})
            if (middle >= top && middle <= bottom && isFree(middle))
                return middle;
    return wanted;
}

void drawGuessColumn(Plot& plot, double x, const GuessMarks& guesses, const QString& medianWords,
                     const std::function<bool(const QRectF&)>& isFree) {
    if (guesses.isEmpty())
        return;
    plot.over([&plot, x, guesses, medianWords, isFree](QCPPainter& painter) {
        const Palette& palette = plot.palette();
        const QRectF frame = plot.frame();
        const double at = plot.x(x);
        const auto place = [&](double value) { return std::clamp(plot.y(value), frame.top(), frame.bottom()); };
        painter.setPen(plot.pen(palette.ink3, 1));
        painter.drawLine(QPointF(at, frame.top()), QPointF(at, frame.bottom()));
        painter.setPen(plot.pen(palette.ink3, 1.5));
        for (const GuessMark& guess : guesses.each)
            if (guess.high > guess.low)
                painter.drawLine(QPointF(at, place(guess.low)), QPointF(at, place(guess.high)));
        QVector<GuessMark> order = guesses.each;
        std::ranges::sort(order, std::greater(), &GuessMark::value);
        QVector<double> wanted;
        for (const GuessMark& guess : std::as_const(order)) {
            drawMark(plot, painter, {at, place(guess.value)}, 0);
            wanted << place(guess.value);
        }
        const double median = place(guesses.median);
        painter.setPen(plot.pen(palette.ink, 2.4));
        painter.drawLine(QPointF(at - plot.px(10), median), QPointF(at + plot.px(10), median));
        const double beside = plot.px(14);
        const bool named = order.size() <= mostNamed;
        const QVector<double> base = movedApart(wanted, plot.px(13), frame.top(), frame.bottom());
        // The words lie on curves: they bring their own ground.
        const auto write = [&](double left, double middle, const QString& words, const QFont& font, const QColor& ink) {
            const double width = QFontMetricsF(font).horizontalAdvance(words);
            painter.fillRect(QRectF(left - plot.px(2), middle - plot.px(7), width + plot.px(4), plot.px(14)),
                             palette.surface);
            Plot::text(painter, {left, middle + plot.px(4)}, words, font, ink);
        };
        double names = 0;
        for (qsizetype i = 0; named && i < order.size(); ++i) {
            names = std::max(names, plot.labelWidth(order[i].name) + plot.px(10));
            write(at + beside, base[i], order[i].name, plot.label(), palette.ink2);
        }
        // The median stands left of the column, or right of the names where that would be cut.
        const double width = plot.labelStrongWidth(medianWords);
        const bool before = at - beside - width >= frame.left();
        const double left = before ? at - beside - width : at + beside + names;
        const double half = plot.px(9);
        const double middle =
            freeHeight(median, frame.top() + half, frame.bottom() - half, plot.px(4), [&](double height) {
                return isFree(QRectF(left - plot.px(2), height - half, width + plot.px(4), 2 * half));
            });
        if (std::abs(middle - median) > plot.px(4)) {
            painter.setPen(plot.pen(palette.ink3, 0.8));
            painter.drawLine(QPointF(before ? at - plot.px(10) : at + plot.px(10), median),
                             QPointF(before ? left + width : left, middle));
        }
        write(left, middle, medianWords, plot.labelStrong(), palette.ink);
    });
}

} // namespace tributary::ui
