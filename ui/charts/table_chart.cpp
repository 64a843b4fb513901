// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/table_chart.h"

#include "ui/charts/plot.h"
#include "ui/charts/row_names.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double tableMargin = 16;
constexpr double tableGap = 18;
constexpr double leastFirst = 130; ///< width of the first column
constexpr double mostText = 230;   ///< of another one of words
constexpr double leastText = 104;  ///< the same, where room is short
constexpr double tableLine = 15;
constexpr double tableAir = 10; ///< between the texts of two rows
constexpr int mostCellLines = 2;
constexpr int leastTable = 200; ///< so that a tip has room
constexpr int narrowestTable = 240;
constexpr double headBase = 11; ///< of a head's last line above the rows

/// The least width at which a head stands whole on two lines.
double headWidth(const QString& head, const QFontMetricsF& metrics) {
    double least = metrics.horizontalAdvance(head);
    for (qsizetype space = head.indexOf(u' '); space >= 0; space = head.indexOf(u' ', space + 1))
        least = std::min(least, std::max(metrics.horizontalAdvance(head.left(space)),
                                         metrics.horizontalAdvance(head.mid(space + 1))));
    return least;
}

} // namespace

/// Where columns and rows stand, in pixels.
struct TableChart::Layout {
    struct Column {
        double left = 0, width = 0;
        [[nodiscard]] double right() const { return left + width; }
    };
    QVector<Column> columns;
    double top = 0;   ///< of the heads
    double first = 0; ///< top of the first row
    double pitch = 0;
    double least = 0; ///< width that the columns need

    [[nodiscard]] double rowTop(qsizetype row) const { return first + pitch * static_cast<double>(row); }
};

TableChart::TableChart(QWidget* parent) : Chart(parent), height_(leastTable), width_(narrowestTable) {}

void TableChart::setData(TableSeries series) {
    series_ = std::move(series);
    if (!series_.title.isEmpty())
        setAccessibleName(series_.title);
    refresh();
    fitSize();
}

void TableChart::resizeEvent(QResizeEvent* event) {
    Chart::resizeEvent(event);
    fitSize();
}

bool TableChart::eventFilter(QObject* watched, QEvent* event) {
    const bool done = Chart::eventFilter(watched, event);
    auto* canvas = qobject_cast<QWidget*>(watched);
    if (!canvas || !plot())
        return done;
    if (event->type() == QEvent::MouseMove)
        canvas->setCursor(leads(hovered()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (event->type() != QEvent::MouseButtonRelease)
        return done;
    const auto* released = static_cast<QMouseEvent*>(event);
    if (const int row = pointAt(*plot(), released->position()); released->button() == Qt::LeftButton && leads(row))
        emit rowChosen(row);
    return done;
}

void TableChart::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && leads(hovered()))
        emit rowChosen(hovered());
    else
        Chart::keyPressEvent(event);
}

/// Asks for the width that the columns need, and for the height that the rows need at this width.
void TableChart::fitSize() {
    int high = leastTable, wide = narrowestTable;
    if (plot()) {
        const Layout layout = layoutOf(*plot());
        high = std::max(high, static_cast<int>(std::ceil(layout.rowTop(series_.rows.size()) + plot()->px(12))) + 4);
        wide = std::max(wide, static_cast<int>(std::ceil(layout.least)));
    }
    if (high == height_ && wide == width_)
        return;
    height_ = high;
    width_ = wide;
    updateGeometry();
}

QVector<QPair<double, double>> TableChart::columns() const {
    QVector<QPair<double, double>> places;
    if (plot())
        for (const Layout::Column& column : layoutOf(*plot()).columns)
            places.append({column.left, column.right()});
    return places;
}

/// Numbers stand whole; words are as wide as there is room, and the first column takes what is left.
TableChart::Layout TableChart::layoutOf(const Plot& plot) const {
    Layout layout;
    const QFontMetricsF strong(plot.labelStrong());
    double wordsWanted = 0, taken = plot.px(2 * tableMargin + leastFirst); // by what does not give way
    QVector<double> wishes;                                                // of the columns of words, beyond the least
    for (int i = 0; i < series_.columns.size(); ++i) {
        double width = 0;
        for (const TableSeries::Row& row : series_.rows)
            width = std::max(width, row.strong ? plot.labelStrongWidth(row.cells[i]) : plot.labelWidth(row.cells[i]));
        double least = std::max(width, headWidth(series_.columns[i].head, strong)) + 1;
        double wish = 0;
        if (series_.columns[i].kind == TableSeries::Kind::text) {
            const double most = std::min(least, plot.px(mostText));
            least = std::min(most, plot.px(leastText));
            wish = most - least;
        }
        wishes << (i == 0 ? 0 : wish);
        wordsWanted += wishes.last();
        layout.columns << Layout::Column{0, i == 0 ? plot.px(leastFirst) : least};
        taken += i == 0 ? 0 : least + plot.px(tableGap);
    }
    layout.least = taken;
    double spare = std::max(0.0, plot.size().width() - taken);
    const double given = wordsWanted > 0 ? std::min(1.0, 0.5 * spare / wordsWanted) : 0; // the names need room as well
    for (int i = 1; i < layout.columns.size(); ++i) {
        layout.columns[i].width += given * wishes[i];
        spare -= given * wishes[i];
    }
    double left = plot.px(tableMargin);
    for (int i = 0; i < layout.columns.size(); ++i) {
        Layout::Column& column = layout.columns[i];
        column.width += i == 0 ? spare : 0;
        column.left = left;
        left += column.width + plot.px(tableGap);
    }
    qsizetype lines = 1, headLines = 1;
    for (int i = 0; i < layout.columns.size(); ++i) {
        const double room = layout.columns[i].width + 1;
        headLines = std::max(headLines, nameLines(series_.columns[i].head, strong, room, mostCellLines).size());
        for (const TableSeries::Row& row : series_.rows)
            lines = std::max(lines, nameLines(row.cells[i], strong, room, mostCellLines).size());
    }
    layout.top = plot.px(plot.style().title == ChartTitle::shown ? 44 : 8);
    layout.first = layout.top + plot.px(headBase + tableLine * static_cast<double>(headLines));
    layout.pitch = plot.px(tableLine * static_cast<double>(lines) + tableAir);
    return layout;
}

void TableChart::drawCell(QPainter& painter, const Plot& plot, const Layout& layout, qsizetype row,
                          qsizetype index) const {
    const Layout::Column& column = layout.columns[index];
    const bool isNumber = series_.columns[index].kind == TableSeries::Kind::number;
    const QFont font = series_.rows[row].strong ? plot.labelStrong() : plot.label();
    const QStringList lines =
        nameLines(series_.rows[row].cells[index], QFontMetricsF(font), column.width + 1, mostCellLines);
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
        for (qsizetype i = 0; i < layout.columns.size(); ++i) {
            const Layout::Column& column = layout.columns[i];
            const bool isNumber = series_.columns[i].kind == TableSeries::Kind::number;
            const QStringList head =
                nameLines(series_.columns[i].head, QFontMetricsF(plot.labelStrong()), column.width + 1, mostCellLines);
            double base = layout.first - plot.px(headBase + tableLine * static_cast<double>(head.size() - 1));
            for (const QString& line : head) {
                Plot::text(painter, {isNumber ? column.right() : column.left, base}, line, plot.labelStrong(),
                           palette.ink2, isNumber ? Anchor::right : Anchor::left);
                base += plot.px(tableLine);
            }
        }
        across(layout.first - plot.px(2), palette.ink);
        for (qsizetype row = 0; row < series_.rows.size(); ++row) {
            if (row > 0)
                across(layout.rowTop(row), series_.rows[row].strong ? palette.ink : palette.rule);
            for (qsizetype i = 0; i < layout.columns.size(); ++i)
                drawCell(painter, plot, layout, row, i);
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
