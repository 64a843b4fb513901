// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/measures_strip.h"

#include "ui/look/icons.h"
#include "ui/look/number_words.h"
#include "ui/look/severity_sign.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int side = 24;
constexpr double signSize = 16, besideLink = 16; ///< of a failure
constexpr int failureFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
constexpr double leastFigure = 118; ///< width
constexpr double leastPools = 250, widestPools = 470;
constexpr double twoColumns = 420; ///< that the pools need
constexpr double busyMark = 0.85;
constexpr double surely = 0.99;                       ///< the interval that tells a difference from chance
constexpr double leastOvertime = 1.02;                ///< of the work over the hours of the shifts, to be told
constexpr double leastRatio = 0.95, mostRatio = 1.05; ///< of simulation to formulas, within which both say the same

/// Whether a measure is worth being named beside its value as usual, which may be missing.
bool isOther(double now, double usual) {
    constexpr double least = 0.005;
    return std::isfinite(usual) && std::abs(now - usual) > least * std::abs(usual);
}

} // namespace

MeasuresStrip::MeasuresStrip(QWidget* parent) : QWidget(parent), link_(new QPushButton(tr("Show where"), this)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(sizeHint().height());
    setAccessibleName(tr("Measures of the process"));
    setMouseTracking(true);
    setButtonRole(*link_, ButtonRole::link);
    link_->setAutoDefault(true); // Return presses it, as Space does
    link_->hide();
    connect(link_, &QPushButton::clicked, this, &MeasuresStrip::placeWanted);
}

void MeasuresStrip::setBrief(bool brief) {
    if (brief == brief_)
        return;
    brief_ = brief;
    setFixedHeight(sizeHint().height());
    placeLink();
    update();
}

void MeasuresStrip::show(const ProcessMeasures* measures, const ProcessMeasures* usual, const QString& currency,
                         const QString& failure, const std::string& place) {
    headline_.clear();
    remark_.clear();
    parts_.clear();
    figures_.clear();
    pools_.clear();
    cycleTimeBy_.clear();
    waitsBy_.clear();
    failure_ = failure;
    times_ = measures ? TimeWords::of(*measures) : TimeWords();
    if (measures) {
        if (measures->isOverloaded())
            readOverload(*measures);
        else
            readCycleTime(*measures, usual);
        if (!measures->isOverloaded()) // a case that never ends is made of nothing
            readParts(*measures);
        readFigures(*measures, usual, currency);
        for (const Pool& pool : measures->process.pools)
            if (const auto busy = measures->utilisation.find(pool.id); busy != measures->utilisation.end()) {
                pools_ << Busy{pool.id, toQt(pool.name.empty() ? pool.id.text : pool.name), busy->second};
                if (const auto then = usual ? usual->utilisation.find(pool.id) : busy;
                    usual && then != usual->utilisation.end() && isOther(busy->second, then->second))
                    pools_.last().usual = then->second;
                if (const auto load = measures->loads.find(pool.id); measures->areWaitsSimulated && pool.hours &&
                                                                     load != measures->loads.end() &&
                                                                     load->second > leastOvertime * busy->second)
                    pools_.last().load = load->second;
            }
        std::ranges::stable_sort(pools_, std::greater<>(), &Busy::share);
        cycleTimeBy_ = toQt(measures->cycleTimeBy);
        waitsBy_ = waitsByWords(*measures);
    }
    setAccessibleDescription(lines().join(u"\n"_s));
    link_->setVisible(headline_.isEmpty() && !place.empty());
    link_->setAccessibleDescription(failure_);
    placeLink();
    update();
}

void MeasuresStrip::setGravest(std::optional<Severity> gravest) {
    if (gravest == std::exchange(gravest_, gravest))
        return;
    placeLink();
    update();
}

void MeasuresStrip::readOverload(const ProcessMeasures& measures) {
    headline_ = tr("Cases pile up without end");
    remark_ = overloadWords(measures);
}

void MeasuresStrip::readCycleTime(const ProcessMeasures& measures, const ProcessMeasures* usual) {
    headline_ = tr("%1 per %2").arg(times_.value(measures.cycleTime), toQt(measures.noun));
    QStringList remarks;
    if (usual && isOther(measures.cycleTime, usual->cycleTime))
        remarks << tr("%1 as usual").arg(times_.value(usual->cycleTime));
    if (const auto& simulated = measures.simulated; simulated && measures.notSimulated.empty()) {
        const SimulatedMean& mean = simulated->cycleTime;
        remarks << tr("half within %1, 9 in 10 within %2")
                       .arg(times_.value(simulated->p50.mean), times_.value(simulated->p90.mean));
        const double ratio = mean.mean / measures.cycleTime;
        const double perHour = times_.perHour(mean.mean);
        const QString found = tr("simulated %1 %2, %3 cases")
                                  .arg(withError(perHour * mean.mean, perHour * mean.halfWidth()),
                                       times_.unit(mean.mean), threeDigits(static_cast<double>(simulated->cases)));
        const QString compared =
            (measures.isCorrected ? tr("%1, corrected formulas %2 of it") : tr("%1, formulas %2 of it"))
                .arg(found, threeDigits(1 / ratio));
        const bool isApart = ratio < leastRatio || ratio > mostRatio;
        const bool isTold = std::abs(mean.mean - measures.cycleTime) > mean.halfWidth(surely);
        if (measures.isExact)
            remarks << (isApart ? tr("the formulas are exact here; %1").arg(compared) : compared);
        else if (isApart && !isTold)
            remarks << tr("%1: too short a simulation to tell").arg(compared);
        else
            remarks << (isApart ? (measures.isCorrected ? tr("%1: the corrected formulas are off by %2")
                                                        : tr("%1: the formulas are off by %2"))
                                      .arg(found, signedWords(100 * (1 / ratio - 1), u"%"_s))
                                : compared);
    } else if (!measures.notSimulated.empty()) {
        remarks << tr("not simulated: %1").arg(toQt(measures.notSimulated));
    } else {
        remarks << (measures.isCorrected ? tr("mean, corrected by simulation") : tr("mean, by formulas"));
    }
    const double left =
        measures.areWaitsSimulated && measures.simulated ? measures.simulated->abandoned.mean : measures.left;
    if (left > 0)
        remarks << tr("%1 leave before their work").arg(shareWords(left));
    remark_ = remarks.join(u"; "_s);
}

void MeasuresStrip::readParts(const ProcessMeasures& measures) {
    Part work{tr("work"), 0, false, true}, waiting{tr("waiting for somebody"), 0, false, false},
        delays{tr("delays"), 0, false, false}, exceptions{tr("in exceptions"), 0, true, false};
    for (const Step& step : measures.process.steps) {
        const auto found = measures.tasks.find(step.id);
        if (found == measures.tasks.end())
            continue;
        const PartMeasures& part = found->second;
        if (step.exception) {
            exceptions.hours += part.timePerCase();
            continue;
        }
        work.hours += part.perCase * part.served * part.touch;
        waiting.hours += part.perCase * part.waiting;
        delays.hours += part.perCase * part.served * part.delay;
    }
    for (const auto& [id, part] : measures.exceptionsAt)
        exceptions.hours += part.timePerCase();
    for (const auto& [id, part] : measures.flows)
        delays.hours += part.perCase * part.delay;
    // Of branches that go on at once only the longest counts: there the parts are those of the whole, exceptions among
    // them.
    const double apart = work.hours + delays.hours + exceptions.hours;
    if (std::abs(apart + waiting.hours - measures.cycleTime) > 1e-3 * measures.cycleTime || waiting.hours < 0) {
        work.hours = measures.touch;
        waiting.hours = measures.waiting;
        delays.hours = measures.delay;
        exceptions.hours = 0;
    }
    for (const Part& part : {work, waiting, delays, exceptions})
        if (std::isfinite(part.hours) && part.hours > 0)
            parts_ << part;
}

void MeasuresStrip::readFigures(const ProcessMeasures& measures, const ProcessMeasures* usual,
                                const QString& currency) {
    const auto add = [&](const QString& name, double ProcessMeasures::*measure, const QString& otherwise,
                         const std::function<QString(double)>& words) {
        const double now = measures.*measure, before = usual ? usual->*measure : NAN;
        figures_ << Figure{name, words(now), isOther(now, before) ? tr("%1 as usual").arg(words(before)) : otherwise};
    };
    const QString per = tr("per %1").arg(toQt(measures.noun));
    add(tr("Labour"), &ProcessMeasures::labourHours, per, [this](double hours) { return times_.value(hours); });
    add(tr("In exceptions"), &ProcessMeasures::exceptionShare, tr("of labour"), percentWords);
    add(tr("Boundary hand-offs"), &ProcessMeasures::boundaryHandOffs, per, threeDigits);
    add(tr("Cost"), &ProcessMeasures::cost, per, [&](double cost) { return valueWords(cost, currency); });
}

QStringList MeasuresStrip::lines() const {
    if (headline_.isEmpty())
        return failure_.isEmpty() ? QStringList() : QStringList{failure_};
    QStringList all{headline_, remark_};
    if (!cycleTimeBy_.isEmpty())
        all << cycleTimeBy_;
    if (!waitsBy_.isEmpty())
        all << tr("Waits and busy shares: %1").arg(waitsBy_);
    for (const Part& part : parts_)
        all << tr("%1 %2").arg(part.name, times_.value(part.hours));
    for (const Figure& figure : figures_)
        all << tr("%1: %2, %3").arg(figure.name, figure.value, figure.note);
    for (const Busy& pool : pools_)
        all << busyWords(pool);
    return all;
}

QString MeasuresStrip::busyWords(const Busy& pool) {
    QString busy = tr("%1 busy %2").arg(pool.name, percentWords(pool.share));
    if (std::isfinite(pool.usual))
        busy = tr("%1, %2 as usual").arg(busy, percentWords(pool.usual));
    if (std::isfinite(pool.load))
        busy = tr("%1; its work is %2 of the hours of its shifts, by the formulas: who finishes it after the end of a "
                  "shift is there for longer")
                   .arg(busy, percentWords(pool.load));
    return busy;
}

void MeasuresStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = currentPalette();
    painter.fillRect(rect(), palette.paper);
    painter.fillRect(QRect(0, 0, width(), 1), palette.rule);
    const double room = width() - 2 * side;
    painter.setFont(fontOf(TextRole::section));
    painter.setPen(palette.ink);
    if (headline_.isEmpty()) {
        paintFailure(painter);
        return;
    }
    painter.drawText(QPointF(side, 26), headline_);
    const double after = side + QFontMetricsF(painter.font()).horizontalAdvance(headline_) + 20;
    painter.setFont(fontOf(TextRole::label));
    painter.setPen(palette.ink2);
    painter.drawText(QPointF(after, 26),
                     QFontMetricsF(painter.font()).elidedText(remark_, Qt::ElideRight, width() - side - after));
    for (Busy& pool : pools_)
        pool.area = {};
    if (brief_)
        return;
    paintParts(painter, QRectF(side, 38, room, 24));
    // The figures first: where the window is narrow the pools are left to the tool tip.
    const double figures = std::max(leastFigure * static_cast<double>(figures_.size()), room - widestPools);
    const bool both = room - figures >= leastPools;
    paintFigures(painter, QRectF(side, 84, both ? figures - 20 : room, 70));
    if (both)
        paintPools(painter, QRectF(side + figures, 78, room - figures, 78));
}

/// Where the words of a failure stand, right of its sign.
QRectF MeasuresStrip::failureArea() const {
    const double beforeWords = gravest_ ? signSize + 8 : 0;
    const double linked = link_->isHidden() ? 0 : link_->width() + besideLink, above = brief_ ? 8 : 16;
    return {side + beforeWords, above, width() - 2 * side - beforeWords - linked, height() - 2 * above};
}

/// The link stands behind the words, on their first line.
void MeasuresStrip::placeLink() {
    link_->resize(link_->sizeHint());
    const QFontMetricsF metrics(fontOf(TextRole::body));
    const QRectF words = metrics.boundingRect(failureArea(), failureFlags, failure_);
    link_->move(
        QPointF(words.right() + besideLink, words.top() + 0.5 * (metrics.height() - link_->height())).toPoint());
}

/// What keeps it from being measured looks as a problem does, where it is one.
void MeasuresStrip::paintFailure(QPainter& painter) {
    const Palette& palette = currentPalette();
    const QRectF area = failureArea();
    painter.setFont(fontOf(TextRole::body));
    painter.setPen(palette.ink2);
    if (failure_.isEmpty()) {
        painter.drawText(QPointF(side, area.top() + QFontMetricsF(painter.font()).ascent()), tr("Measuring…"));
        return;
    }
    if (gravest_) {
        const SeveritySign sign = signOf(*gravest_);
        paintIcon(painter, sign.icon, QRectF(side, area.top() + 2, signSize, signSize), palette.*sign.colour);
    }
    painter.setPen(palette.ink);
    painter.drawText(area, failureFlags, failure_);
}

void MeasuresStrip::paintParts(QPainter& painter, const QRectF& area) {
    const Palette& palette = currentPalette();
    double whole = 0;
    for (const Part& part : parts_)
        whole += part.hours;
    if (whole <= 0)
        return;
    double left = area.left();
    const QFont font = fontOf(TextRole::labelStrong);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    for (Part& part : parts_) {
        const double width = area.width() * part.hours / whole;
        part.area = QRectF(left, area.top(), std::max(1.0, width - 2), area.height());
        painter.fillRect(part.area, part.exception ? palette.exceptionSoft
                                    : part.works   ? palette.mist50
                                                   : palette.mist90);
        if (part.exception) { // never by its hue alone
            painter.setPen(QPen(palette.exception, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(part.area.adjusted(1, 1, -1, -1));
        }
        painter.setPen(part.exception ? palette.exception : palette.ink);
        const QString full = tr("%1 %2, %3").arg(part.name, times_.value(part.hours), shareWords(part.hours / whole));
        const QString brief = tr("%1 %2").arg(part.name, times_.value(part.hours));
        const double room = part.area.width() - 16;
        const QString words = metrics.horizontalAdvance(full) <= room                       ? full
                              : metrics.horizontalAdvance(brief) <= room                    ? brief
                              : metrics.horizontalAdvance(times_.value(part.hours)) <= room ? times_.value(part.hours)
                                                                                            : QString();
        painter.drawText(part.area.adjusted(8, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter, words);
        left += width;
    }
}

void MeasuresStrip::paintFigures(QPainter& painter, const QRectF& area) {
    const Palette& palette = currentPalette();
    const double each = area.width() / static_cast<double>(std::max<qsizetype>(figures_.size(), 1));
    double left = area.left();
    for (const Figure& figure : figures_) {
        const auto line = [&](double baseline, const QString& text, TextRole role, const QColor& colour) {
            const QFont font = fontOf(role);
            painter.setFont(font);
            painter.setPen(colour);
            painter.drawText(QPointF(left, area.top() + baseline),
                             QFontMetricsF(font).elidedText(text, Qt::ElideRight, each - 8));
        };
        line(12, figure.name, TextRole::label, palette.ink2);
        line(36, figure.value, TextRole::sliderValue, palette.ink);
        line(54, figure.note, TextRole::label, palette.ink2);
        left += each;
    }
}

void MeasuresStrip::paintPools(QPainter& painter, const QRectF& area) {
    if (pools_.isEmpty())
        return;
    const Palette& palette = currentPalette();
    const QFont font = fontOf(TextRole::label), strong = fontOf(TextRole::labelStrong);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(palette.ink2);
    constexpr double row = 18;
    constexpr int rows = 3;
    const int columns = area.width() >= twoColumns && pools_.size() > rows ? 2 : 1;
    const qsizetype shown = std::min<qsizetype>(pools_.size(), rows * columns);
    QString heading =
        shown == pools_.size()
            ? tr("Busy share of pools, %1; the mark is 85 %").arg(waitsBy_)
            : tr("Busiest of %1 pools, %2; the mark is 85 %").arg(QString::number(pools_.size()), waitsBy_);
    if (std::ranges::any_of(pools_, [](const Busy& pool) { return std::isfinite(pool.usual); }))
        heading += tr("; the thin bar is as usual");
    painter.drawText(QPointF(area.left(), area.top() + 10), metrics.elidedText(heading, Qt::ElideRight, area.width()));
    // Each column has the room that its names need, and all have grooves of one length.
    constexpr double valueWidth = 44, besideValue = 12, leastGroove = 34;
    const double room = area.width() / columns - valueWidth - besideValue;
    std::vector<double> names(static_cast<size_t>(columns), 0);
    for (qsizetype i = 0; i < shown; ++i) {
        double& width = names[static_cast<size_t>(i / rows)];
        width = std::max(width, metrics.horizontalAdvance(pools_[i].name) + 10);
    }
    const double named = std::accumulate(names.begin(), names.end(), 0.0) / columns;
    const double length = std::max(leastGroove, room - named);
    if (named > room - length)
        for (double& width : names)
            width *= (room - length) / named;
    double left = area.left();
    for (qsizetype i = 0; i < shown; ++i) {
        Busy& pool = pools_[i];
        const double nameWidth = names[static_cast<size_t>(i / rows)];
        const double each = nameWidth + length + valueWidth + besideValue;
        if (i > 0 && i % rows == 0)
            left += names[static_cast<size_t>(i / rows) - 1] + length + valueWidth + besideValue;
        const double middle = area.top() + 26 + row * static_cast<double>(i % rows);
        pool.area = QRectF(left, middle - 9, each - 8, row);
        painter.setFont(font);
        painter.setPen(palette.ink);
        painter.drawText(QRectF(left, middle - 9, nameWidth - 6, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(pool.name, Qt::ElideRight, nameWidth - 6));
        const QRectF groove(left + nameWidth, middle - 4, length, 8);
        painter.fillRect(groove, palette.sunken);
        const double share = std::clamp(pool.share, 0.0, 1.0);
        painter.fillRect(QRectF(groove.topLeft(), QSizeF(groove.width() * share, groove.height())),
                         pool.share > busyMark ? palette.bad : palette.median);
        if (std::isfinite(pool.usual))
            painter.fillRect(
                QRectF(groove.left(), groove.bottom() + 1, groove.width() * std::clamp(pool.usual, 0.0, 1.0), 2.5),
                palette.ink3);
        painter.fillRect(QRectF(groove.left() + busyMark * groove.width(), middle - 7, 1.5, 14), palette.ink);
        painter.setFont(strong);
        painter.setPen(palette.ink);
        painter.drawText(QRectF(groove.right() + 4, middle - 9, valueWidth, 18), Qt::AlignRight | Qt::AlignVCenter,
                         percentWords(pool.share));
    }
}

const MeasuresStrip::Busy* MeasuresStrip::poolAt(const QPointF& place) const {
    const auto found = std::ranges::find_if(pools_, [&](const Busy& pool) { return pool.area.contains(place); });
    return found == pools_.end() ? nullptr : &*found;
}

void MeasuresStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    if (const Busy* pool = poolAt(event->position()))
        emit poolChosen(pool->id);
}

void MeasuresStrip::mouseMoveEvent(QMouseEvent* event) {
    setCursor(poolAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void MeasuresStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeLink();
}

bool MeasuresStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Busy* pool = poolAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           pool ? tr("%1: a click shows its steps").arg(busyWords(*pool)) : lines().join(u"\n"_s),
                           this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace tributary::ui
