// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/number_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QChar trueMinus(0x2212);
constexpr QChar noBreakSpace(0x00A0);
constexpr QChar narrowNoBreakSpace(0x202F);
constexpr double stillBelow = 0.0005;

QString tr(const char* text) { return QCoreApplication::translate("tributary::ui::NumberWords", text); }

/// The locale's mark, but never the point: that is for decimals in every locale, as fields are typed.
QString thousandsMark() {
    const QString mark = QLocale().groupSeparator();
    return mark == u"."_s || mark.isEmpty() ? QString(narrowNoBreakSpace) : mark;
}

QString printed(double magnitude, int decimals) {
    QString text = QString::number(magnitude, 'f', std::max(0, decimals));
    const qsizetype point = text.indexOf(u'.');
    for (qsizetype at = (point < 0 ? text.size() : point) - 3; at > 0; at -= 3)
        text.insert(at, thousandsMark());
    return text;
}

bool isZero(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c == u'0' || c == u'.'; });
}

QString signedOnce(double value, const QString& magnitude) {
    return value < 0 && !isZero(magnitude) ? trueMinus + magnitude : magnitude;
}

int magnitudeOf(double value) { return static_cast<int>(std::floor(std::log10(value))); }

/// Rounds to significant digits, so that 9.996 becomes 10.0 before its decimals are counted.
double rounded(double magnitude, int digits) {
    const double unit = std::pow(10.0, magnitudeOf(magnitude) - digits + 1);
    return std::round(magnitude / unit) * unit;
}

QString plusOrMinus(double value, const QString& magnitude) {
    if (isZero(magnitude))
        return magnitude;
    return (value < 0 ? QString(trueMinus) : u"+"_s) + magnitude;
}

/// Changes have two digits; above 100 all their whole digits, for "+123" is not "+120".
QString changeMagnitude(double value) {
    const double magnitude = std::abs(value);
    return magnitude >= 99.5 ? printed(std::round(magnitude), 0) : significant(magnitude, 2);
}

} // namespace

QString significant(double value, int digits) {
    if (!std::isfinite(value))
        return u"–"_s;
    if (value == 0)
        return u"0"_s;
    const double magnitude = rounded(std::abs(value), digits);
    return signedOnce(value, printed(magnitude, digits - 1 - magnitudeOf(magnitude * (1 + 1e-12))));
}

QString threeDigits(double value) { return significant(value, 3); }

QString fixedDecimals(double value, int decimals) {
    if (!std::isfinite(value))
        return u"–"_s;
    const QString magnitude = printed(std::abs(value), decimals);
    return isZero(magnitude) ? u"0"_s : signedOnce(value, magnitude);
}

int axisDecimals(double step) {
    if (!(step > 0) || !std::isfinite(step))
        return 0;
    constexpr int most = 6;
    double scaled = step;
    for (int decimals = 0; decimals < most; ++decimals, scaled *= 10)
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, scaled))
            return decimals;
    return most;
}

QString withUnit(const QString& number, const QString& unitText) {
    return unitText.isEmpty() ? number : number + noBreakSpace + unitText;
}

QString valueWords(double value, const QString& unit) {
    const UnitWords words = unitWords(unit, value);
    return withUnit(threeDigits(value * words.factor), words.text);
}

QString rangeWords(double low, double high, const QString& unit, int digits) {
    const UnitWords words = unitWords(unit, std::max(std::abs(low), std::abs(high)));
    QString first = significant(low * words.factor, digits);
    QString last = significant(high * words.factor, digits);
    if (words.money) {
        // Ends of a money range share their decimals: "−0.55 to 1.41 M$".
        const double largest = std::max(std::abs(low), std::abs(high)) * words.factor;
        if (largest > 0) {
            const int decimals = std::max(0, digits - 1 - magnitudeOf(rounded(largest, digits) * (1 + 1e-12)));
            first = fixedDecimals(low * words.factor, decimals);
            last = fixedDecimals(high * words.factor, decimals);
        }
    }
    return withUnit(tr("%1 to %2").arg(first, last), words.text);
}

ChangeWords changeWords(double with, double businessAsUsual, const QString& unit) {
    const double difference = with - businessAsUsual;
    const UnitWords words = unitWords(unit, difference);
    const double share = businessAsUsual == 0 ? difference : difference / std::abs(businessAsUsual);
    if (!std::isfinite(share) || std::abs(share) < stillBelow)
        return {ChangeWords::Direction::none, tr("no change")};
    const auto direction = difference > 0 ? ChangeWords::Direction::up : ChangeWords::Direction::down;
    if (words.percent)
        return {direction, withUnit(plusOrMinus(difference, changeMagnitude(difference)), tr("pts"))};
    if (businessAsUsual == 0)
        return {direction, signedWords(difference, unit)};
    return {direction, withUnit(plusOrMinus(share, changeMagnitude(share * 100)), u"%"_s)};
}

QString signedWords(double difference, const QString& unit) {
    const UnitWords words = unitWords(unit, difference);
    const double shown = difference * words.factor;
    return withUnit(plusOrMinus(shown, changeMagnitude(shown)), words.text);
}

QString chanceWords(double share) {
    struct Chance {
        double share;
        const char* words;
    };
    static constexpr std::array chances{
        Chance{1.0 / 20, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 1 in 20")},
        Chance{1.0 / 10, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 1 in 10")},
        Chance{1.0 / 5, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 1 in 5")},
        Chance{1.0 / 4, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 1 in 4")},
        Chance{1.0 / 3, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 1 in 3")},
        Chance{2.0 / 5, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 2 in 5")},
        Chance{1.0 / 2, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 1 in 2")},
        Chance{3.0 / 5, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 3 in 5")},
        Chance{2.0 / 3, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 2 in 3")},
        Chance{3.0 / 4, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 3 in 4")},
        Chance{9.0 / 10, QT_TRANSLATE_NOOP("tributary::ui::NumberWords", "about 9 in 10")},
    };
    constexpr double rare = 0.02;
    if (!std::isfinite(share))
        return u"–"_s;
    if (share < rare)
        return tr("under 1 in 50");
    if (share > 1 - rare)
        return tr("over 49 in 50");
    const auto nearest = std::min_element(chances.begin(), chances.end(), [share](const Chance& a, const Chance& b) {
        return std::abs(a.share - share) < std::abs(b.share - share);
    });
    return tr(nearest->words);
}

QString trialsWords(double share) {
    if (!std::isfinite(share))
        return u"–"_s;
    const double inHundred = share * 100;
    const bool fine = (share > 0 && inHundred < 1) || (share < 1 && inHundred > 99);
    return fine ? tr("%1 in %2 trials").arg(fixedDecimals(share * 1000, 0), threeDigits(1000))
                : tr("%1 in 100 trials").arg(std::round(inHundred), 0, 'f', 0);
}

QString periodWords(std::optional<double> period, const QString& noun) {
    if (!period || !std::isfinite(*period))
        return tr("never");
    return noun + noBreakSpace + printed(std::round(*period), 0);
}

QString periodRangeWords(std::optional<double> first, std::optional<double> last, const QString& noun) {
    const QString from = periodWords(first, noun);
    const bool bothFinite = first && last && std::isfinite(*first) && std::isfinite(*last);
    const QString to = bothFinite ? printed(std::round(*last), 0) : periodWords(last, noun);
    return from == to ? from : tr("%1 to %2").arg(from, to);
}

QString shareWords(double share) {
    const double percent = share * 100;
    const bool fine = std::abs(percent) > 0 && std::abs(percent) < 1;
    return withUnit(fine ? significant(percent, 1) : fixedDecimals(percent, 0), u"%"_s);
}

} // namespace tributary::ui
