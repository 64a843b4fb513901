// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_motion.h"

#include "ui/look/motion.h"

#include <QEasingCurve>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr int frame = 16; ///< ms

double partOf(qint64 elapsed, int whole) {
    return std::clamp(static_cast<double>(elapsed) / static_cast<double>(whole), 0.0, 1.0);
}

} // namespace

CascadeMotion::CascadeMotion(QObject* parent) : QObject(parent) {
    ticks_.setInterval(frame);
    ticks_.setTimerType(Qt::PreciseTimer);
    connect(&ticks_, &QTimer::timeout, this, &CascadeMotion::tick);
    clock_.start();
}

void CascadeMotion::start() {
    if (!ticks_.isActive())
        ticks_.start();
}

void CascadeMotion::startGlide() {
    if (isMotionReduced())
        return endGlide();
    glideBegan_ = clock_.elapsed();
    glide_ = 0;
    start();
}

void CascadeMotion::endGlide() { glide_ = 1; }

void CascadeMotion::startFlow() {
    flow_ = 1;
    if (isMotionReduced())
        return;
    flowBegan_ = clock_.elapsed();
    flow_ = 0;
    start();
}

void CascadeMotion::startPulse(const std::string& key) {
    if (isMotionReduced())
        return;
    pulses_[key] = clock_.elapsed();
    start();
}

void CascadeMotion::setLit(bool lit) {
    lightFrom_ = light_;
    lightTo_ = lit ? 1 : 0;
    lightBegan_ = clock_.elapsed();
    if (isMotionReduced())
        light_ = lightTo_;
    else if (light_ != lightTo_)
        start();
}

void CascadeMotion::rest() {
    glide_ = 1;
    flow_ = 1;
    pulses_.clear();
}

double CascadeMotion::pulse(const std::string& key) const {
    const auto found = pulses_.find(key);
    return found == pulses_.end() ? 1 : partOf(clock_.elapsed() - found->second, motionOfPulse);
}

void CascadeMotion::tick() {
    const qint64 now = clock_.elapsed();
    if (glide_ < 1)
        glide_ = QEasingCurve(QEasingCurve::OutCubic).valueForProgress(partOf(now - glideBegan_, motionOfLayout));
    if (flow_ < 1)
        flow_ = partOf(now - flowBegan_, motionOfPeriod);
    if (light_ != lightTo_)
        light_ = lightFrom_ + (lightTo_ - lightFrom_) * partOf(now - lightBegan_, motionOfHover);
    std::erase_if(pulses_, [&](const auto& pulse) { return now - pulse.second >= motionOfPulse; });
    if (glide_ >= 1 && flow_ >= 1 && light_ == lightTo_ && pulses_.empty())
        ticks_.stop();
    emit moved();
}

} // namespace tributary::ui
