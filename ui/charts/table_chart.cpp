// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/table_chart.h"

#include "ui/charts/plot.h"
#include "ui/charts/row_names.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double tableMargin = 16;
constexpr double tableGap = 18;
constexpr double leastFirst = 130; ///< width of the first column
constexpr double mostText = 230;   ///< of another one of words
constexpr double tableLine = 15;
constexpr double tableAir = 10; ///< between the texts of two rows
constexpr int mostCellLines = 2;
constexpr int leastTable = 200; ///< so that a tip has room

} // namespace

/// Which columns are shown and where, in pixels.
struct TableChart::Layout {
    struct Column {
        int index = 0;
        double left = 0, width = 0;
        [[nodiscard]] double right() const { return left + width; }
    };
    QVector<Column> columns;
    double top = 0;   ///< of the heads
    double first = 0; ///< top of the first row
    double pitch = 0;

    [[nodiscard]] double rowTop(qsizetype row) const { return first + pitch * static_cast<double>(row); }
};

TableChart::TableChart(QWidget* parent) : Chart(parent), height_(leastTable) {}

void TableChart::setData(TableSeries series) {
    series_ = std::move(series);
    if (!series_.title.isEmpty())
        setAccessibleName(series_.title);
    refresh();
    fitHeight();
}

void TableChart::resizeEvent(QResizeEvent* event) {
    Chart::resizeEvent(event);
    fitHeight();
}

/// Asks for the height that the rows need at this width.
void TableChart::fitHeight() {
    int wanted = leastTable;
    if (plot())
        wanted = std::max(
            wanted, static_cast<int>(std::ceil(layoutOf(*plot()).rowTop(series_.rows.size()) + plot()->px(12))) + 4);
    if (wanted == height_)
        return;
    height_ = wanted;
    updateGeometry();
}

QVector<int> TableChart::shownColumns() const {
    QVector<int> shown;
    if (plot())
        for (const Layout::Column& column : layoutOf(*plot()).columns)
            shown << column.index;
    return shown;
}

TableChart::Layout TableChart::layoutOf(const Plot& plot) const {
    Layout layout;
    QVector<double> widths;
    for (int i = 0; i < series_.columns.size(); ++i) {
        double width = plot.labelStrongWidth(series_.columns[i].head);
        for (const TableSeries::Row& row : series_.rows)
            width = std::max(width, row.strong ? plot.labelStrongWidth(row.cells[i]) : plot.labelWidth(row.cells[i]));
        const bool isText = series_.columns[i].kind == TableSeries::Kind::text;
        widths << (isText ? std::min(width, plot.px(mostText)) : width) + 1;
        layout.columns << Layout::Column{i, 0, 0};
    }
    const double room = plot.size().width() - plot.px(2 * tableMargin);
    const auto taken = [&] {
        double sum = 0;
        for (const Layout::Column& column : std::as_const(layout.columns))
            sum += column.index == 0 ? plot.px(leastFirst) : widths[column.index] + plot.px(tableGap);
        return sum;
    };
    const auto rankOf = [&](const Layout::Column& column) { return series_.columns[column.index].rank; };
    while (taken() > room) {
        const auto last =
            std::max_element(layout.columns.begin(), layout.columns.end(),
                             [&](const Layout::Column& a, const Layout::Column& b) { return rankOf(a) < rankOf(b); });
        if (last == layout.columns.end() || rankOf(*last) == 0)
            break;
        layout.columns.erase(last);
    }
    double first = room;
    for (const Layout::Column& column : std::as_const(layout.columns))
        if (column.index > 0)
            first -= widths[column.index] + plot.px(tableGap);
    double left = plot.px(tableMargin);
    for (Layout::Column& column : layout.columns) {
        column.left = left;
        column.width = column.index == 0 ? std::max(first, plot.px(leastFirst)) : widths[column.index];
        left += column.width + plot.px(tableGap);
    }
    int lines = 1;
    for (const TableSeries::Row& row : series_.rows)
        for (const Layout::Column& column : std::as_const(layout.columns))
            lines =
                std::max(lines, static_cast<int>(nameLines(row.cells[column.index], QFontMetricsF(plot.labelStrong()),
                                                           column.width + 1, mostCellLines)
                                                     .size()));
    layout.top = plot.px(plot.style().title == ChartTitle::shown ? 44 : 8);
    layout.first = layout.top + plot.px(26);
    layout.pitch = plot.px(tableLine * lines + tableAir);
    return layout;
}

void TableChart::drawCell(QPainter& painter, const Plot& plot, const Layout& layout, qsizetype row,
                          qsizetype shown) const {
    const Layout::Column& column = layout.columns[shown];
    const bool isNumber = series_.columns[column.index].kind == TableSeries::Kind::number;
    const QFont font = series_.rows[row].strong ? plot.labelStrong() : plot.label();
    const QStringList lines =
        nameLines(series_.rows[row].cells[column.index], QFontMetricsF(font), column.width + 1, mostCellLines);
    double base = layout.rowTop(row) + layout.pitch / 2 + plot.px(4) -
                  static_cast<double>(lines.size() - 1) * plot.px(tableLine) / 2;
    for (const QString& line : lines) {
        Plot::text(painter, {isNumber ? column.right() : column.left, base}, line, font, plot.palette().ink,
                   isNumber ? Anchor::right : Anchor::left);
        base += plot.px(tableLine);
    }
}

void TableChart::build(Plot& plot) const {
    plot.drawTitle(series_.title, series_.hints);
    plot.setFrame(0, 0, 0, 0);
    plot.setHorizontal(0, 1, {});
    plot.setVertical(0, 1, {});
    plot.over([this, &plot, layout = layoutOf(plot)](QCPPainter& painter) {
        const Palette& palette = plot.palette();
        const double left = plot.px(tableMargin), right = plot.size().width() - plot.px(tableMargin);
        const auto across = [&](double y, const QColor& colour) {
            painter.setPen(plot.pen(colour, 1));
            painter.drawLine(QPointF(left, std::round(y) + 0.5), QPointF(right, std::round(y) + 0.5));
        };
        for (const Layout::Column& column : layout.columns) {
            const bool isNumber = series_.columns[column.index].kind == TableSeries::Kind::number;
            Plot::text(painter, {isNumber ? column.right() : column.left, layout.top + plot.px(15)},
                       series_.columns[column.index].head, plot.labelStrong(), palette.ink2,
                       isNumber ? Anchor::right : Anchor::left);
        }
        across(layout.first - plot.px(2), palette.ink);
        for (qsizetype row = 0; row < series_.rows.size(); ++row) {
            if (row > 0)
                across(layout.rowTop(row), series_.rows[row].strong ? palette.ink : palette.rule);
            for (qsizetype shown = 0; shown < layout.columns.size(); ++shown)
                drawCell(painter, plot, layout, row, shown);
        }
    });
}

int TableChart::pointAt(const Plot& plot, const QPointF& place) const {
    const Layout layout = layoutOf(plot);
    const auto row = static_cast<int>(std::floor((place.y() - layout.first) / layout.pitch));
    return row >= 0 && row < pointCount() ? row : -1;
}

QVector<QPair<QString, QString>> TableChart::pointText(int point) const {
    const TableSeries::Row& row = series_.rows[point];
    if (!row.tip.isEmpty())
        return row.tip;
    QVector<QPair<QString, QString>> lines{{row.cells.value(0), {}}};
    for (int i = 1; i < series_.columns.size(); ++i)
        lines.append({series_.columns[i].head, row.cells[i]});
    return lines;
}

QString TableChart::spoken() const {
    QStringList spoken;
    for (const TableSeries::Row& row : series_.rows) {
        QStringList parts;
        for (int i = 0; i < series_.columns.size(); ++i)
            if (!row.cells[i].isEmpty())
                parts << (i == 0 ? row.cells[i] : series_.columns[i].head + u' ' + row.cells[i]);
        spoken << parts.join(QStringLiteral(", "));
    }
    return spoken.join(QStringLiteral("; "));
}

/// The row between two hairlines, with its tip.
void TableChart::drawPoint(QCPPainter& painter, const Plot& plot, int point) const {
    const Layout layout = layoutOf(plot);
    painter.setPen(plot.pen(plot.palette().ink3, 1));
    for (const int side : {0, 1}) {
        const double y = std::round(layout.rowTop(point + side)) + 0.5;
        painter.drawLine(QPointF(plot.px(tableMargin / 2), y),
                         QPointF(plot.size().width() - plot.px(tableMargin / 2), y));
    }
    const double middle = layout.rowTop(point) + layout.pitch / 2;
    drawTip(painter, QRectF(QPointF(), plot.size()), {layout.columns[0].left + plot.px(leastFirst), middle},
            pointText(point), plot.style());
}

} // namespace tributary::ui
