// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_quantity.h"

#include "ui/look/number_words.h"
#include "ui/qt_text.h"

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The values of the series of that name, times `factor`; none where there is no such series.
std::optional<Distribution> drawnFrom(const Model& model, const std::string& series, double factor) {
    const Series* found = model.series().find(SeriesId(series));
    if (!found)
        return std::nullopt;
    const auto values = makeEmpirical(found->values);
    return values ? std::optional(scaled(*values, factor)) : std::nullopt;
}

} // namespace

QString unitInField(const std::string& unit, const std::string& currency) {
    if (unit == "1")
        return {};
    if (unit == "person")
        return tr("people");
    QString text = toQt(unit);
    if (text.startsWith(u"1/"_s))
        return tr("per %1").arg(text.mid(2));
    const QString code = toQt(currency);
    return code.isEmpty() ? text : text.replace(code, unitWords(code, 1).text);
}

std::optional<Distribution> shownDistribution(const Model& model, const QuantitySite& site) {
    if (!site.quantity || site.quantity->isConstant())
        return std::nullopt;
    const auto unit = parseUnit(site.unit.empty() ? "1" : site.unit);
    if (!unit)
        return std::nullopt;
    std::optional<Distribution> found;
    if (const auto& series = site.quantity->data()) {
        if (const auto factor = factorTo(*site.quantity, *unit))
            found = drawnFrom(model, *series, *factor);
    } else if (const auto distribution = distributionIn(*site.quantity, *unit)) {
        found = *distribution;
    }
    return found && !isCertain(*found) ? found : std::nullopt;
}

} // namespace tributary::ui
