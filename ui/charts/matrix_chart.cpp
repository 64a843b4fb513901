// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/matrix_chart.h"

#include "ui/charts/plot.h"
#include "ui/charts/row_names.h"
#include "ui/look/number_words.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double matrixMargin = 16;
constexpr double boxHeight = 30;
constexpr double columnLine = 14;
constexpr int columnLines = 2;
constexpr double mostBox = 110;
constexpr double mostNamesShare = 0.32; ///< of the width
constexpr int leastMatrix = 200;

} // namespace

struct MatrixChart::Layout {
    double left = 0, top = 0;     ///< of the boxes
    double width = 0, height = 0; ///< of one box
    double nameWidth = 0;

    [[nodiscard]] QRectF box(qsizetype row, qsizetype column) const {
        return {left + width * static_cast<double>(column), top + height * static_cast<double>(row), width, height};
    }
};

MatrixChart::MatrixChart(QWidget* parent) : Chart(parent), height_(leastMatrix) {}

void MatrixChart::setData(MatrixSeries series) {
    series_ = std::move(series);
    points_.clear();
    largest_ = 0;
    for (qsizetype i = 0; i < series_.values.size(); ++i)
        if (std::isfinite(series_.values[i])) {
            points_ << i;
            largest_ = std::max(largest_, series_.values[i]);
        }
    if (!series_.title.isEmpty())
        setAccessibleName(series_.title);
    constexpr int above = 44 + 18 + static_cast<int>(columnLines * columnLine) + 6;
    constexpr int below = 36;
    height_ =
        std::max(leastMatrix,
                 isEmpty() ? 0 : above + static_cast<int>(boxHeight) * static_cast<int>(series_.names.size()) + below);
    updateGeometry();
    refresh();
}

MatrixChart::Layout MatrixChart::layoutOf(const Plot& plot) const {
    Layout layout;
    const auto count = static_cast<double>(series_.names.size());
    const double inner = plot.size().width() - plot.px(2 * matrixMargin);
    for (const QString& name : series_.names)
        layout.nameWidth = std::max(layout.nameWidth, plot.labelWidth(name));
    layout.nameWidth = std::min(layout.nameWidth, mostNamesShare * inner);
    layout.left = plot.px(matrixMargin) + layout.nameWidth + plot.px(10);
    layout.width = std::min((plot.size().width() - plot.px(matrixMargin) - layout.left) / count, plot.px(mostBox));
    const bool titled = plot.style().title == ChartTitle::shown;
    layout.top = plot.px((titled ? 44 : 8) + 18 + columnLines * columnLine + 6);
    layout.height = std::min(plot.px(boxHeight), (plot.size().height() - layout.top - plot.px(32)) / count);
    return layout;
}

/// The level of the ground: by fifths of the largest, none at zero.
int MatrixChart::heatOf(double value) const {
    if (!(value > 0) || !(largest_ > 0))
        return 0;
    return std::min(static_cast<int>(std::ceil(4 * value / largest_)), 4);
}

void MatrixChart::drawBoxes(QPainter& painter, const Plot& plot, const Layout& layout) const {
    const Palette& palette = plot.palette();
    const qsizetype count = series_.names.size();
    for (qsizetype row = 0; row < count; ++row)
        for (qsizetype column = 0; column < count; ++column) {
            const QRectF box = layout.box(row, column);
            const double value = series_.at(row, column);
            const int heat = heatOf(value);
            painter.setPen(plot.pen(palette.rule, 1));
            painter.setBrush(row == column ? palette.sunken : palette.heat[static_cast<size_t>(heat)]);
            painter.drawRect(QRectF(std::round(box.left()) + 0.5, std::round(box.top()) + 0.5,
                                    std::round(box.right()) - std::round(box.left()),
                                    std::round(box.bottom()) - std::round(box.top())));
            if (!std::isfinite(value))
                continue;
            const QString words = threeDigits(value);
            if (plot.labelWidth(words) > box.width())
                continue; // its tip has it
            const QColor ink = heat == 4 ? palette.onInk : palette.ink;
            Plot::text(painter, {box.center().x(), box.center().y() + plot.px(4)}, words, plot.label(), ink,
                       Anchor::centre);
        }
}

void MatrixChart::drawNames(QPainter& painter, const Plot& plot, const Layout& layout) const {
    const Palette& palette = plot.palette();
    const QFontMetricsF metrics(plot.label());
    Plot::text(painter, {layout.left - plot.px(10), layout.top - plot.px(8)}, tr("from"), plot.label(), palette.ink3,
               Anchor::right);
    Plot::text(painter, {layout.left, layout.top - plot.px(10 + columnLines * columnLine)}, tr("to"), plot.label(),
               palette.ink3);
    for (qsizetype i = 0; i < series_.names.size(); ++i) {
        const QRectF box = layout.box(i, i);
        Plot::text(painter, {layout.left - plot.px(10), box.center().y() + plot.px(4)},
                   shortenedName(series_.names[i], metrics, layout.nameWidth), plot.label(), palette.ink,
                   Anchor::right);
        const QStringList lines = nameLines(series_.names[i], metrics, layout.width - plot.px(6), columnLines);
        double base = layout.top - plot.px(8) - plot.px(columnLine) * static_cast<double>(lines.size() - 1);
        for (const QString& line : lines) {
            Plot::text(painter, {box.center().x(), base}, line, plot.label(), palette.ink, Anchor::centre);
            base += plot.px(columnLine);
        }
    }
}

void MatrixChart::build(Plot& plot) const {
    plot.drawTitle(series_.title, series_.hints);
    plot.setFrame(0, 0, 0, 0);
    plot.setHorizontal(0, 1, {});
    plot.setVertical(0, 1, {});
    plot.over([this, &plot, layout = layoutOf(plot)](QCPPainter& painter) {
        drawBoxes(painter, plot, layout);
        drawNames(painter, plot, layout);
        const double base = layout.box(series_.names.size() - 1, 0).bottom() + plot.px(20);
        Plot::text(painter, {plot.px(matrixMargin), base},
                   QFontMetricsF(plot.label())
                       .elidedText(series_.foot, Qt::ElideRight, plot.size().width() - plot.px(2 * matrixMargin)),
                   plot.label(), plot.palette().ink3);
    });
}

int MatrixChart::pointAt(const Plot& plot, const QPointF& place) const {
    const Layout layout = layoutOf(plot);
    for (qsizetype point = 0; point < points_.size(); ++point)
        if (layout.box(points_[point] / series_.names.size(), points_[point] % series_.names.size()).contains(place))
            return static_cast<int>(point);
    return -1;
}

QVector<QPair<QString, QString>> MatrixChart::pointText(int point) const {
    const qsizetype at = points_[point];
    QVector<QPair<QString, QString>> lines{
        {tr("%1 to %2").arg(series_.names[at / series_.names.size()], series_.names[at % series_.names.size()]), {}},
        {series_.unit, threeDigits(series_.values[at])}};
    if (!series_.ranges.value(at).isEmpty())
        lines.append({tr("P10 to P90"), series_.ranges[at]});
    return lines;
}

QString MatrixChart::spoken() const {
    QStringList spoken;
    for (int point = 0; point < pointCount(); ++point)
        spoken << pointText(point)[0].first + u' ' + pointText(point)[1].second;
    return spoken.join(QStringLiteral("; "));
}

void MatrixChart::drawPoint(QCPPainter& painter, const Plot& plot, int point) const {
    const Layout layout = layoutOf(plot);
    const QRectF box = layout.box(points_[point] / series_.names.size(), points_[point] % series_.names.size());
    painter.setPen(plot.pen(plot.palette().ink, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
    drawTip(painter, QRectF(QPointF(), plot.size()), {box.right(), box.center().y()}, pointText(point), plot.style());
}

} // namespace tributary::ui
