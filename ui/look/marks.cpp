// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/marks.h"

#include "ui/look/type.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

namespace tributary::ui {

QColor judgementColour(const Palette& palette, Judgement judgement) {
    switch (judgement) {
    case Judgement::better:
        return palette.good;
    case Judgement::worse:
        return palette.bad;
    case Judgement::none:
        break;
    }
    return palette.ink3;
}

void paintLevelMark(QPainter& painter, const QRectF& area, Level level, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const QPointF centre = area.center();
    const double half = area.width() / 2;
    switch (level) {
    case Level::financial:
        painter.drawPolygon(QPolygonF({centre + QPointF(0, -half - 1), centre + QPointF(half + 1, 0),
                                       centre + QPointF(0, half + 1), centre + QPointF(-half - 1, 0)}));
        break;
    case Level::operating:
        painter.drawRoundedRect(area, 1, 1);
        break;
    case Level::frontline:
        painter.drawEllipse(centre, half + 0.5, half + 0.5);
        break;
    }
    painter.restore();
}

void paintChangeMark(QPainter& painter, const QPointF& base, double size, Pointing pointing, Judgement judgement,
                     const Palette& palette) {
    constexpr double slope = 0.86;
    const double height = size * slope;
    const QColor colour = judgementColour(palette, judgement);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool filled = judgement != Judgement::worse;
    painter.setPen(filled ? QPen(Qt::NoPen) : QPen(colour, size * 0.15, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(filled ? colour : palette.surface);
    const double inset = filled ? 0 : size * 0.08;
    const double left = base.x() + inset;
    const double right = base.x() + size - inset;
    const double bottom = base.y() - inset;
    const double top = base.y() - height + inset;
    const double middle = base.x() + size / 2;
    painter.drawPolygon(pointing == Pointing::up ? QPolygonF({{left, bottom}, {right, bottom}, {middle, top}})
                                                 : QPolygonF({{left, top}, {right, top}, {middle, bottom}}));
    painter.restore();
}

void paintGrade(QPainter& painter, const QRectF& area, Grade grade, const Palette& palette) {
    if (grade == Grade::none)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double scale = area.width() / 16;
    const bool solid = grade == Grade::a || grade == Grade::b;
    const QColor fill = grade == Grade::a ? palette.ink : grade == Grade::b ? palette.ink3 : palette.surface;
    QPen edge(solid ? fill : grade == Grade::c ? palette.ink2 : palette.ink3, (grade == Grade::c ? 1.4 : 1.2) * scale);
    if (grade == Grade::d)
        edge.setDashPattern({2.1, 1.7});
    edge.setCapStyle(Qt::FlatCap);
    painter.setPen(edge);
    painter.setBrush(fill);
    const double inset = edge.widthF() / 2;
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 2 * scale, 2 * scale);
    painter.setFont(sans(9 * scale, QFont::Bold));
    painter.setPen(solid ? palette.surface : palette.ink2);
    const auto letter = QChar(u'A' + static_cast<int>(grade) - static_cast<int>(Grade::a));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(letter);
    painter.drawText(QPointF(area.center().x() - width / 2, area.top() + 12.25 * scale), QString(letter));
    painter.restore();
}

} // namespace tributary::ui
