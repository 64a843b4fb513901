// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/event_marks.h"

#include "ui/qt_text.h"

#include <QPolygonF>
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace tributary::ui {

namespace {

/// A line or an area by points in a square from -1 to 1.
QPolygonF placed(const QRectF& box, std::initializer_list<QPointF> points) {
    QPolygonF made;
    for (const QPointF& point : points)
        made << box.center() + QPointF(0.5 * box.width() * point.x(), 0.5 * box.height() * point.y());
    return made;
}

void paintEnvelope(QPainter& painter, const QRectF& box, const QColor& ink, const QColor& ground, SignFill fill) {
    painter.drawPolygon(placed(box, {{-1, -0.7}, {1, -0.7}, {1, 0.7}, {-1, 0.7}}));
    painter.setPen(QPen(fill == SignFill::filled ? ground : ink, painter.pen().widthF()));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(placed(box, {{-1, -0.7}, {0, 0.1}, {1, -0.7}}));
}

void paintClock(QPainter& painter, const QRectF& box) {
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(box);
    painter.drawPolyline(placed(box, {{0, -0.65}, {0, 0}, {0.45, 0.25}}));
}

void paintPentagon(QPainter& painter, const QRectF& box) {
    QPolygonF corners;
    for (int corner = 0; corner < 5; ++corner) {
        const double angle = 2 * std::numbers::pi * corner / 5;
        corners << box.center() + QPointF(0.5 * box.width() * std::sin(angle), -0.5 * box.height() * std::cos(angle));
    }
    painter.drawPolygon(corners);
}

} // namespace

const EventMark* drawnEvent(const EventMarks& marks, const Process& process, const Step& step) {
    const auto found = marks.find(step.id.text);
    if (found == marks.end() || step.kind == StepKind::parallel)
        return nullptr;
    const EventMark& mark = found->second;
    if (step.kind != StepKind::task)
        return &mark; // one of several starts is a way of several
    const bool isBusy = step.isSubProcess() || !step.pool.empty() || step.touch || step.touchTimes;
    const bool goesWrong =
        std::ranges::any_of(process.exceptions, [&](const ProcessException& each) { return each.step == step.id; });
    return isBusy || goesWrong ? nullptr : &mark;
}

QString eventWords(const EventMark& mark) {
    const bool isSent = mark.kind == EventMark::Kind::throws || mark.kind == EventMark::Kind::end;
    switch (mark.trigger) {
    case EventTrigger::message:
        return isSent ? tr("Message that is sent") : tr("Message that comes");
    case EventTrigger::timer:
        return tr("Timer");
    case EventTrigger::error:
        return tr("Error");
    case EventTrigger::escalation:
        return tr("Escalation");
    case EventTrigger::signal:
        return isSent ? tr("Signal that is given") : tr("Signal that comes");
    case EventTrigger::conditional:
        return tr("Condition that comes true");
    case EventTrigger::link:
        return tr("Link");
    case EventTrigger::terminate:
        return tr("End of all");
    case EventTrigger::compensation:
        return tr("Compensation");
    case EventTrigger::cancel:
        return tr("Cancellation");
    case EventTrigger::multiple:
        return tr("One of several events");
    case EventTrigger::none:
        break;
    }
    return mark.kind == EventMark::Kind::catches || mark.kind == EventMark::Kind::throws ? tr("Event") : QString();
}

void paintTrigger(QPainter& painter, EventTrigger trigger, const QRectF& box, const QColor& ink, SignFill fill) {
    constexpr double line = 1.1;
    const QColor ground = painter.brush().color();
    painter.save();
    painter.setPen(QPen(ink, line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(fill == SignFill::filled ? QBrush(ink) : QBrush(Qt::NoBrush));
    switch (trigger) {
    case EventTrigger::message:
        paintEnvelope(painter, box, ink, ground, fill);
        break;
    case EventTrigger::timer:
        paintClock(painter, box);
        break;
    case EventTrigger::error:
        painter.drawPolygon(
            placed(box, {{-1, 0.9}, {-0.35, -0.8}, {0.25, 0.1}, {1, -0.9}, {0.35, 0.8}, {-0.25, -0.1}}));
        break;
    case EventTrigger::escalation:
        painter.drawPolygon(placed(box, {{-0.75, 0.9}, {0, -1}, {0.75, 0.9}, {0, 0.1}}));
        break;
    case EventTrigger::signal:
        painter.drawPolygon(placed(box, {{-0.9, 0.7}, {0, -0.9}, {0.9, 0.7}}));
        break;
    case EventTrigger::conditional:
        painter.setBrush(Qt::NoBrush);
        painter.drawPolygon(placed(box, {{-0.75, -0.95}, {0.75, -0.95}, {0.75, 0.95}, {-0.75, 0.95}}));
        for (const double row : {-0.4, 0.05, 0.5})
            painter.drawPolyline(placed(box, {{-0.4, row}, {0.4, row}}));
        break;
    case EventTrigger::link:
        painter.drawPolygon(
            placed(box, {{-1, -0.35}, {0.1, -0.35}, {0.1, -0.85}, {1, 0}, {0.1, 0.85}, {0.1, 0.35}, {-1, 0.35}}));
        break;
    case EventTrigger::terminate:
        painter.setBrush(ink);
        painter.drawEllipse(box);
        break;
    case EventTrigger::compensation:
        painter.drawPolygon(placed(box, {{-1, 0}, {0, -0.75}, {0, 0.75}}));
        painter.drawPolygon(placed(box, {{0, 0}, {1, -0.75}, {1, 0.75}}));
        break;
    case EventTrigger::cancel:
        painter.drawPolyline(placed(box, {{-0.7, -0.7}, {0.7, 0.7}}));
        painter.drawPolyline(placed(box, {{-0.7, 0.7}, {0.7, -0.7}}));
        break;
    case EventTrigger::multiple:
        paintPentagon(painter, box);
        break;
    case EventTrigger::none:
        break;
    }
    painter.restore();
}

} // namespace tributary::ui
