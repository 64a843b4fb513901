// SPDX-License-Identifier: GPL-3.0-or-later
// SeveritySign: the icon and the colour by which an error, a warning or a note is known wherever it is shown.
#pragma once

#include "core/base/problem.h"
#include "ui/look/palette.h"

#include <QString>

namespace tributary::ui {

struct SeveritySign {
    QString icon;
    ColourToken colour = &Palette::ink2;
};

/// Returns the sign of a severity.
[[nodiscard]] SeveritySign signOf(Severity severity);

} // namespace tributary::ui
