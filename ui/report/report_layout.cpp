// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_layout.h"

#include "ui/qt_text.h"
#include "ui/report/cascade_sheets.h"
#include "ui/report/page_painter.h"
#include "ui/report/report_table.h"
#include "ui/report/title_page.h"
#include "ui/report/write_report.h"
#include "ui/results/chart_series.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace tributary::ui {

namespace {

constexpr double gap = 18; // between blocks
constexpr double sectionGap = 40;
constexpr double chartScale = 8.0 / 9; // the window's 9 pt labels are 8 pt in print
constexpr double headlinesHeight = 76;
constexpr double cashFlowHeight = 210;
constexpr double histogramHeight = 215;
constexpr double adoptionHeight = 280;
constexpr double leftEmpty = 2.0 / 3; // a page with more room than this is not left
constexpr double leastFigure = 120;
constexpr double figureGives = 0.75;       // a figure may be so much lower to stay on its page
constexpr double cascadeScale = 7.0 / 9;   // its smallest texts have 9 pt in the window, 7 pt in print
constexpr double uprightCascade = 2.0 / 3; // a cascade that takes more of a page lies on one of its own

} // namespace

/// The tree of a scenario laid out for sheets of one size.
struct KnownSheets {
    ScenarioId scenario;
    QSizeF sheet;
    CascadeSheets::Large large;
    CascadeSheets sheets;
};

namespace {

class Layout {
public:
    Layout(const ReportSource& source, PagePainter& page, std::vector<std::unique_ptr<KnownSheets>>& sheets,
           std::map<const TableBlock*, RowHeights>& heights, const DrawnReport& known,
           const std::function<bool()>& goOn)
        : source_(source), page_(page), sheets_(sheets), heights_(heights), known_(known), goOn_(goOn) {}

    /// Tells whether it was drawn to its end.
    bool draw() {
        drawTitlePage(source_.report, page_, known_.outline);
        for (const ReportSection& section : source_.report.sections) {
            begin(section);
            heading(section);
            for (const ReportBlock& block : section.blocks) {
                if (!page_.isAtTop())
                    page_.skip(gap);
                std::visit([&](const auto& typed) { add(typed); }, block);
                if (stopped_ || (goOn_ && !goOn_()))
                    return false;
            }
        }
        page_.finish();
        return true;
    }

    [[nodiscard]] const std::vector<OutlineEntry>& outline() const { return outline_; }

private:
    /// Goes on below the section before if the heading and what it stands over fit there; a summary, which begins with
    /// its finding, goes to the next page but from a nearly empty one.
    void begin(const ReportSection& section) {
        const bool isSummary = !section.blocks.empty() && std::holds_alternative<FindingBlock>(section.blocks.front());
        double wanted = sectionGap + headingHeight(section);
        const std::optional<double> text = heightOfText(section);
        if (text && wanted + *text <= page_.height())
            wanted += *text;
        else
            for (const ReportBlock& block : section.blocks) {
                wanted += gap + std::visit([&](const auto& typed) { return least(typed); }, block);
                if (!std::holds_alternative<NoteBlock>(block))
                    break;
            }
        const bool mostlyFull = page_.room() < leftEmpty * page_.height();
        if ((isSummary && mostlyFull) || outline_.empty() || wanted > page_.room()) {
            page_.beginPage(toQt(section.name));
            squeeze_ = squeezeFor(section);
        } else {
            squeeze_ = 0;
            page_.skip(sectionGap);
            page_.setSection(toQt(section.name));
        }
    }

    /// Height of a section of paragraphs and notes alone, which stands on one page where it can; none of any other.
    std::optional<double> heightOfText(const ReportSection& section) const {
        const auto isText = [](const ReportBlock& block) {
            return std::holds_alternative<NoteBlock>(block) || std::holds_alternative<ParagraphBlock>(block);
        };
        if (!std::ranges::all_of(section.blocks, isText))
            return std::nullopt;
        return heightOfBlocks(section);
    }

    double heightOfBlocks(const ReportSection& section) const {
        double height = 0;
        for (const ReportBlock& block : section.blocks)
            height += gap + std::visit([&](const auto& typed) { return whole(typed); }, block);
        return height;
    }

    /// By which share the charts of a section are lower so that all of it stands on a page; 0 where it stands there as
    /// it is, or would not even so.
    double squeezeFor(const ReportSection& section) const {
        double charts = 0, lowest = 0;
        for (const ReportBlock& block : section.blocks)
            if (const auto* figure = std::get_if<FigureBlock>(&block)) {
                if (figure->kind == FigureKind::cascade)
                    return 0;
                charts += chartHeight(figure->kind);
                lowest += leastFigure;
            }
        if (charts == 0)
            return 0;
        constexpr double rounding = 1; // sums of heights are not exact
        const double over = headingHeight(section) + heightOfBlocks(section) + rounding - page_.height();
        return over > 0 && over <= charts - lowest ? over / charts : 0;
    }

    double headingHeight(const ReportSection& section) const {
        double height = 12 + PagePainter::height(toQt(section.title), page_.sectionTitle(), page_.width()) + 8;
        if (!section.lead.empty())
            height += 4 + PagePainter::height(toQt(section.lead), page_.body(), page_.width());
        return height;
    }

    void heading(const ReportSection& section) {
        outline_.push_back({toQt(section.name), page_.page(), page_.y()});
        page_.skip(12);
        page_.writeWide(toQt(section.title), page_.sectionTitle());
        if (!section.lead.empty()) {
            page_.skip(4);
            page_.writeWide(toQt(section.lead), page_.body());
        }
        page_.skip(8);
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
        if (block.kind == FigureKind::cascade) {
            const CascadeSheets& upright = uprightSheets(block);
            return page_.captionHeight(toQt(block.caption)) + (upright.count() == 1 ? upright.size(0).height() : 0);
        }
        return page_.captionHeight(toQt(block.caption)) +
               std::max(leastFigure, std::min(figureGives, 1 - squeeze_) * chartHeight(block.kind));
    }

    double least(const TableBlock& block) const { return table(block).least(); }

    // All of a block, on one page.

    double whole(const FindingBlock& block) const {
        const double detail =
            block.detail.empty() ? 0 : 4 + PagePainter::height(toQt(block.detail), page_.body(), page_.textWidth());
        return least(block) + detail;
    }

    double whole(const ParagraphBlock& block) const {
        return std::max(PagePainter::height(toQt(block.text), page_.body(), page_.textWidth()),
                        labelHeight(toQt(block.label)));
    }

    double whole(const FigureBlock& block) const {
        return block.kind == FigureKind::cascade ? least(block)
                                                 : page_.captionHeight(toQt(block.caption)) + chartHeight(block.kind);
    }

    double whole(const TableBlock& block) const { return table(block).whole(); }

    template <class Block>
    double whole(const Block& block) const {
        return least(block);
    }

    void add(const FindingBlock& block) {
        const QString text = toQt(block.text);
        page_.need(least(block));
        page_.rule(page_.y(), page_.palette().ink, 1.5);
        page_.skip(16);
        page_.beside(toQt(block.label), 3, [&] {
            page_.paragraph(text, page_.finding());
            if (!block.detail.empty()) {
                page_.skip(4);
                page_.paragraph(toQt(block.detail), page_.body());
            }
        });
    }

    void add(const ParagraphBlock& block) {
        page_.need(least(block));
        page_.beside(toQt(block.label), 0, [&] { page_.paragraph(toQt(block.text), page_.body()); });
    }

    void add(const NoteBlock& block) {
        page_.need(least(block));
        page_.writeWide(toQt(block.text), page_.small());
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
            page_.writeWide(toQt(block.note), page_.small());
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
        const QString name = tr("Figure %1").arg(++figures_);
        if (block.kind == FigureKind::cascade) {
            addCascade(block, name, scenario, mostLikely);
            return;
        }
        page_.need(least(block));
        page_.writeCaption(name, toQt(block.caption));
        const double height =
            std::clamp(page_.room(), leastFigure, std::max(leastFigure, (1 - squeeze_) * chartHeight(block.kind)));
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
        const auto paint = [this, results, mostLikely](CascadeSheets& sheets, size_t part, double width) {
            const QSizeF size = sheets.size(part);
            sheets.paint(page_.painter(), {page_.left() + (width - size.width()) / 2, page_.y()}, part, results,
                         mostLikely, page_.palette());
        };
        const QString text = toQt(block.caption);
        if (CascadeSheets& upright = uprightSheets(block); upright.count() == 1) {
            const double height = upright.size(0).height();
            page_.need(page_.captionHeight(text) + height);
            page_.writeCaption(name, text);
            paint(upright, 0, page_.width());
            page_.skip(height);
            return;
        }
        // On its own page the tree stands whole, else in parts, whose captions have up to two lines.
        const QSizeF room = page_.sidewaysRoom();
        const auto below = [&](double caption) { return QSizeF(room.width(), room.height() - caption); };
        CascadeSheets& whole = sheets(block, below(page_.captionHeight(text)), CascadeSheets::Large::refuse);
        CascadeSheets& sideways = whole.count() == 1 ? whole
                                                     : sheets(block, below(page_.captionHeight(QStringLiteral("\n"))),
                                                              CascadeSheets::Large::divide);
        const size_t count = sideways.count();
        if (count == 0)
            return;
        page_.writeCaption(name, tr("%1 Overleaf.").arg(text));
        for (size_t part = 0; part < count; ++part)
            page_.drawSideways([this, paint, &sideways, part, name, text] {
                page_.writeCaption(name, sheetCaption(sideways, part, text));
                paint(sideways, part, page_.width());
            });
    }

    /// Says which part of the tree a sheet shows, and what is on none.
    static QString sheetCaption(const CascadeSheets& sheets, size_t part, const QString& text) {
        QStringList words{sheets.isByFamily(part)
                              ? tr("The metrics cascade, family by family: what drives a metric stands at its right.")
                              : text};
        if (sheets.count() > 1)
            words << tr("Part %1 of %2.").arg(part + 1).arg(sheets.count());
        if (part == 0 && sheets.foldedAway() > 0)
            words << (sheets.foldedAway() == 1 ? tr("Folded under its parent (+1): 1 metric, which the tables list.")
                                               : tr("Folded under their parents, each with its number (+n): %1 "
                                                    "metrics, which the tables list.")
                                                     .arg(sheets.foldedAway()));
        return words.join(QLatin1Char(' '));
    }

    void add(const TableBlock& block) {
        if (block.rows.empty())
            return;
        page_.need(least(block));
        stopped_ = !table(block, tr("Table %1").arg(++tables_)).draw(goOn_);
    }

    ReportTable table(const TableBlock& block, const QString& name = {}) const {
        return {page_, block, heights_[&block], name};
    }

    CascadeSheets& uprightSheets(const FigureBlock& block) const {
        return sheets(block, {page_.width(), page_.height() * uprightCascade}, CascadeSheets::Large::refuse);
    }

    /// Each is laid out once, for the report is drawn twice.
    CascadeSheets& sheets(const FigureBlock& block, const QSizeF& size, CascadeSheets::Large large) const {
        for (const auto& known : sheets_)
            if (known->scenario == block.scenario && known->sheet == size && known->large == large)
                return known->sheets;
        sheets_.push_back(std::make_unique<KnownSheets>(
            KnownSheets{block.scenario, size, large,
                        CascadeSheets(source_.model, size, cascadeScale, large, source_.sampled.find(block.scenario),
                                      block.period)}));
        return sheets_.back()->sheets;
    }

    const ReportSource& source_;
    PagePainter& page_;
    std::vector<std::unique_ptr<KnownSheets>>& sheets_;
    std::map<const TableBlock*, RowHeights>& heights_; ///< each is measured once
    const DrawnReport& known_;                         ///< of an earlier drawing, for the numbers of pages
    const std::function<bool()>& goOn_;
    std::vector<OutlineEntry> outline_;
    double squeeze_ = 0;
    bool stopped_ = false; ///< within a table
    int figures_ = 0;
    int tables_ = 0;
};

} // namespace

ReportDrawing::ReportDrawing(const ReportSource& source, const QSizeF& page) : source_(source), size_(page) {}

ReportDrawing::~ReportDrawing() = default;

std::optional<DrawnReport> ReportDrawing::draw(QPainter& painter, QPagedPaintDevice* device,
                                               const std::function<bool()>& goOn) {
    painter.setRenderHint(QPainter::Antialiasing);
    PagePainter page(source_.report, painter, device, size_, known_.pages);
    Layout layout(source_, page, sheets_, heights_, known_, goOn);
    if (!layout.draw())
        return std::nullopt;
    known_ = {page.page(), layout.outline()};
    return known_;
}

} // namespace tributary::ui
