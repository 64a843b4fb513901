// SPDX-License-Identifier: GPL-3.0-or-later
// Type: the two families and the one scale of sizes. The serif is the voice of the model: titles and findings only.
#pragma once

#include <QFont>

namespace tributary::ui {

/// What a text is; its family, size and weight follow.
enum class TextRole {
    label,          ///< 9 pt: labels, units, ranges, axes, status
    labelStrong,    ///< 9 pt 600: table heads, chips
    cardName,       ///< 9.5 pt 600
    row,            ///< 9.5 pt: list and table rows
    body,           ///< 10 pt: body and fields
    bodyStrong,     ///< 10 pt 600
    change,         ///< 10 pt 700: the change on a card
    section,        ///< 10.5 pt 600: panel and section titles
    sliderValue,    ///< 12 pt 600
    inspectorTitle, ///< 13.5 pt serif
    cardValue,      ///< 15 pt 600
    processTitle,   ///< 15 pt serif
    pageTitle,      ///< 18 pt serif: page title and finding
    headline,       ///< 19.5 pt 600: headline figure
};

/// Registers the embedded fonts; a second call does nothing. Needs a QGuiApplication.
void loadFonts();

/// Returns the font of a role, `scale` times its size.
[[nodiscard]] QFont fontOf(TextRole role, double scale = 1);

/// Returns the sans at a size in points (96 dpi: 1 pt = 4/3 px).
[[nodiscard]] QFont sans(double points, QFont::Weight weight = QFont::Normal);

/// Points of a length in pixels at 96 dpi.
[[nodiscard]] inline double pointsOfPixels(double pixels) { return pixels * 0.75; }

/// Returns the serif at a size in points. It has no minus, arrows or triangles: no negative number in it.
[[nodiscard]] QFont serif(double points);

} // namespace tributary::ui
