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
#include <utility>

namespace tributary::ui {

namespace {

constexpr double gap = 18; // between blocks
constexpr double sectionGap = 40;
constexpr double captionGap = 6;
constexpr double captionName = 62; // width of "Figure 12"
constexpr double cellAir = 4;      // above and below a table's text
constexpr double markSize = 7;
constexpr double chartScale = 8.0 / 9; // the window's 9 pt labels are 8 pt in print
constexpr double cascadeBleed = 9;     // millimetres into both margins
constexpr double headlinesHeight = 76;
constexpr double cashFlowHeight = 210;
constexpr double histogramHeight = 215;
constexpr double adoptionHeight = 280;
constexpr double leastFigure = 120;
constexpr double figureGives = 0.75;       // a figure may be so much lower to stay on its page
constexpr double cascadeScale = 7.0 / 9;   // its smallest texts have 9 pt in the window, 7 pt in print
constexpr double uprightCascade = 2.0 / 3; // a cascade that takes more of a page lies on one of its own
constexpr qsizetype longestCell = 600;     // characters; a longer one would not fit a page

/// Texts of this file, for translation.
struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

class Layout {
public:
    Layout(const ReportSource& source, PagePainter& page) : source_(source), page_(page) {}

    void draw() {
        titlePage();
        bool isFirst = true;
        for (const ReportSection& section : source_.report.sections) {
            begin(section, std::exchange(isFirst, false) ? Start::newPage : Start::whereItFits);
            heading(section);
            for (const ReportBlock& block : section.blocks) {
                if (!page_.isAtTop())
                    page_.skip(gap);
                std::visit([&](const auto& typed) { add(typed); }, block);
            }
        }
        page_.finish();
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
            scenarios << toQt(shownName(scenario));
        if (scenarios.size() > 1)
            line(Texts::tr("Scenarios"), scenarios.join(QLatin1Char('\n')));
        QStringList run;
        for (const std::string& text : report.contents)
            run << toQt(text);
        line(Texts::tr("The run"), run.join(QLatin1Char('\n')));
    }

    enum class Start { newPage, whereItFits };

    /// Goes on below the section before if the heading and what it stands over fit there.
    void begin(const ReportSection& section, Start start) {
        double wanted = sectionGap + headingHeight(section);
        for (const ReportBlock& block : section.blocks) {
            const double height = std::visit([&](const auto& typed) { return least(typed); }, block);
            wanted += gap + height;
            if (!std::holds_alternative<NoteBlock>(block))
                break;
        }
        if (start == Start::newPage || wanted > page_.room()) {
            page_.beginPage(toQt(section.name));
        } else {
            page_.skip(sectionGap);
            page_.setSection(toQt(section.name));
        }
    }

    double headingHeight(const ReportSection& section) const {
        double height = 12 + PagePainter::height(toQt(section.title), page_.sectionTitle(), page_.width()) + 8;
        if (!section.lead.empty())
            height += 4 + PagePainter::height(toQt(section.lead), page_.body(), page_.width());
        return height;
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

    // What of a block must stand together with what comes before it.

    double least(const FindingBlock& block) const {
        return 16 + std::max(PagePainter::height(toQt(block.text), page_.finding(), page_.textWidth()),
                             labelHeight(toQt(block.label)) + 3);
    }

    double least(const ParagraphBlock& block) const {
        return std::max(page_.body().pitch * 2, labelHeight(toQt(block.label)));
    }

    double least(const NoteBlock& block) const {
        return PagePainter::height(toQt(block.text), page_.small(), page_.width());
    }

    double least(const HeadlinesBlock& block) const {
        return headlinesHeight + PagePainter::height(toQt(block.note), page_.small(), page_.width());
    }

    double least(const FigureBlock& block) const {
        if (block.kind == FigureKind::cascade)
            return captionHeight(block.caption);
        return captionHeight(block.caption) + figureGives * chartHeight(block.kind);
    }

    double least(const TableBlock& block) const {
        double height = captionHeight(block.caption) + page_.cellHead().pitch + 3;
        for (size_t index = 0; index < std::min<size_t>(3, block.rows.size()); ++index)
            height += rowHeight(block, index, index == 0 ? Place::top : Place::below);
        return height;
    }

    void add(const FindingBlock& block) {
        const QString text = toQt(block.text);
        page_.need(least(block));
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
        page_.need(least(block));
        beside(toQt(block.label), 0, [&] { page_.paragraph(toQt(block.text), page_.body()); });
    }

    void add(const NoteBlock& block) {
        page_.need(least(block));
        write(toQt(block.text), page_.small(), page_.left(), page_.width());
    }

    void add(const HeadlinesBlock& block) {
        page_.need(least(block));
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
        page_.skip(headlinesHeight);
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

    static double chartHeight(FigureKind kind) {
        switch (kind) {
        case FigureKind::cashFlow:
            return cashFlowHeight;
        case FigureKind::npvHistogram:
            return histogramHeight;
        case FigureKind::adoption:
        case FigureKind::cascade:
            break;
        }
        return adoptionHeight;
    }

    void add(const FigureBlock& block) {
        const ScenarioResults* scenario = source_.sampled.find(block.scenario);
        if (!scenario)
            return;
        const ScenarioResults* mostLikely = source_.mostLikely.find(block.scenario);
        const QString name = Texts::tr("Figure %1").arg(++figures_);
        if (block.kind == FigureKind::cascade) {
            addCascade(block, name, scenario, mostLikely);
            return;
        }
        page_.need(least(block));
        caption(name, block.caption);
        const double height = std::clamp(page_.room(), leastFigure, chartHeight(block.kind));
        const QRectF area(page_.left(), page_.y(), page_.width(), height);
        QPainter& painter = page_.painter();
        painter.save();
        const ChartStyle style{page_.palette(), chartScale, ChartTitle::hidden};
        const auto draw = [&](auto&& chart, auto&& series) {
            chart.setData(std::forward<decltype(series)>(series));
            chart.render(painter, area, style);
        };
        switch (block.kind) {
        case FigureKind::cascade:
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

    /// A small cascade stands in the text; a larger one lies on a page of its own, or on several.
    void addCascade(const FigureBlock& block, const QString& name, const ScenarioResults* results,
                    const ScenarioResults* mostLikely) {
        const double bleed = fromMillimetres(cascadeBleed);
        const auto paint = [this, results, mostLikely, period = block.period](CascadeSheets& sheets, size_t part,
                                                                              double width) {
            const QSizeF size = sheets.size(part);
            sheets.paint(page_.painter(), {page_.left() + (width - size.width()) / 2, page_.y()}, part, results,
                         mostLikely, period, page_.palette());
        };
        CascadeSheets upright(source_.model, {page_.width() + 2 * bleed, page_.height() * uprightCascade},
                              cascadeScale);
        if (upright.parts().empty())
            return;
        if (upright.parts().size() == 1) {
            const double height = upright.size(0).height();
            page_.need(captionHeight(block.caption) + height);
            caption(name, block.caption);
            paint(upright, 0, page_.width());
            page_.skip(height);
            return;
        }
        const QSizeF room = page_.sidewaysRoom();
        const auto sideways = std::make_shared<CascadeSheets>(
            source_.model, QSizeF(room.width() + 2 * bleed, room.height() - captionHeight(block.caption)),
            cascadeScale);
        const size_t count = sideways->parts().size();
        caption(name, fromQt(Texts::tr("%1 Overleaf.").arg(toQt(block.caption))));
        for (size_t part = 0; part < count; ++part)
            page_.drawSideways([this, paint, sideways, part, count, name, text = block.caption] {
                caption(name, count == 1
                                  ? text
                                  : fromQt(Texts::tr("%1 Part %2 of %3.").arg(toQt(text)).arg(part + 1).arg(count)));
                paint(*sideways, part, page_.width());
            });
    }

    void add(const TableBlock& block) {
        if (block.rows.empty())
            return;
        page_.need(least(block));
        caption(Texts::tr("Table %1").arg(++tables_), block.caption);
        tableHead(block);
        Place place = Place::top;
        for (size_t index = 0; index < block.rows.size(); ++index) {
            // A heading does not end a page, and a last row does not begin one.
            const bool leads = block.rows[index].kind == TableBlock::Row::Kind::heading;
            const bool lastButOne = index + 2 == block.rows.size();
            double wanted = rowHeight(block, index, place);
            if ((leads || lastButOne) && index + 1 < block.rows.size())
                wanted += rowHeight(block, index + 1, Place::below);
            if (wanted > page_.room() && !page_.isAtTop()) {
                page_.need(wanted);
                tableHead(block);
                place = Place::top;
            }
            tableRow(block, index, place);
            place = Place::below;
        }
    }

    static QString cellText(const TableBlock::Row& row, size_t column) {
        const QString text = toQt(row.cells[column]);
        return text.size() > longestCell ? text.left(longestCell - 1) + QChar(0x2026) : text;
    }

    double columnWidth(const TableBlock& block, size_t column) const { return page_.width() * block.widths[column]; }

    enum class Place { top, below }; ///< of a row: the first of the table on its page, or below another

    /// Whether a cell says nothing: an owner is named once, and again where the table goes on on another page.
    static bool isSilent(const TableBlock& block, size_t row, size_t column, Place place) {
        return block.columns[column] == TableBlock::Column::owner && place == Place::below && row > 0 &&
               block.rows[row - 1].kind == TableBlock::Row::Kind::ordinary &&
               block.rows[row - 1].cells[column] == block.rows[row].cells[column];
    }

    /// Width of a cell with the air after it; an owner's runs on over an empty one.
    double cellWidth(const TableBlock& block, const TableBlock::Row& row, size_t column) const {
        const bool runsOn = block.columns[column] == TableBlock::Column::owner && column + 1 < row.cells.size() &&
                            row.cells[column + 1].empty();
        return columnWidth(block, column) + (runsOn ? columnWidth(block, column + 1) : 0);
    }

    double textWidthOf(const TableBlock& block, const TableBlock::Row& row, size_t column) const {
        const double air = column + 1 == row.cells.size() ? 0 : 10;
        return cellWidth(block, row, column) - air - (column == 0 && row.mark ? markSize + 8 : 0);
    }

    double rowHeight(const TableBlock& block, size_t index, Place place) const {
        const TableBlock::Row& row = block.rows[index];
        double height = page_.cell().pitch;
        if (row.kind == TableBlock::Row::Kind::heading)
            height = PagePainter::height(cellText(row, 0), page_.cellHead(), page_.width());
        else
            for (size_t column = 0; column < row.cells.size(); ++column)
                if (block.columns[column] != TableBlock::Column::grade && !isSilent(block, index, column, place))
                    height = std::max(height, PagePainter::height(cellText(row, column), page_.cell(),
                                                                  textWidthOf(block, row, column)));
        return height + 2 * cellAir;
    }

    void tableHead(const TableBlock& block) {
        double x = page_.left();
        for (size_t column = 0; column < block.head.size(); ++column) {
            const bool right = block.columns[column] == TableBlock::Column::number ||
                               block.columns[column] == TableBlock::Column::grade;
            const double inset = right && column + 1 < block.head.size() ? 10 : 0;
            page_.write(toQt(block.head[column]), page_.cellHead(), x, page_.y(), columnWidth(block, column) - inset,
                        right ? Qt::AlignRight : Qt::AlignLeft);
            x += columnWidth(block, column);
        }
        page_.skip(page_.cellHead().pitch + 3);
        page_.rule(page_.y(), page_.palette().ink, 1);
    }

    void tableRow(const TableBlock& block, size_t index, Place place) {
        const TableBlock::Row& row = block.rows[index];
        const double height = rowHeight(block, index, place);
        const double top = page_.y() + cellAir;
        if (row.kind == TableBlock::Row::Kind::heading) {
            page_.write(cellText(row, 0), page_.cellHead(), page_.left(), top, page_.width());
        } else {
            double x = page_.left();
            for (size_t column = 0; column < row.cells.size(); ++column) {
                if (!isSilent(block, index, column, place))
                    cell(block, row, column, x, top);
                x += columnWidth(block, column);
            }
        }
        page_.skip(height);
        // The hairline leaves out an owner who has more figures below.
        const bool goesOn = index + 1 < block.rows.size() && row.kind == TableBlock::Row::Kind::ordinary &&
                            block.rows[index + 1].kind == row.kind && isSilent(block, index + 1, 0, Place::below);
        page_.rule(page_.y(), page_.palette().rule, 1, goesOn ? columnWidth(block, 0) : 0);
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
        double width = cellWidth(block, row, column) - (isLast ? 0 : 10);
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
