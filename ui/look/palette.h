// SPDX-License-Identifier: GPL-3.0-or-later
// Palette: the colour tokens of the window and of the report. Hue carries meaning only; ink carries selection and
// focus.
#pragma once

#include <QColor>
#include <QPalette>
#include <array>

namespace tributary {
enum class Level;
}

namespace tributary::ui {

struct Palette {
    QColor paper;   ///< window, rail, bars
    QColor canvas;  ///< background of the cascade and of the process map
    QColor surface; ///< cards, panels, fields
    QColor sunken;  ///< troughs, read-only fields, the selected row
    QColor rule;    ///< hairlines and grid lines
    QColor track;   ///< slider groove, a link that carries nothing
    QColor field;   ///< border of an editable field
    QColor ink;     ///< text, selection, focus, the main button
    QColor ink2;    ///< labels, units, icons
    QColor ink3;    ///< ranges, axes, hints, business as usual
    QColor onInk;   ///< text on ink
    QColor good, bad, goodSoft, badSoft;
    QColor financial, operating, frontline;
    QColor exception, exceptionSoft;
    QColor error;
    QColor warning, warningSoft;
    QColor mist90; ///< P5 to P95
    QColor mist50; ///< P25 to P75
    QColor median;
    std::array<QColor, 5> heat;  ///< waiting: under 1, 5, 15, 50 hours, and above
    std::array<QColor, 6> group; ///< groups and scenarios, each with its own marker

    /// Returns the tokens for light windows.
    [[nodiscard]] static Palette light();
    /// Returns the tokens for dark windows.
    [[nodiscard]] static Palette dark();
    /// Returns the tokens for paper: light, on white.
    [[nodiscard]] static Palette print();

    /// Returns the colour of a level.
    [[nodiscard]] QColor level(Level level) const;

    /// Tells whether light text stands on dark ground.
    [[nodiscard]] bool isDark() const { return paper.lightnessF() < 0.5f; }

    friend bool operator==(const Palette&, const Palette&) = default;
};

/// A colour by its name, so that what is drawn later follows the theme.
using ColourToken = QColor Palette::*;

/// Returns the widget palette that the tokens stand for.
[[nodiscard]] QPalette widgetPalette(const Palette& palette);

} // namespace tributary::ui
