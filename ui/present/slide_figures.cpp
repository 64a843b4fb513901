// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/slide_figures.h"

#include "core/report/findings.h"
#include "ui/charts/adoption_chart.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/charts/rows_chart.h"
#include "ui/document.h"
#include "ui/look/type.h"
#include "ui/present/slide_tree.h"
#include "ui/qt_text.h"
#include "ui/results/chart_series.h"
#include "ui/results/insight_series.h"

#include <QPainter>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr double textSize = 28;                ///< of a figure's smallest text
constexpr double chartScale = textSize / 12.0; ///< a chart's texts are 12 px
constexpr double mostGrown = 1.3;              ///< times as large are few rows, for they have the room
constexpr double rowsMargin = 16;              ///< at both sides of rows, in pixels of a chart

GuessMarks marksOf(const Model& model, const ScenarioId& scenario, const GuessedFigure& figure, double factor) {
    GuessMarks marks;
    const auto guesses = guessesOf(model, scenario, figure);
    for (const GuessValue& guess : guesses)
        marks.each << GuessMark{toQt(guess.participant), guess.low * factor, guess.likely * factor,
                                guess.high * factor};
    if (const auto spread = spreadOf(guesses))
        marks.median = spread->median * factor;
    return marks;
}

/// The NPV of every scenario on one axis: the plans, and below them what is another belief about one.
RowsSeries scenarioSeries(const Model& model, const Results& results) {
    using Tone = RowsSeries::Tone;
    RowsSeries series;
    series.title = tr("Scenarios side by side");
    series.unit = toQt(results.currency);
    for (const char* percentile : {"P5", "P25", "P50", "P75", "P95"})
        series.columns << columnTitle(QString::fromLatin1(percentile), series.unit);
    const MoneyWords money = moneyOf(results);
    const ScenarioOrder order = withNpv(plansFirst(model, results));
    std::vector<const ScenarioResults*> shown = order.plans;
    shown.insert(shown.end(), order.beliefs.begin(), order.beliefs.end());
    for (const ScenarioResults* each : shown) {
        const ScenarioResults& scenario = *each;
        const Summary& npv = scenario.npv;
        RowsSeries::Row row;
        row.name = toQt(shownName(scenario));
        row.note = tr("loss %1").arg(chanceWords(scenario.chanceOfLoss, results.trials));
        if (!beliefWords(model, scenario.id).empty())
            row.note = tr("another belief, %1").arg(row.note);
        row.bars << RowsSeries::Bar{npv.p5, npv.p95, Tone::wide} << RowsSeries::Bar{npv.p25, npv.p75, Tone::narrow};
        row.mark = npv.p50;
        row.value = money.value(npv.p50);
        row.cells = tableNumbers({npv.p5, npv.p25, npv.p50, npv.p75, npv.p95});
        row.strong = beliefWords(model, scenario.id).empty();
        series.rows << row;
    }
    series.foot = tr("bands are P5 to P95 and P25 to P75, the line is the median");
    return series;
}

/// Rows from the edge of the slide's text on; few of them are larger, and what is below them follows them.
void paintRows(QPainter& painter, const QRectF& area, const RowsChart& chart, const Palette& palette) {
    constexpr double row = 40;
    constexpr double rowWithNote = 52;
    constexpr double around = 8 + 34 + 22;
    const RowsSeries& series = chart.data();
    const bool noted = std::ranges::any_of(series.rows, [](const auto& each) { return !each.note.isEmpty(); });
    const double height = around + (noted ? rowWithNote : row) * static_cast<double>(series.rows.size());
    const double scale = std::clamp(area.height() / height, chartScale, chartScale * mostGrown);
    const double beside = rowsMargin * scale;
    QRectF place = area.adjusted(-beside, 0, beside, 0);
    if (!series.rows.isEmpty())
        place.setHeight(std::min(area.height(), height * scale));
    chart.render(painter, place, {palette, scale, ChartTitle::hidden});
}

} // namespace

SlideFigures::SlideFigures(Document& document)
    : document_(document), cashFlow_(std::make_unique<FanChart>()), npv_(std::make_unique<HistogramChart>()),
      adoption_(std::make_unique<AdoptionChart>()), money_(std::make_unique<RowsChart>()),
      drivers_(std::make_unique<RowsChart>()), measure_(std::make_unique<RowsChart>()),
      scenarios_(std::make_unique<RowsChart>()) {}

SlideFigures::~SlideFigures() = default;

void SlideFigures::refresh(ShownGuesses guesses) {
    cascade_.setResults(nullptr, nullptr); // those from before may be gone
    outcome_ = document_.outcome();
    trees_.clear();
    cascade_.setModel(document_.model());
    cascade_.setResults(document_.sampled(), document_.mostLikely(),
                        valuesTold(document_.outcome().npvLacks, document_.scenario()));
    cascade_.setPeriod(document_.period());
    readCharts(guesses);
}

void SlideFigures::setPeriod(int period) { cascade_.setPeriod(period); }

void SlideFigures::readCharts(ShownGuesses guesses) {
    const Model& model = document_.model();
    const ScenarioResults* scenario = document_.sampled();
    if (!scenario)
        return;
    const Results& results = *document_.outcome().sampled;
    const auto marks = [&](const GuessedFigure& figure, double factor) {
        return guesses == ShownGuesses::all ? marksOf(model, scenario->id, figure, factor) : GuessMarks{};
    };
    FanSeries cashFlow = cashFlowSeries(results, *scenario, document_.mostLikely());
    HistogramSeries npv = npvSeries(results, *scenario);
    AdoptionSeries adoption = adoptionSeries(model, results, *scenario);
    adoption.schedule.clear(); // at this size its rows would take the room of the curves
    cashFlow.guesses = marks({GuessedFigure::Kind::payback, {}, {}, 0}, 1);
    // It tells when the money is back; what the NPV is, is asked later.
    cashFlow.medianName = cashFlow.payback ? tr("median") : tr("median, never back");
    npv.guesses = marks({}, 1);
    for (const Slide& slide : makeSlides(model, {&results, scenario->id, nullptr, document_.period(), {}}))
        for (const GuessedFigure& figure : slide.guessed)
            if (figure.kind == GuessedFigure::Kind::adoption) {
                constexpr double fromPercent = 0.01;
                adoption.guesses = marks(figure, fromPercent);
                adoption.guessedPeriod = figure.period;
            }
    cashFlow_->setData(std::move(cashFlow));
    npv_->setData(std::move(npv));
    adoption_->setData(std::move(adoption));
    scenarios_->setData(scenarioSeries(model, results));

    const Insight* insight = document_.explanation().insight.get();
    const bool known = insight && insight->scenario == scenario->id;
    const auto show = [&](RowsChart& chart, auto panelOf) {
        InsightPanel panel;
        panel.emptySentence = tr("The figure will be here.");
        panel.emptyHow = tr("It is worked out in the background after a run.");
        if (known)
            panel = panelOf(model, *insight, largestNpv(results));
        chart.setEmptyText(panel.emptySentence, panel.emptyHow);
        chart.setData(std::move(panel.series));
    };
    show(*money_, effectsPanel);
    show(*drivers_, tornadoPanel);
    show(*measure_, informationPanel);
}

const Chart* SlideFigures::chart(SlideKind kind) const {
    switch (kind) {
    case SlideKind::adoption:
        return adoption_.get();
    case SlideKind::cashFlow:
        return cashFlow_.get();
    case SlideKind::npv:
        return npv_.get();
    case SlideKind::money:
        return money_.get();
    case SlideKind::drivers:
        return drivers_.get();
    case SlideKind::measure:
        return measure_.get();
    case SlideKind::scenarios:
        return scenarios_.get();
    default:
        return nullptr;
    }
}

/// Arranging it takes longer than a frame, and it is drawn anew more often than it changes.
const SlideTree& SlideFigures::treeFor(std::optional<Level> band, const QSizeF& area) {
    const auto known =
        std::ranges::find_if(trees_, [&](const PlacedTree& each) { return each.band == band && each.area == area; });
    if (known != trees_.end())
        return known->tree;
    return trees_.emplace_back(PlacedTree{band, area, slideTree(cascade_, band, area)}).tree;
}

void SlideFigures::paint(QPainter& painter, const QRectF& area, const Slide& slide, const Palette& palette) {
    if (slide.kind == SlideKind::cascade)
        paintSlideTree(painter, area, cascade_, treeFor(slide.band, area.size()), palette);
    else if (slide.kind == SlideKind::closing)
        paintHeadlines(painter, area, slide, palette);
    else if (const auto* rows = qobject_cast<const RowsChart*>(chart(slide.kind)))
        paintRows(painter, area, *rows, palette);
    else if (const Chart* drawn = chart(slide.kind))
        drawn->render(painter, area, {palette, chartScale, ChartTitle::hidden});
}

/// The headlines in a row: name, value, range.
void SlideFigures::paintHeadlines(QPainter& painter, const QRectF& area, const Slide& slide,
                                  const Palette& palette) const {
    if (slide.headlines.empty())
        return;
    const double width = area.width() / static_cast<double>(slide.headlines.size());
    const double room = width - 48;
    // Long values make all smaller rather than lose their ends: headlines are of one size.
    const auto fontOfAll = [&](double pixels, QFont::Weight weight, auto part) {
        const QFont font = sans(pointsOfPixels(pixels), weight);
        double widest = room;
        for (const HeadlinesBlock::Headline& headline : slide.headlines)
            widest = std::max(widest, QFontMetricsF(font).horizontalAdvance(toQt(headline.*part)));
        return sans(pointsOfPixels(std::max(textSize, pixels * room / widest)), weight);
    };
    using Headline = HeadlinesBlock::Headline;
    const QFont label = fontOfAll(30, QFont::DemiBold, &Headline::label);
    const QFont value = fontOfAll(72, QFont::DemiBold, &Headline::value);
    const QFont range = fontOfAll(32, QFont::Normal, &Headline::range);
    constexpr double below = 210; // from the line to the end of the range
    const double top = area.center().y() - below / 2;
    double left = area.left();
    painter.save();
    for (const Headline& headline : slide.headlines) {
        const auto line = [&](const std::string& text, const QFont& font, const QColor& colour, double base) {
            painter.setFont(font);
            painter.setPen(colour);
            painter.drawText(QPointF(left, top + base), toQt(text));
        };
        painter.fillRect(QRectF(left, top, room, 2), palette.ink);
        line(headline.label, label, palette.ink2, 48);
        line(headline.value, value, palette.ink, 142);
        line(headline.range, range, palette.ink3, 204);
        left += width;
    }
    painter.restore();
}

} // namespace tributary::ui
