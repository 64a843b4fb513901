// SPDX-License-Identifier: GPL-3.0-or-later
// The title page of a report: what it found, in a sentence of each scenario, what it is of, and its contents.
#pragma once

#include "ui/report/pdf_outline.h"

#include <vector>

namespace tributary {
struct Report;
}

namespace tributary::ui {

class PagePainter;

/// Begins a page and draws the title on it. Long contents take pages of their own; the numbers in them are those of
/// `outline`, where it has them already.
void drawTitlePage(const Report& report, PagePainter& page, const std::vector<OutlineEntry>& outline);

} // namespace tributary::ui
