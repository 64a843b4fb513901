// SPDX-License-Identifier: GPL-3.0-or-later
// Guess marks: what participants guessed, as dots on the axis of the figure that was guessed, with their median. Pure
// functions of their arguments.
#pragma once

#include <QString>
#include <QVector>
#include <functional>

class QRectF;

namespace tributary::ui {

class Plot;

/// A guess in the unit of the chart's axis.
struct GuessMark {
    QString name;
    double low = 0; ///< P10; as `value` where the guess is one number
    double value = 0;
    double high = 0; ///< P90
};

struct GuessMarks {
    QVector<GuessMark> each;
    double median = 0;

    [[nodiscard]] bool isEmpty() const { return each.isEmpty(); }
};

/// The height that a strip of guesses takes under a chart, in pixels of the window.
inline constexpr double guessStripHeight = 58;

/// Draws guesses along the horizontal axis, in a strip whose top is `top` pixels from the chart's. `factor` makes a
/// guess into a value of the axis; those beyond it are arrows at its end, their names with their value in `valueWords`.
/// `medianWords` names their median.
void drawGuessStrip(Plot& plot, double top, const GuessMarks& guesses, double factor, const QString& medianWords,
                    const std::function<QString(double)>& valueWords);

/// Draws guesses along the vertical axis at the place `x` of the horizontal one. `isFree` tells whether no line of the
/// chart runs through an area, in its pixels: the median's words stand where that is so.
void drawGuessColumn(Plot& plot, double x, const GuessMarks& guesses, const QString& medianWords,
                     const std::function<bool(const QRectF&)>& isFree);

/// Returns where the middle of words is to lie, between `top` and `bottom`: as near to `wanted` as it is free, else
/// `wanted`.
[[nodiscard]] double freeHeight(double wanted, double top, double bottom, double step,
                                const std::function<bool(double)>& isFree);

} // namespace tributary::ui
