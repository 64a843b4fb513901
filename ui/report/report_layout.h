// SPDX-License-Identifier: GPL-3.0-or-later
// Report layout: draws a Report on pages, at 96 dpi units. Nothing is worked out here: texts come with the report,
// figures from the results by the window's own painters.
#pragma once

#include "ui/report/pdf_outline.h"
#include "ui/report/report_table.h"

#include <QSizeF>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

class QPagedPaintDevice;
class QPainter;

namespace tributary::ui {

struct KnownSheets;
struct ReportSource;

struct DrawnReport {
    int pages = 0;
    std::vector<OutlineEntry> outline;
};

/// A report on paper of one size, to be drawn once for the numbers of its pages and once for good.
class ReportDrawing {
public:
    /// `source` outlives it; `page` is the size of the paper in units.
    ReportDrawing(const ReportSource& source, const QSizeF& page);
    ~ReportDrawing();

    /// Draws all pages. With a device, each page is begun on it; with none, `painter` takes them all and only the count
    /// matters. Page numbers are those of the drawing before. `goOn` is asked after each block and each row of a table;
    /// where it says no, there is nothing.
    [[nodiscard]] std::optional<DrawnReport> draw(QPainter& painter, QPagedPaintDevice* device,
                                                  const std::function<bool()>& goOn = {});

private:
    const ReportSource& source_;
    QSizeF size_;
    DrawnReport known_;
    std::vector<std::unique_ptr<KnownSheets>> sheets_;
    std::map<const TableBlock*, RowHeights> heights_;
};

} // namespace tributary::ui
