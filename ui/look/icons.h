// SPDX-License-Identifier: GPL-3.0-or-later
// Icons: the embedded SVG files, tinted at run time. Sharp at any size and screen scale, and vector in a PDF.
// Window thread only.
#pragma once

#include "ui/look/palette.h"

#include <QIcon>
#include <QString>

class QPainter;
class QRectF;

namespace tributary::ui {

/// Returns an icon whose colour follows the theme: `token` for use, `ink3` where it is disabled.
[[nodiscard]] QIcon tintedIcon(const QString& name, ColourToken token = &Palette::ink2);

/// Paints an icon into `area` as vectors.
void paintIcon(QPainter& painter, const QString& name, const QRectF& area, const QColor& colour);

/// Tells whether an icon of this name is embedded.
[[nodiscard]] bool hasIcon(const QString& name);

} // namespace tributary::ui
