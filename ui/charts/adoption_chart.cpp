// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/adoption_chart.h"

#include "ui/charts/axis_layout.h"
#include "ui/charts/plot.h"
#include "ui/look/number_words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double schedulePitch = 25;
constexpr double scheduleBar = 18;

/// The least part of the width that the curves keep, however long the names at their right are.
constexpr double leastCurves = 0.6;
constexpr double toolsPitch = 20;
constexpr double toolSample = 26;

/// Dashes of the tools of one scenario, in pixels; the first is solid.
const std::array<QVector<double>, 4> toolDashes{QVector<double>{}, {7, 4}, {2, 3}, {10, 3, 2, 3}};

/// Lines beyond the first of a marker shape, and each third line, are dashed, so that two that run together part.
bool isDashed(std::size_t group) { return group % 3 == 2 || group >= 6; }

bool hasBand(const AdoptionSeries& series, qsizetype group) {
    if (group < 0 || group >= series.groups.size())
        return false;
    const auto& each = series.groups[group];
    return each.p5.size() == series.period.size() && each.p95.size() == series.period.size();
}

} // namespace

void drawGroupMarker(QPainter& painter, int group, const QPointF& centre, double size, const QPen& pen,
                     const QColor& fill) {
    const double r = size / 2;
    painter.setPen(pen);
    painter.setBrush(fill);
    switch (group % 6) {
    case 0:
        painter.drawEllipse(centre, r, r);
        break;
    case 1:
        painter.drawRect(QRectF(centre.x() - r, centre.y() - r, size, size));
        break;
    case 2:
        painter.drawPolygon(
            QPolygonF({centre + QPointF(-r * 1.2, r), centre + QPointF(r * 1.2, r), centre + QPointF(0, -r * 1.2)}));
        break;
    case 3:
        painter.drawPolygon(QPolygonF({centre + QPointF(0, -r * 1.25), centre + QPointF(r * 1.25, 0),
                                       centre + QPointF(0, r * 1.25), centre + QPointF(-r * 1.25, 0)}));
        break;
    case 4:
        painter.drawRect(QRectF(centre.x() - r / 2, centre.y() - r * 1.2, r, r * 2.4));
        break;
    default:
        painter.drawLine(centre + QPointF(-r, -r), centre + QPointF(r, r));
        painter.drawLine(centre + QPointF(-r, r), centre + QPointF(r, -r));
    }
}

AdoptionChart::AdoptionChart(QWidget* parent) : Chart(parent) {}

void AdoptionChart::setData(AdoptionSeries series) {
    series_ = std::move(series);
    banded_ = std::clamp<qsizetype>(banded_, 0, std::max<qsizetype>(0, series_.groups.size() - 1));
    setAccessibleName(series_.title);
    updateGeometry();
    refresh();
}

QSize AdoptionChart::minimumSizeHint() const {
    const int curves = tools().isEmpty() ? 240 : 330; // with their tools above them, and more labels at their right
    return {240, curves + static_cast<int>(schedulePitch * static_cast<double>(series_.schedule.size()))};
}

bool AdoptionChart::isEmpty() const {
    const auto& groups = series_.groups;
    const auto fits = [&](const auto& group) { return group.active.size() == series_.period.size(); };
    const auto hasNumber = [](const auto& group) {
        return std::any_of(group.active.begin(), group.active.end(), [](double share) { return std::isfinite(share); });
    };
    return series_.period.isEmpty() || !std::all_of(groups.begin(), groups.end(), fits) ||
           std::none_of(groups.begin(), groups.end(), hasNumber);
}

/// The tools, where there are several.
QStringList AdoptionChart::tools() const {
    QStringList tools;
    for (const auto& group : series_.groups)
        if (!group.tool.isEmpty() && !tools.contains(group.tool))
            tools << group.tool;
    return tools;
}

/// Which colour and marker a line has: those of its group, with whichever tool.
std::size_t AdoptionChart::lookOf(qsizetype group) const {
    if (series_.groups[group].tool.isEmpty())
        return static_cast<std::size_t>(group);
    QStringList names;
    for (const auto& each : series_.groups)
        if (!names.contains(each.name))
            names << each.name;
    return static_cast<std::size_t>(names.indexOf(series_.groups[group].name));
}

QPen AdoptionChart::penOf(const Plot& plot, qsizetype group) const {
    const std::size_t look = lookOf(group);
    const QColor colour = plot.palette().group[look % plot.palette().group.size()];
    const QStringList all = tools();
    const auto tool = static_cast<std::size_t>(std::max<qsizetype>(0, all.indexOf(series_.groups[group].tool)));
    const QVector<double> dash =
        all.isEmpty() ? (isDashed(look) ? toolDashes[1] : toolDashes[0]) : toolDashes[tool % toolDashes.size()];
    return dash.isEmpty() ? plot.pen(colour, 2.4) : plot.dashed(colour, 2.4, dash);
}

QString AdoptionChart::wholeName(qsizetype group) const {
    const auto& each = series_.groups[group];
    return each.tool.isEmpty() ? each.name : tr("%1, %2").arg(each.name, each.tool);
}

/// A group's name, with its tool where it has another one too.
QString AdoptionChart::endName(qsizetype group) const {
    const QString& name = series_.groups[group].name;
    const auto alike = std::count_if(series_.groups.begin(), series_.groups.end(),
                                     [&](const auto& each) { return each.name == name; });
    return alike > 1 ? wholeName(group) : name;
}

/// Says which dash is whose, where there are several tools; returns where the curves begin.
double AdoptionChart::drawTools(Plot& plot, double top) const {
    const QStringList all = tools();
    if (all.isEmpty())
        return top;
    plot.over([&plot, all, top](QCPPainter& painter) {
        const double left = plot.style().title == ChartTitle::shown ? plot.px(16) : 0;
        const double share = (plot.size().width() - 2 * left) / static_cast<double>(all.size());
        const double base = top + plot.px(2);
        double x = left;
        for (qsizetype i = 0; i < all.size(); ++i) {
            const QVector<double>& dash = toolDashes[static_cast<std::size_t>(i) % toolDashes.size()];
            const QColor& ink = plot.palette().ink2;
            painter.setPen(dash.isEmpty() ? plot.pen(ink, 2.4) : plot.dashed(ink, 2.4, dash));
            painter.drawLine(QPointF(x, base - plot.px(4)), QPointF(x + plot.px(toolSample), base - plot.px(4)));
            const QString words =
                QFontMetricsF(plot.label()).elidedText(all[i], Qt::ElideRight, share - plot.px(toolSample + 6 + 16));
            Plot::text(painter, {x + plot.px(toolSample + 6), base}, words, plot.label(), ink);
            x += plot.px(toolSample + 6 + 16) + plot.labelWidth(words);
        }
    });
    return top + plot.px(toolsPitch);
}

void AdoptionChart::build(Plot& plot) const {
    const Palette& palette = plot.palette();
    QStringList hints{series_.hint};
    if (hasBand(series_, banded_))
        hints = {tr("%1; band is P5 to P95 of %2").arg(series_.hint, wholeName(banded_)),
                 tr("%1; band of %2").arg(series_.hint, wholeName(banded_)), series_.hint};
    const double top = drawTools(plot, plot.drawTitle(series_.title, hints));

    QVector<AxisTick> vertical;
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0})
        vertical.append({share, share == 1 ? shareWords(1) : QString::number(share * 100, 'f', 0)});
    const double side = plot.style().title == ChartTitle::shown ? plot.px(16) : 0;
    const double most = (1 - leastCurves) * plot.size().width() - side;
    QVector<EndLabel> ends;
    double right = 0;
    for (qsizetype i = 0; i < series_.groups.size(); ++i) {
        const auto& group = series_.groups[i];
        if (!std::isfinite(group.active.last()))
            continue;
        const QString share = u' ' + shareWords(group.active.last());
        const QString name = QFontMetricsF(plot.labelStrong())
                                 .elidedText(endName(i), Qt::ElideRight, most - plot.labelStrongWidth(share));
        ends.append({group.active.last(), name + share, penOf(plot, i).color(), true});
        right = std::max(right, plot.labelStrongWidth(ends.last().text));
    }
    for (const auto& row : series_.schedule)
        right = std::max(right, std::min(most, plot.labelWidth(row.name)));
    const double below = series_.schedule.isEmpty()
                             ? plot.px(38)
                             : plot.px(44 + 12) + plot.px(schedulePitch) * static_cast<double>(series_.schedule.size());
    plot.setFrame(side + plot.labelWidth(shareWords(1)) + plot.px(10), top, side + right + plot.px(12), below);

    // A single period has its place in the middle, and its shares as short lines there.
    constexpr double around = 0.5;
    const bool single = series_.period.size() == 1;
    const double first = series_.period.first() - (single ? around : 0);
    const double last = series_.period.last() + (single ? around : 0);
    const QVector<double> places = single ? QVector<double>{first + around / 2, last - around / 2} : series_.period;
    const auto drawn = [single](const QVector<double>& column) {
        return single ? QVector<double>{column.first(), column.first()} : column;
    };
    QVector<AxisTick> horizontal;
    const int room = std::clamp(static_cast<int>(plot.frame().width() / plot.px(52)), 2, 12);
    for (const double at : single ? series_.period : ticks(first, last, periodStep(first, last, series_.perYear, room)))
        horizontal.append({at, QString::number(at, 'f', 0)});
    if (!horizontal.isEmpty())
        horizontal.first().text = series_.noun + u' ' + horizontal.first().text;
    plot.setHorizontal(first, last, horizontal);
    plot.setVertical(0, 1, vertical);

    if (hasBand(series_, banded_)) {
        const auto& group = series_.groups[banded_];
        plot.band(places, drawn(group.p5), drawn(group.p95), palette.mist90);
        if (group.p25.size() == series_.period.size() && group.p75.size() == series_.period.size())
            plot.band(places, drawn(group.p25), drawn(group.p75), palette.mist50);
    }
    for (qsizetype i = 0; i < series_.groups.size(); ++i)
        plot.line(places, drawn(series_.groups[i].active), penOf(plot, i));
    plot.over([this, &plot, right](QCPPainter& painter) {
        const Palette& tokens = plot.palette();
        const QRectF frame = plot.frame();
        painter.setAntialiasing(false);
        painter.setPen(plot.pen(tokens.ink2, 1));
        const double floor = plot.y(0);
        painter.drawLine(QPointF(frame.left(), floor), QPointF(frame.right(), floor));
        painter.setAntialiasing(true);
        const auto step = static_cast<double>(std::max(1, series_.perYear));
        for (qsizetype i = 0; i < series_.groups.size(); ++i)
            for (qsizetype k = 0; k < series_.period.size(); ++k) {
                const double period = series_.period[k];
                if (period > 0 && std::fmod(period, step) == 0 && std::isfinite(series_.groups[i].active[k]))
                    drawGroupMarker(painter, static_cast<int>(lookOf(i)),
                                    {plot.x(period), plot.y(series_.groups[i].active[k])}, plot.px(8),
                                    plot.pen(penOf(plot, i).color(), 2), tokens.surface);
            }
        double y = frame.bottom() + plot.px(44);
        for (const auto& row : series_.schedule) {
            drawScheduleRow(painter, plot, row, y);
            Plot::text(painter, {frame.right() + plot.px(12), y + plot.px(13.5)},
                       QFontMetricsF(plot.label()).elidedText(row.name, Qt::ElideRight, right + 0.5), plot.label(),
                       tokens.ink2);
            y += plot.px(schedulePitch);
        }
    });
    plot.nameEnds(ends, plot.px(12));
    if (!series_.guesses.isEmpty())
        drawGuessColumn(plot, series_.guessedPeriod, series_.guesses,
                        tr("median of the guesses %1").arg(shareWords(series_.guesses.median)),
                        [this, &plot](const QRectF& area) { return isFree(plot, area); });
}

/// The bars of a row, each with its text: within it, else beside it where no other bar is.
void AdoptionChart::drawScheduleRow(QPainter& painter, const Plot& plot, const AdoptionSeries::ScheduleRow& row,
                                    double top) {
    const QRectF frame = plot.frame();
    const Palette& tokens = plot.palette();
    // A short horizon ends within some bars, and before others.
    QVector<QPair<QRectF, const AdoptionSeries::Bar*>> shown;
    for (const auto& bar : row.bars) {
        const double from = std::clamp(plot.x(bar.from), frame.left(), frame.right());
        const double to = std::clamp(plot.x(bar.to), frame.left(), frame.right());
        if (to > from)
            shown.append(
                {QRectF(from + plot.px(0.5), top, std::max(plot.px(2), to - from - plot.px(1)), plot.px(scheduleBar)),
                 &bar});
    }
    std::sort(shown.begin(), shown.end(),
              [](const auto& one, const auto& other) { return one.first.left() < other.first.left(); });
    double taken = 0; // what stands there already ends
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const auto& [area, bar] = shown[i];
        painter.setPen(Qt::NoPen);
        painter.setBrush(bar->strength == AdoptionSeries::Bar::Strength::full ? tokens.mist50 : tokens.mist90);
        painter.drawRoundedRect(area, plot.px(2), plot.px(2));
        const double width = plot.labelWidth(bar->text);
        const double beside = plot.px(4);
        const double next = i + 1 < shown.size() ? shown[i + 1].first.left() : frame.right() + plot.px(8);
        const double before = area.left() - beside - width;
        std::optional<double> left;
        if (width + plot.px(6) <= area.width())
            left = area.left() + beside;
        else if (area.right() + beside + width + plot.px(2) <= next)
            left = area.right() + beside;
        else if (before >= taken + plot.px(2))
            left = before;
        taken = std::max(area.right(), left ? *left + width : 0);
        if (left)
            Plot::text(painter, {*left, top + plot.px(13.5)}, bar->text, plot.label(), tokens.ink);
    }
}

/// Whether no curve runs through an area of the plot.
bool AdoptionChart::isFree(const Plot& plot, const QRectF& area) const {
    for (const auto& group : series_.groups) {
        QPolygonF line;
        for (qsizetype k = 0; k < series_.period.size(); ++k)
            line << QPointF(plot.x(series_.period[k]), plot.y(group.active[k]));
        if (runsThrough(line, area))
            return false;
    }
    return true;
}

int AdoptionChart::pointCount() const { return isEmpty() ? 0 : static_cast<int>(series_.period.size()); }

QVector<double> AdoptionChart::pointMarks(int point) const {
    QVector<double> shares;
    for (const auto& group : series_.groups)
        shares << group.active[point];
    return shares;
}

QVector<QPair<QString, QString>> AdoptionChart::pointText(int point) const {
    QVector<QPair<QString, QString>> lines{{periodWords(series_.period[point], series_.noun), {}}};
    for (qsizetype i = 0; i < series_.groups.size(); ++i)
        lines.append({wholeName(i), shareWords(series_.groups[i].active[point])});
    if (hasBand(series_, banded_)) {
        const auto& group = series_.groups[banded_];
        lines.append({tr("%1, P5 to P95").arg(wholeName(banded_)),
                      rangeWords(std::round(group.p5[point] * 100), std::round(group.p95[point] * 100), u"%"_s, 2)});
    }
    for (const auto& row : series_.schedule)
        for (const auto& bar : row.bars)
            if (bar.from < series_.period[point] && series_.period[point] <= bar.to)
                lines.append({row.name, bar.text});
    return lines;
}

bool AdoptionChart::pointerAt(const Plot& plot, std::optional<QPointF> position) {
    if (!position || isEmpty() || !plot.frame().contains(*position))
        return false;
    const double value = plot.valueAt(position->x());
    const auto nearest = std::min_element(series_.period.begin(), series_.period.end(), [value](double a, double b) {
        return std::abs(a - value) < std::abs(b - value);
    });
    const auto at = nearest - series_.period.begin();
    constexpr double reach = 14;
    qsizetype found = banded_;
    double distance = plot.px(reach);
    for (qsizetype i = 0; i < series_.groups.size(); ++i)
        if (const double away = std::abs(plot.y(series_.groups[i].active[at]) - position->y());
            away < distance && hasBand(series_, i)) {
            distance = away;
            found = i;
        }
    if (found == banded_)
        return false;
    banded_ = found;
    return true;
}

ChartTable AdoptionChart::table() const {
    ChartTable made;
    const bool several = !tools().isEmpty();
    made.head << series_.noun << u"group"_s;
    if (several)
        made.head << u"tool"_s;
    for (const auto& name : {u"active"_s, u"p5"_s, u"p25"_s, u"p75"_s, u"p95"_s})
        made.head << columnTitle(name, tr("share of headcount"));
    for (const auto& group : series_.groups)
        for (qsizetype i = 0; i < series_.period.size(); ++i) {
            QStringList row{tableNumber(series_.period[i]), group.name};
            if (several)
                row << group.tool;
            for (const auto* column : {&group.active, &group.p5, &group.p25, &group.p75, &group.p95})
                row << (i < column->size() ? tableNumber((*column)[i]) : QString());
            made.rows << row;
        }
    return made;
}

} // namespace tributary::ui
