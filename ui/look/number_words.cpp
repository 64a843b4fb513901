// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/number_words.h"

#include "core/report/words.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QChar noBreakSpace(0x00A0);
constexpr QChar narrowNoBreakSpace(0x202F);

/// The words of core in the window's language, with the locale's mark for thousands; never a point, which is for
/// decimals in every locale, as fields are typed.
QString inLocale(const std::string& words) {
    QString text = QCoreApplication::translate("tributary::Words", words.c_str());
    const QString mark = QLocale().groupSeparator();
    return text.replace(u',', mark == u"."_s || mark.isEmpty() ? QString(narrowNoBreakSpace) : mark);
}

/// What stands behind a number, with the space before it. A no-break space before a digit parts thousands, or a period
/// from its name.
QString unitBehind(const QString& number) {
    const qsizetype gap = number.lastIndexOf(noBreakSpace);
    return gap > 0 && gap + 1 < number.size() && !number.at(gap + 1).isDigit() ? number.mid(gap) : QString();
}

double finiteSize(double value) { return std::isfinite(value) ? std::abs(value) : 0; }

/// The first of some numbers, and the next two as a range, in the unit of the largest of all.
RangedWords oneUnit(std::span<const double> numbers, const QString& unit) {
    double largest = 0;
    for (const double number : numbers)
        largest = std::max(largest, finiteSize(number));
    const std::vector<std::string> words = rowWords(numbers, fromQt(unit));
    const QString text = unitWords(unit, largest).text;
    return {withUnit(inLocale(words[0]), text), withUnit(inLocale(words[1] + " to " + words[2]), text)};
}

double orNever(const std::optional<double>& period) { return period.value_or(std::numeric_limits<double>::infinity()); }

} // namespace

QString significant(double value, int digits) { return inLocale(tributary::significant(value, digits)); }

QString threeDigits(double value) { return inLocale(tributary::threeDigits(value)); }

QString fixedDecimals(double value, int decimals) { return inLocale(tributary::fixedDecimals(value, decimals)); }

QString wholeNumber(std::size_t count) { return fixedDecimals(static_cast<double>(count), 0); }

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

QString withoutUnitOf(const QString& number, const QString& other) {
    const QString unit = unitBehind(number);
    return unit == unitBehind(other) ? number.chopped(unit.size()) : number;
}

int decimalsIn(const QString& number) {
    const qsizetype point = number.indexOf(u'.');
    return point < 0 ? 0 : static_cast<int>(number.size() - point - 1);
}

QString valueWords(double value, const QString& unit) { return inLocale(tributary::valueWords(value, fromQt(unit))); }

QString rangeWords(double low, double high, const QString& unit, int digits) {
    return inLocale(tributary::rangeWords(low, high, fromQt(unit), digits));
}

QString valueWithinWords(double value, double low, double high, const QString& unit) {
    return inLocale(tributary::valueWithinWords(value, low, high, fromQt(unit)));
}

RangedWords rangedWords(double value, double low, double high, const QString& unit) {
    const std::array numbers{value, low, high};
    return oneUnit(numbers, unit);
}

MoneyWords::MoneyWords(const QString& currency, double largest) : currency_(currency), largest_(largest) {}

QString MoneyWords::value(double amount) const {
    return inLocale(tributary::MoneyWords(fromQt(currency_), largest_).value(amount));
}

QString MoneyWords::range(double low, double high) const {
    return inLocale(tributary::MoneyWords(fromQt(currency_), largest_).range(low, high));
}

RangedWords MoneyWords::ranged(double value, double low, double high) const {
    const std::array numbers{value, low, high, largest_};
    const std::vector<std::string> words = rowWords(numbers, fromQt(currency_));
    const double size = std::max({finiteSize(value), finiteSize(low), finiteSize(high)});
    const bool hasLargerUnit = unitWords(currency_, size).factor < unitWords(currency_, largest_).factor;
    if (hasLargerUnit && largest_ > 0) // in whose unit it stands all the same
        return {this->value(value), range(low, high)};
    const double leastSaid = std::pow(10.0, 1 - decimalsIn(toQt(words[3]))); // two digits of it are seen
    const bool isTooSmall = size != 0 && size * unitWords(currency_, std::max(size, largest_)).factor < leastSaid;
    const bool looksCertain = low != high && words[1] == words[2];
    return isTooSmall || looksCertain ? rangedWords(value, low, high, currency_) : oneUnit(numbers, currency_);
}

QString pointsWords(double difference) { return inLocale(tributary::pointsWords(difference)); }

QString changeWords(const MetricResults& metric, std::size_t at) {
    return inLocale(tributary::changeWords(metric, at));
}

QString signedWords(double difference, const QString& unit) {
    return inLocale(tributary::signedWords(difference, fromQt(unit)));
}

QString chanceWords(double share) { return inLocale(tributary::chanceWords(share)); }

QString chanceWords(double share, size_t trials) { return inLocale(tributary::chanceWords(share, trials)); }

QString trialsWords(double share, size_t trials) { return inLocale(tributary::trialsWords(share, trials)); }

QString trialsWords(double share) { return inLocale(tributary::trialsWords(share)); }

QString periodWords(std::optional<double> period, const QString& noun) {
    return inLocale(tributary::periodWords(orNever(period), fromQt(noun)));
}

QString paybackWords(std::optional<double> period, const QString& noun) {
    return inLocale(tributary::paybackWords(orNever(period), fromQt(noun)));
}

QString percentWords(double ratio) { return inLocale(tributary::percentWords(ratio)); }

QString percentRangeWords(double low, double high) { return inLocale(tributary::percentRangeWords(low, high)); }

QString shareWords(double share) { return inLocale(tributary::shareWords(share)); }

UnitWords unitWords(const QString& unit, double largest) {
    const ShortUnit words = shortUnit(fromQt(unit), largest);
    return {words.factor, toQt(words.text), words.money};
}

QString wholeUnit(const QString& unit) {
    QString words = unit == u"1"_s ? QString() : unit;
    return words.replace(u"/"_s, u" per "_s).replace(u'_', u' ').trimmed();
}

} // namespace tributary::ui
