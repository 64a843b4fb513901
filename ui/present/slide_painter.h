// SPDX-License-Identifier: GPL-3.0-or-later
// Slide painter: the words of a slide and its frame. A slide is 1080 high whatever the screen; what is wider than that
// gives room. Pure functions of their arguments.
#pragma once

#include "core/report/slides.h"
#include "ui/look/palette.h"

#include <QRectF>
#include <QSizeF>
#include <QString>
#include <QStringList>

class QPainter;

namespace tributary::ui {

inline constexpr double slideHeight = 1080;

/// Whether the figure is shown, or its question asked.
enum class Reveal { question, result };

/// The palette of a slide: that of the window with one ground.
[[nodiscard]] Palette slidePalette(const Palette& palette);

/// What one screen pixel is in units of a slide: sizes are divided by it.
[[nodiscard]] double slideScale(const QSizeF& screen);

/// The size of a slide for a screen, in its own units.
[[nodiscard]] QSizeF slideSize(const QSizeF& screen);

/// Where the figure stands, below the words and above the footer.
[[nodiscard]] QRectF figureArea(const QSizeF& size, const Slide& slide, Reveal reveal, const QString& detail);

/// Breaks the finding (or question) into the lines in which it is drawn.
[[nodiscard]] QStringList findingLines(const QSizeF& size, const Slide& slide, Reveal reveal);

/// Draws kicker, finding (or question) and second sentence.
void paintWords(QPainter& painter, const QSizeF& size, const Slide& slide, Reveal reveal, const QString& detail,
                const Palette& palette);

/// Draws the hairline, what the numbers rest on, and a dot for each slide.
void paintFooter(QPainter& painter, const QSizeF& size, const QString& text, int position, int count,
                 const Palette& palette);

} // namespace tributary::ui
