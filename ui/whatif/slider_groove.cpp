// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/slider_groove.h"

#include "ui/look/focus_ring.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

namespace {

constexpr int places = 1000; ///< of the slider that assistive tools see
constexpr int arrowStep = places / 100;
constexpr int pageSize = places / 10;
constexpr double handleRadius = 7;
constexpr double side = handleRadius + 1;
constexpr double thickness = 4;
constexpr double tickReach = 7;
constexpr double railY = handleRadius;
constexpr double endsBase = 25;
constexpr double betweenEnds = 12;

} // namespace

SliderGroove::SliderGroove(QWidget* parent) : QAbstractSlider(parent), handle_(new QWidget(this)) {
    handle_->setObjectName(QLatin1String(FocusRing::partName));
    handle_->setAttribute(Qt::WA_TransparentForMouseEvents);
    handle_->resize(2 * static_cast<int>(handleRadius), 2 * static_cast<int>(handleRadius));
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(grooveHeight);
    setRange(0, places);
    setSingleStep(arrowStep);
    setPageStep(pageSize);
    // Keys and assistive tools ask by actions; what comes of it is shown when the model has it.
    connect(this, &QAbstractSlider::actionTriggered, this, [this](int action) {
        if (action == SliderMove || action == SliderNoAction)
            return;
        const double range = groove_.high - groove_.low;
        const double steps = static_cast<double>(sliderPosition() - value()) / places;
        if (steps != 0)
            emit wanted(groove_.snapped(at_ + steps * range));
        setSliderPosition(value());
    });
}

void SliderGroove::display(const QuantityGroove& groove, double at, double tick) {
    groove_ = groove;
    groove_.low = std::min({groove.low, at, tick});
    groove_.high = std::max({groove.high, at, tick});
    at_ = at;
    tick_ = tick;
    const double range = groove_.high - groove_.low;
    setEnabled(range > 0);
    setValue(range > 0 ? static_cast<int>(std::lround((at - groove_.low) / range * places)) : 0);
    placeHandle();
    update();
}

void SliderGroove::placeHandle() {
    handle_->move(static_cast<int>(std::lround(xOf(at_) - handleRadius)), static_cast<int>(railY - handleRadius));
}

void SliderGroove::resizeEvent(QResizeEvent*) { placeHandle(); }

void SliderGroove::setJudgement(Judgement judgement) {
    if (judgement == judgement_)
        return;
    judgement_ = judgement;
    update();
}

double SliderGroove::xOf(double value) const {
    const double range = groove_.high - groove_.low;
    return side + (range > 0 ? (value - groove_.low) / range : 0.5) * (width() - 2 * side);
}

double SliderGroove::valueAt(double x) const {
    const double room = std::max(1.0, width() - 2 * side);
    return groove_.snapped(groove_.low + (x - side) / room * (groove_.high - groove_.low));
}

GrooveEnds SliderGroove::endsFitting(double room) const {
    GrooveEnds ends = endsOf(groove_);
    const QFontMetricsF metrics(fontOf(TextRole::label));
    const double left = room - betweenEnds - metrics.horizontalAdvance(ends.low);
    if (const QString whole = withUnit(ends.high, ends.unit); metrics.horizontalAdvance(whole) <= left)
        ends.high = whole;
    else if (metrics.horizontalAdvance(ends.high) > left)
        return {};
    return ends;
}

void SliderGroove::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double handle = xOf(at_);
    const double tick = xOf(tick_);
    const QColor ink = isEnabled() ? palette.ink : palette.ink3;
    const QColor span = judgement_ == Judgement::none ? palette.ink2 : judgementColour(palette, judgement_);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.track);
    painter.drawRoundedRect(QRectF(side, railY - thickness / 2, width() - 2 * side, thickness), 2, 2);
    if (std::abs(handle - tick) > 0.5) {
        painter.fillRect(QRectF(std::min(handle, tick), railY - thickness / 2, std::abs(handle - tick), thickness),
                         span);
        painter.fillRect(QRectF(std::round(tick) - 1, railY - tickReach, 2, 2 * tickReach), span);
    }
    painter.setPen(QPen(ink, 2.5));
    painter.setBrush(palette.surface);
    painter.drawEllipse(QPointF(handle, railY), handleRadius - 1.25, handleRadius - 1.25);
    if (!isEnabled())
        return; // there may be no range
    constexpr double left = side - handleRadius;
    const double right = width() - left;
    const GrooveEnds ends = endsFitting(right - left);
    painter.setFont(fontOf(TextRole::label));
    painter.setPen(palette.ink3);
    painter.drawText(QPointF(left, endsBase), ends.low);
    painter.drawText(QPointF(right - QFontMetricsF(painter.font()).horizontalAdvance(ends.high), endsBase), ends.high);
}

void SliderGroove::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    const double x = event->position().x();
    const bool onHandle = std::abs(x - xOf(at_)) <= handleRadius + 2;
    grip_ = onHandle ? x - xOf(at_) : 0;
    emit taken();
    if (!onHandle)
        emit wanted(valueAt(x));
}

void SliderGroove::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown())
        emit wanted(valueAt(event->position().x() - grip_));
}

void SliderGroove::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !isSliderDown())
        return;
    setSliderDown(false);
    emit let();
}

void SliderGroove::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        emit resetWanted();
}

void SliderGroove::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Home) {
        emit resetWanted();
    } else if (event->key() == Qt::Key_Escape) {
        setSliderDown(false);
        emit dropWanted();
    } else {
        QAbstractSlider::keyPressEvent(event);
    }
}

void SliderGroove::focusOutEvent(QFocusEvent* event) {
    QAbstractSlider::focusOutEvent(event);
    emit left();
}

void SliderGroove::wheelEvent(QWheelEvent* event) { event->ignore(); } // the ribbon scrolls

} // namespace tributary::ui
