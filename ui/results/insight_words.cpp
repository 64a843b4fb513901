// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/insight_words.h"

#include "core/report/findings.h"
#include "core/report/register.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isKnown(const Estimate& estimate) {
    return estimate.standardError && std::isfinite(*estimate.standardError) && std::isfinite(estimate.value);
}

} // namespace

QString countOf(size_t count) { return QString::number(static_cast<qulonglong>(count)); }

QString insightName(const Model& model, const Insight& insight, const std::string& full) {
    return toQt(shortInputName(model, insight.scenario, full));
}

EstimateWords estimateWords(const Estimate& estimate, const QString& unitText) {
    const QString value = valueWords(estimate.value, unitText);
    if (!isKnown(estimate))
        return {value, {}};
    constexpr double least = 0.0095; // less than that has its first digit too far behind the point
    const double said = *estimate.standardError;
    UnitWords unit = unitWords(unitText, std::max(std::abs(estimate.value), said));
    if (unit.money && said > 0 && said * unit.factor < least)
        unit = unitWords(unitText, said);
    const QString error = u"± "_s + withUnit(significant(said * unit.factor, 1), unit.text);
    if (said > std::abs(estimate.value)) // its digits would be noise
        return {tr("about 0"), error};
    return {withoutUnitOf(value, error), error};
}

QString wholeErrorWords(const Estimate& estimate, const QString& unitText) {
    if (!estimate.standardError || !std::isfinite(*estimate.standardError))
        return tr("not known");
    const double error = *estimate.standardError;
    const UnitWords unit = unitWords(unitText, error);
    return tr("± %1 (standard error)").arg(withUnit(significant(error * unit.factor, 1), unit.text));
}

MoneyColumn::MoneyColumn(const QString& currency, double largest, double beside) {
    constexpr double least = 0.01; // of the page's unit: in it such amounts would be zeros
    largest = std::abs(largest);
    size_ = sizeBeside(beside, largest, fromQt(currency));
    if (largest > 0 && largest * unitWords(currency, size_).factor < least)
        size_ = largest;
    const UnitWords unit = unitWords(currency, size_);
    factor_ = unit.factor;
    decimals_ = decimalsIn(threeDigits(largest * unit.factor));
    unit_ = unit.text;
}

QString MoneyColumn::value(const Estimate& estimate) const {
    const double shown = estimate.value * factor_;
    const double least = std::pow(10.0, -decimals_);
    const bool isTooSmall = shown != 0 && std::abs(shown) < 0.5 * least;
    const QString words = !isTooSmall ? fixedDecimals(shown, decimals_)
                          : shown > 0 ? u'<' + fixedDecimals(least, decimals_)
                                      : u'>' + fixedDecimals(-least, decimals_);
    return isKnown(estimate) ? words : withUnit(words, unit_);
}

QString MoneyColumn::signedValue(const Estimate& estimate) const {
    const QString words = value(estimate);
    return estimate.value > 0 && std::isfinite(estimate.value) && !words.startsWith(u'<') ? u'+' + words : words;
}

QString MoneyColumn::error(const Estimate& estimate) const {
    if (!isKnown(estimate))
        return {};
    const double shown = *estimate.standardError * factor_;
    const double least = std::pow(10.0, -decimals_);
    const bool isTooSmall = shown > 0 && shown < 0.5 * least;
    return (isTooSmall ? u"± <"_s : u"± "_s) + withUnit(fixedDecimals(isTooSmall ? least : shown, decimals_), unit_);
}

double errorOf(const Estimate& estimate) { return estimate.standardError.value_or(NAN); }

QString restsOn(const Model& model, const std::string& path) {
    const Grade grade = evidenceAt(model, path).grade;
    return grade == Grade::none || grade == Grade::d
               ? tr("assumption")
               : tr("grade %1").arg(toQt(EnumNames<Grade>::names[static_cast<size_t>(grade)]));
}

QString restsOnSource(const Model& model, const std::string& path) {
    const QString source = toQt(evidenceAt(model, path).source);
    return source.isEmpty() ? restsOn(model, path) : tr("%1, %2").arg(restsOn(model, path), source);
}

} // namespace tributary::ui
