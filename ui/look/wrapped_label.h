// SPDX-License-Identifier: GPL-3.0-or-later
// A label of plain words that breaks its lines where it has no room.
#pragma once

#include "ui/look/type.h"

class QLabel;
class QString;
class QWidget;

namespace tributary::ui {

/// Makes a label of `text`, which is never read as markup. Its parent owns it.
[[nodiscard]] QLabel* wrappedLabel(const QString& text, TextRole role, QWidget* parent);

} // namespace tributary::ui
