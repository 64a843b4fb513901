// SPDX-License-Identifier: GPL-3.0-or-later
// Theme: which palette the window shows now. It follows the system unless a setting says otherwise.
// Window thread only; widgets learn of a change by QEvent::PaletteChange, as from Qt itself.
#pragma once

#include "ui/look/palette.h"

#include <QString>
#include <optional>

class QApplication;

namespace tributary::ui {

enum class Theme { system, light, dark };

/// Dresses the application: fonts, style, palette and focus ring. Call once, before the first window.
void dress(QApplication& application, Theme theme = Theme::system);

/// Changes the theme; every window repaints.
void setTheme(Theme theme);

/// Returns the theme that was asked for.
[[nodiscard]] Theme theme();

/// Returns the tokens in force.
[[nodiscard]] const Palette& currentPalette();

/// Reads a theme from a setting ("system", "light", "dark").
[[nodiscard]] std::optional<Theme> themeFromText(const QString& text);

/// Returns the setting's text of a theme.
[[nodiscard]] QString themeText(Theme theme);

} // namespace tributary::ui
