// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/unit_words.h"

#include <QStringList>
#include <algorithm>
#include <array>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double thousand = 1e3;
constexpr double million = 1e6;
// 999,500 would round to 1,000 k$ at three digits; it reads better as 1.00 M$.
constexpr double roundsUp = 0.9995;

using Short = std::pair<QLatin1StringView, QLatin1StringView>;

constexpr std::array times{
    Short{"minute"_L1, "min"_L1}, Short{"hour"_L1, "h"_L1},    Short{"day"_L1, "d"_L1},  Short{"week"_L1, "wk"_L1},
    Short{"month"_L1, "mo"_L1},   Short{"quarter"_L1, "q"_L1}, Short{"year"_L1, "y"_L1}, Short{"second"_L1, "s"_L1},
};
constexpr std::array measures{
    Short{"mile"_L1, "mi"_L1},     Short{"kilometre"_L1, "km"_L1}, Short{"kilometer"_L1, "km"_L1},
    Short{"kilogram"_L1, "kg"_L1}, Short{"tonne"_L1, "t"_L1},      Short{"litre"_L1, "l"_L1},
};

template <std::size_t N>
QString shortOf(const std::array<Short, N>& table, const QString& word) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const Short& each) { return each.first == word; });
    return found == table.end() ? QString() : QString(found->second);
}

} // namespace

bool isCurrency(const QString& word) {
    return word.size() == 3 && std::all_of(word.begin(), word.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
}

QString currencySign(const QString& code) {
    if (code == "USD"_L1)
        return u"$"_s;
    if (code == "EUR"_L1)
        return u"€"_s;
    if (code == "GBP"_L1)
        return u"£"_s;
    return code;
}

UnitWords unitWords(const QString& unit, double largest) {
    UnitWords words;
    QStringList parts = unit.trimmed().split(u'/');
    const QString counted = parts.takeFirst().trimmed();
    QString per;
    for (const QString& part : std::as_const(parts))
        if (const QString time = shortOf(times, part.trimmed()); !time.isEmpty())
            per += u'/' + time;

    if (isCurrency(counted)) {
        words.money = true;
        const double size = std::abs(largest);
        const QString prefix = size >= million * roundsUp ? u"M"_s : size >= thousand * roundsUp ? u"k"_s : QString();
        words.factor = prefix == u"M"_s ? 1 / million : prefix == u"k"_s ? 1 / thousand : 1;
        words.text = prefix + currencySign(counted) + per;
    } else if (counted == u"%"_s) {
        words.percent = true;
        words.text = counted + per;
    } else if (const QString time = shortOf(times, counted); !time.isEmpty()) {
        words.text = time + per;
    } else if (const QString measure = shortOf(measures, counted); !measure.isEmpty()) {
        words.text = measure + per;
    } else if (counted.isEmpty() || counted == u"1"_s) {
        words.text = per;
    } else {
        // A counted noun: over time its name is the metric's own ("Breakdowns 618 /mo"); alone it says what is counted.
        words.text = per.isEmpty() && parts.isEmpty() ? counted : per;
        words.text.replace(u'_', u' ');
    }
    return words;
}

QString wholeUnit(const QString& unit) {
    QString words = unit == u"1"_s ? QString() : unit;
    return words.replace(u"/"_s, u" per "_s).replace(u'_', u' ').trimmed();
}

} // namespace tributary::ui
