// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/times_panel.h"

#include "ui/charts/lines_chart.h"
#include "ui/look/marks.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/process/time_words.h"
#include "ui/qt_text.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int timesMargin = 28;
constexpr int timesGap = 24;
constexpr int leastChart = 360; ///< width that the texts of a chart need
constexpr int comparedRow = 25;
constexpr int comparedHead = 28;
constexpr qsizetype drawnPoints = 120;
constexpr double drawnShare = 0.99; ///< of the cases: the slowest would leave the others no room

/// How many of the cases are done within each time, in %.
QVector<double> shareWithin(const std::vector<double>& sorted, const QVector<double>& times) {
    QVector<double> shares;
    for (const double time : times)
        shares << 100.0 * static_cast<double>(std::ranges::upper_bound(sorted, time) - sorted.begin()) /
                      static_cast<double>(sorted.size());
    return shares;
}

double drawnUpTo(const ProcessMeasures* measures) {
    if (!measures || !measures->simulated || measures->simulated->cycleTimes.empty())
        return 0;
    const std::vector<double>& times = measures->simulated->cycleTimes;
    return times[static_cast<size_t>(drawnShare * static_cast<double>(times.size() - 1))];
}

LinesSeries cycleTimeSeries(const ProcessMeasures& measures, const ProcessMeasures* usual, const TimeWords& times) {
    LinesSeries series;
    series.title = tr("How long one %1 takes").arg(toQt(measures.noun));
    series.hint = tr("share of cases done within so much time");
    series.yUnit = u"%"_s;
    series.top = 100;
    const double end = std::max(drawnUpTo(&measures), drawnUpTo(usual));
    if (!(end > 0))
        return series;
    series.xUnit = times.unit(end);
    const double perHour = times.perHour(end);
    QVector<double> hours;
    for (qsizetype i = 0; i <= drawnPoints; ++i) {
        hours << end * static_cast<double>(i) / static_cast<double>(drawnPoints);
        series.x << perHour * hours.last();
    }
    const SimulationResults& now = *measures.simulated;
    if (usual && usual->simulated && !usual->simulated->cycleTimes.empty())
        series.lines << LinesSeries::Line{tr("business as usual"), shareWithin(usual->simulated->cycleTimes, hours),
                                          LinesSeries::Look::usual};
    series.lines << LinesSeries::Line{usual ? tr("with the scenario") : tr("cases"),
                                      shareWithin(now.cycleTimes, hours)};
    const auto mark = [&](double hour, double share, const QString& words) {
        series.marks << LinesSeries::Mark{perHour * hour, share, words.arg(times.value(hour))};
    };
    mark(now.p50.mean, 50, tr("half within %1"));
    mark(now.p90.mean, 90, tr("9 in 10 within %1"));
    return series;
}

/// The unit in which a span of hours has a readable number, and its hours.
std::pair<QString, double> unitOfSpan(double hours) {
    constexpr double day = 24, mostDays = 60, mostHours = 4 * day;
    if (hours <= mostHours)
        return {u"h"_s, 1};
    return hours <= mostDays * day ? std::pair(tr("days"), day) : std::pair(tr("weeks"), hoursOfWeek);
}

constexpr size_t drawnSpans = 150;

/// Mean lengths of a queue over spans of so many hours: single moments of it would beat with shifts. NaN after its end.
QVector<double> meanLengths(const std::vector<double>& lengths, double hoursOfMoments, double hoursOfSpan) {
    QVector<double> sums(drawnSpans, 0), counts(drawnSpans, 0);
    for (size_t i = 0; i < lengths.size(); ++i) {
        const double span = (static_cast<double>(i) + 0.5) * hoursOfMoments / hoursOfSpan;
        if (span >= static_cast<double>(drawnSpans))
            break;
        sums[static_cast<qsizetype>(span)] += lengths[i];
        counts[static_cast<qsizetype>(span)] += 1;
    }
    for (qsizetype span = 0; span < sums.size(); ++span)
        sums[span] = counts[span] > 0 ? sums[span] / counts[span] : NAN;
    return sums;
}

/// The queue of the same pool as usual; null where it was not simulated.
const SimulatedPoolMeasures* poolAsUsual(const ProcessMeasures* usual, const PoolId& id) {
    if (!usual || !usual->simulated)
        return nullptr;
    const auto found = std::ranges::find(usual->process.pools, id, &Pool::id);
    const auto place = static_cast<size_t>(found - usual->process.pools.begin());
    return place < usual->simulated->pools.size() ? &usual->simulated->pools[place] : nullptr;
}

LinesSeries queueSeries(const ProcessMeasures& measures, const ProcessMeasures* usual) {
    LinesSeries series;
    series.title = tr("How many wait for each pool");
    const SimulationResults& now = *measures.simulated;
    const std::vector<Pool>& pools = measures.process.pools;
    const auto count = std::min(pools.size(), now.pools.size());
    const auto longest = std::ranges::max_element(
        now.pools, {}, [](const SimulatedPoolMeasures& pool) { return pool.queueOverTime.size(); });
    if (longest == now.pools.end() || longest->queueOverTime.empty())
        return series;
    const double hours = now.hoursOfMoments * static_cast<double>(longest->queueOverTime.size());
    const double hoursOfSpan = hours / static_cast<double>(drawnSpans);
    const auto unit = unitOfSpan(hours);
    series.xUnit = unit.first;
    for (size_t span = 0; span < drawnSpans; ++span)
        series.x << hoursOfSpan * (static_cast<double>(span) + 0.5) / unit.second;
    for (size_t pool = 0; pool < count; ++pool) {
        const QString name = toQt(pools[pool].name.empty() ? pools[pool].id.text : pools[pool].name);
        const auto line = [&](const QString& called, const SimulationResults& from, const SimulatedPoolMeasures& queue,
                              LinesSeries::Look look) {
            if (!queue.queueOverTime.empty())
                series.lines << LinesSeries::Line{called,
                                                  meanLengths(queue.queueOverTime, from.hoursOfMoments, hoursOfSpan),
                                                  look, static_cast<int>(pool)};
        };
        if (const SimulatedPoolMeasures* then = poolAsUsual(usual, pools[pool].id))
            line(tr("%1, as usual").arg(name), *usual->simulated, *then, LinesSeries::Look::groupUsual);
        line(name, now, now.pools[pool], LinesSeries::Look::group);
    }
    const bool compares =
        std::ranges::any_of(series.lines, [](const auto& line) { return line.look == LinesSeries::Look::groupUsual; });
    series.hint = compares ? tr("cases, mean of 10 runs that begin empty; dashed: business as usual")
                           : tr("cases, mean of 10 runs that begin empty");
    return series;
}

} // namespace

/// A table of four columns, painted: measures of a simulation with their 95 % intervals.
class BeforeAfterTable : public QWidget {
public:
    struct Row {
        QString name, usual, now, difference;
        Judgement judgement = Judgement::none;
        Pointing pointing = Pointing::down;
    };

    explicit BeforeAfterTable(QWidget* parent) : QWidget(parent) {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setAccessibleName(ui::tr("Before and after"));
    }

    void setRows(QVector<Row> rows, bool compares) {
        rows_ = std::move(rows);
        compares_ = compares;
        setFixedHeight(rows_.isEmpty() ? 0 : comparedHead + comparedRow * static_cast<int>(rows_.size()) + 4);
        QStringList spoken;
        for (const Row& row : std::as_const(rows_))
            spoken << QStringList{row.name, row.usual, row.now, row.difference}.join(u", "_s);
        setAccessibleDescription(spoken.join(u"; "_s));
        update();
    }
    [[nodiscard]] const QVector<Row>& rows() const { return rows_; }

    /// What stands above a column: the longest words for which there is room.
    [[nodiscard]] QString heading(int column) const {
        const std::array<QStringList, 4> words{
            QStringList{ui::tr("By simulation, with 95 % intervals"), ui::tr("Simulated, 95 % intervals")},
            {ui::tr("Business as usual"), ui::tr("As usual")},
            {compares_ ? ui::tr("With the scenario") : ui::tr("Now"), compares_ ? ui::tr("Scenario") : ui::tr("Now")},
            {ui::tr("Difference, same draws"), ui::tr("Difference")}};
        if (!compares_ && column % 2 == 1)
            return {};
        const QStringList& one = words[static_cast<size_t>(column)];
        const QFontMetricsF metrics(fontOf(TextRole::labelStrong));
        const auto fits = [&](const QString& text) { return metrics.horizontalAdvance(text) <= roomOf(column); };
        const auto found = std::ranges::find_if(one, fits);
        return found == one.end() ? one.last() : *found;
    }

protected:
    void paintEvent(QPaintEvent*) override {
        if (rows_.isEmpty())
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Palette& palette = currentPalette();
        const double each = width() / 5.0;
        const auto write = [&](int column, double top, const QString& words, const QFont& font, const QColor& colour) {
            const bool name = column == 0;
            const QRectF cell(name ? 0 : each * (column + 1), top, roomOf(column), comparedRow);
            painter.setFont(font);
            painter.setPen(colour);
            const Qt::Alignment side = name ? Qt::AlignLeft : Qt::AlignRight;
            painter.drawText(cell, side | Qt::AlignVCenter,
                             QFontMetricsF(font).elidedText(words, Qt::ElideRight, cell.width()));
        };
        const QFont head = fontOf(TextRole::labelStrong);
        const QFont row = fontOf(TextRole::row);
        for (int column = 0; column < 4; ++column)
            write(column, 0, heading(column), head, palette.ink);
        painter.fillRect(QRectF(0, comparedHead - 2, width(), 1), palette.ink);
        double top = comparedHead;
        for (const Row& shown : std::as_const(rows_)) {
            write(0, top, shown.name, row, palette.ink);
            write(1, top, shown.usual, row, palette.ink2);
            write(2, top, shown.now, row, palette.ink);
            const bool judged = shown.judgement != Judgement::none;
            const QFont strong = fontOf(judged ? TextRole::labelStrong : TextRole::label);
            write(3, top, shown.difference, strong, judgementColour(palette, shown.judgement));
            if (judged)
                paintChangeMark(painter,
                                {width() - QFontMetricsF(strong).horizontalAdvance(shown.difference) - 13, top + 17}, 9,
                                shown.pointing, shown.judgement, palette);
            top += comparedRow;
            painter.fillRect(QRectF(0, top - 1, width(), 1), palette.rule);
        }
    }

private:
    [[nodiscard]] double roomOf(int column) const { return column == 0 ? 2 * width() / 5.0 - 12 : width() / 5.0; }

    QVector<Row> rows_;
    bool compares_ = false;
};

namespace {

enum class Wanted { lower, neither };

QString withInterval(const SimulatedMean& mean, double factor, const QString& unit) {
    if (!std::isfinite(mean.mean))
        return u"–"_s;
    return withUnit(withError(mean.mean * factor, mean.halfWidth() * factor), unit);
}

/// A row of the table; `factor` and `unit` say how the measure is shown.
BeforeAfterTable::Row comparedRowOf(const QString& name, const SimulatedMean& now, const SimulatedMean* usual,
                                    double factor, const QString& unit, Wanted wanted) {
    BeforeAfterTable::Row row{
        name, usual ? withInterval(*usual, factor, unit) : QString(), withInterval(now, factor, unit), {}};
    if (!usual)
        return row;
    const SimulatedMean difference = pairedDifference(now, *usual);
    const double half = difference.halfWidth();
    if (!std::isfinite(difference.mean) || !std::isfinite(half))
        return row;
    constexpr double noise = 1e-9; // of sums that differ in their order
    if (std::abs(difference.mean) <= std::max(half, noise * std::abs(now.mean))) {
        row.difference = tr("none to be told");
        return row;
    }
    const QString sign = difference.mean > 0 ? u"+"_s : QString(QChar(0x2212));
    row.difference = sign + withUnit(withError(std::abs(difference.mean) * factor, half * factor),
                                     unit == u"%"_s ? tr("pts") : unit);
    row.pointing = difference.mean > 0 ? Pointing::up : Pointing::down;
    if (wanted == Wanted::lower)
        row.judgement = difference.mean < 0 ? Judgement::better : Judgement::worse;
    return row;
}

QVector<BeforeAfterTable::Row> comparedRows(const ProcessMeasures& measures, const ProcessMeasures* usual,
                                            const QString& currency, const TimeWords& times) {
    const SimulationResults& now = *measures.simulated;
    const SimulationResults* then = usual && usual->simulated ? &*usual->simulated : nullptr;
    QVector<BeforeAfterTable::Row> rows;
    const auto add = [&](const QString& name, auto measure, double factor, const QString& unit, Wanted wanted) {
        rows << comparedRowOf(name, measure(now), then ? &measure(*then) : nullptr, factor, unit, wanted);
    };
    const auto addTime = [&](const QString& name, auto measure) {
        const double longest = std::max(measure(now).mean, then ? measure(*then).mean : 0);
        add(name, measure, times.perHour(longest), times.unit(longest), Wanted::lower);
    };
    using Results = SimulationResults;
    const QString noun = toQt(measures.noun);
    const UnitWords money = unitWords(currency, now.labourCost.mean);
    addTime(
        tr("Mean time of one %1").arg(noun), [](const Results& r) -> auto& { return r.cycleTime; });
    addTime(
        tr("Half are done within"), [](const Results& r) -> auto& { return r.p50; });
    addTime(
        tr("9 in 10 are done within"), [](const Results& r) -> auto& { return r.p90; });
    addTime(
        tr("Waiting for people, per %1").arg(noun), [](const Results& r) -> auto& { return r.waiting; });
    addTime(
        tr("Labour per %1").arg(noun), [](const Results& r) -> auto& { return r.labourHours; });
    add(
        tr("Cost of labour per %1").arg(noun), [](const Results& r) -> auto& { return r.labourCost; }, money.factor,
        money.text, Wanted::lower);
    add(
        tr("Exceptions per %1").arg(noun), [](const Results& r) -> auto& { return r.exceptions; }, 1, {},
        Wanted::lower);
    add(
        tr("Boundary hand-offs per %1").arg(noun), [](const Results& r) -> auto& { return r.boundaryHandOffs; }, 1, {},
        Wanted::lower);
    add(
        tr("Inside at once"), [](const Results& r) -> auto& { return r.workInProgress; }, 1, tr("cases"),
        Wanted::lower);
    for (size_t pool = 0; pool < std::min(measures.process.pools.size(), now.pools.size()); ++pool)
        if (!then || pool < then->pools.size())
            add(
                tr("Busy: %1").arg(toQt(measures.process.pools[pool].name)),
                [pool](const Results& r) -> auto& { return r.pools[pool].utilisation; }, 100, u"%"_s, Wanted::neither);
    return rows;
}

} // namespace

TimesPanel::TimesPanel(QWidget* parent)
    : QWidget(parent), cycleTimes_(new LinesChart(this)), queues_(new LinesChart(this)),
      table_(new BeforeAfterTable(this)), withoutSpread_(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(timesMargin, 16, timesMargin, 16);
    column->setSpacing(16);
    charts_ = new QBoxLayout(QBoxLayout::LeftToRight);
    charts_->setSpacing(timesGap);
    for (LinesChart* chart : {cycleTimes_, queues_})
        charts_->addWidget(chart, 1);
    column->addLayout(charts_, 1);
    column->addWidget(table_);
    withoutSpread_->setFont(fontOf(TextRole::label));
    withoutSpread_->setForegroundRole(QPalette::PlaceholderText);
    withoutSpread_->setWordWrap(true);
    withoutSpread_->hide();
    column->addWidget(withoutSpread_);
    cycleTimes_->setAccessibleName(tr("Cycle times"));
    queues_->setAccessibleName(tr("Queues over time"));
}

void TimesPanel::show(const ProcessMeasures* measures, const ProcessMeasures* usual, const QString& currency,
                      const QString& failure) {
    const bool simulated = measures && measures->simulated;
    const QString why = !failure.isEmpty() ? failure
                        : measures && measures->isOverloaded()
                            ? tr("Cases pile up without end: %1.").arg(overloadWords(*measures))
                        : measures && !measures->notSimulated.empty()
                            ? tr("It was not simulated: %1.").arg(toQt(measures->notSimulated))
                            : tr("It is simulated once the hand rests.");
    cycleTimes_->setEmptyText(tr("Here stands how long cases take, from the fastest to the slowest."), why);
    const bool hasNoPools = simulated && measures->process.pools.empty();
    queues_->setEmptyText(tr("Here stands how many cases wait for each pool."),
                          hasNoPools ? tr("No work waits for people: the map has no pools.") : why);
    const TimeWords times = measures ? TimeWords::of(*measures) : TimeWords();
    cycleTimes_->setData(simulated ? cycleTimeSeries(*measures, usual, times) : LinesSeries());
    queues_->setData(simulated ? queueSeries(*measures, usual) : LinesSeries());
    table_->setRows(simulated ? comparedRows(*measures, usual, currency, times) : QVector<BeforeAfterTable::Row>(),
                    simulated && usual && usual->simulated);
    withoutSpread_->setText(simulated ? withoutSpreadWords(measures->process) : QString());
    withoutSpread_->setVisible(!withoutSpread_->text().isEmpty());
}

QStringList TimesPanel::headings() const {
    QStringList all;
    for (int column = 0; column < 4; ++column)
        all << table_->heading(column);
    return all;
}

QVector<QStringList> TimesPanel::rows() const {
    QVector<QStringList> rows;
    for (const BeforeAfterTable::Row& row : table_->rows())
        rows << QStringList{row.name, row.usual, row.now, row.difference};
    return rows;
}

/// Where there is no room for their texts side by side, as in large ones, the charts stand one below the other.
void TimesPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    charts_->setDirection(width() < 2 * (timesMargin + leastChart) + timesGap ? QBoxLayout::TopToBottom
                                                                              : QBoxLayout::LeftToRight);
}

void TimesPanel::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentPalette().canvas); }

} // namespace tributary::ui
