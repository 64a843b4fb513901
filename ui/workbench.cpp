// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench.h"

namespace tributary::ui {

Workbench::Workbench() = default;

} // namespace tributary::ui
