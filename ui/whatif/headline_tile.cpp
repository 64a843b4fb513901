// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/headline_tile.h"

#include "core/report/words.h"
#include "ui/document.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = PinnedHeadline::Kind;

constexpr int tileWidth = 136;
constexpr double tileLeft = 12;
constexpr double tileNameBase = 24;
constexpr double figureBase = 49;
constexpr double moveBase = 73;
constexpr double triangle = 9;

/// A headline of one scenario in numbers.
struct Figure {
    Summary summary; ///< of a chance: the share alone
    Better better = Better::higher;
    QString unit;           ///< of money and of a metric
    std::size_t trials = 0; ///< of a chance
    const MetricResults* metric = nullptr;
};

std::optional<Figure> figureOf(const PinnedHeadline& headline, const ScenarioResults& scenario, const Results& results,
                               int period) {
    const QString currency = toQt(results.currency);
    switch (headline.kind) {
    case Kind::hardNpv:
        return Figure{scenario.npvHard, Better::higher, currency, 0, nullptr};
    case Kind::chanceOfLoss: {
        Summary share;
        share.p10 = share.p50 = share.p90 = scenario.chanceOfLoss;
        return Figure{share, Better::lower, {}, results.trials, nullptr};
    }
    case Kind::payback:
        return Figure{scenario.paybackDiscounted, Better::lower, toQt(name(results.timeline.kind)), 0, nullptr};
    case Kind::roi:
        return Figure{scenario.roi, Better::higher, {}, 0, nullptr};
    case Kind::irr:
        return Figure{scenario.irr, Better::higher, {}, 0, nullptr};
    case Kind::metric:
        break;
    }
    const MetricResults* metric = find(scenario, headline.metric);
    if (!metric || period < 1 || static_cast<std::size_t>(period) > metric->with.size())
        return std::nullopt;
    return Figure{metric->with[static_cast<std::size_t>(period - 1)], metric->better, toQt(metric->unit), 0, metric};
}

QString valueText(Kind kind, const Figure& figure) {
    const Summary& summary = figure.summary;
    switch (kind) {
    case Kind::chanceOfLoss:
        return chanceWords(summary.p50, figure.trials);
    case Kind::payback:
        return paybackWords(ifFinite(summary.p50), figure.unit);
    case Kind::roi:
    case Kind::irr:
        return percentWords(summary.p50);
    case Kind::hardNpv:
    case Kind::metric:
        break;
    }
    return valueWithinWords(summary.p50, summary.p10, summary.p90, figure.unit);
}

QString rangeText(Kind kind, const Figure& figure) {
    const Summary& summary = figure.summary;
    switch (kind) {
    case Kind::chanceOfLoss:
        return trialsWords(summary.p50, figure.trials);
    case Kind::payback:
        return paybackRangeWords(ifFinite(summary.p10), ifFinite(summary.p90), figure.unit);
    case Kind::roi:
    case Kind::irr:
        return percentRangeWords(summary.p10, summary.p90);
    case Kind::hardNpv:
    case Kind::metric:
        break;
    }
    return rangeWords(summary.p10, summary.p90, figure.unit);
}

/// What the difference of two medians reads as; empty where it is too small to be told.
QString differenceText(Kind kind, const Figure& figure, double difference) {
    const bool none = QString::fromStdString(tributary::threeDigits(std::abs(difference))) == u"0"_s;
    if (none)
        return {};
    switch (kind) {
    case Kind::chanceOfLoss:
    case Kind::roi:
    case Kind::irr:
        return std::abs(difference) < 0.0005 ? QString() : pointsWords(100 * difference);
    case Kind::payback:
        return signedWords(difference, figure.unit);
    case Kind::hardNpv:
    case Kind::metric:
        break;
    }
    if (figure.unit == u"%"_s)
        return std::abs(difference) < 0.05 ? QString() : pointsWords(difference);
    const double largest = std::max(std::abs(figure.summary.p10), std::abs(figure.summary.p90));
    return std::abs(difference) < noChangeBelow * largest ? QString() : signedWords(difference, figure.unit);
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

HeadlineTile::HeadlineTile(Document& document, PinnedHeadline headline, QWidget* parent)
    : QWidget(parent), document_(document), headline_(std::move(headline)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    for (const auto signal : {&Document::resultsChanged, &Document::scenarioChanged, &Document::periodChanged,
                              &Document::draggingChanged, &Document::historyChanged})
        connect(&document_, signal, this, &HeadlineTile::read);
    connect(&document_, &Document::changed, this, &HeadlineTile::read);
    read();
}

HeadlineTile::~HeadlineTile() { document_.disconnect(this); }

QSize HeadlineTile::sizeHint() const { return {tileWidth, 88}; }

void HeadlineTile::read() {
    name_ = headlineName(document_.model(), headline_);
    value_ = u"–"_s;
    change_.clear();
    judgement_ = Judgement::none;
    range_.clear();
    const Results* results = document_.outcome().sampled.get();
    const ScenarioResults* scenario = document_.sampled();
    const auto now = results && scenario && !scenario->id.empty()
                         ? figureOf(headline_, *scenario, *results, document_.period())
                         : std::nullopt;
    if (now) {
        value_ = valueText(headline_.kind, *now);
        range_ = rangeText(headline_.kind, *now);
        const ScenarioResults* before = document_.sampledBeforeDrag();
        const auto then = before ? figureOf(headline_, *before, *results, document_.period()) : std::nullopt;
        if (then) {
            const double difference = now->summary.p50 - then->summary.p50;
            change_ = std::isfinite(difference) ? differenceText(headline_.kind, *now, difference) : QString();
            if (!change_.isEmpty()) {
                rises_ = difference > 0;
                judgement_ = rises_ == (now->better == Better::higher) ? Judgement::better : Judgement::worse;
            } else {
                const QString was = valueText(headline_.kind, *then);
                change_ = was == value_ ? tr("no change") : tr("was %1").arg(was);
            }
        }
    }
    if (headline_.kind == Kind::metric)
        setToolTip(tr("%1\n%2 %3, median %4, P10 to P90 %5")
                       .arg(name_, toQt(capitalised(std::string(name(document_.model().settings().period)))))
                       .arg(document_.period())
                       .arg(value_, range_));
    else
        setToolTip(tr("%1\nmedian %2, P10 to P90 %3").arg(name_, value_, range_));
    if (headline_.kind == Kind::chanceOfLoss)
        setToolTip(tr("%1: NPV below zero in %2").arg(name_, range_));
    setAccessibleName(name_);
    setAccessibleDescription(u"%1, %2, %3"_s.arg(value_, range_, change_));
    update();
}

void HeadlineTile::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double room = width() - tileLeft - 8;
    const auto write = [&](double left, double base, const QString& text, const QFont& font, const QColor& colour) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QPointF(left, base),
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, tileLeft + room - left));
    };
    write(tileLeft, tileNameBase, name_, fontOf(TextRole::label), palette.ink2);
    const bool fits = QFontMetricsF(fontOf(TextRole::sliderValue)).horizontalAdvance(value_) <= room;
    write(tileLeft, figureBase, value_, fontOf(fits ? TextRole::sliderValue : TextRole::bodyStrong), palette.ink);
    double left = tileLeft;
    if (judgement_ != Judgement::none) {
        paintChangeMark(painter, {left, moveBase - 1}, triangle, rises_ ? Pointing::up : Pointing::down, judgement_,
                        palette);
        left += triangle + 4;
    }
    if (change_.isEmpty())
        write(left, moveBase, range_, fontOf(TextRole::label), palette.ink2);
    else
        write(left, moveBase, change_, fontOf(TextRole::labelStrong), judgementColour(palette, judgement_));
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
