// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/rows_chart.h"

#include "ui/charts/axis_layout.h"
#include "ui/charts/plot.h"
#include "ui/charts/row_names.h"
#include "ui/look/number_words.h"
#include "ui/look/type.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double margin = 16;
constexpr double gap = 12;
constexpr double indent = 12;
constexpr double mostNames = 0.5; ///< of the width
constexpr double leastNames = 0.3;
constexpr double leastBars = 60;
constexpr double highestRow = 110; ///< where few rows have much room
constexpr double thickBar = 0.26;  ///< of a high row
constexpr double lineHeight = 15;
constexpr double rowAir = 8; ///< between the texts of two rows
constexpr int mostLines = 2; ///< of a name, and of a note
constexpr int leastHeight = 150;
constexpr int emptyHeight = 160; ///< for the words that say why

bool isDrawn(const RowsSeries::Bar& bar) { return std::isfinite(bar.from) && std::isfinite(bar.to); }

} // namespace

/// Where the columns and the rows are, in pixels, and the scale of the bars.
struct RowsChart::Layout {
    double top = 0, pitch = 0;
    double nameWidth = 0;
    double textHeight = 0;      ///< of the highest name with its note
    double left = 0, right = 0; ///< of the bars
    double errorWidth = 0;
    double low = 0, high = 1; ///< values at `left` and `right`

    [[nodiscard]] double x(double value) const { return left + (value - low) / (high - low) * (right - left); }
    [[nodiscard]] double middle(qsizetype row) const { return top + (static_cast<double>(row) + 0.5) * pitch; }
};

RowsChart::RowsChart(QWidget* parent) : Chart(parent) {}

void RowsChart::setData(RowsSeries series) {
    series_ = std::move(series);
    // What has no number has no bar.
    for (RowsSeries::Row& row : series_.rows) {
        row.bars.removeIf([](const RowsSeries::Bar& bar) { return !isDrawn(bar); });
        if (row.mark && !std::isfinite(*row.mark))
            row.mark.reset();
    }
    if (series_.base && !std::isfinite(*series_.base))
        series_.base.reset();
    if (!series_.title.isEmpty())
        setAccessibleName(series_.title);
    refresh();
    fitHeight();
}

QString RowsChart::spoken() const {
    QStringList spoken;
    for (const RowsSeries::Row& row : series_.rows) {
        QStringList parts{row.name, row.note, row.lowText, row.highText, row.value, row.error};
        parts.removeAll(QString());
        spoken << parts.join(QStringLiteral(", "));
    }
    return spoken.join(QStringLiteral("; "));
}

ChartTable RowsChart::table() const {
    ChartTable made;
    made.head = QStringList{QStringLiteral("name")} + series_.columns;
    for (const RowsSeries::Row& row : series_.rows)
        made.rows << QStringList{row.name} + row.cells;
    return made;
}

RowsChart::Label RowsChart::labelOf(const Plot& plot, const RowsSeries::Row& row, double width) const {
    const double before = row.indented ? plot.px(indent) : 0;
    const QFontMetricsF metrics(row.strong ? plot.labelStrong() : plot.label());
    Label label{nameLines(row.name, metrics, width - before + 0.5, mostLines), {}};
    if (!row.note.isEmpty())
        label.note = nameLines(row.note, QFontMetricsF(plot.label()), width - before + 0.5, mostLines);
    return label;
}

QStringList RowsChart::footLines(const Plot& plot) const {
    if (series_.foot.isEmpty())
        return {};
    return nameLines(series_.foot, QFontMetricsF(plot.label()), plot.size().width() - plot.px(2 * margin), mostLines);
}

double RowsChart::footHeight(const Plot& plot) const {
    const auto lines = static_cast<double>(footLines(plot).size());
    return lines > 0 ? plot.px(22 - lineHeight + lineHeight * lines) : 0;
}

/// Asks for the height that the names need at this width.
void RowsChart::fitHeight() {
    int wanted = isEmpty() ? emptyHeight : leastHeight;
    if (plot() && !isEmpty()) {
        const Layout layout = layoutOf(*plot());
        const double below = (series_.unit.isEmpty() ? 12 : 34) + footHeight(*plot());
        const double rows = static_cast<double>(series_.rows.size()) * (layout.textHeight + rowAir);
        wanted = std::max(wanted, static_cast<int>(std::ceil(layout.top + rows + below)) + 4);
    }
    if (wanted == leastHeight_)
        return;
    leastHeight_ = wanted;
    updateGeometry();
}

void RowsChart::resizeEvent(QResizeEvent* event) {
    Chart::resizeEvent(event);
    fitHeight();
}

RowsChart::Layout RowsChart::layoutOf(const Plot& plot) const {
    Layout layout;
    const QSizeF size = plot.size();
    const bool titled = plot.style().title == ChartTitle::shown;
    layout.top = plot.px(titled ? 44 : 8);
    const double bottom = plot.px(series_.unit.isEmpty() ? 12 : 34) + footHeight(plot);
    const double room = (size.height() - layout.top - bottom) / static_cast<double>(series_.rows.size());
    double valueWidth = 0, names = 0, lows = 0, highs = 0;
    for (const RowsSeries::Row& row : series_.rows) {
        valueWidth = std::max(valueWidth, plot.labelStrongWidth(row.value));
        lows = std::max(lows, plot.labelWidth(row.lowText));
        highs = std::max(highs, plot.labelWidth(row.highText));
        layout.errorWidth = std::max(layout.errorWidth, plot.labelWidth(row.error));
        names = std::max({names,
                          row.strong ? plot.labelStrongWidth(row.name)
                                     : plot.labelWidth(row.name) + (row.indented ? plot.px(indent) : 0),
                          plot.labelWidth(row.note) + (row.indented ? plot.px(indent) : 0)});
    }
    const double figures = valueWidth + (layout.errorWidth > 0 ? layout.errorWidth + plot.px(6) : 0);
    // The names leave room for the texts at the ends of the bars, and for the bars.
    const double inner = size.width() - plot.px(2 * margin);
    const double ends = (lows > 0 ? lows + plot.px(5) : 0) + (highs > 0 ? highs + plot.px(5) : 0);
    layout.nameWidth = std::min(
        {names, mostNames * inner, std::max(leastNames * inner, inner - plot.px(gap + leastBars) - ends - figures)});
    for (const RowsSeries::Row& row : series_.rows) {
        const Label label = labelOf(plot, row, layout.nameWidth);
        layout.textHeight = std::max(layout.textHeight,
                                     plot.px(lineHeight) * static_cast<double>(label.name.size() + label.note.size()));
    }
    layout.pitch = std::min(std::max(plot.px(highestRow), layout.textHeight + plot.px(rowAir)), room);
    layout.left = plot.px(margin + gap) + layout.nameWidth;
    layout.right = size.width() - plot.px(margin) - (figures > 0 ? figures + plot.px(gap) : 0);

    double low = series_.base.value_or(0), high = low;
    for (const RowsSeries::Row& row : series_.rows)
        for (const RowsSeries::Bar& bar : row.bars) {
            low = std::min({low, bar.from, bar.to});
            high = std::max({high, bar.from, bar.to});
        }
    if (!(high > low))
        high = low + 1;
    // The texts at the ends of the bars take room on the scale only where the bars are long.
    const double width = std::max(layout.right - layout.left, plot.px(40));
    double before = 0, after = 0;
    for (int round = 0; round < 5; ++round) {
        const double perValue = std::max(width - before - after, plot.px(30)) / (high - low);
        double needBefore = 0, needAfter = 0;
        for (const RowsSeries::Row& row : series_.rows) {
            double first = series_.base.value_or(0), last = first;
            for (const RowsSeries::Bar& bar : row.bars) {
                first = std::min({first, bar.from, bar.to});
                last = std::max({last, bar.from, bar.to});
            }
            if (!row.lowText.isEmpty())
                needBefore = std::max(needBefore, plot.labelWidth(row.lowText) + plot.px(5) - (first - low) * perValue);
            if (!row.highText.isEmpty())
                needAfter = std::max(needAfter, plot.labelWidth(row.highText) + plot.px(5) - (high - last) * perValue);
        }
        before = needBefore;
        after = needAfter;
    }
    const double perValue = std::max(width - before - after, plot.px(30)) / (high - low);
    layout.low = low - before / perValue;
    layout.high = layout.low + width / perValue;
    layout.right = layout.left + width;
    return layout;
}

void RowsChart::drawRow(QPainter& painter, const Plot& plot, const Layout& layout, qsizetype index) const {
    const RowsSeries::Row& row = series_.rows[index];
    const Palette& palette = plot.palette();
    const double middle = layout.middle(index);
    const double before = row.indented ? plot.px(indent) : 0;
    Label label = labelOf(plot, row, layout.nameWidth);
    // Where rows are closer together than their lines need, as in a small picture, each has one line.
    if (layout.pitch < layout.textHeight) {
        label.note.clear();
        label.name = nameLines(row.name, QFontMetricsF(row.strong ? plot.labelStrong() : plot.label()),
                               layout.nameWidth - before + 0.5, 1);
    }
    const auto count = static_cast<double>(label.name.size() + label.note.size());
    double base = middle + plot.px(4) - (count - 1) * plot.px(lineHeight) / 2;
    const auto write = [&](const QStringList& lines, double left, const QFont& font, const QColor& colour) {
        for (const QString& line : lines) {
            Plot::text(painter, {left, base}, line, font, colour);
            base += plot.px(lineHeight);
        }
    };
    write(label.name, plot.px(margin) + before, row.strong ? plot.labelStrong() : plot.label(), palette.ink);
    write(label.note, plot.px(margin) + before, plot.label(), palette.ink3);

    const double thickness = std::min(std::max(plot.px(14), thickBar * layout.pitch), layout.pitch - plot.px(8));
    double first = layout.x(series_.base.value_or(0)), last = first;
    for (const RowsSeries::Bar& bar : row.bars) {
        const double from = layout.x(std::min(bar.from, bar.to)), to = layout.x(std::max(bar.from, bar.to));
        first = std::min(first, from);
        last = std::max(last, to);
        using Tone = RowsSeries::Tone;
        const QColor colour = bar.tone == Tone::better   ? palette.good
                              : bar.tone == Tone::worse  ? palette.bad
                              : bar.tone == Tone::whole  ? palette.ink
                              : bar.tone == Tone::plain  ? palette.median
                              : bar.tone == Tone::wide   ? palette.mist90
                              : bar.tone == Tone::narrow ? palette.mist50
                                                         : palette.sunken;
        const QRectF area(from, middle - thickness / 2, std::max(to - from, plot.px(1)), thickness);
        painter.fillRect(area, colour);
        if (bar.tone == Tone::worse) {
            painter.setPen(plot.pen(palette.surface, 1));
            for (double x = area.left() + plot.px(hatchPitch); x < area.right() - plot.px(1); x += plot.px(hatchPitch))
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        }
    }
    if (row.mark) {
        painter.setPen(plot.pen(palette.median, 2.4));
        const double at = layout.x(*row.mark);
        painter.drawLine(QPointF(at, middle - thickness / 2 - plot.px(2)),
                         QPointF(at, middle + thickness / 2 + plot.px(2)));
    }
    const double text = middle + plot.px(4);
    // The texts stand clear of the grid lines behind them.
    const auto clear = [&](double left, const QString& words) {
        if (!words.isEmpty())
            painter.fillRect(QRectF(left, middle - plot.px(8), plot.labelWidth(words), plot.px(16)), palette.surface);
        Plot::text(painter, {left, text}, words, plot.label(), palette.ink2);
    };
    clear(first - plot.px(5) - plot.labelWidth(row.lowText), row.lowText);
    clear(last + plot.px(5), row.highText);
    const double right = plot.size().width() - plot.px(margin);
    Plot::text(painter, {right, text}, row.error, plot.label(), palette.ink3, Anchor::right);
    Plot::text(painter, {right - (layout.errorWidth > 0 ? layout.errorWidth + plot.px(6) : 0), text}, row.value,
               plot.labelStrong(), palette.ink, Anchor::right);
}

void RowsChart::build(Plot& plot) const {
    plot.drawTitle(series_.title, series_.hints);
    const QSizeF size = plot.size();
    const Layout layout = layoutOf(plot);
    plot.setFrame(layout.left, layout.top, size.width() - layout.right, plot.px(12));
    plot.setHorizontal(layout.low, layout.high, {});
    plot.setVertical(0, 1, {});
    plot.over([this, &plot, layout](QCPPainter& painter) {
        const Palette& palette = plot.palette();
        const double end = layout.top + layout.pitch * static_cast<double>(series_.rows.size());
        const auto upright = [&](double value, const QColor& colour, double width) {
            const double at = std::round(layout.x(value)) + 0.5;
            painter.setPen(plot.pen(colour, width));
            painter.drawLine(QPointF(at, layout.top), QPointF(at, end));
        };
        if (!series_.unit.isEmpty()) {
            const double largest = std::max(std::abs(layout.low), std::abs(layout.high));
            const UnitWords unit = unitWords(series_.unit, series_.unitSize > 0 ? series_.unitSize : largest);
            const double low = layout.low * unit.factor, high = layout.high * unit.factor;
            const double step =
                roundStep(low, high, std::clamp(static_cast<int>((layout.right - layout.left) / plot.px(38)), 3, 7));
            const QVector<double> marks = ticks(low, high, step);
            for (qsizetype i = 0; i < marks.size(); ++i) {
                const double value = marks[i] / unit.factor;
                upright(value, marks[i] == 0 ? palette.ink2 : palette.rule, 1);
                const QString number = fixedDecimals(marks[i], axisDecimals(step));
                const QString words = i + 1 == marks.size() ? withUnit(number, unit.text) : number;
                const double left = std::min(layout.x(value) - plot.labelWidth(number) / 2,
                                             plot.size().width() - plot.px(8) - plot.labelWidth(words));
                Plot::text(painter, {left, end + plot.px(18)}, words, plot.label(), palette.ink3);
            }
        } else if (!series_.base && layout.low <= 0 && layout.high >= 0 && series_.steps) {
            upright(0, palette.ink2, 1);
        }
        for (qsizetype row = 0; row < series_.rows.size(); ++row)
            drawRow(painter, plot, layout, row);
        if (series_.steps) {
            painter.setPen(plot.pen(palette.ink3, 1));
            for (qsizetype row = 0; row + 1 < series_.rows.size(); ++row)
                if (!series_.rows[row].bars.isEmpty()) {
                    const double at = std::round(layout.x(series_.rows[row].bars.last().to)) + 0.5;
                    painter.drawLine(QPointF(at, layout.middle(row) + plot.px(7)),
                                     QPointF(at, layout.middle(row + 1) - plot.px(7)));
                }
        }
        if (series_.joins)
            joinMarks(painter, plot, layout);
        if (series_.base)
            upright(*series_.base, palette.ink, 1.5);
        const QStringList foot = footLines(plot);
        double base = plot.size().height() - plot.px(14) - plot.px(lineHeight) * static_cast<double>(foot.size() - 1);
        for (const QString& line : foot) {
            Plot::text(painter, {plot.px(margin), base}, line, plot.label(), palette.ink3);
            base += plot.px(lineHeight);
        }
    });
}

void RowsChart::joinMarks(QPainter& painter, const Plot& plot, const Layout& layout) const {
    QPolygonF line;
    for (qsizetype row = 0; row < series_.rows.size(); ++row)
        if (const auto& mark = series_.rows[row].mark)
            line << QPointF(layout.x(*mark), layout.middle(row));
    painter.setPen(plot.pen(plot.palette().median, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

int RowsChart::pointAt(const Plot& plot, const QPointF& place) const {
    if (series_.rows.isEmpty())
        return -1;
    const Layout layout = layoutOf(plot);
    const auto row = static_cast<int>(std::floor((place.y() - layout.top) / layout.pitch));
    return row >= 0 && row < pointCount() ? row : -1;
}

QVector<QPair<QString, QString>> RowsChart::pointText(int point) const {
    const RowsSeries::Row& row = series_.rows[point];
    if (!row.tip.isEmpty())
        return row.tip;
    QVector<QPair<QString, QString>> lines{{row.name, row.value}};
    if (!row.lowText.isEmpty() || !row.highText.isEmpty())
        lines.append({row.lowText, row.highText});
    return lines;
}

/// The crosshair of rows is the row itself, between two hairlines.
void RowsChart::drawPoint(QCPPainter& painter, const Plot& plot, int point) const {
    const Layout layout = layoutOf(plot);
    const double right = plot.size().width() - plot.px(margin / 2);
    painter.setPen(plot.pen(plot.palette().ink3, 1));
    for (const double side : {-0.5, 0.5}) {
        const double y = std::round(layout.middle(point) + side * layout.pitch) + 0.5;
        painter.drawLine(QPointF(plot.px(margin / 2), y), QPointF(right, y));
    }
    const QRectF row(plot.px(margin), layout.middle(point) - layout.pitch / 2,
                     plot.size().width() - plot.px(2 * margin), layout.pitch);
    drawRowTip(painter, QRectF(QPointF(), plot.size()), row, layout.right, pointText(point), plot.style());
}

} // namespace tributary::ui
