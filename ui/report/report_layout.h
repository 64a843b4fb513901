// SPDX-License-Identifier: GPL-3.0-or-later
// Report layout: draws a Report on pages, at 96 dpi units. Nothing is worked out here: texts come with the report,
// figures from the results by the window's own painters.
#pragma once

#include <QSizeF>

class QPagedPaintDevice;
class QPainter;

namespace tributary::ui {

struct ReportSource;

/// Draws the report on pages of `page` size and returns how many there are. With a device, each page is begun on it;
/// with none, `painter` takes them all and only the count matters. `pages` is what "page n of m" says.
int drawReport(const ReportSource& source, QPainter& painter, QPagedPaintDevice* device, const QSizeF& page, int pages);

} // namespace tributary::ui
