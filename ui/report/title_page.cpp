// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/title_page.h"

#include "core/report/report.h"
#include "ui/qt_text.h"
#include "ui/report/page_painter.h"

#include <QFontMetricsF>
#include <QStringList>
#include <algorithm>
#include <span>
#include <utility>

namespace tributary::ui {

namespace {

constexpr double spacing = 18;    // around the contents, and half of that between their columns
constexpr double pageNumber = 40; // room for one

class TitlePage {
public:
    TitlePage(const Report& report, PagePainter& page, const std::vector<OutlineEntry>& outline)
        : report_(report), page_(page), outline_(outline) {}

    void draw() {
        page_.beginPage({});
        page_.skip(fromMillimetres(48));
        page_.writeWide(toQt(report_.title), page_.title());
        page_.skip(10);
        page_.writeWide(toQt(report_.framing), page_.body());
        page_.skip(18);
        page_.rule(page_.y(), page_.palette().ink, 1.5);
        page_.skip(22);
        QStringList run;
        for (const std::string& text : report_.contents)
            run << toQt(text);
        std::vector<std::pair<QString, QString>> details;
        if (report_.model != report_.title)
            details.emplace_back(tr("Model"), toQt(report_.model));
        if (!report_.client.empty())
            details.emplace_back(tr("For"), toQt(report_.client));
        details.emplace_back(tr("The run"), run.join(QLatin1Char('\n')));
        constexpr double above = 14, below = 6;
        double detailsHeight = above;
        for (const auto& [label, text] : details)
            detailsHeight += PagePainter::height(text, page_.body(), page_.textWidth()) + below;
        findings(page_.room() - detailsHeight);
        page_.skip(above);
        for (const auto& [label, text] : details) {
            page_.beside(label, 0, [&, &words = text] { page_.paragraph(words, page_.body()); });
            page_.skip(below);
        }
        contents();
    }

private:
    /// One of each scenario: smaller where they are many, and where even so they do not fit the first of them alone.
    void findings(double room) {
        constexpr double between = 8;
        const auto& all = report_.findings;
        const auto countWithin = [&](double height, const ReportText& style) {
            size_t count = 0;
            for (; count < all.size(); ++count)
                if ((height -= between + PagePainter::height(toQt(all[count]), style, page_.textWidth())) < 0)
                    break;
            return count;
        };
        const bool fit = countWithin(room, page_.finding()) == all.size();
        const ReportText style = fit ? page_.finding() : page_.body();
        size_t shown = countWithin(room, style);
        if (shown < all.size())
            shown = countWithin(room - between - 2 * style.pitch, style);
        for (const std::string& finding : std::span(all).first(shown)) {
            page_.paragraph(toQt(finding), style);
            page_.skip(between);
        }
        if (const size_t left = all.size() - shown; left > 0)
            page_.paragraph(left == 1 ? tr("And one more, side by side with these below.")
                                      : tr("And %1 more, side by side with these below.").arg(left),
                            style);
    }

    /// The sections and their pages, at the foot of the title page, in two columns where there are many; on pages of
    /// their own where these do not fit either.
    void contents() {
        const auto& sections = report_.sections;
        const double pitch = page_.body().pitch;
        constexpr double air = 2 * spacing;
        const auto rowsIn = [&](size_t columns) { return (sections.size() + columns - 1) / columns; };
        const auto rowsThatFit = [&](double taken) {
            return static_cast<size_t>(std::max(1.0, (page_.room() - taken) / pitch));
        };
        if (rowsIn(1) <= rowsThatFit(air)) {
            page_.skip(air);
            contentsInColumns(0, rowsIn(1), 1);
        } else if (rowsIn(2) <= rowsThatFit(air + pitch)) {
            page_.skip(air);
            contentsInColumns(0, rowsIn(2), 2);
        } else {
            for (size_t first = 0; first < sections.size();) {
                page_.beginPage(tr("Contents"));
                const size_t rows = std::min(rowsThatFit(pitch), (sections.size() - first + 1) / 2);
                contentsInColumns(first, rows, 2);
                first += 2 * rows;
            }
        }
    }

    /// Writes the sections from `first` on, so many rows in each column; two columns stand below their heading.
    void contentsInColumns(size_t first, size_t rows, size_t columns) {
        const auto& sections = report_.sections;
        const ReportText style = page_.body();
        const double top = page_.y() + (columns == 1 ? 0 : style.pitch);
        const double left = columns == 1 ? page_.textLeft() : page_.left();
        const double width = (page_.left() + page_.width() - left - spacing * 2 * static_cast<double>(columns - 1)) /
                             static_cast<double>(columns);
        page_.write(tr("Contents"), page_.label(), page_.left(), page_.y(), page_.textLeft() - page_.left());
        for (size_t i = 0; i < rows * columns && first + i < sections.size(); ++i) {
            const double x = left + static_cast<double>(i / rows) * (width + 2 * spacing);
            const double y = top + static_cast<double>(i % rows) * style.pitch;
            const QString name = QFontMetricsF(style.font)
                                     .elidedText(toQt(sections[first + i].name), Qt::ElideMiddle, width - pageNumber);
            page_.write(name, style, x, y, width - pageNumber);
            if (first + i < outline_.size())
                page_.write(QString::number(outline_[first + i].page), style, x + width - pageNumber, y, pageNumber,
                            Qt::AlignRight);
        }
        page_.moveTo(top + static_cast<double>(rows) * style.pitch);
    }

    const Report& report_;
    PagePainter& page_;
    const std::vector<OutlineEntry>& outline_;
};

} // namespace

void drawTitlePage(const Report& report, PagePainter& page, const std::vector<OutlineEntry>& outline) {
    TitlePage(report, page, outline).draw();
}

} // namespace tributary::ui
