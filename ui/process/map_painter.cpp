// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_painter.h"

#include "ui/charts/row_names.h"
#include "ui/look/icons.h"
#include "ui/process/event_marks.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double corner = 4;
constexpr double bend = 6; ///< radius of a way's corners
constexpr double headLength = 8;
constexpr double headWidth = 7;
constexpr double iconSize = 12;
constexpr double gateWidth = 14;
constexpr double gateGap = 8;
constexpr double ringGap = 3; ///< between what is selected and its ring
constexpr double gripRadius = 4.5;
constexpr double headAir = 5, footAir = 9; ///< of a task, above its name and below its times
constexpr double wordyText = 1.5;          ///< scale of texts from which on the ground has none
constexpr double largestText = 2.5;        ///< and tasks
constexpr double laneLinePitch = 14;
constexpr double onBaseline = 11; ///< of a line of that pitch
constexpr int mostLaneLines = 2;  ///< of a lane's name

QPainterPath rounded(const QPolygonF& line, double shortBy) {
    QPainterPath path;
    if (line.size() < 2)
        return path;
    QPolygonF points = line;
    QLineF last(points[points.size() - 2], points.back());
    last.setLength(std::max(0.0, last.length() - shortBy));
    points.back() = last.p2();
    path.moveTo(points.front());
    for (qsizetype i = 1; i + 1 < points.size(); ++i) {
        QLineF in(points[i], points[i - 1]), out(points[i], points[i + 1]);
        const double radius = std::min({bend, 0.5 * in.length(), 0.5 * out.length()});
        in.setLength(radius);
        out.setLength(radius);
        path.lineTo(in.p2());
        path.quadTo(points[i], out.p2());
    }
    path.lineTo(points.back());
    return path;
}

/// Round ends, of a higher task still those of the lowest: it would be a circle else.
double delayRadius(const QRectF& box) { return 0.5 * std::min(box.height(), taskHeight); }

} // namespace

bool MapPainter::hasTexts() const { return text_ <= largestText; }

bool MapPainter::isSelected(const MapPart& part) const { return selected_.contains(part); }

void MapPainter::paint(const QRectF& area, double width) {
    painter_.setRenderHint(QPainter::Antialiasing);
    paintLanes(area, width);
    const QRectF around = area.adjusted(-60, -60, 60, 60);
    for (const MapLayout::Way& way : layout_.ways())
        if (way.line.boundingRect().adjusted(-1, -1, 1, 1).intersects(around))
            paintWay(way);
    for (const MapLayout::Way& way : layout_.ways())
        for (const QPointF& gate : way.gates)
            if (around.contains(gate))
                paintGate(gate);
    for (const MapLayout::StepBox& step : layout_.steps())
        if (step.box.intersects(around))
            paintStep(step);
    if (text_ <= wordyText) {
        const MapWords made = words_ ? MapWords() : MapWords(layout_, content_, text_);
        for (const MapWords::Word& word : (words_ ? *words_ : made).all())
            if (word.box.intersects(around))
                paintWord(word);
    }
    for (const MapLayout::Badge& badge : layout_.badges())
        if (badge.box.intersects(around))
            paintBadge(badge);
}

void MapPainter::paintLanes(const QRectF& area, double width) {
    const double right = std::max(width, layout_.size().width());
    for (size_t lane = 0; lane < layout_.lanes().size(); ++lane) {
        const MapLayout::LaneBand& band = layout_.lanes()[lane];
        const QRectF box(area.left(), band.top, std::max(right, area.right()) - area.left(), band.bottom - band.top);
        painter_.fillRect(box, lane % 2 ? palette_.paper : palette_.canvas);
        if (state_.target && *state_.target == band.id) {
            painter_.setPen(QPen(palette_.ink, 2));
            painter_.setBrush(Qt::NoBrush);
            painter_.drawRect(box.adjusted(1, 1, -1, -1));
        }
        painter_.setPen(QPen(palette_.ink3, 1.2));
        painter_.drawLine(QPointF(box.left(), band.bottom), QPointF(box.right(), band.bottom));
    }
}

void MapPainter::paintLaneLabel(const MapLayout::LaneBand& lane, double left, double top, double bottom) {
    const QString name = content_.laneName(lane.id);
    if (name.isEmpty() || bottom - top < 20)
        return;
    painter_.save();
    painter_.translate(left, 0.5 * (top + bottom));
    painter_.rotate(-90);
    const double room = bottom - top - 8;
    const QFont strong = fontOf(TextRole::labelStrong), plain = fontOf(TextRole::label);
    const MapPart part{MapPart::Kind::lane, lane.id.text};
    // How many people stand in the last line, whatever the name needs.
    const QStringList names = nameLines(name, QFontMetricsF(strong), room, mostLaneLines);
    const QString size = content_.laneSize(lane.id);
    double base =
        0.5 * (laneLabelWidth - laneLinePitch * static_cast<double>(names.size() + (size.isEmpty() ? 0 : 1))) +
        onBaseline;
    const auto write = [&](const QString& text, const QFont& font, const QColor& colour) {
        painter_.setFont(font);
        painter_.setPen(colour);
        painter_.drawText(QPointF(-0.5 * QFontMetricsF(font).horizontalAdvance(text), base), text);
        base += laneLinePitch;
    };
    for (const QString& line : names)
        write(line, strong, palette_.ink);
    if (!size.isEmpty())
        write(QFontMetricsF(plain).elidedText(size, Qt::ElideRight, room), plain, palette_.ink3);
    if (isSelected(part)) {
        painter_.setPen(QPen(palette_.ink, 2));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRoundedRect(QRectF(-0.5 * room, 2, room, laneLabelWidth - 4), corner, corner);
    }
    painter_.restore();
}

void MapPainter::paintWay(const MapLayout::Way& way) {
    if (way.line.size() < 2)
        return;
    const bool chosen = isSelected(way.part);
    const bool hovered = state_.hovered && *state_.hovered == way.part;
    const QColor colour = way.exception ? palette_.exception : chosen || hovered ? palette_.ink : palette_.ink2;
    QPen pen(colour, (way.exception ? 1.8 : 1.5) + (chosen ? 1.2 : hovered ? 0.6 : 0));
    if (way.exception)
        pen.setDashPattern({6 / pen.widthF(), 4 / pen.widthF()});
    painter_.setPen(pen);
    painter_.setBrush(Qt::NoBrush);
    painter_.drawPath(rounded(way.line, headLength - 1));
    // The head.
    const QPointF tip = way.line.back(), before = way.line[way.line.size() - 2];
    QLineF along(tip, before);
    along.setLength(headLength);
    const QPointF across(-(along.dy()) / headLength * 0.5 * headWidth, along.dx() / headLength * 0.5 * headWidth);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(colour);
    painter_.drawPolygon(QPolygonF({tip, along.p2() + across, along.p2() - across}));
}

void MapPainter::paintGate(const QPointF& place) {
    painter_.fillRect(QRectF(place.x() - 4, place.y() - 0.5 * gateGap, 8, gateGap), palette_.canvas);
    painter_.setPen(QPen(palette_.ink2, 1.5));
    painter_.drawLine(place - QPointF(0, 0.5 * gateGap), place + QPointF(0, 0.5 * gateGap));
    painter_.setPen(QPen(palette_.ink, 2));
    for (const double side : {-0.5, 0.5})
        painter_.drawLine(place + QPointF(-0.5 * gateWidth, side * gateGap),
                          place + QPointF(0.5 * gateWidth, side * gateGap));
}

/// Words on a way hide a piece of it.
void MapPainter::paintWord(const MapWords::Word& word) {
    using Kind = MapWords::Kind;
    const QRectF& box = word.box;
    if (word.onWay) {
        const auto lane = std::ranges::find_if(layout_.lanes(), [&](const MapLayout::LaneBand& band) {
            return box.center().y() >= band.top && box.center().y() < band.bottom;
        });
        const bool odd = lane != layout_.lanes().end() && (lane - layout_.lanes().begin()) % 2;
        painter_.fillRect(box, odd ? palette_.paper : palette_.canvas);
    }
    const QColor colour = word.exception ? palette_.exception : palette_.ink2;
    const double mark = word.kind == Kind::delay ? delayMark * text_ : 0, icon = iconSize * text_;
    if (mark > 0)
        paintIcon(painter_, u"hourglass-split"_s, QRectF(box.left(), box.center().y() - 0.5 * icon, icon, icon),
                  colour);
    const bool strong = word.kind == Kind::share || word.kind == Kind::delay;
    painter_.setFont(font(strong ? TextRole::labelStrong : TextRole::label));
    painter_.setPen(colour);
    const double line = box.height() / static_cast<double>(word.lines.size());
    double top = box.top();
    for (const QString& text : word.lines) {
        painter_.drawText(QRectF(box.left() + mark - 4, top - 2, box.width() - mark + 8, line + 4), Qt::AlignCenter,
                          text);
        top += line;
    }
}

void MapPainter::paintStep(const MapLayout::StepBox& step) {
    const StepContent& content = content_.step(step.id);
    const MapPart part{MapPart::Kind::task, step.id.text};
    const bool chosen = isSelected(part);
    const QRectF box = chosen ? step.box.translated(state_.moved) : step.box;
    painter_.setOpacity(chosen && !state_.moved.isNull() ? 0.6 : 1);
    if (step.event)
        paintEvent(*step.event, content, box);
    else
        paintShape(step, content, box);
    const bool hovered = state_.hovered && *state_.hovered == part;
    const bool itsPool = isSelected({MapPart::Kind::pool, content.pool.text});
    if (chosen || hovered || itsPool) {
        painter_.setBrush(Qt::NoBrush);
        painter_.setPen(QPen(chosen || itsPool ? palette_.ink : palette_.ink3, chosen || itsPool ? 2 : 1,
                             itsPool && !chosen ? Qt::DashLine : Qt::SolidLine));
        const double radius = (content.isDelay ? delayRadius(box) : corner) + ringGap;
        painter_.drawRoundedRect(box.adjusted(-ringGap - 1, -ringGap - 1, ringGap + 1, ringGap + 1), radius, radius);
    }
    if (hovered && state_.offersWays && step.kind != StepKind::end) { // a way begins here
        painter_.setBrush(palette_.surface);
        painter_.setPen(QPen(palette_.ink, 2));
        painter_.drawEllipse(QPointF(box.right(), box.center().y()), gripRadius, gripRadius);
    }
    painter_.setOpacity(1);
}

/// A ring: of one that comes or goes out on the way a double one, with the sign of what triggers it.
void MapPainter::paintEvent(const EventMark& event, const StepContent& content, const QRectF& box) {
    constexpr double ringInset = 2, betweenRings = 3, signInset = 8;
    const bool isEnd = event.kind == EventMark::Kind::end, isStart = event.kind == EventMark::Kind::start;
    const bool isOnTheWay = !isEnd && !isStart;
    const bool hottest = isOnTheWay && content.heat + 1 == palette_.heat.size();
    const QColor ink = hottest ? palette_.onInk : palette_.ink;
    painter_.setBrush(isOnTheWay ? palette_.heat[content.heat] : palette_.surface);
    const double pen = isEnd ? 3.5 : isStart ? 2 : 1.2;
    painter_.setPen(QPen(content.isException ? palette_.exception : palette_.ink, pen));
    painter_.drawEllipse(box.adjusted(ringInset, ringInset, -ringInset, -ringInset));
    if (isOnTheWay) {
        constexpr double inner = ringInset + betweenRings;
        painter_.setPen(QPen(content.isException && !hottest ? palette_.exception : ink, pen));
        painter_.drawEllipse(box.adjusted(inner, inner, -inner, -inner));
    }
    paintTrigger(painter_, event.trigger, box.adjusted(signInset, signInset, -signInset, -signInset), ink,
                 isEnd || event.kind == EventMark::Kind::throws ? SignFill::filled : SignFill::outline);
}

void MapPainter::paintShape(const MapLayout::StepBox& step, const StepContent& content, const QRectF& box) {
    switch (step.kind) {
    case StepKind::start:
    case StepKind::end:
        painter_.setBrush(palette_.surface);
        painter_.setPen(QPen(palette_.ink, step.kind == StepKind::start ? 2 : 3.5));
        painter_.drawEllipse(box.adjusted(2, 2, -2, -2));
        break;
    case StepKind::exclusive:
    case StepKind::parallel:
        paintGateway(step, box);
        break;
    case StepKind::task:
        paintTask(step, content, box);
        break;
    }
}

void MapPainter::paintGateway(const MapLayout::StepBox& step, const QRectF& box) {
    const QPointF centre = box.center();
    const double half = 0.5 * box.width();
    painter_.setBrush(palette_.surface);
    painter_.setPen(QPen(content_.step(step.id).isException ? palette_.exception : palette_.ink3, 1.5));
    painter_.drawPolygon(QPolygonF(
        {centre - QPointF(0, half), centre + QPointF(half, 0), centre + QPointF(0, half), centre - QPointF(half, 0)}));
    painter_.setPen(QPen(palette_.ink, 1.8));
    const double arm = 5;
    if (step.kind == StepKind::exclusive) {
        painter_.drawLine(centre + QPointF(-arm, -arm), centre + QPointF(arm, arm));
        painter_.drawLine(centre + QPointF(-arm, arm), centre + QPointF(arm, -arm));
    } else {
        painter_.drawLine(centre - QPointF(arm + 1, 0), centre + QPointF(arm + 1, 0));
        painter_.drawLine(centre - QPointF(0, arm + 1), centre + QPointF(0, arm + 1));
    }
}

/// What BPMN marks a sub-process by that is drawn closed: a plus in a box.
void MapPainter::paintInnerMark(const QPointF& centre, const QColor& ink) {
    constexpr double half = 6, arm = 3.5;
    painter_.setBrush(Qt::NoBrush);
    painter_.setPen(QPen(ink, 1.3));
    painter_.drawRect(QRectF(centre - QPointF(half, half), centre + QPointF(half, half)));
    painter_.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0));
    painter_.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm));
}

void MapPainter::paintTask(const MapLayout::StepBox&, const StepContent& content, const QRectF& box) {
    const double radius = content.isDelay ? delayRadius(box) : corner;
    const bool hottest = content.heat + 1 == palette_.heat.size();
    painter_.setBrush(palette_.heat[content.heat]);
    painter_.setPen(content.isException ? QPen(palette_.exception, 2) : QPen(palette_.ink3, 1.2));
    painter_.drawRoundedRect(box, radius, radius);
    const QColor ink = hottest ? palette_.onInk : palette_.ink;
    if (content.isSubProcess)
        paintInnerMark(QPointF(box.center().x(), box.bottom() - 0.5 * innerMarkRoom - 1), ink);
    if (!hasTexts())
        return;
    const QFont strong = font(TextRole::labelStrong);
    const QFontMetricsF metrics(strong);
    const double side = content.isDelay ? delayInset : taskInset, pitch = nameLinePitch * text_;
    const double mark = content.isSubProcess ? innerMarkRoom : 0;
    const double room = box.height() - headAir - footAir - mark;
    const bool hasTimes = room >= 2 * pitch && (!content.touch.isEmpty() || !content.waiting.isEmpty());
    const int most = box.height() - mark > taskHeight ? 3 : 2;
    const int lines = std::clamp(static_cast<int>(room / pitch) - (hasTimes ? 1 : 0), 1, most);
    painter_.setFont(strong);
    painter_.setPen(ink);
    double baseline = box.top() + headAir + pitch;
    for (const QString& line : nameLines(content.name, metrics, box.width() - 2 * side, lines)) {
        painter_.drawText(
            QPointF(content.isDelay ? box.center().x() - 0.5 * metrics.horizontalAdvance(line) : box.left() + side,
                    baseline),
            line);
        baseline += pitch;
    }
    if (hasTimes)
        paintTimes(content, box, ink);
}

/// At the foot of a task: its work at the left, what it waits at the right, or beneath where the task is narrow; of a
/// delay that in the middle.
void MapPainter::paintTimes(const StepContent& content, const QRectF& box, const QColor& ink) {
    const bool hottest = content.heat + 1 == palette_.heat.size();
    const QFont strong = font(TextRole::labelStrong), plain = font(TextRole::label);
    const QFontMetricsF metrics(strong), small(plain);
    const double inset = content.isDelay ? delayInset : taskInset, icon = iconSize * text_;
    const double mark = content.isSubProcess ? innerMarkRoom : 0;
    const double foot = box.bottom() - footAir - mark;
    const bool isTall = box.height() - mark >= tallTaskHeight && text_ <= 1;
    // Beside each other they come closer to the edge before the work is left to the tool tip.
    constexpr double tightInset = 6, tightGap = 3;
    const double both =
        small.horizontalAdvance(content.touch) + metrics.horizontalAdvance(content.waiting) + icon + 2 * tightGap;
    const bool isAlone = content.waiting.isEmpty() || isTall;
    const double side = isAlone || content.isDelay || both <= box.width() - 2 * inset ? inset : tightInset;
    const bool fits = isAlone || both <= box.width() - 2 * side;
    const QString touch = fits ? content.touch : QString();
    if (!touch.isEmpty()) {
        painter_.setFont(plain);
        painter_.setPen(hottest ? palette_.onInk : palette_.ink2);
        const double base = isTall && !content.waiting.isEmpty() ? foot - nameLinePitch : foot;
        painter_.drawText(QPointF(box.left() + side, base),
                          small.elidedText(touch, Qt::ElideRight, box.width() - 2 * side));
    }
    if (content.waiting.isEmpty())
        return;
    const double beside = isTall || touch.isEmpty() ? 0 : small.horizontalAdvance(touch) + tightGap;
    const double room = box.width() - 2 * side - beside - icon - tightGap;
    const QString text = metrics.elidedText(content.waiting, Qt::ElideRight, room);
    painter_.setFont(strong);
    painter_.setPen(ink);
    const double width = metrics.horizontalAdvance(text);
    const double right = content.isDelay ? box.center().x() + 0.5 * (width + icon + 4)
                         : isTall        ? box.left() + side + icon + 3 + width
                                         : box.right() - side;
    painter_.drawText(QPointF(right - width, foot), text);
    paintIcon(painter_, u"hourglass-split"_s, QRectF(right - width - icon - 3, foot - icon + 2, icon, icon), ink);
}

void MapPainter::paintBadge(const MapLayout::Badge& badge) {
    const QString text = content_.way(badge.part).share;
    const QRectF box = badge.box;
    painter_.setBrush(palette_.exception);
    painter_.setPen(QPen(isSelected(badge.part) ? palette_.ink : palette_.canvas, isSelected(badge.part) ? 2 : 1.5));
    painter_.drawRoundedRect(box, 0.5 * badgeHeight, 0.5 * badgeHeight);
    QFont bold = font(TextRole::labelStrong);
    bold.setWeight(QFont::Bold);
    const QFontMetricsF metrics(bold);
    const double room = box.width() - iconSize - 14;
    const bool isGrown = text_ > 1 && metrics.horizontalAdvance(text) > room; // then its mark alone is told apart
    const QString shown = isGrown ? QString() : metrics.elidedText(text, Qt::ElideRight, room);
    const double width = iconSize + 3 + metrics.horizontalAdvance(shown);
    const double left = box.center().x() - 0.5 * width;
    const QRectF sign(left, box.center().y() - 0.5 * iconSize, iconSize, iconSize);
    if (const EventTrigger trigger = content_.way(badge.part).trigger; trigger == EventTrigger::error)
        paintIcon(painter_, u"lightning-charge-fill"_s, sign, palette_.onInk);
    else
        paintTrigger(painter_, trigger, sign.adjusted(1, 1, -1, -1), palette_.onInk, SignFill::outline);
    painter_.setFont(bold);
    painter_.setPen(palette_.onInk);
    painter_.drawText(QRectF(left + iconSize + 3, box.top(), box.right() - left - iconSize - 3, box.height()),
                      Qt::AlignLeft | Qt::AlignVCenter, shown);
}

} // namespace tributary::ui
