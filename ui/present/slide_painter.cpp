// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/slide_painter.h"

#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr double margin = 120;
constexpr double kickerBase = 112;
constexpr double findingTop = 132;
constexpr double detailGap = 16;
constexpr double figureGap = 28;
constexpr double footerLine = 988;
constexpr double footerBase = 1028;
constexpr double dotPitch = 26;
constexpr double smallestFigure = 360;

struct Block {
    QFont font;
    QStringList lines;
    double pitch = 0;

    [[nodiscard]] double height() const { return pitch * static_cast<double>(lines.size()); }
};

QStringList brokenInto(const QString& words, const QFont& font, double width) {
    constexpr char16_t joiner = u'\u2060';
    QString text = words;
    text.replace(u'-', QString(u'-') + joiner); // a line ends between words only
    QTextLayout layout(text, font);
    layout.beginLayout();
    QStringList lines;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines << text.mid(line.textStart(), line.textLength()).remove(joiner).trimmed();
    }
    layout.endLayout();
    return lines;
}

/// Breaks into as few lines, and these as even as that allows: no line of one word is left over.
QStringList evenLines(const QString& text, const QFont& font, double width) {
    QStringList lines = brokenInto(text, font, width);
    double low = lines.size() > 1 ? width / 2 : width;
    double high = width;
    constexpr double near = 8;
    while (high - low > near) {
        const double middle = (low + high) / 2;
        QStringList tried = brokenInto(text, font, middle);
        if (tried.size() > lines.size()) {
            low = middle;
        } else {
            lines = std::move(tried);
            high = middle;
        }
    }
    return lines;
}

/// The largest of some sizes at which a text takes so many lines; at the last one what goes on is elided.
Block fitted(const QString& text, std::initializer_list<std::pair<double, qsizetype>> sizes, double width,
             const std::function<QFont(double)>& fontAt, double leading) {
    Block block;
    for (const auto& [pixels, mostLines] : sizes) {
        block.font = fontAt(pointsOfPixels(pixels));
        block.pitch = pixels * leading;
        block.lines = evenLines(text, block.font, width);
        if (block.lines.size() <= mostLines)
            return block;
    }
    const qsizetype most = (sizes.end() - 1)->second;
    const QString rest = QStringList(block.lines.mid(most - 1)).join(u' ');
    block.lines = block.lines.mid(0, most - 1);
    block.lines << QFontMetricsF(block.font).elidedText(rest, Qt::ElideRight, width);
    return block;
}

Block findingBlock(const Slide& slide, Reveal reveal, double width) {
    const QString text = toQt(reveal == Reveal::question ? slide.question : slide.finding);
    if (slide.kind == SlideKind::title)
        return fitted(text, {{96, 2}, {80, 3}, {64, 4}}, width, serif, 1.25);
    if (slide.kind == SlideKind::closing)
        return fitted(text, {{76, 2}, {64, 3}, {52, 3}}, width, serif, 1.25);
    return fitted(text, {{76, 1}, {56, 2}, {48, 2}}, width, serif, 1.25);
}

Block detailBlock(const QString& detail, double width) {
    return fitted(
        detail, {{34, 2}, {30, 2}}, width, [](double points) { return sans(points); }, 1.35);
}

double wordsTop(const QSizeF& size, const Slide& slide, double height) {
    // Words alone stand in the middle.
    const bool alone = slide.kind == SlideKind::title || slide.kind == SlideKind::missing;
    return alone ? (size.height() - height) / 2 - 20 : findingTop;
}

struct Placed {
    Block finding;
    Block detail;
    double top = 0; ///< of the finding
    double bottom = 0;
};

Placed placed(const QSizeF& size, const Slide& slide, Reveal reveal, const QString& detail) {
    const double width = size.width() - 2 * margin;
    Placed words{findingBlock(slide, reveal, width), {}, 0, 0};
    double height = words.finding.height();
    if (!detail.isEmpty()) {
        words.detail = detailBlock(detail, width);
        height += detailGap + words.detail.height();
    }
    words.top = wordsTop(size, slide, height);
    words.bottom = words.top + height;
    return words;
}

} // namespace

Palette slidePalette(const Palette& palette) {
    Palette made = palette;
    made.surface = palette.paper;
    made.canvas = palette.paper;
    return made;
}

double slideScale(const QSizeF& screen) { return std::max(screen.height() / slideHeight, 0.01); }

QSizeF slideSize(const QSizeF& screen) { return screen / slideScale(screen); }

QRectF figureArea(const QSizeF& size, const Slide& slide, Reveal reveal, const QString& detail) {
    const Placed words = placed(size, slide, reveal, detail);
    const double top = std::min(words.bottom + figureGap, footerLine - figureGap - smallestFigure);
    return {margin, top, size.width() - 2 * margin, footerLine - figureGap - top};
}

QStringList findingLines(const QSizeF& size, const Slide& slide, Reveal reveal) {
    return findingBlock(slide, reveal, size.width() - 2 * margin).lines;
}

void paintWords(QPainter& painter, const QSizeF& size, const Slide& slide, Reveal reveal, const QString& detail,
                const Palette& palette) {
    const Placed words = placed(size, slide, reveal, detail);
    painter.setFont(sans(pointsOfPixels(28), QFont::DemiBold));
    painter.setPen(palette.ink2);
    painter.drawText(QPointF(margin, words.top - (findingTop - kickerBase)), toQt(slide.kicker));
    const auto draw = [&](const Block& block, double top, const QColor& colour) {
        const QFontMetricsF metrics(block.font);
        painter.setFont(block.font);
        painter.setPen(colour);
        double base = top + (block.pitch - metrics.height()) / 2 + metrics.ascent();
        for (const QString& line : block.lines) {
            painter.drawText(QPointF(margin, base), line);
            base += block.pitch;
        }
    };
    draw(words.finding, words.top, palette.ink);
    if (!words.detail.lines.isEmpty())
        draw(words.detail, words.top + words.finding.height() + detailGap, palette.ink2);
}

void paintFooter(QPainter& painter, const QSizeF& size, const QString& text, int position, int count,
                 const Palette& palette) {
    const double right = size.width() - margin;
    painter.fillRect(QRectF(margin, footerLine, right - margin, 1.5), palette.rule);
    const double pitch = std::min(dotPitch, (right - margin) * 0.4 / std::max(1, count));
    const double first = right - pitch * (count - 1) - 8;
    const QFont font = sans(pointsOfPixels(24));
    painter.setFont(font);
    painter.setPen(palette.ink3);
    painter.drawText(QPointF(margin, footerBase),
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, first - margin - 40));
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < count; ++i) {
        const bool here = i == position;
        painter.setBrush(here ? palette.ink : palette.ink3);
        const double radius = here ? 8 : std::min(5.0, pitch * 0.3);
        painter.drawEllipse(QPointF(first + pitch * i, footerBase - 8), radius, radius);
    }
}

} // namespace tributary::ui
