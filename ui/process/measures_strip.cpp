// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/measures_strip.h"

#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/process/map_content.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int side = 24;
constexpr double busyMark = 0.85;
constexpr double leastRatio = 0.95, mostRatio = 1.05; ///< of simulation to formulas, within which both say the same

} // namespace

MeasuresStrip::MeasuresStrip(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(sizeHint().height());
    setAccessibleName(tr("Measures of the process"));
}

void MeasuresStrip::show(const ProcessMeasures* measures, const ProcessMeasures* usual, const QString& currency,
                         const QString& failure) {
    headline_.clear();
    remark_.clear();
    parts_.clear();
    figures_.clear();
    pools_.clear();
    cycleTimeBy_.clear();
    failure_ = failure;
    if (measures) {
        const QString noun = toQt(measures->noun);
        const auto beside = [&](double now, double before, const QString& words) {
            return usual && std::isfinite(before) && std::abs(now - before) > 0.005 * std::abs(before)
                       ? tr("%1 as usual").arg(words)
                       : QString();
        };
        if (measures->isOverloaded()) {
            const auto busiest =
                std::ranges::max_element(measures->utilisation, {}, [](const auto& pool) { return pool.second; });
            const auto pool = std::ranges::find(measures->process.pools, busiest->first, &Pool::id);
            headline_ = tr("Cases pile up without end");
            remark_ = tr("%1 has %2 of the work that it can do: give it more servers, or less work")
                          .arg(toQt(pool->name.empty() ? pool->id.text : pool->name), percentWords(busiest->second));
        } else {
            headline_ = tr("%1 per %2").arg(hourWords(measures->cycleTime), noun);
            QStringList remarks;
            if (const auto& simulated = measures->simulated; simulated && measures->notSimulated.empty()) {
                remarks << tr("half within %1, 9 in 10 within %2")
                               .arg(hourWords(simulated->p50.mean), hourWords(simulated->p90.mean));
                const double ratio = simulated->cycleTime.mean / measures->cycleTime;
                const QString found =
                    tr("simulated %1 ± %2")
                        .arg(hourWords(simulated->cycleTime.mean), significant(simulated->cycleTime.halfWidth(), 1));
                remarks << (ratio < leastRatio || ratio > mostRatio
                                ? (measures->isCorrected ? tr("%1: the corrected formulas are off by %2")
                                                         : tr("%1: the formulas are off by %2"))
                                      .arg(found, signedWords(100 * (1 / ratio - 1), u"%"_s))
                                : found);
            } else if (!measures->notSimulated.empty()) {
                remarks << tr("not simulated: %1").arg(toQt(measures->notSimulated));
            } else {
                remarks << (measures->isCorrected ? tr("mean, corrected by simulation") : tr("mean, by formulas"));
            }
            if (usual)
                if (const QString words = beside(measures->cycleTime, usual->cycleTime, hourWords(usual->cycleTime));
                    !words.isEmpty())
                    remarks.prepend(words);
            remark_ = remarks.join(u"; "_s);
        }
        Part work{tr("work"), 0, false, true}, waiting{tr("waiting for somebody"), 0, false, false},
            delays{tr("delays"), 0, false, false}, exceptions{tr("in exceptions"), 0, true, false};
        const auto add = [&](const PartMeasures& part, bool isException) {
            if (isException) {
                exceptions.hours += part.timePerCase();
                return;
            }
            work.hours += part.perCase * part.touch;
            waiting.hours += part.perCase * part.waiting;
            delays.hours += part.perCase * part.delay;
        };
        for (const Step& step : measures->process.steps)
            if (const auto part = measures->tasks.find(step.id); part != measures->tasks.end())
                add(part->second, step.exception);
        for (const auto& [id, part] : measures->exceptionsAt)
            add(part, true);
        for (const auto& [id, part] : measures->flows)
            delays.hours += part.perCase * part.delay;
        // What corrects the whole is waiting. Of branches that go on at once only the longest counts: there the parts
        // are those of the whole, exceptions among them.
        const double apart = work.hours + delays.hours + exceptions.hours;
        if (measures->isCorrected)
            waiting.hours = measures->cycleTime - apart;
        if (std::abs(apart + waiting.hours - measures->cycleTime) > 1e-3 * measures->cycleTime || waiting.hours < 0) {
            work.hours = measures->touch;
            waiting.hours = measures->waiting;
            delays.hours = measures->delay;
            exceptions.hours = 0;
        }
        for (const Part& part : {work, waiting, delays, exceptions})
            if (std::isfinite(part.hours) && part.hours > 0)
                parts_ << part;
        const auto per = tr("per %1").arg(noun);
        const auto note = [&](const QString& words, const QString& otherwise) {
            return words.isEmpty() ? otherwise : words;
        };
        const double before[] = {usual ? usual->labourHours : NAN, usual ? usual->exceptionShare : NAN,
                                 usual ? usual->boundaryHandOffs : NAN, usual ? usual->cost : NAN};
        figures_ << Figure{tr("Labour"), hourWords(measures->labourHours),
                           note(beside(measures->labourHours, before[0], hourWords(before[0])), per)}
                 << Figure{tr("In exceptions"), percentWords(measures->exceptionShare),
                           note(beside(measures->exceptionShare, before[1], percentWords(before[1])), tr("of labour"))}
                 << Figure{tr("Boundary hand-offs"), threeDigits(measures->boundaryHandOffs),
                           note(beside(measures->boundaryHandOffs, before[2], threeDigits(before[2])), per)}
                 << Figure{tr("Cost"), valueWords(measures->cost, currency),
                           note(beside(measures->cost, before[3], valueWords(before[3], currency)), per)};
        for (const Pool& pool : measures->process.pools)
            if (const auto busy = measures->utilisation.find(pool.id); busy != measures->utilisation.end())
                pools_ << Busy{toQt(pool.name.empty() ? pool.id.text : pool.name), busy->second};
        std::ranges::stable_sort(pools_, std::greater<>(), &Busy::share);
        cycleTimeBy_ = toQt(measures->cycleTimeBy);
    }
    setAccessibleDescription(lines().join(u"\n"_s));
    update();
}

QStringList MeasuresStrip::lines() const {
    if (headline_.isEmpty())
        return failure_.isEmpty() ? QStringList() : QStringList{failure_};
    QStringList all{headline_, remark_};
    if (!cycleTimeBy_.isEmpty())
        all << cycleTimeBy_;
    for (const Part& part : parts_)
        all << tr("%1 %2").arg(part.name, hourWords(part.hours));
    for (const Figure& figure : figures_)
        all << tr("%1: %2, %3").arg(figure.name, figure.value, figure.note);
    for (const Busy& pool : pools_)
        all << tr("%1 busy %2").arg(pool.name, percentWords(pool.share));
    return all;
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
        painter.setFont(fontOf(TextRole::body));
        painter.setPen(palette.ink2);
        painter.drawText(QRectF(side, 16, room, height() - 32), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                         failure_.isEmpty() ? tr("Measuring…") : failure_);
        return;
    }
    painter.drawText(QPointF(side, 26), headline_);
    const double after = side + QFontMetricsF(painter.font()).horizontalAdvance(headline_) + 20;
    painter.setFont(fontOf(TextRole::label));
    painter.setPen(palette.ink2);
    painter.drawText(QPointF(after, 26),
                     QFontMetricsF(painter.font()).elidedText(remark_, Qt::ElideRight, width() - side - after));
    paintParts(painter, QRectF(side, 38, room, 24));
    const double half = std::max(0.5 * room, room - 460);
    paintFigures(painter, QRectF(side, 84, half - 20, 70));
    paintPools(painter, QRectF(side + half, 78, room - half, 78));
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
        const QString full = tr("%1 %2, %3").arg(part.name, hourWords(part.hours), shareWords(part.hours / whole));
        const QString brief = tr("%1 %2").arg(part.name, hourWords(part.hours));
        const double room = part.area.width() - 16;
        const QString words = metrics.horizontalAdvance(full) <= room                    ? full
                              : metrics.horizontalAdvance(brief) <= room                 ? brief
                              : metrics.horizontalAdvance(hourWords(part.hours)) <= room ? hourWords(part.hours)
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
    const int columns = 2;
    const bool fits = pools_.size() <= rows * columns;
    const QString title = tr("Busy share of each pool; the mark is 85 %");
    painter.drawText(QPointF(area.left(), area.top() + 10),
                     fits ? title : tr("Busiest pools of %1; the mark is 85 %").arg(pools_.size()));
    const double each = area.width() / columns;
    for (qsizetype i = 0; i < std::min<qsizetype>(pools_.size(), rows * columns); ++i) {
        const double left = area.left() + each * static_cast<double>(i / rows);
        const double middle = area.top() + 26 + row * static_cast<double>(i % rows);
        const double nameWidth = 0.42 * each, valueWidth = 44;
        painter.setFont(font);
        painter.setPen(palette.ink);
        painter.drawText(QRectF(left, middle - 9, nameWidth - 6, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(pools_[i].name, Qt::ElideRight, nameWidth - 6));
        const QRectF groove(left + nameWidth, middle - 4, each - nameWidth - valueWidth - 12, 8);
        painter.fillRect(groove, palette.sunken);
        const double share = std::clamp(pools_[i].share, 0.0, 1.0);
        painter.fillRect(QRectF(groove.topLeft(), QSizeF(groove.width() * share, groove.height())),
                         pools_[i].share > busyMark ? palette.bad : palette.median);
        painter.fillRect(QRectF(groove.left() + busyMark * groove.width(), middle - 7, 1.5, 14), palette.ink);
        painter.setFont(strong);
        painter.setPen(palette.ink);
        painter.drawText(QRectF(groove.right() + 4, middle - 9, valueWidth, 18), Qt::AlignRight | Qt::AlignVCenter,
                         percentWords(pools_[i].share));
    }
}

bool MeasuresStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), lines().join(u"\n"_s), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace tributary::ui
