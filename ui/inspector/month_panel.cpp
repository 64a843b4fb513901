// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/month_panel.h"

#include "core/model/dependencies.h"
#include "ui/document.h"
#include "ui/look/compact_number.h"
#include "ui/look/metric_change.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int firstBaseline = 14;
constexpr int secondBaseline = 36;
constexpr int linePitch = secondBaseline - firstBaseline;
constexpr int underText = 6;
constexpr double besideTitle = 12;
constexpr double arrowWidth = 10;

void paintArrow(QPainter& painter, const QPointF& from) {
    const QPointF to = from + QPointF(arrowWidth, 0);
    painter.drawLine(from, to);
    painter.drawLine(to, to + QPointF(-3.5, -3));
    painter.drawLine(to, to + QPointF(-3.5, 3));
}

} // namespace

MonthPanel::MonthPanel(Document& document, MetricId metric, QWidget* parent)
    : QWidget(parent), document_(document), metric_(std::move(metric)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    refresh();
}

void MonthPanel::refresh() {
    const Settings& settings = document_.model().settings();
    title_ = tr("At %1 %2").arg(toQt(name(settings.period))).arg(document_.period());
    const Metric* typed = document_.model().metrics().find(metric_);
    missing_ = typed && lacksValue(*typed) ? tr("No value yet") : tr("No results yet");
    before_.clear();
    after_.clear();
    range_.clear();
    judgement_ = Judgement::none;
    const ScenarioResults* results = document_.sampled();
    const MetricResults* metric = results ? tributary::find(*results, metric_) : nullptr;
    const auto at = static_cast<size_t>(document_.period() - 1);
    if (metric && at < metric->bau.size() && at < metric->with.size()) {
        const QString unit = toQt(metric->unit);
        const double bau = metric->bau[at].p50;
        const Summary& with = metric->with[at];
        const bool ranges = hasRange(with);
        const double widest = ranges ? std::max(std::abs(with.p10), std::abs(with.p90)) : 0;
        const UnitWords words = unitWords(unit, std::max({std::abs(bau), std::abs(with.p50), widest}));
        before_ = compactNumber(bau * words.factor);
        after_ = withUnit(compactNumber(with.p50 * words.factor), words.text);
        range_ = ranges ? tr("%1 to %2")
                              .arg(compactNumber(with.p10 * words.factor),
                                   withUnit(compactNumber(with.p90 * words.factor), words.text))
                        : tr("no range given");
        judgement_ = metricChange(*metric, document_.period()).judgement;
    }
    setAccessibleName(words());
    setToolTip(words());
    fitHeight();
    update();
}

QString MonthPanel::words() const {
    if (before_.isEmpty())
        return title_ + u": "_s + missing_;
    return tr("%1: %2 as usual, %3 with the scenario; P10 to P90 %4").arg(title_, before_, after_, range_);
}

double MonthPanel::valuesWidth() const {
    const QFontMetricsF strong(fontOf(TextRole::bodyStrong));
    return strong.horizontalAdvance(before_) + 6 + arrowWidth + 6 + strong.horizontalAdvance(after_);
}

/// Values that have no room beside the title stand under it.
bool MonthPanel::isTall() const {
    const double title = QFontMetricsF(fontOf(TextRole::bodyStrong)).horizontalAdvance(title_);
    return !before_.isEmpty() && title + besideTitle + valuesWidth() > width();
}

/// Lines that the values take under the title: two where they have no room beside each other either.
int MonthPanel::linesOfValues() const {
    if (!isTall())
        return 0;
    return valuesWidth() > width() ? 2 : 1;
}

void MonthPanel::fitHeight() { setFixedHeight(secondBaseline + linesOfValues() * linePitch + underText); }

void MonthPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitHeight();
}

void MonthPanel::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(fontOf(TextRole::bodyStrong));
    painter.setPen(palette.ink);
    painter.drawText(QPointF(0, firstBaseline), title_);
    if (before_.isEmpty()) {
        painter.setFont(fontOf(TextRole::row));
        painter.setPen(palette.ink2);
        painter.drawText(QPointF(0, secondBaseline), missing_);
        return;
    }
    const QFontMetricsF strong(fontOf(TextRole::bodyStrong));
    painter.setFont(fontOf(TextRole::bodyStrong));
    painter.setPen(judgement_ == Judgement::none ? palette.ink2 : judgementColour(palette, judgement_));
    const int lines = linesOfValues();
    const int afterBase = firstBaseline + lines * linePitch;
    const int base = lines > 1 ? afterBase - linePitch : afterBase;
    const int rangeBase = afterBase + linePitch;
    double x = width() - strong.horizontalAdvance(after_);
    painter.drawText(QPointF(std::max(0.0, x), afterBase), after_);
    if (lines > 1)
        x = width();
    x -= arrowWidth + 6;
    QPen arrow = painter.pen();
    arrow.setWidthF(1.4);
    painter.setPen(arrow);
    paintArrow(painter, QPointF(x, base - 4.5));
    x -= 6 + strong.horizontalAdvance(before_);
    painter.drawText(QPointF(x, base), before_);
    painter.setFont(fontOf(TextRole::row));
    painter.setPen(palette.ink2);
    const QFontMetricsF row(fontOf(TextRole::row));
    const double room = width() - row.horizontalAdvance(range_) - 12;
    const QString label = tr("P10 to P90, with it");
    painter.drawText(QPointF(0, rangeBase), row.horizontalAdvance(label) <= room
                                                ? label
                                                : row.elidedText(tr("P10 to P90"), Qt::ElideRight, room));
    painter.drawText(QPointF(width() - row.horizontalAdvance(range_), rangeBase), range_);
}

} // namespace tributary::ui
