// SPDX-License-Identifier: GPL-3.0-or-later
// PagePainter: a place on a page that moves down as things are written, and goes to the next page where they do not
// fit. What is wide waits for a page of its own, laid sideways, while the page at hand fills up.
#pragma once

#include "core/report/report.h"
#include "ui/look/palette.h"

#include <QFont>
#include <QPageLayout>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <functional>
#include <vector>

class QPagedPaintDevice;

namespace tributary::ui {

/// Millimetres in units of 1/96 inch.
[[nodiscard]] constexpr double fromMillimetres(double millimetres) { return millimetres * 96 / 25.4; }

/// A text style of the report: a font, its line pitch in units, and a colour.
struct ReportText {
    QFont font;
    double pitch = 0;
    QColor colour;
};

class PagePainter {
public:
    PagePainter(const Report& report, QPainter& painter, QPagedPaintDevice* device, const QSizeF& page, int pages);

    [[nodiscard]] int page() const { return page_; }
    [[nodiscard]] const Palette& palette() const { return palette_; }
    [[nodiscard]] QPainter& painter() { return painter_; }
    [[nodiscard]] double left() const { return left_; }
    [[nodiscard]] double width() const { return right_ - left_; }
    [[nodiscard]] double height() const { return bottom_ - top_; }
    [[nodiscard]] double textLeft() const { return textLeft_; }
    [[nodiscard]] double textWidth() const { return right_ - textLeft_; }
    [[nodiscard]] double y() const { return y_; }
    [[nodiscard]] double room() const { return bottom_ - y_; }
    [[nodiscard]] bool isAtTop() const { return y_ <= top_; }

    /// Begins a page with the head of a section; an empty name has neither head nor foot. Pages that wait come before.
    void beginPage(const QString& section);
    /// Names the section that goes on from here, for the heads of the pages to come.
    void setSection(const QString& section) { section_ = section; }
    /// Puts off a page that is laid sideways until the page at hand is full; `draw` finds itself at its top.
    void drawSideways(std::function<void()> draw);
    /// Draws the pages that wait.
    void finish();
    /// Returns the width between the margins and the height between head and foot of a page laid sideways.
    [[nodiscard]] QSizeF sidewaysRoom() const;
    /// Goes to a new page of the same section where `height` does not fit on this one.
    void need(double height);
    void skip(double height) { y_ += height; }
    void moveTo(double y) { y_ = y; }

    /// Returns the height of `text` in a column of `width`.
    [[nodiscard]] static double height(const QString& text, const ReportText& style, double width);
    /// Writes `text` into a column without moving, and returns its height.
    double write(const QString& text, const ReportText& style, double x, double y, double width,
                 Qt::Alignment alignment = Qt::AlignLeft);
    /// Writes `text` over the whole width and moves below it.
    void writeWide(const QString& text, const ReportText& style) { skip(write(text, style, left_, y_, width())); }
    /// Writes a label into the margin, so much lower, and beside it what `text` writes; goes on below the longer of the
    /// two.
    void beside(const QString& label, double lower, const std::function<void()>& text);
    /// Writes `text` into the text column, across pages where it must, and moves below it.
    void paragraph(const QString& text, const ReportText& style);
    /// Returns the height of a caption and the gap below it.
    [[nodiscard]] double captionHeight(const QString& text) const;
    /// Writes a caption, its name ("Table 3") before it, and moves below.
    void writeCaption(const QString& name, const QString& text);
    /// Draws a line over the width, or from `inset` on.
    void rule(double y, const QColor& colour, double thickness, double inset = 0);

    [[nodiscard]] ReportText title() const;
    [[nodiscard]] ReportText sectionTitle() const;
    [[nodiscard]] ReportText finding() const;
    [[nodiscard]] ReportText body() const;
    [[nodiscard]] ReportText label() const;
    [[nodiscard]] ReportText small() const;
    [[nodiscard]] ReportText caption() const;
    [[nodiscard]] ReportText captionName() const;
    [[nodiscard]] ReportText cell() const;
    [[nodiscard]] ReportText cellHead() const;

private:
    struct Waiting {
        QString section;
        std::function<void()> draw;
    };

    void turn(QPageLayout::Orientation orientation);
    void startPage(const QString& section, QPageLayout::Orientation orientation);
    void headAndFoot();

    const Report& report_;
    QPainter& painter_;
    QPagedPaintDevice* device_;
    QSizeF upright_; ///< the paper
    QSizeF paper_;   ///< as the page at hand lies
    int pages_;
    Palette palette_ = Palette::print();
    QString section_;
    int page_ = 0;
    double left_ = 0;
    double right_ = 0;
    double textLeft_ = 0;
    double top_ = 0;
    double bottom_ = 0;
    double y_ = 0;
    std::vector<Waiting> waiting_;
};

} // namespace tributary::ui
