// SPDX-License-Identifier: GPL-3.0-or-later
// Quiet fields: those of a table look like their text until the pointer or the focus is on them, or something is wrong
// with what they hold. Window thread only.
#pragma once

class QWidget;

namespace tributary::ui {

void setQuiet(QWidget& field);

} // namespace tributary::ui
