// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/card_line_words.h"

#include "ui/qt_text.h"

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

QString cardLineWords(const Model& model, const Metric& made, const CardLine& line) {
    const QString value = valueWords(model, made);
    QString words = value.isEmpty() ? tr("%1 “%2”, no value yet").arg(levelWords(made.level), toQt(made.name))
                                    : tr("%1 “%2”: %3").arg(levelWords(made.level), toQt(made.name), value);
    QStringList unknown;
    for (const std::string& name : line.unknown)
        unknown << toQt(name);
    if (!unknown.isEmpty())
        words += tr(". Not in the model yet: %1").arg(unknown.join(u", "_s));
    return words;
}

} // namespace tributary::ui
