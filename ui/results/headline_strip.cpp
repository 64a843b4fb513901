// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/headline_strip.h"

#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double gap = 24;
constexpr double stripHeight = 104;
constexpr double markSize = 14;
constexpr int mostMarks = 5;

/// How many marks show a chance, and how many of them are lost: the nearest of 1 to 5.
std::pair<int, int> marksFor(double share) {
    std::pair<int, int> best{0, 1};
    double nearest = 2;
    for (int all = 2; all <= mostMarks; ++all)
        for (int lost = 0; lost <= all; ++lost)
            if (const double error = std::abs(share - static_cast<double>(lost) / all); error < nearest - 1e-9) {
                nearest = error;
                best = {lost, all};
            }
    return best;
}

void paintMarks(QPainter& painter, const QPointF& at, double share, const Palette& palette) {
    const auto [lost, all] = marksFor(share);
    for (int mark = 0; mark < all; ++mark) {
        const QRectF circle(at.x() + mark * (markSize + 7), at.y(), markSize, markSize);
        if (mark < lost) { // hollow with a minus: worse
            painter.setPen(QPen(palette.bad, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1));
            painter.drawLine(circle.center() - QPointF(3, 0), circle.center() + QPointF(3, 0));
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(palette.good);
            painter.drawEllipse(circle);
        }
    }
}

} // namespace

HeadlineStrip::HeadlineStrip(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Headlines"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HeadlineStrip::setHeadlines(QList<Headline> headlines) {
    headlines_ = std::move(headlines);
    QStringList spoken;
    for (const Headline& headline : headlines_)
        spoken << QStringLiteral("%1: %2, %3").arg(headline.name, headline.value, headline.range);
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    update();
}

QSize HeadlineStrip::sizeHint() const { return {900, static_cast<int>(stripHeight)}; }
QSize HeadlineStrip::minimumSizeHint() const { return {560, static_cast<int>(stripHeight)}; }

QRectF HeadlineStrip::place(qsizetype index) const {
    const auto count = static_cast<double>(std::max<qsizetype>(headlines_.size(), 1));
    const double width = (this->width() - gap * (count - 1)) / count;
    return {static_cast<double>(index) * (width + gap), 0, width, stripHeight};
}

bool HeadlineStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (qsizetype index = 0; index < headlines_.size(); ++index)
        if (place(index).contains(help->pos()) && !headlines_[index].toolTip.isEmpty()) {
            QToolTip::showText(help->globalPos(), headlines_[index].toolTip, this);
            return true;
        }
    QToolTip::hideText();
    return true;
}

void HeadlineStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = currentPalette();
    const auto write = [&](const QRectF& area, double top, const QString& text, TextRole role, const QColor& colour) {
        const QFont font = fontOf(role);
        painter.setFont(font);
        painter.setPen(colour);
        const QRectF line(area.left(), top, area.width(), QFontMetricsF(font).height());
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, area.width()));
    };
    for (qsizetype index = 0; index < headlines_.size(); ++index) {
        const Headline& headline = headlines_[index];
        const QRectF area = place(index);
        painter.setPen(QPen(palette.ink, index == 0 ? 2 : 1));
        painter.drawLine(QPointF(area.left(), 1), QPointF(area.right(), 1));
        write(area, 10, headline.name, TextRole::bodyStrong, palette.ink2);
        write(area, 28, headline.value, TextRole::headline, palette.ink);
        double x = 0;
        if (headline.lossShare >= 0) {
            paintMarks(painter, {area.left(), 67}, headline.lossShare, palette);
            x = marksFor(headline.lossShare).second * (markSize + 7) + 4;
        }
        write(area.adjusted(x, 0, 0, 0), 65, headline.range, TextRole::body, palette.ink2);
        write(area, 84, headline.note, TextRole::label, palette.ink3);
    }
}

} // namespace tributary::ui
