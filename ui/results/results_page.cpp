// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_page.h"

#include "core/model/problem_words.h"
#include "core/model/quantity_path.h"
#include "core/report/findings.h"
#include "core/report/plans.h"
#include "core/report/words.h"
#include "ui/document.h"
#include "ui/inspector/tinted_label.h"
#include "ui/look/accessible_role.h"
#include "ui/look/empty_state.h"
#include "ui/look/npv_words.h"
#include "ui/look/number_words.h"
#include "ui/look/severity_sign.h"
#include "ui/look/style.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/results/chart_series.h"
#include "ui/results/headline_strip.h"
#include "ui/results/insight_series.h"
#include "ui/results/panel_row.h"
#include "ui/results/scenario_table.h"
#include "ui/whatif/outcome_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr int pageMargin = 28;
constexpr int panelGap = 24;
constexpr int besideFrom = 860;    ///< width from which what the page rests on stands beside what decides
constexpr int outcomeHeight = 276; ///< of the charts that come first
constexpr int adoptionRows = 8;    ///< that its chart is as high as

QLabel* wrapped(TextRole role, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setFont(fontOf(role));
    label->setTextFormat(Qt::PlainText); // it holds names
    label->setWordWrap(true);
    // Its height goes by its width; the least by itself would be that of one word to a line.
    label->setMinimumHeight(1);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Cards above each other, which share the height that is left by what each asks for.
QWidget* stacked(std::initializer_list<QWidget*> cards, QWidget* parent) {
    auto* stack = new QWidget(parent);
    auto* column = new QVBoxLayout(stack);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(panelGap);
    for (QWidget* card : cards)
        column->addWidget(card);
    return stack;
}

/// Has a card that stands above or below another take its part of their room by its rows; words alone need no more.
void share(RowsChart& chart) {
    if (auto* column = qobject_cast<QVBoxLayout*>(chart.parentWidget()->layout()))
        column->setStretchFactor(&chart, static_cast<int>(chart.data().rows.size()));
}

/// The error that the NPV waits for: of what it names, else of a metric that was left out; null where there is none.
const Problem* errorBehind(const Document& document, const std::vector<std::string>& waitsFor) {
    const auto errorAt = [&](const auto& isThere) -> const Problem* {
        const auto& problems = document.problems();
        const auto found = std::ranges::find_if(problems, [&](const Problem& problem) {
            return problem.severity == Severity::error && isThere(entityOf(problem.subject));
        });
        return found == problems.end() ? nullptr : &*found;
    };
    for (const std::string& path : waitsFor)
        if (const auto wanted = entityOf(path))
            if (const Problem* own = errorAt([&](const auto& entity) { return entity == wanted; }))
                return own;
    const auto& leftOut = document.outcome().leftOut;
    return errorAt([&](const auto& entity) {
        return entity && entity->kind == Metric::kind &&
               std::ranges::find(leftOut, MetricId(entity->id)) != leftOut.end();
    });
}

/// Names metrics without a value, those next to the frontline first, for there it begins.
QString withoutValue(const ScenarioResults& scenario) {
    constexpr qsizetype most = 3;
    QStringList names;
    for (const Level level : {Level::frontline, Level::operating, Level::financial}) {
        for (const MetricResults& metric : scenario.metrics)
            if (metric.level == level &&
                std::ranges::any_of(metric.with, [](const Summary& summary) { return !std::isfinite(summary.p50); }))
                names << toQt(metric.name);
        if (!names.isEmpty())
            break;
    }
    const QString first = names.mid(0, most).join(QStringLiteral(", "));
    return names.size() > most ? ResultsPage::tr("%1 and others").arg(first) : first;
}

QList<Headline> headlinesOf(const Results& results, const ScenarioResults& scenario, const ScenarioResults* likely) {
    const QString currency = toQt(results.currency);
    const MoneyWords group = moneyOf(results);
    const auto money = [&](double value) { return valueWords(value, currency); };
    const auto ranged = [&](const Summary& summary) { return group.ranged(summary.p50, summary.p10, summary.p90); };
    const RangedWords npv = ranged(scenario.npv);
    const RangedWords hard = ranged(scenario.npvHard);
    const Summary& hardNpv = scenario.npvHard;
    const QString hardError = hardNpv.standardError
                                  ? ResultsPage::tr("Mean %1, known to ± %2 (standard error)")
                                        .arg(money(hardNpv.mean.value_or(NAN)), money(*hardNpv.standardError))
                                  : QString();
    const auto likelyNote = [&](const QString& text) {
        return likely ? ResultsPage::tr("median; at the most likely inputs %1").arg(text) : ResultsPage::tr("median");
    };
    const PaybackWords payback = paybackWords(scenario, name(results.timeline.kind));
    QList<Headline> headlines;
    const std::string horizon = countWords(static_cast<size_t>(results.timeline.periods), name(results.timeline.kind));
    headlines << Headline{ResultsPage::tr("NPV over %1").arg(toQt(horizon)), npv.value, npv.range,
                          likelyNote(likely ? group.value(likely->npv.p50) : QString()),
                          npvErrorWords(results, scenario)};
    headlines << Headline{ResultsPage::tr("Chance of a loss"),
                          chanceWords(scenario.chanceOfLoss, results.trials),
                          trialsWords(scenario.chanceOfLoss, results.trials),
                          ResultsPage::tr("NPV below zero"),
                          {},
                          scenario.chanceOfLoss};
    headlines << Headline{
        ResultsPage::tr("Discounted payback"),
        toQt(payback.median),
        toQt(payback.range),
        payback.range.empty()
            ? ResultsPage::tr("it costs nothing")
            : ResultsPage::tr("never: %1").arg(trialsWords(scenario.paybackShareNever, results.trials)),
        {}};
    headlines << Headline{
        ResultsPage::tr("Return on cost"), percentWords(scenario.roi.p50),
        percentRangeWords(scenario.roi.p10, scenario.roi.p90),
        likely ? ResultsPage::tr("NPV over present cost; most likely %1").arg(percentWords(likely->roi.p50))
               : ResultsPage::tr("NPV over present cost"),
        std::isfinite(scenario.irr.p50)
            ? ResultsPage::tr("Internal rate of return: median %1 a year; %2 have none")
                  .arg(percentWords(scenario.irr.p50), trialsWords(scenario.irrShareWithout, results.trials))
            : ResultsPage::tr("No trial has an internal rate of return")};
    headlines << Headline{ResultsPage::tr("Hard cash only, NPV"), hard.value, hard.range,
                          ResultsPage::tr("capacity and quality left out"), hardError};
    return headlines;
}

} // namespace

ResultsPage::ResultsPage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), pages_(new QStackedLayout(this)) {
    setAccessibleName(tr("Results"));
    buildBody();
    buildEmpty();
    for (const auto signal :
         {&Document::opened, &Document::resultsChanged, &Document::scenarioChanged, &Document::problemsChanged})
        connect(&document_, signal, this, &ResultsPage::refresh);
    connect(&document_, &Document::changed, this, [this] {
        showStale();
        showInsight();
    });
    connect(&document_, &Document::explanationChanged, this, &ResultsPage::showInsight);
    connect(&document_, &Document::explanationProgressed, this, &ResultsPage::showInsightState);
    refresh();
}

bool ResultsPage::hasErrors() const {
    return std::ranges::any_of(document_.problems(),
                               [](const Problem& problem) { return problem.severity == Severity::error; });
}

/// Numbers of an older model stay in sight, and are called so.
void ResultsPage::showStale() {
    const QString& failure = document_.runFailure();
    stale_->setVisible(document_.isStale() || !failure.isEmpty());
    stale_->setText(!failure.isEmpty() ? tr("From an older run: the last one failed, %1").arg(failure)
                    : hasErrors()      ? tr("From an older version: the model has errors now")
                                       : tr("From an older version of the model"));
}

void ResultsPage::buildBody() {
    auto* body = new QWidget(this);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(pageMargin, 18, pageMargin, 0);
    layout->setSpacing(0);
    finding_ = wrapped(TextRole::pageTitle, body);
    detail_ = wrapped(TextRole::body, body);
    headlines_ = new HeadlineStrip(body);
    layout->addWidget(finding_);
    layout->addSpacing(4);
    stale_ = new QLabel(body);
    stale_->setFont(fontOf(TextRole::label));
    stale_->setForegroundRole(QPalette::PlaceholderText);
    insightState_ = new QLabel(body);
    insightState_->setFont(fontOf(TextRole::label));
    insightState_->setForegroundRole(QPalette::PlaceholderText);
    second_ = new QHBoxLayout;
    second_->addWidget(detail_, 1);
    second_->addWidget(stale_, 0, Qt::AlignTop);
    second_->addWidget(insightState_, 0, Qt::AlignTop);
    layout->addLayout(second_);
    layout->addSpacing(20);
    layout->addWidget(headlines_);
    const SeveritySign sign = signOf(Severity::warning);
    failed_ = new TintedLabel({}, TextRole::body, sign.colour, body);
    failed_->setIconName(sign.icon);
    failed_->setWordWrap(true);
    failed_->setMinimumHeight(1);
    failedWhy_ = new QPushButton(tr("Show the problems"), body);
    setButtonRole(*failedWhy_, ButtonRole::link);
    connect(failedWhy_, &QPushButton::clicked, this, &ResultsPage::problemsWanted);
    auto* failedRow = new QHBoxLayout;
    failedRow->setSpacing(12);
    failedRow->addWidget(failed_, 1);
    failedRow->addWidget(failedWhy_);
    layout->addLayout(failedRow);
    layout->addSpacing(16);

    cashFlow_ = new FanChart(body);
    npv_ = new HistogramChart(body);
    for (Chart* chart : std::initializer_list<Chart*>{cashFlow_, npv_})
        chart->setMinimumHeight(outcomeHeight);
    tornado_ = new RowsChart(body);
    effects_ = new RowsChart(body);
    information_ = new RowsChart(body);
    breakEvens_ = new RowsChart(body);
    adoption_ = new AdoptionChart(body);
    regimes_ = new RowsChart(body);
    scenarios_ = new ScenarioTable(document_, body);
    paths_ = new RowsChart(body);
    for (Chart* chart : body->findChildren<Chart*>())
        connect(chart, &Chart::saveFailed, this, [this](const QString& message) {
            document_.tell(Error{fromQt(message), std::nullopt});
        });
    // What decides first: the outcome, what moves it, where it comes from and what to find out. The rest is below.
    // Cards of few rows stand above each other beside a high one.
    const auto row = [&](std::initializer_list<PanelRow::Panel> panels) {
        layout->addWidget(new PanelRow(panels, panelGap, body));
        layout->addSpacing(panelGap);
    };
    row({{cashFlow_, 2, 480}, {npv_, 1, 280}});
    row({{tornado_, 1, 360}, {effects_, 1, 360}, {stacked({information_, breakEvens_}, body), 1, 360}});
    uptake_ = stacked({adoption_, regimes_}, body);
    qobject_cast<QBoxLayout*>(uptake_->layout())->setStretchFactor(adoption_, adoptionRows);
    // Beside each other where the uptake leaves its room, so that names stay near their numbers.
    auto* others = new PanelRow({{scenarios_, 1, 480, PanelRow::Panel::Height::own}, {paths_, 1, 480}}, panelGap, body);
    row({{uptake_, 1, 480}, {others, 1, 480}});
    layout->addStretch(1);

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    scroll->setWidget(body);
    scroll->setAccessibleName(tr("Results"));
    setAccessibleRole(*scroll, QAccessible::Pane);
    pages_->addWidget(scroll);
}

/// A narrow page has what it rests on below what it says.
void ResultsPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool beside = width() >= besideFrom;
    second_->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    second_->setSpacing(beside ? panelGap : 2);
    for (QLabel* label : {stale_, insightState_})
        label->setWordWrap(!beside);
}

/// What explains the chosen scenario; null where there is nothing yet, or it is of another one.
const Insight* ResultsPage::insight() const {
    const Insight* known = document_.explanation().insight.get();
    return known && known->scenario == document_.scenario() ? known : nullptr;
}

bool ResultsPage::isInsightCurrent() const {
    return document_.explanation().revision == document_.revision() && !document_.isStale();
}

/// Says on what the explanation rests; that of an older model stays in sight, and is called so.
void ResultsPage::showInsightState() {
    const Insight* known = insight();
    const auto progress = document_.explanationProgress();
    const QString working = progress ? tr("being worked out, %1").arg(shareWords(std::floor(20 * *progress) / 20))
                                     : tr("worked out once the run is at rest");
    insightState_->setText(known && isInsightCurrent()
                               ? tr("means over %1 trials, worked out in %2")
                                     .arg(wholeNumber(known->trials), withUnit(significant(known->seconds, 2), tr("s")))
                           : known ? tr("from an older version; the new one is %1").arg(working)
                                   : working);
}

void ResultsPage::showInsight() {
    showInsightState();
    const Explanation& explanation = document_.explanation();
    const Insight* insight = this->insight();
    const bool current = isInsightCurrent();
    if (insight && insight == insightShown_)
        return;
    insightShown_ = insight;
    struct Part {
        RowsChart* chart;
        QString title;
        InsightPanel panel;
    };
    const Model& model = document_.model();
    Part parts[] = {{tornado_, tr("What moves the NPV"), {}},
                    {effects_, tr("Where the money comes from"), {}},
                    {information_, tr("What to measure next"), {}},
                    {regimes_, tr("If it stalls, if it takes hold"), {}},
                    {breakEvens_, tr("Break-even"), {}},
                    {paths_, tr("By metric and path"), {}}};
    if (insight) {
        const double beside = document_.largestNpv();
        parts[0].panel = tornadoPanel(model, *insight, beside);
        parts[1].panel = effectsPanel(model, *insight, beside);
        parts[2].panel = informationPanel(model, *insight, beside);
        parts[3].panel = regimesPanel(*insight, beside);
        parts[4].panel = breakEvenPanel(model, *insight);
        parts[5].panel = pathsPanel(model, *insight, beside);
    }
    const bool failed = !insight && current && !explanation.failure.isEmpty();
    for (Part& part : parts) {
        if (!insight) {
            part.panel.emptySentence = part.title;
            part.panel.emptyHow = failed ? explanation.failure : tr("It is worked out in the background after a run.");
        }
        part.chart->setAccessibleName(part.title);
        part.chart->setEmptyText(part.panel.emptySentence, part.panel.emptyHow);
        part.chart->setData(std::move(part.panel.series));
        share(*part.chart);
    }
    showUptake();
}

/// Who takes it up, and what comes of it where that fails, have no room where there is nothing to tell.
void ResultsPage::showUptake() {
    const ScenarioResults* scenario = document_.sampled();
    const bool isTaken = scenario && !scenario->adoption.empty();
    adoption_->setVisible(isTaken);
    regimes_->setVisible(insight() ? !regimes_->data().rows.isEmpty() : isTaken);
    uptake_->setVisible(!adoption_->isHidden() || !regimes_->isHidden());
}

void ResultsPage::buildEmpty() {
    empty_ = new EmptyState(this);
    addScenario_ = empty_->addButton(tr("Add a scenario"));
    problems_ = empty_->addButton(tr("Show the problems"));
    runAgain_ = empty_->addButton(tr("Run again"));
    place_ = empty_->addLink({});
    transitCase_ = empty_->addLink(tr("Start from the transit case"));
    connect(addScenario_, &QPushButton::clicked, this, &ResultsPage::scenarioWanted);
    connect(problems_, &QPushButton::clicked, this, &ResultsPage::problemsWanted);
    connect(place_, &QPushButton::clicked, this, [this] { emit placeWanted(placeOfError_); });
    connect(runAgain_, &QPushButton::clicked, this, &ResultsPage::runWanted);
    connect(transitCase_, &QPushButton::clicked, this, &ResultsPage::transitCaseWanted);
    pages_->addWidget(empty_);
}

/// Says why there is nothing to show; what there is to do about it is shown after.
void ResultsPage::showEmpty(const QString& sentence, const QString& how) {
    empty_->say(sentence, how);
    for (QPushButton* button : {addScenario_, problems_, runAgain_, place_, transitCase_})
        button->hide();
    pages_->setCurrentIndex(1);
}

/// Says what the NPV waits for, with its error, and leads there.
void ResultsPage::showWaiting() {
    const auto waitsFor = document_.npvWaitsFor();
    const Problem* error = errorBehind(document_, waitsFor);
    showEmpty(tr("The NPV %1.").arg(npvWaitsWords(document_)),
              error ? toQt(problemError(document_.model(), *error).message) : QString());
    placeOfError_ = error ? error->subject : waitsFor.front();
    const auto entity = entityOf(placeOfError_);
    const QString words =
        tr("Go to %1").arg(toQt(readableName(document_.model(), entity ? pathOf(*entity) : placeOfError_)));
    constexpr int widest = 420;
    place_->setText(
        place_->fontMetrics().elidedText(words, Qt::ElideRight, widest).replace(u'&', QStringLiteral("&&")));
    place_->setAccessibleName(words);
    place_->setToolTip(words);
    place_->show();
    problems_->setVisible(hasErrors());
}

void ResultsPage::refresh() {
    if (!document_.npvWaitsFor().empty()) {
        showWaiting();
        return;
    }
    const Outcome outcome = document_.outcome();
    const ScenarioResults* scenario = document_.sampled();
    const bool worthless = scenario && !scenario->npvTrials.empty() && std::isnan(scenario->npv.p50);
    if (worthless) {
        showEmpty(tr("No trial gave a number, so there is nothing to show."),
                  tr("In each trial a value is missing or without bounds. It begins at: %1. Look there for a division "
                     "by zero, or for more work than time.")
                      .arg(withoutValue(*scenario)));
        return;
    }
    if (!scenario || scenario->id.empty() || scenario->npvTrials.empty()) {
        const bool lacksScenario = document_.model().scenarios().empty();
        const bool failed = !lacksScenario && !hasErrors() && !document_.runFailure().isEmpty();
        showEmpty(lacksScenario ? tr("Add a scenario to see what it is worth.")
                  : hasErrors() ? tr("The model has errors, so there is nothing to show yet.")
                  : failed      ? tr("The run failed, so there is nothing to show.")
                                : tr("The first results are being worked out."),
                  lacksScenario
                      ? tr("Give it an intervention or a change of its own: it is simulated against business as "
                           "usual.")
                  : hasErrors() ? tr("Each of the problems leads to its place.")
                  : failed      ? tr("The reason: %1.").arg(document_.runFailure())
                                : QString());
        problems_->setVisible(hasErrors() && !lacksScenario);
        runAgain_->setVisible(failed);
        addScenario_->setVisible(lacksScenario && !document_.isReadOnly());
        transitCase_->setVisible(lacksScenario);
        return;
    }
    const ScenarioResults* likely = document_.mostLikely();
    const Results& results = *outcome.sampled;
    finding_->setText(toQt(finding(results, *scenario)));
    const std::string stall = stallFinding(results, *scenario);
    const std::string belief = beliefWords(document_.model(), scenario->id);
    QStringList details{toQt(stall.empty() ? benefitFinding(document_.model(), *scenario) : stall)};
    if (!belief.empty())
        details.prepend(tr("%1, so it is no choice beside the plans.").arg(toQt(capitalised(belief))));
    details.removeAll(QString());
    detail_->setText(details.join(u' '));
    headlines_->setHeadlines(headlinesOf(results, *scenario, likely));
    failed_->setText(tr("%1 of %2 trials failed and are left out: what stands here is of the other %3 alone.")
                         .arg(wholeNumber(results.trialsFailed), wholeNumber(results.trials),
                              wholeNumber(results.trials - std::min(results.trials, results.trialsFailed))));
    failed_->setVisible(results.trialsFailed > 0);
    failedWhy_->setVisible(results.trialsFailed > 0);
    // Under a drag the axes stand still, and still do for the full result that ends it.
    const bool stands = document_.showsDrag() && scenario->id == shown_;
    shown_ = scenario->id;
    for (Chart* chart : std::initializer_list<Chart*>{cashFlow_, npv_, adoption_})
        chart->setAxes(stands ? Axes::hold : Axes::fit);
    cashFlow_->setData(cashFlowSeries(results, *scenario, likely));
    npv_->setData(npvSeries(results, *scenario));
    adoption_->setData(adoptionSeries(document_.model(), results, *scenario));
    adoption_->setEmptyText(tr("Nobody has to take anything up."),
                            tr("This scenario has no intervention. Put one into it on the page of interventions, "
                               "and who takes it up is drawn here."));
    scenarios_->refresh();
    showStale();
    showInsight();
    showUptake();
    pages_->setCurrentIndex(0);
}

} // namespace tributary::ui
