// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/page_painter.h"

#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPagedPaintDevice>
#include <QTextLayout>
#include <utility>

namespace tributary::ui {

namespace {

// The page grid, in millimetres.
constexpr double sideMargin = 19;
constexpr double topMargin = 15;
constexpr double bottomMargin = 16;
constexpr double textColumn = 63; // from the left edge of the paper
constexpr double headHeight = 22; // units: the head's line and the air below it
constexpr double footHeight = 26;
constexpr double captionGap = 6;
constexpr double captionNameWidth = 62; // of "Figure 12"

/// Breaks `text` to lines of `width` and calls `visit(line, index)`; returns how many there are.
int forEachLine(const QString& text, const QFont& font, double width, Qt::Alignment alignment,
                const std::function<void(const QTextLine&, int)>& visit) {
    int count = 0;
    for (const QString& part : text.split(QLatin1Char('\n'))) {
        QTextLayout layout(part, font);
        QTextOption option(alignment);
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        option.setUseDesignMetrics(true);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({0, 0});
        }
        layout.endLayout();
        for (int index = 0; index < layout.lineCount(); ++index)
            visit(layout.lineAt(index), count++);
    }
    return count;
}

} // namespace

PagePainter::PagePainter(const Report& report, QPainter& painter, QPagedPaintDevice* device, const QSizeF& page,
                         int pages)
    : report_(report), painter_(painter), device_(device), upright_(page), pages_(pages),
      left_(fromMillimetres(sideMargin)), textLeft_(fromMillimetres(textColumn)),
      top_(fromMillimetres(topMargin) + headHeight) {
    turn(QPageLayout::Portrait);
}

void PagePainter::turn(QPageLayout::Orientation orientation) {
    paper_ = orientation == QPageLayout::Portrait ? upright_ : upright_.transposed();
    right_ = paper_.width() - fromMillimetres(sideMargin);
    bottom_ = paper_.height() - fromMillimetres(bottomMargin) - footHeight;
}

QSizeF PagePainter::sidewaysRoom() const {
    return {upright_.height() - 2 * left_, upright_.width() - fromMillimetres(bottomMargin) - footHeight - top_};
}

void PagePainter::startPage(const QString& section, QPageLayout::Orientation orientation) {
    if (page_ > 0 && device_) {
        device_->setPageOrientation(orientation);
        device_->newPage();
    }
    turn(orientation);
    ++page_;
    section_ = section;
    y_ = top_;
    if (!section.isEmpty())
        headAndFoot();
}

void PagePainter::beginPage(const QString& section) {
    finish();
    startPage(section, QPageLayout::Portrait);
}

void PagePainter::drawSideways(std::function<void()> draw) { waiting_.push_back({section_, std::move(draw)}); }

void PagePainter::finish() {
    for (const Waiting& page : std::exchange(waiting_, {})) {
        startPage(page.section, QPageLayout::Landscape);
        page.draw();
    }
}

void PagePainter::headAndFoot() {
    const double head = fromMillimetres(topMargin);
    const ReportText strong{sans(8, QFont::DemiBold), 14, palette_.ink};
    const ReportText plain{sans(8), 14, palette_.ink2};
    const double half = width() / 2 - 8;
    const auto oneLine = [half](const QString& text, const ReportText& style) {
        return QFontMetricsF(style.font).elidedText(text.simplified(), Qt::ElideMiddle, half);
    };
    write(oneLine(toQt(report_.model), strong), strong, left_, head - 12, half);
    write(oneLine(section_, plain), plain, right_ - half, head - 12, half, Qt::AlignRight);
    rule(head + 8, palette_.rule, 1);

    const double foot = paper_.height() - fromMillimetres(bottomMargin);
    const ReportText note{sans(7.5), 13, palette_.ink2};
    rule(foot - 14, palette_.rule, 1);
    write(toQt(report_.footer), note, left_, foot - 6, width() * 0.8);
    write(QCoreApplication::translate("Report", "page %1 of %2").arg(page_).arg(pages_), note, left_ + width() * 0.8,
          foot - 6, width() * 0.2, Qt::AlignRight);
}

void PagePainter::need(double height) {
    if (height > room() && !isAtTop())
        beginPage(section_);
}

double PagePainter::height(const QString& text, const ReportText& style, double width) {
    return style.pitch * forEachLine(text, style.font, width, Qt::AlignLeft, [](const QTextLine&, int) {});
}

double PagePainter::write(const QString& text, const ReportText& style, double x, double y, double width,
                          Qt::Alignment alignment) {
    painter_.setPen(style.colour);
    const int lines = forEachLine(text, style.font, width, alignment, [&](const QTextLine& line, int index) {
        const double air = (style.pitch - line.height()) / 2;
        line.draw(&painter_, {x, y + index * style.pitch + air});
    });
    return lines * style.pitch;
}

void PagePainter::beside(const QString& label, double lower, const std::function<void()>& text) {
    const int began = page_;
    const double below = y_ + lower + write(label, this->label(), left_, y_ + lower, textLeft_ - left_ - 12);
    text();
    if (page_ == began)
        moveTo(std::max(y_, below));
}

void PagePainter::paragraph(const QString& text, const ReportText& style) {
    painter_.setPen(style.colour);
    forEachLine(text, style.font, textWidth(), Qt::AlignLeft, [&](const QTextLine& line, int) {
        need(style.pitch);
        painter_.setPen(style.colour);
        line.draw(&painter_, {textLeft_, y_ + (style.pitch - line.height()) / 2});
        y_ += style.pitch;
    });
}

double PagePainter::captionHeight(const QString& text) const {
    return height(text, caption(), width() - captionNameWidth) + captionGap;
}

void PagePainter::writeCaption(const QString& name, const QString& text) {
    write(name, captionName(), left_, y_, captionNameWidth);
    skip(write(text, caption(), left_ + captionNameWidth, y_, width() - captionNameWidth) + captionGap);
}

void PagePainter::rule(double y, const QColor& colour, double thickness, double inset) {
    painter_.setPen(QPen(colour, thickness));
    painter_.drawLine(QPointF(left_ + inset, y), QPointF(right_, y));
}

// Sizes in points; pitches in points too, given as units of 1/96 inch.
ReportText PagePainter::title() const { return {serif(22), 30 * 4.0 / 3, palette_.ink}; }
ReportText PagePainter::sectionTitle() const { return {serif(18), 25 * 4.0 / 3, palette_.ink}; }
ReportText PagePainter::finding() const { return {serif(12), 19 * 4.0 / 3, palette_.ink}; }
ReportText PagePainter::body() const { return {sans(9), 14.5 * 4.0 / 3, palette_.ink2}; }
ReportText PagePainter::label() const { return {sans(9, QFont::DemiBold), 14.5 * 4.0 / 3, palette_.ink2}; }
ReportText PagePainter::small() const { return {sans(8.5), 13 * 4.0 / 3, palette_.ink3}; }
ReportText PagePainter::caption() const { return {sans(8.5), 13 * 4.0 / 3, palette_.ink2}; }
ReportText PagePainter::captionName() const { return {sans(8.5, QFont::DemiBold), 13 * 4.0 / 3, palette_.ink}; }
ReportText PagePainter::cell() const { return {sans(8.5), 12 * 4.0 / 3, palette_.ink}; }
ReportText PagePainter::cellHead() const { return {sans(8.5, QFont::DemiBold), 12 * 4.0 / 3, palette_.ink2}; }

} // namespace tributary::ui
