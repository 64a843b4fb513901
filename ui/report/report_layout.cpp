// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_layout.h"

#include "ui/cascade/cascade_render.h"
#include "ui/look/marks.h"
#include "ui/qt_text.h"
#include "ui/report/page_painter.h"
#include "ui/report/write_report.h"
#include "ui/results/chart_series.h"

#include <QCoreApplication>
#include <algorithm>
#include <memory>

namespace tributary::ui {

namespace {

constexpr double gap = 18; // between blocks
constexpr double captionGap = 6;
constexpr double captionName = 62; // width of "Figure 12"
constexpr double cellAir = 4;      // above and below a table's text
constexpr double markSize = 7;
constexpr double chartScale = 8.0 / 9; // the window's 9 pt labels are 8 pt in print
constexpr double cascadeBleed = 9;     // millimetres into both margins
constexpr double cashFlowHeight = 210;
constexpr double histogramHeight = 215;
constexpr double adoptionHeight = 280;
constexpr double leastFigure = 120;
constexpr qsizetype longestCell = 600; // characters; a longer one would not fit a page

/// Texts of this file, for translation.
struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

class Layout {
public:
    Layout(const ReportSource& source, PagePainter& page) : source_(source), page_(page) {}

    void draw() {
        titlePage();
        for (const ReportSection& section : source_.report.sections) {
            page_.beginPage(toQt(section.name));
            heading(section);
            for (const ReportBlock& block : section.blocks) {
                if (!page_.isAtTop())
                    page_.skip(gap);
                std::visit([&](const auto& typed) { add(typed); }, block);
            }
        }
    }

private:
    void titlePage() {
        const Report& report = source_.report;
        page_.beginPage({});
        page_.skip(fromMillimetres(48));
        write(toQt(report.title), page_.title(), page_.left(), page_.width());
        page_.skip(10);
        write(toQt(report.framing), page_.body(), page_.left(), page_.width());
        page_.skip(18);
        page_.rule(page_.y(), page_.palette().ink, 1.5);
        page_.skip(22);
        for (const std::string& finding : report.findings) {
            page_.paragraph(toQt(finding), page_.finding());
            page_.skip(8);
        }
        page_.skip(14);
        const auto line = [&](const QString& label, const QString& text) {
            beside(label, 0, [&] { page_.paragraph(text, page_.body()); });
            page_.skip(6);
        };
        if (report.model != report.title)
            line(Texts::tr("Model"), toQt(report.model));
        if (!report.client.empty())
            line(Texts::tr("For"), toQt(report.client));
        QStringList scenarios;
        for (const ScenarioResults& scenario : source_.sampled.scenarios)
            scenarios << toQt(scenario.name);
        if (scenarios.size() > 1)
            line(Texts::tr("Scenarios"), scenarios.join(QLatin1Char('\n')));
        QStringList run;
        for (const std::string& text : report.contents)
            run << toQt(text);
        line(Texts::tr("The run"), run.join(QLatin1Char('\n')));
    }

    void heading(const ReportSection& section) {
        page_.skip(12);
        write(toQt(section.title), page_.sectionTitle(), page_.left(), page_.width());
        if (!section.lead.empty()) {
            page_.skip(4);
            write(toQt(section.lead), page_.body(), page_.left(), page_.width());
        }
        page_.skip(8);
    }

    void write(const QString& text, const ReportText& style, double x, double width) {
        page_.skip(page_.write(text, style, x, page_.y(), width));
    }

    /// Writes a label into the margin and, beside it, what `text` writes; goes on below the longer of the two.
    template <class Text>
    void beside(const QString& label, double lower, const Text& text) {
        const int page = page_.page();
        const double below =
            page_.y() + lower +
            page_.write(label, page_.label(), page_.left(), page_.y() + lower, page_.textLeft() - page_.left() - 12);
        text();
        if (page_.page() == page)
            page_.moveTo(std::max(page_.y(), below));
    }

    double labelHeight(const QString& label) const {
        return PagePainter::height(label, page_.label(), page_.textLeft() - page_.left() - 12);
    }

    void add(const FindingBlock& block) {
        const QString text = toQt(block.text);
        page_.need(16 + std::max(PagePainter::height(text, page_.finding(), page_.textWidth()),
                                 labelHeight(toQt(block.label)) + 3));
        page_.rule(page_.y(), page_.palette().ink, 1.5);
        page_.skip(16);
        beside(toQt(block.label), 3, [&] {
            page_.paragraph(text, page_.finding());
            if (!block.detail.empty()) {
                page_.skip(4);
                page_.paragraph(toQt(block.detail), page_.body());
            }
        });
    }

    void add(const ParagraphBlock& block) {
        page_.need(std::max(page_.body().pitch * 2, labelHeight(toQt(block.label))));
        beside(toQt(block.label), 0, [&] { page_.paragraph(toQt(block.text), page_.body()); });
    }

    void add(const NoteBlock& block) {
        page_.need(PagePainter::height(toQt(block.text), page_.small(), page_.width()));
        write(toQt(block.text), page_.small(), page_.left(), page_.width());
    }

    void add(const HeadlinesBlock& block) {
        constexpr double height = 76;
        page_.need(height + PagePainter::height(toQt(block.note), page_.small(), page_.width()));
        const auto count = static_cast<double>(block.headlines.size());
        const double width = (page_.width() - gap * (count - 1)) / count;
        const ReportText name{page_.captionName().font, 18, page_.palette().ink2};
        ReportText value = page_.label();
        value.font.setPointSizeF(15);
        value.pitch = 30;
        value.colour = page_.palette().ink;
        double x = page_.left();
        for (const auto& headline : block.headlines) {
            page_.painter().setPen(QPen(page_.palette().ink, 1));
            page_.painter().drawLine(QPointF(x, page_.y()), QPointF(x + width, page_.y()));
            page_.write(toQt(headline.label), name, x, page_.y() + 6, width);
            page_.write(toQt(headline.value), value, x, page_.y() + 24, width);
            page_.write(toQt(headline.range), page_.small(), x, page_.y() + 54, width);
            x += width + gap;
        }
        page_.skip(height);
        if (!block.note.empty())
            write(toQt(block.note), page_.small(), page_.left(), page_.width());
    }

    double captionHeight(const std::string& text) const {
        return PagePainter::height(toQt(text), page_.caption(), page_.width() - captionName) + captionGap;
    }

    void caption(const QString& name, const std::string& text) {
        page_.write(name, page_.captionName(), page_.left(), page_.y(), captionName);
        page_.skip(page_.write(toQt(text), page_.caption(), page_.left() + captionName, page_.y(),
                               page_.width() - captionName));
        page_.skip(captionGap);
    }

    double figureHeight(const FigureBlock& block, double width) const {
        switch (block.kind) {
        case FigureKind::cascade:
            return cascadeHeight(source_.model, width);
        case FigureKind::cashFlow:
            return cashFlowHeight;
        case FigureKind::npvHistogram:
            return histogramHeight;
        case FigureKind::adoption:
            break;
        }
        return adoptionHeight;
    }

    void add(const FigureBlock& block) {
        const ScenarioResults* scenario = source_.sampled.find(block.scenario);
        if (!scenario)
            return;
        const ScenarioResults* mostLikely = source_.mostLikely.find(block.scenario);
        const double bleed = block.kind == FigureKind::cascade ? fromMillimetres(cascadeBleed) : 0;
        const double width = page_.width() + 2 * bleed;
        const double above = captionHeight(block.caption);
        double height = figureHeight(block, width);
        page_.need(above + height);
        caption(Texts::tr("Figure %1").arg(++figures_), block.caption);
        height = std::clamp(height, leastFigure, std::max(leastFigure, page_.room()));
        const QRectF area(page_.left() - bleed, page_.y(), width, height);
        QPainter& painter = page_.painter();
        painter.save();
        const ChartStyle style{page_.palette(), chartScale, ChartTitle::hidden};
        const auto draw = [&](auto&& chart, auto&& series) {
            chart.setData(std::forward<decltype(series)>(series));
            chart.render(painter, area, style);
        };
        switch (block.kind) {
        case FigureKind::cascade:
            renderCascade(painter, area, source_.model, scenario, mostLikely, block.period, page_.palette());
            break;
        case FigureKind::cashFlow:
            draw(FanChart(), cashFlowSeries(source_.sampled, *scenario, mostLikely));
            break;
        case FigureKind::npvHistogram:
            draw(HistogramChart(), npvSeries(source_.sampled, *scenario));
            break;
        case FigureKind::adoption:
            draw(AdoptionChart(), adoptionSeries(source_.model, source_.sampled, *scenario));
            break;
        }
        painter.restore();
        page_.skip(height);
    }

    void add(const TableBlock& block) {
        if (block.rows.empty())
            return;
        double first = captionHeight(block.caption) + page_.cellHead().pitch + 3;
        for (size_t index = 0; index < std::min<size_t>(3, block.rows.size()); ++index)
            first += rowHeight(block, block.rows[index]);
        page_.need(first);
        caption(Texts::tr("Table %1").arg(++tables_), block.caption);
        tableHead(block);
        for (size_t index = 0; index < block.rows.size(); ++index) {
            const double height = rowHeight(block, block.rows[index]);
            // A heading does not end a page, and a last row does not begin one.
            const bool leads = block.rows[index].kind == TableBlock::Row::Kind::heading;
            const bool lastButOne = index + 2 == block.rows.size();
            const double wanted = (leads || lastButOne) && index + 1 < block.rows.size()
                                      ? height + rowHeight(block, block.rows[index + 1])
                                      : height;
            if (wanted > page_.room() && !page_.isAtTop()) {
                page_.need(wanted);
                tableHead(block);
            }
            tableRow(block, block.rows[index], height);
        }
    }

    static QString cellText(const TableBlock::Row& row, size_t column) {
        const QString text = toQt(row.cells[column]);
        return text.size() > longestCell ? text.left(longestCell - 1) + QChar(0x2026) : text;
    }

    double columnWidth(const TableBlock& block, size_t column) const { return page_.width() * block.widths[column]; }

    double textWidthOf(const TableBlock& block, const TableBlock::Row& row, size_t column) const {
        const double air = column + 1 == row.cells.size() ? 0 : 10;
        return columnWidth(block, column) - air - (column == 0 && row.mark ? markSize + 8 : 0);
    }

    double rowHeight(const TableBlock& block, const TableBlock::Row& row) const {
        double height = page_.cell().pitch;
        if (row.kind == TableBlock::Row::Kind::heading)
            height = PagePainter::height(cellText(row, 0), page_.cellHead(), page_.width());
        else
            for (size_t column = 0; column < row.cells.size(); ++column)
                if (block.columns[column] != TableBlock::Column::grade)
                    height = std::max(height, PagePainter::height(cellText(row, column), page_.cell(),
                                                                  textWidthOf(block, row, column)));
        return height + 2 * cellAir;
    }

    void tableHead(const TableBlock& block) {
        double x = page_.left();
        for (size_t column = 0; column < block.head.size(); ++column) {
            const bool right = block.columns[column] != TableBlock::Column::text;
            const double inset = right && column + 1 < block.head.size() ? 10 : 0;
            page_.write(toQt(block.head[column]), page_.cellHead(), x, page_.y(), columnWidth(block, column) - inset,
                        right ? Qt::AlignRight : Qt::AlignLeft);
            x += columnWidth(block, column);
        }
        page_.skip(page_.cellHead().pitch + 3);
        page_.rule(page_.y(), page_.palette().ink, 1);
    }

    void tableRow(const TableBlock& block, const TableBlock::Row& row, double height) {
        const double top = page_.y() + cellAir;
        if (row.kind == TableBlock::Row::Kind::heading) {
            page_.write(cellText(row, 0), page_.cellHead(), page_.left(), top, page_.width());
        } else {
            double x = page_.left();
            for (size_t column = 0; column < row.cells.size(); ++column) {
                cell(block, row, column, x, top);
                x += columnWidth(block, column);
            }
        }
        page_.skip(height);
        page_.rule(page_.y(), page_.palette().rule, 1);
    }

    void cell(const TableBlock& block, const TableBlock::Row& row, size_t column, double x, double top) {
        const QString text = cellText(row, column);
        QPainter& painter = page_.painter();
        const double pitch = page_.cell().pitch;
        if (block.columns[column] == TableBlock::Column::grade) {
            const auto& names = EnumNames<Grade>::names;
            const auto grade = std::find(names.begin(), names.end(), row.cells[column]);
            if (grade != names.end() && !text.isEmpty())
                paintGrade(painter, {x + columnWidth(block, column) - 15, top + (pitch - 14) / 2, 14, 14},
                           static_cast<Grade>(grade - names.begin()), page_.palette());
            return;
        }
        ReportText style = page_.cell();
        const bool right = block.columns[column] == TableBlock::Column::number;
        const bool isLast = column + 1 == row.cells.size();
        double width = columnWidth(block, column) - (isLast ? 0 : 10);
        if (column == 0 && row.mark) {
            paintLevelMark(painter, {x, top + (pitch - markSize) / 2, markSize, markSize}, *row.mark,
                           page_.palette().level(*row.mark));
            x += markSize + 8;
            width -= markSize + 8;
        }
        if (isLast && row.change != TableBlock::Row::Change::none) {
            const Judgement judgement =
                row.change == TableBlock::Row::Change::better ? Judgement::better : Judgement::worse;
            style.font.setWeight(QFont::Bold);
            style.colour = judgementColour(page_.palette(), judgement);
            const double textWidth = QFontMetricsF(style.font).horizontalAdvance(text);
            const Pointing pointing = text.startsWith(QLatin1Char('+')) ? Pointing::up : Pointing::down;
            paintChangeMark(painter, {x + width - textWidth - 13, top + pitch / 2 + 4}, 8, pointing, judgement,
                            page_.palette());
        }
        page_.write(text, style, x, top, width, right ? Qt::AlignRight : Qt::AlignLeft);
    }

    const ReportSource& source_;
    PagePainter& page_;
    int figures_ = 0;
    int tables_ = 0;
};

} // namespace

int drawReport(const ReportSource& source, QPainter& painter, QPagedPaintDevice* device, const QSizeF& page,
               int pages) {
    painter.setRenderHint(QPainter::Antialiasing);
    PagePainter pagePainter(source.report, painter, device, page, pages);
    Layout(source, pagePainter).draw();
    return pagePainter.page();
}

} // namespace tributary::ui
