// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/headline_tile.h"

#include "core/report/findings.h"
#include "core/report/words.h"
#include "ui/document.h"
#include "ui/look/npv_words.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/whatif/outcome_panel.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QStringList>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = PinnedHeadline::Kind;

constexpr double tileLeft = 12;
constexpr double tileRight = 8;
constexpr double triangle = 9;

constexpr double betweenColumns = 8; ///< of headlines in a row each
constexpr double leastName = 72;     ///< that the name keeps there

/// Where the lines of a tile stand: name, value, range; and with what the last move did: name, value, that, range.
constexpr std::array tileBases{24.0, 49.0, 73.0};
constexpr std::array tileBasesMoved{19.0, 40.0, 58.0, 76.0};

/// A headline of one scenario in numbers.
struct Figure {
    Summary summary; ///< of a chance: the share alone
    Better better = Better::higher;
    QString unit;           ///< of money and of a metric
    std::size_t trials = 0; ///< of a chance
    PaybackWords payback{}; ///< of a payback
    const MetricResults* metric = nullptr;
    double largest = 0; ///< of an NPV, the largest that the pages say, in whose unit they do
};

std::optional<Figure> figureOf(const PinnedHeadline& headline, const ScenarioResults& scenario, const Results& results,
                               const Document& document) {
    const int period = document.period();
    const QString currency = toQt(results.currency);
    switch (headline.kind) {
    case Kind::hardNpv:
        return Figure{scenario.npvHard, Better::higher, currency, 0, {}, nullptr, document.largestNpv()};
    case Kind::chanceOfLoss: {
        Summary share;
        share.p10 = share.p50 = share.p90 = scenario.chanceOfLoss;
        return Figure{share, Better::lower, {}, results.trials, {}, nullptr};
    }
    case Kind::payback: {
        const std::string_view noun = name(results.timeline.kind);
        return Figure{scenario.paybackDiscounted, Better::lower, toQt(noun), 0, paybackWords(scenario, noun), nullptr};
    }
    case Kind::roi:
        return Figure{scenario.roi, Better::higher, {}, 0, {}, nullptr};
    case Kind::irr:
        return Figure{scenario.irr, Better::higher, {}, 0, {}, nullptr};
    case Kind::metric:
        break;
    }
    const MetricResults* metric = find(scenario, headline.metric);
    if (!metric || period < 1 || static_cast<std::size_t>(period) > metric->with.size())
        return std::nullopt;
    return Figure{
        metric->with[static_cast<std::size_t>(period - 1)], metric->better, toQt(metric->unit), 0, {}, metric};
}

RangedWords saidOf(Kind kind, const Figure& figure) {
    const auto& [low, median, high] = std::array{figure.summary.p10, figure.summary.p50, figure.summary.p90};
    return kind == Kind::hardNpv ? MoneyWords(figure.unit, figure.largest).ranged(median, low, high)
                                 : rangedWords(median, low, high, figure.unit);
}

QString valueText(Kind kind, const Figure& figure) {
    const Summary& summary = figure.summary;
    switch (kind) {
    case Kind::chanceOfLoss:
        return chanceWords(summary.p50, figure.trials);
    case Kind::payback:
        return toQt(figure.payback.median);
    case Kind::roi:
    case Kind::irr:
        return percentWords(summary.p50);
    case Kind::hardNpv:
    case Kind::metric:
        break;
    }
    return saidOf(kind, figure).value;
}

QString rangeText(Kind kind, const Figure& figure) {
    const Summary& summary = figure.summary;
    switch (kind) {
    case Kind::chanceOfLoss:
        return trialsWords(summary.p50, figure.trials);
    case Kind::payback:
        return toQt(figure.payback.range);
    case Kind::roi:
    case Kind::irr:
        return percentRangeWords(summary.p10, summary.p90);
    case Kind::hardNpv:
    case Kind::metric:
        break;
    }
    return saidOf(kind, figure).range;
}

/// A signed number in two digits, in full from a hundred on: "+4", "−0.42", "+123".
QString signedNumber(double number) {
    QString words = std::abs(number) >= 99.5 ? threeDigits(std::abs(number)) : significant(std::abs(number), 2);
    if (words.contains(u'.'))
        while (words.endsWith(u'0') || words.endsWith(u'.'))
            words.chop(1);
    return (number > 0 ? QChar(u'+') : QChar(0x2212)) + words;
}

/// What the difference of two medians reads as, in the unit of the value; empty where it is too small to be told.
QString differenceText(Kind kind, const Figure& now, const Figure& then) {
    const double difference = now.summary.p50 - then.summary.p50;
    const double largest = std::max({std::abs(now.summary.p10), std::abs(now.summary.p90), now.largest});
    if (!std::isfinite(difference) || difference == 0)
        return {};
    switch (kind) {
    case Kind::chanceOfLoss:
    case Kind::roi:
    case Kind::irr:
        return std::abs(difference) < 0.0005 ? QString() : pointsWords(100 * difference);
    case Kind::payback: { // as whole periods, as the two are read
        const double periods = std::round(now.summary.p50) - std::round(then.summary.p50);
        return periods == 0 ? QString() : withUnit(signedNumber(periods), unitWords(now.unit, 1).text);
    }
    case Kind::hardNpv:
        return isNpvChange(then.summary.p50, now.summary.p50, largest)
                   ? npvChangeWords(then.summary.p50, now.summary.p50, largest, now.unit)
                   : QString();
    case Kind::metric:
        break;
    }
    if (now.unit == u"%"_s)
        return std::abs(difference) < 0.05 ? QString() : pointsWords(difference);
    const UnitWords unit = unitWords(now.unit, largest);
    return std::abs(difference) < noChangeBelow * largest ? QString()
                                                          : withUnit(signedNumber(difference * unit.factor), unit.text);
}

/// `shown` moved as the few trials of a drag move theirs from `then` to `now`, so that it and the change add up. A
/// payback goes by whole periods, which do not add up so; it is what the few trials give.
Figure movedAs(Kind kind, const Figure& shown, const Figure& then, const Figure& now) {
    Figure moved = now;
    if (kind == Kind::payback)
        return moved;
    for (auto percentile : {&Summary::p10, &Summary::p50, &Summary::p90}) {
        const double difference = shown.summary.*percentile - then.summary.*percentile;
        if (std::isfinite(difference))
            moved.summary.*percentile += difference;
        if (kind == Kind::chanceOfLoss)
            moved.summary.*percentile = std::clamp(moved.summary.*percentile, 0.0, 1.0);
    }
    return moved;
}

} // namespace

QString headlineName(const Model& model, const PinnedHeadline& headline) {
    switch (headline.kind) {
    case Kind::hardNpv:
        return HeadlineTile::tr("NPV of hard cash only");
    case Kind::chanceOfLoss:
        return HeadlineTile::tr("Chance of a loss");
    case Kind::payback:
        return HeadlineTile::tr("Discounted payback");
    case Kind::roi:
        return HeadlineTile::tr("Return on cost");
    case Kind::irr:
        return HeadlineTile::tr("Internal rate of return");
    case Kind::metric:
        break;
    }
    const Metric* metric = model.metrics().find(headline.metric);
    return metric ? toQt(metric->name) : QString();
}

namespace {

/// The name of a headline where it has little room; empty of a metric.
QString shortNameOf(Kind kind) {
    switch (kind) {
    case Kind::hardNpv:
        return HeadlineTile::tr("Hard NPV");
    case Kind::chanceOfLoss:
        return HeadlineTile::tr("Loss");
    case Kind::payback:
        return HeadlineTile::tr("Payback");
    case Kind::roi:
        return HeadlineTile::tr("Return");
    case Kind::irr:
        return HeadlineTile::tr("IRR");
    case Kind::metric:
        break;
    }
    return {};
}

} // namespace

HeadlineTile::HeadlineTile(Document& document, PinnedHeadline headline, QWidget* parent)
    : QWidget(parent), document_(document), headline_(std::move(headline)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    for (const auto signal : {&Document::resultsChanged, &Document::scenarioChanged, &Document::periodChanged,
                              &Document::historyChanged, &Document::problemsChanged})
        connect(&document_, signal, this, &HeadlineTile::read);
    connect(&document_, &Document::changed, this, &HeadlineTile::read);
    connect(&document_, &Document::draggingChanged, this, [this] {
        passed_ = passed_ && !document_.isDragging();
        read();
    });
    connect(&document_, &Document::selectionChanged, this, [this] {
        passed_ = !document_.isDragging();
        read();
    });
    read();
}

HeadlineTile::~HeadlineTile() { document_.disconnect(this); }

QSize HeadlineTile::sizeHint() const {
    const double needed = QFontMetricsF(fontOf(TextRole::label)).horizontalAdvance(name_) + tileLeft + tileRight;
    return {std::clamp(static_cast<int>(std::ceil(needed)), narrowest, widest), 88};
}

void HeadlineTile::read() {
    name_ = headlineName(document_.model(), headline_);
    value_ = u"–"_s;
    change_.clear();
    shortChange_.clear();
    waiting_.clear();
    judgement_ = Judgement::none;
    range_.clear();
    when_ = headline_.kind == Kind::metric
                ? u"%1 %2"_s.arg(toQt(name(document_.model().settings().period))).arg(document_.period())
                : QString();
    const Results* results = document_.outcome().sampled.get();
    const ScenarioResults* scenario = document_.sampled();
    const Outcome& outcome = document_.outcome();
    const auto all = static_cast<std::size_t>(document_.model().settings().trials);
    stale_ = results && outcome.revision != document_.revision() && results->trials == all; // else a drag's own
    const bool waits = headline_.kind == Kind::metric
                           ? std::ranges::find(outcome.leftOut, headline_.metric) != outcome.leftOut.end()
                           : !document_.npvWaitsFor().empty();
    if (waits)
        range_ = tr("waits for a correction");
    shortRange_ = range_;
    const auto now = !waits && results && scenario && !scenario->id.empty()
                         ? figureOf(headline_, *scenario, *results, document_)
                         : std::nullopt;
    if (now) {
        const auto figure = [&](const ScenarioResults* of) {
            return of && !passed_ ? figureOf(headline_, *of, *results, document_) : std::nullopt;
        };
        const auto then = figure(document_.sampledBeforeDrag());
        const auto shown = figure(document_.shownBeforeDrag());
        const Figure moved = then && shown ? movedAs(headline_.kind, *shown, *then, *now) : *now;
        value_ = valueText(headline_.kind, moved);
        range_ = rangeText(headline_.kind, moved);
        shortRange_ = headline_.kind == Kind::chanceOfLoss ? shareWords(moved.summary.p50) : range_;
        if (then && shown) {
            change_ = shortChange_ = differenceText(headline_.kind, moved, *shown);
            if (!change_.isEmpty()) {
                rises_ = moved.summary.p50 > shown->summary.p50;
                judgement_ = rises_ == (now->better == Better::higher) ? Judgement::better : Judgement::worse;
                change_ =
                    judgement_ == Judgement::better ? tr("%1, better").arg(change_) : tr("%1, worse").arg(change_);
            } else {
                const QString was = valueText(headline_.kind, *shown);
                if (outcome.revision != document_.revision())
                    waiting_ = waitingWords(document_);
                else
                    change_ = shortChange_ = was == value_ ? tr("no change") : tr("was %1").arg(was);
            }
        }
    }
    shortRange_ = withoutUnitOf(shortRange_, value_);
    QStringList tips{when_.isEmpty() ? name_ : u"%1, %2"_s.arg(name_, when_)};
    if (headline_.kind == Kind::chanceOfLoss)
        tips << tr("NPV below zero in %1").arg(range_);
    else
        tips << tr("median %1, P10 to P90 %2").arg(value_, range_);
    if (!change_.isEmpty())
        tips << tr("%1: the median after the last move, less the median before").arg(change_);
    setToolTip(tips.join(u'\n'));
    setAccessibleName(name_);
    setAccessibleDescription(u"%1, %2, %3, %4"_s.arg(value_, when_, change_, range_));
    updateGeometry();
    if (inRow_ && parentWidget())
        parentWidget()->update(); // the columns of all go by the widest
    else
        update();
}

void HeadlineTile::setInRow(bool inRow) {
    if (std::exchange(inRow_, inRow) == inRow)
        return;
    setMaximumWidth(inRow ? QWIDGETSIZE_MAX : widest);
    updateGeometry();
    update();
}

/// What the last move did to it, or else its range: the third column of a row.
const QString& HeadlineTile::rowRemark() const {
    return !waiting_.isEmpty() ? waiting_ : shortChange_.isEmpty() ? shortRange_ : shortChange_;
}

QFont HeadlineTile::rowRemarkFont() const {
    return fontOf(waiting_.isEmpty() && !shortChange_.isEmpty() ? TextRole::labelStrong : TextRole::label);
}

/// Where the columns of the rows begin: each as wide as the widest there, and the name has the rest.
HeadlineTile::RowColumns HeadlineTile::rowColumns() const {
    double value = 0, remark = 0;
    for (const HeadlineTile* each : parentWidget()->findChildren<HeadlineTile*>(Qt::FindDirectChildrenOnly)) {
        value = std::max(value, QFontMetricsF(fontOf(TextRole::bodyStrong)).horizontalAdvance(each->value_));
        remark = std::max(remark, QFontMetricsF(each->rowRemarkFont()).horizontalAdvance(each->rowRemark()) +
                                      (each->judgement_ == Judgement::none ? 0 : triangle + 4));
    }
    const double valueLeft =
        std::max(width() - tileRight - remark - betweenColumns - value, tileLeft + leastName + betweenColumns);
    return {std::floor(valueLeft), std::floor(valueLeft + value + betweenColumns)};
}

void HeadlineTile::paintRow(QPainter& painter) const {
    const Palette& palette = currentPalette();
    const double base = std::round(height() / 2.0) + 4;
    const auto [valueLeft, remarkLeft] = rowColumns();
    const auto write = [&](double left, double right, const QString& text, const QFont& font, const QColor& colour) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QPointF(left, base), QFontMetricsF(font).elidedText(text, Qt::ElideRight, right - left));
    };
    const QFont small = fontOf(TextRole::label);
    const double nameRight = valueLeft - betweenColumns;
    const bool fits = tileLeft + QFontMetricsF(small).horizontalAdvance(name_) <= nameRight;
    const QString shorter = shortNameOf(headline_.kind);
    write(tileLeft, nameRight, fits || shorter.isEmpty() ? name_ : shorter, small, palette.ink2);
    write(valueLeft, remarkLeft, value_, fontOf(TextRole::bodyStrong), stale_ ? palette.ink3 : palette.ink);
    double left = remarkLeft;
    if (judgement_ != Judgement::none) {
        paintChangeMark(painter, {left, base - 1}, triangle, rises_ ? Pointing::up : Pointing::down, judgement_,
                        palette);
        left += triangle + 4;
    }
    const bool moved = waiting_.isEmpty() && !shortChange_.isEmpty();
    write(left, width() - tileRight + 1, rowRemark(), rowRemarkFont(),
          moved ? judgementColour(palette, judgement_) : palette.ink2);
}

void HeadlineTile::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (inRow_)
        return paintRow(painter);
    const double right = width() - tileRight;
    const auto write = [&](double left, double base, const QString& text, const QFont& font, const QColor& colour) {
        const QString shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, right - left);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QPointF(left, base), shown);
        return left + QFontMetricsF(font).horizontalAdvance(shown);
    };
    const bool moved = !change_.isEmpty();
    const bool threeLines = moved || !waiting_.isEmpty();
    const double* const bases = threeLines ? tileBasesMoved.data() : tileBases.data();
    const QFont small = fontOf(TextRole::label);
    write(tileLeft, bases[0], name_, small, palette.ink2);
    const double whenRoom = when_.isEmpty() ? 0 : 6 + QFontMetricsF(small).horizontalAdvance(when_);
    const bool fits =
        tileLeft + QFontMetricsF(fontOf(TextRole::sliderValue)).horizontalAdvance(value_) + whenRoom <= right;
    const double end = write(tileLeft, bases[1], value_, fontOf(fits ? TextRole::sliderValue : TextRole::bodyStrong),
                             stale_ ? palette.ink3 : palette.ink);
    if (!when_.isEmpty())
        write(end + 6, bases[1], when_, small, palette.ink3);
    if (!waiting_.isEmpty())
        write(tileLeft, bases[2], waiting_, small, palette.ink2);
    if (moved) {
        double left = tileLeft;
        if (judgement_ != Judgement::none) {
            paintChangeMark(painter, {left, bases[2] - 1}, triangle, rises_ ? Pointing::up : Pointing::down, judgement_,
                            palette);
            left += triangle + 4;
        }
        write(left, bases[2], change_, fontOf(TextRole::labelStrong), judgementColour(palette, judgement_));
    }
    write(tileLeft, bases[threeLines ? 3 : 2], range_, small, palette.ink2);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRect(width() - 1, 16, 1, height() - 32), palette.rule);
}

void HeadlineTile::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* out = menu->addAction(tr("Take it out"));
    out->setEnabled(!document_.isReadOnly());
    connect(out, &QAction::triggered, this, [this] {
        if (const auto done = document_.apply(unpinHeadline(document_.model(), headline_)); !done)
            document_.tell(done.error());
    });
    menu->popup(event->globalPos());
}

} // namespace tributary::ui
