// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/slide_figures.h"

#include "ui/cascade/cascade_render.h"
#include "ui/charts/adoption_chart.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/charts/rows_chart.h"
#include "ui/document.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/results/chart_series.h"
#include "ui/results/insight_series.h"

#include <QPainter>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr double textSize = 28;                ///< of a figure's smallest text
constexpr double chartScale = textSize / 12.0; ///< a chart's texts are 12 px
constexpr double largestCard = 1.9;
constexpr double readableCard = 1.25; ///< under it a card says its name and change alone,
constexpr double briefTexts = 1.6;    ///< in larger texts
constexpr double smallestCard = 0.1;
constexpr double scaleStep = 0.96;
constexpr std::size_t mostTried = 300; ///< cards; a larger tree is laid out once and made to fit
constexpr double columnGap = 30;       ///< as wide as a delay on a link needs

TreeLayout layoutWithin(const CascadeContent& content, double width) {
    TreeMeasures measures;
    measures.width = width;
    measures.columnGap = columnGap;
    return TreeLayout::of(content.nodes({}), measures);
}

/// Where the cards of a band stand, from the left edge of the tree on.
QRectF boundsOf(const TreeLayout& layout, Level level) {
    QRectF bounds;
    for (const PlacedBand& band : layout.bands())
        if (band.level == level)
            bounds = QRectF(layout.bounds().left(), band.top, 1, band.bottom - band.top);
    for (const PlacedCard& card : layout.cards())
        if (bounds.top() <= card.area.top() && card.area.bottom() <= bounds.bottom())
            bounds.setRight(std::max(bounds.right(), card.area.right() + columnGap));
    return bounds;
}

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
    series.columns = {QStringLiteral("P5"), QStringLiteral("P25"), QStringLiteral("P50"), QStringLiteral("P75"),
                      QStringLiteral("P95")};
    const MoneyWords money = moneyOf(results);
    const ScenarioOrder order = plansFirst(model, results);
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
        row.numbers = {npv.p5, npv.p25, npv.p50, npv.p75, npv.p95};
        row.strong = beliefWords(model, scenario.id).empty();
        series.rows << row;
    }
    series.foot = tr("bands are P5 to P95 and P25 to P75, the line is the median");
    return series;
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
    cascade_.setModel(document_.model());
    cascade_.setResults(document_.sampled(), document_.mostLikely());
    cascade_.setPeriod(document_.period());
    readCharts(guesses);
}

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
            panel = panelOf(model, *insight);
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

void SlideFigures::paint(QPainter& painter, const QRectF& area, const Slide& slide, const Palette& palette) {
    if (slide.kind == SlideKind::cascade)
        paintCascade(painter, area, slide, palette);
    else if (slide.kind == SlideKind::closing)
        paintHeadlines(painter, area, slide, palette);
    else if (const Chart* drawn = chart(slide.kind))
        drawn->render(painter, area, {palette, chartScale, ChartTitle::hidden});
}

/// The whole tree, or one band with the rest dimmed around it, as large as it fits.
void SlideFigures::paintCascade(QPainter& painter, const QRectF& area, const Slide& slide, const Palette& palette) {
    TreeLayout layout;
    QRectF seen;
    double scale = largestCard;
    if (cascade_.model().metrics().size() > mostTried) {
        layout = layoutWithin(cascade_, area.width() / smallestCard);
        seen = slide.band ? boundsOf(layout, *slide.band) : layout.bounds();
        scale = std::min({largestCard, area.width() / seen.width(), area.height() / std::max(1.0, seen.height())});
    } else if (!slide.band) {
        for (; scale > smallestCard; scale *= scaleStep) {
            layout = layoutWithin(cascade_, area.width() / scale);
            const QSizeF size = layout.bounds().size() * scale;
            if (size.width() <= area.width() && size.height() <= area.height())
                break;
        }
        seen = layout.bounds();
    } else {
        for (; scale > smallestCard; scale *= scaleStep) {
            layout = layoutWithin(cascade_, area.width() / scale);
            seen = boundsOf(layout, *slide.band);
            if (seen.width() * scale <= area.width() && seen.height() * scale <= area.height())
                break;
        }
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area);
    // From the left edge of the text on, in the middle of the height.
    painter.translate(area.left(), area.center().y() - seen.height() * scale / 2);
    painter.scale(scale, scale);
    painter.translate(-seen.topLeft());
    const QRectF visible(seen.left(), seen.center().y() - area.height() / scale / 2, area.width() / scale,
                         area.height() / scale);
    tributary::ui::paintCascade(painter, cascade_, layout, visible, palette,
                                {slide.band, scale < readableCard ? briefTexts : 1});
    painter.restore();
}

/// The headlines in a row: name, value, range.
void SlideFigures::paintHeadlines(QPainter& painter, const QRectF& area, const Slide& slide,
                                  const Palette& palette) const {
    if (slide.headlines.empty())
        return;
    const double width = area.width() / static_cast<double>(slide.headlines.size());
    const double top = area.top() + area.height() * 0.3;
    double left = area.left();
    painter.save();
    for (const HeadlinesBlock::Headline& headline : slide.headlines) {
        const auto line = [&](const std::string& text, double pixels, QFont::Weight weight, const QColor& colour,
                              double base) {
            QFont font = sans(pointsOfPixels(pixels), weight);
            // A long value gets smaller rather than lose its end.
            const double room = width - 28;
            const double wanted = QFontMetricsF(font).horizontalAdvance(toQt(text));
            if (wanted > room)
                font = sans(pointsOfPixels(std::max(textSize, pixels * room / wanted)), weight);
            painter.setFont(font);
            painter.setPen(colour);
            painter.drawText(QPointF(left, top + base), toQt(text));
        };
        painter.fillRect(QRectF(left, top, width - 28, 2), palette.ink);
        line(headline.label, 28, QFont::DemiBold, palette.ink2, 46);
        line(headline.value, 52, QFont::DemiBold, palette.ink, 120);
        line(headline.range, 28, QFont::Normal, palette.ink3, 172);
        left += width;
    }
    painter.restore();
}

} // namespace tributary::ui
