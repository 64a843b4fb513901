// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/lines_chart.h"

#include "ui/charts/axis_layout.h"
#include "ui/charts/chart_table.h"
#include "ui/charts/plot.h"
#include "ui/look/number_words.h"
#include "ui/look/type.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int groupColours = 6;
constexpr double pixelsOfStep = 60; ///< between two numbers of the horizontal axis, at least

QVector<AxisTick> numbersOf(double low, double high, int atMost, const QString& unit) {
    const double step = roundStep(low, high, std::max(2, atMost));
    const int decimals = axisDecimals(step);
    QVector<AxisTick> made;
    for (const double at : ticks(low, high, step))
        made.append({at, fixedDecimals(at, decimals)});
    if (!made.isEmpty())
        made.last().text = withUnit(made.last().text, unit);
    return made;
}

QPen penOf(const Plot& plot, const LinesSeries::Line& line) {
    const Palette& palette = plot.palette();
    switch (line.look) {
    case LinesSeries::Look::usual:
        return plot.dashed(palette.ink3, 1.4, {4, 3});
    case LinesSeries::Look::group:
        return plot.pen(palette.group[static_cast<std::size_t>(line.group % groupColours)], 1.8);
    case LinesSeries::Look::groupUsual:
        return plot.dashed(palette.group[static_cast<std::size_t>(line.group % groupColours)], 1.4, {4, 3});
    case LinesSeries::Look::strong:
        break;
    }
    return plot.pen(palette.median, 2.4);
}

/// Draws the title and the hint beside it, or beneath where it has no room there; the height that they take.
double drawHead(Plot& plot, const QString& title, const QString& hint) {
    constexpr double besides = 16 + 10 + 16 + 44; // margins, the gap, and the menu at the right
    const double taken = QFontMetricsF(fontOf(TextRole::section, plot.style().scale)).horizontalAdvance(title);
    const bool isBeneath = plot.style().title == ChartTitle::shown &&
                           plot.labelWidth(hint) > plot.size().width() - taken - plot.px(besides);
    if (!isBeneath)
        return plot.drawTitle(title, {hint, {}});
    plot.over([hint, &plot](QCPPainter& painter) {
        const double room = plot.size().width() - plot.px(32);
        Plot::text(painter, {plot.px(16), plot.px(44)},
                   QFontMetricsF(plot.label()).elidedText(hint, Qt::ElideRight, room), plot.label(),
                   plot.palette().ink3);
    });
    return plot.drawTitle(title, {}) + plot.px(14);
}

} // namespace

LinesChart::LinesChart(QWidget* parent) : Chart(parent) {}

void LinesChart::setData(LinesSeries series) {
    series_ = std::move(series);
    setAccessibleName(series_.title);
    refresh();
}

bool LinesChart::isEmpty() const {
    const auto fits = [&](const LinesSeries::Line& line) { return line.y.size() == series_.x.size(); };
    return series_.x.size() < 2 || series_.lines.isEmpty() ||
           !std::all_of(series_.lines.begin(), series_.lines.end(), fits);
}

void LinesChart::build(Plot& plot) const {
    const Palette& palette = plot.palette();
    const double head = drawHead(plot, series_.title, series_.hint);
    double highest = series_.top;
    if (highest <= 0)
        for (const LinesSeries::Line& line : series_.lines)
            for (const double value : line.y)
                if (std::isfinite(value))
                    highest = std::max(highest, value * 1.06);
    if (highest <= 0)
        highest = 1;

    QVector<EndLabel> ends;
    double right = 0;
    for (const LinesSeries::Line& line : series_.lines) {
        const bool strong = line.look != LinesSeries::Look::usual;
        if (!std::isfinite(line.y.last()) || line.look == LinesSeries::Look::groupUsual)
            continue;
        ends.append({line.y.last(), line.name, strong ? penOf(plot, line).color() : palette.ink3, strong});
        right = std::max(right, strong ? plot.labelStrongWidth(line.name) : plot.labelWidth(line.name));
    }
    const auto rows = static_cast<int>(plot.size().height() / plot.px(38));
    const QVector<AxisTick> vertical = numbersOf(0, highest, std::clamp(rows, 3, 6), series_.yUnit);
    double widest = 0;
    for (const AxisTick& tick : vertical)
        widest = std::max(widest, plot.labelWidth(tick.text));
    const double side = plot.style().title == ChartTitle::shown ? plot.px(16) : 0;
    plot.setFrame(side + widest + plot.px(10), head, side + right + plot.px(12), plot.px(side > 0 ? 38 : 26));
    const auto columns = static_cast<int>(plot.frame().width() / plot.px(pixelsOfStep));
    plot.setHorizontal(series_.x.first(), series_.x.last(),
                       numbersOf(series_.x.first(), series_.x.last(), columns, series_.xUnit));
    plot.setVertical(0, highest, vertical);
    for (const LinesSeries::Line& line : series_.lines)
        plot.line(series_.x, line.y, penOf(plot, line));
    plot.over([this, &plot](QCPPainter& painter) {
        const Palette& tokens = plot.palette();
        const QRectF frame = plot.frame();
        painter.setPen(plot.pen(tokens.ink2, 1));
        painter.drawLine(QPointF(frame.left(), plot.y(0)), QPointF(frame.right(), plot.y(0)));
        for (const LinesSeries::Mark& mark : series_.marks) {
            const QPointF at(plot.x(mark.x), plot.y(mark.y));
            painter.setPen(plot.pen(tokens.median, 2));
            painter.setBrush(tokens.surface);
            painter.drawEllipse(at, plot.px(4.5), plot.px(4.5));
            const bool fits = at.x() + plot.px(10) + plot.labelWidth(mark.text) < frame.right();
            Plot::text(painter, {fits ? at.x() + plot.px(10) : at.x() - plot.px(10), at.y() + plot.px(fits ? 14 : -8)},
                       mark.text, plot.label(), tokens.ink, fits ? Anchor::left : Anchor::right);
        }
    });
    plot.nameEnds(ends, plot.px(8));
}

int LinesChart::pointCount() const { return isEmpty() ? 0 : static_cast<int>(series_.x.size()); }

QVector<double> LinesChart::pointMarks(int point) const {
    QVector<double> marks;
    for (const LinesSeries::Line& line : series_.lines)
        marks << line.y[point];
    return marks;
}

QVector<QPair<QString, QString>> LinesChart::pointText(int point) const {
    QVector<QPair<QString, QString>> lines{{withUnit(threeDigits(series_.x[point]), series_.xUnit), {}}};
    for (const LinesSeries::Line& line : series_.lines)
        lines.append({line.name, withUnit(threeDigits(line.y[point]), series_.yUnit)});
    return lines;
}

ChartTable LinesChart::table() const {
    ChartTable made;
    made.head << columnTitle(u"at"_s, series_.xUnit);
    for (const LinesSeries::Line& line : series_.lines)
        made.head << columnTitle(line.name, series_.yUnit);
    for (qsizetype i = 0; i < series_.x.size(); ++i) {
        QStringList row{tableNumber(series_.x[i])};
        for (const LinesSeries::Line& line : series_.lines)
            row << tableNumber(line.y[i]);
        made.rows << row;
    }
    return made;
}

} // namespace tributary::ui
