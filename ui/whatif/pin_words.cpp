// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/pin_words.h"

#include "core/model/model.h"
#include "core/model/names.h"
#include "ui/inspector/field_words.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

int decimalsOf(double step) {
    return step > 0 ? std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6) : 0;
}

/// A number in so many significant digits at most.
QString shortest(double value, int digits) {
    if (value == 0)
        return fixedDecimals(0, 0);
    const double unit = std::pow(10.0, digits - 1 - std::floor(std::log10(std::abs(value))));
    const double rounded = std::round(value * unit) / unit;
    int decimals = 0;
    for (double power = 1; power < unit; power *= 10, ++decimals)
        if (std::abs(std::round(rounded * power) / power - rounded) <= 1e-9 * std::abs(rounded))
            break;
    return fixedDecimals(rounded, decimals);
}

} // namespace

QString pinName(const Model& model, const std::string& path) {
    const auto entity = entityOf(path);
    if (path.ends_with("/stall/probability"))
        return fieldLabel("stall", "probability");
    if (entity && entity->kind == Metric::kind && path.ends_with("/estimate"))
        return toQt(readableName(model, pathOf(*entity)));
    QStringList parts = toQt(readableName(model, path)).split(u": "_s);
    const bool named = path.ends_with("/size") || path.ends_with("/amount");
    if (named && parts.size() > 2)
        parts.removeLast();
    const bool only = entity && ((entity->kind == Intervention::kind && model.interventions().size() == 1) ||
                                 (entity->kind == Process::kind && model.processes().size() == 1));
    if ((only || named) && parts.size() > 1)
        parts.removeFirst();
    QString name = parts.join(u": "_s);
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

UnitWords unitOn(const QuantityGroove& groove) {
    return unitWords(toQt(groove.unit), std::max(std::abs(groove.low), std::abs(groove.high)));
}

QString valueOn(const QuantityGroove& groove, double value) {
    const UnitWords unit = unitOn(groove);
    const double shown = value * unit.factor;
    int decimals = 0;
    for (const int finest = decimalsOf(groove.step * unit.factor) + 2; decimals < finest; ++decimals) {
        const double power = std::pow(10.0, decimals);
        if (std::abs(std::round(shown * power) / power - shown) <= 1e-9 * std::max(1.0, std::abs(shown)))
            break;
    }
    return withUnit(fixedDecimals(shown, decimals), unit.text);
}

GrooveEnds endsOf(const QuantityGroove& groove) {
    constexpr int digits = 3;
    const UnitWords unit = unitOn(groove);
    return {shortest(groove.low * unit.factor, digits), shortest(groove.high * unit.factor, digits), unit.text};
}

} // namespace tributary::ui
