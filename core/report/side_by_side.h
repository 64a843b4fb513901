// SPDX-License-Identifier: GPL-3.0-or-later
// Side by side: the section of a report that holds its scenarios against each other: headlines with their ranges, and
// differences trial by trial. Plans come first; what is another belief about one stands apart. Pure function.
#pragma once

#include "core/report/report.h"

namespace tributary {

[[nodiscard]] ReportSection sideBySide(const Model& model, const Results& results);

} // namespace tributary
