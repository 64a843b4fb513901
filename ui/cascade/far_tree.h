// SPDX-License-Identifier: GPL-3.0-or-later
// Far tree: a large tree seen from so far that its cards are no items any more: bars in the colours of their levels and
// the lines between them.
#pragma once

#include "ui/cascade/tree_layout.h"
#include "ui/look/palette.h"

class QPainter;

namespace tributary::ui {

/// Paints what of a tree is in an area, both in the painter's coordinates. No bar is narrower or lower than a pixel or
/// two, however small the scale; those in `selected` have a ring.
void paintFarTree(QPainter& painter, const TreeLayout& layout, const QRectF& area,
                  const std::unordered_set<std::string>& selected, const Palette& palette);

} // namespace tributary::ui
