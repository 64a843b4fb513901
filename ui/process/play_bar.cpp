// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/play_bar.h"

#include "ui/look/icons.h"
#include "ui/look/motion.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int playBarHeight = 40;
constexpr int frameEvery = 33;  ///< ms
constexpr int stillEvery = 500; ///< ms, where motion is reduced
constexpr int sliderSteps = 10'000;
constexpr double secondsOfCase = 8;     ///< that a case takes to pass, at the middle speed
constexpr double secondsOfTravel = 0.4; ///< between two steps, at least
constexpr double hoursOfDay = 24;

/// 1, 2 or 5 times a power of ten.
double roundSpeed(double speed) {
    const double power = std::pow(10.0, std::floor(std::log10(speed)));
    const double lead = speed / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

} // namespace

PlayBar::PlayBar(QWidget* parent)
    : QWidget(parent), button_(new QToolButton(this)), clock_(new QLabel(this)),
      slider_(new QSlider(Qt::Horizontal, this)), speeds_(new QComboBox(this)) {
    setFixedHeight(playBarHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 24, 4);
    row->setSpacing(12);
    button_->setAutoRaise(true);
    button_->setFixedSize(28, 28);
    button_->setFocusPolicy(Qt::StrongFocus);
    clock_->setFont(fontOf(TextRole::bodyStrong));
    clock_->setFixedWidth(QFontMetrics(clock_->font()).horizontalAdvance(tr("day %1, %2:00").arg(8888).arg(88)));
    slider_->setRange(0, sliderSteps);
    slider_->setPageStep(sliderSteps / 20);
    slider_->setSingleStep(sliderSteps / 200);
    slider_->setAccessibleName(tr("Hour of the simulation"));
    slider_->setToolTip(tr("Hour of the simulation, from when as many cases are inside as later on"));
    speeds_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    speeds_->setAccessibleName(tr("Speed"));
    speeds_->setToolTip(tr("How much time passes in a second"));
    row->addWidget(button_);
    row->addWidget(clock_);
    row->addWidget(slider_, 1);
    row->addWidget(speeds_);
    frame_.setTimerType(Qt::PreciseTimer);
    connect(&frame_, &QTimer::timeout, this, &PlayBar::step);
    connect(button_, &QToolButton::clicked, this, &PlayBar::toggle);
    connect(slider_, &QSlider::valueChanged, this, [this](int value) {
        used_ = true;
        setTime(begin_ + (end_ - begin_) * value / sliderSteps);
    });
    connect(speeds_, &QComboBox::currentIndexChanged, this, &PlayBar::moved);
    showTime();
}

void PlayBar::setSpan(double begin, double end, double cycleTime, const TimeWords& times) {
    const bool same = begin == begin_ && end == end_;
    begin_ = begin;
    end_ = end;
    setEnabled(hasSpan());
    if (!hasSpan())
        pause();
    if (same)
        return;
    if (hasSpan())
        listSpeeds(cycleTime, times);
    setTime(begin_);
}

void PlayBar::listSpeeds(double cycleTime, const TimeWords& times) {
    const QSignalBlocker quiet(speeds_);
    const int chosen = speeds_->currentIndex();
    speeds_->clear();
    if (const double middle = cycleTime / secondsOfCase; middle > 0 && std::isfinite(middle))
        for (const double factor : {0.1, 0.3, 1.0, 3.0, 10.0}) {
            const double hours = middle * factor;
            const double speed = roundSpeed(times.perHour(hours) * hours);
            speeds_->addItem(tr("%1 a second").arg(withUnit(significant(speed, 1), times.unit(hours))),
                             speed / times.perHour(hours));
        }
    speeds_->setCurrentIndex(chosen < 0 ? speeds_->count() / 2 : std::min(chosen, speeds_->count() - 1));
    showSpeeds();
}

/// In large texts the groove is worth more than the choice of speed.
void PlayBar::showSpeeds() {
    constexpr int narrow = 420;
    speeds_->setVisible(speeds_->count() > 0 && width() >= narrow);
}

double PlayBar::speed() const { return speeds_->currentData().toDouble(); }

double PlayBar::travel() const { return secondsOfTravel * speed(); }

void PlayBar::play() {
    if (!hasSpan() || isPlaying())
        return;
    used_ = true;
    since_.start();
    frame_.start(isMotionReduced() ? stillEvery : frameEvery);
    showTime();
    emit moved();
}

void PlayBar::pause() {
    if (!isPlaying())
        return;
    frame_.stop();
    showTime();
    emit moved();
}

void PlayBar::stop() {
    used_ = false;
    pause();
    emit moved();
}

void PlayBar::setTime(double hour) {
    time_ = std::clamp(hour, begin_, std::max(begin_, end_));
    showTime();
    emit moved();
}

/// At the end it begins again.
void PlayBar::step() {
    constexpr double longestFrame = 0.25; // a window that was kept from drawing does not leap
    const double seconds = isMotionReduced() ? stillEvery / 1000.0
                                             : std::min(longestFrame, static_cast<double>(since_.elapsed()) / 1000.0);
    since_.restart();
    const double next = time_ + seconds * speed();
    setTime(next < end_ ? next : begin_);
}

void PlayBar::showTime() {
    const bool plays = isPlaying();
    button_->setIcon(tintedIcon(plays ? u"pause-fill"_s : u"play-fill"_s));
    const QString words = plays ? tr("Pause the cases (Space)") : tr("Play the cases (Space)");
    button_->setAccessibleName(words);
    button_->setToolTip(words);
    // Days count from the one it begins in; hours are those of the shifts.
    const int day = static_cast<int>(time_ / hoursOfDay) - static_cast<int>(begin_ / hoursOfDay) + 1;
    const int hour = static_cast<int>(std::fmod(time_, hoursOfDay));
    clock_->setText(hasSpan() ? tr("day %1, %2:00").arg(day).arg(hour, 2, 10, QChar(u'0')) : QString());
    const QSignalBlocker quiet(slider_);
    if (hasSpan() && !slider_->isSliderDown())
        slider_->setValue(static_cast<int>(std::lround((time_ - begin_) / (end_ - begin_) * sliderSteps)));
}

void PlayBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showSpeeds();
}

void PlayBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), currentPalette().paper);
    painter.fillRect(QRect(0, 0, width(), 1), currentPalette().rule);
}

} // namespace tributary::ui
