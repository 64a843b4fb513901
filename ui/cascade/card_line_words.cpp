// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/card_line_words.h"

#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QLocale>
#include <QRegularExpression>
#include <variant>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

QString levelWords(Level level) {
    switch (level) {
    case Level::financial:
        return tr("Financial metric");
    case Level::operating:
        return tr("Operating metric");
    case Level::frontline:
        break;
    }
    return tr("Frontline metric");
}

QString valueWords(const Model& model, const Metric& metric) {
    const WrittenCardLine line = writeCardLine(model, metric);
    const QString value = toQt(line.text.substr(line.valueBegin));
    const bool behindEquals = line.valueBegin >= 2 && line.text.compare(line.valueBegin - 2, 2, "= ") == 0;
    return behindEquals && !value.isEmpty() ? u"= "_s + value : value;
}

QString doubtWords(const Quantity& typed) {
    static const QRegularExpression span(
        u"^\\s*([0-9][0-9.]*)\\s*%?\\s*[-\u2212\u2013]\\s*([0-9][0-9.]*)(?![0-9.]|\\s*[-+*/(\u2212\u2013])"_s);
    const auto found = span.match(toQt(typed.text()));
    const auto* value = std::get_if<Constant>(&typed.distribution());
    if (!found.hasMatch() || !value)
        return {};
    const QString low = found.captured(1);
    const QString high = found.captured(2);
    const double middle = (low.toDouble() + high.toDouble()) / 2;
    if (low.toDouble() >= high.toDouble())
        return {};
    return tr("This is %1 minus %2: %3. For %1 to %2 write %1..%2, or %1/%4/%2")
        .arg(low, high, withUnit(threeDigits(value->value), typed.unit() ? toQt(typed.unit()->text()) : QString()),
             QString::number(middle));
}

QString cardLineWords(const Model& model, const Metric& made, const CardLine& line) {
    const QString value = valueWords(model, made);
    QString words = value.isEmpty() ? tr("%1 “%2”, no value yet").arg(levelWords(made.level), toQt(made.name))
                                    : tr("%1 “%2”: %3").arg(levelWords(made.level), toQt(made.name), value);
    words += made.better == Better::lower ? tr(". Lower is better") : tr(". Higher is better");
    if (const QString doubt = line.estimate ? doubtWords(*line.estimate) : QString(); !doubt.isEmpty())
        words += u". "_s + doubt;
    QStringList unknown;
    for (const std::string& name : line.unknown)
        unknown << toQt(name);
    if (!unknown.isEmpty())
        words += tr(". Not in the model yet: %1").arg(unknown.join(u", "_s));
    if (!line.objection.empty())
        words += u". "_s + toQt(line.objection);
    return words;
}

} // namespace tributary::ui
