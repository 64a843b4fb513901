// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/measured_words.h"

#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double hoursOfDay = 24;

QString inWords(const char* text) { return QCoreApplication::translate("MeasuredWords", text); }

QString counted(size_t count) { return fixedDecimals(static_cast<double>(count), 0); }

QString unitOfTimes(std::string_view unit) {
    return unit == "minute"   ? inWords(QT_TRANSLATE_NOOP("MeasuredWords", "min"))
           : unit == "hour"   ? inWords(QT_TRANSLATE_NOOP("MeasuredWords", "h"))
           : unit == "second" ? inWords(QT_TRANSLATE_NOOP("MeasuredWords", "s"))
           : unit == "day"    ? inWords(QT_TRANSLATE_NOOP("MeasuredWords", "days"))
                              : inWords(QT_TRANSLATE_NOOP("MeasuredWords", "weeks"));
}

} // namespace

QString measuredWords(const MeasuredTimes& times) {
    const QString mean = threeDigits(times.mean() / times.hoursOfUnit()) + QChar(0xA0) + unitOfTimes(times.unit());
    if (times.count() == 1)
        return inWords(QT_TRANSLATE_NOOP("MeasuredWords", "1 value, %1")).arg(mean);
    return inWords(QT_TRANSLATE_NOOP("MeasuredWords", "%1 values, mean %2, CV %3"))
        .arg(counted(times.count()), mean, significant(times.cv(), 2));
}

QString arrivalWords(const ArrivalTimes& times, double rate) {
    const bool isLong = times.span() >= 2 * hoursOfDay;
    const double unit = isLong ? hoursOfDay : 1;
    const QString span = threeDigits(times.span() / unit) + QChar(0xA0) + unitOfTimes(isLong ? "day" : "hour");
    return (isLong
                ? inWords(QT_TRANSLATE_NOOP("MeasuredWords", "%1 arrivals within %2, %3 a day, CV of their gaps %4"))
                : inWords(QT_TRANSLATE_NOOP("MeasuredWords", "%1 arrivals within %2, %3 an hour, CV of their gaps %4")))
        .arg(counted(times.count()), span, threeDigits(rate * unit),
             significant(std::sqrt(times.squaredCvOfGaps()), 2));
}

} // namespace tributary::ui
