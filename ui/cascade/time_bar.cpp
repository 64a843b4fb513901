// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/time_bar.h"

#include "ui/cascade/card_content.h"
#include "ui/document.h"
#include "ui/look/icons.h"
#include "ui/look/motion.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int buttonSize = 32;
constexpr double grooveY = 24;
constexpr double grooveHeight = 6;
constexpr double phaseHeight = 4;
constexpr double sideMargin = 12;
constexpr double handleRadius = 8;
constexpr double aboveHandle = 12; ///< base of the words about phases, which the handle passes under

int ticksOf(PeriodKind kind) {
    switch (kind) {
    case PeriodKind::week:
        return 13;
    case PeriodKind::quarter:
        return 4;
    case PeriodKind::month:
        break;
    }
    return 12;
}

} // namespace

TimeGroove::TimeGroove(QWidget* parent) : QAbstractSlider(parent) {
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(TimeBar::barHeight - 2);
    setMinimumWidth(160);
}

void TimeGroove::setPhases(QVector<RolloutPhase> phases, const QString& words) {
    phases_ = std::move(phases);
    words_ = words;
    update();
}

void TimeGroove::setTickStep(int periods) {
    tickStep_ = std::max(1, periods);
    setPageStep(tickStep_);
    update();
}

double TimeGroove::xOf(double period) const {
    return sideMargin + (width() - 2 * sideMargin) * period / std::max(1, maximum());
}

int TimeGroove::periodAt(double x) const {
    const double room = std::max(1.0, width() - 2 * sideMargin);
    return std::clamp(static_cast<int>(std::lround((x - sideMargin) / room * maximum())), minimum(), maximum());
}

void TimeGroove::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double at = xOf(value());
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.track);
    painter.drawRoundedRect(QRectF(xOf(0), grooveY - grooveHeight / 2, xOf(maximum()) - xOf(0), grooveHeight), 3, 3);
    painter.setBrush(palette.ink2);
    painter.drawRoundedRect(QRectF(xOf(0), grooveY - grooveHeight / 2, at - xOf(0), grooveHeight), 3, 3);

    double phasesEnd = xOf(0);
    for (const RolloutPhase& phase : phases_) {
        painter.fillRect(QRectF(xOf(phase.from - 1), grooveY - 10, xOf(phase.to) - xOf(phase.from - 1), phaseHeight),
                         palette.operating);
        phasesEnd = std::max(phasesEnd, xOf(phase.to));
    }
    painter.setFont(fontOf(TextRole::label));
    painter.setPen(palette.ink2);
    if (!words_.isEmpty()) {
        const QFontMetricsF metrics(painter.font());
        const double room = width() - phasesEnd - 20;
        painter.drawText(QPointF(phasesEnd + 14, grooveY - aboveHandle),
                         metrics.elidedText(words_, Qt::ElideRight, room));
    }

    painter.setPen(QPen(palette.ink3, 1));
    double textEnd = -1;
    for (int period = 0; period <= maximum(); period += tickStep_) {
        const double x = std::floor(xOf(period)) + 0.5;
        painter.drawLine(QPointF(x, grooveY + 7), QPointF(x, grooveY + 11));
        const QString words = QString::number(period);
        const double wide = QFontMetricsF(painter.font()).horizontalAdvance(words);
        if (x - wide / 2 < textEnd + 8)
            continue;
        painter.drawText(QPointF(x - wide / 2, grooveY + 24), words);
        textEnd = x + wide / 2;
    }

    painter.setPen(QPen(palette.ink, 2.5));
    painter.setBrush(palette.surface);
    painter.drawEllipse(QPointF(at, grooveY), handleRadius - 1.25, handleRadius - 1.25);
}

void TimeGroove::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setValue(periodAt(event->position().x()));
}

void TimeGroove::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown())
        setValue(periodAt(event->position().x()));
}

void TimeGroove::mouseReleaseEvent(QMouseEvent*) { setSliderDown(false); }

void TimeGroove::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat())
            emit playWanted();
        return;
    }
    QAbstractSlider::keyPressEvent(event);
}

void TimeGroove::wheelEvent(QWheelEvent* event) {
    const int turned = event->angleDelta().y(); // none where the wheel goes sideways
    setValue(value() + (turned > 0 ? 1 : turned < 0 ? -1 : 0));
    event->accept();
}

bool TimeGroove::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QAbstractSlider::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList lines;
    for (const RolloutPhase& phase : phases_)
        if (help->pos().x() >= xOf(phase.from - 1) && help->pos().x() <= xOf(phase.to))
            lines << phase.words;
    QToolTip::showText(help->globalPos(), lines.join(u'\n'), this);
    return true;
}

PlayButton::PlayButton(QWidget* parent) : QAbstractButton(parent) {
    setFixedSize(buttonSize, buttonSize);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void PlayButton::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(underMouse() && isEnabled() ? palette.ink2 : isEnabled() ? palette.ink : palette.field);
    painter.drawEllipse(rect());
    constexpr double icon = 16;
    const QRectF place((buttonSize - icon) / 2 + (isChecked() ? 0 : 1), (buttonSize - icon) / 2, icon, icon);
    paintIcon(painter, isChecked() ? u"pause-fill"_s : u"play-fill"_s, place, palette.onInk);
}

void PlayButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void PlayButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

TimeBar::TimeBar(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), button_(new PlayButton(this)), period_(new QLabel(this)),
      groove_(new TimeGroove(this)) {
    setFixedHeight(barHeight);
    setAccessibleName(tr("Time"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 1, 16, 0);
    row->setSpacing(12);
    row->addWidget(button_);
    row->addWidget(period_);
    row->addWidget(groove_);
    period_->setFont(fontOf(TextRole::section));
    groove_->setAccessibleName(tr("Period shown"));
    groove_->setObjectName(u"timeGroove"_s);
    clock_.setInterval(motionOfPeriod);
    clock_.setTimerType(Qt::PreciseTimer);
    connect(&clock_, &QTimer::timeout, this, &TimeBar::step);
    connect(button_, &QAbstractButton::clicked, this, [this](bool on) { on ? play() : pause(); });
    connect(groove_, &TimeGroove::playWanted, this, [this] { isPlaying() ? pause() : play(); });
    connect(groove_, &QAbstractSlider::sliderPressed, this, &TimeBar::pause);
    connect(groove_, &QAbstractSlider::valueChanged, &document_, &Document::setPeriod);
    connect(&document_, &Document::opened, this, [this] {
        pause();
        readModel();
    });
    connect(&document_, &Document::changed, this, [this](const ChangeSet& changed) {
        if (changed.touches(Settings::kind) || changed.touches(Scenario::kind) || changed.touches(Intervention::kind) ||
            changed.touches(Group::kind))
            readModel();
    });
    connect(&document_, &Document::scenarioChanged, this, &TimeBar::readModel);
    connect(&document_, &Document::periodChanged, this, &TimeBar::showPeriod);
    pause();
    readModel();
}

void TimeBar::readModel() {
    const Model& model = document_.model();
    const Settings& settings = model.settings();
    const QSignalBlocker quiet(groove_);
    groove_->setRange(1, std::max(1, settings.periods));
    groove_->setTickStep(ticksOf(settings.period));
    const QFontMetricsF metrics(period_->font());
    period_->setFixedWidth(static_cast<int>(metrics.horizontalAdvance(periodTitle(settings, 888))) + 4);

    QVector<RolloutPhase> phases;
    QStringList words;
    if (const Scenario* scenario = model.scenarios().find(document_.scenario()))
        for (const InterventionId& id : scenario->interventions) {
            const Intervention* intervention = model.interventions().find(id);
            if (!intervention)
                continue;
            for (const Phase& phase : intervention->adoption.schedule) {
                if (phase.what != PhaseKind::reach || phase.to < phase.from || !phase.value)
                    continue;
                const Group* group = model.groups().find(phase.group);
                const QString whom = group ? toQt(group->name) : tr("all groups");
                const QString until = periodTitle(settings, phase.to).toLower();
                const QString said = tr("%1 of %2 to %3").arg(toQt(phase.value->text()), whom, until);
                phases.append({phase.from, phase.to, toQt(intervention->name) + u": "_s + said});
                words << said;
            }
        }
    words.removeDuplicates();
    groove_->setPhases(phases, words.isEmpty() ? QString() : tr("reach: %1").arg(words.join(u"; "_s)));
    showPeriod();
}

void TimeBar::showPeriod() {
    const QSignalBlocker quiet(groove_);
    groove_->setValue(document_.period());
    groove_->update();
    period_->setText(periodTitle(document_.model().settings(), document_.period()));
}

void TimeBar::play() {
    if (document_.period() >= groove_->maximum())
        document_.setPeriod(1);
    clock_.start();
    emit playingChanged(true);
    button_->setChecked(true);
    button_->setAccessibleName(tr("Pause"));
    button_->setToolTip(tr("Pause"));
}

void TimeBar::pause() {
    clock_.stop();
    emit playingChanged(false);
    button_->setChecked(false);
    button_->setAccessibleName(tr("Play the periods"));
    button_->setToolTip(tr("Play the periods"));
}

void TimeBar::step() {
    document_.setPeriod(std::min(groove_->maximum(), document_.period() + periodsOfStep()));
    if (document_.period() >= groove_->maximum())
        pause();
}

void TimeBar::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.fillRect(rect(), palette.paper);
    painter.fillRect(QRectF(0, 0, width(), 1), palette.rule);
}

} // namespace tributary::ui
