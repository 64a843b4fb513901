// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/headline_strip.h"

#include "core/report/words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <vector>

namespace tributary::ui {

namespace {

constexpr double gap = 24;
constexpr double rowGap = 18;
constexpr double leastTile = 200; ///< the width under which headlines go into more rows
constexpr double rangeTop = 65;
constexpr double betweenTexts = 2;
constexpr double below = 4;
constexpr int textFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

double textHeight(const QString& text, TextRole role, double width) {
    if (text.isEmpty())
        return 0;
    return QFontMetricsF(fontOf(role)).boundingRect(QRectF(0, 0, width, 1000), textFlags, text).height();
}

/// The marks of a chance: in one row, or in two where they are many.
struct Marks {
    explicit Marks(double share) {
        const auto chance = chanceMarks(share);
        if (!chance)
            return;
        lost = chance->lost;
        all = chance->all;
        rows = all > 10 ? 2 : 1;
        size = all <= 5 ? 14 : rows == 1 ? 9 : 7;
        pitch = all <= 5 ? 21 : size + 3;
    }
    [[nodiscard]] int across() const { return (all + rows - 1) / rows; }
    [[nodiscard]] double width() const { return all == 0 ? 0 : pitch * across() + 4; }

    int lost = 0;
    int all = 0; ///< 0: no marks
    int rows = 1;
    double size = 0;
    double pitch = 0;
};

void paintMarks(QPainter& painter, const QPointF& middleLeft, const Marks& marks, const Palette& palette) {
    const double top = middleLeft.y() - (marks.rows == 1 ? marks.size / 2 : marks.pitch - 1.5);
    for (int mark = 0; mark < marks.all; ++mark) {
        const QRectF circle(middleLeft.x() + mark % marks.across() * marks.pitch,
                            top + mark / marks.across() * marks.pitch, marks.size, marks.size);
        if (mark < marks.lost) { // hollow with a minus: worse
            const double pen = marks.size > 10 ? 2 : 1.5;
            painter.setPen(QPen(palette.bad, pen));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(circle.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2));
            painter.drawLine(circle.center() - QPointF(marks.size / 4.5, 0),
                             circle.center() + QPointF(marks.size / 4.5, 0));
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(palette.good);
            painter.drawEllipse(circle);
        }
    }
}

} // namespace

/// Where the headlines stand at a width.
struct HeadlineStrip::Grid {
    qsizetype columns = 1;
    double tile = 0;
    std::vector<double> tops; ///< of the rows, and the end of the last

    [[nodiscard]] QRectF place(qsizetype index) const {
        const auto row = static_cast<std::size_t>(index / columns);
        return {static_cast<double>(index % columns) * (tile + gap), tops[row], tile, tops[row + 1] - tops[row] - rowGap};
    }
};

HeadlineStrip::HeadlineStrip(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Headlines"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void HeadlineStrip::setHeadlines(QList<Headline> headlines) {
    headlines_ = std::move(headlines);
    QStringList spoken;
    for (const Headline& headline : headlines_)
        spoken << QStringLiteral("%1: %2, %3").arg(headline.name, headline.value, headline.range);
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QSize HeadlineStrip::sizeHint() const {
    constexpr int wide = 1200;
    return {wide, heightForWidth(wide)};
}

/// The least height goes by the width alone.
QSize HeadlineStrip::minimumSizeHint() const { return {static_cast<int>(leastTile), 1}; }

int HeadlineStrip::heightForWidth(int width) const {
    return static_cast<int>(std::ceil(gridOf(width).tops.back() - rowGap));
}

HeadlineStrip::Grid HeadlineStrip::gridOf(double width) const {
    const auto count = std::max<qsizetype>(headlines_.size(), 1);
    const auto most = std::clamp<qsizetype>(static_cast<qsizetype>((width + gap) / (leastTile + gap)), 1, count);
    const qsizetype rows = (count + most - 1) / most;
    Grid grid;
    grid.columns = (count + rows - 1) / rows;
    grid.tile = (width - gap * static_cast<double>(grid.columns - 1)) / static_cast<double>(grid.columns);
    grid.tops = {0};
    for (qsizetype first = 0; first < count; first += grid.columns) {
        double height = 0;
        for (qsizetype i = first; i < std::min(first + grid.columns, headlines_.size()); ++i) {
            const Headline& headline = headlines_[i];
            const double marks = Marks(headline.lossShare).width();
            height = std::max(height, textHeight(headline.range, TextRole::body, grid.tile - marks) + betweenTexts +
                                          textHeight(headline.note, TextRole::label, grid.tile));
        }
        grid.tops.push_back(grid.tops.back() + rangeTop + height + below + rowGap);
    }
    return grid;
}

bool HeadlineStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const Grid grid = gridOf(width());
    for (qsizetype index = 0; index < headlines_.size(); ++index)
        if (grid.place(index).contains(help->pos()) && !headlines_[index].toolTip.isEmpty()) {
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
    const Grid grid = gridOf(width());
    for (qsizetype index = 0; index < headlines_.size(); ++index) {
        const Headline& headline = headlines_[index];
        const QRectF area = grid.place(index);
        painter.setPen(QPen(palette.ink, index == 0 ? 2 : 1));
        painter.drawLine(QPointF(area.left(), area.top() + 1), QPointF(area.right(), area.top() + 1));
        const auto oneLine = [&](double top, const QString& text, TextRole role, const QColor& colour) {
            const QFont font = fontOf(role);
            const QFontMetricsF metrics(font);
            painter.setFont(font);
            painter.setPen(colour);
            painter.drawText(QRectF(area.left(), area.top() + top, area.width(), metrics.height()),
                             Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, area.width()));
        };
        oneLine(10, headline.name, TextRole::bodyStrong, palette.ink2);
        // Words that are too long for a headline are said in a smaller size.
        const bool fits =
            QFontMetricsF(fontOf(TextRole::headline)).horizontalAdvance(headline.value) <= area.width();
        oneLine(fits ? 28 : 33, headline.value, fits ? TextRole::headline : TextRole::sliderValue, palette.ink);
        double top = area.top() + rangeTop;
        const auto lines = [&](double inset, const QString& text, TextRole role, const QColor& colour) {
            painter.setFont(fontOf(role));
            painter.setPen(colour);
            const double height = textHeight(text, role, area.width() - inset);
            painter.drawText(QRectF(area.left() + inset, top, area.width() - inset, height + 1), textFlags, text);
            top += height + betweenTexts;
        };
        const Marks marks(headline.lossShare);
        if (marks.all > 0)
            paintMarks(painter, {area.left(), top + QFontMetricsF(fontOf(TextRole::body)).height() / 2}, marks, palette);
        lines(marks.width(), headline.range, TextRole::body, palette.ink2);
        lines(0, headline.note, TextRole::label, palette.ink3);
    }
}

} // namespace tributary::ui
