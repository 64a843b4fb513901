// SPDX-License-Identifier: GPL-3.0-or-later
// Marks: the small shapes that carry meaning beside colour. Diamond, square and circle name a level; a filled triangle
// is better, a hollow one worse; ink density is evidence. Drawn as paths, for no font has them all.
#pragma once

#include "core/model/evidence.h"
#include "core/model/metric.h"
#include "ui/look/palette.h"

#include <QPointF>
#include <QRectF>

class QPainter;

namespace tributary::ui {

/// What a change means.
enum class Judgement { none, better, worse };

enum class Pointing { up, down };

/// Returns the colour of a change: good, bad, or ink3.
[[nodiscard]] QColor judgementColour(const Palette& palette, Judgement judgement);

/// Paints the mark of a level into a square.
void paintLevelMark(QPainter& painter, const QRectF& area, Level level, const QColor& colour);

/// Paints a triangle with its left base corner at `base`; filled where better, hollow where worse.
void paintChangeMark(QPainter& painter, const QPointF& base, double size, Pointing pointing, Judgement judgement,
                     const Palette& palette);

/// Paints the mark of an evidence grade into a square: A solid, B grey, C outlined, D dashed.
void paintGrade(QPainter& painter, const QRectF& area, Grade grade, const Palette& palette);

} // namespace tributary::ui
