// SPDX-License-Identifier: GPL-3.0-or-later
// Report table: draws a table of the report across pages: its caption and its head again on each, a heading with the
// row below it, no last row alone. For the report's layout.
#pragma once

#include "core/report/report.h"
#include "ui/report/page_painter.h"

#include <array>
#include <functional>
#include <vector>

namespace tributary::ui {

/// Heights of a table's rows: as the first on a page, and below another. 0 where it is not measured yet.
using RowHeights = std::vector<std::array<double, 2>>;

class ReportTable {
public:
    /// `name` is that of its caption: "Table 3". `heights` are kept between its drawings.
    ReportTable(PagePainter& page, const TableBlock& block, RowHeights& heights, QString name)
        : page_(page), block_(block), heights_(heights), name_(std::move(name)) {
        heights_.resize(block.rows.size());
    }

    /// Height of the caption, the head and the first rows, which stay together.
    [[nodiscard]] double least() const;
    /// Height of all of it, on one page; infinite where it is higher than a page.
    [[nodiscard]] double whole() const;
    /// Draws it from where the page stands, and moves below it. There is room for least() of it. `goOn`, if there is
    /// one, is asked after each row; tells whether it was drawn to its end.
    [[nodiscard]] bool draw(const std::function<bool()>& goOn);

private:
    enum class Place { top, below }; ///< of a row: the first of the table on its page, or below another
    enum class Start { first, overleaf };

    [[nodiscard]] double heightOf(size_t rows) const;
    void captionAndHead(Start start);
    void row(size_t index, Place place);
    void cell(size_t index, size_t column, double x, double top);
    [[nodiscard]] bool isSilent(size_t row, size_t column, Place place) const;
    [[nodiscard]] double columnWidth(size_t column) const { return page_.width() * block_.widths[column]; }
    [[nodiscard]] double cellWidth(const TableBlock::Row& row, size_t column) const;
    [[nodiscard]] double textWidth(const TableBlock::Row& row, size_t column) const;
    [[nodiscard]] double rowHeight(size_t index, Place place) const;
    [[nodiscard]] double measured(size_t index, Place place) const;

    PagePainter& page_;
    const TableBlock& block_;
    RowHeights& heights_;
    QString name_;
};

} // namespace tributary::ui
